/* Trees to find commands in, made below a directory of our own. */
#ifndef REFAUDIT_COMMANDS_FIXTURE_H
#define REFAUDIT_COMMANDS_FIXTURE_H

#include "commands_internal.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    arena *keep;
    const char *dir; /* empty, of our own, a real path */
    struct python py;
    struct commands got;
};

static inline int
setup(void **state)
{
    struct fixture *t = calloc(1, sizeof *t);
    const char *error = NULL;
    char dir[] = "/tmp/refaudit-commands-XXXXXX";
    t->keep = arena_new();
    unsetenv("VIRTUAL_ENV");
    setenv("PATH", "/usr/bin:/bin", 1);
    if (!python_find(t->keep, "/usr/bin/python3", &t->py, &error) ||
        mkdtemp(dir) == NULL || chmod(dir, 0755) != 0)
        return -1;
    t->dir = path_real(t->keep, dir);
    *state = t;
    return 0;
}

static inline int
teardown(void **state)
{
    struct fixture *t = *state;
    int rc = system(arena_printf(t->keep, "rm -rf '%s'", t->dir));
    arena_free(t->keep);
    free(t);
    return rc;
}

/* ---- making files ------------------------------------------------------- */

static inline const char *
at(struct fixture *t, const char *name)
{
    return path_join(t->keep, t->dir, name);
}

static inline void
make_dirs(struct fixture *t, const char *dir)
{
    if (path_is_dir(dir))
        return;
    make_dirs(t, str_directory(t->keep, dir));
    assert_int_equal(mkdir(dir, 0755), 0);
}

static inline const char *
put(struct fixture *t, const char *name, const char *text)
{
    const char *path = at(t, name);
    make_dirs(t, str_directory(t->keep, path));
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    return path;
}

#define EXTENSION "#include <Python.h>\nPyObject *f(void) { return 0; }\n"

/* A database of one entry for `file`, with the rest of its arguments. */
static inline const char *
put_db(struct fixture *t, const char *name, const char *file,
       const char *arguments)
{
    return put(t, name,
               arena_printf(t->keep,
                            "[{\"directory\": \"%s\", \"file\": \"%s\","
                            " \"arguments\": [\"cc\", \"-c\"%s]}]",
                            t->dir, file, arguments));
}

/* ---- asking ------------------------------------------------------------- */

static inline bool
ask(struct fixture *t, const struct command_query *query, const char **error)
{
    struct command_query q = *query;
    q.python = &t->py;
    *error = NULL;
    return commands_find(t->keep, &q, &t->got, error);
}

static inline void
find(struct fixture *t, const char *path)
{
    const char *error;
    if (!ask(t, &(struct command_query){.paths = &path, .n_paths = 1}, &error))
        fail_msg("%s: %s", path, error);
}

static inline const char *
refused(struct fixture *t, const struct command_query *q)
{
    const char *error;
    assert_false(ask(t, q, &error));
    assert_non_null(error);
    return error;
}

static inline const char *
project(struct fixture *t, const char *name)
{
    return arena_printf(t->keep, "%s/testdata/projects/%s", SOURCE_ROOT, name);
}

static inline const struct command *
command_of(struct fixture *t, const char *base)
{
    for (size_t i = 0; i < t->got.n; i++) {
        if (strcmp(path_base(t->got.v[i].file), base) == 0)
            return &t->got.v[i];
    }
    fail_msg("no command for %s", base);
    return NULL;
}

static inline bool
has_arg(const struct command *c, const char *arg)
{
    for (size_t i = 0; i < c->n_args; i++) {
        if (strcmp(c->args[i], arg) == 0)
            return true;
    }
    return false;
}

/* "option dir" as two words, dir below `root`. */
static inline bool
has_dir(struct fixture *t, const struct command *c, const char *option,
        const char *root, const char *dir)
{
    const char *path = path_join(t->keep, root, dir);
    for (size_t i = 0; i + 1 < c->n_args; i++) {
        if (strcmp(c->args[i], option) == 0 &&
            strcmp(c->args[i + 1], path) == 0)
            return true;
    }
    return false;
}

static inline bool
has_note(struct fixture *t, const char *part)
{
    for (size_t i = 0; i < t->got.n_notes; i++) {
        if (strstr(t->got.notes[i], part) != NULL)
            return true;
    }
    return false;
}

static inline const char *
skip_reason(struct fixture *t, const char *base)
{
    for (size_t i = 0; i < t->got.n_skipped; i++) {
        if (strcmp(path_base(t->got.skipped[i].file), base) == 0)
            return t->got.skipped[i].reason;
    }
    fail_msg("%s was not skipped", base);
    return NULL;
}

static inline void
has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", text, part);
}

/* The compiler accepts every command that was found. */
static inline void
compiles(struct fixture *t)
{
    for (size_t i = 0; i < t->got.n; i++) {
        const struct command *c = &t->got.v[i];
        struct names argv = {0};
        struct run_bounds here = {.directory = c->directory};
        struct ran ran;
        names_add(t->keep, &argv, "cc");
        names_add(t->keep, &argv, "-fsyntax-only");
        for (size_t k = 0; k < c->n_args; k++)
            names_add(t->keep, &argv, c->args[k]);
        names_add(t->keep, &argv, c->file);
        names_add(t->keep, &argv, NULL);
        assert_true(run_program(t->keep, argv.v, &here, &ran));
        if (ran.status != 0)
            fail_msg("%s: %s", c->file, ran.err);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif

/* `refaudit compdb` and --build: which build the project has. */
#include "compdb.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cache.h"
#include "commands.h"
#include "session.h"

const char *
build_kind_name(enum build_kind kind)
{
    switch (kind) {
    case BUILD_MESON:
        return "meson";
    case BUILD_CMAKE:
        return "cmake";
    case BUILD_SETUPTOOLS:
        return "setuptools";
    case BUILD_MAKE:
        return "make";
    case BUILD_SHELL:
        return "command";
    case BUILD_COUNT:
        break;
    }
    return "build";
}

/* ---- what the project has ----------------------------------------------- */

static const char *
read_in(arena *keep, const char *root, const char *name)
{
    size_t n;
    return file_read(keep, arena_printf(keep, "%s/%s", root, name), &n);
}

enum build_kind
build_backend(arena *keep, const char *root)
{
    static const struct {
        const char *name;
        enum build_kind kind;
    } known[] = {
        {"mesonpy", BUILD_MESON},
        {"scikit_build_core", BUILD_CMAKE},
        {"setuptools", BUILD_SETUPTOOLS},
    };
    const char *text = read_in(keep, root, "pyproject.toml");
    const char *line = text == NULL ? NULL : strstr(text, "build-backend");
    if (line == NULL)
        return BUILD_COUNT;
    const char *value = arena_strndup(keep, line, strcspn(line, "\n"));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strstr(value, known[i].name) != NULL)
            return known[i].kind;
    return BUILD_COUNT;
}

/* Files that only one of these builds can be meant by. */
static const char *const marks[BUILD_COUNT][4] = {
    [BUILD_MESON] = {"meson.build"},
    [BUILD_CMAKE] = {"CMakeLists.txt"},
    [BUILD_SETUPTOOLS] = {"setup.py", "setup.cfg", "pyproject.toml"},
    [BUILD_MAKE] = {"Makefile", "GNUmakefile", "configure"},
};

const char *
build_mark(arena *keep, const char *root, enum build_kind kind)
{
    for (size_t i = 0; i < 4 && marks[kind][i] != NULL; i++) {
        const char *name = marks[kind][i];
        if (access(arena_printf(keep, "%s/%s", root, name), R_OK) != 0)
            continue;
        if (strcmp(name, "pyproject.toml") != 0 ||
            build_backend(keep, root) == BUILD_SETUPTOOLS)
            return name;
    }
    return NULL;
}

/* Upwards, but not out of the repository. */
static const char *
find_root(arena *keep, const char *start)
{
    char full[PATH_MAX];
    if (realpath(start, full) == NULL)
        return NULL;
    for (char *dir = arena_strdup(keep, full);;) {
        for (int kind = 0; kind < BUILD_SHELL; kind++)
            if (build_mark(keep, dir, (enum build_kind)kind) != NULL)
                return dir;
        char *slash = strrchr(dir, '/');
        bool top = access(arena_printf(keep, "%s/.git", dir), F_OK) == 0;
        if (top || slash == NULL || slash == dir)
            return arena_strdup(keep, full);
        *slash = '\0';
    }
}

/* ---- trying ------------------------------------------------------------- */

static const char *
place_of(arena *keep, const struct cache *c, const struct build *b)
{
    const char *what = arena_printf(keep, "%s\n%s\n%s", b->root, b->python,
                                    b->command == NULL ? "" : b->command);
    return arena_printf(keep, "%s/build/%s-%s", c->dir,
                        hash_hex(keep, what, strlen(what)),
                        build_kind_name(b->kind));
}

/* A database without a file that includes Python.h is of something else. */
static bool
is_useful(struct build *b, const struct python *python, const char **error)
{
    struct commands c;
    const struct command_query q = {.paths = &b->root,
                                    .n_paths = 1,
                                    .compile_db = b->db,
                                    .python = python};
    if (!commands_find(b->keep, &q, &c, error))
        return false;
    for (size_t i = 0; i < c.n; i++)
        if (c.v[i].file != NULL)
            return true;
    *error = arena_printf(b->keep,
                          "%s: compiles no C file that includes Python.h",
                          build_kind_name(b->kind));
    return false;
}

static void
announce(const struct build *b, const char *mark, bool quiet)
{
    static const char *const does[BUILD_COUNT] = {
        [BUILD_MESON] = "meson setup",
        [BUILD_CMAKE] = "cmake",
        [BUILD_SETUPTOOLS] = "build_ext in a copy, nothing is compiled",
        [BUILD_MAKE] = "make in a copy",
        [BUILD_SHELL] = "run in a copy",
    };
    if (!quiet)
        fprintf(stderr, "build: %s (%s): %s\n", build_kind_name(b->kind),
                mark == NULL ? b->command : mark, does[b->kind]);
}

static bool
try_build(struct build *b, const struct options *o, const struct cache *c,
          const struct python *python, const char **error)
{
    const char *mark = b->kind == BUILD_SHELL
                           ? NULL
                           : build_mark(b->keep, b->root, b->kind);
    if (mark == NULL && b->kind != BUILD_SHELL) {
        *error = arena_printf(b->keep, "%s has no %s", b->root,
                              marks[b->kind][0]);
        return false;
    }
    b->place = place_of(b->keep, c, b);
    announce(b, mark, o->quiet > 0);
    return build_run(b, error) && is_useful(b, python, error);
}

/* The backend of pyproject.toml, then meson, CMake, setuptools, make. */
static const char *
try_all(struct build *b, const struct options *o, const struct cache *c,
        const struct python *python, const char **error)
{
    enum build_kind named = build_backend(b->keep, b->root);
    struct text why = {.keep = b->keep};
    for (int i = -1; i < BUILD_SHELL; i++) {
        b->kind = i < 0 ? named : (enum build_kind)i;
        if (b->kind == BUILD_COUNT || (i >= 0 && b->kind == named) ||
            build_mark(b->keep, b->root, b->kind) == NULL)
            continue;
        if (try_build(b, o, c, python, error))
            return b->db;
        text_printf(&why, "%s%s", why.n > 0 ? "; " : "", *error);
    }
    *error = why.n > 0 ? text_str(&why)
                       : arena_printf(b->keep,
                                      "%s has no meson.build, CMakeLists.txt, "
                                      "setup.py or Makefile; give the build "
                                      "command with --build='COMMAND'",
                                      b->root);
    return NULL;
}

static bool
kind_find(const char *word, enum build_kind *kind)
{
    for (int i = 0; i < BUILD_SHELL; i++)
        if (strcmp(word, build_kind_name((enum build_kind)i)) == 0) {
            *kind = (enum build_kind)i;
            return true;
        }
    return false;
}

const char *
compdb_find(const struct options *o, arena *keep, const struct python *python,
            const char **error)
{
    const char *how = o->build == NULL ? "auto" : o->build;
    const char *start = o->args.n > 0 ? o->args.v[0] : ".";
    struct cache cache;
    cache_open(keep, &cache, o->cache);
    struct build b = {
        .keep = keep, .root = find_root(keep, start), .python = python->exe};
    if (b.root == NULL || cache.dir == NULL) {
        *error = b.root == NULL
                     ? arena_printf(keep, "%s: %s", start, strerror(errno))
                     : "no directory for the build: name one with --cache";
        return NULL;
    }
    if (strcmp(how, "auto") == 0)
        return try_all(&b, o, &cache, python, error);
    if (!kind_find(how, &b.kind)) {
        b.kind = BUILD_SHELL;
        b.command = how;
    }
    return try_build(&b, o, &cache, python, error) ? b.db : NULL;
}

/* ---- the command -------------------------------------------------------- */

static bool
copy_out(arena *keep, const char *from, const char *to)
{
    size_t n;
    const char *text = file_read(keep, from, &n);
    bool to_stdout = strcmp(to, "-") == 0;
    FILE *out = text == NULL ? NULL : to_stdout ? stdout : fopen(to, "w");
    if (out == NULL)
        return false;
    bool good = fwrite(text, 1, n, out) == n;
    return (to_stdout || fclose(out) == 0) && good;
}

int
compdb_command(const struct options *o)
{
    const char *exe, *error = NULL;
    struct python python;
    if (!session_python(o, &exe))
        return EXIT_USAGE;
    if (!python_find(o->keep, exe, &python, &error))
        return usage_error("%s", error);
    const char *to = o->output == NULL ? "compile_commands.json" : o->output;
    const char *db = compdb_find(o, o->keep, &python, &error);
    if (db == NULL) {
        usage_error("%s", error);
        return EXIT_INCOMPLETE;
    }
    if (!copy_out(o->keep, db, to))
        return usage_error("%s: %s", to, strerror(errno));
    if (o->quiet == 0 && strcmp(to, "-") != 0)
        fprintf(stderr, "%s written\n", to);
    return EXIT_CLEAN;
}

/* Finding commands in real trees: testdata/projects, and trees made here. */
#include "commands_internal.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include <cmocka.h>

struct fixture {
    arena *keep;
    const char *dir; /* empty, of our own, a real path */
    struct python py;
    struct commands got;
};

static int
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

static int
teardown(void **state)
{
    struct fixture *t = *state;
    int rc = system(arena_printf(t->keep, "rm -rf '%s'", t->dir));
    arena_free(t->keep);
    free(t);
    return rc;
}

/* ---- making files ---------------------------------------------------------
 */

static const char *
at(struct fixture *t, const char *name)
{
    return path_join(t->keep, t->dir, name);
}

static void
make_dirs(struct fixture *t, const char *dir)
{
    if (path_is_dir(dir))
        return;
    make_dirs(t, path_dir(t->keep, dir));
    assert_int_equal(mkdir(dir, 0755), 0);
}

static const char *
put(struct fixture *t, const char *name, const char *text)
{
    const char *path = at(t, name);
    make_dirs(t, path_dir(t->keep, path));
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
    return path;
}

#define EXTENSION "#include <Python.h>\nPyObject *f(void) { return 0; }\n"

/* A database of one entry for `file`, with the rest of its arguments. */
static const char *
put_db(struct fixture *t, const char *name, const char *file,
       const char *arguments)
{
    return put(t, name,
               arena_printf(t->keep,
                            "[{\"directory\": \"%s\", \"file\": \"%s\","
                            " \"arguments\": [\"cc\", \"-c\"%s]}]",
                            t->dir, file, arguments));
}

/* ---- asking ---------------------------------------------------------------
 */

static bool
ask(struct fixture *t, const struct command_query *query, const char **error)
{
    struct command_query q = *query;
    q.python = &t->py;
    *error = NULL;
    return commands_find(t->keep, &q, &t->got, error);
}

static void
find(struct fixture *t, const char *path)
{
    const char *error;
    if (!ask(t, &(struct command_query){.paths = &path, .n_paths = 1}, &error))
        fail_msg("%s: %s", path, error);
}

static const char *
refused(struct fixture *t, const struct command_query *q)
{
    const char *error;
    assert_false(ask(t, q, &error));
    assert_non_null(error);
    return error;
}

static const char *
project(struct fixture *t, const char *name)
{
    return arena_printf(t->keep, "%s/testdata/projects/%s", SOURCE_ROOT, name);
}

static const struct command *
command_of(struct fixture *t, const char *base)
{
    for (size_t i = 0; i < t->got.n; i++) {
        if (strcmp(path_base(t->got.v[i].file), base) == 0)
            return &t->got.v[i];
    }
    fail_msg("no command for %s", base);
    return NULL;
}

static bool
has_arg(const struct command *c, const char *arg)
{
    for (size_t i = 0; i < c->n_args; i++) {
        if (strcmp(c->args[i], arg) == 0)
            return true;
    }
    return false;
}

/* "option dir" as two words, dir below `root`. */
static bool
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

static bool
has_note(struct fixture *t, const char *part)
{
    for (size_t i = 0; i < t->got.n_notes; i++) {
        if (strstr(t->got.notes[i], part) != NULL)
            return true;
    }
    return false;
}

static const char *
skip_reason(struct fixture *t, const char *base)
{
    for (size_t i = 0; i < t->got.n_skipped; i++) {
        if (strcmp(path_base(t->got.skipped[i].file), base) == 0)
            return t->got.skipped[i].reason;
    }
    fail_msg("%s was not skipped", base);
    return NULL;
}

static void
has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", text, part);
}

/* The compiler accepts every command that was found. */
static void
compiles(struct fixture *t)
{
    for (size_t i = 0; i < t->got.n; i++) {
        const struct command *c = &t->got.v[i];
        struct names argv = {0};
        struct ran ran;
        names_add(t->keep, &argv, "cc");
        names_add(t->keep, &argv, "-fsyntax-only");
        for (size_t k = 0; k < c->n_args; k++)
            names_add(t->keep, &argv, c->args[k]);
        names_add(t->keep, &argv, c->file);
        names_add(t->keep, &argv, NULL);
        assert_true(run_capture(t->keep, argv.v, c->directory, &ran));
        if (ran.status != 0)
            fail_msg("%s: %s", c->file, ran.err);
    }
}

/* ---- without a database ---------------------------------------------------
 */

static void
reads_setup_py(void **state)
{
    struct fixture *t = *state;
    find(t, project(t, "setuptools"));
    assert_int_equal(t->got.n, 1);
    assert_true(t->got.guessed);
    assert_string_equal(t->got.root,
                        path_real(t->keep, project(t, "setuptools")));
    has(t->got.source, "guess: flags of /usr/bin/python3");
    const struct command *c = &t->got.v[0];
    assert_true(has_arg(c, "-DANSWER=42"));
    assert_true(has_arg(c, "-DHAVE_FLAG"));
    assert_true(has_arg(c, "-DFROM_ARGS=7"));
    assert_true(has_arg(c, "-DUSE_POSIX=1"));
    assert_true(has_arg(c, "-DPACKAGE_VERSION=\"unknown\""));
    assert_true(has_arg(c, "-DPACKAGE_SERIAL=0"));
    assert_false(has_arg(c, "-O3"));
    assert_true(has_note(
        t, "the value of PACKAGE_VERSION, PACKAGE_SERIAL is computed"));
    assert_true(has_note(t, "FAST may be defined in setup.py"));
    assert_false(has_note(t, "NOT_THIS"));
    compiles(t);
}

static void
reads_meson_build(void **state)
{
    struct fixture *t = *state;
    /* From inside: a nested meson.build is not the root. */
    find(t, project(t, "meson/src/tiny.c"));
    assert_string_equal(t->got.root, path_real(t->keep, project(t, "meson")));
    assert_int_equal(t->got.n, 1);
    assert_true(has_arg(&t->got.v[0], "-DTINY_LEVEL=3"));
    assert_true(has_note(t, "meson setup build"));
    compiles(t);
}

static void
tells_units_from_other_files(void **state)
{
    struct fixture *t = *state;
    find(t, project(t, "plain"));
    assert_int_equal(t->got.n, 1);
    assert_int_equal(t->got.n_skipped, 0);
    assert_true(has_note(t, "1 C++ files that include Python.h"));
    find(t, project(t, "plain/tool.c"));
    assert_int_equal(t->got.n, 0);
    has(skip_reason(t, "tool.c"), "does not include Python.h");
    find(t, project(t, "plain/shared.h"));
    has(skip_reason(t, "shared.h"), "is a header");
    find(t, project(t, "plain/other.cpp"));
    has(skip_reason(t, "other.cpp"), "is not C");
    find(t, project(t, "parts"));
    assert_int_equal(t->got.n, 1);
    assert_string_equal(path_base(t->got.v[0].file), "whole.c");
}

static void
leaves_out_other_systems(void **state)
{
    struct fixture *t = *state;
    find(t, project(t, "ports"));
    assert_int_equal(t->got.n, 2);
    command_of(t, "both_win32.c");
    has(command_of(t, "clock.c")->file, "arch/linux/");
    assert_true(has_note(t, "2 C files are for other systems"));
    assert_true(has_note(t, "only_osx.c"));
    find(t, project(t, "ports/only_osx.c"));
    has(skip_reason(t, "only_osx.c"), "another system (macOS)");
}

static void
finds_headers_in_the_tree(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "src/a.c",
        "#include <Python.h>\n#include \"deep.h\"\n"
        "#include <pub/api.h>\n#include <string.h>\n"
        "#include \"near.h\"\n" EXTENSION);
    put(t, "lib/deep/deep.h", "#include \"deeper.h\"\n");
    put(t, "lib/deeper/deeper.h", "");
    put(t, "include/pub/api.h", "");
    put(t, "compat/string.h", "#error shadows the system\n");
    put(t, "far/off/near.h", "#error too far\n");
    put(t, "src/sub/near.h", "");
    find(t, t->dir);
    const struct command *c = command_of(t, "a.c");
    assert_true(has_dir(t, c, "-iquote", t->dir, "lib/deep"));
    assert_true(has_dir(t, c, "-iquote", t->dir, "lib/deeper"));
    assert_true(has_dir(t, c, "-iquote", t->dir, "src/sub"));
    assert_true(has_dir(t, c, "-idirafter", t->dir, "include"));
    assert_false(has_dir(t, c, "-idirafter", t->dir, "compat"));
    compiles(t);
    /* The same when only the file is named. */
    find(t, at(t, "src/a.c"));
    assert_int_equal(t->got.n, 1);
    compiles(t);
}

/* "Not on Windows" at the top of a file is no guard around it. */
static void
knows_guards_from_conditions(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "a.c",
        "#ifndef _WIN32\n#include <unistd.h>\n#else\n"
        "#include <windows.h>\n#endif\n" EXTENSION);
    put(t, "b.c", "#include \"b.h\"\n" EXTENSION);
    put(t, "b.h",
        "#pragma once\n#ifndef B_H\n#define B_H\n"
        "#include <b-is-missing.h>\n#if 0\n"
        "#include <b-is-not.h>\n#endif\n#endif\n");
    find(t, t->dir);
    assert_int_equal(t->got.n, 2);
    assert_true(has_note(t, "b-is-missing.h, which b.h includes"));
    assert_false(has_note(t, "b-is-not.h"));
}

static void
tells_what_is_missing(void **state)
{
    struct fixture *t = *state;
    put(t, "pyproject.toml", "");
    put(t, "a.c",
        EXTENSION "#include <nowhere/to-be-found.h>\n"
                  "#include <raqm.h>\n"
                  "#ifdef ODD\n#include \"only-if-odd.h\"\n"
                  "#endif\n");
    find(t, t->dir);
    assert_int_equal(t->got.n, 1);
    assert_true(has_note(t, "nowhere/to-be-found.h, which a.c includes"));
    assert_false(has_note(t, "only-if-odd.h"));
    if (!path_is_file("/usr/include/raqm.h"))
        assert_true(has_note(t, "apt install libraqm-dev"));
}

/* A header that only pkg-config finds; libpq-dev keeps it in its own
 * directory.  Here a .pc file of our own stands in for it. */
static void
asks_pkg_config(void **state)
{
    struct fixture *t = *state;
    put(t, "sys/inc/libpq-fe.h", "#define PQ 1\n");
    put(t, "sys/libpq.pc",
        arena_printf(t->keep,
                     "Name: libpq\nVersion: 1\nDescription: x\n"
                     "Cflags: -I%s/sys/inc -DFROM_PC\n",
                     t->dir));
    put(t, "proj/setup.py", "");
    put(t, "proj/a.c",
        "#include <libpq-fe.h>\n#ifndef FROM_PC\n#error\n#endif\n" EXTENSION);
    setenv("PKG_CONFIG_PATH", at(t, "sys"), 1);
    find(t, at(t, "proj"));
    unsetenv("PKG_CONFIG_PATH");
    assert_int_equal(t->got.n, 1);
    assert_true(
        has_arg(&t->got.v[0], arena_printf(t->keep, "-I%s/sys/inc", t->dir)));
    compiles(t);
}

static void
honours_excludes(void **state)
{
    struct fixture *t = *state;
    const char *globs[] = {"vendor/**", "*_gen.c", "tests"};
    put(t, "setup.py", "");
    put(t, "a.c", EXTENSION);
    put(t, "vendor/deep/b.c", EXTENSION);
    put(t, "src/c_gen.c", EXTENSION);
    put(t, "tests/x/d.c", EXTENSION);
    put(t, "tests_of_ours/e.c", EXTENSION);
    struct command_query q = {
        .paths = &t->dir, .n_paths = 1, .exclude = globs, .n_exclude = 3};
    const char *error;
    assert_true(ask(t, &q, &error));
    assert_int_equal(t->got.n, 2);
    command_of(t, "a.c");
    command_of(t, "e.c");
    /* What is named is meant. */
    const char *named = at(t, "vendor/deep/b.c");
    q.paths = &named;
    assert_true(ask(t, &q, &error));
    assert_int_equal(t->got.n, 1);
}

static void
skips_what_is_not_source(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "a.c", EXTENSION);
    put(t, ".git/hooks/b.c", EXTENSION);
    put(t, "env/pyvenv.cfg", "");
    put(t, "env/lib/c.c", EXTENSION);
    put(t, "out/CMakeCache.txt", "");
    put(t, "out/CMakeFiles/d.c", EXTENSION);
    put(t, "node_modules/e.c", EXTENSION);
    find(t, t->dir);
    assert_int_equal(t->got.n, 1);
    /* But a directory that is named is looked into. */
    find(t, at(t, "out"));
    assert_int_equal(t->got.n, 1);
    command_of(t, "d.c");
}

static void
takes_several_paths(void **state)
{
    struct fixture *t = *state;
    const char *paths[] = {at(t, "one"), at(t, "two/b.c"), at(t, "one/a.c"),
                           at(t, "one/../one")};
    put(t, "one/a.c", EXTENSION);
    put(t, "two/b.c", EXTENSION);
    put(t, "two/c.c", EXTENSION);
    struct command_query q = {.paths = paths, .n_paths = 4};
    const char *error;
    assert_true(ask(t, &q, &error));
    assert_int_equal(t->got.n, 2);
    assert_string_equal(t->got.root, t->dir);
}

/* ---- hostile trees --------------------------------------------------------
 */

static void
survives_odd_names(void **state)
{
    struct fixture *t = *state;
    find(t, project(t, "odd names"));
    assert_int_equal(t->got.n, 5);
    compiles(t);
    put(t, "new\nline.c", "#include \"q\".h\"\n" EXTENSION);
    put(t, "\xff\xfe.c", EXTENSION "#include \"\xff.h\"\n");
    put(t, "sub\xff/\xff.h", "");
    put(t, "sub\xff/\x01\x02.c", EXTENSION);
    put(t, "sub\xff/.c", EXTENSION);
    put(t, "empty.c", "");
    put(t, "dir.c/inside.c", EXTENSION);
    find(t, t->dir);
    assert_int_equal(t->got.n, 4);
    command_of(t, "new\nline.c");
    assert_true(
        has_dir(t, command_of(t, "\xff\xfe.c"), "-iquote", t->dir, "sub\xff"));
    for (size_t i = 0; i < t->got.n_notes; i++)
        assert_null(strpbrk(t->got.notes[i], "\n\xff"));
}

static void
survives_links_and_special_files(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "a.c", EXTENSION);
    put(t, "b/loop.c", "#include \"loop.c\"\n" EXTENSION);
    put(t, "b/x.h", "#include \"y.h\"\n");
    put(t, "b/y.h", "#include \"x.h\"\n");
    put(t, "b/round.c", "#include \"x.h\"\n" EXTENSION);
    assert_int_equal(symlink("..", at(t, "b/up")), 0);
    assert_int_equal(symlink("self.c", at(t, "self.c")), 0);
    assert_int_equal(symlink("gone.c", at(t, "dangling.c")), 0);
    assert_int_equal(symlink("../a.c", at(t, "b/link.c")), 0);
    assert_int_equal(mkfifo(at(t, "pipe.c"), 0644), 0);
    find(t, t->dir);
    assert_int_equal(t->got.n, 3);
    command_of(t, "a.c");
    command_of(t, "loop.c");
    command_of(t, "round.c");
    const char *pipe = at(t, "pipe.c");
    has(refused(t, &(struct command_query){.paths = &pipe, .n_paths = 1}),
        "no file and no directory");
    const char *self = at(t, "self.c");
    has(refused(t, &(struct command_query){.paths = &self, .n_paths = 1}),
        strerror(ELOOP));
}

static void
reports_unreadable_places(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "a.c", EXTENSION);
    put(t, "shut/b.c", EXTENSION);
    put(t, "shut.c", EXTENSION);
    assert_int_equal(chmod(at(t, "shut"), 0), 0);
    assert_int_equal(chmod(at(t, "shut.c"), 0), 0);
    bool root = geteuid() == 0;
    if (root)
        assert_int_equal(seteuid(65534), 0);
    find(t, t->dir);
    const char *shut[] = {at(t, "shut.c"), at(t, "shut")};
    const char *errors[2];
    for (size_t i = 0; i < 2; i++)
        errors[i] = refused(
            t, &(struct command_query){.paths = &shut[i], .n_paths = 1});
    if (root)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod(at(t, "shut"), 0755), 0);
    assert_int_equal(t->got.n, 1);
    assert_true(has_note(t, "cannot read directory shut: Permission"));
    has(skip_reason(t, "shut.c"), "cannot be read: Permission denied");
    has(errors[0], "Permission denied");
    has(errors[1], "Permission denied");
}

static void
survives_big_trees(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    for (int i = 0; i < 3000; i++)
        put(t, arena_printf(t->keep, "d%d/f%d.c", i % 30, i),
            i % 3 == 0 ? EXTENSION : "int x;\n");
    const char *deep = "deep";
    for (int i = 0; i < 100; i++)
        deep = arena_printf(t->keep, "%s/deep", deep);
    put(t, arena_printf(t->keep, "%s/bottom.c", deep), EXTENSION);
    find(t, t->dir);
    assert_int_equal(t->got.n, 1001);
    command_of(t, "bottom.c");
    for (size_t i = 1; i < t->got.n; i++)
        assert_true(strcmp(t->got.v[i - 1].file, t->got.v[i].file) < 0);
}

static void
refuses_what_is_not_there(void **state)
{
    struct fixture *t = *state;
    const char *gone = at(t, "gone");
    has(refused(t, &(struct command_query){.paths = &gone, .n_paths = 1}),
        "No such file");
    find(t, t->dir);
    assert_int_equal(t->got.n, 0);
    const char *null = "/dev/null";
    has(refused(t, &(struct command_query){.paths = &null, .n_paths = 1}),
        "no file and no directory");
}

/* ---- databases ------------------------------------------------------------
 */

static void
reads_cmake_database(void **state)
{
    struct fixture *t = *state;
    const char *source = project(t, "cmake");
    const char *argv[] = {
        "cmake",
        "-G",
        "Ninja",
        "-S",
        source,
        "-B",
        at(t, "build"),
        arena_printf(t->keep, "-DPYTHON_INCLUDE=%s", t->py.include),
        NULL};
    struct ran ran;
    assert_true(run_capture(t->keep, argv, NULL, &ran));
    if (ran.status != 0)
        fail_msg("%s", ran.err);
    const char *db = at(t, "build");
    struct command_query q = {
        .paths = &source, .n_paths = 1, .compile_db = db};
    const char *error;
    assert_true(ask(t, &q, &error));
    assert_int_equal(t->got.n, 1);
    assert_false(t->got.guessed);
    const struct command *c = command_of(t, "shaped.c");
    assert_true(has_arg(c, "-DSHAPED_NAME=\"a shape\""));
    has(t->got.source, "build/compile_commands.json");
    assert_int_equal(t->got.n_skipped, 0);
    assert_true(has_note(t, "2 files of the database do not include"));
    compiles(t);
}

static void
prefers_the_newest_database(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "a.c", EXTENSION);
    put_db(t, "compile_commands.json", "a.c", ", \"-DOLD\"");
    put_db(t, "build/cp311/compile_commands.json", "a.c", ", \"-DNEW\"");
    struct utimbuf old = {1000, 1000};
    assert_int_equal(utime(at(t, "compile_commands.json"), &old), 0);
    find(t, t->dir);
    assert_int_equal(t->got.n, 1);
    assert_true(has_arg(&t->got.v[0], "-DNEW"));
    has(t->got.source, "build/cp311/compile_commands.json");
    assert_false(has_note(t, "is newer than"));
    struct utimbuf older = {500, 500};
    const char *cp311 = at(t, "build/cp311/compile_commands.json");
    assert_int_equal(utime(cp311, &older), 0);
    find(t, t->dir);
    assert_true(has_arg(&t->got.v[0], "-DOLD"));
    assert_true(has_note(t, "setup.py is newer than compile_commands.json"));
}

static void
understands_both_forms(void **state)
{
    struct fixture *t = *state;
    put(t, "src/a b.c", EXTENSION);
    put(t, "src/b.c", EXTENSION);
    put(t, "src/c.x", EXTENSION);
    put(t, "src/d.S", "");
    put(t, "src/e.cc", EXTENSION);
    put(t, "out/compile_commands.json",
        "[{\"directory\": \"../src\", \"file\": \"a b.c\","
        "  \"command\": \"cc -Iinc -DS='\\\"x y\\\"' -c 'a b.c' -o a.o\"},"
        " {\"directory\": \".\", \"file\": \"../src/b.c\","
        "  \"arguments\": [\"ccache\", \"gcc\", \"-DB\", \"../src/b.c\"]},"
        " {\"file\": \"../src/c.x\", \"arguments\": [\"cc\", \"-xc\"]},"
        " {\"file\": \"../src/d.S\", \"arguments\": [\"cc\"]},"
        " {\"file\": \"../src/e.cc\", \"arguments\": [\"c++\"]},"
        " {\"file\": \"../src/b.c\", \"arguments\": [\"gcc\", \"-DB\"]},"
        " {\"file\": \"../src/b.c\", \"arguments\": [\"gcc\", \"-DC\"]},"
        " {\"file\": \"../src/a b.c\", \"command\": \"cc 'open\"},"
        " {\"directory\": \"x\"}, 7]");
    struct command_query q = {
        .paths = &t->dir, .n_paths = 1, .compile_db = at(t, "out")};
    const char *error;
    assert_true(ask(t, &q, &error));
    assert_int_equal(t->got.n, 4);
    const struct command *a = command_of(t, "a b.c");
    assert_true(has_arg(a, "-DS=\"x y\""));
    assert_true(has_arg(a, arena_printf(t->keep, "-I%s/src/inc", t->dir)));
    assert_string_equal(a->directory, at(t, "src"));
    assert_string_equal(a->file, at(t, "src/a b.c"));
    assert_int_equal(a->n_args, 2);
    assert_string_equal(t->got.v[1].file, t->got.v[2].file);
    command_of(t, "c.x");
    assert_true(has_note(t, "1 files of the database do not include"));
    assert_true(has_note(t, "1 files of the database include Python.h but "
                            "are not C, so they are not analysed (first: "
                            "src/e.cc)"));
    assert_false(has_note(t, "C++ files"));
    has(skip_reason(t, "a b.c"), "cannot be read");
    assert_int_equal(t->got.n_skipped, 1);
    assert_true(has_note(t, "entry without a file"));
}

static void
covers_what_the_database_does_not(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "in.c", EXTENSION);
    put(t, "not in.c", EXTENSION);
    put_db(t, "compile_commands.json", "in.c", ", \"-DDB\"");
    find(t, t->dir);
    assert_int_equal(t->got.n, 1);
    assert_false(t->got.guessed);
    assert_true(has_note(t, "1 C files include Python.h but are not in the "
                            "compile database"));
    /* What is named is analysed, with a guess. */
    find(t, at(t, "not in.c"));
    assert_int_equal(t->got.n, 1);
    assert_true(t->got.guessed);
    assert_false(has_arg(&t->got.v[0], "-DDB"));
    assert_true(has_note(t, "has no command for what was named"));
    const char *both[] = {at(t, "not in.c"), at(t, "in.c")};
    struct command_query q = {.paths = both, .n_paths = 2};
    const char *error;
    assert_true(ask(t, &q, &error));
    assert_int_equal(t->got.n, 2);
    assert_true(t->got.guessed);
    assert_true(has_arg(command_of(t, "in.c"), "-DDB"));
}

static void
tells_of_stale_databases(void **state)
{
    struct fixture *t = *state;
    put(t, "pyproject.toml", "");
    put(t, "a.c", EXTENSION);
    put(t, "compile_commands.json",
        "[{\"directory\": \".\", \"file\": \"a.c\", \"command\": \"cc\"},"
        " {\"directory\": \".\", \"file\": \"gone.c\","
        "  \"command\": \"cc\"}]");
    find(t, t->dir);
    assert_int_equal(t->got.n, 1);
    has(skip_reason(t, "gone.c"), "does not exist");
    assert_true(has_note(t, "1 of the files in compile_commands.json do not "
                            "exist (first: gone.c)"));
}

static void
refuses_broken_databases(void **state)
{
    struct fixture *t = *state;
    static const char *const broken[][2] = {
        {"", "is not JSON"},
        {"[{]", "is not JSON"},
        {"{}", "must be a list"},
        {"[{\"file\": \"a.c\", \"command\": \"cc\"", "is not JSON"},
    };
    put(t, "setup.py", "");
    put(t, "a.c", EXTENSION);
    struct command_query q = {.paths = &t->dir,
                              .n_paths = 1,
                              .compile_db = at(t, "compile_commands.json")};
    has(refused(t, &q), "no compile database at");
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        put(t, "compile_commands.json", broken[i][0]);
        has(refused(t, &q), broken[i][1]);
        /* One that was not asked for does not get in the way. */
        find(t, t->dir);
        assert_int_equal(t->got.n, 1);
        assert_true(t->got.guessed);
        assert_true(has_note(t, "it is not used"));
    }
}

static void
reads_names_that_are_not_utf8(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py", "");
    put(t, "\xe4.c", EXTENSION);
    put_db(t, "compile_commands.json", "\xe4.c", ", \"-DX=\xff\\u00e9\"");
    find(t, t->dir);
    assert_int_equal(t->got.n, 1);
    assert_false(t->got.guessed);
    assert_string_equal(t->got.v[0].file, at(t, "\xe4.c"));
    assert_true(has_arg(&t->got.v[0], "-DX=\xff\xc3\xa9"));
    put(t, "\xc3\xa4.c", EXTENSION);
    put_db(t, "compile_commands.json", "\xc3\xa4.c", "");
    find(t, at(t, "\xc3\xa4.c"));
    assert_false(t->got.guessed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_setup_py),
        TEST(reads_meson_build),
        TEST(tells_units_from_other_files),
        TEST(leaves_out_other_systems),
        TEST(finds_headers_in_the_tree),
        TEST(knows_guards_from_conditions),
        TEST(tells_what_is_missing),
        TEST(asks_pkg_config),
        TEST(honours_excludes),
        TEST(skips_what_is_not_source),
        TEST(takes_several_paths),
        TEST(survives_odd_names),
        TEST(survives_links_and_special_files),
        TEST(reports_unreadable_places),
        TEST(survives_big_trees),
        TEST(refuses_what_is_not_there),
        TEST(reads_cmake_database),
        TEST(prefers_the_newest_database),
        TEST(understands_both_forms),
        TEST(covers_what_the_database_does_not),
        TEST(tells_of_stale_databases),
        TEST(refuses_broken_databases),
        TEST(reads_names_that_are_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

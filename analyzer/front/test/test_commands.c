/* Finding commands in real trees: testdata/projects, and trees made here. */
#include "commands_fixture.h"

/* ---- without a database ------------------------------------------------- */

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
    assert_true(has_note(t, "--build' asks meson"));
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

/* One file includes the others; setup.py names those under `depends`. */
static void
knows_parts_of_a_unit(void **state)
{
    struct fixture *t = *state;
    put(t, "setup.py",
        "Extension('m', sources=['whole.c', 'own.c'],\n"
        "          depends=['a.h', 'part.c',\n  \"more.c\"])\n");
    put(t, "whole.c",
        "#include <Python.h>\n#include \"part.c\"\n"
        "#include \"own.c\"\n");
    put(t, "part.c", "#include \"more.c\"\n" EXTENSION);
    put(t, "more.c", EXTENSION);
    put(t, "own.c", EXTENSION);
    find(t, t->dir);
    assert_int_equal(t->got.n, 2);
    command_of(t, "whole.c");
    command_of(t, "own.c");
    put_db(t, "compile_commands.json", "whole.c", "");
    find(t, t->dir);
    assert_int_equal(t->got.n, 1);
    assert_false(has_note(t, "not in the compile database"));
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
    put(t, "b.c", EXTENSION "#include <made/by-the-build.h>\n");
    find(t, t->dir);
    assert_true(has_note(t, "2 headers were not found (nowhere/to-be-found.h, "
                            "made/by-the-build.h): "));
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

/* ---- hostile trees ------------------------------------------------------ */

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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_setup_py),
        TEST(reads_meson_build),
        TEST(tells_units_from_other_files),
        TEST(knows_parts_of_a_unit),
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

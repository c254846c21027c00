/* Commands from compile databases, good and bad. */
#include "commands_fixture.h"

#include <utime.h>

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
    assert_true(run_program(t->keep, argv, &run_unasked, &ran));
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

/* A database of one of them must not hide the others. */
static void
takes_directories_of_several_projects(void **state)
{
    struct fixture *t = *state;
    put(t, "one/setup.py", "");
    put(t, "one/a.c", EXTENSION);
    put(t, "one/b.c", EXTENSION);
    put_db(t, "one/compile_commands.json", "one/a.c", ", \"-DDB\"");
    put(t, "two/setup.py", "");
    put(t, "two/c.c", EXTENSION);
    const char *both[] = {at(t, "one"), at(t, "two")};
    struct command_query q = {.paths = both, .n_paths = 2};
    const char *error;
    assert_true(ask(t, &q, &error));
    assert_int_equal(t->got.n, 2);
    assert_true(has_arg(command_of(t, "a.c"), "-DDB"));
    assert_false(has_arg(command_of(t, "c.c"), "-DDB"));
    assert_true(has_note(t, "no command for two: flags are guessed"));
    assert_true(has_note(t, "1 C files include Python.h but are not in the "
                            "compile database, so they are not analysed: "
                            "one/b.c"));
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

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_cmake_database),
        TEST(prefers_the_newest_database),
        TEST(understands_both_forms),
        TEST(covers_what_the_database_does_not),
        TEST(takes_directories_of_several_projects),
        TEST(tells_of_stale_databases),
        TEST(refuses_broken_databases),
        TEST(reads_names_that_are_not_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

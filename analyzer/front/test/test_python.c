/* Finding an interpreter: real ones, and things that only look like one. */
#include "front.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    arena *keep;
    char dir[64];
};

static int
setup(void **state)
{
    struct fixture *t = calloc(1, sizeof *t);
    t->keep = arena_new();
    strcpy(t->dir, "/tmp/refaudit-python-XXXXXX");
    unsetenv("VIRTUAL_ENV");
    *state = t;
    return mkdtemp(t->dir) == NULL;
}

static int
teardown(void **state)
{
    struct fixture *t = *state;
    char *command = arena_printf(t->keep, "rm -rf '%s'", t->dir);
    int rc = system(command);
    arena_free(t->keep);
    free(t);
    return rc;
}

/* A program of that name in the fixture's directory. */
static const char *
script(struct fixture *t, const char *name, const char *text)
{
    const char *path = arena_printf(t->keep, "%s/%s", t->dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\n%s\n", text);
    fclose(f);
    assert_int_equal(chmod(path, 0755), 0);
    return path;
}

static const char *
refused(struct fixture *t, const char *exe)
{
    struct python py;
    const char *error = NULL;
    assert_false(python_find(t->keep, exe, &py, &error));
    assert_non_null(error);
    return error;
}

static void
has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("\"%s\" lacks \"%s\"", text, part);
}

/* The system's own, by path, by name, and by version. */
static void
finds_system_python(void **state)
{
    struct fixture *t = *state;
    struct python py, again;
    const char *error = NULL;
    if (!python_find(t->keep, "/usr/bin/python3", &py, &error))
        fail_msg("%s", error);
    assert_int_equal(py.major, 3);
    assert_true(py.minor >= 8);
    assert_true(py.exe[0] == '/');
    has(py.version, arena_printf(t->keep, "3.%d.", py.minor));
    assert_int_equal(
        access(arena_printf(t->keep, "%s/Python.h", py.include), R_OK), 0);
    assert_int_equal(
        access(arena_printf(t->keep, "%s/pyconfig.h", py.platinclude), R_OK),
        0);
    has(py.soabi, "cpython-");
    setenv("PATH", "/usr/bin:/bin", 1);
    assert_true(python_find(t->keep, NULL, &again, &error));
    assert_string_equal(again.version, py.version);
    const char *name = arena_printf(t->keep, "3.%d", py.minor);
    assert_true(python_find(t->keep, name, &again, &error));
    assert_string_equal(
        again.exe, arena_printf(t->keep, "/usr/bin/python3.%d", py.minor));
}

static void
follows_virtual_env(void **state)
{
    struct fixture *t = *state;
    struct python py;
    const char *error = NULL;
    assert_int_equal(mkdir(arena_printf(t->keep, "%s/bin", t->dir), 0755), 0);
    setenv("VIRTUAL_ENV", t->dir, 1);
    has(refused(t, NULL), "deactivate");
    script(t, "bin/python3", "exec /usr/bin/python3 \"$@\"");
    assert_true(python_find(t->keep, NULL, &py, &error));
    assert_string_equal(
        py.include,
        arena_printf(t->keep, "/usr/include/python3.%d", py.minor));
    unsetenv("VIRTUAL_ENV");
}

/* Modules of the analysed project must not be imported. */
static void
runs_no_code_of_the_project(void **state)
{
    struct fixture *t = *state;
    struct python py;
    const char *error = NULL;
    char before[4096];
    FILE *f = fopen(arena_printf(t->keep, "%s/sysconfig.py", t->dir), "w");
    fputs("raise SystemExit('hijacked')\n", f);
    fclose(f);
    assert_non_null(getcwd(before, sizeof before));
    assert_int_equal(chdir(t->dir), 0);
    setenv("PYTHONPATH", t->dir, 1);
    bool good = python_find(t->keep, "/usr/bin/python3", &py, &error);
    unsetenv("PYTHONPATH");
    assert_int_equal(chdir(before), 0);
    if (!good)
        fail_msg("%s", error);
}

static void
refuses_what_is_no_python(void **state)
{
    struct fixture *t = *state;
    has(refused(t, "/nonexistent/python3"), "No such file");
    has(refused(t, "/nonexistent/python3"), "--python");
    has(refused(t, "no-such-python-anywhere"), "cannot run");
    has(refused(t, t->dir), "cannot run");
    has(refused(t, "/bin/echo"), "is not a Python interpreter");
    has(refused(t, "/bin/false"), "exit status 1");
    has(refused(t, script(t, "dies", "kill -SEGV $$")), "exit status 139");
    has(refused(t, script(t, "list", "echo '[1]'")), "is not a Python");
    has(refused(t, script(t, "old", "echo 'Unknown option: -I' >&2; exit 2")),
        "Unknown option: -I");
}

static const char answer[] =
    "cat <<'END'\n{\"exe\": \"%s\", \"version\": \"%s\", \"major\": %s,"
    " \"minor\": %s, \"implementation\": \"%s\", \"include\": \"%s\","
    " \"platinclude\": \"%s\", \"cflags\": \"-DX\", \"soabi\": \"s\"}\nEND";

static void
refuses_wrong_kinds_of_python(void **state)
{
    struct fixture *t = *state;
    arena *k = t->keep;
    has(refused(t, script(t, "pypy",
                          arena_printf(k, answer, "/x/pypy", "3.10.1", "3",
                                       "10", "pypy", "/x", "/x"))),
        "only CPython");
    has(refused(t, script(t, "p36",
                          arena_printf(k, answer, "/x/py", "3.6.15", "3", "6",
                                       "cpython", "/x", "/x"))),
        "3.8 or newer");
}

static void
names_the_remedy_for_headers(void **state)
{
    struct fixture *t = *state;
    arena *k = t->keep;
    const char *error = refused(
        t,
        script(t, "debian",
               arena_printf(k, answer, "/usr/bin/python3.11", "3.11.2", "3",
                            "11", "cpython", "/nowhere/inc", "/nowhere/inc")));
    has(error, "no Python headers at /nowhere/inc");
    has(error, "apt install python3.11-dev");
    error = refused(
        t, script(t, "own",
                  arena_printf(k, answer, "/opt/python3", "3.11.2", "3", "11",
                               "cpython", "/nowhere", "/nowhere")));
    has(error, "--python");
    /* The answer stays readable although it is refused. */
    struct python py;
    assert_false(
        python_find(k, arena_printf(k, "%s/own", t->dir), &py, &error));
    assert_string_equal(py.version, "3.11.2");
    assert_string_equal(py.cflags, "-DX");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_system_python, setup, teardown),
        cmocka_unit_test_setup_teardown(follows_virtual_env, setup, teardown),
        cmocka_unit_test_setup_teardown(runs_no_code_of_the_project, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_python, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(refuses_wrong_kinds_of_python, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(names_the_remedy_for_headers, setup,
                                        teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Contract lines for the runtime, logs, and which file is meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "confirm.h"

static void
expect_api(const char *contract, const char *line)
{
    arena *keep = arena_new();
    struct contract_error error;
    struct contract *c = contract_parse(keep, symtab_new(keep), contract,
                                        &error);
    assert_non_null(c);
    assert_string_equal(api_line(keep, c), line);
    arena_free(keep);
}

static void
a_contract_is_a_line_of_the_plan(void **state)
{
    (void)state;
    expect_api("PyList_New(n) -> fresh | NULL! fails(alloc)",
               "api\tPyList_New\tnew\tnull\tset\tneeds\talloc\t-\t-\t-\t-\t-");
    expect_api(
        "PyList_GetItem(list, i) -> lent(list) | NULL! fails(value)",
        "api\tPyList_GetItem\tlent\tnull\tset\tneeds\tvalue\t-\t-\t-\t-\t-");
    expect_api("PyArg_ParseTuple(args, format, ...) -> 1 | 0! "
               "fails(type, value) format(parse, format)",
               "api\tPyArg_ParseTuple\tint\tnull\tset\tneeds\ttype,value"
               "\t-\t-\talways\t-\t-");
    expect_api(
        "PyMem_Realloc(p:releases.mem@ok+null, n) -> new.mem | NULL "
        "fails(alloc)",
        "api\tPyMem_Realloc\tmem\tnull\tno\tneeds\talloc\tmem:0\t-\t-\t-\t-");
    expect_api(
        "PyIter_Next(it) -> new | NULL | NULL! fails(value)",
        "api\tPyIter_Next\tnew\tnull\ttells\tneeds\tvalue\t-\t-\t-\t-\t-");
    expect_api("free(p:releases.malloc+null) -> void anythread",
               "api\tfree\tvoid\t-\tno\tany\t-\tmalloc:0\t-\t-\t-\t-");
    expect_api(
        "PyFloat_AsDouble(o) -> value | -1! fails(type)",
        "api\tPyFloat_AsDouble\tdouble\t-1\tset\tneeds\ttype\t-\t-\t-\t-\t-");
    expect_api("PyLong_AsLong(o) -> value | -1! fails(type)",
               "api\tPyLong_AsLong\tint\t-1\tset\tneeds\ttype\t-\t-\t-\t-\t-");
    expect_api(
        "PyList_SetItem(l, i, v:steals) -> 0 | -1! fails(value)",
        "api\tPyList_SetItem\tint\t-1\tset\tneeds\tvalue\t-\t2\t-\t-\t2");
    expect_api(
        "PyModule_AddObject(m, n, v:steals@ok) -> 0 | -1!",
        "api\tPyModule_AddObject\tint\t-1\tset\tneeds\t-\t-\t-\t-\t-\t2");
    expect_api(
        "_PyBytes_Resize(p:replaces@ok+clears@fail, n) -> 0 | -1! "
        "fails(alloc)",
        "api\t_PyBytes_Resize\tint\t-1\tset\tneeds\talloc\t-\t0\t*0\t-\t-");
    expect_api(
        "Py_BuildValue(format, ...) -> new | NULL! fails(alloc) "
        "format(build, format)",
        "api\tPy_BuildValue\tnew\tnull\tset\tneeds\talloc\t-\t1\t-\t-\t-");
    expect_api("Py_DecRef(o:releases+null) -> void calls",
               "api\tPy_DecRef\tvoid\t-\tno\tneeds\t-\t-\t-\t0\t-\t-");
    expect_api("PyObject_Repr(o:null) -> new | NULL! calls fails(user)",
               "api\tPyObject_Repr\tnew\tnull\tset\tneeds\tuser\t-\t-\t-"
               "\tclobbers\t-");
    expect_api(
        "PyEval_SaveThread() -> new.tstate detaches",
        "api\tPyEval_SaveThread\tother\t-\tno\tdetaches\t-\t-\t-\t-\t-\t-");
}

static void
paths_are_compared_from_their_ends(void **state)
{
    (void)state;
    assert_true(path_matches("/a/b/c.c", "b/c.c"));
    assert_true(path_matches("c.c", "/a/b/c.c"));
    assert_true(path_matches("./b/c.c", "/a/b/c.c"));
    assert_true(path_matches("/a/c.c", "/a/c.c"));
    assert_false(path_matches("/a/bc.c", "c.c"));
    assert_false(path_matches("/a/b/c.c", "x/c.c"));
    assert_false(path_matches("/a/b/c.c", ""));
}

static void
read_text(arena *keep, const char *text, struct log *out)
{
    char path[] = "/tmp/refaudit-log-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    log_read(keep, path, out);
    unlink(path);
}

static void
trials_are_gathered_by_process(void **state)
{
    (void)state;
    arena *keep = arena_new();
    struct log log;
    read_text(keep,
              "# a comment\n"
              "start\t7\tab.0\t3.11.2\t/usr/bin/py\\tthon\t-\n"
              "object\t7\tO\tO\t0x1\t/x.so\n"
              "object\t8\tO\tO\t0x2\t/x.so\n"
              "total\t7\tab\tO+0x10\tPyList_New\t3\n"
              "total\t8\tab\tO+0x10\tPyList_New\t4\n"
              "step\t20\tF0.0\t1\tO+0x10\tPyList_New\t1\tok\n"
              "step\t21\tF0.1\t1\tO+0x20\tPyDict_New\t1\tok\n"
              "leak\t20\tF0.0\tobject\tO+0x10\tlist\t5\t5\t1\t0\t56\n"
              "a record of another day\t20\n"
              "trial\t20\tF0.0\tfound\t-\t5\t5\tMemoryError\tnull\n"
              "thread\t7\tO+0x30\tPyLong_FromLong\tnone\n"
              "hit\t7\tab\tO@0x1/method\t2\tO+0x10\tPyList_New\t1\tcafe\n"
              "end\t7\tab\n"
              "trial\t99\tF0.2\tcle",
              &log);
    assert_int_equal(log.starts.n, 1);
    assert_string_equal(log.starts.v[0].executable, "/usr/bin/py\tthon");
    assert_int_equal(log.objects.n, 1);
    assert_int_equal(log.totals.n, 1);
    assert_int_equal(log.totals.v[0].count, 7);
    assert_int_equal(log.hits.v[0].ordinal, 2);
    assert_int_equal(log.sights.n, 1);
    assert_int_equal(log.n_ends, 1);
    assert_int_equal(log.n_broken, 1);
    assert_int_equal(log.trials.n, 2);
    assert_string_equal(log.trials.v[0].verdict, "found");
    assert_int_equal(log.trials.v[0].n_steps, 1);
    assert_int_equal(log.trials.v[0].faults, 5);
    assert_string_equal(log.trials.v[0].sights[0].what, "leak");
    assert_string_equal(log.trials.v[0].sights[0].fields[2], "list");
    /* It said what it was about to do and never how it ended. */
    assert_string_equal(log.trials.v[1].id, "F0.1");
    assert_string_equal(log.trials.v[1].verdict, "crash");
    arena_free(keep);
}

static void
no_log_is_an_empty_log(void **state)
{
    (void)state;
    arena *keep = arena_new();
    struct log log;
    log_read(keep, "/nonexistent/log", &log);
    assert_int_equal(log.starts.n + log.trials.n + log.n_broken, 0);
    arena_free(keep);
}

/* The program that runs knows its own lines. */
static void
a_call_has_a_line(void **state)
{
    (void)state;
    arena *keep = arena_new();
    const char *error = NULL;
    struct object *o = object_open(keep, "/proc/self/exe", &error);
    assert_non_null(o);
    assert_true(object_has_lines(o));
    assert_true(object_has_source(o, "confirm/test/confirm.c"));
    assert_false(object_has_source(o, "confirm/test/no_such.c"));
    assert_int_not_equal(
        object_function_line(o, "test/confirm.c", "a_call_has_a_line"), 0);
    assert_int_equal(
        object_function_line(o, "test/confirm.c", "no_such_function"), 0);
    object_close(o);
    assert_null(object_open(keep, "/nonexistent.so", &error));
    assert_non_null(error);
    arena_free(keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contract_is_a_line_of_the_plan),
        cmocka_unit_test(paths_are_compared_from_their_ends),
        cmocka_unit_test(trials_are_gathered_by_process),
        cmocka_unit_test(no_log_is_an_empty_log),
        cmocka_unit_test(a_call_has_a_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Findings made by hand, and golden files to compare with byte for byte. */
#ifndef REFAUDIT_REPORT_FIXTURE_H
#define REFAUDIT_REPORT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "report.h"

#define DATA SOURCE_ROOT "/testdata/report"

static inline int
fixture_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static inline int
fixture_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

#define TEST(name)                                                            \
    cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

/* The leak of the demo: a list is lost when PyObject_Str() fails. */
#define SPAM "src/spam.c"
static const struct finding_step leak_steps[] = {
    {.kind = "acquire",
     .place = {SPAM, 10, 12, 10, 25},
     .function = "make_pair",
     .message = "new reference",
     .owned = 1,
     .fact = "PyList_New(n) -> new | NULL!",
     .key = true},
    {.kind = "assume",
     .place = {SPAM, 11, 9, 11, 21},
     .function = "make_pair",
     .message = "not NULL: PyList_New succeeded",
     .owned = 1,
     .fact = "",
     .key = true},
    {.kind = "call",
     .place = {SPAM, 13, 19, 13, 34},
     .function = "make_pair",
     .message = "runs a.__str__(), which may raise",
     .owned = 1,
     .exc = EXC_STATE_SET,
     .fact = "PyObject_Str(o:null) -> new | NULL! calls",
     .key = true},
    {.kind = "branch",
     .place = {SPAM, 14, 9, 14, 18},
     .function = "make_pair",
     .message = "s is NULL",
     .owned = 1,
     .exc = EXC_STATE_SET,
     .fact = ""},
    {.kind = "return",
     .place = {SPAM, 15, 9, 15, 20},
     .function = "make_pair",
     .message = "leaves; nothing can release the list any more",
     .owned = 1,
     .exc = EXC_STATE_SET,
     .fact = "",
     .key = true},
};

static inline struct finding
fixture_leak(void)
{
    return (struct finding){
        .rule = rule_find("REF001"),
        .file = SPAM,
        .function = "make_pair",
        .py_name = "spam.make_pair",
        .place = {SPAM, 15, 9, 15, 20},
        .message = "reference to 'list' leaked when PyObject_Str() fails",
        .fix = "add  Py_DECREF(list);  before line 15",
        .confidence = CONFIDENCE_CERTAIN,
        .trigger = TRIGGER_HOSTILE_OBJECT,
        .name = "list",
        .steps = leak_steps,
        .n_steps = sizeof leak_steps / sizeof *leak_steps,
        .anchor = "$0 = PyList_New ( 2 ) ;",
        .cause = "$1 = PyObject_Str ( $2 ) ;",
        .exit = "return",
        .body_hash = "00112233445566778899aabbccddeeff",
        .strict = "9f3a61c0000000000000000000000001",
        .loose = "9f3a61c0000000000000000000000002",
        .body = "9f3a61c0000000000000000000000003"};
}

static inline struct store_issue
fixture_issue(void)
{
    return (struct store_issue){.id = "9f3a61c0",
                                .uid = "9f3a61c0000000000000000000000001",
                                .matched_by = "strict",
                                .verdict = "unreviewed",
                                .evidence = "reproduced",
                                .reached = 12};
}

static inline struct report_options
fixture_options(enum report_format format)
{
    return (struct report_options){.format = format,
                                   .style = {.utf8 = true, .width = 100},
                                   .hints = HINT_EXPLAIN | HINT_TRIAGE |
                                            HINT_FIX | HINT_LIST | HINT_SERVE,
                                   .root = DATA};
}

/* What `n` findings look like. */
static inline const char *
fixture_render(arena *keep, const struct report_options *o,
               const struct finding *f, const struct store_issue *issues,
               size_t n)
{
    char *s = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&s, &size);
    struct report *r = report_new(keep, out, o);
    for (size_t i = 0; i < n; i++)
        report_finding(r, &f[i], issues == NULL ? NULL : &issues[i]);
    assert_true(report_end(r));
    fclose(out);
    const char *text = arena_strndup(keep, s, size);
    free(s);
    return text;
}

/* REFAUDIT_UPDATE=1 writes the golden file anew; look at the difference
 * before you commit it. */
static inline void
fixture_golden(arena *keep, const char *name, const char *text)
{
    size_t n = 0;
    const char *path = arena_printf(keep, "%s/%s", DATA, name);
    if (getenv("REFAUDIT_UPDATE") != NULL) {
        FILE *out = fopen(path, "we");
        assert_non_null(out);
        fputs(text, out);
        assert_int_equal(fclose(out), 0);
    }
    const char *golden = file_read(keep, path, &n);
    if (golden == NULL)
        fail_msg("%s: there is no such golden file", path);
    if (strcmp(golden, text) != 0)
        fail_msg("%s is not what came out:\n%s", path, text);
}

#endif

/* Summary, contracts and rules in words. */
#include "fixture.h"

static const struct report_style plain = {.utf8 = true, .width = 0};

static const char *
summary_text(arena *keep, unsigned hints, const struct report_summary *s)
{
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    report_summary(out, &plain, hints, s);
    fclose(out);
    const char *kept = arena_strdup(keep, text);
    free(text);
    return kept;
}

static void
whole_summary(void **state)
{
    static const struct rule exc = {.id = "EXC001"}, mem = {.id = "MEM001"};
    const struct rule *ref1 = rule_find("REF001"), *ref2 = rule_find("REF002");
    const struct coverage coverage[] = {
        {ref1, "a.c", 300, 297, 1, 2},
        {&exc, "a.c", 97, 96, 1, 0},
        {ref2, "a.c", 123, 121, 1, 1},
        {&mem, "b.c", 57, 57, 0, 0},
    };
    static const struct report_gap gaps[] = {
        {"src/parse.c", "big", "budget", "4096 paths"}};
    static const struct store_totals totals = {
        .new_issues = 1, .fixed = 1, .suppressed = 4, .recheck = 1};
    const struct report_summary s = {
        .files = 14,
        .functions = 212,
        .cached_files = 9,
        .seconds = 3.14,
        .python = "Python 3.11.2 GIL, headers /usr/include/python3.11",
        .errors = 2,
        .warnings = 1,
        .totals = &totals,
        .coverage = coverage,
        .n_coverage = 4,
        .gaps = gaps,
        .n_gaps = 1,
        .database = ".refaudit/findings.db",
        .exit_code = 1,
        .why = "1 new error"};
    assert_string_equal(
        summary_text(*state, HINT_LIST | HINT_SERVE, &s),
        "Checked 14 files, 212 functions in 3.1 s (9 files from cache)   "
        "Python 3.11.2 GIL, headers /usr/include/python3.11\n"
        "  2 errors, 1 warning      1 new since the last run, 1 fixed, 4 "
        "suppressed, 1 verdict to recheck\n"
        "  sites  REF 418 clean, 2 found, 3 unknown   EXC 96/1/0   MEM "
        "57/0/0\n"
        "  not analysed: 1 function (src/parse.c:big, 4096 paths)   refaudit "
        "list --not-analysed\n"
        "Findings: .refaudit/findings.db   refaudit serve\n"
        "exit 1: 1 new error\n");
}

static void
empty_summary(void **state)
{
    const struct report_summary s = {.files = 1, .functions = 1};
    assert_string_equal(summary_text(*state, 0, &s),
                        "Checked 1 file, 1 function in 0.0 s\n"
                        "  no findings\n");
}

/* With a base of its own the last run is no news. */
static void
summary_of_what_is_new(void **state)
{
    static const struct store_totals totals = {
        .new_issues = 3, .fixed = 1, .suppressed = 4, .unknown = 2};
    const struct report_summary s = {
        .files = 1, .functions = 1, .totals = &totals, .only_new = true};
    assert_string_equal(summary_text(*state, 0, &s),
                        "Checked 1 file, 1 function in 0.0 s\n"
                        "  nothing new      4 suppressed\n");
}

static void
many_gaps_are_counted(void **state)
{
    static const struct report_gap gaps[] = {
        {"a.c", NULL, "failed", "no such file"},
        {"b.c", NULL, "crashed", NULL},
        {"c\x1b.c", "f", "budget", ""},
        {"d.c", "g", "unsupported", "asm goto"},
        {"e.c", "h", "budget", NULL},
    };
    const struct report_summary s = {
        .files = 9, .functions = 30, .gaps = gaps, .n_gaps = 5};
    const char *text = summary_text(*state, 0, &s);
    assert_non_null(
        strstr(text, "  not analysed: 2 files, 3 functions (a.c, no such "
                     "file; b.c; c\\x1b.c:f; and 2 more)\n"));
}

/* ---- contracts ------------------------------------------------------- */

static const char *
explained(arena *keep, const char *line)
{
    char *text = NULL;
    size_t n = 0;
    struct contract_error error;
    const struct contract *c = contract_parse(keep, symtab_new(keep), line,
                                              &error);
    if (c == NULL)
        fail_msg("%s: %s", line, error.message);
    FILE *out = open_memstream(&text, &n);
    report_explain_contract(out, &plain, c);
    fclose(out);
    const char *kept = arena_strdup(keep, text);
    free(text);
    return kept;
}

static void
stealing_contract(void **state)
{
    assert_string_equal(
        explained(*state, "PyList_SetItem(list, i, item:steals+null) -> 0 | "
                          "-1! calls fails(type, value)"),
        "PyList_SetItem(list, i, item)\n"
        "\n"
        "  item      takes over one reference of the caller, which 'list' "
        "then holds; may be NULL\n"
        "  returns   0\n"
        "  or        -1 with an exception set\n"
        "  fails     an argument has the wrong type; an argument is out of "
        "range or missing\n"
        "  runs      may run Python code: containers may change and what "
        "was borrowed from them may be gone "
        "afterwards\n"
        "  thread    the caller must be attached (hold the GIL)\n"
        "  contract  PyList_SetItem(list, i, item:steals+null) -> 0 | -1! "
        "calls fails(type, value)\n"
        "  audit     not proved: the contract is not the one audited\n");
}

static void
expect_words(void **state, const char *line, const char *words)
{
    const char *text = explained(*state, line);
    if (strstr(text, words) == NULL)
        fail_msg("'%s' is not in:\n%s", words, text);
}

static void
other_contracts(void **state)
{
    expect_words(state, "PyList_GetItem(list, i) -> lent(list) | NULL!",
                 "returns   borrowed reference, alive as long as 'list' "
                 "keeps it\n  or        NULL with an exception set\n");
    expect_words(state,
                 "PyModule_AddObject(m, name, value:steals(m)@ok) -> 0 | -1!",
                 "which 'm' then holds, on success only\n");
    expect_words(state,
                 "PyDict_GetItemRef(d, key, result:gives@1+nulls@0,-1) -> 1 "
                 "| 0 | -1! calls since(3.13)",
                 "*result becomes a new reference, only when it returns 1; "
                 "*result becomes NULL, only when it returns 0 or -1\n");
    expect_words(state,
                 "PyDict_GetItemRef(d, key, result:gives@1+nulls@0,-1) -> 1 "
                 "| 0 | -1! calls since(3.13)",
                 "  Python    since 3.13\n");
    expect_words(state, "PyEval_SaveThread() -> new.tstate detaches",
                 "detaches the thread: the GIL is released\n");
    expect_words(state, "PyMem_Malloc(n) -> new.mem | NULL",
                 "new block of memory (mem)");
    expect_words(state, "PyNumber_AsSsize_t(o, exc) -> value | -1! | -1~",
                 "or        -1 with no exception set\n");
    expect_words(state, "f(a) -> 1 if a != NULL | <0! if a == NULL",
                 "or        a negative number with an exception set, if "
                 "a == NULL\n");
}

/* Whatever the shipped model says can be said in words. */
static void
every_built_in_contract_has_words(void **state)
{
    const char *path, *text;
    struct contract_error error;
    symtab *syms = symtab_new(*state);
    struct model *m = model_new(*state, syms);
    for (size_t i = 0; (text = model_builtin(i, &path)) != NULL; i++) {
        if (!model_add(m, path, text, &error))
            fail_msg("%s:%d: %s", path, error.line, error.message);
    }
    for (size_t i = 0; i < model_count(m); i++) {
        const char *words = explained(*state,
                                      contract_print(*state, model_at(m, i)));
        assert_null(strstr(words, "'?'"));
        assert_non_null(strstr(words, "returns "));
    }
}

static void
every_rule_explains_itself(void **state)
{
    for (size_t i = 0; i < rule_count; i++) {
        char *text = NULL;
        size_t n = 0;
        FILE *out = open_memstream(&text, &n);
        report_explain_rule(out, &plain, rule_table[i]);
        fclose(out);
        const char *head = arena_printf(*state, "%s %s: %s\n",
                                        rule_table[i]->id, rule_table[i]->slug,
                                        rule_table[i]->title);
        assert_true(str_starts(text, head));
        assert_non_null(strstr(text, rule_help(rule_table[i])));
        free(text);
    }
    assert_true(rule_count > 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(whole_summary),
        TEST(empty_summary),
        TEST(summary_of_what_is_new),
        TEST(summary_of_what_is_new),
        TEST(many_gaps_are_counted),
        TEST(stealing_contract),
        TEST(other_contracts),
        TEST(every_built_in_contract_has_words),
        TEST(every_rule_explains_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What went in comes out: lists, whole findings, totals, the diff. */
#include "fixture.h"

#include "review.h"

static const struct leak leaks[] = {
    {"src/a.c", "make", "body1", "A", 15, 0},
    {"src/a.c", "other", "body2", "B", 35, 0},
    {"src/sub/b.c", "third", "body3", "C", 5, 0},
};

static bool
collect(void *data, const struct store_row *row)
{
    text_printf(data, "%s:%u:%s ", row->file, row->line, row->function);
    return true;
}

static const char *
listed(struct fixture *f, struct store *s, struct store_filter filter)
{
    struct text out = {.keep = f->keep};
    ALL_GOOD(s, store_list(s, &filter, collect, &out));
    return text_str(&out);
}

#define LISTED(...)                                                           \
    listed(f, s, (struct store_filter){.scope = SCOPE_LATEST, __VA_ARGS__})

#define A1 "src/a.c:15:make "
#define A2 "src/a.c:35:other "
#define B1 "src/sub/b.c:5:third "

static void
filters_narrow_a_list(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 3, "src/a.c src/sub/b.c");
    assert_string_equal(LISTED(.limit = 0), A1 A2 B1);
    assert_string_equal(LISTED(.limit = 2), A1 A2);
    assert_string_equal(LISTED(.rule = "REF001"), A1 A2 B1);
    assert_string_equal(LISTED(.rule = "leaked-reference"), A1 A2 B1);
    assert_string_equal(LISTED(.rule = "REF*"), A1 A2 B1);
    assert_string_equal(LISTED(.rule = "EXC*"), "");
    assert_string_equal(LISTED(.file = "src"), A1 A2 B1);
    assert_string_equal(LISTED(.file = "./src/"), A1 A2 B1);
    assert_string_equal(LISTED(.file = "."), A1 A2 B1);
    assert_string_equal(LISTED(.file = "src/sub"), B1);
    assert_string_equal(LISTED(.file = "src/a.c"), A1 A2);
    assert_string_equal(LISTED(.file = "src/a"), "");
    assert_string_equal(LISTED(.file = "*/b.c"), B1);
    assert_string_equal(LISTED(.verdict = "confirmed"), "");
    assert_string_equal(LISTED(.evidence = "untested", .limit = 1), A1);
    assert_string_equal(LISTED(.trigger = "any-call", .limit = 1), A1);
    assert_string_equal(LISTED(.trigger = "out-of-memory"), "");
    assert_string_equal(LISTED(.confidence = "likely"), "");
    assert_string_equal(LISTED(.only_new = true), A1 A2 B1);
    fixture_check(f, s, leaks, 1, "src/a.c src/sub/b.c");
    assert_string_equal(LISTED(.limit = 0), A1);
    assert_string_equal(LISTED(.only_new = true), "");
    assert_string_equal(LISTED(.run = 1), A1 A2 B1);
    assert_string_equal(
        listed(f, s, (struct store_filter){.scope = SCOPE_QUEUE}), A1);
    store_close(s);
}

static bool
collect_one(void *data, const struct store_row *row)
{
    *(struct store_row *)data = *row;
    return false;
}

static void
expect_same_place(const struct place *a, const struct place *b)
{
    assert_string_equal(a->file, b->file);
    assert_int_equal(a->line, b->line);
    assert_int_equal(a->col, b->col);
    assert_int_equal(a->end_line, b->end_line);
    assert_int_equal(a->end_col, b->end_col);
}

static void
expect_same_step(const struct finding_step *a, const struct finding_step *b)
{
    expect_same_place(&a->place, &b->place);
    assert_string_equal(a->kind, b->kind);
    assert_string_equal(a->function, b->function);
    assert_string_equal(a->message, b->message);
    assert_string_equal(a->fact, b->fact);
    assert_int_equal(a->owned, b->owned);
    assert_int_equal(a->exc, b->exc);
    assert_int_equal(a->key, b->key);
}

static void
expect_same(const struct finding *a, const struct finding *b)
{
    assert_ptr_equal(a->rule, b->rule);
    assert_string_equal(a->file, b->file);
    assert_string_equal(a->function, b->function);
    expect_same_place(&a->place, &b->place);
    assert_string_equal(a->message, b->message);
    assert_string_equal(a->fix, b->fix);
    assert_int_equal(a->confidence, b->confidence);
    assert_int_equal(a->trigger, b->trigger);
    assert_string_equal(a->name, b->name);
    assert_int_equal(a->n_steps, b->n_steps);
    for (size_t i = 0; i < a->n_steps; i++)
        expect_same_step(&a->steps[i], &b->steps[i]);
    assert_int_equal(a->n_also, b->n_also);
    for (size_t i = 0; i < a->n_also; i++)
        expect_same_place(&a->also[i], &b->also[i]);
    assert_int_equal(a->duplicates, b->duplicates);
    assert_string_equal(a->anchor, b->anchor);
    assert_string_equal(a->cause, b->cause);
    assert_string_equal(a->exit, b->exit);
    assert_string_equal(a->body_hash, b->body_hash);
    assert_int_equal(a->ordinal, b->ordinal);
    assert_string_equal(a->strict, b->strict);
    assert_string_equal(a->loose, b->loose);
    assert_string_equal(a->body, b->body);
}

/* Odd characters, several places, every enum away from its first value. */
static void
finding_comes_back_whole(void **state)
{
    struct fixture *f = *state;
    static const struct place also[] = {{"x.h", 7, 1, 8, 3},
                                        {"src/a.c", 99, 2, 99, 4}};
    struct leak l = leaks[0];
    l.ordinal = 3;
    struct finding v = fixture_leak(f->keep, &l);
    struct finding_step steps[3] = {v.steps[0], v.steps[1], v.steps[1]};
    steps[1].owned = -1;
    steps[1].exc = EXC_STATE_MAYBE;
    steps[2].message = "it's \"so\"; \\ ü \x1b[0m";
    steps[2].key = false;
    v.steps = steps;
    v.n_steps = 3;
    v.also = also;
    v.n_also = 2;
    v.name = "self->\"it'ems\\";
    v.confidence = CONFIDENCE_LIKELY;
    v.trigger = TRIGGER_OUT_OF_MEMORY;
    v.duplicates = 4;
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    const struct store_issue *issues;
    ALL_GOOD(s, store_run_begin(s, &run));
    fixture_function(s, l.file, l.function, "analysed");
    ALL_GOOD(s, store_findings(s, f->keep, &v, 1, &issues));
    ALL_GOOD(s, store_run_end(s, "complete"));
    store_close(s);
    const char *error;
    s = store_open(f->keep, f->db, STORE_READ, &error);
    size_t n;
    struct store_issue issue;
    int64_t id = store_find(s, issues[0].id, &n);
    assert_int_equal(n, 1);
    const struct finding *back = store_show(s, f->keep, id, &issue);
    assert_non_null(back);
    expect_same(back, &v);
    assert_string_equal(issue.uid, v.strict);
    assert_string_equal(issue.matched_by, "new");
    assert_true(issue.is_new);
    store_close(s);
}

static void
ids_are_found_by_their_beginning(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 3, "src/a.c src/sub/b.c");
    struct finding v = fixture_leak(f->keep, &leaks[1]);
    size_t n;
    assert_int_equal(store_find(s, v.strict, &n), 2);
    assert_int_equal(n, 1);
    assert_int_equal(store_find(s, arena_strndup(f->keep, v.strict, 8), &n),
                     2);
    assert_int_equal(store_find(s, "", &n), 0);
    assert_int_equal(n, 0);
    assert_int_equal(store_find(s, "zz", &n), 0);
    assert_int_equal(n, 0);
    store_close(s);
    sqlite3 *db = raw_open(f->db);
    raw_try(f->keep, db, "UPDATE issue SET uid = 'same' || id");
    sqlite3_close(db);
    s = fixture_open(f);
    assert_int_equal(store_find(s, "same", &n), 0);
    assert_int_equal(n, 3);
    assert_int_equal(store_find(s, "same3", &n), 3);
    store_close(s);
}

/* A rule that this program does not have: a newer refaudit wrote it. */
static void
unknown_rule_is_shown(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 1, "src/a.c");
    store_close(s);
    sqlite3 *db = raw_open(f->db);
    const char *error = raw_try(
        f->keep, db,
        "PRAGMA foreign_keys = OFF; UPDATE rule SET id = 'XYZ123', "
        "slug = 'new-thing', tags = '[\"a\",\"b\"]', level = 'note';"
        "UPDATE issue SET rule_id = 'XYZ123';"
        "UPDATE run_rule SET rule_id = 'XYZ123'");
    assert_string_equal(error, "");
    sqlite3_close(db);
    s = fixture_open(f);
    struct store_issue issue;
    const struct finding *v = store_show(s, f->keep, 1, &issue);
    assert_non_null(v);
    assert_string_equal(v->rule->id, "XYZ123");
    assert_string_equal(v->rule->slug, "new-thing");
    assert_string_equal(v->rule->tags, "a b");
    assert_int_equal(v->rule->level, LEVEL_NOTE);
    assert_null(v->rule->judge);
    store_close(s);
}

static const struct finding *
shown_source(struct fixture *f, enum store_embed embed, const char **text)
{
    mkdir(arena_printf(f->keep, "%s/src", f->dir), 0777);
    fixture_write(f, "src/a.c", "int a;\n");
    fixture_write(f, "quiet.c", "int quiet;\n");
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    const struct store_issue *issues;
    size_t n = 0;
    run.embed = embed;
    struct finding *v = arena_alloc(f->keep, sizeof *v);
    *v = fixture_leak(f->keep, &leaks[0]);
    ALL_GOOD(s, store_run_begin(s, &run));
    fixture_unit(s, "quiet.c", "ok");
    ALL_GOOD(s, store_findings(s, f->keep, v, 1, &issues));
    ALL_GOOD(s, store_run_end(s, "complete"));
    fixture_write(f, "src/a.c", "int changed;\n");
    *text = store_source(s, f->keep, issues[0].finding, "src/a.c", &n);
    store_close(s);
    return v;
}

static void
source_is_kept_as_asked(void **state)
{
    struct fixture *f = *state;
    const char *text, *count = "SELECT count(*) FROM file_text";
    shown_source(f, EMBED_NONE, &text);
    assert_null(text);
    assert_string_equal(raw_look(f, count), "0");
    shown_source(f, EMBED_FINDINGS, &text);
    assert_string_equal(text, "int a;\n");
    assert_string_equal(raw_look(f, count), "1");
    shown_source(f, EMBED_ALL, &text);
    assert_string_equal(raw_look(f, count), "2");
}

/* Edited between the analysis and the writing: better no text. */
static void
source_that_changed_is_not_kept(void **state)
{
    struct fixture *f = *state;
    fixture_write(f, "a.c", "int now;\n");
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    run.embed = EMBED_ALL;
    ALL_GOOD(s, store_run_begin(s, &run));
    struct source_file file = {.path = "a.c", .hash = "before"};
    store_file(s, &file);
    fixture_unit(s, "a.c", "ok");
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT hash FROM file"), "before");
    assert_string_equal(raw_look(f, "SELECT count(*) FROM file_text"), "0");
}

/* ---- reviews ----------------------------------------------------------- */

static void
review_is_recorded(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 2, "src/a.c");
    const char *error, *id = fixture_leak(f->keep, &leaks[0]).strict;
    struct store_triage t = {.verdict = "false-positive",
                             .why = "immortal-object",
                             .comment = "None",
                             .author = "ann"};
    ALL_GOOD(s, store_triage(s, id, &t, &error));
    struct store_row row;
    struct store_filter filter = {.verdict = "false-positive"};
    ALL_GOOD(s, store_list(s, &filter, collect_one, &row));
    assert_int_equal(row.line, 15);
    assert_string_equal(
        listed(f, s, (struct store_filter){.scope = SCOPE_GATE}), A2);
    t.verdict = "nonsense";
    assert_false(store_triage(s, id, &t, &error));
    assert_non_null(strstr(error, "nonsense is not a verdict"));
    t.verdict = "fixed";
    t.why = "because";
    assert_false(store_triage(s, id, &t, &error));
    assert_non_null(strstr(error, "because is not a reason"));
    t.why = NULL;
    assert_false(store_triage(s, "zzzz", &t, &error));
    assert_non_null(strstr(error, "no finding has this id"));
    ALL_GOOD(s, store_triage(s, id, &t, &error));
    store_close(s);
    assert_string_equal(
        raw_look(f, "SELECT verdict, why, body_hash FROM triage ORDER BY at"),
        "false-positive|immortal-object|body1;fixed|NULL|body1");
}

/* The verdict stays with the issue; changed code asks for another look. */
static void
verdict_outlives_edits(void **state)
{
    struct fixture *f = *state;
    struct leak l = leaks[0];
    const char *error;
    struct store_triage t = {.verdict = "false-positive", .author = "ann"};
    struct store *s = fixture_open(f);
    fixture_check(f, s, &l, 1, "src/a.c");
    ALL_GOOD(s, store_triage(s, fixture_leak(f->keep, &l).strict, &t, &error));
    l.file = "src/renamed.c";
    fixture_check(f, s, &l, 1, "src/renamed.c");
    struct store_row row;
    struct store_filter filter = {.scope = SCOPE_LATEST};
    ALL_GOOD(s, store_list(s, &filter, collect_one, &row));
    assert_false(row.issue.recheck || row.issue.is_new);
    l.body = "body9";
    fixture_check(f, s, &l, 1, "src/renamed.c");
    ALL_GOOD(s, store_list(s, &filter, collect_one, &row));
    assert_true(row.issue.recheck);
    store_close(s);
    assert_string_equal(
        raw_look(f, "SELECT verdict, matched_by FROM v_latest"),
        "false-positive|strict");
}

static void
suppressions_count(void **state)
{
    struct fixture *f = *state;
    struct finding v[2] = {fixture_leak(f->keep, &leaks[0]),
                           fixture_leak(f->keep, &leaks[1])};
    static const char *const rules[] = {"REF001", "EXC*"};
    struct store_suppression p = {.source = "comment",
                                  .file = "src/a.c",
                                  .line = 14,
                                  .rules = rules,
                                  .n_rules = 2,
                                  .reason = "on purpose"};
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    const struct store_issue *issues;
    struct store_totals totals;
    ALL_GOOD(s, store_run_begin(s, &run));
    ALL_GOOD(s, store_findings(s, f->keep, v, 2, &issues));
    ALL_GOOD(s, store_suppress(s, &p, &issues[0].finding, 1));
    ALL_GOOD(s, store_totals(s, store_run_id(s), &totals));
    ALL_GOOD(s, store_run_end(s, "complete"));
    store_close(s);
    assert_int_equal(totals.errors, 1);
    assert_int_equal(totals.suppressed, 1);
    assert_int_equal(totals.new_issues, 0);
    assert_string_equal(
        raw_look(f, "SELECT suppressed FROM v_latest ORDER BY line"), "1;0");
    assert_string_equal(
        raw_look(f, "SELECT json_extract(rules, '$[1]'), line FROM "
                    "suppression"),
        "EXC*|14");
}

/* ---- runs side by side ------------------------------------------------- */

static bool
collect_diff(void *data, const char *state, const char *id, const char *rule,
             int64_t finding)
{
    (void)id;
    text_printf(data, "%s:%s:%lld ", state, rule, (long long)finding);
    return true;
}

static const char *
diff(struct fixture *f, struct store *s, int64_t base, int64_t head)
{
    struct text out = {.keep = f->keep};
    ALL_GOOD(s, store_diff(s, base, head, collect_diff, &out));
    return text_str(&out);
}

/* A run in which `function` of src/a.c ended with this status. */
static void
run_without_findings(struct fixture *f, struct store *s, const char *function,
                     const char *status, const char *unit, bool rule_ran)
{
    struct store_run run = fixture_run(f);
    const struct store_issue *issues;
    run.n_rules = rule_ran;
    ALL_GOOD(s, store_run_begin(s, &run));
    if (unit != NULL)
        fixture_unit(s, "src/a.c", unit);
    if (function != NULL)
        fixture_function(s, "src/a.c", function, status);
    ALL_GOOD(s, store_findings(s, f->keep, NULL, 0, &issues));
    ALL_GOOD(s, store_run_end(s, "complete"));
}

static void
gone_is_fixed_only_if_looked_at(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 1, "src/a.c");
    run_without_findings(f, s, "make", "analysed", "ok", true);
    assert_string_equal(diff(f, s, 1, 2), "fixed:REF001:1 ");
    run_without_findings(f, s, "make", "budget", "ok", true);
    assert_string_equal(diff(f, s, 1, 3), "unknown:REF001:1 ");
    run_without_findings(f, s, "make", "analysed", "ok", false);
    assert_string_equal(diff(f, s, 1, 4), "unknown:REF001:1 ");
    run_without_findings(f, s, "elsewhere", "analysed", "ok", true);
    assert_string_equal(diff(f, s, 1, 5), "fixed:REF001:1 ");
    run_without_findings(f, s, NULL, NULL, "parse-errors", true);
    assert_string_equal(diff(f, s, 1, 6), "unknown:REF001:1 ");
    run_without_findings(f, s, NULL, NULL, NULL, true);
    assert_string_equal(diff(f, s, 1, 7), "unknown:REF001:1 ");
    store_close(s);
}

static void
diff_tells_new_from_unseen(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 1, "src/a.c");
    fixture_check(f, s, leaks, 2, "src/a.c");
    assert_string_equal(diff(f, s, 1, 2), "new:REF001:3 unchanged:REF001:2 ");
    fixture_check(f, s, &leaks[2], 1, "src/sub/b.c");
    fixture_check(f, s, leaks, 2, "src/a.c");
    assert_string_equal(diff(f, s, 3, 4), "unknown:REF001:5 "
                                          "unknown:REF001:4 "
                                          "unknown:REF001:6 ");
    assert_string_equal(diff(f, s, 2, 4),
                        "unchanged:REF001:5 unchanged:REF001:6 ");
    store_close(s);
}

static void
totals_compare_with_the_run_before(void **state)
{
    struct fixture *f = *state;
    struct store_totals t;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 2, "src/a.c");
    ALL_GOOD(s, store_totals(s, 1, &t));
    assert_int_equal(t.errors, 2);
    assert_int_equal(t.new_issues, 0); /* there was no run before */
    assert_int_equal(t.fixed + t.unknown + t.suppressed + t.recheck, 0);
    fixture_check(f, s, &leaks[1], 1, "src/a.c");
    ALL_GOOD(s, store_totals(s, 0, &t)); /* the latest */
    assert_int_equal(t.errors, 1);
    assert_int_equal(t.new_issues, 0);
    assert_int_equal(t.fixed, 1);
    store_close(s);
}

static bool
collect_gap(void *data, const char *file, const char *function,
            const char *status, const char *reason)
{
    text_printf(data, "%s|%s|%s|%s ", file, function == NULL ? "-" : function,
                status, reason);
    return true;
}

static void
gaps_are_listed(void **state)
{
    struct fixture *f = *state;
    struct text out = {.keep = f->keep};
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    ALL_GOOD(s, store_run_begin(s, &run));
    fixture_unit(s, "b.c", "crashed");
    fixture_function(s, "a.c", "big", "budget");
    ALL_GOOD(s, store_run_end(s, "incomplete"));
    ALL_GOOD(s, store_not_analysed(s, 0, collect_gap, &out));
    assert_string_equal(text_str(&out),
                        "a.c|big|budget|4096 paths b.c|-|crashed| ");
    store_close(s);
}

static void
coverage_adds_up(void **state)
{
    struct fixture *f = *state;
    const struct rule *r = rule_find("REF001");
    const struct coverage c[] = {{r, "a.c", 10, 7, 2, 1},
                                 {r, "b.c", 5, 5, 0, 0}};
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    ALL_GOOD(s, store_run_begin(s, &run));
    ALL_GOOD(s, store_coverage(s, c, 2));
    ALL_GOOD(s, store_coverage(s, c, 1));
    ALL_GOOD(s, store_run_end(s, "complete"));
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT * FROM v_coverage"),
                        "1|REF001|25|19|4|2");
}

static void
rule_row_has_its_first_sentence(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 1, "src/a.c");
    store_close(s);
    const char *summary = raw_look(f, "SELECT summary FROM rule");
    const char *help = raw_look(f, "SELECT help_md FROM rule");
    assert_true(strlen(summary) > 20);
    assert_true(str_ends(summary, "."));
    assert_null(strchr(summary, '\n'));
    assert_non_null(strstr(help, arena_strndup(f->keep, summary, 20)));
    assert_string_equal(raw_look(f, "SELECT family FROM rule"), "REF");
}

/* The size of a big project, so that no query is quadratic. */
static void
five_thousand_findings(void **state)
{
    struct fixture *f = *state;
    enum { N = 5000 };
    struct leak *l = ARENA_ARRAY(f->keep, struct leak, N);
    for (int i = 0; i < N; i++) {
        l[i] = leaks[0];
        l[i].function = arena_printf(f->keep, "f%d", i);
        l[i].body = arena_printf(f->keep, "b%d", i);
    }
    struct store *s = fixture_open(f);
    fixture_check(f, s, l, N, "src/a.c");
    for (int i = 0; i < N; i++)
        l[i].function = arena_printf(f->keep, "g%d", i);
    const char *matches = fixture_check(f, s, l, N, "src/a.c");
    assert_non_null(strstr(matches, "body:5000"));
    assert_null(strstr(matches, "new"));
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(filters_narrow_a_list),
        TEST(finding_comes_back_whole),
        TEST(ids_are_found_by_their_beginning),
        TEST(unknown_rule_is_shown),
        TEST(source_is_kept_as_asked),
        TEST(source_that_changed_is_not_kept),
        TEST(review_is_recorded),
        TEST(verdict_outlives_edits),
        TEST(suppressions_count),
        TEST(gone_is_fixed_only_if_looked_at),
        TEST(diff_tells_new_from_unseen),
        TEST(totals_compare_with_the_run_before),
        TEST(gaps_are_listed),
        TEST(coverage_adds_up),
        TEST(rule_row_has_its_first_sentence),
        TEST(five_thousand_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Verdicts: appended, undone, taken over from elsewhere, counted. */
#include "fixture.h"

#include "review.h"

static const struct leak leaks[] = {
    {"src/a.c", "make", "body1", "A", 15, 0},
    {"src/a.c", "other", "body2", "B", 35, 0},
    {"src/b.c", "third", "body3", "C", 5, 0},
};

static const char *
uid(struct fixture *f, size_t i)
{
    return fixture_leak(f->keep, &leaks[i]).strict;
}

static void
say(struct store *s, const char *id, const char *verdict, const char *why,
    const char *author)
{
    struct store_triage t = {.verdict = verdict, .why = why, .author = author};
    const char *error;
    if (!store_triage(s, id, &t, &error))
        fail_msg("%s", error);
}

static const char *
latest(struct fixture *f, struct store *s, const char *id)
{
    size_t n;
    struct store_issue issue;
    assert_non_null(store_show(s, f->keep, store_find(s, id, &n), &issue));
    return issue.verdict;
}

static void
undo_appends_what_held_before(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    const char *error, *id = uid(f, 0);
    fixture_check(f, s, leaks, 2, "src/a.c");
    assert_false(store_triage_undo(s, id, "ann", &error));
    assert_non_null(strstr(error, "no verdict of ann to undo"));
    say(s, id, "confirmed", NULL, "bob");
    say(s, id, "false-positive", "by-design", "ann");
    ALL_GOOD(s, store_triage_undo(s, id, "ann", &error));
    assert_string_equal(latest(f, s, id), "confirmed");
    ALL_GOOD(s, store_triage_undo(s, id, "ann", &error));
    assert_string_equal(latest(f, s, id), "false-positive");
    say(s, uid(f, 1), "intentional", NULL, "ann");
    ALL_GOOD(s, store_triage_undo(s, uid(f, 1), "ann", &error));
    assert_string_equal(latest(f, s, uid(f, 1)), "unreviewed");
    assert_false(store_triage_undo(s, "zz", "ann", &error));
    assert_non_null(strstr(error, "no finding has this id"));
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT count(*) FROM triage"), "6");
}

static bool
note_down(void *data, const struct store_verdict *v)
{
    text_printf(data, "%s:%s:%s:%s:%s ", v->t.author, v->t.verdict, v->rule,
                v->file, v->t.body_hash);
    return true;
}

static void
verdicts_come_in_order_of_time(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 3, "src/a.c src/b.c");
    say(s, uid(f, 2), "confirmed", NULL, "bob");
    say(s, uid(f, 0), "confirmed", NULL, "ann");
    say(s, uid(f, 0), "fixed", NULL, "bob");
    struct text all = {.keep = f->keep}, one = {.keep = f->keep},
                none = {.keep = f->keep};
    ALL_GOOD(s, store_verdicts(s, NULL, note_down, &all));
    ALL_GOOD(s, store_verdicts(s, uid(f, 0), note_down, &one));
    ALL_GOOD(s, store_verdicts(s, "nobody", note_down, &none));
    assert_string_equal(text_str(&one), "ann:confirmed:REF001:src/a.c:body1 "
                                        "bob:fixed:REF001:src/a.c:body1 ");
    assert_string_equal(text_str(&all),
                        arena_printf(f->keep,
                                     "bob:confirmed:REF001:src/b.c:body3 %s",
                                     text_str(&one)));
    assert_string_equal(text_str(&none), "");
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT opinions FROM v_disagree"), "2");
}

/* The reviewer saw one body, the next run found another before the verdict
 * was sent. */
static void
verdict_keeps_the_body_looked_at(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    struct leak l = leaks[0];
    const char *error;
    size_t n;
    fixture_check(f, s, &l, 1, "src/a.c");
    l.body = "body9";
    fixture_check(f, s, &l, 1, "src/a.c");
    struct store_triage t = {
        .verdict = "intentional", .author = "ann", .body_hash = "body1"};
    ALL_GOOD(s, store_triage(s, uid(f, 0), &t, &error));
    struct store_issue issue;
    store_show(s, f->keep, store_find(s, uid(f, 0), &n), &issue);
    assert_true(issue.recheck);
    store_close(s);
}

static struct store_verdict
foreign(struct fixture *f, size_t i)
{
    struct finding v = fixture_leak(f->keep, &leaks[i]);
    return (struct store_verdict){
        .uuid = "11111111-2222-4333-8444-555555555555",
        .at = "2026-01-31T12:00:00.000001Z",
        .uid = v.strict,
        .rule = "REF001",
        .strict = v.strict,
        .loose = v.loose,
        .body = v.body,
        .t = {.verdict = "false-positive",
              .comment = "None never dies",
              .author = "eve",
              .body_hash = "body1"}};
}

static const char *
added(struct store *s, const struct store_verdict *v)
{
    static const char *const words[] = {"added", "known", "no issue"};
    enum store_added a;
    const char *error;
    return store_verdict_add(s, v, &a, &error) ? words[a] : error;
}

static void
verdict_from_elsewhere(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 2, "src/a.c");
    struct store_verdict v = foreign(f, 0), w = foreign(f, 2);
    assert_string_equal(added(s, &v), "added");
    assert_string_equal(added(s, &v), "known");
    assert_string_equal(latest(f, s, uid(f, 0)), "false-positive");
    assert_string_equal(added(s, &w), "no issue");
    v.t.verdict = "confirmed";
    assert_non_null(strstr(added(s, &v), "another verdict here"));
    v = foreign(f, 1);
    v.uuid = "other";
    v.uid = "not known here"; /* seen first under another name there */
    assert_string_equal(added(s, &v), "added");
    assert_string_equal(latest(f, s, uid(f, 1)), "false-positive");
    v.at = "yesterday";
    assert_non_null(strstr(added(s, &v), "is not a time"));
    v.at = "2026-01-31T12:00:00Z";
    v.t.author = "";
    assert_non_null(strstr(added(s, &v), "needs an author"));
    v.t.author = "eve";
    v.t.verdict = NULL;
    assert_non_null(strstr(added(s, &v), "is not a verdict"));
    v.t.verdict = "fixed";
    v.uuid = NULL;
    assert_non_null(strstr(added(s, &v), "needs uuid"));
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT count(*) FROM triage"), "2");
}

/* Two issues went by one print: the verdict belongs to neither. */
static void
ambiguous_verdict_is_left_out(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    struct leak copy[2] = {leaks[0], leaks[0]};
    copy[1].file = "src/copy.c";
    fixture_check(f, s, copy, 2, "src/a.c src/copy.c");
    struct store_verdict v = foreign(f, 0);
    v.uid = v.strict = "of a third place";
    assert_string_equal(added(s, &v), "no issue");
    store_close(s);
}

static bool
note_quality(void *data, const struct store_quality *q)
{
    text_printf(data, "%s %u %u %u %.2f [%s];", q->rule, q->reviewed,
                q->true_pos, q->false_pos, q->precision, q->whys);
    return true;
}

static void
precision_is_measured(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    struct text none = {.keep = f->keep}, some = {.keep = f->keep},
                all = {.keep = f->keep};
    fixture_check(f, s, leaks, 3, "src/a.c src/b.c");
    ALL_GOOD(s, store_qualities(s, note_quality, &none));
    assert_string_equal(text_str(&none), "");
    say(s, uid(f, 0), "wont-fix", "oom-only", "ann");
    ALL_GOOD(s, store_qualities(s, note_quality, &some));
    assert_string_equal(text_str(&some), "REF001 1 0 0 -1.00 [oom-only:1];");
    say(s, uid(f, 0), "confirmed", NULL, "ann");
    say(s, uid(f, 1), "fixed", NULL, "ann");
    say(s, uid(f, 2), "false-positive", "infeasible-path", "ann");
    ALL_GOOD(s, store_qualities(s, note_quality, &all));
    assert_string_equal(text_str(&all),
                        "REF001 3 2 1 0.67 [infeasible-path:1];");
    store_close(s);
}

/* Views of the file may say anything; the program does not ask them. */
static void
views_of_the_file_are_not_believed(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 1, "src/a.c");
    store_close(s);
    sqlite3 *db = raw_open(f->db);
    raw_try(f->keep, db, "DROP VIEW v_triage");
    raw_try(f->keep, db,
            "CREATE VIEW v_triage AS SELECT 1 AS issue_id, "
            "'fixed' AS verdict, 'x' AS author, '' AS comment, "
            "NULL AS body_hash, 1 AS opinions");
    assert_string_equal(raw_rows(f->keep, db, "SELECT verdict FROM v_latest"),
                        "fixed");
    sqlite3_close(db);
    const char *error;
    s = store_open(f->keep, f->db, STORE_READ, &error);
    assert_non_null(s);
    assert_string_equal(latest(f, s, uid(f, 0)), "unreviewed");
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(undo_appends_what_held_before),
        TEST(verdicts_come_in_order_of_time),
        TEST(verdict_keeps_the_body_looked_at),
        TEST(verdict_from_elsewhere),
        TEST(ambiguous_verdict_is_left_out),
        TEST(precision_is_measured),
        TEST(views_of_the_file_are_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

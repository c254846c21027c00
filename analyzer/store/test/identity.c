/* One issue through the edits of ordinary life. */
#include "fixture.h"

static const struct leak first = {"src/a.c", "make", "body1", "A", 15, 0};

static void
expect_second(struct fixture *f, const struct leak *leaks, size_t n,
              const char *also, const char *expected)
{
    fixture_write(f, "gone.c", "");
    struct store *s = fixture_open(f);
    assert_string_equal(fixture_check(f, s, &first, 1, "src/a.c"), "new:1");
    assert_string_equal(fixture_check(f, s, leaks, n, also), expected);
    store_close(s);
    const char *uid = fixture_leak(f->keep, &first).strict;
    assert_string_equal(raw_look(f, "SELECT uid FROM issue WHERE id = 1"),
                        uid);
}

static void
moved_line_is_strict(void **state)
{
    struct leak l = first;
    l.line = 55;
    expect_second(*state, &l, 1, "src/a.c", "strict:1");
}

static void
changed_body_is_strict(void **state)
{
    struct leak l = first;
    l.body = "body2";
    expect_second(*state, &l, 1, "src/a.c", "strict:1");
}

static void
renamed_file_is_loose(void **state)
{
    struct leak l = first;
    l.file = "src/b.c";
    expect_second(*state, &l, 1, "src/b.c", "loose:1");
}

static void
moved_function_is_loose(void **state)
{
    struct fixture *f = *state;
    mkdir(arena_printf(f->keep, "%s/src", f->dir), 0777);
    fixture_write(f, "src/a.c", "int x;\n");
    struct leak l = first;
    l.file = "src/b.c";
    expect_second(f, &l, 1, "src/a.c src/b.c", "loose:1");
}

static void
renamed_function_is_body(void **state)
{
    struct leak l = first;
    l.function = "make_pair";
    expect_second(*state, &l, 1, "src/a.c", "body:1");
}

static void
renamed_and_changed_is_new(void **state)
{
    struct leak l = first;
    l.function = "make_pair";
    l.body = "body2";
    expect_second(*state, &l, 1, "src/a.c", "new:2");
}

/* Only b.c was checked; a.c still stands on the disk and may well have its
 * leak still. */
static void
copy_beside_an_unchecked_file_is_new(void **state)
{
    struct fixture *f = *state;
    mkdir(arena_printf(f->keep, "%s/src", f->dir), 0777);
    fixture_write(f, "src/a.c", "int x;\n");
    struct leak l = first;
    l.file = "src/b.c";
    expect_second(f, &l, 1, "src/b.c", "new:2");
}

/* The first was fixed, and a function elsewhere became what it was. */
static void
copy_of_a_fixed_function_is_new(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    struct leak l = first;
    const struct store_issue *issues;
    assert_string_equal(fixture_check(f, s, &first, 1, "src/a.c"), "new:1");
    ALL_GOOD(s, store_run_begin(s, &run));
    fixture_function(s, "src/a.c", "make", "analysed");
    fixture_function(s, "src/b.c", "make", "analysed");
    l.file = "src/b.c";
    struct finding v = fixture_leak(f->keep, &l);
    ALL_GOOD(s, store_findings(s, f->keep, &v, 1, &issues));
    assert_string_equal(issues[0].matched_by, "new");
    store_close(s);
}

/* Two files took the function over: neither may inherit the verdict. */
static void
two_heirs_are_both_new(void **state)
{
    struct leak l[2] = {first, first};
    l[0].file = "src/b.c";
    l[1].file = "src/c.c";
    expect_second(*state, l, 2, "src/b.c src/c.c", "new:2 new:3");
}

static void
two_ancestors_give_a_new_one(void **state)
{
    struct fixture *f = *state;
    struct leak two[2] = {first, first};
    two[1].file = "src/b.c";
    struct leak heir = first;
    heir.file = "src/c.c";
    struct store *s = fixture_open(f);
    assert_string_equal(fixture_check(f, s, two, 2, "src/a.c src/b.c"),
                        "new:1 new:2");
    assert_string_equal(fixture_check(f, s, &heir, 1, "src/c.c"), "new:3");
    store_close(s);
}

static void
git_rename_decides_between_ancestors(void **state)
{
    struct fixture *f = *state;
    struct leak two[2] = {first, first};
    two[1].file = "src/b.c";
    struct leak heir = first;
    heir.file = "src/c.c";
    static const char *const renames[1][2] = {{"src/b.c", "src/c.c"}};
    struct store *s = fixture_open(f);
    fixture_check(f, s, two, 2, "src/a.c src/b.c");
    struct store_run run = fixture_run(f);
    run.renames = renames;
    run.n_renames = 1;
    const struct store_issue *issues;
    ALL_GOOD(s, store_run_begin(s, &run));
    struct finding v = fixture_leak(f->keep, &heir);
    ALL_GOOD(s, store_findings(s, f->keep, &v, 1, &issues));
    assert_string_equal(issues[0].matched_by, "loose");
    assert_int_equal(issues[0].issue, 2);
    store_close(s);
}

static void
second_leak_keeps_the_first_ones_name(void **state)
{
    struct leak l[2] = {first, first};
    l[1].ordinal = 1;
    l[1].line = 22;
    l[0].body = l[1].body = "body2";
    expect_second(*state, l, 2, "src/a.c", "strict:1 new:2");
}

/* make was renamed, later a new make got the same leak: the old issue stays
 * with the old code. */
static void
old_name_used_again(void **state)
{
    struct fixture *f = *state;
    struct leak renamed = first, both[2];
    renamed.function = "make_pair";
    both[0] = first;
    both[1] = renamed;
    both[0].body = "body3";
    struct store *s = fixture_open(f);
    assert_string_equal(fixture_check(f, s, &first, 1, "src/a.c"), "new:1");
    assert_string_equal(fixture_check(f, s, &renamed, 1, "src/a.c"), "body:1");
    assert_string_equal(fixture_check(f, s, both, 2, "src/a.c"),
                        "new:2 strict:1");
    assert_string_equal(fixture_check(f, s, both, 2, "src/a.c"),
                        "strict:2 strict:1");
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT count(DISTINCT uid) FROM issue"),
                        "2");
}

static void
issue_comes_back(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, &first, 1, "src/a.c");
    fixture_check(f, s, NULL, 0, "src/a.c");
    assert_string_equal(fixture_check(f, s, &first, 1, "src/a.c"), "strict:1");
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT first_run, last_run FROM issue"),
                        "1|3");
}

static void
twins_share_one_finding(void **state)
{
    struct fixture *f = *state;
    struct leak l[3] = {first, first, first};
    struct store *s = fixture_open(f);
    assert_string_equal(fixture_check(f, s, l, 3, "src/a.c"),
                        "new:1 new:1 new:1");
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT duplicates FROM finding"), "2");
}

static void
another_rule_is_another_issue(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, &first, 1, "src/a.c");
    struct store_run run = fixture_run(f);
    const struct store_issue *issues;
    struct finding v = fixture_leak(f->keep, &first);
    v.rule = rule_find("REF002");
    ALL_GOOD(s, store_run_begin(s, &run));
    ALL_GOOD(s, store_findings(s, f->keep, &v, 1, &issues));
    assert_string_equal(issues[0].matched_by, "new");
    store_close(s);
}

/* Two issues were found to be one: later runs see the one that is left. */
static void
merged_issue_is_followed(void **state)
{
    struct fixture *f = *state;
    struct leak l[2] = {first, first};
    l[1].ordinal = 1;
    struct store *s = fixture_open(f);
    fixture_check(f, s, l, 2, "src/a.c");
    store_close(s);
    sqlite3 *db = raw_open(f->db);
    assert_string_equal(
        raw_try(f->keep, db, "UPDATE issue SET merged_into = 1 WHERE id = 2"),
        "");
    sqlite3_close(db);
    s = fixture_open(f);
    assert_string_equal(fixture_check(f, s, &l[1], 1, "src/a.c"), "strict:1");
    store_close(s);
}

/* Everything at once: no order of findings may change who is who. */
static void
order_of_findings_does_not_matter(void **state)
{
    struct fixture *f = *state;
    struct leak l[4] = {first, first, first, first};
    l[1].function = "two";
    l[1].body = "body-two";
    l[2].file = "src/b.c";
    l[2].function = "three";
    l[2].body = "body-three";
    l[3].ordinal = 1;
    struct store *s = fixture_open(f);
    assert_string_equal(fixture_check(f, s, l, 4, "src/a.c src/b.c"),
                        "new:1 new:2 new:3 new:4");
    struct leak r[4] = {l[3], l[2], l[1], l[0]};
    r[1].file = "src/c.c";
    r[2].function = "zwei";
    assert_string_equal(fixture_check(f, s, r, 4, "src/a.c src/c.c"),
                        "strict:4 loose:3 body:2 strict:1");
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(moved_line_is_strict),
        TEST(changed_body_is_strict),
        TEST(renamed_file_is_loose),
        TEST(moved_function_is_loose),
        TEST(renamed_function_is_body),
        TEST(renamed_and_changed_is_new),
        TEST(copy_beside_an_unchecked_file_is_new),
        TEST(copy_of_a_fixed_function_is_new),
        TEST(two_heirs_are_both_new),
        TEST(two_ancestors_give_a_new_one),
        TEST(git_rename_decides_between_ancestors),
        TEST(second_leak_keeps_the_first_ones_name),
        TEST(old_name_used_again),
        TEST(issue_comes_back),
        TEST(twins_share_one_finding),
        TEST(another_rule_is_another_issue),
        TEST(merged_issue_is_followed),
        TEST(order_of_findings_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

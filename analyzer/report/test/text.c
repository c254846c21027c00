/* Text and gcc output, byte for byte. */
#include "fixture.h"

static void
leak_as_text(void **state)
{
    struct finding f = fixture_leak();
    struct store_issue i = fixture_issue();
    struct report_options o = fixture_options(FORMAT_TEXT);
    fixture_golden(*state, "leak.txt", fixture_render(*state, &o, &f, &i, 1));
}

static void
leak_in_color(void **state)
{
    struct finding f = fixture_leak();
    struct store_issue i = fixture_issue();
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.style.color = true;
    fixture_golden(*state, "leak-color.txt",
                   fixture_render(*state, &o, &f, &i, 1));
}

static void
leak_in_ascii(void **state)
{
    struct finding f = fixture_leak();
    struct store_issue i = fixture_issue();
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.style.utf8 = false;
    const char *text = fixture_render(*state, &o, &f, &i, 1);
    for (const char *p = text; *p != '\0'; p++)
        assert_in_range(*p, 1, 126);
    fixture_golden(*state, "leak-ascii.txt", text);
}

static void
leak_as_gcc(void **state)
{
    struct finding f = fixture_leak();
    struct report_options o = fixture_options(FORMAT_GCC);
    fixture_golden(*state, "leak-gcc.txt",
                   fixture_render(*state, &o, &f, NULL, 1));
}

static void
full_path_and_context(void **state)
{
    struct finding f = fixture_leak();
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.path = PATH_FULL;
    o.context = 1;
    fixture_golden(*state, "leak-full.txt",
                   fixture_render(*state, &o, &f, NULL, 1));
}

/* What rests on a body names the line that would correct it. */
static void
inferred_fact(void **state)
{
    struct finding f = fixture_leak();
    struct finding_step steps[sizeof leak_steps / sizeof *leak_steps];
    memcpy(steps, leak_steps, sizeof steps);
    steps[0].fact = "wrap(o:steals) -> new | NULL!" FACT_INFERRED;
    f.steps = steps;
    struct report_options o = fixture_options(FORMAT_TEXT);
    const char *text = fixture_render(*state, &o, &f, NULL, 1);
    assert_non_null(strstr(text, "  model    wrap() is judged by its body"));
    assert_non_null(
        strstr(text, "\n           wrap(o:steals) -> new | NULL!\n"));
    assert_null(strstr(text, FACT_INFERRED));
}

/* Without a path, without a database, without commands to hint at. */
static void
bare_finding(void **state)
{
    struct finding f = fixture_leak();
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.path = PATH_NONE;
    o.hints = 0;
    f.fix = NULL;
    f.py_name = NULL;
    assert_string_equal(
        fixture_render(*state, &o, &f, NULL, 1),
        "src/spam.c:15:9: error: reference to 'list' leaked when "
        "PyObject_Str() fails  [REF001 leaked-reference]  9f3a61c0\n"
        "  in make_pair()  ·  certain  ·  trigger: hostile object\n");
}

static void
second_of_a_rule_is_shorter(void **state)
{
    struct finding f[2] = {fixture_leak(), fixture_leak()};
    struct store_issue i[2] = {fixture_issue(), fixture_issue()};
    struct report_options o = fixture_options(FORMAT_TEXT);
    i[1].verdict = "false-positive";
    i[1].matched_by = "loose";
    i[1].recheck = true;
    i[1].suppressed = true;
    i[1].evidence = "untested";
    i[1].reached = 0;
    static const struct place also[] = {{SPAM, 22, 1, 22, 9},
                                        {"src/helper.h", 5, 1, 5, 9}};
    f[1].also = also;
    f[1].n_also = 2;
    fixture_golden(*state, "two.txt", fixture_render(*state, &o, f, i, 2));
}

static void
no_more_than_six_steps(void **state)
{
    struct finding_step steps[20];
    for (size_t i = 0; i < 20; i++) {
        steps[i] = leak_steps[2];
        steps[i].message = arena_printf(*state, "step %zu", i);
        steps[i].key = i % 2 == 1;
    }
    struct finding f = fixture_leak();
    f.steps = steps;
    f.n_steps = 20;
    struct report_options o = fixture_options(FORMAT_GCC);
    const char *text = fixture_render(*state, &o, &f, NULL, 1);
    assert_non_null(strstr(text, "(1) step 1:"));
    assert_non_null(strstr(text, "(2) step 11\n"));
    assert_non_null(strstr(text, "(6) step 19\n"));
    assert_null(strstr(text, "(7)"));
    assert_null(strstr(text, "step 9\n"));
    o.path = PATH_FULL;
    assert_non_null(
        strstr(fixture_render(*state, &o, &f, NULL, 1), "(20) step 19\n"));
}

/* Into a header with tabs and back; a loop goes up again. */
static void
path_through_another_file(void **state)
{
    struct finding_step steps[4] = {leak_steps[0], leak_steps[2],
                                    leak_steps[0], leak_steps[4]};
    steps[1].place = (struct place){"src/helper.h", 4, 6, 4, 28};
    steps[1].function = "fill";
    steps[2].owned = 2;
    struct finding f = fixture_leak();
    f.steps = steps;
    f.n_steps = 4;
    struct report_options o = fixture_options(FORMAT_TEXT);
    fixture_golden(*state, "other-file.txt",
                   fixture_render(*state, &o, &f, NULL, 1));
}

static void
missing_source_costs_the_excerpt_only(void **state)
{
    struct finding f = fixture_leak();
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.root = "/nonexistent";
    fixture_golden(*state, "no-source.txt",
                   fixture_render(*state, &o, &f, NULL, 1));
}

/* The file is shorter than the finding says: edited since. */
static const char *
short_source(void *data, arena *keep, const char *path, size_t *n)
{
    (void)data, (void)path;
    *n = 4;
    return arena_strdup(keep, "one\n");
}

static void
source_that_was_cut(void **state)
{
    struct finding f = fixture_leak();
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.source = short_source;
    const char *cut = fixture_render(*state, &o, &f, NULL, 1);
    o.source = NULL;
    o.root = "/nonexistent";
    assert_string_equal(cut, fixture_render(*state, &o, &f, NULL, 1));
}

static void
narrow_terminal(void **state)
{
    struct finding f = fixture_leak();
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.style.width = 60;
    fixture_golden(*state, "narrow.txt",
                   fixture_render(*state, &o, &f, NULL, 1));
}

static void
failed_write_is_told(void **state)
{
    struct finding f = fixture_leak();
    struct report_options o = fixture_options(FORMAT_TEXT);
    FILE *full = fopen("/dev/full", "we");
    assert_non_null(full);
    struct report *r = report_new(*state, full, &o);
    for (int i = 0; i < 100; i++)
        report_finding(r, &f, NULL);
    assert_false(report_end(r));
    fclose(full);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(leak_as_text),
        TEST(leak_in_color),
        TEST(leak_in_ascii),
        TEST(leak_as_gcc),
        TEST(full_path_and_context),
        TEST(inferred_fact),
        TEST(bare_finding),
        TEST(second_of_a_rule_is_shorter),
        TEST(no_more_than_six_steps),
        TEST(path_through_another_file),
        TEST(missing_source_costs_the_excerpt_only),
        TEST(source_that_was_cut),
        TEST(narrow_terminal),
        TEST(failed_write_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

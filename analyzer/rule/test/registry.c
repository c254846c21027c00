/* What the rule files promise: ids, help, examples. */
#include "rule.h"

#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

static void
every_rule_is_complete(void **state)
{
    (void)state;
    assert_true(rule_count >= 14);
    assert_null(rule_table[rule_count]);
    for (size_t i = 0; i < rule_count; i++) {
        const struct rule *r = rule_table[i];
        assert_int_equal(strlen(r->id), 6);
        assert_true(r->cwe > 0);
        assert_non_null(r->tags);
        assert_non_null(r->since);
        assert_true((r->events == 0) == (strncmp(r->id, "SUP", 3) == 0 ||
                                         strncmp(r->id, "RUN", 3) == 0));
        assert_true((r->events != 0) == (r->judge != NULL));
        assert_true((r->events != 0) == (r->message != NULL));
        assert_ptr_equal(rule_find(r->id), r);
        assert_ptr_equal(rule_find(r->slug), r);
        if (i > 0)
            assert_true(strcmp(rule_table[i - 1]->id, r->id) < 0);
    }
}

static void
help_is_plain_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < rule_count; i++) {
        const char *help = rule_help(rule_table[i]);
        assert_non_null(strstr(help, "\nWhy it matters: "));
        assert_non_null(strstr(help, "\nHow to fix: "));
        assert_non_null(strstr(help, "\nWhat it misses: "));
        assert_null(strstr(help, "/*"));
        assert_null(strstr(help, "*/"));
        assert_null(strstr(help, "\n *"));
        assert_null(strstr(help, "#include"));
    }
}

static void
example_shows_the_defect(void **state)
{
    (void)state;
    for (size_t i = 0; i < rule_count; i++) {
        const struct rule *r = rule_table[i];
        char mark[80];
        if (strcmp(r->tags, "runtime") == 0) /* no analysis shows it */
            continue;
        snprintf(mark, sizeof mark, "// WARN %s \"", r->slug);
        if (strstr(rule_example(r), mark) == NULL)
            fail_msg("no example marks %s", r->slug);
    }
}

static void
unknown_names_are_not_found(void **state)
{
    (void)state;
    assert_null(rule_find("REF"));
    assert_null(rule_find(""));
    assert_null(rule_find("REF0011"));
    assert_ptr_equal(rule_find("ref001"), rule_find("leaked-reference"));
}

static void
names_of_axes(void **state)
{
    (void)state;
    assert_string_equal(level_name(LEVEL_WARNING), "warning");
    assert_string_equal(confidence_name(CONFIDENCE_LIKELY), "likely");
    assert_string_equal(trigger_name(TRIGGER_OUT_OF_MEMORY), "out-of-memory");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_is_complete),
        cmocka_unit_test(help_is_plain_text),
        cmocka_unit_test(example_shows_the_defect),
        cmocka_unit_test(unknown_names_are_not_found),
        cmocka_unit_test(names_of_axes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

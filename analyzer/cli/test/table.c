/* The table of options against the names that the other rooms use. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "options.h"

static const struct option *
find(const char *name)
{
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(option_table[i].name, name) == 0)
            return &option_table[i];
    fail_msg("no option %s", name);
    return NULL;
}

static const char *
level_at(size_t i)
{
    return level_name((enum level)i);
}

static const char *
confidence_at(size_t i)
{
    return confidence_name((enum confidence)i);
}

static const char *
trigger_at(size_t i)
{
    return trigger_name((enum trigger)i);
}

static const char *
format_at(size_t i)
{
    return report_format_name((enum report_format)i);
}

static void
check_choices(const char *option, size_t from, size_t n,
              const char *(*name_at)(size_t))
{
    const struct option *o = find(option);
    for (size_t i = 0; i < n; i++) {
        assert_non_null(o->choices[from + i]);
        assert_string_equal(o->choices[from + i], name_at(i));
    }
}

static void
test_choices_are_the_enums(void **state)
{
    (void)state;
    check_choices("fail-on", 0, LEVEL_NOTE + 1, level_at);
    assert_string_equal(find("fail-on")->choices[FAIL_ON_NEVER], "never");
    check_choices("min-confidence", 0, CONFIDENCE_POSSIBLE + 1, confidence_at);
    check_choices("triggers", 0, TRIGGER_OUT_OF_MEMORY + 1, trigger_at);
    check_choices("format", 1, FORMAT_COUNT, format_at);
    assert_null(find("format")->choices[FORMAT_COUNT + 1]);
    assert_string_equal(find("color")->choices[WHEN_AUTO], "auto");
    assert_string_equal(find("color")->choices[WHEN_YES], "always");
    assert_string_equal(find("color")->choices[WHEN_NO], "never");
    assert_string_equal(find("path")->choices[PATH_KEY], "key");
    assert_string_equal(find("path")->choices[PATH_FULL], "full");
    assert_string_equal(find("path")->choices[PATH_NONE], "none");
}

static void
test_options_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < option_count; i++)
        for (size_t k = i + 1; k < option_count; k++) {
            const struct option *a = &option_table[i], *b = &option_table[k];
            if (!(a->commands & b->commands))
                continue;
            assert_string_not_equal(a->name, b->name);
            assert_true(a->letter == 0 || a->letter != b->letter);
            assert_true(a->key == NULL || b->key == NULL ||
                        strcmp(a->key, b->key) != 0);
        }
}

static void
test_suggestions(void **state)
{
    (void)state;
    static const char *const names[] = {"check", "verify", "self-test"};
    assert_string_equal(suggest("chekc", names, 3), "check");
    assert_string_equal(suggest("verfy", names, 3), "verify");
    assert_string_equal(suggest("selftest", names, 3), "self-test");
    assert_null(suggest("doctor", names, 3));
    assert_null(suggest("", names, 3));
    char longer[300];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    assert_null(suggest(longer, names, 3));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choices_are_the_enums),
        cmocka_unit_test(test_options_are_told_apart),
        cmocka_unit_test(test_suggestions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

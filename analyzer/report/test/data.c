/* JSON, JSON lines and SARIF: they parse, and say what went in. */
#include "fixture.h"
#include "paint.h"

#include <jansson.h>

static json_t *
parsed(const char *text)
{
    json_error_t error;
    json_t *o = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (o == NULL)
        fail_msg("%d:%d: %s in:\n%s", error.line, error.column, error.text,
                 text);
    return o;
}

/* "runs/0/results/1/ruleId" */
static json_t *
at(json_t *o, const char *path)
{
    char *copy = strdup(path), *rest = copy;
    for (char *key; (key = strsep(&rest, "|")) != NULL && o != NULL;)
        o = json_is_array(o) ? json_array_get(o, (size_t)atoi(key))
                             : json_object_get(o, key);
    free(copy);
    if (o == NULL)
        fail_msg("there is no %s", path);
    return o;
}

static void
want_string(json_t *o, const char *path, const char *expected)
{
    assert_string_equal(json_string_value(at(o, path)), expected);
}

static void
want_number(json_t *o, const char *path, int expected)
{
    assert_int_equal(json_integer_value(at(o, path)), expected);
}

static const struct report_gap gaps[] = {
    {"src/a b%.c", NULL, "failed", "cannot be read"},
    {"src/spam.c", "big", "budget", "4096 paths"},
};
static const struct report_run run = {.command_line = "refaudit check",
                                      .started_at = "2026-01-31T12:00:00Z",
                                      .target = "3.11.2",
                                      .vcs_rev = "abc",
                                      .vcs_url = "https://example.org/spam",
                                      .gaps = gaps,
                                      .n_gaps = 2,
                                      .exit_code = 3};

static json_t *
rendered(arena *keep, enum report_format format, const struct finding *f,
         const struct store_issue *issues, size_t n)
{
    struct report_options o = fixture_options(format);
    o.run = &run;
    return parsed(fixture_render(keep, &o, f, issues, n));
}

static void
json_document(void **state)
{
    struct finding f[2] = {fixture_leak(), fixture_leak()};
    struct store_issue i[2] = {fixture_issue(), fixture_issue()};
    json_t *o = rendered(*state, FORMAT_JSON, f, i, 2);
    want_string(o, "tool", "refaudit");
    assert_int_equal(json_array_size(at(o, "findings")), 2);
    want_string(o, "findings|0|rule", "REF001");
    want_string(o, "findings|0|function", "make_pair");
    want_string(o, "findings|0|path|2|exception", "set");
    want_number(o, "findings|0|path|2|owned", 1);
    want_string(o, "findings|1|issue|evidence", "reproduced");
    want_number(o, "findings|1|issue|reached", 12);
    want_string(o, "findings|1|fingerprints|loose/1", f[0].loose);
    want_string(o, "not_analysed|1|function", "big");
    want_number(o, "run|exit_code", 3);
    json_decref(o);
}

static void
empty_json_document(void **state)
{
    json_t *o = rendered(*state, FORMAT_JSON, NULL, NULL, 0);
    assert_int_equal(json_array_size(at(o, "findings")), 0);
    json_decref(o);
}

static void
json_lines(void **state)
{
    struct finding f[2] = {fixture_leak(), fixture_leak()};
    struct report_options o = fixture_options(FORMAT_JSONL);
    f[1].message = "second\nline \xff \"quoted\"";
    const char *text = fixture_render(*state, &o, f, NULL, 2);
    const char *second = strchr(text, '\n') + 1;
    json_t *a = parsed(arena_strndup(*state, text, (size_t)(second - text)));
    json_t *b = parsed(second);
    assert_int_equal(second[strlen(second) - 1], '\n');
    assert_null(strchr(second, '\n')[1] == '\0' ? NULL : second);
    want_string(a, "message", f[0].message);
    want_string(b, "message", "second\nline \xef\xbf\xbd \"quoted\"");
    assert_true(json_is_null(at(b, "issue")));
    json_decref(a);
    json_decref(b);
}

/* ---- SARIF ----------------------------------------------------------- */

#define RESULT "runs|0|results|0|"

static void
sarif_result(void **state)
{
    struct finding f = fixture_leak();
    struct store_issue i = fixture_issue();
    static const struct place also[] = {{SPAM, 12, 9, 12, 20}};
    f.also = also;
    f.n_also = 1;
    json_t *o = rendered(*state, FORMAT_SARIF, &f, &i, 1);
    want_string(o, "version", "2.1.0");
    want_string(o, RESULT "ruleId", "REF001");
    want_number(o, RESULT "ruleIndex", 0);
    want_string(o, RESULT "level", "error");
    want_string(o, RESULT "baselineState", "unchanged");
    want_string(o, RESULT "correlationGuid",
                "9f3a61c0-0000-5000-a000-000000000001");
#define PLACE RESULT "locations|0|physicalLocation|"
    want_string(o, PLACE "artifactLocation|uri", "src/spam.c");
    want_string(o, PLACE "artifactLocation|uriBaseId", "SRCROOT");
    want_number(o, PLACE "region|startLine", 15);
    want_number(o, PLACE "region|startColumn", 9);
    want_number(o, PLACE "region|endColumn", 20);
#define STEP RESULT "codeFlows|0|threadFlows|0|locations|"
    assert_int_equal(
        json_array_size(at(o, RESULT "codeFlows|0|threadFlows|0|locations")),
        5);
    want_string(o, STEP "0|kinds|0", "acquire");
    want_string(o, STEP "0|state|list|text", "owns 1");
    want_string(o, STEP "2|state|exception|text", "set");
    want_string(o, STEP "3|importance", "unimportant");
    want_number(o,
                RESULT "relatedLocations|0|physicalLocation|region|"
                       "startLine",
                12);
    want_string(o, RESULT "partialFingerprints|refaudit/strict/1", f.strict);
    assert_int_equal(json_array_size(at(o, RESULT "suppressions")), 0);
    json_decref(o);
}

static void
sarif_run(void **state)
{
    struct finding f[3] = {fixture_leak(), fixture_leak(), fixture_leak()};
    struct store_issue i[3] = {fixture_issue(), fixture_issue(),
                               fixture_issue()};
    f[1].rule = rule_find("REF002");
    i[1].verdict = "intentional";
    i[2].suppressed = true;
    json_t *o = rendered(*state, FORMAT_SARIF, f, i, 3);
#define DRIVER "runs|0|tool|driver|"
    assert_int_equal(json_array_size(at(o, DRIVER "rules")), 2);
    want_string(o, DRIVER "rules|1|id", "REF002");
    want_number(o, "runs|0|results|1|ruleIndex", 1);
    want_number(o, "runs|0|results|2|ruleIndex", 0);
    assert_true(strlen(json_string_value(
                    at(o, DRIVER "rules|0|fullDescription|text"))) <= 1024);
    want_string(o, "runs|0|results|1|suppressions|0|kind", "external");
    want_string(o, "runs|0|results|2|suppressions|0|kind", "inSource");
#define CALL "runs|0|invocations|0|"
    assert_true(json_is_false(at(o, CALL "executionSuccessful")));
    want_string(o, CALL "toolExecutionNotifications|0|level", "error");
    want_string(o,
                CALL "toolExecutionNotifications|0|locations|0|"
                     "physicalLocation|artifactLocation|uri",
                "src/a%20b%25.c");
    want_string(o, CALL "toolExecutionNotifications|1|message|text",
                "not analysed (budget): big(): 4096 paths");
    want_string(o, "runs|0|automationDetails|id", "refaudit/3.11.2/");
    json_decref(o);
}

/* REFAUDIT_SARIF=file keeps a full example for a schema validator. */
static void
sarif_example(void **state)
{
    struct finding f[2] = {fixture_leak(), fixture_leak()};
    struct store_issue i[2] = {fixture_issue(), fixture_issue()};
    static const struct place also[] = {{SPAM, 12, 9, 12, 20}};
    struct report_options o = fixture_options(FORMAT_SARIF);
    o.run = &run;
    f[0].also = also;
    f[0].n_also = 1;
    f[1].function = NULL;
    f[1].n_steps = 0;
    f[1].place = (struct place){"/usr/include/x.h", 0, 0, 0, 0};
    i[1].suppressed = i[1].is_new = true;
    const char *text = fixture_render(*state, &o, f, i, 2);
    json_decref(parsed(text));
    if (getenv("REFAUDIT_SARIF") != NULL) {
        FILE *out = fopen(getenv("REFAUDIT_SARIF"), "we");
        assert_non_null(out);
        fputs(text, out);
        fclose(out);
    }
}

static const char *
one_source(void *data, arena *keep, const char *path, size_t *n)
{
    (void)path;
    *n = strlen(data);
    return arena_strdup(keep, data);
}

static const char *
print_of_line(arena *keep, const char *source, uint32_t line)
{
    struct finding f = fixture_leak();
    f.place.line = line;
    struct report_options o = fixture_options(FORMAT_SARIF);
    o.source = one_source;
    o.source_data = arena_strdup(keep, source);
    json_t *log = parsed(fixture_render(keep, &o, &f, NULL, 1));
    json_t *prints = at(log, RESULT "partialFingerprints");
    const char *value = json_string_value(
        json_object_get(prints, "primaryLocationLineHash"));
    const char *kept = value == NULL ? NULL : arena_strdup(keep, value);
    json_decref(log);
    return kept;
}

static void
expect_prints(void **state, const char *source, const char *const *expected)
{
    uint32_t line = 1;
    for (; expected[line - 1] != NULL; line++)
        assert_string_equal(print_of_line(*state, source, line),
                            expected[line - 1]);
    assert_null(print_of_line(*state, source, line));
}

/* Values from codeql-action, src/fingerprints.test.ts. */
/* GitHub refuses what is too long. */
static void
sarif_for_github_has_limits(void **state)
{
    size_t n = 5003;
    struct finding *f = ARENA_ARRAY(*state, struct finding, n);
    struct finding_step *steps = ARENA_ARRAY(*state, struct finding_step,
                                             1200);
    struct place *also = ARENA_ARRAY(*state, struct place, 150);
    for (size_t i = 0; i < n; i++) {
        f[i] = fixture_leak();
        f[i].n_steps = 0;
    }
    struct finding leak = fixture_leak();
    for (size_t i = 0; i < 1200; i++)
        steps[i] = leak.steps[0];
    for (size_t i = 0; i < 150; i++)
        also[i] = leak.place;
    f[0].steps = steps;
    f[0].n_steps = 1200;
    f[0].also = also;
    f[0].n_also = 150;
    f[1].suppressed = "known";
    json_t *o = rendered(*state, FORMAT_SARIF_GITHUB, f, NULL, n);
    assert_int_equal(json_array_size(at(o, "runs|0|results")), 5000);
    assert_int_equal(
        json_array_size(at(o, "runs|0|results|0|codeFlows|0|threadFlows|0|"
                              "locations")),
        1000);
    assert_int_equal(
        json_array_size(at(o, "runs|0|results|0|relatedLocations")), 100);
    want_string(o,
                "runs|0|invocations|0|toolExecutionNotifications|2|message|"
                "text",
                "2 more findings are left out: GitHub takes 5000, and 10 MB "
                "behind gzip");
    json_decref(o);
    o = rendered(*state, FORMAT_SARIF, f, NULL, n);
    assert_int_equal(json_array_size(at(o, "runs|0|results")), n);
    json_decref(o);
}

/* Texts that gzip can only halve: the best findings stay. */
static void
sarif_github_is_small_enough(void **state)
{
    enum { N = 2600, LENGTH = 8000 };
    struct finding *f = ARENA_ARRAY(*state, struct finding, N);
    uint32_t seed = 1;
    for (size_t i = 0; i < N; i++) {
        char *message = arena_alloc(*state, LENGTH + 1);
        for (size_t k = 0; k < LENGTH; k++) {
            seed = seed * 1664525 + 1013904223;
            message[k] = "0123456789abcdef"[seed >> 28];
        }
        message[LENGTH] = '\0';
        f[i] = fixture_leak();
        f[i].n_steps = 0;
        f[i].message = message;
    }
    json_t *o = rendered(*state, FORMAT_SARIF_GITHUB, f, NULL, N);
    json_t *results = at(o, "runs|0|results");
    size_t n = json_array_size(results);
    assert_in_range(n, N / 2, N - 1);
    assert_true(report_packed_size(o, 0) < 10 * 1024 * 1024);
    want_string(o, "runs|0|results|0|message|text", f[0].message);
    const char *left = json_string_value(
        at(o, "runs|0|invocations|0|toolExecutionNotifications|2|message|"
              "text"));
    assert_int_equal(atoi(left), N - n);
    json_decref(o);
}

static void
line_prints_are_githubs(void **state)
{
    static const char *const empty[] = {"c129715d7a2bc9a3:1", NULL};
    static const char *const four[] = {
        "271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1",
        "a23a3dc5e078b07b:1", NULL};
    static const char *const greetings[] = {
        "e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1",
        "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
        "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1",
        "c129715d7a2bc9a3:1", NULL};
    static const char *const lorem[] = {
        "a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
        "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
        "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
        "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1", NULL};
    struct text ten = {.keep = *state};
    for (int i = 0; i < 10; i++)
        text_add(&ten, "Lorem ipsum dolor sit amet.\n");
    expect_prints(state, "", empty);
    expect_prints(state, " a\nb\n  \t\tc\n d", four);
    expect_prints(state, " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
                  greetings);
    expect_prints(state, " hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r",
                  greetings);
    expect_prints(state,
                  " hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n "
                  "End\r\n",
                  greetings);
    expect_prints(state,
                  " hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n",
                  greetings);
    expect_prints(state, text_str(&ten), lorem);
}

static void
sarif_columns_are_characters(void **state)
{
    struct finding f = fixture_leak();
    f.place = (struct place){SPAM, 1, 11, 1, 15};
    struct report_options o = fixture_options(FORMAT_SARIF);
    o.source = one_source;
    o.source_data = arena_strdup(*state, "ü 日🐍 WORD;");
    assert_true(str_starts((char *)o.source_data + 11, "WORD"));
    f.place.col = 12;
    f.place.end_col = 16;
    json_t *log = parsed(fixture_render(*state, &o, &f, NULL, 1));
    want_number(log, PLACE "region|startColumn", 6);
    want_number(log, PLACE "region|endColumn", 10);
    json_decref(log);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(json_document),
        TEST(empty_json_document),
        TEST(json_lines),
        TEST(sarif_result),
        TEST(sarif_run),
        TEST(sarif_example),
        TEST(sarif_for_github_has_limits),
        TEST(sarif_github_is_small_enough),
        TEST(line_prints_are_githubs),
        TEST(sarif_columns_are_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

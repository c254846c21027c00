/* Hostile source, hostile file names: nothing reaches the terminal. */
#include "fixture.h"

/* Control characters, C1 (U+009B is CSI to some terminals, also as a bare
 * byte), direction marks, invisible characters, bytes that are no UTF-8. */
static const char hostile[] = "a\x1b[31mb\x07"
                              "c\x7f"
                              "d\xc2\x9b"
                              "e\x9b"
                              "f\xe2\x80\xae"
                              "g\xe2\x80\x8b"
                              "h\xff"
                              "i\xc0\xaf"
                              "j\xed\xa0\x80"
                              "k\xf4\x90\x80\x80"
                              "l\xef\xbb\xbf"
                              "m\r\b\n\tn\xf3\xa0\x81\x81";

static void
expect_harmless(const char *text, bool color)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        bool own = color && *p == 0x1b && p[1] == '[';
        if (*p < 0x20 && *p != '\n' && !own)
            fail_msg("byte %02x in: %s", *p, text);
        assert_int_not_equal(*p, 0x7f);
        if (*p == 0xc2)
            assert_true(p[1] >= 0xa0);
    }
    assert_null(strstr(text, "\xe2\x80\xae"));
    assert_null(strstr(text, "\xe2\x80\x8b"));
    assert_null(strstr(text, "\xef\xbb\xbf"));
    assert_null(strstr(text, "\xf3\xa0\x81\x81"));
}

static void
escapes_are_made_visible(void **state)
{
    struct text out = {.keep = *state};
    report_add_safe(&out, hostile);
    assert_string_equal(
        text_str(&out),
        "a\\x1b[31mb\\x07c\\x7fd\\u009be\\x9bf\\u202eg\\u200bh\\xffi\\xc0\\xaf"
        "j\\xed\\xa0\\x80k\\xf4\\x90\\x80\\x80l\\ufeffm\\x0d\\x08\\n\\tn"
        "\\U000e0041");
}

static void
ordinary_text_stays(void **state)
{
    static const char good[] = "naïve 日本語 ½ ← e\xcc\x81 🐍 ~!@";
    struct text out = {.keep = *state};
    report_add_safe(&out, good);
    assert_string_equal(text_str(&out), good);
}

/* Every byte, alone and as a beginning. */
static void
every_byte_pair_is_harmless(void **state)
{
    arena *keep = arena_new();
    (void)state;
    for (int a = 1; a < 256; a++) {
        for (int b = 1; b < 256; b++) {
            char s[4] = {(char)a, (char)b, 'x', '\0'};
            struct text out = {.keep = keep};
            report_add_safe(&out, s);
            expect_harmless(text_str(&out), false);
            arena_reset(keep);
        }
    }
    arena_free(keep);
}

static const char *
hostile_source(void *data, arena *keep, const char *path, size_t *n)
{
    (void)path;
    *n = strlen(data);
    return arena_strdup(keep, data);
}

static struct finding
hostile_finding(arena *keep)
{
    struct finding f = fixture_leak();
    struct finding_step *steps = arena_copy(keep, leak_steps,
                                            sizeof leak_steps);
    const char *file = arena_printf(keep, "dir/%s.c", hostile);
    for (size_t i = 0; i < f.n_steps; i++) {
        steps[i].place.file = file;
        steps[i].function = hostile;
        steps[i].message = hostile;
        steps[i].fact = hostile;
    }
    f.file = f.place.file = file;
    f.steps = steps;
    f.function = f.py_name = f.message = f.fix = f.name = hostile;
    return f;
}

static void
every_format_is_harmless(void **state)
{
    struct finding f = hostile_finding(*state);
    struct text lines = {.keep = *state};
    for (int i = 0; i < 20; i++)
        text_printf(&lines, "%.*s\n", (int)strcspn(hostile, "\n"), hostile);
    for (int format = 0; format < FORMAT_SARIF; format++) {
        for (int variant = 0; variant < 8; variant++) {
            struct report_options o = fixture_options(
                (enum report_format)format);
            o.style.utf8 = variant & 1;
            o.style.color = variant & 2;
            o.path = variant & 4 ? PATH_FULL : PATH_KEY;
            o.source = hostile_source;
            o.source_data = arena_strdup(*state, text_str(&lines));
            expect_harmless(fixture_render(*state, &o, &f, NULL, 1),
                            o.style.color);
        }
    }
}

/* One line of 100 000 characters, the step near its end. */
static void
long_line_is_cut(void **state)
{
    struct finding f = fixture_leak();
    struct finding_step step = leak_steps[4];
    char *line = arena_alloc(*state, 100002);
    memset(line, 'x', 100000);
    memcpy(line + 90000, "return NULL;", 12);
    step.place = (struct place){SPAM, 1, 90001, 1, 90012};
    f.steps = &step;
    f.n_steps = 1;
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.source = hostile_source;
    o.source_data = line;
    const char *text = fixture_render(*state, &o, &f, NULL, 1);
    assert_true(strlen(text) < 2000);
    const char *code = strstr(text, "return NULL;"), *mark = strstr(text, "┬");
    assert_non_null(code);
    assert_non_null(mark);
    assert_non_null(strstr(text, "…x"));
    assert_non_null(strstr(text, "x…"));
}

/* The mark stands below what it means, whatever comes before it. */
static size_t
mark_offset(arena *keep, const char *line, const char *word,
            const char **above)
{
    struct finding f = fixture_leak();
    struct finding_step step = leak_steps[4];
    uint32_t at = (uint32_t)(strstr(line, word) - line);
    step.place = (struct place){SPAM, 1, at + 1, 1,
                                at + 1 + (uint32_t)strlen(word)};
    f.steps = &step;
    f.n_steps = 1;
    struct report_options o = fixture_options(FORMAT_TEXT);
    o.style.utf8 = true;
    o.source = hostile_source;
    o.source_data = arena_strdup(keep, line);
    const char *text = fixture_render(keep, &o, &f, NULL, 1);
    *above = strstr(text, "1 │ ") + strlen("1 │ ");
    const char *below = strstr(text, "     │ ") + strlen("     │ ");
    return strspn(below, " ");
}

static void
mark_stands_below_its_word(void **state)
{
    const char *above;
    assert_int_equal(mark_offset(*state, "ab WORD", "WORD", &above), 3);
    assert_int_equal(mark_offset(*state, "\tWORD", "WORD", &above), 8);
    assert_int_equal(mark_offset(*state, "a\tWORD", "WORD", &above), 8);
    assert_int_equal(mark_offset(*state, "ü WORD", "WORD", &above), 2);
    assert_int_equal(mark_offset(*state, "日本 WORD", "WORD", &above), 5);
    assert_int_equal(mark_offset(*state, "e\xcc\x81 WORD", "WORD", &above), 2);
    assert_int_equal(mark_offset(*state, "\x1b WORD", "WORD", &above), 5);
    assert_true(str_starts(above, "\\x1b WORD\n"));
    assert_int_equal(mark_offset(*state, "\xff WORD", "WORD", &above), 5);
}

/* Columns that make no sense cost the mark, not the program. */
static void
senseless_places_do_no_harm(void **state)
{
    static const uint32_t numbers[] = {0, 1, 2, 9, 15, 21, 4000000000u};
    const size_t n = sizeof numbers / sizeof *numbers;
    struct report_options o = fixture_options(FORMAT_TEXT);
    arena *keep = arena_new();
    (void)state;
    for (size_t i = 0; i < n * n * n * n; i++) {
        struct finding f = fixture_leak();
        struct finding_step step = leak_steps[4];
        step.place.line = numbers[i % n];
        step.place.col = numbers[i / n % n];
        step.place.end_line = numbers[i / n / n % n];
        step.place.end_col = numbers[i / n / n / n];
        f.steps = &step;
        f.n_steps = 1;
        o.context = (unsigned)(i % 3);
        expect_harmless(fixture_render(keep, &o, &f, NULL, 1), false);
        arena_reset(keep);
    }
    arena_free(keep);
}

/* ---- colour and locale ----------------------------------------------- */

static bool
colored(const char *no_color, const char *force, enum report_when when)
{
    setenv("NO_COLOR", no_color, 1);
    setenv("CLICOLOR_FORCE", force, 1);
    unsetenv("FORCE_COLOR");
    FILE *out = tmpfile();
    bool color = report_style_detect(out, when).color;
    fclose(out);
    return color;
}

static void
color_follows_the_order(void **state)
{
    (void)state;
    assert_false(colored("", "", WHEN_AUTO)); /* not a terminal */
    assert_true(colored("", "1", WHEN_AUTO));
    assert_false(colored("", "0", WHEN_AUTO));
    assert_false(colored("1", "1", WHEN_AUTO));
    assert_true(colored("1", "", WHEN_YES));
    assert_false(colored("", "1", WHEN_NO));
}

static bool
utf8_with(const char *all, const char *ctype, const char *lang)
{
    setenv("LC_ALL", all, 1);
    setenv("LC_CTYPE", ctype, 1);
    setenv("LANG", lang, 1);
    return report_style_detect(stdout, WHEN_AUTO).utf8;
}

static void
locale_decides_on_utf8(void **state)
{
    (void)state;
    assert_true(utf8_with("", "", "de_DE.UTF-8"));
    assert_true(utf8_with("C.utf8", "C", "C"));
    assert_false(utf8_with("C", "C.UTF-8", "C.UTF-8"));
    assert_false(utf8_with("", "POSIX", "de_DE.UTF-8"));
    assert_false(utf8_with("", "", ""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(escapes_are_made_visible),
        TEST(ordinary_text_stays),
        TEST(every_byte_pair_is_harmless),
        TEST(every_format_is_harmless),
        TEST(long_line_is_cut),
        TEST(mark_stands_below_its_word),
        TEST(senseless_places_do_no_harm),
        TEST(color_follows_the_order),
        TEST(locale_decides_on_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Splitting command lines and cleaning them. */
#include "commands_internal.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The words joined by '|'. */
static const char *
joined(arena *keep, const struct names *words)
{
    struct text t = {.keep = keep};
    for (size_t i = 0; i < words->n; i++)
        text_printf(&t, "%s%s", i == 0 ? "" : "|", words->v[i]);
    return text_str(&t);
}

static void
split_is(const char *line, const char *expected)
{
    arena *keep = arena_new();
    struct names words = {0};
    assert_true(words_split(keep, line, &words));
    assert_string_equal(joined(keep, &words), expected);
    arena_free(keep);
}

static void
splits_like_a_shell(void **state)
{
    (void)state;
    split_is("", "");
    split_is("  \t\n ", "");
    split_is("gcc  -c\ta.c ", "gcc|-c|a.c");
    split_is("'a b' \"c d\"e", "a b|c de");
    split_is("a\\ b \\\"q\\\"", "a b|\"q\"");
    split_is("-DX=\\\"1.0\\\"", "-DX=\"1.0\"");
    split_is("'-DX=\"1 2\"'", "-DX=\"1 2\"");
    split_is("\"\\$a \\x \\\\\"", "$a \\x \\");
    split_is("'' a", "|a");
    split_is("'\\n'", "\\n");
    split_is("\"line\\\nmore\"", "line\nmore");
    split_is("trailing\\", "trailing\\");
}

static void
refuses_open_quotes(void **state)
{
    (void)state;
    arena *keep = arena_new();
    struct names words = {0};
    assert_false(words_split(keep, "a 'b", &words));
    assert_false(words_split(keep, "\"a", &words));
    assert_false(words_split(keep, "x\"", &words));
    arena_free(keep);
}

static void
clean_is(const char *line, const char *expected)
{
    arena *keep = arena_new();
    struct names words = {0}, out = {0};
    assert_true(words_split(keep, line, &words));
    words_clean(keep, "/base/dir", &words, &out);
    assert_string_equal(joined(keep, &out), expected);
    arena_free(keep);
}

static void
keeps_what_changes_meaning(void **state)
{
    (void)state;
    clean_is("gcc -c -O3 -g -Wall -fPIC -o x.o a.c", "");
    clean_is("ccache gcc -DA -D B=2 -UC -U D a.c", "-DA|-DB=2|-UC|-UD");
    clean_is("cc -Iinc -I ../up -I/abs", "-I/base/dir/inc|-I/base/up|-I/abs");
    clean_is("cc -isystem sys -isystem=x -iquote q -idirafter /z",
             "-isystem|/base/dir/sys|-isystem|/base/dir/x|-iquote|"
             "/base/dir/q|-idirafter|/z");
    clean_is("cc -std=gnu11 --std=c99 -ansi", "-std=gnu11|-std=c99|-ansi");
    clean_is("cc -fwrapv -fno-wrapv -pthread", "-fwrapv|-fno-wrapv|-pthread");
    clean_is("cc -mavx2 -march=x86-64-v3 -m32 -mtune=native",
             "-mavx2|-march=x86-64-v3|-m32");
}

static void
drops_what_libclang_refuses(void **state)
{
    (void)state;
    clean_is("gcc -specs=/usr/share/x -ffat-lto-objects -flto=auto "
             "-fno-semantic-interposition -fanalyzer",
             "");
    clean_is("gcc -std=c++17 a.c", "");
    clean_is("gcc -D_FORTIFY_SOURCE=2 -U_FORTIFY_SOURCE "
             "-Wp,-D_FORTIFY_SOURCE=2,-DKEPT -D_FORTIFY_SOURCES",
             "-DKEPT|-D_FORTIFY_SOURCES");
    clean_is("gcc -MD -MF -DNOT -MT -INOT -o -DNOT -DYES", "-DYES");
    clean_is("gcc -I- -I", "");
    clean_is("gcc -D", "");
}

static void
expands_response_files(void **state)
{
    (void)state;
    char path[] = "/tmp/refaudit-words-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    arena *keep = arena_new();
    /* It names itself, too: that must end. */
    const char *text = arena_printf(keep, "-DIN='a b'\n@%s -DEND", path);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
    struct names words = {0}, out = {0};
    names_add(keep, &words, arena_printf(keep, "@%s", path));
    names_add(keep, &words, "@/nonexistent");
    words_clean(keep, "/", &words, &out);
    assert_string_equal(out.v[0], "-DIN=a b");
    assert_string_equal(out.v[out.n - 1], "-DEND");
    assert_true(out.n < 100);
    unlink(path);
    arena_free(keep);
}

static void
normal_is(const char *path, const char *expected)
{
    arena *keep = arena_new();
    assert_string_equal(path_normal(keep, path), expected);
    arena_free(keep);
}

static void
normalises_paths(void **state)
{
    (void)state;
    normal_is("/", "/");
    normal_is("//a//b/", "/a/b");
    normal_is("/a/./b/../c", "/a/c");
    normal_is("/../../x", "/x");
    normal_is("/a/..", "/");
    normal_is("/a/...b/..c", "/a/...b/..c");
}

static void
shows_odd_paths(void **state)
{
    (void)state;
    arena *k = arena_new();
    assert_string_equal(path_show(k, "/r", "/r/a b.c"), "a b.c");
    assert_string_equal(path_show(k, "/r", "/rest/a"), "/rest/a");
    assert_string_equal(path_show(k, "/r", "/r"), "/r");
    assert_string_equal(path_show(k, "/r", "/r/a\nb\x1b[1m.c"),
                        "a\\x0ab\\x1b[1m.c");
    assert_string_equal(path_show(k, NULL, "gr\xc3\xb6\xc3\x9f.c"),
                        "gr\xc3\xb6\xc3\x9f.c");
    assert_string_equal(path_show(k, NULL, "\xff\xc3.c"), "\\xff\\xc3.c");
    arena_free(k);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_like_a_shell),
        cmocka_unit_test(refuses_open_quotes),
        cmocka_unit_test(keeps_what_changes_meaning),
        cmocka_unit_test(drops_what_libclang_refuses),
        cmocka_unit_test(expands_response_files),
        cmocka_unit_test(normalises_paths),
        cmocka_unit_test(shows_odd_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

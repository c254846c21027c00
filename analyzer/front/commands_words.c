/* Command lines: splitting them, and keeping what matters for parsing.
 *
 * What is kept is listed, not what is dropped: gcc has hundreds of options
 * that libclang takes for errors, and only a few change what C means.
 */
#include "commands_internal.h"

#include <string.h>

static const char *
word_quoted(struct text *word, const char *p)
{
    char quote = *p++;
    while (*p != '\0' && *p != quote) {
        if (quote == '"' && *p == '\\' && p[1] != '\0' &&
            strchr("\\\"$`\n", p[1]) != NULL)
            p++;
        text_add_n(word, p++, 1);
    }
    return *p == quote ? p + 1 : NULL;
}

static const char *
word_read(struct text *word, const char *p)
{
    text_add(word, "");
    while (p != NULL && *p != '\0' && strchr(" \t\r\n", *p) == NULL) {
        if (*p == '\'' || *p == '"') {
            p = word_quoted(word, p);
            continue;
        }
        if (*p == '\\' && p[1] != '\0')
            p++;
        text_add_n(word, p++, 1);
    }
    return p;
}

bool
words_split(arena *keep, const char *s, struct names *out)
{
    for (;;) {
        s += strspn(s, " \t\r\n");
        if (*s == '\0')
            return true;
        struct text word = {.keep = keep};
        s = word_read(&word, s);
        if (s == NULL)
            return false;
        names_add(keep, out, text_str(&word));
    }
}

/* Options with a directory or file, joined to it or before it. */
static const char *const path_options[] = {
    "-isystem", "-iquote",   "-idirafter", "-include",
    "-imacros", "-isysroot", "--sysroot",  "-I",
};

/* Options whose value is a word of its own and of no interest. */
static const char *const dropped_pairs[] = {
    "-o",
    "-MF",
    "-MT",
    "-MQ",
    "--param",
    "-Xlinker",
    "-Xassembler",
    "-aux-info",
    "-dumpbase",
    "-T",
    "-u",
    "-z",
    "-L",
    "-l",
    "-e",
    "-Xclang",
    "-Xpreprocessor",
    "-wrapper",
};

/* Whole options, or their beginnings, that change the meaning of C. */
static const char *const kept_whole[] = {
    "-ansi",
    "-fwrapv",
    "-fno-wrapv",
    "-fms-extensions",
    "-fsigned-char",
    "-funsigned-char",
    "-fno-signed-char",
    "-fno-unsigned-char",
    "-fshort-enums",
    "-fno-short-enums",
    "-fshort-wchar",
    "-fexceptions",
    "-fopenmp",
    "-fgnu89-inline",
    "-ffreestanding",
    "-fno-builtin",
    "-fblocks",
    "-pthread",
    "-nostdinc",
    "-trigraphs",
    "-undef",
    "-m32",
    "-m64",
    "-mx32",
    "-mthumb",
    "-marm",
};
static const char *const kept_start[] = {
    "-fno-builtin-", "-march=",   "-mcpu=",    "-mabi=",   "-mfpu=",
    "-mfloat-abi=",  "-msse",     "-mssse",    "-mavx",    "-mfma",
    "-mbmi",         "-mf16c",    "-maes",     "-mpclmul", "-mpopcnt",
    "-mlzcnt",       "-mcx16",    "-msha",     "-mrdr",    "-mgfni",
    "-mvaes",        "-mvpclmul", "-maltivec", "-mvsx",    "-mcrc32",
    "--target=",
};

struct cleaner {
    arena *keep;
    const char *dir;
    struct names *out;
};

static const char *
clean_absolute(const struct cleaner *c, const char *option, const char *path)
{
    const char *full = path_normal(c->keep, path_join(c->keep, c->dir, path));
    bool file = strcmp(option, "-include") == 0 ||
                strcmp(option, "-imacros") == 0;
    return file && !path_is_file(full) ? path : full;
}

/* How many words the option took, 0 if it is not one with a path. */
static size_t
clean_path(const struct cleaner *c, const char *const *v, size_t n)
{
    for (size_t i = 0; i < sizeof path_options / sizeof *path_options; i++) {
        const char *option = path_options[i];
        if (!str_starts(v[0], option))
            continue;
        const char *value = v[0] + strlen(option);
        size_t took = 1;
        if (*value == '=' && strcmp(option, "-I") != 0)
            value++;
        if (*value == '\0') {
            if (n < 2)
                return 1;
            value = v[1];
            took = 2;
        }
        if (strcmp(v[0], "-I-") == 0 || *value == '\0')
            return took;
        value = clean_absolute(c, option, value);
        if (strcmp(option, "-I") == 0) {
            names_add(c->keep, c->out, arena_printf(c->keep, "-I%s", value));
            return took;
        }
        names_add(c->keep, c->out, option);
        names_add(c->keep, c->out, value);
        return took;
    }
    return 0;
}

/* Fortified libc headers hide plain calls behind their own checks. */
static void
clean_macro(const struct cleaner *c, char letter, const char *value)
{
    size_t n = strcspn(value, "=(");
    if (n == strlen("_FORTIFY_SOURCE") &&
        strncmp(value, "_FORTIFY_SOURCE", n) == 0)
        return;
    names_add(c->keep, c->out, arena_printf(c->keep, "-%c%s", letter, value));
}

static bool
clean_keeps(const char *word)
{
    for (size_t i = 0; i < sizeof kept_whole / sizeof *kept_whole; i++) {
        if (strcmp(word, kept_whole[i]) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof kept_start / sizeof *kept_start; i++) {
        if (str_starts(word, kept_start[i]))
            return true;
    }
    return false;
}

static bool
clean_drops_pair(const char *word)
{
    for (size_t i = 0; i < sizeof dropped_pairs / sizeof *dropped_pairs; i++) {
        if (strcmp(word, dropped_pairs[i]) == 0)
            return true;
    }
    return false;
}

/* -std=c++17 on a C file is gcc's warning and libclang's refusal. */
static void
clean_standard(const struct cleaner *c, const char *value)
{
    if (strstr(value, "++") == NULL)
        names_add(c->keep, c->out, arena_printf(c->keep, "-std=%s", value));
}

/* Each -Wp,a,b is handed over to the preprocessor as a b. */
static void
clean_preprocessor(const struct cleaner *c, const char *word)
{
    const char *p = word + strlen("-Wp,");
    while (*p != '\0') {
        size_t n = strcspn(p, ",");
        const char *part = arena_strndup(c->keep, p, n);
        if (str_starts(part, "-D") || str_starts(part, "-U"))
            clean_macro(c, part[1], part + 2);
        p += n;
        p += *p == ',';
    }
}

static size_t
clean_option(const struct cleaner *c, const char *const *v, size_t n)
{
    const char *word = v[0];
    if (clean_drops_pair(word))
        return n < 2 ? 1 : 2;
    if (strcmp(word, "-D") == 0 || strcmp(word, "-U") == 0) {
        if (n > 1)
            clean_macro(c, word[1], v[1]);
        return n > 1 ? 2 : 1;
    }
    if (str_starts(word, "-D") || str_starts(word, "-U"))
        clean_macro(c, word[1], word + 2);
    else if (str_starts(word, "-std="))
        clean_standard(c, word + strlen("-std="));
    else if (str_starts(word, "--std="))
        clean_standard(c, word + strlen("--std="));
    else if (str_starts(word, "-Wp,"))
        clean_preprocessor(c, word);
    else if (clean_keeps(word))
        names_add(c->keep, c->out, word);
    else {
        size_t took = clean_path(c, v, n);
        return took > 0 ? took : 1;
    }
    return 1;
}

/* Words in a file of options, relative to the directory of the command.  A
 * file inside itself stays a word. */
static void
words_expand(const struct cleaner *c, const struct names *all,
             struct names *open)
{
    for (size_t i = 0; i < all->n; i++) {
        size_t n;
        const char *word = all->v[i], *text = NULL;
        struct names inner = {0};
        if (word[0] == '@' && !names_have(open, word))
            text = file_read(c->keep, path_join(c->keep, c->dir, word + 1),
                             &n);
        if (text == NULL || !words_split(c->keep, text, &inner)) {
            names_add(c->keep, c->out, word);
            continue;
        }
        names_add(c->keep, open, word);
        words_expand(c, &inner, open);
        open->n--;
    }
}

void
words_clean(arena *keep, const char *dir, const struct names *all,
            struct names *out)
{
    struct names flat = {0}, open = {0};
    words_expand(&(struct cleaner){keep, dir, &flat}, all, &open);
    struct cleaner c = {keep, dir, out};
    for (size_t i = 0; i < flat.n;) {
        if (flat.v[i][0] != '-')
            i++;
        else
            i += clean_option(&c, flat.v + i, flat.n - i);
    }
}

void
words_dirs(arena *keep, const char *const *args, size_t n, bool quoted,
           struct names *out)
{
    for (size_t i = 0; i < n; i++) {
        if (str_starts(args[i], "-I"))
            names_add(keep, out, args[i] + 2);
        else if (i + 1 < n && (strcmp(args[i], "-isystem") == 0 ||
                               strcmp(args[i], "-idirafter") == 0))
            names_add(keep, out, args[++i]);
        else if (i + 1 < n && strcmp(args[i], "-iquote") == 0) {
            i++;
            if (quoted)
                names_add(keep, out, args[i]);
        }
    }
}

/* Which file includes what, read from the text alone.
 *
 * Conditions are not evaluated: an include under #if is only marked so.
 * That over-approximates, which is right for "does it see Python.h".
 */
#include "commands_internal.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>
#include <uthash.h>

struct scan_entry {
    struct scan scan;
    UT_hash_handle hh;
};

struct scans {
    arena *keep, *scratch;
    struct scan_entry *table;
};

struct reader {
    arena *keep;
    const char *p;
    int depth;         /* of #if */
    int outer;         /* 1 when an include guard encloses the file */
    size_t directives; /* so many were seen */
    const char *guard; /* the macro of a first #ifndef */
    bool computed;
    VEC(struct include) found;
};

/* Past one comment, or where it was. */
static const char *
skip_comment(const char *p)
{
    if (p[0] != '/')
        return p;
    if (p[1] == '*') {
        const char *end = strstr(p + 2, "*/");
        return end == NULL ? p + strlen(p) : end + 2;
    }
    if (p[1] == '/') {
        while (*p != '\0' && *p != '\n')
            p += p[0] == '\\' && p[1] == '\n' ? 2 : 1;
    }
    return p;
}

/* Past blanks and comments; newlines are kept, but for joined lines. */
static const char *
skip_blank(const char *p)
{
    for (;;) {
        const char *start = p;
        p += strspn(p, " \t\f\v\r");
        if (p[0] == '\\' && p[1] == '\n')
            p += 2;
        if (p[0] == '/' && p[1] != '/')
            p = skip_comment(p);
        if (p == start)
            return p;
    }
}

static const char *
skip_quoted(const char *p)
{
    char quote = *p++;
    while (*p != '\0' && *p != quote && *p != '\n')
        p += p[0] == '\\' && p[1] != '\0' ? 2 : 1;
    return *p == quote ? p + 1 : p;
}

/* To the line's end, over comments that may span lines. */
static const char *
skip_line(const char *p)
{
    while (*p != '\0' && *p != '\n') {
        if (*p == '"' || *p == '\'')
            p = skip_quoted(p);
        else if (p[0] == '/' && (p[1] == '*' || p[1] == '/'))
            p = skip_comment(p);
        else
            p += p[0] == '\\' && p[1] == '\n' ? 2 : 1;
    }
    return *p == '\n' ? p + 1 : p;
}

static void
reader_include(struct reader *r, const char *p)
{
    char close = *p == '<' ? '>' : *p == '"' ? '"' : '\0';
    size_t n = close == '\0' ? 0
                             : strcspn(p + 1, close == '>' ? ">\n" : "\"\n");
    if (close == '\0' || p[1 + n] != close || n == 0) {
        r->computed = true;
        return;
    }
    struct include one = {
        .name = arena_strndup(r->keep, p + 1, n),
        .angled = close == '>',
        .conditional = r->depth > r->outer,
    };
    VEC_PUSH(r->keep, &r->found, one);
}

static bool
word_is(const char *p, size_t n, const char *word)
{
    return n == strlen(word) && memcmp(p, word, n) == 0;
}

static size_t
identifier_length(const char *p)
{
    size_t n = 0;
    while (isalnum((unsigned char)p[n]) || p[n] == '_')
        n++;
    return n;
}

/* A first `#ifndef X` with `#define X` right behind it is a guard. */
static void
reader_guard(struct reader *r, const char *p, size_t n, const char *rest)
{
    size_t m = identifier_length(rest);
    if (r->directives == 1 && word_is(p, n, "ifndef"))
        r->guard = rest;
    else if (r->directives == 2 && r->guard != NULL &&
             word_is(p, n, "define") && m == identifier_length(r->guard) &&
             memcmp(rest, r->guard, m) == 0)
        r->outer = 1;
}

/* `p` is behind the '#'. */
static void
reader_directive(struct reader *r, const char *p)
{
    p = skip_blank(p);
    size_t n = identifier_length(p);
    const char *rest = skip_blank(p + n);
    if (word_is(p, n, "pragma"))
        return;
    r->directives++;
    reader_guard(r, p, n, rest);
    if (word_is(p, n, "include") || word_is(p, n, "include_next") ||
        word_is(p, n, "import"))
        reader_include(r, rest);
    else if (word_is(p, n, "if") || word_is(p, n, "ifdef") ||
             word_is(p, n, "ifndef"))
        r->depth++;
    else if (word_is(p, n, "endif") && r->depth > 0)
        r->depth--;
}

static void
reader_run(struct reader *r)
{
    while (*r->p != '\0') {
        const char *p = skip_blank(r->p);
        if (*p == '#')
            reader_directive(r, p + 1);
        r->p = skip_line(p);
    }
}

struct scans *
scans_new(arena *keep)
{
    struct scans *s = ARENA_NEW(keep, struct scans);
    s->keep = keep;
    s->scratch = arena_new();
    return s;
}

void
scans_free(struct scans *s)
{
    HASH_CLEAR(hh, s->table);
    arena_free(s->scratch);
}

const struct scan *
scan_file(struct scans *s, const char *path)
{
    struct scan_entry *e;
    HASH_FIND_STR(s->table, path, e);
    if (e != NULL)
        return &e->scan;
    e = ARENA_NEW(s->keep, struct scan_entry);
    e->scan.path = arena_strdup(s->keep, path);
    size_t size;
    const char *source = NULL;
    errno = EINVAL;
    if (path_is_file(path))
        source = file_read(s->scratch, path, &size);
    if (source == NULL)
        e->scan.error = errno;
    else {
        struct reader r = {.keep = s->keep, .p = source};
        reader_run(&r);
        e->scan.v = r.found.v;
        e->scan.n = r.found.n;
        e->scan.computed = r.computed;
    }
    arena_reset(s->scratch);
    HASH_ADD_KEYPTR(hh, s->table, e->scan.path, strlen(e->scan.path), e);
    return &e->scan;
}

bool
include_is_python(const char *name)
{
    return strcmp(path_base(name), "Python.h") == 0;
}

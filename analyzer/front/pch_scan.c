/* With what may a unit start precompiled?
 *
 * A precompiled header acts as if it stood before the first line of the
 * unit.  It is made of the directives that stand before the #include of
 * Python.h, those of the project's own headers among them, so that Python.h
 * means there what it means in the unit.  The unit runs into the same
 * directives again, which changes nothing.  Code of the project before
 * Python.h makes the unit parse without: libclang does not show what is
 * precompiled.
 */
#include "pch.h"
#include "build.h"
#include "flags.h"
#include "tokens.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#define MAX_DEPTH 6

enum found { FOUND_NOTHING, FOUND_PYTHON, FOUND_OBSTACLE };

struct scan {
    arena *keep;
    const struct command *c;
    struct whose whose;
    struct text all; /* the directives */
    struct text few; /* ...but for macros that Python.h does not ask for */
    size_t whole;    /* so much of all */
    bool few_will_do;
    bool others;         /* headers of other people stand before Python.h */
    bool clean;          /* PY_SSIZE_T_CLEAN was defined */
    bool behind;         /* Python.h has been seen */
    bool asked;          /* `#ifndef PY_SSIZE_T_CLEAN` */
    unsigned conditions; /* that are open; guards do not count */
    int depth;
};

/* A place in the source that is read. */
struct cursor {
    const char *text;
    size_t size;
    struct token t;
};

static enum found scan_file(struct scan *s, const char *path);

/* Between two tokens there are blanks, comments and continuations. */
static bool
has_line_end(const char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text[i] == '\n')
            return true;
        if (text[i] == '\\')
            i += text[i + 1] == '\r' ? 2 : 1;
        else if (text[i] == '/' && text[i + 1] == '*')
            for (i += 3; i < to && (text[i - 1] != '*' || text[i] != '/');)
                i++;
    }
    return false;
}

static struct token
peek(const struct cursor *c)
{
    return token_next(c->text, c->size, c->t.to);
}

static void
take(struct cursor *c)
{
    c->t = peek(c);
}

static bool
is(const struct cursor *c, const char *word)
{
    return token_is(c->text, c->t, word);
}

static bool
next_is(struct cursor *c, const char *word)
{
    take(c);
    return is(c, word);
}

static void
to_line_end(struct cursor *c)
{
    for (struct token t = peek(c);
         t.kind != TOKEN_END && !has_line_end(c->text, c->t.to, t.from);
         t = peek(c))
        c->t = t;
}

/* The directive that begins at `from`, up to its end. */
static void
copy_line(struct scan *s, struct cursor *c, size_t from, bool needed)
{
    to_line_end(c);
    const char *line = arena_strndup(s->keep, c->text + from, c->t.to - from);
    text_printf(&s->all, "%s\n", line);
    if (needed)
        text_printf(&s->few, "%s\n", line);
}

/* ---- macros that do no harm --------------------------------------------- */

static bool
harmless_name(const char *text, struct token t)
{
    static const char *const reserved[] = {
        "_",   "Py",   "PY",  "HAVE", "SIZEOF", "NDEBUG", "WITH",    "USE",
        "NO_", "NEED", "MS_", "WIN",  "SWIG",   "ENABLE", "DISABLE", "DEBUG",
    };
    size_t n = t.to - t.from;
    for (size_t i = 0; i < n; i++) {
        char c = text[t.from + i];
        if (!isupper((unsigned char)c) && !isdigit((unsigned char)c) &&
            c != '_')
            return false;
    }
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++) {
        size_t k = strlen(reserved[i]);
        if (n >= k && memcmp(text + t.from, reserved[i], k) == 0)
            return false;
    }
    return true;
}

static enum found
scan_define(struct scan *s, struct cursor *c, size_t from)
{
    take(c);
    if (is(c, "PY_SSIZE_T_CLEAN")) {
        if (s->behind || (s->conditions > 0 && !s->asked))
            return FOUND_OBSTACLE;
        s->clean = true;
    }
    copy_line(s, c, from, s->conditions > 0 || !harmless_name(c->text, c->t));
    return FOUND_NOTHING;
}

/* ---- includes ----------------------------------------------------------- */

static const char *
readable(struct scan *s, const char *directory, const char *name)
{
    const char *path = *name == '/'
                           ? name
                           : arena_printf(s->keep, "%s/%s", directory, name);
    return access(path, R_OK) == 0 ? path : NULL;
}

static const char *
in_include_path(struct scan *s, const char *name)
{
    for (size_t i = 0; i < s->c->n_args; i++) {
        const char *arg = s->c->args[i];
        if (!str_starts(arg, "-I"))
            continue;
        const char *directory = arg + 2;
        if (*directory == '\0' && i + 1 < s->c->n_args)
            directory = s->c->args[++i];
        if (*directory != '/')
            directory = arena_printf(s->keep, "%s/%s", s->c->directory,
                                     directory);
        const char *path = readable(s, directory, name);
        if (path != NULL)
            return path;
    }
    return NULL;
}

/* The text between quotes or angle brackets; NULL when it is neither. */
static const char *
include_name(struct scan *s, struct cursor *c, bool *quoted)
{
    c->t = token_next(c->text, c->size, c->t.to);
    const char *start = c->text + c->t.from;
    *quoted = *start == '"';
    char close = *quoted ? '"' : '>';
    if (!*quoted && *start != '<')
        return NULL;
    const char *end = strchr(start + 1, close);
    const char *line = strchr(start, '\n');
    if (end == NULL || (line != NULL && end > line))
        return NULL;
    c->t.to = (uint32_t)(end + 1 - c->text);
    return arena_strndup(s->keep, start + 1, (size_t)(end - start - 1));
}

/* Not the project's.  NumPy is looked into: what it declares is asked for. */
static bool
is_others(struct scan *s, const char *path)
{
    return path == NULL || (path_is_system(&s->whose, path) &&
                            strstr(path, "-packages/") == NULL);
}

static enum found
scan_include(struct scan *s, struct cursor *c, const char *from, size_t start)
{
    bool quoted;
    const char *name = include_name(s, c, &quoted);
    if (name == NULL)
        return FOUND_OBSTACLE;
    const char *path = NULL;
    if (quoted)
        path = readable(s, str_directory(s->keep, from), name);
    bool python = path == NULL && strcmp(name, "Python.h") == 0;
    if (path == NULL && !python)
        path = in_include_path(s, name);
    if (!quoted && !python && is_others(s, path)) {
        s->others = true;
        copy_line(s, c, start, true);
        return FOUND_NOTHING;
    }
    if (s->conditions > 0 || s->behind || (path == NULL && !python) ||
        s->depth >= MAX_DEPTH)
        return FOUND_OBSTACLE;
    if (python) {
        copy_line(s, c, start, true);
        return FOUND_PYTHON;
    }
    s->depth++;
    enum found found = scan_file(s, path);
    s->depth--;
    return found;
}

/* ---- conditionals ------------------------------------------------------- */

/* #ifndef X, #define X, and no #endif at once. */
static bool
skip_guard(struct cursor *c)
{
    struct cursor at = *c;
    take(&at);
    struct token name = at.t;
    size_t n = name.to - name.from;
    if (name.kind != TOKEN_WORD || !next_is(&at, "#") ||
        !next_is(&at, "define"))
        return false;
    take(&at);
    if (at.t.to - at.t.from != n ||
        memcmp(at.text + at.t.from, at.text + name.from, n) != 0)
        return false;
    to_line_end(&at);
    *c = at;
    return !next_is(&at, "#") || !next_is(&at, "endif");
}

/* What it says is found out when the header is made. */
static enum found
scan_condition(struct scan *s, struct cursor *c, size_t from)
{
    bool unless = is(c, "ifndef");
    struct cursor guard = *c;
    if (unless && s->conditions == 0 && skip_guard(&guard)) {
        *c = guard;
        return FOUND_NOTHING;
    }
    s->conditions++;
    s->asked = unless && token_is(c->text, peek(c), "PY_SSIZE_T_CLEAN");
    copy_line(s, c, from, true);
    return FOUND_NOTHING;
}

/* An #endif too many is that of a guard. */
static enum found
scan_condition_end(struct scan *s, struct cursor *c, size_t from)
{
    if (s->conditions > 0) {
        s->conditions--;
        copy_line(s, c, from, true);
    }
    s->asked = false;
    return FOUND_NOTHING;
}

/* ---- files -------------------------------------------------------------- */

/* c stands at the '#'. */
static enum found
scan_directive(struct scan *s, struct cursor *c, const char *path)
{
    size_t from = c->t.from;
    take(c);
    if (is(c, "include"))
        return scan_include(s, c, path, from);
    if (is(c, "define"))
        return scan_define(s, c, from);
    if (is(c, "if") || is(c, "ifdef") || is(c, "ifndef"))
        return scan_condition(s, c, from);
    if (is(c, "endif"))
        return scan_condition_end(s, c, from);
    if (is(c, "pragma") && token_is(c->text, peek(c), "once")) {
        take(c);
        return FOUND_NOTHING;
    }
    bool other_way = is(c, "else") || is(c, "elif");
    if (!is(c, "undef") && !is(c, "pragma") && !is(c, "error") &&
        !(other_way && s->conditions > 0))
        return FOUND_OBSTACLE;
    s->asked &= !other_way;
    copy_line(s, c, from, true);
    return FOUND_NOTHING;
}

/* A header of the project that begins with Python.h mostly goes on with
   headers of libraries, and all its units want them.  What a unit defines
   itself may matter to those. */
static void
scan_behind(struct scan *s, struct cursor *c, const char *path)
{
    for (take(c); is(c, "#") && scan_directive(s, c, path) == FOUND_NOTHING;
         take(c))
        if (s->conditions == 0)
            s->whole = s->all.n;
}

static void
python_found(struct scan *s, struct cursor *c, const char *path)
{
    s->behind = true;
    s->whole = s->all.n;
    s->few_will_do = !s->others && s->few.n < s->all.n;
    if (s->depth > 0 && !s->few_will_do)
        scan_behind(s, c, path);
}

static enum found
scan_file(struct scan *s, const char *path)
{
    struct cursor c = {.text = NULL};
    c.text = file_read(s->keep, path, &c.size);
    if (c.text == NULL || c.size >= UINT32_MAX)
        return FOUND_OBSTACLE;
    enum found found = FOUND_NOTHING;
    while (found == FOUND_NOTHING) {
        take(&c);
        if (c.t.kind == TOKEN_END)
            return s->conditions == 0 ? FOUND_NOTHING : FOUND_OBSTACLE;
        found = is(&c, "#") ? scan_directive(s, &c, path) : FOUND_OBSTACLE;
        if (found == FOUND_PYTHON && !s->behind)
            python_found(s, &c, path);
    }
    return found;
}

static bool
flags_allow(const struct command *c)
{
    for (size_t i = 0; i < c->n_args; i++)
        if (str_starts(c->args[i], "-include") ||
            str_starts(c->args[i], "-imacros") ||
            strstr(c->args[i], "Py_LIMITED_API") != NULL)
            return false;
    return !flags_cplusplus(c);
}

const char *
pch_text(arena *scratch, const struct command *c,
         const struct front_options *o, bool *clean)
{
    struct scan s = {.keep = scratch,
                     .c = c,
                     .whose = {o, c, scratch, {NULL}},
                     .all.keep = scratch,
                     .few.keep = scratch};
    if (!flags_allow(c) || scan_file(&s, c->file) != FOUND_PYTHON)
        return NULL;
    *clean = s.clean;
    return s.few_will_do ? text_str(&s.few)
                         : arena_strndup(scratch, s.all.s, s.whole);
}

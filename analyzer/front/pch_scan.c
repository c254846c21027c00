/* May a unit start from a precompiled Python.h?
 *
 * The precompiled header acts as if it stood before the first line of the
 * unit.  That changes nothing only when Python.h really comes first: after
 * comments, include guards, PY_SSIZE_T_CLEAN, and empty macros that no
 * system header asks for.  Anything else, above all Py_LIMITED_API and
 * feature macros, makes the unit parse without it.
 */
#include "pch.h"
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
    bool clean; /* PY_SSIZE_T_CLEAN was defined */
    int depth;
};

/* One line of source being read. */
struct cursor {
    const char *text;
    size_t size;
    struct token t;
};

static enum found scan_file(struct scan *s, const char *path);

static bool
on_same_line(const struct cursor *c, size_t from, struct token t)
{
    return t.kind != TOKEN_END &&
           memchr(c->text + from, '\n', t.from - from) == NULL;
}

static bool
next_is(struct cursor *c, const char *word)
{
    c->t = token_next(c->text, c->size, c->t.to);
    return token_is(c->text, c->t, word);
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

/* Nothing but a comment up to the end of the line. */
static bool
ends_line(const struct cursor *c)
{
    struct token after = token_next(c->text, c->size, c->t.to);
    return !on_same_line(c, c->t.to, after);
}

static bool
scan_define(struct scan *s, struct cursor *c, bool guard)
{
    c->t = token_next(c->text, c->size, c->t.to);
    if (token_is(c->text, c->t, "PY_SSIZE_T_CLEAN")) {
        s->clean = true;
        if (!ends_line(c))
            c->t = token_next(c->text, c->size, c->t.to);
        return true;
    }
    return c->t.kind == TOKEN_WORD && ends_line(c) &&
           (guard || harmless_name(c->text, c->t));
}

/* #ifndef X, #define X */
static bool
scan_guard(struct scan *s, struct cursor *c)
{
    struct token name = token_next(c->text, c->size, c->t.to);
    c->t = name;
    if (name.kind != TOKEN_WORD || !next_is(c, "#") || !next_is(c, "define"))
        return false;
    struct token again = token_next(c->text, c->size, c->t.to);
    size_t n = name.to - name.from;
    return again.to - again.from == n &&
           memcmp(c->text + again.from, c->text + name.from, n) == 0 &&
           scan_define(s, c, true);
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

static enum found
scan_include(struct scan *s, struct cursor *c, const char *from)
{
    bool quoted;
    const char *name = include_name(s, c, &quoted);
    if (name == NULL)
        return FOUND_OBSTACLE;
    const char *path = NULL;
    if (quoted)
        path = readable(s, str_directory(s->keep, from), name);
    if (path == NULL && strcmp(name, "Python.h") == 0)
        return FOUND_PYTHON;
    if (path == NULL)
        path = in_include_path(s, name);
    if (path == NULL || s->depth >= MAX_DEPTH)
        return FOUND_OBSTACLE;
    s->depth++;
    enum found found = scan_file(s, path);
    s->depth--;
    return found;
}

/* ---- files -------------------------------------------------------------- */

static enum found
scan_directive(struct scan *s, struct cursor *c, const char *path)
{
    c->t = token_next(c->text, c->size, c->t.to);
    if (token_is(c->text, c->t, "include"))
        return scan_include(s, c, path);
    if (token_is(c->text, c->t, "define"))
        return scan_define(s, c, false) ? FOUND_NOTHING : FOUND_OBSTACLE;
    if (token_is(c->text, c->t, "ifndef"))
        return scan_guard(s, c) ? FOUND_NOTHING : FOUND_OBSTACLE;
    if (token_is(c->text, c->t, "endif"))
        return FOUND_NOTHING;
    if (token_is(c->text, c->t, "pragma") && next_is(c, "once"))
        return FOUND_NOTHING;
    return FOUND_OBSTACLE;
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
        c.t = token_next(c.text, c.size, c.t.to);
        if (c.t.kind == TOKEN_END)
            return FOUND_NOTHING;
        found = token_is(c.text, c.t, "#") ? scan_directive(s, &c, path)
                                           : FOUND_OBSTACLE;
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

enum pch_kind
pch_kind_of(arena *scratch, const struct command *c)
{
    struct scan s = {.keep = scratch, .c = c};
    if (!flags_allow(c) || scan_file(&s, c->file) != FOUND_PYTHON)
        return PCH_NONE;
    return s.clean ? PCH_CLEAN : PCH_PLAIN;
}

const char *
pch_text(enum pch_kind kind)
{
    return kind == PCH_CLEAN
               ? "#define PY_SSIZE_T_CLEAN\n#include <Python.h>\n"
               : "#include <Python.h>\n";
}

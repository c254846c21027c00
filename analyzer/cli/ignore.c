#include "ignore.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "gate.h"
#include "tokens.h"

#define TAG "refaudit:"

struct reader {
    arena *keep;
    const char *file, *text, *today;
    size_t size;
    struct ignores *out;
    int depth; /* of #if, that around a whole header not counted */
};

/* One comment, and the code around it. */
struct comment {
    size_t from, to;
    struct token before, after; /* END: nothing there */
};

/* ---- places ------------------------------------------------------------ */

static uint32_t
line_of(const struct reader *r, size_t at)
{
    uint32_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += r->text[i] == '\n';
    return line;
}

static uint32_t
col_of(const struct reader *r, size_t at)
{
    size_t from = at;
    while (from > 0 && r->text[from - 1] != '\n')
        from--;
    return (uint32_t)(at - from) + 1;
}

static bool
has_newline(const struct reader *r, size_t from, size_t to)
{
    return memchr(r->text + from, '\n', to - from) != NULL;
}

/* Past the statement, or the head of the function, that begins at t. */
static size_t
statement_end(const struct reader *r, struct token t)
{
    size_t end = t.to;
    for (int depth = 0; t.kind != TOKEN_END;
         t = token_next(r->text, r->size, t.to)) {
        end = t.to;
        char c = t.kind == TOKEN_PUNCT ? r->text[t.from] : ' ';
        depth += (c == '(') - (c == ')');
        if (depth <= 0 && (c == ';' || c == '{' || c == '}'))
            break;
    }
    return end;
}

/* A comment beside code speaks of its own lines, one that stands alone of
 * the statement below. */
static void
set_lines(const struct reader *r, const struct comment *c, struct ignore *g)
{
    bool beside = (c->before.kind != TOKEN_END &&
                   !has_newline(r, c->before.to, c->from)) ||
                  (c->after.kind != TOKEN_END &&
                   !has_newline(r, c->to, c->after.from));
    g->first = line_of(r, c->from);
    g->last = line_of(r, c->to);
    if (beside || c->after.kind == TOKEN_END)
        return;
    g->first = line_of(r, c->after.from);
    g->last = line_of(r, statement_end(r, c->after));
}

/* ---- words ------------------------------------------------------------- */

/* What is left of a directive. */
struct rest {
    const char *at, *end;
};

static void
skip_space(struct rest *s)
{
    while (s->at < s->end && isspace((unsigned char)*s->at))
        s->at++;
}

static const char *
take_name(struct reader *r, struct rest *s, const char *more)
{
    const char *from = s->at;
    while (s->at < s->end &&
           (isalnum((unsigned char)*s->at) ||
            (*s->at != '\0' && strchr(more, *s->at) != NULL)))
        s->at++;
    return arena_strndup(r->keep, from, (size_t)(s->at - from));
}

static void
set_rules(struct reader *r, struct ignore *g, const struct strings *names)
{
    g->rules = names->v;
    g->n_rules = names->n;
    g->used = ARENA_ARRAY(r->keep, bool, names->n);
    g->removed = ARENA_ARRAY(r->keep, bool, names->n);
}

/* "[REF001, null*]"; false when it is not closed or empty. */
static bool
take_rules(struct reader *r, struct rest *s, struct ignore *g)
{
    struct strings names = {0};
    if (s->at == s->end || *s->at != '[')
        return false;
    do {
        s->at++;
        skip_space(s);
        VEC_PUSH(r->keep, &names, take_name(r, s, "-_*?"));
        skip_space(s);
        if (*names.v[names.n - 1] == '\0')
            return false;
    } while (s->at < s->end && *s->at == ',');
    set_rules(r, g, &names);
    return s->at < s->end && *s->at++ == ']';
}

static bool
is_date(const char *s)
{
    int year, month, day, n = 0;
    return strlen(s) == 10 &&
           sscanf(s, "%4d-%2d-%2d%n", &year, &month, &day, &n) == 3 &&
           n == 10 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static void
take_until(struct reader *r, struct rest *s, struct ignore *g)
{
    static const char word[] = "until=";
    size_t n = sizeof word - 1;
    skip_space(s);
    if ((size_t)(s->end - s->at) < n || strncasecmp(s->at, word, n) != 0)
        return;
    s->at += n;
    g->until = take_name(r, s, "-/.");
    if (!is_date(g->until))
        g->fault = arena_printf(r->keep, "'%s' is not a date like 2030-01-31",
                                g->until);
    else
        g->expired = strcmp(r->today, g->until) > 0;
}

/* Its words, without the stars and line ends between them. */
static const char *
take_reason(struct reader *r, struct rest *s)
{
    struct text t = {.keep = r->keep};
    bool gap = false, words = false;
    for (; s->at < s->end; s->at++) {
        char c = *s->at;
        if (isspace((unsigned char)c) || (c == '*' && gap)) {
            gap = true;
            continue;
        }
        if (gap && t.n > 0)
            text_add(&t, " ");
        gap = false;
        words |= isalnum((unsigned char)c) || (unsigned char)c >= 128;
        text_add_n(&t, &c, 1);
    }
    return words ? text_str(&t) : "";
}

/* ---- directives -------------------------------------------------------- */

enum directive {
    DIRECTIVE_IGNORE,
    DIRECTIVE_FUNCTION,
    DIRECTIVE_FILE,
    DIRECTIVE_OFF,
    DIRECTIVE_ON,
    DIRECTIVE_COUNT
};

static const char *const verbs[DIRECTIVE_COUNT] = {"ignore", "ignore-function",
                                                   "ignore-file", "off", "on"};

static enum directive
find_verb(const char *word)
{
    unsigned v = 0;
    while (v < DIRECTIVE_COUNT && strcasecmp(verbs[v], word) != 0)
        v++;
    return (enum directive)v;
}

static bool
same_rules(const struct ignore *a, const struct ignore *b)
{
    if (a->n_rules != b->n_rules)
        return false;
    for (size_t i = 0; i < a->n_rules; i++)
        if (strcasecmp(a->rules[i], b->rules[i]) != 0)
            return false;
    return true;
}

/* Ends the nearest open block of the same rules. */
static bool
close_block(struct reader *r, const struct ignore *on)
{
    for (size_t i = r->out->n; i-- > 0;) {
        struct ignore *g = &r->out->v[i];
        if (strcmp(g->file, on->file) != 0)
            break;
        if (g->scope == IGNORE_BLOCK && g->last == UINT32_MAX &&
            same_rules(g, on)) {
            g->last = on->place.line;
            g->end_from = on->from;
            g->end_to = on->to;
            g->shared |= on->shared;
            return true;
        }
    }
    return false;
}

static const char *
rules_fault(struct reader *r, const struct ignore *g)
{
    const char *fault = NULL;
    for (size_t i = 0; i < g->n_rules && fault == NULL; i++)
        fault = gate_pattern_fault(r->keep, g->rules[i]);
    return fault;
}

static void
set_scope(struct reader *r, const struct comment *c, enum directive verb,
          struct ignore *g)
{
    static const enum ignore_scope scopes[] = {
        [DIRECTIVE_IGNORE] = IGNORE_LINE,
        [DIRECTIVE_FUNCTION] = IGNORE_FUNCTION,
        [DIRECTIVE_FILE] = IGNORE_FILE,
        [DIRECTIVE_OFF] = IGNORE_BLOCK,
        [DIRECTIVE_ON] = IGNORE_BLOCK,
    };
    g->scope = scopes[verb];
    if (verb == DIRECTIVE_IGNORE || verb == DIRECTIVE_FUNCTION) {
        set_lines(r, c, g);
        return;
    }
    g->first = verb == DIRECTIVE_OFF ? g->place.line : 1;
    g->last = UINT32_MAX;
}

static void
take_directive(struct reader *r, const struct comment *c, struct rest s)
{
    const char *tag = s.at;
    s.at += sizeof TAG - 1;
    skip_space(&s);
    const char *word = take_name(r, &s, "-_");
    enum directive verb = find_verb(word);
    bool bracket = s.at < s.end && *s.at == '[';
    if (verb == DIRECTIVE_COUNT && !bracket)
        return; /* prose that happens to begin like this */
    struct ignore g = {.file = r->file,
                       .conditional = r->depth > 0,
                       .from = c->from,
                       .to = c->to};
    size_t from = (size_t)(tag - r->text);
    g.place = (struct place){r->file, line_of(r, from), col_of(r, from),
                             line_of(r, c->to), col_of(r, c->to)};
    if (verb == DIRECTIVE_COUNT)
        g.fault = arena_printf(r->keep,
                               "'%s' is none of ignore, ignore-function, "
                               "ignore-file, off, on",
                               word);
    else {
        set_scope(r, c, verb, &g);
        if (!take_rules(r, &s, &g))
            g.fault = arena_printf(
                r->keep, "'%s' needs rules, as in %s[REF001]", word, word);
        else
            g.fault = rules_fault(r, &g);
    }
    if (g.fault == NULL)
        take_until(r, &s, &g);
    g.reason = take_reason(r, &s);
    if (verb == DIRECTIVE_ON && g.fault == NULL) {
        if (close_block(r, &g))
            return;
        g.fault = "no off[...] with the same rules stands above";
    }
    if (g.fault == NULL && *g.reason == '\0')
        g.fault = "it gives no reason";
    VEC_PUSH(r->keep, r->out, g);
}

/* ---- comments ---------------------------------------------------------- */

/* The directive at the front of the comment's line at `at`, or NULL. */
static const char *
tag_of_line(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '*' ||
                        *at == '/' || *at == '!' || *at == '<'))
        at++;
    return (size_t)(end - at) >= sizeof TAG - 1 &&
                   strncasecmp(at, TAG, sizeof TAG - 1) == 0
               ? at
               : NULL;
}

static const char *
next_line(const char *at, const char *end)
{
    const char *newline = memchr(at, '\n', (size_t)(end - at));
    return newline == NULL ? end : newline + 1;
}

/* ---- clang-tidy's ------------------------------------------------------ */

/* "(refaudit-REF001, bugprone-x)": those of ours; false for none. */
static bool
take_nolint_rules(struct reader *r, struct rest *s, struct ignore *g)
{
    static const char ours[] = "refaudit-";
    struct strings names = {0};
    if (s->at == s->end || *s->at != '(')
        return false;
    do {
        s->at++;
        skip_space(s);
        const char *name = take_name(r, s, "-_*?.");
        skip_space(s);
        if (strncasecmp(name, ours, sizeof ours - 1) == 0)
            VEC_PUSH(r->keep, &names, name + sizeof ours - 1);
    } while (s->at < s->end && *s->at == ',');
    if (s->at == s->end || *s->at++ != ')' || names.n == 0)
        return false;
    set_rules(r, g, &names);
    return true;
}

static void
take_nolint(struct reader *r, const struct comment *c, const char *word)
{
    static const char *const verbs_of_theirs[] = {"", "NEXTLINE", "BEGIN",
                                                  "END"};
    size_t at = (size_t)(word - r->text);
    struct rest s = {word + strlen("NOLINT"), r->text + c->to};
    const char *verb = take_name(r, &s, "");
    size_t i = 0;
    while (i < 4 && strcmp(verb, verbs_of_theirs[i]) != 0)
        i++;
    struct ignore g = {.file = r->file,
                       .conditional = r->depth > 0,
                       .nolint = true,
                       .from = c->from,
                       .to = c->to,
                       .scope = i >= 2 ? IGNORE_BLOCK : IGNORE_LINE};
    uint32_t line = line_of(r, at);
    g.place = (struct place){r->file, line, col_of(r, at), line_of(r, c->to),
                             col_of(r, c->to)};
    g.first = line + (i == 1);
    g.last = i == 2 ? UINT32_MAX : g.first;
    if (i == 4 || !take_nolint_rules(r, &s, &g) ||
        (i == 3 && close_block(r, &g)))
        return;
    g.fault = i == 3 ? "no NOLINTBEGIN with the same rules stands above"
                     : rules_fault(r, &g);
    g.reason = take_reason(r, &s);
    if (*g.reason == '\0')
        g.reason = "NOLINT";
    VEC_PUSH(r->keep, r->out, g);
}

static void
take_nolints(struct reader *r, const struct comment *c)
{
    const char *end = r->text + c->to;
    for (const char *at = r->text + c->from;
         (at = memmem(at, (size_t)(end - at), "NOLINT", 6)) != NULL; at += 6)
        take_nolint(r, c, at);
}

/* A directive goes on to the next one or to the end of the comment. */
static void
take_comment(struct reader *r, const struct comment *c)
{
    size_t before = r->out->n;
    const char *at = r->text + c->from, *end = r->text + c->to;
    if (at[1] == '*' && end - at >= 4)
        end -= 2;
    const char *tag = NULL;
    for (const char *line = at; line < end; line = next_line(line, end)) {
        const char *found = tag_of_line(line, end);
        if (found != NULL && tag != NULL)
            take_directive(r, c, (struct rest){tag, line});
        if (found != NULL)
            tag = found;
    }
    if (tag != NULL)
        take_directive(r, c, (struct rest){tag, end});
    take_nolints(r, c);
    for (size_t i = before; r->out->n > before + 1 && i < r->out->n; i++)
        r->out->v[i].shared = true;
}

static size_t
comment_end(const struct reader *r, size_t from, size_t limit)
{
    const char *s = r->text;
    size_t i = from + 2;
    if (s[from + 1] == '/') {
        while (i < limit && (s[i] != '\n' || s[i - 1] == '\\'))
            i++;
        return i;
    }
    while (i + 1 < limit && (s[i] != '*' || s[i + 1] != '/'))
        i++;
    return i + 2 < limit ? i + 2 : limit;
}

/* Between two tokens there is nothing but comments and white space. */
static void
take_gap(struct reader *r, struct token before, struct token after)
{
    size_t i = before.kind == TOKEN_END ? 0 : before.to;
    while (i + 1 < after.from) {
        char c = r->text[i + 1];
        if (r->text[i] != '/' || (c != '/' && c != '*')) {
            i++;
            continue;
        }
        struct comment found = {i, comment_end(r, i, after.from), before,
                                after};
        take_comment(r, &found);
        i = found.to;
    }
}

static void
count_condition(struct reader *r, struct token hash, bool first)
{
    struct token t = token_next(r->text, r->size, hash.to);
    bool opens = token_is(r->text, t, "if") || token_is(r->text, t, "ifdef") ||
                 token_is(r->text, t, "ifndef");
    if (opens && !(first && token_is(r->text, t, "ifndef")))
        r->depth++;
    else if (token_is(r->text, t, "endif"))
        r->depth--;
}

void
ignore_read(arena *keep, const char *file, const char *text, size_t size,
            const char *today, struct ignores *out)
{
    struct reader r = {.keep = keep,
                       .file = file,
                       .text = text,
                       .size = size,
                       .today = today,
                       .out = out};
    if (strcasestr(text, TAG) == NULL && strstr(text, "NOLINT") == NULL)
        return;
    struct token before = {.kind = TOKEN_END}, t;
    do {
        t = token_next(text, size, before.to);
        take_gap(&r, before, t);
        if (t.kind == TOKEN_PUNCT && token_is(text, t, "#"))
            count_condition(&r, t, before.kind == TOKEN_END);
        before = t;
    } while (t.kind != TOKEN_END);
}

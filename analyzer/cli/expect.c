#include "expect.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void fail(struct expectations *e, unsigned line, const char *format,
                 ...) __attribute__((format(printf, 3, 4)));

static void
fail(struct expectations *e, unsigned line, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    struct failure f = {line, arena_vprintf(e->keep, format, ap)};
    va_end(ap);
    VEC_PUSH(e->keep, &e->failures, f);
}

/* ---- reading comments -------------------------------------------------- */

/* What is left of one comment, on one line. */
struct cursor {
    struct expectations *e;
    const char *at, *end;
    unsigned line;
};

static void
skip_space(struct cursor *c)
{
    while (c->at < c->end &&
           (isspace((unsigned char)*c->at) || *c->at == ',' || *c->at == '/'))
        c->at++;
}

/* The next word without taking it. */
static const char *
peek_word(struct cursor *c)
{
    skip_space(c);
    const char *end = c->at;
    while (end < c->end && !isspace((unsigned char)*end) && *end != ',')
        end++;
    return arena_strndup(c->e->keep, c->at, (size_t)(end - c->at));
}

static const char *
take_word(struct cursor *c)
{
    const char *word = peek_word(c);
    c->at += strlen(word);
    return word;
}

/* "text", NULL when there is none here. */
static const char *
take_string(struct cursor *c)
{
    skip_space(c);
    if (c->at == c->end || *c->at != '"')
        return NULL;
    const char *from = c->at + 1;
    const char *to = memchr(from, '"', (size_t)(c->end - from));
    if (to == NULL) {
        fail(c->e, c->line, "no closing quote");
        c->at = c->end;
        return NULL;
    }
    c->at = to + 1;
    return arena_strndup(c->e->keep, from, (size_t)(to - from));
}

static const char *
take_slug(struct cursor *c)
{
    const char *slug = take_word(c);
    const struct rule *rule = rule_find(slug);
    if (rule == NULL)
        fail(c->e, c->line, "no rule '%s'", slug);
    return rule == NULL ? slug : rule->slug;
}

static void
take_expectation(struct cursor *c, enum expect_kind kind)
{
    struct expectation x = {.kind = kind, .line = c->line};
    if (kind != EXPECT_STEP || !isdigit((unsigned char)*peek_word(c)))
        x.slug = take_slug(c);
    if (kind == EXPECT_STEP) {
        const char *number = take_word(c);
        x.step = (unsigned)strtoul(number, NULL, 10);
        if (x.step == 0)
            fail(c->e, c->line, "STEP: '%s' is not a number from 1", number);
    }
    x.substring = take_string(c);
    VEC_PUSH(c->e->keep, &c->e->v, x);
}

/* ">=3.12" */
static bool
parse_bound(const char *word, struct version_bound *b)
{
    static const char *const compares[] = {"<=", ">=", "==", "<", ">"};
    b->compare = NULL;
    for (size_t i = 0; i < 5 && b->compare == NULL; i++)
        if (str_starts(word, compares[i]))
            b->compare = compares[i];
    return b->compare != NULL && sscanf(word + strlen(b->compare), "%d.%d",
                                        &b->major, &b->minor) == 2;
}

/* What follows the bounds is prose. */
static void
take_bounds(struct cursor *c)
{
    struct version_bound b;
    size_t before = c->e->bounds.n;
    while (parse_bound(peek_word(c), &b)) {
        take_word(c);
        VEC_PUSH(c->e->keep, &c->e->bounds, b);
    }
    if (c->e->bounds.n == before)
        fail(c->e, c->line, "PYTHON: '%s' is not like >=3.12", peek_word(c));
}

static void
take_flags(struct cursor *c)
{
    while (c->at < c->end && isspace((unsigned char)*c->at))
        c->at++;
    while (c->at < c->end) {
        const char *from = c->at;
        while (c->at < c->end && !isspace((unsigned char)*c->at))
            c->at++;
        const char *flag = arena_strndup(c->e->keep, from,
                                         (size_t)(c->at - from));
        VEC_PUSH(c->e->keep, &c->e->flags, flag);
        while (c->at < c->end && isspace((unsigned char)*c->at))
            c->at++;
    }
}

/* False when no directive begins here. */
static bool
take_directive(struct cursor *c)
{
    const char *word = peek_word(c);
    const char *rest = c->at + strlen(word);
    if (strcmp(word, "WARN") != 0 && strcmp(word, "STEP") != 0 &&
        strcmp(word, "KNOWN-MISS") != 0 && strcmp(word, "KNOWN-FALSE") != 0 &&
        strcmp(word, "DOUBT") != 0 && strcmp(word, "PYTHON") != 0 &&
        strcmp(word, "RARE") != 0 && strcmp(word, "FLAGS") != 0)
        return false;
    c->at = rest;
    if (strcmp(word, "WARN") == 0)
        take_expectation(c, EXPECT_WARN);
    else if (strcmp(word, "DOUBT") == 0)
        take_expectation(c, EXPECT_DOUBT);
    else if (strcmp(word, "RARE") == 0)
        take_expectation(c, EXPECT_RARE);
    else if (strcmp(word, "STEP") == 0)
        take_expectation(c, EXPECT_STEP);
    else if (strcmp(word, "KNOWN-MISS") == 0)
        take_expectation(c, EXPECT_MISS);
    else if (strcmp(word, "KNOWN-FALSE") == 0)
        take_expectation(c, EXPECT_FALSE);
    else if (strcmp(word, "PYTHON") == 0)
        take_bounds(c);
    else
        take_flags(c);
    return true;
}

/* The directives at the front of a comment; where reading ended. */
static const char *
parse_comment(struct expectations *e, const char *from, const char *end,
              unsigned line)
{
    struct cursor c = {e, from, end, line};
    const char *close = from;
    while (close + 1 < end && (close[0] != '*' || close[1] != '/'))
        close++;
    if (close + 1 < end)
        c.end = close;
    const char *last = from;
    while (take_directive(&c))
        last = c.at;
    return last;
}

void
expect_parse(struct expectations *e, const char *text)
{
    unsigned line = 1;
    for (const char *at = text; *at != '\0'; line++) {
        const char *end = at + strcspn(at, "\n");
        const char *p = at;
        while (p + 1 < end)
            if (p[0] == '/' && (p[1] == '/' || p[1] == '*'))
                p = parse_comment(e, p + 2, end, line);
            else
                p++;
        at = *end == '\0' ? end : end + 1;
    }
}

/* ---- versions ----------------------------------------------------------- */

static bool
bound_holds(const struct version_bound *b, int major, int minor)
{
    int order = major != b->major ? major - b->major : minor - b->minor;
    if (strcmp(b->compare, "<") == 0)
        return order < 0;
    if (strcmp(b->compare, "<=") == 0)
        return order <= 0;
    if (strcmp(b->compare, ">") == 0)
        return order > 0;
    if (strcmp(b->compare, ">=") == 0)
        return order >= 0;
    return order == 0;
}

bool
expect_version(const struct expectations *e, int major, int minor)
{
    for (size_t i = 0; i < e->bounds.n; i++)
        if (!bound_holds(&e->bounds.v[i], major, minor))
            return false;
    return true;
}

/* ---- matching ----------------------------------------------------------- */

static bool
has(const char *text, const char *substring)
{
    return substring == NULL || strstr(text, substring) != NULL;
}

static bool
asks_for(const struct expectation *x, const struct finding *f)
{
    if (f->confidence == CONFIDENCE_POSSIBLE)
        return x->kind == EXPECT_DOUBT;
    if (x->kind == EXPECT_RARE)
        return f->trigger == TRIGGER_OUT_OF_MEMORY;
    return x->kind == EXPECT_WARN || x->kind == EXPECT_FALSE;
}

/* The expectation that asks for this.  Each is met once, but an exit more
 * of a finding may share the line of another. */
static struct expectation *
find_expectation(struct expectations *e, const struct finding *f,
                 unsigned line, bool further)
{
    for (size_t i = 0; i < e->v.n; i++) {
        struct expectation *x = &e->v.v[i];
        if (asks_for(x, f) && (!x->met || further) && x->line == line &&
            strcmp(x->slug, f->rule->slug) == 0 &&
            has(f->message, x->substring))
            return x;
    }
    return NULL;
}

/* A KNOWN-MISS that the finding brings to an end. */
static bool
ends_miss(struct expectations *e, const struct finding *f, unsigned line)
{
    for (size_t i = 0; i < e->v.n; i++) {
        struct expectation *x = &e->v.v[i];
        if (x->kind != EXPECT_MISS || x->line != line ||
            strcmp(x->slug, f->rule->slug) != 0 ||
            !has(f->message, x->substring))
            continue;
        fail(e, line, "KNOWN-MISS %s is found now: make it WARN", x->slug);
        return true;
    }
    return false;
}

static void
match_place(struct expectations *e, const char *file, const struct finding *f,
            const struct place *p, bool further)
{
    unsigned line = strcmp(p->file, file) == 0 ? p->line : 0;
    struct expectation *x = line == 0 ? NULL
                                      : find_expectation(e, f, line, further);
    if (x != NULL) {
        x->met = true;
        return;
    }
    if (line != 0 && ends_miss(e, f, line))
        return;
    fail(e, line, "not expected%s: %s%s [%s]%s%s",
         f->confidence == CONFIDENCE_POSSIBLE ? " (possible)" : "", f->message,
         further ? " (further exit)" : "", f->rule->slug,
         line == 0 ? " in " : "", line == 0 ? p->file : "");
}

static const struct finding_step *
shown_step(const struct finding *f, unsigned number)
{
    for (size_t i = 0; i < f->n_steps; i++)
        if (f->steps[i].key && --number == 0)
            return &f->steps[i];
    return NULL;
}

static void
match_step(struct expectations *e, struct expectation *x,
           const struct finding *f, size_t n)
{
    const struct finding_step *near = NULL;
    size_t candidates = 0;
    for (size_t i = 0; i < n; i++) {
        if (x->slug != NULL && strcmp(x->slug, f[i].rule->slug) != 0)
            continue;
        candidates++;
        const struct finding_step *s = shown_step(&f[i], x->step);
        if (s == NULL)
            continue;
        near = s;
        x->met |= s->place.line == x->line && has(s->message, x->substring);
    }
    if (x->slug == NULL && candidates > 1)
        fail(e, x->line, "STEP %u: %zu findings here, name the rule", x->step,
             candidates);
    else if (!x->met && near == NULL)
        fail(e, x->line, "STEP %u: no such step", x->step);
    else if (!x->met)
        fail(e, x->line, "STEP %u is on line %u: %s", x->step,
             near->place.line, near->message);
}

void
expect_match(struct expectations *e, const char *file, const struct finding *f,
             size_t n)
{
    for (size_t i = 0; i < n; i++) {
        match_place(e, file, &f[i], &f[i].place, false);
        for (size_t k = 0; k < f[i].n_also; k++)
            match_place(e, file, &f[i], &f[i].also[k], true);
    }
    for (size_t i = 0; i < e->v.n; i++) {
        struct expectation *x = &e->v.v[i];
        if (x->kind == EXPECT_STEP)
            match_step(e, x, f, n);
        else if ((x->kind == EXPECT_WARN || x->kind == EXPECT_DOUBT ||
                  x->kind == EXPECT_RARE) &&
                 !x->met)
            fail(e, x->line, "expected%s: %s%s%s%s",
                 x->kind == EXPECT_DOUBT  ? " (possible)"
                 : x->kind == EXPECT_RARE ? " (out of memory)"
                                          : "",
                 x->slug, x->substring == NULL ? "" : " \"",
                 x->substring == NULL ? "" : x->substring,
                 x->substring == NULL ? "" : "\"");
        else if (x->kind == EXPECT_FALSE && !x->met)
            fail(e, x->line, "KNOWN-FALSE %s is gone: drop the comment",
                 x->slug);
    }
}

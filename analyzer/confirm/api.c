/* Contract lines as the runtime takes them: what a call gives, how it fails,
 * whether it needs a thread state, what it takes even when it fails. */
#include <string.h>

#include "confirm.h"

static const char *const families[] = {"mem", "raw",    "obj",
                                       "gc",  "malloc", NULL};

/* ---- result ------------------------------------------------------------- */

/* A contract speaks of numbers, not of their C types; the names do. */
static const char *
number_type(const char *name)
{
    if (strstr(name, "Double") != NULL || strstr(name, "_double") != NULL)
        return "double";
    return strstr(name, "CComplex") != NULL ? "other" : "int";
}

static const char *
outcome_type(const struct contract *c, const struct outcome *o)
{
    switch (o->result) {
    case RESULT_NEW:
    case RESULT_FRESH:
        if (strcmp(o->kind, "ref") == 0)
            return "new";
        return str_is_one_of(o->kind, families) ? o->kind : "other";
    case RESULT_LENT:
    case RESULT_SAME:
        return "lent";
    case RESULT_INNER:
    case RESULT_SLOT:
    case RESULT_NONNULL:
        return "pointer";
    case RESULT_RANGE:
    case RESULT_NOTZERO:
        return number_type(c->name);
    case RESULT_VOID:
        return "void";
    case RESULT_NULL:
    case RESULT_VALUE:
    case RESULT_NORETURN:
        break;
    }
    return NULL;
}

static bool
raises(const struct outcome *o)
{
    return o->exc == EXC_SET || o->exc == EXC_MAYBE;
}

/* The one that leaves an exception is the failure; what gives the same
 * without one is an answer. */
static const struct outcome *
failure(const struct contract *c)
{
    const struct outcome *first = NULL;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        if (contract_outcome_fails(o) &&
            (first == NULL || (raises(o) && !raises(first))))
            first = o;
    }
    return first;
}

/* Only the exception tells failure from an answer: PyIter_Next(). */
static bool
answers_alike(const struct contract *c, const struct outcome *fail)
{
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        if (o->result == RESULT_NULL && fail->result == RESULT_NULL &&
            raises(fail) && !raises(o))
            return true;
    }
    return false;
}

static const char *
result_word(const struct contract *c)
{
    const struct outcome *fail = failure(c);
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        const char *type = o == fail ? NULL : outcome_type(c, o);
        if (type != NULL)
            return type;
    }
    if (fail == NULL)
        return "other";
    return fail->result == RESULT_NULL ? "pointer" : number_type(c->name);
}

static const char *
fail_word(const struct outcome *fail)
{
    if (fail == NULL)
        return "-";
    if (fail->result == RESULT_NULL ||
        (fail->result == RESULT_RANGE && fail->lo == 0 && fail->hi == 0))
        return "null";
    return fail->result == RESULT_RANGE && fail->hi < 0 ? "-1" : "-";
}

static const char *
exc_word(const struct contract *c, const struct outcome *fail)
{
    if (fail == NULL)
        return "no";
    if (answers_alike(c, fail))
        return "tells";
    return fail->exc == EXC_SET     ? "set"
           : fail->exc == EXC_MAYBE ? "maybe"
                                    : "no";
}

/* ---- the rest ----------------------------------------------------------- */

static const char *
thread_word(enum thread_effect t)
{
    switch (t) {
    case THREAD_NEEDED:
        return "needs";
    case THREAD_ANY:
        return "any";
    case THREAD_DETACHES:
        return "detaches";
    case THREAD_ATTACHES:
        return "attaches";
    }
    return "any";
}

static const char *
causes_word(arena *keep, unsigned fails)
{
    static const struct {
        unsigned bit;
        const char *word;
    } causes[] = {{CAUSE_ALLOC, "alloc"}, {CAUSE_TYPE, "type"},
                  {CAUSE_VALUE, "value"}, {CAUSE_USER, "user"},
                  {CAUSE_OS, "os"},       {CAUSE_EARLY, "early"},
                  {CAUSE_NEVER, "never"}};
    struct text t = {.keep = keep};
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (fails & causes[i].bit)
            text_printf(&t, "%s%s", t.n == 0 ? "" : ",", causes[i].word);
    return t.n == 0 ? "-" : text_str(&t);
}

static const char *
releases_word(arena *keep, const struct contract *c)
{
    for (size_t i = 0; i < c->n_params; i++)
        for (size_t k = 0; k < c->params[i].n_effects; k++) {
            const struct effect *e = &c->params[i].effects[k];
            if (e->verb == VERB_RELEASES && str_is_one_of(e->kind, families))
                return arena_printf(keep, "%s:%zu", e->kind, i);
        }
    return "-";
}

static bool
consumes(const struct effect *e, uint32_t failures)
{
    return (e->verb == VERB_STEALS || e->verb == VERB_RELEASES ||
            e->verb == VERB_REPLACES || e->verb == VERB_CLEARS) &&
           (e->when == WHEN_ALWAYS || (e->when & failures) != 0);
}

static uint32_t
failures_set(const struct contract *c)
{
    uint32_t set = 0;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (contract_outcome_fails(&c->outcomes[i]))
            set |= 1u << i;
    return set;
}

/* "N" of a format consumes an argument that only the call knows. */
static bool
may_have_n(const struct contract *c)
{
    return c->format != NULL &&
           (strcmp(c->format, "build") == 0 || strcmp(c->format, "call") == 0);
}

static const char *
consumes_word(arena *keep, const struct contract *c)
{
    struct text t = {.keep = keep};
    uint32_t failures = failures_set(c);
    for (size_t i = 0; i < c->n_params; i++) {
        bool takes = may_have_n(c) && (int)i == c->format_param + 1;
        for (size_t k = 0; k < c->params[i].n_effects; k++)
            takes |= consumes(&c->params[i].effects[k], failures);
        if (takes && failures != 0)
            text_printf(&t, "%s%zu", t.n == 0 ? "" : ",", i);
    }
    return t.n == 0 ? "-" : text_str(&t);
}

static bool
has_effect(const struct param *p, enum verb verb, const char *kind)
{
    for (size_t i = 0; i < p->n_effects; i++)
        if (p->effects[i].verb == verb &&
            strcmp(p->effects[i].kind, kind) == 0)
            return true;
    return false;
}

/* References that it gives or takes besides its result; what converters of a
 * parsed format do is the caller's own. */
static const char *
trades_word(arena *keep, const struct contract *c)
{
    struct text t = {.keep = keep};
    bool parses = c->format != NULL && (strcmp(c->format, "parse") == 0 ||
                                        strcmp(c->format, "parsekw") == 0);
    for (size_t i = 0; i < c->n_params; i++) {
        const struct param *p = &c->params[i];
        if (has_effect(p, VERB_RELEASES, "buffer"))
            return "always";
        if (has_effect(p, VERB_GIVES, "buffer"))
            return "ok";
        bool itself = has_effect(p, VERB_ACQUIRES, "ref") ||
                      has_effect(p, VERB_RELEASES, "ref");
        if (itself || has_effect(p, VERB_GIVES, "ref") ||
            has_effect(p, VERB_REPLACES, "ref"))
            text_printf(&t, "%s%s%zu", t.n == 0 ? "" : ",", itself ? "" : "*",
                        i);
    }
    return parses ? "always" : t.n == 0 ? "-" : text_str(&t);
}

/* ---- all of it ---------------------------------------------------------- */

/* It runs Python code, which loses an exception that was set before. */
static bool
clobbers(const struct contract *c)
{
    return c->calls && (c->fails & CAUSE_USER) != 0 && contract_raises(c) &&
           c->seldom == SELDOM_NOT;
}

static const char *
steals_word(arena *keep, const struct contract *c)
{
    struct text t = {.keep = keep};
    for (size_t i = 0; i < c->n_params; i++)
        if (has_effect(&c->params[i], VERB_STEALS, "ref"))
            text_printf(&t, "%s%zu", t.n == 0 ? "" : ",", i);
    return t.n == 0 ? "-" : text_str(&t);
}

const char *
api_line(arena *keep, const struct contract *c)
{
    const struct outcome *fail = failure(c);
    return arena_printf(
        keep, "api\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s", c->name,
        result_word(c), fail_word(fail), exc_word(c, fail),
        thread_word(c->thread), causes_word(keep, c->fails),
        releases_word(keep, c), consumes_word(keep, c), trades_word(keep, c),
        clobbers(c) ? "clobbers" : "-", steals_word(keep, c));
}

void
api_lines(struct text *out, const struct facts *f)
{
    arena *scratch = arena_new();
    for (size_t i = 0; i < model_count(f->model); i++) {
        const struct contract *c = model_at(f->model, i);
        if (model_find(f->model, c->name, f->version) != c)
            continue;
        text_add(out, api_line(scratch, c));
        text_add(out, "\n");
    }
    arena_free(scratch);
}

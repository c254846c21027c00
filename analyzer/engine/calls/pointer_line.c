/* What several functions have in common, for a call that may reach any of
 * them: rough, but true of each.
 *
 * What callers test first, whether it worked, is kept; conditions are not.
 * Where the functions do different things to an argument, anything may have
 * happened to it.  Where they disagree about who owns the result, nothing is
 * said at all.
 */
#include "explore.h"

#define MAX_LINES 8 /* outcomes */

struct common {
    const struct explorer *x;
    const struct contract *const *v; /* of those that are known */
    size_t n, n_unknown;
    size_t vague; /* functions of which an outcome is not known */
    struct outcome outcomes[MAX_LINES];
    size_t n_outcomes;
};

/* ---- outcomes ---- */

static bool
takes_reference(const struct contract *c, int param, size_t outcome)
{
    for (size_t i = 0; param >= 0 && (size_t)param < c->n_params &&
                       i < c->params[param].n_effects;
         i++) {
        const struct effect *e = &c->params[param].effects[i];
        if (e->verb == VERB_ACQUIRES && (e->when >> outcome & 1) != 0)
            return true;
    }
    return false;
}

/* The outcome without what is one function's own; false: too special. */
static bool
plain_outcome(const struct contract *c, size_t at, sym ref,
              struct outcome *out)
{
    const struct outcome *o = &c->outcomes[at];
    *out = (struct outcome){.result = o->result,
                            .exc = o->exc,
                            .kind = o->kind,
                            .param = -1,
                            .lo = o->lo,
                            .hi = o->hi,
                            .fails = o->fails != 0 ? o->fails : c->fails,
                            .pure = o->pure};
    switch (o->result) {
    case RESULT_SAME:
        out->result = RESULT_NEW;
        out->kind = ref;
        return !o->behind && takes_reference(c, o->param, at);
    case RESULT_NEW:
    case RESULT_FRESH:
        out->result = RESULT_NEW;
        return true;
    case RESULT_NULL:
    case RESULT_VOID:
    case RESULT_RANGE:
    case RESULT_NOTZERO:
        return true;
    case RESULT_LENT:
    case RESULT_INNER:
    case RESULT_SLOT:
    case RESULT_NONNULL:
    case RESULT_VALUE:
    case RESULT_NORETURN:
        break;
    }
    return false;
}

static bool
add_outcome(struct common *m, const struct outcome *o)
{
    for (size_t i = 0; i < m->n_outcomes; i++) {
        struct outcome *a = &m->outcomes[i];
        if (a->result != o->result || a->kind != o->kind || a->lo != o->lo ||
            a->hi != o->hi)
            continue;
        a->exc = a->exc == o->exc ? a->exc : EXC_MAYBE;
        a->fails |= o->fails;
        a->pure &= o->pure;
        return true;
    }
    if (m->n_outcomes == MAX_LINES)
        return false;
    m->outcomes[m->n_outcomes++] = *o;
    return true;
}

/* An object, and nothing says whose reference it is. */
static bool
is_vague(const struct outcome *o)
{
    return o->result == RESULT_NONNULL || o->result == RESULT_VALUE ||
           o->doubt;
}

static bool
add_outcomes(struct common *m, const struct contract *c)
{
    bool vague = false;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        struct outcome o;
        vague |= is_vague(&c->outcomes[i]);
        if (c->outcomes[i].result == RESULT_NORETURN ||
            is_vague(&c->outcomes[i]))
            continue;
        if (!plain_outcome(c, i, m->x->p->ref, &o) || !add_outcome(m, &o))
            return false;
    }
    m->vague += vague;
    return true;
}

/* Functions that stand in for each other follow one convention: what most
   of them show holds of the few that are too hard to follow. */
static bool
is_convention(const struct common *m)
{
    bool gives = false;
    for (size_t i = 0; i < m->n_outcomes; i++)
        gives |= m->outcomes[i].result == RESULT_NEW;
    size_t vague = m->vague + m->n_unknown;
    return vague == 0 || (gives && vague * 4 <= m->n);
}

/* ---- arguments ---- */

/* The one effect that the function always has on its argument i, besides the
   reference to it that it returns. */
static const struct effect *
lasting_effect(const struct contract *c, size_t i, bool *several)
{
    const struct effect *only = NULL;
    for (size_t k = 0; i < c->n_params && k < c->params[i].n_effects; k++) {
        const struct effect *e = &c->params[i].effects[k];
        if (e->verb == VERB_NULL || e->verb == VERB_ACQUIRES)
            continue;
        *several |= only != NULL || e->when != WHEN_ALWAYS;
        only = e;
    }
    return only;
}

static bool
accepts_null(const struct contract *c, size_t i)
{
    for (size_t k = 0; i < c->n_params && k < c->params[i].n_effects; k++)
        if (c->params[i].effects[k].verb == VERB_NULL)
            return true;
    return false;
}

static struct param
common_param(const struct common *m, size_t i)
{
    bool mixed = m->n_unknown > 0, null = mixed;
    const struct effect *only = lasting_effect(m->v[0], i, &mixed);
    for (size_t k = 0; k < m->n; k++) {
        const struct effect *e = lasting_effect(m->v[k], i, &mixed);
        mixed |= (e == NULL) != (only == NULL) ||
                 (e != NULL && (e->verb != only->verb ||
                                e->kind != only->kind || e->known));
        mixed |= m->v[k]->params[i].doubt != 0;
        null |= accepts_null(m->v[k], i);
    }
    struct effect *out = ARENA_ARRAY(m->x->keep, struct effect, 3);
    struct effect e = {.other = -1, .when = WHEN_ALWAYS};
    size_t n = 0;
    e.verb = VERB_ESCAPES;
    e.kind = m->x->p->contents;
    if (mixed)
        out[n++] = e;
    e.kind = m->x->p->ref;
    if (mixed)
        out[n++] = e;
    else if (only != NULL)
        out[n++] = *only;
    e.verb = VERB_NULL;
    if (null)
        out[n++] = e;
    return (struct param){
        .name = m->v[0]->params[i].name, .effects = out, .n_effects = n};
}

/* ---- the line ---- */

static enum thread_effect
common_thread(const struct common *m)
{
    enum thread_effect t = THREAD_ANY;
    for (size_t i = 0; i < m->n; i++)
        if (m->v[i]->thread != THREAD_ANY)
            t = m->v[i]->thread;
    return t;
}

static bool
is_alike(const struct contract *c, const struct contract *first)
{
    return c->n_params == first->n_params && c->format == NULL &&
           !c->thread_mixed && c->thread != THREAD_DETACHES &&
           c->thread != THREAD_ATTACHES;
}

/* What they have in common besides outcomes and parameters. */
static void
add_attributes(const struct common *m, struct contract *c)
{
    c->calls = m->n_unknown > 0;
    bool any = c->calls;
    for (size_t i = 0; i < m->n; i++) {
        c->calls |= m->v[i]->calls;
        c->unstable |= m->v[i]->unstable;
        c->clobbers |= m->v[i]->clobbers;
        c->yields |= m->v[i]->yields;
        c->jumps |= m->v[i]->jumps;
        c->scribbles |= m->v[i]->scribbles;
        c->fails |= m->v[i]->fails;
        any |= m->v[i]->calls && m->v[i]->seldom == SELDOM_NOT;
    }
    c->seldom = c->calls && !any ? SELDOM_KEYS : SELDOM_NOT;
    c->thread = common_thread(m);
}

static const struct contract *
common_line(struct common *m)
{
    struct contract *c = ARENA_NEW(m->x->keep, struct contract);
    size_t n = m->v[0]->n_params;
    struct param *params = ARENA_ARRAY(m->x->keep, struct param, n);
    for (size_t i = 0; i < n; i++)
        params[i] = common_param(m, i);
    *c = (struct contract){.name = m->v[0]->name,
                           .params = params,
                           .n_params = n,
                           .n_outcomes = m->n_outcomes,
                           .format_param = -1,
                           .note = ""};
    c->outcomes = arena_copy(m->x->keep, m->outcomes,
                             m->n_outcomes * sizeof *m->outcomes);
    add_attributes(m, c);
    return c;
}

const struct contract *
pointer_line(const struct explorer *x, const struct contract *const *v,
             size_t n)
{
    const struct contract *known[MAX_TARGETS];
    struct common m = {.x = x, .v = known};
    for (size_t i = 0; i < n; i++) {
        if (v[i] == NULL)
            m.n_unknown++;
        else
            known[m.n++] = v[i];
    }
    for (size_t i = 0; i < m.n; i++)
        if (!is_alike(known[i], known[0]) || !add_outcomes(&m, known[i]))
            return NULL;
    if (m.n == 0 || !is_convention(&m))
        return NULL;
    return m.n_outcomes == 0 ? known[0] : common_line(&m);
}

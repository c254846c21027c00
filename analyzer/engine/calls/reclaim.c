/* What went to a function of which nothing is known, and is released here
 * all the same.
 *
 * A buffer that a library has filled, an object that a function elsewhere has
 * looked at: from then on anybody may own it.  But a function that releases
 * it itself on a way that succeeds has kept it; then a way that fails must
 * release it, too, and a loss there is told.  The other way round says
 * nothing: who releases on failure only has handed it over on success.
 */
#include "explore.h"

#define MAX_LOST 16

struct reclaimed {
    const struct op *release, *born;
    uint32_t part;
    bool succeeded;
};

struct lost {
    const struct op *op;
    const struct state *state;
    value v;
};

struct reclaims {
    VEC(struct reclaimed) reclaimed;
    VEC(struct lost) lost;
};

static bool
is_shared(const struct fact *f)
{
    uint32_t both = FLAG_ESCAPED | FLAG_SHARED;
    return (f->flags & both) == both && f->owned > 0;
}

void
reclaim_note(struct explorer *x, const struct state *s, const struct op *op,
             value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (x->sink == NULL || !is_shared(state_fact(s, v)) ||
        t->kind != VALUE_SYMBOL)
        return;
    if (x->reclaims == NULL)
        x->reclaims = ARENA_NEW(x->keep, struct reclaims);
    for (size_t i = 0; i < x->reclaims->reclaimed.n; i++) {
        const struct reclaimed *r = &x->reclaims->reclaimed.v[i];
        if (r->release == op && r->born == t->op && r->part == t->sub)
            return;
    }
    VEC_PUSH(
        x->keep, &x->reclaims->reclaimed,
        ((struct reclaimed){.release = op, .born = t->op, .part = t->sub}));
}

/* ---- ways out ---- */

enum ending { ENDING_OPEN, ENDING_FAILS, ENDING_SUCCEEDS };

static enum ending
ending_of(struct explorer *x, const struct state *s, value result)
{
    int64_t lo, hi;
    if (s->exc == EXC_STATE_SET)
        return ENDING_FAILS;
    if (result == NO_VALUE)
        return ENDING_SUCCEEDS;
    if (type_is_pointer(x->f->type->target)) {
        enum null_state null = value_null(x, s, result);
        return null == NULL_IS      ? ENDING_FAILS
               : null == NULL_NEVER ? ENDING_SUCCEEDS
                                    : ENDING_OPEN;
    }
    value_range(x, s, result, &lo, &hi);
    return hi < 0 ? ENDING_FAILS : lo >= 0 ? ENDING_SUCCEEDS : ENDING_OPEN;
}

static void
note_success(const struct explorer *x, const struct state *s)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        for (size_t i = 0; i < x->reclaims->reclaimed.n; i++)
            if (x->reclaims->reclaimed.v[i].release == t->op)
                x->reclaims->reclaimed.v[i].succeeded = true;
}

static void
note_lost(struct explorer *x, const struct state *s, const struct op *op,
          value result)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (!is_shared(f) || f->kind == NULL || f->v == result ||
            term_at(&x->terms, f->v)->kind != VALUE_SYMBOL ||
            f->owned <= held_count(x, s, f->v))
            continue;
        if (x->reclaims == NULL)
            x->reclaims = ARENA_NEW(x->keep, struct reclaims);
        if (x->reclaims->lost.n == MAX_LOST)
            return;
        VEC_PUSH(
            x->keep, &x->reclaims->lost,
            ((struct lost){.op = op, .state = state_clone(x, s), .v = f->v}));
    }
}

void
reclaim_return(struct explorer *x, const struct state *s, const struct op *op,
               value result)
{
    if (x->sink == NULL)
        return;
    enum ending ending = ending_of(x, s, result);
    if (ending == ENDING_SUCCEEDS && x->reclaims != NULL)
        note_success(x, s);
    if (ending == ENDING_FAILS)
        note_lost(x, s, op, result);
}

static bool
is_kept(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    for (size_t i = 0; i < x->reclaims->reclaimed.n; i++) {
        const struct reclaimed *r = &x->reclaims->reclaimed.v[i];
        if (r->succeeded && r->born == t->op && r->part == t->sub)
            return true;
    }
    return false;
}

void
reclaim_tell(struct explorer *x)
{
    for (size_t i = 0; x->reclaims != NULL && i < x->reclaims->lost.n; i++) {
        const struct lost *l = &x->reclaims->lost.v[i];
        if (!is_kept(x, l->v))
            continue;
        struct state *s = state_clone(x, l->state);
        state_fact_make(x, s, l->v)->flags &= (uint32_t)~FLAG_ESCAPED;
        tell(x, s, EVENT_LOST, l->op, l->v,
             &(struct event){.arg = -1,
                             .loss = LOSS_RETURN,
                             .confidence = CONFIDENCE_LIKELY});
        state_free(x, s);
    }
}

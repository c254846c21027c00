/* The returns of one helper compared with each other.
 *
 * What Python calls must return a reference of its own; a helper may lend.
 * But one that hands out a reference at one return and lends at another
 * leaves its callers no right thing to do: it is told like a return that
 * breaks its contract.
 */
#include "explore.h"

enum loose_kind { LOOSE_STATIC, LOOSE_PARAM, LOOSE_LENT, LOOSE_COUNT };

struct loose {
    const struct op *op; /* NULL: no such return */
    const struct state *state;
    value result;
};

struct returns {
    bool gives;           /* at some return */
    uint64_t gives_param; /* ... this parameter */
    uint64_t takes_param; /* at some return its reference is used up */
    struct loose loose[LOOSE_COUNT];
};

static void
note_params(struct explorer *x, const struct state *s)
{
    for (uint32_t i = 0; i < x->f->n_params && i < 64; i++) {
        value v = term_intern(&x->terms,
                              (struct term){.kind = VALUE_PARAM, .number = i});
        const struct fact *f = state_fact(s, v);
        if (f->owned < 0 || held_count(x, s, v) > f->owned ||
            (f->flags & (FLAG_GIVEN | FLAG_RELEASED | FLAG_ESCAPED)) != 0)
            x->returns->takes_param |= UINT64_C(1) << i;
    }
}

static enum loose_kind
loose_kind(const struct explorer *x, const struct fact *f)
{
    const struct term *t = term_at(&x->terms, f->v);
    if (t->kind == VALUE_GLOBAL)
        return LOOSE_STATIC;
    if (t->kind == VALUE_PARAM)
        return t->number < 64 ? LOOSE_PARAM : LOOSE_COUNT;
    return f->origin == ORIGIN_LENT || f->origin == ORIGIN_ITEM ? LOOSE_LENT
                                                                : LOOSE_COUNT;
}

void
returns_add(struct explorer *x, const struct state *s, const struct op *op,
            value result)
{
    if (x->sink == NULL || x->entry != NULL || result == NO_VALUE ||
        !type_is_object_pointer(x->f->type->target))
        return;
    if (x->returns == NULL)
        x->returns = ARENA_NEW(x->keep, struct returns);
    note_params(x, s);
    const struct fact *f = state_fact(s, result);
    const struct term *t = term_at(&x->terms, result);
    if (value_null(x, s, result) == NULL_IS || (f->flags & FLAG_ESCAPED) != 0)
        return;
    if (f->kind == x->p->ref && f->owned > held_count(x, s, result)) {
        x->returns->gives = true;
        if (t->kind == VALUE_PARAM && t->number < 64)
            x->returns->gives_param |= UINT64_C(1) << t->number;
        return;
    }
    enum loose_kind kind = f->v == NO_VALUE && t->kind == VALUE_GLOBAL
                               ? LOOSE_STATIC
                               : loose_kind(x, f);
    if (kind == LOOSE_COUNT || f->owned > 0 ||
        x->returns->loose[kind].op != NULL)
        return;
    x->returns->loose[kind] = (struct loose){
        .op = op, .state = state_clone(x, s), .result = result};
}

static void
tell_loose(struct explorer *x, const struct loose *l,
           enum confidence confidence)
{
    if (l->op != NULL)
        tell(x, l->state, EVENT_RETURN, l->op, l->result,
             &(struct event){
                 .arg = -1, .differs = true, .confidence = confidence});
}

void
returns_tell(struct explorer *x)
{
    const struct returns *r = x->returns;
    if (r == NULL || !r->gives)
        return;
    /* None may be a sign that the callers know and never release. */
    tell_loose(x, &r->loose[LOOSE_STATIC], CONFIDENCE_POSSIBLE);
    tell_loose(x, &r->loose[LOOSE_LENT], CONFIDENCE_POSSIBLE);
    const struct loose *l = &r->loose[LOOSE_PARAM];
    if (l->op == NULL)
        return;
    int64_t i = term_at(&x->terms, l->result)->number;
    /* Used up elsewhere: it is handed through.  Never given elsewhere: the
       caller may compare the result with what it passed. */
    if ((r->gives_param & ~r->takes_param) >> i & 1)
        tell_loose(x, l, CONFIDENCE_LIKELY);
}

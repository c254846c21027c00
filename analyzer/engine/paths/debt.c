/* References given away that the function did not have.
 *
 * `PyTuple_SET_ITEM(t, 0, x); Py_INCREF(x);` is a common order: what is
 * missing at the call is made good right after it.  So a call that takes
 * over a reference of something borrowed makes a debt, which is told when
 * nothing is left to pay it with.
 */
#include "call.h"

bool
debt_possible(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    const struct term *t = term_at(&x->terms, v);
    return (f->kind == x->p->ref || t->kind == VALUE_GLOBAL) &&
           f->owned <= 0 && value_null(x, s, v) != NULL_IS &&
           (f->flags & (FLAG_GIVEN | FLAG_RELEASED | FLAG_OWED)) == 0;
}

/* It was read from a place in memory that is an item. */
static bool
is_read_item(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_SYMBOL && t->a != NO_VALUE &&
           term_at(&x->terms, t->a)->kind == VALUE_ITEM;
}

/* Put into a place of a container before, which may get something else next:
 * `Py_DECREF(x); PyTuple_SET_ITEM(t, 0, y);`. */
static bool
is_placed(const struct explorer *x, const struct state *s,
          const struct fact *f)
{
    return f->kind == x->p->ref && f->origin == ORIGIN_NEW && f->owned <= 0 &&
           f->key != NO_VALUE && f->lender != NO_VALUE &&
           (f->flags & FLAG_GIVEN) != 0 &&
           (f->flags & (FLAG_RELEASED | FLAG_OWED)) == 0 &&
           (state_fact(s, f->lender)->flags & FLAG_RELEASED) == 0;
}

bool
debt_of_item(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    if (is_placed(x, s, f))
        return true;
    bool lent = f->origin == ORIGIN_LENT && f->lender != NO_VALUE &&
                f->key != NO_VALUE;
    /* Of several rounds in one state: an item of some place. */
    bool some = f->origin == ORIGIN_ITEM && f->lender != NO_VALUE &&
                term_at(&x->terms, v)->kind == VALUE_PHI;
    bool found = f->origin == ORIGIN_ITEM && is_read_item(x, v);
    return f->kind == x->p->ref && (lent || some || found) &&
           debt_possible(x, s, v);
}

/* The step of the call itself is already on the trace. */
void
debt_make(struct explorer *x, struct state *s, const struct op *op, value v)
{
    struct fact *f = state_fact_make(x, s, v);
    const struct trace *t = s->trace;
    while (t != NULL && t->op == op)
        t = t->prev;
    f->flags |= FLAG_OWED;
    f->debt = t;
    f->dropped = op;
}

/* Of an object from nobody knows where, which may have come with a reference
   or without. */
static bool
pays_for_unknown(const struct fact *f)
{
    return f->origin == ORIGIN_UNKNOWN && f->owned <= 0 &&
           (f->flags & FLAG_GIVEN) != 0 && f->lender != NO_VALUE;
}

bool
debt_pay(struct fact *f)
{
    if ((f->flags & FLAG_OWED) == 0)
        return pays_for_unknown(f);
    f->flags &= (uint32_t)~(FLAG_OWED | FLAG_GIVEN);
    f->debt = NULL;
    /* Whoever had it before has it besides the new holder. */
    f->lender = NO_VALUE;
    if (f->owned < 0)
        f->owned++;
    return true;
}

/* What took v over on the way to the debt. */
static const struct op *
taker(const struct trace *t, value v)
{
    while (t != NULL && t->about != v)
        t = t->prev;
    return t == NULL ? NULL : t->op;
}

void
debt_tell(struct explorer *x, struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    const struct op *op = f->dropped;
    if ((f->flags & FLAG_OWED) == 0 || op == NULL)
        return;
    struct state *before = state_clone(x, s);
    struct fact *g = state_fact_make(x, before, v);
    bool released = (g->flags & FLAG_RELEASED) != 0;
    bool given = released && g->origin == ORIGIN_NEW &&
                 (g->flags & FLAG_GIVEN) != 0;
    bool moved = !released && moves_within(x, s, op, v);
    before->trace = g->debt;
    if (g->named != 0)
        state_slot_set(x->keep, before, g->named - 1, v);
    debt_pay(g);
    g->lender = NO_VALUE;
    g->flags &= (uint32_t)~FLAG_RELEASED;
    g->flags |= given ? FLAG_GIVEN : 0;
    g->dropped = given ? taker(before->trace, v) : NULL;
    tell(x, before, released ? EVENT_RELEASE : EVENT_STEAL, op, v,
         &(struct event){.arg = released ? 0 : -1,
                         .release_kind = released ? x->p->ref : NULL,
                         .confidence = moved ? CONFIDENCE_POSSIBLE
                                             : CONFIDENCE_CERTAIN});
    state_fact_make(x, s, v)->flags &= (uint32_t)~FLAG_OWED;
}

/* The next round has another index, so the place is left as it is. */
void
debt_tell_round(struct explorer *x, struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if ((f->flags & FLAG_OWED) != 0 &&
            (f->key != NO_VALUE || f->origin == ORIGIN_ITEM ||
             is_read_item(x, f->v)))
            debt_tell(x, s, f->v);
    }
}

void
debt_tell_all(struct explorer *x, struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++)
        debt_tell(x, s, s->facts.v[i].v);
}

/* PyModule_AddObject(m, "T", (PyObject *)&T_Type) has failed, and nobody asks:
   a static object is not missed. */
void
debt_forgive(const struct calling *k, struct state *s, size_t i,
             unsigned outcome)
{
    const struct param *p = call_param(k->c, i);
    const struct term *t = term_at(&k->x->terms, k->args[i]);
    if (!k->known_body && t->kind == VALUE_GLOBAL &&
        param_has(p, VERB_STEALS) &&
        contract_outcome_fails(&k->c->outcomes[outcome]) &&
        call_is_ignored(k) && state_fact(s, k->args[i])->owned > 0)
        state_fact_make(k->x, s, k->args[i])->owned = 0;
}

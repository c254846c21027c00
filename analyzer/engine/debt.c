/* References given away that the function did not have.
 *
 * `PyTuple_SET_ITEM(t, 0, x); Py_INCREF(x);` is a common order: what is
 * missing at the call is made good right after it.  So a call that takes
 * over a reference of something borrowed makes a debt, which is told when
 * nothing is left to pay it with.
 */
#include "explore.h"

bool
debt_possible(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    const struct term *t = term_at(&x->terms, v);
    return (f->kind == x->p->ref || t->kind == VALUE_GLOBAL) &&
           f->owned <= 0 && value_null(x, s, v) != NULL_IS &&
           (f->flags & (FLAG_GIVEN | FLAG_RELEASED | FLAG_OWED)) == 0;
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

bool
debt_pay(struct fact *f)
{
    if ((f->flags & FLAG_OWED) == 0)
        return false;
    f->flags &= (uint16_t)~(FLAG_OWED | FLAG_GIVEN);
    f->debt = NULL;
    if (f->owned < 0)
        f->owned++;
    return true;
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
    before->trace = g->debt;
    debt_pay(g);
    g->dropped = NULL;
    tell(x, before, EVENT_STEAL, op, v, &(struct event){.arg = -1});
    state_fact_make(x, s, v)->flags &= (uint16_t)~FLAG_OWED;
}

void
debt_tell_all(struct explorer *x, struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++)
        debt_tell(x, s, s->facts.v[i].v);
}

/* References that a function takes out of a place: `x = self->f; self->f =
 * NULL;`, or of a list, by PyList_SET_ITEM() of something else.  What the
 * place owned is the function's from then on.
 */
#include "call.h"
#include "owners.h"

static bool
is_read_from(const struct explorer *x, value v, value address)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_SYMBOL && t->a == address;
}

/* The field is about to hold something else. */
void
take_out(struct explorer *x, struct state *s, const struct op *op,
         value address, value old)
{
    const struct fact *f = state_fact(s, old);
    uint32_t elsewhere = FLAG_ESCAPED | FLAG_RELEASED | FLAG_GIVEN |
                         FLAG_OWED | FLAG_STATIC | FLAG_DOUBT | FLAG_PASSED;
    if (f->kind != x->p->ref || f->origin != ORIGIN_FIELD || f->owned != 0 ||
        f->held != 0 || (f->flags & elsewhere) != 0 ||
        value_null(x, s, old) == NULL_IS || !is_read_from(x, old, address) ||
        !state_in_slot(s, old) || !owners_by_dealloc(x, address))
        return;
    struct fact *g = state_fact_make(x, s, old);
    g->owned = 1;
    g->flags |= FLAG_TAKEN;
    trace_touch(x, s, op, old, true);
}

static void
forget_place(struct explorer *x, struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_SYMBOL && t->a != NO_VALUE &&
        term_at(&x->terms, t->a)->kind == VALUE_ITEM)
        memory_forget(x, s, t->a, false);
}

/* Another object stands in the list or tuple where v was found. */
static void
take_item_out(struct explorer *x, struct state *s, const struct op *op,
              value v)
{
    const struct fact *f = state_fact(s, v);
    uint32_t elsewhere = FLAG_ESCAPED | FLAG_RELEASED | FLAG_GIVEN |
                         FLAG_OWED | FLAG_STATIC | FLAG_DOUBT | FLAG_TAKEN |
                         FLAG_PASSED;
    if (f->kind != x->p->ref || f->owned < 0 || f->owned > 50 ||
        (f->flags & elsewhere) != 0 || value_null(x, s, v) == NULL_IS ||
        f->named == 0)
        return;
    struct fact *g = state_fact_make(x, s, v);
    g->owned++;
    g->flags |= FLAG_TAKEN;
    forget_place(x, s, v);
    trace_touch(x, s, op, v, true);
}

/* It goes back to where it was. */
void
take_back(struct explorer *x, struct state *s, value address, value v)
{
    const struct fact *f = state_fact(s, v);
    if ((f->flags & FLAG_TAKEN) == 0 || f->owned <= 0 ||
        !is_read_from(x, v, address))
        return;
    struct fact *g = state_fact_make(x, s, v);
    g->owned--;
    g->flags &= (uint32_t)~FLAG_TAKEN;
}

static bool
asks_same(const struct op *a, const struct op *b)
{
    return a != NULL && b != NULL && a->kind == OP_CALL &&
           b->kind == OP_CALL && a->callee != NULL && a->callee == b->callee &&
           a->n_args == 1 && b->n_args == 1 &&
           a->args[0].kind == OPERAND_SLOT &&
           b->args[0].kind == OPERAND_SLOT &&
           a->args[0].index == b->args[0].index;
}

/* i and i; PyList_GET_SIZE(list) - 1 and the same once more. */
static bool
is_same_place(const struct explorer *x, value a, value b)
{
    if (a == b || a == NO_VALUE || b == NO_VALUE)
        return a == b;
    const struct term *s = term_at(&x->terms, a), *t = term_at(&x->terms, b);
    return s->kind == VALUE_BINARY && t->kind == VALUE_BINARY &&
           s->code == t->code && s->b == t->b &&
           asks_same(term_at(&x->terms, s->a)->op,
                     term_at(&x->terms, t->a)->op);
}

/* Read from this place in the container, or put there. */
static bool
is_item(const struct explorer *x, const struct fact *f, value container,
        value index)
{
    const struct term *t = term_at(&x->terms, f->v);
    if (f->kind == x->p->ref && f->lender == container &&
        is_same_place(x, f->key, index))
        return true;
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE)
        return false;
    t = term_at(&x->terms, t->a);
    return t->kind == VALUE_ITEM && t->a == container &&
           is_same_place(x, t->b, index);
}

/* Several rounds of a loop are one state: some item, and some place. */
static bool
may_be_item(const struct explorer *x, const struct fact *f, value container,
            value index)
{
    return f->kind == x->p->ref && f->lender == container &&
           term_at(&x->terms, f->v)->kind == VALUE_PHI &&
           term_at(&x->terms, index)->kind == VALUE_PHI;
}

/* PyTuple_SET_ITEM() puts something in the place of an item and leaves the
   old one to whoever read it, who may have passed it on before. */
void
call_replaces_item(const struct calling *k, struct state *s, value container,
                   value v)
{
    if (k->c->calls || k->known_body || k->op->n_args != 3)
        return;
    for (size_t n = 0; n < s->facts.n; n++) {
        value old = s->facts.v[n].v;
        if (old != v &&
            may_be_item(k->x, &s->facts.v[n], container, k->args[1]) &&
            !debt_pay(&s->facts.v[n]))
            s->facts.v[n].flags |= FLAG_DOUBT;
        if (old == v || !is_item(k->x, &s->facts.v[n], container, k->args[1]))
            continue;
        moved_out(k->x, s, old);
        if (!debt_pay(state_fact_make(k->x, s, old)))
            take_item_out(k->x, s, k->op, old);
    }
}

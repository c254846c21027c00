/* Borrowed values: how long what a container lends stays good.
 *
 * A loose value is lent by something that can drop it at any time: an item
 * of a list, a value of a dict.  Python code that runs while others can
 * reach the lender makes it doubtful; a call that replaces or deletes the
 * item ends it for certain.  Whatever is lent by a value in peril, or points
 * into it, is in the same peril.
 */
#include "call.h"

#include <string.h>

#define MAX_LENDERS 6 /* from an item to what keeps it alive in the end */

/* ---- lending ------------------------------------------------------------ */

void
borrow_loose(struct explorer *x, struct state *s, value v, value key)
{
    struct fact *f = state_fact_make(x, s, v);
    f->flags |= FLAG_LOOSE;
    f->key = key;
}

void
borrow_view(struct explorer *x, struct state *s, value v, value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind != VALUE_FIELD || t->number != 0)
        return;
    const struct fact *view = state_fact(s, t->a);
    if (view->kind != x->p->buffer ||
        (view->owned <= 0 && (view->flags & FLAG_RELEASED) == 0))
        return;
    struct fact *f = state_fact_make(x, s, v);
    f->lender = t->a;
    f->flags |= FLAG_INNER;
}

/* The dict of keyword arguments is made for this very call. */
static bool
is_keywords(const struct explorer *x, const struct term *t)
{
    return t->kind == VALUE_PARAM && x->entry != NULL &&
           (size_t)t->number < x->entry->n_params &&
           x->entry->params[t->number].name == x->p->kwds;
}

/* Can code that is not in sight get at the lender? */
static bool
is_shared(const struct explorer *x, const struct state *s, value lender)
{
    if (lender == NO_VALUE)
        return true;
    uint32_t flags = state_fact(s, lender)->flags;
    if ((flags & (FLAG_FRESH | FLAG_ESCAPED)) == FLAG_FRESH)
        return false;
    return !is_keywords(x, term_at(&x->terms, lender));
}

static bool
is_unguarded(const struct fact *f)
{
    return (f->flags & FLAG_LOOSE) != 0 && f->owned <= 0 && f->held == 0;
}

/* ---- what ends a loan ---- */

void
borrow_doubt(struct explorer *x, struct state *s, const struct op *op)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        struct fact *f = &s->facts.v[i];
        if (!is_unguarded(f) || (f->flags & FLAG_SHAKEN) != 0 ||
            !is_shared(x, s, f->lender))
            continue;
        f->flags |= FLAG_SHAKEN;
        f->dropped = op;
    }
}

/* Key and value that one call lent go together. */
static bool
is_lent_with(const struct explorer *x, const struct fact *f, value key)
{
    const struct term *a = term_at(&x->terms, f->v);
    const struct term *b = term_at(&x->terms, key);
    return a->kind == VALUE_SYMBOL && b->kind == VALUE_SYMBOL &&
           a->op == b->op && a->op != NULL && a->gen == b->gen;
}

void
borrow_change(struct explorer *x, struct state *s, const struct op *op,
              value container, value key, bool key_stays)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        struct fact *f = &s->facts.v[i];
        if (f->lender != container || !is_unguarded(f) ||
            (key_stays && f->v == key))
            continue;
        if (key != NO_VALUE && f->key != key && !is_lent_with(x, f, key))
            continue;
        f->flags |= FLAG_CHANGED;
        f->dropped = op;
    }
}

void
borrow_settle(struct fact *f)
{
    f->flags &= (uint32_t)~(FLAG_LOOSE | FLAG_SHAKEN);
}

/* ---- what is left of it ---- */

/* This function has released the reference with which it held v. */
static bool
is_let_go(const struct fact *f)
{
    return (f->flags & FLAG_RELEASED) != 0 && f->owned <= 0 && f->held == 0;
}

/* Types outlive most of their instances. */
static bool
is_type(const struct term *t)
{
    return type_is_pointer(t->type) && t->type->target != NULL &&
           t->type->target->name != NULL &&
           strcmp(t->type->target->name, "PyTypeObject") == 0;
}

struct peril_view
borrow_peril(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    bool borrowed = (f->lender != NO_VALUE || (f->flags & FLAG_LOOSE) != 0) &&
                    !is_type(term_at(&x->terms, v));
    for (int i = 0; i < MAX_LENDERS && borrowed; i++) {
        if (f->owned > 0 || (f->flags & FLAG_ESCAPED) != 0)
            break;
        if ((f->flags & FLAG_CHANGED) != 0)
            return (struct peril_view){PERIL_CHANGED, f->lender, f->dropped};
        if ((f->flags & FLAG_SHAKEN) != 0)
            return (struct peril_view){PERIL_SHAKEN, f->lender, f->dropped};
        const struct fact *from = state_fact(s, f->lender);
        if (f->lender == NO_VALUE || from == f)
            break;
        if (is_let_go(from))
            return (struct peril_view){PERIL_RELEASED, f->lender,
                                       from->dropped};
        f = from;
    }
    return (struct peril_view){PERIL_NONE, NO_VALUE, NULL};
}

/* Made for the caller, as far as one can expect; an attribute or an item is
   found rather than made. */
static bool
is_made(const struct term *t)
{
    static const char *const calls[] = {
        "PyObject_Call",
        "PyObject_Vectorcall",
        "_PyObject_Call",
        "PyEval_CallObject",
        "PyObject_Str",
        "PyObject_Repr",
        "PyObject_ASCII",
        "PyObject_Bytes",
        "PyUnicode_AsEncodedString",
    };
    if (t->kind != VALUE_SYMBOL || t->op == NULL || t->op->kind != OP_CALL ||
        t->op->callee == NULL)
        return false;
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if (str_starts(t->op->callee, calls[i]))
            return true;
    return false;
}

/* What a call gave may be kept by what it was asked of, unless that is gone
   as well. */
static bool
is_kept_elsewhere(const struct explorer *x, const struct state *s,
                  const struct fact *f)
{
    const struct term *t = term_at(&x->terms, f->v);
    bool sized = t->kind == VALUE_SYMBOL && t->op != NULL &&
                 t->op->kind == OP_CALL && call_makes_sized(t->op);
    return (f->flags & FLAG_FRESH) == 0 && f->key != NO_VALUE && !sized &&
           !is_made(t) && !is_let_go(state_fact(s, f->key));
}

bool
borrow_may_last(const struct explorer *x, const struct state *s, value v)
{
    value lender = state_fact(s, v)->lender;
    return lender != NO_VALUE &&
           is_kept_elsewhere(x, s, state_fact(s, lender));
}

/* Python code has a way to the lender that does not lead through a struct of
   ours: it came in as an argument, or is found in one that did. */
static bool
is_exposed(const struct explorer *x, const struct state *s, value lender)
{
    const struct fact *f = state_fact(s, lender);
    for (int i = 0; i < MAX_LENDERS; i++) {
        if (f->origin == ORIGIN_PARAM)
            return x->entry != NULL;
        if (f->origin != ORIGIN_LENT && f->origin != ORIGIN_ITEM)
            return false;
        if (f->lender == NO_VALUE || f->lender == f->v)
            return true;
        f = state_fact(s, f->lender);
    }
    return false;
}

enum confidence
borrow_confidence(const struct explorer *x, const struct state *s,
                  const struct fact *f, const struct peril_view *p)
{
    const struct fact *lender = state_fact(s, p->lender);
    bool sure = false;
    switch (p->peril) {
    case PERIL_NONE:
    case PERIL_CHANGED:
        return CONFIDENCE_CERTAIN;
    case PERIL_SHAKEN:
        sure = is_exposed(x, s, p->lender);
        break;
    case PERIL_RELEASED:
        /* What a field held may be somebody else's as well. */
        sure = lender->origin == ORIGIN_NEW &&
               ((f->flags & FLAG_INNER) != 0 ||
                (f->origin != ORIGIN_FIELD &&
                 !is_kept_elsewhere(x, s, lender)));
        break;
    }
    return sure ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE;
}

/* ---- who lends what is parsed ---- */

static bool
is_empty_tuple(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_SYMBOL && t->op != NULL &&
           t->op->kind == OP_CALL && t->op->callee != NULL &&
           strcmp(t->op->callee, "PyTuple_New") == 0 && t->op->n_args == 1 &&
           t->op->args[0].kind == OPERAND_INT && t->op->args[0].number == 0;
}

/* A slice of a tuple has nothing that the tuple does not have as well, which
   whoever called us holds. */
value
borrow_keeper(const struct calling *k, const struct state *s, value v)
{
    const struct term *t = v == NO_VALUE ? NULL : term_at(&k->x->terms, v);
    if (t == NULL || t->kind != VALUE_SYMBOL || t->op == NULL ||
        t->op->kind != OP_CALL || t->op->callee == NULL)
        return v;
    value of = state_fact(s, v)->key;
    bool slice = strcmp(t->op->callee, "PyTuple_GetSlice") == 0 ||
                 (strcmp(t->op->callee, "PySequence_GetSlice") == 0 &&
                  of != NO_VALUE && is_tuple(s, of));
    return slice && of != NO_VALUE &&
                   term_at(&k->x->terms, of)->kind == VALUE_PARAM &&
                   state_fact(s, of)->owned >= 0
               ? of
               : v;
}

/* Where there are no positional arguments, keywords lend what is parsed. */
value
call_lender(const struct calling *k, const struct effect *e)
{
    value v = call_arg(k, e->other);
    size_t next = (size_t)e->other + 1;
    if (!is_empty_tuple(k->x, v) || next >= k->c->n_params ||
        strcmp(k->c->params[next].name, "kwargs") != 0)
        return v;
    return call_arg(k, (int)next);
}

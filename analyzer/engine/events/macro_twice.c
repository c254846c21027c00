/* What a macro asks twice, because it names its argument twice:
 *
 *     #define CHECK(status) if (status) { raise_for(status); return NULL; }
 *     CHECK(library_close(self->handle))
 *
 * calls the function once more to find out why it failed.  That it fails the
 * one time and not the other is not what the code is about.
 */
#include "call.h"

static const struct op *
called_in_macro(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_SYMBOL && t->op != NULL &&
                   t->op->kind == OP_CALL && t->op->callee != NULL &&
                   t->op->loc.macro != NULL
               ? t->op
               : NULL;
}

static bool
is_same_place(const struct op *a, const struct op *b)
{
    return a != b && a->callee == b->callee && a->n_args == b->n_args &&
           a->loc.macro == b->loc.macro && a->loc.file == b->loc.file &&
           a->loc.line == b->loc.line && a->loc.col == b->loc.col;
}

/* The branch was taken because the result is not 0. */
static bool
finds_nonzero(const struct explorer *x, const struct trace *t)
{
    const struct term *c = t->cond == NO_VALUE ? NULL
                                               : term_at(&x->terms, t->cond);
    if (c == NULL || t->cond == t->about)
        return c != NULL && t->taken;
    bool zero = c->kind == VALUE_BINARY && c->a == t->about &&
                term_at(&x->terms, c->b)->kind == VALUE_INT &&
                term_at(&x->terms, c->b)->number == 0;
    return zero && c->code == (t->taken ? CODE_NE : CODE_EQ);
}

/* On this way through the function that was given it the result is 0. */
static bool
is_zero_there(const struct explorer *x, const struct trace *t,
              const struct op *call)
{
    const struct outcome *o = t->kind == STEP_CALL && t->callee != NULL &&
                                      t->outcome >= 0
                                  ? &t->callee->outcomes[t->outcome]
                                  : NULL;
    for (size_t i = 0; o != NULL && i < o->n_conds; i++) {
        const struct cond *c = &o->conds[i];
        bool zero = c->kind == COND_PARAM && !c->cell && c->param >= 0 &&
                    (size_t)c->param < t->op->n_args &&
                    c->compare == COMPARE_EQ && c->number == 0;
        const struct op *made = zero ? func_made_behind(x->f,
                                                        &t->op->args[c->param])
                                     : NULL;
        if (made != NULL && made->kind == OP_CALL && is_same_place(made, call))
            return true;
    }
    return false;
}

bool
macro_contradicts(const struct explorer *x, const struct state *s)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        const struct op *call = t->kind == STEP_BRANCH && t->about != NO_VALUE
                                    ? called_in_macro(x, t->about)
                                    : NULL;
        if (call == NULL || !finds_nonzero(x, t))
            continue;
        for (const struct trace *u = s->trace; u != t; u = u->prev)
            if (is_zero_there(x, u, call))
                return true;
    }
    return false;
}

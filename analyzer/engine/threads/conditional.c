/* Regions without the GIL that are entered on a condition:
 *
 *     if (!(descr->flags & NEEDS_API)) _save = PyEval_SaveThread();
 *     transfer(...);
 *     if (!(descr->flags & NEEDS_API)) PyEval_RestoreThread(_save);
 *
 * What lies between may change anything, as far as the code tells, but the
 * condition at the end is meant to be the one at the beginning.
 */
#include "explore.h"

#define MAX_DEPTH 8

/* What a getter or a predicate says of the same things. */
static bool
is_same_call(const struct op *a, const struct op *b)
{
    if (a == NULL || b == NULL || a->kind != OP_CALL || b->kind != OP_CALL ||
        a->callee == NULL || a->callee != b->callee || a->n_args == 0 ||
        a->n_args != b->n_args)
        return false;
    for (size_t i = 0; i < a->n_args; i++)
        if (!operand_equal(&a->args[i], &b->args[i]))
            return false;
    return true;
}

/* The same expression, perhaps read anew. */
static bool
is_same(const struct terms *t, value a, value b, int depth)
{
    if (a == b)
        return true;
    if (a == NO_VALUE || b == NO_VALUE || depth == 0)
        return false;
    const struct term *p = term_at(t, a), *q = term_at(t, b);
    if (p->kind != q->kind || p->code != q->code || p->number != q->number ||
        p->name != q->name)
        return false;
    switch (p->kind) {
    case VALUE_SYMBOL:
        return (p->a != NO_VALUE && is_same(t, p->a, q->a, depth - 1)) ||
               (p->sub == q->sub && is_same_call(p->op, q->op));
    case VALUE_FIELD:
    case VALUE_UNARY:
        return is_same(t, p->a, q->a, depth - 1);
    case VALUE_ELEM:
    case VALUE_BINARY:
        return is_same(t, p->a, q->a, depth - 1) &&
               is_same(t, p->b, q->b, depth - 1);
    case VALUE_NONE:
    case VALUE_INT:
    case VALUE_STRING:
    case VALUE_LOCAL:
    case VALUE_GLOBAL:
    case VALUE_FUNCTION:
    case VALUE_ITEM:
    case VALUE_PARAM:
    case VALUE_PHI:
        return false;
    }
    return false;
}

/* The call that has released the GIL; NULL: another function did it. */
static const struct trace *
find_release(const struct explorer *x, const struct state *s)
{
    const struct trace *t = s->trace;
    if (s->thread != THREAD_DETACHED || !s->switched ||
        x->proc->registrar != NULL)
        return NULL;
    while (t != NULL && (t->kind != STEP_CALL || t->callee == NULL ||
                         t->callee->thread != THREAD_DETACHES))
        t = t->prev;
    return t;
}

/* The other way does not come to the release, but to the op all the same. */
static bool
is_guard(const struct explorer *x, const struct trace *t,
         const struct trace *release, const struct op *op)
{
    if (t->kind != STEP_BRANCH || t->op->kind != OP_BRANCH || t->op == op)
        return false;
    uint32_t other = t->op->to[t->taken ? 1 : 0];
    uint32_t from = op_position(x->f, release->op).block;
    uint32_t here = op_position(x->f, op).block;
    uint32_t test = op_position(x->f, t->op).block;
    return other != from && !func_reaches(x->f, other, from, test) &&
           (other == here || func_reaches(x->f, other, here, test));
}

/* !v is v the other way round. */
static value
without_not(const struct terms *t, value v, bool *truth)
{
    while (term_at(t, v)->kind == VALUE_UNARY &&
           term_at(t, v)->code == CODE_LNOT) {
        v = term_at(t, v)->a;
        *truth = !*truth;
    }
    return v;
}

bool
conditional_excludes(const struct explorer *x, const struct state *s,
                     const struct op *op, value v, bool truth)
{
    const struct trace *release = find_release(x, s);
    v = without_not(&x->terms, v, &truth);
    for (const struct trace *t = release; t != NULL; t = t->prev) {
        bool taken = t->taken;
        if (t->cond == NO_VALUE)
            continue;
        value cond = without_not(&x->terms, t->cond, &taken);
        if (taken != truth && is_same(&x->terms, cond, v, MAX_DEPTH) &&
            is_guard(x, t, release, op))
            return true;
    }
    return false;
}

/* Some branch looks at the same word, but at another bit. */
static bool
asks_other_flag(const struct explorer *x, const struct state *s,
                const struct trace *guard)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->kind == STEP_BRANCH && t->op != guard->op &&
            t->about != NO_VALUE && t->cond != NO_VALUE &&
            is_same(&x->terms, t->about, guard->about, MAX_DEPTH) &&
            !is_same(&x->terms, t->cond, guard->cond, MAX_DEPTH))
            return true;
    return false;
}

bool
conditional_by_flags(const struct explorer *x, const struct state *s,
                     const struct op *op)
{
    const struct trace *release = find_release(x, s);
    for (const struct trace *t = release; t != NULL; t = t->prev)
        if (t->about != NO_VALUE && t->cond != NO_VALUE &&
            t->about != t->cond && asks_other_flag(x, s, t) &&
            is_guard(x, t, release, op))
            return true;
    return false;
}

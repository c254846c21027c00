/* errno: a call gives its address, which is the same each time; and any other
 * call may change what is there.
 */
#include "call.h"

#include <string.h>

static bool
is_errno(const struct calling *k)
{
    return !k->known_body && k->op->callee != NULL &&
           strcmp(k->op->callee, "__errno_location") == 0;
}

static value
errno_address(struct explorer *x)
{
    return term_intern(&x->terms, (struct term){.kind = VALUE_GLOBAL,
                                                .name = x->p->errno_name});
}

value
errno_place(const struct calling *k)
{
    return is_errno(k) ? errno_address(k->x) : NO_VALUE;
}

void
errno_call(const struct calling *k, struct state *s)
{
    if (!is_errno(k))
        memory_forget(k->x, s, errno_address(k->x), false);
}

/* What was found where `n CODE 0` was asked, or n itself. */
static bool
found(const struct explorer *x, const struct trace *t, enum op_code code,
      int64_t with)
{
    const struct term *c = term_at(&x->terms, t->cond);
    if (c->kind != VALUE_BINARY || c->code != code)
        return false;
    const struct term *b = term_at(&x->terms, c->b);
    return b->kind == VALUE_INT && b->number == with;
}

static bool
is_zero_errno(struct explorer *x, const struct trace *t)
{
    const struct term *n = term_asked(&x->terms, t->about);
    if (n->kind != VALUE_SYMBOL || n->a != errno_address(x))
        return false;
    return t->taken
               ? found(x, t, CODE_EQ, 0)
               : found(x, t, CODE_NE, 0) || term_at(&x->terms, t->cond) == n;
}

/* ret < 0, or a line of the model says so. */
static bool
is_failed_call(const struct explorer *x, const struct trace *t)
{
    if (t->kind == STEP_CALL)
        return t->callee != NULL && t->outcome >= 0 &&
               (t->callee->fails & CAUSE_OS) != 0 &&
               contract_outcome_fails(&t->callee->outcomes[t->outcome]);
    if (t->kind != STEP_BRANCH || t->about == NO_VALUE || t->cond == NO_VALUE)
        return false;
    const struct term *n = term_asked(&x->terms, t->about);
    return n->kind == VALUE_SYMBOL && n->op != NULL &&
           n->op->kind == OP_CALL &&
           (t->taken ? found(x, t, CODE_LT, 0) || found(x, t, CODE_EQ, -1)
                     : found(x, t, CODE_GE, 0) || found(x, t, CODE_NE, -1));
}

/* if (errno != 0) PyErr_SetFromErrno(...); return NULL; where a call has
 * failed, which leaves a reason there. */
bool
errno_is_none(struct explorer *x, const struct state *s)
{
    bool none = false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        none |= t->kind == STEP_BRANCH && t->about != NO_VALUE &&
                t->cond != NO_VALUE && is_zero_errno(x, t);
        if (none && is_failed_call(x, t))
            return true;
    }
    return false;
}

/* Which exception is pending, where the call that has set it can set one
 * only: of an int that does not fit there is an OverflowError.
 */
#include "call.h"

#include <string.h>

static const struct trace *
setter(const struct state *s)
{
    const struct trace *t = s->trace;
    while (t != NULL && (t->exc != EXC_STATE_SET ||
                         (t->prev != NULL && t->prev->exc == EXC_STATE_SET)))
        t = t->prev;
    return t;
}

/* PyLong_AsLong() of what is an int. */
static bool
overflows(const struct trace *t)
{
    static const char *const others[] = {"PyLong_AsNativeBytes",
                                         "PyLong_AsVoidPtr", NULL};
    enum { TYPED = CAUSE_TYPE | CAUSE_USER };
    return t != NULL && t->kind == STEP_CALL && t->op->callee != NULL &&
           str_starts(t->op->callee, "PyLong_As") &&
           !str_is_one_of(t->op->callee, others) &&
           (t->spared & TYPED) == TYPED;
}

/* The exception that is asked for, or NULL. */
static sym
wanted(const struct calling *k)
{
    value v = call_arg(k, 0);
    const struct term *t = v == NO_VALUE ? NULL : term_at(&k->x->terms, v);
    const struct op *op = t == NULL ? NULL : t->op;
    return op != NULL && op->kind == OP_LOAD && op->a.kind == OPERAND_GLOBAL &&
                   str_starts(op->a.name, "PyExc_")
               ? op->a.name
               : NULL;
}

bool
call_matches(const struct calling *k, const struct state *s,
             const struct outcome *o)
{
    static const char *const bases[] = {
        "PyExc_OverflowError", "PyExc_ArithmeticError", "PyExc_Exception",
        "PyExc_BaseException", NULL};
    if (k->op->callee == NULL || k->known_body ||
        strcmp(k->op->callee, "PyErr_ExceptionMatches") != 0 ||
        s->exc != EXC_STATE_SET || !overflows(setter(s)))
        return true;
    sym name = wanted(k);
    return name == NULL || str_is_one_of(name, bases) == (o->lo != 0);
}

/* Failures that another function is told of: it gets the NULL and says whether
 * it could work with it.
 *
 *     handle = PyCapsule_GetPointer(capsule, NAME);
 *     if (library_start(handle) != 0)
 *         return NULL;
 *
 * Of a function that nobody knows the result for NULL is unknown, too; most
 * libraries report an error.
 */
#include "call.h"

const struct trace *
exception_setter(const struct state *s)
{
    const struct trace *t = s->trace;
    while (t != NULL && t->prev != NULL && t->prev->exc == EXC_STATE_SET)
        t = t->prev;
    return t;
}

static bool
is_given_result(const struct explorer *x, const struct op *call,
                const struct op *made)
{
    for (size_t i = 0; i < call->n_args; i++)
        if (func_made_behind(x->f, &call->args[i]) == made)
            return true;
    return false;
}

/* NULL for a handle: a text would be followed, and a number is one. */
static bool
is_handle(const struct op *made)
{
    const struct type *t = made->type;
    return type_is_pointer(t) && t->target != NULL &&
           t->target->kind != TYPE_INT;
}

bool
failure_is_answered(const struct explorer *x, const struct state *s)
{
    const struct trace *set = s->exc == EXC_STATE_SET ? exception_setter(s)
                                                      : NULL;
    if (set == NULL || set->op->kind != OP_CALL || !is_handle(set->op))
        return false;
    for (const struct trace *t = s->trace; t != set; t = t->prev) {
        if (t->kind != STEP_BRANCH || t->about == NO_VALUE)
            continue;
        const struct term *asked = term_asked(&x->terms, t->about);
        const struct op *call = asked->kind == VALUE_SYMBOL ? asked->op : NULL;
        if (call != NULL && call->kind == OP_CALL && call != set->op &&
            call->callee != NULL && call_line(x, call) == NULL &&
            is_given_result(x, call, set->op))
            return true;
    }
    return false;
}

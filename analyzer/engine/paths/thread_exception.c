/* The exception in the state of the thread, as code has it that does without
 * PyErr_Occurred() and PyErr_Restore():
 *
 *     if (tstate->curexc_type != NULL) ...
 *     tstate->curexc_type = type;
 *
 * From Python 3.12 on it is tstate->current_exception.
 */
#include "call.h"

#include <string.h>

bool
is_thread_exception(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind != VALUE_FIELD || t->name == NULL ||
        (strcmp(t->name, "curexc_type") != 0 &&
         strcmp(t->name, "current_exception") != 0))
        return false;
    const struct type *state = term_at(&x->terms, t->a)->type;
    return state != NULL && state->kind == TYPE_POINTER &&
           state->target->name != NULL &&
           (strcmp(state->target->name, "_ts") == 0 ||
            strcmp(state->target->name, "PyThreadState") == 0);
}

void
thread_exception_stored(struct explorer *x, struct state *s,
                        const struct op *op, value address, value v)
{
    static const enum exc_state now[] = {[NULL_UNKNOWN] = EXC_STATE_MAYBE,
                                         [NULL_IS] = EXC_STATE_NONE,
                                         [NULL_NEVER] = EXC_STATE_SET};
    if (!is_thread_exception(x, address))
        return;
    s->exc = now[value_null(x, s, v)];
    s->touched = true;
    if (s->exc != EXC_STATE_NONE)
        trace_add(x, s,
                  (struct trace){.op = op,
                                 .kind = STEP_STORE,
                                 .about = v,
                                 .owned = state_fact(s, v)->owned});
}

/* What is read there, or NO_VALUE. */
value
thread_exception_loaded(struct explorer *x, const struct state *s,
                        value address)
{
    return is_thread_exception(x, address) && s->exc == EXC_STATE_NONE
               ? term_int(&x->terms, 0)
               : NO_VALUE;
}

/* v was read from there just now. */
void
thread_exception_known(struct explorer *x, struct state *s, value address,
                       value v)
{
    if (is_thread_exception(x, address) && s->exc == EXC_STATE_SET)
        state_fact_make(x, s, v)->null = NULL_NEVER;
}

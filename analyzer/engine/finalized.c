/* The interpreter has ended: what the function has of thread states and locks
 * cannot be given back any more.
 */
#include "call.h"

#include <string.h>

static bool
is_token(const struct explorer *x, sym kind)
{
    return kind != NULL &&
           (kind == x->p->gilstate || strcmp(kind, "tstate") == 0);
}

/* Py_IsInitialized() says no. */
static bool
says_ended(const struct calling *k, unsigned outcome)
{
    const struct outcome *o = &k->c->outcomes[outcome];
    return strcmp(k->op->callee, "Py_IsInitialized") == 0 &&
           o->result == RESULT_RANGE && o->hi == 0;
}

/* After Py_Finalize() there is nothing to give the GIL back to, nor a thread
   state to take back. */
void
call_drops_tokens(const struct calling *k, struct state *s, unsigned outcome)
{
    if (k->op->callee == NULL ||
        (!str_starts(k->op->callee, "Py_Finalize") && !says_ended(k, outcome)))
        return;
    for (size_t i = 0; i < s->facts.n; i++)
        if (is_token(k->x, s->facts.v[i].kind))
            s->facts.v[i].owned = 0;
}

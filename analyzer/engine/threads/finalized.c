/* The interpreter has ended: what the function has of thread states and locks
 * cannot be given back any more.  And who starts it, or may end it, takes the
 * GIL to keep it.
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

bool
starts_or_ends_python(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                (str_starts(op->callee, "Py_Initialize") ||
                 str_starts(op->callee, "Py_Finalize")))
                return true;
        }
    return false;
}

/* PyEval_RestoreThread() of what the function was given: what is saved after
   that is the same thread state again. */
static bool
gives_back_given(const struct explorer *x, const struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if ((f->flags & FLAG_RELEASED) != 0 && is_token(x, f->kind) &&
            term_at(&x->terms, f->v)->kind == VALUE_PARAM)
            return true;
    }
    return false;
}

bool
token_is_kept(const struct explorer *x, const struct state *s, value v)
{
    return v != NO_VALUE && is_token(x, state_fact(s, v)->kind) &&
           (starts_or_ends_python(x->f) || gives_back_given(x, s));
}

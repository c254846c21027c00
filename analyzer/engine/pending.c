/* Calls that are not made with an exception pending: what runs Python code
 * loses or mixes up an exception that was set before.
 */
#include "explore.h"

/* PyObject_HasAttr(): its answer is all that is wanted, and an exception is
   dropped on the way.  PyErr_Clear() and its like have no answer. */
static bool
drops(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].exc != EXC_NONE ||
            c->outcomes[i].result == RESULT_VOID)
            return false;
    return true;
}

/* What saves the exception or asks for it first is right at any time.  The
   summary of a function of ours says so, but not under which conditions it
   runs Python code. */
enum clobber
pending_clobber(const struct contract *c, bool known_body)
{
    if (known_body)
        return c->clobbers ? CLOBBER_PERHAPS : CLOBBER_NO;
    if (!c->calls)
        return CLOBBER_NO;
    bool runs = (c->fails & CAUSE_USER) != 0 && contract_raises(c);
    if (!runs && !drops(c))
        return CLOBBER_NO;
    return c->seldom == SELDOM_NOT ? CLOBBER_YES : CLOBBER_PERHAPS;
}

/* Nobody has looked yet whether an exception is set. */
bool
pending_unknown(const struct state *s)
{
    return s->exc == EXC_STATE_MAYBE && !s->touched && !s->asked;
}

/* Was the call made in earlier rounds of a loop as well?  Results of several
   rounds are told apart only so far. */
static bool
is_repeated(const struct trace *setter)
{
    for (const struct trace *t = setter->prev; t != NULL; t = t->prev)
        if (t->op == setter->op && t->callee != NULL)
            return true;
    return false;
}

bool
pending_is_plain(const struct trace *t)
{
    const struct trace *setter = NULL;
    for (; t != NULL && t->exc == EXC_STATE_SET; t = t->prev)
        if (t->callee != NULL)
            setter = t;
    if (setter == NULL || setter->callee->where == NULL || setter->outcome < 0)
        return false;
    return setter->callee->outcomes[setter->outcome].exc == EXC_SET &&
           !is_repeated(setter);
}

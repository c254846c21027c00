/* Whether somebody else refers to what a function of the program hands out.
 *
 * "The current context", a cached object: such a function gives references to
 * something that it keeps as well, and after the release it is most likely
 * still there.  What it made or asked for itself, and put nowhere, is the
 * caller's alone as far as the program goes.
 */
#include "call.h"
#include "doubt.h"
#include "summary.h"

#include <string.h>

/* The function of the program that v came from by a call, or NULL. */
static const struct procedure *
giver(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_SYMBOL && t->op != NULL
               ? program_callee(x->p, x->unit, t->op)
               : NULL;
}

/* The API finds it rather than makes it: who has it, has it still. */
static bool
is_found(const char *callee)
{
    static const char *const prefixes[] = {
        "PyImport_", "PyIter_Next", "PyObject_Type", "PyDict_SetDefault"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (str_starts(callee, prefixes[i]))
            return true;
    return strstr(callee, "Get") != NULL && strstr(callee, "GetIter") == NULL;
}

/* Asked for by a function of which we know nothing, or by one that keeps what
   it gives; or by different ones. */
static bool
comes_from_keeper(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct procedure *from = giver(x, v);
    if (t->kind != VALUE_SYMBOL || t->op == NULL || t->op->kind != OP_CALL ||
        t->op->callee == NULL)
        return true;
    return from == NULL ? is_found(t->op->callee)
                        : from->summary == NULL || !from->summary->sole;
}

void
sole_note(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    uint32_t kept = FLAG_ESCAPED | FLAG_KEPT | FLAG_GIVEN | FLAG_SHAKEN;
    if (f->kind == x->p->ref && (f->flags & FLAG_FRESH) == 0 &&
        (f->origin != ORIGIN_NEW || f->lender != NO_VALUE ||
         (f->flags & kept) != 0 || f->owned != 1 || comes_from_keeper(x, v)))
        x->exits->kept = true;
}

static bool
calls_callable(const struct trace *t)
{
    const char *name = t->kind == STEP_CALL && t->op->kind == OP_CALL
                           ? t->op->callee
                           : NULL;
    return name != NULL && t->outcome >= 0 && t->callee != NULL &&
           t->callee->outcomes[t->outcome].result != RESULT_NULL &&
           (str_starts(name, "PyObject_Call") ||
            str_starts(name, "_PyObject_Call") ||
            str_starts(name, "PyEval_CallObject"));
}

/* append(parent, v): what the callable does with it is up to that. */
static bool
was_handed_on(const struct state *s, value v)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        for (size_t i = 1; calls_callable(t) && i < t->op->n_args; i++)
            if (t->op->args[i].kind == OPERAND_SLOT &&
                state_slot(s, (uint32_t)t->op->args[i].index) == v)
                return true;
    return false;
}

bool
sole_not(const struct explorer *x, const struct state *s, value v)
{
    uint32_t flags = state_fact(s, v)->flags;
    if ((flags & FLAG_RELEASED) == 0)
        return false;
    const struct op *made = term_at(&x->terms, v)->op;
    if (made != NULL && made->kind == OP_CALL && made->callee == NULL &&
        (flags & FLAG_FRESH) == 0)
        return true; /* looked up by a slot */
    return was_handed_on(s, v) ||
           (giver(x, v) != NULL && (flags & FLAG_FRESH) == 0 &&
            comes_from_keeper(x, v));
}

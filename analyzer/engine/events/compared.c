/* Comparisons look at their operands again after the first of these has run
 * Python code: where its method knows no answer the other one is asked.  Who
 * borrowed one of a list or dict that the method can change has lost it.
 */
#include "call.h"

static bool
compares(const struct op *op)
{
    static const char *const calls[] = {"PyObject_RichCompareBool",
                                        "PyObject_RichCompare", NULL};
    return op->callee != NULL && str_is_one_of(op->callee, calls);
}

/* Told once, of the outcome that nobody but such a method brings about. */
void
compared_tell(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    if (k->known_body || !contract_outcome_fails(o) || !compares(k->op))
        return;
    for (size_t i = 0; i < k->op->n_args && i < 2; i++) {
        value v = k->args[i];
        struct peril_view p = borrow_peril(k->x, s, v);
        if (p.peril == PERIL_SHAKEN && p.op == k->op)
            tell(k->x, s, EVENT_USE, k->op, v,
                 &(struct event){.callee = k->c, .arg = (int)i});
    }
}

/* Items that a tuple or list is moved by, one place up or down:
 *
 *     item = PyTuple_GET_ITEM(tuple, i);
 *     PyTuple_SET_ITEM(tuple, i + 1, item);
 *
 * The reference goes along; the place it comes from is filled next, or
 * cleared.
 */
#include "call.h"

/* The container that v was found in. */
static value
found_in(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_SYMBOL)
        return NO_VALUE;
    value root = t->a == NO_VALUE ? v : term_root(&x->terms, t->a);
    const struct op *op = term_at(&x->terms, root)->op;
    if (op == NULL || op->kind != OP_CALL)
        return root == v ? NO_VALUE : root;
    return op->n_args > 1 && op->args[0].kind == OPERAND_SLOT
               ? state_slot(s, op->args[0].index)
               : NO_VALUE;
}

bool
moves_within(const struct explorer *x, const struct state *s,
             const struct op *op, value v)
{
    value from = found_in(x, s, v);
    return from != NO_VALUE && op->kind == OP_CALL && op->n_args > 1 &&
           op->args[0].kind == OPERAND_SLOT &&
           state_slot(s, op->args[0].index) == from;
}

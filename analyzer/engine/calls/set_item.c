/* PyList_SET_ITEM() and PyTuple_SET_ITEM() are for containers that are empty
 * yet: they do not release what stands in the place.  NULL can be put there,
 * too, and be asked for afterwards.
 */
#include "call.h"

#include <string.h>

static bool
is_setter(const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL && op->n_args == 3 &&
           (strcmp(op->callee, "PyList_SET_ITEM") == 0 ||
            strcmp(op->callee, "PyTuple_SET_ITEM") == 0);
}

/* It comes with all its items. */
static bool
is_made_full(sym maker)
{
    static const char *const makers[] = {"PyDict_Keys",      "PyDict_Values",
                                         "PyDict_Items",     "PyMapping_Keys",
                                         "PyMapping_Values", "PyMapping_Items",
                                         "PySequence_List",  "PyList_GetSlice",
                                         "PyTuple_GetSlice", "PyList_AsTuple",
                                         "PyObject_Dir",     "PyTuple_Pack",
                                         "PyUnicode_Split",  NULL};
    return str_is_one_of(maker, makers);
}

/* Was the same place filled on the way here, since `maker` made the
   container, and nothing taken out? */
static bool
was_put_there(const struct state *s, const struct op *op,
              const struct op *maker)
{
    const struct operand *list = &op->args[0], *at = &op->args[1];
    if (at->kind != OPERAND_INT)
        return false;
    for (const struct trace *t = s->trace; t != NULL && t->op != maker;
         t = t->prev) {
        if (t->kind != STEP_CALL || t->op->kind != OP_CALL)
            continue;
        if (is_setter(t->op) && operand_equal(&t->op->args[0], list) &&
            operand_equal(&t->op->args[1], at))
            return t->op->args[2].kind != OPERAND_INT;
        for (size_t i = 0; i < t->op->n_args; i++)
            if (!is_setter(t->op) && operand_equal(&t->op->args[i], list))
                return false;
    }
    return false;
}

/* The function reads items, perhaps to release them itself. */
static bool
reads_items(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                (str_ends(op->callee, "_ITEM_SLOT") ||
                 str_ends(op->callee, "_GetItem")))
                return true;
        }
    return false;
}

bool
call_fills_twice(const struct calling *k, const struct state *s, size_t i)
{
    if (i != 2 || !is_setter(k->op))
        return false;
    const struct term *made = term_at(&k->x->terms, k->args[0]);
    const struct fact *f = state_fact(s, k->args[0]);
    if (made->kind != VALUE_SYMBOL || made->op == NULL ||
        made->op->kind != OP_CALL || f->owned < 1 ||
        k->op->args[0].kind != OPERAND_SLOT ||
        k->x->f->slots[k->op->args[0].index].name == NULL ||
        value_null(k->x, s, k->args[2]) == NULL_IS)
        return false;
    return (is_made_full(made->op->callee) && !reads_items(k->x->f)) ||
           (!s->joined && was_put_there(s, k->op, made->op));
}

/* Where the function asks for items it finds NULL in this place. */
void
call_puts_null(const struct calling *k, struct state *s)
{
    if (!is_setter(k->op) || k->op->args[1].kind != OPERAND_INT ||
        value_null(k->x, s, k->args[2]) != NULL_IS || !reads_items(k->x->f))
        return;
    value at = term_intern(
        &k->x->terms,
        (struct term){.kind = VALUE_ITEM, .a = k->args[0], .b = k->args[1]});
    state_store(k->x->keep, s, at, k->args[2]);
}

/* Objects that refer to the one that has made and keeps them:
 *
 *     self->cache = PyObject_CallFunction(Cache_Type, "O", self);
 *     Py_DECREF(self);
 *
 * The two would keep each other alive for ever.  Code that knows its own cache
 * takes back the reference that this has, and tells it not to release that.
 */
#include "call.h"

static bool
passes_param(const struct func *f, const struct op *call, uint32_t param)
{
    for (size_t i = 0; i < call->n_args; i++) {
        const struct op *copy = func_made_by(f, &call->args[i]);
        bool itself = call->args[i].kind == OPERAND_SLOT &&
                      call->args[i].index == param;
        bool cast = copy != NULL && copy->kind == OP_CAST &&
                    copy->a.kind == OPERAND_SLOT && copy->a.index == param;
        if (itself || cast)
            return true;
    }
    return false;
}

/* self->field = ... */
static bool
is_field_of(const struct func *f, const struct operand *address,
            uint32_t param)
{
    const struct op *field = func_made_by(f, address);
    return field != NULL && field->kind == OP_FIELD &&
           field->a.kind == OPERAND_SLOT && field->a.index == param;
}

/* The function has given the argument to an object that it made for one of the
   argument's fields. */
bool
has_child(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_PARAM)
        return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            const struct op *made = op->kind == OP_STORE
                                        ? func_made_behind(x->f, &op->b)
                                        : NULL;
            if (made != NULL && made->kind == OP_CALL &&
                made->callee != NULL &&
                str_starts(made->callee, "PyObject_Call") &&
                is_field_of(x->f, &op->a, (uint32_t)t->number) &&
                passes_param(x->f, made, (uint32_t)t->number))
                return true;
        }
    return false;
}

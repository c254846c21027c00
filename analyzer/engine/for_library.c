/* References that are taken for a library:
 *
 *     Py_INCREF(fs);
 *     lib_table_add(self->table, fs->handle);
 *
 * The library keeps the handle, which leads back to the object, and what
 * takes the handle out again releases the object.
 */
#include "call.h"

static bool
holds(const struct explorer *x, const struct state *s, uint32_t slot, value v)
{
    if (!x->f->slots[slot].address_taken)
        return state_slot(s, slot) == v;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct term *at = term_at(&x->terms, s->memory.v[i].at);
        if (at->kind == VALUE_LOCAL && at->number == slot)
            return s->memory.v[i].content == v;
    }
    return false;
}

/* The operand is what a field of v holds, or points to. */
static bool
comes_from(const struct explorer *x, const struct state *s,
           const struct operand *o, value v)
{
    const struct op *made = func_made_behind(x->f, o);
    if (made != NULL && made->kind == OP_LOAD)
        made = func_made_behind(x->f, &made->a);
    if (made == NULL || made->kind != OP_FIELD)
        return false;
    const struct op *base = func_made_by(x->f, &made->a);
    const struct operand *from = base != NULL && base->kind == OP_CAST
                                     ? &base->a
                                     : &made->a;
    return from->kind == OPERAND_SLOT && holds(x, s, from->index, v);
}

/* Neither Python nor a function of the program. */
static bool
is_library_call(const struct explorer *x, const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL &&
           call_line(x, op) == NULL &&
           program_find(x->p, x->unit, op->callee) == NULL;
}

/* The library has not refused: what it was asked to keep it keeps. */
bool
counted_for_library(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    if (f->origin == ORIGIN_NEW || f->kind != x->p->ref ||
        s->exc == EXC_STATE_SET)
        return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            for (size_t a = 1; is_library_call(x, op) && a < op->n_args; a++)
                if (!type_is_object_pointer(op->type) &&
                    comes_from(x, s, &op->args[a], v))
                    return true;
        }
    return false;
}

/* References that are taken for a library:
 *
 *     Py_INCREF(fs);
 *     lib_table_add(self->table, fs->handle);
 *
 * The library keeps the handle, which leads back to the object, and what
 * takes the handle out again releases the object.  A callback that releases
 * what it finds does so with what the handle leads to.
 */
#include "call.h"

#include <string.h>

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

/* What the function releases it has found in memory. */
static bool
releases_what_it_finds(const struct func *f)
{
    static const char *const drops[] = {"Py_DECREF", "Py_XDECREF", NULL};
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct op *made = op->kind == OP_CALL && op->n_args == 1
                                        ? func_made_behind(f, &op->args[0])
                                        : NULL;
            if (made != NULL && made->kind == OP_LOAD && op->callee != NULL &&
                str_is_one_of(op->callee, drops))
                return true;
        }
    return false;
}

/* One of the arguments is such a callback. */
static bool
has_releasing_callback(const struct explorer *x, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++) {
        const struct procedure *p = op->args[i].kind == OPERAND_FUNCTION
                                        ? program_find(x->p, x->unit,
                                                       op->args[i].name)
                                        : NULL;
        if (p != NULL && p->unit == x->unit && releases_what_it_finds(p->func))
            return true;
    }
    return false;
}

/* Py_INCREF(self), whatever self comes from. */
static bool
is_counted_here(const struct explorer *x, const struct state *s, value v)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL || op->n_args != 1 ||
                strcmp(op->callee, "Py_INCREF") != 0)
                continue;
            const struct op *cast = func_made_by(x->f, &op->args[0]);
            const struct operand *o = cast != NULL && cast->kind == OP_CAST
                                          ? &cast->a
                                          : &op->args[0];
            if (o->kind == OPERAND_SLOT && holds(x, s, o->index, v))
                return true;
        }
    return false;
}

/* The library has not refused: what it was asked to keep it keeps. */
bool
counted_for_library(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    if (f->kind != x->p->ref || s->exc == EXC_STATE_SET ||
        (f->origin == ORIGIN_NEW && !is_counted_here(x, s, v)))
        return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (!is_library_call(x, op))
                continue;
            for (size_t a = !has_releasing_callback(x, op); a < op->n_args;
                 a++)
                if (!type_is_object_pointer(op->type) &&
                    comes_from(x, s, &op->args[a], v))
                    return true;
        }
    return false;
}

/* Fields of plain structs (not objects) that hold objects: where the program
 * puts something there.  Loads of such a field are many, so that the places
 * are collected once.
 */
#include "types.h"

/* Of the address of such a field, or {NULL, 0}. */
struct plain_field
types_plain_field(const struct func *f, const struct operand *address)
{
    const struct op *op = address->kind == OPERAND_SLOT
                              ? func_definition(f, address->index)
                              : NULL;
    if (op == NULL || op->kind != OP_FIELD ||
        (op->a.kind != OPERAND_SLOT && op->a.kind != OPERAND_LOCAL))
        return (struct plain_field){NULL, 0};
    const struct type *t = f->slots[op->a.index].type;
    if (op->a.kind == OPERAND_SLOT)
        t = type_is_pointer(t) ? t->target : NULL;
    bool plain = t != NULL && t->kind == TYPE_RECORD && !t->is_object;
    return (struct plain_field){plain ? t : NULL, op->offset};
}

/* By the type of the address first, as the definition of a slot is looked for
   in the whole function. */
static void
add_put(struct types *t, const struct procedure *proc, const struct op *op,
        const struct operand *address)
{
    const struct func *f = proc->func;
    const struct type *type = address->kind == OPERAND_SLOT
                                  ? f->slots[address->index].type
                                  : NULL;
    if (!type_is_pointer(type) || !type_is_object_pointer(type->target))
        return;
    struct plain_put put = {proc, op, types_plain_field(f, address)};
    if (put.field.record != NULL)
        VEC_PUSH(t->keep, &t->puts, put);
}

static void
add_puts(struct types *t, const struct procedure *proc, const struct op *op)
{
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        add_put(t, proc, op, &op->args[i]);
    if (op->kind == OP_STORE && type_is_object_pointer(op->type))
        add_put(t, proc, op, &op->a);
}

static void
collect(struct types *t)
{
    for (size_t n = 0; n < t->p->procs.n; n++) {
        const struct procedure *proc = &t->p->procs.v[n];
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
                add_puts(t, proc, &proc->func->blocks[b].ops[i]);
    }
}

const struct plain_puts *
types_plain_puts(struct types *t)
{
    if (!t->has_puts)
        collect(t);
    t->has_puts = true;
    return &t->puts;
}

/* Static structs that a function hands out instead of what it was asked for:
 *
 *     static struct entry failed;
 *
 *     if (e == NULL)
 *         return &failed;
 *     return e;
 *
 * What it finds elsewhere is never that one, so that the caller's question
 * tells the two apart.  This is read from the body, not from the outcomes: of
 * functions that call each other these are not known yet.
 */
#include "call.h"

static bool
is_returned(const struct func *f, uint32_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++) {
        const struct op *op = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
        if (op->kind == OP_RETURN && op->a.kind == OPERAND_SLOT &&
            op->a.index == slot)
            return true;
    }
    return false;
}

static bool
hands_out(const struct func *f, const struct op *op)
{
    return op->a.kind == OPERAND_GLOBAL &&
           (op->kind == OP_RETURN ||
            (op->kind == OP_COPY && is_returned(f, op->dst)));
}

static void
exclude(struct explorer *x, struct state *s, const struct func *f, value v)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (!hands_out(f, op))
                continue;
            value at = term_intern(
                &x->terms,
                (struct term){.kind = VALUE_GLOBAL, .name = op->a.name});
            value same = term_intern(
                &x->terms,
                (struct term){
                    .kind = VALUE_BINARY, .code = CODE_EQ, .a = v, .b = at});
            state_fact_make(x, s, same)->null = NULL_IS;
        }
}

void
sentinels_exclude(const struct calling *k, struct state *s,
                  const struct outcome *o, value v)
{
    const struct type *type = k->op->type;
    const struct procedure *to =
        o->global == NULL && v != NO_VALUE && k->op->callee != NULL &&
                type_is_pointer(type) && !type_is_object_pointer(type) &&
                term_at(&k->x->terms, v)->kind == VALUE_SYMBOL
            ? program_find(k->x->p, k->x->unit, k->op->callee)
            : NULL;
    if (to != NULL)
        exclude(k->x, s, to->func, v);
}

/* Values that are stored in a field and released afterwards by the function
 * that had the one reference: the field only looks on.
 */
#include "types_trace.h"

static bool
does_to(const struct tracing *x, const struct op *op, uint32_t slot,
        enum verb verb)
{
    return op->n_args == 1 && op->args[0].kind == OPERAND_SLOT &&
           op->args[0].index == slot && types_op_does(x->t, op, 0, verb);
}

static bool
acquires_slot(const struct tracing *x, uint32_t slot)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++)
            if (does_to(x, &x->f->blocks[b].ops[i], slot, VERB_ACQUIRES))
                return true;
    return false;
}

/* Does some way from here to the end keep the reference in the variable? */
static bool
may_keep(const struct tracing *x, uint64_t *seen, uint32_t block, size_t from,
         uint32_t slot)
{
    const struct block *b = &x->f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if (does_to(x, op, slot, VERB_RELEASES))
            return false;
        if (op->kind == OP_RETURN || (op->dst == slot && op->kind != OP_SCOPE))
            return true;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        if (bit_test(seen, to))
            continue;
        bit_set(seen, to);
        if (may_keep(x, seen, to, 0, slot))
            return true;
    }
    return false;
}

bool
touch_is_lent(const struct tracing *x, const struct op *store, uint32_t slot)
{
    if (acquires_slot(x, slot))
        return false;
    uint64_t *seen = ARENA_ARRAY(x->scratch, uint64_t,
                                 x->f->n_blocks / 64 + 1);
    for (uint32_t b = 0; b < x->f->n_blocks; b++) {
        const struct block *in = &x->f->blocks[b];
        if (store >= in->ops && store < in->ops + in->n_ops)
            return !may_keep(x, seen, b, (size_t)(store - in->ops) + 1, slot);
    }
    return false;
}

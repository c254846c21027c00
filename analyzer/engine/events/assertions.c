/* Calls whose result an assertion wants: `assert(PyObject_IsSubclass(a, b))`.
 * A release build does not make them, so nobody writes one that may raise.
 */
#include "call.h"

#include <string.h>

static bool
begins_failing(const struct func *f, uint32_t block)
{
    if (block == NO_BLOCK)
        return false;
    const struct op *first = &f->blocks[block].ops[0];
    return first->kind == OP_CALL && first->callee != NULL &&
           strcmp(first->callee, "__assert_fail") == 0;
}

/* The value of `slot` at the end of the block comes from this call, perhaps
   by way of comparisons. */
static void
mark_behind(struct explorer *x, uint32_t block, size_t end, uint32_t slot)
{
    const struct block *b = &x->f->blocks[block];
    for (size_t i = end; i-- > 0;) {
        const struct op *op = &b->ops[i];
        if (op->dst != slot || op->kind == OP_SCOPE)
            continue;
        if (op->kind == OP_CALL)
            x->ops[x->blocks[block].first_op + i].asserted = true;
        else if (op->kind != OP_LOAD && op->a.kind == OPERAND_SLOT)
            mark_behind(x, block, i, op->a.index);
        if (op->kind == OP_BINARY && op->b.kind == OPERAND_SLOT)
            mark_behind(x, block, i, op->b.index);
        return;
    }
}

void
assertions_find(struct explorer *x)
{
    for (uint32_t b = 0; b < x->f->n_blocks; b++) {
        const struct block *block = &x->f->blocks[b];
        const struct op *last = &block->ops[block->n_ops - 1];
        if (last->kind == OP_BRANCH && last->a.kind == OPERAND_SLOT &&
            (begins_failing(x->f, last->to[0]) ||
             begins_failing(x->f, last->to[1])))
            mark_behind(x, b, block->n_ops - 1, last->a.index);
    }
}

bool
assertion_excludes(const struct calling *k, const struct outcome *o)
{
    return k->info->asserted && o->exc == EXC_SET && k->c->n_outcomes > 1 &&
           contract_outcome_fails(o);
}

/* Helpers whose result a function that Python calls returns as it is:
 * `return get_default(self);`. Python releases it, so what the helper only
 * lends at one of its returns is a mistake of the helper.  So it is where a
 * caller releases the result itself, which is told there as well, but for
 * None and the like.
 */
#include "run.h"

/* The slot that the next ops copy the result to before it is returned. */
static bool
returns_it(const struct func *f, uint32_t block, size_t at)
{
    uint32_t slot = f->blocks[block].ops[at].dst;
    for (unsigned hops = 0; slot != NO_SLOT && hops < 3; hops++) {
        const struct block *b = &f->blocks[block];
        while (++at < b->n_ops) {
            const struct op *op = &b->ops[at];
            bool moves = op->a.kind == OPERAND_SLOT && op->a.index == slot;
            if (op->kind == OP_RETURN)
                return moves;
            if (op->kind == OP_JUMP)
                break;
            if (op->kind == OP_SCOPE && op->dst != slot)
                continue;
            if ((op->kind != OP_COPY && op->kind != OP_CAST) || !moves)
                return false;
            slot = op->dst;
        }
        if (at == b->n_ops)
            return false;
        block = b->ops[at].to[0];
        at = SIZE_MAX;
    }
    return false;
}

static bool
gives_to_python(const struct procedure *from)
{
    const struct contract *entry = from->entry;
    if (entry == NULL)
        return from->handed_out;
    for (size_t i = 0; i < entry->n_outcomes; i++)
        if (entry->outcomes[i].result == RESULT_NEW)
            return true;
    return false;
}

/* True when one more is known to be. */
static bool
note_callees(struct program *p, const struct procedure *from)
{
    const struct func *f = from->func;
    bool more = false;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            struct procedure *to = program_callee(p, from->unit, op);
            if (to == NULL || to->handed_out || to->entry != NULL ||
                !returns_it(f, b, i))
                continue;
            to->handed_out = more = true;
        }
    return more;
}

static void
note_released(struct program *p, const struct procedure *from)
{
    const struct func *f = from->func;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            struct procedure *to = program_callee(p, from->unit, op);
            if (to != NULL && !to->dropped && to->entry == NULL)
                to->dropped = released_by_all(p, f, b, i);
        }
}

void
handed_out_learn(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++)
        if (p->procs.v[i].func->status == FUNC_OK)
            note_released(p, &p->procs.v[i]);
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < p->procs.n; i++)
            if (gives_to_python(&p->procs.v[i]))
                more |= note_callees(p, &p->procs.v[i]);
    }
}

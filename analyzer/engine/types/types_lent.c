/* Values that are stored in a field and released afterwards by the function
 * that had the one reference: the field only looks on.  And values that are
 * stored in more places than there are references.
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

/* ---- one reference, several places -------------------------------------- */

static bool
is_slot_of(const struct operand *o, const uint64_t *alias)
{
    return o->kind == OPERAND_SLOT && bit_test(alias, o->index);
}

static bool
acquires_one(const struct tracing *x, const struct op *op,
             const uint64_t *alias)
{
    return op->kind == OP_CALL && op->n_args == 1 &&
           is_slot_of(&op->args[0], alias) &&
           (types_op_does(x->t, op, 0, VERB_ACQUIRES) ||
            (op->callee != NULL && str_ends(op->callee, "NewRef")));
}

/* PyModule_AddObject(m, "error", state->error) */
static bool
is_given_to(const struct tracing *x, const struct op *op,
            const uint64_t *alias)
{
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        if (is_slot_of(&op->args[i], alias) &&
            types_op_does(x->t, op, i, VERB_STEALS))
            return true;
    return false;
}

static bool
are_in_line(const struct func *f, uint32_t a, uint32_t b)
{
    return a == b || func_reaches(f, a, b, NO_BLOCK) ||
           func_reaches(f, b, a, NO_BLOCK);
}

/* What the function reads from the very field that the value was put in. */
static void
add_what_is_read_back(const struct func *f, const struct op *store,
                      uint64_t *alias)
{
    const struct op *to = func_made_by(f, &store->a);
    if (to == NULL || to->kind != OP_FIELD || to->a.kind != OPERAND_SLOT)
        return;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct op *from = op->kind == OP_LOAD
                                        ? func_made_by(f, &op->a)
                                        : NULL;
            if (from != NULL && from->kind == OP_FIELD &&
                from->offset == to->offset && from->a.kind == to->a.kind &&
                from->a.index == to->a.index)
                bit_set(alias, op->dst);
        }
}

/* There are fewer references than places that get the pointer one after the
   other: whichever of them owns it, this one need not. */
bool
touch_is_shared(const struct tracing *x, const struct op *store, uint32_t slot)
{
    uint64_t *alias = slot_aliases(x->scratch, x->f, slot);
    uint32_t here = op_position(x->f, store).block;
    unsigned places = 0, references = 1;
    bool returned = false;
    add_what_is_read_back(x->f, store, alias);
    for (uint32_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            bool put = op->kind == OP_STORE && is_slot_of(&op->b, alias) &&
                       trace_local(x, &op->a) == NO_SLOT;
            references += acquires_one(x, op, alias);
            returned |= op->kind == OP_RETURN && is_slot_of(&op->a, alias);
            places += (put || is_given_to(x, op, alias)) &&
                      are_in_line(x->f, b, here);
        }
    return places > 1 && places + returned > references;
}

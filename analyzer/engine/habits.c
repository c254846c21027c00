/* What the program does with the results of its own helpers.
 *
 * A helper that can return NULL without an exception, and whose result
 * next to nobody in the program tests, returns NULL in situations that its
 * callers know not to be in ("the module does not exist").
 */
#include "explore.h"

#define MIN_SITES 3 /* fewer callers make no habit */
#define RARE 10     /* one test in that many is none */

struct tested {
    const struct func *f;
    uint64_t *bits; /* by slot: the value is looked at by a condition */
    bool changed;
};

static bool
has(const struct tested *t, uint32_t slot)
{
    return (t->bits[slot / 64] >> (slot % 64) & 1) != 0;
}

static void
add(struct tested *t, const struct operand *o)
{
    if (o->kind != OPERAND_SLOT || has(t, o->index))
        return;
    t->bits[o->index / 64] |= UINT64_C(1) << (o->index % 64);
    t->changed = true;
}

static void
note_test(struct tested *t, const struct op *op)
{
    bool test = op->kind == OP_BRANCH || op->kind == OP_SWITCH ||
                op->kind == OP_RETURN ||
                (op->kind == OP_UNARY && op->code == CODE_LNOT) ||
                (op->kind == OP_BINARY && op->code >= CODE_EQ);
    bool copy = op->kind == OP_COPY || op->kind == OP_CAST;
    if (!test && !(copy && has(t, op->dst)))
        return;
    add(t, &op->a);
    add(t, &op->b);
}

static void
count_sites(struct program *p, const struct unit *u, const struct tested *t)
{
    for (size_t b = 0; b < t->f->n_blocks; b++)
        for (size_t i = 0; i < t->f->blocks[b].n_ops; i++) {
            const struct op *op = &t->f->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL ||
                op->dst == NO_SLOT || !type_is_pointer(op->type))
                continue;
            struct procedure *to = program_find(p, u, op->callee);
            if (to == NULL)
                continue;
            to->sites++;
            to->tested_sites += has(t, op->dst);
        }
}

void
habits_learn(struct program *p)
{
    for (size_t n = 0; n < p->procs.n; n++) {
        arena *scratch = arena_new();
        struct tested t = {.f = p->procs.v[n].func, .changed = true};
        t.bits = ARENA_ARRAY(scratch, uint64_t, t.f->n_slots / 64 + 1);
        while (t.changed) {
            t.changed = false;
            for (size_t b = 0; b < t.f->n_blocks; b++)
                for (size_t i = 0; i < t.f->blocks[b].n_ops; i++)
                    note_test(&t, &t.f->blocks[b].ops[i]);
        }
        count_sites(p, p->procs.v[n].unit, &t);
        arena_free(scratch);
    }
}

bool
habit_untested(const struct explorer *x, sym callee)
{
    const struct procedure *to = program_find(x->p, x->unit, callee);
    return to != NULL && to->sites >= MIN_SITES &&
           to->tested_sites * RARE <= to->sites;
}

/* Which slots are still read later, and with which op each one dies.
 *
 * Slots whose address is taken live in memory and are not counted here.
 * Also numbers the ops and orders the blocks.
 */
#include "call.h"

#include <string.h>

/* Above this many bits of live sets a function is out of budget. */
#define MAX_BITS (UINT64_C(1) << 31)

/* Slot `size` holds the size of the container in slot `of`: item calls are
   judged by it, so they count as reading it. */
struct bound {
    uint32_t of, size;
};

struct live {
    struct explorer *x;
    size_t words;
    uint64_t *now;
    VEC(struct bound) bounds;
};

static bool
test(const uint64_t *set, uint32_t i)
{
    return (set[i / 64] >> (i % 64) & 1) != 0;
}

static void
use(struct live *l, const struct operand *o)
{
    if (o->kind == OPERAND_SLOT)
        l->now[o->index / 64] |= UINT64_C(1) << (o->index % 64);
}

/* ---- sizes of containers ---- */

/* self->items and self->items: read twice, but most often the same list. */
static bool
same_place(const struct live *l, const struct operand *a,
           const struct operand *b)
{
    if (operand_equal(a, b))
        return true;
    const struct op *x = func_made_by(l->x->f, a),
                    *y = func_made_by(l->x->f, b);
    if (x == NULL || y == NULL || x->kind != y->kind ||
        (x->kind != OP_LOAD && x->kind != OP_FIELD))
        return false;
    return (x->kind == OP_LOAD || x->offset == y->offset) &&
           same_place(l, &x->a, &y->a);
}

static const struct contract *
callee_line(const struct live *l, const struct op *op)
{
    if (op->kind != OP_CALL || op->callee == NULL || op->n_args == 0 ||
        op->args[0].kind != OPERAND_SLOT)
        return NULL;
    return call_line(l->x, op);
}

/* The argument whose size the call gives, else -1. */
static int
gives_size(const struct live *l, const struct op *op)
{
    const struct contract *c = callee_line(l, op);
    if (c == NULL || op->dst == NO_SLOT ||
        c->outcomes[0].result != RESULT_RANGE || c->outcomes[0].lo != 0 ||
        c->outcomes[0].hi != INT64_MAX)
        return -1;
    if (contract_is_inferred(c))
        return c->outcomes[0].param;
    return op->n_args == 1 ? 0 : -1;
}

static void
find_bounds(struct live *l, const struct op *op)
{
    int of = gives_size(l, op);
    if (of >= 0 && op->args[of].kind == OPERAND_SLOT)
        VEC_PUSH(l->x->keep, &l->bounds,
                 ((struct bound){.of = op->args[of].index, .size = op->dst}));
    if ((op->kind != OP_COPY && op->kind != OP_CAST) ||
        op->a.kind != OPERAND_SLOT)
        return;
    size_t n = l->bounds.n;
    for (size_t i = 0; i < n; i++)
        if (l->bounds.v[i].size == op->a.index)
            VEC_PUSH(
                l->x->keep, &l->bounds,
                ((struct bound){.of = l->bounds.v[i].of, .size = op->dst}));
}

static void
use_bounds(struct live *l, const struct op *op)
{
    const struct contract *c = l->bounds.n == 0 ? NULL : callee_line(l, op);
    if (c == NULL || op->n_args < 2 || (c->fails & CAUSE_VALUE) == 0)
        return;
    for (size_t i = 0; i < l->bounds.n; i++)
        if (same_place(l,
                       &(struct operand){.kind = OPERAND_SLOT,
                                         .index = l->bounds.v[i].of},
                       &op->args[0]))
            use(l, &(struct operand){.kind = OPERAND_SLOT,
                                     .index = l->bounds.v[i].size});
}

/* ---- flow ---- */

static void
step_back(struct live *l, const struct op *op)
{
    if (op->dst != NO_SLOT)
        l->now[op->dst / 64] &= ~(UINT64_C(1) << (op->dst % 64));
    use(l, &op->a);
    use(l, &op->b);
    for (size_t i = 0; i < op->n_args; i++)
        use(l, &op->args[i]);
    use_bounds(l, op);
}

static void
live_out(struct live *l, const struct block *b)
{
    memset(l->now, 0, l->words * sizeof(uint64_t));
    const struct op *end = &b->ops[b->n_ops - 1];
    for (size_t k = 0; op_successor(end, k) != NO_BLOCK; k++) {
        const uint64_t *in = l->x->blocks[op_successor(end, k)].live_in;
        for (size_t w = 0; w < l->words; w++)
            l->now[w] |= in[w];
    }
}

static bool
flow(struct live *l, uint32_t block)
{
    const struct block *b = &l->x->f->blocks[block];
    live_out(l, b);
    for (size_t i = b->n_ops; i-- > 0;)
        step_back(l, &b->ops[i]);
    uint64_t *in = l->x->blocks[block].live_in;
    if (memcmp(in, l->now, l->words * sizeof(uint64_t)) == 0)
        return false;
    memcpy(in, l->now, l->words * sizeof(uint64_t));
    return true;
}

/* ---- order of blocks ---------------------------------------------------- */

struct frame {
    uint32_t block;
    size_t next;
};

static void
order_blocks(struct explorer *x, uint32_t *post)
{
    const struct func *f = x->f;
    struct frame *stack = ARENA_ARRAY(x->keep, struct frame, f->n_blocks + 1);
    uint8_t *color = arena_alloc(x->keep, f->n_blocks + 1);
    size_t depth = 1, n = 0;
    color[0] = 1;
    while (depth > 0) {
        struct frame *top = &stack[depth - 1];
        const struct block *b = &f->blocks[top->block];
        uint32_t to = op_successor(&b->ops[b->n_ops - 1], top->next++);
        if (to == NO_BLOCK) {
            color[top->block] = 2;
            post[n++] = top->block;
            depth--;
        }
        else if (color[to] == 1) {
            x->blocks[to].loop_head = true;
        }
        else if (color[to] == 0) {
            color[to] = 1;
            stack[depth++] = (struct frame){.block = to};
        }
    }
    for (size_t i = 0; i < n; i++) {
        x->blocks[post[i]].order = (uint32_t)(n - 1 - i);
        x->blocks[post[i]].reached = true;
    }
    for (size_t i = n; i < f->n_blocks; i++)
        post[i] = NO_BLOCK;
}

/* ---- deaths ---- */

static void
dies_one(struct live *l, struct op_info *info, const struct operand *o)
{
    if (o->kind != OPERAND_SLOT || test(l->now, o->index))
        return;
    for (uint32_t i = 0; i < info->n_dies; i++)
        if (l->x->dies.v[info->dies + i] == o->index)
            return;
    VEC_PUSH(l->x->keep, &l->x->dies, o->index);
    info->n_dies++;
}

/* `now` is what lives after the op. */
static void
deaths(struct live *l, const struct op *op, struct op_info *info)
{
    info->dies = (uint32_t)l->x->dies.n;
    if (op->dst != NO_SLOT && op->kind != OP_SCOPE && !test(l->now, op->dst))
        dies_one(l, info,
                 &(struct operand){.kind = OPERAND_SLOT, .index = op->dst});
    dies_one(l, info, &op->a);
    dies_one(l, info, &op->b);
    for (size_t i = 0; i < op->n_args; i++)
        dies_one(l, info, &op->args[i]);
}

static void
number_ops(struct explorer *x)
{
    uint32_t n = 0;
    for (size_t b = 0; b < x->f->n_blocks; b++) {
        x->blocks[b].first_op = n;
        n += (uint32_t)x->f->blocks[b].n_ops;
    }
    x->ops = ARENA_ARRAY(x->keep, struct op_info, n);
}

bool
liveness_compute(struct explorer *x)
{
    const struct func *f = x->f;
    struct live l = {.x = x, .words = (f->n_slots + 63) / 64};
    if ((uint64_t)f->n_blocks * l.words * 64 > MAX_BITS)
        return false;
    x->blocks = ARENA_ARRAY(x->keep, struct block_info, f->n_blocks);
    number_ops(x);
    l.now = ARENA_ARRAY(x->keep, uint64_t, l.words);
    uint64_t *sets = ARENA_ARRAY(x->keep, uint64_t, f->n_blocks *l.words);
    for (size_t b = 0; b < f->n_blocks; b++)
        x->blocks[b].live_in = sets + b * l.words;
    uint32_t *post = ARENA_ARRAY(x->keep, uint32_t, f->n_blocks);
    order_blocks(x, post);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            find_bounds(&l, &f->blocks[b].ops[i]);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < f->n_blocks && post[i] != NO_BLOCK; i++)
            changed |= flow(&l, post[i]);
    }
    for (size_t b = 0; b < f->n_blocks; b++) {
        live_out(&l, &f->blocks[b]);
        for (size_t i = f->blocks[b].n_ops; i-- > 0;) {
            deaths(&l, &f->blocks[b].ops[i],
                   &x->ops[x->blocks[b].first_op + i]);
            step_back(&l, &f->blocks[b].ops[i]);
        }
    }
    return true;
}

/* Questions about the ways through a function. */
#include "ir.h"

#include <string.h>

bool
operand_equal(const struct operand *a, const struct operand *b)
{
    return a->kind == b->kind && a->kind != OPERAND_NONE &&
           a->kind != OPERAND_FLOAT && a->index == b->index &&
           a->number == b->number && a->name == b->name;
}

struct position
op_position(const struct func *f, const struct op *op)
{
    for (size_t b = 0; op != NULL && b < f->n_blocks; b++) {
        const struct block *block = &f->blocks[b];
        if (op >= block->ops && op < block->ops + block->n_ops)
            return (struct position){(uint32_t)b, (uint32_t)(op - block->ops)};
    }
    return (struct position){NO_BLOCK, NO_BLOCK};
}

struct walk {
    bool *seen;
    uint32_t *stack;
    size_t n;
};

static void
walk_push(struct walk *w, uint32_t block)
{
    if (w->seen[block])
        return;
    w->seen[block] = true;
    w->stack[w->n++] = block;
}

static bool
walk_to(struct walk *w, const struct func *f, uint32_t to)
{
    while (w->n > 0) {
        uint32_t at = w->stack[--w->n];
        const struct block *b = &f->blocks[at];
        const struct op *last = &b->ops[b->n_ops - 1];
        if (to == NO_BLOCK ? last->kind == OP_RETURN : at == to)
            return true;
        for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
            walk_push(w, op_successor(last, i));
    }
    return false;
}

const struct op *
func_definition(const struct func *f, uint32_t slot)
{
    assert(slot < f->n_slots && f->definitions != NULL);
    return f->definitions[slot];
}

const struct op *
func_made_by(const struct func *f, const struct operand *o)
{
    return o->kind == OPERAND_SLOT ? func_definition(f, o->index) : NULL;
}

struct operand
func_origin(const struct func *f, struct operand o)
{
    const struct op *op = func_made_by(f, &o);
    while (op != NULL && (op->kind == OP_COPY || op->kind == OP_CAST)) {
        o = op->a;
        op = func_made_by(f, &o);
    }
    return o;
}

const struct op *
func_made_behind(const struct func *f, const struct operand *o)
{
    struct operand from = func_origin(f, *o);
    const struct op *op = func_made_by(f, &from);
    return op != NULL && op->kind != OP_COPY && op->kind != OP_CAST ? op
                                                                    : NULL;
}

/* `a = b; b = a;` of variables that got their values elsewhere: whoever
 * follows definitions must come to an end. */
static void
cut_circles(arena *scratch, const struct func *f, const struct op **def)
{
    uint32_t *round = ARENA_ARRAY(scratch, uint32_t, f->n_slots);
    for (uint32_t i = 0; i < f->n_slots; i++) {
        uint32_t at = i;
        while (round[at] == 0) {
            round[at] = i + 1;
            if (def[at] == NULL || def[at]->a.kind != OPERAND_SLOT)
                break;
            at = def[at]->a.index;
        }
        if (round[at] == i + 1 && def[at] != NULL &&
            def[at]->a.kind == OPERAND_SLOT)
            def[at] = NULL;
    }
}

void
func_find_definitions(arena *keep, struct func *f)
{
    arena *scratch = arena_new();
    bool *twice = ARENA_ARRAY(scratch, bool, f->n_slots);
    const struct op **def = ARENA_ARRAY(keep, const struct op *, f->n_slots);
    for (size_t i = 0; i < f->n_params; i++)
        twice[i] = true;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst == NO_SLOT || op->kind == OP_SCOPE)
                continue;
            twice[op->dst] |= def[op->dst] != NULL;
            def[op->dst] = twice[op->dst] ? NULL : op;
        }
    cut_circles(scratch, f, def);
    f->definitions = def;
    arena_free(scratch);
}

bool
func_reaches(const struct func *f, uint32_t from, uint32_t to, uint32_t avoid)
{
    arena *scratch = arena_new();
    struct walk w = {.seen = ARENA_ARRAY(scratch, bool, f->n_blocks),
                     .stack = ARENA_ARRAY(scratch, uint32_t, f->n_blocks)};
    if (avoid != NO_BLOCK)
        w.seen[avoid] = true;
    walk_push(&w, from);
    bool found = walk_to(&w, f, to);
    arena_free(scratch);
    return found;
}

bool
op_comes_after(const struct func *f, const struct op *first,
               const struct op *then)
{
    struct position from = op_position(f, first), to = op_position(f, then);
    if (from.block == NO_BLOCK || to.block == NO_BLOCK)
        return false;
    if (from.block == to.block && from.op < to.op)
        return true;
    const struct block *b = &f->blocks[from.block];
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        if (func_reaches(f, op_successor(last, i), to.block, NO_BLOCK))
            return true;
    return false;
}

bool
func_decides(const struct func *f, uint32_t test, uint32_t to)
{
    const struct block *b = &f->blocks[test];
    const struct op *end = &b->ops[b->n_ops - 1];
    assert(end->kind == OP_BRANCH);
    return func_reaches(f, end->to[0], to, test) !=
           func_reaches(f, end->to[1], to, test);
}

static bool
is_slot(const struct operand *o, uint32_t slot)
{
    return (o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL) &&
           o->index == slot;
}

static bool
op_follows(const struct func *f, const struct op *op, uint32_t slot,
           unsigned depth)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (is_slot(&op->args[i], slot))
            return false;
    if (is_slot(&op->b, slot))
        return false;
    if (!is_slot(&op->a, slot) || op->kind == OP_FIELD || op->kind == OP_LOAD)
        return op->a.kind != OPERAND_LOCAL || op->a.index != slot;
    return (op->kind == OP_COPY || op->kind == OP_CAST) && depth < 4 &&
           func_only_follows(f, op->dst, depth + 1);
}

bool
func_only_follows(const struct func *f, uint32_t slot, unsigned depth)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (!op_follows(f, &f->blocks[b].ops[i], slot, depth))
                return false;
    return slot != NO_SLOT;
}

bool
func_calls(const struct func *f, const char *name)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                strcmp(op->callee, name) == 0)
                return true;
        }
    return false;
}

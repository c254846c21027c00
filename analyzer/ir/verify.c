/* Is a lowered function sound?  Run after every lowering; a function that
 * fails here is our bug and must not reach the engine. */
#include "ir.h"

#include <string.h>

struct check {
    arena *keep;
    const struct func *f;
    const char *problem;
};

static void __attribute__((format(printf, 4, 5)))
complain(struct check *c, size_t block, size_t op, const char *format, ...)
{
    if (c->problem != NULL)
        return;
    va_list ap;
    va_start(ap, format);
    const char *what = arena_vprintf(c->keep, format, ap);
    va_end(ap);
    c->problem = arena_printf(c->keep, "%s: block %zu op %zu: %s", c->f->name,
                              block, op, what);
}

static bool
operand_ok(const struct func *f, const struct operand *o)
{
    switch (o->kind) {
    case OPERAND_NONE:
    case OPERAND_INT:
    case OPERAND_FLOAT:
        return true;
    case OPERAND_SLOT:
        return o->index < f->n_slots;
    case OPERAND_LOCAL:
        return o->index < f->n_slots && f->slots[o->index].address_taken;
    case OPERAND_STRING:
    case OPERAND_GLOBAL:
    case OPERAND_FUNCTION:
        return o->name != NULL;
    }
    return false;
}

/* Which of dst, a, b an op must have; one row per kind. */
enum need { NO, YES, MAY };
static const struct {
    enum need dst, a, b;
} needs[OP_KIND_COUNT] = {
    [OP_COPY] = {YES, YES, NO},      [OP_LOAD] = {YES, YES, NO},
    [OP_STORE] = {NO, YES, YES},     [OP_ZERO] = {NO, YES, NO},
    [OP_FIELD] = {YES, YES, NO},     [OP_INDEX] = {YES, YES, YES},
    [OP_UNARY] = {YES, YES, NO},     [OP_BINARY] = {YES, YES, YES},
    [OP_CAST] = {YES, YES, NO},      [OP_CALL] = {MAY, MAY, NO},
    [OP_HAVOC] = {MAY, MAY, NO},     [OP_SCOPE] = {YES, NO, NO},
    [OP_JUMP] = {NO, NO, NO},        [OP_BRANCH] = {NO, YES, NO},
    [OP_SWITCH] = {NO, YES, NO},     [OP_RETURN] = {NO, MAY, NO},
    [OP_UNREACHABLE] = {NO, NO, NO},
};

static bool
needed(enum need need, bool present)
{
    return need == MAY || (need == YES) == present;
}

static void
check_op(struct check *c, size_t b, size_t i, const struct op *op)
{
    const struct func *f = c->f;
    if (op->kind >= OP_KIND_COUNT) {
        complain(c, b, i, "no such kind: %d", (int)op->kind);
        return;
    }
    if (!needed(needs[op->kind].dst, op->dst != NO_SLOT) ||
        !needed(needs[op->kind].a, op->a.kind != OPERAND_NONE) ||
        !needed(needs[op->kind].b, op->b.kind != OPERAND_NONE))
        complain(c, b, i, "wrong operands for kind %d", (int)op->kind);
    if (op->dst != NO_SLOT && op->dst >= f->n_slots)
        complain(c, b, i, "dst out of range");
    if (!operand_ok(f, &op->a) || !operand_ok(f, &op->b))
        complain(c, b, i, "bad operand");
    for (size_t k = 0; k < op->n_args; k++)
        if (!operand_ok(f, &op->args[k]) || op->args[k].kind == OPERAND_NONE)
            complain(c, b, i, "bad argument %zu", k);
    if (op->kind == OP_CALL &&
        (op->callee == NULL) == (op->a.kind == OPERAND_NONE))
        complain(c, b, i, "a call has a callee or a pointer, not both");
    if (op->type == NULL && op->kind != OP_SCOPE && op->kind != OP_HAVOC &&
        (!op_is_terminator(op) ||
         (op->kind == OP_RETURN && op->a.kind != OPERAND_NONE)))
        complain(c, b, i, "no type");
    if (op->loc.line == 0)
        complain(c, b, i, "no location");
    if ((op->kind == OP_UNARY || op->kind == OP_BINARY) &&
        (op->code == CODE_NONE || op->code >= CODE_COUNT))
        complain(c, b, i, "no operator");
    if (op_is_terminator(op) != (i + 1 == f->blocks[b].n_ops))
        complain(c, b, i, "terminator in the wrong place");
    for (size_t k = 0; op_successor(op, k) != NO_BLOCK; k++)
        if (op_successor(op, k) >= f->n_blocks)
            complain(c, b, i, "target out of range");
}

/* ---- temporaries are defined before use -------------------------------
 *
 * Only temporaries that some block reads before it sets them need the data
 * flow; in a giant function that is a handful of thousands.
 */

struct defs {
    const struct func *f;
    uint32_t *number; /* slot -> 1 + number among the candidates, or 0 */
    uint32_t *set_in; /* slot -> 1 + last block that set it */
    size_t n;         /* candidates */
};

static bool
is_temporary(const struct func *f, const struct operand *o)
{
    return o->kind == OPERAND_SLOT && f->slots[o->index].name == NULL &&
           !f->slots[o->index].is_param;
}

static void
defs_candidate(struct defs *d, const struct operand *o, size_t block)
{
    if (is_temporary(d->f, o) && d->set_in[o->index] != block + 1 &&
        d->number[o->index] == 0)
        d->number[o->index] = (uint32_t)++d->n;
}

static void
defs_find(struct defs *d)
{
    for (size_t b = 0; b < d->f->n_blocks; b++) {
        for (size_t i = 0; i < d->f->blocks[b].n_ops; i++) {
            const struct op *op = &d->f->blocks[b].ops[i];
            defs_candidate(d, &op->a, b);
            defs_candidate(d, &op->b, b);
            for (size_t k = 0; k < op->n_args; k++)
                defs_candidate(d, &op->args[k], b);
            if (op->dst != NO_SLOT)
                d->set_in[op->dst] = (uint32_t)b + 1;
        }
    }
}

static bool
defs_missing(const struct defs *d, const uint8_t *set, const struct operand *o)
{
    return is_temporary(d->f, o) && d->number[o->index] != 0 &&
           !set[d->number[o->index] - 1];
}

/* Run the block over `set`; complain about uses when c is given. */
static void
defs_block(const struct defs *d, size_t b, uint8_t *set, struct check *c)
{
    for (size_t i = 0; i < d->f->blocks[b].n_ops; i++) {
        const struct op *op = &d->f->blocks[b].ops[i];
        bool missing = defs_missing(d, set, &op->a) ||
                       defs_missing(d, set, &op->b);
        for (size_t k = 0; k < op->n_args; k++)
            missing = missing || defs_missing(d, set, &op->args[k]);
        if (missing && c != NULL)
            complain(c, b, i, "a temporary is used before it is set");
        if (op->dst != NO_SLOT && d->number[op->dst] != 0)
            set[d->number[op->dst] - 1] = 1;
    }
}

/* Meet `set` into the entry set of a block; true when that changed. */
static bool
defs_meet(uint8_t *entry, bool *seen, const uint8_t *set, size_t n)
{
    if (!*seen) {
        *seen = true;
        memcpy(entry, set, n);
        return true;
    }
    bool changed = false;
    for (size_t i = 0; i < n; i++) {
        if (entry[i] && !set[i]) {
            entry[i] = 0;
            changed = true;
        }
    }
    return changed;
}

static void
defs_flow(struct check *c, const struct defs *d, arena *scratch)
{
    const struct func *f = d->f;
    uint8_t *entry = arena_alloc(scratch, f->n_blocks * d->n);
    uint8_t *set = arena_alloc(scratch, d->n);
    bool *seen = ARENA_ARRAY(scratch, bool, f->n_blocks);
    bool changed = true;
    seen[0] = true;
    while (changed) {
        changed = false;
        for (size_t b = 0; b < f->n_blocks; b++) {
            if (!seen[b])
                continue;
            memcpy(set, entry + b * d->n, d->n);
            defs_block(d, b, set, NULL);
            const struct op *end = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
            for (size_t k = 0; op_successor(end, k) != NO_BLOCK; k++) {
                size_t to = op_successor(end, k);
                changed |= defs_meet(entry + to * d->n, &seen[to], set, d->n);
            }
        }
    }
    for (size_t b = 0; b < f->n_blocks; b++) {
        memcpy(set, entry + b * d->n, d->n);
        if (seen[b])
            defs_block(d, b, set, c);
    }
}

static void
check_defs(struct check *c)
{
    arena *scratch = arena_new();
    struct defs d = {.f = c->f,
                     .number = ARENA_ARRAY(scratch, uint32_t, c->f->n_slots),
                     .set_in = ARENA_ARRAY(scratch, uint32_t, c->f->n_slots)};
    defs_find(&d);
    if (d.n > 0)
        defs_flow(c, &d, scratch);
    arena_free(scratch);
}

const char *
func_verify(arena *keep, const struct func *f)
{
    struct check c = {.keep = keep, .f = f};
    if (f->n_params > f->n_slots)
        return "more parameters than slots";
    if (f->status != FUNC_OK)
        return f->n_blocks == 0 && f->reason != NULL
                   ? NULL
                   : "a function that is not lowered needs a reason and "
                     "no blocks";
    if (f->n_blocks == 0)
        return "no blocks";
    for (size_t b = 0; b < f->n_blocks; b++) {
        if (f->blocks[b].n_ops == 0)
            complain(&c, b, 0, "empty block");
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            check_op(&c, b, i, &f->blocks[b].ops[i]);
    }
    if (c.problem == NULL)
        check_defs(&c);
    return c.problem;
}

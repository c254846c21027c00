/* Memory that a library works with and that the function itself frees:
 *
 *     n = lib_receive(conn, buf, size);
 *     if (n < 0)
 *         return NULL;
 *     ...
 *     free(buf);
 *
 * Where it is freed after the library has done what it was asked for, the
 * library has not kept it, and leaving it behind elsewhere is a leak.  That it
 * is freed where the library has failed says nothing: what the library then
 * has not taken over is still there to be freed.
 */
#include "call.h"

#include <string.h>

#define MAX_COPIES 8 /* more are a circle */

/* `1 ? (void *)&p : p`: what the slot gets is about one variable, by whatever
   way; its slot, or NO_SLOT. */
static uint32_t
only_source(const struct func *f, uint32_t slot)
{
    uint32_t only = NO_SLOT;
    for (size_t b = 0; f->slots[slot].name == NULL && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst != slot)
                continue;
            bool copy = (op->kind == OP_COPY || op->kind == OP_CAST) &&
                        (op->a.kind == OPERAND_SLOT ||
                         op->a.kind == OPERAND_LOCAL);
            if (!copy || (only != NO_SLOT && only != op->a.index))
                return NO_SLOT;
            only = op->a.index;
        }
    return only;
}

/* The slot of the variable that the operand was read from, or is the address
   of. */
static uint32_t
variable_of(const struct func *f, const struct operand *o)
{
    for (int i = 0; i < MAX_COPIES && o->kind == OPERAND_SLOT &&
                    !f->slots[o->index].address_taken;
         i++) {
        const struct op *op = func_definition(f, o->index);
        if (op == NULL && only_source(f, o->index) != NO_SLOT)
            return only_source(f, o->index);
        if (op == NULL || (op->kind != OP_COPY && op->kind != OP_CAST))
            break;
        o = &op->a;
    }
    return o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL ? o->index
                                                               : NO_SLOT;
}

struct hunt {
    struct explorer *x;
    uint32_t block;  /* the variable that has it */
    uint32_t result; /* of the library's function, or NO_SLOT */
    bool *seen;      /* by block */
};

static bool
frees(const struct hunt *h, const struct op *op)
{
    const struct contract *c = op->kind == OP_CALL && op->callee != NULL
                                   ? call_line(h->x, op)
                                   : NULL;
    for (size_t i = 0; c != NULL && i < op->n_args; i++) {
        const struct param *p = call_param(c, i);
        if ((param_has(p, VERB_RELEASES) || param_has(p, VERB_CLEARS)) &&
            variable_of(h->x->f, &op->args[i]) == h->block)
            return true;
    }
    return false;
}

static bool
is_result(const struct hunt *h, const struct operand *o)
{
    const struct func *f = h->x->f;
    for (int i = 0; i < MAX_COPIES && o->kind == OPERAND_SLOT; i++) {
        const struct op *op = func_definition(f, o->index);
        if (o->index == h->result)
            return true;
        if (op == NULL || (op->kind != OP_COPY && op->kind != OP_CAST))
            return false;
        o = &op->a;
    }
    return false;
}

/* The test says the same of both: zero is success for some libraries, and
   failure for others. */
static bool
holds_of_success(const struct op *test, bool *holds)
{
    int64_t zero, one;
    if (test->kind != OP_BINARY || test->b.kind != OPERAND_INT ||
        !op_fold(test->code, 0, test->b.number, &zero) ||
        !op_fold(test->code, 1, test->b.number, &one))
        return false;
    *holds = zero != 0;
    return (zero != 0) == (one != 0);
}

/* Whether the library has failed on this side of the branch, or may have. */
static bool
may_have_failed(const struct hunt *h, const struct op *branch, size_t side)
{
    bool holds;
    if (branch->kind != OP_BRANCH && branch->kind != OP_SWITCH)
        return false;
    if (is_result(h, &branch->a))
        return true;
    const struct op *test = branch->a.kind == OPERAND_SLOT
                                ? func_definition(h->x->f, branch->a.index)
                                : NULL;
    if (test == NULL || (test->kind != OP_BINARY && test->kind != OP_UNARY) ||
        !is_result(h, &test->a))
        return false;
    return !holds_of_success(test, &holds) || holds != (side == 0);
}

static bool
is_freed_from(const struct hunt *h, uint32_t block, size_t from)
{
    const struct block *b = &h->x->f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++) {
        if (frees(h, &b->ops[i]))
            return true;
        if (b->ops[i].dst == h->block)
            return false;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        if (h->seen[to] || may_have_failed(h, last, i))
            continue;
        h->seen[to] = true;
        if (is_freed_from(h, to, 0))
            return true;
    }
    return false;
}

/* Bytes, as far as the type says: a struct is a handle of the library. */
static bool
is_plain_memory(const struct calling *k, const struct state *s, size_t i)
{
    const struct type *t = call_arg_type(k, i);
    const struct fact *f = state_fact(s, k->args[i]);
    return f->kind != NULL && f->kind != k->x->p->ref && f->owned > 0 &&
           strcmp(f->kind, "file") != 0 && type_is_pointer(t) &&
           t->target->kind == TYPE_INT;
}

bool
call_is_freed_after(const struct calling *k, const struct state *s, size_t i)
{
    const struct func *f = k->x->f;
    if (!is_plain_memory(k, s, i) || i >= 8)
        return false;
    uint8_t bit = (uint8_t)(1U << i);
    if ((k->info->freed_asked & bit) == 0) {
        struct hunt h = {.x = k->x,
                         .block = variable_of(f, &k->op->args[i]),
                         .result = k->op->dst,
                         .seen = ARENA_ARRAY(k->x->keep, bool, f->n_blocks)};
        struct position at = op_position(f, k->op);
        k->info->freed_asked |= bit;
        if (h.block != NO_SLOT && is_freed_from(&h, at.block, at.op + 1))
            k->info->freed_after |= bit;
    }
    return (k->info->freed_after & bit) != 0;
}

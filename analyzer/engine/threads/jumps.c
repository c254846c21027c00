/* setjmp() and longjmp(): a jump out of a region without the GIL, by the code
 * itself or by what it calls, and what a function finds where it lands.
 */
#include "call.h"

#include <string.h>

static bool
is_jump(const struct contract *c, enum verb verb)
{
    for (size_t i = 0; c != NULL && i < c->n_params; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++) {
            const struct effect *f = &c->params[i].effects[e];
            if (f->verb == verb && strcmp(f->kind, "jump") == 0)
                return true;
        }
    return false;
}

/* The jump leads to a setjmp() in the same region. */
static bool
stays_inside(const struct state *s)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->callee == NULL)
            continue;
        if (is_jump(t->callee, VERB_RETAINS))
            return true;
        if (t->callee->thread == THREAD_DETACHES || t->callee->thread_mixed)
            return false;
    }
    return false;
}

/* Where setjmp() of this function comes back to. */
static const struct op *
landing(const struct explorer *x)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (is_jump(program_line(x->p, op), VERB_RETAINS))
                return op;
        }
    return NULL;
}

static void
land(struct explorer *x, const struct state *s, const struct op *op)
{
    struct state *t = state_clone(x, s);
    struct position at = op_position(x->f, op);
    if (op->dst != NO_SLOT) {
        value v = symbol_new(x, t, op, RESULT_SUB, op->type);
        state_fact_make(x, t, v)->null = NULL_NEVER;
        assign(x, t, op, op->dst, v);
    }
    explore_enqueue(x, at.block, at.op + 1, t);
}

/* It jumps, or what it calls does, and lands outside of it. */
static bool
jumps(const struct contract *c)
{
    return c->jumps || is_jump(c, VERB_RUNS);
}

void
jump_tell(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    if (!jumps(k->c))
        return;
    const struct op *to = landing(x);
    x->jumps |= to == NULL;
    if (!detached_has_left(x, s) || stays_inside(s))
        return;
    if (to != NULL)
        land(x, s, to);
    else
        tell(
            x, s, EVENT_LOST, k->op, detached_token(s),
            &(struct event){.arg = -1, .loss = LOSS_RETURN, .detached = true});
}

static bool
is_set_later(const struct explorer *x, uint32_t slot, const struct op *from)
{
    uint32_t start = op_position(x->f, from).block;
    for (uint32_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->dst == slot && op->kind != OP_SCOPE &&
                (b != start || op > from) &&
                func_reaches(x->f, start, b, NO_BLOCK))
                return true;
        }
    return false;
}

static bool
releases_later(const struct explorer *x, const struct op *from)
{
    uint32_t start = op_position(x->f, from).block;
    for (uint32_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            const struct contract *c = program_line(x->p, op);
            if (c != NULL && c->thread == THREAD_DETACHES &&
                (b != start || op > from) &&
                func_reaches(x->f, start, b, NO_BLOCK))
                return true;
        }
    return false;
}

/* Variables that were NULL when setjmp() was called may have a value when it
   comes back a second time. */
void
jump_lands(const struct calling *k, struct state *s, const struct outcome *o)
{
    struct explorer *x = k->x;
    if (o->result != RESULT_NOTZERO || !is_jump(k->c, VERB_RETAINS))
        return;
    if (releases_later(x, k->op))
        s->thread = THREAD_UNKNOWN;
    for (uint32_t i = (uint32_t)x->f->n_params; i < x->f->n_slots; i++) {
        const struct slot *slot = &x->f->slots[i];
        value v = slot->address_taken || slot->name == NULL ? NO_VALUE
                                                            : state_slot(s, i);
        if (v != NO_VALUE && i != k->op->dst && type_is_pointer(slot->type) &&
            value_null(x, s, v) == NULL_IS && is_set_later(x, i, k->op))
            state_slot_set(x->keep, s, i,
                           symbol_new(x, s, k->op, 1 + i, slot->type));
    }
}

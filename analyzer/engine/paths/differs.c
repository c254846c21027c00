/* Values that cannot be the same object or block as one that was made here. */
#include "explore.h"

/* Once `made` was made, the op that the other comes from does not run. */
static bool
is_older(const struct explorer *x, const struct term *other,
         const struct term *made)
{
    if (other->kind != VALUE_SYMBOL || made->kind != VALUE_SYMBOL ||
        other->op == NULL || made->op == NULL)
        return false;
    struct position o = op_position(x->f, other->op);
    struct position m = op_position(x->f, made->op);
    if (o.block == NO_BLOCK || m.block == NO_BLOCK ||
        (o.block == m.block && o.op >= m.op))
        return false;
    const struct block *b = &x->f->blocks[m.block];
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        if (func_reaches(x->f, op_successor(last, i), o.block, NO_BLOCK))
            return false;
    return true;
}

/* The result of a call that is handed no memory of any type that the block can
   have, or what a variable of the program holds. */
static bool
is_from_elsewhere(const struct explorer *x, value other)
{
    const struct term *t = term_at(&x->terms, other);
    const struct op *op = t->op;
    value from = term_read_from(t);
    if (from != NO_VALUE)
        return term_at(&x->terms, from)->kind == VALUE_GLOBAL;
    if (t->kind != VALUE_SYMBOL || op == NULL || op->kind != OP_CALL ||
        op->arg_types == NULL)
        return false;
    for (size_t i = 0; i < op->n_args; i++) {
        const struct type *type = op->arg_types[i];
        bool memory = type == NULL ||
                      (type_is_pointer(type) && !type_is_object_pointer(type));
        if (memory && op->args[i].kind != OPERAND_STRING)
            return false;
    }
    return true;
}

/* While nobody else knows of a block, no other call gives it. */
static bool
is_apart(const struct explorer *x, const struct fact *block, value other)
{
    return block->kind != x->p->ref && block->owned > 0 &&
           (block->flags & FLAG_ESCAPED) == 0 && is_from_elsewhere(x, other);
}

/* Nobody else has it, and it was not stored: what is read from memory is
   something else. */
static bool
is_nowhere(const struct explorer *x, const struct state *s, value made)
{
    return (state_fact(s, made)->flags & FLAG_ESCAPED) == 0 &&
           held_count(x, s, made) == 0;
}

static bool
gives_fresh(const struct contract *c)
{
    bool any = false;
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++) {
        bool fresh = c->outcomes[i].result == RESULT_FRESH;
        if (!fresh && c->outcomes[i].result != RESULT_NULL)
            return false;
        any |= fresh;
    }
    return any;
}

/* Made by a function that only makes, and read from a static variable, in
   which nothing has put it, whatever else has got it since. */
static bool
is_none_of_ours(const struct explorer *x, const struct state *s, value made,
                value other)
{
    const struct term *t = term_at(&x->terms, made);
    value from = term_read_from(term_at(&x->terms, other));
    if (from == NO_VALUE || term_at(&x->terms, from)->kind != VALUE_GLOBAL ||
        t->kind != VALUE_SYMBOL || t->sub != 0 || t->op == NULL ||
        t->op->kind != OP_CALL || t->op->callee == NULL ||
        !is_nowhere(x, s, made))
        return false;
    const struct global *g = program_global(x->p, x->unit,
                                            term_at(&x->terms, from)->name);
    const struct procedure *p = program_find(x->p, x->unit, t->op->callee);
    return g != NULL && g->is_static &&
           gives_fresh(p != NULL ? p->summary : program_line(x->p, t->op));
}

/* What was made here is nothing that was there before. */
bool
value_differs(const struct explorer *x, const struct state *s, value made,
              value other)
{
    const struct fact *f = state_fact(s, made);
    const struct term *o = term_at(&x->terms, other);
    if (f->origin != ORIGIN_NEW || f->kind == NULL)
        return false;
    bool ours = (f->flags & FLAG_FRESH) != 0 || f->kind != x->p->ref;
    return o->kind == VALUE_LOCAL || is_apart(x, f, other) ||
           is_none_of_ours(x, s, made, other) ||
           (ours && (o->kind == VALUE_GLOBAL || o->kind == VALUE_PARAM ||
                     (f->kind == x->p->ref && term_read_from(o) != NO_VALUE &&
                      is_nowhere(x, s, made)) ||
                     is_older(x, o, term_at(&x->terms, made))));
}

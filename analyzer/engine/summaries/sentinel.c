/* Static structs that a function hands out instead of what it was asked for:
 *
 *     static struct entry failed;
 *
 *     if (e == NULL)
 *         return &failed;
 *     return e;
 *
 * What it finds elsewhere is never that one, so that the caller's question
 * tells the two apart.  This is read from the body, not from the outcomes: of
 * functions that call each other these are not known yet.
 *
 * Likewise a 0 that comes with an exception and without anything in the
 * caller's variables: the number that comes with a block in them is not 0.
 * And UINT32_MAX or the like that comes with an exception: no number that is
 * found elsewhere is that large.
 */
#include "call.h"

static bool
is_returned(const struct func *f, uint32_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++) {
        const struct op *op = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
        if (op->kind == OP_RETURN && op->a.kind == OPERAND_SLOT &&
            op->a.index == slot)
            return true;
    }
    return false;
}

static bool
hands_out(const struct func *f, const struct op *op)
{
    return op->a.kind == OPERAND_GLOBAL &&
           (op->kind == OP_RETURN ||
            (op->kind == OP_COPY && is_returned(f, op->dst)));
}

static void
exclude(struct explorer *x, struct state *s, const struct func *f, value v)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (!hands_out(f, op))
                continue;
            value at = term_intern(
                &x->terms,
                (struct term){.kind = VALUE_GLOBAL, .name = op->a.name});
            value same = term_intern(
                &x->terms,
                (struct term){
                    .kind = VALUE_BINARY, .code = CODE_EQ, .a = v, .b = at});
            state_fact_make(x, s, same)->null = NULL_IS;
        }
}

static bool
gives_something(const struct contract *c, size_t outcome)
{
    for (size_t p = 0; p < c->n_params; p++)
        for (size_t i = 0; i < c->params[p].n_effects; i++)
            if (c->params[p].effects[i].verb == VERB_GIVES &&
                (c->params[p].effects[i].when >> outcome & 1) != 0)
                return true;
    return false;
}

static bool
fails_with_zero(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        if (o->result == RESULT_RANGE && o->lo == 0 && o->hi == 0 &&
            (o->exc == EXC_SET || o->exc == EXC_MAYBE) &&
            !gives_something(c, i))
            return true;
    }
    return false;
}

static void
exclude_zero(const struct calling *k, struct state *s, const struct outcome *o,
             value v)
{
    if (k->known_body && gives_something(k->c, (size_t)(o - k->c->outcomes)) &&
        fails_with_zero(k->c))
        state_fact_make(k->x, s, v)->null = NULL_NEVER;
}

static void
exclude_largest(const struct calling *k, struct state *s,
                const struct outcome *o, value v)
{
    if (!k->known_body || o->result != RESULT_VALUE || o->exc == EXC_SET)
        return;
    for (size_t i = 0; i < k->c->n_outcomes; i++) {
        const struct outcome *f = &k->c->outcomes[i];
        if (f->result != RESULT_RANGE || f->lo != f->hi || f->lo < INT32_MAX ||
            f->exc != EXC_SET)
            continue;
        struct term same = {.kind = VALUE_BINARY, .code = CODE_EQ, .a = v};
        same.b = term_int(&k->x->terms, f->lo);
        state_fact_make(k->x, s, term_intern(&k->x->terms, same))->null =
            NULL_IS;
    }
}

/* Returns v. */
value
sentinels_exclude(const struct calling *k, struct state *s,
                  const struct outcome *o, value v)
{
    const struct type *type = k->op->type;
    const struct procedure *to =
        o->global == NULL && v != NO_VALUE && k->op->callee != NULL &&
                type_is_pointer(type) && !type_is_object_pointer(type) &&
                term_at(&k->x->terms, v)->kind == VALUE_SYMBOL
            ? program_find(k->x->p, k->x->unit, k->op->callee)
            : NULL;
    if (to != NULL)
        exclude(k->x, s, to->func, v);
    else if (v != NO_VALUE && type != NULL && type->kind == TYPE_INT &&
             term_at(&k->x->terms, v)->kind == VALUE_SYMBOL) {
        exclude_zero(k, s, o, v);
        exclude_largest(k, s, o, v);
    }
    return v;
}

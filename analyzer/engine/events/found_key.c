/* Lookups of what a test has found just before:
 *
 *     if (PyDict_Contains(d, key))
 *         value = PyDict_GetItem(d, key);
 *
 * Where the value is NULL all the same, code elsewhere has taken it out.
 */
#include "call.h"

#include <string.h>

static bool
is_question(const struct op *op)
{
    static const char *const names[] = {
        "PyDict_Contains",  "PyDict_ContainsString",  "PySequence_Contains",
        "PyMapping_HasKey", "PyMapping_HasKeyString", NULL};
    return op->kind == OP_CALL && op->callee != NULL && op->n_args == 2 &&
           str_is_one_of(op->callee, names);
}

static bool
is_lookup(const struct op *op)
{
    static const char *const names[] = {
        "PyDict_GetItem",          "PyDict_GetItemString",
        "PyDict_GetItemWithError", "_PyDict_GetItemStringWithError",
        "PyMapping_GetItemString", NULL};
    return op != NULL && op->kind == OP_CALL && op->callee != NULL &&
           op->n_args == 2 && str_is_one_of(op->callee, names);
}

/* It has found the key, or would have failed only for one that cannot be
   hashed, which this one can. */
static bool
finds(const struct trace *t)
{
    if (t->callee == NULL || t->outcome < 0)
        return false;
    const struct outcome *o = &t->callee->outcomes[t->outcome];
    bool no = o->result == RESULT_RANGE && o->lo == 0 && o->hi == 0;
    return contract_outcome_fails(o) ? t->plain_key : !no;
}

static bool
sets(const struct func *f, struct position from, struct position to,
     uint32_t slot)
{
    const struct block *b = &f->blocks[from.block];
    size_t end = from.block == to.block ? to.op : b->n_ops;
    for (size_t i = from.op; i < end; i++)
        if (b->ops[i].dst == slot && b->ops[i].kind != OP_SCOPE)
            return true;
    for (size_t i = 0; from.block != to.block && i < to.op; i++)
        if (f->blocks[to.block].ops[i].dst == slot &&
            f->blocks[to.block].ops[i].kind != OP_SCOPE)
            return true;
    return false;
}

static size_t
n_values(const struct func *f, uint32_t slot)
{
    size_t n = slot < f->n_params;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            n += f->blocks[b].ops[i].dst == slot &&
                 f->blocks[b].ops[i].kind != OP_SCOPE;
    return n;
}

/* The lookup follows the question at once, or the variable never gets
   another value. */
static bool
is_kept(const struct func *f, const struct op *question,
        const struct op *lookup, const struct operand *o)
{
    struct position from = op_position(f, question);
    struct position to = op_position(f, lookup);
    if (o->kind != OPERAND_SLOT || n_values(f, o->index) <= 1)
        return true;
    const struct block *b = &f->blocks[from.block];
    const struct op *last = &b->ops[b->n_ops - 1];
    bool next = from.block == to.block && from.op < to.op;
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        next |= op_successor(last, i) == to.block;
    return next && !sets(f, from, to, o->index);
}

bool
is_found_key(const struct explorer *x, const struct state *s, value v)
{
    const struct op *made = term_at(&x->terms, v)->op;
    if (term_at(&x->terms, v)->kind != VALUE_SYMBOL || !is_lookup(made) ||
        value_null(x, s, v) != NULL_IS)
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->kind != STEP_CALL || t->op->n_args == 0 || t->op == made ||
            !operand_equal(&t->op->args[0], &made->args[0]))
            continue;
        return is_question(t->op) &&
               operand_equal(&t->op->args[1], &made->args[1]) &&
               is_kept(x->f, t->op, made, &made->args[0]) &&
               is_kept(x->f, t->op, made, &made->args[1]) && finds(t);
    }
    return false;
}

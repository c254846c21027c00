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

static bool
is_same(const struct operand *a, const struct operand *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind == OPERAND_SLOT ? a->index == b->index
           : a->kind == OPERAND_GLOBAL || a->kind == OPERAND_STRING
               ? strcmp(a->name, b->name) == 0
               : false;
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

/* Of two calls with the same variable. */
static bool
is_set_once(const struct func *f, const struct operand *o)
{
    size_t n = 0;
    for (size_t b = 0; o->kind == OPERAND_SLOT && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            n += f->blocks[b].ops[i].dst == o->index &&
                 f->blocks[b].ops[i].kind != OP_SCOPE;
    return n <= 1;
}

bool
is_found_key(const struct explorer *x, const struct state *s, value v)
{
    const struct op *made = term_at(&x->terms, v)->op;
    if (term_at(&x->terms, v)->kind != VALUE_SYMBOL || !is_lookup(made) ||
        value_null(x, s, v) != NULL_IS || !is_set_once(x->f, &made->args[0]) ||
        !is_set_once(x->f, &made->args[1]))
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->kind != STEP_CALL || t->op->n_args == 0 || t->op == made ||
            !is_same(&t->op->args[0], &made->args[0]))
            continue;
        return is_question(t->op) &&
               is_same(&t->op->args[1], &made->args[1]) && finds(t);
    }
    return false;
}

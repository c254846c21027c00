/* Calls whose result an assertion wants: `assert(PyObject_IsSubclass(a, b))`.
 * A release build does not make them, so nobody writes one that may raise.
 *
 * What an assertion says of other results is taken to be so.  Not where other
 * people's Python code decides it: a release build goes on with the NULL.
 */
#include "call.h"

#include <string.h>

static bool
begins_failing(const struct func *f, uint32_t block)
{
    if (block == NO_BLOCK)
        return false;
    const struct op *first = &f->blocks[block].ops[0];
    return first->kind == OP_CALL && first->callee != NULL &&
           strcmp(first->callee, "__assert_fail") == 0;
}

/* The value of `slot` at the end of the block comes from this call, perhaps
   by way of comparisons.  Whether a variable is NULL may be asked of any. */
static void
mark_behind(struct explorer *x, uint32_t block, size_t end, uint32_t slot,
            bool null)
{
    const struct block *b = &x->f->blocks[block];
    for (size_t i = end; i-- > 0;) {
        const struct op *op = &b->ops[i];
        if (op->dst != slot || op->kind == OP_SCOPE)
            continue;
        bool kept = null && x->f->slots[slot].name != NULL &&
                    type_is_object_pointer(op->type);
        if (op->kind == OP_CALL && !kept)
            x->ops[x->blocks[block].first_op + i].asserted = true;
        bool other = op->kind == OP_BINARY && op->b.kind == OPERAND_SLOT;
        if (op->kind != OP_CALL && op->kind != OP_LOAD &&
            op->a.kind == OPERAND_SLOT)
            mark_behind(x, block, i, op->a.index, null && !other);
        if (other)
            mark_behind(x, block, i, op->b.index, false);
        return;
    }
}

void
assertions_find(struct explorer *x)
{
    for (uint32_t b = 0; b < x->f->n_blocks; b++) {
        const struct block *block = &x->f->blocks[b];
        const struct op *last = &block->ops[block->n_ops - 1];
        if (last->kind == OP_BRANCH && last->a.kind == OPERAND_SLOT &&
            (begins_failing(x->f, last->to[0]) ||
             begins_failing(x->f, last->to[1])))
            mark_behind(x, b, block->n_ops - 1, last->a.index, true);
    }
}

bool
assertion_excludes(const struct calling *k, const struct outcome *o)
{
    return k->info->asserted && o->exc == EXC_SET && k->c->n_outcomes > 1 &&
           contract_outcome_fails(o);
}

static bool
asks_null(const struct explorer *x, const struct op *branch)
{
    const struct op *op = func_made_by(x->f, &branch->a);
    return op == NULL || op->kind != OP_BINARY || op->b.kind == OPERAND_INT;
}

/* The object of which the assertion says that it is not NULL comes from a call
   that has just run Python code, which has raised.  What this function does
   then is in doubt, whatever its callers get. */
bool
assertion_goes_on(struct explorer *x, struct state *s, const struct op *branch,
                  uint32_t block, value about)
{
    if (about == NO_VALUE || s->exc != EXC_STATE_SET ||
        !begins_failing(x->f, block) || value_null(x, s, about) != NULL_IS ||
        trace_trigger(s->trace) != TRIGGER_HOSTILE_OBJECT)
        return false;
    const struct term *t = term_at(&x->terms, about);
    const struct trace *setter = exception_setter(s);
    if (t->kind != VALUE_SYMBOL || t->sub != 0 || t->op == NULL ||
        t->op->kind != OP_CALL || setter == NULL || setter->op != t->op ||
        !type_is_object_pointer(t->op->type) || !asks_null(x, branch))
        return false;
    s->exc = EXC_STATE_MAYBE;
    state_fact_make(x, s, about)->flags |= FLAG_ASKED;
    return true;
}

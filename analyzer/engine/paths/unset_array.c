/* Elements of an array that this function fills one by one, and releases all
 * of when one of them could not be made:
 *
 *     PyObject *v[3];
 *     for (i = 0; i < 3; i++)
 *         if ((v[i] = PySequence_GetItem(seq, i)) == NULL)
 *             goto fail;
 *     ...
 *     fail:
 *     for (i = 0; i < 3; i++)
 *         Py_XDECREF(v[i]);        v[1] and v[2] have no value
 *
 * Only where the number of the element is compared with constants alone: of
 * two counts the code may know that they agree.
 */
#include "call.h"
#include "unset.h"

static bool
is_address_of(const struct operand *o, uint32_t slot)
{
    return o->kind == OPERAND_LOCAL && o->index == slot;
}

/* The addresses of single elements. */
static bool
is_element(const struct func *f, const struct operand *o, uint32_t slot)
{
    const struct op *made = func_made_by(f, o);
    return is_address_of(o, slot) || (made != NULL && made->kind == OP_INDEX &&
                                      is_address_of(&made->a, slot));
}

static bool
may_fill(const struct explorer *x, const struct op *op, uint32_t slot)
{
    const struct contract *c = program_line(x->p, op);
    for (size_t i = 0; i < op->n_args; i++) {
        if (!is_element(x->f, &op->args[i], slot))
            continue;
        if (op->kind != OP_CALL || c == NULL || contract_is_inferred(c) ||
            i >= c->n_params || c->params[i].n_effects > 0)
            return true;
    }
    return false;
}

/* Only by stores to its elements; functions of the API may read it, and what
   comes later may do anything. */
static bool
is_filled_here(const struct explorer *x, uint32_t slot, const struct op *load)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            bool to = is_element(x->f, &op->a, slot);
            if (op->kind == OP_CALL || op->kind == OP_HAVOC) {
                if (may_fill(x, op, slot) && op_comes_after(x->f, op, load))
                    return false;
                continue;
            }
            if (is_element(x->f, &op->b, slot) ||
                (to && op->kind != OP_INDEX && op->kind != OP_LOAD &&
                 op->kind != OP_STORE && op->kind != OP_SCOPE))
                return false;
        }
    return true;
}

static bool
compares(const struct op *op, const struct operand *n)
{
    return op->kind == OP_BINARY && op->code >= CODE_EQ &&
           (operand_equal(&op->a, n) || operand_equal(&op->b, n));
}

/* `i < 3`, and i is compared with nothing else. */
static bool
counts_to_constant(const struct func *f, const struct operand *n)
{
    bool constant = false;
    if (n->kind != OPERAND_SLOT || f->slots[n->index].name == NULL)
        return false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (!compares(op, n))
                continue;
            if (op->b.kind != OPERAND_INT || op->b.number <= 1)
                return false;
            constant = true;
        }
    return constant;
}

static bool
is_partly_filled(const struct explorer *x, const struct state *s, value array)
{
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (c->at == array && c->content == ZEROED)
            return false;
        if (c->at == array || term_root(&x->terms, c->at) == array)
            return true;
    }
    return false;
}

void
unset_element(struct explorer *x, struct state *s, const struct op *op,
              value address, value v)
{
    const struct term *t = term_at(&x->terms, address);
    const struct term *root = t->kind == VALUE_ELEM ? term_at(&x->terms, t->a)
                                                    : t;
    const struct op *from = func_made_by(x->f, &op->a);
    if (t->kind != VALUE_ELEM || root->kind != VALUE_LOCAL || s->joined ||
        s->blurred || term_at(&x->terms, t->b)->kind != VALUE_INT ||
        from == NULL || from->kind != OP_INDEX ||
        !counts_to_constant(x->f, &from->b) || !is_partly_filled(x, s, t->a) ||
        !is_filled_here(x, (uint32_t)root->number, op))
        return;
    state_fact_make(x, s, v)->flags |= FLAG_UNSET;
}

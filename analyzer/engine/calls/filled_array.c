/* Arrays of this function that a helper fills with references:
 *
 *     PyObject *items[8];
 *     int n = get_items(seq, items, 8);
 *
 * Of the elements that the helper counts through nobody can tell which have
 * one, but that of the first is known.  It stands for all of them, until the
 * function does anything to some element that may give the reference away: a
 * loop over n elements releases the first one, too, though a path may show no
 * round of it.
 */
#include "call.h"

static bool
is_object_array(const struct explorer *x, uint32_t slot)
{
    const struct type *type = x->f->slots[slot].type;
    return type != NULL && type->kind == TYPE_ARRAY &&
           type_is_object_pointer(type->target);
}

bool
array_filled(const struct calling *k, const struct state *s, size_t i)
{
    value v = state_load(s, k->args[i]);
    const struct term *at = term_at(&k->x->terms, k->args[i]);
    if (!k->known_body || v == NO_VALUE || v == ZEROED ||
        at->kind != VALUE_LOCAL ||
        !is_object_array(k->x, (uint32_t)at->number))
        return false;
    const struct term *t = term_at(&k->x->terms, v);
    const struct fact *f = state_fact(s, v);
    return t->kind == VALUE_SYMBOL && t->op == k->op && f->owned == 1 &&
           f->kind == k->x->p->ref && f->origin == ORIGIN_NEW &&
           (f->flags & FLAG_ESCAPED) == 0;
}

static bool
may_take(const struct explorer *x, const struct op *op, size_t i)
{
    const struct contract *c = program_line(x->p, op);
    const struct param *p = c == NULL || contract_is_inferred(c)
                                ? NULL
                                : call_param(c, i);
    for (size_t e = 0; p != NULL && e < p->n_effects; e++)
        if (p->effects[e].verb != VERB_NULL &&
            p->effects[e].verb != VERB_RETAINS)
            return true;
    return p == NULL;
}

/* The address of the array, or of an element. */
static bool
leads_into(const struct func *f, const struct operand *o, uint32_t array)
{
    const struct op *made = func_made_by(f, o);
    if (made != NULL && made->kind == OP_INDEX)
        o = &made->a;
    return o->kind == OPERAND_LOCAL && o->index == array;
}

static bool
is_element(const struct func *f, const struct operand *o, uint32_t array)
{
    const struct op *made = func_made_behind(f, o);
    return made != NULL && made->kind == OP_LOAD &&
           leads_into(f, &made->a, array);
}

static bool
may_end_it(const struct explorer *x, const struct op *op, uint32_t array)
{
    const struct func *f = x->f;
    if (op->kind == OP_RETURN)
        return is_element(f, &op->a, array);
    if (op->kind == OP_STORE)
        return leads_into(f, &op->a, array) || leads_into(f, &op->b, array) ||
               is_element(f, &op->b, array);
    if (op->kind == OP_COPY || op->kind == OP_CAST)
        return leads_into(f, &op->a, array) ||
               (op->dst != NO_SLOT && f->slots[op->dst].name != NULL &&
                is_element(f, &op->a, array));
    for (size_t i = 0; i < op->n_args; i++)
        if ((leads_into(f, &op->args[i], array) ||
             is_element(f, &op->args[i], array)) &&
            (op->kind != OP_CALL || may_take(x, op, i)))
            return true;
    return false;
}

bool
array_undecided(const struct explorer *x, value v, const struct op *end)
{
    const struct term *t = term_at(&x->terms, v);
    const struct op *made = t->kind == VALUE_SYMBOL ? t->op : NULL;
    size_t i = made != NULL && made->kind == OP_CALL ? t->sub : 0;
    if (i == 0 || i > made->n_args || made->args[i - 1].kind != OPERAND_LOCAL)
        return false;
    uint32_t array = made->args[i - 1].index;
    if (!is_object_array(x, array))
        return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t n = 0; n < x->f->blocks[b].n_ops; n++) {
            const struct op *op = &x->f->blocks[b].ops[n];
            if (op != made && may_end_it(x, op, array) &&
                (op == end || op_comes_after(x->f, op, end)))
                return true;
        }
    return false;
}

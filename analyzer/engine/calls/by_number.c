/* NULL that only a number out of range brings:
 *
 *     descr = PyArray_DescrFromType(typenum);
 *
 * Where the number is handed on, or was found somewhere, it is of a type that
 * exists, as far as anybody knows.  What Python code chooses may be anything.
 */
#include "call.h"

static const struct cond *
number_asked(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        for (size_t k = 0; k < c->outcomes[i].n_conds; k++) {
            const struct cond *d = &c->outcomes[i].conds[k];
            if (c->outcomes[i].result == RESULT_NULL &&
                d->kind == COND_PARAM && !d->null && !d->cell)
                return d;
        }
    return NULL;
}

bool
null_by_number(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_SYMBOL || t->op == NULL || t->op->kind != OP_CALL)
        return false;
    const struct contract *c = call_line(x, t->op);
    const struct cond *d = c == NULL || contract_is_inferred(c)
                               ? NULL
                               : number_asked(c);
    if (d == NULL || (size_t)d->param >= t->op->n_args)
        return false;
    const struct operand *o = &t->op->args[d->param];
    return o->kind == OPERAND_SLOT && !slot_is_parsed(x->f, o->index);
}

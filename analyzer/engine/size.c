/* Sizes that Python code chooses.
 *
 * Memory runs out by bad luck, and findings about that are left out by
 * default.  Not so when the size of the block is a number from outside that
 * nobody has compared with anything: whoever passes a large one makes the
 * allocation fail when he likes.
 */
#include "call.h"

#include <string.h>

/* A range up to here was bounded on purpose. */
#define LARGE (INT64_C(1) << 24)

bool
slot_is_parsed(const struct func *f, int64_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL ||
                !str_starts(op->callee, "PyArg_"))
                continue;
            for (size_t a = 1; a < op->n_args; a++)
                if (op->args[a].kind == OPERAND_LOCAL &&
                    op->args[a].index == slot)
                    return true;
        }
    return false;
}

static bool
is_number_from_outside(const struct explorer *x, const struct term *t)
{
    static const char *const makers[] = {"PyLong_As", "PyInt_As",
                                         "PyNumber_AsSsize_t"};
    if (t->kind != VALUE_SYMBOL)
        return false;
    if (t->a != NO_VALUE) {
        const struct term *at = term_at(&x->terms, t->a);
        return at->kind == VALUE_LOCAL && slot_is_parsed(x->f, at->number);
    }
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (t->op != NULL && t->op->callee != NULL &&
            str_starts(t->op->callee, makers[i]))
            return true;
    return false;
}

static bool
is_chosen(struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_BINARY)
        return (t->code == CODE_ADD || t->code == CODE_SUB ||
                t->code == CODE_MUL) &&
               (is_chosen(x, s, t->a) || is_chosen(x, s, t->b));
    int64_t lo, hi;
    if (!is_number_from_outside(x, t))
        return false;
    value_range(x, s, v, &lo, &hi);
    return hi >= LARGE;
}

bool
size_is_chosen(const struct calling *k, const struct state *s)
{
    if (k->known_body || k->c->fails != CAUSE_ALLOC)
        return false;
    for (size_t i = 0; i < k->op->n_args && i < k->c->n_params; i++) {
        const char *name = k->c->params[i].name;
        bool size = strcmp(name, "n") == 0 || strcmp(name, "size") == 0;
        if (size && k->args[i] != NO_VALUE && is_chosen(k->x, s, k->args[i]))
            return true;
    }
    return false;
}

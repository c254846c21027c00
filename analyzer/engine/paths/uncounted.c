/* Containers whose references are not counted.
 *
 * A cache that must not keep its objects alive releases what a dictionary
 * holds behind the dictionary's back.  Such a dictionary has to be taken from
 * the collector, which would find more references than counts: a program that
 * untracks the container in one of its fields counts by hand.
 */
#include "explore.h"

#include <string.h>

/* The field that the argument was read from, or NULL. */
static sym
field_of(const struct func *f, const struct operand *o)
{
    const struct op *op = func_made_behind(f, o);
    if (op == NULL || op->kind != OP_LOAD)
        return NULL;
    op = func_made_by(f, &op->a);
    return op != NULL && op->kind == OP_FIELD ? op->field : NULL;
}

static void
collect(struct program *p, const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL || op->n_args != 1 ||
                strcmp(op->callee, "PyObject_GC_UnTrack") != 0)
                continue;
            sym field = field_of(f, &op->args[0]);
            if (field != NULL)
                VEC_PUSH(p->keep, &p->uncounted, field);
        }
}

void
program_uncounted(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++)
        collect(p, p->procs.v[i].func);
}

bool
is_uncounted(const struct explorer *x, value container)
{
    const struct term *t = term_at(&x->terms, container);
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE ||
        term_at(&x->terms, t->a)->kind != VALUE_FIELD)
        return false;
    for (size_t i = 0; i < x->p->uncounted.n; i++)
        if (x->p->uncounted.v[i] == term_at(&x->terms, t->a)->name)
            return true;
    return false;
}

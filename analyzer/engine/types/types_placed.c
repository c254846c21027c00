/* Instances that PyObject_Init() makes of a block: what frees such a block
 * frees them.
 */
#include "types.h"

#include <string.h>

static bool
comes_from(const struct types *t, const struct op *made, const char *family)
{
    const struct contract *c = made != NULL && made->kind == OP_CALL
                                   ? program_line(t->p, made)
                                   : NULL;
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        if ((o->result == RESULT_NEW || o->result == RESULT_FRESH) &&
            strcmp(o->kind, family) == 0)
            return true;
    }
    return false;
}

bool
types_placed_in(const struct types *t, const struct type_fact *type,
                const char *family)
{
    static const char *const names[] = {"PyObject_Init", "PyObject_InitVar",
                                        NULL};
    for (size_t p = 0; p < t->p->procs.n; p++) {
        const struct procedure *proc = &t->p->procs.v[p];
        const struct func *f = proc->func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                const struct op *op = &f->blocks[b].ops[i];
                if (op->kind == OP_CALL && op->callee != NULL &&
                    str_is_one_of(op->callee, names) && op->n_args > 1 &&
                    op->args[1].kind == OPERAND_GLOBAL &&
                    types_find(t, proc->unit, op->args[1].name) == type &&
                    comes_from(t, func_made_behind(f, &op->args[0]), family))
                    return true;
            }
    }
    return false;
}

/* Helpers of functions that have the GIL: what PyGILState_Release() brings
 * back in them is the GIL.
 *
 * A static function is called by its own unit only, which is part of the key.
 */
#include "call.h"

static bool
uses_api(const struct explorer *x, const struct procedure *from)
{
    const struct func *f = from->func;
    bool uses = from->entry != NULL && from->registrar == NULL;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct contract *c = op->kind == OP_CALL &&
                                               op->callee != NULL
                                           ? program_line(x->p, op)
                                           : NULL;
            if (c != NULL && c->thread == THREAD_ATTACHES)
                return false;
            uses |= c != NULL && c->thread == THREAD_NEEDED;
        }
    return uses;
}

static bool
calls(const struct func *f, sym name)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (f->blocks[b].ops[i].kind == OP_CALL &&
                f->blocks[b].ops[i].callee == name)
                return true;
    return false;
}

bool
is_called_attached(const struct explorer *x)
{
    for (size_t i = 0; x->f->is_static && i < x->p->procs.n; i++) {
        const struct procedure *from = &x->p->procs.v[i];
        if (from->unit == x->unit && from->func != x->f &&
            calls(from->func, x->f->name) && uses_api(x, from))
            return true;
    }
    return false;
}

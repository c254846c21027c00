/* Callbacks that come without the GIL, as they say themselves: they take it on
 * every way, and on some way they use nothing before.
 *
 *     if (events < 0)
 *         PyErr_SetString(PyExc_OSError, "no");
 *     state = PyGILState_Ensure();
 *
 * Who uses the API before on every way comes with the GIL, or nothing would
 * ever work.  Only static functions that their unit never calls: what calls
 * them is part of the key.
 */
#include "call.h"

#include <string.h>

struct entry_walk {
    const struct explorer *x;
    bool *seen;
    bool unused; /* leave ways that use the API */
    bool takes, ends;
};

static bool
takes_gil(const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL &&
           strcmp(op->callee, "PyGILState_Ensure") == 0;
}

static bool
needs_gil(const struct explorer *x, const struct op *op)
{
    if (op->kind != OP_CALL || op->callee == NULL)
        return false;
    const struct contract *c = call_line(x, op);
    return c != NULL && c->thread == THREAD_NEEDED;
}

static void
walk(struct entry_walk *w, uint32_t block)
{
    if (w->seen[block])
        return;
    w->seen[block] = true;
    const struct block *b = &w->x->f->blocks[block];
    for (size_t i = 0; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        w->takes |= takes_gil(op);
        if (takes_gil(op) || (w->unused && needs_gil(w->x, op)))
            return;
        w->ends |= op->kind == OP_RETURN;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        walk(w, op_successor(last, i));
}

static bool
is_called_here(const struct explorer *x)
{
    for (size_t p = 0; p < x->p->procs.n; p++) {
        const struct procedure *from = &x->p->procs.v[p];
        for (size_t b = 0; from->unit == x->unit && b < from->func->n_blocks;
             b++)
            for (size_t i = 0; i < from->func->blocks[b].n_ops; i++)
                if (from->func->blocks[b].ops[i].kind == OP_CALL &&
                    from->func->blocks[b].ops[i].callee == x->f->name)
                    return true;
    }
    return false;
}

bool
enters_without_gil(const struct explorer *x)
{
    if (!x->ensures || !x->f->is_static || x->entry != NULL ||
        x->proc->registrar != NULL || is_called_here(x))
        return false;
    struct entry_walk all = {.x = x}, some = {.x = x, .unused = true};
    all.seen = ARENA_ARRAY(x->keep, bool, x->f->n_blocks);
    some.seen = ARENA_ARRAY(x->keep, bool, x->f->n_blocks);
    walk(&all, 0);
    walk(&some, 0);
    return all.takes && !all.ends && some.takes;
}

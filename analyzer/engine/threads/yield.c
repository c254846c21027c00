/* Calls that let other threads run: they release the GIL, if only for a
 * while.
 */
#include "call.h"

#include <string.h>

bool
yields(const struct contract *c)
{
    return c->yields ||
           (c->thread == THREAD_DETACHES && !str_ends(c->name, "_Release") &&
            !str_starts(c->name, "Py_"));
}

/* The collector still has the dying object in its lists.  (Weak references do
   not lead to an object whose count is 0.) */
static bool
is_tracked(const struct calling *k, const struct state *s)
{
    static const char untrack[] = "PyObject_GC_UnTrack";
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->callee != NULL && strcmp(t->callee->name, untrack) == 0)
            return false;
    const struct func *f = k->x->f;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                strcmp(op->callee, untrack) == 0 &&
                op_comes_after(f, k->op, op))
                return true;
        }
    return false;
}

void
yield_tell(const struct calling *k, struct state *s)
{
    if (!yields(k->c))
        return;
    k->x->yields |= !k->switched;
    struct event more = {.callee = k->c, .arg = -1};
    more.tracked = k->x->entry != NULL && k->x->sink != NULL &&
                   is_tracked(k, s);
    /* tp_clear runs code of others anyway, and a dying object that nobody
       tracks is out of the reach of other threads. */
    more.confidence = CONFIDENCE_POSSIBLE;
    if (more.tracked ||
        (k->x->entry != NULL && strcmp(k->x->entry->name, "tp_traverse") == 0))
        more.confidence = CONFIDENCE_CERTAIN;
    if (s->thread == THREAD_ATTACHED)
        tell(k->x, s, EVENT_YIELD, k->op, NO_VALUE, &more);
}

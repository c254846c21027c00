/* Static types: their instances hold no reference to them.  A tp_dealloc that
 * releases the type all the same was written for a heap type.  Since Python
 * 3.12 the count of a static object stays as it is.
 */
#include "types_way.h"

#include <string.h>

#define MAX_DEPTH 3 /* helpers of tp_dealloc */

static bool
releases_type(const struct touch *t)
{
    return t->kind == TOUCH_RELEASE && t->at.param == 0 && t->at.level == 1 &&
           t->at.offset == OB_TYPE_OFFSET;
}

/* Every way through the function comes to the op. */
static bool
is_passed(const struct func *f, const struct op *op)
{
    uint32_t block = op_position(f, op).block;
    return block != NO_BLOCK &&
           (block == 0 || !func_reaches(f, 0, NO_BLOCK, block));
}

/* The op that releases the type of the first argument on every way. */
static const struct op *
always_releases(struct types *t, struct procedure *proc, unsigned depth)
{
    const struct touches *touches = touches_of(t, proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (!releases_type(one) || !is_passed(proc->func, one->op))
            continue;
        if (one->direct)
            return one->op;
        struct procedure *next = one->op->callee == NULL || depth == 0
                                     ? NULL
                                     : program_find(t->p, proc->unit,
                                                    one->op->callee);
        if (next != NULL && always_releases(t, next, depth - 1) != NULL)
            return one->op;
    }
    return NULL;
}

/* A maker that counts for each instance. */
static bool
counts_types(const struct procedure *proc)
{
    for (uint32_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            const char *name = op->kind == OP_CALL ? op->callee : NULL;
            if (name != NULL && op->n_args == 1 &&
                (strcmp(name, "Py_INCREF") == 0 ||
                 strcmp(name, "Py_XINCREF") == 0) &&
                type_is_pointer(op->arg_types[0]) &&
                op->arg_types[0]->target->name != NULL &&
                strcmp(op->arg_types[0]->target->name, "PyTypeObject") == 0)
                return true;
        }
    return false;
}

void
types_static(struct checking *c)
{
    struct procedure *dealloc = c->f->slots[SLOT_DEALLOC].proc;
    struct procedure *maker = c->f->slots[SLOT_NEW].proc;
    if (dealloc == NULL || c->f->is_module || c->f->flags_unknown ||
        type_is_generated(c->f) || types_at_least(c, 12) ||
        (maker != NULL && counts_types(maker)))
        return;
    const struct op *op = always_releases(c->t, dealloc, MAX_DEPTH);
    if (op != NULL)
        types_tell(c,
                   (struct type_view){.aspect = ASPECT_TYPE_RELEASE,
                                      .answer = ANSWER_NO,
                                      .is_static = true},
                   dealloc, op, CONFIDENCE_LIKELY);
}

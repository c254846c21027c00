/* What instances have besides their fields: weak references, and since Python
 * 3.12 a dictionary that stands before the instance.  Calls by name do what
 * is to be done about them.
 */
#include "types.h"

#include <string.h>

#define MAX_DEPTH 4

/* An unknown function that gets the instance may do anything to it. */
static enum answer
out_of_sight(const struct touches *touches)
{
    enum answer sum = touches->missing ? ANSWER_UNKNOWN : ANSWER_NO;
    for (size_t i = 0; i < touches->v.n; i++)
        if (touches->v.v[i].kind == TOUCH_DELEGATE ||
            (touches->v.v[i].kind == TOUCH_UNKNOWN &&
             touches->v.v[i].at.param == 0 && touches->v.v[i].at.level == 0))
            sum = ANSWER_UNKNOWN;
    return sum;
}

static enum answer calls(struct checking *c, struct procedure *proc,
                         const char *part, int depth);

static enum answer
op_calls(struct checking *c, const struct procedure *proc, const struct op *op,
         const char *part, int depth)
{
    if (op->kind != OP_CALL || op->callee == NULL)
        return ANSWER_NO;
    if (strstr(op->callee, part) != NULL)
        return ANSWER_YES;
    struct procedure *to = program_find(c->t->p, proc->unit, op->callee);
    return to == NULL || to == proc || depth == 0
               ? ANSWER_NO
               : calls(c, to, part, depth - 1);
}

/* Does the function, or one of ours that it calls, or another slot that it
 * calls, call something with this in its name? */
static enum answer
calls(struct checking *c, struct procedure *proc, const char *part, int depth)
{
    const struct touches *touches = touches_of(c->t, proc);
    enum answer sum = out_of_sight(touches);
    for (size_t i = 0; i < touches->v.n && depth > 0; i++) {
        struct procedure *slot = touches->v.v[i].kind == TOUCH_OWN_SLOT
                                     ? types_own_slot(c->f, &touches->v.v[i])
                                     : NULL;
        if (slot != NULL && slot != proc &&
            calls(c, slot, part, depth - 1) == ANSWER_YES)
            return ANSWER_YES;
    }
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            enum answer one = op_calls(c, proc, &proc->func->blocks[b].ops[i],
                                       part, depth);
            if (one == ANSWER_YES)
                return one;
            sum = one == ANSWER_UNKNOWN ? one : sum;
        }
    return sum;
}

/* ---- weak references ---- */

static void
tell_weakrefs(struct checking *c, struct procedure *dealloc, const char *path)
{
    struct type_view v = {
        .aspect = ASPECT_DEALLOC,
        .answer = calls(c, dealloc, "ClearWeakRefs", MAX_DEPTH),
        .field = path,
        .is_stored = true,
        .is_weaklist = true};
    types_tell(c, v, dealloc, NULL, CONFIDENCE_CERTAIN);
}

static void
check_weakrefs(struct checking *c)
{
    struct procedure *dealloc = c->f->slots[SLOT_DEALLOC].proc;
    if (dealloc == NULL || !types_frees_itself(c, dealloc))
        return;
    for (size_t i = 0; i < c->f->fields.n; i++)
        if (c->f->fields.v[i].is_weaklist)
            tell_weakrefs(c, dealloc, c->f->fields.v[i].path);
    /* Python 2 has the bit for something else, and sets it. */
    if (!c->f->flags_unknown && (c->f->flags & TPFLAG_MANAGED_WEAKREF) != 0 &&
        types_at_least(c, 12))
        tell_weakrefs(c, dealloc, "__weakref__");
}

/* ---- the managed dictionary ---- */

static void
tell_dict(struct checking *c, enum aspect aspect, enum slot_id id,
          enum answer answer)
{
    struct type_view v = {.aspect = aspect,
                          .answer = answer,
                          .field = "__dict__",
                          .is_stored = true,
                          .is_settable = true};
    types_tell(c, v, c->f->slots[id].proc, NULL, CONFIDENCE_LIKELY);
}

static void
check_dict(struct checking *c)
{
    const struct slot_value *slots = c->f->slots;
    if (c->f->flags_unknown || (c->f->flags & TPFLAG_MANAGED_DICT) == 0 ||
        !types_at_least(c, 12))
        return;
    if (slots[SLOT_TRAVERSE].proc != NULL)
        tell_dict(c, ASPECT_TRAVERSE, SLOT_TRAVERSE,
                  calls(c, slots[SLOT_TRAVERSE].proc, "VisitManagedDict",
                        MAX_DEPTH));
    if (slots[SLOT_CLEAR].proc != NULL)
        tell_dict(
            c, ASPECT_CLEAR, SLOT_CLEAR,
            calls(c, slots[SLOT_CLEAR].proc, "ClearManagedDict", MAX_DEPTH));
    if (slots[SLOT_DEALLOC].proc != NULL)
        tell_dict(
            c, ASPECT_DEALLOC, SLOT_DEALLOC,
            calls(c, slots[SLOT_DEALLOC].proc, "ClearManagedDict", MAX_DEPTH));
}

void
types_managed(struct checking *c)
{
    check_weakrefs(c);
    check_dict(c);
}

/* A pointer to a function, and a number that says whether this function needs
 * the API, both filled by one call:
 *
 *     find_transfer(from, to, &transfer, &needs_api);
 *     ...
 *     if (needs_api && PyErr_Occurred())
 *
 * That the number means this is seen from what is done with it.
 */
#include "call.h"

#include <string.h>

static bool
is_local(const struct operand *o, uint32_t slot)
{
    return o->kind == OPERAND_LOCAL && o->index == slot;
}

static bool
is_branch_on(const struct op *op, uint32_t slot)
{
    return op->kind == OP_BRANCH && op->a.kind == OPERAND_SLOT &&
           op->a.index == slot;
}

static bool
starts_with(const struct func *f, uint32_t block, const char *callee)
{
    const struct op *op = &f->blocks[block].ops[0];
    return op->kind == OP_CALL && op->callee != NULL &&
           strcmp(op->callee, callee) == 0;
}

/* Where it is not 0 an exception is looked for, or where it is 0 the GIL is
   released. */
static bool
tells_of_api(const struct func *f, uint32_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++) {
        const struct op *op = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
        if (is_branch_on(op, slot) &&
            (starts_with(f, op->to[0], "PyErr_Occurred") ||
             starts_with(f, op->to[1], "PyEval_SaveThread")))
            return true;
    }
    return false;
}

/* The number that was filled together with the pointer; NO_SLOT: none. */
static uint32_t
find_flag(const struct func *f, uint32_t pointer)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool fills = false;
            uint32_t flag = NO_SLOT;
            for (size_t k = 0; op->kind == OP_CALL && k < op->n_args; k++) {
                const struct operand *o = &op->args[k];
                fills |= is_local(o, pointer);
                if (o->kind == OPERAND_LOCAL &&
                    type_is_number(f->slots[o->index].type) &&
                    tells_of_api(f, o->index))
                    flag = o->index;
            }
            if (fills && flag != NO_SLOT)
                return flag;
        }
    return NO_SLOT;
}

void
flagged_tell(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    const struct operand *at = &k->op->a;
    if (k->op->callee != NULL || s->thread != THREAD_DETACHED ||
        at->kind != OPERAND_SLOT || x->sink == NULL ||
        x->proc->registrar != NULL)
        return;
    uint32_t flag = find_flag(x->f, at->index);
    const struct operand o = {.kind = OPERAND_SLOT, .index = flag};
    if (flag == NO_SLOT ||
        value_null(x, s, eval(x, s, &o, x->f->slots[flag].type)) == NULL_IS)
        return;
    struct contract *line = ARENA_NEW(x->keep, struct contract);
    line->name = x->f->slots[at->index].name;
    line->format_param = -1;
    line->note = "";
    tell(x, s, EVENT_CALL, k->op, NO_VALUE,
         &(struct event){.callee = line,
                         .arg = -1,
                         .flag = x->f->slots[flag].name,
                         .confidence = CONFIDENCE_LIKELY});
}

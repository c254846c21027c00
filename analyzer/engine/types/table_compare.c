/* tp_richcompare and operands that it does not know.
 *
 * Python asks the other operand only when the first one answers
 * Py_NotImplemented (Objects/object.c, do_richcompare()).
 */
#include "tables.h"

#include <string.h>

#define MAX_DEPTH 4

static bool may_decline(struct program *p, const struct procedure *proc,
                        int depth);

static bool
is_not_implemented(const struct operand *o)
{
    return o->kind == OPERAND_GLOBAL &&
           strcmp(o->name, "_Py_NotImplementedStruct") == 0;
}

/* The call may give Py_NotImplemented, from code of ours or from code that
 * we do not see. */
static bool
call_may_decline(struct program *p, const struct procedure *proc,
                 const struct op *op, int depth)
{
    if (op->callee == NULL)
        return true;
    struct procedure *to = program_find(p, proc->unit, op->callee);
    if (to != NULL)
        return to != proc && may_decline(p, to, depth - 1);
    return type_is_object_pointer(op->type) &&
           (!str_starts(op->callee, "Py") ||
            str_starts(op->callee, "PyObject_") ||
            str_starts(op->callee, "Py_GetConstant"));
}

static bool
may_decline(struct program *p, const struct procedure *proc, int depth)
{
    if (depth == 0 || proc->func->status != FUNC_OK)
        return true;
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            bool named = is_not_implemented(&op->a) ||
                         is_not_implemented(&op->b);
            for (size_t k = 0; k < op->n_args; k++)
                named |= is_not_implemented(&op->args[k]);
            if (named ||
                (op->kind == OP_CALL && call_may_decline(p, proc, op, depth)))
                return true;
        }
    return false;
}

bool
table_never_declines(struct program *p, const struct procedure *proc)
{
    return !may_decline(p, proc, MAX_DEPTH);
}

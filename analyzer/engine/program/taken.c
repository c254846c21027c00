/* Functions whose address goes anywhere, be it into a table: not every call
 * of them is seen.  And which function of the program a call reaches.
 */
#include "given.h"

static void
note(struct program *p, const struct unit *u, const struct operand *o)
{
    struct procedure *proc = o->kind == OPERAND_FUNCTION
                                 ? program_find(p, u, o->name)
                                 : NULL;
    if (proc != NULL)
        proc->taken = true;
}

static void
note_op(struct program *p, const struct unit *u, const struct op *op)
{
    note(p, u, &op->a);
    note(p, u, &op->b);
    for (size_t i = 0; i < op->n_args; i++)
        note(p, u, &op->args[i]);
}

static void
note_tables(struct program *p, const struct unit *u)
{
    for (size_t g = 0; g < u->n_globals; g++)
        for (size_t i = 0; i < u->globals[g].n_inits; i++)
            note(p, u, &u->globals[g].inits[i].value);
}

void
taken_learn(struct program *p)
{
    for (size_t n = 0; n < p->procs.n; n++) {
        const struct procedure *proc = &p->procs.v[n];
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
                note_op(p, proc->unit, &proc->func->blocks[b].ops[i]);
    }
    for (size_t u = 0; u < p->units.n; u++)
        note_tables(p, p->units.v[u]);
}

struct procedure *
program_callee(const struct program *p, const struct unit *u,
               const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL
               ? program_find(p, u, op->callee)
               : NULL;
}

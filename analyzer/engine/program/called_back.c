/* What of the program others call: threads of a library that come back, and
 * functions that a library was handed, as an argument or in a struct of its
 * own.  What these raise is there when the library returns.
 */
#include "callbacks.h"

#include <string.h>

/* Threads of a library come back, or start with a function of ours, and may
   leave an exception: nobody prints or drops it there. */
static bool
lets_in(const struct procedure *proc)
{
    static const char *const ways[] = {
        "PyGILState_Ensure", "PyEval_AcquireThread", "PyEval_AcquireLock",
        "PyThreadState_Swap", NULL};
    static const char *const ends[] = {"PyErr_Print", "PyErr_PrintEx",
                                       "PyErr_Clear", "PyErr_WriteUnraisable",
                                       NULL};
    bool comes = proc->registrar != NULL;
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL)
                continue;
            if (str_is_one_of(op->callee, ends))
                return false;
            comes |= str_is_one_of(op->callee, ways);
        }
    return comes;
}

/* ---- functions that are handed over ---- */

static void
add_taker(struct program *p, sym name)
{
    if (name == NULL || str_starts(name, "Py") || str_starts(name, "_Py"))
        return;
    for (size_t i = 0; i < p->takers.n; i++)
        if (p->takers.v[i] == name)
            return;
    VEC_PUSH(p->keep, &p->takers, name);
}

static bool
passes_function(const struct func *f, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (callback_named(f, &op->args[i]) != NULL)
            return true;
    return false;
}

/* `options.on_error = raise_error;`: of whose struct the field is. */
static sym
filled_struct(const struct func *f, const struct op *store)
{
    const struct op *field = func_made_by(f, &store->a);
    if (field == NULL || field->kind != OP_FIELD ||
        field->a.kind == OPERAND_NONE || callback_named(f, &store->b) == NULL)
        return NULL;
    const struct type *t = field->a.kind == OPERAND_SLOT ||
                                   field->a.kind == OPERAND_LOCAL
                               ? f->slots[field->a.index].type
                               : NULL;
    if (type_is_pointer(t))
        t = t->target;
    return t == NULL || t->is_object ? NULL : t->name;
}

static void
add_handed_over(struct program *p, const struct procedure *proc)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && passes_function(f, op))
                add_taker(p, op->callee);
            else if (op->kind == OP_STORE)
                add_taker(p, filled_struct(f, op));
        }
}

static void
add_tables(struct program *p, const struct unit *u)
{
    for (size_t i = 0; i < u->n_globals; i++) {
        const struct global *g = &u->globals[i];
        const struct type *t = g->type;
        while (t != NULL && t->kind == TYPE_ARRAY)
            t = t->target;
        for (size_t k = 0; t != NULL && !t->is_object && k < g->n_inits; k++)
            if (g->inits[k].value.kind == OPERAND_FUNCTION)
                add_taker(p, t->name);
    }
}

void
program_called_back(struct program *p)
{
    for (size_t i = 0; i < p->procs.n && !p->called_back; i++)
        p->called_back = lets_in(&p->procs.v[i]);
    for (size_t i = 0; i < p->procs.n; i++)
        add_handed_over(p, &p->procs.v[i]);
    for (size_t i = 0; i < p->units.n; i++)
        add_tables(p, p->units.v[i]);
}

bool
library_calls_back(const struct program *p, sym callee)
{
    bool calls = p->called_back;
    for (size_t i = 0; i < p->takers.n && !calls; i++)
        calls = is_same_family(p->takers.v[i], callee);
    return calls;
}

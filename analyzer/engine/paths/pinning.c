/* Objects that keep themselves alive.
 *
 * A handle that a library calls back takes a reference to itself when it is
 * started and drops that when it is stopped.  Either method by itself looks
 * like a leak or like a release too many; the pair is right as long as no
 * start is without its stop, which the exploration of one cannot tell.
 */
#include "types.h"

#include <string.h>

/* The parameter that an operand is, whatever its casts, or NO_SLOT. */
static uint32_t
parameter_of(const struct func *f, const struct operand *o)
{
    struct operand from = func_origin(f, *o);
    bool param = from.kind == OPERAND_SLOT && from.index < f->n_params;
    return param ? from.index : NO_SLOT;
}

static int
change_of(const struct op *op)
{
    static const char *const takes[] = {"Py_INCREF", "Py_XINCREF", NULL};
    static const char *const drops[] = {"Py_DECREF", "Py_XDECREF", NULL};
    if (op->kind != OP_CALL || op->callee == NULL || op->n_args != 1)
        return 0;
    return str_is_one_of(op->callee, takes)   ? 1
           : str_is_one_of(op->callee, drops) ? -1
                                              : 0;
}

/* Who hands itself on, or stores itself somewhere, does so for others. */
static bool
passes_on(const struct func *f, const struct op *op)
{
    return (op->kind == OP_RETURN && parameter_of(f, &op->a) == 0) ||
           (op->kind == OP_STORE && parameter_of(f, &op->b) == 0);
}

static enum pin
pin_of(const struct func *f)
{
    bool takes = false, drops = false, passes = false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            int change = change_of(op);
            if (change != 0 && parameter_of(f, &op->args[0]) == 0) {
                takes |= change > 0;
                drops |= change < 0;
            }
            passes |= passes_on(f, op);
        }
    return takes == drops || passes ? PIN_NOT : takes ? PIN_TAKES : PIN_DROPS;
}

static sym
record_behind(const struct type *t)
{
    t = t != NULL && t->kind == TYPE_POINTER ? t->target : NULL;
    bool known = t != NULL && t->kind == TYPE_RECORD && t->name != NULL &&
                 strcmp(t->name, "PyObject") != 0 &&
                 strcmp(t->name, "_object") != 0;
    return known ? t->name : NULL;
}

/* What a method takes its first argument for. */
static sym
self_type(const struct procedure *proc)
{
    const struct func *f = proc->func;
    if (proc->entry == NULL || f->n_params == 0)
        return NULL;
    sym found = record_behind(f->slots[0].type);
    for (size_t b = 0; b < f->n_blocks && found == NULL; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops && found == NULL; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_CAST || op->kind == OP_COPY) &&
                parameter_of(f, &op->a) == 0)
                found = record_behind(op->type);
        }
    return found;
}

static bool
has_other(const struct program *p, const struct procedure *proc)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct procedure *other = &p->procs.v[i];
        if (other->pin != PIN_NOT && other->pin != proc->pin &&
            self_type(other) == self_type(proc))
            return true;
    }
    return false;
}

void
program_pinning(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        if (self_type(proc) != NULL)
            proc->pin = pin_of(proc->func);
    }
    for (size_t i = 0; i < p->procs.n; i++)
        p->procs.v[i].pinned = p->procs.v[i].pin != PIN_NOT &&
                               has_other(p, &p->procs.v[i]);
}

/* Which type a value in the code is, and so the bases that
 * PyType_FromSpecWithBases() and the like get: a static type, or what a
 * specification was made into, kept in a variable, global or field since.
 */
#include "call.h"
#include "types.h"

#include <string.h>

#define MAX_DEPTH 4

bool
types_op_does(const struct types *t, const struct op *op, size_t arg,
              enum verb verb)
{
    const struct contract *c = program_line(t->p, op);
    return c != NULL && arg < c->n_params && param_has(&c->params[arg], verb);
}

/* An operand of some function. */
struct somewhere {
    const struct procedure *proc;
    struct operand o;
};

static bool
makes_type(const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL &&
           str_starts(op->callee, "PyType_From");
}

/* The specification that the call is given. */
static struct type_fact *
spec_of(const struct types *t, const struct procedure *proc,
        const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++) {
        struct operand o = func_origin(proc->func, op->args[i]);
        struct type_fact *f = o.kind == OPERAND_GLOBAL
                                  ? types_find(t, proc->unit, o.name)
                                  : NULL;
        if (f == NULL && o.kind == OPERAND_LOCAL)
            f = types_built_in(t, proc, o.index);
        if (f != NULL && f->heap)
            return f;
    }
    return NULL;
}

/* ---- what places hold ---- */

/* A global variable, or a field of structs of one type. */
struct type_cell {
    const struct global *global;
    const struct type *record;
    uint64_t offset;
};

static struct type_cell
cell_at(const struct types *t, const struct procedure *proc,
        const struct operand *address)
{
    struct type_cell c = {.offset = 0};
    struct operand o = func_origin(proc->func, *address);
    if (o.kind == OPERAND_GLOBAL)
        c.global = program_global(t->p, proc->unit, o.name);
    const struct op *op = o.kind == OPERAND_SLOT
                              ? func_definition(proc->func, o.index)
                              : NULL;
    if (op == NULL || op->kind != OP_FIELD)
        return c;
    c.offset = op->offset;
    if (op->a.kind == OPERAND_SLOT) {
        const struct type *type = proc->func->slots[op->a.index].type;
        c.record = type_is_pointer(type) ? type->target : NULL;
    }
    else if (op->a.kind == OPERAND_GLOBAL)
        c.global = program_global(t->p, proc->unit, op->a.name);
    return c;
}

static bool
is_same_cell(struct type_cell a, struct type_cell b)
{
    bool same = a.global != NULL ? a.global == b.global
                                 : a.record != NULL && b.global == NULL &&
                                       same_record(a.record, b.record);
    return same && a.offset == b.offset;
}

static struct type_fact *type_of(const struct types *t, struct somewhere v,
                                 int depth);

/* The type that is stored there, if only one is. */
static struct type_fact *
type_in(const struct types *t, struct type_cell cell, int depth)
{
    struct type_fact *found = NULL;
    for (size_t p = 0; p < t->p->procs.n; p++) {
        const struct procedure *proc = &t->p->procs.v[p];
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
                const struct op *op = &proc->func->blocks[b].ops[i];
                if (op->kind != OP_STORE || op->b.kind != OPERAND_SLOT ||
                    !type_is_object_pointer(op->type) ||
                    !is_same_cell(cell, cell_at(t, proc, &op->a)))
                    continue;
                struct type_fact *f = type_of(
                    t, (struct somewhere){proc, op->b}, depth - 1);
                if (f != NULL && found != NULL && f != found)
                    return NULL;
                found = f != NULL ? f : found;
            }
    }
    return found;
}

static struct type_fact *
type_of(const struct types *t, struct somewhere v, int depth)
{
    struct operand o = func_origin(v.proc->func, v.o);
    if (depth == 0)
        return NULL;
    if (o.kind == OPERAND_GLOBAL)
        return types_find(t, v.proc->unit, o.name);
    const struct op *op = o.kind == OPERAND_SLOT
                              ? func_definition(v.proc->func, o.index)
                              : NULL;
    if (op == NULL)
        return NULL;
    if (op->kind == OP_CALL && op->callee != NULL)
        return makes_type(op) || !str_starts(op->callee, "Py")
                   ? spec_of(t, v.proc, op)
                   : NULL;
    return op->kind == OP_LOAD ? type_in(t, cell_at(t, v.proc, &op->a), depth)
                               : NULL;
}

/* ---- bases ---- */

/* The one item of a tuple that is made for the call, or the operand. */
static struct operand
only_item(const struct func *f, struct operand o)
{
    const struct op *made = o.kind == OPERAND_SLOT
                                ? func_definition(f, o.index)
                                : NULL;
    if (made == NULL || made->kind != OP_CALL || made->callee == NULL)
        return o;
    bool one = strcmp(made->callee, "PyTuple_Pack") == 0 && made->n_args == 2;
    bool built = strcmp(made->callee, "Py_BuildValue") == 0 &&
                 made->n_args == 2 && made->args[0].kind == OPERAND_STRING &&
                 strcmp(made->args[0].name, "(O)") == 0;
    return one || built ? func_origin(f, made->args[1]) : o;
}

/* In a helper that is given the specification and makes the type: where its
 * base stands, in the helper or in its caller. */
static bool
find_base(const struct types *t, const struct procedure *proc,
          const struct op *op, const struct type_fact *f,
          struct somewhere *base, int depth)
{
    if (makes_type(op)) {
        struct operand none = {.kind = OPERAND_INT};
        bool plain = strcmp(op->callee, "PyType_FromSpec") == 0;
        struct operand last = plain || op->n_args == 0
                                  ? none
                                  : func_origin(proc->func,
                                                op->args[op->n_args - 1]);
        *base = (struct somewhere){proc, only_item(proc->func, last)};
        return true;
    }
    const struct procedure *to = op->callee == NULL || depth == 0
                                     ? NULL
                                     : program_find(t->p, proc->unit,
                                                    op->callee);
    unsigned n = 0;
    for (size_t b = 0; to != NULL && b < to->func->n_blocks; b++)
        for (size_t i = 0; i < to->func->blocks[b].n_ops; i++) {
            const struct op *in = &to->func->blocks[b].ops[i];
            if (in->kind == OP_CALL && (makes_type(in) || n == 0))
                n += find_base(t, to, in, f, base, depth - 1);
        }
    if (n != 1)
        return false;
    if (base->proc == to && base->o.kind == OPERAND_SLOT &&
        base->o.index < to->func->n_params && base->o.index < op->n_args) {
        struct operand o = func_origin(proc->func, op->args[base->o.index]);
        *base = (struct somewhere){proc, only_item(proc->func, o)};
    }
    return true;
}

void
types_set_bases(struct types *t, const struct procedure *proc,
                struct type_fact *f, const struct op *op)
{
    struct somewhere base;
    if (!find_base(t, proc, op, f, &base, 2)) {
        f->base_unknown = f->base == NULL;
        return;
    }
    f->making_seen = true;
    bool none = base.o.kind == OPERAND_INT && base.o.number == 0;
    if (none || (f->base_name != NULL && base.o.kind != OPERAND_GLOBAL))
        return;
    struct type_fact *made = base.o.kind == OPERAND_GLOBAL
                                 ? NULL
                                 : type_of(t, base, MAX_DEPTH);
    types_set_base(t, base.proc->unit, f, &base.o);
    if (made == NULL || made == f)
        return;
    f->base = made;
    f->base_name = made->global->name;
    f->base_unknown = false;
}

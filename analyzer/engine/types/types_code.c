/* Types as functions build them: slots that are assigned, by a helper too,
 * specifications and arrays of slots that are filled at run time, and who
 * makes a type ready.
 */
#include "types.h"

#include <string.h>

/* The op that makes the address, or NULL. */
static const struct op *
address_op(const struct func *f, const struct operand *o)
{
    struct operand from = func_origin(f, *o);
    return from.kind == OPERAND_SLOT ? func_definition(f, from.index) : NULL;
}

/* ---- T.tp_x = value; ---- */

/* A slot, or the parameter that it comes in. */
static struct operand
stored_value(const struct func *f, const struct operand *o)
{
    struct operand from = func_origin(f, *o);
    bool plain = from.kind != OPERAND_SLOT || from.index < f->n_params;
    return plain ? from : (struct operand){.kind = OPERAND_NONE};
}

/* What a helper does to the type that is its parameter is done to the types
 * that it is called for. */
static void
set_in_callers(struct types *t, const struct procedure *helper, uint32_t param,
               sym field, const struct operand *stored)
{
    for (size_t p = 0; p < t->p->procs.n; p++) {
        const struct procedure *proc = &t->p->procs.v[p];
        if (helper->func->is_static && proc->unit != helper->unit)
            continue;
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
                const struct op *op = &proc->func->blocks[b].ops[i];
                if (op->kind != OP_CALL || param >= op->n_args ||
                    op->callee != helper->func->name ||
                    op->args[param].kind != OPERAND_GLOBAL)
                    continue;
                struct type_fact *f = types_find(t, proc->unit,
                                                 op->args[param].name);
                struct operand v = *stored;
                if (v.kind == OPERAND_SLOT)
                    v = v.index < op->n_args
                            ? stored_value(proc->func, &op->args[v.index])
                            : (struct operand){.kind = OPERAND_NONE};
                if (f != NULL)
                    types_set(t, proc->unit, f, field, &v);
            }
    }
}

static void
from_store(struct types *t, const struct procedure *proc, const struct op *op)
{
    const struct func *f = proc->func;
    const struct op *field = op->a.kind == OPERAND_SLOT
                                 ? func_definition(f, op->a.index)
                                 : NULL;
    if (field == NULL || field->kind != OP_FIELD || field->field == NULL ||
        !str_starts(field->field, "tp_"))
        return;
    struct operand type = func_origin(f, field->a);
    struct operand what = stored_value(f, &op->b);
    if (type.kind == OPERAND_SLOT && type.index < f->n_params) {
        set_in_callers(t, proc, type.index, field->field, &what);
        return;
    }
    struct type_fact *fact = type.kind == OPERAND_GLOBAL
                                 ? types_find(t, proc->unit, type.name)
                                 : NULL;
    if (what.kind == OPERAND_SLOT)
        what.kind = OPERAND_NONE;
    if (fact != NULL)
        types_set(t, proc->unit, fact, field->field, &what);
}

/* ---- who makes types ---- */

/* A function of ours may prepare any of its arguments; whether one called
 * through a pointer does, nobody knows. */
static bool
prepares(const struct types *t, const struct unit *u, const struct op *op)
{
    static const char *const names[] = {"PyType_Ready", "PyModule_AddType",
                                        "PyStructSequence_InitType",
                                        "PyStructSequence_InitType2", NULL};
    return op->callee == NULL || str_is_one_of(op->callee, names) ||
           str_starts(op->callee, "PyType_From") ||
           (!str_starts(op->callee, "Py") &&
            (program_find(t->p, u, op->callee) != NULL ||
             program_line(t->p, op) == NULL));
}

/* A function of another module, called by its name or through a table, may
   give the type a base; one that makes an object of it, as tp_alloc() does,
   does not. */
static bool
is_elsewhere(const struct types *t, const struct unit *u, const struct op *op)
{
    if (type_is_pointer(op->type))
        return false;
    return op->callee == NULL || (!str_starts(op->callee, "Py") &&
                                  program_find(t->p, u, op->callee) == NULL &&
                                  program_line(t->p, op) == NULL);
}

static void
from_call(struct types *t, const struct procedure *proc, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++) {
        struct operand o = func_origin(proc->func, op->args[i]);
        struct type_fact *f = o.kind == OPERAND_GLOBAL
                                  ? types_find(t, proc->unit, o.name)
                                  : NULL;
        if (f == NULL)
            continue;
        f->ready |= prepares(t, proc->unit, op);
        if (op->callee != NULL && str_starts(op->callee, "PyStructSequence_"))
            f->base_unknown = true;
        f->base_unknown |= f->base_name == NULL &&
                           is_elsewhere(t, proc->unit, op);
        if (f->heap)
            types_set_bases(t, proc, f, op);
    }
}

/* In a table of types, it may be prepared by a loop. */
static void
from_tables(struct types *t, const struct unit *u)
{
    for (size_t g = 0; g < u->n_globals; g++) {
        const struct type *type = u->globals[g].type;
        if (type != NULL && type->kind == TYPE_RECORD && type->name != NULL &&
            strcmp(type->name, "PyTypeObject") == 0)
            continue;
        for (size_t i = 0; i < u->globals[g].n_inits; i++) {
            const struct operand *o = &u->globals[g].inits[i].value;
            struct type_fact *f = o->kind == OPERAND_GLOBAL
                                      ? types_find(t, u, o->name)
                                      : NULL;
            if (f != NULL)
                f->ready = true;
        }
    }
}

/* So it may in an array of a function. */
static void
from_own_table(struct types *t, const struct procedure *proc,
               const struct op *op)
{
    struct operand at = func_origin(proc->func, op->a);
    const struct op *index = at.kind == OPERAND_SLOT
                                 ? func_definition(proc->func, at.index)
                                 : NULL;
    struct type_fact *f = op->b.kind == OPERAND_GLOBAL
                              ? types_find(t, proc->unit, op->b.name)
                              : NULL;
    if (index != NULL && index->kind == OP_INDEX)
        at = func_origin(proc->func, index->a);
    if (f != NULL && at.kind == OPERAND_LOCAL)
        f->ready = true;
}

/* ---- arrays of slots that are filled at run time ---- */

struct filling {
    struct types *t;
    const struct procedure *proc;
    struct type_fact *f;
    struct operand array; /* LOCAL or GLOBAL */
    struct operand number, function;
    unsigned n;
};

/* An element of the array, or the array itself for its first. */
static bool
is_element(const struct filling *x, const struct operand *o)
{
    struct operand from = func_origin(x->proc->func, *o);
    if (from.kind == OPERAND_SLOT) {
        const struct op *op = func_definition(x->proc->func, from.index);
        if (op == NULL || op->kind != OP_INDEX)
            return false;
        from = func_origin(x->proc->func, op->a);
    }
    return (from.kind == OPERAND_LOCAL || from.kind == OPERAND_GLOBAL) &&
           operand_equal(&from, &x->array);
}

/* A row that is copied into the array as a whole. */
static bool
is_row(const struct filling *x, const struct operand *o)
{
    const struct func *f = x->proc->func;
    for (size_t b = 0; o->kind == OPERAND_LOCAL && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_STORE && op->b.kind == OPERAND_LOCAL &&
                op->b.index == o->index && is_element(x, &op->a))
                return true;
        }
    return false;
}

static void
fill_from(struct filling *x, const struct op *op)
{
    const struct op *field = op->kind == OP_STORE
                                 ? address_op(x->proc->func, &op->a)
                                 : NULL;
    if (field == NULL || field->kind != OP_FIELD || field->field == NULL ||
        (!is_element(x, &field->a) && !is_row(x, &field->a)))
        return;
    if (strcmp(field->field, "slot") == 0)
        x->number = op->b;
    else if (strcmp(field->field, "pfunc") == 0)
        x->function = stored_value(x->proc->func, &op->b);
    if (x->number.kind != OPERAND_INT || x->function.kind == OPERAND_NONE)
        return;
    const char *name = type_slot_name(x->number.number);
    if (name != NULL)
        types_set(x->t, x->proc->unit, x->f, name, &x->function);
    x->number.kind = x->function.kind = OPERAND_NONE;
    x->n++;
}

/* How many slots the function puts there. */
static unsigned
fill(struct types *t, const struct procedure *proc, struct type_fact *f,
     const struct operand *array)
{
    struct filling x = {.t = t, .proc = proc, .f = f, .array = *array};
    x.number.kind = x.function.kind = OPERAND_NONE;
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
            fill_from(&x, &proc->func->blocks[b].ops[i]);
    return x.n;
}

/* Those of a static specification whose rows are not all written down. */
static void
fill_static(struct types *t, struct type_fact *f)
{
    const struct global *g = f->global;
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        sym field = in->path[in->n_path - 1].field;
        if (field == NULL || strcmp(field, "slots") != 0 ||
            in->value.kind != OPERAND_GLOBAL)
            continue;
        for (size_t p = 0; p < t->p->procs.n; p++)
            if (t->p->procs.v[p].unit == f->unit &&
                fill(t, &t->p->procs.v[p], f, &in->value) > 0)
                f->slots_known = true;
    }
}

/* ---- specifications in variables ---- */

static bool
is_spec(const struct type *t)
{
    return t != NULL && t->kind == TYPE_RECORD && t->name != NULL &&
           strcmp(t->name, "PyType_Spec") == 0;
}

static void
set_from_spec(struct types *t, const struct procedure *proc,
              struct type_fact *f, const char *name,
              const struct operand *stored)
{
    struct operand v = func_origin(proc->func, *stored);
    if (strcmp(name, "slots") != 0) {
        types_set(t, proc->unit, f, name, &v);
        return;
    }
    const struct global *g = v.kind == OPERAND_GLOBAL
                                 ? program_global(t->p, proc->unit, v.name)
                                 : NULL;
    if (g != NULL)
        types_set_slots(t, proc->unit, f, g);
    if ((v.kind == OPERAND_LOCAL || v.kind == OPERAND_GLOBAL) &&
        fill(t, proc, f, &v) > 0)
        f->slots_known = true;
}

/* What the function stores into the variable, and what it makes of it. */
static bool
read_spec(struct types *t, const struct procedure *proc, struct type_fact *f,
          uint32_t variable)
{
    bool made = false;
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            const struct op *field = op->kind == OP_STORE
                                         ? address_op(proc->func, &op->a)
                                         : NULL;
            if (field != NULL && field->kind == OP_FIELD &&
                field->field != NULL && field->a.kind == OPERAND_LOCAL &&
                field->a.index == variable)
                set_from_spec(t, proc, f, field->field, &op->b);
            for (size_t k = 0; op->kind == OP_CALL && k < op->n_args; k++)
                if (op->args[k].kind == OPERAND_LOCAL &&
                    op->args[k].index == variable) {
                    types_set_bases(t, proc, f, op);
                    made = true;
                }
        }
    return made;
}

struct type_fact *
types_built_in(const struct types *t, const struct procedure *proc,
               uint32_t variable)
{
    for (size_t i = 0; i < t->v.n; i++)
        if (t->v.v[i]->built_in == proc &&
            t->v.v[i]->global->name == proc->func->slots[variable].name)
            return t->v.v[i];
    return NULL;
}

static void
from_variables(struct types *t, const struct procedure *proc)
{
    const struct func *f = proc->func;
    for (uint32_t i = (uint32_t)f->n_params; i < f->n_slots; i++) {
        if (!is_spec(f->slots[i].type) || f->slots[i].name == NULL)
            continue;
        struct global *g = ARENA_NEW(t->keep, struct global);
        g->name = f->slots[i].name;
        g->loc = f->slots[i].loc;
        g->type = f->slots[i].type;
        g->is_static = true;
        size_t n = t->v.n;
        struct type_fact *fact = types_new(t, proc->unit, g);
        fact->heap = fact->ready = true;
        fact->built_in = proc;
        if (!read_spec(t, proc, fact, i))
            t->v.n = n;
    }
}

static void
from_ops(struct types *t, const struct procedure *proc)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_STORE) {
                from_store(t, proc, op);
                from_own_table(t, proc, op);
            }
            else if (op->kind == OP_CALL)
                from_call(t, proc, op);
        }
}

void
types_from_code(struct types *t)
{
    size_t n = t->v.n;
    for (size_t i = 0; i < n; i++)
        if (t->v.v[i]->heap)
            fill_static(t, t->v.v[i]);
    for (size_t p = 0; p < t->p->procs.n; p++) {
        from_ops(t, &t->p->procs.v[p]);
        from_variables(t, &t->p->procs.v[p]);
    }
    for (size_t u = 0; u < t->p->units.n; u++)
        from_tables(t, t->p->units.v[u]);
}

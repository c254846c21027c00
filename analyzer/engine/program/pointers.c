/* Calls through a pointer of the program's own: which functions a field of a
 * struct, or a table, can hold, and what those have in common.
 *
 * A field is followed where every store into it, in the whole program, names
 * functions of the program; one store of anything else, and nothing is known
 * of it.  Structs of a library hold functions of the library as well.  Slots
 * of Python's own structs are for the model to say.
 */
#include "call.h"
#include "callbacks.h"

#include <string.h>

#define MAX_CHAIN 6 /* copies between a function's name and a store */

struct targets {
    sym record, field;
    struct procedure *procs[MAX_TARGETS];
    size_t n;
    bool open; /* other functions, too */
};

/* A call that passes a pointer to a function. */
struct passing {
    const struct procedure *from;
    const struct procedure *to;
    const struct op *op;
};

struct pointers {
    VEC(struct targets) fields;
    VEC(struct passing) passings;
};

/* ---- sets of functions ---- */

static void
targets_add(struct targets *t, struct procedure *proc)
{
    if (proc == NULL || t->n == MAX_TARGETS) {
        t->open = true;
        return;
    }
    for (size_t i = 0; i < t->n; i++)
        if (t->procs[i] == proc)
            return;
    t->procs[t->n++] = proc;
}

static struct targets *
targets_of(struct program *p, sym record, sym field)
{
    for (size_t i = 0; i < p->pointers->fields.n; i++) {
        struct targets *t = &p->pointers->fields.v[i];
        if (t->field == field && t->record == record)
            return t;
    }
    VEC_PUSH(p->keep, &p->pointers->fields,
             ((struct targets){.record = record, .field = field}));
    return &p->pointers->fields.v[p->pointers->fields.n - 1];
}

static const struct targets *
targets_find(const struct program *p, sym record, sym field)
{
    for (size_t i = 0; i < p->pointers->fields.n; i++)
        if (p->pointers->fields.v[i].field == field &&
            p->pointers->fields.v[i].record == record)
            return &p->pointers->fields.v[i];
    return NULL;
}

/* PyTypeObject, PyMethodDef...: filled and called by the interpreter. */
static bool
is_pythons(sym record)
{
    return record == NULL || str_starts(record, "Py") ||
           str_starts(record, "_typeobject") || str_starts(record, "_Py");
}

/* ---- what the ops say ---- */

struct place {
    const struct program *p;
    const struct unit *unit;
    const struct func *func;
};

/* The n-th op that sets the slot, or NULL. */
static const struct op *
definition(const struct place *at, const struct operand *o, size_t n)
{
    if (o->kind != OPERAND_SLOT)
        return NULL;
    for (size_t b = 0; b < at->func->n_blocks; b++)
        for (size_t i = 0; i < at->func->blocks[b].n_ops; i++) {
            const struct op *op = &at->func->blocks[b].ops[i];
            if (op->dst == o->index && op->kind != OP_SCOPE && n-- == 0)
                return op;
        }
    return NULL;
}

static const struct op *
only_definition(const struct place *at, const struct operand *o)
{
    if (o->kind == OPERAND_SLOT && o->index < at->func->n_params)
        return NULL;
    return definition(at, o, 1) == NULL ? definition(at, o, 0) : NULL;
}

static const struct global *
variable(const struct place *at, const struct operand *o)
{
    return o->kind == OPERAND_GLOBAL ? program_global(at->p, at->unit, o->name)
                                     : NULL;
}

/* The struct that the FIELD op looks into. */
static sym
record_of(const struct place *at, const struct op *op)
{
    const struct type *t = NULL;
    if (op->a.kind == OPERAND_SLOT)
        t = at->func->slots[op->a.index].type;
    else if (op->a.kind == OPERAND_LOCAL)
        return at->func->slots[op->a.index].type == NULL
                   ? NULL
                   : at->func->slots[op->a.index].type->name;
    else if (variable(at, &op->a) != NULL)
        return variable(at, &op->a)->type->name;
    return type_is_pointer(t) && t->target != NULL ? t->target->name : NULL;
}

/* All functions of a table. */
static void
add_table(struct program *p, const struct place *at, const struct global *g,
          struct targets *out)
{
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct operand *v = &g->inits[i].value;
        if (v->kind == OPERAND_FUNCTION)
            targets_add(out, program_find(p, at->unit, v->name));
        else if (v->kind != OPERAND_INT || v->number != 0)
            out->open = true;
    }
    out->open |= g->n_inits == 0 || g->type->kind != TYPE_ARRAY ||
                 !type_is_function_pointer(g->type->target);
}

static void add_values(struct program *p, const struct place *at,
                       const struct operand *o, int chain,
                       struct targets *out);

/* What the program passes for a parameter of one of its functions. */
static void
add_arguments(struct program *p, const struct place *to, uint32_t param,
              int chain, struct targets *out)
{
    const struct procedure *callee = program_find(p, to->unit, to->func->name);
    bool any = false;
    for (size_t i = 0; i < p->pointers->passings.n && !out->open; i++) {
        struct passing c = p->pointers->passings.v[i];
        struct place at = {.p = p, .unit = c.from->unit, .func = c.from->func};
        if (c.to != callee || c.op->n_args <= param)
            continue;
        any = true;
        add_values(p, &at, &c.op->args[param], chain + 1, out);
    }
    out->open |= !any;
}

/* The functions that the operand may be. */
static void
add_values(struct program *p, const struct place *at, const struct operand *o,
           int chain, struct targets *out)
{
    if (o->kind == OPERAND_SLOT && o->index < at->func->n_params &&
        definition(at, o, 0) == NULL && chain < MAX_CHAIN) {
        add_arguments(p, at, o->index, chain, out);
        return;
    }
    if (o->kind == OPERAND_FUNCTION) {
        targets_add(out, program_find(p, at->unit, o->name));
        return;
    }
    if (o->kind == OPERAND_INT)
        return;
    const struct op *op = definition(at, o, 0);
    bool param = o->kind == OPERAND_SLOT && o->index < at->func->n_params;
    bool local = o->kind == OPERAND_SLOT &&
                 at->func->slots[o->index].address_taken;
    if (op == NULL || chain == MAX_CHAIN || local || param) {
        out->open = true;
        return;
    }
    for (size_t n = 0; (op = definition(at, o, n)) != NULL; n++) {
        const struct op *from = op->kind == OP_LOAD
                                    ? only_definition(at, &op->a)
                                    : NULL;
        const struct global *table = from != NULL && from->kind == OP_INDEX
                                         ? variable(at, &from->a)
                                         : NULL;
        if (op->kind == OP_COPY || op->kind == OP_CAST)
            add_values(p, at, &op->a, chain + 1, out);
        else if (table != NULL)
            add_table(p, at, table, out);
        else if (from == NULL || from->kind != OP_FIELD ||
                 from->field != out->field ||
                 record_of(at, from) != out->record)
            out->open = true;
    }
}

static void
learn_store(struct program *p, const struct place *at, const struct op *op)
{
    const struct op *to = only_definition(at, &op->a);
    if (to == NULL || to->kind != OP_FIELD || is_pythons(record_of(at, to)))
        return;
    add_values(p, at, &op->b, 0, targets_of(p, record_of(at, to), to->field));
}

static void
learn_passing(struct program *p, const struct procedure *proc,
              const struct op *op)
{
    for (size_t i = 0; op->callee != NULL && i < op->n_args; i++) {
        const struct type *t = op->arg_types == NULL ? NULL : op->arg_types[i];
        if (op->args[i].kind != OPERAND_FUNCTION &&
            !type_is_function_pointer(t))
            continue;
        struct procedure *to = program_find(p, proc->unit, op->callee);
        if (to != NULL)
            VEC_PUSH(p->keep, &p->pointers->passings,
                     ((struct passing){.from = proc, .to = to, .op = op}));
        return;
    }
}

static void
learn_function(struct program *p, const struct procedure *proc)
{
    struct place at = {.p = p, .unit = proc->unit, .func = proc->func};
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            if (op->kind == OP_STORE && type_is_function_pointer(op->type))
                learn_store(p, &at, op);
        }
}

static void
learn_calls(struct program *p, const struct procedure *proc)
{
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
            if (proc->func->blocks[b].ops[i].kind == OP_CALL)
                learn_passing(p, proc, &proc->func->blocks[b].ops[i]);
}

/* sqlite3_vfs in a program that calls sqlite3_open(): the library fills such
   structs, too. */
static void
open_foreign(struct program *p, const struct procedure *proc)
{
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL ||
                program_find(p, proc->unit, op->callee) != NULL)
                continue;
            for (size_t k = 0; k < p->pointers->fields.n; k++) {
                struct targets *t = &p->pointers->fields.v[k];
                t->open |= is_same_family(t->record, op->callee);
            }
        }
}

/* ---- what initialisers say ---- */

static void
learn_initialiser(struct program *p, const struct unit *u,
                  const struct global *g, const struct init *init)
{
    sym field = init->n_path == 0 ? NULL : init->path[init->n_path - 1].field;
    const struct type *holder = init_holder(g, init);
    if (field == NULL || holder == NULL || is_pythons(holder->name) ||
        !type_is_function_pointer(init->type))
        return;
    struct targets *t = targets_of(p, holder->name, field);
    if (init->value.kind == OPERAND_FUNCTION)
        targets_add(t, program_find(p, u, init->value.name));
    else if (init->value.kind != OPERAND_INT)
        t->open = true;
}

void
program_pointers(struct program *p)
{
    p->pointers = ARENA_NEW(p->keep, struct pointers);
    for (size_t i = 0; i < p->units.n; i++)
        for (size_t g = 0; g < p->units.v[i]->n_globals; g++)
            for (size_t k = 0; k < p->units.v[i]->globals[g].n_inits; k++)
                learn_initialiser(p, p->units.v[i], &p->units.v[i]->globals[g],
                                  &p->units.v[i]->globals[g].inits[k]);
    for (size_t i = 0; i < p->procs.n; i++)
        learn_calls(p, &p->procs.v[i]);
    for (size_t i = 0; i < p->procs.n; i++)
        learn_function(p, &p->procs.v[i]);
    for (size_t i = 0; p->pointers->fields.n > 0 && i < p->procs.n; i++)
        open_foreign(p, &p->procs.v[i]);
}

/* ---- one call ---- */

/* `Spam_Type.tp_new(...)`: what the initialiser of that variable says. */
static struct procedure *
named_slot(const struct place *at, const struct op *field)
{
    const struct global *g = variable(at, &field->a);
    for (size_t i = 0; g != NULL && i < g->n_inits; i++)
        if (g->inits[i].n_path == 1 &&
            g->inits[i].path[0].field == field->field &&
            g->inits[i].value.kind == OPERAND_FUNCTION)
            return program_find(at->p, at->unit, g->inits[i].value.name);
    return NULL;
}

/* In out unless it is the program's table that tells. */
static const struct targets *
find_targets(struct program *p, const struct place *at, const struct op *call,
             struct targets *out)
{
    const struct op *load = only_definition(at, &call->a);
    if (load == NULL || load->kind != OP_LOAD)
        return NULL;
    const struct op *from = only_definition(at, &load->a);
    if (from != NULL && from->kind == OP_FIELD) {
        out->procs[0] = named_slot(at, from);
        out->n = out->procs[0] != NULL;
        if (out->n == 0)
            return targets_find(p, record_of(at, from), from->field);
    }
    else if (from != NULL && from->kind == OP_INDEX &&
             variable(at, &from->a) != NULL) {
        add_table(p, at, variable(at, &from->a), out);
    }
    return out;
}

/* parent_class->finalize(o) in the finalize() of the class: that of another.
 */
static bool
is_of_parent(const struct targets *t, const struct func *f)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->procs[i]->func == f)
            return true;
    return false;
}

size_t
pointer_targets(struct program *p, const struct unit *u, const struct func *f,
                const struct op *call, struct procedure **out)
{
    struct place at = {.p = p, .unit = u, .func = f};
    struct targets table = {0};
    const struct targets *t = find_targets(p, &at, call, &table);
    if (t == NULL || t->open || (t != &table && is_of_parent(t, f)))
        return 0;
    memcpy(out, t->procs, t->n * sizeof *out);
    return t->n;
}

static bool
switches_thread(const struct program *p, const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct contract *c = op->kind == OP_CALL &&
                                               op->callee != NULL
                                           ? program_line(p, op)
                                           : NULL;
            if (c != NULL &&
                (c->thread == THREAD_ATTACHES || c->thread == THREAD_DETACHES))
                return true;
        }
    return false;
}

bool
pointer_switches(struct program *p, const struct unit *u, const struct func *f,
                 const struct op *call)
{
    struct place at = {.p = p, .unit = u, .func = f};
    struct targets table = {0};
    const struct targets *t = find_targets(p, &at, call, &table);
    bool parent = t != NULL && t != &table && is_of_parent(t, f);
    for (size_t i = 0; t != NULL && !parent && i < t->n; i++)
        if (switches_thread(p, t->procs[i]->func))
            return true;
    return false;
}

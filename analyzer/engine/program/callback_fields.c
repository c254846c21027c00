/* Callbacks of libraries that no call hands over: functions stored in the
 * fields of a library's struct, and functions passed to a function of a
 * library that is called without the GIL.
 *
 * A contract line can say what a field is:
 * DLManagedTensor(deleter:runs.thread) stands for the struct of that name.
 * Else the neighbours tell: where one function in the fields of a struct takes
 * the GIL first, the library calls all of them without it, unless the program
 * calls through the struct itself, or the struct is an API for other modules:
 * it goes into a capsule, or its functions deal with Python objects.
 */
#include "callbacks.h"
#include "call.h"

#include <string.h>

/* A function in a field of a struct. */
struct member {
    sym record, field;
    struct procedure *proc;
};

struct members {
    struct program *p;
    arena *scratch;
    VEC(struct member) v;
    VEC(sym) called;   /* structs through which the program itself calls */
    VEC(sym) exported; /* structs that capsules hold */
    bool *direct;      /* by procedure: called by name */
};

/* ---- what stands where ---- */

/* The field operation that the operand comes from, or NULL. */
static const struct op *
field_of(const struct func *f, const struct operand *o)
{
    const struct op *found = NULL;
    for (size_t b = 0; o->kind == OPERAND_SLOT && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (f->blocks[b].ops[i].dst == o->index &&
                f->blocks[b].ops[i].kind == OP_FIELD)
                found = &f->blocks[b].ops[i];
    return found;
}

static sym
record_of(const struct func *f, const struct op *field)
{
    const struct operand *o = &field->a;
    const struct type *t = o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL
                               ? f->slots[o->index].type
                               : NULL;
    if (t != NULL && t->kind == TYPE_POINTER && o->kind == OPERAND_SLOT)
        t = t->target;
    return t != NULL && t->kind == TYPE_RECORD ? t->name : NULL;
}

static void
add_member(struct members *m, const struct unit *u, sym record, sym field,
           sym function)
{
    struct procedure *to = program_find(m->p, u, function);
    if (to == NULL || record == NULL || field == NULL ||
        str_starts(record, "Py") || str_starts(record, "_Py") ||
        (to->entry != NULL && !to->entry_guessed))
        return;
    VEC_PUSH(m->scratch, &m->v, ((struct member){record, field, to}));
}

static void
note_export(struct members *m, const struct unit *u, const struct op *op)
{
    if (strcmp(op->callee, "PyCapsule_New") != 0 || op->n_args == 0 ||
        op->args[0].kind != OPERAND_GLOBAL)
        return;
    for (size_t i = 0; i < u->n_globals; i++) {
        const struct global *g = &u->globals[i];
        if (g->name == op->args[0].name && g->type != NULL &&
            g->type->kind == TYPE_RECORD)
            VEC_PUSH(m->scratch, &m->exported, g->type->name);
    }
}

static void
note_named_call(struct members *m, const struct procedure *proc,
                const struct op *op)
{
    struct procedure *to = program_find(m->p, proc->unit, op->callee);
    if (to != NULL)
        m->direct[to - m->p->procs.v] = true;
    note_export(m, proc->unit, op);
}

static void
note_op(struct members *m, const struct procedure *proc, const struct op *op)
{
    const struct func *f = proc->func;
    if (op->kind == OP_CALL && op->callee != NULL)
        note_named_call(m, proc, op);
    if (op->kind == OP_STORE && type_is_function_pointer(op->type)) {
        sym name = callback_named(f, &op->b);
        const struct op *field = name == NULL ? NULL : field_of(f, &op->a);
        if (field != NULL)
            add_member(m, proc->unit, record_of(f, field), field->field, name);
    }
    if (op->kind != OP_CALL || op->callee != NULL)
        return;
    const struct op *load = NULL;
    for (size_t b = 0; op->a.kind == OPERAND_SLOT && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (f->blocks[b].ops[i].dst == op->a.index &&
                f->blocks[b].ops[i].kind == OP_LOAD)
                load = &f->blocks[b].ops[i];
    const struct op *field = load == NULL ? NULL : field_of(f, &load->a);
    if (field != NULL && record_of(f, field) != NULL)
        VEC_PUSH(m->scratch, &m->called, record_of(f, field));
}

static void
note_global(struct members *m, const struct unit *u, const struct global *g)
{
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *n = &g->inits[i];
        bool flat = n->n_path > 0 && n->path[n->n_path - 1].field != NULL;
        if (flat && n->value.kind == OPERAND_FUNCTION && g->type != NULL)
            add_member(m, u, g->type->name, n->path[n->n_path - 1].field,
                       n->value.name);
    }
}

/* ---- who runs without the GIL ---- */

static void
mark(const struct members *m, const struct member *one, bool guessed)
{
    const char *text = arena_printf(m->scratch, "%s.%s", one->record,
                                    one->field);
    one->proc->entry = NULL;
    one->proc->registrar = sym_intern(m->p->syms, text);
    one->proc->registrar_guessed = guessed;
}

/* A contract line for the struct says so. */
static bool
is_declared(const struct members *m, const struct callers *c,
            const struct member *one)
{
    const struct contract *k = model_find(m->p->model, one->record,
                                          m->p->version);
    for (size_t i = 0; k != NULL && i < k->n_params; i++)
        for (size_t e = 0;
             k->params[i].name == one->field && e < k->params[i].n_effects;
             e++)
            if (k->params[i].effects[e].verb == VERB_RUNS &&
                callback_runs_detached(c, k->params[i].effects[e].kind,
                                       one->record))
                return true;
    return false;
}

static bool
calls_through(const struct members *m, sym record)
{
    for (size_t i = 0; i < m->called.n; i++)
        if (m->called.v[i] == record)
            return true;
    return false;
}

/* Like the others, it is given a pointer of the library's: no objects. */
static bool
looks_foreign(const struct func *f)
{
    if (type_is_object_pointer(f->type->target))
        return false;
    for (size_t i = 0; i < f->n_params; i++)
        if (type_is_object_pointer(f->slots[i].type))
            return false;
    return true;
}

/* Its functions take objects, or a capsule hands it to other modules. */
static bool
is_python_api(const struct members *m, sym record)
{
    for (size_t i = 0; i < m->exported.n; i++)
        if (m->exported.v[i] == record)
            return true;
    for (size_t i = 0; i < m->v.n; i++)
        if (m->v.v[i].record == record && !looks_foreign(m->v.v[i].proc->func))
            return true;
    return false;
}

static bool
has_careful_neighbour(const struct members *m, const struct member *one)
{
    for (size_t i = 0; i < m->v.n; i++)
        if (m->v.v[i].record == one->record && m->v.v[i].proc != one->proc &&
            !m->direct[m->v.v[i].proc - m->p->procs.v] &&
            func_calls(m->v.v[i].proc->func, "PyGILState_Ensure"))
            return true;
    return false;
}

void
callback_fields(struct program *p, const struct callers *c)
{
    struct members m = {.p = p, .scratch = c->scratch};
    m.direct = ARENA_ARRAY(m.scratch, bool, p->procs.n + 1);
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct func *f = p->procs.v[i].func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++)
                note_op(&m, &p->procs.v[i], &f->blocks[b].ops[k]);
    }
    for (size_t u = 0; u < p->units.n; u++)
        for (size_t g = 0; g < p->units.v[u]->n_globals; g++)
            note_global(&m, p->units.v[u], &p->units.v[u]->globals[g]);
    for (size_t i = 0; i < m.v.n; i++) {
        const struct member *one = &m.v.v[i];
        if (m.direct[one->proc - p->procs.v] || one->proc->registrar != NULL)
            continue;
        if (is_declared(&m, c, one))
            mark(&m, one, false);
        else if (looks_foreign(one->proc->func) &&
                 !calls_through(&m, one->record) &&
                 !is_python_api(&m, one->record) &&
                 has_careful_neighbour(&m, one))
            mark(&m, one, true);
    }
}

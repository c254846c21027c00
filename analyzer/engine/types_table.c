/* The table of types: initialisers, specifications, and what module
 * initialisation assigns to their slots.
 */
#include "types.h"

#include <string.h>

static const char *const slot_names[SLOT_COUNT] = {
    [SLOT_DEALLOC] = "tp_dealloc", [SLOT_TRAVERSE] = "tp_traverse",
    [SLOT_CLEAR] = "tp_clear",     [SLOT_FINALIZE] = "tp_finalize",
    [SLOT_DEL] = "tp_del",         [SLOT_FREE] = "tp_free",
    [SLOT_NEW] = "tp_new",         [SLOT_INIT] = "tp_init",
    [SLOT_ALLOC] = "tp_alloc",
};

const char *
slot_id_name(enum slot_id id)
{
    assert(id < SLOT_COUNT);
    return slot_names[id];
}

struct building {
    struct types *t;
    const struct unit *unit;
    struct type_fact *f;
};

/* ---- slots ---- */

static void
add_procedure(struct building *b, sym name, bool setter)
{
    struct procedure *proc = program_find(b->t->p, b->unit, name);
    if (proc == NULL)
        return;
    VEC_PUSH(b->t->keep, &b->f->methods, proc);
    if (setter)
        VEC_PUSH(b->t->keep, &b->f->setters, proc);
}

struct slot_value
types_slot_value(const struct types *t, const struct unit *u,
                 const struct operand *o)
{
    struct slot_value v = {.set = true};
    if (o->kind == OPERAND_INT && o->number == 0)
        v.set = false;
    else if (o->kind == OPERAND_FUNCTION) {
        v.name = o->name;
        v.proc = program_find(t->p, u, o->name);
    }
    else
        v.unknown = true;
    return v;
}

static const struct global *
global_of(struct building *b, const struct operand *o)
{
    return o->kind == OPERAND_GLOBAL
               ? program_global(b->t->p, b->unit, o->name)
               : NULL;
}

/* Functions of a PyMethodDef or PyGetSetDef table. */
static void
add_table(struct building *b, const struct global *g, const char *field,
          bool setter)
{
    for (size_t i = 0; g != NULL && i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        sym last = in->path[in->n_path - 1].field;
        if (last != NULL && strcmp(last, field) == 0 &&
            in->value.kind == OPERAND_FUNCTION)
            add_procedure(b, in->value.name, setter);
    }
}

/* Rows of a table that begin with a name. */
static void
add_attributes(struct building *b, const struct global *g, const char *field,
               bool method)
{
    struct attribute a = {.method = method};
    for (size_t i = 0; g != NULL && i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        sym last = in->path[in->n_path - 1].field;
        if (last == NULL)
            continue;
        if (in->value.kind == OPERAND_STRING &&
            (strcmp(last, "name") == 0 || strcmp(last, "ml_name") == 0)) {
            a.name = in->value.name;
            a.setter = NULL;
            VEC_PUSH(b->t->keep, &b->f->attributes, a);
        }
        else if (strcmp(last, field) == 0 && b->f->attributes.n > 0 &&
                 in->value.kind == OPERAND_FUNCTION)
            b->f->attributes.v[b->f->attributes.n - 1].setter = program_find(
                b->t->p, b->unit, in->value.name);
    }
}

static void
add_methods(struct building *b, const struct global *g)
{
    add_table(b, g, "ml_meth", true);
    add_attributes(b, g, "ml_meth", true);
}

static void
set_flags(struct building *b, const struct operand *o)
{
    b->f->flags_unknown = o->kind != OPERAND_INT;
    if (!b->f->flags_unknown)
        b->f->flags = o->number;
}

static void
set_base(struct building *b, const struct operand *o)
{
    b->f->base_name = o->kind == OPERAND_GLOBAL ? o->name : NULL;
    b->f->base_unknown = o->kind != OPERAND_GLOBAL &&
                         !(o->kind == OPERAND_INT && o->number == 0);
}

/* Tables and the other things that are no function. */
static bool
set_data(struct building *b, const char *name, const struct operand *o)
{
    struct type_fact *f = b->f;
    int64_t number = o->kind == OPERAND_INT ? o->number : 0;
    if (strcmp(name, "tp_name") == 0 || strcmp(name, "name") == 0) {
        if (o->kind == OPERAND_STRING)
            f->name = o->name;
    }
    else if (strcmp(name, "tp_basicsize") == 0 ||
             strcmp(name, "basicsize") == 0)
        f->basicsize = number;
    else if (strcmp(name, "tp_flags") == 0 || strcmp(name, "flags") == 0)
        set_flags(b, o);
    else if (strcmp(name, "tp_base") == 0)
        set_base(b, o);
    else if (strcmp(name, "tp_bases") == 0)
        f->base_unknown |= o->kind != OPERAND_INT;
    else if (strcmp(name, "tp_dictoffset") == 0)
        f->dictoffset = number;
    else if (strcmp(name, "tp_weaklistoffset") == 0)
        f->weaklistoffset = number;
    else if (strcmp(name, "tp_methods") == 0)
        add_methods(b, global_of(b, o));
    else if (strcmp(name, "tp_getset") == 0) {
        add_table(b, global_of(b, o), "get", false);
        add_table(b, global_of(b, o), "set", true);
        add_attributes(b, global_of(b, o), "set", false);
    }
    else if (strcmp(name, "tp_members") == 0) {
        if (global_of(b, o) != NULL)
            VEC_PUSH(b->t->keep, &f->members, global_of(b, o));
    }
    else
        return false;
    return true;
}

static bool
is_creation(const char *name)
{
    static const char *const names[] = {
        "tp_new",   "tp_alloc",    "tp_free", "tp_dealloc",
        "tp_clear", "tp_traverse", "tp_del",  "tp_finalize"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void
set_slot(struct building *b, const char *name, const struct operand *o)
{
    if (set_data(b, name, o))
        return;
    for (int i = 0; i < SLOT_COUNT; i++)
        if (strcmp(slot_names[i], name) == 0)
            b->f->slots[i] = types_slot_value(b->t, b->unit, o);
    if (o->kind == OPERAND_FUNCTION && strcmp(name, "tp_new") != 0)
        add_procedure(b, o->name, !is_creation(name));
}

/* ---- PyTypeObject ---- */

static bool
is_record_named(const struct type *t, const char *name)
{
    return t != NULL && t->kind == TYPE_RECORD && t->name != NULL &&
           strcmp(t->name, name) == 0;
}

static struct type_fact *
type_new(struct types *t, const struct unit *u, const struct global *g)
{
    struct type_fact *f = ARENA_NEW(t->keep, struct type_fact);
    f->unit = u;
    f->global = g;
    f->name = g->name;
    f->loc = g->loc;
    VEC_PUSH(t->keep, &t->v, f);
    return f;
}

/* Sub-tables such as tp_as_number have functions of their own. */
static void
add_subtable(struct building *b, const struct operand *o)
{
    const struct global *g = global_of(b, o);
    for (size_t i = 0; g != NULL && i < g->n_inits; i++)
        if (g->inits[i].value.kind == OPERAND_FUNCTION)
            add_procedure(b, g->inits[i].value.name, true);
}

static void
from_initialiser(struct types *t, const struct unit *u, const struct global *g)
{
    struct building b = {t, u, type_new(t, u, g)};
    b.f->slots_known = true;
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        sym field = in->path[in->n_path - 1].field;
        if (field == NULL || !str_starts(field, "tp_"))
            continue;
        set_slot(&b, field, &in->value);
        if (str_starts(field, "tp_as_"))
            add_subtable(&b, &in->value);
    }
}

/* ---- PyType_Spec ---- */

static const struct init *
init_in_row(const struct global *g, uint64_t row, const char *field)
{
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        if (in->n_path == 2 && in->path[0].index == row &&
            in->path[1].field != NULL && strcmp(in->path[1].field, field) == 0)
            return in;
    }
    return NULL;
}

static void
from_slots(struct building *b, const struct global *g)
{
    for (uint64_t row = 0;; row++) {
        const struct init *slot = init_in_row(g, row, "slot");
        const struct init *func = init_in_row(g, row, "pfunc");
        if (slot == NULL || slot->value.kind != OPERAND_INT)
            return;
        b->f->slots_known = slot->value.number == 0;
        const char *name = type_slot_name(slot->value.number);
        if (name != NULL && func != NULL)
            set_slot(b, name, &func->value);
    }
}

static void
from_spec(struct types *t, const struct unit *u, const struct global *g)
{
    struct building b = {t, u, type_new(t, u, g)};
    b.f->heap = true;
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        sym field = in->path[in->n_path - 1].field;
        if (field == NULL)
            continue;
        const struct global *slots = strcmp(field, "slots") == 0
                                         ? global_of(&b, &in->value)
                                         : NULL;
        if (slots != NULL)
            from_slots(&b, slots);
        else
            set_data(&b, field, &in->value);
    }
}

/* ---- assignments in code ---- */

static struct type_fact *
find_global(const struct types *t, const struct global *g)
{
    for (size_t i = 0; g != NULL && i < t->v.n; i++)
        if (t->v.v[i]->global == g)
            return t->v.v[i];
    return NULL;
}

struct type_fact *
types_find(const struct types *t, const struct unit *u, sym variable)
{
    return find_global(t, program_global(t->p, u, variable));
}

static const struct op *
defining(const struct func *f, uint32_t slot)
{
    const struct op *found = NULL;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst != slot || op->kind == OP_SCOPE)
                continue;
            if (found != NULL)
                return NULL;
            found = op;
        }
    return found;
}

/* T.tp_x = value; */
static void
from_store(struct types *t, const struct unit *u, const struct func *f,
           const struct op *op)
{
    if (op->a.kind != OPERAND_SLOT)
        return;
    const struct op *field = defining(f, op->a.index);
    if (field == NULL || field->kind != OP_FIELD ||
        field->a.kind != OPERAND_GLOBAL || field->field == NULL ||
        !str_starts(field->field, "tp_"))
        return;
    struct building b = {t, u, types_find(t, u, field->a.name)};
    if (b.f == NULL)
        return;
    struct operand stored = op->b;
    if (stored.kind == OPERAND_SLOT) {
        const struct op *from = defining(f, stored.index);
        bool plain = from != NULL &&
                     (from->kind == OP_COPY || from->kind == OP_CAST);
        stored = plain ? from->a : (struct operand){.kind = OPERAND_NONE};
    }
    set_slot(&b, field->field, &stored);
}

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
             model_find(t->p->model, op->callee, t->p->version) == NULL));
}

/* PyType_FromModuleAndSpec(m, &spec, bases), or a helper around it. */
static void
from_call(struct types *t, const struct unit *u, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++) {
        if (op->args[i].kind != OPERAND_GLOBAL)
            continue;
        struct type_fact *f = types_find(t, u, op->args[i].name);
        if (f == NULL)
            continue;
        f->ready |= prepares(t, u, op);
        if (!f->heap)
            continue;
        bool bases = op->callee != NULL &&
                     (strcmp(op->callee, "PyType_FromSpec") == 0 ||
                      (str_starts(op->callee, "PyType_From") &&
                       op->args[op->n_args - 1].kind == OPERAND_INT));
        if (!bases)
            f->base_unknown = true;
    }
}

static void
from_code(struct types *t)
{
    for (size_t p = 0; p < t->p->procs.n; p++) {
        const struct procedure *proc = &t->p->procs.v[p];
        const struct func *f = proc->func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                const struct op *op = &f->blocks[b].ops[i];
                if (op->kind == OP_STORE)
                    from_store(t, proc->unit, f, op);
                else if (op->kind == OP_CALL)
                    from_call(t, proc->unit, op);
            }
    }
}

/* In a table of types, it may be prepared by a loop. */
static void
from_tables(struct types *t, const struct unit *u)
{
    for (size_t g = 0; g < u->n_globals; g++) {
        if (is_record_named(u->globals[g].type, "PyTypeObject"))
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

/* What we did not see prepared, in code that we did not see all of, may
 * have any base and slots. */
static void
doubt_unprepared(struct types *t)
{
    bool unseen = false;
    for (size_t u = 0; u < t->p->units.n; u++)
        unseen |= t->p->units.v[u]->n_errors > 0;
    for (size_t i = 0; unseen && i < t->v.n; i++) {
        struct type_fact *f = t->v.v[i];
        if (f->ready || f->heap || f->is_module)
            continue;
        f->base_unknown |= f->base_name == NULL;
        f->slots_known = false;
    }
}

/* ---- bases ---- */

static void
resolve_base(struct types *t, struct type_fact *f)
{
    if (f->base_name == NULL)
        return;
    f->base = types_find(t, f->unit, f->base_name);
    if (f->base == f)
        f->base = NULL;
    if (f->base == NULL && strcmp(f->base_name, "PyBaseObject_Type") == 0)
        f->base_name = NULL;
}

#define MAX_BASES 16

/* Bases that turn in a circle would never end. */
static void
break_circles(struct types *t)
{
    for (size_t i = 0; i < t->v.n; i++) {
        int n = 0;
        for (struct type_fact *f = t->v.v[i]; f != NULL; f = f->base)
            if (++n > MAX_BASES)
                f->base = NULL;
    }
}

void
types_collect(struct types *t)
{
    for (size_t u = 0; u < t->p->units.n; u++) {
        const struct unit *unit = t->p->units.v[u];
        for (size_t g = 0; g < unit->n_globals; g++) {
            const struct global *global = &unit->globals[g];
            if (global->is_extern || unit->files[global->loc.file].is_system)
                continue;
            if (is_record_named(global->type, "PyTypeObject"))
                from_initialiser(t, unit, global);
            else if (is_record_named(global->type, "PyType_Spec"))
                from_spec(t, unit, global);
            else if (is_record_named(global->type, "PyModuleDef"))
                types_module_slots(t, type_new(t, unit, global));
        }
    }
    from_code(t);
    for (size_t u = 0; u < t->p->units.n; u++)
        from_tables(t, t->p->units.v[u]);
    doubt_unprepared(t);
    for (size_t i = 0; i < t->v.n; i++)
        resolve_base(t, t->v.v[i]);
    break_circles(t);
}

/* ---- what is inherited ---- */

/* As inherit_special() does: the flag comes with both functions, when the
 * type has none of the three. */
static bool
inherits_gc(const struct type_fact *f)
{
    return (f->flags & TPFLAG_HAVE_GC) == 0 && !f->slots[SLOT_TRAVERSE].set &&
           !f->slots[SLOT_CLEAR].set;
}

bool
type_has_gc(const struct type_fact *f)
{
    if ((f->flags & TPFLAG_HAVE_GC) != 0)
        return true;
    return inherits_gc(f) && f->base != NULL && type_has_gc(f->base);
}

const struct slot_value *
type_slot(const struct type_fact *f, enum slot_id id)
{
    const struct slot_value *own = &f->slots[id];
    if (own->set || f->base == NULL)
        return own;
    if ((id == SLOT_TRAVERSE || id == SLOT_CLEAR) && !inherits_gc(f))
        return own;
    return type_slot(f->base, id);
}

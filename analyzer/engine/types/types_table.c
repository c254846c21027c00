/* The table of types: initialisers and specifications; what functions assign
 * is in types_code.c.
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

/* ---- for types_code.c ---- */

struct type_fact *
types_new(struct types *t, const struct unit *u, const struct global *g)
{
    return type_new(t, u, g);
}

void
types_set(struct types *t, const struct unit *u, struct type_fact *f,
          const char *name, const struct operand *stored)
{
    set_slot(&(struct building){t, u, f}, name, stored);
}

void
types_set_slots(struct types *t, const struct unit *u, struct type_fact *f,
                const struct global *slots)
{
    from_slots(&(struct building){t, u, f}, slots);
}

void
types_set_base(struct types *t, const struct unit *u, struct type_fact *f,
               const struct operand *base)
{
    set_base(&(struct building){t, u, f}, base);
}

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
    if (f->base_name == NULL || f->base != NULL)
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

/* object_dealloc() calls tp_free, which can do more than to free. */
static void
free_for_dealloc(struct type_fact *f)
{
    struct slot_value *dealloc = &f->slots[SLOT_DEALLOC];
    if (!dealloc->set && f->base == NULL && f->slots[SLOT_FREE].proc != NULL)
        *dealloc = f->slots[SLOT_FREE];
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
    types_from_code(t);
    doubt_unprepared(t);
    for (size_t i = 0; i < t->v.n; i++)
        resolve_base(t, t->v.v[i]);
    break_circles(t);
    for (size_t i = 0; i < t->v.n; i++)
        free_for_dealloc(t->v.v[i]);
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

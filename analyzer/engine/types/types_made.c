/* How types and instances come to be: static types that nothing makes ready,
 * instances that nothing shows to the collector.
 */
#include "types.h"

#include <string.h>

struct call_site {
    const struct procedure *proc;
    const struct op *op;
};
typedef VEC(struct call_site) call_sites;

/* Of the whole program those that are wanted: types are many. */
static call_sites
calls_such(const struct types *t, bool wanted(const struct op *))
{
    call_sites found = {0};
    for (size_t p = 0; p < t->p->procs.n; p++) {
        struct call_site site = {.proc = &t->p->procs.v[p]};
        const struct func *f = site.proc->func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                site.op = &f->blocks[b].ops[i];
                if (site.op->kind == OP_CALL && wanted(site.op))
                    VEC_PUSH(t->keep, &found, site);
            }
    }
    return found;
}

static bool
is_maker(const struct op *op)
{
    static const char *const names[] = {"PyObject_GC_New",
                                        "PyObject_GC_NewVar", NULL};
    return op->callee != NULL && str_is_one_of(op->callee, names) &&
           op->n_args > 0;
}

/* The type of the program that an argument is the address of, or NULL. */
static struct type_fact *
named_type(const struct types *t, const struct procedure *proc,
           const struct operand *o)
{
    return o->kind == OPERAND_GLOBAL ? types_find(t, proc->unit, o->name)
                                     : NULL;
}

/* ---- instances that are never tracked ---- */

struct untracked {
    struct types *t;
    const struct type_fact *f;
    const struct procedure *made_in; /* the first maker */
    const struct op *made;
    bool tracked; /* or may be */
};

static const struct type *
pointee(const struct func *f, uint32_t slot)
{
    const struct type *t = f->slots[slot].type;
    return type_is_pointer(t) && t->target->kind == TYPE_RECORD &&
                   t->target->n_fields > 1
               ? t->target
               : NULL;
}

/* The struct that the argument is used as anywhere in the function, or NULL
 * when nothing tells. */
static const struct type *
used_as(const struct func *f, uint32_t slot)
{
    arena *scratch = arena_new();
    const uint64_t *aliases = slot_aliases(scratch, f, slot);
    const struct type *found = NULL;
    for (uint32_t i = 0; i < f->n_slots && found == NULL; i++)
        if (bit_test(aliases, i)) {
            const struct type *t = pointee(f, i);
            bool plain = t == NULL || t->name == NULL ||
                         strcmp(t->name, "PyObject") == 0 ||
                         strcmp(t->name, "_object") == 0;
            found = plain ? NULL : t;
        }
    arena_free(scratch);
    return found;
}

static bool
is_about(const struct untracked *u, const struct procedure *proc,
         const struct op *op)
{
    if (op->n_args == 0 || op->args[0].kind != OPERAND_SLOT)
        return true;
    const struct type *as = used_as(proc->func, op->args[0].index);
    return as == NULL || same_record(as, u->f->record);
}

static bool
is_tracker(const struct op *op)
{
    static const char *const trackers[] = {
        "PyObject_GC_Track", "_PyObject_GC_TRACK", "_PyObject_GC_Track", NULL};
    bool macro = op->loc.macro != NULL &&
                 strcmp(op->loc.macro, "_PyObject_GC_TRACK") == 0;
    return macro ||
           (op->callee != NULL && str_is_one_of(op->callee, trackers));
}

static bool
makes_or_tracks(const struct op *op)
{
    return is_maker(op) || is_tracker(op);
}

static void
note_tracking(struct untracked *u, const struct call_site *at)
{
    if (u->made == NULL && is_maker(at->op) &&
        types_made_by(u->t, at->proc, at->op) == u->f) {
        u->made = at->op;
        u->made_in = at->proc;
    }
    if (is_tracker(at->op))
        u->tracked |= is_about(u, at->proc, at->op);
}

static bool
has_content(const struct type_fact *f)
{
    for (size_t i = 0; i < f->fields.n; i++)
        if (field_is_owned(&f->fields.v[i]) &&
            f->fields.v[i].holding != HOLD_ATOM &&
            f->fields.v[i].holding != HOLD_TYPE)
            return true;
    return false;
}

/* The function has another way to make instances, which tracks them: what it
 * leaves out it may leave out on purpose. */
static bool
has_other_way(const struct procedure *proc)
{
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            sym field = proc->func->blocks[b].ops[i].field;
            if (field != NULL && strcmp(field, "tp_alloc") == 0)
                return true;
        }
    return false;
}

void
types_untracked(struct types *t, const struct engine_sink *sink)
{
    call_sites sites = calls_such(t, makes_or_tracks);
    for (size_t i = 0; i < t->v.n; i++) {
        struct untracked u = {.t = t, .f = t->v.v[i]};
        if (u.f->is_module || u.f->record == NULL || u.f->flags_unknown ||
            !type_has_gc(u.f) || !has_content(u.f) || type_is_generated(u.f))
            continue;
        for (size_t k = 0; k < sites.n; k++)
            note_tracking(&u, &sites.v[k]);
        if (u.made == NULL)
            continue;
        struct checking c = {
            .t = t, .sink = sink, .f = u.f, .scratch = arena_new()};
        types_tell(
            &c,
            (struct type_view){.aspect = ASPECT_COLLECTED,
                               .need = NEED_TRACK,
                               .answer = u.tracked ? ANSWER_YES : ANSWER_NO},
            u.made_in, u.made,
            has_other_way(u.made_in) ? CONFIDENCE_POSSIBLE
                                     : CONFIDENCE_LIKELY);
        arena_free(c.scratch);
    }
}

/* ---- types that only others are made of ---- */

/* The call may make an instance of the type. */
static bool
may_make(const struct types *t, const struct type_fact *f,
         const struct procedure *proc, const struct op *op)
{
    bool seen = op->callee != NULL && str_starts(op->callee, "Py") &&
                strstr(op->callee, "New") == NULL &&
                strstr(op->callee, "Init") == NULL &&
                strstr(op->callee, "Alloc") == NULL &&
                !str_starts(op->callee, "PyObject_Call");
    for (size_t i = 0; !seen && i < op->n_args; i++)
        if (named_type(t, proc, &op->args[i]) == f)
            return true;
    return false;
}

static bool
has_heir(const struct types *t, const struct type_fact *f)
{
    for (size_t i = 0; i < t->v.n; i++)
        if (t->v.v[i]->base == f)
            return true;
    return false;
}

/* A static type that Python code cannot call, nothing here makes instances
 * of, and other types begin with. */
bool
types_is_abstract(const struct types *t, const struct type_fact *f)
{
    if (f->heap || f->is_module || f->base != NULL || f->base_unknown ||
        f->slots[SLOT_NEW].set || f->slots[SLOT_DEALLOC].set ||
        !has_heir(t, f))
        return false;
    for (size_t p = 0; p < t->p->procs.n; p++) {
        const struct procedure *proc = &t->p->procs.v[p];
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
                const struct op *op = &proc->func->blocks[b].ops[i];
                if (op->kind == OP_CALL && may_make(t, f, proc, op))
                    return false;
            }
    }
    return true;
}

/* ---- types that are never ready ---- */

struct unready {
    struct types *t;
    const struct type_fact *f;
    const struct procedure *used_in;
    const struct op *used;
    bool by_hand; /* some function sets the type's own type */
};

static bool
uses_type(const struct op *op)
{
    static const char *const names[] = {
        "PyModule_AddObject",  "PyModule_AddObjectRef",
        "PyObject_New",        "PyObject_NewVar",
        "PyObject_GC_New",     "PyObject_GC_NewVar",
        "PyObject_Init",       "PyObject_InitVar",
        "PyType_GenericAlloc", NULL};
    return op->callee != NULL && str_is_one_of(op->callee, names);
}

static bool
is_type_argument(const struct unready *u, const struct procedure *proc,
                 const struct operand *o)
{
    for (int depth = 0; depth < 4 && o->kind == OPERAND_SLOT; depth++) {
        const struct op *def = NULL;
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
                if (proc->func->blocks[b].ops[i].dst == o->index &&
                    proc->func->blocks[b].ops[i].kind != OP_SCOPE)
                    def = &proc->func->blocks[b].ops[i];
        if (def == NULL || (def->kind != OP_CAST && def->kind != OP_COPY))
            return false;
        o = &def->a;
    }
    return named_type(u->t, proc, o) == u->f;
}

static bool
sets_type(const struct op *op)
{
    return op->callee != NULL && op->n_args > 0 &&
           strcmp(op->callee, "Py_SET_TYPE") == 0;
}

static bool
uses_or_sets_type(const struct op *op)
{
    return uses_type(op) || sets_type(op);
}

static void
note_use(struct unready *u, const struct call_site *at)
{
    const struct op *op = at->op;
    u->by_hand |= sets_type(op) && is_type_argument(u, at->proc, &op->args[0]);
    for (size_t i = 0; uses_type(op) && u->used == NULL && i < op->n_args; i++)
        if (is_type_argument(u, at->proc, &op->args[i])) {
            u->used = op;
            u->used_in = at->proc;
        }
}

/* PyType_Ready() makes the bases ready, too. */
static bool
has_ready_heir(const struct types *t, const struct type_fact *f)
{
    for (size_t i = 0; i < t->v.n; i++)
        if (t->v.v[i]->base == f &&
            (t->v.v[i]->ready || has_ready_heir(t, t->v.v[i])))
            return true;
    return false;
}

static bool
begins_module(const struct op *op)
{
    static const char *const names[] = {
        "PyModule_Create2", "PyModule_FromDefAndSpec2", "PyModuleDef_Init",
        "Py_InitModule4",   "Py_InitModule4_64",        NULL};
    return op->callee != NULL && str_is_one_of(op->callee, names);
}

/* The whole program was read, down to where a module begins. */
static bool
is_whole(const struct types *t)
{
    for (size_t u = 0; u < t->p->units.n; u++)
        if (t->p->units.v[u]->n_errors > 0)
            return false;
    return calls_such(t, begins_module).n > 0;
}

void
types_unready(struct types *t, const struct engine_sink *sink)
{
    if (!is_whole(t))
        return;
    call_sites sites = calls_such(t, uses_or_sets_type);
    for (size_t i = 0; i < t->v.n; i++) {
        struct unready u = {.t = t, .f = t->v.v[i]};
        if (u.f->is_module || u.f->heap || type_is_generated(u.f))
            continue;
        for (size_t k = 0; k < sites.n; k++)
            note_use(&u, &sites.v[k]);
        if (u.used == NULL)
            continue;
        bool ready = u.f->ready || has_ready_heir(t, u.f);
        struct checking c = {
            .t = t, .sink = sink, .f = u.f, .scratch = arena_new()};
        types_tell(
            &c,
            (struct type_view){.aspect = ASPECT_READY,
                               .used = u.used->callee,
                               .answer = ready ? ANSWER_YES : ANSWER_NO},
            u.used_in, u.used,
            u.by_hand ? CONFIDENCE_POSSIBLE : CONFIDENCE_LIKELY);
        arena_free(c.scratch);
    }
}

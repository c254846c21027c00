/* Allocators over the whole program: which families the blocks come from
 * that a variable or field is given, and which they go back to.  And the
 * function that makes an instance against what its type needs.
 */
#include "types.h"

#include <string.h>

/* ---- variables and fields that hold blocks ---- */

struct use {
    const struct procedure *proc;
    const struct op *op;
    sym kind;
};

struct home {
    const struct unit *unit; /* of a static variable, else NULL */
    sym global;              /* variable, or NULL: a field */
    const struct type *record;
    uint64_t offset;
    VEC(struct use) stores, frees;
    bool unknown; /* something else is stored there as well */
};

struct families {
    struct types *t;
    const struct engine_sink *sink;
    arena *keep;
    VEC(struct home) v;
};

static bool
is_home(const struct home *a, const struct home *b)
{
    if (a->global != NULL || b->global != NULL)
        return a->global == b->global && a->unit == b->unit;
    return a->offset == b->offset && same_record(a->record, b->record);
}

static struct home *
find_home(struct families *x, const struct home *h, bool add)
{
    for (size_t i = 0; i < x->v.n; i++)
        if (is_home(&x->v.v[i], h))
            return &x->v.v[i];
    if (!add)
        return NULL;
    VEC_PUSH(x->keep, &x->v, *h);
    return &x->v.v[x->v.n - 1];
}

static bool
home_of_global(const struct families *x, const struct procedure *proc,
               const struct operand *o, struct home *out)
{
    const struct global *g = o->kind == OPERAND_GLOBAL
                                 ? program_global(x->t->p, proc->unit, o->name)
                                 : NULL;
    if (g == NULL || g->type == NULL || g->type->kind != TYPE_POINTER ||
        type_is_object_pointer(g->type))
        return false;
    *out = (struct home){.global = o->name,
                         .unit = g->is_static ? proc->unit : NULL};
    return true;
}

static bool
home_of_touch(const struct touch *t, unsigned level, struct home *out)
{
    if (t->at.record == NULL || t->at.level != level || !t->direct)
        return false;
    *out = (struct home){.record = t->at.record, .offset = t->at.offset};
    return true;
}

/* ---- what goes back ---- */

static bool
is_family(const struct families *x, sym kind)
{
    return kind != NULL && kind != x->t->p->ref && kind != x->t->p->buffer &&
           kind != x->t->p->gilstate && strcmp(kind, "tp_free") != 0;
}

/* The variable that the operand was loaded from, also behind casts. */
static const struct operand *
loaded_from(const struct func *f, const struct operand *o)
{
    for (int depth = 0; depth < 4 && o->kind == OPERAND_SLOT; depth++) {
        const struct op *def = NULL;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                const struct op *op = &f->blocks[b].ops[i];
                if (op->dst != o->index || op->kind == OP_SCOPE)
                    continue;
                if (def != NULL)
                    return NULL;
                def = op;
            }
        if (def != NULL && def->kind == OP_LOAD)
            return &def->a;
        if (def == NULL || (def->kind != OP_CAST && def->kind != OP_COPY))
            return NULL;
        o = &def->a;
    }
    return NULL;
}

static void
free_of_variable(struct families *x, const struct procedure *proc,
                 const struct op *op)
{
    const struct contract *c = program_line(x->t->p, op);
    for (size_t i = 0; c != NULL && i < c->n_params && i < op->n_args; i++)
        for (size_t k = 0; k < c->params[i].n_effects; k++) {
            const struct effect *e = &c->params[i].effects[k];
            struct home h;
            if (e->verb != VERB_RELEASES || !is_family(x, e->kind))
                continue;
            const struct operand *from = loaded_from(proc->func, &op->args[i]);
            if (from == NULL || !home_of_global(x, proc, from, &h))
                continue;
            VEC_PUSH(x->keep, &find_home(x, &h, true)->frees,
                     ((struct use){proc, op, e->kind}));
        }
}

static void
collect_frees(struct families *x, struct procedure *proc)
{
    const struct touches *touches = touches_of(x->t, proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        struct home h;
        if (t->kind == TOUCH_FREE && is_family(x, t->name) &&
            home_of_touch(t, 1, &h))
            VEC_PUSH(x->keep, &find_home(x, &h, true)->frees,
                     ((struct use){proc, t->op, t->name}));
    }
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
            if (proc->func->blocks[b].ops[i].kind == OP_CALL)
                free_of_variable(x, proc, &proc->func->blocks[b].ops[i]);
}

/* ---- what is put there ---- */

static void
add_store(struct families *x, const struct home *at,
          const struct procedure *proc, const struct op *op, sym kind,
          enum holding holding)
{
    struct home *h = find_home(x, at, false);
    if (h == NULL)
        return;
    if (is_family(x, kind))
        VEC_PUSH(x->keep, &h->stores, ((struct use){proc, op, kind}));
    else
        h->unknown |= holding != HOLD_NOTHING;
}

static void
store_to_variable(struct families *x, const struct procedure *proc,
                  const struct op *op)
{
    struct home h;
    if (!home_of_global(x, proc, &op->a, &h) ||
        find_home(x, &h, false) == NULL || op->b.kind == OPERAND_INT)
        return;
    struct origin_of from = {.holding = HOLD_OBJECT};
    if (op->b.kind == OPERAND_SLOT)
        from = slot_origin(x->t, proc, op->b.index);
    add_store(x, &h, proc, op, from.kind, from.holding);
}

static void
collect_stores(struct families *x, struct procedure *proc)
{
    const struct touches *touches = touches_of(x->t, proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        struct home h;
        if ((t->kind == TOUCH_STORE || t->kind == TOUCH_MAKE) &&
            home_of_touch(t, 0, &h))
            add_store(x, &h, proc, t->op,
                      t->kind == TOUCH_MAKE ? t->name : t->made, t->holding);
    }
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
            if (proc->func->blocks[b].ops[i].kind == OP_STORE)
                store_to_variable(x, proc, &proc->func->blocks[b].ops[i]);
}

/* ---- comparing ---- */

static const char *
home_name(const struct home *h)
{
    if (h->global != NULL)
        return h->global;
    for (size_t i = 0; i < h->record->n_fields; i++)
        if (h->record->fields[i].offset == h->offset &&
            h->record->fields[i].type->kind == TYPE_POINTER)
            return h->record->fields[i].name;
    return NULL;
}

static void
tell_family(struct families *x, const struct home *h, const struct use *at,
            const struct use *other, bool at_store)
{
    struct type_view v = {
        .aspect = ASPECT_FAMILY,
        .answer = ANSWER_NO,
        .field = home_name(h),
        .name = h->record != NULL ? h->record->name : NULL,
        .kind = at_store ? at->kind : other->kind,
        .other_kind = at_store ? other->kind : at->kind,
        .is_stored = at_store,
        .used = at->op->callee,
        .detail = other->proc->func->name,
    };
    struct event e = {.kind = EVENT_TYPE, .arg = -1, .type = &v};
    e.unit = at->proc->unit;
    e.func = at->proc->func;
    e.op = at->op;
    e.subject.name = v.field;
    e.confidence = h->unknown ? CONFIDENCE_POSSIBLE : CONFIDENCE_LIKELY;
    if (v.field != NULL)
        x->sink->event(x->sink->data, &e);
}

/* All that is known to be put here is of one family: NULL, if it is not. */
static const struct use *
only_family(const struct home *h)
{
    for (size_t i = 1; i < h->stores.n; i++)
        if (h->stores.v[i].kind != h->stores.v[0].kind)
            return NULL;
    return h->stores.n > 0 && !h->unknown ? &h->stores.v[0] : NULL;
}

/* Blocks go back as different families: one of the places is wrong. */
static void
compare_frees(struct families *x, const struct home *h)
{
    const struct use *right = only_family(h);
    for (size_t i = 0; right != NULL && i < h->frees.n; i++)
        if (h->frees.v[i].kind != right->kind)
            tell_family(x, h, &h->frees.v[i], right, false);
}

/* The function that puts it here releases something of here further down,
   which may be the very same block: that is for the exploration to tell. */
static bool
is_freed_behind(const struct home *h, const struct use *store)
{
    for (size_t i = 0; i < h->frees.n; i++)
        if (h->frees.v[i].proc == store->proc &&
            h->frees.v[i].op->loc.line > store->op->loc.line)
            return true;
    return false;
}

/* Blocks of one family go back from here; whoever puts one of another
 * family here is at fault, unless nobody puts the right one. */
static void
compare(struct families *x, const struct home *h)
{
    const struct use *right = NULL;
    if (h->frees.n == 0)
        return;
    const struct use *back = &h->frees.v[0];
    for (size_t i = 0; i < h->frees.n; i++)
        if (h->frees.v[i].kind != back->kind) {
            compare_frees(x, h);
            return;
        }
    for (size_t i = 0; i < h->stores.n; i++)
        if (h->stores.v[i].kind == back->kind)
            right = &h->stores.v[i];
    for (size_t i = 0; i < h->stores.n; i++) {
        const struct use *one = &h->stores.v[i];
        if (one->kind == back->kind || is_freed_behind(h, one))
            continue;
        if (right == NULL) {
            tell_family(x, h, back, one, false);
            return;
        }
        tell_family(x, h, one, back, true);
    }
}

void
types_families(struct types *t, const struct engine_sink *sink)
{
    struct families x = {.t = t, .sink = sink, .keep = arena_new()};
    for (size_t i = 0; i < t->p->procs.n; i++)
        collect_frees(&x, &t->p->procs.v[i]);
    for (size_t i = 0; x.v.n > 0 && i < t->p->procs.n; i++)
        collect_stores(&x, &t->p->procs.v[i]);
    for (size_t i = 0; i < x.v.n; i++)
        compare(&x, &x.v.v[i]);
    arena_free(x.keep);
}

/* ---- instances ---- */

static const char *const plain_makers[] = {"PyObject_New", "PyObject_NewVar",
                                           NULL};
static const char *const gc_makers[] = {"PyObject_GC_New",
                                        "PyObject_GC_NewVar", NULL};

static const struct type *
pointee_of(const struct func *f, uint32_t slot)
{
    const struct type *t = f->slots[slot].type;
    return type_is_object_pointer(t) && t->target->kind == TYPE_RECORD &&
                   t->target->n_fields > 1
               ? t->target
               : NULL;
}

/* The struct that the new instance is used as. */
static const struct type *
made_record(const struct func *f, const struct op *call)
{
    const struct type *t = call->dst == NO_SLOT ? NULL
                                                : pointee_of(f, call->dst);
    for (size_t b = 0; call->dst != NO_SLOT && b < f->n_blocks; b++)
        for (size_t i = 0; t == NULL && i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_CAST || op->kind == OP_COPY) &&
                op->a.kind == OPERAND_SLOT && op->a.index == call->dst)
                t = pointee_of(f, op->dst);
        }
    return t;
}

static bool
is_open(const struct type_fact *f)
{
    return f->is_module || f->flags_unknown || f->base_unknown ||
           (f->base_name != NULL && f->base == NULL) || type_is_generated(f);
}

/* The type of the instance: the one named, or any that has this struct,
 * where all of them agree on garbage collection. */
const struct type_fact *
types_made_by(const struct types *t, const struct procedure *proc,
              const struct op *call)
{
    if (call->n_args > 0 && call->args[0].kind == OPERAND_GLOBAL)
        return types_find(t, proc->unit, call->args[0].name);
    const struct type *record = made_record(proc->func, call);
    const struct type_fact *found = NULL;
    for (size_t i = 0; record != NULL && i < t->v.n; i++) {
        const struct type_fact *f = t->v.v[i];
        if (f->record == NULL || !same_record(f->record, record))
            continue;
        if (is_open(f) ||
            (found != NULL && type_has_gc(found) != type_has_gc(f)))
            return NULL;
        found = f;
    }
    return found;
}

static void
check_maker(struct types *t, const struct engine_sink *sink,
            const struct procedure *proc, const struct op *op)
{
    bool gc = str_is_one_of(op->callee, gc_makers);
    if (!gc && !str_is_one_of(op->callee, plain_makers))
        return;
    const struct type_fact *f = types_made_by(t, proc, op);
    if (f == NULL || is_open(f))
        return;
    struct checking c = {.t = t, .sink = sink, .f = f, .scratch = arena_new()};
    bool fits = type_has_gc(f) == gc;
    bool named = op->args[0].kind == OPERAND_GLOBAL;
    types_tell(&c,
               (struct type_view){.aspect = ASPECT_MAKE,
                                  .answer = fits ? ANSWER_YES : ANSWER_NO,
                                  .used = op->callee},
               proc, op, named ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY);
    arena_free(c.scratch);
}

void
types_makers(struct types *t, const struct engine_sink *sink)
{
    for (size_t p = 0; p < t->p->procs.n; p++) {
        const struct procedure *proc = &t->p->procs.v[p];
        for (size_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
                const struct op *op = &proc->func->blocks[b].ops[i];
                if (op->kind == OP_CALL && op->callee != NULL)
                    check_maker(t, sink, proc, op);
            }
    }
}

/* Instances that are shown to the collector a second time: the interpreter
 * ends the process then.
 */
#include "types_way.h"

#include <string.h>

struct twice {
    struct checking *c;
    struct way way;
    const struct op *track;
    uint32_t instance; /* the slot behind copies that holds it */
    const char *first; /* what has tracked it before */
    bool *seen;
};

static bool
is_named(const struct op *op, const char *name)
{
    return op->kind == OP_CALL && op->callee != NULL &&
           strcmp(op->callee, name) == 0;
}

static bool
tracks(const struct twice *k, const struct op *op)
{
    return is_named(op, "PyObject_GC_Track") && op->n_args == 1 &&
           way_root(&k->way, &op->args[0]) == k->instance;
}

static bool
untracks(const struct twice *k, const struct op *op)
{
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        if (way_root(&k->way, &op->args[i]) == k->instance &&
            (op->callee == NULL || !str_starts(op->callee, "Py") ||
             str_starts(op->callee, "PyObject_GC_UnTrack")))
            return true;
    return op->dst == k->instance;
}

/* ---- what tracks by itself ---- */

static bool
has_own_alloc(const struct type_fact *f)
{
    return type_slot(f, SLOT_ALLOC)->set;
}

static bool
is_collected(const struct type_fact *f)
{
    return f != NULL && !f->flags_unknown && type_has_gc(f) &&
           !has_own_alloc(f);
}

/* The type of the new instance: &Foo_Type, what tp_new was given, or the one
 * that has the struct which the instance is used as. */
static const struct type_fact *
type_given(const struct twice *k, const struct procedure *proc,
           const struct op *op)
{
    const struct types *t = k->c->t;
    const struct operand *o = &op->args[0];
    if (o->kind != OPERAND_GLOBAL && way_root(&k->way, o) == 0)
        for (size_t i = 0; i < t->v.n; i++)
            if (t->v.v[i]->slots[SLOT_NEW].proc == proc)
                return t->v.v[i];
    return types_made_by(t, proc, op);
}

static bool
calls_tp_alloc(const struct way *w, const struct op *op)
{
    const struct op *load = op->callee == NULL ? func_made_behind(w->f, &op->a)
                                               : NULL;
    const struct op *field = load != NULL && load->kind == OP_LOAD
                                 ? func_made_behind(w->f, &load->a)
                                 : NULL;
    return field != NULL && field->kind == OP_FIELD && field->field != NULL &&
           strcmp(field->field, "tp_alloc") == 0;
}

/* The type of an instance that comes tracked, or NULL. */
static const struct type_fact *
comes_tracked(const struct twice *k, const struct procedure *proc,
              const struct op *op, const char **by)
{
    if (op->kind != OP_CALL || op->n_args == 0 || op->dst == NO_SLOT)
        return NULL;
    bool slot = calls_tp_alloc(&k->way, op);
    if (!slot && !is_named(op, "PyType_GenericAlloc") &&
        !is_named(op, "PyType_GenericNew"))
        return NULL;
    const struct type_fact *f = type_given(k, proc, op);
    *by = slot ? "tp_alloc" : op->callee;
    return is_collected(f) ? f : NULL;
}

/* ---- ways ---- */

static bool
leads_to_track(struct twice *k, uint32_t block, size_t from)
{
    const struct block *b = &k->way.f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++) {
        if (&b->ops[i] == k->track)
            return true;
        if (untracks(k, &b->ops[i]))
            return false;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        if (k->seen[to])
            continue;
        k->seen[to] = true;
        if (leads_to_track(k, to, 0))
            return true;
    }
    return false;
}

/* The type whose instance has been tracked when it is tracked here. */
static const struct type_fact *
tracked_before(struct twice *k, const struct procedure *proc)
{
    const struct func *f = k->way.f;
    const struct type_fact *made = types_tracked_type(k->c->t, k->c->scratch,
                                                      proc, k->track);
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const char *by = "PyObject_GC_Track";
            const struct type_fact *type = made;
            if (op->kind != OP_CALL || op == k->track)
                continue;
            if (op->dst == k->instance && op->dst != NO_SLOT)
                type = comes_tracked(k, proc, op, &by);
            else if (!tracks(k, op))
                continue;
            k->seen = ARENA_ARRAY(k->c->scratch, bool, f->n_blocks);
            k->first = by;
            if (type != NULL && leads_to_track(k, b, i + 1))
                return type;
        }
    return NULL;
}

static void
check_track(struct checking *c, struct procedure *proc, const struct op *op)
{
    struct twice k = {.c = c, .track = op};
    k.way = way_of(c, proc);
    k.instance = way_root(&k.way, &op->args[0]);
    if (k.instance == NO_SLOT || op->args[0].kind != OPERAND_SLOT)
        return;
    c->f = tracked_before(&k, proc);
    if (c->f == NULL || type_is_generated(c->f))
        return;
    types_tell(c,
               (struct type_view){.aspect = ASPECT_TRACK,
                                  .answer = ANSWER_NO,
                                  .twice = true,
                                  .used = k.first},
               proc, op, CONFIDENCE_LIKELY);
}

void
types_twice(struct types *t, const struct engine_sink *sink)
{
    for (size_t p = 0; p < t->p->procs.n; p++) {
        struct procedure *proc = &t->p->procs.v[p];
        for (uint32_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
                const struct op *op = &proc->func->blocks[b].ops[i];
                if (!is_named(op, "PyObject_GC_Track") || op->n_args != 1)
                    continue;
                struct checking c = {
                    .t = t, .sink = sink, .scratch = arena_new()};
                check_track(&c, proc, op);
                arena_free(c.scratch);
            }
    }
}

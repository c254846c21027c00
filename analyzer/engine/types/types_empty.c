/* Fields that tp_dealloc releases as if they were always set: an instance
 * whose tp_init failed, or never ran, has NULL in them.
 */
#include "types_way.h"

#include <string.h>

#define DISALLOW_INSTANTIATION (INT64_C(1) << 7)

/* ---- instances that begin with NULL in the field ---- */

static bool
is_named(const char *name, const char *wanted)
{
    return name != NULL && strcmp(name, wanted) == 0;
}

static bool
calls_allocator(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_FIELD && is_named(op->field, "tp_alloc")) ||
                (op->kind == OP_CALL &&
                 (is_named(op->callee, "PyType_GenericAlloc") ||
                  is_named(op->callee, "PyType_GenericNew"))))
                return true;
        }
    return false;
}

/* tp_new makes a cleared instance and leaves the field alone. */
static bool
leaves_alone(struct checking *c, struct procedure *proc,
             const struct field_fact *field)
{
    const struct touches *touches = touches_of(c->t, proc);
    if (touches->missing || proc->func->status != FUNC_OK ||
        !calls_allocator(proc->func))
        return false;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        bool store = t->kind == TOUCH_STORE && t->holding != HOLD_NOTHING;
        if (t->kind == TOUCH_UNKNOWN || t->kind == TOUCH_DELEGATE ||
            t->kind == TOUCH_OWN_SLOT ||
            ((store || t->kind == TOUCH_MAKE) && touch_hits(c->f, t, field)))
            return false;
    }
    return true;
}

static bool
begins_empty(struct checking *c, const struct field_fact *field)
{
    const struct type_fact *f = c->f;
    const struct slot_value *new = type_slot(f, SLOT_NEW);
    if (f->flags_unknown || f->base_unknown || !f->slots_known ||
        (f->flags & DISALLOW_INSTANTIATION) != 0 ||
        /* Otherwise it is not for Python code to make. */
        (!type_slot(f, SLOT_INIT)->set && !field->member) ||
        type_slot(f, SLOT_ALLOC)->set)
        return false;
    if (new->proc != NULL)
        return leaves_alone(c, new->proc, field);
    if (new->set)
        return is_named(new->name, "PyType_GenericNew");
    return f->heap;
}

/* ---- the release ---- */

static bool
releases_set(const struct way *w, const struct op *op)
{
    return op->kind == OP_CALL && is_named(op->callee, "Py_DECREF") &&
           op->n_args == 1 &&
           way_loads_field(w, func_made_behind(w->f, &op->args[0])) &&
           way_drops_field(w, op);
}

/* Nothing on the way from the block says that the field is set. */
static const struct op *
release_from(struct way *w, uint32_t block)
{
    if (w->seen[block])
        return NULL;
    w->seen[block] = true;
    const struct block *b = &w->f->blocks[block];
    for (size_t i = 0; i < b->n_ops; i++)
        if (releases_set(w, &b->ops[i]))
            return &b->ops[i];
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t null = way_null_edge(w, last), dead = way_dead_edge(w, last);
    const struct op *found = NULL;
    if (null != NO_BLOCK)
        return release_from(w, null);
    if (way_asks_other_field(w, last))
        return NULL;
    for (size_t i = 0; found == NULL && op_successor(last, i) != NO_BLOCK; i++)
        if (op_successor(last, i) != dead)
            found = release_from(w, op_successor(last, i));
    return found;
}

static bool
stores_in(const struct way *w)
{
    for (size_t i = 0; i < w->touches->v.n; i++)
        if (w->touches->v.v[i].kind == TOUCH_STORE &&
            w->touches->v.v[i].holding != HOLD_NOTHING &&
            touch_hits(w->c->f, &w->touches->v.v[i], w->field))
            return true;
    return false;
}

/* The release in tp_dealloc, or in the tp_clear that it calls, that takes the
 * field to be set; NULL: there is none.  `in` is the function with it. */
static const struct op *
unasked_release(struct checking *c, const struct field_fact *field,
                struct procedure **in)
{
    static const enum slot_id slots[] = {SLOT_DEALLOC, SLOT_CLEAR};
    struct procedure *dealloc = c->f->slots[SLOT_DEALLOC].proc;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        struct procedure *proc = c->f->slots[slots[i]].proc;
        if (proc == NULL || proc->func->status != FUNC_OK ||
            proc->func->n_blocks == 0)
            return NULL;
        struct way w = way_of(c, dealloc);
        if (proc != dealloc && !way_calls(&w, proc))
            return NULL;
        w = way_of(c, proc);
        w.field = field;
        w.seen = ARENA_ARRAY(c->scratch, bool, w.f->n_blocks);
        const struct op *op = stores_in(&w) ? NULL : release_from(&w, 0);
        *in = proc;
        if (op != NULL)
            return op;
    }
    return NULL;
}

static bool
is_asked_about(const struct field_fact *f)
{
    return types_judged(f) && !f->is_array && f->depth == 0 &&
           f->offset != OB_TYPE_OFFSET;
}

bool
types_wants_value(struct checking *c, const struct field_fact *field)
{
    struct procedure *in;
    return is_asked_about(field) && unasked_release(c, field, &in) != NULL;
}

static void
check_field(struct checking *c, const struct field_fact *field)
{
    struct procedure *in;
    const struct op *op = unasked_release(c, field, &in);
    if (op == NULL || !begins_empty(c, field))
        return;
    c->trigger = TRIGGER_BAD_INPUT;
    types_tell(c, types_field_view(ASPECT_EMPTY, ANSWER_NO, field), in, op,
               CONFIDENCE_LIKELY);
    c->trigger = TRIGGER_ANY_CALL;
}

void
types_empty(struct checking *c)
{
    for (size_t i = 0; i < c->f->fields.n; i++)
        if (is_asked_about(&c->f->fields.v[i]))
            check_field(c, &c->f->fields.v[i]);
}

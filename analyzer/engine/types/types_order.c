/* Ways through tp_dealloc: what is released while the collector still
 * tracks the instance, and which field is left out on a way on which it is
 * known to be set.
 */
#include "types_way.h"

#include <string.h>

/* Releasing it may run code, and so the collector. */
static bool
is_risky_release(const struct checking *c, const struct touch *t)
{
    if (t->at.param != 0)
        return false;
    if (t->kind == TOUCH_OWN_SLOT)
        return t->name != NULL && strcmp(t->name, "tp_clear") == 0;
    if (t->kind != TOUCH_RELEASE || t->at.level == 0 ||
        t->at.offset == OB_TYPE_OFFSET)
        return false;
    for (size_t i = 0; i < c->f->fields.n; i++) {
        const struct field_fact *f = &c->f->fields.v[i];
        if (touch_hits(c->f, t, f))
            return f->holding != HOLD_ATOM && f->holding != HOLD_TYPE;
    }
    return true;
}

struct walk {
    const struct func *f;
    struct way way;
    const struct op **stops, **hits;
    size_t n_stops, n_hits;
    bool *seen;
};

static bool
is_listed(const struct op *const *v, size_t n, const struct op *op)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == op)
            return true;
    return false;
}

static bool
is_untrack_macro(const struct op *op)
{
    return op->loc.macro != NULL &&
           strcmp(op->loc.macro, "_PyObject_GC_UNTRACK") == 0;
}

/* The first hit on some way from the block that meets no stop. */
static const struct op *
walk_to_hit(struct walk *w, uint32_t block)
{
    if (block >= w->f->n_blocks || w->seen[block])
        return NULL;
    w->seen[block] = true;
    const struct block *b = &w->f->blocks[block];
    for (size_t i = 0; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if (is_listed(w->stops, w->n_stops, op) || is_untrack_macro(op))
            return NULL;
        if (is_listed(w->hits, w->n_hits, op))
            return op;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t dead = way_dead_edge(&w->way, last);
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        const struct op *hit = to == dead ? NULL : walk_to_hit(w, to);
        if (hit != NULL)
            return hit;
    }
    return NULL;
}

static bool
untracks(const struct touch *t)
{
    return t->at.param == 0 && t->at.level == 0 &&
           (t->kind == TOUCH_UNTRACK || t->kind == TOUCH_UNKNOWN);
}

static struct walk
walk_of(struct checking *c, struct procedure *proc, const struct op *only)
{
    const struct touches *touches = touches_of(c->t, proc);
    size_t n = touches->v.n;
    struct walk w = {
        .f = proc->func,
        .way = way_of(c, proc),
        .stops = ARENA_ARRAY(c->scratch, const struct op *, n),
        .hits = ARENA_ARRAY(c->scratch, const struct op *, n + 1),
        .seen = ARENA_ARRAY(c->scratch, bool, proc->func->n_blocks)};
    if (only != NULL)
        w.hits[w.n_hits++] = only;
    for (size_t i = 0; i < n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (untracks(t))
            w.stops[w.n_stops++] = t->op;
        else if (only == NULL && is_risky_release(c, t))
            w.hits[w.n_hits++] = t->op;
    }
    return w;
}

const struct op *
types_tracked_at(struct checking *c, const struct op *only)
{
    struct walk w = walk_of(c, c->f->slots[SLOT_DEALLOC].proc, only);
    return walk_to_hit(&w, 0);
}

static void
order_untrack(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_DEALLOC].proc;
    if (proc == NULL || c->f->flags_unknown || !type_has_gc(c->f) ||
        proc->func->status != FUNC_OK)
        return;
    struct walk w = walk_of(c, proc, NULL);
    if (w.n_hits == 0)
        return;
    const struct op *hit = walk_to_hit(&w, 0);
    struct type_view v = {.aspect = ASPECT_UNTRACK, .answer = ANSWER_YES};
    if (hit != NULL)
        v.answer = ANSWER_NO;
    types_tell(c, v, proc, hit, CONFIDENCE_CERTAIN);
}

/* ---- fields left out on some way ---- */

static bool
stores_or_drops(const struct way *w, const struct op *op)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->op == op && t->kind == TOUCH_STORE &&
            touch_hits(w->c->f, t, w->field))
            return true;
    }
    return way_drops_field(w, op);
}

/* The op that frees the instance after a test found the field set. */
static const struct op *
frees_with_field(struct way *w, uint32_t block, bool set)
{
    bool *seen = &w->seen[block + (set ? w->f->n_blocks : 0)];
    if (*seen)
        return NULL;
    *seen = true;
    const struct block *b = &w->f->blocks[block];
    for (size_t i = 0; i < b->n_ops; i++) {
        if (stores_or_drops(w, &b->ops[i]))
            return NULL;
        if (way_frees_self(w, &b->ops[i]))
            return set ? &b->ops[i] : NULL;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t null = way_null_edge(w, last);
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        const struct op *hit = to == null
                                   ? NULL
                                   : frees_with_field(w, to,
                                                      set || null != NO_BLOCK);
        if (hit != NULL)
            return hit;
    }
    return NULL;
}

/* Whoever owns a field only sometimes says so by another field. */
static bool
is_always_owned(const struct field_fact *f)
{
    return f->owned_stores > 0 && f->borrowed_stores == 0 &&
           f->unknown_stores == 0 && !f->in_union && !f->is_weaklist &&
           !f->is_array;
}

/* `if (self->owns) Py_DECREF(self->base);`, and nothing but that. */
static bool
is_behind_flag(const struct way *w, uint32_t at, const struct op *drop)
{
    const struct block *b = &w->f->blocks[at];
    for (size_t i = 0; i < b->n_ops; i++)
        if (&b->ops[i] != drop && b->ops[i].kind == OP_CALL)
            return false;
    for (uint32_t g = 0; g < w->f->n_blocks; g++) {
        const struct block *guard = &w->f->blocks[g];
        if (g != at &&
            way_asks_other_field(w, &guard->ops[guard->n_ops - 1]) &&
            func_decides(w->f, g, at))
            return true;
    }
    return false;
}

static bool
is_owned_by_flag(const struct way *w)
{
    bool any = false;
    for (uint32_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if (!way_drops_field(w, op))
                continue;
            any = true;
            if (!is_behind_flag(w, b, op))
                return false;
        }
    return any;
}

static void
order_ways(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_DEALLOC].proc;
    if (proc == NULL || proc->func->status != FUNC_OK || c->f->record == NULL)
        return;
    struct way w = way_of(c, proc);
    for (size_t i = 0; i < c->f->fields.n; i++) {
        w.field = &c->f->fields.v[i];
        if (!is_always_owned(w.field) ||
            types_does(c, SLOT_DEALLOC, TOUCH_RELEASE, w.field) != ANSWER_YES)
            continue;
        w.seen = ARENA_ARRAY(c->scratch, bool, 2 * w.f->n_blocks);
        const struct op *hit = frees_with_field(&w, 0, false);
        struct type_view v = types_field_view(ASPECT_DEALLOC, ANSWER_NO,
                                              w.field);
        v.on_some_way = true;
        if (hit != NULL)
            types_tell(c, v, proc, hit,
                       is_owned_by_flag(&w) ? CONFIDENCE_POSSIBLE
                                            : CONFIDENCE_LIKELY);
    }
}

void
types_order(struct checking *c)
{
    order_untrack(c);
    order_ways(c);
}

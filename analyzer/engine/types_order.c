/* Ways through tp_dealloc: what is released while the collector still
 * tracks the instance, and which field is left out on a way on which it is
 * known to be set.
 */
#include "types.h"

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
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        const struct op *hit = walk_to_hit(w, op_successor(last, i));
        if (hit != NULL)
            return hit;
    }
    return NULL;
}

static void
order_untrack(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_DEALLOC].proc;
    if (proc == NULL || c->f->flags_unknown || !type_has_gc(c->f) ||
        proc->func->status != FUNC_OK)
        return;
    const struct touches *touches = touches_of(c->t, proc);
    size_t n = touches->v.n;
    struct walk w = {
        .f = proc->func,
        .stops = ARENA_ARRAY(c->scratch, const struct op *, n),
        .hits = ARENA_ARRAY(c->scratch, const struct op *, n),
        .seen = ARENA_ARRAY(c->scratch, bool, proc->func->n_blocks)};
    for (size_t i = 0; i < n; i++) {
        const struct touch *t = &touches->v.v[i];
        bool whole = t->at.param == 0 && t->at.level == 0;
        if (whole && (t->kind == TOUCH_UNTRACK || t->kind == TOUCH_UNKNOWN))
            w.stops[w.n_stops++] = t->op;
        else if (is_risky_release(c, t))
            w.hits[w.n_hits++] = t->op;
    }
    if (w.n_hits == 0)
        return;
    const struct op *hit = walk_to_hit(&w, 0);
    struct type_view v = {.aspect = ASPECT_UNTRACK, .answer = ANSWER_YES};
    if (hit != NULL)
        v.answer = ANSWER_NO;
    types_tell(c, v, proc, hit, CONFIDENCE_CERTAIN);
}

/* ---- fields left out on some way ---- */

struct way {
    struct checking *c;
    const struct func *f;
    const struct touches *touches;
    const struct field_fact *field;
    const struct op **def; /* the only op that defines a slot, or NULL */
    bool *seen;            /* by block, then by block with the field set */
};

static void
note_definitions(struct way *w)
{
    bool *twice = ARENA_ARRAY(w->c->scratch, bool, w->f->n_slots);
    w->def = ARENA_ARRAY(w->c->scratch, const struct op *, w->f->n_slots);
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            if (op->dst == NO_SLOT || op->kind == OP_SCOPE)
                continue;
            twice[op->dst] |= w->def[op->dst] != NULL;
            w->def[op->dst] = twice[op->dst] ? NULL : op;
        }
}

static const struct op *
definition(const struct way *w, const struct operand *o)
{
    while (o->kind == OPERAND_SLOT && w->def[o->index] != NULL) {
        const struct op *op = w->def[o->index];
        if (op->kind != OP_COPY && op->kind != OP_CAST)
            return op;
        o = &op->a;
    }
    return NULL;
}

/* The op loads what stands in the field. */
static bool
loads_field(const struct way *w, const struct op *op)
{
    if (op == NULL || op->kind != OP_LOAD)
        return false;
    uint64_t offset = 0;
    const struct op *field = definition(w, &op->a);
    const struct type *record = NULL;
    while (field != NULL && field->kind == OP_FIELD) {
        const struct type *t = field->a.kind == OPERAND_SLOT
                                   ? w->f->slots[field->a.index].type
                                   : NULL;
        offset += field->offset;
        record = type_is_pointer(t) ? t->target : NULL;
        field = definition(w, &field->a);
    }
    return record != NULL && offset == w->field->offset &&
           record_begins(w->c->f->record, record);
}

/* Where the branch goes when the field is NULL, or NO_BLOCK. */
static uint32_t
null_edge(const struct way *w, const struct op *branch)
{
    if (branch->kind != OP_BRANCH)
        return NO_BLOCK;
    size_t when_null = 1;
    const struct op *op = definition(w, &branch->a);
    while (op != NULL && op->kind != OP_LOAD) {
        bool compares = op->kind == OP_BINARY &&
                        (op->code == CODE_EQ || op->code == CODE_NE) &&
                        op->b.kind == OPERAND_INT && op->b.number == 0;
        if (!compares && (op->kind != OP_UNARY || op->code != CODE_LNOT))
            return NO_BLOCK;
        if (op->code != CODE_NE)
            when_null = 1 - when_null;
        op = definition(w, &op->a);
    }
    return loads_field(w, op) ? branch->to[when_null] : NO_BLOCK;
}

static bool
frees_self(const struct way *w, const struct op *op)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->op == op && t->kind == TOUCH_FREE && t->at.param == 0 &&
            t->at.level == 0 && t->at.offset == 0)
            return true;
    }
    return false;
}

static bool
may_deal_with(const struct way *w, const struct op *op)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->op != op)
            continue;
        if (t->kind == TOUCH_STORE && touch_hits(w->c->f, t, w->field))
            return true;
        if (types_does_touch(w->c, t, TOUCH_RELEASE, w->field, 1) != ANSWER_NO)
            return true;
    }
    return false;
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
        if (may_deal_with(w, &b->ops[i]))
            return NULL;
        if (frees_self(w, &b->ops[i]))
            return set ? &b->ops[i] : NULL;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t null = null_edge(w, last);
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

static void
order_ways(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_DEALLOC].proc;
    if (proc == NULL || proc->func->status != FUNC_OK || c->f->record == NULL)
        return;
    struct way w = {.c = c, .f = proc->func};
    w.touches = touches_of(c->t, proc);
    note_definitions(&w);
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
            types_tell(c, v, proc, hit, CONFIDENCE_LIKELY);
    }
}

void
types_order(struct checking *c)
{
    order_untrack(c);
    order_ways(c);
}

/* Helpers that release what a field of the caller's struct holds:
 *
 *     static void buf_free(struct buf *b) { free(b->data); }
 *
 * Whoever still has the address, or calls it once more, is to be told.  Only
 * what happens on every way out of the helper, unless the field is NULL.
 */
#include "call.h"
#include "owners.h"
#include "summary.h"
#include "types.h"

#include <string.h>

/* ---- what the helpers do ---- */

/* The branch asks whether the field is NULL and nothing else. */
static bool
asks_for_field(const struct func *f, const struct op *branch, uint64_t offset)
{
    size_t side = 1;
    const struct op *op = func_made_behind(f, &branch->a);
    while (op != NULL && op->kind != OP_LOAD) {
        if (!op_asks_null(op, &side))
            return false;
        op = func_made_behind(f, &op->a);
    }
    const struct op *at = op == NULL ? NULL : func_made_behind(f, &op->a);
    return at != NULL && at->kind == OP_FIELD && at->offset == offset;
}

static bool
always_happens(const struct func *f, const struct op *op, uint64_t offset)
{
    uint32_t at = op_position(f, op).block;
    for (uint32_t b = 0; at != NO_BLOCK && b < f->n_blocks; b++) {
        const struct op *end = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
        if (end->kind == OP_SWITCH ||
            (end->kind == OP_BRANCH && b != at && func_decides(f, b, at) &&
             !asks_for_field(f, end, offset)))
            return false;
    }
    return at != NO_BLOCK;
}

static sym
field_at(const struct type *record, uint64_t offset)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (record->fields[i].offset == offset &&
            type_is_pointer(record->fields[i].type))
            return record->fields[i].name;
    return NULL;
}

static bool
is_param(const struct func *f, const struct operand *o, uint32_t param)
{
    struct operand from = func_origin(f, *o);
    return from.kind == OPERAND_SLOT && from.index == param;
}

/* The op, with the address of the field or of all, may store NULL there, or
   something else. */
static bool
may_store(const struct func *f, const struct op *op, const struct drop *d)
{
    if (op->kind == OP_ZERO)
        return true;
    for (size_t i = 0; op->kind == OP_CALL && i < op->n_args; i++)
        if (is_param(f, &op->args[i], d->param))
            return true;
    const struct op *at = op->kind == OP_STORE ? func_made_behind(f, &op->a)
                                               : NULL;
    return op->kind == OP_STORE &&
           (is_param(f, &op->a, d->param) ||
            (at != NULL && at->kind == OP_FIELD && at->offset == d->offset));
}

static bool
is_left(const struct func *f, const struct drop *d)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (may_store(f, &f->blocks[b].ops[i], d))
                return false;
    return true;
}

static void
learn_in(struct program *p, const struct procedure *proc,
         const struct touches *all)
{
    const struct func *f = proc->func;
    for (size_t i = 0; i < all->v.n; i++) {
        const struct touch *one = &all->v.v[i];
        bool frees = one->kind == TOUCH_FREE;
        if ((!frees && (one->kind != TOUCH_RELEASE || one->steals)) ||
            one->at.param < 0 || one->at.level != 1 || one->at.loose ||
            !one->direct || one->op == NULL ||
            (size_t)one->at.param >= f->n_params)
            continue;
        struct drop d = {.proc = proc,
                         .param = (uint32_t)one->at.param,
                         .record = parts_struct(f->slots[one->at.param].type),
                         .offset = one->at.offset,
                         .kind = frees ? one->name : p->ref};
        if (d.record == NULL || !same_record(one->at.record, d.record) ||
            (d.field = field_at(d.record, d.offset)) == NULL ||
            !always_happens(f, one->op, d.offset))
            continue;
        d.left = is_left(f, &d);
        VEC_PUSH(p->keep, &p->owners->drops, d);
    }
}

void
drops_learn(struct program *p, struct types *t)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        bool any = false;
        for (size_t k = 0; k < proc->func->n_params; k++)
            any |= parts_struct(proc->func->slots[k].type) != NULL;
        if (any && proc->func->status == FUNC_OK)
            learn_in(p, proc, touches_of(t, proc));
    }
}

void
drops_wire(const struct program *p, struct wire *w)
{
    uint32_t n = (uint32_t)p->owners->drops.n;
    wire_u32(w, &n);
    for (size_t i = 0; i < p->owners->drops.n; i++) {
        struct drop d = p->owners->drops.v[i];
        const char *name = d.proc->func->name;
        wire_str(w, &name);
        wire_str(w, &d.field);
        wire_str(w, &d.kind);
        wire_u32(w, &d.param);
        wire_bytes(w, &d.offset, sizeof d.offset);
        wire_bool(w, &d.left);
    }
}

/* ---- what becomes of it ---- */

static value
place_of(const struct calling *k, const struct drop *d)
{
    return term_intern(&k->x->terms,
                       (struct term){.kind = VALUE_FIELD,
                                     .a = k->args[d->param],
                                     .name = d->field,
                                     .number = (int64_t)d->offset});
}

/* Made here and known to be in the field. */
static bool
is_its_own(const struct calling *k, const struct state *s, value v,
           const struct drop *d)
{
    const struct fact *f = v == NO_VALUE || v == ZEROED ? NULL
                                                        : state_fact(s, v);
    return f != NULL && f->kind == d->kind && f->origin == ORIGIN_NEW &&
           (f->flags & (FLAG_ESCAPED | FLAG_DOUBT | FLAG_KEPT | FLAG_GIVEN)) ==
               0 &&
           value_null(k->x, s, v) != NULL_IS;
}

static const struct drop *
next_drop(const struct calling *k, size_t *i)
{
    const struct owners *o = k->x->p->owners;
    const struct procedure *to = program_find(k->x->p, k->x->unit,
                                              k->op->callee);
    while (to != NULL && *i < o->drops.n) {
        const struct drop *d = &o->drops.v[(*i)++];
        if (d->proc == to && d->param < k->op->n_args &&
            term_at(&k->x->terms, k->args[d->param])->kind == VALUE_LOCAL)
            return d;
    }
    return NULL;
}

void
drops_take(const struct calling *k, struct state *s, struct drops_done *gone)
{
    const struct drop *d;
    gone->n = 0;
    if (!k->known_body || k->op->callee == NULL ||
        k->x->p->owners->drops.n == 0)
        return;
    for (size_t i = 0;
         (d = next_drop(k, &i)) != NULL && gone->n < MAX_DROPS;) {
        value at = place_of(k, d), v = state_load(s, at);
        struct event more = {
            .callee = k->c, .arg = (int)d->param, .release_kind = d->kind};
        if (!is_its_own(k, s, v, d))
            continue;
        tell(k->x, s, EVENT_RELEASE, k->op, v, &more);
        call_releases(k, s, v, d->kind);
        trace_touch(k->x, s, k->op, v, false);
        state_store(k->x->keep, s, at, term_int(&k->x->terms, 0));
        gone->v[gone->n].at = at;
        gone->v[gone->n++].content = d->left ? v : NO_VALUE;
    }
}

void
drops_leave(const struct calling *k, struct state *s,
            const struct drops_done *gone)
{
    for (size_t i = 0; i < gone->n; i++)
        if (gone->v[i].content != NO_VALUE)
            state_store(k->x->keep, s, gone->v[i].at, gone->v[i].content);
}

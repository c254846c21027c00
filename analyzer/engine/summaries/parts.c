/* Fields of a struct that a helper fills for its caller.
 *
 * `if (ctx_init(&ctx) < 0) return NULL;`: the fields of `ctx` then have
 * references and blocks of their own.  Only plain structs of one level, and
 * only what the struct alone has; another helper which gets the struct after
 * that may have emptied it, unless it only looks into it (reads.c).
 */
#include "call.h"
#include "owners.h"
#include "summary.h"

#include <stdlib.h>

/* ---- what a function leaves there ---- */

/* Not an object, which has rules of its own, nor what is linked to its like,
   where the address of one leads to all. */
const struct type *
parts_struct(const struct type *t)
{
    const struct type *record = type_is_pointer(t) ? t->target : NULL;
    return record != NULL && record->kind == TYPE_RECORD &&
                   !record->is_object && !record->is_union &&
                   !type_is_node(record)
               ? record
               : NULL;
}

static bool
is_its_own(struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = v == NO_VALUE || v == ZEROED ? NULL
                                                        : state_fact(s, v);
    return f != NULL && f->kind != NULL && f->owned == 1 &&
           f->origin == ORIGIN_NEW &&
           (f->flags & (FLAG_ESCAPED | FLAG_DOUBT | FLAG_KEPT)) == 0 &&
           f->kind != x->p->buffer && f->kind != x->p->gilstate &&
           !is_lock(f->kind) && held_count(x, s, v) == 1;
}

static bool
is_nothing(const struct explorer *x, const struct state *s, value v)
{
    return v != NO_VALUE && (v == ZEROED || value_null(x, s, v) == NULL_IS);
}

/* Asked for and found NULL: nobody has put that there. */
static bool
was_found(const struct explorer *x, const struct cell *c)
{
    return c->content != NO_VALUE && c->content != ZEROED &&
           term_read_from(term_at(&x->terms, c->content)) == c->at;
}

static int
by_place(const void *a, const void *b)
{
    const struct exit_part *p = a, *q = b;
    int order = (p->param > q->param) - (p->param < q->param);
    return order != 0 ? order
                      : (p->offset > q->offset) - (p->offset < q->offset);
}

void
parts_find(struct explorer *x, const struct state *s, value result,
           struct exit_record *r)
{
    VEC(struct exit_part) found = {0};
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct term *t = term_at(&x->terms, s->memory.v[i].at);
        const struct term *of = term_at(&x->terms, t->a);
        value v = s->memory.v[i].content;
        if (t->kind != VALUE_FIELD || of->kind != VALUE_PARAM ||
            t->name == NULL || parts_struct(of->type) == NULL ||
            !type_is_pointer(t->type) || v == result ||
            was_found(x, &s->memory.v[i]) ||
            (!is_nothing(x, s, v) && !is_its_own(x, s, v)))
            continue;
        struct exit_part part = {of->number, t->number, t->name,
                                 is_nothing(x, s, v) ? NULL
                                                     : state_fact(s, v)->kind};
        VEC_PUSH(x->summary_keep, &found, part);
    }
    if (found.n > 0)
        qsort(found.v, found.n, sizeof *found.v, by_place);
    r->parts = found.v;
    r->n_parts = found.n;
}

bool
parts_equal(const struct exit_record *a, const struct exit_record *b)
{
    bool same = a->n_parts == b->n_parts;
    for (size_t i = 0; same && i < a->n_parts; i++)
        same = by_place(&a->parts[i], &b->parts[i]) == 0 &&
               a->parts[i].kind == b->parts[i].kind;
    return same;
}

void
parts_sum_up(struct explorer *x, int64_t param, struct param *out)
{
    VEC(struct param_part) all = {0};
    for (size_t k = 0; k < x->exits->v.n; k++) {
        const struct exit_record *r = &x->exits->v.v[k];
        for (size_t i = 0; i < r->n_parts; i++) {
            const struct exit_part *p = &r->parts[i];
            size_t at = 0;
            if (p->param != param)
                continue;
            while (at < all.n && (all.v[at].offset != p->offset ||
                                  all.v[at].kind != p->kind))
                at++;
            if (at == all.n)
                VEC_PUSH(
                    x->summary_keep, &all,
                    ((struct param_part){p->name, p->offset, p->kind, 0}));
            all.v[at].when |= UINT32_C(1) << k;
        }
    }
    out->parts = all.v;
    out->n_parts = all.n;
}

/* It has something on one way out and is NULL on the other: who cleans up
   need not know which it was. */
static bool
is_settled(const struct param *p, int64_t offset, uint32_t both)
{
    uint32_t told = 0;
    for (size_t n = 0; n < p->n_parts; n++)
        if (p->parts[n].offset == offset)
            told |= p->parts[n].when;
    return (told & both) == both;
}

/* Two ways out that callers cannot tell apart: what only one of them fills is
   found by other means, such as a flag in the struct. */
void
parts_doubt(struct param *p, size_t i, size_t k)
{
    struct param_part *parts = (struct param_part *)p->parts;
    uint32_t both = UINT32_C(1) << i | UINT32_C(1) << k;
    for (size_t n = 0; n < p->n_parts; n++)
        if (!is_settled(p, parts[n].offset, both))
            parts[n].when &= ~both;
}

/* ---- what a caller finds there ---- */

static const struct field *
field_at(const struct type *record, const struct param_part *p)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (record->fields[i].name == p->name &&
            record->fields[i].offset == (uint64_t)p->offset)
            return &record->fields[i];
    return NULL;
}

/* NULL, and why: a failure is one that the caller could have found. */
static value
nothing(const struct calling *k, struct state *s, uint32_t sub,
        const struct field *f, bool failed)
{
    if (!failed || !type_is_object_pointer(f->type))
        return term_int(&k->x->terms, 0);
    value v = call_made(k, s, sub, k->x->p->ref, ORIGIN_NEW, f->type);
    struct fact *fact = state_fact_make(k->x, s, v);
    fact->owned = 0;
    fact->null = NULL_IS;
    return v;
}

static void
fill(const struct calling *k, struct state *s, size_t i, size_t at,
     bool failed)
{
    struct explorer *x = k->x;
    const struct param_part *p = &call_param(k->c, i)->parts[at];
    const struct type *record = parts_struct(call_arg_type(k, i));
    const struct field *f = record == NULL ? NULL : field_at(record, p);
    if (f == NULL)
        return;
    value place = term_intern(&x->terms, (struct term){.kind = VALUE_FIELD,
                                                       .a = k->args[i],
                                                       .name = p->name,
                                                       .number = p->offset});
    x->terms.v.v[place].type = f->type;
    x->terms.v.v[place].record = record;
    uint32_t sub = (uint32_t)((at + 1) * k->op->n_args + i + 1);
    if (p->kind == NULL) {
        call_overwrites(k, s, place, nothing(k, s, sub, f, failed));
        return;
    }
    value v = call_made(k, s, sub, p->kind, ORIGIN_NEW, f->type);
    call_overwrites(k, s, place, v);
    if (!address_is_private(x, s, place))
        state_fact_make(x, s, v)->flags |= FLAG_ESCAPED;
    trace_touch(x, s, k->op, v, true);
}

void
parts_fill(const struct calling *k, struct state *s, size_t i,
           unsigned outcome)
{
    const struct param *p = call_param(k->c, i);
    if (p == NULL || term_at(&k->x->terms, k->args[i])->kind != VALUE_LOCAL)
        return;
    for (size_t n = 0; n < p->n_parts; n++)
        if ((p->parts[n].when >> outcome & 1) != 0)
            fill(k, s, i, n, k->c->outcomes[outcome].exc == EXC_SET);
}

/* Made by parts_fill(), for a variable that is still there. */
static bool
is_filled_in(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_SYMBOL && t->op != NULL &&
           t->op->kind == OP_CALL && t->sub > t->op->n_args &&
           !term_is_absent(t);
}

bool
arg_only_reads(const struct calling *k, size_t arg)
{
    const struct param *p = call_param(k->c, arg);
    return p != NULL && p->reads;
}

void
parts_pass(const struct calling *k, struct state *s)
{
    for (size_t i = 0; k->known_body && i < s->memory.n; i++) {
        value v = s->memory.v[i].content;
        if (v == ZEROED || !is_filled_in(k->x, v))
            continue;
        value root = term_root(&k->x->terms, s->memory.v[i].at);
        for (size_t a = 0; a < k->op->n_args; a++)
            if (k->args[a] == root && !arg_only_reads(k, a))
                state_fact_make(k->x, s, v)->flags |= FLAG_ESCAPED;
    }
    buffers_pass(k, s);
}

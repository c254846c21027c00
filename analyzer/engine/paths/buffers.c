/* Py_buffers in memory blocks: the block itself is one, or a field of it.
 *
 * `PyObject_GetBuffer(o, &req->view, 0); ... PyMem_Free(req);`: the memory is
 * given back and the exporter stays locked.  Not buffers in arrays, whose
 * index nobody may know, and not those of blocks that somebody else has got.
 */
#include "call.h"

/* In place of an offset: the block is the Py_buffer. */
enum { WHOLE_BLOCK = -6 };

static bool
is_block(const struct explorer *x, const struct fact *f)
{
    return f->kind != NULL && f->kind != x->p->ref &&
           f->kind != x->p->buffer && !is_lock(f->kind);
}

value
buffer_place(struct explorer *x, const struct state *s, value v)
{
    if (!is_block(x, state_fact(s, v)))
        return v;
    return term_intern(
        &x->terms,
        (struct term){.kind = VALUE_FIELD, .a = v, .number = WHOLE_BLOCK});
}

static bool
is_field_of(const struct terms *t, value place, value block)
{
    const struct term *at = term_at(t, place);
    while (place != block && at->kind == VALUE_FIELD) {
        place = at->a;
        at = term_at(t, place);
    }
    return place == block;
}

static bool
lies_in(const struct explorer *x, const struct fact *f, value block)
{
    return f->kind == x->p->buffer && f->owned > 0 && f->v != block &&
           (f->flags & (FLAG_ESCAPED | FLAG_DOUBT)) == 0 &&
           is_field_of(&x->terms, f->v, block);
}

void
buffers_pass(const struct calling *k, struct state *s)
{
    for (size_t i = 0; k->known_body && i < s->facts.n; i++)
        for (size_t a = 0; a < k->op->n_args; a++)
            if (k->args[a] != NO_VALUE && !arg_only_reads(k, a) &&
                lies_in(k->x, &s->facts.v[i], k->args[a]))
                s->facts.v[i].flags |= FLAG_ESCAPED;
}

void
buffers_lost(const struct calling *k, struct state *s, value block)
{
    const struct fact *f = state_fact(s, block);
    if (f->origin != ORIGIN_NEW || (f->flags & FLAG_ESCAPED) != 0)
        return;
    for (size_t i = 0; i < s->facts.n; i++) {
        value v = s->facts.v[i].v;
        if (!lies_in(k->x, &s->facts.v[i], block))
            continue;
        state_fact_make(k->x, s, v)->held = 0;
        tell(k->x, s, EVENT_LOST, k->op, v,
             &(struct event){.arg = -1, .loss = LOSS_HOLDER});
        struct fact *g = state_fact_make(k->x, s, v);
        g->owned = 0;
        g->flags |= FLAG_ESCAPED;
    }
}

/* A thing that goes by two names. */
#include "call.h"

/* Does the function put its parameter somewhere? */
static bool
is_kept_param(const struct func *f, uint32_t param)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_STORE && op->b.kind == OPERAND_SLOT &&
                op->b.index == param)
                return true;
        }
    return false;
}

/* `if (keep == Py_None) Py_DECREF(Py_None);`: what a helper was given to keep
   is released, by another name. */
static value
kept_param(struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_GLOBAL || state_fact(s, v)->owned > 0 ||
        x->entry != NULL)
        return v;
    for (uint32_t i = 0; i < x->f->n_params; i++) {
        value p = term_intern(&x->terms,
                              (struct term){.kind = VALUE_PARAM, .number = i});
        if (comparison_told(x, s, CODE_EQ, p, v) == NULL_NEVER &&
            is_kept_param(x->f, i))
            return p;
    }
    return v;
}

/* `if (item == PyExc_StopIteration) Py_DECREF(PyExc_StopIteration);` */
static value
owned_equal(struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    value from = term_read_from(t);
    if (state_fact(s, v)->owned > 0 || from == NO_VALUE ||
        term_at(&x->terms, from)->kind != VALUE_GLOBAL)
        return v;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (f->owned > 0 && f->kind == x->p->ref && f->v != v &&
            comparison_told(x, s, CODE_EQ, f->v, v) == NULL_NEVER)
            return f->v;
    }
    return v;
}

value
released_by_name(struct explorer *x, const struct state *s, value v)
{
    value equal = owned_equal(x, s, v);
    return equal != v ? equal : kept_param(x, s, v);
}

/* get_buffer(self, &view), which counts self for view.obj, and Py_DECREF(self)
   at the end: a helper has put the reference into a variable of ours. */
bool
call_counts_in_local(const struct calling *k, const struct state *s, value v)
{
    if (!k->known_body || state_fact(s, v)->owned > 0 ||
        state_fact(s, v)->origin == ORIGIN_NEW)
        return false;
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct term *t = k->args[i] == NO_VALUE
                                   ? NULL
                                   : term_at(&k->x->terms, k->args[i]);
        if (t != NULL && t->kind == VALUE_LOCAL &&
            k->x->f->slots[t->number].type->kind == TYPE_RECORD)
            return true;
    }
    return false;
}

/* A cache of things that are alike: what is new goes into a dict that is not
   to count it, is released for that, and comes back. */
bool
call_keeps_uncounted(const struct calling *k, const struct outcome *o)
{
    const struct param *p = call_param(k->c, (size_t)o->param);
    uint32_t at = 1u << (o - k->c->outcomes);
    for (size_t i = 0; p != NULL && i < p->n_effects; i++)
        if (p->effects[i].verb == VERB_RELEASES &&
            (p->effects[i].when & at) != 0)
            return true;
    return false;
}

/* An argument with a buffer that was released, and now the block that the
   Py_buffer is in: what callers hear of is the block. */
void
buffer_ends(struct explorer *x, struct state *s, value v, sym kind)
{
    struct fact *f = state_fact_make(x, s, v);
    if (f->owned >= 0 || is_lock(kind) || kind == x->p->ref)
        return;
    f->kind = kind;
    f->owned = 0;
    f->flags &= (uint32_t)~FLAG_RELEASED;
}

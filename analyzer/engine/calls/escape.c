/* Arguments that go where the exploration cannot follow: a function of which
 * nothing is known, or one that keeps the pointer for later.
 */
#include "call.h"
#include "owners.h"

/* A library that does not know Python takes no reference of its own, so what
 * stands in an owning field without one still wants one.  Of other objects a
 * reference may be taken for the library afterwards.
 */
static bool
stays_unpaid(const struct calling *k, const struct state *s, value v)
{
    value at;
    const struct fact *f = state_fact(s, v);
    return k->op->foreign && k->c == NULL && !k->known_body &&
           f->kind == k->x->p->ref && f->owned == 0 &&
           (f->origin == ORIGIN_PARAM || f->origin == ORIGIN_LENT) &&
           owners_count(k->x, s, v, &at) > 0;
}

/* A function of which nothing is known, or one that keeps it. */
void
call_escape_value(const struct calling *k, struct state *s, value v)
{
    if (stays_unpaid(k, s, v) || call_asks(k))
        return;
    struct fact *f = state_fact_make(k->x, s, v);
    bool only_shared = (f->flags & FLAG_ESCAPED) == 0 ||
                       (f->flags & FLAG_SHARED) != 0;
    f->flags |= FLAG_ESCAPED | FLAG_SHARED;
    if (!only_shared || k->c != NULL || k->known_body)
        f->flags &= (uint32_t)~FLAG_SHARED;
}

bool
call_only_keeps(const struct calling *k)
{
    return k->c != NULL && !k->known_body && !contract_is_inferred(k->c) &&
           !k->c->calls;
}

bool
call_passes_function(const struct calling *k)
{
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct type *t = call_arg_type(k, i);
        if (k->op->args[i].kind == OPERAND_FUNCTION ||
            (type_is_pointer(t) && t->target != NULL &&
             t->target->kind == TYPE_FUNCTION))
            return true;
    }
    return false;
}

/* Below `in`, or anywhere. */
static int
count_places(const struct calling *k, const struct state *s, value in, value v)
{
    int n = in == NO_VALUE ? state_fact(s, v)->held : 0;
    for (size_t i = 0; i < s->memory.n; i++)
        if (s->memory.v[i].content == v &&
            (in == NO_VALUE ||
             address_is_below(&k->x->terms, s->memory.v[i].at, in)))
            n++;
    return n;
}

/* Each place that has it has a reference, and there is one more than these,
   or it is the caller's and stays so. */
static bool
has_more(const struct calling *k, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    int places = count_places(k, s, NO_VALUE, v);
    if (f->kind != k->x->p->ref ||
        (f->flags & (FLAG_ESCAPED | FLAG_STATIC)) != 0)
        return false;
    return f->origin == ORIGIN_NEW
               ? f->owned > places
               : term_at(&k->x->terms, v)->kind == VALUE_PARAM &&
                     f->owned >= places;
}

/* A block that goes to a library that does not know Python goes there with a
 * reference for each place in it: the library takes none of its own.  What
 * this function holds beyond that stays its own.
 */
static void
leave_with_block(const struct calling *k, struct state *s, value block)
{
    if (!k->op->foreign || k->c != NULL || k->known_body)
        return;
    for (size_t i = 0; i < s->memory.n; i++) {
        value v = s->memory.v[i].content;
        if (v == ZEROED ||
            !address_is_below(&k->x->terms, s->memory.v[i].at, block))
            continue;
        if (!has_more(k, s, v))
            continue;
        int places = count_places(k, s, block, v);
        state_fact_make(k->x, s, v)->owned -= (int8_t)places;
        for (size_t j = 0; j < s->memory.n; j++)
            if (s->memory.v[j].content == v &&
                address_is_below(&k->x->terms, s->memory.v[j].at, block))
                s->memory.v[j].content = ZEROED;
    }
}

void
call_escape(const struct calling *k, struct state *s, value v)
{
    const struct term *t = term_at(&k->x->terms, v);
    if (t->kind == VALUE_INT || t->kind == VALUE_STRING ||
        t->kind == VALUE_FUNCTION)
        return;
    leave_with_block(k, s, v);
    if (!call_only_keeps(k))
        memory_forget(k->x, s, v, true);
    if (t->kind != VALUE_GLOBAL)
        call_escape_value(k, s, v);
    else if (state_fact(s, v)->owned > 0)
        state_fact_make(k->x, s, v)->flags |= FLAG_PASSED;
    /* Who has a pointer into a block of memory has the block; who will call
       back with a pointer into an object needs it alive. */
    value root = term_root(&k->x->terms, v);
    const struct fact *f = state_fact(s, root);
    if (root != v && f->kind != NULL &&
        (f->kind != k->x->p->ref || (k->c == NULL && call_passes_function(k))))
        call_escape_value(k, s, root);
}

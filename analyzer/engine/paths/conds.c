/* The conditions under which a function takes one of its ways out: what is
 * known there of its arguments, of what they pointed to, and of the exception
 * that it may have found.
 */
#include "explore.h"
#include "summary.h"

#include <string.h>

struct found {
    struct cond *v;
    size_t n;
};

/* Was *param NULL when the function was entered? */
static void
add_cell_cond(const struct explorer *x, const struct state *s, value param,
              struct found *c)
{
    for (size_t i = 0; i < s->facts.n && c->n < MAX_CONDS; i++) {
        const struct fact *f = &s->facts.v[i];
        const struct term *t = term_at(&x->terms, f->v);
        if ((f->flags & FLAG_FIRST) == 0 || t->a != param ||
            f->null == NULL_UNKNOWN || !type_is_pointer(t->type))
            continue;
        c->v[c->n++] = (struct cond){
            .kind = COND_PARAM,
            .param = (int)term_at(&x->terms, param)->number,
            .cell = true,
            .compare = f->null == NULL_IS ? COMPARE_EQ : COMPARE_NE,
            .null = true};
        return;
    }
}

static void
add(struct found *c, struct cond d)
{
    if (c->n < MAX_CONDS)
        c->v[c->n++] = d;
}

static void
add_bounds(struct found *c, struct cond d, int64_t lo, int64_t hi)
{
    d.compare = lo == hi ? COMPARE_EQ : COMPARE_GE;
    d.number = lo;
    if (lo == hi || lo != INT64_MIN)
        add(c, d);
    if (lo == hi || hi == INT64_MAX)
        return;
    d.compare = COMPARE_LT;
    d.number = hi + 1;
    add(c, d);
}

/* `x == -1` was asked, and is not so. */
static void
add_difference(const struct explorer *x, const struct state *s, value v,
               struct cond d, struct found *c)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        const struct term *t = term_at(&x->terms, f->v);
        if (f->null != NULL_IS || t->kind != VALUE_BINARY ||
            t->code != CODE_EQ || t->a != v ||
            term_at(&x->terms, t->b)->kind != VALUE_INT)
            continue;
        d.compare = COMPARE_NE;
        d.number = term_at(&x->terms, t->b)->number;
        add(c, d);
        return;
    }
}

/* Not NULL, but only because the code takes it for granted: which matters to
   callers where the argument comes back to them. */
static bool
is_granted(const struct state *s, value v, value result)
{
    return v != result && (state_fact(s, v)->flags & FLAG_NAMED) != 0;
}

static void
add_param_cond(struct explorer *x, const struct state *s, value result,
               uint32_t i, struct found *c)
{
    struct term t = {.kind = VALUE_PARAM, .number = i};
    value v = term_intern(&x->terms, t);
    enum null_state null = value_null(x, s, v);
    bool pointer = type_is_pointer(x->f->slots[i].type);
    struct cond d = {.kind = COND_PARAM,
                     .param = (int)i,
                     .compare = null == NULL_IS ? COMPARE_EQ : COMPARE_NE,
                     .null = pointer};
    int64_t lo, hi;
    add_cell_cond(x, s, v, c);
    value_range(x, s, v, &lo, &hi);
    if (pointer && null == NULL_NEVER && lo == hi)
        d.null = false;
    if (d.null ? null != NULL_UNKNOWN && !is_granted(s, v, result)
               : null == NULL_NEVER && lo == INT64_MIN && hi == INT64_MAX)
        add(c, d);
    else if (!d.null && lo == INT64_MIN && hi == INT64_MAX)
        add_difference(x, s, v, d, c);
    else if (!d.null)
        add_bounds(c, d, lo, hi);
}

static void
add_conds(struct explorer *x, const struct state *s, value result,
          struct found *c)
{
    if (s->asked)
        add(c, (struct cond){.kind = s->found == EXC_STATE_SET ? COND_EXC
                                                               : COND_NOEXC,
                             .param = -1});
    for (uint32_t i = 0; i < x->f->n_params && c->n < MAX_CONDS; i++)
        add_param_cond(x, s, result, i, c);
}

size_t
conds_collect(struct explorer *x, const struct state *s, value result,
              struct cond *out)
{
    struct found c = {.v = out};
    add_conds(x, s, result, &c);
    return c.n;
}

/* ---- what is asked last ---- */

static bool
mentions_limit(const struct terms *t, value v)
{
    const struct term *n = term_at(t, v);
    if (n->kind == VALUE_INT)
        return n->number >= INT32_MAX || n->number == -1;
    return n->kind == VALUE_BINARY && n->code == CODE_DIV &&
           mentions_limit(t, n->a);
}

/* The last thing asked was whether a product of sizes overflows
   (SIZE_MAX / size <= n): there is not that much memory. */
bool
conds_beyond_memory(const struct explorer *x, const struct state *s)
{
    const struct trace *t = s->trace;
    if (t == NULL || t->kind != STEP_BRANCH || t->about == NO_VALUE)
        return false;
    const struct term *n = term_at(&x->terms, t->about);
    return n->kind == VALUE_BINARY && n->code > CODE_NE &&
           (mentions_limit(&x->terms, n->a) ||
            mentions_limit(&x->terms, n->b));
}

/* ---- merging ---- */

bool
cond_equal(const struct cond *a, const struct cond *b)
{
    return a->kind == b->kind && a->param == b->param && a->cell == b->cell &&
           a->compare == b->compare && a->null == b->null &&
           a->number == b->number;
}

static bool
is_number(const struct cond *c)
{
    return c->kind == COND_PARAM && !c->null && !c->cell &&
           c->compare != COMPARE_NE;
}

/* Both speak of one number: in a the bound that holds for either. */
static bool
weaken(struct cond *a, const struct cond *b)
{
    if (!is_number(a) || !is_number(b) || a->param != b->param)
        return false;
    bool below = a->compare == COMPARE_LT || b->compare == COMPARE_LT ||
                 (a->compare == COMPARE_EQ && b->compare == COMPARE_EQ &&
                  a->number < 0 && b->number < 0);
    if (below && (a->compare == COMPARE_GE || b->compare == COMPARE_GE))
        return false;
    int64_t an = a->number + (below && a->compare == COMPARE_EQ);
    int64_t bn = b->number + (below && b->compare == COMPARE_EQ);
    a->compare = below ? COMPARE_LT : COMPARE_GE;
    a->number = (an < bn) == below ? bn : an;
    return true;
}

static bool
is_nonzero(const struct cond *c, int param)
{
    if (c->kind != COND_PARAM || c->null || c->cell || c->param != param)
        return false;
    switch (c->compare) {
    case COMPARE_EQ:
        return c->number != 0;
    case COMPARE_NE:
        return c->number == 0;
    case COMPARE_LT:
        return c->number <= 0;
    case COMPARE_GE:
        return c->number > 0;
    }
    return false;
}

static bool
says_nonzero(const struct cond *v, size_t n, int param)
{
    for (size_t i = 0; i < n; i++)
        if (is_nonzero(&v[i], param))
            return true;
    return false;
}

/* For -5 as for 7 the best that one bound can say is less than this. */
static const struct cond *
lost_nonzero(const struct cond *a, size_t na, const struct cond *b, size_t nb,
             const struct cond *merged, size_t n)
{
    for (size_t i = 0; i < na; i++)
        if (is_nonzero(&a[i], a[i].param) && says_nonzero(b, nb, a[i].param) &&
            !says_nonzero(merged, n, a[i].param))
            return &a[i];
    return NULL;
}

size_t
conds_merge(struct cond *a, size_t na, const struct cond *b, size_t nb)
{
    struct cond merged[MAX_CONDS];
    size_t n = 0;
    assert(na <= MAX_CONDS);
    for (size_t i = 0; i < na; i++) {
        bool both = false;
        struct cond weaker = a[i];
        for (size_t k = 0; k < nb; k++)
            both |= cond_equal(&a[i], &b[k]) || weaken(&weaker, &b[k]);
        if (both)
            merged[n++] = weaker;
    }
    const struct cond *lost;
    while (n < MAX_CONDS &&
           (lost = lost_nonzero(a, na, b, nb, merged, n)) != NULL)
        merged[n++] = (struct cond){
            .kind = COND_PARAM, .param = lost->param, .compare = COMPARE_NE};
    if (n > 0)
        memcpy(a, merged, n * sizeof(merged[0]));
    return n;
}

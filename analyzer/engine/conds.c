/* The conditions under which a function takes one of its ways out: what is
 * known there of its arguments, of what they pointed to, and of the exception
 * that it may have found.
 */
#include "explore.h"

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
add_conds(struct explorer *x, const struct state *s, struct found *c)
{
    if (s->asked)
        c->v[c->n++] = (struct cond){
            .kind = s->found == EXC_STATE_SET ? COND_EXC : COND_NOEXC,
            .param = -1};
    for (uint32_t i = 0; i < x->f->n_params && c->n < MAX_CONDS; i++) {
        struct term t = {.kind = VALUE_PARAM, .number = i};
        value v = term_intern(&x->terms, t);
        enum null_state null = value_null(x, s, v);
        struct cond d = {.kind = COND_PARAM, .param = (int)i};
        bool pointer = type_is_pointer(x->f->slots[i].type);
        int64_t lo, hi;
        add_cell_cond(x, s, v, c);
        if (c->n == MAX_CONDS)
            break;
        value_range(x, s, v, &lo, &hi);
        if (null != NULL_UNKNOWN) {
            d.compare = null == NULL_IS ? COMPARE_EQ : COMPARE_NE;
            d.null = pointer;
        }
        else if (lo == hi)
            d.number = lo;
        else if (pointer || lo < 0)
            continue;
        if (null == NULL_NEVER && lo == hi) {
            d.compare = COMPARE_EQ;
            d.null = false;
            d.number = lo;
        }
        else if (!pointer && lo != hi && (lo >= 0 || hi < 0)) {
            d.compare = lo >= 0 ? COMPARE_GE : COMPARE_LT;
            d.number = lo > 0 ? 1 : 0;
        }
        c->v[c->n++] = d;
    }
}

size_t
conds_collect(struct explorer *x, const struct state *s, struct cond *out)
{
    struct found c = {.v = out};
    add_conds(x, s, &c);
    return c.n;
}

/* ---- merging ---- */

bool
cond_equal(const struct cond *a, const struct cond *b)
{
    return a->kind == b->kind && a->param == b->param && a->cell == b->cell &&
           a->compare == b->compare && a->null == b->null &&
           a->number == b->number;
}

enum sign { SIGN_OPEN, SIGN_NEGATIVE, SIGN_OTHER };

static enum sign
cond_sign(const struct cond *c)
{
    if (c->kind != COND_PARAM || c->null || c->cell)
        return SIGN_OPEN;
    if ((c->compare == COMPARE_EQ && c->number < 0) ||
        (c->compare == COMPARE_LT && c->number <= 0))
        return SIGN_NEGATIVE;
    return (c->compare == COMPARE_EQ || c->compare == COMPARE_GE) &&
                   c->number >= 0
               ? SIGN_OTHER
               : SIGN_OPEN;
}

/* Both speak of one number and of one sign. */
static bool
weaken(struct cond *a, const struct cond *b)
{
    enum sign sign = cond_sign(a);
    if (a->param != b->param || sign == SIGN_OPEN || sign != cond_sign(b))
        return false;
    a->compare = sign == SIGN_NEGATIVE ? COMPARE_LT : COMPARE_GE;
    a->number = 0;
    return true;
}

size_t
conds_merge(struct cond *a, size_t na, const struct cond *b, size_t nb)
{
    size_t n = 0;
    for (size_t i = 0; i < na; i++) {
        bool both = false;
        struct cond weaker = a[i];
        for (size_t k = 0; k < nb; k++)
            both |= cond_equal(&a[i], &b[k]) || weaken(&weaker, &b[k]);
        if (both)
            a[n++] = weaker;
    }
    return n;
}

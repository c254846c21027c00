/* Is the index that a call is given below the size of its container? */
#include "call.h"

/* Is there an n of which the code knows that index < n and n == size? */
static bool
is_below_equal(const struct calling *k, const struct state *s, value index,
               value size)
{
    struct explorer *x = k->x;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        const struct term *t = term_at(&x->terms, f->v);
        if (t->kind == VALUE_BINARY && t->code == CODE_LT && t->a == index &&
            f->null == NULL_NEVER &&
            comparison_told(x, s, CODE_EQ, t->b, size) == NULL_NEVER)
            return true;
    }
    return false;
}

/* i + 1, where i < size - 1 is known, or i - 1, where i < size + 1 is. */
static bool
is_shifted_less(struct explorer *x, const struct state *s, value index,
                value size)
{
    const struct term t = *term_at(&x->terms, index);
    if (t.kind != VALUE_BINARY || (t.code != CODE_ADD && t.code != CODE_SUB) ||
        term_at(&x->terms, t.b)->kind != VALUE_INT)
        return false;
    value end = term_intern(
        &x->terms,
        (struct term){.kind = VALUE_BINARY,
                      .code = t.code == CODE_ADD ? CODE_SUB : CODE_ADD,
                      .a = size,
                      .b = t.b});
    return comparison_told(x, s, CODE_LT, t.a, end) == NULL_NEVER;
}

/* size - n, where the size is known to be n or more. */
static bool
is_from_end(const struct calling *k, const struct state *s, value index,
            value size)
{
    const struct term *t = term_at(&k->x->terms, index);
    int64_t lo, hi, back;
    if (t->kind != VALUE_BINARY || t->a != size ||
        (t->code != CODE_SUB && t->code != CODE_ADD) ||
        term_at(&k->x->terms, t->b)->kind != VALUE_INT)
        return false;
    back = term_at(&k->x->terms, t->b)->number;
    if (t->code == CODE_ADD)
        back = back > INT32_MIN ? -back : 0;
    value_range(k->x, s, size, &lo, &hi);
    return back > 0 && lo >= back;
}

/* Is `size` the size of the container, and the index known to be below? */
static bool
is_below_size(const struct calling *k, const struct state *s, value index,
              const struct fact *size)
{
    struct explorer *x = k->x;
    int64_t ilo, ihi, nlo, nhi;
    value_range(x, s, index, &ilo, &ihi);
    value_range(x, s, size->v, &nlo, &nhi);
    if (ilo >= 0 && ihi < nlo)
        return true;
    return comparison_told(x, s, CODE_LT, index, size->v) == NULL_NEVER ||
           is_shifted_less(x, s, index, size->v) ||
           is_from_end(k, s, index, size->v) ||
           is_below_equal(k, s, index, size->v);
}

/* An item access whose index the code has compared with the size, or a
   store into a container that was made here and is being filled. */
bool
call_in_range(const struct calling *k, const struct state *s)
{
    value container = call_arg(k, 0), index = call_arg(k, 1);
    if (container == NO_VALUE || index == NO_VALUE)
        return false;
    if ((state_fact(s, container)->flags & FLAG_FRESH) != 0)
        return true;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (f->lender == container && f->kind == NULL &&
            is_below_size(k, s, index, f))
            return true;
    }
    return false;
}

/* Bits that a small number is known to have or not to have.
 *
 * Code that frees what it has allocated on one of several ways keeps a set of
 * flags.  Where such ways meet, the number itself is no longer known, but the
 * bits that it had on all of them still are.
 */
#include "explore.h"

static struct bits
of_number(int64_t n)
{
    if (n < 0 || n > UINT16_MAX)
        return (struct bits){0};
    return (struct bits){.clear = (uint16_t)~n, .set = (uint16_t)n};
}

struct bits
value_bits(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_INT)
        return of_number(t->number);
    bool both = t->kind == VALUE_BINARY &&
                (t->code == CODE_AND || t->code == CODE_OR);
    if (!both)
        return state_fact(s, v)->bits;
    struct bits a = value_bits(x, s, t->a), b = value_bits(x, s, t->b);
    if (t->code == CODE_OR)
        return (struct bits){.clear = a.clear & b.clear, .set = a.set | b.set};
    return (struct bits){.clear = a.clear | b.clear, .set = a.set & b.set};
}

struct bits
bits_join(struct bits a, struct bits b)
{
    return (struct bits){.clear = a.clear & b.clear, .set = a.set & b.set};
}

enum null_state
bits_told(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_BINARY || t->code != CODE_AND ||
        term_at(&x->terms, t->b)->kind != VALUE_INT)
        return NULL_UNKNOWN;
    int64_t mask = term_at(&x->terms, t->b)->number;
    struct bits a = value_bits(x, s, t->a);
    if (mask < 0 || mask > UINT16_MAX)
        return NULL_UNKNOWN;
    if ((a.set & mask) != 0)
        return NULL_NEVER;
    return (a.clear & mask) == mask ? NULL_IS : NULL_UNKNOWN;
}

void
bits_assume(struct explorer *x, struct state *s, value v, bool truth)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_BINARY || t->code != CODE_AND ||
        term_at(&x->terms, t->b)->kind != VALUE_INT)
        return;
    int64_t mask = term_at(&x->terms, t->b)->number;
    value number = t->a;
    enum value_kind kind = term_at(&x->terms, number)->kind;
    if (mask <= 0 || mask > UINT16_MAX ||
        (kind != VALUE_SYMBOL && kind != VALUE_PHI && kind != VALUE_PARAM))
        return;
    if (!truth)
        state_fact_make(x, s, number)->bits.clear |= (uint16_t)mask;
    else if ((mask & (mask - 1)) == 0)
        state_fact_make(x, s, number)->bits.set |= (uint16_t)mask;
}

/* Arithmetic on constants, and comparisons of what is known of two numbers. */
#include "explore.h"

bool
op_fold(enum op_code code, int64_t a, int64_t b, int64_t *r)
{
    switch (code) {
    case CODE_ADD:
        return !__builtin_add_overflow(a, b, r);
    case CODE_SUB:
        return !__builtin_sub_overflow(a, b, r);
    case CODE_MUL:
        return !__builtin_mul_overflow(a, b, r);
    case CODE_DIV:
    case CODE_REM:
        if (b == 0 || (a == INT64_MIN && b == -1))
            return false;
        *r = code == CODE_DIV ? a / b : a % b;
        return true;
    case CODE_AND:
        *r = a & b;
        return true;
    case CODE_OR:
        *r = a | b;
        return true;
    case CODE_XOR:
        *r = a ^ b;
        return true;
    case CODE_EQ:
        *r = a == b;
        return true;
    case CODE_NE:
        *r = a != b;
        return true;
    case CODE_LT:
        *r = a < b;
        return true;
    case CODE_LE:
        *r = a <= b;
        return true;
    case CODE_GT:
        *r = a > b;
        return true;
    case CODE_GE:
        *r = a >= b;
        return true;
    case CODE_SHL:
        if (a < 0 || b < 0 || b > 40 || a > (INT64_C(1) << 20))
            return false;
        *r = a << b;
        return true;
    case CODE_SHR:
        if (a < 0 || b < 0 || b > 62)
            return false;
        *r = a >> b;
        return true;
    case CODE_NONE:
    case CODE_NEG:
    case CODE_NOT:
    case CODE_LNOT:
    case CODE_COUNT:
        break;
    }
    return false;
}

static enum null_state
is_less(int64_t alo, int64_t ahi, int64_t blo, int64_t bhi)
{
    if (ahi < blo)
        return NULL_NEVER;
    return alo >= bhi ? NULL_IS : NULL_UNKNOWN;
}

static enum null_state
turned(enum null_state told)
{
    if (told == NULL_UNKNOWN)
        return told;
    return told == NULL_IS ? NULL_NEVER : NULL_IS;
}

static enum null_state
is_equal(struct explorer *x, const struct state *s, const struct term *t)
{
    const struct term *b = term_at(&x->terms, t->b);
    int64_t alo, ahi, blo, bhi;
    if (b->kind == VALUE_INT && b->number == 0)
        return turned(value_null(x, s, t->a));
    value_range(x, s, t->a, &alo, &ahi);
    value_range(x, s, t->b, &blo, &bhi);
    if (ahi < blo || bhi < alo)
        return NULL_IS;
    return alo == ahi && blo == bhi && alo == blo ? NULL_NEVER : NULL_UNKNOWN;
}

/* NULL_IS: it does not hold. */
static enum null_state
comparison(struct explorer *x, const struct state *s, const struct term *t)
{
    int64_t alo, ahi, blo, bhi;
    if (t->code == CODE_EQ)
        return is_equal(x, s, t);
    if (t->code == CODE_NE)
        return turned(is_equal(x, s, t));
    value_range(x, s, t->a, &alo, &ahi);
    value_range(x, s, t->b, &blo, &bhi);
    if (t->code == CODE_LT)
        return is_less(alo, ahi, blo, bhi);
    if (t->code == CODE_GE)
        return turned(is_less(alo, ahi, blo, bhi));
    if (t->code == CODE_GT)
        return is_less(blo, bhi, alo, ahi);
    return turned(is_less(blo, bhi, alo, ahi));
}

void
truth_range(struct explorer *x, const struct state *s, const struct term *t,
            int64_t *lo, int64_t *hi)
{
    enum null_state holds = comparison(x, s, t);
    int64_t least = holds == NULL_NEVER, most = holds != NULL_IS;
    *lo = *lo < least ? least : *lo;
    *hi = *hi > most ? most : *hi;
}

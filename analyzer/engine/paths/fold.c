/* Arithmetic on constants. */
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

/* Operators: arithmetic, assignment, increment. */
#include "lower.h"

static enum op_code
code_of(enum CXBinaryOperatorKind k)
{
    switch ((int)k) {
    case CXBinaryOperator_Mul:
    case CXBinaryOperator_MulAssign:
        return CODE_MUL;
    case CXBinaryOperator_Div:
    case CXBinaryOperator_DivAssign:
        return CODE_DIV;
    case CXBinaryOperator_Rem:
    case CXBinaryOperator_RemAssign:
        return CODE_REM;
    case CXBinaryOperator_Add:
    case CXBinaryOperator_AddAssign:
        return CODE_ADD;
    case CXBinaryOperator_Sub:
    case CXBinaryOperator_SubAssign:
        return CODE_SUB;
    case CXBinaryOperator_Shl:
    case CXBinaryOperator_ShlAssign:
        return CODE_SHL;
    case CXBinaryOperator_Shr:
    case CXBinaryOperator_ShrAssign:
        return CODE_SHR;
    case CXBinaryOperator_And:
    case CXBinaryOperator_AndAssign:
        return CODE_AND;
    case CXBinaryOperator_Xor:
    case CXBinaryOperator_XorAssign:
        return CODE_XOR;
    case CXBinaryOperator_Or:
    case CXBinaryOperator_OrAssign:
        return CODE_OR;
    case CXBinaryOperator_LT:
        return CODE_LT;
    case CXBinaryOperator_GT:
        return CODE_GT;
    case CXBinaryOperator_LE:
        return CODE_LE;
    case CXBinaryOperator_GE:
        return CODE_GE;
    case CXBinaryOperator_EQ:
        return CODE_EQ;
    case CXBinaryOperator_NE:
        return CODE_NE;
    default:
        return CODE_NONE;
    }
}

/* ---- folding ------------------------------------------------------------ */

static bool
fold_unsigned(enum op_code code, uint64_t a, uint64_t b, uint64_t *out)
{
    switch ((int)code) {
    case CODE_DIV:
        *out = b == 0 ? 0 : a / b;
        return b != 0;
    case CODE_REM:
        *out = b == 0 ? 0 : a % b;
        return b != 0;
    case CODE_SHR:
        *out = b > 63 ? 0 : a >> b;
        return b < 64;
    case CODE_LT:
        *out = a < b;
        return true;
    case CODE_LE:
        *out = a <= b;
        return true;
    case CODE_GT:
        *out = a > b;
        return true;
    case CODE_GE:
        *out = a >= b;
        return true;
    default:
        return false;
    }
}

static bool
fold_signed(enum op_code code, int64_t a, int64_t b, uint64_t *out)
{
    bool divides = b != 0 && !(a == INT64_MIN && b == -1);
    switch ((int)code) {
    case CODE_DIV:
        *out = divides ? (uint64_t)(a / b) : 0;
        return divides;
    case CODE_REM:
        *out = divides ? (uint64_t)(a % b) : 0;
        return divides;
    case CODE_SHR:
        *out = b >= 0 && b < 64 ? (uint64_t)(a >> b) : 0;
        return b >= 0 && b < 64;
    case CODE_LT:
        *out = a < b;
        return true;
    case CODE_LE:
        *out = a <= b;
        return true;
    case CODE_GT:
        *out = a > b;
        return true;
    case CODE_GE:
        *out = a >= b;
        return true;
    default:
        return false;
    }
}

/* Both operands have been converted to `type`; false: do not fold. */
static bool
fold(enum op_code code, int64_t a, int64_t b, const struct type *type,
     int64_t *out)
{
    uint64_t x = (uint64_t)a, y = (uint64_t)b, r = 0;
    bool done = true;
    switch ((int)code) {
    case CODE_ADD:
        r = x + y;
        break;
    case CODE_SUB:
        r = x - y;
        break;
    case CODE_MUL:
        r = x * y;
        break;
    case CODE_AND:
        r = x & y;
        break;
    case CODE_OR:
        r = x | y;
        break;
    case CODE_XOR:
        r = x ^ y;
        break;
    case CODE_SHL:
        done = y < 64;
        r = done ? x << y : 0;
        break;
    case CODE_EQ:
        r = x == y;
        break;
    case CODE_NE:
        r = x != y;
        break;
    default:
        done = type->is_signed ? fold_signed(code, a, b, &r)
                               : fold_unsigned(code, x, y, &r);
        break;
    }
    *out = (int64_t)r;
    return done;
}

static bool
is_constant(const struct value *v)
{
    return v->op.kind == OPERAND_INT && v->type->kind != TYPE_FLOAT &&
           v->type->size <= 8;
}

/* ---- arithmetic --------------------------------------------------------- */

static bool
is_address(const struct value *v)
{
    return type_is_pointer(v->type) || v->type->kind == TYPE_FUNCTION;
}

static const struct type *
element_of(struct lower *l, const struct value *pointer)
{
    const struct type *t = pointer->type->target;
    return t == NULL ? l->b->type_void : t;
}

static struct value
pointer_index(struct lower *l, CXCursor c, struct value pointer,
              struct value index, const struct type *type)
{
    struct value v = {.type = type};
    v.op = emit_index(l, c, pointer.op, index.op, element_of(l, &pointer));
    return v;
}

/* As wide as an address, for -n of an unsigned int is none. */
static struct value
negative(struct lower *l, CXCursor c, struct value v)
{
    if (v.op.kind == OPERAND_INT && v.op.number != INT64_MIN) {
        v.op.number = -v.op.number;
        return v;
    }
    v = value_convert(l, c, v, l->b->type_size);
    return emit_unary(l, c, CODE_NEG, v, l->b->type_size);
}

/* p + n and p - n are addresses of elements. */
static struct value
pointer_arithmetic(struct lower *l, CXCursor c, enum op_code code,
                   struct value a, struct value b, const struct type *type)
{
    if (code == CODE_ADD)
        return is_address(&a) ? pointer_index(l, c, a, b, type)
                              : pointer_index(l, c, b, a, type);
    if (code == CODE_SUB && is_address(&a) && !is_address(&b))
        return pointer_index(l, c, a, negative(l, c, b), type);
    return emit_binary(l, c, code, a, b, type);
}

static bool
is_never_negative(const struct value *v)
{
    return !is_constant(v) && v->type->kind == TYPE_INT && !v->type->is_signed;
}

static bool
is_zero(const struct value *v)
{
    return is_constant(v) && !is_address(v) && v->op.number == 0;
}

/* Nothing unsigned is less than 0, whatever the code hopes for. */
static bool
fold_unsigned_zero(enum op_code code, const struct value *a,
                   const struct value *b, int64_t *out)
{
    bool right = is_never_negative(a) && is_zero(b);
    bool left = is_zero(a) && is_never_negative(b);
    *out = right ? code == CODE_GE : code == CODE_LE;
    return (right && (code == CODE_LT || code == CODE_GE)) ||
           (left && (code == CODE_GT || code == CODE_LE));
}

static struct value
arithmetic(struct lower *l, CXCursor c, enum op_code code, struct value a,
           struct value b, const struct type *type)
{
    int64_t number;
    if (fold_unsigned_zero(code, &a, &b, &number))
        return value_convert(l, c, value_int(l, number), type);
    if (is_constant(&a) && is_constant(&b) && !is_address(&a) &&
        !is_address(&b) && type->kind == TYPE_INT &&
        fold(code, a.op.number, b.op.number, a.type, &number)) {
        struct value v = value_int(l, number);
        v.type = l->b->type_size;
        return value_convert(l, c, v, type);
    }
    if (type->kind == TYPE_POINTER && (is_address(&a) || is_address(&b)))
        return pointer_arithmetic(l, c, code, a, b, type);
    return emit_binary(l, c, code, a, b, type);
}

/* The value first, then the place: what compilers do, and a place reached
 * through a pointer is not held across the call that makes the value. */
struct value
lower_assign(struct lower *l, CXCursor c, CXCursor left, CXCursor right)
{
    struct value v = lower_value(l, right);
    struct spot s = lower_spot(l, left);
    spot_store(l, c, s, v);
    if (s.is_slot)
        v.op = operand_slot(s.slot);
    else if (is_aggregate(s.type))
        v.op = s.address;
    v.type = s.type;
    return v;
}

struct value
lower_binary(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(c);
    if (k.n != 2) {
        lower_fail(l, c, "a binary operator without two operands");
        return value_none(l);
    }
    if (kind == CXBinaryOperator_Assign)
        return lower_assign(l, c, k.v[0], k.v[1]);
    if (kind == CXBinaryOperator_Comma) {
        lower_discard(l, k.v[0]);
        return lower_value(l, k.v[1]);
    }
    enum op_code code = code_of(kind);
    if (code == CODE_NONE)
        lower_fail(l, c, "an unknown operator");
    struct value a = lower_value(l, k.v[0]);
    struct value b = lower_value(l, k.v[1]);
    return arithmetic(l, c, code, a, b, cursor_type(l, c));
}

/* ---- compound assignment ------------------------------------------------ */

static struct value
update(struct lower *l, CXCursor c, struct spot s, enum op_code code,
       struct value by)
{
    struct value old = spot_load(l, c, s);
    const struct type *type = s.type;
    bool to_float = by.type->kind == TYPE_FLOAT && type->kind == TYPE_INT;
    struct value v = arithmetic(l, c, code, old, by,
                                to_float ? by.type : type);
    v = value_convert(l, c, v, type);
    spot_store(l, c, s, v);
    if (s.is_slot)
        v.op = operand_slot(s.slot);
    return v;
}

struct value
lower_compound_assign(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    enum op_code code = code_of(clang_getCursorBinaryOperatorKind(c));
    if (k.n != 2 || code == CODE_NONE) {
        lower_fail(l, c, "an unknown assignment");
        return value_none(l);
    }
    struct value by = lower_value(l, k.v[1]);
    return update(l, c, lower_spot(l, k.v[0]), code, by);
}

/* ---- unary operators ---------------------------------------------------- */

static struct value
lower_increment(struct lower *l, CXCursor c, CXCursor operand, int step,
                bool post)
{
    struct spot s = lower_spot(l, operand);
    struct value one = value_int(l, 1);
    one.is_bool = false;
    struct value old = spot_load(l, c, s), now = old;
    if (post && s.is_slot && !l->discarding)
        old = value_keep(l, c, old);
    enum op_code code = step > 0 ? CODE_ADD : CODE_SUB;
    struct value next = arithmetic(l, c, code, now, one, s.type);
    spot_store(l, c, s, next);
    if (!post && s.is_slot)
        next.op = operand_slot(s.slot);
    return post ? old : next;
}

static struct value
lower_negation(struct lower *l, CXCursor c, enum op_code code, struct value v)
{
    const struct type *type = cursor_type(l, c);
    if (is_constant(&v) && type->kind == TYPE_INT) {
        uint64_t u = (uint64_t)v.op.number;
        struct value out = value_int(l, (int64_t)(code == CODE_NEG ? -u : ~u));
        out.type = l->b->type_size;
        return value_convert(l, c, out, type);
    }
    if (is_constant(&v) && type->kind == TYPE_FLOAT && code == CODE_NEG) {
        v.op.number = -v.op.number;
        v.type = type;
        return v;
    }
    if (v.op.kind == OPERAND_FLOAT)
        return v;
    return emit_unary(l, c, code, v, type);
}

static struct value
lower_not(struct lower *l, CXCursor c, CXCursor operand)
{
    struct value v = lower_value(l, operand);
    const struct type *type = cursor_type(l, c);
    if (v.op.kind == OPERAND_INT) {
        struct value out = value_int(l, v.op.number == 0);
        out.type = type;
        return out;
    }
    return emit_unary(l, c, CODE_LNOT, v, type);
}

static struct value
lower_address_of(struct lower *l, CXCursor c, CXCursor operand)
{
    struct spot s = lower_spot(l, operand);
    if (s.accessor != NULL)
        return emit_havoc(l, c, cursor_type(l, c), NULL, 0);
    return (struct value){.op = s.is_slot ? operand_local(s.slot) : s.address,
                          .type = cursor_type(l, c)};
}

struct value
lower_unary(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n != 1) {
        lower_fail(l, c, "a unary operator without operand");
        return value_none(l);
    }
    CXCursor operand = k.v[0];
    switch (clang_getCursorUnaryOperatorKind(c)) {
    case CXUnaryOperator_PostInc:
        return lower_increment(l, c, operand, 1, true);
    case CXUnaryOperator_PostDec:
        return lower_increment(l, c, operand, -1, true);
    case CXUnaryOperator_PreInc:
        return lower_increment(l, c, operand, 1, false);
    case CXUnaryOperator_PreDec:
        return lower_increment(l, c, operand, -1, false);
    case CXUnaryOperator_AddrOf:
        return lower_address_of(l, c, operand);
    case CXUnaryOperator_Deref:
        return spot_load(l, c, lower_spot(l, c));
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
        return lower_value(l, operand);
    case CXUnaryOperator_Minus:
        return lower_negation(l, c, CODE_NEG, lower_value(l, operand));
    case CXUnaryOperator_Not:
        return lower_negation(l, c, CODE_NOT, lower_value(l, operand));
    case CXUnaryOperator_LNot:
        return lower_not(l, c, operand);
    case CXUnaryOperator_Real:
    case CXUnaryOperator_Imag: {
        lower_discard(l, operand);
        return emit_havoc(l, c, cursor_type(l, c), NULL, 0);
    }
    case CXUnaryOperator_Invalid:
    case CXUnaryOperator_Coawait:
        break;
    }
    lower_fail(l, c, "an unknown unary operator");
    return value_none(l);
}

/* Expressions: values, lvalues, conditions. */
#include "lower.h"
#include "tokens.h"

#include <string.h>

const struct type *
cursor_type(struct lower *l, CXCursor c)
{
    return build_type(l->b, clang_getCursorType(c));
}

struct kids
lower_kids(struct lower *l, CXCursor c)
{
    return cursor_kids(l->scratch, c);
}

static CXCursor
only_kid(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n > 0)
        return k.v[k.n - 1];
    lower_fail(l, c, "an expression without operand");
    return clang_getNullCursor();
}

/* ---- names -------------------------------------------------------------- */

static struct operand
named(enum operand_kind kind, sym name)
{
    return (struct operand){.kind = kind, .name = name};
}

static struct spot
spot_of_local(struct lower *l, uint32_t slot)
{
    const struct type *type = l->slots.v[slot].type;
    struct spot s = {.slot = slot, .type = type};
    s.is_slot = !is_aggregate(type);
    s.address = operand_local(slot);
    return s;
}

static sym
variable_name(struct lower *l, CXCursor decl)
{
    sym name = map_get(&l->statics, decl.data[0]);
    return name != NULL ? name
                        : intern_cx(l->b, clang_getCursorSpelling(decl));
}

static struct spot
lower_name(struct lower *l, CXCursor c)
{
    CXCursor decl = clang_getCursorReferenced(c);
    struct spot s = {.type = cursor_type(l, c)};
    switch ((int)clang_getCursorKind(decl)) {
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl: {
        if (!cxx_is_plain(l, clang_getCursorType(decl)))
            lower_fail(l, c, "a variable of class or reference type");
        uintptr_t slot = (uintptr_t)map_get(&l->locals, decl.data[0]);
        if (slot != 0)
            return spot_of_local(l, (uint32_t)slot - 1);
        if (clang_getCursorKind(decl) == CXCursor_ParmDecl ||
            !clang_Cursor_hasVarDeclGlobalStorage(decl))
            lower_fail(l, c, "a local variable of another function");
        s.address = named(OPERAND_GLOBAL, variable_name(l, decl));
        return s;
    }
    case CXCursor_FunctionDecl:
        s.address = named(OPERAND_FUNCTION, build_callee(l->b, decl)->name);
        return s;
    default:
        lower_fail(l, c, "a name that is neither variable nor function");
        s.address = operand_int(0);
        return s;
    }
}

static struct value
lower_name_value(struct lower *l, CXCursor c)
{
    CXCursor decl = clang_getCursorReferenced(c);
    if (clang_getCursorKind(decl) == CXCursor_EnumConstantDecl) {
        struct value v = value_int(l, clang_getEnumConstantDeclValue(decl));
        v.type = cursor_type(l, c);
        return v;
    }
    return spot_load(l, c, lower_name(l, c));
}

/* ---- members and elements ----------------------------------------------- */

static bool
is_pointer_cursor(CXCursor c)
{
    CXType t = clang_getCanonicalType(clang_getCursorType(c));
    return t.kind == CXType_Pointer;
}

static const struct type *
operand_target(const struct lower *l, const struct operand *o)
{
    if (o->kind != OPERAND_SLOT)
        return NULL;
    return l->slots.v[o->index].type->target;
}

/* `((Spam *)self)->x`: let the base's slot tell which struct it is. */
static struct operand
base_of_type(struct lower *l, CXCursor c, struct value v)
{
    const struct type *record = v.type->target;
    const struct type *shown = operand_target(l, &v.op);
    if (v.op.kind != OPERAND_SLOT || record == NULL || shown == record ||
        record->kind != TYPE_RECORD)
        return v.op;
    struct op *op = emit(l, c, OP_CAST);
    op->a = v.op;
    return emit_result(l, op, v.type).op;
}

static struct operand
lower_base(struct lower *l, CXCursor base)
{
    if (is_pointer_cursor(base)) {
        struct value v = lower_value(l, base);
        return base_of_type(l, base, v);
    }
    struct spot s = lower_spot(l, base);
    if (s.is_slot)
        lower_fail(l, base, "a member of something that is no struct");
    return s.address;
}

/* Members of anonymous structs belong to the struct around them; libclang
 * skips the step. */
static uint64_t
member_offset(CXCursor base, CXCursor field)
{
    CXType t = clang_getCanonicalType(clang_getCursorType(base));
    if (t.kind == CXType_Pointer)
        t = clang_getCanonicalType(clang_getPointeeType(t));
    if (clang_equalCursors(clang_getTypeDeclaration(t),
                           clang_getCursorSemanticParent(field)))
        return field_offset(field);
    CXString name = clang_getCursorSpelling(field);
    long long bits = clang_Type_getOffsetOf(t, clang_getCString(name));
    clang_disposeString(name);
    return bits > 0 ? (uint64_t)bits / 8 : 0;
}

static struct spot
lower_member(struct lower *l, CXCursor c)
{
    CXCursor field = clang_getCursorReferenced(c);
    if (clang_getCursorKind(field) != CXCursor_FieldDecl ||
        !cxx_is_plain(l, clang_getCursorType(field))) {
        lower_fail(l, c, "a member that is no plain field");
        return (struct spot){.type = l->b->type_int,
                             .address = operand_int(0)};
    }
    struct spot s = {.type = cursor_type(l, c)};
    CXCursor base = only_kid(l, c);
    struct operand address = lower_base(l, base);
    s.address = emit_field(l, c, address,
                           intern_cx(l->b, clang_getCursorSpelling(field)),
                           member_offset(base, field), s.type);
    return s;
}

static struct spot
lower_subscript(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    struct spot s = {.type = cursor_type(l, c)};
    if (k.n != 2) {
        lower_fail(l, c, "a subscript without two operands");
        s.address = operand_int(0);
        return s;
    }
    struct value a = lower_value(l, k.v[0]);
    struct value b = lower_value(l, k.v[1]);
    bool swapped = a.type->kind == TYPE_INT;
    if (swapped ? !type_is_pointer(b.type) : !type_is_pointer(a.type))
        lower_fail(l, c, "a subscript of a vector");
    s.address = emit_index(l, c, swapped ? b.op : a.op, swapped ? a.op : b.op,
                           s.type);
    return s;
}

/* ---- lvalues ------------------------------------------------------------ */

static struct spot
lower_compound_literal(struct lower *l, CXCursor c)
{
    CXCursor init = only_kid(l, c);
    struct spot s = {.type = cursor_type(l, c)};
    s.slot = slot_temp(l, s.type);
    s.address = operand_local(s.slot);
    s.is_slot = !is_aggregate(s.type);
    if (s.is_slot) {
        struct kids k = lower_kids(l, init);
        if (clang_getCursorKind(init) == CXCursor_InitListExpr && k.n == 1)
            init = k.v[0];
        spot_store(l, c, s, lower_value(l, init));
    }
    else
        lower_initialiser(l, init, clang_getCursorType(c), s.address);
    return s;
}

/* The memory that an aggregate rvalue (a call, an assignment) left. */
static struct spot
spot_of_value(struct lower *l, CXCursor c)
{
    struct value v = lower_value(l, c);
    struct spot s = {.type = v.type, .address = v.op};
    if (!is_aggregate(v.type) && v.type->kind != TYPE_FUNCTION) {
        s.is_slot = true;
        bool slot = v.op.kind == OPERAND_SLOT;
        if (l->b->unit->cplusplus &&
            (!slot || l->slots.v[v.op.index].name == NULL))
            lower_fail(l, c, "an lvalue that is computed");
        if (slot)
            s.slot = v.op.index;
        else {
            s.slot = slot_temp(l, v.type);
            spot_store(l, c, s, v);
        }
    }
    return s;
}

static struct spot
lower_deref(struct lower *l, CXCursor c)
{
    struct spot s = {.type = cursor_type(l, c)};
    CXCursor pointer = only_kid(l, c);
    if (!call_accessor(l, pointer, &s))
        s.address = lower_value(l, pointer).op;
    return s;
}

struct spot
lower_spot(struct lower *l, CXCursor c)
{
    switch ((int)clang_getCursorKind(c)) {
    case CXCursor_ParenExpr:
        return lower_spot(l, only_kid(l, c));
    case CXCursor_DeclRefExpr:
        return lower_name(l, c);
    case CXCursor_MemberRefExpr:
        return lower_member(l, c);
    case CXCursor_ArraySubscriptExpr:
        return lower_subscript(l, c);
    case CXCursor_CompoundLiteralExpr:
        return lower_compound_literal(l, c);
    case CXCursor_UnaryOperator: {
        enum CXUnaryOperatorKind k = clang_getCursorUnaryOperatorKind(c);
        if (k == CXUnaryOperator_Deref)
            return lower_deref(l, c);
        if (k == CXUnaryOperator_Extension)
            return lower_spot(l, only_kid(l, c));
        if (k == CXUnaryOperator_Real || k == CXUnaryOperator_Imag)
            lower_fail(l, c, "part of a complex number");
        break;
    }
    default:
        break;
    }
    return spot_of_value(l, c);
}

/* ---- constants ---------------------------------------------------------- */

/* Whole numbers keep their value: -1.0 is an error code of the API. */
static struct value
lower_float(struct lower *l, CXCursor c)
{
    struct value v = {.op = {.kind = OPERAND_FLOAT},
                      .type = cursor_type(l, c)};
    CXEvalResult r = clang_Cursor_Evaluate(c);
    if (r == NULL)
        return v;
    double d = clang_EvalResult_getKind(r) == CXEval_Float
                   ? clang_EvalResult_getAsDouble(r)
                   : 0.5;
    if (d > -1e15 && d < 1e15 && d == (double)(int64_t)d)
        v.op = (struct operand){.kind = OPERAND_INT, .number = (int64_t)d};
    clang_EvalResult_dispose(r);
    return v;
}

static struct value
lower_constant(struct lower *l, CXCursor c)
{
    int64_t number;
    if (cursor_evaluate(c, &number)) {
        struct value v = value_int(l, number);
        v.type = cursor_type(l, c);
        return v;
    }
    /* sizeof of a variable-length array. */
    return emit_havoc(l, c, cursor_type(l, c), NULL, 0);
}

/* ---- casts -------------------------------------------------------------- */

static struct value
lower_cast(struct lower *l, CXCursor c)
{
    const struct type *to = cursor_type(l, c);
    CXCursor operand = only_kid(l, c);
    if (to->kind == TYPE_VOID) {
        lower_discard(l, operand);
        return value_none(l);
    }
    struct value v = lower_value(l, operand);
    if (to->kind == TYPE_RECORD && v.type->kind != TYPE_RECORD)
        lower_fail(l, c, "a cast to a union");
    return value_convert(l, c, v, to);
}

/* ---- control inside expressions ----------------------------------------- */

static struct value
lower_truth(struct lower *l, CXCursor c)
{
    const struct type *type = cursor_type(l, c);
    uint32_t yes = block_new(l), no = block_new(l), end = block_new(l);
    struct spot s = {.is_slot = true, .type = type};
    lower_condition(l, c, yes, no);
    s.slot = slot_temp(l, type);
    block_begin(l, yes);
    spot_store(l, c, s, value_int(l, 1));
    emit_jump(l, c, end);
    block_begin(l, no);
    spot_store(l, c, s, value_int(l, 0));
    emit_jump(l, c, end);
    block_begin(l, end);
    return (struct value){
        .op = operand_slot(s.slot), .type = type, .is_bool = true};
}

/* One arm of ?: into s (nothing when void). */
static void
lower_arm(struct lower *l, CXCursor c, CXCursor arm, struct spot *s,
          uint32_t end)
{
    struct value v = lower_value(l, arm);
    if (s->type->kind != TYPE_VOID && l->at != NO_BLOCK) {
        v = value_convert(l, arm, v, s->type);
        spot_store(l, arm, *s, v);
    }
    emit_jump(l, c, end);
}

static struct value
arms_value(struct lower *l, const struct spot *s, const struct type *type)
{
    if (type->kind == TYPE_VOID)
        return value_none(l);
    return (struct value){.op = operand_slot(s->slot), .type = type};
}

/* A record's arms leave its address. */
static struct spot
arms_spot(struct lower *l, const struct type *type)
{
    struct spot s = {.is_slot = true, .type = type};
    if (is_aggregate(type))
        s.type = build_pointer(l->b, type);
    if (type->kind != TYPE_VOID)
        s.slot = slot_temp(l, s.type);
    return s;
}

static struct value
lower_conditional(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    if (k.n != 3) {
        lower_fail(l, c, "a conditional without three operands");
        return value_none(l);
    }
    const struct type *type = cursor_type(l, c);
    uint32_t yes = block_new(l), no = block_new(l), end = block_new(l);
    lower_condition(l, k.v[0], yes, no);
    struct spot s = arms_spot(l, type);
    block_begin(l, yes);
    lower_arm(l, c, k.v[1], &s, end);
    block_begin(l, no);
    lower_arm(l, c, k.v[2], &s, end);
    block_begin(l, end);
    return arms_value(l, &s, type);
}

/* a ?: b */
static struct value
lower_elvis(struct lower *l, CXCursor c, const struct kids *k)
{
    const struct type *type = cursor_type(l, c);
    uint32_t yes = block_new(l), no = block_new(l), end = block_new(l);
    struct value first = lower_value(l, k->v[0]);
    struct spot s = arms_spot(l, type);
    emit_branch(l, k->v[0], first, yes, no);
    block_begin(l, yes);
    if (type->kind != TYPE_VOID)
        spot_store(l, c, s, value_convert(l, c, first, s.type));
    emit_jump(l, c, end);
    block_begin(l, no);
    lower_arm(l, c, k->v[3], &s, end);
    block_begin(l, end);
    return arms_value(l, &s, type);
}

static bool
same_statement(CXCursor a, CXCursor b)
{
    return a.data[1] == b.data[1];
}

/* The first operand appears three times, the third time converted. */
static bool
is_elvis(const struct kids *k)
{
    return k->n == 4 && same_statement(k->v[0], k->v[1]);
}

/* ---- what libclang does not name ---------------------------------------- */

static struct value
lower_atomic(struct lower *l, CXCursor c, const struct kids *k)
{
    VEC(struct operand) args = {0};
    for (size_t i = 0; i < k->n; i++) {
        if (!clang_isExpression(clang_getCursorKind(k->v[i])))
            continue;
        struct value v = lower_value(l, k->v[i]);
        if (type_is_pointer(v.type))
            VEC_PUSH(l->scratch, &args, v.op);
    }
    return emit_havoc(l, c, cursor_type(l, c), args.v, args.n);
}

static struct value
lower_choose(struct lower *l, CXCursor c, const struct kids *k)
{
    int64_t chosen;
    if (k->n == 3 && cursor_evaluate(k->v[0], &chosen))
        return lower_value(l, k->v[chosen != 0 ? 1 : 2]);
    lower_fail(l, c, "__builtin_choose_expr");
    return value_none(l);
}

static struct value
lower_keyword(struct lower *l, CXCursor c, const struct kids *k)
{
    sym word = build_first_word(l->b, c);
    int64_t number;
    if (str_starts(word, "__atomic_") || str_starts(word, "__c11_atomic_") ||
        str_starts(word, "__scoped_atomic_"))
        return lower_atomic(l, c, k);
    if (strcmp(word, "__builtin_va_arg") == 0)
        return lower_atomic(l, c, k);
    if (strcmp(word, "__builtin_choose_expr") == 0)
        return lower_choose(l, c, k);
    if (cursor_evaluate(c, &number))
        return lower_constant(l, c);
    lower_fail(l, c,
               arena_printf(l->scratch, "unknown expression '%s'", word));
    return value_none(l);
}

bool
cursor_begins_like(CXCursor outer, CXCursor inner)
{
    return clang_equalLocations(
               clang_getRangeStart(clang_getCursorExtent(outer)),
               clang_getRangeStart(clang_getCursorExtent(inner))) != 0;
}

static struct value
lower_unexposed(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    /* A member of a type that is not known, and the like: what remains of it
       is `self` where the source has `self->keys`. */
    if (clang_getCursorType(c).kind == CXType_Dependent) {
        lower_fail(l, c, "expression of an unknown type");
        return value_none(l);
    }
    if (is_elvis(&k))
        return lower_elvis(l, c, &k);
    if (k.n == 1 && cursor_begins_like(c, k.v[0]))
        return value_convert(l, c, lower_value(l, k.v[0]), cursor_type(l, c));
    return lower_keyword(l, c, &k);
}

static const char *
type_key(CXCursor c)
{
    return clang_getUnqualifiedType(
               clang_getCanonicalType(clang_getCursorType(c)))
        .data[0];
}

/* The same function or variable by its name. */
static bool
names_the_same(CXCursor a, CXCursor b)
{
    CXCursor named = clang_getCursorReferenced(a);
    return clang_getCursorKind(a) == clang_getCursorKind(b) &&
           !clang_Cursor_isNull(named) &&
           clang_equalCursors(named, clang_getCursorReferenced(b));
}

/* libclang shows all associations but not which is chosen: take the one
 * whose type is the result's, when there is exactly one. */
static struct value
lower_generic(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    CXCursor found = clang_getNullCursor();
    size_t n = 0;
    int64_t number;
    for (size_t i = 1; i < k.n; i++) {
        if (clang_isExpression(clang_getCursorKind(k.v[i])) &&
            type_key(k.v[i]) == type_key(c)) {
            n += n == 0 || !names_the_same(found, k.v[i]);
            found = k.v[i];
        }
    }
    if (n == 1)
        return lower_value(l, found);
    if (cursor_evaluate(c, &number))
        return lower_constant(l, c);
    lower_fail(l, c, "_Generic with several candidates");
    return value_none(l);
}

static struct value
lower_label_address(struct lower *l, CXCursor c)
{
    lower_label(l, only_kid(l, c))->address_taken = true;
    return emit_havoc(l, c, cursor_type(l, c), NULL, 0);
}

/* ---- all expressions ---------------------------------------------------- */

static struct value
lower_expression(struct lower *l, CXCursor c)
{
    switch ((int)clang_getCursorKind(c)) {
    case CXCursor_ParenExpr:
        return lower_value(l, only_kid(l, c));
    case CXCursor_UnexposedExpr:
        return lower_unexposed(l, c);
    case CXCursor_DeclRefExpr:
        return lower_name_value(l, c);
    case CXCursor_MemberRefExpr:
        return spot_load(l, c, lower_member(l, c));
    case CXCursor_ArraySubscriptExpr:
        return spot_load(l, c, lower_subscript(l, c));
    case CXCursor_CompoundLiteralExpr:
        return spot_load(l, c, lower_compound_literal(l, c));
    case CXCursor_CallExpr:
        return lower_call(l, c);
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_UnaryExpr:
    case CXCursor_CXXBoolLiteralExpr:
        return lower_constant(l, c);
    case CXCursor_GNUNullExpr:
    case CXCursor_CXXNullPtrLiteralExpr: {
        struct value v = value_int(l, 0);
        v.type = cursor_type(l, c);
        return v;
    }
    case CXCursor_FloatingLiteral:
        return lower_float(l, c);
    case CXCursor_ImaginaryLiteral:
        return (struct value){.op = {.kind = OPERAND_FLOAT},
                              .type = cursor_type(l, c)};
    case CXCursor_StringLiteral:
        return (struct value){
            .op = named(OPERAND_STRING, string_contents(l->b, c)),
            .type = cursor_type(l, c)};
    case CXCursor_UnaryOperator:
        return lower_unary(l, c);
    case CXCursor_BinaryOperator: {
        enum CXBinaryOperatorKind k = clang_getCursorBinaryOperatorKind(c);
        if (k == CXBinaryOperator_LAnd || k == CXBinaryOperator_LOr)
            return lower_truth(l, c);
        return lower_binary(l, c);
    }
    case CXCursor_CompoundAssignOperator:
        return lower_compound_assign(l, c);
    case CXCursor_ConditionalOperator:
        return lower_conditional(l, c);
    case CXCursor_CStyleCastExpr:
    case CXCursor_CXXStaticCastExpr:
    case CXCursor_CXXReinterpretCastExpr:
    case CXCursor_CXXConstCastExpr:
    case CXCursor_CXXFunctionalCastExpr:
        return lower_cast(l, c);
    case CXCursor_AddrLabelExpr:
        return lower_label_address(l, c);
    case CXCursor_StmtExpr:
        return lower_stmt_expr(l, c);
    case CXCursor_GenericSelectionExpr:
        return lower_generic(l, c);
    default:
        lower_fail(
            l, c,
            arena_printf(l->scratch, "%s",
                         keep_cx(l->scratch, clang_getCursorKindSpelling(
                                                 clang_getCursorKind(c)))));
        return value_none(l);
    }
}

struct value
lower_value(struct lower *l, CXCursor c)
{
    return lower_too_deep(l, c) ? value_none(l) : lower_expression(l, c);
}

/* `i++` on its own: nobody asks for the old value. */
static bool
is_increment_of_name(struct lower *l, CXCursor c)
{
    enum CXUnaryOperatorKind k = clang_getCursorUnaryOperatorKind(c);
    return (k == CXUnaryOperator_PostInc || k == CXUnaryOperator_PostDec) &&
           clang_getCursorKind(only_kid(l, c)) == CXCursor_DeclRefExpr;
}

/* For its effects only: an lvalue is not read. */
void
lower_discard(struct lower *l, CXCursor c)
{
    switch ((int)clang_getCursorKind(c)) {
    case CXCursor_ParenExpr:
        lower_discard(l, only_kid(l, c));
        return;
    case CXCursor_DeclRefExpr:
        return;
    case CXCursor_UnaryOperator:
        l->discarding = is_increment_of_name(l, c);
        lower_value(l, c);
        l->discarding = false;
        return;
    case CXCursor_BinaryOperator:
        if (clang_getCursorBinaryOperatorKind(c) == CXBinaryOperator_Comma) {
            struct kids k = lower_kids(l, c);
            lower_discard(l, k.v[0]);
            lower_discard(l, k.v[1]);
            return;
        }
        lower_value(l, c);
        return;
    default:
        lower_value(l, c);
        return;
    }
}

/* ---- conditions --------------------------------------------------------- */

static void
lower_and_or(struct lower *l, CXCursor c, bool is_and, uint32_t yes,
             uint32_t no)
{
    struct kids k = lower_kids(l, c);
    uint32_t second = block_new(l);
    if (k.n != 2) {
        lower_fail(l, c, "&& or || without two operands");
        return;
    }
    if (is_and)
        lower_condition(l, k.v[0], second, no);
    else
        lower_condition(l, k.v[0], yes, second);
    block_begin(l, second);
    lower_condition(l, k.v[1], yes, no);
}

/* Zero stays zero and nothing else becomes zero. */
static bool
keeps_zero(struct lower *l, CXCursor outer, CXCursor inner)
{
    const struct type *from = cursor_type(l, inner);
    const struct type *to = cursor_type(l, outer);
    if (from->kind != TYPE_INT && from->kind != TYPE_POINTER)
        return false;
    if (to == l->b->type_bool)
        return true;
    return (to->kind == TYPE_INT || to->kind == TYPE_POINTER) &&
           to->size >= from->size;
}

/* Down to what is tested: parentheses, casts to int of 0-or-1 things, and
 * __builtin_expect say nothing about zero or not. */
static CXCursor
condition_peel(struct lower *l, CXCursor c)
{
    for (;;) {
        enum CXCursorKind kind = clang_getCursorKind(c);
        if (kind == CXCursor_CallExpr && call_is_expect(l, c)) {
            c = lower_kids(l, c).v[1];
            continue;
        }
        if (kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr)
            return c;
        struct kids k = lower_kids(l, c);
        if (k.n != 1 ||
            (kind == CXCursor_UnexposedExpr &&
             (!cursor_begins_like(c, k.v[0]) || !keeps_zero(l, c, k.v[0]))))
            return c;
        c = k.v[0];
    }
}

void
lower_condition(struct lower *l, CXCursor c, uint32_t yes, uint32_t no)
{
    CXCursor p = condition_peel(l, c);
    enum CXCursorKind kind = clang_getCursorKind(p);
    if (kind == CXCursor_BinaryOperator) {
        enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(p);
        if (op == CXBinaryOperator_LAnd || op == CXBinaryOperator_LOr) {
            lower_and_or(l, p, op == CXBinaryOperator_LAnd, yes, no);
            return;
        }
        if (op == CXBinaryOperator_Comma) {
            struct kids k = lower_kids(l, p);
            lower_discard(l, k.v[0]);
            lower_condition(l, k.v[1], yes, no);
            return;
        }
    }
    if (kind == CXCursor_UnaryOperator &&
        clang_getCursorUnaryOperatorKind(p) == CXUnaryOperator_LNot) {
        lower_condition(l, only_kid(l, p), no, yes);
        return;
    }
    emit_branch(l, p, lower_value(l, p), yes, no);
}

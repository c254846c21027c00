/* Calls. */
#include "lower.h"

#include <string.h>

/* Builtins of the compiler that are a library function under another
 * name: __builtin_memcpy, __builtin___memcpy_chk. */
static const char *const library[] = {
    "memcpy", "memmove", "memset",  "memcmp",   "memchr", "strlen",  "strcmp",
    "strcpy", "strncpy", "strcat",  "strncat",  "strchr", "strrchr", "strstr",
    "strdup", "malloc",  "calloc",  "realloc",  "free",   "abort",   "exit",
    "printf", "fprintf", "sprintf", "snprintf", "alloca", "bcmp",    "bzero",
};

const char *
builtin_library_name(const char *name)
{
    if (!str_starts(name, "__builtin_"))
        return NULL;
    name += strlen("__builtin_");
    bool checked = str_starts(name, "__") && str_ends(name, "_chk");
    size_t n = strlen(name) - (checked ? strlen("___chk") : 0);
    if (checked)
        name += 2;
    for (size_t i = 0; i < sizeof library / sizeof *library; i++)
        if (strlen(library[i]) == n && memcmp(library[i], name, n) == 0)
            return library[i];
    return NULL;
}

/* ---- who is called ------------------------------------------------------ */

/* Through parentheses, decay, * and & down to a function's name. */
static CXCursor
callee_cursor(struct lower *l, CXCursor c)
{
    for (;;) {
        switch ((int)clang_getCursorKind(c)) {
        case CXCursor_ParenExpr:
        case CXCursor_UnexposedExpr:
        case CXCursor_UnaryOperator: {
            struct kids k = lower_kids(l, c);
            if (k.n != 1)
                return c;
            c = k.v[0];
            break;
        }
        default:
            return c;
        }
    }
}

static struct callee *
called_function(struct lower *l, CXCursor callee)
{
    CXCursor c = callee_cursor(l, callee);
    if (clang_getCursorKind(c) != CXCursor_DeclRefExpr)
        return NULL;
    CXCursor decl = clang_getCursorReferenced(c);
    if (clang_getCursorKind(decl) != CXCursor_FunctionDecl)
        return NULL;
    return build_callee(l->b, decl);
}

/* ---- tables of functions ----
 *
 * NumPy and others hand out their API as an array of pointers behind macros:
 *     #define PySpam_Add (*(int (*)(int, int))PySpam_API[3])
 * The macro whose text holds the expression names the function.
 */

static bool
is_api_table(struct lower *l, CXCursor c)
{
    for (;;) {
        struct kids k;
        switch ((int)clang_getCursorKind(c)) {
        case CXCursor_ArraySubscriptExpr:
            k = lower_kids(l, c);
            return k.n > 0 && build_in_macro(clang_getCursorLocation(c));
        case CXCursor_ParenExpr:
        case CXCursor_UnexposedExpr:
        case CXCursor_UnaryOperator:
        case CXCursor_CStyleCastExpr:
            k = lower_kids(l, c);
            if (k.n == 0)
                return false;
            c = k.v[k.n - 1];
            break;
        default:
            return false;
        }
    }
}

/* NULL: not written through such a macro. */
static struct callee *
table_function(struct lower *l, CXCursor callee)
{
    if (clang_getCursorKind(callee) != CXCursor_ParenExpr &&
        clang_getCursorKind(callee) != CXCursor_UnexposedExpr)
        return NULL;
    if (!is_api_table(l, callee))
        return NULL;
    sym name = build_defining_macro(l->b, callee);
    if (name == NULL)
        return NULL;
    struct callee *f = ARENA_NEW(l->scratch, struct callee);
    f->name = name;
    return f;
}

bool
call_is_expect(struct lower *l, CXCursor c)
{
    CXCursor decl = clang_getCursorReferenced(c);
    if (clang_getCursorKind(decl) != CXCursor_FunctionDecl)
        return false;
    const struct callee *f = build_callee(l->b, decl);
    return f->is_builtin &&
           (strcmp(f->name, "__builtin_expect") == 0 ||
            strcmp(f->name, "__builtin_expect_with_probability") == 0) &&
           lower_kids(l, c).n >= 3;
}

/* ---- arguments ---------------------------------------------------------- */

struct argument {
    struct operand op;
    const struct type *type;
};

static bool
is_pointer_cast(struct lower *l, CXCursor c, CXCursor kid)
{
    return cursor_type(l, c)->kind == TYPE_POINTER &&
           cursor_type(l, kid)->kind == TYPE_POINTER;
}

/* Strip casts between pointers; *object is the innermost object type. */
static CXCursor
strip_casts(struct lower *l, CXCursor c, const struct type **object)
{
    for (;;) {
        const struct type *type = cursor_type(l, c);
        if (type_is_object_pointer(type))
            *object = type;
        enum CXCursorKind kind = clang_getCursorKind(c);
        if (kind != CXCursor_ParenExpr && kind != CXCursor_UnexposedExpr &&
            kind != CXCursor_CStyleCastExpr)
            return c;
        struct kids k = lower_kids(l, c);
        if (k.n == 0 || (kind != CXCursor_CStyleCastExpr && k.n != 1))
            return c;
        CXCursor kid = k.v[k.n - 1];
        if (!clang_isExpression(clang_getCursorKind(kid)) ||
            !is_pointer_cast(l, c, kid) ||
            (kind == CXCursor_UnexposedExpr && !cursor_begins_like(c, kid)))
            return c;
        c = kid;
    }
}

static struct argument
lower_argument(struct lower *l, CXCursor c)
{
    struct argument out = {.type = cursor_type(l, c)};
    const struct type *object = NULL;
    CXCursor inner = strip_casts(l, c, &object);
    struct value v = lower_value(l, inner);
    if (object != NULL)
        out.type = object;
    out.op = v.op;
    if (v.type->kind == TYPE_RECORD && v.op.kind != OPERAND_NONE)
        out.op = value_record(l, c, v);
    if (v.op.kind == OPERAND_NONE) {
        lower_fail(l, c, "an argument without a value");
        out.op = operand_int(0);
    }
    return out;
}

struct arguments {
    struct operand *ops;
    const struct type **types;
    size_t n;
};

static struct arguments
lower_arguments(struct lower *l, const struct kids *k)
{
    struct arguments a = {.n = k->n - 1};
    a.ops = ARENA_ARRAY(l->b->keep, struct operand, a.n);
    a.types = ARENA_ARRAY(l->b->keep, const struct type *, a.n);
    for (size_t i = 0; i < a.n; i++) {
        struct argument one = lower_argument(l, k->v[i + 1]);
        a.ops[i] = one.op;
        a.types[i] = one.type;
    }
    return a;
}

/* ---- builtins ----------------------------------------------------------- */

static struct value
typed(struct value v, const struct type *type)
{
    v.type = type;
    return v;
}

/* va_start and the like: the memory of every pointer argument changes. */
static struct value
builtin_havoc(struct lower *l, CXCursor c, const struct kids *k)
{
    VEC(struct operand) args = {0};
    for (size_t i = 1; i < k->n; i++) {
        struct value v = lower_value(l, k->v[i]);
        if (type_is_pointer(v.type) && v.op.kind != OPERAND_INT)
            VEC_PUSH(l->scratch, &args, v.op);
    }
    return emit_havoc(l, c, cursor_type(l, c), args.v, args.n);
}

/* True: the builtin was dealt with, *out is its value. */
static bool
lower_builtin(struct lower *l, CXCursor c, const char *name,
              const struct kids *k, struct value *out)
{
    int64_t number;
    *out = value_none(l);
    if (strcmp(name, "__builtin_unreachable") == 0 ||
        strcmp(name, "__builtin_trap") == 0) {
        emit_unreachable(l, c);
        return true;
    }
    if (k->n >= 2 && (str_starts(name, "__builtin_expect") ||
                      strcmp(name, "__builtin_assume_aligned") == 0)) {
        *out = value_convert(l, c, lower_value(l, k->v[1]), cursor_type(l, c));
        return true;
    }
    if (strcmp(name, "__builtin_constant_p") == 0 ||
        str_ends(name, "object_size")) {
        bool known = cursor_evaluate(c, &number);
        *out = typed(value_int(l, known ? number : 0), cursor_type(l, c));
        return true;
    }
    if (strcmp(name, "__builtin_assume") == 0 ||
        strcmp(name, "__builtin_prefetch") == 0)
        return true;
    *out = builtin_havoc(l, c, k);
    return true;
}

/* ---- macros of the overlay that are more than a call -------------------- */

bool
call_accessor(struct lower *l, CXCursor call, struct spot *s)
{
    if (clang_getCursorKind(call) != CXCursor_CallExpr)
        return false;
    struct kids k = lower_kids(l, call);
    const struct callee *f = k.n == 2 ? called_function(l, k.v[0]) : NULL;
    if (f == NULL || f->setter == NULL)
        return false;
    struct argument a = lower_argument(l, k.v[1]);
    s->accessor = f;
    s->object = a.op;
    s->object_type = a.type;
    return true;
}

/* The x in a macro argument `&(x)`. */
static CXCursor
address_operand(struct lower *l, CXCursor c)
{
    for (;;) {
        struct kids k = lower_kids(l, c);
        if (k.n != 1) {
            lower_fail(l, c, "an argument that is no address");
            return c;
        }
        if (clang_getCursorKind(c) == CXCursor_UnaryOperator)
            return k.v[0];
        c = k.v[0];
    }
}

/* old = *place; *place = new; release(old), in this order. */
static struct value
lower_replace(struct lower *l, CXCursor c, const struct callee *f,
              const struct kids *k)
{
    struct spot s = lower_spot(l, address_operand(l, k->v[1]));
    struct value old = value_keep(l, c, spot_load(l, c, s));
    struct value new = typed(value_int(l, 0), s.type);
    if (f->macro != MACRO_CLEAR)
        new.op = lower_argument(l, k->v[2]).op;
    spot_store(l, c, s, new);
    bool nullable = f->macro != MACRO_SETREF;
    sym release = sym_intern(l->b->syms,
                             nullable ? "Py_XDECREF" : "Py_DECREF");
    emit_call(l, c, release, &old.op, &old.type, 1);
    return value_none(l);
}

/* ---- calls -------------------------------------------------------------- */

static struct value
call_result(struct lower *l, struct op *op, const struct type *type)
{
    op->type = type;
    if (type->kind == TYPE_VOID)
        return value_none(l);
    struct value v = emit_result(l, op, type);
    if (is_aggregate(type))
        v.op.kind = OPERAND_LOCAL;
    v.is_bool = type == l->b->type_bool;
    return v;
}

struct value
lower_call(struct lower *l, CXCursor c)
{
    struct kids k = lower_kids(l, c);
    struct value out;
    if (cxx_call(l, c, &k, &out))
        return out;
    if (k.n == 0) {
        lower_fail(l, c, "a call without callee");
        return value_none(l);
    }
    const struct callee *f = called_function(l, k.v[0]);
    if (f == NULL)
        f = table_function(l, k.v[0]);
    if (f != NULL && f->is_builtin && lower_builtin(l, c, f->name, &k, &out))
        return out;
    if (f != NULL && f->macro != MACRO_NONE &&
        k.n == (f->macro == MACRO_CLEAR ? 2 : 3))
        return lower_replace(l, c, f, &k);
    struct value pointer = {0};
    if (f == NULL)
        pointer = lower_value(l, k.v[0]);
    if (f != NULL && f->only_last && k.n > 2) {
        k.v += k.n - 2;
        k.n = 2;
    }
    struct arguments args = lower_arguments(l, &k);
    struct op *op = emit(l, c, OP_CALL);
    op->callee = f == NULL ? NULL : f->name;
    op->a = pointer.op;
    op->args = args.ops;
    op->arg_types = args.types;
    op->n_args = args.n;
    op->reads = f == NULL ? 0 : f->reads;
    op->foreign = f != NULL && f->foreign;
    struct value v = call_result(l, op, cursor_type(l, c));
    if (f == NULL && pointer.op.kind == OPERAND_NONE)
        lower_fail(l, c, "a call through nothing");
    if (f != NULL && f->noreturn)
        emit_unreachable(l, c);
    return v;
}

/* File-scope variables and static locals with their tables. */
#include "build.h"
#include "init.h"
#include "lower.h"

#include <string.h>

/* ---- constants ---------------------------------------------------------- */

static bool
is_integer(CXCursor c)
{
    CXType t = clang_getCanonicalType(clang_getCursorType(c));
    return (t.kind >= CXType_Bool && t.kind <= CXType_Int128) ||
           t.kind == CXType_Enum;
}

static struct operand
constant_name(struct build *b, CXCursor c)
{
    CXCursor decl = clang_getCursorReferenced(c);
    struct operand o = {.kind = OPERAND_NONE};
    if (clang_getCursorKind(decl) == CXCursor_FunctionDecl) {
        o.kind = OPERAND_FUNCTION;
        o.name = build_callee(b, decl)->name;
    }
    else if (clang_getCursorKind(decl) == CXCursor_VarDecl) {
        o.kind = OPERAND_GLOBAL;
        o.name = map_get(&b->globals_by_decl, decl.data[0]);
        if (o.name == NULL)
            o.name = intern_cx(b, clang_getCursorSpelling(decl));
    }
    return o;
}

/* Down to a literal or a name: parentheses, casts, &. */
static CXCursor
constant_peel(struct build *b, CXCursor c)
{
    for (;;) {
        struct kids k;
        switch ((int)clang_getCursorKind(c)) {
        case CXCursor_UnaryOperator: {
            enum CXUnaryOperatorKind op = clang_getCursorUnaryOperatorKind(c);
            if (op != CXUnaryOperator_AddrOf &&
                op != CXUnaryOperator_Extension)
                return c;
            break;
        }
        case CXCursor_ParenExpr:
        case CXCursor_UnexposedExpr:
        case CXCursor_CStyleCastExpr:
        case CXCursor_CXXStaticCastExpr:
        case CXCursor_CXXReinterpretCastExpr:
            break;
        default:
            return c;
        }
        k = cursor_kids(b->scratch, c);
        if (k.n == 0 ||
            (k.n > 1 && clang_getCursorKind(c) == CXCursor_UnexposedExpr))
            return c;
        c = k.v[k.n - 1];
    }
}

static struct operand
constant(struct build *b, CXCursor c)
{
    int64_t number;
    if (is_integer(c) && cursor_evaluate(c, &number))
        return operand_int(number);
    CXCursor p = constant_peel(b, c);
    switch ((int)clang_getCursorKind(p)) {
    case CXCursor_DeclRefExpr: {
        bool variable = clang_getCursorKind(clang_getCursorReferenced(p)) ==
                        CXCursor_VarDecl;
        CXType t = clang_getCanonicalType(clang_getCursorType(c));
        if (variable && t.kind != CXType_Pointer)
            return (struct operand){.kind = OPERAND_NONE};
        return constant_name(b, p);
    }
    case CXCursor_StringLiteral:
        return (struct operand){.kind = OPERAND_STRING,
                                .name = string_contents(b, p)};
    case CXCursor_GNUNullExpr:
    case CXCursor_CXXNullPtrLiteralExpr:
        return operand_int(0);
    default:
        break;
    }
    if (is_integer(p) && cursor_evaluate(p, &number))
        return operand_int(number);
    return (struct operand){.kind = OPERAND_NONE};
}

/* ---- tables ------------------------------------------------------------- */

struct table {
    struct build *b;
    VEC(struct init) v;
};

static void
table_leaf(struct init_walk *w, const struct init_place *at, CXCursor value)
{
    struct table *t = w->data;
    struct init one = {
        .path = arena_copy(t->b->keep, at->path,
                           at->n_path * sizeof *at->path),
        .n_path = at->n_path,
        .value = constant(t->b, value),
        .type = build_type(t->b, at->type),
        .loc = build_loc(t->b, value),
    };
    VEC_PUSH(t->b->keep, &t->v, one);
}

static void
fill_table(struct build *b, CXCursor variable, struct global *g)
{
    CXCursor init = clang_Cursor_getVarDeclInitializer(variable);
    if (clang_Cursor_isNull(init))
        return;
    struct table t = {.b = b};
    struct init_walk w = {.b = b, .data = &t, .leaf = table_leaf};
    init_walk_list(&w, clang_getCursorType(variable), init);
    g->inits = t.v.v;
    g->n_inits = t.v.n;
}

/* ---- names -------------------------------------------------------------- */

/* Two static locals of one function may share their name. */
static sym
static_name(struct build *b, CXCursor variable, sym owner)
{
    const char *plain = keep_cx(b->scratch, clang_getCursorSpelling(variable));
    sym name = sym_intern(b->syms,
                          arena_printf(b->scratch, "%s.%s", owner, plain));
    for (int i = 2; map_get(&b->globals_by_name, name) != NULL; i++)
        name = sym_intern(
            b->syms, arena_printf(b->scratch, "%s.%s.%d", owner, plain, i));
    return name;
}

/* A tentative definition and the definition, or several declarations, are
 * one variable: the one that says most stays. */
static struct global *
global_entry(struct build *b, sym name)
{
    uintptr_t at = (uintptr_t)map_get(&b->globals_by_name, name);
    if (at != 0)
        return &b->globals.v[at - 1];
    struct global g = {.name = name, .is_extern = true};
    VEC_PUSH(b->scratch, &b->globals, g);
    map_put(b->scratch, &b->globals_by_name, name,
            (void *)(uintptr_t)b->globals.n);
    return &b->globals.v[b->globals.n - 1];
}

/* cpychecker_type_object_for_typedef("Spam") */
static sym
instance_of(struct build *b, CXCursor variable)
{
    static const char prefix[] = "refaudit: instance ";
    if (!clang_Cursor_hasAttrs(variable))
        return NULL;
    struct kids k = cursor_kids(b->scratch, variable);
    for (size_t i = 0; i < k.n; i++) {
        if (clang_getCursorKind(k.v[i]) != CXCursor_AnnotateAttr)
            continue;
        sym text = intern_cx(b, clang_getCursorSpelling(k.v[i]));
        if (str_starts(text, prefix))
            return sym_intern(b->syms, text + strlen(prefix));
    }
    return NULL;
}

/* thread_local, or atomic. */
static bool
is_safe(CXCursor variable)
{
    CXType t = clang_getCanonicalType(clang_getCursorType(variable));
    return clang_getCursorTLSKind(variable) != CXTLS_None ||
           t.kind == CXType_Atomic;
}

sym
build_global(struct build *b, CXCursor variable, sym owner)
{
    sym name = owner == NULL ? intern_cx(b, clang_getCursorSpelling(variable))
                             : static_name(b, variable, owner);
    map_put(b->scratch, &b->globals_by_decl, variable.data[0], (void *)name);
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(variable);
    bool defined = storage != CX_SC_Extern ||
                   !clang_Cursor_isNull(
                       clang_Cursor_getVarDeclInitializer(variable));
    struct global *g = global_entry(b, name);
    sym instance = instance_of(b, variable);
    if (g->instance == NULL)
        g->instance = instance;
    if (g->type != NULL && (!defined || g->n_inits > 0))
        return name;
    struct global filled = {
        .name = name,
        .instance = g->instance,
        .is_static = storage == CX_SC_Static,
        .is_extern = !defined && g->is_extern,
        .is_safe = is_safe(variable),
        .type = build_type(b, clang_getCursorType(variable)),
        .loc = build_loc(b, variable),
    };
    fill_table(b, variable, &filled);
    *global_entry(b, name) = filled;
    return name;
}

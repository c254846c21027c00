/* C++: the subset that means what it means in C.
 *
 * Destructors, temporaries, exceptions and overloads leave no cursors (or
 * misleading ones), so whatever could involve them makes the function
 * unsupported, with the reason.
 */
#include "lower.h"
#include "tokens.h"

#include <string.h>

/* Of an incomplete struct only the address is used. */
static bool
is_plain(CXType t)
{
    t = clang_getCanonicalType(t);
    if (t.kind == CXType_LValueReference || t.kind == CXType_RValueReference)
        return false;
    return t.kind != CXType_Record || clang_isPODType(t) != 0 ||
           clang_Type_getSizeOf(t) == CXTypeLayoutError_Incomplete;
}

bool
cxx_is_plain(const struct lower *l, CXType t)
{
    return !l->b->unit->cplusplus || is_plain(t);
}

/* NULL when everything that passes the border is plain. */
static const char *
type_problem(CXType function)
{
    CXType t = clang_getCanonicalType(function);
    if (!is_plain(clang_getResultType(t)))
        return "a result of class or reference type";
    for (int i = 0; i < clang_getNumArgTypes(t); i++)
        if (!is_plain(clang_getArgType(t, (unsigned)i)))
            return "a parameter of class or reference type";
    return NULL;
}

void
cxx_check_function(struct lower *l)
{
    enum CXCursorKind kind = clang_getCursorKind(l->function);
    if (!l->b->unit->cplusplus)
        return;
    if (kind == CXCursor_FunctionTemplate)
        lower_fail(l, l->function, "a template");
    else if (kind != CXCursor_FunctionDecl &&
             !(kind == CXCursor_CXXMethod &&
               clang_CXXMethod_isStatic(l->function)))
        lower_fail(l, l->function, "a method of a class");
    const char *problem = type_problem(clang_getCursorType(l->function));
    if (problem != NULL)
        lower_fail(l, l->function, problem);
}

/* if (init; condition) has the cursors of if (condition) then else. */
bool
cxx_has_init(struct lower *l, CXCursor c)
{
    if (!l->b->unit->cplusplus)
        return false;
    CXFile handle = NULL;
    unsigned offset = 0;
    clang_getSpellingLocation(clang_getRangeStart(clang_getCursorExtent(c)),
                              &handle, NULL, NULL, &offset);
    struct file *f = build_file(l->b, handle);
    return f == NULL || *build_text(l->b, f) == '\0' ||
           token_has_init(f->text, f->size, offset);
}

/* `P p;`: a constructor that does nothing. */
bool
cxx_is_default(struct lower *l, CXCursor init)
{
    return clang_getCursorKind(init) == CXCursor_CallExpr &&
           clang_getCursorKind(clang_getCursorReferenced(init)) ==
               CXCursor_Constructor &&
           lower_kids(l, init).n == 0 && is_plain(clang_getCursorType(init));
}

/* Making a plain struct: nothing, or a copy. */
static struct value
construct(struct lower *l, CXCursor c, const struct kids *k)
{
    if (!is_plain(clang_getCursorType(c)) || k->n > 1)
        lower_fail(l, c, "a constructor");
    else if (k->n == 1)
        return lower_value(l, k->v[0]);
    return emit_havoc(l, c, cursor_type(l, c), NULL, 0);
}

/* a = b of plain structs: [a, operator=, b]. */
static bool
is_plain_copy(CXCursor callee, const struct kids *k)
{
    return clang_getCursorKind(callee) == CXCursor_CXXMethod &&
           clang_CXXMethod_isCopyAssignmentOperator(callee) && k->n == 3 &&
           is_plain(clang_getCursorType(k->v[0]));
}

/* True: the call was dealt with, *out is its value. */
bool
cxx_call(struct lower *l, CXCursor c, const struct kids *k, struct value *out)
{
    *out = value_none(l);
    if (!l->b->unit->cplusplus)
        return false;
    CXCursor callee = clang_getCursorReferenced(c);
    enum CXCursorKind kind = clang_getCursorKind(callee);
    if (kind == CXCursor_Constructor) {
        *out = construct(l, c, k);
        return true;
    }
    if (is_plain_copy(callee, k)) {
        *out = lower_assign(l, c, k->v[0], k->v[2]);
        return true;
    }
    bool is_method = kind == CXCursor_CXXMethod &&
                     !clang_CXXMethod_isStatic(callee);
    CXString name = clang_getCursorSpelling(callee);
    bool is_operator = str_starts(clang_getCString(name), "operator");
    clang_disposeString(name);
    if (is_method || is_operator || kind == CXCursor_Destructor ||
        kind == CXCursor_ConversionFunction || k->n == 0)
        lower_fail(l, c, "a call of a method or operator");
    else if (!clang_Cursor_isNull(callee) && kind == CXCursor_FunctionDecl &&
             type_problem(clang_getCursorType(callee)) != NULL)
        lower_fail(l, c, "a call that passes a class or reference");
    return l->reason != NULL;
}

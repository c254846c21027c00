/* Counting that a unit does for itself.
 *
 * CPython's ceval.c redefines Py_DECREF() and two more as blocks, because a
 * compiler may leave a large function's calls in place.  They still mean a
 * release of the object that the first variable of the block holds.
 */
#include "lower.h"

#include <string.h>

static const char *
counted_as(sym macro)
{
    static const struct {
        const char *macro, *callee;
    } counts[] = {
        {"Py_DECREF", "Py_DECREF"},
        {"Py_XDECREF", "Py_XDECREF"},
        {"_Py_DECREF_SPECIALIZED", "Py_DECREF"},
    };
    for (size_t i = 0; macro != NULL && i < sizeof counts / sizeof *counts;
         i++)
        if (strcmp(macro, counts[i].macro) == 0)
            return counts[i].callee;
    return NULL;
}

/* do { PyObject *op = OBJECT; ... */
static bool
first_value(struct lower *l, CXCursor loop, CXCursor *object)
{
    static const enum CXCursorKind way[] = {
        CXCursor_CompoundStmt, CXCursor_DeclStmt, CXCursor_VarDecl};
    CXCursor at = loop;
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) {
        struct kids k = lower_kids(l, at);
        if (k.n == 0 || clang_getCursorKind(k.v[0]) != way[i])
            return false;
        at = k.v[0];
    }
    struct kids k = lower_kids(l, at);
    if (k.n == 0 || !clang_isExpression(clang_getCursorKind(k.v[k.n - 1])))
        return false;
    *object = k.v[k.n - 1];
    return true;
}

bool
lower_own_count(struct lower *l, CXCursor loop)
{
    CXCursor object;
    if (!build_in_macro(clang_getCursorLocation(loop)))
        return false;
    const char *callee = counted_as(build_defining_macro(l->b, loop));
    if (callee == NULL || !first_value(l, loop, &object))
        return false;
    struct value v = lower_value(l, object);
    emit_call(l, loop, sym_intern(l->b->syms, callee), &v.op, &v.type, 1);
    return true;
}

/* Small questions to libclang. */
#include "build.h"

#include <string.h>

struct kid_list {
    arena *keep;
    VEC(CXCursor) v;
};

static enum CXChildVisitResult
kid_seen(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct kid_list *list = data;
    VEC_PUSH(list->keep, &list->v, c);
    return CXChildVisit_Continue;
}

struct kids
cursor_kids(arena *keep, CXCursor c)
{
    struct kid_list list = {.keep = keep};
    clang_visitChildren(c, kid_seen, &list);
    return (struct kids){.v = list.v.v, .n = list.v.n};
}

sym
intern_cx(struct build *b, CXString s)
{
    const char *text = clang_getCString(s);
    sym out = sym_intern(b->syms, text == NULL ? "" : text);
    clang_disposeString(s);
    return out;
}

const char *
keep_cx(arena *keep, CXString s)
{
    const char *text = clang_getCString(s);
    const char *out = arena_strdup(keep, text == NULL ? "" : text);
    clang_disposeString(s);
    return out;
}

bool
cursor_evaluate(CXCursor c, int64_t *value)
{
    CXEvalResult r = clang_Cursor_Evaluate(c);
    if (r == NULL)
        return false;
    bool is_int = clang_EvalResult_getKind(r) == CXEval_Int;
    if (is_int && clang_EvalResult_isUnsignedInt(r))
        *value = (int64_t)clang_EvalResult_getAsUnsigned(r);
    else if (is_int)
        *value = clang_EvalResult_getAsLongLong(r);
    clang_EvalResult_dispose(r);
    return is_int;
}

/* ---- functions by name
 * ------------------------------------------------------- */

/* Names that headers give the inline or versioned forms of public API;
 * met where the overlay is not in force. */
static const struct {
    const char *native, *name;
} natives[] = {
    {"_Py_INCREF", "Py_INCREF"},
    {"_Py_DECREF", "Py_DECREF"},
    {"_Py_XINCREF", "Py_XINCREF"},
    {"_Py_XDECREF", "Py_XDECREF"},
    {"_Py_NewRef", "Py_NewRef"},
    {"_Py_XNewRef", "Py_XNewRef"},
    {"_Py_IS_TYPE", "Py_IS_TYPE"},
    {"_Py_SET_TYPE", "Py_SET_TYPE"},
    {"_Py_SET_SIZE", "Py_SET_SIZE"},
    {"_Py_SET_REFCNT", "Py_SET_REFCNT"},
    {"_Py_TYPE", "Py_TYPE"},
    {"_PyObject_TypeCheck", "PyObject_TypeCheck"},
    {"_PyList_CAST", "PyList_CAST"},
};

static sym
public_name(struct build *b, const char *name)
{
    static const char prefix[] = "refaudit_";
    if (str_starts(name, prefix))
        return sym_intern(b->syms, name + sizeof prefix - 1);
    for (size_t i = 0; i < sizeof natives / sizeof *natives; i++)
        if (strcmp(natives[i].native, name) == 0)
            return sym_intern(b->syms, natives[i].name);
    const char *library = builtin_library_name(name);
    return sym_intern(b->syms, library == NULL ? name : library);
}

static bool
never_returns(struct build *b, CXCursor function)
{
    const char *type = keep_cx(
        b->scratch, clang_getTypeSpelling(clang_getCursorType(function)));
    if (strstr(type, "noreturn") != NULL)
        return true;
    const char *printed = keep_cx(
        b->scratch, clang_getCursorPrettyPrinted(function, b->policy));
    return strstr(printed, "_Noreturn") != NULL ||
           strstr(printed, "[[noreturn]]") != NULL;
}

struct callee *
build_callee(struct build *b, CXCursor function)
{
    struct callee *f = map_get(&b->callees, function.data[0]);
    if (f != NULL)
        return f;
    f = ARENA_NEW(b->scratch, struct callee);
    const char *name = keep_cx(b->scratch, clang_getCursorSpelling(function));
    f->name = public_name(b, name);
    f->is_builtin = str_starts(f->name, "__builtin_") ||
                    str_starts(f->name, "__sync_") ||
                    str_starts(f->name, "__atomic_");
    f->noreturn = never_returns(b, function);
    map_put(b->scratch, &b->callees, function.data[0], f);
    return f;
}

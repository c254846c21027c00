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
diagnostic_counts(CXDiagnostic d)
{
    if (clang_getDiagnosticSeverity(d) < CXDiagnostic_Error)
        return false;
    CXFile file = NULL;
    clang_getExpansionLocation(clang_getDiagnosticLocation(d), &file, NULL,
                               NULL, NULL);
    CXString s = clang_getDiagnosticSpelling(d);
    const char *text = clang_getCString(s);
    bool flag = file == NULL && (str_starts(text, "unknown argument") ||
                                 str_starts(text, "unsupported option") ||
                                 strstr(text, "invalid value") != NULL);
    clang_disposeString(s);
    return !flag;
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

/* clang shows "(anonymous at file:line)" for fields without a name. */
sym
field_name(struct build *b, CXCursor field)
{
    sym name = intern_cx(b, clang_getCursorSpelling(field));
    return *name == '\0' || strchr(name, '(') != NULL ? NULL : name;
}

uint64_t
field_offset(CXCursor field)
{
    long long bits = clang_Cursor_getOffsetOfField(field);
    return bits > 0 ? (uint64_t)bits / 8 : 0;
}

/* ---- functions by name -------------------------------------------------- */

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
    {"_Py_TYPE", "Py_TYPE"},
    {"_Py_SIZE", "Py_SIZE"},
    {"_Py_REFCNT", "Py_REFCNT"},
    {"_Py_SET_TYPE", "Py_SET_TYPE"},
    {"_Py_SET_SIZE", "Py_SET_SIZE"},
    {"_Py_SET_REFCNT", "Py_SET_REFCNT"},
    {"_Py_FatalErrorFunc", "Py_FatalError"},
    {"_PyObject_New", "PyObject_New"},
    {"_PyObject_NewVar", "PyObject_NewVar"},
    {"_PyObject_GC_New", "PyObject_GC_New"},
    {"_PyObject_GC_NewVar", "PyObject_GC_NewVar"},
    {"_PyObject_GC_Resize", "PyObject_GC_Resize"},
    {"_PyObject_INIT", "PyObject_Init"},
    {"_PyObject_INIT_VAR", "PyObject_InitVar"},
    {"_PyObject_TypeCheck", "PyObject_TypeCheck"},
    {"_PyType_Check", "PyType_Check"},
    {"_PyType_CheckExact", "PyType_CheckExact"},
    {"_PyUnicode_Ready", "PyUnicode_READY"},
    {"_PyVectorcall_Function", "PyVectorcall_Function"},
    {"_PyVectorcall_NARGS", "PyVectorcall_NARGS"},
    {"_PyObject_Vectorcall", "PyObject_Vectorcall"},
    {"_PyObject_VectorcallMethod", "PyObject_VectorcallMethod"},
    {"_PyObject_FastCallDict", "PyObject_VectorcallDict"},
    {"_PyObject_CallNoArg", "PyObject_CallNoArgs"},
    {"_PyObject_CallOneArg", "PyObject_CallOneArg"},
    {"_PyObject_CallMethodNoArgs", "PyObject_CallMethodNoArgs"},
    {"_PyObject_CallMethodOneArg", "PyObject_CallMethodOneArg"},
};

/* PY_SSIZE_T_CLEAN: _PyArg_ParseTuple_SizeT is PyArg_ParseTuple. */
static sym
without_size(struct build *b, const char *name)
{
    static const char ending[] = "_SizeT";
    if (!str_starts(name, "_Py") || !str_ends(name, ending))
        return NULL;
    size_t n = strlen(name) - strlen(ending);
    static const char *const private[] = {
        "_PyArg_ParseStack",
        "_PyArg_ParseStackAndKeywords",
        "_PyArg_ParseTupleAndKeywordsFast",
        "_PyArg_VaParseTupleAndKeywordsFast",
        "_PyObject_CallMethodId",
        "_Py_VaBuildStack",
    };
    for (size_t i = 0; i < sizeof private / sizeof *private; i++)
        if (strlen(private[i]) == n && memcmp(private[i], name, n) == 0)
            return sym_intern(b->syms, private[i]);
    return sym_intern_n(b->syms, name + 1, n - 1);
}

/* Up to 3.2 a macro puts the width of characters into the names: PyUnicode_
   functions are PyUnicodeUCS2_ or PyUnicodeUCS4_ ones. */
static sym
without_width(struct build *b, const char *name)
{
    static const char stem[] = "PyUnicode", width[] = "UCSn";
    const char *at = name + (name[0] == '_');
    if (!str_starts(at, stem))
        return NULL;
    at += strlen(stem);
    if (!str_starts(at, "UCS2_") && !str_starts(at, "UCS4_"))
        return NULL;
    return sym_intern(b->syms,
                      arena_printf(b->scratch, "%.*s%s", (int)(at - name),
                                   name, at + strlen(width)));
}

static sym
public_name(struct build *b, const char *name)
{
    for (size_t i = 0; i < sizeof natives / sizeof *natives; i++)
        if (strcmp(natives[i].native, name) == 0)
            return sym_intern(b->syms, natives[i].name);
    sym clean = without_size(b, name);
    if (clean == NULL)
        clean = without_width(b, name);
    if (clean != NULL)
        return clean;
    const char *library = builtin_library_name(name);
    return sym_intern(b->syms, library == NULL ? name : library);
}

static bool
overlay_name(struct build *b, const char *name, struct callee *f)
{
    static const char prefix[] = "refaudit_", place[] = "place_";
    if (!str_starts(name, prefix))
        return false;
    name += strlen(prefix);
    if (str_starts(name, place)) {
        name += strlen(place);
        size_t room = strcspn(name, "_");
        f->setter = sym_intern(b->syms,
                               arena_printf(b->scratch, "%.*s_SET%s",
                                            (int)room, name, name + room));
    }
    f->name = sym_intern(b->syms, name);
    f->macro = strcmp(name, "Py_CLEAR") == 0     ? MACRO_CLEAR
               : strcmp(name, "Py_SETREF") == 0  ? MACRO_SETREF
               : strcmp(name, "Py_XSETREF") == 0 ? MACRO_XSETREF
                                                 : MACRO_NONE;
    return true;
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

/* In C++ what is not extern "C" goes by its qualified name, and an overload
 * by its parameters too. */
static sym
cxx_name(struct build *b, CXCursor function)
{
    sym plain = intern_cx(b, clang_getCursorSpelling(function));
    sym mangled = intern_cx(b, clang_Cursor_getMangling(function));
    if (mangled == plain || *mangled == '\0')
        return NULL;
    struct text name = {.keep = b->scratch};
    text_add(&name, plain);
    CXCursor c = clang_getCursorSemanticParent(function);
    for (; !clang_Cursor_isNull(c) &&
           clang_getCursorKind(c) != CXCursor_TranslationUnit;
         c = clang_getCursorSemanticParent(c)) {
        sym outer = intern_cx(b, clang_getCursorSpelling(c));
        const char *inner = text_str(&name);
        name = (struct text){.keep = b->scratch};
        text_printf(&name, "%s%s%s", outer, *outer == '\0' ? "" : "::", inner);
    }
    sym full = sym_intern(b->syms, text_str(&name));
    sym owner = map_get(&b->overloads, full);
    if (owner == NULL)
        map_put(b->scratch, &b->overloads, full, (void *)mangled);
    if (owner == NULL || owner == mangled)
        return full;
    return sym_intern(b->syms, mangled);
}

/* Bit i: parameter i is an address of constant characters, numbers or
   void. */
static uint64_t
read_params(CXCursor function)
{
    CXType type = clang_getCursorType(function);
    uint64_t bits = 0;
    for (int i = 0; i < clang_getNumArgTypes(type) && i < 64; i++) {
        CXType one = clang_getCanonicalType(
            clang_getArgType(type, (unsigned)i));
        CXType to = clang_getPointeeType(one);
        bool plain = to.kind >= CXType_Void && to.kind <= CXType_LongDouble;
        if (one.kind == CXType_Pointer && plain &&
            clang_isConstQualifiedType(to))
            bits |= UINT64_C(1) << i;
    }
    return bits;
}

static bool
is_foreign(struct build *b, CXCursor function)
{
    struct file *f = build_file_of(b, clang_getCursorLocation(function));
    if (f == NULL || f->is_main || f->is_overlay)
        return false;
    const char *text = f->is_system ? "" : build_text(b, f);
    return f->is_system || memmem(text, f->size, "Py", 2) == NULL;
}

struct callee *
build_callee(struct build *b, CXCursor function)
{
    struct callee *f = map_get(&b->callees, function.data[0]);
    if (f != NULL)
        return f;
    f = ARENA_NEW(b->scratch, struct callee);
    const char *name = keep_cx(b->scratch, clang_getCursorSpelling(function));
    if (b->unit->cplusplus)
        f->name = cxx_name(b, function);
    if (f->name == NULL && !overlay_name(b, name, f))
        f->name = public_name(b, name);
    f->only_last = strcmp(name, "_Py_DECREF") == 0 ||
                   strcmp(name, "_Py_FatalErrorFunc") == 0;
    f->is_builtin = str_starts(f->name, "__builtin_") ||
                    str_starts(f->name, "__sync_") ||
                    str_starts(f->name, "__atomic_");
    f->noreturn = never_returns(b, function);
    f->reads = read_params(function);
    f->foreign = is_foreign(b, function);
    map_put(b->scratch, &b->callees, function.data[0], f);
    return f;
}

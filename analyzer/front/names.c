/* What Python's headers offer: functions and function-like macros. */
#include "build.h"
#include "parse_state.h"

#include <string.h>

#define NAMES_SOURCE "/refaudit-names.c"

static const char source[] = "#include <Python.h>\n"
                             "#include <datetime.h>\n"
                             "#include <marshal.h>\n"
                             "#include <frameobject.h>\n"
                             "#include <structmember.h>\n";

/* Function-like macros that call nothing: they declare, decorate, or deal
 * with types and text. */
static const char *const syntax[] = {
    "PyAPI_DATA",
    "PyAPI_FUNC",
    "PyDoc_STR",
    "PyDoc_STRVAR",
    "PyDoc_VAR",
    "PyObject_HEAD_INIT",
    "PyVarObject_HEAD_INIT",
    "Py_ALIGNED",
    "Py_ARRAY_LENGTH",
    "Py_BUILD_ASSERT",
    "Py_BUILD_ASSERT_EXPR",
    "Py_CAN_START_THREADS",
    "Py_DEPRECATED",
    "Py_FORCE_EXPANSION",
    "Py_GCC_ATTRIBUTE",
    "Py_LL",
    "Py_LOCAL",
    "Py_LOCAL_INLINE",
    "Py_MEMBER_SIZE",
    "Py_STRINGIFY",
    "Py_ULL",
    "Py_UNUSED",
};

struct collecting {
    struct build b;
    struct map known;
    VEC(struct header_name) v;
};

static bool
is_syntax(const char *name)
{
    for (size_t i = 0; i < sizeof syntax / sizeof *syntax; i++)
        if (strcmp(syntax[i], name) == 0)
            return true;
    return false;
}

static bool
is_in_python(CXCursor c)
{
    CXFile file = NULL;
    clang_getSpellingLocation(clang_getCursorLocation(c), &file, NULL, NULL,
                              NULL);
    if (file == NULL)
        return false;
    CXString s = clang_getFileName(file);
    const char *path = clang_getCString(s);
    bool inside = path != NULL && strcmp(path, NAMES_SOURCE) != 0;
    clang_disposeString(s);
    return inside;
}

static enum CXChildVisitResult
name_seen(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collecting *x = data;
    enum CXCursorKind kind = clang_getCursorKind(c);
    bool macro = kind == CXCursor_MacroDefinition &&
                 clang_Cursor_isMacroFunctionLike(c);
    if ((kind != CXCursor_FunctionDecl && !macro) || !is_in_python(c))
        return CXChildVisit_Continue;
    sym name = intern_cx(&x->b, clang_getCursorSpelling(c));
    if (!str_starts(name, "Py") || str_starts(name, "PyInit_") ||
        is_syntax(name) || map_get(&x->known, name) != NULL)
        return CXChildVisit_Continue;
    struct header_name one = {.name = name, .is_macro = macro};
    map_put(x->b.scratch, &x->known, name, (void *)name);
    VEC_PUSH(x->b.keep, &x->v, one);
    return CXChildVisit_Continue;
}

bool
front_names(arena *keep, symtab *syms, const struct python *python,
            struct header_name **names, size_t *n, const char **error)
{
    arena *scratch = arena_new();
    const char *resources = front_resource_dir(scratch);
    const char *args[] = {
        arena_printf(scratch, "-I%s", python->include),
        arena_printf(scratch, "-I%s", python->platinclude),
        "-w",
        resources == NULL ? "-w" : "-resource-dir",
        resources == NULL ? "-w" : resources,
    };
    struct CXUnsavedFile file = {NAMES_SOURCE, source, strlen(source)};
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(
        index, NAMES_SOURCE, args, sizeof args / sizeof *args, &file, 1,
        CXTranslationUnit_DetailedPreprocessingRecord |
            CXTranslationUnit_SkipFunctionBodies,
        &tu);
    *error = NULL;
    if (code != CXError_Success) {
        *error = arena_printf(keep, "the headers in %s cannot be read",
                              python->include);
    }
    else {
        struct collecting x = {
            .b = {.keep = keep, .scratch = scratch, .syms = syms, .tu = tu}};
        clang_visitChildren(clang_getTranslationUnitCursor(tu), name_seen, &x);
        *names = x.v.v;
        *n = x.v.n;
        if (*n == 0)
            *error = arena_printf(keep, "%s/Python.h declares nothing",
                                  python->include);
        clang_disposeTranslationUnit(tu);
    }
    clang_disposeIndex(index);
    arena_free(scratch);
    return *error == NULL;
}

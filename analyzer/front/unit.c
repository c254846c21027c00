/* The declarations of a parsed unit: functions, variables, annotations,
 * errors. */
#include "build.h"

#include <stdlib.h>
#include <string.h>

/* ---- errors ------------------------------------------------------------- */

static void
add_damage(struct build *b, CXDiagnostic d)
{
    struct place_in_file p = build_place(b, clang_getDiagnosticLocation(d));
    const char *text = keep_cx(b->scratch, clang_getDiagnosticSpelling(d));
    b->unit->n_errors++;
    const char *message = arena_strdup(b->keep, text);
    if (p.file != NULL) {
        uint32_t file = build_file_index(b, p.file);
        message = arena_printf(b->keep, "%s:%u:%u: %s",
                               b->sources.v[file].path, p.line, p.col, text);
        struct damage one = {
            .file = file, .offset = p.offset, .message = message};
        VEC_PUSH(b->scratch, &b->damages, one);
    }
    if (b->unit->first_error == NULL)
        b->unit->first_error = message;
}

static void
collect_errors(struct build *b)
{
    unsigned n = clang_getNumDiagnostics(b->tu);
    for (unsigned i = 0; i < n; i++) {
        CXDiagnostic d = clang_getDiagnostic(b->tu, i);
        if (diagnostic_counts(d))
            add_damage(b, d);
        clang_disposeDiagnostic(d);
    }
}

/* ---- annotations -------------------------------------------------------- */

static void
collect_annotations(struct build *b, CXCursor function)
{
    if (!clang_Cursor_hasAttrs(function))
        return;
    sym name = build_callee(b, function)->name;
    struct kids k = cursor_kids(b->scratch, function);
    for (size_t i = 0; i < k.n; i++) {
        if (clang_getCursorKind(k.v[i]) != CXCursor_AnnotateAttr)
            continue;
        struct note n = {name, intern_cx(b, clang_getCursorSpelling(k.v[i])),
                         function};
        bool known = false;
        for (size_t j = 0; j < b->annotations.n; j++)
            known = known || (b->annotations.v[j].name == n.name &&
                              b->annotations.v[j].text == n.text);
        if (!known)
            VEC_PUSH(b->scratch, &b->annotations, n);
    }
}

static void
attach_annotations(struct build *b, struct func *f)
{
    VEC(sym) texts = {0};
    for (size_t i = 0; i < b->annotations.n; i++)
        if (b->annotations.v[i].name == f->name)
            VEC_PUSH(b->keep, &texts, b->annotations.v[i].text);
    f->annotations = texts.v;
    f->n_annotations = texts.n;
}

static bool
has_body(const struct build *b, sym name)
{
    for (size_t i = 0; i < b->funcs.n; i++)
        if (b->funcs.v[i].name == name)
            return true;
    return false;
}

static void
add_declaration(struct build *b, CXCursor function, sym name)
{
    struct declaration d = {
        .name = name,
        .type = build_type(b, clang_getCursorType(function)),
        .loc = build_loc(b, function),
    };
    struct func texts = {.name = name};
    attach_annotations(b, &texts);
    d.annotations = texts.annotations;
    d.n_annotations = texts.n_annotations;
    int n = clang_Cursor_getNumArguments(function);
    VEC(sym) params = {0};
    for (int i = 0; i < n; i++) {
        CXCursor param = clang_Cursor_getArgument(function, (unsigned)i);
        sym one = intern_cx(b, clang_getCursorSpelling(param));
        one = *one == '\0' ? NULL : one;
        VEC_PUSH(b->keep, &params, one);
    }
    d.params = params.v;
    d.n_params = params.n;
    VEC_PUSH(b->keep, &b->declarations, d);
}

/* Once for each name that has no body. */
static void
collect_declarations(struct build *b)
{
    for (size_t i = 0; i < b->annotations.n; i++) {
        const struct note *n = &b->annotations.v[i];
        bool known = has_body(b, n->name);
        for (size_t k = 0; k < i && !known; k++)
            known = b->annotations.v[k].name == n->name;
        if (!known)
            add_declaration(b, n->function, n->name);
    }
    b->unit->declarations = b->declarations.v;
    b->unit->n_declarations = b->declarations.n;
}

/* ---- declarations ------------------------------------------------------- */

/* The overlay tells what was defined when Python.h was read. */
static void
note_fact(struct build *b, CXCursor c)
{
    if (clang_getCursorKind(c) != CXCursor_VarDecl)
        return;
    sym name = intern_cx(b, clang_getCursorSpelling(c));
    if (strcmp(name, "refaudit_fact_ssize_clean") == 0)
        b->unit->ssize_clean = true;
    if (strcmp(name, "refaudit_fact_limited_api") == 0)
        b->unit->limited_api = true;
}

static bool
is_defined(struct build *b, const char *name)
{
    const char *flag = arena_printf(b->scratch, "-D%s", name);
    const char *line = arena_printf(b->scratch, "#define %s", name);
    for (size_t i = 0; i < b->command->n_args; i++)
        if (str_starts(b->command->args[i], flag))
            return true;
    for (size_t i = 0; i < b->sources.n; i++) {
        size_t size;
        const char *text = b->sources.v[i].is_system
                               ? NULL
                               : file_read(b->scratch, b->sources.v[i].full,
                                           &size);
        if (text != NULL && strstr(text, line) != NULL)
            return true;
    }
    return false;
}

/* Without the overlay the text must do. */
static void
guess_facts(struct build *b)
{
    if (b->overlay || !b->unit->includes_python)
        return;
    b->unit->ssize_clean = is_defined(b, "PY_SSIZE_T_CLEAN");
    b->unit->limited_api = is_defined(b, "Py_LIMITED_API");
}

static enum CXChildVisitResult
declaration_seen(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct build *b = data;
    const struct file *f = build_file_of(b, clang_getCursorLocation(c));
    if (f != NULL && f->is_overlay)
        note_fact(b, c);
    if (f == NULL || f->is_system)
        return CXChildVisit_Continue;
    switch ((int)clang_getCursorKind(c)) {
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
    case CXCursor_FunctionTemplate:
    case CXCursor_FunctionDecl:
        collect_annotations(b, c);
        if (clang_isCursorDefinition(c))
            build_function(b, c);
        break;
    case CXCursor_VarDecl:
        build_global(b, c, NULL);
        break;
    case CXCursor_TypedefDecl:
        build_type(b, clang_getCursorType(c));
        break;
    case CXCursor_LinkageSpec:
    case CXCursor_Namespace:
    case CXCursor_UnexposedDecl:
    case CXCursor_ClassDecl:
    case CXCursor_StructDecl:
        return b->unit->cplusplus ? CXChildVisit_Recurse
                                  : CXChildVisit_Continue;
    default:
        break;
    }
    return CXChildVisit_Continue;
}

void
build_unit(struct build *b)
{
    struct unit *u = b->unit;
    build_basic_types(b);
    collect_errors(b);
    if (!b->options->bare)
        clang_visitChildren(clang_getTranslationUnitCursor(b->tu),
                            declaration_seen, b);
    for (size_t i = 0; i < b->funcs.n; i++)
        attach_annotations(b, &b->funcs.v[i]);
    collect_declarations(b);
    build_includes(b);
    guess_facts(b);
    build_texts(b);
    u->funcs = arena_copy(b->keep, b->funcs.v,
                          b->funcs.n * sizeof *b->funcs.v);
    u->n_funcs = b->funcs.n;
    u->globals = arena_copy(b->keep, b->globals.v,
                            b->globals.n * sizeof *b->globals.v);
    u->n_globals = b->globals.n;
    u->files = arena_copy(b->keep, b->sources.v,
                          b->sources.n * sizeof *b->sources.v);
    u->n_files = b->sources.n;
}

/* Parsing: libclang, its index, its answers. */
#include "parse_state.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void
make_overlay(struct front *f)
{
    struct overlay_file files[OVERLAY_FILES];
    f->n_overlay = (unsigned)overlay_make(f->keep, files, OVERLAY_FILES);
    for (unsigned i = 0; i < f->n_overlay; i++)
        f->unsaved[i] = (struct CXUnsavedFile){
            .Filename = files[i].path,
            .Contents = files[i].text,
            .Length = strlen(files[i].text)};
}

struct front *
front_new(const struct front_options *o)
{
    arena *keep = arena_new();
    struct front *f = ARENA_NEW(keep, struct front);
    f->keep = keep;
    f->options = *o;
    char real[PATH_MAX];
    if (o->pch_dir != NULL && realpath(o->pch_dir, real) != NULL)
        f->options.pch_dir = arena_strdup(keep, real);
    f->index = clang_createIndex(1, 0);
    make_overlay(f);
    return f;
}

void
front_free(struct front *f)
{
    if (f == NULL)
        return;
    clang_disposeIndex(f->index);
    arena_free(f->reading);
    arena_free(f->keep);
}

/* ---- one parse ---------------------------------------------------------- */

static const char *
error_name(enum CXErrorCode code)
{
    switch (code) {
    case CXError_Success:
        return "no error";
    case CXError_Failure:
        return "libclang failed";
    case CXError_Crashed:
        return "libclang crashed while parsing it";
    case CXError_InvalidArguments:
        return "libclang does not accept the arguments";
    case CXError_ASTReadError: /* also what a bad -std= gives */
        return "libclang does not accept its flags";
    }
    return "libclang failed";
}

/* How to parse. */
struct attempt {
    bool overlay;
    bool essential;  /* flags */
    const char *pch; /* "" none */
    bool clean;      /* PY_SSIZE_T_CLEAN is defined there */
};

static enum CXErrorCode
parse_once(struct front *f, arena *scratch, const struct command *c,
           const struct attempt *how, CXTranslationUnit *tu)
{
    struct flags flags = {.keep = scratch};
    if (how->essential)
        flags_make_essential(&flags, c, &f->options, how->overlay);
    else
        flags_make(&flags, c, &f->options, how->overlay);
    if (*how->pch != '\0') {
        flags_add(&flags, "-include-pch");
        flags_add(&flags, how->pch);
    }
    return clang_parseTranslationUnit2(
        f->index, c->file, flags.v.v, (int)flags.v.n, f->unsaved,
        how->overlay ? f->n_overlay : 0, CXTranslationUnit_KeepGoing, tu);
}

static size_t
count_errors(CXTranslationUnit tu)
{
    size_t errors = 0;
    unsigned n = clang_getNumDiagnostics(tu);
    for (unsigned i = 0; i < n; i++) {
        CXDiagnostic d = clang_getDiagnostic(tu, i);
        errors += diagnostic_counts(d);
        clang_disposeDiagnostic(d);
    }
    return errors;
}

/* No other way of parsing finds it. */
static bool
lacks_header(CXTranslationUnit tu)
{
    bool lacks = false;
    unsigned n = clang_getNumDiagnostics(tu);
    for (unsigned i = 0; i < n && !lacks; i++) {
        CXDiagnostic d = clang_getDiagnostic(tu, i);
        CXString says = clang_getDiagnosticSpelling(d);
        lacks = clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error &&
                str_ends(clang_getCString(says), "file not found");
        clang_disposeString(says);
        clang_disposeDiagnostic(d);
    }
    return lacks;
}

static bool
is_better(enum CXErrorCode code, CXTranslationUnit tu,
          enum CXErrorCode old_code, CXTranslationUnit old)
{
    if (code != CXError_Success || old_code != CXError_Success)
        return code == CXError_Success;
    return count_errors(tu) < count_errors(old);
}

/* With everything first; what goes wrong is tried again without the
 * precompiled header, then without the overlay, and counts only when that
 * helps. */
static enum CXErrorCode
parse(struct front *f, arena *scratch, const struct command *c,
      struct attempt *how, CXTranslationUnit *tu)
{
    enum CXErrorCode code = parse_once(f, scratch, c, how, tu);
    struct attempt last = *how;
    while ((code != CXError_Success ||
            (count_errors(*tu) > 0 && !lacks_header(*tu))) &&
           (*last.pch != '\0' || last.overlay)) {
        struct attempt next = {.pch = "",
                               .essential = last.essential,
                               .overlay = last.overlay && *last.pch != '\0'};
        if (code == CXError_ASTReadError && *last.pch != '\0')
            unlink(last.pch);
        CXTranslationUnit other = NULL;
        enum CXErrorCode other_code = parse_once(f, scratch, c, &next, &other);
        bool better = is_better(other_code, other, code, *tu);
        clang_disposeTranslationUnit(better ? *tu : other);
        if (better) {
            *tu = other;
            code = other_code;
            *how = next;
        }
        last = next;
    }
    return code;
}

/* ---- a unit ------------------------------------------------------------- */

/* Deep nesting recurses deeply; libclang needs some stack below us. */
static const char *
stack_end(void)
{
    static const size_t reserve = 1 << 20;
    pthread_attr_t attributes;
    void *low;
    size_t size;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0)
        return NULL;
    int failed = pthread_attr_getstack(&attributes, &low, &size);
    pthread_attr_destroy(&attributes);
    return failed || size < 2 * reserve ? NULL : (char *)low + reserve;
}

static struct unit *
build(struct front *f, arena *keep, arena *scratch, symtab *syms,
      const struct command *c, const struct attempt *how, CXTranslationUnit tu)
{
    struct build b = {.keep = keep,
                      .scratch = scratch,
                      .passing = arena_new(),
                      .syms = syms,
                      .options = &f->options,
                      .whose = {&f->options, c, scratch, {NULL}},
                      .tu = tu,
                      .overlay = how->overlay,
                      .command = c,
                      .stack_end = stack_end(),
                      .unit = ARENA_NEW(keep, struct unit)};
    b.unit->cplusplus = flags_cplusplus(c);
    b.policy = clang_getCursorPrintingPolicy(
        clang_getTranslationUnitCursor(tu));
    clang_PrintingPolicy_setProperty(b.policy, CXPrintingPolicy_TerseOutput,
                                     1);
    if (*how->pch != '\0') {
        b.unit->includes_python = true;
        b.unit->ssize_clean = how->clean;
    }
    struct file *main_file = build_file(&b, clang_getFile(tu, c->file));
    assert(main_file != NULL && main_file->is_main);
    build_unit(&b);
    /* Who builds with a configuration that is not there may define it. */
    if (b.unit->first_error != NULL &&
        strstr(b.unit->first_error, "config.h' file not found") != NULL)
        b.unit->ssize_clean = true;
    b.unit->path = b.unit->files[0].path;
    clang_PrintingPolicy_dispose(b.policy);
    arena_free(b.passing);
    return b.unit;
}

struct unit *
front_unit(struct front *f, arena *keep, symtab *syms, const struct command *c,
           const char **error)
{
    *error = NULL;
    if (access(c->file, R_OK) != 0) {
        *error = arena_printf(keep, "%s cannot be read", c->file);
        return NULL;
    }
    arena *scratch = arena_new();
    reading_begin(f);
    CXTranslationUnit tu = NULL;
    struct pch pch = pch_for(f, scratch, c);
    struct attempt how = {
        .overlay = f->options.overlay, .pch = pch.path, .clean = pch.clean};
    if (access(how.pch, R_OK) != 0)
        how.pch = "";
    enum CXErrorCode code = parse(f, scratch, c, &how, &tu);
    if (code != CXError_Success && code != CXError_Crashed) {
        how = (struct attempt){
            .overlay = f->options.overlay, .essential = true, .pch = ""};
        code = parse(f, scratch, c, &how, &tu);
    }
    struct unit *u = NULL;
    if (code != CXError_Success || tu == NULL)
        *error = arena_printf(keep, "%s: %s", c->file, error_name(code));
    else {
        u = build(f, keep, scratch, syms, c, &how, tu);
        reading_add(f, tu);
        if (*how.pch != '\0')
            reading_add_saved(f, how.pch);
    }
    clang_disposeTranslationUnit(tu);
    arena_free(scratch);
    return u;
}

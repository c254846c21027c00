/* Parsing: libclang, its index, its answers. */
#include "build.h"
#include "flags.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct front {
    struct front_options options;
    CXIndex index;
    arena *keep;
    struct CXUnsavedFile overlay[OVERLAY_FILES];
    unsigned n_overlay;
};

static void
make_overlay(struct front *f)
{
    struct overlay_file files[OVERLAY_FILES];
    f->n_overlay = (unsigned)overlay_make(f->keep, files, OVERLAY_FILES);
    for (unsigned i = 0; i < f->n_overlay; i++)
        f->overlay[i] = (struct CXUnsavedFile){
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
    arena_free(f->keep);
}

/* ---- libclang itself ---------------------------------------------------- */

static const char *
library_path(arena *keep)
{
    Dl_info info;
    char real[PATH_MAX];
    void *symbol;
    CXString (*function)(void) = clang_getClangVersion;
    memcpy(&symbol, &function, sizeof symbol);
    if (dladdr(symbol, &info) == 0 || info.dli_fname == NULL)
        return NULL;
    return arena_strdup(
        keep, realpath(info.dli_fname, real) != NULL ? real : info.dli_fname);
}

static const char *
version_number(arena *keep)
{
    const char *s = keep_cx(keep, clang_getClangVersion());
    const char *at = strstr(s, "version ");
    if (at == NULL)
        return s;
    at += strlen("version ");
    return arena_strndup(keep, at, strcspn(at, " (-"));
}

const char *
front_libclang_version(arena *keep)
{
    const char *path = library_path(keep);
    return arena_printf(keep, "%s (%s)", version_number(keep),
                        path == NULL ? "linked statically" : path);
}

/* lib/libclang-19.so.1 has its headers in lib/clang/19/include. */
const char *
front_resource_dir(arena *keep)
{
    const char *path = library_path(keep);
    if (path == NULL || strrchr(path, '/') == NULL)
        return NULL;
    int n = (int)(strrchr(path, '/') - path);
    const char *version = version_number(keep);
    int major = (int)strcspn(version, ".");
    const char *dir = arena_printf(keep, "%.*s/clang/%.*s", n, path, major,
                                   version);
    const char *probe = arena_printf(keep, "%s/include/stddef.h", dir);
    if (access(probe, R_OK) == 0)
        return dir;
    dir = arena_printf(keep, "/usr/lib/llvm-%.*s/lib/clang/%.*s", major,
                       version, major, version);
    probe = arena_printf(keep, "%s/include/stddef.h", dir);
    return access(probe, R_OK) == 0 ? dir : NULL;
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
    case CXError_ASTReadError:
        return "a precompiled header could not be read";
    }
    return "libclang failed";
}

static enum CXErrorCode
parse_once(struct front *f, arena *scratch, const struct command *c,
           bool overlay, CXTranslationUnit *tu)
{
    struct flags flags = {.keep = scratch};
    flags_make(&flags, c, &f->options, overlay);
    return clang_parseTranslationUnit2(
        f->index, c->file, flags.v.v, (int)flags.v.n, f->overlay,
        overlay ? f->n_overlay : 0, CXTranslationUnit_KeepGoing, tu);
}

static size_t
count_errors(CXTranslationUnit tu)
{
    size_t errors = 0;
    unsigned n = clang_getNumDiagnostics(tu);
    for (unsigned i = 0; i < n; i++) {
        CXDiagnostic d = clang_getDiagnostic(tu, i);
        errors += clang_getDiagnosticSeverity(d) >= CXDiagnostic_Error;
        clang_disposeDiagnostic(d);
    }
    return errors;
}

/* With the overlay; again without it when that parses with fewer errors. */
static enum CXErrorCode
parse(struct front *f, arena *scratch, const struct command *c,
      CXTranslationUnit *tu)
{
    enum CXErrorCode code = parse_once(f, scratch, c, f->options.overlay, tu);
    if (!f->options.overlay ||
        (code == CXError_Success && count_errors(*tu) == 0))
        return code;
    CXTranslationUnit plain = NULL;
    enum CXErrorCode plain_code = parse_once(f, scratch, c, false, &plain);
    if (plain_code == CXError_Success &&
        (code != CXError_Success || count_errors(plain) < count_errors(*tu))) {
        clang_disposeTranslationUnit(*tu);
        *tu = plain;
        return plain_code;
    }
    clang_disposeTranslationUnit(plain);
    return code;
}

/* ---- a unit ------------------------------------------------------------- */

static struct unit *
build(struct front *f, arena *keep, arena *scratch, symtab *syms,
      const struct command *c, CXTranslationUnit tu)
{
    struct build b = {.keep = keep,
                      .scratch = scratch,
                      .syms = syms,
                      .options = &f->options,
                      .tu = tu,
                      .unit = ARENA_NEW(keep, struct unit)};
    b.unit->cplusplus = flags_cplusplus(c);
    b.policy = clang_getCursorPrintingPolicy(
        clang_getTranslationUnitCursor(tu));
    clang_PrintingPolicy_setProperty(b.policy, CXPrintingPolicy_TerseOutput,
                                     1);
    struct file *main_file = build_file(&b, clang_getFile(tu, c->file));
    assert(main_file != NULL && main_file->is_main);
    build_unit(&b);
    b.unit->path = b.unit->files[0].path;
    clang_PrintingPolicy_dispose(b.policy);
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
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = parse(f, scratch, c, &tu);
    struct unit *u = NULL;
    if (code != CXError_Success || tu == NULL)
        *error = arena_printf(keep, "%s: %s", c->file, error_name(code));
    else
        u = build(f, keep, scratch, syms, c, tu);
    clang_disposeTranslationUnit(tu);
    arena_free(scratch);
    return u;
}

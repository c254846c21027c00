/* Precompiled headers: one per set of flags, made when the third command
 * asks for it (making one costs what it saves twice). */
#include "parse_state.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PCH_SOURCE OVERLAY_DIRECTORY "/precompiled.h"
#define WORTH_IT 3

/* Everything that the contents depend on goes into the name. */
static const char *
pch_name(struct front *f, arena *scratch, const struct flags *flags,
         const char *made_of)
{
    struct text key = {.keep = scratch};
    text_add(&key, front_libclang_version(scratch));
    text_printf(&key, "\n%s%s\n", made_of, f->unsaved[0].Contents);
    for (size_t i = 0; i < flags->v.n; i++)
        text_printf(&key, "%s\n", flags->v.v[i]);
    return arena_printf(scratch, "%s/%s.pch", f->options.pch_dir,
                        hash_hex(scratch, key.s, key.n));
}

struct pch
pch_for(struct front *f, arena *scratch, const struct command *c)
{
    struct pch pch = {.path = ""};
    if (f->options.pch_dir == NULL || !f->options.overlay)
        return pch;
    pch.text = pch_text(scratch, c, &f->options, &pch.clean);
    if (pch.text == NULL)
        return pch;
    struct flags flags = {.keep = scratch};
    flags_make(&flags, c, &f->options, true);
    pch.path = pch_name(f, scratch, &flags, pch.text);
    return pch;
}

static bool
is_clean(CXTranslationUnit tu)
{
    unsigned n = clang_getNumDiagnostics(tu);
    bool clean = true;
    for (unsigned i = 0; i < n; i++) {
        CXDiagnostic d = clang_getDiagnostic(tu, i);
        if (diagnostic_counts(d))
            clean = false;
        clang_disposeDiagnostic(d);
    }
    return clean;
}

/* Under another name first: workers may look at any time. */
static bool
save(CXTranslationUnit tu, arena *scratch, const char *path)
{
    const char *part = arena_printf(scratch, "%s.%ld", path, (long)getpid());
    if (clang_saveTranslationUnit(tu, part, clang_defaultSaveOptions(tu)) !=
            0 ||
        rename(part, path) != 0) {
        unlink(part);
        return false;
    }
    return true;
}

static bool
make(struct front *f, arena *scratch, const struct command *c,
     const struct pch *pch)
{
    struct flags flags = {.keep = scratch};
    flags_make(&flags, c, &f->options, true);
    f->unsaved[f->n_overlay] = (struct CXUnsavedFile){
        .Filename = PCH_SOURCE,
        .Contents = pch->text,
        .Length = strlen(pch->text)};
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(
        f->index, PCH_SOURCE, flags.v.v, (int)flags.v.n, f->unsaved,
        f->n_overlay + 1,
        CXTranslationUnit_ForSerialization | CXTranslationUnit_Incomplete,
        &tu);
    reading_begin(f);
    if (code == CXError_Success)
        reading_add(f, tu);
    bool made = code == CXError_Success && is_clean(tu) &&
                reading_save(f, pch->path) && save(tu, scratch, pch->path);
    clang_disposeTranslationUnit(tu);
    return made;
}

static struct pch_use *
use_of(struct front *f, const char *path)
{
    for (size_t i = 0; i < f->pchs.n; i++)
        if (strcmp(f->pchs.v[i].path, path) == 0)
            return &f->pchs.v[i];
    struct pch_use use = {.path = arena_strdup(f->keep, path)};
    VEC_PUSH(f->keep, &f->pchs, use);
    return &f->pchs.v[f->pchs.n - 1];
}

bool
front_pch_make(struct front *f, const struct command *c, const char **error)
{
    *error = NULL;
    arena *scratch = arena_new();
    struct pch pch = pch_for(f, scratch, c);
    bool fine = true;
    if (*pch.path != '\0') {
        struct pch_use *use = use_of(f, pch.path);
        if (++use->commands == WORTH_IT && access(pch.path, R_OK) != 0)
            fine = make(f, scratch, c, &pch);
        if (!fine)
            *error = arena_printf(
                f->keep,
                "no precompiled header for %s: Python.h does not compile "
                "with its flags, or %s cannot be written",
                c->file, f->options.pch_dir);
    }
    arena_free(scratch);
    return fine;
}

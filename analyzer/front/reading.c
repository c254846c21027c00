/* Which files a parse read: what a cached result of it depends on. */
#include "parse_state.h"

#include <stdlib.h>
#include <string.h>

#define LIST_SUFFIX ".files"

void
reading_begin(struct front *f)
{
    if (f->reading == NULL)
        f->reading = arena_new();
    arena_reset(f->reading);
    f->files_read.v = NULL;
    f->files_read.n = f->files_read.cap = 0;
}

static void
add_path(struct front *f, const char *path)
{
    if (*path == '\0' || str_starts(path, OVERLAY_DIRECTORY "/"))
        return;
    const char *kept = arena_strdup(f->reading, path);
    VEC_PUSH(f->reading, &f->files_read, kept);
}

static void
inclusion_seen(CXFile handle, CXSourceLocation *stack, unsigned n, void *data)
{
    (void)stack;
    (void)n;
    CXString name = clang_getFileName(handle);
    const char *path = clang_getCString(name);
    if (path != NULL)
        add_path(data, path);
    clang_disposeString(name);
}

void
reading_add(struct front *f, CXTranslationUnit tu)
{
    clang_getInclusions(tu, inclusion_seen, f);
}

bool
reading_save(const struct front *f, const char *pch)
{
    arena *scratch = arena_new();
    FILE *out = fopen(arena_printf(scratch, "%s" LIST_SUFFIX, pch), "w");
    bool good = out != NULL;
    for (size_t i = 0; good && i < f->files_read.n; i++)
        good = fprintf(out, "%s\n", f->files_read.v[i]) > 0;
    if (out != NULL)
        good = fclose(out) == 0 && good;
    arena_free(scratch);
    return good;
}

void
reading_add_saved(struct front *f, const char *pch)
{
    arena *scratch = arena_new();
    size_t n;
    char *at = file_read(scratch, arena_printf(scratch, "%s" LIST_SUFFIX, pch),
                         &n);
    while (at != NULL && *at != '\0') {
        size_t length = strcspn(at, "\n");
        add_path(f, arena_strndup(scratch, at, length));
        at += length + (at[length] == '\n');
    }
    arena_free(scratch);
}

static int
by_path(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *const *
front_files_read(const struct front *f, size_t *n)
{
    const char **v = f->files_read.v;
    size_t all = f->files_read.n;
    *n = 0;
    if (all == 0)
        return NULL;
    qsort(v, all, sizeof *v, by_path);
    for (size_t i = 0; i < all; i++)
        if (*n == 0 || strcmp(v[*n - 1], v[i]) != 0)
            v[(*n)++] = v[i];
    return v;
}

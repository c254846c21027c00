/* Strings: interning, building, files, hashes, and the end of the line. */
#include "base.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

void
die(const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    fflush(stdout);
    fputs("refaudit: ", stderr);
    vfprintf(stderr, format, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(EXIT_INTERNAL);
}

/* Open addressing; the table at most half full. */
struct symtab {
    arena *keep;
    sym *v;
    uint64_t *hashes;
    size_t n, cap; /* cap is a power of two */
};

static void
symtab_alloc(symtab *t, size_t cap)
{
    t->v = ARENA_ARRAY(t->keep, sym, cap);
    t->hashes = ARENA_ARRAY(t->keep, uint64_t, cap);
    t->cap = cap;
}

symtab *
symtab_new(arena *keep)
{
    symtab *t = ARENA_NEW(keep, symtab);
    t->keep = keep;
    symtab_alloc(t, 1024);
    return t;
}

/* Index of the symbol, or of the empty place where it belongs. */
static size_t
symtab_place(const symtab *t, uint64_t hash, const char *s, size_t n)
{
    size_t i = hash & (t->cap - 1);
    while (t->v[i] != NULL) {
        if (t->hashes[i] == hash && strncmp(t->v[i], s, n) == 0 &&
            t->v[i][n] == '\0')
            return i;
        i = (i + 1) & (t->cap - 1);
    }
    return i;
}

static void
symtab_grow(symtab *t)
{
    symtab old = *t;
    symtab_alloc(t, old.cap * 2);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.v[i] == NULL)
            continue;
        size_t at = old.hashes[i] & (t->cap - 1);
        while (t->v[at] != NULL)
            at = (at + 1) & (t->cap - 1);
        t->v[at] = old.v[i];
        t->hashes[at] = old.hashes[i];
    }
}

sym
sym_intern_n(symtab *t, const char *s, size_t n)
{
    assert(memchr(s, '\0', n) == NULL);
    uint64_t hash = XXH3_64bits(s, n);
    size_t i = symtab_place(t, hash, s, n);
    if (t->v[i] != NULL)
        return t->v[i];
    if (t->n * 2 >= t->cap) {
        symtab_grow(t);
        i = symtab_place(t, hash, s, n);
    }
    t->v[i] = arena_strndup(t->keep, s, n);
    t->hashes[i] = hash;
    t->n++;
    return t->v[i];
}

sym
sym_intern(symtab *t, const char *s)
{
    return sym_intern_n(t, s, strlen(s));
}

sym
sym_find(const symtab *t, const char *s)
{
    size_t n = strlen(s);
    return t->v[symtab_place(t, XXH3_64bits(s, n), s, n)];
}

static void
text_reserve(struct text *t, size_t more)
{
    size_t need = t->n + more + 1;
    if (need <= t->cap)
        return;
    size_t cap = t->cap == 0 ? 64 : t->cap * 2;
    while (cap < need)
        cap *= 2;
    char *s = arena_alloc(t->keep, cap);
    if (t->n > 0)
        memcpy(s, t->s, t->n);
    t->s = s;
    t->cap = cap;
}

void
text_add_n(struct text *t, const char *s, size_t n)
{
    text_reserve(t, n);
    memcpy(t->s + t->n, s, n);
    t->n += n;
    t->s[t->n] = '\0';
}

void
text_add(struct text *t, const char *s)
{
    text_add_n(t, s, strlen(s));
}

void
text_printf(struct text *t, const char *format, ...)
{
    va_list ap, again;
    va_start(ap, format);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    va_end(ap);
    if (n < 0)
        die("cannot format text: %s", format);
    text_reserve(t, (size_t)n);
    vsnprintf(t->s + t->n, (size_t)n + 1, format, again);
    va_end(again);
    t->n += (size_t)n;
}

const char *
text_str(struct text *t)
{
    return t->s == NULL ? "" : t->s;
}

bool
str_is_one_of(const char *s, const char *const *words)
{
    for (; s != NULL && *words != NULL; words++)
        if (strcmp(s, *words) == 0)
            return true;
    return false;
}

bool
str_starts(const char *s, const char *prefix)
{
    while (*prefix != '\0' && *s == *prefix)
        s++, prefix++;
    return *prefix == '\0';
}

bool
str_ends(const char *s, const char *suffix)
{
    size_t n = strlen(s), m = strlen(suffix);
    return n >= m && memcmp(s + n - m, suffix, m) == 0;
}

char *
file_read(arena *keep, const char *path, size_t *n)
{
    struct stat st;
    FILE *f = fopen(path, "rbe");
    if (f == NULL)
        return NULL;
    if (fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
        fclose(f);
        errno = EINVAL;
        return NULL;
    }
    char *s = arena_alloc(keep, (size_t)st.st_size + 1);
    *n = fread(s, 1, (size_t)st.st_size, f);
    bool bad = ferror(f) != 0;
    fclose(f);
    if (bad) {
        errno = EIO;
        return NULL;
    }
    return s;
}

const char *
hash_hex(arena *keep, const void *data, size_t n)
{
    XXH128_hash_t h = XXH3_128bits(data, n);
    return arena_printf(keep, "%016llx%016llx", (unsigned long long)h.high64,
                        (unsigned long long)h.low64);
}

const char *
str_directory(arena *keep, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    if (slash == path)
        return "/";
    return arena_strndup(keep, path, (size_t)(slash - path));
}

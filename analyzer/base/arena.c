/* Arenas: chunks that are freed together.
 *
 * With REFAUDIT_SANITIZE (detected through the address sanitizer) every
 * object is a malloc of its own, so that overruns are seen.
 */
#include "base.h"

#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_CHUNK 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_CHUNK 0
#endif
#endif
#ifndef ARENA_CHUNK
#define ARENA_CHUNK 65536
#endif

#define ALIGNMENT 16
#define FIRST_CHUNK 2048

struct chunk {
    struct chunk *next;
    size_t size, used; /* of data */
    _Alignas(ALIGNMENT) char data[];
};

struct arena {
    struct chunk *chunks; /* the one that is being filled comes first */
    size_t bytes;
};

arena *
arena_new(void)
{
    arena *a = calloc(1, sizeof *a);
    if (a == NULL)
        die("out of memory");
    return a;
}

static void
chunks_free(struct chunk *c)
{
    while (c != NULL) {
        struct chunk *next = c->next;
        free(c);
        c = next;
    }
}

void
arena_free(arena *a)
{
    if (a == NULL)
        return;
    chunks_free(a->chunks);
    free(a);
}

void
arena_reset(arena *a)
{
    struct chunk *keep = a->chunks;
    if (ARENA_CHUNK > 0 && keep != NULL && keep->size <= ARENA_CHUNK) {
        chunks_free(keep->next);
        keep->next = NULL;
        keep->used = 0;
    }
    else {
        chunks_free(keep);
        a->chunks = NULL;
    }
    a->bytes = 0;
}

static struct chunk *
chunk_new(size_t size)
{
    struct chunk *c = malloc(sizeof *c + size);
    if (c == NULL)
        die("out of memory (%zu bytes wanted)", size);
    *c = (struct chunk){.size = size};
    return c;
}

/* As much again as there is: most arenas stay small. */
static size_t
chunk_size(const arena *a, size_t need)
{
    if (need > ARENA_CHUNK / 4)
        return need;
    size_t size = FIRST_CHUNK;
    size_t enough = a->bytes <= ARENA_CHUNK ? a->bytes : ARENA_CHUNK;
    while (size < need || size < enough)
        size *= 2;
    return size;
}

/* A chunk for one big object goes behind the one being filled. */
static struct chunk *
arena_chunk(arena *a, size_t size)
{
    struct chunk *first = a->chunks;
    if (first != NULL && first->size - first->used >= size)
        return first;
    bool big = size > ARENA_CHUNK / 4;
    struct chunk *c = chunk_new(chunk_size(a, size));
    if (big && first != NULL) {
        c->next = first->next;
        first->next = c;
    }
    else {
        c->next = first;
        a->chunks = c;
    }
    return c;
}

void *
arena_room(arena *keep, size_t size)
{
    assert(keep != NULL);
    size_t need = size == 0 ? 1 : size;
    if (need > SIZE_MAX / 2)
        die("out of memory (%zu bytes wanted)", size);
    if (ARENA_CHUNK > 0)
        need = (need + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct chunk *c = arena_chunk(keep, need);
    void *p = c->data + c->used;
    c->used += need;
    keep->bytes += need;
    return p;
}

void *
arena_alloc(arena *keep, size_t size)
{
    return memset(arena_room(keep, size), 0, size == 0 ? 1 : size);
}

void *
arena_copy(arena *keep, const void *data, size_t size)
{
    void *p = arena_room(keep, size);
    if (size > 0)
        memcpy(p, data, size);
    return p;
}

char *
arena_strndup(arena *keep, const char *s, size_t n)
{
    char *p = arena_room(keep, n + 1);
    memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *
arena_strdup(arena *keep, const char *s)
{
    return arena_strndup(keep, s, strlen(s));
}

char *
arena_vprintf(arena *keep, const char *format, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, format, ap);
    if (n < 0)
        die("cannot format text: %s", format);
    char *p = arena_room(keep, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p;
}

char *
arena_printf(arena *keep, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    char *p = arena_vprintf(keep, format, ap);
    va_end(ap);
    return p;
}

void *
vec_grow(arena *keep, void *v, size_t n, size_t *cap, size_t size)
{
    assert(n == *cap);
    size_t few = size < 128 ? 8 : 2;
    size_t more = *cap == 0 ? few : *cap * 2;
    void *bigger = arena_room(keep, more * size);
    if (n > 0)
        memcpy(bigger, v, n * size);
    *cap = more;
    return bigger;
}

/* Small shared parts: a map, time, identifiers, JSON text. */
#include "sql.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

/* Open addressing, at most half full; never shrinks. */
struct map {
    arena *keep;
    struct {
        const char *key;
        void *value;
    } *v;
    size_t n, cap; /* cap is a power of two */
};

struct map *
store_map_new(arena *keep)
{
    struct map *m = ARENA_NEW(keep, struct map);
    m->keep = keep;
    m->cap = 256;
    m->v = arena_alloc(keep, m->cap * sizeof *m->v);
    return m;
}

static size_t
map_find(const struct map *m, const char *key)
{
    size_t hash = 14695981039346656037u;
    for (const char *p = key; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * 1099511628211u;
    size_t i = hash & (m->cap - 1);
    while (m->v[i].key != NULL && strcmp(m->v[i].key, key) != 0)
        i = (i + 1) & (m->cap - 1);
    return i;
}

static void
map_grow(struct map *m)
{
    struct map old = *m;
    m->cap *= 2;
    m->v = arena_alloc(m->keep, m->cap * sizeof *m->v);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.v[i].key != NULL)
            memcpy(&m->v[map_find(m, old.v[i].key)], &old.v[i], sizeof *m->v);
    }
}

void **
store_map_place(struct map *m, const char *key)
{
    size_t i = map_find(m, key);
    if (m->v[i].key != NULL)
        return &m->v[i].value;
    if (m->n * 2 >= m->cap) {
        map_grow(m);
        i = map_find(m, key);
    }
    m->v[i].key = arena_strdup(m->keep, key);
    m->n++;
    return &m->v[i].value;
}

void *
store_map_get(const struct map *m, const char *key)
{
    return m->v[map_find(m, key)].value;
}

/* ---- time and identifiers -------------------------------------------- */

/* Microseconds, so that two reviews one after the other keep their order. */
const char *
store_now(arena *keep)
{
    struct timespec t;
    struct tm utc;
    clock_gettime(CLOCK_REALTIME, &t);
    gmtime_r(&t.tv_sec, &utc);
    char date[32];
    strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%S", &utc);
    return arena_printf(keep, "%s.%06ldZ", date, t.tv_nsec / 1000);
}

const char *
store_uuid(arena *keep)
{
    unsigned char b[16];
    if (getrandom(b, sizeof b, 0) != (ssize_t)sizeof b)
        die("the system gives no random numbers");
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    struct text t = {.keep = keep};
    for (size_t i = 0; i < sizeof b; i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text_add(&t, "-");
        text_printf(&t, "%02x", b[i]);
    }
    return text_str(&t);
}

/* ---- JSON ------------------------------------------------------------ */

void
store_json_add_string(struct text *out, const char *s)
{
    text_add(out, "\"");
    for (; *s != '\0'; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == '"' || c == '\\')
            text_printf(out, "\\%c", c);
        else if (c < 0x20)
            text_printf(out, "\\u%04x", c);
        else
            text_add_n(out, s, 1);
    }
    text_add(out, "\"");
}

const char *
store_json_strings(arena *keep, const char *const *v, size_t n)
{
    struct text t = {.keep = keep};
    text_add(&t, "[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            text_add(&t, ",");
        store_json_add_string(&t, v[i]);
    }
    text_add(&t, "]");
    return text_str(&t);
}

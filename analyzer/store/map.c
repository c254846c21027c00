/* Small shared parts: a map, time, identifiers, JSON text. */
#include "sql.h"

#include <string.h>
#include <sys/random.h>
#include <time.h>

/* The table lies in the arena of the map, which is called `m` wherever
 * something is added. */
#define uthash_malloc(size) arena_alloc(m->keep, (size))
#define uthash_free(p, size) ((void)(p))
#define HASH_NONFATAL_OOM 0
#include <uthash.h>

struct map_entry {
    const char *key;
    void *value;
    UT_hash_handle hh;
};

struct map {
    arena *keep;
    struct map_entry *entries;
};

struct map *
store_map_new(arena *keep)
{
    struct map *m = ARENA_NEW(keep, struct map);
    m->keep = keep;
    return m;
}

void **
store_map_place(struct map *m, const char *key)
{
    struct map_entry *e;
    HASH_FIND_STR(m->entries, key, e);
    if (e == NULL) {
        e = ARENA_NEW(m->keep, struct map_entry);
        e->key = arena_strdup(m->keep, key);
        HASH_ADD_KEYPTR(hh, m->entries, e->key, strlen(e->key), e);
    }
    return &e->value;
}

void *
store_map_get(const struct map *m, const char *key)
{
    struct map_entry *e;
    HASH_FIND_STR(m->entries, key, e);
    return e == NULL ? NULL : e->value;
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

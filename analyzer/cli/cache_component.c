#include "cache_component.h"

#include <string.h>

#include "cache_result.h"

#define uthash_malloc(size) arena_alloc(c->keep, (size))
#define uthash_free(p, size) ((void)(p))
#define HASH_NONFATAL_OOM 0
#include <uthash.h>

struct entry {
    const char *key, *bytes;
    size_t n;
    bool used;
    UT_hash_handle hh;
};

struct components {
    const struct session *s;
    arena *keep;
    const char *name; /* of the file */
    struct entry *all;
    size_t n_read;
    bool added;
};

static struct entry *
find(struct components *c, const char *key)
{
    struct entry *e = NULL;
    HASH_FIND_STR(c->all, key, e);
    return e;
}

static void
insert(struct components *c, struct entry wanted)
{
    struct entry *e = arena_copy(c->keep, &wanted, sizeof wanted);
    HASH_ADD_KEYPTR(hh, c->all, e->key, strlen(e->key), e);
}

/* The bytes stay where the file is mapped. */
static void
read_all(struct components *c, const char *in, size_t n)
{
    struct wire w = {.in = in, .n = n, .keep = c->keep};
    while (in != NULL && !w.bad && w.at < n) {
        struct entry e = {0};
        wire_str(&w, &e.key);
        wire_size(&w, &e.n);
        e.bytes = in + w.at;
        w.bad |= e.key == NULL || e.n > n - w.at || find(c, e.key) != NULL;
        if (w.bad)
            return;
        w.at += e.n;
        insert(c, e);
        c->n_read++;
    }
}

/* Everything that all components depend on. */
static const char *
entry_name(const struct session *s, arena *keep,
           const struct unit_result *units, size_t n_units)
{
    const char *text = arena_printf(
        keep, "%s\n%s", cache_project(s, keep, units, n_units), s->model_hash);
    return cache_key(&s->cache, keep, "parts", text);
}

struct components *
components_open(const struct session *s, arena *keep,
                const struct unit_result *units, size_t n_units)
{
    for (size_t i = 0; i < n_units; i++)
        if (units[i].has_ir && units[i].ir_hash == NULL)
            return NULL;
    if (s->cache.dir == NULL)
        return NULL;
    struct components *c = ARENA_NEW(keep, struct components);
    size_t n = 0;
    c->s = s;
    c->keep = keep;
    c->name = entry_name(s, keep, units, n_units);
    const char *in = cache_get(&s->cache, c->name, &n);
    read_all(c, in, n);
    return c;
}

const char *
components_get(struct components *c, const char *key, size_t *n)
{
    struct entry *e = find(c, key);
    if (e == NULL)
        return NULL;
    e->used = true;
    *n = e->n;
    return e->bytes;
}

void
components_add(struct components *c, const char *key, const char *bytes,
               size_t n)
{
    struct entry *e = find(c, key);
    c->added = true;
    if (e == NULL)
        insert(c, (struct entry){.key = arena_strdup(c->keep, key),
                                 .bytes = arena_copy(c->keep, bytes, n),
                                 .n = n,
                                 .used = true});
}

void
components_close(struct components *c)
{
    struct wire w = {.out.keep = c->keep};
    size_t n_used = 0;
    for (struct entry *e = c->all; e != NULL; e = e->hh.next) {
        if (!e->used)
            continue;
        n_used++;
        wire_str(&w, &e->key);
        wire_size(&w, &e->n);
        text_add_n(&w.out, e->bytes, e->n);
    }
    if (n_used > 0 && (c->added || n_used != c->n_read))
        cache_put(&c->s->cache, c->name, w.out.s, w.out.n);
}

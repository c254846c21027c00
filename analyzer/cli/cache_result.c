/* One entry per project: which units it stands for, then the result. */
#include "cache_result.h"

#include <string.h>

#define HASH_LENGTH 32

const char *
cache_project(const struct session *s, arena *keep,
              const struct unit_result *units, size_t n_units)
{
    struct text t = {.keep = keep};
    text_printf(&t, "%s\n%s\n%d\n", s->root, s->python.version,
                s->o->generated);
    for (size_t i = 0; i < n_units; i++)
        text_printf(&t, "%s\n", units[i].path);
    return text_str(&t);
}

/* Everything that phase 2 reads. */
static const char *
inputs_hash(const struct session *s, arena *keep,
            const struct unit_result *units, size_t n_units)
{
    struct text t = {.keep = keep};
    text_printf(&t, "%s\n", s->model_hash);
    for (size_t i = 0; i < n_units; i++)
        text_printf(&t, "%s\n", units[i].has_ir ? units[i].ir_hash : "-");
    return hash_hex(keep, text_str(&t), t.n);
}

static const char *
result_key(const struct session *s, arena *keep,
           const struct unit_result *units, size_t n_units)
{
    return cache_key(&s->cache, keep, "result",
                     cache_project(s, keep, units, n_units));
}

bool
cache_result_get(const struct session *s, const struct unit_result *units,
                 size_t n_units, struct harvest *out)
{
    if (s->cache.dir == NULL)
        return false;
    arena *scratch = arena_new();
    struct wire w = {.keep = s->keep};
    w.in = cache_get(&s->cache, result_key(s, scratch, units, n_units), &w.n);
    bool good = w.in != NULL && w.n >= HASH_LENGTH &&
                memcmp(w.in, inputs_hash(s, scratch, units, n_units),
                       HASH_LENGTH) == 0;
    arena_free(scratch);
    if (!good)
        return false;
    w.at = HASH_LENGTH;
    wire_harvest(&w, out);
    for (size_t i = 0; i < out->n_funcs && !w.bad; i++)
        out->funcs[i].from_cache = true;
    return !w.bad;
}

void
cache_result_put(const struct session *s, const struct unit_result *units,
                 size_t n_units, const void *bytes, size_t n)
{
    if (s->cache.dir == NULL)
        return;
    arena *keep = arena_new();
    struct text t = {.keep = keep};
    text_add(&t, inputs_hash(s, keep, units, n_units));
    text_add_n(&t, bytes, n);
    cache_put(&s->cache, result_key(s, keep, units, n_units), t.s, t.n);
    arena_free(keep);
}

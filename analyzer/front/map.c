/* Open addressing, never more than half full. */
#include "map.h"

static size_t
map_place(const struct map *m, const void *key)
{
    size_t i = ((uintptr_t)key * UINT64_C(0x9E3779B97F4A7C15)) >> 24;
    i &= m->cap - 1;
    while (m->keys[i] != NULL && m->keys[i] != key)
        i = (i + 1) & (m->cap - 1);
    return i;
}

static void
map_grow(arena *keep, struct map *m)
{
    struct map old = *m;
    m->cap = old.cap == 0 ? 32 : old.cap * 2;
    m->keys = ARENA_ARRAY(keep, const void *, m->cap);
    m->values = ARENA_ARRAY(keep, void *, m->cap);
    for (size_t i = 0; i < old.cap; i++) {
        if (old.keys[i] == NULL)
            continue;
        size_t at = map_place(m, old.keys[i]);
        m->keys[at] = old.keys[i];
        m->values[at] = old.values[i];
    }
}

void
map_put(arena *keep, struct map *m, const void *key, void *value)
{
    assert(key != NULL && value != NULL);
    if (m->n * 2 >= m->cap)
        map_grow(keep, m);
    size_t i = map_place(m, key);
    if (m->keys[i] == NULL) {
        m->keys[i] = key;
        m->n++;
    }
    m->values[i] = value;
}

void *
map_get(const struct map *m, const void *key)
{
    return m->cap == 0 ? NULL : m->values[map_place(m, key)];
}

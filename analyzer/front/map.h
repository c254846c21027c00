/* A map from pointers to pointers, in an arena. */
#ifndef REFAUDIT_FRONT_MAP_H
#define REFAUDIT_FRONT_MAP_H

#include "base.h"

struct map {
    const void **keys;
    void **values;
    size_t n, cap; /* cap: power of two or 0 */
};

/* Neither key nor value may be NULL. */
void map_put(arena *keep, struct map *m, const void *key, void *value);
void *map_get(const struct map *m, const void *key); /* NULL: absent */

#endif

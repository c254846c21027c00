/* References that are counted elsewhere.
 *
 * An object that takes a reference to itself for each request in flight has
 * no pointer for each of them, but a number that grows along.  A number in
 * the instance, in what it points to, or in the variables of the extension
 * that grows with the references speaks against a leak. */
#include "alone.h"

#include <stdlib.h>

#define MOST_AREAS 256
#define LARGEST_AREA ((size_t)1 << 24)
/* What Python 3.11 never lets die has so many references from the beginning,
 * and nobody counts them. */
#define FOR_GOOD 500000000

struct area {
    uintptr_t low;
    size_t size;
    unsigned char *copy;
};

static struct {
    struct area areas[MOST_AREAS];
    size_t n, n_own; /* without what is behind the words of an instance */
} counters;

static void
area_add(uintptr_t low, size_t size)
{
    if (counters.n >= MOST_AREAS || size < 4 || size > LARGEST_AREA)
        return;
    struct area *a = &counters.areas[counters.n++];
    *a = (struct area){low, size, own_get(size)};
    memcpy(a->copy, (const void *)low, size);
}

/* The blocks behind the words of an instance, as far as we know them to be
 * readable: a little of each. */
static void
areas_behind(uintptr_t low, size_t size)
{
    enum { BEHIND = 256 };
    for (uintptr_t p = low; p + 8 <= low + size; p += 8) {
        uintptr_t at = *(const uintptr_t *)p;
        const void *page = (const void *)((at + BEHIND) & ~(uintptr_t)7);
        if (at % 8 == 0 && memory_readable((const void *)at) &&
            memory_readable(page))
            area_add(at, BEHIND);
    }
}

void
counters_begin(void)
{
    const struct object *self = (const struct object *)x.args[0];
    counters.n = counters.n_own = 0;
    const struct loaded *l = loaded_of(*(const uintptr_t *)&x.hook->target);
    for (size_t i = 0; l != NULL && i < l->n_segments; i++) {
        const struct segment *s = &l->segments[i];
        if (s->write)
            area_add(s->low, s->high - s->low);
    }
    if (self == NULL || !object_valid(self) || self->type->basicsize > 4096)
        return;
    uintptr_t low = (uintptr_t)self + sizeof *self;
    size_t size = (size_t)self->type->basicsize - sizeof *self;
    if (self->type == py.module_type) {
        const struct module_def *def = py.PyModule_GetDef(
            (struct object *)x.args[0]);
        low = (uintptr_t)py.PyModule_GetState((struct object *)x.args[0]);
        size = low == 0 || def == NULL ? 0 : (size_t)def->size;
    }
    area_add(low, size);
    counters.n_own = counters.n;
    areas_behind(low, size);
}

/* Whether a number changed by `change` for each of the calls since.  The
 * count of the object itself is none, and one that is larger counts more than
 * references: how often something was called. */
bool
counters_follow(const struct object *o, intptr_t change)
{
    int64_t all = (int64_t)change * plan.measured;
    intptr_t references = object_references(o) - PIN;
    if (references > FOR_GOOD)
        return false;
    for (size_t i = 0; i < counters.n; i++) {
        const struct area *a = &counters.areas[i];
        for (size_t k = 0; k + 4 <= a->size; k += 4) {
            int32_t was, now;
            if (a->low + k - (uintptr_t)o < sizeof o->refcnt)
                continue;
            memcpy(&was, a->copy + k, sizeof was);
            memcpy(&now, (const void *)(a->low + k), sizeof now);
            int64_t grown = (int64_t)now - was;
            if ((grown == all && now <= references) || grown == -all)
                return true;
        }
    }
    return false;
}

/* After one call so much else has changed by one that only what grows in the
 * instance and in variables says something. */
bool
counters_grown(const struct object *o)
{
    intptr_t references = object_references(o) - PIN;
    for (size_t i = 0; i < counters.n_own; i++) {
        const struct area *a = &counters.areas[i];
        for (size_t k = 0; k + 4 <= a->size; k += 4) {
            int32_t was, now;
            memcpy(&was, a->copy + k, sizeof was);
            memcpy(&now, (const void *)(a->low + k), sizeof now);
            if ((int64_t)now - was == 1 && now <= references)
                return true;
        }
    }
    return false;
}

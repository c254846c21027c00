/* What is remembered of each type that the extension's calls give or take. */
#include "history.h"

#define SLOTS 4096
#define MOST (SLOTS / 4 * 3)

static struct kind *kinds;
static struct kind *met[MOST]; /* in that order, the same in every run */
static size_t n_kinds;

struct kind *
kind_of(const struct type *t)
{
    size_t i = (size_t)(((uintptr_t)t >> 4) * UINT64_C(0x9E3779B97F4A7C15) >>
                        52);
    if (kinds == NULL)
        kinds = own_get(SLOTS * sizeof *kinds);
    while (kinds[i].type != NULL && kinds[i].type != t)
        i = (i + 1) % SLOTS;
    if (kinds[i].type == NULL) {
        if (n_kinds >= MOST)
            return NULL;
        met[n_kinds++] = &kinds[i];
        kinds[i].type = t;
        kinds[i].own = type_own(t) != NULL;
    }
    /* A type that has died may have left its place to another. */
    if ((t->flags & TYPE_HEAP) != 0 && kinds[i].own != (type_own(t) != NULL))
        kinds[i] = (struct kind){.type = t, .own = !kinds[i].own};
    return &kinds[i];
}

const struct kind *
kind_met(size_t i)
{
    return i < n_kinds ? met[i] : NULL;
}

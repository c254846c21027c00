#include "culprit.h"

#include <string.h>

void
culprits_begin(struct culprits *c, arena *keep, size_t n, const bool *there)
{
    *c = (struct culprits){.n = n};
    c->absent = ARENA_ARRAY(keep, bool, n);
    c->found = ARENA_ARRAY(keep, bool, n);
    c->present = ARENA_ARRAY(keep, size_t, n);
    for (size_t i = 0; i < n; i++)
        if (there[i])
            c->present[c->n_present++] = i;
        else
            c->absent[i] = true;
}

static void
only(struct culprits *c, size_t from, size_t to)
{
    memset(c->absent, true, c->n * sizeof *c->absent);
    for (size_t i = from; i < to; i++)
        c->absent[c->present[i]] = false;
}

static void
take_out(struct culprits *c, size_t at)
{
    c->found[c->present[at]] = true;
    c->n_present--;
    for (size_t i = at; i < c->n_present; i++)
        c->present[i] = c->present[i + 1];
}

bool
culprits_next(struct culprits *c, bool failed)
{
    assert(failed || c->searching);
    if (!c->searching) {
        c->lo = 0;
        c->hi = c->n_present;
    }
    else if (failed)
        c->hi = c->mid;
    else
        c->lo = c->mid;
    if (c->n_present < 2)
        return false;
    c->searching = c->hi - c->lo > 1;
    if (c->searching) {
        c->mid = c->lo + (c->hi - c->lo) / 2;
        only(c, c->lo, c->mid);
    }
    else {
        take_out(c, c->lo);
        only(c, 0, c->n_present);
    }
    return true;
}

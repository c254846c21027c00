/* Findings of a sweep that are one in the source. */
#include <string.h>

#include "trials.h"

/* Both are too much at one `return`, and each has been traced to the line
 * where the result got its value on its own way there: what is missing is
 * missing on every way, so it belongs to the end. */
static bool
one_end(const struct discovery *a, const struct discovery *b)
{
    const struct finding *f = &a->finding, *g = &b->finding;
    return a->excess && b->excess && a->meets != 0 && a->meets == b->meets &&
           f->rule == g->rule && strcmp(f->file, g->file) == 0 &&
           strcmp(f->function, g->function) == 0;
}

static void
move_to_end(struct discovery *d)
{
    struct place *last = &d->steps.v[d->steps.n - 1].place;
    last->line = last->end_line = d->meets;
    d->finding.place = *last;
}

size_t
discoveries_merge(struct discovery *v, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct discovery *same = NULL;
        for (size_t k = 0; k < kept && same == NULL; k++)
            if (one_end(&v[k], &v[i]))
                same = &v[k];
        if (same == NULL) {
            v[kept++] = v[i];
            continue;
        }
        move_to_end(same);
        same->finding.duplicates++;
    }
    return kept;
}

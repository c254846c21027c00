/* What a function of the project calls fails when something fails that it
 * calls in turn, however deep.  A record of the run says of each call only a
 * few visits; a trial without a fault says all of its steps, and each of them
 * that can fail is made to fail in that call. */
#include <string.h>

#include "trials.h"

enum {
    MOST_CALLS = 6,  /* of a claim, that go different ways */
    MOST_VISITS = 3, /* of one place in a call */
    MOST_DEEP = 64,  /* trials of a claim */
};

struct deepening {
    arena *keep;
    const struct recording *r;
    struct claim *c;
    size_t index, left;
    size_t n_ways;
    uint64_t ways[MOST_CALLS];
};

static bool
waits(const struct claim *c)
{
    return !c->changed && !c->shown && c->wants_failure && !c->fails_itself;
}

static uint64_t
way_of(const struct log_trial *t)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < t->n_steps; i++)
        for (const char *p = t->steps[i].site; *p != '\0'; p++)
            hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return hash;
}

/* Where it comes to the finding's function, or SIZE_MAX. */
static size_t
arrives(const struct claim *c, const struct log_trial *t)
{
    for (size_t i = 0; i < t->n_steps; i++)
        if (sites_have(&c->inside, t->steps[i].site))
            return i;
    return SIZE_MAX;
}

static bool
is_new(struct deepening *d, uint64_t way)
{
    for (size_t i = 0; i < d->n_ways; i++)
        if (d->ways[i] == way)
            return false;
    if (d->n_ways >= MOST_CALLS)
        return false;
    d->ways[d->n_ways++] = way;
    return true;
}

static void
deepen_step(struct deepening *d, const struct log_hit *hit,
            const struct log_step *s)
{
    const struct site *site = recording_site(d->r, s->site);
    struct trial t = {
        .hit = hit, .grade = GRADE_GENUINE, .site = site, .nth = s->nth};
    if (site == NULL || !site->fallible || s->nth > MOST_VISITS ||
        d->left == 0 || sites_have(&d->c->inside, s->site))
        return;
    d->left -= claim_try(d->keep, d->c, d->index, t);
}

/* What comes behind the first step in the function first. */
static void
deepen_call(struct deepening *d, const struct log_hit *hit,
            const struct log_trial *t, size_t from)
{
    for (size_t i = 0; i < t->n_steps; i++)
        deepen_step(d, hit, &t->steps[(from + i) % t->n_steps]);
}

static const struct trial *
unharmed(const struct claim *all, size_t n, const struct log_trial *t)
{
    bool control = *t->id == '@';
    const struct trial *p = claims_trial(all, n, t->id + control);
    if (p == NULL || !log_entry_repeats(p->hit->entry))
        return NULL;
    return control || (p->grade == GRADE_NATURAL && trial_usual(p)) ? p : NULL;
}

void
claims_deepen(arena *keep, const struct recording *r, struct claim *all,
              size_t n, const struct log *replay)
{
    for (size_t i = 0; i < n; i++) {
        struct deepening d = {
            .keep = keep, .r = r, .c = &all[i], .index = i, .left = MOST_DEEP};
        for (size_t k = 0; k < replay->trials.n && waits(&all[i]); k++) {
            const struct log_trial *t = &replay->trials.v[k];
            const struct trial *p = unharmed(all, n, t);
            size_t from = p == NULL ? SIZE_MAX : arrives(&all[i], t);
            if (from != SIZE_MAX && is_new(&d, way_of(t)))
                deepen_call(&d, p->hit, t, from);
        }
    }
}

/* Calls of the recorded run with one thing exchanged for what any Python code
 * could pass as well.  What there is to exchange the runtime knows
 * (instrument/vary.c); the numbers are the same there. */
#include <stdio.h>
#include <string.h>

#include "trials.h"

enum {
    VARIED_ENTRIES = 3,
    VARIED_CALLS = 2,
    VARIED_WAYS = 6,
    VARIED_ARGUMENTS = 4,
    WHOLE = 1000,
    PLACES = 2000,
    ASKED = 3000,
    VARIED_PLACES = 34,
    VARIED_NAMES = 12,
    NAMED = 4000,
    VARIED_KEYWORDS = 10,
    OFFERED = 5000,
    OFFERED_ARGUMENTS = 3,
};

static const char *const kinds[] = {
    "an object that refuses every question",
    "text that has no UTF-8",
    "a huge number",
    "a container that begins with an object that refuses every question",
    "-1",
    "None",
    "object()",
    "a container that ends with an object that refuses every question",
    "empty",
    "one that refuses the first question",
    "one that refuses the second question",
    "one that refuses the third question",
    "one that refuses the fourth question",
    "one that refuses the sixth question",
    "one that answers the first question wrongly",
    "one that answers the second question wrongly",
    "one that answers the third question wrongly",
    "without its last item",
    "its first two items only",
    "zero",
    "1",
    "1.5",
    "no number (NaN)",
    "1j",
    "\"a\"",
    "one byte",
    "a new instance of its class",
    "twice as long",
    "a slice with a huge end",
};

static const char *const wholes[] = {
    "a keyword without UTF-8 was added",
    "object() was added as the last argument",
    "1 was added as the last argument",
    "the last argument was left out",
    "warnings were errors",
    "the limit of recursion was reached",
    "one more call reached the limit of recursion",
    "two more calls reached the limit of recursion",
    "the name of a keyword had no UTF-8",
};

static const char *const place_kinds[] = {
    "object()",
    "text that has no UTF-8",
    "an object that refuses every question",
    "missing",
    "-1",
    "a new object each time",
};

static const char *const named_kinds[] = {
    "object()",
    "a function",
    "text that has no UTF-8",
    "other text",
};

static const char *const offered_kinds[] = {
    "gives object()",
    "refuses to be called",
};

enum {
    OFFERED_KINDS = sizeof offered_kinds / sizeof *offered_kinds,
    NAMED_KINDS = sizeof named_kinds / sizeof *named_kinds,
    KINDS = sizeof kinds / sizeof *kinds,
    WHOLES = sizeof wholes / sizeof *wholes,
    PLACE_KINDS = sizeof place_kinds / sizeof *place_kinds,
};

const char *
trial_variation(arena *keep, const struct trial *t)
{
    assert(t->varies);
    if (t->nth >= OFFERED)
        return arena_printf(
            keep, "argument %lu had nothing but a method that %s",
            (t->nth - OFFERED) / OFFERED_KINDS / VARIED_NAMES + 1,
            offered_kinds[(t->nth - OFFERED) % OFFERED_KINDS]);
    if (t->nth >= NAMED)
        return arena_printf(keep, "keyword %lu was given: %s",
                            (t->nth - NAMED) / NAMED_KINDS + 1,
                            named_kinds[(t->nth - NAMED) % NAMED_KINDS]);
    if (t->nth >= ASKED)
        return arena_printf(keep, "something that it asks for by name was %s",
                            place_kinds[(t->nth - ASKED) % PLACE_KINDS]);
    if (t->nth >= PLACES)
        return arena_printf(keep, "something that hangs on an argument was %s",
                            place_kinds[(t->nth - PLACES) % PLACE_KINDS]);
    if (t->nth >= WHOLE)
        return wholes[t->nth - WHOLE];
    return arena_printf(keep, "argument %lu was %s", t->nth / KINDS + 1,
                        kinds[t->nth % KINDS]);
}

struct varying {
    arena *keep;
    const struct recording *r;
    struct claim *c;
    size_t index;
    VEC(const struct log_hit *) done; /* of all claims */
};

static bool
is_done(const struct varying *v, const struct log_hit *hit)
{
    for (size_t i = 0; i < v->done.n; i++)
        if (hits_of_one_call(v->done.v[i], hit))
            return true;
    return false;
}

static void
vary_times(struct varying *v, const struct log_hit *hit, unsigned long from,
           unsigned long n)
{
    for (unsigned long i = from; i < from + n; i++) {
        struct trial t = {
            .hit = hit, .grade = GRADE_NATURAL, .nth = i, .varies = true};
        t.id = arena_printf(v->keep, "F%zu.%zu", v->index, v->c->trials.n);
        VEC_PUSH(v->keep, &v->c->trials, t);
    }
}

/* Each call once: a trial speaks of every claim. */
static void
vary_call(struct varying *v, const struct log_hit *hit)
{
    if (is_done(v, hit))
        return;
    VEC_PUSH(v->keep, &v->done, hit);
    vary_times(v, hit, 0, VARIED_ARGUMENTS * KINDS);
    vary_times(v, hit, WHOLE, WHOLES);
    vary_times(v, hit, PLACES, VARIED_PLACES * PLACE_KINDS);
    vary_times(v, hit, ASKED, VARIED_NAMES * PLACE_KINDS);
    vary_times(v, hit, NAMED, VARIED_KEYWORDS * NAMED_KINDS);
    vary_times(v, hit, OFFERED,
               OFFERED_ARGUMENTS * VARIED_NAMES * OFFERED_KINDS);
}

/* Fields that are set only when a keyword is given are overwritten only when
 * it is given again. */
static void
vary_again(struct varying *v)
{
    const struct log *log = v->r->log;
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (e->proc == NULL || e->calls == 0 || !str_ends(e->id, "/tp_init") ||
            !claim_is_entry(v->r, v->c, e->id))
            continue;
        const struct log_hit *hit = hit_numbered(v->keep, e->proc, e->id, 1);
        for (unsigned long k = 0; k < VARIED_KEYWORDS * NAMED_KINDS; k++)
            claim_try(v->keep, v->c, v->index,
                      (struct trial){.hit = hit,
                                     .grade = GRADE_NATURAL,
                                     .nth = NAMED + k,
                                     .varies = true,
                                     .again = true});
    }
}

/* How much a recorded call promises: it makes the subject, or goes to the
 * claim's function at least. */
static unsigned
promise_of(const struct varying *v, const struct log_hit *h)
{
    return sites_have(&v->c->born, h->site)     ? 2
           : sites_have(&v->c->inside, h->site) ? 1
                                                : 0;
}

static bool
goes_like(const struct log_hit *const *list, size_t n, const struct log_hit *h)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i]->trace, h->trace) == 0)
            return true;
    return false;
}

/* Calls that promise most and go different ways. */
static void
vary_best(struct varying *v, const struct log_entry *e, size_t most)
{
    const struct log *log = v->r->log;
    const struct log_hit *best[VARIED_WAYS];
    size_t n = 0;
    for (unsigned least = 2; least > 0; least--)
        for (size_t i = 0; i < log->hits.n && n < most; i++) {
            const struct log_hit *h = &log->hits.v[i];
            if (strcmp(h->entry, e->id) == 0 && promise_of(v, h) >= least &&
                !goes_like(best, n, h))
                best[n++] = h;
        }
    for (size_t i = 0; i < n; i++)
        vary_call(v, best[i]);
}

/* Tests often begin with what is refused: besides the first call of the
 * entry its last one, and later some between. */
static void
vary_entry(struct varying *v, const struct log_entry *e, bool more)
{
    unsigned long n = e->calls, quarter = n / 4;
    const unsigned long calls[] = {
        1, n, 1 + quarter, n - quarter, 1 + 2 * quarter, 2};
    size_t most = more ? sizeof calls / sizeof *calls : 2;
    vary_best(v, e, more ? VARIED_WAYS : VARIED_CALLS);
    for (size_t i = 0; i < most; i++)
        if (calls[i] <= n)
            vary_call(v, hit_numbered(v->keep, e->proc, e->id, calls[i]));
}

static void
vary_claim(struct varying *v, bool more)
{
    const struct log *log = v->r->log;
    struct entry_names there = claim_entries(v->keep, v->r, v->c);
    size_t done = 0;
    for (size_t k = 0; k < log->entries.n && done < VARIED_ENTRIES; k++) {
        const struct log_entry *e = &log->entries.v[k];
        if (e->proc == NULL || e->calls == 0 || log_entry_once(e->id) ||
            !entries_have(&there, e->id))
            continue;
        done++;
        vary_entry(v, e, more);
    }
}

void
claims_vary(arena *keep, const struct recording *r, struct claim *all,
            size_t n, bool more)
{
    struct varying v = {.keep = keep, .r = r};
    for (size_t i = 0; i < n; i++) {
        v.c = &all[i];
        v.index = i;
        if (v.c->changed || v.c->shown)
            continue;
        if (strcmp(v.c->finding->rule->id, "TYP011") == 0)
            vary_again(&v);
        if (!str_starts(v.c->finding->rule->id, "TYP"))
            vary_claim(&v, more);
    }
}

/* The recorded run: which calls it made, and where they stand. */
#include <stdlib.h>
#include <string.h>

#include "confirm.h"

static struct object *
object_named(const struct recording *r, const char *text, size_t n)
{
    for (size_t i = 0; i < r->log->objects.n; i++) {
        const char *id = r->log->objects.v[i].id;
        if (strlen(id) == n && strncmp(id, text, n) == 0)
            return r->objects.v[i];
    }
    return NULL;
}

size_t
recording_place(const struct recording *r, const char *text, bool call,
                struct code_place *out, size_t max)
{
    size_t n = strcspn(text, "+@");
    struct object *o = object_named(r, text, n);
    if (o == NULL || text[n] == '\0')
        return 0;
    uint64_t address = strtoull(text + n + 1, NULL, 16);
    return object_lookup(o, address - (call ? 1 : 0), out, max);
}

const struct site *
recording_site(const struct recording *r, const char *id)
{
    for (size_t i = 0; i < r->sites.n; i++)
        if (strcmp(r->sites.v[i].id, id) == 0)
            return &r->sites.v[i];
    return NULL;
}

static bool
is_fallible(const struct facts *f, const char *name)
{
    const struct contract *c = model_find(f->model, sym_intern(f->syms, name),
                                          f->version);
    if (c == NULL || c->fails == CAUSE_NEVER)
        return false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (contract_outcome_fails(&c->outcomes[i]))
            return true;
    return false;
}

static void
add_site(struct recording *r, const char *id, const char *name,
         unsigned long count)
{
    struct site s = {.id = id,
                     .name = name,
                     .count = count,
                     .fallible = is_fallible(r->facts, name)};
    s.n_at = recording_place(r, id, true, s.at, MAX_FRAMES);
    VEC_PUSH(r->keep, &r->sites, s);
}

struct recording *
recording_make(arena *keep, const struct log *log, const struct facts *facts)
{
    struct recording *r = ARENA_NEW(keep, struct recording);
    r->keep = keep;
    r->log = log;
    r->facts = facts;
    for (size_t i = 0; i < log->objects.n; i++) {
        const char *error;
        VEC_PUSH(keep, &r->objects,
                 object_open(keep, log->objects.v[i].path, &error));
    }
    for (size_t i = 0; i < log->totals.n; i++)
        add_site(r, log->totals.v[i].site, log->totals.v[i].name,
                 log->totals.v[i].count);
    for (size_t i = 0; i < log->hits.n; i++)
        if (recording_site(r, log->hits.v[i].site) == NULL)
            add_site(r, log->hits.v[i].site, log->hits.v[i].name,
                     log->hits.v[i].count);
    return r;
}

void
recording_close(struct recording *r)
{
    for (size_t i = 0; i < r->objects.n; i++)
        object_close(r->objects.v[i]);
}

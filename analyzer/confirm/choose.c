/* Which calls of the recorded run to repeat for a finding, and what to make
 * fail in them.
 *
 * A trial costs a few milliseconds, so that it is better to try too many than
 * to guess: but first the calls that went where the finding goes, each entry
 * and each call that may fail once before any of them twice. */
#include <stdio.h>
#include <string.h>

#include "trials.h"

struct planner {
    arena *keep;
    const struct recording *r;
    struct claim *c;
    size_t index, limit;
    struct entry_names there; /* entries that go to the finding's function */
};

bool
trial_usual(const struct trial *t)
{
    return !t->deletes && !t->again && !t->ends && !t->varies;
}

enum { MOST_OTHERS = 12, DELETED_EACH = 4 };

bool
trial_same(const struct trial *a, const struct trial *b)
{
    return a->hit->ordinal == b->hit->ordinal && a->grade == b->grade &&
           a->site == b->site && a->nth == b->nth && a->ends == b->ends &&
           a->other == b->other && a->varies == b->varies &&
           a->deletes == b->deletes && a->again == b->again &&
           a->setter == b->setter &&
           strcmp(a->hit->entry, b->hit->entry) == 0 &&
           strcmp(a->hit->proc, b->hit->proc) == 0;
}

static bool
has_trial(const struct claim *c, const struct trial *t)
{
    for (size_t i = 0; i < c->trials.n; i++)
        if (trial_same(&c->trials.v[i], t))
            return true;
    return false;
}

uint64_t
trial_hash(const struct trial *t)
{
    uint64_t hash = t->hit->ordinal << 20 ^ t->nth << 4 ^ (uint64_t)t->varies;
    for (const char *p = t->hit->entry; *p != '\0'; p++)
        hash = (hash ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return hash ^ hash >> 29;
}

bool
claim_try(arena *keep, struct claim *c, size_t index, struct trial t)
{
    if (has_trial(c, &t))
        return false;
    t.id = arena_printf(keep, "F%zu.%zu", index, c->trials.n);
    VEC_PUSH(keep, &c->trials, t);
    return true;
}

static void
add(struct planner *p, struct trial t)
{
    if (p->c->trials.n < p->limit)
        claim_try(p->keep, p->c, p->index, t);
}

static void
add_trial(struct planner *p, const struct log_hit *hit, enum grade grade,
          const struct site *site, unsigned long nth)
{
    add(p,
        (struct trial){.hit = hit, .grade = grade, .site = site, .nth = nth});
}

static void
add_ends(struct planner *p, const struct log_hit *hit)
{
    add(p, (struct trial){.hit = hit, .grade = GRADE_NATURAL, .ends = true});
}

/* ---- where calls go ----------------------------------------------------- */

bool
hits_of_one_call(const struct log_hit *a, const struct log_hit *b)
{
    return a->ordinal == b->ordinal && strcmp(a->entry, b->entry) == 0 &&
           strcmp(a->proc, b->proc) == 0;
}

/* The hits of one call are written one after the other. */
static bool
call_has(const struct recording *r, size_t hit, const struct site_list *sites)
{
    const struct log_hit *v = r->log->hits.v;
    size_t first = hit, n = r->log->hits.n;
    while (first > 0 && hits_of_one_call(&v[first - 1], &v[hit]))
        first--;
    for (size_t i = first; i < n && hits_of_one_call(&v[i], &v[hit]); i++)
        if (sites_have(sites, v[i].site))
            return true;
    return false;
}

bool
entries_have(const struct entry_names *list, const char *s)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i], s) == 0)
            return true;
    return false;
}

/* The entry is the finding's own function, into which others may be inlined
 * from its first instruction on. */
bool
claim_is_entry(const struct recording *r, const struct claim *c,
               const char *id)
{
    struct code_place at[MAX_FRAMES];
    size_t n = recording_place(r, id, false, at, MAX_FRAMES);
    return n > 0 && place_in_function(&at[n - 1], c->finding->function,
                                      c->finding->file);
}

struct entry_names
claim_entries(arena *keep, const struct recording *r, const struct claim *c)
{
    const struct log *log = r->log;
    struct entry_names there = {0};
    for (size_t i = 0; i < log->entries.n; i++) {
        const char *id = log->entries.v[i].id;
        if (claim_is_entry(r, c, id))
            VEC_PUSH(keep, &there, id);
    }
    for (size_t i = 0; i < log->hits.n; i++) {
        const struct log_hit *h = &log->hits.v[i];
        if (sites_have(&c->inside, h->site) && !entries_have(&there, h->entry))
            VEC_PUSH(keep, &there, h->entry);
    }
    return there;
}

/* How much a call promises: the subject is made in it, its entry goes to the
 * function. */
static unsigned
rank_of(const struct planner *p, size_t hit)
{
    const struct log_hit *h = &p->r->log->hits.v[hit];
    return (call_has(p->r, hit, &p->c->born) ? 2U : 0U) +
           (entries_have(&p->there, h->entry) ? 1U : 0U);
}

/* ---- faults ------------------------------------------------------------- */

/* Calls that went to one site, the best first. */
struct visits {
    const struct site *site;
    size_t *hit;
    size_t n;
};

static struct visits
visits_of(struct planner *p, const struct site *site, unsigned least)
{
    const struct log *log = p->r->log;
    struct visits v = {.site = site};
    v.hit = ARENA_ARRAY(p->keep, size_t, log->hits.n + 1);
    for (unsigned rank = 4; rank-- > least;)
        for (size_t i = 0; i < log->hits.n; i++)
            if (strcmp(log->hits.v[i].site, site->id) == 0 &&
                log_entry_repeats(log->hits.v[i].entry) &&
                rank_of(p, i) == rank)
                v.hit[v.n++] = i;
    return v;
}

/* The last visit and the second may go another way than the first. */
static void
plan_visit(struct planner *p, const struct visits *v, size_t k, bool first)
{
    const struct log_hit *hit = &p->r->log->hits.v[v->hit[k]];
    if (first) {
        add_trial(p, hit, GRADE_GENUINE, v->site, 1);
        return;
    }
    if (hit->count > 1)
        add_trial(p, hit, GRADE_GENUINE, v->site, 2);
    if (hit->count > 2)
        add_trial(p, hit, GRADE_GENUINE, v->site, 0);
}

/* A call far from the function fails for nothing when the function has to
 * fail that the finding's one calls. */
static void
plan_failing(struct planner *p)
{
    struct claim *c = p->c;
    struct visits *v = ARENA_ARRAY(p->keep, struct visits, c->failing.n + 1);
    unsigned least = !c->fails_itself && p->there.n > 0 ? 1 : 0;
    size_t most = 0;
    for (size_t i = 0; i < c->failing.n; i++) {
        v[i] = visits_of(p, c->failing.v[i], least);
        most = v[i].n > most ? v[i].n : most;
    }
    for (size_t k = 0; k < most; k++)
        for (int first = 1; first >= 0; first--)
            for (size_t i = 0; i < c->failing.n; i++)
                if (k < v[i].n)
                    plan_visit(p, &v[i], k, first == 1);
}

/* Calls that go there and fail by themselves may fail of that. */
static void
plan_failed(struct planner *p)
{
    enum { MOST_FAILED = 3 };
    size_t limit = p->limit;
    p->limit = MOST_FAILED;
    for (size_t i = 0; i < p->c->failing.n; i++) {
        struct visits v = visits_of(p, p->c->failing.v[i], 0);
        for (size_t k = 0; k < v.n; k++)
            if (p->r->log->hits.v[v.hit[k]].failed)
                add_trial(p, &p->r->log->hits.v[v.hit[k]], GRADE_NATURAL, NULL,
                          0);
    }
    p->limit = limit + p->c->trials.n;
}

/* What no lack of memory makes fail, something else may. */
static void
plan_others(struct planner *p, const struct site *site, unsigned least)
{
    struct visits v = visits_of(p, site, least);
    for (size_t k = 0; k < v.n; k++)
        add(p, (struct trial){.hit = &p->r->log->hits.v[v.hit[k]],
                              .grade = GRADE_GENUINE,
                              .site = site,
                              .nth = 1,
                              .other = true});
}

static void
plan_failing_otherwise(struct planner *p)
{
    const struct claim *c = p->c;
    unsigned least = !c->fails_itself && p->there.n > 0 ? 1 : 0;
    size_t share = c->failing.n == 0 ? 0 : MOST_OTHERS / c->failing.n;
    for (size_t i = 0; i < c->failing.n; i++) {
        p->limit = c->trials.n + (share > 0 ? share : 1);
        plan_others(p, c->failing.v[i], least);
    }
}

/* A made-up failure is no evidence, but says where to look. */
static void
plan_hints(struct planner *p)
{
    struct visits v = visits_of(p, p->c->failing.v[0], 0);
    for (size_t k = 0; k < v.n; k++) {
        const struct log_hit *hit = &p->r->log->hits.v[v.hit[k]];
        add_trial(p, hit, GRADE_LATE, v.site, hit->count > 1 ? 0 : 1);
    }
}

/* A function of the project fails when something fails that it calls, however
 * deep: whatever can fail in a call that goes there. */
static void
plan_around(struct planner *p)
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->hits.n; i++) {
        const struct log_hit *h = &log->hits.v[i];
        const struct site *site = recording_site(p->r, h->site);
        if (site != NULL && site->fallible && log_entry_repeats(h->entry) &&
            p->c->trials.n < p->limit && entries_have(&p->there, h->entry))
            add_trial(p, h, GRADE_GENUINE, site, 1);
    }
}

static void
plan_natural(struct planner *p, const struct site_list *sites)
{
    for (size_t i = 0; i < sites->n; i++) {
        struct visits v = visits_of(p, sites->v[i], 0);
        for (size_t k = 0; k < v.n; k++)
            add_trial(p, &p->r->log->hits.v[v.hit[k]], GRADE_NATURAL, NULL, 0);
    }
}

struct log_hit *
hit_numbered(arena *keep, const char *proc, const char *entry,
             unsigned long ordinal)
{
    struct log_hit *hit = ARENA_NEW(keep, struct log_hit);
    *hit = (struct log_hit){.proc = proc,
                            .entry = entry,
                            .site = "-",
                            .ordinal = ordinal,
                            .count = 1,
                            .trace = "-"};
    return hit;
}

/* A function that calls nothing of the API is still entered: its own entry, at
 * first and now and then. */
static void
plan_entry(struct planner *p)
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (e->proc == NULL || !claim_is_entry(p->r, p->c, e->id))
            continue;
        unsigned long n = e->calls, quarter = n / 4;
        unsigned long k[] = {1, n, n - quarter, n - 2 * quarter, 1 + quarter,
                             2, 3};
        for (size_t m = 0; m < sizeof k / sizeof *k; m++)
            if (k[m] <= n)
                add_trial(p, hit_numbered(p->keep, e->proc, e->id, k[m]),
                          GRADE_NATURAL, NULL, 0);
    }
}

static struct log_hit *
first_call(arena *keep, const struct log_entry *e)
{
    return hit_numbered(keep, e->proc, e->id, 1);
}

/* A call that gets or sets it, or NULL. */
struct log_hit *
deletion_of(arena *keep, const struct log *log, const struct log_entry *setter)
{
    if (!str_ends(setter->id, "/setter"))
        return NULL;
    if (setter->calls > 0 && setter->proc != NULL)
        return first_call(keep, setter);
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (str_ends(e->id, "/getter") && e->calls > 0 && e->proc != NULL &&
            strcmp(e->name, setter->name) == 0)
            return first_call(keep, e);
    }
    return NULL;
}

static void
add_deletion(struct planner *p, const struct log_hit *hit, const char *setter)
{
    struct trial t = {
        .hit = hit, .grade = GRADE_NATURAL, .deletes = true, .setter = setter};
    t.id = arena_printf(p->keep, "F%zu.%zu", p->index, p->c->trials.n);
    VEC_PUSH(p->keep, &p->c->trials, t);
}

/* Nobody gets or sets it, but there are instances that may have it. */
static void
plan_deletion_of_any(struct planner *p, const char *setter)
{
    const struct log *log = p->r->log;
    struct entry_names types = {0};
    for (size_t i = 0; i < log->instances.n; i++) {
        const struct log_instance *v = &log->instances.v[i];
        size_t n = 0;
        for (size_t k = 0; k < types.n; k++)
            n += strcmp(types.v[k], v->type) == 0;
        if (v->result || n >= DELETED_EACH)
            continue;
        VEC_PUSH(p->keep, &types, v->type);
        add_deletion(p, hit_numbered(p->keep, v->proc, v->entry, v->ordinal),
                     setter);
    }
}

/* On instances that calls went to the function with, which may be in a state
 * that others are not in. */
static void
plan_deletion_there(struct planner *p, const char *setter)
{
    const struct log *log = p->r->log;
    const struct log_hit *done = NULL;
    size_t n = 0;
    for (size_t i = 0; i < log->hits.n && n < DELETED_EACH; i++) {
        const struct log_hit *h = &log->hits.v[i];
        if (!sites_have(&p->c->inside, h->site) ||
            !log_entry_repeats(h->entry) ||
            (done && hits_of_one_call(done, h)))
            continue;
        done = h;
        n++;
        add_deletion(p, h, setter);
    }
}

/* Names are the same in many types; the runtime looks at the instance. */
static void
plan_deletion_of(struct planner *p, const struct log_entry *setter)
{
    const struct log *log = p->r->log;
    plan_deletion_there(p, setter->id);
    size_t before = p->c->trials.n;
    if (setter->calls > 0 && setter->proc != NULL) {
        add_deletion(p, first_call(p->keep, setter), NULL);
        return;
    }
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (str_ends(e->id, "/getter") && e->calls > 0 && e->proc != NULL &&
            strcmp(e->name, setter->name) == 0)
            add_deletion(p, first_call(p->keep, e), setter->id);
    }
    if (p->c->trials.n == before)
        plan_deletion_of_any(p, setter->id);
}

/* What a setter does without a value shows when the attribute is deleted. */
static void
plan_deletion(struct planner *p)
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (str_ends(e->id, "/setter") && claim_is_entry(p->r, p->c, e->id))
            plan_deletion_of(p, e);
    }
}

/* An instance of the type may come out of any entry, most likely of those
 * that make one. */
static void
plan_instances(struct planner *p)
{
    const struct log *log = p->r->log;
    for (int making = 1; making >= 0; making--)
        for (size_t i = 0; i < log->entries.n; i++) {
            const struct log_entry *e = &log->entries.v[i];
            bool makes = str_ends(e->id, "/tp_new") ||
                         str_ends(e->id, "/tp_init");
            if (makes != making || e->proc == NULL || log_entry_once(e->id))
                continue;
            add_ends(p, hit_numbered(p->keep, e->proc, e->id, 1));
        }
}

/* Calls that make an instance of the type, or are made on one. */
static void
plan_type(struct planner *p)
{
    const struct log *log = p->r->log;
    for (int made = 1; made >= 0; made--)
        for (size_t i = 0; i < log->instances.n; i++) {
            const struct log_instance *v = &log->instances.v[i];
            bool makes = v->result || str_ends(v->entry, "/tp_init");
            if (v->heir || makes != (made == 1) ||
                strcmp(v->type, p->c->type == NULL ? "" : p->c->type) != 0)
                continue;
            add_ends(p, hit_numbered(p->keep, v->proc, v->entry, v->ordinal));
        }
}

/* A type that is made by type() alone shows in the import. */
static void
plan_imports(struct planner *p)
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (e->proc != NULL && e->calls > 0 && log_entry_once(e->id))
            add_ends(p, hit_numbered(p->keep, e->proc, e->id, 1));
    }
}

static void
add_again(struct planner *p, const struct log_hit *hit)
{
    add(p, (struct trial){.hit = hit, .grade = GRADE_NATURAL, .again = true});
}

static bool
sets_up(const struct planner *p, const char *entry)
{
    return str_ends(entry, "/tp_init") && claim_is_entry(p->r, p->c, entry);
}

/* Calls that go different ways set different fields. */
static void
plan_again_otherwise(struct planner *p)
{
    enum { WAYS = 16 };
    const struct log *log = p->r->log;
    const char *done[WAYS];
    size_t n = 0;
    for (size_t i = 0; i < log->hits.n && n < WAYS; i++) {
        const struct log_hit *h = &log->hits.v[i];
        bool known = false;
        for (size_t k = 0; k < n; k++)
            known |= strcmp(done[k], h->trace) == 0;
        if (known || !sets_up(p, h->entry))
            continue;
        done[n++] = h->trace;
        add_again(p, h);
    }
}

/* The same instance is set up more than once. */
static void
plan_again(struct planner *p)
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->instances.n; i++) {
        const struct log_instance *v = &log->instances.v[i];
        if (!v->result && sets_up(p, v->entry))
            add_again(p, hit_numbered(p->keep, v->proc, v->entry, v->ordinal));
    }
    plan_again_otherwise(p);
}

/* ---- all of it ---------------------------------------------------------- */

static unsigned
kind_of(const struct trial *t)
{
    return (unsigned)t->grade << 4 | (unsigned)t->other << 3 |
           (unsigned)t->deletes << 2 | (unsigned)t->again << 1 |
           (unsigned)t->ends;
}

/* One of each kind before the second of any; what is no proof comes last. */
static void
order(struct planner *p)
{
    struct trial *v = p->c->trials.v;
    size_t n = p->c->trials.n, done = 0;
    struct trial *out = ARENA_ARRAY(p->keep, struct trial, n + 1);
    bool *taken = ARENA_ARRAY(p->keep, bool, n + 1);
    memset(taken, 0, n);
    while (done < n) {
        unsigned long long kinds = 0;
        bool proofs = false;
        for (size_t i = 0; i < n; i++)
            proofs |= !taken[i] && v[i].grade <= GRADE_GENUINE;
        for (size_t i = 0; i < n; i++) {
            unsigned long long kind = 1ULL << kind_of(&v[i]);
            if (taken[i] || (kinds & kind) != 0 ||
                (proofs && v[i].grade > GRADE_GENUINE))
                continue;
            kinds |= kind;
            taken[i] = true;
            out[done] = v[i];
            out[done].id = arena_printf(p->keep, "F%zu.%zu", p->index, done);
            done++;
        }
    }
    for (size_t i = 0; i < n; i++)
        v[i] = out[i];
}

static void
plan_all(struct planner *p)
{
    struct claim *c = p->c;
    size_t limit = p->limit;
    if (strcmp(c->finding->rule->id, "TYP011") == 0)
        plan_again(p);
    else if (str_starts(c->finding->rule->id, "TYP")) {
        plan_type(p);
        if (c->trials.n == 0 && c->type == NULL)
            plan_instances(p);
        p->limit = c->trials.n + 4;
        plan_imports(p);
        return;
    }
    p->there = claim_entries(p->keep, p->r, c);
    plan_deletion(p);
    plan_failed(p);
    plan_failing(p);
    plan_failing_otherwise(p);
    p->limit = c->trials.n + 4;
    if (c->trials.n > 0 && c->failing.n > 0)
        plan_hints(p);
    p->limit = c->trials.n + limit;
    if (c->wants_failure && !c->fails_itself)
        plan_around(p);
    /* Without a failing call, or where it is none of ours: as it is. */
    if (c->wants_failure && c->failing.n > 0)
        return;
    p->limit = c->trials.n + limit;
    plan_natural(p, &c->born);
    plan_natural(p, &c->inside);
    plan_entry(p);
}

void
claim_plan(arena *keep, const struct recording *r, struct claim *c,
           size_t index, size_t limit)
{
    struct planner p = {
        .keep = keep, .r = r, .c = c, .index = index, .limit = limit};
    plan_all(&p);
    order(&p);
}

const struct trial *
claims_trial(const struct claim *all, size_t n, const char *id)
{
    size_t claim, trial;
    if (sscanf(id, "F%zu.%zu", &claim, &trial) != 2 || claim >= n ||
        trial >= all[claim].trials.n)
        return NULL;
    return &all[claim].trials.v[trial];
}

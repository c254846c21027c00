/* Calls of the API: who they are, how often, in which calls of an entry. */
#include "history.h"

#include <pthread.h>
#include <stdlib.h>

#define SITE_SLOTS ((size_t)1 << 16)
/* Calls of one entry in which a site is written down. */
#define MOST_OF_PAIR 3
#define PAIRED_SITES 8192
#define ASKED_VISITS 16
/* Outside of entries code that we do not watch may have given the thread state
 * away, so that one visit of so many is always asked about. */
#define ASKED_OUTSIDE 8

static struct {
    uint16_t slots[SITE_SLOTS]; /* numbers in the pool; 0: unused */
    size_t n;
    pthread_mutex_t lock;
    uint64_t serial;
} sites = {.n = 1, .lock = PTHREAD_MUTEX_INITIALIZER};

static struct site pool[SITE_SLOTS / 2];
static uint64_t traces[SITE_SLOTS / 2][MOST_CONTEXTS]; /* written down */

static size_t
ra_slot(uintptr_t ra)
{
    return (size_t)(ra >> 2) & (SITE_SLOTS - 1);
}

static uint64_t
site_key(uintptr_t ra, const struct loaded *l)
{
    uint64_t key = l == NULL ? ra : ra - l->base;
    for (const char *p = l == NULL ? "" : l->id; *p != '\0'; p++)
        key = (key ^ (unsigned char)*p) * UINT64_C(1099511628211);
    return key;
}

/* The one with that return address, or the slot where it belongs. */
static struct site *
site_find(uintptr_t ra, size_t *slot)
{
    unsigned n;
    size_t i = ra_slot(ra);
    for (; (n = sites.slots[i]) != 0; i = (i + 1) & (SITE_SLOTS - 1)) {
        if (pool[n].ra == ra)
            return &pool[n];
    }
    *slot = i;
    return NULL;
}

static struct site *
site_add(uintptr_t ra, const struct api *api)
{
    const struct loaded *l = loaded_of(ra);
    size_t i;
    pthread_mutex_lock(&sites.lock);
    struct site *s = site_find(ra, &i);
    if (s == NULL && sites.n < SITE_SLOTS / 2) {
        s = &pool[sites.n];
        *s = (struct site){.ra = ra,
                           .key = site_key(ra, l),
                           .ours = l != NULL,
                           .api = api,
                           .number = (uint16_t)sites.n};
        sites.slots[i] = s->number;
        sites.n++;
    }
    pthread_mutex_unlock(&sites.lock);
    return s;
}

/* NULL when the call does not come from an instrumented object. */
struct site *
site_of(uintptr_t ra, const struct api *api)
{
    size_t i;
    struct site *s = site_find(ra, &i);
    if (s == NULL)
        s = site_add(ra, api);
    return s == NULL || !s->ours ? NULL : s;
}

const struct api *
site_api(uintptr_t ra)
{
    size_t i;
    const struct site *s = site_find(ra, &i);
    return s == NULL ? NULL : s->api;
}

const char *
site_text(uintptr_t ra)
{
    return loaded_of(ra) == NULL ? "-" : text_address(ra);
}

const char *
site_name(const struct site *s)
{
    return text_address(s->ra);
}

__thread struct thread *this_thread __attribute__((tls_model("initial-exec")));

struct thread *
thread_begin(void)
{
    pthread_mutex_lock(&sites.lock);
    this_thread = own_get(sizeof *this_thread);
    pthread_mutex_unlock(&sites.lock);
    return this_thread;
}

uint64_t
thread_serial(void)
{
    return ++sites.serial;
}

/* Whether the site was written down less often for calls of that entry. */
static bool
pair_news(const struct hook *h, const struct site *s, unsigned most)
{
    return s->number < PAIRED_SITES && h->pairs[s->number] < most;
}

static void
pair_count(struct hook *h, const struct site *s)
{
    if (s->number < PAIRED_SITES && h->pairs != NULL)
        h->pairs[s->number]++;
}

/* Those of a call follow each other, in the order of their first visits.  A
 * thread that has no thread state may come between: record_call() looks. */
static inline __attribute__((always_inline)) void
visit_count(struct thread *t, struct site *s)
{
    s->total++;
    t->last = s;
    t->trace = (t->trace ^ s->key) * UINT64_C(1099511628211);
    if (s->serial == t->serial) {
        s->count++;
        return;
    }
    s->serial = t->serial;
    s->count = 1;
    if (t->first == NULL)
        t->first = s;
    else
        t->newest->next = s;
    t->newest = s;
    s->next = NULL;
}

/* In no entry: as when an instance dies. */
static inline __attribute__((always_inline)) void
visit_outside(struct thread *t, struct site *s)
{
    s->total++;
    t->last = s;
}

/* Of one site several functions may be called: one that ends with a call of
 * another leaves it the place to return to.
 * The arguments of the call at hand are still in the registers, so that this
 * file is compiled without the vector ones. */
__attribute__((no_caller_saved_registers)) function
refrt_quick(int a, int b, int c, int d, int e, int f, uint64_t stub,
            uint64_t index, uintptr_t ra)
{
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    (void)stub;
    struct site *s = &pool[sites.slots[ra_slot(ra)]];
    struct thread *t = this_thread;
    if (s->ra != ra || t == NULL || t->busy > 0)
        return NULL;
    if (s->passes)
        return hook_targets[index];
    if (!(s->quick || (s->quick_attached && t->attached)))
        return NULL;
    if (t->depth > 0)
        visit_count(t, s);
    else if (s->total % ASKED_OUTSIDE == 0)
        return NULL;
    else
        visit_outside(t, s);
    return hook_targets[index];
}

/* Whether this thread has its thread state is asked for the first visits of a
 * site, and then where it may have changed. */
static void
site_settle(struct thread *t, struct site *s)
{
    enum api_thread thread = s->api->thread;
    bool known = !plan.watch_thread || s->thread_said || thread == API_ANY;
    if (thread == API_DETACHES || thread == API_ATTACHES)
        t->attached = false;
    else if (s->total >= ASKED_VISITS && !s->api->hands) {
        s->quick = known;
        s->quick_attached = !known;
    }
}

void
record_visit(struct thread *t, struct site *s)
{
    site_settle(t, s);
    if (t->depth > 0) {
        visit_count(t, s);
        return;
    }
    visit_outside(t, s);
    if (s->total == 1 && s->logged == 0)
        log_record("hit", process_name, "-", "0", site_name(s), s->api->name,
                   "1", "0", "0", NULL);
}

/* What ends with a call of the API leaves it the place to return to, which
 * is the runtime's when Python called that. */
void
record_foreign(uintptr_t ra, const struct api *api)
{
    struct site *s = site_add(ra, api);
    if (s != NULL)
        s->passes = true;
}

static bool
site_news(const struct site *s, uint64_t trace)
{
    if (s->logged >= plan.contexts)
        return false;
    for (unsigned i = 0; i < s->logged; i++) {
        if (traces[s->number][i] == trace)
            return false;
    }
    return true;
}

static void
hit_record(const struct thread *t, const struct hook *h, const struct site *s,
           const struct object *self)
{
    unsigned life = h->entry->args[0] == 'o' ? history_life(self) : 0;
    log_record("hit", process_name, h->id, text_number(h->calls), site_name(s),
               s->api->name, text_number(s->count), text_hex(t->trace),
               text_number(life), NULL);
}

/* Where the way of this call stands among those of the entry, or belongs;
 * MOST_WAYS: there is no room for it. */
static size_t
way_place(const struct hook *h, uint64_t trace)
{
    size_t at = (trace >> 7) % MOST_WAYS;
    for (size_t i = 0; i < MOST_WAYS; i++) {
        size_t k = (at + i) % MOST_WAYS;
        if (h->ways[k] == trace || h->ways[k] == 0)
            return k;
    }
    return MOST_WAYS;
}

/* What there is to say of the sites of a call; true if it was something. */
static bool
sites_record(const struct thread *t, struct hook *h, bool new_way,
             const struct object *self)
{
    bool said = false;
    size_t left = sites.n;
    for (struct site *s = t->first; s != NULL && left-- > 0; s = s->next) {
        bool site = site_news(s, t->trace);
        if (s->serial != t->serial)
            break;
        if (!site && h->pairs == NULL)
            h->pairs = own_get(PAIRED_SITES);
        if (!site && !pair_news(h, s, new_way ? MOST_OF_PAIR : 1))
            continue;
        if (site)
            traces[s->number][s->logged++] = t->trace;
        pair_count(h, s);
        hit_record(t, h, s, self);
        said = true;
    }
    return said;
}

/* The sites of a new way may all have been seen often enough, on others. */
void
record_call(struct thread *t, struct hook *h, const struct object *self)
{
    if (t->first == NULL || t->trace == h->last)
        return;
    size_t place = way_place(h, t->trace);
    bool known = place < MOST_WAYS && h->ways[place] == t->trace;
    bool new_way = place < MOST_WAYS && !known;
    if (known && (h->dull >> place & 1) != 0) {
        h->last = t->trace;
        return;
    }
    if (new_way)
        h->ways[place] = t->trace;
    log_hold(true);
    bool said = sites_record(t, h, new_way, self);
    if (!said && new_way)
        hit_record(t, h, t->first, self);
    if (!said && known)
        h->dull |= UINT64_C(1) << place;
    log_hold(false);
}

/* All the visits and calls there were. */
void
record_counts(void)
{
    for (size_t i = 0; i < SITE_SLOTS; i++) {
        const struct site *s = &pool[sites.slots[i]];
        if (s->ours && s->total > 0)
            log_record("total", process_name, site_name(s), s->api->name,
                       text_number(s->total), NULL);
    }
    for (size_t i = 0; i < hook_count(); i++) {
        const struct hook *h = hook_table[i];
        if (h != NULL && h->kind == HOOK_ENTRY && h->calls > 1)
            log_record("calls", process_name, h->id, text_number(h->calls - 1),
                       NULL);
    }
}

void
record_end(void)
{
    record_counts();
    log_record("end", process_name, NULL);
}

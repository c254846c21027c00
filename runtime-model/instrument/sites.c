/* Calls of the API: who they are, how often, in which calls of an entry. */
#include "history.h"

#include <pthread.h>
#include <stdlib.h>

#define SITE_SLOTS ((size_t)1 << 16)
/* Calls of one entry in which a site is written down. */
#define MOST_OF_PAIR 3
#define PAIRED_SITES 8192
#define ASKED_VISITS 16

static struct {
    struct site *slots[SITE_SLOTS];
    size_t n;
    pthread_mutex_t lock;
    uint64_t serial;
} sites = {.lock = PTHREAD_MUTEX_INITIALIZER};

static _Alignas(64) struct site pool[SITE_SLOTS / 2];

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

static struct site *
site_add(uintptr_t ra, const struct api *api)
{
    const struct loaded *l = loaded_of(ra);
    size_t i = ra_slot(ra);
    pthread_mutex_lock(&sites.lock);
    while (sites.slots[i] != NULL && sites.slots[i]->ra != ra)
        i = (i + 1) & (SITE_SLOTS - 1);
    struct site *s = sites.slots[i];
    if (s == NULL && sites.n < SITE_SLOTS / 2) {
        s = &pool[sites.n];
        *s = (struct site){.ra = ra,
                           .key = site_key(ra, l),
                           .loaded = l,
                           .api = api,
                           .number = (unsigned)sites.n};
        sites.slots[i] = s;
        sites.n++;
    }
    pthread_mutex_unlock(&sites.lock);
    return s;
}

/* NULL when the call does not come from an instrumented object. */
struct site *
site_of(uintptr_t ra, const struct api *api)
{
    struct site *s;
    for (size_t i = ra_slot(ra); (s = sites.slots[i]) != NULL;
         i = (i + 1) & (SITE_SLOTS - 1)) {
        if (s->ra == ra)
            break;
    }
    if (s == NULL)
        s = site_add(ra, api);
    return s == NULL || s->loaded == NULL ? NULL : s;
}

const struct api *
site_api(uintptr_t ra)
{
    const struct site *s;
    for (size_t i = ra_slot(ra); (s = sites.slots[i]) != NULL;
         i = (i + 1) & (SITE_SLOTS - 1)) {
        if (s->ra == ra)
            return s->api;
    }
    return NULL;
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

static __thread struct thread *me __attribute__((tls_model("initial-exec")));

struct thread *
thread_self(void)
{
    if (me == NULL) {
        pthread_mutex_lock(&sites.lock);
        me = own_get(sizeof *me);
        pthread_mutex_unlock(&sites.lock);
    }
    return me;
}

uint64_t
thread_serial(void)
{
    return ++sites.serial;
}

/* Whether the site was written down less often for calls of that entry. */
static inline __attribute__((always_inline)) bool
pair_news(struct hook *h, const struct site *s, unsigned most)
{
    if (s->number >= PAIRED_SITES)
        return false;
    return h->pairs == NULL || h->pairs[s->number] < most;
}

static void
pair_count(struct hook *h, const struct site *s)
{
    if (s->number < PAIRED_SITES && h->pairs != NULL)
        h->pairs[s->number]++;
}

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
    t->first = t->first == NULL ? s : t->first;
    if (t->n_touched < MOST_TOUCHED &&
        (s->logged < plan.contexts || pair_news(t->hook, s, MOST_OF_PAIR)))
        t->touched[t->n_touched++] = s;
}

/* The arguments of the call at hand are still in the registers, so that this
 * file is compiled without the vector ones. */
__attribute__((no_caller_saved_registers)) function
refrt_quick(int a, int b, int c, int d, int e, int f, uint64_t index,
            uintptr_t ra)
{
    (void)a, (void)b, (void)c, (void)d, (void)e, (void)f;
    struct site *s = sites.slots[ra_slot(ra)];
    struct thread *t = me;
    if (s == NULL || s->ra != ra || t == NULL || t->busy > 0 ||
        t->depth == 0 || !(s->quick || (s->quick_attached && t->attached)))
        return NULL;
    visit_count(t, s);
    return hook_table[index]->target;
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
    t->last = s;
    if (s->total++ == 0 && s->logged == 0)
        log_record("hit", process_name, "-", "0", site_name(s), s->api->name,
                   "1", "0", "0", NULL);
}

static bool
site_news(const struct site *s, uint64_t trace)
{
    if (s->logged >= plan.contexts)
        return false;
    for (unsigned i = 0; i < s->logged; i++) {
        if (s->traces[i] == trace)
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

/* Its sites may all have been seen often enough, on other ways. */
static bool
way_news(const struct thread *t, struct hook *h)
{
    size_t at = (t->trace >> 7) % MOST_WAYS, i = 0;
    if (t->first == NULL)
        return false;
    while (i < MOST_WAYS && h->ways[(at + i) % MOST_WAYS] != 0) {
        if (h->ways[(at + i) % MOST_WAYS] == t->trace)
            return false;
        i++;
    }
    if (i == MOST_WAYS)
        return false;
    h->ways[(at + i) % MOST_WAYS] = t->trace;
    return true;
}

void
record_call(struct thread *t, struct hook *h, const struct object *self)
{
    bool news = way_news(t, h);
    bool other = news;
    if (!news && t->n_touched == 0)
        return;
    log_hold(true);
    for (size_t i = 0; i < t->n_touched; i++) {
        struct site *s = t->touched[i];
        bool site = site_news(s, t->trace);
        if (!site && h->pairs == NULL)
            h->pairs = own_get(PAIRED_SITES);
        if (!site && !pair_news(h, s, other ? MOST_OF_PAIR : 1))
            continue;
        if (site)
            s->traces[s->logged++] = t->trace;
        pair_count(h, s);
        hit_record(t, h, s, self);
        news = false;
    }
    if (news)
        hit_record(t, h, t->first, self);
    log_hold(false);
}

/* All the visits and calls there were. */
void
record_counts(void)
{
    for (size_t i = 0; i < SITE_SLOTS; i++) {
        const struct site *s = sites.slots[i];
        if (s != NULL && s->loaded != NULL && s->total > 0)
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

/* Phase 2. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "cache_result.h"
#include "culprit.h"
#include "phases.h"
#include "progress.h"

/* So many functions that make the engine fail are left out one by one, then
 * their whole units; and after so many attempts, those for groups of files
 * among them, something is wrong with the engine. */
#define SINGLE_ATTEMPTS 6
#define MOST_ATTEMPTS 64

/* Seconds from Ctrl-C until a worker that does not give what it has is
 * killed: longer than almost any one function takes. */
#define PATIENCE 10

/* Before and after the functions all of the program is looked at, which may
 * take so many times as long as one function. */
#define WHOLE_FACTOR 10

#define WHOLE_UNIT UINT32_MAX

/* A function that is left out, or all of a unit. */
struct left_out {
    uint32_t unit, func;
    const char *status, *reason;
};

/* What the worker says before each function. */
struct here {
    uint32_t unit, func;
    uint64_t done, total;
    char name[64];
};

struct exploring {
    const struct session *s;
    struct pool *pool;
    const struct unit_result *units;
    size_t n;
    struct progress bar;
    VEC(struct left_out) left_out;
    struct culprits culprits;
    struct here last;
    struct harvest *out;
    bool have_result, failed;
    bool slow;         /* the failure took all the time there is: no search */
    const char *bytes; /* of the result */
    size_t n_bytes;
    const char *error;
};

/* ---- in the worker ----------------------------------------------------- */

struct explorer {
    const struct exploring *x;
    struct pool_reply *reply;
    arena *keep;
    VEC(const struct unit *) units;
    VEC(const char *) hashes;
    VEC(uint32_t) numbers; /* of the units, as in x->units */
    size_t done, total;
    bool stop;
};

static const struct left_out *
find_left_out(const struct exploring *x, uint32_t unit, uint32_t func)
{
    for (size_t i = 0; i < x->left_out.n; i++)
        if (x->left_out.v[i].unit == unit &&
            (x->left_out.v[i].func == func ||
             x->left_out.v[i].func == WHOLE_UNIT))
            return &x->left_out.v[i];
    return NULL;
}

static bool
explorer_begin(void *data, size_t unit, size_t func, const char **status,
               const char **reason)
{
    struct explorer *e = data;
    const struct left_out *out = find_left_out(e->x, e->numbers.v[unit],
                                               (uint32_t)func);
    if (out != NULL) {
        *status = out->status;
        *reason = out->reason;
        return false;
    }
    e->stop = e->stop || pool_stop_asked(e->reply);
    if (e->stop) {
        *status = "skipped";
        *reason = "interrupted";
        return false;
    }
    struct here here = {e->numbers.v[unit], (uint32_t)func, e->done++,
                        e->total, ""};
    snprintf(here.name, sizeof here.name, "%s",
             e->units.v[unit]->funcs[func].name);
    pool_note(e->reply, &here, sizeof here);
    return true;
}

/* What goes wrong from here on is no function's fault. */
static void
explorer_explored(void *data)
{
    struct explorer *e = data;
    struct here here = {
        .unit = UINT32_MAX, .done = e->total, .total = e->total};
    pool_note(e->reply, &here, sizeof here);
}

static const struct unit *
load_unit(struct explorer *e, symtab *syms, size_t i)
{
    size_t n = e->x->units[i].n_ir;
    const char *bytes = e->x->units[i].ir;
    const char *path = phase_ir_path(e->x->s, e->keep, i);
    if (bytes == NULL)
        bytes = file_read(e->keep, path, &n);
    if (bytes == NULL)
        die("cannot read %s: %s", path, strerror(errno));
    const struct unit *u = ir_read(e->keep, syms, bytes, n);
    if (u == NULL)
        die("%s: the parsing process wrote a damaged file", path);
    return u;
}

static void
explorer_load(struct explorer *e, symtab *syms)
{
    for (size_t i = 0; i < e->x->n; i++) {
        if (e->x->culprits.absent[i])
            continue;
        const struct unit *u = load_unit(e, syms, i);
        VEC_PUSH(e->keep, &e->units, u);
        VEC_PUSH(e->keep, &e->hashes, e->x->units[i].ir_hash);
        VEC_PUSH(e->keep, &e->numbers, (uint32_t)i);
        e->total += u->n_funcs;
    }
}

static void
explorer_work(void *state, size_t task, struct pool_reply *reply)
{
    struct explorer e = {.x = state, .reply = reply, .keep = arena_new()};
    symtab *syms = symtab_new(e.keep);
    explorer_load(&e, syms);
    struct analysis a = {.session = e.x->s,
                         .keep = e.keep,
                         .syms = syms,
                         .units = e.units.v,
                         .n_units = e.units.n,
                         .hashes = e.hashes.v,
                         .data = &e,
                         .begin = explorer_begin,
                         .explored = explorer_explored,
                         .dump = e.x->s->o->dump != 0 ? stdout : NULL,
                         .dump_what = e.x->s->o->dump};
    if (e.x->s->o->dump == 0)
        a.components = components_open(e.x->s, e.keep, e.x->units, e.x->n);
    struct harvest result;
    analysis_run(&a, &result);
    if (a.components != NULL && !e.stop)
        components_close(a.components);
    struct wire w = {.out.keep = e.keep, .keep = e.keep};
    wire_harvest(&w, &result);
    fflush(stdout);
    pool_done(reply, text_str(&w.out), w.out.n);
    (void)task;
    arena_free(e.keep);
}

/* ---- in the parent ----------------------------------------------------- */

static void
set_limit(struct exploring *x)
{
    bool whole = x->last.unit == UINT32_MAX;
    x->pool->timeout = (unsigned)x->s->o->timeout * (whole ? WHOLE_FACTOR : 1);
}

static void
explorer_note(void *data, size_t task, const void *bytes, size_t n)
{
    struct exploring *x = data;
    assert(n == sizeof x->last);
    (void)task;
    memcpy(&x->last, bytes, n);
    set_limit(x);
    x->bar.total = x->last.total;
    progress_at(&x->bar, x->last.done, x->last.name);
    progress_tick(&x->bar);
}

static void
explorer_tick(void *data, size_t task)
{
    (void)task;
    progress_tick(&((struct exploring *)data)->bar);
}

static void
explorer_done(void *data, size_t task, const void *bytes, size_t n)
{
    struct exploring *x = data;
    struct wire w = {.in = bytes, .n = n, .keep = x->s->keep};
    wire_harvest(&w, x->out);
    assert(!w.bad);
    (void)task;
    x->have_result = true;
    x->bytes = arena_copy(x->s->keep, bytes, n);
    x->n_bytes = n;
}

static void
explorer_lost(void *data, size_t task, enum pool_loss how, const char *why)
{
    struct exploring *x = data;
    arena *keep = x->s->keep;
    (void)task;
    if (x->last.unit == UINT32_MAX ||
        find_left_out(x, x->last.unit, x->last.func) != NULL) {
        x->failed = true;
        x->slow = how == LOST_TIMEOUT;
        x->error = arena_strdup(keep, why);
        return;
    }
    bool whole = x->left_out.n >= SINGLE_ATTEMPTS;
    struct left_out out = {.unit = x->last.unit,
                           .func = whole ? WHOLE_UNIT : x->last.func};
    out.status = how == LOST_TIMEOUT ? "budget" : "unsupported";
    out.reason =
        how == LOST_TIMEOUT
            ? arena_printf(keep, "the engine found %s (--timeout)", why)
            : arena_printf(keep, "the engine failed in %s: %s",
                           whole ? "this file" : "this function", why);
    VEC_PUSH(keep, &x->left_out, out);
    progress_wipe(&x->bar);
    if (x->s->o->verbose > 0)
        fprintf(stderr, "%s: %s; going on without it\n", x->last.name,
                out.reason);
}

static void
begin_search(struct exploring *x)
{
    bool *there = ARENA_ARRAY(x->s->keep, bool, x->n);
    for (size_t i = 0; i < x->n; i++)
        there[i] = x->units[i].has_ir;
    culprits_begin(&x->culprits, x->s->keep, x->n, there);
}

/* False: this is the result, or there is none. */
static bool
search_on(struct exploring *x)
{
    bool failed = x->failed;
    if (x->slow)
        return false;
    if (!failed && !(x->have_result && x->culprits.searching))
        return !x->have_result;
    x->failed = x->have_result = false;
    return culprits_next(&x->culprits, failed);
}

static size_t
give_up_culprits(const struct exploring *x, struct unit_result *units)
{
    size_t found = 0;
    for (size_t i = 0; i < x->n; i++) {
        if (!x->culprits.found[i])
            continue;
        found++;
        units[i].status = "crashed";
        units[i].reason = arena_printf(
            x->s->keep, "the engine failed on this file: %s", x->error);
    }
    return found;
}

enum phase_end
phase_explore(const struct session *s, int signals, struct unit_result *units,
              size_t n, struct harvest *out, const char **error)
{
    struct exploring x = {.s = s, .units = units, .n = n, .out = out};
    struct pool pool = {.jobs = 1,
                        .signals = signals,
                        .patience = PATIENCE,
                        .echo = s->o->verbose > 1,
                        .data = &x,
                        .work = explorer_work,
                        .note = explorer_note,
                        .done = explorer_done,
                        .lost = explorer_lost,
                        .tick = explorer_tick};
    bool finished = true;
    x.pool = &pool;
    if (s->o->dump == 0 && cache_result_get(s, units, n, out))
        return PHASE_DONE;
    begin_search(&x);
    progress_begin(&x.bar, s->o, "analysing", 0);
    bool again = true;
    for (int i = 0; i < MOST_ATTEMPTS && finished && again; i++) {
        x.last = (struct here){.unit = UINT32_MAX};
        set_limit(&x);
        finished = pool_run(&pool, 1);
        again = search_on(&x);
    }
    progress_end(&x.bar);
    size_t without = give_up_culprits(&x, units);
    *error = x.error != NULL
                 ? arena_printf(s->keep, "the analysis failed: %s", x.error)
                 : "the analysis failed in too many functions; run again "
                   "with -v, which names them, and report it";
    if (x.have_result && finished && x.left_out.n == 0 && without == 0)
        cache_result_put(s, units, n, x.bytes, x.n_bytes);
    if (x.have_result)
        return finished ? PHASE_DONE : PHASE_INTERRUPTED;
    return finished ? PHASE_FAILED : PHASE_KILLED;
}

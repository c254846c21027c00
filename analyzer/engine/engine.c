/* Running the program: components bottom-up, cycles to a fixpoint. */
#include "run.h"
#include "tables.h"
#include "types.h"

#define DEFAULT_STATES 20000

struct engine_result
run_one(const struct run *r, struct procedure *proc,
        const struct engine_sink *sink)
{
    struct engine_result result = {.unit = proc->unit, .func = proc->func};
    struct explorer x = {
        .p = r->p,
        .proc = proc,
        .unit = proc->unit,
        .f = proc->func,
        .sink = sink,
        .keep = arena_new(),
        .summary_keep = r->p->keep,
        .max_states = r->max_states,
        .entry = proc->entry,
    };
    if (explore(&x)) {
        result.status = ENGINE_ANALYSED;
        returns_tell(&x);
        reclaim_tell(&x);
        detached_tell(&x);
        proc->summary = exits_summary(&x);
        proc->writes = x.writes;
    }
    else {
        result.status = ENGINE_BUDGET;
        result.reason = arena_printf(
            r->p->keep, "more than %u states to explore", r->max_states);
        proc->summary = NULL;
        writes_all(&proc->writes);
    }
    if (sink != NULL && sink->states != NULL) {
        struct text text = {.keep = x.keep};
        states_print(&x, &text);
        sink->states(sink->data, text_str(&text));
    }
    result.states = x.states;
    result.summary = proc->summary;
    arena_free(x.keep);
    return result;
}

static void
skip(const struct run *r, struct procedure *proc, enum engine_status status,
     const char *reason)
{
    writes_all(&proc->writes);
    if (r->sink->end != NULL)
        r->sink->end(r->sink->data, &(struct engine_result){.unit = proc->unit,
                                                            .func = proc->func,
                                                            .status = status,
                                                            .reason = reason});
}

static bool
may_run(const struct run *r, struct procedure *proc)
{
    if (proc->func->status != FUNC_OK) {
        skip(r, proc, ENGINE_UNSUPPORTED, proc->func->reason);
        return false;
    }
    if (r->sink->begin != NULL &&
        !r->sink->begin(r->sink->data, proc->unit, proc->func)) {
        skip(r, proc, ENGINE_SKIPPED, "skipped");
        return false;
    }
    return true;
}

/* False: none of it was asked for before, or something is left out. */
static bool
is_known(const struct run *r, const struct component *c,
         const struct component *may, const char *key,
         struct engine_result *results)
{
    if (key == NULL || may->n < c->n || !known_recall(r, c, key, results))
        return false;
    for (size_t i = 0; r->sink->end != NULL && i < c->n; i++)
        r->sink->end(r->sink->data, &results[i]);
    return true;
}

static void
explore_one(const struct run *r, struct procedure *proc,
            struct engine_result *result)
{
    *result = run_one(r, proc, r->sink);
    claims_check(r->p, proc, r->sink);
    if (r->sink->end != NULL)
        r->sink->end(r->sink->data, result);
}

static void
explore_all(const struct run *r, const struct component *may, bool recursive,
            struct engine_result *results)
{
    bool *done = ARENA_ARRAY(r->p->keep, bool, may->n);
    if (recursive)
        settle(r, may);
    /* First those that were too large for settling: the others then know
       what they do. */
    for (size_t i = 0; i < may->n; i++)
        if (recursive && may->v[i]->summary == NULL) {
            explore_one(r, may->v[i], &results[i]);
            done[i] = true;
        }
    for (size_t i = 0; i < may->n; i++)
        if (!done[i])
            explore_one(r, may->v[i], &results[i]);
}

static void
run_component(const struct run *r, const struct component *c)
{
    arena *scratch = arena_new();
    struct component may = {
        .v = ARENA_ARRAY(scratch, struct procedure *, c->n)};
    bool recursive = c->n > 1 || c->v[0]->recursive;
    const char *key = r->known == NULL ? NULL : known_key(r, c, scratch);
    struct engine_result *results = ARENA_ARRAY(scratch, struct engine_result,
                                                c->n);
    for (size_t i = 0; i < c->n; i++) {
        writes_all(&c->v[i]->writes);
        if (may_run(r, c->v[i]))
            may.v[may.n++] = c->v[i];
    }
    if (!is_known(r, c, &may, key, results)) {
        explore_all(r, &may, recursive, results);
        if (key != NULL && may.n == c->n)
            known_remember(r, c, key, results);
    }
    known_finish(r, c);
    arena_free(scratch);
}

void
engine_run(struct program *p, const struct engine_options *o,
           const struct engine_sink *sink)
{
    struct run r = {.p = p,
                    .sink = sink,
                    .max_states = o != NULL && o->max_states > 0
                                      ? o->max_states
                                      : DEFAULT_STATES};
    program_seal(p);
    owners_learn(p);
    unguarded_learn(p);
    region_flags_learn(p);
    held_types_learn(p);
    lock_events_learn(p);
    lock_helpers_learn(p);
    habits_learn(p);
    passed_on_learn(p);
    handed_out_learn(p);
    told_apart_learn(p);
    left_out_learn(p);
    if (sink->recall != NULL)
        r.known = known_program(p);
    arena *scratch = arena_new();
    size_t n;
    struct component *order = program_order(scratch, p, &n);
    for (size_t i = 0; i < n; i++)
        run_component(&r, &order[i]);
    types_run(p, sink);
    tables_run(p, sink);
    arena_free(scratch);
}

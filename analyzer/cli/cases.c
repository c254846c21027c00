#include "cases.h"

#include <stdlib.h>
#include <string.h>

#include "analysis.h"
#include "phases.h"
#include "progress.h"
#include "suppress.h"

struct running_cases {
    const struct session *s;
    struct one_case *cases;
    const char *root;
    struct progress bar;
    size_t done;
    const char **functions; /* that each case is at, or NULL */
};

struct case_worker {
    const struct running_cases *r;
    struct front *front;
    struct pool_reply *reply;
    const struct unit *unit;
};

/* ---- in the worker ----------------------------------------------------- */

static void *
worker_start(void *data)
{
    struct running_cases *r = data;
    struct case_worker *w = calloc(1, sizeof *w);
    if (w == NULL)
        die("out of memory");
    w->r = r;
    struct front_options options = {.root = r->root,
                                    .python = &r->s->python,
                                    .overlay = true,
                                    .asserts = true,
                                    .pch_dir = r->s->pch_dir};
    w->front = front_new(&options);
    return w;
}

static struct command
case_command(const struct session *s, arena *keep, const struct one_case *c,
             const struct expectations *e)
{
    VEC(const char *) args = {0};
    const struct python *py = &s->python;
    VEC_PUSH(keep, &args, arena_printf(keep, "-I%s", py->include));
    if (py->platinclude != NULL && strcmp(py->platinclude, py->include) != 0)
        VEC_PUSH(keep, &args, arena_printf(keep, "-I%s", py->platinclude));
    if (c->flag != NULL)
        VEC_PUSH(keep, &args, c->flag);
    for (size_t i = 0; e != NULL && i < e->flags.n; i++)
        VEC_PUSH(keep, &args, e->flags.v[i]);
    const char *slash = strrchr(c->full, '/');
    return (struct command){
        .file = c->full,
        .directory = arena_strndup(keep, c->full, (size_t)(slash - c->full)),
        .args = args.v,
        .n_args = args.n};
}

static void
fail_case(struct expectations *e, unsigned line, const char *message)
{
    struct failure f = {line, message};
    VEC_PUSH(e->keep, &e->failures, f);
}

static void
check_functions(struct expectations *e, const struct harvest *r)
{
    for (size_t i = 0; i < r->n_funcs; i++) {
        const struct func_result *f = &r->funcs[i];
        if (strcmp(f->status, "analysed") == 0)
            continue;
        const char *reason = f->reason == NULL ? "" : f->reason;
        fail_case(e, f->line,
                  arena_printf(e->keep, "%s() was not analysed: %s: %s",
                               f->name, f->status, reason));
    }
}

/* A case whose comments ask for nothing would always pass. */
static void
check_intent(struct expectations *e, const struct one_case *c)
{
    const char *name = strrchr(c->full, '/') + 1;
    size_t wanted = 0;
    for (size_t i = 0; i < e->v.n; i++)
        wanted += e->v.v[i].kind == EXPECT_WARN;
    if (str_starts(name, "ok_") && wanted > 0)
        fail_case(e, 0, "an ok_ case must not ask for findings");
    if (!str_starts(name, "ok_") && e->v.n == 0)
        fail_case(e, 0, "no expectations; right code is called ok_*.c");
}

static bool
is_case_of(const struct one_case *c, const struct rule *rule)
{
    const char *at = strstr(c->full, rule->slug);
    return (c->rule != NULL && strcmp(rule->slug, c->rule) == 0) ||
           (at != NULL && at[strlen(rule->slug)] == '/');
}

/* Rules of a profile speak in their own cases only. */
static void
leave_profile(struct harvest *r, const struct one_case *c)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_findings; i++) {
        const struct rule *rule = r->findings[i].rule;
        if (rule->profile == NULL || is_case_of(c, rule))
            r->findings[n++] = r->findings[i];
    }
    r->n_findings = n;
}

static void
leave_suppressed(struct harvest *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_findings; i++)
        if (r->findings[i].suppressed == NULL)
            r->findings[n++] = r->findings[i];
    r->n_findings = n;
}

static void
check_found(struct expectations *e, const struct one_case *c,
            const struct harvest *r)
{
    size_t found = 0;
    for (size_t i = 0; i < r->n_findings; i++)
        found += strcmp(r->findings[i].rule->slug, c->rule) == 0;
    if (c->must_find && found == 0)
        fail_case(e, 0, "the rule does not find its own example");
    for (size_t i = 0; c->must_not_find && i < r->n_findings; i++) {
        const struct finding *f = &r->findings[i];
        fail_case(e, f->place.line,
                  arena_printf(e->keep, "found in right code: %s [%s]",
                               f->message, f->rule->slug));
    }
}

/* Names the function, so that a crash can be put down to it. */
static bool
case_begin(void *data, size_t unit, size_t func, const char **status,
           const char **reason)
{
    struct case_worker *w = data;
    const char *name = w->unit->funcs[func].name;
    (void)unit;
    (void)status;
    (void)reason;
    pool_note(w->reply, name, strlen(name));
    return true;
}

static void
analyse_case(struct case_worker *w, const struct one_case *c,
             struct expectations *e)
{
    symtab *syms = symtab_new(e->keep);
    bool reads_comments = !c->must_find && !c->must_not_find;
    struct command command = case_command(w->r->s, e->keep, c, e);
    const char *error = NULL;
    struct unit *u = front_unit(w->front, e->keep, syms, &command, &error);
    if (u == NULL || u->n_errors > 0) {
        fail_case(e, 0, u == NULL ? error : u->first_error);
        return;
    }
    analysis_verify_unit(e->keep, u);
    const struct unit *units[] = {u};
    w->unit = u;
    struct analysis a = {.session = w->r->s,
                         .keep = e->keep,
                         .syms = syms,
                         .units = units,
                         .n_units = 1,
                         .data = w,
                         .begin = case_begin};
    struct harvest result;
    analysis_run(&a, &result);
    check_functions(e, &result);
    suppress_findings(e->keep, w->r->s->o, NULL, 0, &result);
    leave_suppressed(&result);
    if (!reads_comments) {
        check_found(e, c, &result);
        return;
    }
    check_intent(e, c);
    leave_profile(&result, c);
    expect_match(e, u->path, result.findings, result.n_findings);
}

static void
wire_failures(struct wire *w, struct one_case *c)
{
    uint32_t n = (uint32_t)c->n_failures, skipped = c->skipped;
    wire_u32(w, &n);
    wire_u32(w, &skipped);
    if (w->in != NULL) {
        c->failures = ARENA_ARRAY(w->keep, struct failure, n);
        c->n_failures = n;
        c->skipped = skipped != 0;
    }
    for (size_t i = 0; i < n; i++) {
        wire_u32(w, &c->failures[i].line);
        wire_str(w, &c->failures[i].message);
    }
}

static void
worker_case(void *state, size_t task, struct pool_reply *reply)
{
    struct case_worker *w = state;
    w->reply = reply;
    struct one_case c = w->r->cases[task];
    struct expectations e = {.keep = arena_new()};
    size_t size;
    const char *text = file_read(e.keep, c.full, &size);
    if (text == NULL)
        fail_case(&e, 0, "it cannot be read");
    else
        expect_parse(&e, text);
    if (c.must_find || c.must_not_find) /* of those only the version counts */
        e.v.n = e.failures.n = 0;
    c.skipped = !expect_version(&e, w->r->s->python.major,
                                w->r->s->python.minor);
    if (text != NULL && !c.skipped)
        analyse_case(w, &c, &e);
    c.failures = e.failures.v;
    c.n_failures = e.failures.n;
    struct wire wire = {.out.keep = e.keep, .keep = e.keep};
    wire_failures(&wire, &c);
    pool_done(reply, text_str(&wire.out), wire.out.n);
    arena_free(e.keep);
}

/* ---- in the parent ----------------------------------------------------- */

static void
case_done(void *data, size_t task, const void *bytes, size_t n)
{
    struct running_cases *r = data;
    struct wire w = {.in = bytes, .n = n, .keep = r->s->keep};
    wire_failures(&w, &r->cases[task]);
    assert(!w.bad);
    r->done++;
}

static void
case_note(void *data, size_t task, const void *bytes, size_t n)
{
    struct running_cases *r = data;
    r->functions[task] = arena_strndup(r->s->keep, bytes, n);
}

static void
case_lost(void *data, size_t task, enum pool_loss how, const char *why)
{
    struct running_cases *r = data;
    struct failure *f = ARENA_NEW(r->s->keep, struct failure);
    const char *where = r->functions[task];
    (void)how;
    f->message = arena_printf(r->s->keep, "the analysis failed%s%s: %s",
                              where == NULL ? "" : " in ",
                              where == NULL ? "" : where, why);
    r->cases[task].failures = f;
    r->cases[task].n_failures = 1;
    r->done++;
}

static void
case_tick(void *data, size_t task)
{
    struct running_cases *r = data;
    if (task != SIZE_MAX)
        r->bar.at = r->cases[task].path;
    progress_at(&r->bar, r->done, r->bar.at);
    progress_tick(&r->bar);
}

/* The flags that cases without FLAGS have. */
static bool
prepare_headers(const struct running_cases *r, size_t n, int signals)
{
    arena *keep = r->s->keep;
    struct commands all = {.root = r->root};
    all.v = ARENA_ARRAY(keep, struct command, n);
    for (size_t i = 0; i < n; i++) {
        all.v[i] = case_command(r->s, keep, &r->cases[i], NULL);
    }
    all.n = n;
    return phase_headers(r->s, &all, signals);
}

bool
cases_run(const struct session *s, struct one_case *cases, size_t n,
          const char *root)
{
    struct running_cases r = {.s = s, .cases = cases, .root = root};
    r.functions = ARENA_ARRAY(s->keep, const char *, n);
    int signals = pool_signals();
    progress_begin(&r.bar, s->o, "cases", n);
    struct pool pool = {.jobs = s->jobs,
                        .timeout = (unsigned)s->o->timeout,
                        .signals = signals,
                        .echo = s->o->verbose > 1,
                        .data = &r,
                        .start = worker_start,
                        .work = worker_case,
                        .note = case_note,
                        .done = case_done,
                        .lost = case_lost,
                        .tick = case_tick};
    bool finished = prepare_headers(&r, n, signals) && pool_run(&pool, n);
    progress_end(&r.bar);
    pool_signals_end(signals);
    return finished;
}

/* Phase 1. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analysis.h"
#include "cache_unit.h"
#include "phases.h"
#include "plan.h"
#include "progress.h"

struct parsing {
    const struct session *s;
    const struct commands *c;
    struct unit_result *units;
    struct progress bar;
    size_t done;
    size_t *todo; /* units that are not in the cache */
    size_t n_todo;
};

/* In a worker. */
struct parser {
    const struct parsing *p;
    struct front *front;
};

const char *
phase_ir_path(const struct session *s, arena *keep, size_t unit)
{
    return arena_printf(keep, "%s/%zu.ir", s->scratch.path, unit);
}

static void *
parser_start(void *data)
{
    struct parsing *p = data;
    struct parser *parser = calloc(1, sizeof *parser);
    if (parser == NULL)
        die("out of memory");
    parser->p = p;
    struct front_options options = {.root = p->c->root,
                                    .python = &p->s->python,
                                    .overlay = true,
                                    .asserts = true,
                                    .pch_dir = p->s->pch_dir,
                                    .skip_generated = p->s->o->generated ==
                                                      GENERATED_SKIP};
    parser->front = front_new(&options);
    return parser;
}

/* ---- one unit ---------------------------------------------------------- */

/* The unit as bytes, in out; false with errno set. */
static bool
make_ir(arena *keep, const struct unit *u, struct unit_result *out)
{
    char *bytes = NULL;
    FILE *f = open_memstream(&bytes, &out->n_ir);
    bool good = f != NULL && ir_write(f, u);
    int problem = errno;
    if (f != NULL && fclose(f) != 0)
        good = false;
    if (good) {
        out->ir = arena_copy(keep, bytes, out->n_ir);
        out->ir_hash = hash_hex(keep, out->ir, out->n_ir);
    }
    free(bytes);
    errno = problem;
    return good;
}

static bool
write_ir(const char *path, const struct unit_result *u)
{
    FILE *f = fopen(path, "wb");
    if (f == NULL)
        return false;
    bool good = fwrite(u->ir, 1, u->n_ir, f) == u->n_ir;
    int problem = errno;
    if (fclose(f) != 0 && good) {
        good = false;
        problem = errno;
    }
    if (!good)
        unlink(path);
    errno = problem;
    return good;
}

static void
parse_unit(const struct parser *parser, arena *keep, size_t i,
           struct unit_result *out)
{
    const struct parsing *p = parser->p;
    const char *error = NULL;
    struct unit *u = front_unit(parser->front, keep, symtab_new(keep),
                                &p->c->v[i], &error);
    if (u == NULL) {
        out->status = "failed";
        out->reason = error == NULL ? "it could not be parsed" : error;
        return;
    }
    analysis_verify_unit(keep, u);
    out->path = u->path;
    out->status = u->n_errors > 0 ? "parse-errors" : "ok";
    out->reason = u->first_error;
    out->n_errors = u->n_errors;
    out->n_funcs = (uint32_t)u->n_funcs;
    out->has_ir = make_ir(keep, u, out) &&
                  write_ir(phase_ir_path(p->s, keep, i), out);
    if (out->has_ir)
        return;
    out->status = "failed";
    out->reason = arena_printf(keep,
                               "cannot write to %s: %s; set TMPDIR to a "
                               "directory with room",
                               p->s->scratch.path, strerror(errno));
}

static void
keep_unit(const struct parser *parser, const struct command *c,
          const struct unit_result *u, int64_t began_at)
{
    size_t n;
    const char *const *files = front_files_read(parser->front, &n);
    const struct options *o = parser->p->s->o;
    cache_unit_put(parser->p->s, c, u, files, n, began_at);
    if (o->depfile != NULL &&
        !depfile_write(o->depfile, o->output, c, files, n))
        die("cannot write %s: %s", o->depfile, strerror(errno));
}

static void
parser_work(void *state, size_t task, struct pool_reply *reply)
{
    const struct parser *parser = state;
    const struct command *c = &parser->p->c->v[parser->p->todo[task]];
    arena *keep = arena_new();
    double began = seconds_now();
    int64_t began_at = time_ns();
    struct unit_result result = {
        .path = short_path(parser->p->c->root, c->file)};
    parse_unit(parser, keep, parser->p->todo[task], &result);
    result.wall_ms = (uint32_t)((seconds_now() - began) * 1000);
    if (result.has_ir)
        keep_unit(parser, c, &result, began_at);
    struct wire w = {.out.keep = keep, .keep = keep};
    wire_unit(&w, &result);
    pool_done(reply, text_str(&w.out), w.out.n);
    arena_free(keep);
}

/* ---- in the parent ----------------------------------------------------- */

static void
say_unit(struct parsing *p, const struct unit_result *u)
{
    if (p->s->o->verbose == 0)
        return;
    struct text t = {.keep = arena_new()};
    report_add_safe(&t, u->path);
    text_printf(&t, ": %s, %u function%s, %u ms", u->status, u->n_funcs,
                u->n_funcs == 1 ? "" : "s", u->wall_ms);
    if (u->reason != NULL) {
        text_add(&t, ", ");
        report_add_safe(&t, u->reason);
    }
    progress_wipe(&p->bar);
    fprintf(stderr, "%s\n", text_str(&t));
    arena_free(t.keep);
}

static void
parser_done(void *data, size_t task, const void *bytes, size_t n)
{
    struct parsing *p = data;
    struct wire w = {.in = bytes, .n = n, .keep = p->s->keep};
    wire_unit(&w, &p->units[p->todo[task]]);
    assert(!w.bad);
    p->done++;
    say_unit(p, &p->units[p->todo[task]]);
}

static void
parser_lost(void *data, size_t task, enum pool_loss how, const char *why)
{
    struct parsing *p = data;
    struct unit_result *u = &p->units[p->todo[task]];
    u->status = how == LOST_TIMEOUT ? "timeout" : "crashed";
    u->reason = arena_printf(p->s->keep,
                             how == LOST_TIMEOUT
                                 ? "parsing found %s (--timeout)"
                                 : "parsing failed: %s",
                             why);
    p->done++;
    say_unit(p, u);
}

static void
parser_tick(void *data, size_t task)
{
    struct parsing *p = data;
    if (task != SIZE_MAX)
        p->bar.at = p->units[p->todo[task]].path;
    progress_at(&p->bar, p->done, p->bar.at);
    progress_tick(&p->bar);
}

/* ---- precompiled headers ----------------------------------------------- */

/* The front end decides which flags are worth one. */
static void
headers_work(void *state, size_t task, struct pool_reply *reply)
{
    const struct parser *parser = state;
    const struct parsing *p = parser->p;
    (void)task;
    for (size_t i = 0; i < p->n_todo; i++) {
        const char *error = NULL;
        if (!front_pch_make(parser->front, &p->c->v[p->todo[i]], &error))
            fprintf(stderr, "note: %s\n", error);
    }
    pool_done(reply, "", 0);
}

static void
headers_done(void *data, size_t task, const void *bytes, size_t n)
{
    (void)data;
    (void)task;
    (void)bytes;
    (void)n;
}

/* Without a precompiled header everything only takes longer. */
static void
headers_lost(void *data, size_t task, enum pool_loss how, const char *why)
{
    const struct parsing *p = data;
    (void)task;
    (void)how;
    if (p->s->o->verbose > 0)
        fprintf(stderr, "note: no precompiled headers: %s\n", why);
}

static bool
make_headers(struct parsing *p, int signals)
{
    const struct session *s = p->s;
    if (p->n_todo > 0)
        front_load();
    struct pool pool = {.jobs = 1,
                        .timeout = (unsigned)s->o->timeout,
                        .signals = signals,
                        .echo = s->o->verbose > 1,
                        .data = p,
                        .start = parser_start,
                        .work = headers_work,
                        .done = headers_done,
                        .lost = headers_lost};
    return s->pch_dir == NULL || p->n_todo == 0 || pool_run(&pool, 1);
}

bool
phase_headers(const struct session *s, const struct commands *c, int signals)
{
    struct parsing p = {.s = s, .c = c, .n_todo = c->n};
    p.todo = ARENA_ARRAY(s->keep, size_t, c->n);
    for (size_t i = 0; i < c->n; i++)
        p.todo[i] = i;
    return make_headers(&p, signals);
}

/* ---- all of them ------------------------------------------------------- */

/* What the cache has needs no worker. */
static void
find_known(struct parsing *p)
{
    arena *keep = arena_new();
    struct known_files *known = known_files_new(keep);
    p->todo = ARENA_ARRAY(p->s->keep, size_t, p->c->n);
    for (size_t i = 0; i < p->c->n; i++) {
        p->units[i] = (struct unit_result){
            .path = short_path(p->c->root, p->c->v[i].file),
            .status = "skipped",
            .reason = "interrupted"};
        if (cache_unit_get(p->s, known, &p->c->v[i], &p->units[i]))
            say_unit(p, &p->units[i]);
        else
            p->todo[p->n_todo++] = i;
    }
    arena_free(keep);
}

bool
phase_parse(const struct session *s, const struct commands *c, int signals,
            struct unit_result *units)
{
    struct parsing p = {.s = s, .c = c, .units = units};
    find_known(&p);
    if (!make_headers(&p, signals))
        return false;
    progress_begin(&p.bar, s->o, "parsing", p.n_todo);
    struct pool pool = {.jobs = s->jobs,
                        .timeout = (unsigned)s->o->timeout,
                        .signals = signals,
                        .echo = s->o->verbose > 1,
                        .data = &p,
                        .start = parser_start,
                        .work = parser_work,
                        .done = parser_done,
                        .lost = parser_lost,
                        .tick = parser_tick};
    bool finished = pool_run(&pool, p.n_todo);
    progress_end(&p.bar);
    return finished;
}

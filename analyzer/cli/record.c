#include "record.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "database.h"
#include "gate.h"
#include "settings.h"

/* ---- opening ------------------------------------------------------------ */

/* The directory of the default place, which keeps itself out of git. */
static void
make_default_directory(void)
{
    if (mkdir(DATABASE_DIRECTORY, 0777) != 0)
        return;
    FILE *f = fopen(DATABASE_DIRECTORY "/.gitignore", "w");
    if (f != NULL) {
        fputs("*\n", f);
        fclose(f);
    }
}

static void
note_failure(struct record *r, const struct session *s)
{
    if (r->failed == NULL)
        r->failed = arena_strdup(s->keep, store_error(r->store));
}

static bool
begin_run(struct record *r, const struct session *s, const struct commands *c)
{
    const struct rule **rules = ARENA_ARRAY(s->keep, const struct rule *,
                                            rule_count);
    struct store_run run = {
        .label = s->o->label,
        .vcs_rev = r->git.rev,
        .vcs_url = r->git.url,
        .vcs_dirty = r->git.dirty,
        .root = c->root,
        .libclang = s->libclang,
        .model_hash = s->model_hash,
        .argv = s->o->argv,
        .n_argv = (size_t)s->o->argc,
        .config = settings_json(s->keep, s->o),
        .compile_db = c->source,
        .py_version = s->python.version,
        .py_flavour = arena_printf(
            s->keep, "%s%s", s->python.free_threaded ? "free-threaded" : "gil",
            s->python.debug ? "-debug" : ""),
        .py_include = s->python.include,
        .rules = rules,
        .embed = EMBED_FINDINGS,
    };
    for (size_t i = 0; i < rule_count; i++)
        if (gate_rule_runs(s->o, rule_table[i]))
            rules[run.n_rules++] = rule_table[i];
    run.renames = git_renames(
        s->keep, c->root,
        store_run_rev(r->store, s->keep, store_run_last(r->store, 0)),
        &run.n_renames);
    return store_run_begin(r->store, &run);
}

const char *
record_database(const struct session *s)
{
    if (s->o->db == NULL)
        make_default_directory();
    return s->o->db != NULL ? s->o->db : DATABASE;
}

/* Nobody asked for a database here, and none can be written: a checkout that
 * is only for reading is analysed all the same. */
static bool
place_is_read_only(const struct options *o)
{
    return o->db == NULL && o->since == NULL && o->base_db == NULL &&
           access(DATABASE, F_OK) != 0 &&
           access(access(DATABASE_DIRECTORY, F_OK) == 0 ? DATABASE_DIRECTORY
                                                        : ".",
                  W_OK) != 0;
}

int
record_open(struct record *r, const struct session *s,
            const struct commands *c, const struct git *git)
{
    *r = (struct record){.git = git != NULL ? *git
                                            : git_ask(s->keep, c->root)};
    if (s->o->no_db)
        return EXIT_CLEAN;
    if (place_is_read_only(s->o)) {
        if (s->o->quiet == 0)
            fputs("note: nothing can be written here: no database is kept; "
                  "--db names a place for one\n",
                  stderr);
        return EXIT_CLEAN;
    }
    r->path = record_database(s);
    const char *error = NULL;
    r->store = store_open(s->keep, r->path, STORE_WRITE, &error);
    if (r->store == NULL)
        return usage_error("%s", error);
    if (begin_run(r, s, c)) {
        r->run = store_run_id(r->store);
        return EXIT_CLEAN;
    }
    int code = usage_error("%s", store_error(r->store));
    store_close(r->store);
    r->store = NULL;
    return code;
}

/* ---- writing ------------------------------------------------------------ */

static bool
write_units(struct record *r, const struct commands *c,
            const struct unit_result *units)
{
    for (size_t i = 0; i < c->n; i++) {
        struct store_unit u = {.file = units[i].path,
                               .directory = c->v[i].directory,
                               .args = c->v[i].args,
                               .n_args = c->v[i].n_args,
                               .status = units[i].status,
                               .n_errors = units[i].n_errors,
                               .first_error = units[i].reason,
                               .from_cache = units[i].from_cache,
                               .wall_ms = units[i].wall_ms};
        if (!store_unit(r->store, &u))
            return false;
    }
    for (size_t i = 0; i < c->n_skipped; i++) {
        struct store_unit u = {.file = short_path(c->root, c->skipped[i].file),
                               .directory = c->root,
                               .status = "skipped",
                               .first_error = c->skipped[i].reason};
        if (!store_unit(r->store, &u))
            return false;
    }
    return true;
}

void
record_units(struct record *r, const struct session *s,
             const struct commands *c, const struct unit_result *units)
{
    if (r->store == NULL)
        return;
    if (!store_begin(r->store) || !write_units(r, c, units) ||
        !store_commit(r->store))
        note_failure(r, s);
}

static bool
write_functions(struct record *r, const struct harvest *result)
{
    for (size_t i = 0; i < result->n_files; i++) {
        const struct result_file *f = &result->files[i];
        struct source_file file = {
            .path = f->path,
            .full = f->full,
            .is_system = f->is_system,
            .is_header = f->is_header,
            .generator = (enum generator)f->generator,
            .hash = f->hash,
        };
        store_file(r->store, &file);
    }
    for (size_t i = 0; i < result->n_funcs; i++) {
        const struct func_result *f = &result->funcs[i];
        struct store_function row = {
            .file = f->file,
            .name = f->name,
            .is_static = f->is_static,
            .line = f->line,
            .end_line = f->end_line,
            .signature = f->signature,
            .body_hash = f->body_hash,
            .py_name = f->py_name,
            .status = f->status,
            .reason = f->reason,
            .summary = f->summary,
            .paths = f->states,
            .wall_us = f->wall_us,
            .from_cache = f->from_cache,
        };
        if (!store_function(r->store, &row))
            return false;
    }
    return true;
}

static void
wire_ignore(struct wire *w, struct ignore *g)
{
    wire_str(w, &g->file);
    wire_u32(w, &g->place.line);
    wire_str(w, &g->reason);
    wire_str(w, &g->until);
    for (size_t i = 0; i < g->n_rules; i++) {
        const char *rule = g->rules[i];
        wire_str(w, &rule);
    }
}

/* Levels belong to the program, what does not count to the settings. */
static const char *
content_of(arena *keep, const struct harvest *result,
           const struct ignores *ignores)
{
    struct harvest h = *result;
    h.funcs = arena_copy(keep, h.funcs, h.n_funcs * sizeof *h.funcs);
    for (size_t i = 0; i < h.n_funcs; i++)
        h.funcs[i].from_cache = true;
    struct wire w = {.out.keep = keep};
    wire_harvest(&w, &h);
    for (size_t i = 0; i < rule_count; i++) {
        uint32_t level = rule_table[i]->level;
        wire_u32(&w, &level);
    }
    for (size_t i = 0; i < h.n_findings; i++) {
        wire_str(&w, &h.findings[i].suppressed);
        WIRE_INT(&w, h.findings[i].suppressor);
    }
    for (size_t i = 0; i < ignores->n; i++)
        wire_ignore(&w, &ignores->v[i]);
    return hash_hex(keep, text_str(&w.out), w.out.n);
}

static bool
all_from_cache(const struct harvest *h)
{
    for (size_t i = 0; i < h->n_funcs; i++)
        if (!h->funcs[i].from_cache)
            return false;
    return true;
}

/* What was explored anew has other times, and is written anew. */
static bool
write_content(struct record *r, const struct harvest *result,
              const struct ignores *ignores)
{
    arena *scratch = arena_new();
    const char *content = content_of(scratch, result, ignores);
    bool good = store_content(r->store, content, all_from_cache(result));
    arena_free(scratch);
    return good;
}

static bool
write_types(struct record *r, const struct harvest *result)
{
    for (size_t i = 0; i < result->n_types; i++)
        if (!store_type(r->store, &result->types[i]))
            return false;
    return true;
}

/* Only comments that suppress something; the others are findings. */
static bool
write_suppressions(struct record *r, arena *keep, const struct harvest *result,
                   const struct ignores *ignores,
                   const struct store_issue *issues)
{
    int64_t *ids = ARENA_ARRAY(keep, int64_t, result->n_findings);
    for (size_t i = 0; i < ignores->n; i++) {
        const struct ignore *g = &ignores->v[i];
        struct store_suppression p = {.source = "comment",
                                      .file = g->file,
                                      .line = g->place.line,
                                      .rules = g->rules,
                                      .n_rules = g->n_rules,
                                      .reason = g->reason,
                                      .expires = g->until};
        size_t n = 0;
        for (size_t k = 0; k < result->n_findings; k++)
            if (result->findings[k].suppressed != NULL &&
                result->findings[k].suppressor == SUPPRESSOR_COMMENT &&
                suppress_covers(g, &result->findings[k]))
                ids[n++] = issues[k].finding;
        if (n > 0 && !store_suppress(r->store, &p, ids, n))
            return false;
    }
    return true;
}

/* By the baseline and by settings. */
static bool
write_exemptions(struct record *r, const struct harvest *result,
                 const struct store_issue *issues)
{
    for (size_t i = 0; i < result->n_findings; i++) {
        const struct finding *f = &result->findings[i];
        bool baseline = f->suppressor == SUPPRESSOR_BASELINE;
        struct store_suppression p = {.source = baseline ? "baseline"
                                                         : "config",
                                      .rules = &f->rule->id,
                                      .n_rules = 1,
                                      .reason = f->suppressed};
        if (f->suppressed != NULL && f->suppressor != SUPPRESSOR_COMMENT &&
            !store_suppress(r->store, &p, &issues[i].finding, 1))
            return false;
    }
    return true;
}

const struct store_issue *
record_result(struct record *r, const struct session *s,
              const struct harvest *result, const struct ignores *ignores)
{
    const struct store_issue *issues = NULL;
    if (r->store == NULL || r->failed != NULL)
        return NULL;
    bool good = store_begin(r->store) && write_content(r, result, ignores) &&
                write_functions(r, result) && write_types(r, result) &&
                store_coverage(r->store, result->coverage,
                               result->n_coverage) &&
                store_findings(r->store, s->keep, result->findings,
                               result->n_findings, &issues) &&
                write_suppressions(r, s->keep, result, ignores, issues) &&
                write_exemptions(r, result, issues) && store_commit(r->store);
    if (good)
        return issues;
    note_failure(r, s);
    return NULL;
}

void
record_end(struct record *r, const struct session *s, const char *status)
{
    if (r->store != NULL && r->failed == NULL &&
        !store_run_end(r->store, status))
        note_failure(r, s);
}

const struct store_totals *
record_totals(struct record *r, const struct session *s)
{
    struct store_totals *t = ARENA_NEW(s->keep, struct store_totals);
    if (r->store == NULL || r->failed != NULL ||
        !store_totals(r->store, store_run_id(r->store), t))
        return NULL;
    return t;
}

void
record_close(struct record *r)
{
    store_close(r->store);
    r->store = NULL;
}

/* What a run looked at: files, units, functions, coverage. */
#include "sql.h"

#include <string.h>

/* ---- files ----------------------------------------------------------- */

static const char *
generator_name(enum generator g)
{
    switch (g) {
    case GENERATOR_NONE:
        return NULL;
    case GENERATOR_CYTHON:
        return "cython";
    case GENERATOR_SWIG:
        return "swig";
    case GENERATOR_MYPYC:
        return "mypyc";
    case GENERATOR_PYBIND11:
        return "pybind11";
    case GENERATOR_CLINIC:
        return "argument-clinic";
    case GENERATOR_OTHER:
        return "other";
    }
    return NULL;
}

static const char *
file_kind(const struct source_file *f)
{
    if (f->is_system)
        return "system";
    if (f->generator != GENERATOR_NONE && f->generator != GENERATOR_CLINIC)
        return "generated";
    return f->is_header ? "header" : "source";
}

void
store_file(struct store *s, const struct source_file *f)
{
    void **place = store_map_place(s->files, f->path);
    if (*place != NULL)
        return;
    struct file_info *info = ARENA_NEW(s->keep, struct file_info);
    info->path = arena_strdup(s->keep, f->path);
    info->full = f->full == NULL ? NULL : arena_strdup(s->keep, f->full);
    info->hash = f->hash == NULL ? NULL : arena_strdup(s->keep, f->hash);
    info->kind = file_kind(f);
    info->generator = generator_name(f->generator);
    *place = info;
}

static struct file_info *
file_info(struct store *s, const char *path)
{
    void **place = store_map_place(s->files, path);
    if (*place != NULL)
        return *place;
    struct file_info *info = ARENA_NEW(s->keep, struct file_info);
    info->path = arena_strdup(s->keep, path);
    info->kind = str_ends(path, ".h") ? "header" : "source";
    *place = info;
    return info;
}

static const char *
file_full(struct store *s, const struct file_info *info)
{
    if (info->full != NULL)
        return info->full;
    if (info->path[0] == '/')
        return info->path;
    return arena_printf(s->keep, "%s/%s", s->about.root, info->path);
}

static void
file_hash(struct store *s, struct file_info *info)
{
    size_t n;
    arena *scratch = arena_new();
    const char *text = file_read(scratch, file_full(s, info), &n);
    info->hash = text == NULL ? "" : hash_hex(s->keep, text, n);
    arena_free(scratch);
}

int64_t
store_file_row(struct store *s, const char *path)
{
    struct file_info *info = file_info(s, path);
    if (info->row != 0)
        return info->row;
    if (info->hash == NULL)
        file_hash(s, info);
    info->row = sql_number(
        s, 0,
        "INSERT INTO file(path, hash, kind, generator) VALUES(?1,?2,?3,?4) "
        "ON CONFLICT(path, hash) DO UPDATE SET kind = excluded.kind, "
        "generator = excluded.generator RETURNING id",
        T(info->path), T(info->hash), T(info->kind), T(info->generator));
    if (s->about.embed == EMBED_ALL && strcmp(info->kind, "system") != 0)
        store_file_text_save(s, path);
    return s->error == NULL ? info->row : 0;
}

/* Only the text that was analysed: a file that was edited during the run
 * would explain nothing. */
bool
store_file_text_save(struct store *s, const char *path)
{
    struct file_info *info = file_info(s, path);
    if (info->has_text || s->about.embed == EMBED_NONE)
        return true;
    info->has_text = true;
    if (info->hash == NULL)
        file_hash(s, info);
    size_t n;
    arena *scratch = arena_new();
    const char *text = file_read(scratch, file_full(s, info), &n);
    bool good = true;
    if (text != NULL && strcmp(hash_hex(scratch, text, n), info->hash) == 0)
        good = sql_run(s,
                       "INSERT OR IGNORE INTO file_text(hash, text) "
                       "VALUES(?1, ?2)",
                       T(info->hash), sql_value_bytes(text, n));
    arena_free(scratch);
    return good;
}

/* ---- units ----------------------------------------------------------- */

bool
store_unit(struct store *s, const struct store_unit *u)
{
    assert(s->run != 0);
    const char *args = store_json_strings(s->keep, u->args, u->n_args);
    return sql_run(s,
                   "INSERT INTO tu(run_id, file_id, directory, arguments, "
                   "command_hash, status, from_cache, n_errors, first_error, "
                   "wall_ms) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
                   I(s->run), I(store_file_row(s, u->file)), T(u->directory),
                   T(args), T(hash_hex(s->keep, args, strlen(args))),
                   T(u->status), I(u->from_cache), I(u->n_errors),
                   T(u->first_error), I(u->wall_ms));
}

/* ---- functions ------------------------------------------------------- */

static const char *const statuses[] = {"analysed", "budget", "unsupported",
                                       "tu-failed", "skipped"};

static int
status_rank(const char *status)
{
    for (int i = 0; i < (int)(sizeof statuses / sizeof *statuses); i++) {
        if (strcmp(statuses[i], status) == 0)
            return i;
    }
    assert(!"a status of a function");
    return 0;
}

/* Lives until the next key is made. */
static const char *
function_key(struct store *s, const char *path, const char *name)
{
    arena_reset(s->scratch);
    return arena_printf(s->scratch, "%s\n%s", path, name);
}

int64_t
store_function_row(struct store *s, const char *path, const char *name)
{
    if (name == NULL)
        return 0;
    const struct function_info *info = store_map_get(
        s->functions, function_key(s, path, name));
    return info == NULL ? 0 : info->row;
}

static int64_t
function_unchanged(struct store *s, const struct store_function *f)
{
    return sql_number(
        s, 0,
        "SELECT id FROM function WHERE file_id = ?1 AND name = ?2 AND "
        "line = ?3 AND end_line = ?4 AND signature = ?5 AND body_hash = ?6 "
        "AND py_name IS ?7",
        I(store_file_row(s, f->file)), T(f->name), I(f->line), I(f->end_line),
        T(f->signature == NULL ? "" : f->signature),
        T(f->body_hash == NULL ? "" : f->body_hash), T(f->py_name));
}

static int64_t
function_save(struct store *s, const struct store_function *f)
{
    int64_t row = function_unchanged(s, f);
    if (row != 0)
        return row;
    return sql_number(
        s, 0,
        "INSERT INTO function(file_id, name, linkage, line, end_line, "
        "signature, body_hash, py_name) VALUES(?1,?2,?3,?4,?5,?6,?7,?8) "
        "ON CONFLICT(file_id, name, line) DO UPDATE SET "
        "end_line = excluded.end_line, signature = excluded.signature, "
        "body_hash = excluded.body_hash, py_name = excluded.py_name "
        "RETURNING id",
        I(store_file_row(s, f->file)), T(f->name),
        T(f->is_static ? "static" : "external"), I(f->line), I(f->end_line),
        T(f->signature == NULL ? "" : f->signature),
        T(f->body_hash == NULL ? "" : f->body_hash), T(f->py_name));
}

bool
store_function(struct store *s, const struct store_function *f)
{
    assert(s->run != 0);
    if (s->repeats != 0)
        return true;
    int64_t row = function_save(s, f);
    if (s->error != NULL)
        return false;
    void **place = store_map_place(s->functions,
                                   function_key(s, f->file, f->name));
    struct function_info *info = *place;
    if (info == NULL) {
        info = ARENA_NEW(s->keep, struct function_info);
        *place = info;
    }
    int rank = status_rank(f->status);
    if (info->row == row && info->rank <= rank)
        return true;
    info->row = row;
    info->rank = rank;
    return sql_run(s,
                   "INSERT INTO run_function(run_id, function_id, status, "
                   "reason, paths, wall_us, from_cache, summary) "
                   "VALUES(?1,?2,?3,?4,?5,?6,?7,?8) ON CONFLICT(run_id, "
                   "function_id) DO UPDATE SET status = excluded.status, "
                   "reason = excluded.reason, paths = excluded.paths, "
                   "wall_us = excluded.wall_us, "
                   "from_cache = excluded.from_cache, "
                   "summary = excluded.summary",
                   I(s->run), I(row), T(f->status), T(f->reason), I(f->paths),
                   I(f->wall_us), I(f->from_cache), T(f->summary));
}

/* ---- coverage -------------------------------------------------------- */

bool
store_coverage(struct store *s, const struct coverage *c, size_t n)
{
    assert(s->run != 0);
    for (size_t i = 0; i < n && s->repeats == 0; i++) {
        if (!store_rule_save(s, c[i].rule) ||
            !sql_run(s,
                     "INSERT INTO coverage(run_id, rule_id, file_id, sites, "
                     "clean, found, unknown) VALUES(?1,?2,?3,?4,?5,?6,?7) "
                     "ON CONFLICT(run_id, rule_id, file_id) DO UPDATE SET "
                     "sites = sites + excluded.sites, "
                     "clean = clean + excluded.clean, "
                     "found = found + excluded.found, "
                     "unknown = unknown + excluded.unknown",
                     I(s->run), T(c[i].rule->id),
                     I(store_file_row(s, c[i].file)), I(c[i].sites),
                     I(c[i].clean), I(c[i].found), I(c[i].unknown)))
            return false;
    }
    return true;
}

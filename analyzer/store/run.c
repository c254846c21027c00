/* Runs: beginning, end, and the ones whose process died.
 *
 * While a run is open, meta holds who writes it.  The next store_open asks
 * whether that process still lives; a process is named by boot, PID
 * namespace, PID and start time, so that a number used again is no alibi.
 */
#include "sql.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- who lives ------------------------------------------------------- */

struct writer {
    char boot[64], space[64], host[65];
    long pid;
    unsigned long long start;
};

static void
line_read(const char *path, char *out, size_t size)
{
    FILE *f = fopen(path, "re");
    out[0] = '\0';
    if (f == NULL)
        return;
    if (fgets(out, (int)size, f) == NULL)
        out[0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    fclose(f);
}

/* Start time in ticks since boot; 0 when there is no such process or it is
 * only waiting to be buried. */
static unsigned long long
process_start(long pid)
{
    char path[64], line[1024], state;
    unsigned long long start;
    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    line_read(path, line, sizeof line);
    const char *p = strrchr(line, ')'); /* the name may hold anything */
    if (p == NULL || sscanf(p + 1, " %c", &state) != 1)
        return 0;
    if (state == 'Z' || state == 'X')
        return 0;
    int n = sscanf(p + 1,
                   " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d"
                   " %*d %*d %*d %*d %*d %llu",
                   &start);
    return n == 1 ? start : 0;
}

static void
writer_self(struct writer *w)
{
    memset(w, 0, sizeof *w);
    line_read("/proc/sys/kernel/random/boot_id", w->boot, sizeof w->boot);
    ssize_t n = readlink("/proc/self/ns/pid", w->space, sizeof w->space - 1);
    w->space[n < 0 ? 0 : n] = '\0';
    gethostname(w->host, sizeof w->host - 1);
    w->pid = (long)getpid();
    w->start = process_start(w->pid);
}

/* Identity of this process, for store_run_reap(). */
static const char *
run_writer(arena *keep)
{
    struct writer w;
    writer_self(&w);
    return arena_printf(
        keep, "%s %s %ld %llu %s", w.boot[0] == '\0' ? "-" : w.boot,
        w.space[0] == '\0' ? "-" : w.space, w.pid, w.start, w.host);
}

/* A writer that cannot be seen from here (another machine or container on
 * the same disk) gets a day. */
static bool
writer_lives(const char *text, bool recent)
{
    struct writer w, self;
    writer_self(&self);
    memset(&w, 0, sizeof w);
    if (text == NULL || sscanf(text, "%63s %63s %ld %llu %64s", w.boot,
                               w.space, &w.pid, &w.start, w.host) < 4)
        return false;
    bool same_boot = strcmp(w.boot, self.boot) == 0;
    if (same_boot && strcmp(w.space, self.space) == 0)
        return w.start != 0 && process_start(w.pid) == w.start;
    if (!same_boot && strcmp(w.host, self.host) == 0)
        return false; /* this machine was started again */
    return recent;
}

bool
store_run_reap(struct store *s)
{
    VEC(int64_t) dead = {0};
    if (!store_begin(s))
        return false;
    sqlite3_stmt *q = sql_query(
        s, "SELECT r.id, m.value, julianday('now') - julianday(started_at) "
           "< 1 FROM run r LEFT JOIN meta m ON m.key = 'writer/' || r.uuid "
           "WHERE r.status = 'running'");
    while (sql_next(s, q)) {
        if (!writer_lives(sql_text(q, 1), sql_int(q, 2) != 0))
            VEC_PUSH(s->keep, &dead, sql_int(q, 0));
    }
    for (size_t i = 0; i < dead.n; i++) {
        sql_run(s,
                "DELETE FROM meta WHERE key = (SELECT 'writer/' || uuid "
                "FROM run WHERE id = ?1)",
                I(dead.v[i]));
        sql_run(s, "UPDATE run SET status = 'interrupted' WHERE id = ?1",
                I(dead.v[i]));
    }
    return store_commit(s);
}

/* ---- begin ----------------------------------------------------------- */

/* The CHECK constraints of the tables hold other programs to our words.  The
 * rows of a run are made of words of this program alone; asking again for
 * each would cost as much as all the rest of the writing. */
static bool
constraints_ask(struct store *s, bool ask)
{
    return sql_run(s, ask ? "PRAGMA ignore_check_constraints = OFF"
                          : "PRAGMA ignore_check_constraints = ON");
}

/* Of the text below the title; its lines joined. */
static const char *
first_sentence(arena *keep, const char *help)
{
    const char *text = strstr(help, "\n\n");
    text = text == NULL ? help : text + 2;
    size_t n = 0;
    while (text[n] != '\0' && !str_starts(text + n, "\n\n") &&
           !(text[n] == '.' && (text[n + 1] == ' ' || text[n + 1] == '\n')))
        n++;
    char *sentence = arena_strndup(keep, text, n + (text[n] == '.'));
    for (char *p = sentence; *p != '\0'; p++) {
        if (*p == '\n')
            *p = ' ';
    }
    return sentence;
}

static const char *
tags_json(arena *keep, const char *tags)
{
    VEC(const char *) v = {0};
    while (tags != NULL && *tags != '\0') {
        tags += strspn(tags, " ");
        size_t n = strcspn(tags, " ");
        if (n > 0)
            VEC_PUSH(keep, &v, arena_strndup(keep, tags, n));
        tags += n;
    }
    return store_json_strings(keep, v.v, v.n);
}

bool
store_rule_save(struct store *s, const struct rule *r)
{
    void **place = store_map_place(s->rules, r->id);
    if (*place != NULL)
        return s->error == NULL;
    *place = s;
    const char *help = rule_help(r);
    if (help == NULL)
        help = "";
    const char *family = arena_strndup(s->keep, r->id,
                                       strcspn(r->id, "0123456789"));
    return sql_run(
        s,
        "INSERT INTO rule(id, slug, family, title, summary, help_md, level, "
        "cwe, tags, since) VALUES(?1,?2,?3,?4,?5,?6,?7,nullif(?8,0),?9,?10) "
        "ON CONFLICT(id) DO UPDATE SET slug = excluded.slug, "
        "title = excluded.title, summary = excluded.summary, "
        "help_md = excluded.help_md, level = excluded.level, "
        "cwe = excluded.cwe, tags = excluded.tags "
        "WHERE (slug, title, summary, help_md, level, cwe, tags) IS NOT "
        "(excluded.slug, excluded.title, excluded.summary, excluded.help_md, "
        "excluded.level, excluded.cwe, excluded.tags)",
        T(r->id), T(r->slug), T(family), T(r->title),
        T(first_sentence(s->keep, help)), T(help), T(level_name(r->level)),
        I(r->cwe), T(tags_json(s->keep, r->tags)),
        T(r->since == NULL ? "" : r->since));
}

static bool
rules_ran(struct store *s)
{
    for (size_t i = 0; i < s->about.n_rules; i++) {
        const struct rule *r = s->about.rules[i];
        if (!store_rule_save(s, r) ||
            !sql_run(s, "INSERT INTO run_rule(run_id, rule_id) VALUES(?1,?2)",
                     I(s->run), T(r->id)))
            return false;
    }
    return true;
}

static bool
run_insert(struct store *s, const char *uuid)
{
    const struct store_run *r = &s->about;
    const char *config = r->config == NULL ? "{}" : r->config;
    struct value dirty = r->vcs_dirty < 0 ? sql_value_text(NULL)
                                          : sql_value_int(r->vcs_dirty);
    if (!sql_run(s,
                 "INSERT INTO run(uuid, label, started_at, status, "
                 "tool_version, libclang_version, model_hash, argv, config, "
                 "config_hash, vcs_rev, vcs_dirty, vcs_url, compile_db, "
                 "py_version, py_flavour, py_include, limited_api) "
                 "VALUES(?1,?2,?3,'running',?4,?5,?6,?7,?8,?9,?10,?11,?12,"
                 "?13,?14,?15,?16,?17)",
                 T(uuid), T(r->label), T(store_now(s->keep)),
                 T(REFAUDIT_VERSION), T(r->libclang), T(r->model_hash),
                 T(store_json_strings(s->keep, r->argv, r->n_argv)), T(config),
                 T(hash_hex(s->keep, config, strlen(config))), T(r->vcs_rev),
                 dirty, T(r->vcs_url), T(r->compile_db), T(r->py_version),
                 T(r->py_flavour), T(r->py_include), T(r->limited_api)))
        return false;
    s->run = sqlite3_last_insert_rowid(s->db);
    return sql_run(s, "INSERT INTO run_rows(run_id, rows_of) VALUES(?1, ?1)",
                   I(s->run));
}

bool
store_run_begin(struct store *s, const struct store_run *run)
{
    assert(s->mode == STORE_WRITE && s->run == 0);
    s->about = *run;
    s->has_findings = false;
    s->repeats = 0;
    s->files = store_map_new(s->keep);
    s->functions = store_map_new(s->keep);
    const char *uuid = store_uuid(s->keep);
    const char *key = arena_printf(s->keep, "writer/%s", uuid);
    bool good = constraints_ask(s, false) && store_begin(s) &&
                sql_run(s, "INSERT INTO meta(key, value) VALUES(?1, ?2)",
                        T(key), T(run_writer(s->keep))) &&
                run_insert(s, uuid) && rules_ran(s) && store_commit(s);
    if (!good)
        s->run = 0;
    return good;
}

int64_t
store_run_id(const struct store *s)
{
    return s->run;
}

/* ---- end ------------------------------------------------------------- */

bool
store_run_end(struct store *s, const char *status)
{
    assert(s->run != 0 && !s->in_transaction);
    bool good =
        constraints_ask(s, true) && store_begin(s) &&
        sql_run(s,
                "UPDATE run SET status = ?2, finished_at = ?3 WHERE id = ?1",
                I(s->run), T(status), T(store_now(s->keep))) &&
        sql_run(s,
                "DELETE FROM meta WHERE key = (SELECT 'writer/' || uuid "
                "FROM run WHERE id = ?1)",
                I(s->run)) &&
        store_commit(s);
    if (good)
        s->run = 0;
    return good;
}

int64_t
store_run_last(struct store *s, int64_t before)
{
    return sql_number(s, 0,
                      "SELECT max(id) FROM run WHERE status IN('complete',"
                      "'incomplete') AND (?1 = 0 OR id < ?1) AND "
                      "compile_db NOT GLOB 'sweep:*'",
                      I(before));
}

/* The text that the query gives of a run, or NULL. */
static const char *
run_text(struct store *s, arena *keep, const char *query, int64_t run)
{
    const char *text = NULL;
    sqlite3_stmt *q = sql_query(s, query, I(run));
    if (sql_next(s, q)) {
        text = sql_keep(keep, q, 0);
        sql_done(q);
    }
    return text;
}

const char *
store_run_rev(struct store *s, arena *keep, int64_t run)
{
    return run_text(s, keep, "SELECT vcs_rev FROM run WHERE id = ?1", run);
}

static bool
run_suits(struct store *s, int64_t run, const struct store_wanted *w)
{
    for (size_t i = 0; i < w->n_rules; i++)
        if (sql_number(s, 0,
                       "SELECT count(*) FROM run_rule WHERE run_id = ?1 AND "
                       "rule_id = ?2",
                       I(run), T(w->rules[i]->id)) == 0)
            return false;
    for (size_t i = 0; i < w->n_files; i++)
        if (sql_number(s, 0,
                       "SELECT count(*) FROM tu t JOIN file f ON f.id = "
                       "t.file_id WHERE t.run_id = ?1 AND f.path = ?2",
                       I(run), T(w->files[i])) == 0)
            return false;
    return true;
}

int64_t
store_run_of(struct store *s, const struct store_wanted *w)
{
    int64_t run = INT64_MAX;
    do
        run = sql_number(s, 0,
                         "SELECT max(id) FROM run WHERE id < ?1 AND vcs_rev = "
                         "?2 AND vcs_dirty = 0 AND tool_version = ?3 AND "
                         "model_hash = ?4 AND status IN('complete',"
                         "'incomplete')",
                         I(run), T(w->rev), T(REFAUDIT_VERSION),
                         T(w->model_hash));
    while (run != 0 && !run_suits(s, run, w));
    return run;
}

const char *
store_run_uuid(struct store *s, arena *keep, int64_t run)
{
    return run_text(s, keep, "SELECT uuid FROM run WHERE id = ?1", run);
}

int64_t
store_run_by_uuid(struct store *s, const char *uuid)
{
    return sql_number(s, 0, "SELECT id FROM run WHERE uuid = ?1", T(uuid));
}

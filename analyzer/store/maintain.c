/* Looking after the file. */
#include "maintain.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sql.h"

/* ---- what is in it ------------------------------------------------------ */

bool
store_info(struct store *s, arena *keep, struct store_info *out)
{
    struct stat st;
    sqlite3_stmt *q = sql_query(
        s, "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM finding),"
           " (SELECT count(*) FROM issue WHERE merged_into IS NULL), "
           "(SELECT count(*) FROM triage), "
           "(SELECT count(*) FROM confirmation), l.started_at, l.label, "
           "l.vcs_rev, l.status, l.tool_version, l.py_version || ' ' || "
           "l.py_flavour FROM (SELECT 1) LEFT JOIN run l ON l.id = "
           "(SELECT max(id) FROM run)");
    *out = (struct store_info){.schema = s->schema};
    if (!sql_next(s, q))
        return false;
    out->runs = sql_int(q, 0);
    out->findings = sql_int(q, 1);
    out->issues = sql_int(q, 2);
    out->verdicts = sql_int(q, 3);
    out->confirmations = sql_int(q, 4);
    out->last_at = sql_keep(keep, q, 5);
    out->last_label = sql_keep(keep, q, 6);
    out->last_rev = sql_keep(keep, q, 7);
    out->last_status = sql_keep(keep, q, 8);
    out->tool = sql_keep(keep, q, 9);
    out->python = sql_keep(keep, q, 10);
    sql_done(q);
    if (stat(s->path, &st) == 0)
        out->bytes = (int64_t)st.st_size;
    return true;
}

/* ---- is it whole -------------------------------------------------------- */

/* Each query gives a line per problem. */
static const char *const questions[] = {
    "SELECT integrity_check FROM pragma_integrity_check WHERE "
    "integrity_check <> 'ok'",
    "SELECT 'a row of ' || \"table\" || ' refers to a row of ' || parent || "
    "' that is not there' FROM pragma_foreign_key_check",
    "SELECT 'issue ' || substr(uid, 1, 8) || ' has no proper name' FROM issue "
    "WHERE length(uid) <> 32 OR uid GLOB '*[^0-9a-f]*'",
    "SELECT 'issue ' || substr(i.uid, 1, 8) || ' is joined with one that is "
    "itself joined' FROM issue i JOIN issue r ON r.id = i.merged_into WHERE "
    "r.merged_into IS NOT NULL OR r.rule_id <> i.rule_id",
    "SELECT 'issue ' || substr(i.uid, 1, 8) || ' is of rule ' || i.rule_id || "
    "', its finding in run ' || f.run_id || ' says nothing of it' FROM issue "
    "i JOIN finding f ON f.issue_id = i.id LEFT JOIN fingerprint p ON "
    "p.issue_id = i.id WHERE p.issue_id IS NULL",
    "SELECT 'run ' || uuid || ' has no findings, nor those of another' FROM "
    "run WHERE id NOT IN(SELECT run_id FROM run_rows)",
    "SELECT 'verdict ' || uuid || ' has no time' FROM triage WHERE at NOT "
    "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'",
    "SELECT 'run ' || uuid || ' has no time' FROM run WHERE started_at NOT "
    "GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*Z'",
};

bool
store_problems(struct store *s, bool (*each)(void *, const char *), void *data)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        sqlite3_stmt *q = sql_query(s, questions[i]);
        while (sql_next(s, q)) {
            if (!each(data, sql_word(q, 0))) {
                sql_done(q);
                return true;
            }
        }
    }
    return s->error == NULL;
}

static bool
note_first(void *data, const char *line)
{
    struct store *s = data;
    s->error = sql_explain(s->keep, s->path, SQLITE_CORRUPT, line);
    return false;
}

bool
store_check(struct store *s)
{
    return store_problems(s, note_first, s) && s->error == NULL;
}

/* ---- less of it --------------------------------------------------------- */

#define OLD_RUNS                                                              \
    "(SELECT id FROM run WHERE status <> 'running' AND id NOT IN (SELECT id " \
    "FROM run WHERE status IN('complete','incomplete') ORDER BY id DESC "     \
    "LIMIT ?1))"

/* Of which no run that is kept has the rows. */
#define OLD_ROWS                                                              \
    "(SELECT id FROM run WHERE id IN " OLD_RUNS " EXCEPT SELECT rows_of "     \
    "FROM run_rows WHERE run_id NOT IN " OLD_RUNS ")"

static bool
empty_runs(struct store *s, int64_t keep)
{
    return store_content_forget(s) &&
           sql_run(s, "DELETE FROM finding WHERE run_id IN " OLD_ROWS,
                   I(keep)) &&
           sql_run(s, "DELETE FROM suppression WHERE run_id IN " OLD_ROWS,
                   I(keep)) &&
           sql_run(s, "DELETE FROM coverage WHERE run_id IN " OLD_ROWS,
                   I(keep)) &&
           sql_run(s, "DELETE FROM run_rule WHERE run_id IN " OLD_RUNS,
                   I(keep)) &&
           sql_run(s, "DELETE FROM run_function WHERE run_id IN " OLD_ROWS,
                   I(keep)) &&
           sql_run(s, "DELETE FROM type WHERE run_id IN " OLD_ROWS, I(keep)) &&
           sql_run(s, "DELETE FROM tu WHERE run_id IN " OLD_RUNS, I(keep));
}

/* Functions, files and texts that nothing speaks of any more. */
static bool
sweep(struct store *s)
{
    return sql_run(s, "DELETE FROM function WHERE id NOT IN (SELECT "
                      "function_id FROM run_function UNION SELECT function_id "
                      "FROM finding WHERE function_id IS NOT NULL UNION "
                      "SELECT function_id FROM event WHERE function_id IS NOT "
                      "NULL)") &&
           sql_run(s, "DELETE FROM file WHERE id NOT IN (SELECT file_id FROM "
                      "function UNION SELECT file_id FROM tu UNION SELECT "
                      "file_id FROM finding UNION SELECT file_id FROM event "
                      "UNION SELECT file_id FROM finding_place UNION SELECT "
                      "file_id FROM coverage UNION SELECT file_id FROM type "
                      "UNION SELECT file_id FROM suppression WHERE file_id "
                      "IS NOT NULL)") &&
           sql_run(s, "DELETE FROM file_text WHERE hash NOT IN (SELECT hash "
                      "FROM file)");
}

bool
store_prune(struct store *s, size_t keep, size_t *n)
{
    assert(s->mode == STORE_WRITE && s->run == 0 && keep > 0);
    *n = (size_t)sql_number(
        s, 0,
        "SELECT count(*) FROM run r WHERE id IN " OLD_RUNS
        " AND (EXISTS(SELECT 1 FROM tu WHERE run_id = r.id) OR EXISTS("
        "SELECT 1 FROM run_rule WHERE run_id = r.id))",
        I(keep));
    return store_begin(s) && empty_runs(s, (int64_t)keep) && sweep(s) &&
           store_commit(s) && sql_execute(s, "VACUUM");
}

/* ---- a copy ------------------------------------------------------------- */

/* The counter of schema changes tells of the past, not of the content. */
static bool
forget_past(struct store *s, const char *path)
{
    sqlite3 *db = NULL;
    int code = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(db, "PRAGMA schema_version = 1", NULL, NULL, NULL);
    sqlite3_close(db);
    return code == SQLITE_OK || sql_fail(s, code);
}

bool
store_copy(struct store *s, const char *path, const char **error)
{
    struct stat st;
    if (lstat(path, &st) == 0) {
        *error = arena_printf(s->keep, "%s: is there already.", path);
        return false;
    }
    char *sql = sqlite3_mprintf("VACUUM main INTO %Q", path);
    bool good = sql != NULL && sql_execute(s, sql) && forget_past(s, path);
    sqlite3_free(sql);
    *error = s->error;
    if (!good)
        unlink(path);
    return good;
}

/* ---- questions of others ------------------------------------------------ */

/* A database that is only read can still be told to attach, and thereby to
 * make, other files. */
static int
allow(void *data, int action, const char *a, const char *b, const char *c,
      const char *d)
{
    (void)data, (void)a, (void)b, (void)c, (void)d;
    return action == SQLITE_ATTACH || action == SQLITE_DETACH ? SQLITE_DENY
                                                              : SQLITE_OK;
}

static void
rows(sqlite3_stmt *q, arena *keep,
     bool (*each)(void *, const char *const *, size_t, bool), void *data)
{
    size_t n = (size_t)sqlite3_column_count(q);
    const char **cells = ARENA_ARRAY(keep, const char *, n);
    for (size_t i = 0; i < n; i++)
        cells[i] = sqlite3_column_name(q, (int)i);
    bool more = n > 0 && each(data, cells, n, true);
    while (more && sqlite3_step(q) == SQLITE_ROW) {
        for (size_t i = 0; i < n; i++)
            cells[i] = sql_text(q, (int)i);
        more = each(data, cells, n, false);
    }
}

bool
store_ask(struct store *s, const char *sql,
          bool (*each)(void *, const char *const *, size_t, bool), void *data,
          const char **error)
{
    sqlite3_stmt *q = NULL;
    const char *rest = NULL;
    *error = NULL;
    sqlite3_set_authorizer(s->db, allow, NULL);
    int code = sqlite3_prepare_v2(s->db, sql, -1, &q, &rest);
    if (code != SQLITE_OK)
        *error = arena_strdup(s->keep, sqlite3_errmsg(s->db));
    else if (q == NULL || rest[strspn(rest, " \t\r\n;")] != '\0')
        *error = "one statement at a time";
    else if (!sqlite3_stmt_readonly(q))
        *error = "only what reads";
    else
        rows(q, s->keep, each, data);
    if (sqlite3_finalize(q) != SQLITE_OK && *error == NULL)
        *error = arena_strdup(s->keep, sqlite3_errmsg(s->db));
    sqlite3_set_authorizer(s->db, NULL, NULL);
    return *error == NULL;
}

/* A run that saw what the last one saw has no rows of its own.
 *
 * Most runs are such: nothing has changed, all comes from the cache.  To
 * write it all again would cost more than all else that they do, and the file
 * would grow with every run.  The caller says by a hash what it is going to
 * write; the last run's is kept in meta.  run_rows says for each run whose
 * functions, findings, coverage, types and suppressions it has.
 */
#include "sql.h"

int64_t
store_run_rows(struct store *s, int64_t run)
{
    return sql_number(s, run, "SELECT rows_of FROM run_rows WHERE run_id = ?1",
                      I(run));
}

bool
store_content_forget(struct store *s)
{
    return sql_run(s, "DELETE FROM meta WHERE key = 'content'");
}

/* Whose rows are what this run would write; 0: none.  Issues that were joined
 * since would be matched to another. */
static int64_t
same_run(struct store *s, const char *content)
{
    return sql_number(
        s, 0,
        "SELECT x.rows_of FROM run r JOIN meta m ON m.key = 'content' AND "
        "m.value = r.uuid || ' ' || ?1 JOIN run_rows x ON x.run_id = r.id "
        "WHERE r.id = ?2 AND NOT EXISTS(SELECT 1 FROM finding f JOIN issue i "
        "ON i.id = f.issue_id WHERE f.run_id = x.rows_of AND i.merged_into IS "
        "NOT NULL)",
        T(content), I(store_run_last(s, 0)));
}

bool
store_content(struct store *s, const char *content, bool from_cache)
{
    assert(s->run != 0 && !s->has_findings);
    s->repeats = from_cache ? same_run(s, content) : 0;
    return sql_run(s,
                   "INSERT INTO meta(key, value) SELECT 'content', uuid || "
                   "' ' || ?1 FROM run WHERE id = ?2 ON CONFLICT(key) DO "
                   "UPDATE SET value = excluded.value",
                   T(content), I(s->run)) &&
           (s->repeats == 0 ||
            sql_run(s, "UPDATE run_rows SET rows_of = ?2 WHERE run_id = ?1",
                    I(s->run), I(s->repeats)));
}

/* The rows of a run stand in the order of its findings, twins left out. */
bool
store_repeat(struct store *s, const struct match *m, size_t n, int64_t *rows)
{
    if (!sql_run(s,
                 "UPDATE issue SET last_run = ?1 WHERE id IN(SELECT issue_id "
                 "FROM finding WHERE run_id = ?2)",
                 I(s->run), I(s->repeats)))
        return false;
    sqlite3_stmt *q = sql_query(
        s, "SELECT id FROM finding WHERE run_id = ?1 ORDER BY id",
        I(s->repeats));
    for (size_t i = 0; i < n; i++) {
        if (m[i].first != i)
            continue;
        if (!sql_next(s, q))
            return s->error == NULL ? sql_fail(s, SQLITE_CORRUPT) : false;
        rows[i] = sql_int(q, 0);
    }
    sql_done(q);
    return s->error == NULL;
}

/* Two runs side by side, and the numbers at the end of one. */
#include "sql.h"

#include <string.h>

/* Did this run look at the place of the finding with that rule?  True when
 * its function was analysed, or is no longer there although all of its file
 * was seen. */
#define RUN_LOOKED(run, f)                                                    \
    "(EXISTS(SELECT 1 FROM run_rule rr JOIN issue ri ON "                     \
    "ri.rule_id = rr.rule_id WHERE rr.run_id = " run " AND ri.id = " f        \
    ".issue_id) AND coalesce("                                                \
    "(SELECT min(rf.status = 'analysed') FROM function old "                  \
    "JOIN file ofi ON ofi.id = " f ".file_id "                                \
    "JOIN file nfi ON nfi.path = ofi.path "                                   \
    "JOIN function fn ON fn.file_id = nfi.id AND fn.name = old.name "         \
    "JOIN run_rows rx ON rx.run_id = " run                                    \
    " JOIN run_function rf ON rf.function_id = fn.id AND rf.run_id = "        \
    "rx.rows_of"                                                              \
    " WHERE old.id = " f ".function_id), "                                    \
    "(SELECT min(t.status = 'ok') FROM file ofi "                             \
    "JOIN file nfi ON nfi.path = ofi.path "                                   \
    "JOIN tu t ON t.file_id = nfi.id AND t.run_id = " run                     \
    " WHERE ofi.id = " f ".file_id), 0))"

/* A finding of head that base has not: known before base and not looked at
 * by base is nothing new. */
static const char diff_sql[] =
    "WITH h AS (SELECT f.*, i.root, i.first_run, i.uid, i.rule_id FROM "
    "run_rows x JOIN finding f ON f.run_id = x.rows_of JOIN v_issue i ON "
    "i.id = f.issue_id WHERE x.run_id = ?2), "
    "b AS (SELECT f.*, i.root, i.uid, i.rule_id FROM run_rows x JOIN finding "
    "f ON f.run_id = x.rows_of JOIN v_issue i ON i.id = f.issue_id WHERE "
    "x.run_id = ?1) "
    "SELECT CASE WHEN h.root IN(SELECT root FROM b) THEN 'unchanged' "
    "WHEN h.first_run > ?1 THEN 'new' WHEN " RUN_LOOKED(
        "?1", "h") " THEN 'new' ELSE 'unknown' END, "
                   "h.uid, h.rule_id, h.id FROM h "
                   "UNION ALL SELECT CASE WHEN " RUN_LOOKED(
                       "?2", "b") " THEN 'fixed' ELSE 'unknown' END, b.uid, "
                                  "b.rule_id, b.id FROM b WHERE b.root NOT "
                                  "IN(SELECT root FROM h) "
                                  "ORDER BY 1, 3, 2";

bool
store_diff(struct store *s, int64_t base, int64_t head,
           bool (*each)(void *, const char *, const char *, const char *,
                        int64_t),
           void *data)
{
    sqlite3_stmt *q = sql_query(s, diff_sql, I(base), I(head));
    while (sql_next(s, q)) {
        char id[9];
        snprintf(id, sizeof id, "%s", sql_word(q, 1));
        if (!each(data, sql_word(q, 0), id, sql_word(q, 2), sql_int(q, 3))) {
            sql_done(q);
            break;
        }
    }
    return s->error == NULL;
}

static bool
totals_gone(void *data, const char *state, const char *id, const char *rule,
            int64_t finding)
{
    struct store_totals *t = data;
    (void)id, (void)rule, (void)finding;
    if (strcmp(state, "fixed") == 0)
        t->fixed++;
    else if (strcmp(state, "unknown") == 0)
        t->unknown++;
    return true;
}

static void
totals_count(struct store_totals *t, sqlite3_stmt *q)
{
    unsigned n = (unsigned)sql_int(q, 5);
    if (sql_int(q, 3) != 0)
        t->recheck += n;
    if (sql_int(q, 1) != 0)
        t->suppressed += n;
    else if (sql_int(q, 2) != 0)
        t->dismissed += n;
    else {
        const char *level = sql_word(q, 0);
        *(level[0] == 'e'   ? &t->errors
          : level[0] == 'w' ? &t->warnings
                            : &t->notes) += n;
        if (sql_int(q, 4) != 0)
            t->new_issues += n;
    }
}

bool
store_totals(struct store *s, int64_t run, struct store_totals *out)
{
    *out = (struct store_totals){0};
    if (run == 0)
        run = store_run_last(s, 0);
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT level, suppressed, NOT recheck AND verdict IN("
        "'false-positive','intentional','wont-fix'), recheck, is_new, "
        "count(*) "
        "FROM v_finding WHERE run_id = ?1 GROUP BY 1, 2, 3, 4, 5",
        I(run));
    while (sql_next(s, q))
        totals_count(out, q);
    int64_t base = store_run_last(s, run);
    if (base == 0) {
        out->new_issues = 0;
        return s->error == NULL;
    }
    return store_diff(s, base, run, totals_gone, out);
}

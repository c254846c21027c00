/* From an older schema to this one, in place, in one transaction.
 *
 * One step for each version that changed a table; then the tables that came
 * later without changing an older one, and all views anew.  To change the
 * schema: edit schema.sql, count STORE_SCHEMA and its user_version up, add a
 * step here if a table that was there changed.  An older program refuses a
 * newer file (owner_check), a newer one reads an older file as it is.
 */
#include <string.h>

#include "sql.h"

static bool
add_summaries(struct store *s)
{
    return sql_run(s, "ALTER TABLE run_function ADD COLUMN summary TEXT");
}

/* A CHECK that allows one word more, before `next`, is changed in place:
 * SQLite's way for it. */
static bool
allow_word(struct store *s, const char *table, const char *word,
           const char *next)
{
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    bool done = sql_run(s, "PRAGMA writable_schema = ON") &&
                sql_run(s,
                        "UPDATE sqlite_schema SET sql = replace(sql, "
                        "quote(?3), quote(?2) || ',' || quote(?3)) WHERE "
                        "type = 'table' AND name = ?1 AND "
                        "instr(sql, quote(?2)) = 0",
                        T(table), T(word), T(next)) &&
                sql_run(s, "PRAGMA writable_schema = RESET");
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return done;
}

static bool
add_trigger(struct store *s)
{
    return allow_word(s, "finding", "module-init", "out-of-memory");
}

static bool
add_evidence(struct store *s)
{
    return sql_run(s, "ALTER TABLE confirmation ADD COLUMN grade TEXT "
                      "CHECK(grade IN('natural','genuine','late',"
                      "'synthetic'))") &&
           sql_run(s, "ALTER TABLE confirmation ADD COLUMN detail TEXT") &&
           allow_word(s, "confirmation", "infeasible", "inconclusive");
}

static const struct {
    int version;
    bool (*reach)(struct store *s);
} steps[] = {
    {2, add_summaries},
    {3, add_trigger},
    {5, add_evidence},
};

/* ---- parts of schema.sql --------------------------------------------- */

/* Text between two comments; `to` NULL: the rest. */
static const char *
part(arena *keep, const char *from, const char *to)
{
    const char *all = (const char *)store_schema_bytes;
    const char *begin = strstr(all, from);
    assert(begin != NULL);
    const char *end = to == NULL ? begin + strlen(begin) : strstr(begin, to);
    assert(end != NULL);
    return arena_strndup(keep, begin, (size_t)(end - begin));
}

static bool
views_drop(struct store *s, arena *scratch)
{
    struct text drop = {.keep = scratch};
    sqlite3_stmt *q = sql_query(s, "SELECT name FROM sqlite_schema WHERE "
                                   "type = 'view' AND name GLOB 'v_*'");
    while (sql_next(s, q)) {
        char *one = sqlite3_mprintf("DROP VIEW main.\"%w\";", sql_text(q, 0));
        text_add(&drop, one == NULL ? "" : one);
        sqlite3_free(one);
    }
    return s->error == NULL && sql_execute(s, text_str(&drop));
}

static bool
parts_renew(struct store *s)
{
    arena *scratch = arena_new();
    bool good = sql_execute(s, part(scratch, "-- Additions:", "-- Views:")) &&
                views_drop(s, scratch) &&
                sql_execute(s, part(scratch, "-- Views:", NULL));
    arena_free(scratch);
    return good;
}

bool
store_views_make(struct store *s)
{
    arena *scratch = arena_new();
    const char *views = part(scratch, "-- Views:", NULL), *next;
    struct text t = {.keep = scratch};
    if (s->schema < 7) /* only read: each run has its own */
        text_add(&t, "CREATE TEMP TABLE run_rows AS SELECT id AS run_id, id "
                     "AS rows_of FROM main.run;");
    while ((next = strstr(views, "CREATE VIEW")) != NULL) {
        text_add_n(&t, views, (size_t)(next - views));
        text_add(&t, "CREATE TEMP VIEW");
        views = next + strlen("CREATE VIEW");
    }
    text_add(&t, views);
    bool good = sql_execute(s, text_str(&t));
    arena_free(scratch);
    return good;
}

/* The words and the evidence as they are now, each looked up by its issue:
 * as views they are made whole for every finding that asks. */
bool
store_hold_still(struct store *s)
{
    bool done = s->held;
    s->held = true;
    return done ||
           ((!s->recovers || sql_run(s, "PRAGMA query_only = OFF")) &&
            sql_execute(
                s, "CREATE TEMP TABLE held_triage AS SELECT * FROM v_triage;"
                   "CREATE INDEX temp.held_triage_at ON held_triage(issue_id);"
                   "DROP VIEW temp.v_triage;"
                   "CREATE TEMP VIEW v_triage AS SELECT * FROM held_triage;"
                   "CREATE TEMP TABLE held_evidence AS "
                   "SELECT * FROM v_evidence;"
                   "CREATE INDEX temp.held_evidence_at ON "
                   "held_evidence(issue_id);"
                   "DROP VIEW temp.v_evidence;"
                   "CREATE TEMP VIEW v_evidence AS "
                   "SELECT * FROM held_evidence;") &&
            (!s->recovers || sql_run(s, "PRAGMA query_only = ON")));
}

/* ---- all of it ------------------------------------------------------- */

bool
store_migrate(struct store *s)
{
    if (s->schema == STORE_SCHEMA)
        return true;
    if (!store_begin(s))
        return false;
    int64_t version = sql_number(s, 0, "PRAGMA user_version");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (steps[i].version > version && !steps[i].reach(s))
            return false;
    const char *now = arena_printf(s->keep, "PRAGMA user_version = %d",
                                   STORE_SCHEMA);
    if (version < STORE_SCHEMA && !(parts_renew(s) && sql_execute(s, now)))
        return false;
    s->schema = STORE_SCHEMA;
    return store_commit(s);
}

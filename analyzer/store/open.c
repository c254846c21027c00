/* Opening and closing: whose file is it, is it whole, may it be written?
 *
 * Nothing is written before all of that is known.  A file without any
 * table and without an application id is one whose creation was cut short
 * (or an empty one), and is made anew; every other stranger is refused.
 */
#include "sql.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIN_PAGE 512

/* ---- looking at the file --------------------------------------------- */

static bool
directory_make(arena *keep, const char *path, const char **error)
{
    const char *dir = str_directory(keep, path);
    if (access(dir, F_OK) != 0 && errno == ENOENT &&
        !directory_make(keep, dir, error))
        return false;
    if (mkdir(dir, 0777) == 0 || errno == EEXIST)
        return true;
    *error = arena_printf(keep,
                          "%s: cannot make the directory %s: %s. Name "
                          "another place with --db.",
                          path, dir, strerror(errno));
    return false;
}

/* Looks without opening: closing any descriptor of the file would drop the
 * locks of another connection of this process. */
static const char *
file_check(arena *keep, const char *path, enum store_mode mode)
{
    struct stat st;
    if (stat(path, &st) != 0 && errno == ENOENT) {
        if (mode == STORE_WRITE)
            return NULL;
        return arena_printf(keep,
                            "%s: there is no such database. Run 'refaudit "
                            "check' first, or name one with --db.",
                            path);
    }
    if (access(path, R_OK) != 0)
        return arena_printf(keep, "%s: cannot be read: %s.", path,
                            strerror(errno));
    if (!S_ISREG(st.st_mode))
        return arena_printf(keep, "%s: is not a file. Name a file with --db.",
                            path);
    /* SQLite would take anything that short for an empty database. */
    if (st.st_size > 0 && st.st_size < MIN_PAGE)
        return sql_explain(keep, path, SQLITE_NOTADB, "");
    return NULL;
}

static const char *
place_check(arena *keep, const char *path)
{
    const char *dir = str_directory(keep, path);
    bool file_bad = access(path, W_OK) != 0 && errno != ENOENT;
    if (file_bad || access(dir, W_OK | X_OK) != 0)
        return sql_explain(keep, path, SQLITE_READONLY, "");
    return NULL;
}

/* ---- looking with SQLite --------------------------------------------- */

static bool
is_blank(struct store *s)
{
    return sql_number(s, 1, "PRAGMA application_id") == 0 &&
           sql_number(s, 1, "SELECT count(*) FROM sqlite_schema") == 0;
}

/* What would run by itself when we read or write must be ours: triggers,
 * views in the place of tables, tables that are programs. */
static bool
schema_is_ours(struct store *s)
{
    const char *ours = (const char *)store_schema_bytes;
    const char *bad = NULL;
    sqlite3_stmt *q = sql_query(
        s, "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE "
           "type = 'trigger' OR (type = 'view' AND name NOT GLOB 'v_*') OR "
           "sql LIKE 'CREATE VIRTUAL%'");
    while (bad == NULL && sql_next(s, q))
        if (strstr(ours, sql_text(q, 2)) == NULL || *sql_text(q, 2) == '\0')
            bad = arena_printf(s->keep, "%s '%s'", sql_text(q, 0),
                               sql_text(q, 1));
    sql_done(q);
    if (bad == NULL)
        return s->error == NULL;
    return sql_fail_text(s, arena_printf(s->keep,
                                         "%s: holds the %s, which refaudit "
                                         "did not make; it was left as it "
                                         "is and is not used.",
                                         s->path, bad));
}

static bool
owner_check(struct store *s)
{
    int64_t id = sql_number(s, 0, "PRAGMA application_id");
    int64_t version = sql_number(s, 0, "PRAGMA user_version");
    if (s->error != NULL)
        return false;
    if (id != STORE_APPLICATION_ID)
        return sql_fail_text(
            s, arena_printf(s->keep,
                            "%s: is a database of another program "
                            "(application id 0x%08llx); it was left as it "
                            "is. Name another file with --db.",
                            s->path, (unsigned long long)id));
    if (version > STORE_SCHEMA)
        return sql_fail_text(
            s, arena_printf(s->keep,
                            "%s: was written by a newer refaudit (schema "
                            "%lld, this program knows %d); it was left as it "
                            "is. Update refaudit, or name another file with "
                            "--db.",
                            s->path, (long long)version, STORE_SCHEMA));
    if (version < 1)
        return sql_fail(s, SQLITE_CORRUPT);
    s->schema = version;
    return schema_is_ours(s);
}

/* All of it is read once per run: a page that is broken now would be found
 * by chance later, after work was put on top of it.  The CHECK constraints
 * held when the rows were written and would cost ten times as much. */
static bool
damage_check(struct store *s)
{
    if (!sql_run(s, "PRAGMA ignore_check_constraints = ON"))
        return false;
    sqlite3_stmt *q = sql_query(s, "PRAGMA quick_check(1)");
    if (!sql_next(s, q))
        return s->error == NULL;
    const char *says = sql_text(q, 0);
    bool good = strcmp(says, "ok") == 0;
    if (!good)
        says = arena_strdup(s->keep, says);
    sql_done(q);
    sql_run(s, "PRAGMA ignore_check_constraints = OFF");
    return good || sql_fail_text(
                       s, sql_explain(s->keep, s->path, SQLITE_CORRUPT, says));
}

static bool
schema_make(struct store *s)
{
    if (!store_begin(s))
        return false;
    if (!is_blank(s)) /* another process was faster */
        return store_commit(s);
    int code = sqlite3_exec(s->db, (const char *)store_schema_bytes, NULL,
                            NULL, NULL);
    if (code != SQLITE_OK)
        return sql_fail(s, code);
    return sql_run(s, "INSERT INTO meta VALUES('created_by', ?1)",
                   T("refaudit " REFAUDIT_VERSION)) &&
           store_commit(s);
}

/* ---- opening --------------------------------------------------------- */

/* A write-ahead log keeps readers and a killed writer out of each other's
 * way; where it is not to be had the rollback journal does. */
static bool
ready_to_write(struct store *s)
{
    if (sqlite3_db_readonly(s->db, "main") == 1)
        return sql_fail(s, SQLITE_READONLY);
    if (is_blank(s) && !schema_make(s))
        return false;
    return owner_check(s) && damage_check(s) && store_migrate(s) &&
           sql_insist(s, "PRAGMA journal_mode = WAL") &&
           sql_run(s, "PRAGMA synchronous = NORMAL") && store_run_reap(s);
}

static bool
connect(struct store *s)
{
    int flags = s->mode == STORE_WRITE
                    ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                : s->recovers ? SQLITE_OPEN_READWRITE
                              : SQLITE_OPEN_READONLY;
    /* A store belongs to one thread at a time; nobody asks for totals. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int code = sqlite3_open_v2(s->path, &s->db, flags | SQLITE_OPEN_NOMUTEX,
                               NULL);
    if (s->db == NULL)
        die("out of memory");
    if (code != SQLITE_OK)
        return sql_fail(s, code);
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_busy_timeout(s->db, SQL_BUSY_MS);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    return sql_run(s, "PRAGMA foreign_keys = ON");
}

/* Statements that are kept would keep the connection. */
static void
disconnect(struct store *s)
{
    sql_close_statements(s);
    int closed = sqlite3_close(s->db);
    assert(closed == SQLITE_OK);
    s->db = NULL;
}

/* A killed run leaves a log that only a connection that may write can read.
 * True when there was nothing to do, too. */
static bool
connect_again(struct store *s)
{
    int code = sqlite3_exec(s->db, "SELECT count(*) FROM sqlite_schema", NULL,
                            NULL, NULL) &
               0xff;
    if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) ||
        place_check(s->keep, s->path) != NULL)
        return true; /* what comes next will say what is wrong */
    disconnect(s);
    s->recovers = true;
    return connect(s);
}

static void
store_free(struct store *s)
{
    disconnect(s);
    arena_free(s->scratch);
}

struct store *
store_open(arena *keep, const char *path, enum store_mode mode,
           const char **error)
{
    if (mode == STORE_WRITE && !directory_make(keep, path, error))
        return NULL;
    *error = file_check(keep, path, mode);
    if (*error == NULL && mode == STORE_WRITE)
        *error = place_check(keep, path);
    if (*error != NULL)
        return NULL;
    struct store *s = ARENA_NEW(keep, struct store);
    s->keep = keep;
    s->scratch = arena_new();
    s->path = arena_strdup(keep, path);
    s->mode = mode;
    s->files = store_map_new(keep);
    s->functions = store_map_new(keep);
    s->rules = store_map_new(keep);
    bool good = connect(s) &&
                (mode == STORE_WRITE ? ready_to_write(s)
                                     : connect_again(s) && owner_check(s)) &&
                store_views_make(s) &&
                (!s->recovers || sql_run(s, "PRAGMA query_only = ON"));
    if (good)
        return s;
    *error = s->error;
    store_free(s);
    return NULL;
}

/* One file again; a reader in another process may keep the log alive, the
 * last one to close then tidies up. */
void
store_close(struct store *s)
{
    if (s == NULL)
        return;
    if (s->in_transaction)
        sql_rollback(s);
    if (s->run != 0) {
        s->error = NULL;
        store_run_end(s, "interrupted");
    }
    sql_close_statements(s);
    if (s->mode == STORE_WRITE) {
        sqlite3_busy_timeout(s->db, 0);
        sqlite3_exec(s->db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL,
                     NULL);
        sqlite3_exec(s->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    }
    store_free(s);
}

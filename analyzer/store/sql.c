/* The connection: statements, values, errors put into words. */
#include "sql.h"

#include <string.h>
#include <time.h>

struct value
sql_value_int(int64_t i)
{
    return (struct value){VALUE_INT, i, NULL, 0};
}

struct value
sql_value_text(const char *s)
{
    if (s == NULL)
        return (struct value){VALUE_NULL, 0, NULL, 0};
    return sql_value_bytes(s, strlen(s));
}

struct value
sql_value_bytes(const char *s, size_t n)
{
    return (struct value){VALUE_TEXT, 0, s, n};
}

/* ---- errors in words ------------------------------------------------- */

static const char *
explain_readonly(arena *keep, const char *path)
{
    return arena_printf(
        keep,
        "%s: cannot be written: the file or its directory is read-only. "
        "Name a place that can be written with --db, or run without a "
        "database with --no-db.",
        path);
}

static const char *
explain_damage(arena *keep, const char *path, const char *sqlite_says)
{
    return arena_printf(
        keep,
        "%s: is damaged (%s); it was left as it is. Move it away to start "
        "a new one; what can be saved comes out with "
        "'sqlite3 FILE .recover'.",
        path, sqlite_says);
}

const char *
sql_explain(arena *keep, const char *path, int code, const char *sqlite_says)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return arena_printf(
            keep,
            "%s: no space left on the disk. What was stored before is "
            "intact. Free some space, or name another place with --db.",
            path);
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return explain_readonly(keep, path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return arena_printf(keep,
                            "%s: another process keeps it locked. Wait for "
                            "it to end, or name another file with --db.",
                            path);
    case SQLITE_CORRUPT:
        return explain_damage(keep, path, sqlite_says);
    case SQLITE_NOTADB:
        return arena_printf(keep,
                            "%s: is not a findings database; it was left as "
                            "it is. Name another file with --db.",
                            path);
    case SQLITE_IOERR:
        return arena_printf(keep,
                            "%s: the disk reports an error (%s). What was "
                            "stored before is intact as far as SQLite knows; "
                            "check the disk, or name another place with "
                            "--db.",
                            path, sqlite_says);
    default:
        return arena_printf(keep, "%s: SQLite says: %s", path, sqlite_says);
    }
}

bool
sql_fail_text(struct store *s, const char *error)
{
    if (s->error == NULL)
        s->error = error;
    if (s->in_transaction)
        sql_rollback(s);
    return false;
}

bool
sql_fail(struct store *s, int code)
{
    if (s->error != NULL)
        return false;
    int kind = code & 0xff;
    if (s->mode == STORE_READ &&
        (kind == SQLITE_CANTOPEN || kind == SQLITE_READONLY))
        return sql_fail_text(
            s, arena_printf(s->keep,
                            "%s: a killed run left it in two parts, and they "
                            "can only be joined where the directory can be "
                            "written. Copy it there together with its -wal "
                            "file.",
                            s->path));
    const char *says = sqlite3_errmsg(s->db);
    return sql_fail_text(s, sql_explain(s->keep, s->path, code, says));
}

const char *
store_error(const struct store *s)
{
    return s->error == NULL ? "" : s->error;
}

/* ---- statements ------------------------------------------------------ */

static sqlite3_stmt *
statement(struct store *s, const char *sql)
{
    for (size_t i = 0; i < s->n_statements; i++) {
        if (s->statements[i].sql == sql)
            return s->statements[i].stmt;
    }
    sqlite3_stmt *q;
    int code = sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  &q, NULL);
    if (code != SQLITE_OK) {
        sql_fail(s, code);
        return NULL;
    }
    assert(s->n_statements < sizeof s->statements / sizeof *s->statements);
    s->statements[s->n_statements].sql = sql;
    s->statements[s->n_statements++].stmt = q;
    return q;
}

void
sql_close_statements(struct store *s)
{
    for (size_t i = 0; i < s->n_statements; i++)
        sqlite3_finalize(s->statements[i].stmt);
    s->n_statements = 0;
}

/* `lives`: SQLITE_STATIC when the text does so for as long as the statement
 * runs, else SQLITE_TRANSIENT. */
static int
bind(sqlite3_stmt *q, int at, const struct value *v,
     sqlite3_destructor_type lives)
{
    switch (v->kind) {
    case VALUE_NULL:
        return sqlite3_bind_null(q, at);
    case VALUE_INT:
        return sqlite3_bind_int64(q, at, v->number);
    case VALUE_TEXT:
        return sqlite3_bind_text64(q, at, v->text, v->n, lives, SQLITE_UTF8);
    }
    return SQLITE_MISUSE;
}

static sqlite3_stmt *
query(struct store *s, const char *sql, const struct value *v, size_t n,
      sqlite3_destructor_type lives)
{
    if (s->error != NULL)
        return NULL;
    sqlite3_stmt *q = statement(s, sql);
    if (q == NULL)
        return NULL;
    assert(!sqlite3_stmt_busy(q));
    assert((size_t)sqlite3_bind_parameter_count(q) == n);
    for (size_t i = 0; i < n; i++) {
        int code = bind(q, (int)i + 1, &v[i], lives);
        if (code != SQLITE_OK) {
            sql_fail(s, code);
            return NULL;
        }
    }
    return q;
}

sqlite3_stmt *
sql_query_values(struct store *s, const char *sql, const struct value *v,
                 size_t n)
{
    return query(s, sql, v, n, SQLITE_TRANSIENT);
}

bool
sql_next(struct store *s, sqlite3_stmt *q)
{
    if (q == NULL || s->error != NULL)
        return false;
    int code = sqlite3_step(q);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        sql_fail(s, code);
    sqlite3_reset(q);
    return false;
}

void
sql_done(sqlite3_stmt *q)
{
    if (q != NULL)
        sqlite3_reset(q);
}

bool
sql_run_values(struct store *s, const char *sql, const struct value *v,
               size_t n)
{
    sqlite3_stmt *q = query(s, sql, v, n, SQLITE_STATIC);
    while (sql_next(s, q))
        ;
    return s->error == NULL;
}

bool
sql_execute(struct store *s, const char *sql)
{
    if (s->error != NULL)
        return false;
    int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || sql_fail(s, code);
}

/* SQLite itself does not wait everywhere: not where another process changes
 * the kind of journal meanwhile. */
bool
sql_insist(struct store *s, const char *sql)
{
    enum { STEP_MS = 20 };
    if (s->error != NULL)
        return false;
    struct timespec begin, now;
    clock_gettime(CLOCK_MONOTONIC, &begin);
    for (;;) {
        int code = sqlite3_exec(s->db, sql, NULL, NULL, NULL);
        clock_gettime(CLOCK_MONOTONIC, &now);
        bool late = (now.tv_sec - begin.tv_sec) * 1000 >= SQL_BUSY_MS;
        if (code == SQLITE_OK)
            return true;
        if ((code & 0xff) != SQLITE_BUSY || late)
            return sql_fail(s, code);
        sqlite3_sleep(STEP_MS);
    }
}

int64_t
sql_number_values(struct store *s, int64_t otherwise, const char *sql,
                  const struct value *v, size_t n)
{
    sqlite3_stmt *q = sql_query_values(s, sql, v, n);
    if (!sql_next(s, q))
        return otherwise;
    int64_t number = sqlite3_column_int64(q, 0);
    sql_done(q);
    return number;
}

int64_t
sql_int(sqlite3_stmt *q, int column)
{
    return sqlite3_column_int64(q, column);
}

const char *
sql_text(sqlite3_stmt *q, int column)
{
    return (const char *)sqlite3_column_text(q, column);
}

const char *
sql_word(sqlite3_stmt *q, int column)
{
    const char *text = sql_text(q, column);
    return text == NULL ? "" : text;
}

const char *
sql_keep_word(arena *keep, sqlite3_stmt *q, int column)
{
    return arena_strdup(keep, sql_word(q, column));
}

const char *
sql_keep(arena *keep, sqlite3_stmt *q, int column)
{
    const char *text = sql_text(q, column);
    return text == NULL ? NULL : arena_strdup(keep, text);
}

/* ---- transactions ---------------------------------------------------- */

bool
store_begin(struct store *s)
{
    assert(!s->in_transaction);
    s->in_transaction = sql_insist(s, "BEGIN IMMEDIATE");
    return s->in_transaction;
}

bool
store_commit(struct store *s)
{
    if (s->error != NULL)
        return false;
    assert(s->in_transaction);
    if (!sql_run(s, "COMMIT"))
        return false;
    s->in_transaction = false;
    return true;
}

/* SQLite has already rolled back by itself after some errors. */
void
sql_rollback(struct store *s)
{
    s->in_transaction = false;
    for (sqlite3_stmt *q = sqlite3_next_stmt(s->db, NULL); q != NULL;
         q = sqlite3_next_stmt(s->db, q))
        sqlite3_reset(q);
    if (!sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
}

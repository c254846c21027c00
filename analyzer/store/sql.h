/* Inside the store: the connection, its statements, errors, shared state.
 *
 * Every statement is prepared once and found again by the address of its
 * text, so the text must be a literal at one place.
 */
#ifndef REFAUDIT_SQL_H
#define REFAUDIT_SQL_H

#include <sqlite3.h>

#define SQL_BUSY_MS 15000 /* how long to wait for other processes */

#include "store.h"

#define STORE_APPLICATION_ID 0x52464155
#define STORE_SCHEMA 7

extern const unsigned char
    store_schema_bytes[]; /* schema.sql, NUL-terminated */

struct map; /* text -> whatever, see map.c */

struct store {
    arena *keep, *scratch;
    sqlite3 *db;
    const char *path;
    enum store_mode mode;
    bool recovers;     /* only reads, but had to take over a log */
    bool held;         /* store_hold_still() was called */
    int64_t schema;    /* user_version when it was opened */
    const char *error; /* NULL while all is well */
    struct {
        const char *sql;
        sqlite3_stmt *stmt;
    } statements[96];
    size_t n_statements;
    bool in_transaction;
    int64_t run; /* 0: none is open */
    struct store_run about;
    bool has_findings;     /* of this run */
    int64_t repeats;       /* the run whose rows are this one's, or 0 */
    struct map *files;     /* path -> struct file_info */
    struct map *functions; /* path \n name -> struct function_info */
    struct map *rules;     /* id, of those saved -> anything */
};

/* ---- values for statements ------------------------------------------- */

struct value {
    enum { VALUE_NULL, VALUE_INT, VALUE_TEXT } kind;
    int64_t number;
    const char *text;
    size_t n;
};

struct value sql_value_int(int64_t i);
struct value sql_value_text(const char *s); /* NULL becomes NULL */
struct value sql_value_bytes(const char *s, size_t n);

#define I(x) sql_value_int((int64_t)(x))
#define T(x) sql_value_text(x)
#define VALUES(...)                                                           \
    ((const struct value[]){{VALUE_NULL, 0, NULL, 0}, ##__VA_ARGS__} + 1),    \
        sizeof((struct value[]){{VALUE_NULL, 0, NULL, 0}, ##__VA_ARGS__}) /   \
                sizeof(struct value) -                                        \
            1

/* Run a statement that gives no rows. */
#define sql_run(s, sql, ...) sql_run_values((s), (sql), VALUES(__VA_ARGS__))
/* First column of the first row; `otherwise` when there is none. */
/* An INSERT: the new row, 0 when it failed.  RETURNING would make a table of
   its own for the answer each time. */
#define sql_insert(s, sql, ...)                                               \
    (sql_run((s), (sql), __VA_ARGS__) ? sqlite3_last_insert_rowid((s)->db) : 0)
#define sql_number(s, otherwise, sql, ...)                                    \
    sql_number_values((s), (otherwise), (sql), VALUES(__VA_ARGS__))
/* Begin to read rows: while (sql_next(s, q)) ...; ends by itself, or with
 * sql_done.  NULL when the database refused. */
#define sql_query(s, sql, ...)                                                \
    sql_query_values((s), (sql), VALUES(__VA_ARGS__))

/* Statements that are made as they are needed, with no values. */
bool sql_execute(struct store *s, const char *sql);
/* ...and waits for others where SQLite itself would not. */
bool sql_insist(struct store *s, const char *sql);
bool sql_run_values(struct store *s, const char *sql, const struct value *v,
                    size_t n);
int64_t sql_number_values(struct store *s, int64_t otherwise, const char *sql,
                          const struct value *v, size_t n);
sqlite3_stmt *sql_query_values(struct store *s, const char *sql,
                               const struct value *v, size_t n);
bool sql_next(struct store *s, sqlite3_stmt *q);
void sql_done(sqlite3_stmt *q);

int64_t sql_int(sqlite3_stmt *q, int column);
const char *sql_text(sqlite3_stmt *q, int column); /* NULL when it is NULL */
/* Of a column that our schema does not let be NULL, which says nothing of a
 * file from elsewhere: "" then. */
const char *sql_word(sqlite3_stmt *q, int column);
const char *sql_keep_word(arena *keep, sqlite3_stmt *q, int column);
/* Copied; NULL when it is NULL. */
const char *sql_keep(arena *keep, sqlite3_stmt *q, int column);

/* Remember what `code` means for the user; always returns false. */
bool sql_fail(struct store *s, int code);
bool sql_fail_text(struct store *s, const char *error);
/* A sentence for people: what is wrong with the file, what to do. */
const char *sql_explain(arena *keep, const char *path, int code,
                        const char *sqlite_says);

void sql_rollback(struct store *s);
void sql_close_statements(struct store *s);

/* ---- what rooms of the store share ----------------------------------- */

struct map *store_map_new(arena *keep);
/* Place of the key; *place is NULL when it is new. */
void **store_map_place(struct map *m, const char *key);
void *store_map_get(const struct map *m, const char *key);

struct file_info {
    const char *path, *full;
    const char *hash, *kind, *generator;
    int64_t row;   /* in table file, 0: not yet */
    bool has_text; /* its text is in the database or cannot be */
};

struct function_info {
    int64_t row;
    int rank; /* of its status: the best counts */
};

/* Row of the file or function; 0 when the database refused or there is no
 * such function in this run. */
int64_t store_file_row(struct store *s, const char *path);
int64_t store_function_row(struct store *s, const char *path,
                           const char *name);
bool store_file_text_save(struct store *s, const char *path);
bool store_rule_save(struct store *s, const struct rule *r);

/* "2026-01-31T12:00:00.123456Z" and a random UUID, in keep. */
const char *store_now(arena *keep);
const char *store_uuid(arena *keep);
/* JSON text of an array of strings. */
const char *store_json_strings(arena *keep, const char *const *v, size_t n);
void store_json_add_string(struct text *out, const char *s);

/* Runs that dead processes left behind become 'interrupted'. */
bool store_run_reap(struct store *s);

/* Which known issue is each finding?  Fills issue (0: a new one) and
 * matched_by of each result; twins, with equal strict fingerprints, get
 * the index of the first one in `first`. */
struct match {
    int64_t issue;
    const char *by;
    size_t first;
};

void store_match_twins(arena *scratch, const struct finding *f, size_t n,
                       struct match *out);
bool store_match(struct store *s, arena *scratch, const struct finding *f,
                 size_t n, struct match *out);

/* Finds what store_content() said would be the same: the row of each finding
 * that is no twin. */
bool store_repeat(struct store *s, const struct match *m, size_t n,
                  int64_t *rows);
bool store_content_forget(struct store *s);
/* Whose functions, findings, coverage, types and suppressions are the run's:
 * most often its own. */
int64_t store_run_rows(struct store *s, int64_t run);

/* Columns of v_finding that make a store_issue, in this order, and the
 * reading of them from column 0 on. */
#define ISSUE_COLUMNS                                                         \
    "finding_id, issue_id, uid, matched_by, verdict, evidence, reached, "     \
    "is_new, recheck, suppressed"
#define N_ISSUE_COLUMNS 10
void store_issue_read(arena *keep, sqlite3_stmt *q, struct store_issue *out);

/* What older programs wrote gets what was added since; see migrate.c. */
bool store_migrate(struct store *s);
/* Our own views, in front of those of the file. */
bool store_views_make(struct store *s);

#endif

/* Evidence: append, read, and the code that it has to be about. */
#include "evidence.h"

#include "sql.h"

#define EVIDENCE_SCHEMA 5 /* from here on the table has all columns */

bool
store_evidence_add(struct store *s, int64_t issue,
                   const struct store_evidence *e)
{
    arena *scratch = arena_new();
    bool good = sql_run(
        s,
        "INSERT INTO confirmation(uuid, issue_id, at, engine, outcome, "
        "reached, expected, observed, py_version, build_id, body_hash, "
        "command, reproducer, grade, detail) "
        "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
        "?14, ?15)",
        T(store_uuid(scratch)), I(issue), T(store_now(scratch)), T(e->engine),
        T(e->outcome), I(e->reached), T(e->expected), T(e->observed),
        T(e->python), T(e->build_id), T(e->body_hash),
        T(store_json_strings(scratch, e->command, e->n_command)),
        T(e->reproducer), T(e->grade), T(e->detail));
    arena_free(scratch);
    return good;
}

bool
store_evidence_list(struct store *s, int64_t issue,
                    bool (*each)(void *, const struct store_evidence *),
                    void *data)
{
    if (s->schema < EVIDENCE_SCHEMA)
        return true;
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT at, engine, outcome, grade, reached, expected, observed, "
        "py_version, build_id, body_hash, command, reproducer, detail "
        "FROM confirmation WHERE issue_id = ?1 ORDER BY at, uuid",
        I(issue));
    while (sql_next(s, q)) {
        const char *command = sql_text(q, 10);
        struct store_evidence e = {.at = sql_text(q, 0),
                                   .engine = sql_text(q, 1),
                                   .outcome = sql_text(q, 2),
                                   .grade = sql_text(q, 3),
                                   .reached = (uint64_t)sql_int(q, 4),
                                   .expected = sql_text(q, 5),
                                   .observed = sql_text(q, 6),
                                   .python = sql_text(q, 7),
                                   .build_id = sql_text(q, 8),
                                   .body_hash = sql_text(q, 9),
                                   .command = &command,
                                   .n_command = 1,
                                   .reproducer = sql_text(q, 11),
                                   .detail = sql_text(q, 12)};
        if (!each(data, &e)) {
            sql_done(q);
            break;
        }
    }
    return s->error == NULL;
}

/* Of a row with lines, hash of the body, hash of the file. */
static bool
take_subject(struct store *s, arena *keep, sqlite3_stmt *q,
             struct store_subject *out)
{
    *out = (struct store_subject){0};
    if (!sql_next(s, q))
        return false;
    out->line = (uint32_t)sql_int(q, 0);
    out->end_line = (uint32_t)sql_int(q, 1);
    out->body_hash = sql_keep(keep, q, 2);
    out->file_hash = sql_keep(keep, q, 3);
    sql_done(q);
    return true;
}

bool
store_subject(struct store *s, arena *keep, int64_t finding,
              struct store_subject *out)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT coalesce(fn.line, 0), coalesce(fn.end_line, 0), "
        "f.body_hash, fi.hash FROM finding f "
        "JOIN file fi ON fi.id = f.file_id "
        "LEFT JOIN function fn ON fn.id = f.function_id WHERE f.id = ?1",
        I(finding));
    return take_subject(s, keep, q, out);
}

bool
store_function_code(struct store *s, arena *keep, const char *file,
                    const char *name, struct store_subject *out)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT fn.line, fn.end_line, fn.body_hash, fi.hash FROM "
        "run_function rf JOIN function fn ON fn.id = rf.function_id "
        "JOIN file fi ON fi.id = fn.file_id WHERE rf.run_id = ?1 AND "
        "fi.path = ?2 AND fn.name = ?3",
        I(store_run_rows(s, store_run_last(s, 0))), T(file), T(name));
    return take_subject(s, keep, q, out);
}

bool
store_files_analysed(struct store *s, bool (*each)(void *, const char *),
                     void *data)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT DISTINCT fi.path FROM run_function rf JOIN function fn ON "
        "fn.id = rf.function_id JOIN file fi ON fi.id = fn.file_id "
        "WHERE rf.run_id = ?1 ORDER BY 1",
        I(store_run_rows(s, store_run_last(s, 0))));
    while (sql_next(s, q))
        if (!each(data, sql_text(q, 0))) {
            sql_done(q);
            break;
        }
    return s->error == NULL;
}

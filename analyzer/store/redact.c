/* A copy for strangers: findings with their paths and the project's own
 * source, and nothing of who worked where.
 *
 * It is no database to go on with: names and commands are gone for good, so
 * merging it into another is refused.
 */
#include "maintain.h"
#include "sql.h"

#include <string.h>

/* The last word on these says that they are nobody else's business. */
#define HIDDEN                                                                \
    "(SELECT i.id FROM v_issue i JOIN v_triage t ON t.issue_id = i.root "     \
    "WHERE t.confidential)"
/* What is told of a place may name a directory of that machine. */
#define HAS_PLACE(column) column " GLOB '/*' OR " column " GLOB '*[ \"''=(]/*'"

static const char script[] =
    "CREATE TEMP TABLE hidden AS SELECT id FROM " HIDDEN ";"
    "DELETE FROM finding WHERE issue_id IN (SELECT id FROM hidden);"
    "DELETE FROM confirmation WHERE issue_id IN (SELECT id FROM hidden);"
    "DELETE FROM link WHERE issue_id IN (SELECT id FROM hidden);"
    "DELETE FROM triage WHERE confidential OR issue_id IN "
    "(SELECT id FROM hidden);"
    "CREATE TEMP TABLE person AS SELECT author, row_number() OVER "
    "(ORDER BY min(at), author) AS n FROM triage GROUP BY author;"
    "UPDATE triage SET author = 'reviewer ' || (SELECT n FROM person p "
    "WHERE p.author = triage.author);"
    "UPDATE run SET argv = '[]', config = '{}', vcs_url = NULL, "
    "py_include = NULL, "
    "compile_db = rtrim(substr(compile_db, 1, instr(compile_db || ':', "
    "':')), ':');"
    "UPDATE tu SET directory = '', arguments = '[]', first_error = CASE "
    "WHEN " HAS_PLACE(
        "first_error") " THEN NULL ELSE first_error END;"
                       "UPDATE run_function SET reason = NULL "
                       "WHERE " HAS_PLACE(
                           "reason") ";"
                                     "UPDATE confirmation SET command = '[]', "
                                     "reproducer = NULL, log = NULL, "
                                     "detail = CASE WHEN " HAS_PLACE(
                                         "detail") " THEN NULL ELSE detail "
                                                   "END;"
                                                   "DELETE FROM file_text "
                                                   "WHERE hash IN (SELECT "
                                                   "hash FROM file WHERE path "
                                                   "GLOB '/*') AND hash NOT "
                                                   "IN (SELECT hash FROM file "
                                                   "WHERE path NOT GLOB "
                                                   "'/*');"
                                                   "UPDATE file SET path = "
                                                   "'elsewhere/' || id || '/' "
                                                   "|| replace(path, "
                                                   "rtrim(path, replace(path, "
                                                   "'/', '')), '') WHERE path "
                                                   "GLOB '/*';"
                                                   "DELETE FROM meta WHERE "
                                                   "key LIKE 'writer/%' OR "
                                                   "key = 'content';"
                                                   "INSERT OR REPLACE INTO "
                                                   "meta VALUES('redacted', "
                                                   "'1');";

bool
store_redact(struct store *s)
{
    assert(s->mode == STORE_WRITE && s->run == 0);
    if (!store_begin(s))
        return false;
    /* Verdicts are never changed, but for this. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    bool good = sql_execute(s, script);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
    /* What was deleted is still in pages that are free now. */
    return good && store_commit(s) && sql_execute(s, "VACUUM");
}

bool
store_is_redacted(struct store *s)
{
    return sql_number(s, 0,
                      "SELECT count(*) FROM meta WHERE key = 'redacted'") != 0;
}

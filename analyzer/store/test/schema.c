/* The schema itself, as another SQLite program meets it. */
#include "fixture.h"

static sqlite3 *
filled(struct fixture *f)
{
    static const struct leak leaks[] = {
        {"src/a.c", "make", "body1", "A", 15, 0},
        {"src/a.c", "other", "body2", "B", 35, 0},
    };
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 2, "src/a.c");
    store_close(s);
    return raw_open(f->db);
}

static void
expect_rows(struct fixture *f, sqlite3 *db, const char *sql,
            const char *expected)
{
    assert_string_equal(raw_rows(f->keep, db, sql), expected);
}

static void
expect_refusal(struct fixture *f, sqlite3 *db, const char *sql,
               const char *why)
{
    const char *error = raw_try(f->keep, db, sql);
    if (strstr(error, why) == NULL)
        fail_msg("%s: '%s' instead of '%s'", sql, error, why);
}

static void
file_names_itself(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    expect_rows(f, db, "PRAGMA application_id", "1380335957");
    expect_rows(f, db, "PRAGMA user_version", "7");
    expect_rows(f, db, "PRAGMA integrity_check", "ok");
    expect_rows(f, db, "PRAGMA foreign_key_check", "");
    expect_rows(f, db, "PRAGMA journal_mode", "delete");
    sqlite3_close(db);
}

static void
every_table_is_strict(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    expect_rows(f, db,
                "SELECT group_concat(name) FROM pragma_table_list WHERE "
                "schema = 'main' AND type = 'table' AND NOT strict AND name "
                "NOT LIKE 'sqlite_%'",
                "NULL");
    expect_rows(f, db,
                "SELECT count(*) > 20 FROM pragma_table_list WHERE strict",
                "1");
    sqlite3_close(db);
}

static void
every_view_can_be_read(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    const char *names = raw_rows(
        f->keep, db, "SELECT name FROM sqlite_schema WHERE type = 'view'");
    char *list = arena_strdup(f->keep, names);
    int n = 0;
    for (char *v = strtok(list, ";"); v != NULL; v = strtok(NULL, ";")) {
        raw_rows(f->keep, db, arena_printf(f->keep, "SELECT * FROM %s", v));
        n++;
    }
    assert_int_equal(n, 16);
    sqlite3_close(db);
}

static void
foreign_keys_hold(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    expect_refusal(f, db, "DELETE FROM issue", "FOREIGN KEY");
    expect_refusal(f, db, "UPDATE finding SET file_id = 99", "FOREIGN KEY");
    expect_refusal(f, db, "INSERT INTO run_rule VALUES(1, 'XXX999')",
                   "FOREIGN KEY");
    expect_refusal(f, db, "DELETE FROM rule", "FOREIGN KEY");
    sqlite3_close(db);
}

static void
a_run_takes_its_findings_along(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    expect_rows(f, db, "SELECT count(*) FROM event", "4");
    expect_refusal(f, db, "DELETE FROM run", "FOREIGN KEY"); /* of issue */
    expect_refusal(f, db, "DELETE FROM finding", "");
    expect_rows(f, db, "SELECT count(*) FROM event", "0");
    expect_rows(f, db, "SELECT count(*) FROM fix", "0");
    sqlite3_close(db);
}

static void
words_are_checked(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    expect_refusal(f, db, "UPDATE run SET status = 'done'", "CHECK");
    expect_refusal(f, db, "UPDATE run SET argv = '[1'", "CHECK");
    expect_refusal(f, db, "UPDATE event SET kind = 'jump'", "CHECK");
    expect_refusal(f, db, "UPDATE event SET ledger = 'list'", "CHECK");
    expect_refusal(f, db, "UPDATE finding SET trigger = 'never'", "CHECK");
    expect_refusal(f, db, "UPDATE finding SET line = 'x'", "cannot store");
    sqlite3_close(db);
}

#define VERDICT(uuid, word, author, at, body)                                 \
    "INSERT INTO triage VALUES('" uuid "', 1, '" word "', NULL, '', '" author \
    "', '" at "', '" body "', 0);"

static void
reviews_are_append_only(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    expect_refusal(f, db, VERDICT("u1", "confirmed", "ann", "1", "b"), "");
    expect_rows(f, db, "SELECT count(*) FROM triage", "1");
    const char *no = "triage is append-only";
    expect_refusal(f, db, "UPDATE triage SET comment = 'x'", no);
    expect_refusal(f, db, "DELETE FROM triage", no);
    expect_refusal(f, db,
                   "REPLACE INTO triage SELECT uuid, issue_id, 'fixed', why, "
                   "comment, author, at, body_hash, 0 FROM triage",
                   no);
    expect_refusal(f, db, "INSERT OR IGNORE INTO triage SELECT * FROM triage",
                   "");
    expect_rows(f, db, "SELECT count(*), verdict FROM triage", "1|confirmed");
    sqlite3_close(db);
}

static void
latest_word_counts(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    const char *sql = "SELECT verdict, reviewer, recheck FROM v_latest WHERE "
                      "function = 'make'";
    expect_rows(f, db, sql, "unreviewed|NULL|0");
    raw_try(f->keep, db,
            VERDICT("u1", "confirmed", "ann", "2026-01-01", "body1"));
    expect_rows(f, db, sql, "confirmed|ann|0");
    expect_rows(f, db, "SELECT * FROM v_disagree", "");
    raw_try(f->keep, db,
            VERDICT("u2", "false-positive", "bob", "2026-01-02", "body0"));
    expect_rows(f, db, sql, "false-positive|bob|1");
    expect_rows(f, db, "SELECT rule, opinions FROM v_disagree", "REF001|2");
    raw_try(f->keep, db,
            VERDICT("u0", "confirmed", "bob", "2026-01-03", "body1"));
    expect_rows(f, db, sql, "confirmed|bob|0");
    expect_rows(f, db, "SELECT count(*) FROM v_disagree", "0");
    expect_rows(f, db,
                "SELECT reviewed, true_pos, false_pos, precision FROM "
                "v_rule_quality",
                "1|1|0|1.0");
    sqlite3_close(db);
}

static void
queue_and_gate_know_the_verdict(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    const char *queue = "SELECT function FROM v_queue";
    const char *gate = "SELECT function FROM v_gate ORDER BY 1";
    expect_rows(f, db, queue, "make;other");
    raw_try(f->keep, db, VERDICT("u1", "false-positive", "ann", "1", "body1"));
    expect_rows(f, db, queue, "other");
    expect_rows(f, db, gate, "other");
    raw_try(f->keep, db, VERDICT("u2", "confirmed", "ann", "2", "body1"));
    expect_rows(f, db, queue, "other");
    expect_rows(f, db, gate, "make;other");
    raw_try(f->keep, db, VERDICT("u3", "confirmed", "ann", "3", "old"));
    expect_rows(f, db, queue, "make;other");
    raw_try(f->keep, db,
            "INSERT INTO suppression VALUES(7, 1, 'comment', 1, 3, '[]', "
            "'on purpose', NULL);"
            "INSERT INTO finding_suppression VALUES(1, 7)");
    expect_rows(f, db, queue, "other");
    expect_rows(f, db, gate, "other");
    sqlite3_close(db);
}

static void
evidence_is_summed_up(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    const char *sql = "SELECT evidence, reached FROM v_latest WHERE "
                      "function = 'other'";
    const char *queue = "SELECT function FROM v_queue";
#define SEEN_IN(body, uuid, outcome, n)                                       \
    "INSERT INTO confirmation(uuid, issue_id, at, engine, outcome, reached,"  \
    " py_version, command, body_hash) VALUES('" uuid "', 2, 't', 'ledger',"   \
    " '" outcome "', " n ", '3.11', '[]', " body ")"
#define SEEN(uuid, outcome, n)                                                \
    SEEN_IN("(SELECT body_hash FROM finding WHERE issue_id = 2)", uuid,       \
            outcome, n)
    expect_rows(f, db, sql, "untested|0");
    raw_try(f->keep, db, SEEN_IN("'of other code'", "z", "reproduced", "9"));
    expect_rows(f, db, sql, "untested|0");
    raw_try(f->keep, db, SEEN("e", "inconclusive", "0"));
    expect_rows(f, db, sql, "inconclusive|0");
    raw_try(f->keep, db, SEEN("i", "infeasible", "0"));
    expect_rows(f, db, sql, "infeasible|0");
    raw_try(f->keep, db, "DELETE FROM confirmation WHERE uuid IN('e','i')");
    raw_try(f->keep, db, SEEN("a", "not-reached", "0"));
    expect_rows(f, db, sql, "not-reached|0");
    raw_try(f->keep, db, SEEN("b", "reached-clean", "40"));
    expect_rows(f, db, sql, "reached-clean|40");
    raw_try(f->keep, db, SEEN("c", "contradicted", "1"));
    expect_rows(f, db, sql, "contradicted|41");
    expect_rows(f, db, queue, "make;other");
    raw_try(f->keep, db, SEEN("d", "reproduced", "12"));
    expect_rows(f, db, sql, "reproduced|53");
    expect_rows(f, db, queue, "other;make");
    sqlite3_close(db);
}

static void
what_was_not_analysed_is_there(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    ALL_GOOD(s, store_run_begin(s, &run));
    fixture_unit(s, "good.c", "ok");
    fixture_unit(s, "bad.c", "failed");
    fixture_function(s, "good.c", "big", "budget");
    fixture_function(s, "good.c", "fine", "analysed");
    /* Once analysed and once not, as in a header: analysed. */
    fixture_function(s, "good.h", "twice", "tu-failed");
    fixture_function(s, "good.h", "twice", "analysed");
    fixture_function(s, "good.h", "twice", "budget");
    ALL_GOOD(s, store_run_end(s, "incomplete"));
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT file, function, status, reason "
                                    "FROM v_not_analysed ORDER BY file"),
                        "bad.c|NULL|failed|NULL;good.c|big|budget|4096 "
                        "paths");
}

static void
path_is_told_in_order(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db = filled(f);
    expect_rows(f, db,
                "SELECT line, kind, ledger FROM v_path WHERE finding_id = 1",
                "12|acquire|{\"owned\":{\"list\":1}};"
                "15|return|{\"owned\":{\"list\":1},\"exc\":\"set\"}");
    sqlite3_close(db);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(file_names_itself),
        TEST(every_table_is_strict),
        TEST(every_view_can_be_read),
        TEST(foreign_keys_hold),
        TEST(a_run_takes_its_findings_along),
        TEST(words_are_checked),
        TEST(reviews_are_append_only),
        TEST(latest_word_counts),
        TEST(queue_and_gate_know_the_verdict),
        TEST(evidence_is_summed_up),
        TEST(what_was_not_analysed_is_there),
        TEST(path_is_told_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

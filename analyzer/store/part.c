/* The parts of the review page: one statement each. */
#include "part.h"

#include <string.h>

#include "sql.h"

/* The latest word on it does not keep it among ourselves. */
#define IS_PUBLIC(f)                                                          \
    "NOT EXISTS(SELECT 1 FROM v_triage c WHERE c.issue_id = " f ".issue_id "  \
    "AND c.confidential)"

/* In the order of v_queue, but reviewed and suppressed ones too. */
#define FROM_FINDINGS(confidential)                                           \
    "FROM v_finding v JOIN finding f ON f.id = v.finding_id "                 \
    "LEFT JOIN v_triage t ON t.issue_id = v.issue_id "                        \
    "WHERE v.run_id = ?1 AND coalesce(t.confidential, 0) = " confidential     \
    " ORDER BY v.evidence = 'reproduced' DESC, "                              \
    "CASE v.confidence WHEN 'certain' THEN 0 WHEN 'likely' THEN 1 "           \
    "ELSE 2 END, CASE v.trigger WHEN 'any-call' THEN 0 "                      \
    "WHEN 'bad-input' THEN 1 WHEN 'hostile-object' THEN 2 "                   \
    "WHEN 'other-thread' THEN 3 WHEN 'api-failure' THEN 4 "                   \
    "WHEN 'module-init' THEN 5 ELSE 6 END, v.rule, v.file, v.line, v.uid"

/* Findings with the same rule, anchor and cause are siblings. */
#define FINDINGS(confidential)                                                \
    "SELECT json_array(v.finding_id, v.issue_id, v.uid, v.rule, v.level, "    \
    "v.confidence, v.trigger, v.file, v.line, v.function, v.py_name, "        \
    "v.message, v.verdict, v.recheck, v.evidence, v.suppressed, v.is_new, "   \
    "CASE WHEN f.anchor IS NULL THEN NULL ELSE dense_rank() OVER ("           \
    "ORDER BY v.rule, f.anchor, f.cause) END, "                               \
    "t.why, t.comment, t.author, v.subject) " FROM_FINDINGS(confidential)

#define ISSUE_OF_FINDING "(SELECT issue_id FROM finding WHERE id = ?1)"

static const struct {
    const char *sql;
    bool has_subject; /* takes a run or a finding */
} parts[PART_COUNT] = {
    [PART_RUNS] =
        {"SELECT json_object('id', r.id, 'uuid', uuid, 'label', label, "
         "'started', started_at, 'finished', finished_at, 'status', status, "
         "'tool', tool_version, 'libclang', libclang_version, "
         "'rev', vcs_rev, 'dirty', vcs_dirty, 'url', vcs_url, "
         "'build', compile_db, 'python', py_version, 'flavour', py_flavour, "
         "'findings', (SELECT count(*) FROM finding f WHERE f.run_id = "
         "x.rows_of)"
         ", 'functions', (SELECT count(*) FROM run_function rf "
         "WHERE rf.run_id = x.rows_of AND rf.status = 'analysed'), "
         "'files', (SELECT count(*) FROM tu WHERE tu.run_id = r.id)) "
         "FROM run r JOIN run_rows x ON x.run_id = r.id ORDER BY r.id",
         false},
    [PART_AUDIT] =
        {"SELECT json_array(t.at, t.author, t.verdict, t.why, t.comment, "
         "i.uid, i.rule_id, t.confidential) FROM triage t "
         "JOIN issue i ON i.id = t.issue_id "
         "LEFT JOIN v_triage now ON now.issue_id = i.id "
         "WHERE NOT coalesce(now.confidential, 0) "
         "ORDER BY t.at DESC, t.uuid DESC",
         false},
    [PART_DISAGREE] =
        {"SELECT json_array(i.uid, i.rule_id, t.opinions, "
         "(SELECT group_concat(o.author || ': ' || o.verdict, '; ') "
         "FROM v_opinion o WHERE o.issue_id = i.id)) FROM v_triage t "
         "JOIN issue i ON i.id = t.issue_id WHERE t.opinions > 1 "
         "AND NOT t.confidential ORDER BY i.uid",
         false},
    [PART_FINDINGS] = {FINDINGS("0"), true},
    [PART_CONFIDENTIAL] = {FINDINGS("1"), true},
    [PART_RULES] =
        {"SELECT json_object('id', ru.id, 'slug', ru.slug, "
         "'title', ru.title, 'help', ru.help_md, 'level', ru.level, "
         "'cwe', ru.cwe, 'ran', EXISTS(SELECT 1 FROM run_rule rr "
         "WHERE rr.run_id = ?1 AND rr.rule_id = ru.id), "
         "'sites', c.sites, 'clean', c.clean, 'found', c.found, "
         "'unknown', c.unknown, 'reviewed', q.reviewed, "
         "'true_pos', q.true_pos, 'false_pos', q.false_pos, "
         "'why', q.why) FROM rule ru "
         "LEFT JOIN v_coverage c ON c.rule = ru.id AND c.run_id = ?1 "
         "LEFT JOIN v_rule_quality q ON q.rule = ru.id ORDER BY ru.id",
         true},
    [PART_GAPS] = {"SELECT json_array(file, function, status, reason) "
                   "FROM v_not_analysed WHERE run_id = ?1 "
                   "ORDER BY file, function IS NOT NULL, function",
                   true},
    [PART_TYPES] =
        {"SELECT json_object('name', t.name, 'variable', t.variable, "
         "'kind', t.kind, 'base', t.base, 'flags', t.flags, "
         "'record', t.record, 'verdict', t.verdict, 'slots', t.slots, "
         "'file', f.path, 'line', t.line, 'fields', "
         "(SELECT json_group_array(json_array(path, owner, holds, target, "
         "settable, can_cycle, in_cycle, visited, cleared, released)) FROM "
         "(SELECT * FROM type_field WHERE type_id = t.id ORDER BY seq))) "
         "FROM type t JOIN run_rows x ON x.rows_of = t.run_id "
         "JOIN file f ON f.id = t.file_id WHERE x.run_id = ?1 "
         "ORDER BY f.path, t.line, t.id",
         true},
    [PART_PLACE] =
        {"SELECT json_object('finding', f.id, 'run', f.run_id, "
         "'file', fi.path, 'hash', fi.hash, 'line', f.line, 'col', f.col, "
         "'end_line', f.end_line, 'end_col', f.end_col, "
         "'generator', fi.generator, 'function', fn.name, "
         "'py_name', fn.py_name, 'from', fn.line, 'to', fn.end_line, "
         "'signature', fn.signature, 'subject', f.subject, "
         "'anchor', f.anchor, 'cause', f.cause, 'exit', f.exit_kind, "
         "'duplicates', f.duplicates, 'matched_by', f.matched_by, "
         "'first', (SELECT coalesce(r.label, r.started_at) FROM run r "
         "WHERE r.id = i.first_run)) FROM finding f "
         "JOIN issue i ON i.id = f.issue_id JOIN file fi ON "
         "fi.id = f.file_id LEFT JOIN function fn ON fn.id = f.function_id "
         "WHERE f.id = ?1",
         true},
    [PART_STEPS] =
        {"SELECT json_array(e.kind, fi.path, fi.hash, e.line, e.col, "
         "e.end_line, e.end_col, e.depth, e.thread, e.message, e.ledger, "
         "e.fact, e.key_event, fn.name, fn.line, fn.end_line) FROM event e "
         "JOIN file fi ON fi.id = e.file_id "
         "LEFT JOIN function fn ON fn.id = e.function_id "
         "WHERE e.finding_id = ?1 ORDER BY e.seq",
         true},
    [PART_ALSO] = {"SELECT json_array(fi.path, p.line) FROM finding_place p "
                   "JOIN file fi ON fi.id = p.file_id "
                   "WHERE p.finding_id = ?1 ORDER BY p.seq",
                   true},
    [PART_FIX] = {"SELECT json_array(description, applicability, edits) "
                  "FROM fix WHERE finding_id = ?1 ORDER BY seq",
                  true},
    [PART_SUPPRESSIONS] =
        {"SELECT json_array(s.source, fi.path, s.line, s.reason, s.expires) "
         "FROM finding_suppression x "
         "JOIN suppression s ON s.id = x.suppression_id "
         "LEFT JOIN file fi ON fi.id = s.file_id WHERE x.finding_id = ?1 "
         "ORDER BY s.id",
         true},
    [PART_HISTORY] =
        {"SELECT json_array(t.at, t.author, t.verdict, t.why, t.comment, "
         "t.confidential, t.body_hash IS NOT NULL AND t.body_hash IS NOT "
         "(SELECT body_hash FROM finding WHERE id = ?1)) FROM triage t "
         "WHERE t.issue_id = " ISSUE_OF_FINDING
         " ORDER BY t.at DESC, t.uuid DESC",
         true},
    [PART_EVIDENCE] =
        {"SELECT json_object('at', at, 'engine', engine, "
         "'outcome', outcome, 'reached', reached, 'expected', expected, "
         "'observed', observed, 'python', py_version, 'command', command, "
         "'seed', seed, 'reproducer', reproducer, 'log', log, "
         "'other_code', body_hash IS NOT NULL AND body_hash IS NOT "
         "(SELECT body_hash FROM finding WHERE id = ?1)) FROM confirmation "
         "WHERE issue_id = " ISSUE_OF_FINDING " ORDER BY at DESC, uuid",
         true},
    [PART_LINKS] = {"SELECT json_array(kind, url) FROM link WHERE "
                    "issue_id = " ISSUE_OF_FINDING " ORDER BY kind, url",
                    true},
};

static void
add_row(struct text *out, size_t i, const char *value)
{
    text_add(out, i == 0 ? "" : ",\n");
    text_add(out, value == NULL ? "null" : value);
}

static bool
add_rows(struct store *s, struct text *out, sqlite3_stmt *q)
{
    text_add(out, "[");
    for (size_t i = 0; sql_next(s, q); i++)
        add_row(out, i, sql_text(q, 0));
    text_add(out, "]");
    return s->error == NULL;
}

/* A database that no newer program has written has no types. */
static bool
is_missing(struct store *s, enum store_part part)
{
    return part == PART_TYPES &&
           sql_number(s, 0,
                      "SELECT count(*) FROM sqlite_schema "
                      "WHERE name = 'type_field'") == 0;
}

bool
store_part(struct store *s, struct text *out, enum store_part part, int64_t of)
{
    assert(part < PART_COUNT);
    if (is_missing(s, part)) {
        text_add(out, "[]");
        return s->error == NULL;
    }
    const struct value subject = I(of);
    return add_rows(s, out,
                    sql_query_values(s, parts[part].sql, &subject,
                                     parts[part].has_subject ? 1 : 0));
}

/* ---- the diff -------------------------------------------------------- */

struct diff {
    struct store *s;
    struct text *out;
    bool all;
    size_t n;
};

static bool
diff_row(void *data, const char *state, const char *id, const char *rule,
         int64_t finding)
{
    struct diff *d = data;
    (void)id;
    sqlite3_stmt *q = sql_query(
        d->s,
        "SELECT json_array(?2, uid, ?3, finding_id, file, line, message, "
        "function) FROM v_finding v WHERE finding_id = ?1 AND (?4 "
        "OR " IS_PUBLIC("v") ")",
        I(finding), T(state), T(rule), I(d->all));
    if (sql_next(d->s, q)) {
        add_row(d->out, d->n++, sql_text(q, 0));
        sql_done(q);
    }
    return d->s->error == NULL;
}

bool
store_part_diff(struct store *s, struct text *out, int64_t base, int64_t head,
                bool all)
{
    struct diff d = {s, out, all, 0};
    text_add(out, "[");
    bool good = store_diff(s, base, head, diff_row, &d);
    text_add(out, "]");
    return good;
}

/* ---- small things ---------------------------------------------------- */

bool
store_stamp(struct store *s, struct text *out)
{
    sqlite3_stmt *q = sql_query(
        s, "SELECT json_quote(printf('%d.%d.%d', (SELECT count(*) FROM run "
           "WHERE status <> 'running'), (SELECT count(*) FROM triage), "
           "(SELECT count(*) FROM confirmation)))");
    if (!sql_next(s, q))
        return false;
    text_add(out, sql_text(q, 0));
    sql_done(q);
    return true;
}

const char *
store_text(struct store *s, arena *keep, const char *hash, size_t *n)
{
    const char *text = NULL;
    sqlite3_stmt *q = sql_query(
        s, "SELECT text FROM file_text WHERE hash = ?1", T(hash));
    if (sql_next(s, q)) {
        *n = (size_t)sqlite3_column_bytes(q, 0);
        text = arena_strndup(keep, sql_word(q, 0), *n);
        sql_done(q);
    }
    return text;
}

static bool
each_text(struct store *s, sqlite3_stmt *q, bool (*each)(void *, const char *),
          void *data)
{
    while (sql_next(s, q)) {
        if (!each(data, sql_word(q, 0))) {
            sql_done(q);
            break;
        }
    }
    return s->error == NULL;
}

bool
store_facts(struct store *s, int64_t run, bool all,
            bool (*each)(void *, const char *), void *data)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT DISTINCT e.fact FROM event e JOIN finding f ON "
        "f.id = e.finding_id WHERE f.run_id = ?1 AND e.fact IS NOT NULL "
        "AND (?2 OR " IS_PUBLIC("f") ") ORDER BY 1",
        I(store_run_rows(s, run)), I(all));
    return each_text(s, q, each, data);
}

bool
store_public(struct store *s, int64_t run, bool (*each)(void *, int64_t),
             void *data)
{
    sqlite3_stmt *q = sql_query(s, "SELECT v.finding_id " FROM_FINDINGS("0"),
                                I(run));
    while (sql_next(s, q)) {
        if (!each(data, sql_int(q, 0))) {
            sql_done(q);
            break;
        }
    }
    return s->error == NULL;
}

bool
store_hashes(struct store *s, int64_t run, bool (*each)(void *, const char *),
             void *data)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT DISTINCT fi.hash FROM file fi JOIN file_text x ON "
        "x.hash = fi.hash WHERE fi.id IN (SELECT f.file_id FROM finding f "
        "WHERE f.run_id = ?1 AND " IS_PUBLIC(
            "f") " UNION "
                 "SELECT e.file_id FROM event e JOIN finding f ON "
                 "f.id = e.finding_id WHERE f.run_id = ?1 AND " IS_PUBLIC(
                     "f") ") "
                          "ORDER BY 1",
        I(store_run_rows(s, run)));
    return each_text(s, q, each, data);
}

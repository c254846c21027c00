/* Writing findings: their issue, path, places; suppressions. */
#include "sql.h"

#include <string.h>

/* ---- issues ---------------------------------------------------------- */

/* The strict print is the name, unless an older issue has it: that one went
 * by it first and goes by another now. */
static const char *
uid_free(struct store *s, arena *scratch, const char *strict)
{
    const char *uid = strict;
    for (int i = 2;
         sql_number(s, 0, "SELECT EXISTS(SELECT 1 FROM issue WHERE uid = ?1)",
                    T(uid)) != 0;
         i++) {
        const char *text = arena_printf(scratch, "%s#%d", strict, i);
        uid = hash_hex(scratch, text, strlen(text));
    }
    return uid;
}

static int64_t
issue_save(struct store *s, arena *scratch, const struct finding *f,
           const struct match *m)
{
    if (m->issue != 0) {
        sql_run(s, "UPDATE issue SET last_run = ?2 WHERE id = ?1", I(m->issue),
                I(s->run));
        return m->issue;
    }
    return sql_insert(s,
                      "INSERT INTO issue(uid, rule_id, first_run, last_run) "
                      "VALUES(?1, ?2, ?3, ?3)",
                      T(uid_free(s, scratch, f->strict)), T(f->rule->id),
                      I(s->run));
}

static bool
print_save(struct store *s, int64_t issue, const char *kind, const char *value)
{
    if (value == NULL)
        return true;
    return sql_run(s,
                   "INSERT INTO fingerprint(kind, value, issue_id, seen_run) "
                   "VALUES(?1, ?2, ?3, ?4) ON CONFLICT(kind, value, issue_id) "
                   "DO UPDATE SET seen_run = excluded.seen_run",
                   T(kind), T(value), I(issue), I(s->run));
}

/* ---- the path -------------------------------------------------------- */

static const char *
exc_word(enum exc_state exc)
{
    switch (exc) {
    case EXC_STATE_NONE:
        return NULL;
    case EXC_STATE_SET:
        return "set";
    case EXC_STATE_MAYBE:
        return "maybe";
    }
    return NULL;
}

static const char *
ledger_json(arena *scratch, const char *subject, const struct finding_step *p)
{
    struct text t = {.keep = scratch};
    const char *exc = exc_word(p->exc);
    if (p->owned < 0 && exc == NULL)
        return NULL;
    text_add(&t, "{");
    if (p->owned >= 0) {
        text_add(&t, "\"owned\":{");
        store_json_add_string(&t, subject == NULL ? "" : subject);
        text_printf(&t, ":%d}", p->owned);
    }
    if (exc != NULL)
        text_printf(&t, "%s\"exc\":\"%s\"", p->owned >= 0 ? "," : "", exc);
    text_add(&t, "}");
    return text_str(&t);
}

static struct value
row_or_null(int64_t row)
{
    return row == 0 ? sql_value_text(NULL) : sql_value_int(row);
}

static bool
event_save(struct store *s, arena *scratch, int64_t finding, size_t seq,
           const struct finding *f)
{
    const struct finding_step *p = &f->steps[seq];
    const char *fact = p->fact != NULL && *p->fact != '\0' ? p->fact : NULL;
    return store_file_text_save(s, p->place.file) &&
           sql_run(
               s,
               "INSERT INTO event(finding_id, seq, kind, file_id, "
               "function_id, line, col, end_line, end_col, message, "
               "ledger, fact, key_event) "
               "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)",
               I(finding), I(seq + 1), T(p->kind),
               I(store_file_row(s, p->place.file)),
               row_or_null(store_function_row(s, p->place.file, p->function)),
               I(p->place.line), I(p->place.col), I(p->place.end_line),
               I(p->place.end_col), T(p->message),
               T(ledger_json(scratch, f->name, p)), T(fact), I(p->key));
}

static bool
place_save(struct store *s, int64_t finding, size_t seq, const struct place *p)
{
    return sql_run(s,
                   "INSERT INTO finding_place(finding_id, seq, file_id, line, "
                   "col, end_line, end_col) VALUES(?1,?2,?3,?4,?5,?6,?7)",
                   I(finding), I(seq + 1), I(store_file_row(s, p->file)),
                   I(p->line), I(p->col), I(p->end_line), I(p->end_col));
}

static bool
details_save(struct store *s, arena *scratch, int64_t finding,
             const struct finding *f)
{
    for (size_t i = 0; i < f->n_steps; i++) {
        if (!event_save(s, scratch, finding, i, f))
            return false;
    }
    for (size_t i = 0; i < f->n_also; i++) {
        if (!place_save(s, finding, i, &f->also[i]))
            return false;
    }
    if (f->fix == NULL)
        return true;
    return sql_run(s,
                   "INSERT INTO fix(finding_id, seq, description, "
                   "applicability, edits) VALUES(?1, 1, ?2, 'sketch', '[]')",
                   I(finding), T(f->fix));
}

/* ---- findings -------------------------------------------------------- */

/* The place is where the finding is reported; its file is the user's. */
static int64_t
finding_insert(struct store *s, const struct finding *f, int64_t issue,
               const char *by)
{
    return sql_insert(
        s,
        "INSERT INTO finding(run_id, issue_id, function_id, file_id, line, "
        "col, end_line, end_col, message, level, confidence, trigger, "
        "body_hash, matched_by, duplicates, subject, anchor, cause, "
        "exit_kind, ordinal) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,"
        "?13,?14,?15,?16,?17,?18,?19,?20)",
        I(s->run), I(issue),
        row_or_null(store_function_row(s, f->file, f->function)),
        I(store_file_row(s, f->file)), I(f->place.line), I(f->place.col),
        I(f->place.end_line), I(f->place.end_col), T(f->message),
        T(level_name(f->rule->level)), T(confidence_name(f->confidence)),
        T(trigger_name(f->trigger)), T(f->body_hash), T(by), I(f->duplicates),
        T(f->name), T(f->anchor), T(f->cause), T(f->exit), I(f->ordinal));
}

static int64_t
finding_save(struct store *s, arena *scratch, const struct finding *f,
             const struct match *m)
{
    if (!store_rule_save(s, f->rule))
        return 0;
    int64_t issue = issue_save(s, scratch, f, m);
    if (!print_save(s, issue, "strict/1", f->strict) ||
        !print_save(s, issue, "loose/1", f->loose) ||
        !print_save(s, issue, "body/1", f->body))
        return 0;
    int64_t row = finding_insert(s, f, issue, m->by);
    bool good = s->error == NULL && store_file_text_save(s, f->file) &&
                details_save(s, scratch, row, f);
    return good ? row : 0;
}

/* Fills what the database knows of the findings with these rows. */
static bool
issues_fill(struct store *s, arena *keep, const int64_t *rows, size_t n,
            struct store_issue *out)
{
    size_t at = 0;
    sqlite3_stmt *q = sql_query(s,
                                "SELECT " ISSUE_COLUMNS " FROM v_finding "
                                "WHERE run_id = ?1 ORDER BY finding_id",
                                I(s->run));
    while (sql_next(s, q)) {
        while (at < n && rows[at] != sql_int(q, 0))
            at++;
        assert(at < n);
        store_issue_read(keep, q, &out[at]);
    }
    return s->error == NULL;
}

static bool
findings_save(struct store *s, arena *scratch, const struct finding *f,
              size_t n, const struct match *m, int64_t *rows)
{
    for (size_t i = 0; i < n; i++) {
        if (m[i].first == i) {
            rows[i] = finding_save(s, scratch, &f[i], &m[i]);
            if (rows[i] == 0)
                return false;
        }
        else if (!sql_run(s,
                          "UPDATE finding SET duplicates = duplicates + 1 + "
                          "?2 WHERE id = ?1",
                          I(rows[m[i].first]), I(f[i].duplicates)))
            return false;
    }
    return true;
}

bool
store_findings(struct store *s, arena *keep, const struct finding *f, size_t n,
               const struct store_issue **issues)
{
    assert(s->run != 0 && !s->has_findings);
    s->has_findings = true;
    struct store_issue *out = ARENA_ARRAY(keep, struct store_issue, n);
    arena *scratch = arena_new();
    struct match *m = ARENA_ARRAY(scratch, struct match, n);
    int64_t *rows = ARENA_ARRAY(scratch, int64_t, n);
    bool good;
    if (s->repeats != 0) {
        store_match_twins(scratch, f, n, m);
        good = store_repeat(s, m, n, rows);
    }
    else
        good = store_match(s, scratch, f, n, m) &&
               findings_save(s, scratch, f, n, m, rows);
    good = good && issues_fill(s, keep, rows, n, out);
    for (size_t i = 0; good && i < n; i++) {
        out[i] = out[m[i].first];
        out[i].suppressed = false; /* store_suppress() comes after */
    }
    arena_free(scratch);
    *issues = out;
    return good;
}

/* ---- suppressions ----------------------------------------------------- */

bool
store_suppress(struct store *s, const struct store_suppression *p,
               const int64_t *findings, size_t n_findings)
{
    if (s->repeats != 0)
        return true;
    struct value file = p->file == NULL
                            ? sql_value_text(NULL)
                            : sql_value_int(store_file_row(s, p->file));
    int64_t row = sql_number(
        s, 0,
        "INSERT INTO suppression(run_id, source, file_id, line, rules, "
        "reason, expires) VALUES(?1,?2,?3,nullif(?4,0),?5,?6,?7) "
        "RETURNING id",
        I(s->run), T(p->source), file, I(p->line),
        T(store_json_strings(s->keep, p->rules, p->n_rules)), T(p->reason),
        T(p->expires));
    for (size_t i = 0; i < n_findings; i++) {
        if (!sql_run(s,
                     "INSERT OR IGNORE INTO finding_suppression(finding_id, "
                     "suppression_id) VALUES(?1, ?2)",
                     I(findings[i]), I(row)))
            return false;
    }
    return s->error == NULL;
}

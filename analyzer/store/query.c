/* Questions: lists, one finding whole again, totals, the diff of runs. */
#include "sql.h"

#include <string.h>

void
store_issue_read(arena *keep, sqlite3_stmt *q, struct store_issue *out)
{
    *out = (struct store_issue){.finding = sql_int(q, 0),
                                .issue = sql_int(q, 1),
                                .matched_by = sql_keep_word(keep, q, 3),
                                .verdict = sql_keep_word(keep, q, 4),
                                .evidence = sql_keep_word(keep, q, 5),
                                .reached = (uint64_t)sql_int(q, 6),
                                .is_new = sql_int(q, 7) != 0,
                                .recheck = sql_int(q, 8) != 0,
                                .suppressed = sql_int(q, 9) != 0};
    snprintf(out->uid, sizeof out->uid, "%s", sql_word(q, 2));
    snprintf(out->id, sizeof out->id, "%s", sql_word(q, 2));
}

/* ---- lists ----------------------------------------------------------- */

#define LIST_COLUMNS                                                          \
    "SELECT " ISSUE_COLUMNS ", rule, slug, level, confidence, trigger, "      \
    "file, function, py_name, message, line, col, reviewer, comment "

#define LIST_FILTER                                                           \
    " (?1 IS NULL OR rule GLOB ?1 OR slug = ?1) "                             \
    "AND (?2 IS NULL OR file = ?2 OR file GLOB ?2 "                           \
    "OR substr(file, 1, length(?2) + 1) = ?2 || '/') "                        \
    "AND (?3 IS NULL OR verdict = ?3) AND (?4 IS NULL OR evidence = ?4) "     \
    "AND (?5 IS NULL OR trigger = ?5) AND (?6 IS NULL OR confidence = ?6) "   \
    "AND (?7 IS NULL OR substr(uid, 1, length(?7)) = ?7) "                    \
    "AND (?8 = 0 OR is_new) "

#define LIST_ORDER "ORDER BY file, line, col, rule, uid LIMIT ?9"

/* An empty glob would match nothing; a trailing slash means the directory. */
static const char *
file_pattern(arena *scratch, const char *file)
{
    if (file == NULL || strcmp(file, ".") == 0 || *file == '\0')
        return NULL;
    if (str_starts(file, "./"))
        file += 2;
    size_t n = strlen(file);
    while (n > 1 && file[n - 1] == '/')
        n--;
    return arena_strndup(scratch, file, n);
}

static sqlite3_stmt *
list_query(struct store *s, arena *scratch, const struct store_filter *f)
{
    const char *file = file_pattern(scratch, f->file);
    int64_t limit = f->limit == 0 ? -1 : (int64_t)f->limit;
#define LIST_VALUES                                                           \
    T(f->rule), T(file), T(f->verdict), T(f->evidence), T(f->trigger),        \
        T(f->confidence), T(f->id), I(f->only_new), I(limit)
    switch (f->scope) {
    case SCOPE_LATEST:
        if (f->run == 0)
            return sql_query(
                s, LIST_COLUMNS "FROM v_latest WHERE " LIST_FILTER LIST_ORDER,
                LIST_VALUES);
        return sql_query(s,
                         LIST_COLUMNS "FROM v_finding WHERE " LIST_FILTER
                                      "AND run_id = ?10 " LIST_ORDER,
                         LIST_VALUES, I(f->run));
    case SCOPE_QUEUE: /* v_queue has an order of its own */
        return sql_query(
            s, LIST_COLUMNS "FROM v_queue WHERE " LIST_FILTER "LIMIT ?9",
            LIST_VALUES);
    case SCOPE_GATE:
        return sql_query(
            s, LIST_COLUMNS "FROM v_gate WHERE " LIST_FILTER LIST_ORDER,
            LIST_VALUES);
    }
    return NULL;
}

static void
row_read(arena *scratch, sqlite3_stmt *q, struct store_row *row)
{
    int c = N_ISSUE_COLUMNS;
    store_issue_read(scratch, q, &row->issue);
    row->rule = sql_word(q, c);
    row->slug = sql_word(q, c + 1);
    row->level = sql_word(q, c + 2);
    row->confidence = sql_word(q, c + 3);
    row->trigger = sql_word(q, c + 4);
    row->file = sql_word(q, c + 5);
    row->function = sql_text(q, c + 6);
    row->py_name = sql_text(q, c + 7);
    row->message = sql_word(q, c + 8);
    row->line = (uint32_t)sql_int(q, c + 9);
    row->col = (uint32_t)sql_int(q, c + 10);
    row->reviewer = sql_text(q, c + 11);
    row->comment = sql_text(q, c + 12);
}

bool
store_list(struct store *s, const struct store_filter *f,
           bool (*each)(void *, const struct store_row *), void *data)
{
    arena *scratch = arena_new();
    arena *row_keep = arena_new();
    sqlite3_stmt *q = list_query(s, scratch, f);
    while (sql_next(s, q)) {
        struct store_row row;
        row_read(row_keep, q, &row);
        if (!each(data, &row)) {
            sql_done(q);
            break;
        }
        arena_reset(row_keep);
    }
    arena_free(row_keep);
    arena_free(scratch);
    return s->error == NULL;
}

bool
store_not_analysed(struct store *s, int64_t run,
                   bool (*each)(void *, const char *, const char *,
                                const char *, const char *),
                   void *data)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT file, function, status, coalesce(reason, '') "
        "FROM v_not_analysed WHERE run_id = ?1 "
        "ORDER BY file, function IS NOT NULL, function",
        I(run != 0 ? run : store_run_last(s, 0)));
    while (sql_next(s, q)) {
        if (!each(data, sql_word(q, 0), sql_text(q, 1), sql_word(q, 2),
                  sql_word(q, 3))) {
            sql_done(q);
            break;
        }
    }
    return s->error == NULL;
}

bool
store_summaries(struct store *s, int64_t run,
                bool (*each)(void *, const char *, uint32_t, const char *),
                void *data)
{
    if (s->schema < 2)
        return true;
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT f.path, fn.line, rf.summary FROM run_function rf "
        "JOIN function fn ON fn.id = rf.function_id "
        "JOIN file f ON f.id = fn.file_id "
        "WHERE rf.run_id = ?1 AND rf.summary IS NOT NULL "
        "ORDER BY f.path, fn.line, fn.name",
        I(store_run_rows(s, run != 0 ? run : store_run_last(s, 0))));
    while (sql_next(s, q))
        if (!each(data, sql_word(q, 0), (uint32_t)sqlite3_column_int64(q, 1),
                  sql_word(q, 2))) {
            sql_done(q);
            break;
        }
    return s->error == NULL;
}

/* ---- one finding ----------------------------------------------------- */

int64_t
store_find(struct store *s, const char *id, size_t *n_matches)
{
    int64_t finding = 0;
    *n_matches = 0;
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT (SELECT max(f.id) FROM issue m JOIN finding f ON "
        "f.issue_id = m.id WHERE coalesce(m.merged_into, m.id) = r.root) "
        "FROM (SELECT DISTINCT v.root FROM issue i JOIN v_issue v ON v.id = "
        "i.id WHERE substr(i.uid, 1, length(?1)) = ?1 AND ?1 <> '') r",
        T(id));
    while (sql_next(s, q)) {
        finding = sql_int(q, 0);
        ++*n_matches;
    }
    return *n_matches == 1 ? finding : 0;
}

static int
word_index(const char *word, const char *(*name)(int), int n)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(word, name(i)) == 0)
            return i;
    }
    return 0;
}

static const char *
level_at(int i)
{
    return level_name((enum level)i);
}

static const char *
confidence_at(int i)
{
    return confidence_name((enum confidence)i);
}

static const char *
trigger_at(int i)
{
    return trigger_name((enum trigger)i);
}

/* A rule of another version of the program. */
static const struct rule *
rule_stranger(struct store *s, arena *keep, const char *id)
{
    struct rule *r = ARENA_NEW(keep, struct rule);
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT id, slug, title, level, coalesce(cwe, 0), since, "
        "(SELECT group_concat(value, ' ') FROM json_each(rule.tags)) "
        "FROM rule WHERE id = ?1",
        T(id));
    if (!sql_next(s, q))
        return NULL;
    r->id = sql_keep_word(keep, q, 0);
    r->slug = sql_keep_word(keep, q, 1);
    r->title = sql_keep_word(keep, q, 2);
    r->level = (enum level)word_index(sql_word(q, 3), level_at, 3);
    r->cwe = (int)sql_int(q, 4);
    r->since = sql_keep_word(keep, q, 5);
    r->tags = sql_keep(keep, q, 6);
    sql_done(q);
    return r;
}

static struct place
place_read(arena *keep, sqlite3_stmt *q)
{
    return (struct place){.file = sql_keep_word(keep, q, 0),
                          .line = (uint32_t)sql_int(q, 1),
                          .col = (uint32_t)sql_int(q, 2),
                          .end_line = (uint32_t)sql_int(q, 3),
                          .end_col = (uint32_t)sql_int(q, 4)};
}

static enum exc_state
exc_read(const char *word)
{
    if (word == NULL)
        return EXC_STATE_NONE;
    return strcmp(word, "set") == 0 ? EXC_STATE_SET : EXC_STATE_MAYBE;
}

static void
steps_read(struct store *s, arena *keep, int64_t finding, struct finding *f)
{
    VEC(struct finding_step) steps = {0};
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT fi.path, e.line, e.col, coalesce(e.end_line, e.line), "
        "coalesce(e.end_col, e.col), e.kind, fn.name, e.message, "
        "coalesce((SELECT value FROM json_each(e.ledger, '$.owned')), -1),"
        " json_extract(e.ledger, '$.exc'), coalesce(e.fact, ''), "
        "e.key_event FROM event e JOIN file fi ON fi.id = e.file_id "
        "LEFT JOIN function fn ON fn.id = e.function_id "
        "WHERE e.finding_id = ?1 ORDER BY e.seq",
        I(finding));
    while (sql_next(s, q)) {
        struct finding_step p = {.place = place_read(keep, q),
                                 .kind = sql_keep_word(keep, q, 5),
                                 .function = sql_keep(keep, q, 6),
                                 .message = sql_keep_word(keep, q, 7),
                                 .owned = (int)sql_int(q, 8),
                                 .exc = exc_read(sql_text(q, 9)),
                                 .fact = sql_keep_word(keep, q, 10),
                                 .key = sql_int(q, 11) != 0};
        VEC_PUSH(keep, &steps, p);
    }
    f->steps = steps.v;
    f->n_steps = steps.n;
}

static void
also_read(struct store *s, arena *keep, int64_t finding, struct finding *f)
{
    VEC(struct place) also = {0};
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT fi.path, p.line, p.col, p.end_line, p.end_col "
        "FROM finding_place p JOIN file fi ON fi.id = p.file_id "
        "WHERE p.finding_id = ?1 ORDER BY p.seq",
        I(finding));
    while (sql_next(s, q))
        VEC_PUSH(keep, &also, place_read(keep, q));
    f->also = also.v;
    f->n_also = also.n;
}

/* Of the issue that the finding had when it was stored, whatever that was
 * found to be since. */
static const char *
print_read(struct store *s, arena *keep, const char *kind, int64_t finding)
{
    const char *value = NULL;
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT p.value FROM finding f JOIN fingerprint p ON p.issue_id = "
        "f.issue_id WHERE f.id = ?2 AND p.kind = ?1 "
        "ORDER BY p.seen_run DESC LIMIT 1",
        T(kind), I(finding));
    if (sql_next(s, q)) {
        value = sql_keep(keep, q, 0);
        sql_done(q);
    }
    return value;
}

static bool
finding_read(struct store *s, arena *keep, int64_t row, struct finding *f)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT fi.path, f.line, f.col, f.end_line, f.end_col, fn.name, "
        "fn.py_name, f.message, x.description, f.confidence, f.trigger, "
        "f.subject, f.duplicates, f.anchor, f.cause, f.exit_kind, "
        "f.body_hash, f.ordinal FROM finding f "
        "JOIN file fi ON fi.id = f.file_id "
        "LEFT JOIN function fn ON fn.id = f.function_id "
        "LEFT JOIN fix x ON x.finding_id = f.id AND x.seq = 1 "
        "WHERE f.id = ?1",
        I(row));
    if (!sql_next(s, q))
        return false;
    f->place = place_read(keep, q);
    f->file = f->place.file;
    f->function = sql_keep(keep, q, 5);
    f->py_name = sql_keep(keep, q, 6);
    f->message = sql_keep_word(keep, q, 7);
    f->fix = sql_keep(keep, q, 8);
    f->confidence = (enum confidence)word_index(sql_word(q, 9), confidence_at,
                                                3);
    f->trigger = (enum trigger)word_index(sql_word(q, 10), trigger_at,
                                          TRIGGER_OUT_OF_MEMORY + 1);
    f->name = sql_keep(keep, q, 11);
    f->duplicates = (unsigned)sql_int(q, 12);
    f->anchor = sql_keep(keep, q, 13);
    f->cause = sql_keep(keep, q, 14);
    f->exit = sql_keep(keep, q, 15);
    f->body_hash = sql_keep(keep, q, 16);
    f->ordinal = (unsigned)sql_int(q, 17);
    sql_done(q);
    return true;
}

static bool
show_issue(struct store *s, arena *keep, int64_t finding, struct finding *f,
           struct store_issue *issue)
{
    sqlite3_stmt *q = sql_query(s,
                                "SELECT " ISSUE_COLUMNS ", rule FROM "
                                "v_finding WHERE finding_id = ?1 "
                                "ORDER BY run_id DESC LIMIT 1",
                                I(finding));
    if (!sql_next(s, q))
        return false;
    store_issue_read(keep, q, issue);
    const char *id = sql_keep_word(keep, q, N_ISSUE_COLUMNS);
    sql_done(q);
    f->rule = rule_find(id);
    if (f->rule == NULL)
        f->rule = rule_stranger(s, keep, id);
    return f->rule != NULL;
}

const struct finding *
store_show(struct store *s, arena *keep, int64_t finding,
           struct store_issue *issue)
{
    struct finding *f = ARENA_NEW(keep, struct finding);
    if (!finding_read(s, keep, finding, f) ||
        !show_issue(s, keep, finding, f, issue))
        return NULL;
    steps_read(s, keep, finding, f);
    also_read(s, keep, finding, f);
    f->strict = print_read(s, keep, "strict/1", finding);
    f->loose = print_read(s, keep, "loose/1", finding);
    f->body = print_read(s, keep, "body/1", finding);
    return s->error == NULL ? f : NULL;
}

/* The finding knows its own file's version, the events those of others. */
const char *
store_source(struct store *s, arena *keep, int64_t finding, const char *path,
             size_t *n)
{
    const char *text = NULL;
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT t.text FROM file_text t JOIN file fi ON fi.hash = t.hash "
        "WHERE fi.path = ?2 AND fi.id IN (SELECT file_id FROM finding "
        "WHERE id = ?1 UNION ALL SELECT file_id FROM event WHERE "
        "finding_id = ?1 UNION ALL SELECT file_id FROM finding_place "
        "WHERE finding_id = ?1) LIMIT 1",
        I(finding), T(path));
    if (sql_next(s, q)) {
        *n = (size_t)sqlite3_column_bytes(q, 0);
        text = arena_strndup(keep, sql_word(q, 0), *n);
        sql_done(q);
    }
    return text;
}

/* Reviews: append, undo, read, take over, count. */
#include "review.h"

#include <string.h>

#include "sql.h"

const char *const review_verdicts[] = {
    "unreviewed", "confirmed",  "false-positive", "intentional",
    "wont-fix",   "needs-info", "fixed",          NULL};
const char *const review_whys[] = {
    "infeasible-path", "wrong-api-model", "ownership-moved",
    "immortal-object", "test-code",       "oom-only",
    "by-design",       "duplicate",       NULL};

/* ---- words ----------------------------------------------------------- */

static const char *
one_of(arena *keep, const char *word, const char *what,
       const char *const *words)
{
    struct text t = {.keep = keep};
    if (word != NULL && str_is_one_of(word, words))
        return NULL;
    text_printf(&t, "%s is not a %s; choose one of: ",
                word == NULL ? "Nothing" : word, what);
    for (size_t i = 0; words[i] != NULL; i++)
        text_printf(&t, "%s%s", i > 0 ? ", " : "", words[i]);
    text_add(&t, ".");
    return text_str(&t);
}

/* NULL when it can be recorded. */
static const char *
triage_check(arena *keep, const struct store_triage *t)
{
    const char *error = one_of(keep, t->verdict, "verdict", review_verdicts);
    if (error == NULL && t->why != NULL)
        error = one_of(keep, t->why, "reason", review_whys);
    if (error == NULL && (t->author == NULL || *t->author == '\0'))
        error = "A verdict needs an author.";
    return error;
}

/* The newest finding of the id, or 0 with *error. */
static int64_t
finding_of(struct store *s, const char *id, const char **error)
{
    size_t n = 0;
    int64_t finding = store_find(s, id, &n);
    if (finding == 0)
        *error = s->error != NULL
                     ? s->error
                     : arena_printf(s->keep,
                                    n == 0 ? "%s: no finding has this id."
                                           : "%s: several findings begin "
                                             "like this; give more of "
                                             "the id.",
                                    id);
    return finding;
}

/* ---- appending ------------------------------------------------------- */

bool
store_triage(struct store *s, const char *id, const struct store_triage *t,
             const char **error)
{
    *error = triage_check(s->keep, t);
    int64_t finding = *error != NULL ? 0 : finding_of(s, id, error);
    if (finding == 0)
        return false;
    sql_run(s,
            "INSERT INTO triage(uuid, issue_id, verdict, why, comment, "
            "author, at, body_hash, confidential) SELECT ?1, issue_id, ?2, "
            "?3, ?4, ?5, ?6, coalesce(?7, body_hash), ?8 FROM finding "
            "WHERE id = ?9",
            T(store_uuid(s->keep)), T(t->verdict), T(t->why),
            T(t->comment == NULL ? "" : t->comment), T(t->author),
            T(store_now(s->keep)), T(t->body_hash), I(t->confidential),
            I(finding));
    *error = s->error;
    return s->error == NULL;
}

/* What held before the author's last word. */
static bool
before_last_word(struct store *s, int64_t issue, const char *author,
                 struct store_triage *t)
{
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT b.verdict, b.why, b.comment, b.body_hash, b.confidential "
        "FROM (SELECT at, uuid FROM v_word WHERE issue_id = ?1 AND author = "
        "?2 ORDER BY at DESC, uuid DESC LIMIT 1) a LEFT JOIN v_word b ON "
        "b.issue_id = ?1 AND (b.at, b.uuid) < (a.at, a.uuid) "
        "ORDER BY b.at DESC, b.uuid DESC LIMIT 1",
        I(issue), T(author));
    if (!sql_next(s, q))
        return false;
    *t = (struct store_triage){.verdict = sql_keep(s->keep, q, 0),
                               .why = sql_keep(s->keep, q, 1),
                               .comment = sql_keep(s->keep, q, 2),
                               .author = author,
                               .body_hash = sql_keep(s->keep, q, 3),
                               .confidential = sql_int(q, 4) != 0};
    sql_done(q);
    if (t->verdict == NULL)
        t->verdict = "unreviewed";
    return true;
}

bool
store_triage_undo(struct store *s, const char *id, const char *author,
                  const char **error)
{
    struct store_triage t;
    int64_t finding = finding_of(s, id, error);
    if (finding == 0)
        return false;
    int64_t issue = sql_number(
        s, 0, "SELECT issue_id FROM v_finding WHERE finding_id = ?1",
        I(finding));
    if (!before_last_word(s, issue, author, &t)) {
        *error = s->error != NULL
                     ? s->error
                     : arena_printf(s->keep, "%s: no verdict of %s to undo.",
                                    id, author);
        return false;
    }
    return store_triage(s, id, &t, error);
}

/* ---- reading --------------------------------------------------------- */

#define PRINT(kind)                                                           \
    "(SELECT p.value FROM fingerprint p WHERE p.issue_id = i.root AND "       \
    "p.kind = '" kind "' ORDER BY p.seen_run DESC, p.value LIMIT 1)"

static const char verdict_sql[] =
    "SELECT t.uuid, t.at, i.uid, i.rule_id, " PRINT("strict/1") ", " PRINT(
        "loose/1") ", " PRINT("body/1") ", fi.path, fn.name, t.verdict, "
                                        "t.why, t.comment, t.author, "
                                        "t.body_hash, t.confidential "
                                        "FROM triage t JOIN v_issue i ON "
                                        "i.id = t.issue_id "
                                        "LEFT JOIN finding f ON f.id = "
                                        "(SELECT max(x.id) FROM finding x "
                                        "WHERE x.issue_id = i.root) "
                                        "LEFT JOIN file fi ON "
                                        "fi.id = f.file_id "
                                        "LEFT JOIN function fn ON "
                                        "fn.id = f.function_id "
                                        "WHERE ?1 IS NULL OR i.root = "
                                        "(SELECT v.root FROM finding y "
                                        "JOIN v_issue v ON v.id = "
                                        "y.issue_id WHERE y.id = ?1) "
                                        "ORDER BY t.at, t.uuid";

static struct store_verdict
verdict_read(sqlite3_stmt *q)
{
    return (struct store_verdict){
        .uuid = sql_word(q, 0),
        .at = sql_word(q, 1),
        .uid = sql_word(q, 2),
        .rule = sql_word(q, 3),
        .strict = sql_text(q, 4),
        .loose = sql_text(q, 5),
        .body = sql_text(q, 6),
        .file = sql_text(q, 7),
        .function = sql_text(q, 8),
        .t = {.verdict = sql_word(q, 9),
              .why = sql_text(q, 10),
              .comment = sql_word(q, 11),
              .author = sql_word(q, 12),
              .body_hash = sql_text(q, 13),
              .confidential = sql_int(q, 14) != 0},
    };
}

bool
store_verdicts(struct store *s, const char *id,
               bool (*each)(void *, const struct store_verdict *), void *data)
{
    struct value only = sql_value_text(NULL);
    size_t n;
    if (id != NULL)
        only = sql_value_int(store_find(s, id, &n));
    sqlite3_stmt *q = sql_query(s, verdict_sql, only);
    while (sql_next(s, q)) {
        struct store_verdict v = verdict_read(q);
        if (!each(data, &v)) {
            sql_done(q);
            break;
        }
    }
    return s->error == NULL;
}

/* ---- from elsewhere -------------------------------------------------- */

/* The only issue of the rule that goes, or went, by the print; else 0. */
static int64_t
issue_by_print(struct store *s, const char *rule, const char *kind,
               const char *print)
{
    return sql_number(s, 0,
                      "SELECT CASE WHEN count(DISTINCT i.root) = 1 THEN "
                      "min(i.root) END FROM fingerprint p JOIN v_issue i "
                      "ON i.id = p.issue_id WHERE p.kind = ?1 AND p.value = "
                      "?2 AND i.rule_id = ?3",
                      T(kind), T(print), T(rule));
}

static int64_t
issue_of(struct store *s, const struct store_verdict *v)
{
    int64_t issue = sql_number(
        s, 0, "SELECT id FROM issue WHERE uid = ?1 AND rule_id = ?2",
        T(v->uid), T(v->rule));
    if (issue == 0)
        issue = issue_by_print(s, v->rule, "strict/1", v->strict);
    if (issue == 0)
        issue = issue_by_print(s, v->rule, "loose/1", v->loose);
    if (issue == 0)
        issue = issue_by_print(s, v->rule, "body/1", v->body);
    return issue;
}

/* "2026-01-31T12:00:00" and more behind, so that texts sort as times. */
static bool
is_time(const char *at)
{
    static const char form[] = "dddd-dd-ddTdd:dd:dd";
    if (at == NULL || strlen(at) < sizeof form)
        return false;
    for (size_t i = 0; i + 1 < sizeof form; i++)
        if (form[i] == 'd' ? at[i] < '0' || at[i] > '9' : at[i] != form[i])
            return false;
    return at[strlen(at) - 1] == 'Z';
}

static bool
is_known(struct store *s, const struct store_verdict *v, int64_t issue,
         const char **error)
{
    int64_t same = sql_number(
        s, -1,
        "SELECT (verdict, why, comment, author, at, body_hash, confidential) "
        "IS (?2, ?3, ?4, ?5, ?6, ?7, ?8) AND issue_id = ?9 FROM triage "
        "WHERE uuid = ?1",
        T(v->uuid), T(v->t.verdict), T(v->t.why),
        T(v->t.comment == NULL ? "" : v->t.comment), T(v->t.author), T(v->at),
        T(v->t.body_hash), I(v->t.confidential), I(issue));
    if (same == 0)
        *error = arena_printf(
            s->keep, "%s: another verdict here has this uuid.", v->uuid);
    return same == 1;
}

bool
store_verdict_add(struct store *s, const struct store_verdict *v,
                  enum store_added *added, const char **error)
{
    *error = triage_check(s->keep, &v->t);
    if (*error == NULL && (v->uuid == NULL || *v->uuid == '\0' ||
                           v->uid == NULL || v->rule == NULL))
        *error = "A verdict from elsewhere needs uuid, issue and rule.";
    if (*error == NULL && !is_time(v->at))
        *error = arena_printf(s->keep, "%s: 'at' is not a time in UTC.",
                              v->uuid);
    if (*error != NULL)
        return false;
    int64_t issue = issue_of(s, v);
    *added = issue == 0                     ? VERDICT_NO_ISSUE
             : is_known(s, v, issue, error) ? VERDICT_KNOWN
                                            : VERDICT_ADDED;
    if (*error == NULL && *added == VERDICT_ADDED)
        sql_run(s,
                "INSERT INTO triage(uuid, issue_id, verdict, why, comment, "
                "author, at, body_hash, confidential) "
                "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9)",
                T(v->uuid), I(issue), T(v->t.verdict), T(v->t.why),
                T(v->t.comment == NULL ? "" : v->t.comment), T(v->t.author),
                T(v->at), T(v->t.body_hash), I(v->t.confidential));
    if (s->error != NULL)
        *error = s->error;
    return *error == NULL;
}

/* ---- counting -------------------------------------------------------- */

bool
store_qualities(struct store *s,
                bool (*each)(void *, const struct store_quality *), void *data)
{
    sqlite3_stmt *q = sql_query(
        s, "SELECT i.rule_id, count(*), sum(t.verdict IN('confirmed',"
           "'fixed')), sum(t.verdict = 'false-positive'), coalesce((SELECT "
           "group_concat(w.why || ':' || w.n, ' ') FROM (SELECT o.why, "
           "count(*) AS n FROM v_triage o JOIN issue x ON x.id = o.issue_id "
           "WHERE x.rule_id = i.rule_id AND o.why IS NOT NULL AND o.verdict "
           "<> 'unreviewed' GROUP BY o.why ORDER BY 2 DESC, 1) w), '') "
           "FROM issue i JOIN v_triage t ON t.issue_id = i.id "
           "WHERE t.verdict <> 'unreviewed' GROUP BY i.rule_id ORDER BY 1");
    while (sql_next(s, q)) {
        struct store_quality r = {.rule = sql_word(q, 0),
                                  .reviewed = (unsigned)sql_int(q, 1),
                                  .true_pos = (unsigned)sql_int(q, 2),
                                  .false_pos = (unsigned)sql_int(q, 3),
                                  .precision = -1,
                                  .whys = sql_word(q, 4)};
        unsigned decided = r.true_pos + r.false_pos;
        if (decided > 0)
            r.precision = (double)r.true_pos / decided;
        if (!each(data, &r)) {
            sql_done(q);
            break;
        }
    }
    return s->error == NULL;
}

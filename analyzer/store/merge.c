/* Merging: everything is read with names in place of row numbers, all rows
 * are united, and the database is written anew in an order that depends on
 * the rows alone.  Of rows that cannot stand side by side the least wins,
 * so that merging is commutative and doing it twice changes nothing.
 *
 * The tables are those of the schema as it stands, found by asking SQLite;
 * only how a row is named, and what is more than a plain row, is said here.
 */
#include "merge.h"

#include <string.h>

#include "maintain.h"
#include "sql.h"

/* ---- names of rows ------------------------------------------------------ */

#define RUN_NAME(x) x ".started_at || ' ' || " x ".uuid"
#define RUN_OF(x)                                                             \
    "(SELECT " RUN_NAME("r") " FROM run r WHERE r.id = " x ".run_id)"
#define FILE_OF(x)                                                            \
    "(SELECT json_array(f.path, f.hash) FROM file f WHERE f.id = " x          \
    ".file_id)"

/* Of row k; runs are named so that names sort by time. */
static const struct {
    const char *table, *name;
} names[] = {
    {"run", RUN_NAME("k")},
    {"file", "json_array(k.path, k.hash)"},
    {"function", "json_array(" FILE_OF("k") ", k.name, k.line)"},
    {"issue", "k.uid"},
    {"finding", "json_array(" RUN_OF("k") ", (SELECT i.uid FROM issue i "
                                          "WHERE i.id = k.issue_id))"},
    {"suppression", "json_array(" RUN_OF("k") ", k.source, " FILE_OF(
                        "k") ", k.line, k.rules, k.reason, k.expires)"},
    {"type", "json_array(" RUN_OF("k") ", " FILE_OF(
                 "k") ", k.line, k.variable, k.name)"},
};

/* What becomes of a column when rows of one name are united; all others
 * come with the row that wins. */
static const struct {
    const char *table, *column, *how;
} unions[] = {
    {"issue", "first_run", "min"},
    {"issue", "last_run", "max"},
    {"fingerprint", "seen_run", "max"},
};

static const char *
name_of(const char *table)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].table, table) == 0)
            return names[i].name;
    return NULL;
}

static const char *
union_of(const char *table, const char *column)
{
    for (size_t i = 0; i < sizeof unions / sizeof *unions; i++)
        if (strcmp(unions[i].table, table) == 0 &&
            strcmp(unions[i].column, column) == 0)
            return unions[i].how;
    return NULL;
}

/* ---- the schema --------------------------------------------------------- */

struct column {
    const char *name;
    const char *refers; /* to a row by its number: that table; or NULL */
    bool unique;        /* part of what no two rows share */
};

struct table {
    const char *name;
    VEC(struct column) columns; /* without the number of the row */
    bool has_unique, done;
};

struct merging {
    struct store *s;
    arena *keep;
    VEC(struct table) tables; /* what is referred to comes first */
};

/* Numbers of rows that the program makes itself are not compared. */
static void
read_columns(struct merging *m, struct table *t)
{
    sqlite3_stmt *q = sql_query(
        m->s,
        "SELECT c.name, (SELECT k.\"table\" FROM pragma_foreign_key_list(?1) "
        "k WHERE k.\"from\" = c.name AND k.\"table\" NOT IN('rule', ?1)), "
        "EXISTS(SELECT 1 FROM pragma_index_list(?1) l JOIN "
        "pragma_index_info(l.name) x WHERE l.name = (SELECT name FROM "
        "pragma_index_list(?1) WHERE \"unique\" ORDER BY origin = 'pk' DESC, "
        "seq LIMIT 1) AND x.name = c.name) FROM pragma_table_info(?1) c WHERE "
        "NOT (c.name = 'id' AND "
        "c.type = 'INTEGER') ORDER BY c.cid",
        T(t->name));
    while (sql_next(m->s, q)) {
        struct column c = {.name = sql_keep(m->keep, q, 0),
                           .refers = sql_keep(m->keep, q, 1),
                           .unique = sql_int(q, 2) != 0};
        t->has_unique |= c.unique;
        VEC_PUSH(m->keep, &t->columns, c);
    }
}

static bool
is_ready(const struct merging *m, const struct table *t)
{
    for (size_t i = 0; i < t->columns.n; i++)
        for (size_t k = 0; k < m->tables.n && t->columns.v[i].refers; k++)
            if (!m->tables.v[k].done && &m->tables.v[k] != t &&
                strcmp(m->tables.v[k].name, t->columns.v[i].refers) == 0)
                return false;
    return !t->done;
}

static void
sort_tables(struct merging *m)
{
    VEC(struct table) sorted = {0};
    while (sorted.n < m->tables.n) {
        size_t before = sorted.n;
        for (size_t i = 0; i < m->tables.n; i++)
            if (is_ready(m, &m->tables.v[i])) {
                m->tables.v[i].done = true;
                VEC_PUSH(m->keep, &sorted, m->tables.v[i]);
            }
        assert(sorted.n > before);
    }
    m->tables.v = sorted.v;
}

static bool
read_schema(struct merging *m)
{
    sqlite3_stmt *q = sql_query(
        m->s, "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND "
              "name NOT GLOB 'sqlite_*' ORDER BY name");
    while (sql_next(m->s, q)) {
        struct table t = {.name = sql_keep(m->keep, q, 0)};
        VEC_PUSH(m->keep, &m->tables, t);
    }
    for (size_t i = 0; i < m->tables.n; i++)
        read_columns(m, &m->tables.v[i]);
    sort_tables(m);
    return m->s->error == NULL;
}

/* "a, b, c", each with `before` in front. */
static const char *
list(const struct merging *m, const struct table *t, const char *before,
     bool only_unique)
{
    struct text out = {.keep = m->keep};
    for (size_t i = 0; i < t->columns.n; i++)
        if (!only_unique || !t->has_unique || t->columns.v[i].unique)
            text_printf(&out, "%s%s\"%s\"", out.n > 0 ? ", " : "", before,
                        t->columns.v[i].name);
    return text_str(&out);
}

/* ---- reading ------------------------------------------------------------ */

static bool
has_table(struct store *from, const char *name)
{
    return sql_number(from, 0,
                      "SELECT count(*) FROM main.sqlite_schema WHERE "
                      "type = 'table' AND name = ?1",
                      T(name)) == 1;
}

/* Columns that an older database has not are NULL. */
static const char *
select_text(struct merging *m, struct store *from, const struct table *t)
{
    struct text out = {.keep = m->keep};
    text_add(&out, "SELECT ");
    for (size_t i = 0; i < t->columns.n; i++) {
        const struct column *c = &t->columns.v[i];
        bool there = sql_number(from, 0,
                                "SELECT count(*) FROM pragma_table_info(?1) "
                                "WHERE name = ?2",
                                T(t->name), T(c->name)) == 1;
        text_add(&out, i > 0 ? ", " : "");
        if (!there || strcmp(c->name, "merged_into") == 0)
            text_add(&out, "NULL");
        else if (c->refers != NULL)
            text_printf(&out, "(SELECT %s FROM main.%s k WHERE k.id = x.%s)",
                        name_of(c->refers), c->refers, c->name);
        else
            text_printf(&out, "x.\"%s\"", c->name);
    }
    text_printf(&out, " FROM main.%s x", t->name);
    if (strcmp(t->name, "meta") == 0)
        text_add(&out,
                 " WHERE x.key NOT GLOB 'writer/*' AND x.key <> 'content'");
    return text_str(&out);
}

static const char *
insert_text(struct merging *m, const struct table *t)
{
    struct text out = {.keep = m->keep};
    text_printf(&out, "INSERT INTO temp.m_%s VALUES(", t->name);
    for (size_t i = 0; i < t->columns.n; i++)
        text_add(&out, i > 0 ? ",?" : "?");
    text_add(&out, ")");
    return text_str(&out);
}

static bool
copy_rows(struct merging *m, struct store *from, const struct table *t)
{
    sqlite3_stmt *in = NULL, *out = NULL;
    const char *select = select_text(m, from, t);
    int code = sqlite3_prepare_v2(from->db, select, -1, &out, NULL);
    if (code != SQLITE_OK)
        sql_fail(from, code);
    else if (sqlite3_prepare_v2(m->s->db, insert_text(m, t), -1, &in, NULL) !=
             SQLITE_OK)
        sql_fail(m->s, sqlite3_errcode(m->s->db));
    while (in != NULL && (code = sqlite3_step(out)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(out); i++)
            sqlite3_bind_value(in, i + 1, sqlite3_column_value(out, i));
        if (sqlite3_step(in) != SQLITE_DONE)
            sql_fail(m->s, sqlite3_errcode(m->s->db));
        sqlite3_reset(in);
    }
    if (in != NULL && code != SQLITE_DONE)
        sql_fail(from, code);
    sqlite3_finalize(in);
    sqlite3_finalize(out);
    return from->error == NULL && m->s->error == NULL;
}

static bool
read_all(struct merging *m, struct store *from)
{
    for (size_t i = 0; i < m->tables.n; i++)
        if (has_table(from, m->tables.v[i].name) &&
            !copy_rows(m, from, &m->tables.v[i]))
            return false;
    return from->error == NULL;
}

static bool
make_room(struct merging *m)
{
    for (size_t i = 0; i < m->tables.n; i++) {
        const struct table *t = &m->tables.v[i];
        const char *sql = arena_printf(
            m->keep,
            "DROP TABLE IF EXISTS temp.m_%s; CREATE TEMP TABLE m_%s(%s);",
            t->name, t->name, list(m, t, "", false));
        if (!sql_execute(m->s, sql))
            return false;
    }
    return true;
}

/* ---- uniting ------------------------------------------------------------ */

/* A copy of a run may have been taken before it ended: the whole one wins,
 * and a run of another database that never ended is over. */
static bool
unite_runs(struct merging *m)
{
    return sql_execute(
        m->s, "UPDATE temp.m_run SET status = 'interrupted' WHERE "
              "status = 'running'; DELETE FROM temp.m_run WHERE rowid "
              "NOT IN (SELECT id FROM (SELECT rowid AS id, row_number() "
              "OVER (PARTITION BY uuid ORDER BY status, finished_at "
              "DESC) AS n FROM temp.m_run) WHERE n = 1)");
}

static const char *
value_text(const struct merging *m, const struct table *t,
           const struct column *c)
{
    const char *how = union_of(t->name, c->name);
    const char *all = arena_printf(
        m->keep, "%s(\"%s\") OVER (PARTITION BY %s) AS \"%s\"",
        how == NULL ? "" : how, c->name, list(m, t, "", true), c->name);
    return how == NULL ? arena_printf(m->keep, "\"%s\"", c->name) : all;
}

/* The rows of a table without twins, their names turned into numbers. */
static const char *
write_text(struct merging *m, const struct table *t)
{
    struct text out = {.keep = m->keep};
    const char *unique = list(m, t, "", true), *all = list(m, t, "", false);
    text_printf(&out, "INSERT INTO main.%s(%s) SELECT ", t->name, all);
    for (size_t i = 0; i < t->columns.n; i++) {
        const struct column *c = &t->columns.v[i];
        text_add(&out, i > 0 ? ", " : "");
        if (c->refers != NULL)
            text_printf(&out,
                        "(SELECT id FROM temp.k_%s k WHERE k.name = x.%s)",
                        c->refers, c->name);
        else
            text_printf(&out, "x.\"%s\"", c->name);
    }
    text_add(&out, " FROM (SELECT ");
    for (size_t i = 0; i < t->columns.n; i++)
        text_printf(&out, "%s, ", value_text(m, t, &t->columns.v[i]));
    text_printf(&out,
                "row_number() OVER (PARTITION BY %s ORDER BY %s) AS n_ "
                "FROM temp.m_%s) x WHERE n_ = 1 ORDER BY %s%s, %s",
                unique, all, t->name,
                strcmp(t->name, "run") == 0     ? "started_at, "
                : strcmp(t->name, "issue") == 0 ? "first_run, "
                                                : "",
                unique, all);
    return text_str(&out);
}

static bool
write_table(struct merging *m, const struct table *t)
{
    const char *name = name_of(t->name);
    if (!sql_execute(m->s, write_text(m, t)))
        return false;
    if (name == NULL)
        return true;
    return sql_execute(
        m->s, arena_printf(m->keep,
                           "DROP TABLE IF EXISTS temp.k_%s; "
                           "CREATE TEMP TABLE k_%s(name TEXT PRIMARY "
                           "KEY, id INTEGER) WITHOUT ROWID; INSERT OR "
                           "IGNORE INTO temp.k_%s SELECT %s, k.id FROM "
                           "main.%s k ORDER BY k.id",
                           t->name, t->name, t->name, name, t->name));
}

static bool
write_all(struct merging *m)
{
    for (size_t i = m->tables.n; i-- > 0;)
        if (!sql_execute(m->s, arena_printf(m->keep, "DELETE FROM main.%s",
                                            m->tables.v[i].name)))
            return false;
    for (size_t i = 0; i < m->tables.n; i++)
        if (!write_table(m, &m->tables.v[i]))
            return false;
    /* Runs of an older database have their own. */
    return sql_run(m->s, "INSERT OR IGNORE INTO run_rows(run_id, rows_of) "
                         "SELECT id, id FROM run");
}

static bool
drop_room(struct merging *m)
{
    for (size_t i = 0; i < m->tables.n; i++)
        if (!sql_execute(m->s, arena_printf(m->keep,
                                            "DROP TABLE IF EXISTS temp.m_%s; "
                                            "DROP TABLE IF EXISTS temp.k_%s",
                                            m->tables.v[i].name,
                                            m->tables.v[i].name)))
            return false;
    return true;
}

/* ---- two issues that are one -------------------------------------------- */

struct pair {
    int64_t a, b; /* a < b: the older one gives the name */
};

struct joining {
    struct merging *m;
    VEC(struct pair) pairs;
    VEC(int64_t) group;
};

/* Two histories gave a defect two names where both names went by one strict
 * fingerprint, or by one body in one file, and no run ever saw both. */
static const char pairs_sql[] =
    "SELECT DISTINCT a.issue_id, b.issue_id FROM fingerprint a JOIN "
    "fingerprint b ON b.kind = a.kind AND b.value = a.value AND b.issue_id > "
    "a.issue_id JOIN issue i ON i.id = a.issue_id JOIN issue j ON "
    "j.id = b.issue_id AND j.rule_id = i.rule_id WHERE a.kind = 'strict/1' "
    "OR (a.kind = 'body/1' AND EXISTS(SELECT 1 FROM finding x JOIN file f ON "
    "f.id = x.file_id JOIN file g ON g.path = f.path JOIN finding y ON "
    "y.file_id = g.id WHERE x.issue_id = a.issue_id AND y.issue_id = "
    "b.issue_id)) ORDER BY 1, 2";

static bool
in_group(const struct joining *j, int64_t issue)
{
    for (size_t i = 0; i < j->group.n; i++)
        if (j->group.v[i] == issue)
            return true;
    return false;
}

/* Everything that pairs lead to from there. */
static void
collect_group(struct joining *j, int64_t from)
{
    bool more = true;
    j->group.n = 0;
    VEC_PUSH(j->m->keep, &j->group, from);
    while (more) {
        more = false;
        for (size_t i = 0; i < j->pairs.n; i++) {
            const struct pair *p = &j->pairs.v[i];
            bool a = in_group(j, p->a), b = in_group(j, p->b);
            if (a == b)
                continue;
            VEC_PUSH(j->m->keep, &j->group, a ? p->b : p->a);
            more = true;
        }
    }
}

static bool
ever_together(struct joining *j)
{
    for (size_t i = 0; i < j->group.n; i++)
        for (size_t k = i + 1; k < j->group.n; k++)
            if (sql_number(j->m->s, 1,
                           "SELECT EXISTS(SELECT 1 FROM finding x JOIN "
                           "finding y ON y.run_id = x.run_id WHERE "
                           "x.issue_id = ?1 AND y.issue_id = ?2)",
                           I(j->group.v[i]), I(j->group.v[k])) != 0)
                return true;
    return false;
}

static bool
join_group(struct joining *j)
{
    int64_t root = j->group.v[0];
    for (size_t i = 0; i < j->group.n; i++)
        root = j->group.v[i] < root ? j->group.v[i] : root;
    for (size_t i = 0; i < j->group.n; i++)
        if (j->group.v[i] != root &&
            !sql_run(j->m->s,
                     "UPDATE issue SET merged_into = ?2 WHERE id = "
                     "?1",
                     I(j->group.v[i]), I(root)))
            return false;
    return true;
}

static bool
join_issues(struct merging *m)
{
    struct joining j = {.m = m};
    sqlite3_stmt *q = sql_query(m->s, pairs_sql);
    while (sql_next(m->s, q)) {
        struct pair p = {sql_int(q, 0), sql_int(q, 1)};
        VEC_PUSH(m->keep, &j.pairs, p);
    }
    for (size_t i = 0; i < j.pairs.n; i++) {
        collect_group(&j, j.pairs.v[i].a);
        if (!ever_together(&j) && !join_group(&j))
            return false;
    }
    return m->s->error == NULL;
}

/* ---- all of it ---------------------------------------------------------- */

static struct store_merged
count(struct store *s)
{
    return (struct store_merged){
        .runs = sql_number(s, 0, "SELECT count(*) FROM run"),
        .findings = sql_number(s, 0, "SELECT count(*) FROM finding"),
        .issues = sql_number(
            s, 0, "SELECT count(*) FROM issue WHERE merged_into IS NULL"),
        .verdicts = sql_number(s, 0, "SELECT count(*) FROM triage"),
        .confirmations = sql_number(s, 0, "SELECT count(*) FROM confirmation"),
    };
}

static bool
read_other(struct merging *m, const char *path, const char **error)
{
    struct store *from = store_open(m->keep, path, STORE_READ, error);
    if (from == NULL) {
        *error = arena_strdup(m->s->keep, *error);
        return false;
    }
    bool redacted = store_is_redacted(from);
    bool good = !redacted && store_check(from) && sql_execute(from, "BEGIN") &&
                read_all(m, from);
    if (redacted)
        *error = arena_printf(m->s->keep,
                              "%s: is a redacted copy, whose verdicts have "
                              "lost their authors; merge the original.",
                              path);
    else if (!good)
        *error = from->error != NULL ? arena_strdup(m->s->keep, from->error)
                                     : m->s->error;
    store_close(from);
    return good;
}

static bool
nobody_writes(struct store *s, const char **error)
{
    if (sql_number(s, 1,
                   "SELECT count(*) FROM run WHERE status = "
                   "'running'") == 0)
        return true;
    *error = arena_printf(s->keep,
                          "%s: a check is writing to it; try again when it "
                          "has ended.",
                          s->path);
    return false;
}

static bool
merge_into(struct merging *m, const char *const *paths, size_t n,
           const char **error)
{
    struct store *s = m->s;
    bool good = store_begin(s) && nobody_writes(s, error) && read_schema(m) &&
                make_room(m) && read_all(m, s);
    for (size_t i = 0; good && i < n; i++)
        good = read_other(m, paths[i], error);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    good = good && sql_execute(s, "PRAGMA defer_foreign_keys = ON") &&
           unite_runs(m) && write_all(m) && join_issues(m) && drop_room(m) &&
           store_commit(s);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL);
    return good;
}

bool
store_merge(struct store *s, const char *const *paths, size_t n,
            struct store_merged *out, const char **error)
{
    assert(s->mode == STORE_WRITE && s->run == 0);
    *error = NULL;
    struct store_merged before = count(s);
    struct merging m = {.s = s, .keep = arena_new()};
    bool good = merge_into(&m, paths, n, error);
    if (!good && s->in_transaction)
        sql_rollback(s);
    if (*error == NULL && !good)
        *error = s->error;
    *out = count(s);
    out->runs -= before.runs;
    out->findings -= before.findings;
    out->issues -= before.issues;
    out->verdicts -= before.verdicts;
    out->confirmations -= before.confirmations;
    arena_free(m.keep);
    return good;
}

/* Which known issue is a finding?
 *
 * Three fingerprints, tried one after the other over all findings of the
 * run: strict (same file and function), loose (the file was renamed, or
 * the function moved to another), body (the function was renamed, or
 * moved and rearranged).  A wrong match would lend one finding the verdict
 * of another, so whatever is ambiguous becomes a new issue:
 *
 *  - strict: the issue that went by this print last has it; if two findings
 *    claim one issue, the one whose print it bore last wins;
 *  - loose and body: one issue and one finding, no second choice on either
 *    side, save that a rename which git reports decides between several.
 *    The place where the issue was seen last must be gone: a copy in
 *    another file that still stands is another issue;
 *  - anchor: in the same function, the only one of the rule that begins
 *    with the statement, seen by the last run: what fails first after it
 *    has changed, as when one more exit was added.
 */
#include "sql.h"

#include <string.h>
#include <unistd.h>

struct edge {
    size_t finding;
    int64_t issue;
    int64_t rank; /* greater is better, equal is ambiguous */
};

struct matcher {
    struct store *s;
    arena *scratch;
    const struct finding *f;
    size_t n;
    struct match *out;
    VEC(struct edge) edges;
};

/* ---- is the old place gone? ------------------------------------------ */

/* Was all of the file seen, so that a function that is not there is gone?
 * Headers have no unit of their own; one function of them must do. */
static bool
path_covered(struct store *s, const char *path)
{
    return sql_number(s, 0,
                      "SELECT coalesce((SELECT min(t.status = 'ok') FROM tu t "
                      "JOIN file f ON f.id = t.file_id WHERE t.run_id = ?1 "
                      "AND f.path = ?2), (SELECT 1 FROM run_function rf JOIN "
                      "function fn ON fn.id = rf.function_id JOIN file f ON "
                      "f.id = fn.file_id WHERE rf.run_id = ?1 AND f.path = ?2 "
                      "LIMIT 1), 0)",
                      I(s->run), T(path)) != 0;
}

static bool
path_exists(struct matcher *m, const char *path)
{
    if (path[0] != '/')
        path = arena_printf(m->scratch, "%s/%s", m->s->about.root, path);
    return access(path, F_OK) == 0;
}

static bool
same_text(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

struct home {
    const char *path, *function; /* function may be NULL */
};

static struct home
issue_home(struct matcher *m, int64_t issue)
{
    struct home h = {NULL, NULL};
    sqlite3_stmt *q = sql_query(
        m->s,
        "SELECT fi.path, fn.name FROM finding f JOIN file fi ON "
        "fi.id = f.file_id LEFT JOIN function fn ON fn.id = f.function_id "
        "WHERE f.issue_id = ?1 ORDER BY f.run_id DESC LIMIT 1",
        I(issue));
    if (sql_next(m->s, q)) {
        h.path = sql_keep(m->scratch, q, 0);
        h.function = sql_keep(m->scratch, q, 1);
        sql_done(q);
    }
    return h;
}

static bool
home_is_left(struct matcher *m, const struct home *h, const struct finding *f)
{
    if (h->path == NULL)
        return true;
    if (strcmp(h->path, f->file) == 0 && same_text(h->function, f->function))
        return true;
    if (store_function_row(m->s, h->path, h->function) != 0)
        return false;
    if (h->function != NULL && path_covered(m->s, h->path))
        return true;
    return !path_exists(m, h->path);
}

static bool
is_rename(const struct store *s, const char *from, const char *to)
{
    for (size_t i = 0; i < s->about.n_renames; i++) {
        if (strcmp(s->about.renames[i][0], from) == 0 &&
            strcmp(s->about.renames[i][1], to) == 0)
            return true;
    }
    return false;
}

/* ---- candidates ------------------------------------------------------ */

static void
edge_add(struct matcher *m, size_t i, int64_t issue, int64_t seen, bool strict)
{
    struct edge e = {i, issue, seen};
    if (!strict) {
        struct home h = issue_home(m, issue);
        if (!home_is_left(m, &h, &m->f[i]))
            return;
        e.rank = h.path != NULL && is_rename(m->s, h.path, m->f[i].file);
    }
    VEC_PUSH(m->scratch, &m->edges, e);
}

static sqlite3_stmt *
by_print(struct matcher *m, const struct finding *f, const char *kind,
         const char *value)
{
    return sql_query(m->s,
                     "SELECT coalesce(i.merged_into, i.id), max(p.seen_run) "
                     "FROM fingerprint p JOIN issue i ON i.id = p.issue_id "
                     "WHERE p.kind = ?1 AND p.value = ?2 AND i.rule_id = ?3 "
                     "GROUP BY 1",
                     T(kind), T(value), T(f->rule->id));
}

static sqlite3_stmt *
by_anchor(struct matcher *m, const struct finding *f)
{
    return sql_query(
        m->s,
        "SELECT coalesce(i.merged_into, i.id), f.run_id FROM finding f "
        "JOIN issue i ON i.id = f.issue_id JOIN file fi ON fi.id = f.file_id "
        "JOIN function fn ON fn.id = f.function_id WHERE f.run_id = ?1 AND "
        "i.rule_id = ?2 AND fi.path = ?3 AND fn.name = ?4 AND f.anchor = ?5 "
        "AND f.anchor <> ''",
        I(store_run_rows(m->s, store_run_last(m->s, 0))), T(f->rule->id),
        T(f->file), T(f->function), T(f->anchor));
}

static void
edges_of(struct matcher *m, size_t i, const char *kind, const char *value)
{
    VEC(struct edge) found = {0};
    bool strict = strcmp(kind, "strict/1") == 0;
    sqlite3_stmt *q = *kind == 'a' ? by_anchor(m, &m->f[i])
                                   : by_print(m, &m->f[i], kind, value);
    while (sql_next(m->s, q)) {
        struct edge e = {i, sql_int(q, 0), sql_int(q, 1)};
        VEC_PUSH(m->scratch, &found, e);
    }
    for (size_t k = 0; k < found.n; k++)
        edge_add(m, i, found.v[k].issue, found.v[k].rank, strict);
}

static bool
issue_taken(struct matcher *m, int64_t issue)
{
    for (size_t i = 0; i < m->n; i++) {
        if (m->out[i].issue == issue)
            return true;
    }
    return sql_number(m->s, 0,
                      "SELECT EXISTS(SELECT 1 FROM finding WHERE run_id = ?1 "
                      "AND issue_id = ?2)",
                      I(m->s->run), I(issue)) != 0;
}

/* ---- choice ---------------------------------------------------------- */

/* No other edge of the same finding, or of the same issue, is as good. */
static bool
edge_is_best(const struct matcher *m, const struct edge *e)
{
    for (size_t i = 0; i < m->edges.n; i++) {
        const struct edge *o = &m->edges.v[i];
        if (o == e || o->rank < e->rank)
            continue;
        if (o->finding == e->finding || o->issue == e->issue)
            return false;
    }
    return true;
}

static const char *
print_of(const struct finding *f, const char *kind)
{
    if (kind[0] == 's')
        return f->strict;
    return kind[0] == 'l' ? f->loose : kind[0] == 'b' ? f->body : f->anchor;
}

static void
match_round(struct matcher *m, const char *kind, const char *by)
{
    m->edges.n = 0;
    for (size_t i = 0; i < m->n; i++) {
        const char *print = print_of(&m->f[i], kind);
        bool open = m->out[i].issue == 0 && m->out[i].first == i;
        if (open && print != NULL)
            edges_of(m, i, kind, print);
    }
    size_t kept = 0;
    for (size_t i = 0; i < m->edges.n; i++) {
        if (!issue_taken(m, m->edges.v[i].issue))
            m->edges.v[kept++] = m->edges.v[i];
    }
    m->edges.n = kept;
    for (size_t i = 0; i < m->edges.n; i++) {
        const struct edge *e = &m->edges.v[i];
        if (!edge_is_best(m, e))
            continue;
        m->out[e->finding].issue = e->issue;
        m->out[e->finding].by = by;
    }
}

/* A header that two units include gives the same finding twice. */
void
store_match_twins(arena *scratch, const struct finding *f, size_t n,
                  struct match *out)
{
    struct map *seen = store_map_new(scratch);
    for (size_t i = 0; i < n; i++) {
        out[i] = (struct match){0, "new", i};
        void **place = store_map_place(seen, f[i].strict);
        if (*place == NULL)
            *place = (void *)&f[i];
        else
            out[i].first = (size_t)((const struct finding *)*place - f);
    }
}

bool
store_match(struct store *s, arena *scratch, const struct finding *f, size_t n,
            struct match *out)
{
    struct matcher m = {.s = s, .scratch = scratch, .f = f, .n = n};
    m.out = out;
    store_match_twins(scratch, f, n, out);
    match_round(&m, "strict/1", "strict");
    match_round(&m, "loose/1", "loose");
    match_round(&m, "body/1", "body");
    match_round(&m, "anchor", "loose");
    return s->error == NULL;
}

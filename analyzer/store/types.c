/* Types of the program: written once per run, read by list, show, export. */
#include "sql.h"

#include <string.h>

/* Older databases that are only read have none. */
static bool
has_types(struct store *s)
{
    return sql_number(s, 0,
                      "SELECT count(*) FROM sqlite_schema "
                      "WHERE name = 'type_field'") > 0;
}

static bool
save_field(struct store *s, int64_t type, size_t seq,
           const struct store_type_field *f)
{
    return sql_run(s,
                   "INSERT INTO type_field VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,"
                   "?10,?11,?12,?13)",
                   I(type), I(seq), T(f->path), I(f->offset), T(f->owner),
                   T(f->holds), T(f->target), I(f->settable), I(f->can_cycle),
                   I(f->in_cycle), T(f->visited), T(f->cleared),
                   T(f->released));
}

bool
store_type(struct store *s, const struct store_type *t)
{
    assert(s->run != 0);
    if (s->repeats != 0)
        return true;
    int64_t id = sql_number(
        s, 0,
        "INSERT INTO type(run_id, file_id, line, name, variable, kind, base, "
        "flags, record, verdict, slots) "
        "VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11) RETURNING id",
        I(s->run), I(store_file_row(s, t->file)), I(t->line), T(t->name),
        T(t->variable), T(t->kind), T(t->base), T(t->flags), T(t->record),
        T(t->verdict), T(t->slots));
    for (size_t i = 0; s->error == NULL && i < t->n_fields; i++)
        save_field(s, id, i, &t->fields[i]);
    return s->error == NULL;
}

static const char *
kept(arena *keep, const char *s)
{
    return s == NULL ? NULL : arena_strdup(keep, s);
}

static void
read_fields(struct store *s, arena *keep, int64_t id, struct store_type *t)
{
    VEC(struct store_type_field) fields = {0};
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT path, offset, owner, holds, target, settable, can_cycle, "
        "in_cycle, visited, cleared, released FROM type_field "
        "WHERE type_id = ?1 ORDER BY seq",
        I(id));
    while (sql_next(s, q)) {
        struct store_type_field f = {
            .path = kept(keep, sql_word(q, 0)),
            .offset = (uint64_t)sqlite3_column_int64(q, 1),
            .owner = kept(keep, sql_word(q, 2)),
            .holds = kept(keep, sql_word(q, 3)),
            .target = kept(keep, sql_text(q, 4)),
            .settable = sqlite3_column_int(q, 5) != 0,
            .can_cycle = sqlite3_column_int(q, 6) != 0,
            .in_cycle = sqlite3_column_int(q, 7) != 0,
            .visited = kept(keep, sql_word(q, 8)),
            .cleared = kept(keep, sql_word(q, 9)),
            .released = kept(keep, sql_word(q, 10)),
        };
        VEC_PUSH(keep, &fields, f);
    }
    t->fields = fields.v;
    t->n_fields = fields.n;
}

const struct store_type *
store_types(struct store *s, arena *keep, int64_t run, size_t *n)
{
    VEC(struct store_type) types = {0};
    VEC(int64_t) ids = {0};
    *n = 0;
    if (!has_types(s))
        return NULL;
    sqlite3_stmt *q = sql_query(
        s,
        "SELECT t.id, f.path, t.line, t.name, t.variable, t.kind, t.base, "
        "t.flags, t.record, t.verdict, t.slots FROM type t "
        "JOIN file f ON f.id = t.file_id WHERE t.run_id = ?1 "
        "ORDER BY f.path, t.line, t.id",
        I(store_run_rows(s, run != 0 ? run : store_run_last(s, 0))));
    while (sql_next(s, q)) {
        struct store_type t = {
            .file = kept(keep, sql_word(q, 1)),
            .line = (uint32_t)sqlite3_column_int64(q, 2),
            .name = kept(keep, sql_word(q, 3)),
            .variable = kept(keep, sql_word(q, 4)),
            .kind = kept(keep, sql_word(q, 5)),
            .base = kept(keep, sql_text(q, 6)),
            .flags = kept(keep, sql_word(q, 7)),
            .record = kept(keep, sql_text(q, 8)),
            .verdict = kept(keep, sql_word(q, 9)),
            .slots = kept(keep, sql_word(q, 10)),
        };
        VEC_PUSH(keep, &types, t);
        VEC_PUSH(keep, &ids, sqlite3_column_int64(q, 0));
    }
    for (size_t i = 0; i < types.n; i++)
        read_fields(s, keep, ids.v[i], &types.v[i]);
    *n = types.n;
    return types.v;
}

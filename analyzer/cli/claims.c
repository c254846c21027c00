#include "claims.h"

#include <string.h>

struct collect {
    const struct options *o;
    struct store *store;
    bool all;
    struct claims *out;
    const struct store_type *types;
    size_t n_types;
};

static bool
is_wanted(const struct options *o, const struct store_row *row)
{
    for (size_t i = 0; i < o->findings.n; i++)
        if (str_starts(row->issue.uid, o->findings.v[i]))
            return true;
    return o->findings.n == 0;
}

static void
add_file(arena *keep, struct strings *files, const char *file)
{
    for (size_t i = 0; i < files->n; i++)
        if (strcmp(files->v[i], file) == 0)
            return;
    VEC_PUSH(keep, files, arena_strdup(keep, file));
}

static bool
quotes(arena *keep, const char *message, const char *name)
{
    return strstr(message, arena_printf(keep, "'%s'", name)) != NULL;
}

/* Which type a finding speaks of, and which of its fields, it says itself. */
static void
set_type(const struct collect *c, struct claim *claim)
{
    const char *message = claim->finding->message;
    arena *keep = c->o->keep;
    if (!str_starts(claim->finding->rule->id, "TYP"))
        return;
    for (size_t i = 0; i < c->n_types; i++) {
        const struct store_type *t = &c->types[i];
        if (!quotes(keep, message, t->name))
            continue;
        claim->type = t->name;
        for (size_t k = 0; k < t->n_fields; k++)
            if (quotes(keep, message, t->fields[k].path))
                claim->field = t->fields[k].offset;
    }
}

static bool
collect(void *data, const struct store_row *row)
{
    struct collect *c = data;
    arena *keep = c->o->keep;
    struct store_issue issue;
    struct store_subject subject;
    bool wanted = is_wanted(c->o, row);
    if (row->issue.suppressed || (!wanted && !c->all))
        return true;
    const struct finding *f = store_show(c->store, keep, row->issue.finding,
                                         &issue);
    if (f == NULL ||
        !store_subject(c->store, keep, row->issue.finding, &subject))
        return false;
    struct claim claim = {.finding = f,
                          .issue = issue.issue,
                          .left = !wanted,
                          .id = arena_strdup(keep, issue.id),
                          .body_hash = subject.body_hash,
                          .file_hash = subject.file_hash,
                          .line = subject.line,
                          .end_line = subject.end_line};
    set_type(c, &claim);
    VEC_PUSH(keep, c->out, claim);
    add_file(keep, &c->out->files, f->file);
    return true;
}

bool
claims_load(const struct options *o, struct store *s, bool all,
            struct claims *out)
{
    *out = (struct claims){0};
    struct collect c = {.o = o, .store = s, .all = all, .out = out};
    struct store_filter filter = {
        .run = store_run_last(s, 0), .rule = o->rule, .file = o->file};
    c.types = store_types(s, o->keep, filter.run, &c.n_types);
    return filter.run == 0 ||
           (store_list(s, &filter, collect, &c) && *store_error(s) == '\0');
}

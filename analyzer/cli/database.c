#include "database.h"

#include <string.h>
#include <unistd.h>

/* The one here or above, or NULL. */
static const char *
default_path(const struct options *o)
{
    struct text up = {.keep = o->keep};
    for (int i = 0; i < 32; i++) {
        const char *path = arena_printf(o->keep, "%s%s", text_str(&up),
                                        DATABASE);
        if (access(path, F_OK) == 0)
            return path;
        text_add(&up, "../");
    }
    return NULL;
}

bool
database_is_there(const struct options *o)
{
    return o->db != NULL || default_path(o) != NULL;
}

const char *
database_path(const struct options *o)
{
    const char *path = o->db != NULL ? o->db : default_path(o);
    if (path != NULL)
        return path;
    usage_error("no database " DATABASE " here or above; 'refaudit check' "
                "makes one, --db names another");
    return NULL;
}

const char *
database_file(const struct options *o, const char *path)
{
    const char *db = o->db != NULL ? o->db : default_path(o);
    bool usual = db != NULL && str_ends(db, "/" DATABASE);
    struct text up = {.keep = o->keep};
    if (usual)
        text_add_n(&up, db, strlen(db) - sizeof DATABASE + 1);
    for (int i = 0; i < 32 && *path != '/'; i++) {
        const char *here = arena_printf(o->keep, "%s%s", text_str(&up), path);
        if (access(here, F_OK) == 0)
            return here;
        text_add(&up, "../");
    }
    return path;
}

struct store *
database_open(const struct options *o, enum store_mode mode)
{
    const char *path = database_path(o), *error = NULL;
    if (path == NULL)
        return NULL;
    struct store *s = NULL;
    if (mode == STORE_WRITE && access(path, F_OK) != 0)
        usage_error("%s: there is no such database", path);
    else if ((s = store_open(o->keep, path, mode, &error)) == NULL)
        usage_error("%s", error);
    return s;
}

static const char *
source_text(void *data, arena *keep, const char *path, size_t *n)
{
    const struct asked *a = data;
    return store_source(a->store, keep, a->finding, path, n);
}

struct report *
database_report(const struct options *o, FILE *out, enum report_path path,
                struct asked *asked, const struct report_run *run)
{
    struct report_options options = {
        .format = o->format == 0 ? FORMAT_TEXT
                                 : (enum report_format)(o->format - 1),
        .style = report_style_detect(out, (enum report_when)o->color),
        .path = path,
        .hints = HINT_EXPLAIN | HINT_LIST | HINT_SHOW |
                 (o->command == COMMAND_TRIAGE ? 0 : HINT_TRIAGE),
        .source = source_text,
        .source_data = asked,
        .run = run,
    };
    return report_new(o->keep, out, &options);
}

void
print_safe(FILE *out, const char *s)
{
    arena *scratch = arena_new();
    struct text t = {.keep = scratch};
    report_add_safe(&t, s);
    fputs(text_str(&t), out);
    arena_free(scratch);
}

int
database_want_run(const struct options *o, struct store *store)
{
    if (store_run_last(store, 0) > 0)
        return EXIT_CLEAN;
    usage_error("%s: no run has come to its end yet; see 'refaudit check'",
                database_path(o));
    return EXIT_INCOMPLETE;
}

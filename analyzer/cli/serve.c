/* `refaudit serve` and `refaudit export html`: the review page. */
#include "serve.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "page.h"
#include "triage.h"

/* The last part of a path that is a name. */
static const char *
last_name(arena *keep, const char *path)
{
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    size_t from = n;
    while (from > 0 && path[from - 1] != '/')
        from--;
    return arena_strndup(keep, path + from, n - from);
}

/* The directory that .refaudit is in, or the name of the file. */
static const char *
project_name(arena *keep, const char *database)
{
    char *full = realpath(database, NULL);
    if (full == NULL)
        return last_name(keep, database);
    char *path = arena_strdup(keep, full);
    free(full);
    if (!str_ends(path, "/" DATABASE)) {
        char *name = arena_strdup(keep, last_name(keep, path));
        if (str_ends(name, ".db"))
            name[strlen(name) - 3] = '\0';
        return name;
    }
    path[strlen(path) - strlen("/" DATABASE)] = '\0';
    return last_name(keep, path);
}

int
export_html(const struct options *o, const char *database, struct store *s,
            FILE *out)
{
    struct page_options page = {.database = database,
                                .project = project_name(o->keep, database)};
    if (page_export(s, out, &page))
        return EXIT_CLEAN;
    if (*store_error(s) == '\0')
        fprintf(stderr, "refaudit: cannot write the page: %s\n",
                strerror(errno));
    return EXIT_INTERNAL;
}

int
serve_command(const struct options *o)
{
    struct options named = *o;
    if (o->args.n > 0)
        named.db = o->args.v[0];
    if (o->port < 0 || o->port > 65535)
        return usage_error("--port %d: there is no such port", o->port);
    struct store *s = database_open(&named, STORE_READ);
    if (s == NULL)
        return EXIT_USAGE;
    store_close(s);
    const char *database = database_path(&named), *error = NULL;
    struct page_options page = {.database = database,
                                .project = project_name(o->keep, database),
                                .port = (unsigned)o->port};
    if (o->write && (page.author = triage_author(o)) == NULL)
        return EXIT_USAGE;
    if (o->quiet == 0)
        fprintf(stderr, "%s; Ctrl-C ends it\n",
                o->write ? "takes verdicts"
                         : "for reading; --write takes "
                           "verdicts");
    if (page_serve(o->keep, &page, &error))
        return EXIT_CLEAN;
    return usage_error("%s", error);
}

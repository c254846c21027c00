/* The part of `refaudit doctor` that looks at places and files. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cache.h"
#include "compdb.h"
#include "database.h"
#include "doctor_parts.h"
#include "scratch.h"

/* ---- the database ------------------------------------------------------- */

/* The nearest directory that exists on the way to the file. */
static char *
existing_directory(struct doctor *d, const char *path)
{
    char *dir = arena_printf(d->keep, "%s", path);
    struct stat st;
    for (;;) {
        char *slash = strrchr(dir, '/');
        if (slash == NULL)
            return arena_strdup(d->keep, ".");
        if (slash == dir)
            return arena_strdup(d->keep, "/");
        *slash = '\0';
        if (stat(dir, &st) == 0)
            return dir;
    }
}

/* Root may do anything by its rights, and still not in /proc: try it. */
static bool
can_make_files(struct doctor *d, const char *dir)
{
    char *path = arena_printf(d->keep, "%s/.refaudit-XXXXXX", dir);
    int fd = mkstemp(path);
    if (fd < 0)
        return false;
    close(fd);
    unlink(path);
    return true;
}

/* One that is there must be ours, and not of a newer program. */
static const char *
unreadable(struct doctor *d, const char *path)
{
    const char *error = NULL;
    if (access(path, F_OK) != 0)
        return NULL;
    struct store *s = store_open(d->keep, path, STORE_READ, &error);
    store_close(s);
    return s == NULL ? error : NULL;
}

static void
check_database(struct doctor *d)
{
    const char *path = d->o->db != NULL ? d->o->db : DATABASE;
    const char *dir = existing_directory(d, path), *problem;
    if (access(path, F_OK) == 0 && access(path, W_OK) != 0)
        problem = arena_printf(d->keep, "cannot write %s: %s", path,
                               strerror(errno));
    else if (!can_make_files(d, dir))
        problem = arena_printf(d->keep, "cannot make files in %s: %s", dir,
                               strerror(errno));
    else
        problem = unreadable(d, path);
    if (problem == NULL)
        doctor_ok("database", path);
    else
        doctor_problem(d, "database", problem,
                       "name another file with --db, or use --no-db");
}

/* ---- other places ------------------------------------------------------- */

static void
check_scratch(struct doctor *d)
{
    struct scratch s = {0};
    const char *error = NULL;
    if (scratch_make(d->keep, &s, &error))
        scratch_remove(&s);
    else
        doctor_problem(d, "temporary files", error, NULL);
}

/* Without one a run is slower, and --build has no place. */
static void
check_cache(struct doctor *d)
{
    struct cache c;
    cache_open(d->keep, &c, d->o->cache);
    if (c.dir != NULL && can_make_files(d, c.dir)) {
        doctor_ok("cache", c.dir);
        return;
    }
    doctor_problem(d, "cache",
                   c.dir == NULL
                       ? "there is no directory for it"
                       : arena_printf(d->keep, "cannot make files in %s: %s",
                                      c.dir, strerror(errno)),
                   "name a directory with --cache, or use --no-cache");
}

static void
check_files(struct doctor *d)
{
    for (size_t i = 0; i < d->o->models.n; i++)
        if (access(d->o->models.v[i], R_OK) != 0)
            doctor_problem(d, "model",
                           arena_printf(d->keep, "%s: %s", d->o->models.v[i],
                                        strerror(errno)),
                           "correct 'models' in the configuration, or "
                           "--model");
    const char *known = d->o->baseline;
    if (known != NULL && access(known, R_OK) != 0)
        doctor_problem(d, "baseline",
                       arena_printf(d->keep, "%s: %s", known, strerror(errno)),
                       "refaudit baseline create, or correct 'baseline' in "
                       "the configuration");
}

void
doctor_places(struct doctor *d)
{
    check_files(d);
    check_database(d);
    check_scratch(d);
    check_cache(d);
}

/* ---- the build ---------------------------------------------------------- */

/* Only where flags are guessed: who has a database needs no build. */
void
doctor_build(struct doctor *d)
{
    const char *root = d->commands.root;
    enum build_kind kind = build_backend(d->keep, root);
    for (int i = 0; kind == BUILD_COUNT && i < BUILD_SHELL; i++)
        if (build_mark(d->keep, root, (enum build_kind)i) != NULL)
            kind = (enum build_kind)i;
    if (!d->commands.guessed || kind == BUILD_COUNT)
        return;
    const char *fix = build_tool_fix(d->keep, kind, d->python.exe);
    const char *name = build_kind_name(kind);
    if (fix == NULL)
        doctor_ok("build", arena_printf(d->keep,
                                        "%s; 'refaudit check --build' asks "
                                        "it for exact flags",
                                        name));
    else
        doctor_note(arena_printf(d->keep,
                                 "the project is built with %s, which does "
                                 "not run here; 'refaudit check --build' "
                                 "needs it: %s",
                                 name, fix));
}

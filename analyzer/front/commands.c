/* Where compile commands come from: a compile database, else a guess. */
#include "commands_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* Entries looked at when headers are searched for and only files were
 * named: the project may be a home directory. */
#define LIMIT_PROJECT 500000
#define LIMIT_LOOSE 20000

void
finder_note(struct finder *f, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    const char *note = arena_vprintf(f->keep, format, ap);
    va_end(ap);
    if (!names_have(&f->notes, note))
        names_add(f->keep, &f->notes, note);
}

void
finder_skip(struct finder *f, const char *file, const char *reason)
{
    struct skip one = {file, reason};
    VEC_PUSH(f->keep, &f->skipped, one);
}

bool
finder_named(const struct finder *f, const char *path)
{
    return names_have(&f->files, path);
}

/* A glob may match the path below the root or any directory of it. */
static bool
finder_excluded(const struct finder *f, const char *path)
{
    if (f->q->n_exclude == 0 || !path_below(path, f->root))
        return false;
    size_t n = strlen(f->root);
    char *below = arena_strdup(f->keep, path + n + (path[n] == '/'));
    for (char *end = below + strlen(below); end != NULL;
         end = strrchr(below, '/')) {
        *end = '\0';
        for (size_t i = 0; i < f->q->n_exclude; i++) {
            if (fnmatch(f->q->exclude[i], below, 0) == 0)
                return true;
        }
    }
    return false;
}

bool
finder_wanted(const struct finder *f, const char *path)
{
    if (finder_named(f, path))
        return true;
    for (size_t i = 0; i < f->dirs.n; i++) {
        if (path_below(path, f->dirs.v[i]))
            return !finder_excluded(f, path);
    }
    return false;
}

/* ---- the tree ----------------------------------------------------------- */

static void
tree_tell(struct finder *f, const struct tree *t)
{
    for (size_t i = 0; i < t->unreadable.n; i++)
        finder_note(f, "cannot read directory %s",
                    path_show(f->keep, f->root, t->unreadable.v[i]));
    if (t->cut)
        finder_note(f,
                    "%s has too many files: not all of them were looked at "
                    "for headers",
                    f->root);
}

const struct tree *
finder_tree(struct finder *f)
{
    if (f->tree != NULL)
        return f->tree;
    struct tree *t = ARENA_NEW(f->keep, struct tree);
    for (size_t i = 0; i < f->dirs.n; i++)
        tree_walk(f->keep, t, f->dirs.v[i], 0);
    if (!names_have(&f->dirs, f->root))
        tree_walk(f->keep, t, f->root,
                  f->project ? LIMIT_PROJECT : LIMIT_LOOSE);
    tree_finish(f->keep, t);
    tree_tell(f, t);
    f->tree = t;
    return t;
}

/* ---- the project -------------------------------------------------------- */

/* Build files of subdirectories do not say project(). */
static bool
says_project(arena *keep, const char *path)
{
    size_t n;
    const char *text = path_is_file(path) ? file_read(keep, path, &n) : NULL;
    for (const char *p = text; p != NULL && *p != '\0';) {
        p += strspn(p, " \t");
        if (strncasecmp(p, "project", 7) == 0) {
            p += 7 + strspn(p + 7, " \t");
            if (*p == '(')
                return true;
        }
        p += strcspn(p, "\n");
        p += *p == '\n';
    }
    return false;
}

static bool
is_project(arena *keep, const char *dir)
{
    static const char *const marks[] = {".git", "pyproject.toml", "setup.py",
                                        "Include/patchlevel.h"};
    struct stat st;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (stat(path_join(keep, dir, marks[i]), &st) == 0)
            return true;
    }
    return says_project(keep, path_join(keep, dir, "meson.build")) ||
           says_project(keep, path_join(keep, dir, "CMakeLists.txt"));
}

static const char *
project_root(arena *keep, const char *path, bool *found)
{
    const char *start = path_is_dir(path) ? path : str_directory(keep, path);
    *found = true;
    for (const char *dir = start;; dir = str_directory(keep, dir)) {
        if (is_project(keep, dir))
            return dir;
        if (strcmp(dir, "/") == 0)
            break;
    }
    *found = false;
    return start;
}

/* The root of the first path, or what all of them have in common. */
static void
finder_root(struct finder *f, const struct names *paths)
{
    f->root = project_root(f->keep, paths->v[0], &f->project);
    for (size_t i = 1; i < paths->n; i++) {
        while (!path_below(paths->v[i], f->root)) {
            f->root = str_directory(f->keep, f->root);
            f->project = false;
        }
    }
}

/* ---- the query ---------------------------------------------------------- */

static bool
path_take(struct finder *f, const char *given, struct names *all,
          const char **error)
{
    const char *path = path_real(f->keep, given);
    struct stat st;
    int rc = stat(path, &st);
    if (rc == 0 && faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) != 0)
        rc = -1;
    if (rc != 0) {
        *error = arena_printf(f->keep, "cannot read %s: %s",
                              path_show(f->keep, NULL, given),
                              strerror(errno));
        return false;
    }
    if (!S_ISDIR(st.st_mode) && !S_ISREG(st.st_mode)) {
        *error = arena_printf(f->keep, "%s is no file and no directory",
                              path_show(f->keep, NULL, given));
        return false;
    }
    struct names *set = S_ISDIR(st.st_mode) ? &f->dirs : &f->files;
    if (!names_have(set, path))
        names_add(f->keep, set, path);
    names_add(f->keep, all, path);
    return true;
}

static bool
finder_paths(struct finder *f, const char **error)
{
    struct names all = {0};
    if (f->q->n_paths == 0 && !path_take(f, ".", &all, error))
        return false;
    for (size_t i = 0; i < f->q->n_paths; i++) {
        if (!path_take(f, f->q->paths[i], &all, error))
            return false;
    }
    finder_root(f, &all);
    return true;
}

/* /usr/include and Debian's directory for the architecture. */
static void
finder_system(struct finder *f)
{
    static const char *const fixed[] = {"/usr/local/include", "/usr/include"};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        names_add(f->keep, &f->system, fixed[i]);
    DIR *d = opendir("/usr/include");
    if (d == NULL)
        return;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        if (strstr(e->d_name, "-linux-") != NULL)
            names_add(f->keep, &f->system,
                      path_join(f->keep, "/usr/include", e->d_name));
    }
    closedir(d);
}

/* ---- choosing ----------------------------------------------------------- */

static bool
db_named(struct finder *f, const char **path, const char **error)
{
    const char *given = path_real(f->keep, f->q->compile_db);
    if (path_is_dir(given))
        given = path_join(f->keep, given, "compile_commands.json");
    *path = given;
    if (!path_is_file(given)) {
        *error = arena_printf(f->keep,
                              "no compile database at %s: build the "
                              "project, or leave -p out",
                              given);
        return false;
    }
    return db_read(f, given, error);
}

/* A database found by itself may be broken or of another build. */
static const char *
db_found(struct finder *f)
{
    const char *path = db_search(f), *why;
    if (path == NULL)
        return NULL;
    if (!db_read(f, path, &why)) {
        finder_note(f, "%s; it is not used", why);
        return NULL;
    }
    if (f->found.n > 0)
        return path;
    finder_note(f, "%s has no command for what was named; it is not used",
                path_show(f->keep, f->root, path));
    f->skipped.n = 0;
    f->in_db = symtab_new(f->keep);
    return NULL;
}

static int
by_file(const void *a, const void *b)
{
    const struct command *x = a, *y = b;
    int rc = strcmp(x->file, y->file);
    if (rc != 0)
        return rc;
    for (size_t i = 0; i < x->n_args && i < y->n_args && rc == 0; i++)
        rc = strcmp(x->args[i], y->args[i]);
    return rc != 0 ? rc : (x->n_args > y->n_args) - (x->n_args < y->n_args);
}

static void
finder_result(struct finder *f, const char *db, struct commands *out)
{
    if (f->found.n > 0)
        qsort(f->found.v, f->found.n, sizeof *f->found.v, by_file);
    *out = (struct commands){
        .v = f->found.v,
        .n = f->found.n,
        .guessed = f->guessed,
        .root = f->root,
        .notes = f->notes.v,
        .n_notes = f->notes.n,
        .n_skipped = f->skipped.n,
    };
    out->source = db != NULL
                      ? arena_printf(f->keep, "compile_commands.json: %s",
                                     path_show(f->keep, f->root, db))
                      : arena_printf(f->keep, "guess: flags of %s",
                                     f->q->python->exe);
    out->skipped = arena_alloc(f->keep, sizeof *out->skipped * f->skipped.n);
    for (size_t i = 0; i < f->skipped.n; i++) {
        out->skipped[i].file = f->skipped.v[i].file;
        out->skipped[i].reason = f->skipped.v[i].reason;
    }
}

bool
commands_find(arena *keep, const struct command_query *q, struct commands *out,
              const char **error)
{
    assert(q->python != NULL && q->python->exe != NULL);
    struct finder f = {.keep = keep, .q = q};
    if (!finder_paths(&f, error))
        return false;
    finder_system(&f);
    f.in_db = symtab_new(keep);
    f.there = symtab_new(keep);
    f.absent = symtab_new(keep);
    f.scratch = arena_new();
    f.scans = scans_new(keep);
    const char *db = NULL;
    bool good = true;
    if (q->compile_db != NULL)
        good = db_named(&f, &db, error);
    else
        db = db_found(&f);
    if (good) {
        guess_commands(&f, db != NULL);
        finder_result(&f, db, out);
    }
    scans_free(f.scans);
    arena_free(f.scratch);
    return good;
}

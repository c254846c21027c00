/* Following the includes of one C file: does it see Python.h, and where are
 * the headers that no directory of its command line holds?
 *
 * An invented directory goes where it cannot shadow anything: -iquote for
 * quoted names (the project's own header beats an installed namesake, as in
 * its real build), -idirafter for names in angle brackets.
 *
 * First what is surely included is followed, then what stands under some
 * condition: only a header that is surely included can be missed.
 */
#include "commands_internal.h"

#include <string.h>

struct closure {
    struct resolve *r;
    arena *keep;    /* of the finder: for what stays */
    arena *scratch; /* for the many paths that are only tried */
    symtab *seen;
    struct names queue;
    size_t sure; /* so many of the queue are surely included */
    bool maybe;  /* the second round: conditional includes */
};

static void
closure_visit(struct closure *c, const char *path)
{
    if (sym_find(c->seen, path) != NULL)
        return;
    sym_intern(c->seen, path);
    names_add(c->scratch, &c->queue, path);
    if (str_ends(path, ".c") && strcmp(path, c->r->file) != 0)
        names_add(c->keep, &c->r->c_files, arena_strdup(c->keep, path));
}

/* Most units look for the same headers in the same places. */
static bool
is_there(struct finder *f, const char *path)
{
    if (sym_find(f->there, path) != NULL)
        return true;
    if (sym_find(f->absent, path) != NULL)
        return false;
    bool there = path_is_file(path);
    sym_intern(there ? f->there : f->absent, path);
    return there;
}

static const char *
find_in(struct closure *c, const struct names *dirs, const char *name)
{
    for (size_t i = 0; i < dirs->n; i++) {
        const char *path = path_join(c->scratch, dirs->v[i], name);
        if (is_there(c->r->f, path))
            return path_normal(c->scratch, path);
    }
    return NULL;
}

/* As a compiler would with the arguments so far. */
static const char *
find_given(struct closure *c, const char *from, const struct include *inc)
{
    struct resolve *r = c->r;
    const char *path = NULL;
    if (!inc->angled) {
        struct names own = {0};
        names_add(c->scratch, &own, str_directory(c->scratch, from));
        path = find_in(c, &own, inc->name);
        if (path == NULL)
            path = find_in(c, &r->quote, inc->name);
    }
    return path != NULL ? path : find_in(c, &r->dirs, inc->name);
}

static const char *
find_system(struct closure *c, const char *name)
{
    const char *path = find_in(c, &c->r->f->system, name);
    return path != NULL ? path : find_in(c, &c->r->after, name);
}

/* Remember a directory so that later includes are found there, too. */
static void
add_dir(struct closure *c, const char *option, const char *dir,
        struct names *where)
{
    if (names_have(where, dir))
        return;
    names_add(c->keep, where, dir);
    names_add(c->keep, &c->r->args, option);
    names_add(c->keep, &c->r->args, dir);
}

static const char *
find_tree(struct closure *c, const char *from, const struct include *inc,
          bool in_system)
{
    const struct tree *tree = finder_tree(c->r->f);
    const char *path = tree_find(c->scratch, tree, inc->name, from);
    if (path == NULL || (in_system && tree_is_foreign(path, from)))
        return NULL;
    size_t n = strlen(path) - strlen(inc->name) - 1;
    const char *dir = arena_strndup(c->keep, path, n);
    if (inc->angled)
        add_dir(c, "-idirafter", dir, &c->r->after);
    else
        add_dir(c, "-iquote", dir, &c->r->quote);
    return path;
}

/* Arguments of one pkg-config name, asked once; n == 0 if it has none. */
static const struct names *
pkg_args(struct finder *f, const char *name)
{
    for (size_t i = 0; i < f->pkgs.n; i++) {
        if (strcmp(f->pkgs.v[i].name, name) == 0)
            return &f->pkgs.v[i].args;
    }
    struct pkg pkg = {.name = arena_strdup(f->keep, name)};
    const char *argv[] = {"pkg-config", "--cflags", name, NULL};
    struct ran ran;
    struct names words = {0};
    if (run_program(f->keep, argv, &run_unasked, &ran) && ran.status == 0 &&
        words_split(f->keep, ran.out, &words))
        words_clean(f->keep, "/", &words, &pkg.args);
    VEC_PUSH(f->keep, &f->pkgs, pkg);
    return &f->pkgs.v[f->pkgs.n - 1].args;
}

static const char *
find_pkg(struct closure *c, const char *name)
{
    struct resolve *r = c->r;
    const struct known *known = known_header(name);
    struct names pkgs = {0};
    if (known == NULL || !words_split(c->scratch, known->pkg, &pkgs))
        return NULL;
    for (size_t i = 0; i < pkgs.n; i++) {
        const struct names *args = pkg_args(r->f, pkgs.v[i]);
        struct names dirs = {0};
        words_dirs(c->scratch, args->v, args->n, true, &dirs);
        const char *path = find_in(c, &dirs, name);
        if (path == NULL)
            continue;
        for (size_t k = 0; k < args->n; k++)
            names_add(c->keep, &r->args, args->v[k]);
        for (size_t k = 0; k < dirs.n; k++)
            names_add(c->keep, &r->dirs, dirs.v[k]);
        return path;
    }
    return NULL;
}

static const char *
find_python_package(struct closure *c, const char *name)
{
    struct finder *f = c->r->f;
    if (!str_starts(name, "numpy/"))
        return NULL;
    if (!f->numpy_asked)
        f->numpy = known_numpy_dir(c->keep, f->q->python);
    f->numpy_asked = true;
    if (f->numpy == NULL)
        return NULL;
    add_dir(c, "-idirafter", f->numpy, &c->r->after);
    return find_in(c, &c->r->after, name);
}

/* Headers outside the project are not followed: they are many, and only
 * those of Python packages lead to Python.h. */
static bool
worth_following(struct closure *c, const char *path)
{
    const struct finder *f = c->r->f;
    if (path_below(path, f->root))
        return true;
    return !path_below(path, "/usr/include") &&
           !path_below(path, "/usr/local/include") &&
           !path_below(path, f->q->python->include);
}

static const char *
find_anywhere(struct closure *c, const char *from, const struct include *inc)
{
    struct resolve *r = c->r;
    const char *path = find_given(c, from, inc);
    if (path != NULL)
        return path;
    const char *system = find_system(c, inc->name);
    bool builtin = known_is_builtin(inc->name);
    if (r->invent && !builtin && (system == NULL || !inc->angled))
        path = find_tree(c, from, inc, system != NULL);
    if (path != NULL || system != NULL || builtin || !r->invent)
        return path != NULL ? path : system;
    path = find_pkg(c, inc->name);
    return path != NULL ? path : find_python_package(c, inc->name);
}

static void
closure_include(struct closure *c, const char *from, const struct include *inc)
{
    if (include_is_python(inc->name)) {
        c->r->python = true;
        return;
    }
    const char *path = find_anywhere(c, from, inc);
    if (path != NULL) {
        if (worth_following(c, path))
            closure_visit(c, path);
        return;
    }
    struct missing gone = {inc->name, arena_strdup(c->keep, from)};
    if (c->r->invent && !c->maybe && !known_is_builtin(inc->name))
        VEC_PUSH(c->keep, &c->r->missing, gone);
}

static void
closure_file(struct closure *c, size_t at)
{
    const char *path = c->queue.v[at];
    const struct scan *scan = scan_file(c->r->f->scans, path);
    c->r->computed |= scan->computed && strcmp(path, c->r->file) == 0;
    for (size_t i = 0; i < scan->n; i++) {
        bool later = scan->v[i].conditional;
        if (c->maybe ? later || at >= c->sure : !later)
            closure_include(c, path, &scan->v[i]);
    }
}

static void
closure_round(struct closure *c)
{
    for (size_t i = 0; i < c->queue.n; i++) {
        if (c->r->python && !c->r->invent && !c->r->whole)
            return;
        closure_file(c, i);
    }
}

/* -include of the command line counts like a first line. */
static void
closure_forced(struct closure *c, const char *const *args, size_t n)
{
    for (size_t i = 0; i + 1 < n; i++) {
        if (strcmp(args[i], "-include") != 0)
            continue;
        struct include inc = {.name = args[i + 1]};
        closure_include(c, c->r->file, &inc);
    }
}

void
resolve_run(struct resolve *r, const char *const *args, size_t n)
{
    arena *keep = r->f->keep, *scratch = r->f->scratch;
    struct closure c = {
        .r = r,
        .keep = keep,
        .scratch = scratch,
        .seen = symtab_new(scratch),
    };
    words_dirs(keep, args, n, false, &r->dirs);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && strcmp(args[i], "-iquote") == 0)
            names_add(keep, &r->quote, args[i + 1]);
    }
    closure_visit(&c, r->file);
    closure_forced(&c, args, n);
    closure_round(&c);
    c.sure = c.queue.n;
    c.maybe = true;
    closure_round(&c);
    arena_reset(scratch);
}

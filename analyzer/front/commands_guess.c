/* Commands for files that no compile database covers: the flags of the
 * interpreter, what build scripts say literally, and directories found by
 * following the includes.
 */
#include "commands_internal.h"

#include <string.h>

#define LISTED 5

struct guess {
    struct finder *f;
    struct setup setup;
    struct names base; /* arguments that all files share */
    symtab *taken;     /* files that are in units */
    symtab *parts;     /* C files that other C files include */
    struct names units;
    VEC(struct missing) missing;
    size_t cxx;
    struct names foreign; /* files for other systems, as shown to people */
};

/* CPython's own tree: its headers go first; only pyconfig.h, which its
 * configure makes, may have to come from the interpreter. */
static void
cpython_args(struct guess *g)
{
    struct finder *f = g->f;
    static const char *const dirs[] = {"Include", "Include/internal", "."};
    const char *header = path_join(f->keep, f->root, "Include/Python.h");
    if (!path_is_file(header) ||
        !path_is_file(path_join(f->keep, f->root, "Include/patchlevel.h")))
        return;
    names_add(f->keep, &g->base, "-DPy_BUILD_CORE");
    names_add(f->keep, &g->base, "-DPy_BUILD_CORE_BUILTIN");
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
        names_add(f->keep, &g->base,
                  arena_printf(f->keep, "-I%s",
                               path_normal(f->keep, path_join(f->keep, f->root,
                                                              dirs[i]))));
    if (!path_is_file(path_join(f->keep, f->root, "pyconfig.h")))
        finder_note(f,
                    "this is the source of CPython: pyconfig.h comes from "
                    "Python %s; run ./configure for its own",
                    f->q->python->version);
}

/* The part of sysconfig's CFLAGS that changes what C means. */
static void
base_args(struct guess *g)
{
    struct finder *f = g->f;
    const struct python *py = f->q->python;
    struct names words = {0};
    for (size_t i = 0; i < g->setup.args.n; i++)
        names_add(f->keep, &g->base, g->setup.args.v[i]);
    cpython_args(g);
    names_add(f->keep, &g->base, arena_printf(f->keep, "-I%s", py->include));
    if (strcmp(py->include, py->platinclude) != 0)
        names_add(f->keep, &g->base,
                  arena_printf(f->keep, "-I%s", py->platinclude));
    if (words_split(f->keep, py->cflags, &words))
        words_clean(f->keep, "/", &words, &g->base);
}

/* Inside `depends=[...]`: what the build looks at and does not compile. */
static bool
is_dependency(const char *text, const char *p)
{
    static const char word[] = "depends";
    while (p > text && p[-1] != '[' && p[-1] != ']' && p[-1] != '(' &&
           p[-1] != ')')
        p--;
    if (p == text || (p[-1] != '[' && p[-1] != '('))
        return false;
    for (p--; p > text && strchr(" \t\r\n=:+\"'", p[-1]) != NULL;)
        p--;
    size_t n = sizeof word - 1;
    return (size_t)(p - text) >= n && memcmp(p - n, word, n) == 0;
}

static bool
is_source_of_build(const struct guess *g, const char *file)
{
    const char *base = path_base(file);
    const char *p = g->setup.text;
    while ((p = strstr(p, base)) != NULL) {
        const char *end = p + strlen(base);
        if ((*end == '"' || *end == '\'') && !is_dependency(g->setup.text, p))
            return true;
        p = end;
    }
    return false;
}

/* A C file that includes other C files makes them parts of its unit. */
static void
note_parts(struct guess *g, const struct resolve *r)
{
    for (size_t i = 0; i < r->c_files.n; i++) {
        if (!is_source_of_build(g, r->c_files.v[i]))
            sym_intern(g->parts, r->c_files.v[i]);
    }
}

static void
note_missing(struct guess *g, const struct resolve *r)
{
    for (size_t i = 0; i < r->missing.n; i++) {
        size_t k = 0;
        while (k < g->missing.n &&
               strcmp(g->missing.v[k].header, r->missing.v[i].header) != 0)
            k++;
        if (k == g->missing.n)
            VEC_PUSH(g->f->keep, &g->missing, r->missing.v[i]);
    }
}

static void
guess_take(struct guess *g, struct resolve *r)
{
    struct finder *f = g->f;
    struct names args = {0};
    for (size_t i = 0; i < g->base.n; i++)
        names_add(f->keep, &args, g->base.v[i]);
    for (size_t i = 0; i < r->args.n; i++)
        names_add(f->keep, &args, r->args.v[i]);
    struct command c = {r->file, str_directory(f->keep, r->file), args.v,
                        args.n};
    VEC_PUSH(f->keep, &f->found, c);
    f->guessed = true;
}

/* A directory named after another system, next to one for ours. */
static const char *
dir_system(arena *keep, const char *root, const char *file)
{
    static const char *const ours[] = {"linux", "posix", "unix"};
    for (const char *dir = str_directory(keep, file);
         path_below(dir, root) && strcmp(dir, root) != 0;
         dir = str_directory(keep, dir)) {
        const char *system = known_system(path_base(dir));
        for (size_t i = 0; system != NULL && i < 3; i++) {
            const char *parent = str_directory(keep, dir);
            if (path_is_dir(path_join(keep, parent, ours[i])))
                return system;
        }
    }
    return NULL;
}

/* The other system that a file is for: it always includes a header that is
 * not here, and that header or its own name says whose it is. */
static const char *
unit_system(const struct guess *g, const struct resolve *r)
{
    const char *dir = dir_system(g->f->keep, g->f->root, r->file);
    if (dir != NULL)
        return dir;
    for (size_t i = 0; i < r->missing.n; i++) {
        const char *system = known_foreign_header(r->missing.v[i].header);
        if (system != NULL)
            return system;
    }
    if (r->missing.n == 0 || !path_below(r->file, g->f->root))
        return NULL;
    return known_system(r->file + strlen(g->f->root));
}

static bool
unit_is_foreign(struct guess *g, const struct resolve *r)
{
    struct finder *f = g->f;
    const char *system = unit_system(g, r);
    if (system == NULL)
        return false;
    names_add(f->keep, &g->foreign, path_show(f->keep, f->root, r->file));
    if (finder_named(f, r->file))
        finder_skip(
            f, r->file,
            arena_printf(f->keep, "is for another system (%s)", system));
    return true;
}

/* Is it for us, and if it was named and is not, why? */
static bool
unit_wanted(struct guess *g, const struct resolve *r)
{
    struct finder *f = g->f;
    const struct scan *scan = scan_file(f->scans, r->file);
    if (scan->error != 0) {
        finder_skip(f, r->file,
                    arena_printf(f->keep, "cannot be read: %s",
                                 strerror(scan->error)));
        return false;
    }
    bool named = finder_named(f, r->file);
    if (sym_find(g->parts, r->file) != NULL) {
        if (named)
            finder_skip(f, r->file,
                        "is part of another C file that includes it: name "
                        "that one");
        return false;
    }
    if (!r->python && named)
        finder_skip(f, r->file, "does not include Python.h");
    return r->python && !unit_is_foreign(g, r);
}

static void
guess_units(struct guess *g)
{
    struct finder *f = g->f;
    VEC(struct resolve) all = {0};
    for (size_t i = 0; i < g->units.n; i++) {
        struct resolve r = {.f = f, .file = g->units.v[i], .invent = true};
        resolve_run(&r, g->base.v, g->base.n);
        note_parts(g, &r);
        VEC_PUSH(f->keep, &all, r);
    }
    for (size_t i = 0; i < all.n; i++) {
        if (!unit_wanted(g, &all.v[i]))
            continue;
        note_missing(g, &all.v[i]);
        guess_take(g, &all.v[i]);
    }
}

/* ---- which files -------------------------------------------------------- */

static void
units_add(struct guess *g, const char *path)
{
    if (sym_find(g->f->in_db, path) != NULL ||
        sym_find(g->taken, path) != NULL)
        return;
    sym_intern(g->taken, path);
    names_add(g->f->keep, &g->units, path);
}

static void
units_named(struct guess *g)
{
    struct finder *f = g->f;
    for (size_t i = 0; i < f->files.n; i++) {
        const char *path = f->files.v[i];
        if (sym_find(f->in_db, path) != NULL)
            continue;
        if (str_ends(path, ".c"))
            units_add(g, path);
        else if (str_ends(path, ".h"))
            finder_skip(f, path,
                        "is a header: name the C files that include it");
        else
            finder_skip(f, path, "is not C");
    }
}

/* A link to a file that is found under its own name as well. */
static bool
is_second_name(struct finder *f, const char *path)
{
    const char *real = path_link(f->keep, path);
    return real != NULL && finder_wanted(f, real) &&
           tree_has(finder_tree(f), real);
}

static void
units_below(struct guess *g, const char *dir)
{
    struct finder *f = g->f;
    const struct tree *tree = finder_tree(f);
    for (size_t i = 0; i < tree->n; i++) {
        const struct tree_file *file = &tree->v[i];
        if (!path_below(file->path, dir) || !finder_wanted(f, file->path) ||
            is_second_name(f, file->path))
            continue;
        if (file->kind == TREE_C)
            units_add(g, file->path);
        else if (file->kind == TREE_CXX &&
                 sym_find(f->in_db, file->path) == NULL) {
            struct resolve r = {.f = f, .file = file->path};
            resolve_run(&r, g->base.v, g->base.n);
            g->cxx += r.python;
        }
    }
}

static const char *
list_names(arena *keep, const struct names *names)
{
    struct text t = {.keep = keep};
    for (size_t i = 0; i < names->n && i < LISTED; i++)
        text_printf(&t, "%s%s", i == 0 ? "" : ", ", names->v[i]);
    if (names->n > LISTED)
        text_printf(&t, " and %zu more", names->n - LISTED);
    return text_str(&t);
}

/* Somebody named this directory, and no command is for anything in it: the
 * database is that of another project. */
static bool
is_strange_to_db(struct finder *f, const char *dir)
{
    if (strcmp(dir, f->root) == 0)
        return false;
    for (size_t i = 0; i < f->found.n; i++)
        if (path_below(f->found.v[i].file, dir))
            return false;
    return true;
}

static void
units_in_dirs(struct guess *g, bool have_db)
{
    struct finder *f = g->f;
    struct names strange = {0};
    for (size_t i = 0; i < f->dirs.n; i++) {
        const char *dir = f->dirs.v[i];
        if (have_db && !is_strange_to_db(f, dir))
            continue;
        if (have_db)
            names_add(f->keep, &strange, path_show(f->keep, f->root, dir));
        units_below(g, dir);
    }
    if (strange.n > 0)
        finder_note(f, "the database has no command for %s: flags are guessed",
                    list_names(f->keep, &strange));
}

/* ---- what the user should know ------------------------------------------ */

static void
tell_macros(struct guess *g)
{
    struct finder *f = g->f;
    const struct setup *s = &g->setup;
    const char *scripts = list_names(f->keep, &s->files);
    if (s->args.n > 0)
        finder_note(f, "taken from %s: %s", scripts,
                    list_names(f->keep, &s->args));
    if (s->made_up.n > 0)
        finder_note(f, "the value of %s is computed in %s: a stand-in is used",
                    list_names(f->keep, &s->made_up), scripts);
    if (s->conditional.n > 0)
        finder_note(f, "%s may be defined in %s, under a condition: not used",
                    list_names(f->keep, &s->conditional), scripts);
}

static const char *
told_missing(struct finder *f, const struct missing *m)
{
    return arena_printf(f->keep, "%s, which %s includes,",
                        path_show(f->keep, NULL, m->header),
                        path_show(f->keep, f->root, m->from));
}

/* Where a package has it, that is the advice; the others share one. */
static void
tell_missing(struct guess *g)
{
    static const char how[] = "'refaudit check --build' asks the build for "
                              "what it makes, or give its "
                              "compile_commands.json with -p";
    struct finder *f = g->f;
    struct names strange = {0};
    const struct missing *last = NULL;
    for (size_t i = 0; i < g->missing.n; i++) {
        const struct missing *m = &g->missing.v[i];
        const struct known *known = known_header(m->header);
        if (known != NULL) {
            finder_note(f, "%s was not found: apt install %s",
                        told_missing(f, m), known->debian);
            continue;
        }
        names_add(f->keep, &strange, path_show(f->keep, NULL, m->header));
        last = m;
    }
    if (strange.n == 1)
        finder_note(f, "%s was not found: %s", told_missing(f, last), how);
    else if (strange.n > 1)
        finder_note(f, "%zu headers were not found (%s): %s", strange.n,
                    list_names(f->keep, &strange), how);
}

static void
tell_foreign(struct guess *g)
{
    if (g->foreign.n > 0)
        finder_note(g->f,
                    "%zu C files are for other systems and are not "
                    "analysed: %s",
                    g->foreign.n, list_names(g->f->keep, &g->foreign));
}

/* What the units of the database include is analysed with them. */
static void
note_parts_of_db(struct guess *g)
{
    struct finder *f = g->f;
    for (size_t i = 0; i < f->found.n; i++) {
        const struct command *c = &f->found.v[i];
        struct resolve r = {.f = f, .file = c->file, .whole = true};
        resolve_run(&r, c->args, c->n_args);
        for (size_t k = 0; k < r.c_files.n; k++)
            sym_intern(g->parts, r.c_files.v[k]);
    }
}

static void
tell_uncovered(struct guess *g)
{
    struct finder *f = g->f;
    struct names some = {0};
    if (g->units.n > 0)
        note_parts_of_db(g);
    for (size_t i = 0; i < g->units.n; i++) {
        if (sym_find(g->parts, g->units.v[i]) != NULL)
            continue;
        struct resolve r = {.f = f, .file = g->units.v[i]};
        resolve_run(&r, g->base.v, g->base.n);
        if (r.python)
            names_add(f->keep, &some, path_show(f->keep, f->root, r.file));
    }
    if (some.n > 0)
        finder_note(f,
                    "%zu C files include Python.h but are not in the "
                    "compile database, so they are not analysed: %s",
                    some.n, list_names(f->keep, &some));
}

static void
tell_build_system(struct guess *g)
{
    struct finder *f = g->f;
    static const char *const hints[][2] = {
        {"meson.build", "meson"},
        {"CMakeLists.txt", "CMake"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        const char *path = path_join(f->keep, f->root, hints[i][0]);
        size_t n;
        const char *text = path_is_file(path) ? file_read(f->keep, path, &n)
                                              : NULL;
        if (f->found.n > 0 && text != NULL &&
            strcasestr(text, "python") != NULL)
            finder_note(f, "for exact flags: 'refaudit check --build' asks %s",
                        hints[i][1]);
    }
}

void
guess_commands(struct finder *f, bool have_db)
{
    struct guess g = {.f = f};
    g.parts = symtab_new(f->keep);
    g.taken = symtab_new(f->keep);
    setup_scan(f->keep, f->root, &g.setup);
    base_args(&g);
    size_t before = f->found.n;
    units_named(&g);
    units_in_dirs(&g, have_db);
    guess_units(&g);
    if (f->found.n > before) {
        tell_macros(&g);
        tell_missing(&g);
    }
    tell_foreign(&g);
    g.units = (struct names){0};
    if (have_db) {
        g.cxx = 0;
        for (size_t i = 0; i < f->dirs.n; i++)
            units_below(&g, f->dirs.v[i]);
        tell_uncovered(&g);
    }
    else
        tell_build_system(&g);
    if (g.cxx > 0)
        finder_note(f,
                    "%zu C++ files that include Python.h are not "
                    "analysed: only C is",
                    g.cxx);
}

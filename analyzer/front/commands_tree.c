/* The files of a source tree: C files, C++ files and what may be included.
 *
 * Symbolic links to directories are not followed (loops), nor are hidden
 * directories, virtual environments and build directories entered.
 */
#include "commands_internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const struct {
    const char *suffix;
    enum tree_kind kind;
} suffixes[] = {
    {"c", TREE_C},        {"cc", TREE_CXX},     {"cpp", TREE_CXX},
    {"cxx", TREE_CXX},    {"c++", TREE_CXX},    {"C", TREE_CXX},
    {"h", TREE_HEADER},   {"hh", TREE_HEADER},  {"hpp", TREE_HEADER},
    {"hxx", TREE_HEADER}, {"H", TREE_HEADER},   {"inc", TREE_HEADER},
    {"inl", TREE_HEADER}, {"ipp", TREE_HEADER}, {"def", TREE_HEADER},
    {"tab", TREE_HEADER}, {"tbl", TREE_HEADER}, {"x", TREE_HEADER},
    {"i", TREE_HEADER},   {"gen", TREE_HEADER},
};

static bool
kind_of(const char *name, enum tree_kind *kind)
{
    const char *dot = strrchr(name, '.');
    if (dot == NULL || dot == name)
        return false;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        if (strcmp(dot + 1, suffixes[i].suffix) == 0) {
            *kind = suffixes[i].kind;
            return true;
        }
    }
    return false;
}

/* Files whose presence means: nothing written by hand in here. */
static const char *const not_sources[] = {
    "pyvenv.cfg",
    "CMakeCache.txt",
    "meson-private",
    "conda-meta",
};

static bool
dir_is_skipped(arena *keep, const char *path)
{
    const char *base = path_base(path);
    if (base[0] == '.' || strcmp(base, "node_modules") == 0 ||
        strcmp(base, "__pycache__") == 0 || strcmp(base, "site-packages") == 0)
        return true;
    for (size_t i = 0; i < sizeof not_sources / sizeof *not_sources; i++) {
        struct stat st;
        if (stat(path_join(keep, path, not_sources[i]), &st) == 0)
            return true;
    }
    return false;
}

struct walk {
    arena *keep;
    struct tree *tree;
    struct names todo; /* directories, a stack */
    size_t left;       /* entries, SIZE_MAX for no limit */
};

static void
walk_file(struct walk *w, const char *dir, const char *name)
{
    struct tree_file file = {NULL, TREE_C};
    struct stat st;
    if (!kind_of(name, &file.kind))
        return;
    file.path = path_join(w->keep, dir, name);
    if (stat(file.path, &st) == 0 && S_ISREG(st.st_mode))
        VEC_PUSH(w->keep, w->tree, file);
}

static bool
entry_is_dir(const struct dirent *entry, const char *path)
{
    struct stat st;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type == DT_DIR;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void
walk_entry(struct walk *w, const char *dir, const struct dirent *entry)
{
    const char *name = entry->d_name;
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return;
    if (entry->d_type == DT_REG || entry->d_type == DT_LNK) {
        walk_file(w, dir, name);
        return;
    }
    const char *path = path_join(w->keep, dir, name);
    if (!entry_is_dir(entry, path))
        walk_file(w, dir, name);
    else if (!dir_is_skipped(w->keep, path))
        names_add(w->keep, &w->todo, path);
}

static void
walk_dir(struct walk *w, const char *dir)
{
    DIR *d = opendir(dir);
    if (d == NULL) {
        names_add(w->keep, &w->tree->unreadable,
                  arena_printf(w->keep, "%s: %s", dir, strerror(errno)));
        return;
    }
    for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
        if (w->left-- == 0) {
            w->left = 0;
            w->tree->cut = true;
            break;
        }
        walk_entry(w, dir, entry);
    }
    closedir(d);
}

void
tree_walk(arena *keep, struct tree *t, const char *dir, size_t limit)
{
    struct walk w = {
        .keep = keep,
        .tree = t,
        .left = limit == 0 ? SIZE_MAX : limit,
    };
    names_add(keep, &w.todo, dir);
    while (w.todo.n > 0 && !t->cut)
        walk_dir(&w, w.todo.v[--w.todo.n]);
}

static int
by_path(const void *a, const void *b)
{
    const struct tree_file *x = a, *y = b;
    return strcmp(x->path, y->path);
}

/* Order of the index: last name, then path. */
static int
by_base(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    int rc = strcmp(path_base(x), path_base(y));
    return rc != 0 ? rc : strcmp(x, y);
}

void
tree_finish(arena *keep, struct tree *t)
{
    if (t->n == 0)
        return;
    qsort(t->v, t->n, sizeof *t->v, by_path);
    size_t n = 1;
    for (size_t i = 1; i < t->n; i++) {
        if (strcmp(t->v[i].path, t->v[n - 1].path) != 0)
            t->v[n++] = t->v[i];
    }
    t->n = n;
    t->index = ARENA_ARRAY(keep, const char *, n);
    for (size_t i = 0; i < n; i++)
        t->index[i] = t->v[i].path;
    qsort(t->index, n, sizeof *t->index, by_base);
}

bool
tree_has(const struct tree *t, const char *path)
{
    struct tree_file key = {path, TREE_C};
    return t->n > 0 &&
           bsearch(&key, t->v, t->n, sizeof *t->v, by_path) != NULL;
}

/* Parts of paths that belong to systems where this program does not run. */
static const char *const foreign[] = {
    "win",     "win32", "win64", "windows", "msvc", "msdev",  "mingw", "nt",
    "mingw32", "mac",   "macos", "macosx",  "osx",  "darwin", "vms",   "os2",
};

static size_t
foreign_parts(const char *path, size_t from)
{
    size_t count = 0;
    for (const char *p = path + from; (p = strchr(p, '/')) != NULL;) {
        size_t n = strcspn(++p, "/");
        if (p[n] == '\0')
            break;
        for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
            count += strlen(foreign[i]) == n &&
                     strncasecmp(p, foreign[i], n) == 0;
    }
    return count;
}

static size_t
common_length(const char *a, const char *b)
{
    size_t n = 0, last = 0;
    for (; a[n] != '\0' && a[n] == b[n]; n++) {
        if (a[n] == '/')
            last = n;
    }
    return last;
}

static size_t
count_slashes(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        n += *s == '/';
    return n;
}

/* Lower is likelier: not for another system, near, not deep. */
static size_t
tree_cost(const char *candidate, const char *from)
{
    size_t common = common_length(candidate, from);
    size_t up = count_slashes(from + common);
    size_t down = count_slashes(candidate + common);
    return foreign_parts(candidate, common) * 1000 + up * 10 + down;
}

static size_t
index_first(const struct tree *t, const char *base)
{
    size_t low = 0, high = t->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(path_base(t->index[middle]), base) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *
tree_find(arena *keep, const struct tree *t, const char *name,
          const char *from)
{
    const char *base = path_base(name), *best = NULL;
    const char *tail = arena_printf(keep, "/%s", name);
    size_t best_cost = SIZE_MAX;
    for (size_t i = index_first(t, base); i < t->n; i++) {
        const char *path = t->index[i];
        if (strcmp(path_base(path), base) != 0)
            break;
        if (!str_ends(path, tail))
            continue;
        size_t cost = tree_cost(path, from);
        if (cost < best_cost) {
            best = path;
            best_cost = cost;
        }
    }
    return best;
}

bool
tree_is_foreign(const char *path, const char *from)
{
    return foreign_parts(path, common_length(path, from)) > 0;
}

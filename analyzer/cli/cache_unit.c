/* An entry is a manifest (the files that were read, the directories in which
 * another header could turn up), the unit's result, and its IR.
 *
 * A file whose stamps are as they were is not read again, unless it was so
 * young when it was looked at that a second change might have left no trace.
 */
#include "cache_unit.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* Coarser than the clocks of file systems. */
#define YOUNG_NS INT64_C(2000000000)

enum known_kind { KNOWN_FILE, KNOWN_DIRECTORY };

/* A file or directory. */
struct known {
    const char *path;
    enum known_kind kind;
    int64_t size, mtime, ctime, inode; /* of files; size -1: not there */
    const char *hash; /* of contents or names; NULL: not asked yet */
};

struct known_files {
    arena *keep;
    int64_t at; /* before anything was looked at */
    symtab *paths;
    struct known **v; /* open addressing by address of the symbol */
    size_t n, cap;
};

int64_t
time_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* ---- what is on disk now ----------------------------------------------- */

struct known_files *
known_files_new(arena *keep)
{
    struct known_files *k = ARENA_NEW(keep, struct known_files);
    k->keep = keep;
    k->at = time_ns();
    k->paths = symtab_new(keep);
    k->cap = 1024;
    k->v = ARENA_ARRAY(keep, struct known *, k->cap);
    return k;
}

static struct known **
known_place(const struct known_files *k, sym path)
{
    size_t i = ((uintptr_t)path * UINT64_C(0x9E3779B97F4A7C15)) >> 20 &
               (k->cap - 1);
    while (k->v[i] != NULL && k->v[i]->path != path)
        i = (i + 1) & (k->cap - 1);
    return &k->v[i];
}

static void
known_grow(struct known_files *k)
{
    struct known **old = k->v;
    size_t n = k->cap;
    k->cap *= 2;
    k->v = ARENA_ARRAY(k->keep, struct known *, k->cap);
    for (size_t i = 0; i < n; i++)
        if (old[i] != NULL)
            *known_place(k, old[i]->path) = old[i];
}

static void
look_at(struct known *k)
{
    struct stat st;
    if (stat(k->path, &st) != 0) {
        k->size = -1;
        return;
    }
    k->size = st.st_size;
    k->mtime = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec;
    k->ctime = (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec;
    k->inode = (int64_t)st.st_ino;
}

static struct known *
known_find(struct known_files *k, const char *path, enum known_kind kind)
{
    if (k->n * 2 >= k->cap)
        known_grow(k);
    struct known **place = known_place(k, sym_intern(k->paths, path));
    if (*place == NULL) {
        *place = ARENA_NEW(k->keep, struct known);
        **place = (struct known){.path = sym_find(k->paths, path),
                                 .kind = kind};
        k->n++;
        if (kind == KNOWN_FILE)
            look_at(*place);
    }
    return *place;
}

/* Only these can be included; anything else comes and goes in a build. */
static bool
is_header_name(const char *name)
{
    static const char *const endings[] = {".h",   ".hh",  ".hpp", ".hxx",
                                          ".inc", ".inl", ".def", ".c"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, endings[i]))
            return true;
    return false;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
hash_names(arena *keep, const char *path)
{
    DIR *dir = opendir(path);
    if (dir == NULL)
        return "";
    arena *scratch = arena_new();
    VEC(const char *) names = {0};
    for (struct dirent *e; (e = readdir(dir)) != NULL;)
        if (is_header_name(e->d_name))
            VEC_PUSH(scratch, &names, arena_strdup(scratch, e->d_name));
    closedir(dir);
    if (names.n > 0)
        qsort(names.v, names.n, sizeof *names.v, by_name);
    struct text all = {.keep = scratch};
    for (size_t i = 0; i < names.n; i++)
        text_printf(&all, "%s\n", names.v[i]);
    const char *hash = hash_hex(keep, text_str(&all), all.n);
    arena_free(scratch);
    return hash;
}

static const char *
hash_file(arena *keep, const char *path)
{
    arena *scratch = arena_new();
    size_t n;
    const char *text = file_read(scratch, path, &n);
    const char *hash = text == NULL ? "" : hash_hex(keep, text, n);
    arena_free(scratch);
    return hash;
}

static const char *
known_hash(struct known_files *k, struct known *now)
{
    if (now->hash == NULL)
        now->hash = now->kind == KNOWN_FILE ? hash_file(k->keep, now->path)
                                            : hash_names(k->keep, now->path);
    return now->hash;
}

/* ---- the manifest ------------------------------------------------------ */

struct manifest {
    int64_t at; /* when the files were looked at */
    struct known *v;
    size_t n;
};

static void
wire_known(struct wire *w, struct known *k)
{
    uint32_t kind = k->kind;
    wire_str(w, &k->path);
    wire_u32(w, &kind);
    k->kind = (enum known_kind)kind;
    wire_i64(w, &k->size);
    wire_i64(w, &k->mtime);
    wire_i64(w, &k->ctime);
    wire_i64(w, &k->inode);
    wire_str(w, &k->hash);
    if (w->in != NULL && (k->path == NULL || k->hash == NULL))
        w->bad = true;
}

static void
wire_manifest(struct wire *w, struct manifest *m)
{
    uint32_t n = (uint32_t)m->n;
    wire_i64(w, &m->at);
    wire_u32(w, &n);
    if (w->in != NULL && (w->bad || n > w->n)) {
        w->bad = true;
        return;
    }
    if (w->in != NULL)
        m->v = ARENA_ARRAY(w->keep, struct known, n);
    m->n = n;
    for (uint32_t i = 0; i < n && !w->bad; i++)
        wire_known(w, &m->v[i]);
}

static bool
same_stamps(const struct known *a, const struct known *b)
{
    return a->size == b->size && a->mtime == b->mtime &&
           a->ctime == b->ctime && a->inode == b->inode;
}

/* *stale: the contents are the same, the stamps are not or prove nothing. */
static bool
is_unchanged(struct known_files *k, const struct known *then, int64_t at,
             bool *stale)
{
    struct known *now = known_find(k, then->path, then->kind);
    if (now->kind != then->kind || now->size != then->size)
        return false;
    bool young = then->mtime > at - YOUNG_NS || then->ctime > at - YOUNG_NS;
    if (then->kind == KNOWN_FILE && !young && same_stamps(then, now))
        return true;
    if (then->kind == KNOWN_FILE)
        *stale = true;
    return strcmp(known_hash(k, now), then->hash) == 0;
}

/* ---- making one -------------------------------------------------------- */

static const char *
absolute(arena *keep, const char *directory, const char *path)
{
    return *path == '/' ? path : arena_printf(keep, "%s/%s", directory, path);
}

static void
add_known(struct manifest *m, struct known_files *k, const char *path,
          enum known_kind kind)
{
    struct known *now = known_find(k, path, kind);
    for (size_t i = 0; i < m->n && kind == KNOWN_DIRECTORY; i++)
        if (m->v[i].path == now->path)
            return;
    known_hash(k, now);
    m->v[m->n++] = *now;
}

/* Where the command looks for headers. */
static void
add_directories(arena *keep, struct manifest *m, struct known_files *k,
                const struct command *c)
{
    static const char *const flags[] = {"-I", "-isystem", "-iquote",
                                        "-idirafter"};
    for (size_t i = 0; i < c->n_args; i++)
        for (size_t j = 0; j < sizeof flags / sizeof *flags; j++) {
            if (!str_starts(c->args[i], flags[j]))
                continue;
            const char *dir = c->args[i] + strlen(flags[j]);
            if (*dir == '\0' && i + 1 < c->n_args)
                dir = c->args[i + 1];
            add_known(m, k, absolute(keep, c->directory, dir),
                      KNOWN_DIRECTORY);
        }
    const char *slash = strrchr(c->file, '/');
    if (slash != NULL)
        add_known(m, k,
                  arena_strndup(keep, c->file, (size_t)(slash - c->file)),
                  KNOWN_DIRECTORY);
}

/* False when a file changed while it was being read. */
static bool
make_manifest(arena *keep, struct manifest *m, const struct command *c,
              const char *const *files, size_t n_files, int64_t began)
{
    struct known_files *k = known_files_new(keep);
    m->at = k->at;
    m->v = ARENA_ARRAY(keep, struct known, n_files + c->n_args + 1);
    for (size_t i = 0; i < n_files; i++) {
        add_known(m, k, absolute(keep, c->directory, files[i]), KNOWN_FILE);
        const struct known *last = &m->v[m->n - 1];
        if (last->size < 0 || last->mtime >= began || last->ctime >= began)
            return false;
    }
    add_directories(keep, m, k, c);
    return true;
}

/* ---- keys -------------------------------------------------------------- */

/* What the compiler reads besides its arguments. */
static const char *const variables[] = {"CPATH", "C_INCLUDE_PATH",
                                        "CPLUS_INCLUDE_PATH"};

static const char *
unit_key(const struct session *s, arena *keep, const struct command *c)
{
    struct text t = {.keep = keep};
    text_printf(&t, "%s\n%s\n%s\n%s\n%s\n%s\n%s\n", s->root, c->directory,
                c->file, s->python.exe, s->python.version, s->python.include,
                s->python.platinclude);
    text_printf(&t, "%s\n%d\n", s->libclang, s->o->generated);
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]);
        text_printf(&t, "%s\n", value == NULL ? "" : value);
    }
    for (size_t i = 0; i < c->n_args; i++)
        text_printf(&t, "%zu:%s\n", strlen(c->args[i]), c->args[i]);
    return cache_key(&s->cache, keep, "unit", text_str(&t));
}

/* ---- in and out -------------------------------------------------------- */

static void
put(const struct session *s, const char *key, struct manifest *m,
    struct unit_result *u)
{
    arena *keep = arena_new();
    struct wire w = {.out.keep = keep, .keep = keep};
    wire_manifest(&w, m);
    wire_unit(&w, u);
    text_add_n(&w.out, u->ir, u->n_ir);
    cache_put(&s->cache, key, text_str(&w.out), w.out.n);
    arena_free(keep);
}

void
cache_unit_put(const struct session *s, const struct command *c,
               const struct unit_result *u, const char *const *files,
               size_t n_files, int64_t began)
{
    if (s->cache.dir == NULL)
        return;
    arena *keep = arena_new();
    struct manifest m = {0};
    struct unit_result copy = *u;
    if (make_manifest(keep, &m, c, files, n_files, began))
        put(s, unit_key(s, keep, c), &m, &copy);
    arena_free(keep);
}

static bool
all_unchanged(struct known_files *known, const struct manifest *m, bool *stale)
{
    for (size_t i = 0; i < m->n; i++)
        if (!is_unchanged(known, &m->v[i], m->at, stale))
            return false;
    return true;
}

/* The stamps as they are now, so that the next run need not read. */
static void
refresh(const struct session *s, struct known_files *known, const char *key,
        struct manifest *m, struct unit_result *u)
{
    m->at = known->at;
    for (size_t i = 0; i < m->n; i++) {
        const char *hash = m->v[i].hash;
        m->v[i] = *known_find(known, m->v[i].path, m->v[i].kind);
        m->v[i].hash = hash;
    }
    put(s, key, m, u);
}

bool
cache_unit_get(const struct session *s, struct known_files *known,
               const struct command *c, struct unit_result *out)
{
    if (s->cache.dir == NULL)
        return false;
    arena *scratch = arena_new();
    const char *key = unit_key(s, scratch, c);
    struct wire w = {.keep = scratch};
    struct manifest m = {0};
    bool stale = false;
    w.in = cache_get(&s->cache, key, &w.n);
    if (w.in != NULL)
        wire_manifest(&w, &m);
    bool good = w.in != NULL && !w.bad && all_unchanged(known, &m, &stale);
    if (good) {
        w.keep = s->keep;
        struct unit_result known_unit = {0};
        wire_unit(&w, &known_unit);
        known_unit.from_cache = true;
        known_unit.ir = w.in + w.at;
        known_unit.n_ir = w.n - w.at;
        good = !w.bad;
        if (good)
            *out = known_unit;
    }
    if (good && stale)
        refresh(s, known, key, &m, out);
    arena_free(scratch);
    return good;
}

/* Reading compile_commands.json.
 *
 * CMake writes file names as bytes; JSON wants UTF-8.  A database that is
 * not UTF-8 is read with each odd byte as a private character (U+10FF80 to
 * U+10FFFF), and the strings are turned back afterwards.
 */
#include "commands_internal.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>

static const char db_name[] = "compile_commands.json";

/* ---- finding one -------------------------------------------------------- */

struct candidate {
    const char *path;
    struct timespec when;
};

static void
candidate_try(struct finder *f, struct candidate *best, const char *dir)
{
    struct stat st;
    const char *path = path_join(f->keep, dir, db_name);
    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return;
    bool newer = st.st_mtim.tv_sec > best->when.tv_sec ||
                 (st.st_mtim.tv_sec == best->when.tv_sec &&
                  st.st_mtim.tv_nsec > best->when.tv_nsec);
    if (best->path == NULL || newer)
        *best = (struct candidate){path, st.st_mtim};
}

/* Every directory below `dir` whose name begins so. */
static void
candidates_below(struct finder *f, struct candidate *best, const char *dir,
                 const char *prefix)
{
    DIR *d = opendir(dir);
    if (d == NULL)
        return;
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        if (!str_starts(e->d_name, prefix))
            continue;
        const char *below = path_join(f->keep, dir, e->d_name);
        candidate_try(f, best, below);
        if (strcmp(e->d_name, "build") == 0)
            candidates_below(f, best, below, "cp3");
    }
    closedir(d);
}

const char *
db_search(struct finder *f)
{
    struct candidate best = {0};
    candidate_try(f, &best, f->root);
    candidates_below(f, &best, f->root, "build");
    candidates_below(f, &best, f->root, "cmake-build-");
    for (size_t i = 0; i < f->dirs.n; i++) {
        if (strcmp(f->dirs.v[i], f->root) == 0)
            continue;
        candidate_try(f, &best, f->dirs.v[i]);
        candidates_below(f, &best, f->dirs.v[i], "build");
    }
    return best.path;
}

/* ---- bytes that are not UTF-8 ------------------------------------------- */

static const char *
bytes_escape(arena *keep, const char *s, size_t n)
{
    struct text t = {.keep = keep};
    for (size_t i = 0; i < n; i++) {
        unsigned c = (unsigned char)s[i];
        if (c < 0x80) {
            text_add_n(&t, s + i, 1);
            continue;
        }
        char four[4] = {(char)0xf4, (char)0x8f,
                        (char)(0xbc | ((c >> 6) & 0x3)),
                        (char)(0x80 | (c & 0x3f))};
        text_add_n(&t, four, 4);
    }
    return text_str(&t);
}

static const char *
bytes_restore(arena *keep, const char *s)
{
    struct text t = {.keep = keep};
    const unsigned char *p = (const unsigned char *)s;
    for (; *p != '\0'; p++) {
        char c = (char)*p;
        if (p[0] == 0xf4 && p[1] == 0x8f && (p[2] & 0xfc) == 0xbc) {
            c = (char)((p[2] & 0x3) << 6 | (p[3] & 0x3f));
            p += 3;
        }
        text_add_n(&t, &c, 1);
    }
    return text_str(&t);
}

/* ---- entries ------------------------------------------------------------ */

struct reading {
    struct finder *f;
    const char *path, *dir; /* of the database */
    bool escaped;
    size_t missing, plain; /* files that are gone; without Python.h */
    size_t foreign;        /* with Python.h, in other languages than C */
    const char *first_missing, *first_foreign;
};

static const char *
reading_str(const struct reading *r, const json_t *value)
{
    const char *s = json_string_value(value);
    if (s == NULL)
        return NULL;
    return r->escaped ? bytes_restore(r->f->keep, s)
                      : arena_strdup(r->f->keep, s);
}

static bool
entry_words(const struct reading *r, const json_t *entry, struct names *out)
{
    const json_t *list = json_object_get(entry, "arguments");
    if (json_is_array(list)) {
        size_t i;
        json_t *word;
        json_array_foreach(list, i, word)
        {
            const char *s = reading_str(r, word);
            if (s == NULL)
                return false;
            names_add(r->f->keep, out, s);
        }
        return true;
    }
    const char *line = reading_str(r, json_object_get(entry, "command"));
    return line != NULL && words_split(r->f->keep, line, out);
}

/* The language named by the last -x before the file, or NULL. */
static const char *
words_language(const struct names *words)
{
    const char *language = NULL;
    for (size_t i = 0; i < words->n; i++) {
        if (strcmp(words->v[i], "-x") == 0 && i + 1 < words->n)
            language = words->v[++i];
        else if (str_starts(words->v[i], "-x") && words->v[i][2] != '\0')
            language = words->v[i] + 2;
    }
    return language;
}

static bool
entry_is_c(const char *file, const struct names *words)
{
    const char *language = words_language(words);
    if (language != NULL && strcmp(language, "none") != 0)
        return strcmp(language, "c") == 0;
    return str_ends(file, ".c");
}

static bool
found_already(const struct finder *f, const struct command *c)
{
    for (size_t i = f->found.n; i-- > 0;) {
        const struct command *other = &f->found.v[i];
        if (other->n_args != c->n_args || strcmp(other->file, c->file) != 0)
            continue;
        size_t same = 0;
        while (same < c->n_args &&
               strcmp(other->args[same], c->args[same]) == 0)
            same++;
        if (same == c->n_args)
            return true;
    }
    return false;
}

/* C++ with Python.h in it is worth a note; assembly is not. */
static void
entry_foreign(struct reading *r, const char *file)
{
    if (finder_named(r->f, file))
        finder_skip(r->f, file, "is not C");
    else if (r->foreign++ == 0)
        r->first_foreign = file;
}

static void
entry_plain(struct reading *r, const char *file)
{
    r->plain++;
    if (finder_named(r->f, file))
        finder_skip(r->f, file, "does not include Python.h");
}

static void
entry_take(struct reading *r, const char *file, const char *dir,
           const struct names *words)
{
    struct finder *f = r->f;
    struct names args = {0};
    words_clean(f->keep, dir, words, &args);
    struct command c = {file, dir, args.v, args.n};
    struct resolve seen = {.f = f, .file = file};
    resolve_run(&seen, args.v, args.n);
    if (!seen.python && !seen.computed)
        entry_plain(r, file);
    else if (!entry_is_c(file, words))
        entry_foreign(r, file);
    else if (!found_already(f, &c))
        VEC_PUSH(f->keep, &f->found, c);
}

static void
entry_missing(struct reading *r, const char *file)
{
    if (r->missing++ == 0)
        r->first_missing = file;
    finder_skip(r->f, file, "is in the compile database but does not exist");
}

static void
entry_read(struct reading *r, const json_t *entry)
{
    struct finder *f = r->f;
    const char *file = reading_str(r, json_object_get(entry, "file"));
    const char *dir = reading_str(r, json_object_get(entry, "directory"));
    if (file == NULL) {
        finder_note(f, "%s has an entry without a file",
                    path_show(f->keep, f->root, r->path));
        return;
    }
    dir = path_normal(f->keep,
                      path_join(f->keep, r->dir, dir == NULL ? "." : dir));
    file = path_real(f->keep, path_join(f->keep, dir, file));
    if (!finder_wanted(f, file))
        return;
    sym_intern(f->in_db, file);
    struct names words = {0};
    if (!path_is_file(file))
        entry_missing(r, file);
    else if (!entry_words(r, entry, &words) || words.n == 0)
        finder_skip(f, file, "its compile command cannot be read");
    else
        entry_take(r, file, dir, &words);
}

/* ---- the file ----------------------------------------------------------- */

static json_t *
db_load(struct reading *r, const char **error)
{
    arena *keep = r->f->keep;
    size_t n;
    const char *source = file_read(keep, r->path, &n);
    if (source == NULL) {
        *error = arena_printf(keep, "cannot read %s: %s", r->path,
                              strerror(errno));
        return NULL;
    }
    json_error_t why;
    json_t *root = json_loadb(source, n, 0, &why);
    if (root == NULL && json_error_code(&why) == json_error_invalid_utf8) {
        r->escaped = true;
        root = json_loads(bytes_escape(keep, source, n), 0, &why);
    }
    if (root == NULL)
        *error = arena_printf(keep,
                              "%s is not JSON: %s (line %d); make it again "
                              "or name another with -p",
                              r->path, why.text, why.line);
    else if (!json_is_array(root)) {
        *error = arena_printf(keep,
                              "%s is not a compile database: it must be a "
                              "list of commands",
                              r->path);
        json_decref(root);
        root = NULL;
    }
    return root;
}

static const char *const build_files[] = {
    "CMakeLists.txt", "meson.build", "setup.py", "setup.cfg", "configure.ac",
};

static void
db_check_age(struct reading *r)
{
    struct finder *f = r->f;
    struct stat db, st;
    if (stat(r->path, &db) != 0)
        return;
    for (size_t i = 0; i < sizeof build_files / sizeof *build_files; i++) {
        const char *path = path_join(f->keep, f->root, build_files[i]);
        if (stat(path, &st) == 0 && st.st_mtime > db.st_mtime) {
            finder_note(f, "%s is newer than %s: configure the build again",
                        build_files[i], path_show(f->keep, f->root, r->path));
            return;
        }
    }
}

static void
db_tell(struct reading *r)
{
    struct finder *f = r->f;
    if (r->missing > 0)
        finder_note(f,
                    "%zu of the files in %s do not exist (first: %s): build "
                    "again or name another database with -p",
                    r->missing, path_show(f->keep, f->root, r->path),
                    path_show(f->keep, f->root, r->first_missing));
    if (r->foreign > 0)
        finder_note(f,
                    "%zu files of the database include Python.h but are not "
                    "C, so they are not analysed (first: %s)",
                    r->foreign, path_show(f->keep, f->root, r->first_foreign));
    if (r->plain > 0)
        finder_note(f, "%zu files of the database do not include Python.h",
                    r->plain);
}

bool
db_read(struct finder *f, const char *path, const char **error)
{
    struct reading r = {
        .f = f,
        .path = path,
        .dir = str_directory(f->keep, path),
    };
    json_t *root = db_load(&r, error);
    if (root == NULL)
        return false;
    size_t i;
    json_t *entry;
    json_array_foreach(root, i, entry) entry_read(&r, entry);
    json_decref(root);
    db_tell(&r);
    db_check_age(&r);
    return true;
}

#include "extension.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"
#include "confirm.h"

#define MAX_DEPTH 8

/* ---- the interpreter ---------------------------------------------------- */

static const char *
on_path(arena *keep, const char *word)
{
    const char *path = getenv("PATH");
    if (strchr(word, '/') != NULL)
        return word;
    while (path != NULL && *path != '\0') {
        int n = (int)strcspn(path, ":");
        const char *full = arena_printf(keep, "%.*s/%s", n, path, word);
        if (access(full, X_OK) == 0)
            return full;
        path += n + (path[n] == ':');
    }
    return NULL;
}

static bool
is_python(const char *path)
{
    const char *name = strrchr(path, '/');
    name = name == NULL ? path : name + 1;
    return str_starts(name, "python") || str_starts(name, "pypy");
}

/* "#!/usr/bin/env python3" and "#!/usr/bin/python3 -s": the last word that
 * is no option. */
static const char *
first_line_python(arena *keep, const char *file)
{
    char line[512] = "";
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof line - 1);
    if (fd >= 0)
        close(fd);
    if (n < 3 || !str_starts(line, "#!"))
        return NULL;
    line[strcspn(line, "\n")] = '\0';
    char *save = NULL;
    for (char *w = strtok_r(line + 2, " \t", &save); w != NULL;
         w = strtok_r(NULL, " \t", &save))
        if (is_python(w))
            return arena_strdup(keep, w);
    return NULL;
}

static const char *
python_of(arena *keep, const struct strings *command)
{
    for (size_t i = 0; i < command->n; i++) {
        const char *file = on_path(keep, command->v[i]);
        if (is_python(command->v[i]) && file != NULL)
            return file;
        const char *named = file == NULL ? NULL
                                         : first_line_python(keep, file);
        if (named != NULL && on_path(keep, named) != NULL)
            return on_path(keep, named);
    }
    return "python3";
}

static const char question[] =
    "import sys\n"
    "print('%d %d' % sys.version_info[:2])\n"
    "[print(p) for p in sys.path if p and '\\n' not in p]\n";

struct interpreter
interpreter_of(arena *keep, const struct strings *command)
{
    struct interpreter out = {.exe = python_of(keep, command)};
    const char *const argv[] = {out.exe, "-c", question, NULL};
    int status;
    const char *answer = capture(keep, argv, &status);
    if (answer == NULL || status != 0 ||
        sscanf(answer, "%d %d", &out.major, &out.minor) != 2)
        return out;
    for (const char *at = strchr(answer, '\n'); at != NULL && at[1] != '\0';
         at = strchr(at + 1, '\n'))
        VEC_PUSH(keep, &out.paths,
                 arena_strndup(keep, at + 1, strcspn(at + 1, "\n")));
    return out;
}

/* ---- shared objects ----------------------------------------------------- */

struct search {
    arena *keep;
    const struct strings *files;
    struct strings found;
    struct strings seen; /* directories */
};

static bool
has(const struct strings *list, const char *s)
{
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(list->v[i], s) == 0)
            return true;
    return false;
}

static bool
is_library(const char *name)
{
    return str_ends(name, ".so") || strstr(name, ".so.") != NULL;
}

static void
look_at(struct search *s, const char *path)
{
    arena *scratch = arena_new();
    const char *error;
    struct object *o = object_open(scratch, path, &error);
    bool found = false;
    for (size_t i = 0; o != NULL && i < s->files->n && !found; i++)
        found = object_has_source(o, s->files->v[i]);
    object_close(o);
    arena_free(scratch);
    if (found && !has(&s->found, path))
        VEC_PUSH(s->keep, &s->found, path);
}

static void
look_below(struct search *s, const char *dir, int depth)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
        struct stat st;
        const char *path = arena_printf(s->keep, "%s/%s", dir, e->d_name);
        if (*e->d_name == '.' || lstat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth > 0)
            look_below(s, path, depth - 1);
        else if (is_library(e->d_name) && stat(path, &st) == 0 &&
                 S_ISREG(st.st_mode))
            look_at(s, path);
    }
    if (d != NULL)
        closedir(d);
}

struct strings
extensions_find(arena *keep, const struct strings *dirs,
                const struct strings *files)
{
    struct search s = {.keep = keep, .files = files};
    for (size_t i = 0; i < dirs->n; i++)
        look_below(&s, dirs->v[i], MAX_DEPTH);
    return s.found;
}

/* ---- directories -------------------------------------------------------- */

/* Once, and not where another one already leads. */
static void
add_dir(arena *keep, struct strings *dirs, const char *path)
{
    struct stat st;
    char *full = realpath(path, NULL);
    if (full == NULL || stat(full, &st) != 0 || !S_ISDIR(st.st_mode)) {
        free(full);
        return;
    }
    bool below = false;
    for (size_t i = 0; i < dirs->n && !below; i++) {
        size_t n = strlen(dirs->v[i]);
        below = strncmp(dirs->v[i], full, n) == 0 &&
                (full[n] == '\0' || full[n] == '/');
    }
    if (!below && strcmp(full, "/") != 0)
        VEC_PUSH(keep, dirs, arena_strdup(keep, full));
    free(full);
}

struct strings
extension_dirs(arena *keep, const struct interpreter *python,
               const struct strings *command)
{
    struct strings dirs = {0};
    add_dir(keep, &dirs, ".");
    for (size_t i = 0; i < command->n; i++) {
        char *path = arena_strdup(keep, command->v[i]);
        char *slash = strrchr(path, '/');
        if (slash != NULL && slash != path && str_ends(path, ".py")) {
            *slash = '\0';
            add_dir(keep, &dirs, path);
        }
    }
    for (size_t i = 0; i < python->paths.n; i++)
        add_dir(keep, &dirs, python->paths.v[i]);
    return dirs;
}

#include "pythons.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "front.h"

struct finding_pythons {
    arena *keep;
    struct strings exes, keys; /* parallel; a key is what makes two equal */
};

static void
try_python(struct finding_pythons *f, const char *exe)
{
    struct python py;
    const char *error;
    if (!python_find(f->keep, exe, &py, &error) || py.include == NULL)
        return;
    const char *header = arena_printf(f->keep, "%s/Python.h", py.include);
    if (access(header, R_OK) != 0)
        return;
    const char *key = arena_printf(f->keep, "%s %s %d %d", py.version,
                                   py.include, py.free_threaded, py.debug);
    for (size_t i = 0; i < f->keys.n; i++)
        if (strcmp(f->keys.v[i], key) == 0)
            return;
    VEC_PUSH(f->keep, &f->keys, key);
    VEC_PUSH(f->keep, &f->exes, arena_strdup(f->keep, exe));
}

static void
try_glob(struct finding_pythons *f, const char *pattern)
{
    glob_t found;
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            try_python(f, found.gl_pathv[i]);
    globfree(&found);
}

static void
try_directory(struct finding_pythons *f, const char *directory)
{
    try_glob(f, arena_printf(f->keep, "%s/python3.[0-9]", directory));
    try_glob(f, arena_printf(f->keep, "%s/python3.[0-9][0-9]", directory));
    try_glob(f, arena_printf(f->keep, "%s/python3.[0-9][0-9]t", directory));
}

struct strings
pythons_find(arena *keep)
{
    struct finding_pythons f = {.keep = keep};
    const char *path = getenv("PATH");
    const char *home = getenv("HOME");
    const char *pyenv = getenv("PYENV_ROOT");
    for (const char *at = path; at != NULL && *at != '\0';) {
        size_t n = strcspn(at, ":");
        if (n > 0 && memmem(at, n, "/shims", 6) == NULL)
            try_directory(&f, arena_strndup(keep, at, n));
        at += n + (at[n] == ':');
    }
    try_directory(&f, "/usr/bin");
    if (pyenv == NULL && home != NULL)
        pyenv = arena_printf(keep, "%s/.pyenv", home);
    if (pyenv != NULL)
        try_glob(&f, arena_printf(keep, "%s/versions/*/bin/python3", pyenv));
    return f.exes;
}

/* libFuzzer entry: command finding in a tree of one hostile file.
 *
 * The first byte chooses which file of the tree the rest of the input is;
 * the others are there and harmless.  ./dev fuzz builds and runs it.
 */
#include "commands_internal.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
    "a.c",
    "b.h",
    "setup.py",
    "setup.cfg",
    "meson.build",
    "pyproject.toml",
    "compile_commands.json",
};
#define N_NAMES (sizeof names / sizeof *names)

static void
put(arena *keep, const char *dir, const char *name, const void *data,
    size_t size)
{
    FILE *f = fopen(path_join(keep, dir, name), "w");
    if (f == NULL || fwrite(data, 1, size, f) != size || fclose(f) != 0)
        abort();
}

static void
drop(arena *keep, const char *dir)
{
    for (size_t i = 0; i < N_NAMES; i++)
        unlink(path_join(keep, dir, names[i]));
}

/* What holds for every answer. */
static void
check_answer(const struct commands *c)
{
    for (size_t i = 0; i < c->n; i++) {
        if (c->v[i].file[0] != '/' || c->v[i].directory[0] != '/')
            abort();
        for (size_t k = 0; k < c->v[i].n_args; k++) {
            if (c->v[i].args[k] == NULL)
                abort();
        }
    }
    for (size_t i = 0; i < c->n_notes; i++) {
        if (strchr(c->notes[i], '\n') != NULL)
            abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char dir[] = "/tmp/refaudit-fuzz-XXXXXX";
    static const char c_file[] = "#include \"b.h\"\n#include <Python.h>\n";
    if (strstr(dir, "XXXXXX") != NULL && mkdtemp(dir) == NULL)
        abort();
    if (size == 0)
        return 0;
    arena *keep = arena_new();
    put(keep, dir, "a.c", c_file, sizeof c_file - 1);
    put(keep, dir, names[data[0] % N_NAMES], data + 1, size - 1);
    const char *paths[] = {dir}, *error = NULL;
    struct python py = {
        .exe = "/bin/false",
        .version = "3.11.2",
        .include = "/usr/include/python3.11",
        .platinclude = "/usr/include/python3.11",
        .cflags = "-DNDEBUG",
    };
    struct command_query q = {.paths = paths, .n_paths = 1, .python = &py};
    struct commands found;
    if (!commands_find(keep, &q, &found, &error))
        abort();
    check_answer(&found);
    drop(keep, dir);
    arena_free(keep);
    return 0;
}

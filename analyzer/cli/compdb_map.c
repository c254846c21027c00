/* Commands that were recorded in a copy of the project, as if they had been
 * given in the project itself.  Directories for headers stay twice: what
 * the build made is in the copy only. */
#include <errno.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "compdb.h"

struct mapping {
    const struct build *b;
    const char *copy;
};

/* The path in the project of one in the copy, if that is there. */
static const char *
original(const struct mapping *m, const char *path)
{
    size_t n = strlen(m->copy);
    if (strncmp(path, m->copy, n) != 0 || (path[n] != '/' && path[n] != '\0'))
        return path;
    const char *there = arena_printf(m->b->keep, "%s%s", m->b->root, path + n);
    return access(there, F_OK) == 0 ? there : path;
}

static const char *
member(const json_t *entry, const char *name)
{
    const char *s = json_string_value(json_object_get(entry, name));
    return s == NULL ? "" : s;
}

/* Where an -I of the entry leads, in the copy. */
static const char *
searched(const struct mapping *m, const json_t *entry, const char *dir)
{
    return *dir == '/' ? dir
                       : arena_printf(m->b->keep, "%s/%s",
                                      member(entry, "directory"), dir);
}

static void
add_search(json_t *args, const char *option, const char *dir)
{
    struct stat st;
    if (stat(dir, &st) != 0 || !S_ISDIR(st.st_mode))
        return;
    json_array_append_new(args, json_string(option));
    json_array_append_new(args, json_string(dir));
}

static const char *
directory_of(arena *keep, const char *file)
{
    const char *slash = strrchr(file, '/');
    return slash == NULL ? ""
                         : arena_strndup(keep, file, (size_t)(slash - file));
}

/* The arguments as the project has them, then the copy's directories. */
static json_t *
map_args(const struct mapping *m, const json_t *entry, const json_t *old)
{
    json_t *args = json_array(), *more = json_array();
    size_t i;
    json_t *value;
    bool include = false;
    json_array_foreach(old, i, value)
    {
        const char *word = json_string_value(value);
        if (word == NULL)
            continue;
        bool joined = str_starts(word, "-I") && word[2] != '\0';
        const char *path = joined ? word + 2 : word;
        if (joined || include)
            add_search(more, "-I", searched(m, entry, path));
        include = strcmp(word, "-I") == 0;
        const char *mapped = original(m, path);
        json_array_append_new(
            args, json_string(joined ? arena_printf(m->b->keep, "-I%s", mapped)
                                     : mapped));
    }
    add_search(args, "-iquote",
               directory_of(m->b->keep, member(entry, "file")));
    json_array_extend(args, more);
    json_decref(more);
    return args;
}

static void
map_entry(const struct mapping *m, json_t *entry)
{
    const json_t *old = json_object_get(entry, "arguments");
    const char *file = original(m, member(entry, "file"));
    if (json_is_array(old))
        json_object_set_new(entry, "arguments", map_args(m, entry, old));
    json_object_set_new(entry, "file", json_string(file));
    json_object_set_new(entry, "directory",
                        json_string(original(m, member(entry, "directory"))));
}

bool
build_map(const struct build *b, const char *copy, const char *recorded,
          const char **error)
{
    const struct mapping m = {b, copy};
    json_error_t problem;
    json_t *all = json_load_file(recorded, 0, &problem);
    size_t i;
    json_t *entry;
    if (all == NULL) {
        *error = arena_printf(b->keep, "%s: %s", recorded, problem.text);
        return false;
    }
    json_array_foreach(all, i, entry) map_entry(&m, entry);
    bool good = json_dump_file(all, b->db, JSON_INDENT(1)) == 0;
    json_decref(all);
    if (!good)
        *error = arena_printf(b->keep, "cannot write %s: %s", b->db,
                              strerror(errno));
    return good;
}

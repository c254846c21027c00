/* compile_commands.json, kept by many compilers at once. */
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
absolute(arena *keep, const char *dir, const char *path)
{
    char full[PATH_MAX];
    const char *joined = *path == '/' ? path
                                      : arena_printf(keep, "%s/%s", dir, path);
    return realpath(joined, full) != NULL ? arena_strdup(keep, full) : joined;
}

/* The command for one of its sources: the others are left out. */
static json_t *
entry_args(const struct wrap_command *c, size_t source)
{
    json_t *args = json_array();
    for (size_t i = 0; i < c->n_args; i++) {
        bool other = false;
        for (size_t k = 0; k < c->n_sources; k++)
            other |= k != source && strcmp(c->args[i], c->sources[k]) == 0 &&
                     strcmp(c->args[i], c->sources[source]) != 0;
        if (!other)
            json_array_append_new(args, json_string(c->args[i]));
    }
    return args;
}

static json_t *
entry_make(arena *keep, const struct wrap_command *c, size_t source,
           const char *dir)
{
    json_t *e = json_object();
    json_object_set_new(e, "directory", json_string(dir));
    json_object_set_new(e, "file",
                        json_string(absolute(keep, dir, c->sources[source])));
    json_object_set_new(e, "arguments", entry_args(c, source));
    if (c->output != NULL)
        json_object_set_new(e, "output", json_string(c->output));
    return e;
}

static bool
same_member(const json_t *a, const json_t *b, const char *key)
{
    const json_t *left = json_object_get(a, key);
    const json_t *right = json_object_get(b, key);
    if (left == NULL || right == NULL)
        return left == right;
    return json_equal(left, right) != 0;
}

static void
add_entry(json_t *all, json_t *entry)
{
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *old = json_array_get(all, i);
        if (same_member(old, entry, "file") &&
            same_member(old, entry, "directory") &&
            same_member(old, entry, "output")) {
            json_array_set_new(all, i, entry);
            return;
        }
    }
    json_array_append_new(all, entry);
}

/* What is there; an empty file is an empty list, anything else that is no
 * list of commands is not ours to overwrite. */
static json_t *
read_all(int fd)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return NULL;
    if (st.st_size == 0)
        return json_array();
    json_t *all = json_loadfd(fd, 0, NULL);
    if (json_is_array(all))
        return all;
    json_decref(all);
    errno = EINVAL;
    return NULL;
}

static bool
write_all(int fd, const json_t *all)
{
    char *s = json_dumps(all, JSON_INDENT(1));
    if (s == NULL) {
        errno = EILSEQ; /* a name that is no UTF-8 */
        return false;
    }
    size_t n = strlen(s);
    s[n] = '\n'; /* in place of the NUL */
    bool good = ftruncate(fd, 0) == 0 &&
                pwrite(fd, s, n + 1, 0) == (ssize_t)n + 1;
    free(s);
    return good;
}

static bool
record_locked(arena *keep, int fd, const struct wrap_command *c,
              const char *dir)
{
    json_t *all = read_all(fd);
    if (all == NULL)
        return false;
    for (size_t i = 0; i < c->n_sources; i++)
        add_entry(all, entry_make(keep, c, i, dir));
    bool good = write_all(fd, all);
    json_decref(all);
    return good;
}

bool
wrap_record(arena *keep, const char *path, const struct wrap_command *c)
{
    char dir[PATH_MAX];
    if (getcwd(dir, sizeof dir) == NULL)
        return false;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    bool good = flock(fd, LOCK_EX) == 0 && record_locked(keep, fd, c, dir);
    int problem = errno;
    close(fd);
    errno = problem;
    return good;
}

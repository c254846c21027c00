/* Paths as bytes: names in a file system need not be text. */
#include "commands_internal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool
names_have(const struct names *set, const char *s)
{
    for (size_t i = 0; i < set->n; i++) {
        if (strcmp(set->v[i], s) == 0)
            return true;
    }
    return false;
}

void
names_add(arena *keep, struct names *set, const char *s)
{
    VEC_PUSH(keep, set, s);
}

bool
path_is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool
path_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *
path_join(arena *keep, const char *dir, const char *name)
{
    if (name[0] == '/')
        return arena_strdup(keep, name);
    size_t n = strlen(dir), more = strlen(name) + 1;
    char *path = arena_alloc(keep, n + 1 + more);
    memcpy(path, dir, n);
    if (n == 0 || dir[n - 1] != '/')
        path[n++] = '/';
    memcpy(path + n, name, more);
    return path;
}

const char *
path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

const char *
path_normal(arena *keep, const char *path)
{
    assert(path[0] == '/');
    char *out = arena_alloc(keep, strlen(path) + 2);
    size_t n = 0;
    for (const char *p = path; *p != '\0';) {
        p += strspn(p, "/");
        size_t len = strcspn(p, "/");
        if (len == 2 && p[0] == '.' && p[1] == '.') {
            while (n > 0 && out[--n] != '/')
                continue;
        }
        else if (len > 0 && !(len == 1 && p[0] == '.')) {
            out[n++] = '/';
            memcpy(out + n, p, len);
            n += len;
        }
        p += len;
    }
    if (n == 0)
        out[n++] = '/';
    out[n] = '\0';
    return out;
}

static const char *
real_or_null(arena *keep, const char *path)
{
    char *s = realpath(path, NULL);
    const char *kept = s == NULL ? NULL : arena_strdup(keep, s);
    free(s);
    return kept;
}

const char *
path_real(arena *keep, const char *path)
{
    const char *base = path_base(path);
    bool whole = *base == '\0' || strcmp(base, ".") == 0 ||
                 strcmp(base, "..") == 0 || path_is_dir(path);
    const char *dir = real_or_null(keep,
                                   whole ? path : str_directory(keep, path));
    if (dir != NULL)
        return whole ? dir : path_join(keep, dir, base);
    if (path[0] == '/')
        return path_normal(keep, path);
    char *cwd = getcwd(NULL, 0);
    const char *joined = path_join(keep, cwd == NULL ? "/" : cwd, path);
    free(cwd);
    return path_normal(keep, joined);
}

const char *
path_link(arena *keep, const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0 || !S_ISLNK(st.st_mode))
        return NULL;
    return real_or_null(keep, path);
}

bool
path_below(const char *path, const char *dir)
{
    size_t n = strlen(dir);
    if (strncmp(path, dir, n) != 0)
        return false;
    return path[n] == '\0' || path[n] == '/' || strcmp(dir, "/") == 0;
}

/* Length of the UTF-8 sequence that starts here, 0 if it is none or a
 * control character (C1). */
static size_t
utf8_length(const unsigned char *s)
{
    if (s[0] < 0x80)
        return 1;
    size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : s[0] >= 0xc2 ? 2 : 0;
    if (s[0] > 0xf4 || (s[0] == 0xc2 && s[1] < 0xa0))
        return 0;
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    }
    return n;
}

const char *
path_show(arena *keep, const char *root, const char *path)
{
    if (root != NULL && strcmp(root, "/") != 0 && path_below(path, root) &&
        path[strlen(root)] == '/')
        path += strlen(root) + 1;
    struct text t = {.keep = keep};
    const unsigned char *p = (const unsigned char *)path;
    while (*p != '\0') {
        size_t n = utf8_length(p);
        if (n == 0 || *p < 0x20 || *p == 0x7f) {
            text_printf(&t, "\\x%02x", *p++);
            continue;
        }
        text_add_n(&t, (const char *)p, n);
        p += n;
    }
    return text_str(&t);
}

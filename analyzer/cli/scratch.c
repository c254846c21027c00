#include "scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEPTH 200 /* --since lays out whole trees */
#define PREFIX "refaudit-run."
/* Only a directory that holds this file is swept with what is in it. */
#define MARK "made-by-refaudit"

/* Removes what is in the directory, one level of directories deep. */
static void
empty_directory(int at, int depth)
{
    DIR *dir = fdopendir(at);
    if (dir == NULL) {
        close(at);
        return;
    }
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (unlinkat(dirfd(dir), e->d_name, 0) == 0 || depth == 0)
            continue;
        int below = openat(dirfd(dir), e->d_name,
                           O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (below >= 0)
            empty_directory(below, depth - 1);
        unlinkat(dirfd(dir), e->d_name, AT_REMOVEDIR);
    }
    closedir(dir);
}

static void
remove_directory(const char *path)
{
    int at = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (at >= 0)
        empty_directory(at, DEPTH);
    rmdir(path);
}

/* An open, locked descriptor of the directory, or -1 when it is in use,
 * not ours, or gone. */
static int
lock_directory(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 &&
        st.st_uid == geteuid() && st.st_nlink > 0)
        return fd;
    close(fd);
    return -1;
}

static bool
is_marked(int directory)
{
    return faccessat(directory, MARK, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static bool
mark(int directory)
{
    int fd = openat(directory, MARK, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                    0600);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

/* What killed runs left behind. */
static void
sweep(arena *keep, const char *parent)
{
    DIR *dir = opendir(parent);
    if (dir == NULL)
        return;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        if (!str_starts(e->d_name, PREFIX))
            continue;
        const char *path = arena_printf(keep, "%s/%s", parent, e->d_name);
        int lock = lock_directory(path);
        if (lock < 0)
            continue;
        if (is_marked(lock))
            remove_directory(path);
        else
            rmdir(path); /* killed before the mark: empty */
        close(lock);
    }
    closedir(dir);
}

bool
scratch_make(arena *keep, struct scratch *out, const char **error)
{
    const char *parent = getenv("TMPDIR");
    if (parent == NULL || *parent == '\0')
        parent = "/tmp";
    sweep(keep, parent);
    for (int i = 0; i < 3; i++) {
        char *path = arena_printf(keep, "%s/" PREFIX "XXXXXX", parent);
        if (mkdtemp(path) == NULL)
            break;
        out->path = path;
        out->lock = lock_directory(path);
        if (out->lock >= 0 && mark(out->lock))
            return true;
        if (out->lock >= 0) /* full, or just swept away by another run */
            close(out->lock);
        int problem = errno;
        rmdir(path);
        errno = problem;
    }
    *error = arena_printf(keep,
                          "cannot make a temporary directory in %s: %s; set "
                          "TMPDIR to a directory that can be written",
                          parent, strerror(errno));
    return false;
}

void
scratch_remove(struct scratch *s)
{
    if (s->path == NULL)
        return;
    remove_directory(s->path);
    close(s->lock);
    s->path = NULL;
}

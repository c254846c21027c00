/* What a fork shares with its parent: places in files, pipes and sockets,
 * memory mapped as shared.  An experiment gets its own, or a dead one: it
 * must never take from the program what the program waits for. */
#include "rt.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#define LARGEST_COPY ((off_t)64 << 20)
#define LARGEST_MAPPING ((size_t)256 << 20)
#define MOST_DESCRIPTORS 4096

/* The other end is closed: reading ends at once, writing fails. */
static int
dead_end(void)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    close(ends[1]);
    return ends[0];
}

static int
file_copy(int fd, off_t size)
{
    char buffer[65536];
    int copy = memfd_create("refaudit", 0);
    for (off_t at = 0; copy >= 0 && at < size;) {
        ssize_t n = pread(fd, buffer, sizeof buffer, at);
        if (n <= 0 || write(copy, buffer, (size_t)n) != n)
            break;
        at += n;
    }
    return copy;
}

/* A description of our own, at the same place in the file. */
static int
file_again(int fd, const struct stat *st)
{
    char path[64];
    int flags = fcntl(fd, F_GETFL);
    int mine = -1;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if ((flags & O_ACCMODE) == O_RDONLY)
        mine = open(path, O_RDONLY);
    else if (st->st_size <= LARGEST_COPY) {
        int readable = open(path, O_RDONLY);
        mine = file_copy(readable < 0 ? fd : readable, st->st_size);
        if (readable >= 0)
            close(readable);
    }
    if (mine < 0)
        return open("/dev/null", O_RDWR);
    lseek(mine, lseek(fd, 0, SEEK_CUR), SEEK_SET);
    return mine;
}

static int
other_again(int fd)
{
    char path[64], to[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(path, to, sizeof to - 1);
    to[n < 0 ? 0 : n] = '\0';
    if (strcmp(to, "anon_inode:[eventpoll]") == 0)
        return epoll_create1(0);
    if (strcmp(to, "anon_inode:[eventfd]") == 0)
        return eventfd(0, EFD_NONBLOCK);
    return open("/dev/null", O_RDWR);
}

static void
descriptor_isolate(int fd)
{
    struct stat st;
    if (fstat(fd, &st) != 0 || S_ISDIR(st.st_mode) || S_ISBLK(st.st_mode) ||
        (S_ISCHR(st.st_mode) && !isatty(fd)))
        return;
    int flags = fcntl(fd, F_GETFD);
    int mine = S_ISREG(st.st_mode) ? file_again(fd, &st)
               : S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode)
                   ? dead_end()
                   : other_again(fd);
    if (mine < 0)
        return;
    dup2(mine, fd);
    close(mine);
    fcntl(fd, F_SETFD, flags);
}

static void
descriptors_isolate(void)
{
    int fds[MOST_DESCRIPTORS];
    size_t n = 0;
    DIR *d = opendir("/proc/self/fd");
    const struct dirent *e;
    while (d != NULL && (e = readdir(d)) != NULL && n < MOST_DESCRIPTORS) {
        int fd = atoi(e->d_name);
        if (fd > 2 && fd != dirfd(d) && !log_owns(fd))
            fds[n++] = fd;
    }
    if (d != NULL)
        closedir(d);
    for (size_t i = 0; i < n; i++)
        descriptor_isolate(fds[i]);
}

/* Private memory with the same contents at the same place. */
static void
mapping_isolate(uintptr_t low, size_t size)
{
    if (size > LARGEST_MAPPING || shared_has(low))
        return;
    void *copy = mmap(NULL, size, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (copy == MAP_FAILED)
        return;
    /* A page behind the end of a file would be fatal to touch. */
    for (size_t at = 0; at < size; at += 4096) {
        if (memory_readable((const void *)(low + at)))
            memcpy((char *)copy + at, (const void *)(low + at), 4096);
    }
    if (mremap(copy, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, (void *)low) ==
        MAP_FAILED)
        munmap(copy, size);
}

static void
mappings_isolate(void)
{
    char line[512];
    unsigned long low[64], high[64];
    size_t n = 0;
    FILE *f = fopen("/proc/self/maps", "re");
    while (f != NULL && n < 64 && fgets(line, sizeof line, f) != NULL) {
        char perms[8];
        if (sscanf(line, "%lx-%lx %7s", &low[n], &high[n], perms) == 3 &&
            strcmp(perms, "rw-s") == 0 && strstr(line, " /dev/dri") == NULL)
            n++;
    }
    if (f != NULL)
        fclose(f);
    for (size_t i = 0; i < n; i++)
        mapping_isolate(low[i], high[i] - low[i]);
}

void
isolate(void)
{
    int null = open("/dev/null", O_RDWR);
    for (int i = 0; null >= 0 && i < 3; i++)
        dup2(null, i);
    if (null > 2)
        close(null);
    descriptors_isolate();
    mappings_isolate();
}

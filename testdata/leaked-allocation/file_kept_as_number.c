/* 0 says that there is no file, so that the field has one more. */
#include <Python.h>
#include <fcntl.h>
#include <unistd.h>

struct window {
    int fd_plus_one;
};

void window_shows(struct window *w);

static int
open_again(const char *path, int flags)
{
    for (;;) {
        int fd = open(path, flags);
        if (fd >= 0 || errno != EINTR)
            return fd;
    }
}

int
ok_opened(struct window *w, const char *path)
{
    int fd = open_again(path, O_RDONLY);
    if (fd < 0)
        return -1;
    w->fd_plus_one = fd + 1;
    window_shows(w);
    return 0;
}

int
opened(struct window *w, const char *path)
{
    int fd = open_again(path, O_RDONLY);
    if (fd < 0)
        return -1;
    w->fd_plus_one = fd > 2;
    return 0; // WARN leaked-allocation "fd"
}

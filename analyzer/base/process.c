#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int
run_spawn(const char *const *argv, const char *directory, const int out[2],
          const int err[2], pid_t *pid)
{
    posix_spawn_file_actions_t fa;
    posix_spawn_file_actions_init(&fa);
    posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&fa, out[1], 1);
    posix_spawn_file_actions_adddup2(&fa, err[1], 2);
    if (directory != NULL)
        posix_spawn_file_actions_addchdir_np(&fa, directory);
    int rc = posix_spawnp(pid, argv[0], &fa, NULL, (char *const *)argv,
                          environ);
    posix_spawn_file_actions_destroy(&fa);
    return rc;
}

/* False at the end of the stream. */
static bool
run_drain(int fd, size_t most, struct text *t)
{
    char chunk[4096];
    ssize_t n = read(fd, chunk, sizeof chunk);
    if (n < 0)
        return errno == EINTR || errno == EAGAIN;
    if (most == 0 || t->n < most)
        text_add_n(t, chunk, (size_t)n);
    return n > 0;
}

static void
run_collect(pid_t pid, const struct run_bounds *bounds, int out, int err,
            struct text texts[2])
{
    struct pollfd fds[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
    int patience = bounds->silence_ms == 0 ? -1 : bounds->silence_ms;
    while (fds[0].fd >= 0 || fds[1].fd >= 0) {
        int n = poll(fds, 2, patience);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            kill(pid, SIGKILL);
            return;
        }
        for (int i = 0; i < 2; i++) {
            if (fds[i].revents != 0 &&
                !run_drain(fds[i].fd, bounds->most, &texts[i]))
                fds[i].fd = -1;
        }
    }
}

static int
run_wait(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

bool
run_program(arena *keep, const char *const *argv,
            const struct run_bounds *bounds, struct ran *ran)
{
    int out[2], err[2];
    pid_t pid;
    if (pipe2(out, O_CLOEXEC) != 0)
        return false;
    if (pipe2(err, O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return false;
    }
    int rc = run_spawn(argv, bounds->directory, out, err, &pid);
    close(out[1]);
    close(err[1]);
    struct text texts[2] = {{.keep = keep}, {.keep = keep}};
    if (rc == 0) {
        run_collect(pid, bounds, out[0], err[0], texts);
        ran->status = run_wait(pid);
        ran->out = text_str(&texts[0]);
        ran->err = text_str(&texts[1]);
    }
    close(out[0]);
    close(err[0]);
    errno = rc;
    return rc == 0;
}

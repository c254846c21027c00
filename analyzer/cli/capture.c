#include "capture.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static int
spawn(const char *const *argv, int out, bool errors, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    if (errors)
        posix_spawn_file_actions_adddup2(&actions, out, 2);
    else
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY,
                                         0);
    int problem = posix_spawnp(pid, argv[0], &actions, NULL,
                               (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    return problem;
}

static const char *
run(arena *keep, const char *const *argv, bool errors, int *status)
{
    int out[2];
    pid_t pid;
    if (pipe2(out, O_CLOEXEC) != 0)
        return NULL;
    int problem = spawn(argv, out[1], errors, &pid);
    close(out[1]);
    struct text all = {.keep = keep};
    char block[4096];
    ssize_t n;
    while (problem == 0 && (n = read(out[0], block, sizeof block)) != 0)
        if (n > 0)
            text_add_n(&all, block, (size_t)n);
        else if (errno != EINTR)
            break;
    close(out[0]);
    int how = 0;
    while (problem == 0 && waitpid(pid, &how, 0) < 0)
        if (errno != EINTR)
            problem = errno;
    errno = problem;
    *status = WIFEXITED(how) ? WEXITSTATUS(how) : -1;
    return problem == 0 ? text_str(&all) : NULL;
}

const char *
capture(arena *keep, const char *const *argv, int *status)
{
    return run(keep, argv, false, status);
}

const char *
capture_errors(arena *keep, const char *const *argv, int *status)
{
    return run(keep, argv, true, status);
}

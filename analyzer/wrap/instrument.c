/* Compiling so that the companion runtime sees every reference operation.
 *
 * A header of ours stands before Python.h (runtime-model/instrument/include).
 * Code that does not compile with it is tried again without what the compiler
 * complains of, and then as it is: a build must never fail because of us. */
#include "wrap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the header redefines, and what of it errors may speak of. */
static const struct shim {
    const char *name, *becomes;
} shims[] = {
    {"Py_INCREF", "Py_IncRef"},
    {"Py_XINCREF", "Py_IncRef"},
    {"Py_DECREF", "Py_DecRef"},
    {"Py_XDECREF", "Py_DecRef"},
    {"Py_NewRef", "refaudit_new_reference"},
    {"Py_XNewRef", "refaudit_new_reference"},
};

enum { N_SHIMS = sizeof shims / sizeof *shims };

struct attempt {
    arena *keep;
    const struct wrap_command *command;
    const char *include;
    bool without[N_SHIMS];
    const char *said; /* by the compiler, where it was not shown */
};

static const char *const *
argv_of(const struct attempt *a)
{
    const struct wrap_command *c = a->command;
    const char **v = ARENA_ARRAY(a->keep, const char *,
                                 c->n_args + 4 + N_SHIMS);
    size_t n = 0;
    v[n++] = c->args[0];
    v[n++] = "-g";
    v[n++] = "-I";
    v[n++] = a->include;
    for (size_t i = 0; i < N_SHIMS; i++)
        if (a->without[i])
            v[n++] = arena_printf(a->keep, "-DREFAUDIT_NO_%s", shims[i].name);
    for (size_t i = 1; i < c->n_args && c->args[i] != NULL; i++)
        v[n++] = c->args[i];
    v[n] = NULL;
    return v;
}

/* Its exit code; -1 with errno when it cannot be run.  What it says on
 * standard error is kept, to be shown only when it counts. */
static int
run(struct attempt *a, const char *const *argv)
{
    char path[] = "/tmp/refaudit-cc-XXXXXX";
    int status = -1, fd = mkstemp(path);
    pid_t pid = fd < 0 ? -1 : fork();
    if (pid == 0) {
        dup2(fd, STDERR_FILENO);
        execvp(argv[0], (char *const *)argv);
        _exit(127);
    }
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    size_t n = 0;
    a->said = fd < 0 ? "" : file_read(a->keep, path, &n);
    a->said = a->said == NULL ? "" : a->said;
    if (fd >= 0) {
        close(fd);
        unlink(path);
    }
    return pid < 0 || !WIFEXITED(status) ? -1 : WEXITSTATUS(status);
}

/* Leaves out what the compiler complains of; false: nothing of it is ours. */
static bool
leave_out(struct attempt *a)
{
    bool any = false;
    for (size_t i = 0; i < N_SHIMS; i++) {
        bool named = strstr(a->said, shims[i].name) != NULL ||
                     strstr(a->said, shims[i].becomes) != NULL;
        any |= named && !a->without[i];
        a->without[i] |= named;
    }
    return any;
}

bool
wrap_instrument(arena *keep, const char *include, const struct wrap_command *c,
                int *code)
{
    struct attempt a = {.keep = keep, .command = c, .include = include};
    for (int rung = 0; rung < 2; rung++) {
        *code = run(&a, argv_of(&a));
        if (*code == 0) {
            fputs(a.said, stderr);
            if (rung > 0)
                fprintf(stderr,
                        "refaudit cc: %s: some references are not counted\n",
                        c->sources[0]);
            return true;
        }
        if (!leave_out(&a))
            break;
    }
    fprintf(stderr, "refaudit cc: %s: compiled as it is\n", c->sources[0]);
    return false;
}

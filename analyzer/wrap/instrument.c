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

/* Frames and lines stay as they were written: a helper that becomes part of
 * its caller, a call that becomes a jump and two returns that become one have
 * lines of somebody else.  What Python's headers inline may be so. */
static const char *const whole_gcc[] = {"-fno-inline-functions",
                                        "-fno-inline-small-functions",
                                        "-fno-inline-functions-called-once",
                                        "-fno-partial-inlining",
                                        "-fno-ipa-icf",
                                        "-fno-optimize-sibling-calls",
                                        "-fno-crossjumping",
                                        "-fno-tree-tail-merge"};
static const char *const whole_clang[] = {"-finline-hint-functions",
                                          "-fno-optimize-sibling-calls"};

enum { MOST_WHOLE = sizeof whole_gcc / sizeof *whole_gcc };

struct attempt {
    arena *keep;
    const struct wrap_command *command;
    const char *include;
    bool without[N_SHIMS];
    bool whole;
    const char *said; /* by the compiler, where it was not shown */
};

static size_t
add_whole(const char **v, size_t n, const char *compiler)
{
    const char *slash = strrchr(compiler, '/');
    bool clang = strstr(slash == NULL ? compiler : slash, "clang") != NULL;
    size_t last = clang ? sizeof whole_clang / sizeof *whole_clang
                        : MOST_WHOLE;
    for (size_t i = 0; i < last; i++)
        v[n++] = clang ? whole_clang[i] : whole_gcc[i];
    return n;
}

static const char *const *
argv_of(const struct attempt *a)
{
    const struct wrap_command *c = a->command;
    const char **v = ARENA_ARRAY(a->keep, const char *,
                                 c->n_args + 4 + N_SHIMS + MOST_WHOLE);
    size_t n = 0;
    v[n++] = c->args[0];
    v[n++] = "-g";
    v[n++] = "-I";
    v[n++] = a->include;
    if (a->whole)
        n = add_whole(v, n, c->args[0]);
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
    struct attempt a = {
        .keep = keep, .command = c, .include = include, .whole = true};
    bool left_out = false;
    for (int rung = 0; rung < 3; rung++) {
        *code = run(&a, argv_of(&a));
        if (*code == 0) {
            fputs(a.said, stderr);
            if (left_out)
                fprintf(stderr,
                        "refaudit cc: %s: some references are not counted\n",
                        c->sources[0]);
            return true;
        }
        bool more = leave_out(&a);
        left_out |= more;
        if (!more && !a.whole)
            break;
        a.whole &= more; /* perhaps it knows none of these options */
    }
    fprintf(stderr, "refaudit cc: %s: compiled as it is\n", c->sources[0]);
    return false;
}

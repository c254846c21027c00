#include "experiment.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "extension.h"
#include "session.h"

extern char **environ;

/* ---- where the runtime is ----------------------------------------------- */

const char *
experiment_runtime(arena *keep, const struct options *o)
{
    char exe[PATH_MAX] = "";
    if (o->runtime != NULL)
        return realpath(o->runtime, exe) == NULL ? NULL
                                                 : arena_strdup(keep, exe);
    if (readlink("/proc/self/exe", exe, sizeof exe - 1) < 0)
        return NULL;
    *strrchr(exe, '/') = '\0';
    const char *places[] = {"runtime", "../lib/refaudit/runtime"};
    for (size_t i = 0; i < 2; i++) {
        const char *dir = arena_printf(keep, "%s/%s", exe, places[i]);
        if (access(arena_printf(keep, "%s/_refrt.so", dir), R_OK) == 0)
            return dir;
    }
    return NULL;
}

/* ---- running ------------------------------------------------------------ */

static void
set_environment(const struct experiment *e, const char *plan)
{
    const char *old = getenv("PYTHONPATH");
    bool any = old != NULL && *old != '\0';
    setenv("PYTHONPATH",
           arena_printf(e->keep, "%s%s%s", e->runtime, any ? ":" : "",
                        any ? old : ""),
           1);
    setenv("REFAUDIT_PLAN", plan, 1);
    setenv("PYTHONHASHSEED", "0", 0); /* both runs go the same way */
}

static int
wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* -1 with errno set when the command cannot be started. */
static int
run_command(const struct experiment *e, const char *plan, const char *output)
{
    pid_t pid = fork();
    if (pid == 0) {
        int fd = output == NULL ? -1 : open(output, O_WRONLY | O_CREAT, 0666);
        if (fd >= 0) {
            dup2(fd, 1);
            dup2(fd, 2);
        }
        signal(SIGPIPE, SIG_DFL);
        signal(SIGXFSZ, SIG_DFL);
        set_environment(e, plan);
        struct strings argv = *e->command;
        VEC_PUSH(e->keep, &argv, NULL);
        execvp(argv.v[0], (char *const *)argv.v);
        fprintf(stderr, "refaudit: cannot run %s: %s\n", argv.v[0],
                strerror(errno));
        _exit(127);
    }
    if (pid < 0)
        return -1;
    /* Ctrl-C is for the command; it ends us when it ends that. */
    void (*old)(int) = signal(SIGINT, SIG_IGN);
    int code = wait_for(pid);
    signal(SIGINT, old);
    return code;
}

/* Processor time of what has ended. */
static double
work(void)
{
    struct rusage u = {0};
    getrusage(RUSAGE_CHILDREN, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
           (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

static double
now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool
write_plan(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    return f != NULL && fputs(text, f) >= 0 && fclose(f) == 0;
}

void
experiment_plan(const struct experiment *e, struct plan *p)
{
    p->facts = &e->facts;
    p->objects = e->objects.v;
    p->n_objects = e->objects.n;
    p->trees = e->trees.v;
    p->n_trees = e->trees.n;
    p->limit = (unsigned)e->o->limit;
    p->jobs = (unsigned)e->o->jobs;
    p->budget = p->replay ? p->budget : (unsigned)e->o->budget;
}

/* An empty one, and a clock that stands at nought. */
static const char *
log_make(const struct experiment *e, const char *name)
{
    const char *log = arena_printf(e->keep, "%s/%s.log", e->dir, name);
    unlink(log);
    unlink(arena_printf(e->keep, "%s.time", log));
    return log;
}

static int
run(struct experiment *e, struct plan *p, const char *name, const char *output,
    int *code, double *seconds)
{
    const char *plan = arena_printf(e->keep, "%s/%s.plan", e->dir, name);
    experiment_plan(e, p);
    if (!write_plan(plan, plan_text(e->keep, p)))
        return usage_error("cannot write %s: %s", plan, strerror(errno));
    double began = now();
    *code = run_command(e, plan, output);
    *seconds = now() - began;
    if (*code == 127)
        return EXIT_USAGE;
    return *code == 128 + SIGINT ? EXIT_INTERRUPTED : EXIT_CLEAN;
}

/* ---- recording ---------------------------------------------------------- */

/* The version that ran is what the contracts have to fit, not the guess. */
static void
set_version(struct experiment *e)
{
    for (size_t i = 0; i < e->recorded.starts.n; i++) {
        struct version v;
        if (sscanf(e->recorded.starts.v[i].python, "%d.%d", &v.major,
                   &v.minor) == 2)
            e->facts.version = v;
    }
}

static int
explain_nothing(const struct experiment *e)
{
    for (size_t i = 0; i < e->recorded.unsupported.n; i++)
        fprintf(stderr, "refaudit: nothing was watched: %s\n",
                e->recorded.unsupported.v[i]);
    if (e->recorded.unsupported.n > 0)
        return EXIT_INCOMPLETE;
    if (e->recorded.starts.n == 0)
        fprintf(stderr, "refaudit: the command started no Python that loads "
                        "sitecustomize (is it run with -S, -I or -E, or "
                        "does it drop PYTHONPATH?)\n");
    else if (e->recorded.objects.n == 0)
        fprintf(stderr, "refaudit: the command did not load the extension; "
                        "was it run where the built one is found?\n");
    else
        return EXIT_CLEAN;
    return EXIT_INCOMPLETE;
}

int
experiment_record(struct experiment *e)
{
    struct plan p = {.replay = false, .log = log_make(e, "record")};
    double before = work();
    int code = run(e, &p, "record", NULL, &e->exit_code, &e->seconds);
    e->work = work() - before;
    if (code != EXIT_CLEAN)
        return code;
    log_read(e->keep, p.log, &e->recorded);
    set_version(e);
    e->recording = recording_make(e->keep, &e->recorded, &e->facts);
    return explain_nothing(e);
}

int
experiment_replay(struct experiment *e, const struct trial *const *trials,
                  size_t n, unsigned share, bool owners)
{
    const char *name = arena_printf(e->keep, "replay%u", ++e->replays);
    unsigned budget = (unsigned)e->o->budget * share / 100;
    struct plan p = {
        .replay = true,
        .trials = trials,
        .n_trials = n,
        .owners = owners,
        .budget = budget == 0 && e->o->budget > 0 ? 1 : budget,
        .log = e->replays == 1
                   ? log_make(e, "replay")
                   : arena_printf(e->keep, "%s/replay.log", e->dir)};
    const char *output = e->o->verbose > 0 ? NULL
                                           : arena_printf(e->keep, "%s/%s.out",
                                                          e->dir, name);
    double seconds = 0;
    int code = run(e, &p, name, output, &e->second_exit_code, &seconds);
    e->second_seconds += seconds;
    if (code == EXIT_CLEAN)
        log_read(e->keep, p.log, &e->replayed);
    return code;
}

/* The runs keep their clock beside the log (instrument/budget.c). */
bool
experiment_has_time(const struct experiment *e, unsigned share)
{
    uint64_t ms = 0;
    const char *path = arena_printf(e->keep, "%s/replay.log.time", e->dir);
    FILE *f = e->o->budget == 0 ? NULL : fopen(path, "rb");
    if (f == NULL)
        return true;
    bool read = fread(&ms, sizeof ms, 1, f) == 1;
    fclose(f);
    return !read || ms / 10 < (uint64_t)e->o->budget * share;
}

/* ---- opening ------------------------------------------------------------ */

static struct strings
absolute(arena *keep, const struct strings *paths)
{
    struct strings out = {0};
    for (size_t i = 0; i < paths->n; i++) {
        char full[PATH_MAX];
        if (realpath(paths->v[i], full) != NULL)
            VEC_PUSH(keep, &out, arena_strdup(keep, full));
        else
            VEC_PUSH(keep, &out, paths->v[i]);
    }
    return out;
}

static int
find_objects(struct experiment *e, const struct interpreter *python,
             const struct strings *files)
{
    e->objects = absolute(e->keep, &e->o->objects);
    e->trees = absolute(e->keep, &e->o->trees);
    if (e->objects.n + e->trees.n > 0)
        return EXIT_CLEAN;
    if (files->n == 0) {
        fprintf(stderr, "refaudit: nothing was analysed here; name the "
                        "extension with --object or --tree\n");
        return EXIT_USAGE;
    }
    struct strings dirs = extension_dirs(e->keep, python, e->command);
    e->objects = extensions_find(e->keep, &dirs, files);
    if (e->objects.n > 0)
        return EXIT_CLEAN;
    fprintf(stderr,
            "refaudit: no extension with debug information of %s%s was "
            "found here or on the path of %s. Build it with -g, or name it "
            "with --object.\n",
            files->n > 0 ? files->v[0] : "the analysed files",
            files->n > 1 ? " or the others" : "", python->exe);
    return EXIT_INCOMPLETE;
}

static int
make_place(struct experiment *e)
{
    const char *error;
    if (e->o->keep_logs == NULL) {
        if (!scratch_make(e->keep, &e->scratch, &error))
            return usage_error("%s", error);
        e->dir = e->scratch.path;
        return EXIT_CLEAN;
    }
    char full[PATH_MAX];
    if (mkdir(e->o->keep_logs, 0777) != 0 && errno != EEXIST)
        return usage_error("cannot make %s: %s", e->o->keep_logs,
                           strerror(errno));
    if (realpath(e->o->keep_logs, full) == NULL)
        return usage_error("%s: %s", e->o->keep_logs, strerror(errno));
    e->dir = arena_strdup(e->keep, full);
    return EXIT_CLEAN;
}

int
experiment_open(struct experiment *e, const struct options *o,
                const struct strings *files)
{
    *e = (struct experiment){.keep = o->keep, .o = o, .command = &o->args};
    e->runtime = experiment_runtime(e->keep, o);
    if (e->runtime == NULL)
        return usage_error("the companion runtime (runtime/_refrt.so) is "
                           "not where refaudit is");
    struct interpreter python = interpreter_of(e->keep, e->command);
    e->facts.version = (struct version){python.major, python.minor};
    struct session s = {.keep = e->keep, .o = o};
    int code = session_read_models(&s);
    if (code != EXIT_CLEAN)
        return code;
    e->syms = symtab_new(e->keep);
    e->facts.syms = e->syms;
    e->facts.model = session_model(&s, e->keep, e->syms);
    code = find_objects(e, &python, files);
    return code == EXIT_CLEAN ? make_place(e) : code;
}

void
experiment_close(struct experiment *e)
{
    if (e->recording != NULL)
        recording_close(e->recording);
    if (e->scratch.path != NULL)
        scratch_remove(&e->scratch);
}

const char *
experiment_course(const struct experiment *e)
{
    const char *first = arena_printf(
        e->keep, "the command ended with exit code %d in %.1f s", e->exit_code,
        e->seconds);
    if (e->replays == 0)
        return first;
    if (e->replays == 1)
        return arena_printf(e->keep, "%s, the second time with %d in %.1f s",
                            first, e->second_exit_code, e->second_seconds);
    return arena_printf(e->keep, "%s, %u times more with %d at last in %.1f s",
                        first, e->replays, e->second_exit_code,
                        e->second_seconds);
}

void
experiment_left_out(const struct experiment *e, size_t planned)
{
    size_t n = 0;
    for (size_t i = 0; i < e->replayed.trials.n; i++)
        n += log_trial_late(&e->replayed.trials.v[i]);
    if (n > 0)
        fprintf(stderr,
                "  %zu of %zu trials were left out: their share of the %d s "
                "of --budget is used up\n",
                n, planned, e->o->budget);
}

const char *
experiment_python(const struct experiment *e)
{
    return e->recorded.starts.n > 0 ? e->recorded.starts.v[0].python : "?";
}

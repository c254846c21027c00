#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct pool_reply {
    int words, tasks;
    bool done; /* the task at hand has its result */
};

struct worker {
    const struct pool *p;
    struct pool_reply reply;
    int log; /* what earlier tasks said does not matter any more */
};

/* ---- talking ----------------------------------------------------------- */

static void
write_all(int fd, const void *bytes, size_t n)
{
    const char *at = bytes;
    while (n > 0) {
        ssize_t written = write(fd, at, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            _exit(EXIT_INTERNAL); /* nobody listens any more */
        at += written;
        n -= (size_t)written;
    }
}

void
pool_note(struct pool_reply *r, const void *bytes, size_t n)
{
    assert(!r->done);
    struct frame head = {.n = n};
    write_all(r->words, &head, sizeof head);
    write_all(r->words, bytes, n);
}

void
pool_done(struct pool_reply *r, const void *bytes, size_t n)
{
    assert(!r->done);
    r->done = true;
    struct frame head = {.n = n, .last = 1};
    write_all(r->words, &head, sizeof head);
    write_all(r->words, bytes, n);
}

bool
pool_stop_asked(struct pool_reply *r)
{
    struct pollfd fd = {.fd = r->tasks, .events = POLLIN};
    return poll(&fd, 1, 0) > 0 && (fd.revents & POLLHUP);
}

/* ---- the process ------------------------------------------------------- */

static void *
take_tasks(void *data)
{
    struct worker *w = data;
    void *state = w->p->start != NULL ? w->p->start(w->p->data) : w->p->data;
    size_t task;
    while (read(w->reply.tasks, &task, sizeof task) == (ssize_t)sizeof task) {
        w->reply.done = false;
        if (w->log >= 0 && ftruncate(w->log, 0) == 0)
            lseek(w->log, 0, SEEK_SET);
        w->p->work(state, task, &w->reply);
        assert(w->reply.done);
    }
    return NULL;
}

#ifdef __SANITIZE_ADDRESS__
#define SANITIZED 1
#else
#define SANITIZED 0
#endif

/* A runaway worker must hit its own limit before the machine's. */
static void
limit_memory(void)
{
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    struct rlimit limit;
    if (SANITIZED || pages <= 0 || getrlimit(RLIMIT_AS, &limit) != 0)
        return;
    rlim_t most = (rlim_t)pages * (rlim_t)size / 4 * 3 + ((rlim_t)2 << 30);
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > most) {
        limit.rlim_cur = most;
        setrlimit(RLIMIT_AS, &limit);
    }
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd >= 0) {
        ssize_t n = write(fd, "900", 3);
        (void)n;
        close(fd);
    }
}

/* Memory that one function or unit gave back serves the next: to get it anew
 * from the kernel, zeroed, costs more than most functions. */
static void
hold_memory(void)
{
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
}

static void
run_on_big_stack(struct worker *w)
{
    pthread_t thread;
    pthread_attr_t attr;
    for (size_t size = (size_t)1 << 30; size >= (size_t)8 << 20; size /= 2) {
        pthread_attr_init(&attr);
        if (pthread_attr_setstacksize(&attr, size) == 0 &&
            pthread_create(&thread, &attr, take_tasks, w) == 0) {
            pthread_join(thread, NULL);
            return;
        }
        pthread_attr_destroy(&attr);
    }
    take_tasks(w);
}

_Noreturn void
worker_main(const struct pool *p, int tasks, int words, int log)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    struct rlimit no_core = {0, 0};
    setrlimit(RLIMIT_CORE, &no_core);
    signal(SIGPIPE, SIG_DFL);
    limit_memory();
    hold_memory();
    /* libclang would parse on a small stack of its own otherwise. */
    setenv("LIBCLANG_NOTHREADS", "1", 1);
    setenv("LLVM_DISABLE_SYMBOLIZATION", "1", 1);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0)
        dup2(null, STDIN_FILENO);
    if (log >= 0)
        dup2(log, STDERR_FILENO);
    struct worker w = {
        .p = p, .reply = {.words = words, .tasks = tasks}, .log = log};
    run_on_big_stack(&w);
    fflush(NULL);
    _exit(0);
}

/* ---- afterwards -------------------------------------------------------- */

int
worker_log_new(void)
{
    return memfd_create("refaudit-log", MFD_CLOEXEC);
}

/* The last line that says what went wrong: ours, or a failed assertion. */
static const char *
last_words(arena *keep, int log)
{
    char buffer[16384];
    off_t size = log < 0 ? 0 : lseek(log, 0, SEEK_END);
    off_t from = size > (off_t)sizeof buffer - 1
                     ? size - (off_t)sizeof buffer + 1
                     : 0;
    ssize_t n = size <= 0 ? 0 : pread(log, buffer, sizeof buffer - 1, from);
    if (n <= 0)
        return NULL;
    buffer[n] = '\0';
    const char *best = NULL;
    for (char *line = strtok(buffer, "\n"); line; line = strtok(NULL, "\n")) {
        const char *assertion = strstr(line, ": Assertion ");
        if (str_starts(line, "refaudit: "))
            best = line + strlen("refaudit: ");
        else if (assertion != NULL || strstr(line, "LLVM ERROR: ") ||
                 strstr(line, "runtime error: ") ||
                 strstr(line, "ERROR: AddressSanitizer"))
            best = line;
    }
    return best == NULL ? NULL : arena_strdup(keep, best);
}

const char *
worker_epitaph(arena *keep, int status, int log)
{
    const char *words = last_words(keep, log);
    const char *end = "it ended early";
    if (WIFSIGNALED(status)) {
        const char *name = strsignal(WTERMSIG(status));
        end = WTERMSIG(status) == SIGKILL
                  ? "it was killed, most likely for lack of memory"
                  : arena_printf(keep, "it crashed (%s)",
                                 name == NULL ? "unknown signal" : name);
    }
    return words == NULL ? end : arena_printf(keep, "%s: %s", end, words);
}

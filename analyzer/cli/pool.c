#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "worker.h"

#define TICK_MS 100

/* A machine may have other things to do, so processor time counts; but a
 * worker that waits for something uses none, and gets so many times as long
 * by the clock. */
#define IDLE_FACTOR 5

/* One worker and what it is at. */
struct slot {
    pid_t pid; /* 0: no process */
    int tasks; /* we write task numbers */
    int words; /* we read frames */
    int log;   /* its stderr, or -1 */
    size_t task;
    bool busy;
    double deadline; /* not before this by the clock, */
    double spent;    /* and so much processor time was used at the start */
    char *in;        /* frames that are not complete yet */
    size_t n, cap;
};

struct run {
    const struct pool *p;
    struct slot *slots;
    unsigned n_slots;
    size_t next, n_tasks, finished;
    unsigned interrupts;
    double killed_at; /* after an interrupt: whoever is still at work */
};

double
seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

unsigned
pool_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n < 1 ? 1 : (unsigned)n;
}

int
pool_signals(void)
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

void
pool_signals_end(int signals)
{
    if (signals < 0)
        return;
    close(signals);
    sigset_t set;
    sigemptyset(&set);
    sigprocmask(SIG_SETMASK, &set, NULL);
}

/* ---- starting and ending workers --------------------------------------- */

static void
close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void
slot_start(struct run *r, struct slot *s)
{
    int tasks[2], words[2];
    if (pipe2(tasks, O_CLOEXEC) != 0 || pipe2(words, O_CLOEXEC) != 0)
        die("cannot make a pipe: %s", strerror(errno));
    s->log = r->p->echo ? -1 : worker_log_new();
    fflush(NULL);
    s->pid = fork();
    if (s->pid < 0)
        die("cannot start a worker process: %s", strerror(errno));
    if (s->pid == 0) {
        for (unsigned i = 0; i < r->n_slots; i++)
            if (&r->slots[i] != s && r->slots[i].pid != 0) {
                close(r->slots[i].tasks);
                close(r->slots[i].words);
            }
        close(tasks[1]);
        close(words[0]);
        worker_main(r->p, tasks[0], words[1], s->log);
    }
    close(tasks[0]);
    close(words[1]);
    s->tasks = tasks[1];
    s->words = words[0];
    fcntl(s->words, F_SETFL, O_NONBLOCK);
    s->n = 0;
}

/* Reaps the process; its wait status. */
static int
slot_end(struct slot *s, bool kill_it)
{
    int status = 0;
    if (s->pid == 0)
        return 0;
    if (kill_it)
        kill(s->pid, SIGKILL);
    close_fd(&s->tasks);
    close_fd(&s->words);
    while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    s->pid = 0;
    s->busy = false;
    return status;
}

/* ---- handing out tasks ------------------------------------------------- */

static double
slot_spent(const struct slot *s)
{
    clockid_t clock;
    struct timespec t;
    if (clock_getcpuclockid(s->pid, &clock) != 0 ||
        clock_gettime(clock, &t) != 0)
        return 0;
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
slot_rest(const struct run *r, struct slot *s)
{
    s->deadline = seconds_now() + r->p->timeout;
    s->spent = slot_spent(s);
}

static bool
slot_overdue(const struct run *r, const struct slot *s, double now)
{
    if (!s->busy || now <= s->deadline)
        return false;
    return slot_spent(s) - s->spent >= r->p->timeout ||
           now > s->deadline + (IDLE_FACTOR - 1) * (double)r->p->timeout;
}

static void
slot_feed(struct run *r, struct slot *s)
{
    if (s->pid == 0)
        slot_start(r, s);
    s->task = r->next++;
    s->busy = true;
    slot_rest(r, s);
    if (r->p->tick != NULL)
        r->p->tick(r->p->data, s->task);
    /* A worker that is gone shows as the end of its words. */
    ssize_t n = write(s->tasks, &s->task, sizeof s->task);
    (void)n;
}

static void
slot_lost(struct run *r, struct slot *s, enum pool_loss how)
{
    arena *keep = arena_new();
    bool was_busy = s->busy;
    int status = slot_end(s, how == LOST_TIMEOUT);
    const char *why = how == LOST_TIMEOUT
                          ? arena_printf(keep, "no end after %u seconds",
                                         r->p->timeout)
                          : worker_epitaph(keep, status, s->log);
    close_fd(&s->log);
    if (was_busy) {
        r->finished++;
        r->p->lost(r->p->data, s->task, how, why);
    }
    arena_free(keep);
}

/* ---- listening --------------------------------------------------------- */

/* Takes complete frames off the front of s->in. */
static void
slot_frames(struct run *r, struct slot *s)
{
    size_t at = 0;
    struct frame head;
    while (s->n - at >= sizeof head) {
        memcpy(&head, s->in + at, sizeof head);
        if (s->n - at - sizeof head < head.n)
            break;
        const char *bytes = s->in + at + sizeof head;
        at += sizeof head + head.n;
        if (head.last) {
            s->busy = false;
            r->finished++;
            r->p->done(r->p->data, s->task, bytes, head.n);
            continue;
        }
        if (r->p->note != NULL)
            r->p->note(r->p->data, s->task, bytes, head.n);
        slot_rest(r, s);
    }
    memmove(s->in, s->in + at, s->n - at);
    s->n -= at;
}

static void
slot_read(struct run *r, struct slot *s)
{
    for (;;) {
        if (s->cap - s->n < 65536) {
            s->cap = s->cap * 2 + 65536;
            s->in = realloc(s->in, s->cap);
            if (s->in == NULL)
                die("out of memory");
        }
        ssize_t n = read(s->words, s->in + s->n, s->cap - s->n);
        if (n > 0) {
            s->n += (size_t)n;
            continue;
        }
        if (n < 0 && errno == EINTR)
            continue;
        slot_frames(r, s);
        if (n == 0 || errno != EAGAIN)
            slot_lost(r, s, LOST_CRASH);
        return;
    }
}

static bool
wants_to_stop(const struct run *r)
{
    return r->interrupts > 0;
}

static void
kill_all(struct run *r)
{
    for (unsigned i = 0; i < r->n_slots; i++)
        slot_end(&r->slots[i], true);
}

static void
take_signal(struct run *r)
{
    struct signalfd_siginfo info;
    while (read(r->p->signals, &info, sizeof info) == (ssize_t)sizeof info)
        r->interrupts++;
    if (r->interrupts > 1 || r->p->patience == 0)
        kill_all(r);
    r->killed_at = seconds_now() + r->p->patience;
    for (unsigned i = 0; i < r->n_slots; i++)
        if (r->slots[i].pid != 0)
            close_fd(&r->slots[i].tasks);
}

static void
check_clocks(struct run *r)
{
    double now = seconds_now();
    if (wants_to_stop(r) && now > r->killed_at)
        kill_all(r);
    if (r->p->timeout == 0)
        return;
    for (unsigned i = 0; i < r->n_slots; i++)
        if (slot_overdue(r, &r->slots[i], now))
            slot_lost(r, &r->slots[i], LOST_TIMEOUT);
}

static void
listen_once(struct run *r, struct pollfd *fds)
{
    for (unsigned i = 0; i < r->n_slots; i++)
        fds[i] = (struct pollfd){.fd = r->slots[i].pid != 0 ? r->slots[i].words
                                                            : -1,
                                 .events = POLLIN};
    fds[r->n_slots] = (struct pollfd){.fd = r->p->signals, .events = POLLIN};
    if (poll(fds, r->n_slots + 1, TICK_MS) > 0) {
        for (unsigned i = 0; i < r->n_slots; i++)
            if (fds[i].revents != 0 && r->slots[i].pid != 0)
                slot_read(r, &r->slots[i]);
        if (fds[r->n_slots].revents != 0)
            take_signal(r);
    }
    check_clocks(r);
    if (r->p->tick != NULL)
        r->p->tick(r->p->data, SIZE_MAX);
}

static bool
anybody_busy(const struct run *r)
{
    for (unsigned i = 0; i < r->n_slots; i++)
        if (r->slots[i].busy)
            return true;
    return false;
}

bool
pool_run(const struct pool *p, size_t n_tasks)
{
    assert(p->jobs > 0);
    struct run r = {.p = p, .n_tasks = n_tasks};
    r.n_slots = p->jobs < n_tasks ? p->jobs : (unsigned)n_tasks;
    if (n_tasks == 0)
        return true;
    r.slots = calloc(r.n_slots, sizeof *r.slots);
    struct pollfd *fds = calloc(r.n_slots + 1, sizeof *fds);
    if (r.slots == NULL || fds == NULL)
        die("out of memory");
    for (unsigned i = 0; i < r.n_slots; i++)
        r.slots[i].tasks = r.slots[i].words = r.slots[i].log = -1;
    do {
        for (unsigned i = 0; i < r.n_slots && !wants_to_stop(&r); i++)
            if (!r.slots[i].busy && r.next < n_tasks)
                slot_feed(&r, &r.slots[i]);
        listen_once(&r, fds);
    } while (anybody_busy(&r) || (r.next < n_tasks && !wants_to_stop(&r)));
    for (unsigned i = 0; i < r.n_slots; i++) {
        slot_end(&r.slots[i], true);
        close_fd(&r.slots[i].log);
        free(r.slots[i].in);
    }
    free(r.slots);
    free(fds);
    assert(wants_to_stop(&r) || r.finished == n_tasks);
    return !wants_to_stop(&r);
}

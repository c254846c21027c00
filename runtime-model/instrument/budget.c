/* The time that all experiments of a run may take together.
 *
 * What counts is the processor's time, so that a machine with other work to
 * do tries as much as an idle one; but one that has hardly any left for us
 * must come to an end, too.  Each call that has trials gets its share of what
 * is left, so that early ones do not use up what late ones need; what a call
 * leaves over goes to those that follow.  Processes of one run share the clock
 * by a file beside the log. */
#include "rt.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

/* A wait counts so many times less than work. */
#define PATIENCE 4

/* Most calls are quick: so many times its share a call may take. */
#define GENEROSITY 4
#define LEAST_MS 5000

static uint64_t *spent; /* milliseconds; shared */
static size_t seen;     /* trials of the plan that this process met */

static void *
file_shared(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    void *p = MAP_FAILED;
    if (fd >= 0 && ftruncate(fd, 4096) == 0)
        p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd >= 0)
        close(fd);
    return p == MAP_FAILED ? NULL : p;
}

void
budget_begin(void)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s.time", plan.log);
    if (plan.budget > 0 && n > 0 && (size_t)n < sizeof path)
        spent = file_shared(path);
}

static uint64_t
usage_ms(int who)
{
    struct rusage u = {0};
    getrusage(who, &u);
    return (uint64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000 +
           (uint64_t)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1000;
}

struct effort
effort_begin(void)
{
    return (struct effort){.wall = clock_ms(),
                           .work = usage_ms(RUSAGE_SELF) +
                                   usage_ms(RUSAGE_CHILDREN)};
}

uint64_t
effort_ms(const struct effort *began)
{
    struct effort now = effort_begin();
    uint64_t work = (now.work - began->work) / plan.jobs;
    uint64_t wait = (now.wall - began->wall) / PATIENCE;
    return work > wait ? work : wait;
}

uint64_t
budget_share(size_t trials)
{
    uint64_t all = (uint64_t)plan.budget * 1000;
    if (spent == NULL)
        return UINT64_MAX;
    uint64_t used = __atomic_load_n(spent, __ATOMIC_RELAXED);
    if (used >= all)
        return 0;
    size_t left = plan.n_trials > seen + trials ? plan.n_trials - seen
                                                : trials;
    uint64_t share = (all - used) * trials * GENEROSITY / left;
    share = share < LEAST_MS ? LEAST_MS : share;
    return share < all - used ? share : all - used;
}

void
budget_spend(size_t trials, uint64_t ms)
{
    seen += trials;
    if (spent != NULL)
        __atomic_fetch_add(spent, ms, __ATOMIC_RELAXED);
}

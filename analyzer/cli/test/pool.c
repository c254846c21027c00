/* Workers that crash, hang, talk and end: each costs its own task only. */
#include <setjmp.h>
#include <stdarg.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "pool.h"

#define N 40

enum trick {
    WELL,
    CRASH,
    ABORT,
    HANG,
    WAIT,
    NAP,
    DIE,
    LEAVE,
    DEEP,
    TALK,
    BIG
};

struct seen {
    enum trick tricks[N];
    int done[N], lost[N], notes[N];
    enum pool_loss how[N];
    char why[N][200];
    size_t bytes[N];
    pid_t worker[N];
};

static volatile int talked;

static int
fall(int n)
{
    volatile char room[4096];
    room[0] = (char)n;
    return n == 0 ? room[0] : fall(n - 1) + room[0];
}

static void
talk(struct pool_reply *reply)
{
    for (int i = 0; i < 5; i++) {
        usleep(400000);
        pool_note(reply, "still here", 10);
    }
}

static void
work(void *data, size_t task, struct pool_reply *reply)
{
    struct seen *s = data;
    pid_t self = getpid();
    char *big;
    signal(SIGSEGV, SIG_DFL); /* cmocka catches them */
    signal(SIGABRT, SIG_DFL);
    switch (s->tricks[task]) {
    case CRASH:
        raise(SIGSEGV);
        break;
    case ABORT:
        assert(task == SIZE_MAX);
        break;
    case HANG:
        for (;;)
            talked = 1;
    case WAIT:
        for (;;)
            pause();
    case NAP:
        usleep(2000000);
        break;
    case DIE:
        die("no room for task %zu", task);
    case LEAVE:
        _exit(0);
    case DEEP: /* 400 MB of stack */
        fall(100000);
        break;
    case TALK:
        talk(reply);
        break;
    case BIG:
        big = calloc(1, 5000000);
        pool_done(reply, big, 5000000);
        free(big);
        return;
    case WELL:
        break;
    }
    pool_done(reply, &self, sizeof self);
}

static void
on_note(void *data, size_t task, const void *bytes, size_t n)
{
    struct seen *s = data;
    assert_int_equal(n, 10);
    assert_memory_equal(bytes, "still here", 10);
    s->notes[task]++;
}

static void
on_done(void *data, size_t task, const void *bytes, size_t n)
{
    struct seen *s = data;
    s->done[task]++;
    s->bytes[task] = n;
    if (n == sizeof s->worker[task])
        memcpy(&s->worker[task], bytes, n);
}

static void
on_lost(void *data, size_t task, enum pool_loss how, const char *why)
{
    struct seen *s = data;
    s->lost[task]++;
    s->how[task] = how;
    snprintf(s->why[task], sizeof s->why[task], "%s", why);
}

static struct pool
make_pool(struct seen *s, unsigned jobs)
{
    return (struct pool){.jobs = jobs,
                         .timeout = 1,
                         .signals = -1,
                         .data = s,
                         .work = work,
                         .note = on_note,
                         .done = on_done,
                         .lost = on_lost};
}

static void
test_each_trick_costs_one_task(void **state)
{
    (void)state;
    static const enum trick bad[] = {CRASH, ABORT, HANG, DIE, LEAVE};
    for (unsigned jobs = 1; jobs <= 4; jobs += 3) {
        struct seen s = {0};
        for (size_t i = 0; i < 5; i++)
            s.tricks[i * 7 + 1] = bad[i];
        struct pool p = make_pool(&s, jobs);
        assert_true(pool_run(&p, N));
        for (size_t i = 0; i < N; i++) {
            assert_int_equal(s.lost[i], s.tricks[i] != WELL);
            assert_int_equal(s.done[i], s.tricks[i] == WELL);
        }
        assert_non_null(strstr(s.why[1], "Segmentation fault"));
        assert_non_null(strstr(s.why[8], "Assertion"));
        assert_int_equal(s.how[15], LOST_TIMEOUT);
        assert_non_null(strstr(s.why[15], "1 second"));
        assert_non_null(strstr(s.why[22], "no room for task 22"));
        assert_int_equal(s.how[29], LOST_CRASH);
    }
}

/* As on a machine that has other things to do. */
static void
test_processor_time_counts(void **state)
{
    (void)state;
    struct seen s = {.tricks = {NAP, WAIT}};
    struct pool p = make_pool(&s, 2);
    assert_true(pool_run(&p, 2));
    assert_int_equal(s.done[0], 1);
    assert_int_equal(s.lost[1], 1);
    assert_int_equal(s.how[1], LOST_TIMEOUT);
}

static void
test_workers_are_kept(void **state)
{
    (void)state;
    struct seen s = {0};
    struct pool p = make_pool(&s, 1);
    assert_true(pool_run(&p, N));
    for (size_t i = 1; i < N; i++)
        assert_int_equal(s.worker[i], s.worker[0]);
    assert_int_not_equal(s.worker[0], getpid());
}

static void
test_stack_is_big(void **state)
{
    (void)state;
    struct seen s = {.tricks = {DEEP}};
    struct pool p = make_pool(&s, 1);
    p.timeout = 20;
    assert_true(pool_run(&p, 1));
    assert_int_equal(s.done[0], 1);
}

static void
test_notes_restart_the_clock(void **state)
{
    (void)state;
    struct seen s = {.tricks = {TALK}};
    struct pool p = make_pool(&s, 1);
    assert_true(pool_run(&p, 1));
    assert_int_equal(s.notes[0], 5);
    assert_int_equal(s.done[0], 1);
}

static void
test_big_results_arrive_whole(void **state)
{
    (void)state;
    struct seen s = {.tricks = {BIG, WELL, BIG}};
    struct pool p = make_pool(&s, 2);
    p.timeout = 20;
    assert_true(pool_run(&p, 3));
    assert_int_equal(s.bytes[0], 5000000);
    assert_int_equal(s.bytes[2], 5000000);
}

static void
interrupt(unsigned patience)
{
    struct seen s = {.tricks = {HANG, HANG}};
    struct pool p = make_pool(&s, 2);
    p.timeout = 0;
    p.patience = patience;
    p.signals = pool_signals();
    if (fork() == 0) {
        usleep(300000);
        kill(getppid(), SIGINT);
        _exit(0);
    }
    assert_false(pool_run(&p, N));
    pool_signals_end(p.signals);
    for (size_t i = 0; i < N; i++)
        assert_int_equal(s.done[i] + s.lost[i], 0);
}

static void
test_interrupt_ends_all_workers(void **state)
{
    (void)state;
    interrupt(0);
}

/* One Ctrl-C is enough, even where a worker is in an endless loop. */
static void
test_patience_ends(void **state)
{
    (void)state;
    interrupt(1);
}

int
main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_trick_costs_one_task),
        cmocka_unit_test(test_processor_time_counts),
        cmocka_unit_test(test_workers_are_kept),
        cmocka_unit_test(test_stack_is_big),
        cmocka_unit_test(test_notes_restart_the_clock),
        cmocka_unit_test(test_big_results_arrive_whole),
        cmocka_unit_test(test_interrupt_ends_all_workers),
        cmocka_unit_test(test_patience_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* How an experiment ends: with a verdict, by a signal, or out of time. */
#include "making.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#define STACK_SIZE ((size_t)1 << 17)
#define FREED_WORD UINT64_C(0x5d5d5d5d5d5d5d5d)

uint64_t
clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

uint64_t
work_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* ---- patience -----------------------------------------------------------
 *
 * A machine with other work to do may be slow without end, so that the time
 * which goes by says nothing: who waits for something that never comes does
 * no work meanwhile. */

#define LEAST_WORK 100 /* a hundredth of the time */
#define MOST_TURNS 20

static struct {
    unsigned seconds, turns;
    uint64_t work;
} patience;

static void
turn_begin(void)
{
    struct itimerval timer = {.it_value = {.tv_sec = patience.seconds}};
    patience.work = work_ms();
    setitimer(ITIMER_REAL, &timer, NULL);
}

void
patience_begin(unsigned seconds)
{
    patience.seconds = seconds;
    patience.turns = 0;
    turn_begin();
}

void
patience_end(void)
{
    struct itimerval none = {.it_value = {.tv_sec = 0}};
    setitimer(ITIMER_REAL, &none, NULL);
}

static bool
gets_on(void)
{
    uint64_t work = work_ms() - patience.work;
    return patience.turns++ < MOST_TURNS &&
           work >= (uint64_t)patience.seconds * 1000 / LEAST_WORK;
}

const char *
text_value(intptr_t value)
{
    if (x.hook->entry->result == 'o')
        return value == 0 ? "null" : "object";
    return text_number(
        (uint64_t)(x.hook->entry->result == 'i' ? (int)value : value));
}

_Noreturn void
crash_verdict(const char *verdict, const char *reason)
{
    const struct outcome *o = &x.last;
    log_record("trial", x.trial->id, verdict, reason, text_number(x.measured),
               text_number(x.faults), o == NULL ? "-" : o->exception,
               o == NULL ? "-" : text_value(o->value),
               text_number(clock_ms() - x.began), NULL);
    control->said[x.job] = true;
    _exit(0);
}

/* Non-canonical addresses trap without saying which; the registers do. */
static bool
registers_freed(const ucontext_t *u)
{
    for (int i = 0; i <= REG_R15; i++) {
        uint64_t r = (uint64_t)u->uc_mcontext.gregs[i];
        if (r - FREED_WORD + 4096 < 8192)
            return true;
    }
    return (uint64_t)u->uc_mcontext.gregs[REG_RAX] - FREED_WORD + 4096 < 8192;
}

static const char *
address_class(int number, const siginfo_t *info, const ucontext_t *u)
{
    if (number != SIGSEGV && number != SIGBUS)
        return "-";
    if (registers_freed(u))
        return "freed";
    if (info->si_code == SI_KERNEL)
        return "other";
    return (uintptr_t)info->si_addr < 65536 ? "null" : "other";
}

/* By the sites that it is from, and as an argument of the call, from 1. */
static void
freed_note(const struct block *b)
{
    control->freed[x.job][0] = b->site;
    control->freed[x.job][1] = b->given;
    control->freed[x.job][3] = making_number(b);
    for (size_t i = 0; i < sizeof x.now / sizeof *x.now; i++) {
        uintptr_t at = (uintptr_t)x.now[i];
        if (at >= b->address && at < b->address + b->size)
            control->freed[x.job][2] = i + 1;
    }
}

static void
freed_report(const struct block *b, uintptr_t ip)
{
    char end[MOST_LINKS * 48];
    snprintf(end, sizeof end, "%s", chain_text(b->end));
    control->rough[x.job] = !x.knows_lists && loaded_of(ip) == NULL &&
                            api_innermost() == 0;
    freed_note(b);
    log_record("uaf", x.trial->id, "fault", site_text(b->site),
               site_text(b->freed_by), site_text(api_innermost()),
               family_name(b->family), text_address(ip), site_text(b->given),
               chain_text(chain_here()), end, NULL);
    crash_verdict("found", "-");
}

/* A crash of the interpreter itself inside the call that we made fail says
 * nothing about the extension. */
static void
signal_take(int number, siginfo_t *info, void *context)
{
    const ucontext_t *u = context;
    uintptr_t ip = (uintptr_t)u->uc_mcontext.gregs[REG_RIP];
    struct block *b = NULL;
    if (number == SIGALRM && gets_on()) {
        turn_begin();
        return;
    }
    signal(number, SIG_DFL);
    if (owner_traces())
        owner_dies();
    if (x.ending)
        crash_verdict(x.found ? "found" : "clean", "-");
    if (number == SIGALRM || number == SIGXCPU) {
        control->timeouts++;
        crash_verdict("timeout", "-");
    }
    if (x.again && x.hook->entry->once)
        crash_verdict(x.found ? "found" : "refused", "the second call dies");
    steps_report();
    if (number == SIGSEGV && info->si_code != SI_KERNEL)
        b = arena_block_of((uintptr_t)info->si_addr);
    if (b != NULL && b->freed && !arena_own_goal(b->freed_by))
        freed_report(b, ip);
    if (arena_failing() && loaded_of(ip) == NULL)
        crash_verdict("refused", "the interpreter crashes in that call");
    if (!x.counting)
        crash_verdict(x.found ? "found" : "refused", "crashed between calls");
    /* What was gone may have been in such a list, full of NULL. */
    control->rough[x.job] = !x.knows_lists && control->n_listed > 0;
    uintptr_t site = api_innermost();
    log_record("crash", x.trial->id, text_number((uint64_t)number),
               text_address(ip), site_text(site == 0 ? x.last_site : site),
               text_hex((uintptr_t)info->si_addr),
               address_class(number, info, u), chain_text(chain_here()), NULL);
    crash_verdict("crash", strsignal(number));
}

void
crash_install(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS,  SIGFPE, SIGILL,
                                  SIGABRT, SIGALRM, SIGXCPU};
    stack_t stack = {.ss_sp = own_get(STACK_SIZE), .ss_size = STACK_SIZE};
    struct sigaction action = {.sa_sigaction = signal_take,
                               .sa_flags = SA_SIGINFO | SA_ONSTACK |
                                           SA_RESTART};
    sigset_t all;
    sigaltstack(&stack, NULL);
    sigemptyset(&all);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        sigaction(numbers[i], &action, NULL);
        sigaddset(&all, numbers[i]);
    }
    sigprocmask(SIG_UNBLOCK, &all, NULL);
}

/* Whoever handles the signal afterwards does so as without us. */
static void
signal_pass(int number, siginfo_t *info, void *context)
{
    const ucontext_t *u = context;
    const struct site *last = thread_self()->last;
    log_record("crash", "-", text_number((uint64_t)number),
               text_address((uintptr_t)u->uc_mcontext.gregs[REG_RIP]),
               last == NULL ? "-" : site_name(last),
               text_hex((uintptr_t)info->si_addr),
               address_class(number, info, u), NULL);
    if (!plan.replay)
        record_counts();
    if (info->si_code <= 0) /* sent, not met: it does not come again */
        raise(number);
}

void
crash_watch(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
    struct sigaction old,
        action = {.sa_sigaction = signal_pass,
                  .sa_flags = SA_SIGINFO | SA_ONSTACK | (int)SA_RESETHAND};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (sigaction(numbers[i], NULL, &old) == 0 &&
            (old.sa_flags & SA_SIGINFO) == 0 && old.sa_handler == SIG_DFL)
            sigaction(numbers[i], &action, NULL);
}

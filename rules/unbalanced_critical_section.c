/* Unbalanced critical section or lock
 *
 * A critical section is begun, with Py_BEGIN_CRITICAL_SECTION() or
 * PyCriticalSection_Begin(), or a PyMutex or a lock of PyThread_acquire_lock()
 * is taken, with pthread_mutex_lock() too, or Py_ReprEnter() or
 * Py_EnterRecursiveCall() called, and on this path the function is left before
 * it is ended: a return, goto or break out of the section.  Or what is
 * unlocked already is unlocked once more, or what is locked already is locked.
 *
 * Why it matters: the lock stays held.  The next thread that wants it waits
 * for ever.  A critical section that is left open has the list of sections of
 * this thread point into a stack frame that is gone; a build with the GIL
 * shows nothing of this: there the macros are empty.  After Py_ReprEnter() the
 * object prints as "..." for ever and is never freed; each
 * Py_EnterRecursiveCall() that is not left brings the thread nearer to a
 * RecursionError that has no reason.  A mutex or lock that the thread takes
 * while it has it makes it wait for itself.
 *
 * How to fix: set a variable inside the section and return after its end,
 * or unlock before each return.
 *
 * Helpers that do nothing but lock or unlock a mutex are followed.
 *
 * What it misses: helpers that lock on a condition, or two mutexes; a lock of
 * PyThread_allocate_lock() that some method or thread lets go of without
 * having taken it, which is an event rather than a lock.
 */
#include "rule.h"

static const struct {
    const char *kind, *noun, *ended, *call;
} locks[] = {
    {"critical", "the critical section", "ended", "Py_END_CRITICAL_SECTION()"},
    {"mutex", "the mutex", "unlocked", "the function that unlocks it"},
    {"held", "the lock", "released", "PyThread_release_lock()"},
    {"repr", "Py_ReprEnter() of", "undone", "Py_ReprLeave()"},
    {"recursion", "Py_EnterRecursiveCall()", "undone",
     "Py_LeaveRecursiveCall()"},
};

enum { N_LOCKS = sizeof locks / sizeof *locks, CRITICAL = 0, RECURSION = 4 };

static size_t
lock_index(const struct subject *s)
{
    size_t i = 0;
    while (i < N_LOCKS && !rule_kind_is(s->kind, locks[i].kind))
        i++;
    return i;
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (lock_index(s) == N_LOCKS)
        return VERDICT_NONE;
    if (e->kind == EVENT_RELOCK)
        return VERDICT_FOUND;
    if (e->kind == EVENT_RELEASE && (s->owned > 0 || !s->released))
        return VERDICT_CLEAN;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    size_t i = lock_index(&e->subject);
    text_add(out, locks[i].noun);
    if (i != CRITICAL && i != RECURSION && e->subject.name != NULL)
        text_printf(out, " '%s'", e->subject.name);
    if (e->kind == EVENT_RELOCK) {
        text_add(out, " is taken");
        if (e->op->callee != e->callee->name)
            text_printf(out, " by %s()", e->op->callee);
        text_add(out, " while it is held: the thread waits for itself");
        return;
    }
    text_printf(out, " is %s%s", e->kind == EVENT_LOST ? "not " : "",
                locks[i].ended);
    if (e->kind == EVENT_LOST)
        rule_add_cause(e, out);
    else
        text_add(out, " twice");
}

static void
fix(const struct event *e, struct text *out)
{
    size_t i = lock_index(&e->subject);
    if (e->kind == EVENT_RELOCK)
        text_add(out, "take it once, or let a function that expects it held "
                      "do the work");
    else if (e->kind == EVENT_RELEASE)
        text_printf(out, "let one %s only be reached", locks[i].call);
    else if (i == CRITICAL)
        text_printf(out, "leave the section by %s only", locks[i].call);
    else
        text_printf(out, "call %s on this path", locks[i].call);
}

RULE(unbalanced_critical_section) = {
    .id = "FTH001",
    .slug = "unbalanced-critical-section",
    .title = "Critical section or lock not left",
    .level = LEVEL_ERROR,
    .cwe = 667,
    .tags = "threads free-threading",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST | 1u << EVENT_RELEASE | 1u << EVENT_RELOCK,
    .judge = judge,
    .message = message,
    .fix = fix,
};

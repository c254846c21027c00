/* Unbalanced critical section or mutex
 *
 * A critical section is begun, with Py_BEGIN_CRITICAL_SECTION() or
 * PyCriticalSection_Begin(), or a PyMutex is locked, and on this path the
 * function is left before it is ended or unlocked: a return, goto or break
 * out of the section.
 *
 * Why it matters: in a free-threaded build the lock stays held.  The next
 * thread that wants the object waits for ever, and the list of sections of
 * this thread points into a stack frame that is gone.  A build with the GIL
 * shows nothing of this: there the macros are empty.
 *
 * How to fix: set a variable inside the section and return after its end,
 * or unlock before each return.
 *
 * What it misses: locks that one function takes and another gives back.
 */
#include "rule.h"

static bool
is_section(const struct subject *s)
{
    return rule_kind_is(s->kind, "critical");
}

static enum verdict
judge(const struct event *e)
{
    if (!is_section(&e->subject) && !rule_kind_is(e->subject.kind, "mutex"))
        return VERDICT_NONE;
    if (e->kind == EVENT_RELEASE)
        return VERDICT_CLEAN;
    return e->subject.escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    bool section = is_section(&e->subject);
    text_add(out, section ? "the critical section" : "the mutex");
    if (!section && e->subject.name != NULL)
        text_printf(out, " '%s'", e->subject.name);
    text_printf(out, " is not %s", section ? "ended" : "unlocked");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    text_add(out, is_section(&e->subject)
                      ? "leave the section by Py_END_CRITICAL_SECTION() only"
                      : "call PyMutex_Unlock() on this path");
}

RULE(unbalanced_critical_section) = {
    .id = "FTH001",
    .slug = "unbalanced-critical-section",
    .title = "Critical section or mutex not left",
    .level = LEVEL_ERROR,
    .cwe = 667,
    .tags = "threads free-threading",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST | 1u << EVENT_RELEASE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* API call without an attached thread state
 *
 * A function of the C API, or a change of a reference count, is reached on a
 * path where this function has released the GIL (in free-threaded builds:
 * detached its thread state), with Py_BEGIN_ALLOW_THREADS or
 * PyEval_SaveThread().
 *
 * Why it matters: another thread may be using the very same objects and
 * allocator.  The result is a crash or silent corruption that depends on
 * timing.  Since Python 3.12 allocating without a thread state crashes at
 * once.
 *
 * How to fix: move the call out of the region, or take the GIL for it with
 * Py_BLOCK_THREADS and Py_UNBLOCK_THREADS or with PyGILState_Ensure().
 *
 * What it misses: threads that a library starts in ways that no contract
 * line tells.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    return rule_judge_detached_call(e, false);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "move the call out of the region where the GIL is released, "
                  "or put Py_BLOCK_THREADS before it and Py_UNBLOCK_THREADS "
                  "after it");
}

RULE(api_call_without_gil) = {
    .id = "GIL001",
    .slug = "api-call-without-gil",
    .title = "API call without the GIL",
    .level = LEVEL_ERROR,
    .cwe = 362,
    .tags = "gil threads security",
    .since = "0.1.0",
    .events = 1u << EVENT_CALL,
    .judge = judge,
    .message = rule_add_detached_call,
    .fix = fix,
};

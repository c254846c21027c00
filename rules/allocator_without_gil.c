/* Allocator used without an attached thread state
 *
 * PyMem_Malloc(), PyObject_Malloc(), their resizing and freeing companions
 * are called on a path where the GIL is released (in free-threaded builds:
 * where no thread state is attached).  Only the PyMem_Raw functions work
 * there.
 *
 * Why it matters: these allocators are not protected by anything but the
 * GIL.  Two threads in them at once corrupt the heap; debug builds and
 * PYTHONMALLOC=debug abort at once.
 *
 * How to fix: move the call out of the region, or use PyMem_RawMalloc() and
 * PyMem_RawFree() for this block, both.
 *
 * What it misses: calls from threads and callbacks that are started in ways
 * that are not known here.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    return rule_judge_detached_call(e, true);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "use the PyMem_Raw functions for this block, or make the "
                  "call where the GIL is held");
}

RULE(allocator_without_gil) = {
    .id = "MEM002",
    .slug = "allocator-without-gil",
    .title = "Allocator used without the GIL",
    .level = LEVEL_ERROR,
    .cwe = 362,
    .tags = "memory gil threads",
    .since = "0.1.0",
    .events = 1u << EVENT_CALL,
    .judge = judge,
    .message = rule_add_detached_call,
    .fix = fix,
};

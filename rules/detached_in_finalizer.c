/* GIL released by a destructor
 *
 * tp_dealloc, tp_traverse or tp_clear releases the GIL, with
 * Py_BEGIN_ALLOW_THREADS or in a function that it calls.
 *
 * Why it matters: other threads run while the object is half gone.  The
 * collector may meet it if it is still tracked, with a reference count of
 * zero; what the rest of the destructor uses can be changed under its hands.
 * And nobody who drops a reference expects that the GIL is given up.  During
 * tp_traverse the collector itself is at work.
 *
 * How to fix: release what blocks in a close() method, without the GIL, and
 * let tp_dealloc do only what is quick; if it must wait, untrack the object
 * first and have everything else in local variables by then.
 *
 * Where the collector does not track the object, or no more, other threads
 * hardly find it: such a destructor is a possible finding only.
 *
 * What it misses: tp_finalize and tp_del may run any code, and so they may
 * release the GIL.
 */
#include "rule.h"

#include <string.h>

static bool
is_slot(const struct event *e, const char *slot)
{
    return e->entry != NULL && !e->entry_guessed &&
           strcmp(e->entry->name, slot) == 0;
}

static enum verdict
judge(const struct event *e)
{
    if (is_slot(e, "tp_traverse") || is_slot(e, "tp_clear") ||
        is_slot(e, "tp_dealloc"))
        return VERDICT_FOUND;
    return VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const char *call = e->op->callee != NULL ? e->op->callee : e->callee->name;
    text_printf(out, "%s() releases the GIL", e->func->name);
    if (e->callee->yields)
        text_printf(out, " in %s()", call);
    if (is_slot(e, "tp_dealloc"))
        text_add(out, e->tracked ? " while the collector still tracks the "
                                   "dying object"
                                 : " while the object is dying");
    else if (is_slot(e, "tp_traverse"))
        text_add(out, " while the collector is at work");
    else
        text_add(out, " while the collector breaks a cycle");
}

static void
fix(const struct event *e, struct text *out)
{
    text_add(out, e->tracked
                      ? "call PyObject_GC_UnTrack() first"
                      : "keep the GIL, or do it in a method that closes");
}

RULE(detached_in_finalizer) = {
    .id = "GIL005",
    .slug = "detached-in-finalizer",
    .title = "GIL released by a destructor",
    .level = LEVEL_WARNING,
    .cwe = 362,
    .tags = "gil threads types",
    .since = "0.1.0",
    .events = 1u << EVENT_YIELD,
    .judge = judge,
    .message = message,
    .fix = fix,
};

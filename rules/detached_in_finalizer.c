/* GIL released where something is unguarded
 *
 * tp_dealloc, tp_traverse or tp_clear releases the GIL, with
 * Py_BEGIN_ALLOW_THREADS or in a function that it calls.  Or a function writes
 * a static variable, such as a cache, while the GIL is released, and holds no
 * lock.  Or it works on memory of its object that another method frees.
 *
 * Why it matters: other threads run while the object is half gone.  The
 * collector may meet it if it is still tracked, with a reference count of
 * zero; what the rest of the destructor uses can be changed under its hands.
 * And nobody who drops a reference expects that the GIL is given up.  During
 * tp_traverse the collector itself is at work.  The GIL is also what guards
 * static variables: without it another thread reads what is half written.
 *
 * How to fix: release what blocks in a close() method, without the GIL, and
 * let tp_dealloc do only what is quick; if it must wait, untrack the object
 * first and have everything else in local variables by then.  Use caches
 * before the GIL is released, or guard them with a lock of their own; let
 * an object say that it is in use, and refuse to resize it then.
 *
 * Where the collector does not track the object, or no more, other threads do
 * not find it, not even by a weak reference, which gives None for an object
 * whose count is 0: such a destructor is a possible finding only.  So is
 * tp_clear, which runs code of others anyway when it drops references, for an
 * object that only the collector reaches.
 *
 * What it misses: tp_finalize and tp_del may run any code, and so they may
 * release the GIL.  Variables of functions whose text names a lock.
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
    if (e->kind == EVENT_STATIC && e->thread != THREAD_DETACHED)
        return VERDICT_NONE;
    if (e->kind == EVENT_UNGUARDED)
        return VERDICT_FOUND;
    if (e->kind == EVENT_STATIC)
        return e->locked ? VERDICT_CLEAN : VERDICT_FOUND;
    if (is_slot(e, "tp_traverse") || is_slot(e, "tp_clear") ||
        is_slot(e, "tp_dealloc"))
        return VERDICT_FOUND;
    return VERDICT_CLEAN;
}

/* "cache_get() > cache", or the name of the variable. */
static void
add_variable(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    const char *way = e->callee == NULL || name != NULL ? name
                                                        : e->callee->touches;
    const char *at;
    for (at = way; at != NULL && strstr(at, " > ") != NULL;)
        at = strstr(at, " > ") + 3;
    if (at != NULL && strrchr(at, '.') != NULL)
        at = strrchr(at, '.') + 1; /* a static local */
    text_printf(out, "the static variable '%s' is written", at);
    if (e->callee == NULL)
        return;
    text_printf(out, " by %s()", e->op->callee);
    while (way != NULL && way < at) {
        const char *end = strstr(way, " > ");
        text_printf(out, ", which calls %.*s", (int)(end - way), way);
        way = end + 3;
    }
}

static void
tell_variable(const struct event *e, struct text *out)
{
    add_variable(e, out);
    text_add(out, " while the GIL is released, without a lock");
}

static void
message(const struct event *e, struct text *out)
{
    if (e->kind == EVENT_STATIC) {
        tell_variable(e, out);
        return;
    }
    if (e->kind == EVENT_UNGUARDED) {
        rule_add_name(e, out);
        text_printf(out,
                    " is used while the GIL is released, and %s() can free it "
                    "meanwhile",
                    e->by);
        return;
    }
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
    if (e->kind == EVENT_UNGUARDED) {
        text_printf(out,
                    "hold a lock here and in %s(), or let it refuse while the "
                    "memory is in use",
                    e->by);
        return;
    }
    if (e->kind == EVENT_STATIC) {
        text_add(out, "do it before the GIL is released, or guard the "
                      "variable with a lock");
        return;
    }
    text_add(out, e->tracked
                      ? "call PyObject_GC_UnTrack() first"
                      : "keep the GIL, or do it in a method that closes");
}

RULE(detached_in_finalizer) = {
    .id = "GIL005",
    .slug = "detached-in-finalizer",
    .title = "GIL released where something is unguarded",
    .level = LEVEL_WARNING,
    .cwe = 362,
    .tags = "gil threads types",
    .since = "0.1.0",
    .events = 1u << EVENT_YIELD | 1u << EVENT_STATIC | 1u << EVENT_UNGUARDED,
    .judge = judge,
    .message = message,
    .fix = fix,
};

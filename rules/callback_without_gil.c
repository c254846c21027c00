/* Callback that runs without the GIL
 *
 * A function is given to pthread_create() and the like, or to a library as a
 * callback that the library calls while the GIL is released, and it uses
 * the C API without PyGILState_Ensure().
 *
 * Why it matters: it runs beside the threads that hold the GIL, with no
 * thread state of its own.  Reference counts and the heap are corrupted, or
 * the process dies at the first call that needs the thread state.
 *
 * How to fix: PyGILState_Ensure() before the first use of the API and
 * PyGILState_Release() at the end; memory that only the callback needs can
 * come from malloc() or PyMem_RawMalloc().
 *
 * What it misses: libraries of which no contract line tells which functions
 * they call back, unless the functions in the other fields of the same struct
 * take the GIL, or the name of the function that registers speaks of a
 * callback, handler or hook and others of its library are called without the
 * GIL.  One line adds a function, lib_on_event(l, function:runs) ->
 * void anythread, or the fields of a struct, lib_hooks(write:runs, free:runs)
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge(const struct event *e)
{
    if (e->registrar == NULL || e->callee == NULL ||
        e->callee->thread != THREAD_NEEDED)
        return VERDICT_NONE;
    return e->thread == THREAD_DETACHED ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const char *name = e->op->callee != NULL ? e->op->callee : e->callee->name;
    bool field = strchr(e->registrar, '.') != NULL;
    text_printf(out, "%s()", name);
    rule_add_chain(e, out);
    text_printf(out, " is called without the GIL: %s() %s %s%s", e->func->name,
                field ? "is called through" : "was given to", e->registrar,
                field ? "" : "()");
}

static void
fix(const struct event *e, struct text *out)
{
    text_printf(out,
                "begin %s() with PyGILState_Ensure() and end it with "
                "PyGILState_Release()",
                e->func->name);
}

RULE(callback_without_gil) = {
    .id = "GIL004",
    .slug = "callback-without-gil",
    .title = "Callback that runs without the GIL",
    .level = LEVEL_ERROR,
    .cwe = 362,
    .tags = "gil threads security",
    .since = "0.1.0",
    .events = 1u << EVENT_CALL,
    .judge = judge,
    .message = message,
    .fix = fix,
};

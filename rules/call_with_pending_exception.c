/* Call with a pending exception
 *
 * The function runs Python code, or a call that reports errors by an
 * exception, while an exception is already set: the one of an earlier
 * failure that nobody has looked at, or, in a destructor, that of the code
 * that dropped the last reference.
 *
 * Why it matters: the exception gets lost, or shows up in a call that went
 * well: "SystemError: returned a result with an exception set".  Debug
 * builds abort.
 *
 * How to fix: test each result before the next call.  Clean-up code and
 * destructors save the exception: PyErr_Fetch() before, PyErr_Restore()
 * after (from Python 3.12 on PyErr_GetRaisedException() and
 * PyErr_SetRaisedException()).
 *
 * What it misses: helper functions that are only called with an exception
 * set; calls that fail for lack of memory only; Py_DECREF(), whose
 * finalizers save the exception themselves.
 */
#include "rule.h"

static bool
is_destructor(const struct event *e)
{
    return e->entry != NULL && !e->entry_guessed &&
           e->entry->outcomes[0].result == RESULT_VOID;
}

static enum verdict
judge(const struct event *e)
{
    /* Without the GIL there is worse to tell. */
    if (e->clobber == CLOBBER_NO || e->thread == THREAD_DETACHED)
        return VERDICT_NONE;
    if (e->exc == EXC_STATE_SET)
        return VERDICT_FOUND;
    if (is_destructor(e) && e->exc_unknown)
        return e->clobber == CLOBBER_YES ? VERDICT_FOUND : VERDICT_UNKNOWN;
    return e->exc == EXC_STATE_NONE ? VERDICT_CLEAN : VERDICT_UNKNOWN;
}

static void
message(const struct event *e, struct text *out)
{
    const char *name = e->op->callee != NULL ? e->op->callee : e->callee->name;
    text_printf(out, "%s() is called while an exception ", name);
    if (e->exc != EXC_STATE_SET) {
        text_add(out, "may be set: destructors must save it");
        return;
    }
    const char *setter = rule_exception_setter(e, out->keep);
    text_add(out, "is set");
    if (setter != NULL)
        text_printf(out, " by %s()", setter);
}

static void
fix(const struct event *e, struct text *out)
{
    text_add(out, e->exc == EXC_STATE_SET
                      ? "test the failed call first, or save the exception "
                        "with PyErr_Fetch() and bring it back with "
                        "PyErr_Restore()"
                      : "call PyErr_Fetch() first and PyErr_Restore() at the "
                        "end");
}

RULE(call_with_pending_exception) = {
    .id = "EXC003",
    .slug = "call-with-pending-exception",
    .title = "Python code run while an exception is set",
    .level = LEVEL_ERROR,
    .cwe = 755,
    .tags = "exception",
    .since = "0.1.0",
    .events = 1u << EVENT_CALL,
    .about_exception = true,
    .judge = judge,
    .message = message,
    .fix = fix,
};

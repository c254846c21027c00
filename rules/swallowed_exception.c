/* Swallowed exception
 *
 * PyErr_Clear() drops an exception of which nobody has asked what it is: the
 * call that failed runs Python code, so besides the error that was expected
 * it may be KeyboardInterrupt, MemoryError, RecursionError, or a mistake in
 * that code.
 *
 * Why it matters: Ctrl-C does nothing, out of memory is taken for "no such
 * attribute", and a bug in a property or in __eq__ is never seen.
 *
 * How to fix: if (PyErr_ExceptionMatches(PyExc_AttributeError))
 * PyErr_Clear(); else return failure.  From Python 3.13 on
 * PyObject_GetOptionalAttr() and PyMapping_GetOptionalItem() do just that.
 * Where every error really means the same, say so in a comment and suppress
 * the warning.
 *
 * What it misses: exceptions that are replaced by another one; functions
 * that return nothing, and callbacks that take the GIL for themselves, which
 * have nobody to tell.
 */
#include "rule.h"

#include <string.h>

static bool
can_report(const struct event *e)
{
    return e->func->type->target->kind != TYPE_VOID &&
           !func_calls(e->func, "PyGILState_Ensure");
}

static enum verdict
judge(const struct event *e)
{
    if (e->op->callee == NULL || strcmp(e->op->callee, "PyErr_Clear") != 0 ||
        e->exc == EXC_STATE_NONE)
        return VERDICT_NONE;
    if (e->exc != EXC_STATE_SET)
        return VERDICT_UNKNOWN;
    arena *scratch = arena_new();
    bool unknown = rule_unknown_exception(e, scratch) != NULL;
    arena_free(scratch);
    return unknown && can_report(e) && !rule_sets_exception_next(e)
               ? VERDICT_FOUND
               : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const char *call = rule_unknown_exception(e, out->keep);
    assert(call != NULL);
    text_printf(out, "whatever exception %s() has raised is dropped", call);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "ask for the expected one with PyErr_ExceptionMatches() "
                  "and pass the others on");
}

RULE(swallowed_exception) = {
    .id = "EXC004",
    .slug = "swallowed-exception",
    .title = "Exception dropped without a look at it",
    .level = LEVEL_WARNING,
    .cwe = 390,
    .tags = "exception",
    .since = "0.1.0",
    .events = 1u << EVENT_CALL,
    .about_exception = true,
    .judge = judge,
    .message = message,
    .fix = fix,
};

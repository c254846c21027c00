/* PyGILState in a program with several interpreters
 *
 * PyGILState_Ensure() is called in a project that makes interpreters with
 * Py_NewInterpreter(), or whose module declares that it supports several
 * (Py_mod_multiple_interpreters).
 *
 * Why it matters: PyGILState_Ensure() knows one interpreter only, the main
 * one.  A thread or callback that belongs to another runs with the wrong
 * modules and objects; where each interpreter has a GIL of its own it holds
 * the wrong one, and two threads change the same reference counts.
 *
 * How to fix: remember the interpreter where the callback is registered
 * (PyInterpreterState_Get()), and there make a thread state for it with
 * PyThreadState_New() and attach it with PyEval_AcquireThread().
 *
 * What it misses: modules that say nothing of interpreters; whether the call
 * can be reached from another one is not asked.
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge(const struct event *e)
{
    if (e->op->callee == NULL ||
        strcmp(e->op->callee, "PyGILState_Ensure") != 0 || e->func->is_header)
        return VERDICT_NONE;
    return e->many_interpreters ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "PyGILState_Ensure() attaches to the main interpreter, and "
                  "this project is made for several");
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "attach a thread state of the interpreter that is meant, "
                  "with PyThreadState_New() and PyEval_AcquireThread()");
}

RULE(gilstate_in_subinterpreter) = {
    .id = "GIL006",
    .slug = "gilstate-in-subinterpreter",
    .title = "PyGILState with several interpreters",
    .level = LEVEL_NOTE,
    .cwe = 662,
    .tags = "gil threads interpreters",
    .since = "0.1.0",
    .events = 1u << EVENT_CALL,
    .judge = judge,
    .message = message,
    .fix = fix,
};

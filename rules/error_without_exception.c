/* Error without exception
 *
 * A function that Python calls reports failure (NULL, or -1) while no
 * exception is set.  Or a helper does, of which all callers pass failures on
 * and which sets an exception where it fails otherwise.
 *
 * Why it matters: the interpreter raises "SystemError: returned NULL without
 * setting an exception"; the real reason is lost.  Debug builds abort.
 *
 * How to fix: set an exception before the return: PyErr_NoMemory() after a
 * failed allocation, PyErr_SetString() or PyErr_Format() otherwise.  Some
 * calls return NULL without an exception as an ordinary answer
 * (PyDict_GetItemWithError(), PyIter_Next(), PyImport_GetModule()).
 *
 * What it misses: other helper functions, where such a return may mean "not
 * found"; paths on which a callee only perhaps sets an exception.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (!e->silent) {
        /* Without the GIL there is worse to tell. */
        if (rule_exc_duty(e) != EXC_DUTY_SET || e->thread == THREAD_DETACHED)
            return VERDICT_NONE;
        if (e->exc == EXC_STATE_SET)
            return VERDICT_CLEAN;
        if (e->exc == EXC_STATE_MAYBE)
            return VERDICT_UNKNOWN;
    }
    /* That is unchecked-ambiguous-result. */
    arena *scratch = arena_new();
    const char *mistaken = rule_mistaken_value(e, scratch);
    arena_free(scratch);
    return mistaken != NULL ? VERDICT_NONE : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    text_printf(out, "%s returned without an exception set",
                e->returns_object ? "NULL" : "failure");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    text_add(out, e->trigger == TRIGGER_OUT_OF_MEMORY
                      ? "call PyErr_NoMemory() before this return"
                      : "set an exception, for example with "
                        "PyErr_SetString(), before this return");
}

RULE(error_without_exception) = {
    .id = "EXC001",
    .slug = "error-without-exception",
    .title = "Failure reported without an exception",
    .level = LEVEL_ERROR,
    .cwe = 703,
    .tags = "exception",
    .since = "0.1.0",
    .events = 1u << EVENT_RETURN,
    .about_exception = true,
    .judge = judge,
    .message = message,
    .fix = fix,
};

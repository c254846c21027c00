/* Result with exception
 *
 * A function that Python calls reports success while an exception is set:
 * a call failed, and nobody looked.  Or a helper that returns NULL or a
 * number below 0 for failures returns, with an exception set, what means
 * success.
 *
 * Why it matters: the interpreter raises "SystemError: returned a result
 * with an exception set", or the exception appears later at an unrelated
 * place.  Debug builds abort.
 *
 * How to fix: test the call and return its failure; where the failure is
 * expected and harmless, say so with PyErr_Clear().
 *
 * What it misses: calls that only perhaps set an exception.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (rule_exc_duty(e) != EXC_DUTY_NONE && !e->raised)
        return VERDICT_NONE;
    if (e->exc == EXC_STATE_NONE)
        return VERDICT_CLEAN;
    if (e->exc == EXC_STATE_MAYBE)
        return VERDICT_UNKNOWN;
    /* That is unchecked-ambiguous-result. */
    bool vouched;
    arena *scratch = arena_new();
    const char *unasked = rule_unasked_failure(e, scratch, &vouched);
    arena_free(scratch);
    return unasked != NULL ? VERDICT_NONE : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    const char *setter = rule_exception_setter(e, out->keep);
    if (e->raised && e->returns_number)
        text_printf(out, "%lld, which means success to callers,",
                    (long long)e->lo);
    else
        text_add(out, "success");
    text_add(out, " returned with an exception set");
    if (setter != NULL)
        text_printf(out, " by %s()", setter);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *setter = rule_exception_setter(e, out->keep);
    if (setter != NULL)
        text_printf(out, "test the result of %s() and return its failure",
                    setter);
    else
        text_add(out, "return failure, or call PyErr_Clear()");
}

RULE(result_with_exception) = {
    .id = "EXC002",
    .slug = "result-with-exception",
    .title = "Success reported with an exception set",
    .level = LEVEL_ERROR,
    .cwe = 390,
    .tags = "exception",
    .since = "0.1.0",
    .events = 1u << EVENT_RETURN,
    .about_exception = true,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Unchecked ambiguous result
 *
 * A call such as PyLong_AsLong() returns -1 both for an error and for the
 * number -1; only PyErr_Occurred() tells them apart.  The function does not
 * ask: it goes on with the -1 of an error as if it were a value, and returns
 * success; or it takes every -1 for an error and returns failure although no
 * exception is set.
 *
 * Why it matters: the exception stays set behind a success, and the
 * interpreter raises "SystemError: returned a result with an exception set";
 * or, the other way round, "returned NULL without setting an exception" for
 * a number that is perfectly good.
 *
 * How to fix: if (n == -1 && PyErr_Occurred()) return NULL; right after the
 * call.
 *
 * What it misses: functions that neither Python calls nor a function that
 * Python calls; results that are pointers; objects that a function of the
 * program gave, which is trusted to know what it gives.
 */
#include "rule.h"

/* The call, by what is wrong with its result; NULL when nothing is. */
static const char *
unchecked(const struct event *e, arena *keep, bool *vouched)
{
    *vouched = false;
    enum exc_duty duty = rule_exc_duty(e);
    if (duty == EXC_DUTY_NONE)
        return rule_unasked_failure(e, keep, vouched);
    return duty == EXC_DUTY_SET ? rule_mistaken_value(e, keep) : NULL;
}

static enum verdict
judge(const struct event *e)
{
    arena *scratch = arena_new();
    bool vouched;
    const char *call = unchecked(e, scratch, &vouched);
    arena_free(scratch);
    if (call == NULL)
        return VERDICT_NONE;
    return vouched ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    bool vouched;
    const char *call = unchecked(e, out->keep, &vouched);
    assert(call != NULL);
    if (e->exc == EXC_STATE_SET)
        text_printf(out,
                    "result of %s() used although it may mean an error: "
                    "success is returned with its exception set",
                    call);
    else
        text_printf(out,
                    "-1 from %s() taken for an error although it may be a "
                    "value: failure is returned without an exception",
                    call);
}

static void
fix(const struct event *e, struct text *out)
{
    bool vouched;
    text_printf(out, "test the result of %s() together with PyErr_Occurred()",
                unchecked(e, out->keep, &vouched));
}

RULE(unchecked_ambiguous_result) = {
    .id = "EXC005",
    .slug = "unchecked-ambiguous-result",
    .title = "Number that may mean an error, not told from a value",
    .level = LEVEL_ERROR,
    .cwe = 253,
    .tags = "exception",
    .since = "0.1.0",
    .events = 1u << EVENT_RETURN,
    .about_exception = true,
    .judge = judge,
    .message = message,
    .fix = fix,
};

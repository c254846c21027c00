/* Unbalanced PyGILState
 *
 * PyGILState_Ensure() has taken the GIL, and on this path the function
 * leaves without PyGILState_Release().
 *
 * Why it matters: the thread keeps the GIL, or a thread state, for ever; all
 * other threads stand still.
 *
 * How to fix: one label at the end that releases, reached by every way out.
 *
 * What it misses: handles kept in structures and released elsewhere.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (!rule_kind_is(e->subject.kind, "gilstate"))
        return VERDICT_NONE;
    return rule_judge_lost(e);
}

static void
message(const struct event *e, struct text *out)
{
    text_add(out, "PyGILState_Ensure() without PyGILState_Release()");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->subject.name != NULL)
        text_printf(out, "add PyGILState_Release(%s); before this return",
                    e->subject.name);
    else
        text_add(out, "keep the result and pass it to PyGILState_Release()");
}

RULE(unbalanced_gilstate) = {
    .id = "GIL003",
    .slug = "unbalanced-gilstate",
    .title = "PyGILState_Ensure() without PyGILState_Release()",
    .level = LEVEL_ERROR,
    .cwe = 667,
    .tags = "gil threads",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Unbalanced thread state
 *
 * The function releases the GIL with PyEval_SaveThread() or
 * Py_BEGIN_ALLOW_THREADS, and on this path the saved thread state is lost
 * before PyEval_RestoreThread() or Py_END_ALLOW_THREADS takes it back: a
 * return, goto or break out of the region.
 *
 * Why it matters: the caller goes on as if it held the GIL.  The next API
 * call crashes, or runs beside another thread.
 *
 * How to fix: put Py_BLOCK_THREADS before the early return, or leave the
 * region in one place only.
 *
 * What it misses: states kept in structures and restored elsewhere.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (!rule_kind_is(e->subject.kind, "tstate"))
        return VERDICT_NONE;
    if (e->kind == EVENT_LOST && e->loss == LOSS_IGNORED)
        return VERDICT_UNKNOWN; /* on purpose: it is known elsewhere */
    return rule_judge_lost(e);
}

static void
message(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "the GIL is not taken back");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "restore the thread state on this path: Py_BLOCK_THREADS "
                  "before the return");
}

RULE(unbalanced_thread_state) = {
    .id = "GIL002",
    .slug = "unbalanced-thread-state",
    .title = "Thread state released and not restored",
    .level = LEVEL_ERROR,
    .cwe = 667,
    .tags = "gil threads",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST,
    .judge = judge,
    .message = message,
    .fix = fix,
};

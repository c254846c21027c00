/* Unbalanced thread state
 *
 * The function releases the GIL with PyEval_SaveThread() or
 * Py_BEGIN_ALLOW_THREADS, and on this path the saved thread state is lost
 * before PyEval_RestoreThread() or Py_END_ALLOW_THREADS takes it back: a
 * return, goto, break or longjmp() out of the region.  Or a jump leads into
 * the region, and what was never released is taken back; or it is released
 * twice.
 *
 * Why it matters: the caller goes on as if it held the GIL.  The next API
 * call crashes, or runs beside another thread.
 *
 * How to fix: put Py_BLOCK_THREADS before the early return, or leave the
 * region in one place only.
 *
 * What it misses: a helper that keeps the state in a structure and that no
 * function which Python calls is seen to use.
 */
#include "rule.h"

#include <string.h>

static bool
calls(const struct func *f, const char *name)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                strcmp(op->callee, name) == 0)
                return true;
        }
    return false;
}

/* Taken while it is held: a jump into the region.  Only where the function
 * itself releases it, and Python calls it with the GIL. */
static bool
is_taken_twice(const struct event *e)
{
    return strcmp(e->callee->name, "PyEval_RestoreThread") == 0 &&
           e->thread == THREAD_ATTACHED && e->entry != NULL &&
           !e->entry_guessed && calls(e->func, "PyEval_SaveThread");
}

static bool
is_released_twice(const struct event *e)
{
    return strcmp(e->callee->name, "PyEval_SaveThread") == 0 &&
           e->thread == THREAD_DETACHED && e->registrar == NULL;
}

static enum verdict
judge_call(const struct event *e)
{
    if (e->callee == NULL || (e->callee->thread != THREAD_ATTACHES &&
                              e->callee->thread != THREAD_DETACHES))
        return VERDICT_NONE;
    return is_taken_twice(e) || is_released_twice(e) ? VERDICT_FOUND
                                                     : VERDICT_CLEAN;
}

static enum verdict
judge(const struct event *e)
{
    if (e->kind == EVENT_CALL)
        return judge_call(e);
    if (e->detached)
        return VERDICT_FOUND;
    if (!rule_kind_is(e->subject.kind, "tstate"))
        return VERDICT_NONE;
    if (e->kind == EVENT_LOST && e->loss == LOSS_IGNORED)
        return VERDICT_UNKNOWN; /* on purpose: it is known elsewhere */
    return rule_judge_lost(e);
}

static void
message(const struct event *e, struct text *out)
{
    if (e->kind == EVENT_CALL) {
        text_add(out,
                 is_taken_twice(e)
                     ? "the GIL is taken back where it is not released"
                     : "the GIL is released where it is released already");
        return;
    }
    text_add(out, "the GIL is not taken back");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->kind == EVENT_CALL)
        text_add(out, "let every path go through the beginning and the end of "
                      "the region");
    else
        text_add(out,
                 "restore the thread state on this path: Py_BLOCK_THREADS "
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
    .events = 1u << EVENT_LOST | 1u << EVENT_CALL,
    .judge = judge,
    .message = message,
    .fix = fix,
};

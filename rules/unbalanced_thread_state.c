/* Unbalanced thread state
 *
 * The function releases the GIL with PyEval_SaveThread() or
 * Py_BEGIN_ALLOW_THREADS, and on this path the saved thread state is lost
 * before PyEval_RestoreThread() or Py_END_ALLOW_THREADS takes it back: a
 * return, goto, break or longjmp() out of the region.  Or a jump leads into
 * the region, and what was never released is taken back; or it is released
 * twice.  Or the other way round: it takes the GIL with PyEval_AcquireThread()
 * or swaps in another thread state, and on this path does not undo that; or a
 * thread of its own ends with the GIL in its hands.
 *
 * Why it matters: the caller goes on as if it held the GIL.  The next API
 * call crashes, or runs beside another thread.  A GIL that is never given back
 * stops every other thread.
 *
 * How to fix: put Py_BLOCK_THREADS before the early return, or leave the
 * region in one place only.
 *
 * What it misses: a helper that keeps the state in a structure and that no
 * function which Python calls is seen to use.
 */
#include "rule.h"

#include <string.h>

static unsigned
calls(const struct func *f, const char *name)
{
    unsigned n = 0;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            n += op->kind == OP_CALL && op->callee != NULL &&
                 strcmp(op->callee, name) == 0;
        }
    return n;
}

static const char swap[] = "PyThreadState_Swap";

/* The one that another was swapped in for. */
static bool
is_swapped(const struct event *e)
{
    const char *maker = e->subject.maker;
    return e->thread == THREAD_ATTACHED && maker != NULL &&
           strcmp(maker, swap) == 0;
}

static bool
is_held(const struct event *e)
{
    return rule_kind_is(e->subject.kind, "attached") ||
           (e->detached && e->thread == THREAD_ATTACHED);
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
    if (e->kind == EVENT_LOST && rule_kind_is(e->subject.kind, "attached"))
        return e->subject.escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
    if (!rule_kind_is(e->subject.kind, "tstate"))
        return VERDICT_NONE;
    if (is_swapped(e) && calls(e->func, swap) < 2)
        return VERDICT_UNKNOWN; /* others know what to swap in */
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
    text_add(out, is_held(e)      ? "the GIL is not given back"
                  : is_swapped(e) ? "the thread state from "
                                    "PyThreadState_Swap() is not put back"
                                  : "the GIL is not taken back");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->kind == EVENT_CALL)
        text_add(out, "let every path go through the beginning and the end of "
                      "the region");
    else if (is_held(e))
        text_add(out, "detach the thread state on this path as on the others");
    else if (is_swapped(e))
        text_add(out, "pass it to PyThreadState_Swap() on this path too");
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

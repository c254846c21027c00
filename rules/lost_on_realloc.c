/* Block lost on a failed reallocation
 *
 * The result of PyMem_Realloc(), realloc() and the like is stored right
 * over the pointer to the old block, or PyMem_Resize() is used, which does
 * just that.  When memory runs out the result is NULL, the old block is
 * still there, and nobody knows its address any more.
 *
 * Why it matters: the block leaks.  A structure whose field was overwritten
 * also lost its contents, while its counters still speak of them.
 *
 * How to fix: assign the result to a second variable, and only when it is
 * not NULL to the first one.
 *
 * What it misses: blocks whose address is known in another place as well.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (e->kind == EVENT_LOST)
        return e->loss == LOSS_REALLOC ? VERDICT_FOUND : VERDICT_NONE;
    bool resizes = rule_arg_has(e, VERB_RELEASES) &&
                   rule_is_allocator(e->callee) && e->op->dst != NO_SLOT;
    return resizes ? VERDICT_CLEAN : VERDICT_NONE;
}

static void
message(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    text_printf(out,
                "the block at '%s' is lost when the reallocation fails: its "
                "only pointer becomes NULL",
                name != NULL ? name : "this pointer");
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "assign the result to a second variable, test that one, "
                  "and store it only when it is not NULL");
}

RULE(lost_on_realloc) = {
    .id = "MEM005",
    .slug = "lost-on-realloc",
    .title = "Block lost on a failed reallocation",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "memory leak",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST | 1u << EVENT_RELEASE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Leaked allocation
 *
 * A block of memory is allocated and the last pointer to it is lost without
 * a free: at a return, or because its variable gets another value.
 *
 * Why it matters: the memory is never given back.
 *
 * How to fix: free the block on every way out, most simply with one label
 * at the end; freeing NULL is allowed.  After a failed PyMem_Realloc() the
 * old block is still there: assign the result to a second variable first.
 *
 * What it misses: blocks passed to functions of which nothing is known, and
 * blocks stored in memory that outlives the function.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    return rule_is_memory(&e->subject) ? rule_judge_lost(e) : VERDICT_NONE;
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *name = rule_name(e, out->keep);
    text_add(out, "memory ");
    if (name != NULL)
        text_printf(out, "at '%s' ", name);
    if (s->maker != NULL)
        text_printf(out, "from %s() ", s->maker);
    switch (e->loss) {
    case LOSS_RETURN:
        text_add(out, "leaked");
        rule_add_cause(e, out);
        break;
    case LOSS_OVERWRITTEN:
        text_add(out, "lost: its only pointer is overwritten");
        break;
    case LOSS_IGNORED:
        text_add(out, "leaked: nobody keeps the result");
        break;
    case LOSS_SCOPE:
        text_add(out, "leaked when its variable goes out of scope");
        break;
    case LOSS_HOLDER:
        text_add(out, "leaked when the memory that points to it is freed");
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    text_printf(out, "release it with %s before this statement",
                rule_release_call(e->subject.kind));
}

RULE(leaked_allocation) = {
    .id = "MEM003",
    .slug = "leaked-allocation",
    .title = "Leaked memory block",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "memory leak",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST | 1u << EVENT_RELEASE | 1u << EVENT_STEAL |
              1u << EVENT_RETURN | 1u << EVENT_STORE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Use after free
 *
 * A block is freed and its pointer is then followed, passed on or returned;
 * or so is a pointer into the inside of an object after the object was
 * released.
 *
 * Why it matters: the memory belongs to somebody else by then.  Reading it
 * leaks data, writing it corrupts data.
 *
 * How to fix: take what is needed out of the block before the free; after a
 * realloc use only the new pointer; keep the object as long as the pointer
 * that PyUnicode_AsUTF8() or PyBytes_AsString() gave is in use.
 *
 * What it misses: pointers that other functions keep to the same block.
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    bool inner = s->kind == NULL && s->inner;
    if (!rule_is_memory(s) && !inner)
        return VERDICT_NONE;
    if (e->kind == EVENT_RETURN && s->null != NULL_NEVER)
        return VERDICT_NONE;
    if (!s->released)
        return rule_is_memory(s) ? VERDICT_CLEAN : VERDICT_NONE;
    return rule_judge_dead_use(e);
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    rule_add_name(e, out);
    text_add(out,
             e->kind == EVENT_RETURN ? " returned after " : " used after ");
    if (s->released_by == NULL)
        text_printf(out, "%s %s",
                    strcmp(rule_ended(s->kind), "closed") == 0
                        ? "it was"
                        : "its memory was",
                    rule_ended(s->kind));
    else if (s->kind == NULL)
        text_printf(out, "%s() has released the object it points into",
                    s->released_by);
    else
        text_printf(out, "%s() has %s it", s->released_by,
                    rule_ended(s->kind));
}

static void
fix(const struct event *e, struct text *out)
{
    text_add(out, e->subject.kind == NULL
                      ? "release the object only after the last use of the "
                        "pointer"
                      : "free the block after its last use");
}

RULE(use_after_free) = {
    .id = "MEM007",
    .slug = "use-after-free",
    .title = "Memory used after it was freed",
    .level = LEVEL_ERROR,
    .cwe = 416,
    .tags = "memory security",
    .since = "0.1.0",
    .events = 1u << EVENT_USE | 1u << EVENT_RETURN,
    .judge = judge,
    .message = message,
    .fix = fix,
};

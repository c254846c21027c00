/* Double free
 *
 * A block is freed that this function has already freed, or that a
 * successful realloc has already replaced.  Or a file or file descriptor is
 * closed twice.
 *
 * Why it matters: the allocator hands the same block out twice; this is
 * among the easiest memory bugs to exploit.  The number of a descriptor may
 * by then belong to a file that another thread has opened.
 *
 * How to fix: free once.  Set the pointer to NULL after a free in the middle
 * of a function: freeing NULL is allowed.
 *
 * What it misses: two functions that each free the same field.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (!rule_is_memory(s) || s->null == NULL_IS ||
        (kind_lies_in_place(s->kind) && s->kind != e->release_kind))
        return VERDICT_NONE;
    if (s->owned > 0 || !(s->released || s->given))
        return VERDICT_CLEAN;
    return s->escaped && !rule_is_freed(s) ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    rule_add_name(e, out);
    text_printf(out, " %s twice", rule_ended(e->subject.kind));
    if (e->subject.released_by != NULL)
        text_printf(out, ": %s() has already released it",
                    e->subject.released_by);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (rule_kind_is(e->subject.kind, "fd") && name != NULL)
        text_printf(out, "set %s to -1 after the first close()", name);
    else if (name != NULL)
        text_printf(out, "set %s to NULL after the first free", name);
    else
        text_add(out, "remove this call");
}

RULE(double_free) = {
    .id = "MEM004",
    .slug = "double-free",
    .title = "Memory block freed twice",
    .level = LEVEL_ERROR,
    .cwe = 415,
    .tags = "memory security",
    .since = "0.1.0",
    .events = 1u << EVENT_RELEASE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

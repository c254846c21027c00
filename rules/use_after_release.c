/* Use after release
 *
 * The function releases its last reference to an object and then follows
 * the pointer, or a helper returns the pointer to its caller.
 *
 * Why it matters: the release may free the object; the pointer then leads
 * into memory that belongs to something else.
 *
 * How to fix: use first, release afterwards.  When only the pointer's value
 * is wanted later, take what is needed from the object before the release.
 *
 * What it misses: borrowed pointers that die because their owner changes,
 * unless the owner itself is released in this function.
 */
#include "rule.h"

/* A helper returns what it has released for good. */
static enum verdict
judge_return(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (e->entry != NULL || !e->returns_object || s->null != NULL_NEVER)
        return VERDICT_NONE;
    if (!s->sole || !s->released || s->immortal)
        return VERDICT_CLEAN;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (!rule_is_reference(s))
        return VERDICT_NONE;
    if (e->kind == EVENT_RETURN)
        return judge_return(e);
    if (s->origin == ORIGIN_STATIC)
        return VERDICT_NONE;
    if (!s->released)
        return s->owned > 0 ? VERDICT_CLEAN : VERDICT_NONE;
    return rule_judge_dead_use(e);
}

static void
message(const struct event *e, struct text *out)
{
    rule_add_name(e, out);
    text_add(out,
             e->kind == EVENT_RETURN ? " returned after " : " used after ");
    if (e->subject.released_by != NULL && e->subject.given)
        text_printf(out, "the release of what %s() has put it into",
                    e->subject.released_by);
    else if (e->subject.released_by != NULL)
        text_printf(out, "%s() has released it", e->subject.released_by);
    else
        text_add(out, "its release");
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->kind == EVENT_RETURN)
        text_add(out, "return NULL where the object was released");
    else
        text_add(out, "move the release behind the last use");
}

RULE(use_after_release) = {
    .id = "REF003",
    .slug = "use-after-release",
    .title = "Object used after its last reference was released",
    .level = LEVEL_ERROR,
    .cwe = 416,
    .tags = "reference security",
    .since = "0.1.0",
    .events = 1u << EVENT_USE | 1u << EVENT_RETURN,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Misuse of a stolen reference
 *
 * Some calls take over ("steal") a reference of their caller:
 * PyTuple_SetItem(), PyList_SET_ITEM(), PyModule_AddObject() when it
 * succeeds, the N unit of Py_BuildValue().  This rule reports three ways of
 * getting that wrong: giving away a reference that the function does not
 * own, releasing one after it was given away, and using the object when
 * nothing is known to keep it alive any more.
 *
 * Why it matters: two owners share one reference; the object is freed while
 * one of them still has it.
 *
 * How to fix: Py_INCREF() before giving away something borrowed; after
 * giving away, neither release nor, unless the container stays alive, use.
 * Mind that PyList_SetItem() and PyTuple_SetItem() consume the reference
 * also when they fail, and PyModule_AddObject() only when it succeeds.
 *
 * What it misses: arguments that helper functions give away.
 */
#include "rule.h"

static enum verdict
judge_steal(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (s->null == NULL_IS)
        return VERDICT_NONE;
    if (s->owned > 0 || s->immortal)
        return VERDICT_CLEAN;
    if (!s->released && !s->given && !rule_is_borrowed(e))
        return s->origin == ORIGIN_FIELD || s->origin == ORIGIN_GLOBAL
                   ? VERDICT_CLEAN
                   : VERDICT_UNKNOWN;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static enum verdict
judge_release(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (!s->given || s->null == NULL_IS ||
        !rule_kind_is(e->release_kind, "ref"))
        return VERDICT_NONE;
    if (s->owned > 0 || s->immortal)
        return VERDICT_CLEAN;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static enum verdict
judge(const struct event *e)
{
    if (!rule_is_reference(&e->subject))
        return VERDICT_NONE;
    if (e->kind == EVENT_STEAL)
        return judge_steal(e);
    if (e->kind == EVENT_RELEASE)
        return judge_release(e);
    return e->subject.given && !e->subject.released ? rule_judge_dead_use(e)
                                                    : VERDICT_NONE;
}

static void
message_steal(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *taker = e->op->callee != NULL ? e->op->callee : "the call";
    rule_add_name(e, out);
    text_printf(out, " given to %s(), which takes over a reference", taker);
    if (s->given && s->released_by != NULL)
        text_printf(out, ", but %s() has already taken it", s->released_by);
    else if (s->released)
        text_add(out, ", but it has been released");
    else
        text_add(out, ", but this function does not own one");
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    if (e->kind == EVENT_STEAL) {
        message_steal(e, out);
        return;
    }
    rule_add_name(e, out);
    text_printf(out, " %s after ",
                e->kind == EVENT_RELEASE ? "released" : "used");
    if (s->released_by != NULL)
        text_printf(out, "%s() has taken its reference over", s->released_by);
    else
        text_add(out, "its reference was given away");
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_RELEASE)
        text_add(out, "remove this release");
    else if (name != NULL)
        text_printf(out, "add Py_INCREF(%s); before it is given away", name);
    else
        text_add(out, "take a reference with Py_INCREF() first");
}

RULE(stolen_reference_misuse) = {
    .id = "REF004",
    .slug = "stolen-reference-misuse",
    .title = "Misuse of a reference that a call takes over",
    .level = LEVEL_ERROR,
    .cwe = 911,
    .tags = "reference security",
    .since = "0.1.0",
    .events = 1u << EVENT_STEAL | 1u << EVENT_RELEASE | 1u << EVENT_USE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

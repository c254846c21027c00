/* Excess release
 *
 * The function releases a reference that it does not own: one that a call
 * only lent, an item of a container, an argument of a method, or one that it
 * has already released.  Or it stores such an object, without taking a
 * reference, in a field that tp_dealloc releases, or gives away the
 * reference of such a field and leaves the pointer there.
 *
 * Why it matters: the count drops below the number of users.  The object is
 * freed while somebody still uses it, and the crash comes later, elsewhere.
 *
 * How to fix: remove the release, or take a reference with Py_INCREF() where
 * the value is obtained.  After a release in the middle of a function, set
 * the variable to NULL (Py_CLEAR()) so that clean-up code does not release
 * it again.
 *
 * What it misses: arguments of helper functions; a helper that releases its
 * argument is taken to do so on purpose, and its callers are checked.
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge_kept(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (!rule_is_reference(s) || s->null == NULL_IS || e->field != NULL)
        return VERDICT_NONE;
    bool left = (s->given || s->released) &&
                s->keepers == 0; /* and still in its field */
    if ((s->owned >= s->keepers && !left) || s->immortal)
        return VERDICT_CLEAN;
    bool known = rule_is_borrowed(e) || s->origin == ORIGIN_FIELD ||
                 s->origin == ORIGIN_GLOBAL || s->origin == ORIGIN_NEW ||
                 s->origin == ORIGIN_PARAM;
    return s->escaped || !known ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (e->kind == EVENT_KEPT)
        return judge_kept(e);
    if (!rule_is_reference(s) || !rule_kind_is(e->release_kind, "ref") ||
        s->null == NULL_IS || s->given)
        return VERDICT_NONE;
    if (s->owned > 0 || s->immortal)
        return VERDICT_CLEAN;
    if (!s->released && !rule_is_borrowed(e))
        return s->origin == ORIGIN_FIELD || s->origin == ORIGIN_GLOBAL
                   ? VERDICT_CLEAN
                   : VERDICT_UNKNOWN;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *name = rule_name(e, out->keep);
    if (s->keeper != NULL && name != NULL && strcmp(name, s->keeper) == 0)
        text_add(out, "an object");
    else
        rule_add_name(e, out);
    if (e->kind == EVENT_KEPT && s->keepers == 0) {
        text_printf(out,
                    " %s %s() and left where it was: tp_dealloc will release "
                    "it",
                    s->given ? "given to" : "released by",
                    s->released_by != NULL ? s->released_by : "a call");
        return;
    }
    if (e->kind == EVENT_KEPT) {
        text_printf(out,
                    " left in '%s' without a reference: %s will release it",
                    s->keeper != NULL ? s->keeper : "a field", s->keeper_end);
        return;
    }
    if (s->released) {
        text_add(out, " released twice");
        if (s->released_by != NULL)
            text_printf(out, ": %s() has already released it", s->released_by);
        return;
    }
    text_add(out, " released, but this function does not own it");
    if (s->origin == ORIGIN_PARAM)
        text_add(out, ": arguments are lent");
    else if (s->origin == ORIGIN_STATIC)
        text_add(out, ": it is a static object");
    else if (rule_name(e, out->keep) != NULL && s->maker != NULL)
        text_printf(out, ": %s() lends it", s->maker);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_KEPT)
        text_add(out, "take a reference with Py_INCREF() where it is stored");
    else if (e->subject.released)
        text_add(out, "release it once; set the variable to NULL after the "
                      "first release");
    else if (name != NULL)
        text_printf(out,
                    "remove this release, or add Py_INCREF(%s); where "
                    "it is obtained",
                    name);
    else
        text_add(out, "remove this release");
}

RULE(excess_release) = {
    .id = "REF002",
    .slug = "excess-release",
    .title = "Release of a reference that is not owned",
    .level = LEVEL_ERROR,
    .cwe = 911,
    .tags = "reference security",
    .since = "0.1.0",
    .events = 1u << EVENT_RELEASE | 1u << EVENT_KEPT,
    .judge = judge,
    .message = message,
    .fix = fix,
};

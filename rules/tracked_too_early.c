/* Tracked too early
 *
 * A new instance is given to PyObject_GC_Track() before a field that
 * tp_traverse visits is set, or although it is tracked already.
 *
 * Why it matters: PyObject_GC_New() does not clear memory.  The collector
 * may start at the next allocation, visits what the field held before, and
 * crashes.  Tracking a second time ends the process; what tp_alloc returns
 * is tracked.
 *
 * How to fix: set every field, if only to NULL, and track last, once, and
 * only what PyObject_GC_New() made.
 *
 * What it misses: types that are not named where the instance is made.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_TRACK)
        return VERDICT_NONE;
    if (v->answer == ANSWER_YES)
        return VERDICT_CLEAN;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_UNKNOWN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->twice)
        text_printf(out,
                    "instance of '%s' is tracked a second time: %s() has "
                    "tracked it",
                    v->name, v->used);
    else
        text_printf(out, "instance of '%s' is tracked before '%s' is set",
                    v->name, v->field);
}

static void
fix(const struct event *e, struct text *out)
{
    text_add(out, e->type->twice
                      ? "leave this call of PyObject_GC_Track() out"
                      : "call PyObject_GC_Track() after the last field is "
                        "set");
}

RULE(tracked_too_early) = {
    .id = "TYP008",
    .slug = "tracked-too-early",
    .title = "Instance tracked before its fields are set",
    .level = LEVEL_ERROR,
    .cwe = 908,
    .tags = "types gc crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

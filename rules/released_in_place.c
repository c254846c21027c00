/* Field released before it gets another value
 *
 * A setter, tp_init, tp_clear or another function that may run while the
 * instance lives releases what a field holds while the field still points to
 * it, and stores NULL or the new value afterwards.
 *
 * Why it matters: the release can be the last one, and then a destructor or a
 * weak reference's callback runs Python code.  That code reads the attribute,
 * or sets it once more, or the collector visits it, and meets an object that
 * is being freed.
 *
 * How to fix: Py_CLEAR() the field, or Py_XSETREF() the new value: both store
 * first and release afterwards.
 *
 * What it misses: releases in helpers, and fields into which Python code
 * cannot put an object of its own choice.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_ORDER)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    text_printf(out,
                "%s() releases '%s' of '%s' before the field gets another "
                "value",
                v->slot, v->field, v->name);
}

static void
fix(const struct event *e, struct text *out)
{
    text_printf(out, "Py_XSETREF(self->%s, value) or Py_CLEAR(self->%s)",
                e->type->field, e->type->field);
}

RULE(released_in_place) = {
    .id = "TYP015",
    .slug = "released-in-place",
    .title = "Field released before it gets another value",
    .level = LEVEL_WARNING,
    .cwe = 416,
    .tags = "types crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

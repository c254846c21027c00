/* Static type that is never made ready
 *
 * A PyTypeObject of the program makes instances, is added to a module or is
 * the base of a type, and no function ever passes it to PyType_Ready().
 *
 * Why it matters: before PyType_Ready() the type has no base, no dictionary
 * and no inherited slots: tp_alloc, tp_free and tp_getattro are NULL, type(x)
 * of an instance has no type of its own.  Some uses work by accident, others
 * crash.
 *
 * How to fix: call PyType_Ready() on it while the module is imported, and test
 * the result.
 *
 * What it misses: types that are made ready too late, or only on some way.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_READY)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    text_printf(out,
                "'%s' (%s) is used by %s(), but nothing calls "
                "PyType_Ready() on it",
                v->name, v->variable, v->used);
}

static void
fix(const struct event *e, struct text *out)
{
    text_printf(out, "call PyType_Ready(&%s) before", e->type->variable);
}

RULE(unready_type) = {
    .id = "TYP014",
    .slug = "unready-type",
    .title = "Static type that is never made ready",
    .level = LEVEL_ERROR,
    .cwe = 665,
    .tags = "types crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

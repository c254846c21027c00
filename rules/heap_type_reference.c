/* Heap type not released or not visited
 *
 * An instance of a type made by PyType_FromSpec() owns a reference to its
 * type: tp_dealloc must release it (since Python 3.8) and tp_traverse must
 * visit it (since 3.9).  An instance of a static type owns none, and its
 * tp_dealloc must not release it.
 *
 * Why it matters: every instance that dies keeps its type, and with it the
 * module, alive for good.  A type that is not visited hides cycles from the
 * collector.  A static type that is released too often ends the process before
 * Python 3.12.
 *
 * How to fix: in tp_dealloc keep the type in a variable, free the instance,
 * then Py_DECREF(type).  In tp_traverse Py_VISIT(Py_TYPE(self)).
 *
 * What it misses: a tp_dealloc that hands the instance to code outside the
 * project.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_TYPE_RELEASE && v->aspect != ASPECT_TYPE_VISIT)
        return VERDICT_NONE;
    if (v->answer == ANSWER_YES)
        return VERDICT_CLEAN;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_UNKNOWN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->is_static)
        text_printf(out,
                    "%s() releases the type of '%s', a static type of which "
                    "instances hold no reference",
                    v->slot, v->name);
    else if (v->twice)
        text_printf(out, "%s() releases the heap type of '%s' a second time",
                    v->slot, v->name);
    else if (v->aspect == ASPECT_TYPE_RELEASE)
        text_printf(out, "%s() does not release the heap type of '%s'",
                    v->slot, v->name);
    else
        text_printf(out, "%s() does not visit the heap type of '%s'", v->slot,
                    v->name);
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->type->is_static)
        text_add(out, "remove the Py_DECREF() of the type, or make the type "
                      "with PyType_FromSpec()");
    else if (e->type->twice)
        text_add(out, "leave it to the tp_dealloc that frees the instance");
    else if (e->type->aspect == ASPECT_TYPE_RELEASE)
        text_add(out, "Py_DECREF() the type after the instance is freed");
    else
        text_add(out, "add Py_VISIT(Py_TYPE(self)) to tp_traverse");
}

RULE(heap_type_reference) = {
    .id = "TYP005",
    .slug = "heap-type-reference",
    .title = "Heap type not released or not visited",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "types gc leak",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Container without garbage collection
 *
 * Instances can hold arbitrary objects, or the type has a tp_traverse or
 * Py_TPFLAGS_MANAGED_DICT, but it lacks Py_TPFLAGS_HAVE_GC (which Python 3.15
 * refuses for managed dictionaries).  Or it has the flag and makes instances
 * with PyObject_GC_New() that nothing ever tracks.
 *
 * Why it matters: a cycle through such an instance is never found, so it is
 * never freed.
 *
 * How to fix: add Py_TPFLAGS_HAVE_GC with tp_traverse and tp_clear, untrack in
 * tp_dealloc and allocate with tp_alloc or PyObject_GC_New().
 *
 * What it misses: objects that are held in containers made by the type.  A
 * heap type that only refers to itself is reported as possible where its
 * module stays as long as the process.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_COLLECTED)
        return VERDICT_NONE;
    if (v->answer == ANSWER_YES)
        return VERDICT_CLEAN;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_UNKNOWN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    switch (v->need) {
    case NEED_TRAVERSE:
        text_printf(out,
                    "'%s' (%s) has a tp_traverse but no Py_TPFLAGS_HAVE_GC",
                    v->name, v->variable);
        break;
    case NEED_SETTABLE:
    case NEED_FIELD:
        text_printf(out,
                    "'%s' (%s) can hold any object in '%s' but has no "
                    "Py_TPFLAGS_HAVE_GC",
                    v->name, v->variable, v->field);
        break;
    case NEED_TARGET:
        text_printf(out,
                    "'%s' (%s) owns a '%s' in '%s', which can hold any "
                    "object, but has no Py_TPFLAGS_HAVE_GC",
                    v->name, v->variable, v->detail, v->field);
        break;
    case NEED_TRACK:
        text_printf(out,
                    "'%s' has Py_TPFLAGS_HAVE_GC, but nothing ever calls "
                    "PyObject_GC_Track() for an instance",
                    v->name);
        break;
    case NEED_HEAP_TYPE:
        text_printf(out,
                    "heap type '%s' (%s) refers to its type but has no "
                    "Py_TPFLAGS_HAVE_GC",
                    v->name, v->variable);
        break;
    case NEED_DICT:
        text_printf(out,
                    "'%s' (%s) has Py_TPFLAGS_MANAGED_DICT but no "
                    "Py_TPFLAGS_HAVE_GC",
                    v->name, v->variable);
        break;
    case NEED_NONE:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->type->need == NEED_TRACK)
        text_add(out, "call PyObject_GC_Track() once all fields are set");
    else
        text_add(out, "add Py_TPFLAGS_HAVE_GC, tp_traverse and tp_clear");
}

RULE(container_without_gc) = {
    .id = "TYP006",
    .slug = "container-without-gc",
    .title = "Container without garbage collection",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "types gc leak",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

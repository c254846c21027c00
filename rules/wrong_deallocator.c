/* Instance freed by the wrong function
 *
 * tp_dealloc frees the instance by a function of another family than the one
 * that allocated it: PyObject_Del() for a type with garbage collection,
 * PyObject_GC_Del() for one without, PyMem_Free() or free() for any, or
 * PyObject_Del() where subclasses made in Python have another allocator.
 *
 * Why it matters: an instance with garbage collection has a header before it;
 * the allocator gets a pointer that it never gave out.
 *
 * How to fix: Py_TYPE(self)->tp_free((PyObject *)self) is right for every
 * type.
 *
 * What it misses: types with an allocator of their own.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_FREE)
        return VERDICT_NONE;
    if (v->answer == ANSWER_YES)
        return VERDICT_CLEAN;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_UNKNOWN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    text_printf(out, "%s() frees '%s' by %s() where %s() is needed", v->slot,
                v->name, v->used, v->wanted);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "call Py_TYPE(self)->tp_free((PyObject *)self)");
}

RULE(wrong_deallocator) = {
    .id = "TYP009",
    .slug = "wrong-deallocator",
    .title = "Instance freed by the wrong function",
    .level = LEVEL_ERROR,
    .cwe = 762,
    .tags = "types memory crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

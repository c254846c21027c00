/* tp_dealloc releases fields of a tracked object
 *
 * tp_dealloc of a type with Py_TPFLAGS_HAVE_GC releases a field before (or
 * without) PyObject_GC_UnTrack().
 *
 * Why it matters: releasing a field can run Python code, which can start the
 * collector.  The collector then visits an object that is half torn down and
 * whose reference count is zero, and the interpreter crashes.
 *
 * How to fix: make PyObject_GC_UnTrack(self) the first call, after
 * PyObject_CallFinalizerFromDealloc() where that is used.
 *
 * What it misses: fields that hold strings or numbers only are not asked for.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_UNTRACK)
        return VERDICT_NONE;
    if (v->answer == ANSWER_YES)
        return VERDICT_CLEAN;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_UNKNOWN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    text_printf(out,
                "%s() releases fields of '%s' that the collector still tracks",
                v->slot, v->name);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "call PyObject_GC_UnTrack(self) first");
}

RULE(dealloc_without_untrack) = {
    .id = "TYP004",
    .slug = "dealloc-without-untrack",
    .title = "tp_dealloc releases fields while tracked",
    .level = LEVEL_ERROR,
    .cwe = 416,
    .tags = "types gc crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* tp_traverse changes a reference count
 *
 * tp_traverse, or a function that it calls, takes or releases a reference to a
 * field.  Or it visits a field twice, or one that the instance only borrows or
 * that is the list of its weak references.
 *
 * Why it matters: the collector compares reference counts with the references
 * that it is shown; a count that changes meanwhile makes it free objects in
 * use, or crash.
 *
 * How to fix: only Py_VISIT() in tp_traverse.
 *
 * What it misses: counts of objects that are no fields of the instance.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_CONSTANT)
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
                    "%s() visits '%s' of '%s' once more than the instance "
                    "has references to it",
                    v->slot, v->field, v->name);
    else
        text_printf(out, "%s() of '%s' changes a reference count by %s()",
                    v->slot, v->name, v->used);
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->type->twice)
        text_add(out, "visit each owned reference once, and no others");
    else
        text_add(out, "only visit here; release in tp_clear and tp_dealloc");
}

RULE(refcount_changed_in_traverse) = {
    .id = "TYP010",
    .slug = "refcount-changed-in-traverse",
    .title = "tp_traverse changes a reference count",
    .level = LEVEL_ERROR,
    .cwe = 672,
    .tags = "types gc crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

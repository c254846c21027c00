/* tp_dealloc misses a field
 *
 * The instance owns a reference in a field that tp_dealloc does not release,
 * directly or through a helper, or the type has owned fields and no
 * tp_dealloc.  Or instances can be referred to weakly, and tp_dealloc does
 * not clear those references.
 *
 * Why it matters: every instance that dies leaves one object behind.  A
 * weak reference that is left leads to freed memory.
 *
 * How to fix: Py_CLEAR() or Py_XDECREF() the field in tp_dealloc, most
 * simply by calling tp_clear from it; PyObject_ClearWeakRefs() before
 * anything else is torn down.
 *
 * What it misses: fields that are released on some ways through tp_dealloc
 * only, unless the code tests the field itself on the way.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_DEALLOC || v->kind != NULL)
        return VERDICT_NONE;
    if (v->answer == ANSWER_YES)
        return VERDICT_CLEAN;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_UNKNOWN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->base != NULL)
        text_printf(out,
                    "%s() of '%s' does not call tp_dealloc of its base %s",
                    v->slot, v->name, v->base);
    else if (v->is_weaklist)
        text_printf(out, "%s() does not clear the weak references to '%s'",
                    v->slot, v->name);
    else if (v->on_some_way)
        text_printf(out, "%s() can free '%s' without releasing its field '%s'",
                    v->slot, v->name, v->field);
    else if (v->of_module)
        text_printf(out, "%s() does not release '%s' in the state of '%s'",
                    v->slot, v->field, v->name);
    else if (v->slot != NULL)
        text_printf(out, "%s() does not release '%s' of '%s'", v->slot,
                    v->field, v->name);
    else
        text_printf(out,
                    "'%s' (%s) has no tp_dealloc that releases its field "
                    "'%s'",
                    v->name, v->variable, v->field);
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->type->base != NULL)
        text_printf(out, "end with %s.tp_dealloc(self)", e->type->base);
    else if (e->type->is_weaklist)
        text_printf(out, "add PyObject_ClearWeakRefs(self) to tp_dealloc");
    else
        text_printf(out, "add Py_CLEAR(self->%s) to tp_dealloc",
                    e->type->field);
}

RULE(dealloc_misses_field) = {
    .id = "TYP003",
    .slug = "dealloc-misses-field",
    .title = "tp_dealloc misses a field",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "types leak",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

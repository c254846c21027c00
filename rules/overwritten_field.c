/* Field overwritten without a release
 *
 * A setter, method or tp_init stores into a field that owns a reference, a
 * block of memory, a Py_buffer or a descriptor, and never gives back what
 * stood there.  Or a function that Python code can call stores into a static
 * variable, or into a field of the module's state, that owns a reference.
 *
 * Why it matters: every call but the first leaks the old value.  Python code
 * can call __init__() again on an instance that it has already set up.
 *
 * How to fix: Py_XSETREF() the field, or keep the old value in a variable
 * and release it after the store.
 *
 * What it misses: functions that use the old value in some other way, and
 * fields that sometimes hold a borrowed reference.  Behind a test of other
 * fields it is reported as possible.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_REPLACE)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->name == NULL) {
        text_printf(out,
                    "%s() overwrites the static variable '%s' without "
                    "releasing what it held",
                    v->slot, v->field);
        return;
    }
    text_printf(out, "%s() overwrites '%s' %s '%s' without %s what it held",
                v->slot, v->field, v->of_module ? "in the state of" : "of",
                v->name, v->kind != NULL ? "freeing" : "releasing");
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->type->kind != NULL)
        text_printf(out,
                    rule_kind_is(e->type->kind, "buffer")
                        ? "PyBuffer_Release(&self->%s) first"
                        : "free the old block of self->%s first",
                    e->type->field);
    else
        text_printf(out, "Py_XSETREF(%s%s, value)",
                    e->type->name == NULL ? ""
                    : e->type->of_module  ? "state->"
                                          : "self->",
                    e->type->field);
}

RULE(overwritten_field) = {
    .id = "TYP011",
    .slug = "overwritten-field",
    .title = "Field overwritten without a release",
    .level = LEVEL_WARNING,
    .cwe = 401,
    .tags = "types leak",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

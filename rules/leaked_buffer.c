/* Leaked buffer
 *
 * A Py_buffer is filled, by PyObject_GetBuffer() or by a unit such as y* of
 * PyArg_ParseTuple(), and never released on this path, or it is a field of
 * an instance and tp_dealloc does not release it.
 *
 * Why it matters: the exporter stays alive and locked.  A bytearray can not
 * be resized any more, and raises BufferError for the rest of its life.
 *
 * How to fix: PyBuffer_Release() on every way out after the call that filled
 * the buffer.  When that call fails, there is nothing to release.
 *
 * What it misses: buffers in structures other than instances.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (e->kind == EVENT_TYPE)
        return rule_kind_is(e->type->kind, "buffer") &&
                       e->type->aspect == ASPECT_DEALLOC
                   ? rule_judge_type(e->type)
                   : VERDICT_NONE;
    return rule_is_buffer(&e->subject) ? rule_judge_lost(e) : VERDICT_NONE;
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_TYPE) {
        const struct type_view *v = e->type;
        text_printf(out, "%s() does not release '%s' of '%s'",
                    v->slot != NULL ? v->slot : "tp_dealloc", v->field,
                    v->name);
        return;
    }
    text_add(out, "buffer ");
    if (name != NULL)
        text_printf(out, "'%s' ", name);
    if (s->maker != NULL)
        text_printf(out, "filled by %s() ", s->maker);
    text_add(out, e->loss == LOSS_OVERWRITTEN ? "overwritten unreleased"
                                              : "not released");
    if (e->loss == LOSS_RETURN)
        rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_TYPE)
        text_printf(out, "add PyBuffer_Release(&self->%s) to tp_dealloc",
                    e->type->field);
    else if (name != NULL)
        text_printf(out, "add PyBuffer_Release(&%s); before this statement",
                    name);
    else
        text_add(out, "call PyBuffer_Release() before this statement");
}

RULE(leaked_buffer) = {
    .id = "MEM006",
    .slug = "leaked-buffer",
    .title = "Py_buffer never released",
    .level = LEVEL_ERROR,
    .cwe = 772,
    .tags = "memory buffer leak",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST | 1u << EVENT_RELEASE | 1u << EVENT_STEAL |
              1u << EVENT_RETURN | 1u << EVENT_STORE | 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Field released and left in place
 *
 * tp_clear or another function that may run while the instance lives
 * releases an owned field, or frees the block in it, and leaves the pointer
 * there.  Or a function that Python code can call does so with a static
 * variable.
 *
 * Why it matters: tp_dealloc releases the field again.  By then the object
 * may be gone, and its memory belong to something else.
 *
 * How to fix: Py_CLEAR() the field instead of Py_DECREF() or Py_XDECREF(); set
 * it to NULL after PyMem_Free().
 *
 * What it misses: fields that are released by helpers, and fields that
 * sometimes hold a borrowed reference.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_RESET)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    const char *verb = v->kind != NULL ? "frees" : "releases";
    if (v->name == NULL) {
        text_printf(out,
                    "%s() releases the static variable '%s' and leaves the "
                    "pointer in place, where the next call finds it",
                    v->slot, v->field);
        return;
    }
    text_printf(out,
                "%s() %s '%s' of '%s' and leaves the pointer in place: "
                "tp_dealloc %s it again",
                v->slot, verb, v->field, v->name, verb);
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->type->kind != NULL)
        text_printf(out, "set self->%s to NULL", e->type->field);
    else
        text_printf(out, "use Py_CLEAR(%s%s)",
                    e->type->name == NULL ? "" : "self->", e->type->field);
}

RULE(dangling_field) = {
    .id = "TYP012",
    .slug = "dangling-field",
    .title = "Field released and left in place",
    .level = LEVEL_ERROR,
    .cwe = 415,
    .tags = "types crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

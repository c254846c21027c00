/* tp_clear misses a field
 *
 * tp_traverse visits a field that tp_clear does not release, or there is no
 * tp_clear.
 *
 * Why it matters: the collector breaks a cycle by calling tp_clear of its
 * members.  When none of them lets go, the cycle is found over and over and
 * never freed.
 *
 * How to fix: Py_CLEAR() the field in tp_clear.  A type whose fields never
 * change after creation can do without, like tuple: every cycle through it
 * has another member that can be cleared.
 *
 * What it misses: fields that tp_traverse does not visit either.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_CLEAR || v->is_atom)
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
        text_printf(out, "%s() of '%s' does not call tp_clear of its base %s",
                    v->slot, v->name, v->base);
    else if (v->of_module)
        text_printf(out,
                    "neither %s() nor m_free releases '%s' in the state of "
                    "'%s'",
                    v->slot, v->field, v->name);
    else if (v->slot != NULL)
        text_printf(out,
                    "%s() does not clear '%s' of '%s', which tp_traverse "
                    "visits",
                    v->slot, v->field, v->name);
    else
        text_printf(out,
                    "'%s' (%s) has no tp_clear that releases its field '%s'",
                    v->name, v->variable, v->field);
}

static void
fix(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->base != NULL) {
        text_printf(out, "end with: return %s.tp_clear(self);", v->base);
        return;
    }
    text_printf(out, "add Py_CLEAR(%s->%s) to %s",
                v->of_module ? "state" : "self", v->field,
                v->slot != NULL ? v->slot : "tp_clear");
}

RULE(clear_misses_field) = {
    .id = "TYP002",
    .slug = "clear-misses-field",
    .title = "tp_clear misses a field",
    .level = LEVEL_WARNING,
    .cwe = 401,
    .tags = "types gc leak",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

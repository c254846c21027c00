/* tp_traverse misses a field
 *
 * The instance owns a reference in a field that tp_traverse does not visit,
 * or the type has Py_TPFLAGS_HAVE_GC and no tp_traverse at all.
 *
 * Why it matters: the garbage collector finds cycles by counting the
 * references that tp_traverse shows.  A cycle through a hidden field looks
 * like something in use, and is never freed.  Without any tp_traverse the
 * collector crashes (since Python 3.11 the type cannot be made at all).  The
 * state of a module is asked the same of its m_traverse.
 *
 * How to fix: Py_VISIT() every field that owns a reference to an object that
 * can refer to others.  Strings and numbers need no visit.
 *
 * What it misses: references in lists and tables that are reached by more
 * than one pointer, and fields whose struct is not known.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_TRAVERSE || v->is_atom)
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
                    "%s() of '%s' does not call tp_traverse of its base %s",
                    v->slot, v->name, v->base);
    else if (v->field == NULL)
        text_printf(out, "'%s' (%s) has Py_TPFLAGS_HAVE_GC but no tp_traverse",
                    v->name, v->variable);
    else if (v->of_module)
        text_printf(out, "%s() does not visit '%s' in the state of '%s'",
                    v->slot, v->field, v->name);
    else if (v->slot != NULL)
        text_printf(out, "%s() does not visit '%s' of '%s'", v->slot, v->field,
                    v->name);
    else
        text_printf(out,
                    "'%s' (%s) has no tp_traverse that visits its field '%s'",
                    v->name, v->variable, v->field);
}

static void
fix(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->base != NULL)
        text_printf(out, "end with: return %s.tp_traverse(self, visit, arg);",
                    v->base);
    else if (v->field == NULL)
        text_add(out, "add a tp_traverse, or drop the flag");
    else
        text_printf(out, "add Py_VISIT(%s->%s) to %s",
                    v->of_module ? "state" : "self", v->field,
                    v->slot != NULL ? v->slot : "tp_traverse");
}

RULE(traverse_misses_field) = {
    .id = "TYP001",
    .slug = "traverse-misses-field",
    .title = "tp_traverse misses a field",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "types gc leak",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Cycle that the collector cannot break
 *
 * A type with tp_del can be part of a cycle; instances keep something that
 * is bound to themselves where the collector does not see or clear it; two
 * types own each other and one of them hides it; or C code keeps a reference
 * to an instance (the argument of a callback, a capsule, a global variable)
 * that only the instance's own tp_dealloc would give back.
 *
 * Why it matters: such cycles are never freed.  With tp_del they end up in
 * gc.garbage, without a tp_traverse that shows them nobody ever looks.
 *
 * How to fix: tp_finalize instead of tp_del; Py_TPFLAGS_HAVE_GC with
 * tp_traverse and tp_clear for every member; or make one of the references
 * a borrowed or weak one.
 *
 * What it misses: references that another library takes by itself.  Types that
 * own each other are a possibility only, unless one function ties both ends.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_CYCLE)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
kept_message(const struct type_view *v, struct text *out)
{
    switch (v->harm) {
    case HARM_KEPT_CALLBACK:
        text_printf(out,
                    "'%s' gives a reference to itself to %s(), which nothing "
                    "but tp_dealloc could end",
                    v->name, v->detail);
        break;
    case HARM_KEPT_CAPSULE:
        text_printf(out,
                    "'%s' keeps a capsule that holds a reference to itself, "
                    "which the collector does not see",
                    v->name);
        break;
    case HARM_KEPT_GLOBAL:
        text_printf(out,
                    "'%s' leaves a reference to itself in '%s', which nothing "
                    "ever takes out",
                    v->name, v->detail);
        break;
    case HARM_REGISTERED:
        text_printf(out,
                    "'%s' puts itself into '%s', out of which only its "
                    "tp_dealloc takes it",
                    v->name, v->detail);
        break;
    case HARM_NONE:
    case HARM_DEL:
    case HARM_BOUND:
    case HARM_HIDDEN:
    case HARM_UNTRACKED:
    case HARM_RESURRECTED:
    case HARM_TORN:
    case HARM_NOT_FINALIZED:
    case HARM_HANDED_OUT:
    case HARM_PLAIN:
    case HARM_LEFT_OUT:
    case HARM_TRASH_TRACKED:
    case HARM_TRASH_PLAIN:
    case HARM_TRASH_OTHER:
    case HARM_TRASH_OPEN:
    case HARM_TRASH_AFTER:
        break;
    }
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    switch (v->harm) {
    case HARM_DEL:
        text_printf(out,
                    "'%s' has tp_del: a cycle through an instance is never "
                    "collected",
                    v->name);
        break;
    case HARM_BOUND:
        text_printf(out,
                    "'%s' keeps the result of %s() on itself in '%s': no "
                    "instance is ever freed",
                    v->name, v->detail, v->field);
        break;
    case HARM_HIDDEN:
        text_printf(out,
                    "tp_traverse of '%s' hides '%s' from the collector, part "
                    "of the cycle %s",
                    v->name, v->field, v->detail);
        break;
    case HARM_UNTRACKED:
        text_printf(out,
                    "'%s' (%s) has no Py_TPFLAGS_HAVE_GC but is part of the "
                    "cycle %s",
                    v->name, v->variable, v->detail);
        break;
    case HARM_KEPT_CALLBACK:
    case HARM_KEPT_CAPSULE:
    case HARM_KEPT_GLOBAL:
    case HARM_REGISTERED:
        kept_message(v, out);
        break;
    case HARM_NONE:
    case HARM_RESURRECTED:
    case HARM_TORN:
    case HARM_NOT_FINALIZED:
    case HARM_HANDED_OUT:
    case HARM_PLAIN:
    case HARM_LEFT_OUT:
    case HARM_TRASH_TRACKED:
    case HARM_TRASH_PLAIN:
    case HARM_TRASH_OTHER:
    case HARM_TRASH_OPEN:
    case HARM_TRASH_AFTER:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->harm == HARM_DEL)
        text_add(out, "use tp_finalize (Python 3.4 and newer)");
    else if (v->harm == HARM_BOUND)
        text_printf(out, "visit and clear '%s', or make it when it is needed",
                    v->field);
    else if (v->field == NULL)
        text_add(out, "leave the reference borrowed and end it in tp_dealloc, "
                      "or give it back when the instance is closed");
    else
        text_printf(out, "visit and clear '%s', or hold it weakly", v->field);
}

RULE(finalizer_in_cycle) = {
    .id = "TYP007",
    .slug = "finalizer-in-cycle",
    .title = "Cycle that the collector cannot break",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "types gc leak",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Finalizer or dying instance mishandled by tp_dealloc
 *
 * tp_dealloc ignores that a finalizer revived the instance, calls it after
 * fields were released, never calls tp_finalize, or passes the instance,
 * whose count is zero, to Python code.
 *
 * Why it matters: a revived instance that is freed is used after its end.
 * A finalizer that finds its fields gone crashes or does half its work.  A
 * dying instance that is passed on is taken and dropped there, which calls
 * tp_dealloc a second time from within the first.
 *
 * How to fix: begin with
 *     if (PyObject_CallFinalizerFromDealloc(self) < 0)
 *         return;
 * and do what needs the instance in tp_finalize.
 *
 * What it misses: helpers that pass the instance on.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    const struct type_view *v = e->type;
    if (v->aspect != ASPECT_FINALIZE)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    switch (v->harm) {
    case HARM_RESURRECTED:
        text_printf(out,
                    "%s() goes on with '%s' though its finalizer may have "
                    "revived it",
                    v->slot, v->name);
        break;
    case HARM_TORN:
        text_printf(out,
                    "%s() releases fields of '%s' before its finalizer runs",
                    v->slot, v->name);
        break;
    case HARM_NOT_FINALIZED:
        text_printf(out, "%s() never calls %s(), the tp_finalize of '%s'",
                    v->slot, v->detail, v->name);
        break;
    case HARM_HANDED_OUT:
        text_printf(out,
                    "%s() passes the dying '%s' to %s(), which takes and "
                    "drops a reference to it",
                    v->slot, v->name, v->detail);
        break;
    case HARM_NONE:
    case HARM_DEL:
    case HARM_BOUND:
    case HARM_HIDDEN:
    case HARM_UNTRACKED:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->type->harm == HARM_HANDED_OUT)
        text_add(out, "do that in tp_finalize");
    else
        text_add(out, "begin tp_dealloc with: if "
                      "(PyObject_CallFinalizerFromDealloc(self) < 0) return;");
}

RULE(finalizer_misuse) = {
    .id = "TYP013",
    .slug = "finalizer-misuse",
    .title = "Finalizer or dying instance mishandled",
    .level = LEVEL_ERROR,
    .cwe = 416,
    .tags = "types crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

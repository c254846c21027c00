/* Finalizer or dying instance mishandled by tp_dealloc
 *
 * tp_dealloc ignores that a finalizer revived the instance, calls it after
 * fields were released or the instance was untracked, never calls
 * tp_finalize, or passes the instance, whose count is zero, to Python code.
 * Or it begins the trashcan while the instance is tracked, for another
 * function, or leaves it open.
 *
 * Why it matters: a revived instance that is freed is used after its end.
 * A finalizer that finds its fields gone crashes or does half its work.  A
 * dying instance that is passed on is taken and dropped there, which calls
 * tp_dealloc a second time from within the first.  The trashcan links the
 * instances that it puts off by the collector's own header, and calls
 * tp_dealloc again, from its beginning.
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
trash_message(const struct type_view *v, struct text *out)
{
    switch (v->harm) {
    case HARM_TRASH_TRACKED:
        text_printf(out,
                    "%s() begins the trashcan while the collector still "
                    "tracks '%s'",
                    v->slot, v->name);
        break;
    case HARM_TRASH_PLAIN:
        text_printf(out,
                    "%s() uses the trashcan, but '%s' has no "
                    "Py_TPFLAGS_HAVE_GC",
                    v->slot, v->name);
        break;
    case HARM_TRASH_OTHER:
        text_printf(out,
                    "%s() begins the trashcan for %s(), which is not the "
                    "tp_dealloc of '%s'",
                    v->slot, v->detail, v->name);
        break;
    case HARM_TRASH_OPEN:
        text_printf(out, "%s() returns without Py_TRASHCAN_END", v->slot);
        break;
    case HARM_TRASH_AFTER:
        text_printf(out,
                    "%s() tears '%s' down after Py_TRASHCAN_END, also when "
                    "the trashcan has put it off",
                    v->slot, v->name);
        break;
    case HARM_NONE:
    case HARM_DEL:
    case HARM_BOUND:
    case HARM_HIDDEN:
    case HARM_UNTRACKED:
    case HARM_KEPT_CALLBACK:
    case HARM_KEPT_CAPSULE:
    case HARM_KEPT_GLOBAL:
    case HARM_REGISTERED:
    case HARM_RESURRECTED:
    case HARM_TORN:
    case HARM_NOT_FINALIZED:
    case HARM_HANDED_OUT:
    case HARM_PLAIN:
    case HARM_LEFT_OUT:
        break;
    }
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
    case HARM_PLAIN:
        text_printf(out, "%s() untracks '%s', which has no Py_TPFLAGS_HAVE_GC",
                    v->slot, v->name);
        break;
    case HARM_LEFT_OUT:
        text_printf(out,
                    "%s() calls the finalizer of '%s' after "
                    "PyObject_GC_UnTrack(): a revived instance stays "
                    "untracked",
                    v->slot, v->name);
        break;
    case HARM_TRASH_TRACKED:
    case HARM_TRASH_PLAIN:
    case HARM_TRASH_OTHER:
    case HARM_TRASH_OPEN:
    case HARM_TRASH_AFTER:
        trash_message(v, out);
        break;
    case HARM_NONE:
    case HARM_DEL:
    case HARM_BOUND:
    case HARM_HIDDEN:
    case HARM_UNTRACKED:
    case HARM_KEPT_CALLBACK:
    case HARM_KEPT_CAPSULE:
    case HARM_KEPT_GLOBAL:
    case HARM_REGISTERED:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    switch (e->type->harm) {
    case HARM_HANDED_OUT:
        text_add(out, "do that in tp_finalize");
        break;
    case HARM_TRASH_TRACKED:
        text_add(out, "call PyObject_GC_UnTrack(self) before it");
        break;
    case HARM_TRASH_PLAIN:
        text_add(out, "leave the trashcan out");
        break;
    case HARM_PLAIN:
        text_add(out, "leave PyObject_GC_UnTrack() out");
        break;
    case HARM_TRASH_OTHER:
        text_printf(out, "write Py_TRASHCAN_BEGIN(self, %s)", e->type->slot);
        break;
    case HARM_TRASH_OPEN:
        text_add(out, "jump to a label right before Py_TRASHCAN_END");
        break;
    case HARM_TRASH_AFTER:
        text_add(out, "make Py_TRASHCAN_END the last statement");
        break;
    case HARM_NONE:
    case HARM_DEL:
    case HARM_BOUND:
    case HARM_HIDDEN:
    case HARM_UNTRACKED:
    case HARM_KEPT_CALLBACK:
    case HARM_KEPT_CAPSULE:
    case HARM_KEPT_GLOBAL:
    case HARM_REGISTERED:
    case HARM_RESURRECTED:
    case HARM_TORN:
    case HARM_NOT_FINALIZED:
    case HARM_LEFT_OUT:
        text_add(out, "begin tp_dealloc with: if "
                      "(PyObject_CallFinalizerFromDealloc(self) < 0) return;");
        break;
    }
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

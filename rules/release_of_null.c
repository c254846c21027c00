/* Release of NULL
 *
 * A pointer that is NULL on this path goes to a release that does not accept
 * NULL, such as Py_DECREF().  Or tp_dealloc so releases a field that is NULL
 * until tp_init, or some method, has set it: tp_init may fail before, and
 * Python code can make an instance by __new__() alone; or tp_new gives up.
 *
 * Why it matters: Py_DECREF(NULL) crashes.  It sits mostly in error
 * branches, right after the call that failed, where no test goes.
 *
 * How to fix: Py_XDECREF() where the variable may be NULL; no release at all
 * for the very result that was just found to be NULL.
 *
 * What it misses: pointers of which nothing says that they may be NULL.
 */
#include "rule.h"

static enum verdict
judge_field(const struct type_view *v)
{
    if (v->aspect != ASPECT_EMPTY)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static enum verdict
judge(const struct event *e)
{
    if (e->type != NULL)
        return judge_field(e->type);
    if (e->kind == EVENT_UNSET)
        return e->holds_null ? VERDICT_FOUND : VERDICT_NONE;
    /* 0 is a descriptor like others. */
    if (rule_arg_has(e, VERB_NULL) || rule_kind_is(e->release_kind, "fd"))
        return VERDICT_NONE;
    if (e->subject.null == NULL_IS)
        return VERDICT_FOUND;
    return e->subject.null == NULL_NEVER ? VERDICT_CLEAN : VERDICT_NONE;
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    if (e->type != NULL) {
        text_printf(out,
                    "%s() releases '%s' of '%s' with Py_DECREF(), but it is "
                    "NULL in an instance that tp_init has not set up",
                    e->type->slot, e->type->field, e->type->name);
        return;
    }
    rule_add_name(e, out);
    if (e->kind == EVENT_UNSET) {
        text_printf(out,
                    " released while its field '%s' is NULL, which tp_dealloc "
                    "releases with Py_DECREF()",
                    e->field);
        rule_add_cause(e, out);
        return;
    }
    text_add(out, " is NULL when released");
    if (e->op->callee != NULL)
        text_printf(out, " with %s()", e->op->callee);
    if (rule_name(e, out->keep) != NULL && s->maker != NULL)
        text_printf(out, ": %s() failed", s->maker);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->type != NULL || e->kind == EVENT_UNSET)
        text_printf(out, "use Py_XDECREF() or Py_CLEAR() for '%s' there",
                    e->type != NULL ? e->type->field : e->field);
    else if (rule_kind_is(e->release_kind, "ref") && name != NULL)
        text_printf(out, "use Py_XDECREF(%s), or remove the release", name);
    else
        text_add(out, "test for NULL before this release");
}

RULE(release_of_null) = {
    .id = "NUL002",
    .slug = "release-of-null",
    .title = "NULL released",
    .level = LEVEL_ERROR,
    .cwe = 476,
    .tags = "null crash",
    .since = "0.1.0",
    .events = 1u << EVENT_RELEASE | 1u << EVENT_TYPE | 1u << EVENT_UNSET,
    .judge = judge,
    .message = message,
    .fix = fix,
};

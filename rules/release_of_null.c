/* Release of NULL
 *
 * A pointer that is NULL on this path goes to a release that does not accept
 * NULL, such as Py_DECREF().
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
judge(const struct event *e)
{
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
    rule_add_name(e, out);
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
    if (rule_kind_is(e->release_kind, "ref") && name != NULL)
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
    .events = 1u << EVENT_RELEASE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

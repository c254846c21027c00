/* Leaked reference
 *
 * The function owns a reference and loses the last pointer to it without
 * releasing it or passing it on: at a return, when its variable gets another
 * value, or because nobody keeps the result of a call.
 *
 * Why it matters: the object is never freed.  One call per request is a
 * growing process; a leaked object also keeps alive all that it refers to.
 *
 * How to fix: Py_DECREF() on every way out, most simply with one label at
 * the end that releases what was made (Py_XDECREF() on variables that began
 * as NULL).  Calls that store a value of their own, such as
 * PyDict_SetItemString(), do not take the caller's reference.
 *
 * What it misses: a reference passed to a function of which nothing is
 * known, or stored in memory that nobody releases later.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (!rule_is_reference(&e->subject) || rule_is_import_leak(e))
        return VERDICT_NONE;
    if (e->full != NULL)
        return VERDICT_FOUND;
    return rule_judge_lost(e);
}

/* An argument that the called function does not take over. */
static bool
is_inline_argument(const struct event *e)
{
    return e->op != e->subject.born && e->op->kind == OP_CALL &&
           e->op->callee != NULL;
}

static void
message_ignored(const struct event *e, struct text *out)
{
    const char *maker = e->subject.maker != NULL ? e->subject.maker
                                                 : "the call";
    /* What the call itself gave; a static object was not made anywhere. */
    bool is_static = e->subject.origin == ORIGIN_STATIC &&
                     e->op->kind == OP_CALL && e->op->callee != NULL;
    if (is_static)
        text_printf(out, "result of %s() is ignored and leaks", e->op->callee);
    else if (is_inline_argument(e))
        text_printf(out, "result of %s() leaks: %s() does not take it over",
                    maker, e->op->callee);
    else
        text_printf(out, "result of %s() is ignored and leaks", maker);
}

static void
message(const struct event *e, struct text *out)
{
    if (e->full != NULL) {
        text_printf(out,
                    "the item that '%s' holds at this index leaks: %s() does "
                    "not release it",
                    e->full, e->op->callee);
        return;
    }
    if (e->loss == LOSS_IGNORED) {
        message_ignored(e, out);
        return;
    }
    bool nameless = e->subject.name == NULL && e->subject.maker == NULL;
    if (e->loss == LOSS_RETURN)
        text_add(out, nameless ? "" : "reference to ");
    rule_add_name(e, out);
    switch (e->loss) {
    case LOSS_RETURN:
        text_add(out, " leaked");
        rule_add_cause(e, out);
        break;
    case LOSS_OVERWRITTEN:
        text_add(out, " overwritten while it still owns a reference");
        break;
    case LOSS_SCOPE:
        text_add(out, " goes out of scope while it still owns a reference");
        break;
    case LOSS_HOLDER:
        text_add(out, " still owns a reference when its memory is freed");
        break;
    case LOSS_IGNORED:
    case LOSS_REALLOC:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->full != NULL)
        text_add(out, "use PyList_SetItem() or PyTuple_SetItem()");
    else if (e->loss == LOSS_IGNORED)
        text_add(out, "keep the result in a variable, test it for NULL and "
                      "release it with Py_DECREF()");
    else if (name != NULL && rule_is_passed_here(e))
        text_printf(out,
                    "keep the result in another variable, and add "
                    "Py_DECREF(%s); before it is %s",
                    name, e->loss == LOSS_RETURN ? "returned" : "assigned");
    else if (name != NULL)
        text_printf(out, "add Py_DECREF(%s); before %s", name,
                    e->loss == LOSS_RETURN ? "this return" : "this statement");
}

RULE(leaked_reference) = {
    .id = "REF001",
    .slug = "leaked-reference",
    .title = "Leaked reference",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "reference leak",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST | 1u << EVENT_RELEASE | 1u << EVENT_STEAL |
              1u << EVENT_RETURN | 1u << EVENT_STORE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

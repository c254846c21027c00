/* Module init leak
 *
 * Code that runs while the module is imported loses a reference: on the way
 * out after a failure, because PyModule_AddObject() takes the value over
 * only when it succeeds, or because a call that keeps a reference of its own
 * got one too many.
 *
 * Why it matters: less than other leaks.  It happens once per process, and
 * mostly only when the import fails; with sub-interpreters, or when the
 * import is tried again, it happens more often.  Whether it is worth a
 * change is the maintainer's choice, so this rule only warns, and its
 * findings have a trigger of their own, module-init.
 *
 * How to fix: PyModule_AddObjectRef() (Python 3.10) never takes a reference
 * over: release the value after it in any case.  With PyModule_AddObject(),
 * release the value when the call fails.
 *
 * What it misses: functions that are also called later; those are judged
 * by leaked-reference.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    return rule_is_import_leak(e) ? rule_judge_lost(e) : VERDICT_NONE;
}

static void
message(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->loss == LOSS_RETURN && (name != NULL || e->subject.maker != NULL))
        text_add(out, "reference to ");
    rule_add_name(e, out);
    text_add(out, " leaked while the module is imported");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (name != NULL && rule_is_passed_here(e))
        text_printf(out,
                    "keep the result in another variable, and add "
                    "Py_DECREF(%s); before it is %s",
                    name, e->loss == LOSS_RETURN ? "returned" : "assigned");
    else if (name != NULL)
        text_printf(out, "add Py_DECREF(%s); before this %s", name,
                    e->loss == LOSS_RETURN ? "return" : "statement");
}

RULE(module_init_leak) = {
    .id = "MOD001",
    .slug = "module-init-leak",
    .title = "Reference leaked while the module is imported",
    .level = LEVEL_WARNING,
    .cwe = 401,
    .tags = "reference leak module",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST,
    .judge = judge,
    .message = message,
    .fix = fix,
};

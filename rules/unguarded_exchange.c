/* Field replaced without a lock
 *
 * A method or setter releases what a field of its object holds and puts
 * something else there, with Py_XSETREF(), Py_CLEAR() or by hand, or it finds
 * nothing there and makes it, and holds no critical section or mutex.
 *
 * Why it matters: in a free-threaded build two threads can run the method on
 * the same object.  Both read the old value, and both release it; or both
 * make a new one, and one of them is lost.
 *
 * How to fix: put Py_BEGIN_CRITICAL_SECTION(self) and
 * Py_END_CRITICAL_SECTION() around the exchange, without any call in between
 * that runs Python code for long; Argument Clinic's @critical_section does it
 * for a whole method.
 *
 * What it misses: numbers, blocks of memory, and fields of other objects than
 * the function's arguments.  It runs with --profile ft, and by default where
 * a file of the project declares Py_MOD_GIL_NOT_USED.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (e->func->is_header || e->at_import)
        return VERDICT_NONE;
    if (e->locked || e->sharing == SHARING_NOT)
        return VERDICT_CLEAN;
    return e->sharing == SHARING_UNKNOWN ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    text_printf(out,
                "'%s' is %s without a lock: ", name != NULL ? name : "a field",
                e->makes ? "made" : "replaced");
    text_add(out, e->makes ? "two threads can make one each"
                           : "two threads can release the same old value");
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "put Py_BEGIN_CRITICAL_SECTION() and "
                  "Py_END_CRITICAL_SECTION() around the exchange");
}

RULE(unguarded_exchange) = {
    .id = "FTH003",
    .slug = "unguarded-exchange",
    .title = "Field replaced without a lock",
    .level = LEVEL_ERROR,
    .cwe = 362,
    .tags = "threads free-threading",
    .since = "0.1.0",
    .profile = "ft",
    .events = 1u << EVENT_EXCHANGE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Object that points to the stack of a function that has returned
 *
 * A memoryview, capsule or function object is made for a variable of this
 * very function, and handed out: PyMemoryView_FromMemory(), PyCapsule_New()
 * and PyCFunction_New() keep the pointer, they copy nothing.
 *
 * Why it matters: with the return the memory belongs to whatever is called
 * next.  Python code that looks at the object later reads and perhaps writes
 * there.
 *
 * How to fix: copy the data (PyBytes_FromStringAndSize()), allocate it and
 * give it to the object, or make the variable static.
 *
 * What it misses: blocks that are freed before the object, and objects that
 * leave the function other than by its result or a call that takes them
 * over.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    return e->subject.keeps == NULL ? VERDICT_NONE : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    rule_add_name(e, out);
    text_printf(out, " leaves the function and points to its variable '%s'",
                e->subject.keeps);
    if (e->subject.maker != NULL)
        text_printf(out, ": %s() copies nothing", e->subject.maker);
}

static void
fix(const struct event *e, struct text *out)
{
    text_printf(out, "make '%s' static, or let it live as long as the object",
                e->subject.keeps);
}

RULE(kept_stack_memory) = {
    .id = "MEM008",
    .slug = "kept-stack-memory",
    .title = "Object that points to the stack of a function that has returned",
    .level = LEVEL_ERROR,
    .cwe = 562,
    .tags = "memory crash security",
    .since = "0.1.0",
    .events = 1u << EVENT_RETURN | 1u << EVENT_STEAL,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Uninitialised reference
 *
 * A variable for an object is released, used or returned on a way on which
 * it never got a value: a jump to the clean-up label from before the first
 * assignment, an argument that PyArg_ParseTuple() did not fill because it
 * failed or because the caller left it out.  Or an instance that
 * PyObject_New() or PyObject_GC_New() made is released before a field that
 * tp_dealloc releases or frees has a value, or such a field is released
 * before.  Or a block is freed, or a Py_buffer released, that the function
 * never got.
 *
 * Why it matters: the variable holds whatever was on the stack.  Releasing
 * it changes memory anywhere; compilers warn of it only sometimes.
 *
 * How to fix: let every such variable begin as NULL and release it with
 * Py_XDECREF(); give optional arguments their default before the parsing.
 *
 * What it misses: other fields of structs and elements of arrays; pointers to
 * other things than objects that are read and not freed.
 */
#include "rule.h"

#include <string.h>

static bool
is_view(const struct event *e)
{
    return e->release_kind != NULL && strcmp(e->release_kind, "buffer") == 0;
}

/* Thread states and the like have rules of their own. */
static bool
is_ours(const struct event *e)
{
    return e->kind != EVENT_RELEASE || rule_is_reference(&e->subject) ||
           is_view(e) || rule_is_memory_kind(e->release_kind);
}

static enum verdict
judge(const struct event *e)
{
    if (e->kind == EVENT_UNSET)
        return e->holds_null ? VERDICT_NONE : VERDICT_FOUND;
    if (!e->subject.unset || !is_ours(e))
        return VERDICT_NONE;
    return e->subject.escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    rule_add_name(e, out);
    if (e->kind == EVENT_UNSET) {
        text_printf(out,
                    " released while its field '%s', which tp_dealloc "
                    "%s, never got a value",
                    e->field, e->holds_block ? "frees" : "releases");
        rule_add_cause(e, out);
        return;
    }
    if (e->kind == EVENT_RETURN)
        text_add(out, " returned");
    else if (e->kind == EVENT_RELEASE)
        text_add(out, " released");
    else
        text_add(out, " used");
    text_add(out, " although it never got a value");
    rule_add_cause(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_UNSET)
        text_printf(out, "set '%s' to NULL right after the instance is made",
                    e->field);
    else if (is_view(e))
        text_add(out, "release it only where it was filled, or let it begin "
                      "as {NULL}");
    else if (name != NULL)
        text_printf(out, "let it begin as NULL: %s = NULL;", name);
    else
        text_add(out, "let the variable begin as NULL");
}

RULE(uninitialised_reference) = {
    .id = "NUL003",
    .slug = "uninitialised-reference",
    .title = "Variable used before it has a value",
    .level = LEVEL_ERROR,
    .cwe = 457,
    .tags = "null crash security",
    .since = "0.1.0",
    .events = 1u << EVENT_USE | 1u << EVENT_RELEASE | 1u << EVENT_STEAL |
              1u << EVENT_RETURN | 1u << EVENT_UNSET,
    .judge = judge,
    .message = message,
    .fix = fix,
};

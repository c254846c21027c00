/* Arguments that do not fit the format of a builder
 *
 * Py_BuildValue(), PyObject_CallFunction(), PyObject_CallMethod(),
 * PyUnicode_FromFormat(), PyErr_Format() and their relatives take from the
 * arguments what their format says. Here a unit wants another type than the
 * argument has, there are more or fewer arguments than the format takes, the
 * format is not valid for this version of Python, or a list of objects that
 * must end with NULL does not.
 *
 * Why it matters: the compiler does not look at these formats. An int where
 * eight bytes are read brings four of garbage, a missing argument is whatever
 * lies there, a number taken for a pointer is a crash; an argument that no
 * unit reads is lost.
 *
 * How to fix: correct the format, or convert the argument: (Py_ssize_t)n for
 * 'n' and '%zd', (long)n for 'l' and '%ld', (int)n for 'i' and '%d'.
 *
 * What it misses: signs, and types that are of one size here and not
 * elsewhere (long on Windows); formats that are computed. A reference that
 * 'N' takes over and the caller does not own is REF004, one that 'O' leaves
 * behind REF001.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (e->format->parses)
        return VERDICT_NONE;
    return rule_judge_format(e);
}

static void
message(const struct event *e, struct text *out)
{
    rule_add_format_fault(e, out);
}

static void
fix(const struct event *e, struct text *out)
{
    rule_add_format_fix(e, out);
}

RULE(build_format_mismatch) = {
    .id = "ARG002",
    .slug = "build-format-mismatch",
    .title = "Arguments that do not fit the format of a builder",
    .level = LEVEL_ERROR,
    .cwe = 686,
    .tags = "arguments crash",
    .since = "0.1.0",
    .events = 1u << EVENT_FORMAT,
    .judge = judge,
    .message = message,
    .fix = fix,
};

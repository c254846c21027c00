/* What is wrong with a call through a format, in words. */
#include "rule.h"

#include <string.h>

enum verdict
rule_judge_format(const struct event *e)
{
    switch (e->format->fault) {
    case FORMAT_SOUND:
        return VERDICT_CLEAN;
    case FORMAT_OPAQUE:
        return VERDICT_UNKNOWN;
    case FORMAT_MALFORMED:
    case FORMAT_TOO_FEW:
    case FORMAT_TOO_MANY:
    case FORMAT_MISMATCH:
    case FORMAT_OVERRUN:
    case FORMAT_NULL:
    case FORMAT_CONSTANT:
    case FORMAT_NAMES:
    case FORMAT_NAMES_OPEN:
    case FORMAT_NAMES_HOLE:
    case FORMAT_BOUNDS:
    case FORMAT_NO_END:
    case FORMAT_NO_TUPLE:
    case FORMAT_UNSET:
    case FORMAT_TEMPORARY:
        return VERDICT_FOUND;
    }
    return VERDICT_NONE;
}

static const char *
plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* "the format "ii" of PyArg_ParseTuple()", or "PyTuple_Pack()" */
static void
add_call(const struct event *e, struct text *out)
{
    const struct format_view *v = e->format;
    if (v->format != NULL)
        text_printf(out, "the format \"%s\" of ", v->format);
    text_printf(out, "%s()", v->function);
}

static void
add_argument(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (name != NULL)
        text_printf(out, "'%s'", name);
    else
        text_printf(out, "argument %d", e->arg + 1);
}

static void
add_mismatch(const struct event *e, struct text *out)
{
    const struct format_view *v = e->format;
    if (v->unit != NULL)
        text_printf(out, "'%s' in ", v->unit);
    add_call(e, out);
    text_printf(out, " wants %s, but ", v->wanted);
    add_argument(e, out);
    text_printf(out, " is %s", v->given);
}

static void
add_names(const struct format_view *v, struct text *out)
{
    text_printf(out,
                "the format \"%s\" of %s() has %zu unit%s, but the list of "
                "keywords has %zu name%s",
                v->format, v->function, v->n_wanted, plural(v->n_wanted),
                v->n_given, plural(v->n_given));
}

static void
add_count(const struct event *e, struct text *out)
{
    const struct format_view *v = e->format;
    add_call(e, out);
    text_printf(out, " takes %zu argument%s, but %zu %s given", v->n_wanted,
                plural(v->n_wanted), v->n_given,
                v->n_given == 1 ? "is" : "are");
}

static void
add_rest(const struct event *e, struct text *out)
{
    const struct format_view *v = e->format;
    switch (v->fault) {
    case FORMAT_NAMES_OPEN:
        text_printf(out, "no NULL ends the list of keywords of %s()",
                    v->function);
        break;
    case FORMAT_NAMES_HOLE:
        text_printf(out,
                    "an empty keyword of %s() stands after one that is not",
                    v->function);
        break;
    case FORMAT_BOUNDS:
        text_printf(out, "the minimum of %s() is above its maximum",
                    v->function);
        break;
    case FORMAT_NO_END:
        text_printf(out, "no NULL ends the arguments of %s()", v->function);
        break;
    case FORMAT_NO_TUPLE:
        text_printf(out, "%s() parses the argument of a %s function, which %s",
                    v->function, v->wanted,
                    strcmp(v->wanted, "METH_O") == 0 ? "is no tuple"
                                                     : "is always NULL");
        break;
    case FORMAT_TEMPORARY:
        text_printf(out, "'%s' in parentheses in ", v->unit);
        add_call(e, out);
        text_add(out, " borrows from an item of a sequence that need not "
                      "keep it");
        break;
    case FORMAT_SOUND:
    case FORMAT_OPAQUE:
    case FORMAT_MALFORMED:
    case FORMAT_TOO_FEW:
    case FORMAT_TOO_MANY:
    case FORMAT_MISMATCH:
    case FORMAT_OVERRUN:
    case FORMAT_NULL:
    case FORMAT_CONSTANT:
    case FORMAT_NAMES:
    case FORMAT_UNSET:
        break;
    }
}

void
rule_add_format_fault(const struct event *e, struct text *out)
{
    const struct format_view *v = e->format;
    switch (v->fault) {
    case FORMAT_MALFORMED:
        add_call(e, out);
        text_printf(out, " is wrong: %s", v->problem);
        break;
    case FORMAT_TOO_FEW:
    case FORMAT_TOO_MANY:
        add_count(e, out);
        break;
    case FORMAT_MISMATCH:
    case FORMAT_CONSTANT:
        add_mismatch(e, out);
        break;
    case FORMAT_OVERRUN:
        add_mismatch(e, out);
        text_add(out, " behind the cast");
        break;
    case FORMAT_NULL:
        text_printf(out, "'%s' in ", v->unit);
        add_call(e, out);
        text_printf(out, " wants %s, but argument %d is NULL", v->wanted,
                    e->arg + 1);
        break;
    case FORMAT_NAMES:
        add_names(v, out);
        break;
    case FORMAT_UNSET:
        text_printf(out, "'%s' has no value before ", v->given);
        add_call(e, out);
        text_printf(out, ", where '%s' wants %s", v->unit, v->wanted);
        break;
    case FORMAT_SOUND:
    case FORMAT_OPAQUE:
    case FORMAT_NAMES_OPEN:
    case FORMAT_NAMES_HOLE:
    case FORMAT_BOUNDS:
    case FORMAT_NO_END:
    case FORMAT_NO_TUPLE:
    case FORMAT_TEMPORARY:
        add_rest(e, out);
        break;
    }
}

void
rule_add_format_fix(const struct event *e, struct text *out)
{
    const struct format_view *v = e->format;
    if (v->fault == FORMAT_MALFORMED &&
        strstr(v->problem, "PY_SSIZE_T_CLEAN") != NULL)
        text_add(out, "put #define PY_SSIZE_T_CLEAN before the #include of "
                      "Python.h and make the lengths Py_ssize_t");
    else if (v->fault == FORMAT_NAMES_OPEN || v->fault == FORMAT_NO_END)
        text_add(out, "add NULL at the end");
    else if (v->fault == FORMAT_TEMPORARY)
        text_add(out, "take the argument with 'O!' and PyTuple_Type, and "
                      "parse it in a call of its own");
    else if (v->fault == FORMAT_MISMATCH && v->unit != NULL)
        text_printf(out, "pass %s, or use another unit than '%s'", v->wanted,
                    v->unit);
}

/* A function in a table does not fit its place
 *
 * Python calls the functions in PyMethodDef, PyGetSetDef and the slots of
 * types and modules with the arguments that the flags or the slot stand for.
 * Here the function behind the cast is declared for others: a METH_VARARGS
 * function that takes keywords as well, a METH_O function that parses its
 * argument as a tuple, a length that is an int. Or a PyMemberDef gives another
 * type than the member of the struct has, tp_dictoffset and the like lead to
 * something else, tp_basicsize is less than tp_dealloc uses; or the flags are
 * no combination that Python knows, or no row of zeros ends the table. Or a
 * tp_richcompare never says Py_NotImplemented (possible only).
 *
 * Why it matters: the cast silences the compiler, and the function finds
 * garbage in its registers. A table without an end is read until something
 * in memory happens to be zero.
 *
 * How to fix: make flags and function agree; declare the function as the
 * slot has it and leave the cast out.
 *
 * What it misses: functions whose bodies are not in what was analysed. A
 * function with fewer parameters than it gets is a possible finding only: it
 * works on every machine but WebAssembly.
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge_table(const struct table_view *v)
{
    switch (v->fault) {
    case TABLE_SOUND:
        return VERDICT_CLEAN;
    case TABLE_OPAQUE:
        return VERDICT_UNKNOWN;
    case TABLE_NO_END:
    case TABLE_FLAGS:
    case TABLE_TOO_MANY:
    case TABLE_TOO_FEW:
    case TABLE_ARGUMENT:
    case TABLE_RESULT:
    case TABLE_MEMBER:
    case TABLE_SIZE:
    case TABLE_NO_KEYWORDS:
    case TABLE_NEVER_DECLINES:
        return VERDICT_FOUND;
    }
    return VERDICT_NONE;
}

static enum verdict
judge(const struct event *e)
{
    if (e->kind == EVENT_TABLE)
        return judge_table(e->table);
    return e->format->fault == FORMAT_NO_TUPLE ? VERDICT_FOUND : VERDICT_NONE;
}

static void
add_count(const struct table_view *v, struct text *out)
{
    text_printf(out, "%s() takes %zu argument%s, but %s passes %zu",
                v->function, v->n_given, v->n_given == 1 ? "" : "s", v->slot,
                v->n_wanted);
}

static void
message(const struct event *e, struct text *out)
{
    const struct table_view *v = e->table;
    if (v == NULL) {
        rule_add_format_fault(e, out);
        return;
    }
    switch (v->fault) {
    case TABLE_NO_END:
        text_printf(out, "no row of zeros ends the table '%s'", v->table);
        break;
    case TABLE_FLAGS:
        text_printf(out, "'%s' has the flags %s, which Python refuses",
                    v->row != NULL ? v->row : v->function, v->given);
        break;
    case TABLE_TOO_MANY:
    case TABLE_TOO_FEW:
        add_count(v, out);
        break;
    case TABLE_ARGUMENT:
        text_printf(out, "argument %zu of %s() is %s, but %s passes %s",
                    v->n_given, v->function, v->given, v->slot, v->wanted);
        break;
    case TABLE_RESULT:
        text_printf(out, "%s() returns %s, but %s is to return %s",
                    v->function, v->given, v->slot, v->wanted);
        break;
    case TABLE_MEMBER:
        text_printf(out, "the member '%s' is %s, but its row says %s", v->row,
                    v->given, v->wanted);
        break;
    case TABLE_SIZE:
        text_printf(out,
                    "%s of '%s' is %zu, but %s() uses %zu bytes of an "
                    "instance",
                    v->slot, v->row, v->n_given, v->function, v->n_wanted);
        break;
    case TABLE_NO_KEYWORDS:
        text_printf(out,
                    "%s() is called with keywords and takes none: they are "
                    "lost",
                    v->function);
        break;
    case TABLE_NEVER_DECLINES:
        text_printf(out,
                    "%s() never returns Py_NotImplemented: the other operand "
                    "is not asked",
                    v->function);
        break;
    case TABLE_SOUND:
    case TABLE_OPAQUE:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    const struct table_view *v = e->table;
    if (v == NULL)
        text_add(out, "make the function METH_VARARGS");
    else if (v->fault == TABLE_NO_END)
        text_add(out, "add {NULL} or {0} at the end");
    else if (v->fault == TABLE_TOO_MANY && v->n_given == 3 &&
             strcmp(v->slot, "METH_VARARGS") == 0)
        text_add(out, "add METH_KEYWORDS to the flags");
    else if (v->fault == TABLE_NO_KEYWORDS)
        text_add(out, "take METH_KEYWORDS out of the flags");
    else if (v->fault == TABLE_NEVER_DECLINES)
        text_add(out, "Py_RETURN_NOTIMPLEMENTED for operands of other types");
}

RULE(method_table_mismatch) = {
    .id = "ARG003",
    .slug = "method-table-mismatch",
    .title = "A function in a table does not fit its place",
    .level = LEVEL_ERROR,
    .cwe = 686,
    .tags = "arguments types crash",
    .since = "0.1.0",
    .events = 1u << EVENT_TABLE | 1u << EVENT_FORMAT,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Arguments that do not fit the format of a parser
 *
 * PyArg_ParseTuple() and its relatives trust their format: each unit says
 * what the variable behind the next address is. Here a unit wants something
 * else than the address leads to, the number of addresses is not the number
 * that the format takes, the format is not valid for this version of Python,
 * or the list of keywords has not one name for each unit and a NULL behind
 * them.  Or the variable of an optional argument has no default, or the one
 * of 'es#' is not NULL, so that whatever was on the stack is read.
 *
 * Why it matters: the call writes through the address as the format says. A
 * variable that is too small loses its neighbours, one that is too large
 * keeps half of what was on the stack, a missing address is whatever lies
 * there. Often it works on the machine of the author.
 *
 * How to fix: correct the format or the variable. 'n' is Py_ssize_t, 'i' is
 * int, 'p' is int (not bool), 's#' is char * and Py_ssize_t with
 * PY_SSIZE_T_CLEAN defined before Python.h is included.
 *
 * What it misses: signs, and types that are of one size here and not
 * elsewhere (long on Windows); formats that are computed.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    if (!e->format->parses || e->format->fault == FORMAT_NO_TUPLE)
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

RULE(parse_format_mismatch) = {
    .id = "ARG001",
    .slug = "parse-format-mismatch",
    .title = "Arguments that do not fit the format of a parser",
    .level = LEVEL_ERROR,
    .cwe = 686,
    .tags = "arguments memory security",
    .since = "0.1.0",
    .events = 1u << EVENT_FORMAT,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* A function does not do what is said of it
 *
 * An annotation at the function (REFAUDIT_CONTRACT and the like of
 * refaudit.h, or an attribute of cpychecker) or a line given with --model
 * says what the function does with references and exceptions, and its body
 * does something else: the result is borrowed where it is said to be new,
 * an argument is left alone that is said to be stolen, failure comes without
 * the exception that is promised.
 *
 * Why it matters: callers, human and otherwise, believe what is written. One
 * of the two is wrong, and every call with it.
 *
 * How to fix: correct the body, or what is said of it.
 *
 * What it misses: claims about functions whose bodies are elsewhere; they are
 * believed. What happens on some paths only counts where the claim speaks of
 * all.
 */
#include "rule.h"

static enum verdict
judge(const struct event *e)
{
    switch (e->claim->fault) {
    case CLAIM_TRUE:
        return VERDICT_CLEAN;
    case CLAIM_OPEN:
        return VERDICT_UNKNOWN;
    case CLAIM_MALFORMED:
    case CLAIM_NEW:
    case CLAIM_BORROWED:
    case CLAIM_STEALS:
    case CLAIM_KEEPS:
    case CLAIM_RAISES:
        return VERDICT_FOUND;
    }
    return VERDICT_NONE;
}

static void
message(const struct event *e, struct text *out)
{
    const struct claim_view *v = e->claim;
    text_printf(out, "%s() ", v->function);
    switch (v->fault) {
    case CLAIM_MALFORMED:
        text_printf(out, "has an annotation that cannot be read: %s",
                    v->problem);
        break;
    case CLAIM_NEW:
        text_add(out, "is said to return a new reference and returns a "
                      "borrowed one");
        break;
    case CLAIM_BORROWED:
        text_add(out, "is said to return a borrowed reference and returns a "
                      "new one");
        break;
    case CLAIM_STEALS:
        text_printf(out, "is said to steal '%s' and does not", v->param);
        break;
    case CLAIM_KEEPS:
        text_printf(out,
                    "consumes a reference to '%s', which is not said of "
                    "it",
                    v->param);
        break;
    case CLAIM_RAISES:
        text_add(out, "is said to set an exception and returns without one");
        break;
    case CLAIM_TRUE:
    case CLAIM_OPEN:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->claim->where != NULL)
        text_printf(out, "correct the body or %s", e->claim->where);
    else
        text_printf(out, "correct the body or the annotation \"%s\"",
                    e->claim->text);
}

RULE(broken_contract) = {
    .id = "CON001",
    .slug = "broken-contract",
    .title = "A function does not do what is said of it",
    .level = LEVEL_ERROR,
    .cwe = 710,
    .tags = "contracts",
    .since = "0.1.0",
    .events = 1u << EVENT_CLAIM,
    .judge = judge,
    .message = message,
    .fix = fix,
};

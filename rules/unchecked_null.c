/* Unchecked NULL
 *
 * A pointer that is NULL on this path is followed, or passed to a function
 * that does not accept NULL: most often the result of a call that can fail
 * and that nobody tested.
 *
 * Why it matters: the process crashes instead of raising an exception.
 *
 * How to fix: test the result right after the call, and leave with the
 * exception that the call has set.
 *
 * What it misses: pointers of which nothing says that they may be NULL, such
 * as arguments that no caller in sight passes as NULL.
 */
#include <string.h>

#include "rule.h"

/* A helper that releases it on some of its ways only has looked at it. */
static bool
is_release(const struct event *e)
{
    if (!rule_arg_has(e, VERB_RELEASES) || e->callee->where != NULL)
        return rule_arg_has(e, VERB_RELEASES);
    const struct param *p = &e->callee->params[e->arg];
    for (size_t i = 0; i < p->n_effects; i++)
        if (p->effects[i].verb == VERB_RELEASES &&
            p->effects[i].when != WHEN_ALWAYS)
            return false;
    return true;
}

static enum verdict
judge(const struct event *e)
{
    if (is_release(e))
        return VERDICT_NONE;
    switch (e->subject.null) {
    case NULL_IS:
        return VERDICT_FOUND;
    case NULL_NEVER:
        return e->subject.maker != NULL ? VERDICT_CLEAN : VERDICT_NONE;
    case NULL_UNKNOWN:
        return VERDICT_NONE;
    }
    return VERDICT_NONE;
}

/* When Python itself passes NULL for the argument that the subject is. */
static const char *
occasion(const struct event *e)
{
    static const struct {
        const char *param, *phrase;
    } known[] = {
        {"value", "'del' calls the function so"},
        {"kwds", "so it is without keyword arguments"},
        {"kwnames", "so it is without keyword arguments"},
    };
    const struct subject *s = &e->subject;
    if (s->origin != ORIGIN_PARAM || s->name == NULL || e->entry == NULL)
        return NULL;
    for (size_t i = 0; i < e->func->n_params && i < e->entry->n_params; i++)
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (e->func->slots[i].name != NULL &&
                strcmp(e->func->slots[i].name, s->name) == 0 &&
                strcmp(e->entry->params[i].name, known[k].param) == 0)
                return known[k].phrase;
    return NULL;
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    rule_add_name(e, out);
    if (e->op->kind == OP_CALL && e->arg >= 0 && e->op->callee != NULL)
        text_printf(out, " is NULL when passed to %s()", e->op->callee);
    else
        text_add(out, " is NULL when its target is used");
    if (s->absent)
        text_add(out, ": the argument is optional");
    else if (s->maker != NULL && strstr(s->maker, "PyArg_") != NULL)
        text_add(out, ": None, or nothing, was passed for it");
    else if (rule_name(e, out->keep) != NULL && s->maker != NULL)
        text_printf(out, ": %s() failed and nobody tested it", s->maker);
    else if (occasion(e) != NULL)
        text_printf(out, ": %s", occasion(e));
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (name != NULL)
        text_printf(out, "test it first: if (%s == NULL) ...", name);
    else
        text_add(out, "keep the result in a variable and test it for NULL");
}

RULE(unchecked_null) = {
    .id = "NUL001",
    .slug = "unchecked-null",
    .title = "NULL used without a test",
    .level = LEVEL_ERROR,
    .cwe = 476,
    .tags = "null crash",
    .since = "0.1.0",
    .events = 1u << EVENT_USE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

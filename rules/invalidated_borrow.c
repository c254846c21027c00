/* Invalidated borrow
 *
 * A borrowed reference, or a pointer into the memory of an object, is used
 * after what lent it has dropped it: the item of a list was replaced, the key
 * of a dict deleted, the string released whose UTF-8 bytes are still in use,
 * or Python code ran that can change the list or dict meanwhile.  Or an
 * argument is left in a static variable, which other functions read after the
 * call.
 *
 * Why it matters: nobody keeps the object alive any more.  The pointer leads
 * into freed memory, and code that is written for it can choose what lies
 * there.
 *
 * How to fix: take a reference with Py_INCREF() where the value is borrowed
 * and release it after the last use, or use a call that gives a new one
 * (PyList_GetItemRef(), PyDict_GetItemRef()).  Copy the bytes, or release
 * the string later.
 *
 * What it misses: global variables that Python code can replace, and fields,
 * but for those that a method replaces while the GIL is released;
 * containers that other threads change.  Tuples, types, modules, keyword
 * arguments and containers that only this function knows are taken to keep
 * what they lend.
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge_kept(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (e->field == NULL || s->keepers > 0)
        return VERDICT_NONE;
    return s->owned > 0 || s->immortal ? VERDICT_CLEAN : VERDICT_FOUND;
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (e->kind == EVENT_KEPT)
        return judge_kept(e);
    bool dead = (s->released || s->given) && !s->inner;
    if ((!rule_is_reference(s) && !s->inner) || dead || s->null == NULL_IS ||
        rule_arg_has(e, VERB_RELEASES) || rule_arg_has(e, VERB_STEALS))
        return VERDICT_NONE;
    /* A pointer into a released object is use-after-free. */
    if (s->owned > 0 || s->immortal ||
        (s->inner && s->peril == PERIL_RELEASED))
        return VERDICT_NONE;
    if (s->peril == PERIL_NONE)
        return rule_is_borrowed(e) || s->inner ? VERDICT_CLEAN : VERDICT_NONE;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static const char *
peril_call(const struct subject *s)
{
    return s->peril_at != NULL && s->peril_at->callee != NULL
               ? s->peril_at->callee
               : "a call";
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_KEPT) {
        bool same = name == NULL || strcmp(name, e->field) == 0;
        text_printf(out,
                    "%s left in '%s' without a reference: it is lent for the "
                    "time of the call",
                    same ? "an argument"
                         : arena_printf(out->keep, "'%s'", name),
                    e->field);
        return;
    }
    rule_add_name(e, out);
    if (s->lender != NULL)
        text_printf(out,
                    s->inner ? ", which points into '%s',"
                             : ", borrowed from '%s',",
                    s->lender);
    text_printf(out, " used after %s()", peril_call(s));
    switch (s->peril) {
    case PERIL_SHAKEN:
        text_add(out, rule_kind_is(peril_call(s), "PyEval_SaveThread")
                          ? " let other threads run, which can drop it"
                          : " ran Python code that can drop it");
        break;
    case PERIL_CHANGED:
        text_add(out, " has dropped it");
        break;
    case PERIL_RELEASED:
        text_add(out, " has released what keeps it alive");
        break;
    case PERIL_NONE:
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_KEPT)
        text_printf(out,
                    "take a reference where it is stored, and release the old "
                    "one: Py_XSETREF(%s, Py_NewRef(...))",
                    e->field);
    else if (e->subject.peril == PERIL_RELEASED)
        text_add(out, "move the release behind the last use");
    else if (name != NULL && !e->subject.inner)
        text_printf(out,
                    "add Py_INCREF(%s); where it is obtained and "
                    "Py_DECREF(%s); after its last use",
                    name, name);
    else
        text_add(out, "hold a reference to its owner until the last use");
}

RULE(invalidated_borrow) = {
    .id = "REF006",
    .slug = "invalidated-borrow",
    .title = "Borrowed value used after its lender may have dropped it",
    .level = LEVEL_ERROR,
    .cwe = 416,
    .tags = "reference borrowed security",
    .since = "0.1.0",
    .events = 1u << EVENT_USE | 1u << EVENT_KEPT,
    .judge = judge,
    .message = message,
    .fix = fix,
};

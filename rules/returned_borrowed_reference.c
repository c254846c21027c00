/* Returned borrowed reference
 *
 * A function that Python calls must return a new reference.  This one
 * returns an object without owning a reference to it: a field, an argument,
 * an item of a container, a static object, or something that it has already
 * released or given away.
 *
 * Why it matters: the interpreter releases what it gets.  Each call takes
 * one reference from the real owner, until the object is freed under it.
 *
 * How to fix: return Py_NewRef(value) (Python 3.10), or Py_INCREF(value)
 * before the return; Py_RETURN_NONE for None.
 *
 * Helper functions may lend on purpose; their callers are checked against
 * what the helper really does.  They are reported when they lend at one
 * return and give at another.
 *
 * What it misses: references that only a flag beside the result tells
 * whether they are the caller's.
 */
#include "rule.h"

static bool
must_be_new(const struct contract *entry)
{
    for (size_t i = 0; i < entry->n_outcomes; i++) {
        const struct outcome *o = &entry->outcomes[i];
        bool is_new = o->result == RESULT_NEW || o->result == RESULT_FRESH;
        if (is_new && rule_kind_is(o->kind, "ref"))
            return true;
    }
    return false;
}

static bool
is_unowned(const struct event *e)
{
    const struct subject *s = &e->subject;
    return s->released || s->given || rule_is_borrowed(e) ||
           s->origin == ORIGIN_FIELD || s->origin == ORIGIN_GLOBAL ||
           s->origin == ORIGIN_PARAM;
}

/* It may lend, but not at one return only. */
static enum verdict
judge_helper(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (!rule_is_reference(s) || !e->returns_object)
        return VERDICT_NONE;
    if (!e->differs || s->immortal)
        return VERDICT_CLEAN;
    return s->escaped ? VERDICT_UNKNOWN : VERDICT_FOUND;
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (s->null == NULL_IS)
        return VERDICT_NONE;
    if (e->entry == NULL)
        return judge_helper(e);
    if (!must_be_new(e->entry))
        return VERDICT_NONE;
    if (s->owned > s->keepers || s->immortal)
        return VERDICT_CLEAN;
    if (s->escaped || (s->owned <= 0 && !is_unowned(e)) ||
        (s->owned > 0 && s->origin == ORIGIN_UNKNOWN))
        return VERDICT_UNKNOWN;
    return VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    rule_add_name(e, out);
    text_add(out, " returned without a reference of its own");
    if (e->differs) {
        text_add(out, ", unlike what other returns of this function give");
        return;
    }
    if (s->released || s->given)
        text_printf(out, ": it has been %s",
                    s->released ? "released" : "given away");
    else if (s->owned > 0 && s->keeper != NULL)
        text_printf(out, ": the one there is stays in '%s'", s->keeper);
    else if (rule_name(e, out->keep) != NULL && s->maker != NULL)
        text_printf(out, ": %s() only lends it", s->maker);
}

static void
fix(const struct event *e, struct text *out)
{
    const char *name = rule_name(e, out->keep);
    if (name != NULL)
        text_printf(out, "add Py_INCREF(%s); before this return", name);
    else
        text_add(out, "take a reference with Py_INCREF() before this return");
}

RULE(returned_borrowed_reference) = {
    .id = "REF005",
    .slug = "returned-borrowed-reference",
    .title = "Borrowed reference returned to Python",
    .level = LEVEL_ERROR,
    .cwe = 911,
    .tags = "reference security",
    .since = "0.1.0",
    .events = 1u << EVENT_RETURN,
    .judge = judge,
    .message = message,
    .fix = fix,
};

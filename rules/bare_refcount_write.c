/* Bare refcount write
 *
 * The reference count of an object is written directly, as a field or with
 * Py_SET_REFCNT(), instead of with Py_INCREF() and Py_DECREF().
 *
 * Why it matters: the count is not a plain number any more.  Objects that
 * never die have a special one since Python 3.12, builds without the GIL
 * keep two counts and other threads change them at any time, and the field
 * is not there in the limited API.  A number that is written over it is
 * wrong in all of these.
 *
 * How to fix: Py_INCREF() and Py_DECREF(); for an object from a free list
 * _Py_NewReference(); for a new one PyObject_Init().  To keep an object
 * alive during its own deallocation use tp_finalize and
 * PyObject_CallFinalizerFromDealloc().
 *
 * What it misses: comparisons of the count; memory that is filled with
 * memcpy().  Destructors and memory that was allocated right here may set
 * the count.
 */
#include "rule.h"

#include <string.h>

static bool
is_destructor(const struct event *e)
{
    return e->entry != NULL && e->entry->outcomes[0].result == RESULT_VOID;
}

static bool
sets_count(const struct event *e)
{
    if (e->kind == EVENT_STORE)
        return e->counts;
    return e->op->callee != NULL &&
           strcmp(e->op->callee, "Py_SET_REFCNT") == 0;
}

static enum verdict
judge(const struct event *e)
{
    if (!sets_count(e))
        return VERDICT_NONE;
    if (is_destructor(e) || rule_is_memory(&e->subject))
        return VERDICT_CLEAN;
    return VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    text_add(out, "reference count ");
    if (e->kind == EVENT_STORE && rule_name(e, out->keep) != NULL) {
        text_add(out, "of ");
        rule_add_name(e, out);
    }
    else {
        text_add(out, "of an object");
    }
    text_add(out, " written directly");
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "use Py_INCREF() and Py_DECREF(), or _Py_NewReference() for "
                  "an object from a free list");
}

RULE(bare_refcount_write) = {
    .id = "REF007",
    .slug = "bare-refcount-write",
    .title = "Reference count written directly",
    .level = LEVEL_WARNING,
    .cwe = 911,
    .tags = "reference freethreading immortal",
    .since = "0.1.0",
    .events = 1u << EVENT_STORE | 1u << EVENT_CALL,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Borrowed reference from a shared container
 *
 * PyList_GetItem(), PyDict_GetItem() and the like lend what a container
 * holds.  The container is one that other threads see as well: it came in
 * as an argument, or stands in a field or a global variable.
 *
 * Why it matters: in a free-threaded build another thread may replace or
 * remove the item between this call and the next, and what was lent is
 * freed while it is used.
 *
 * How to fix: use the variant that gives a reference of its own
 * (PyList_GetItemRef(), PyDict_GetItemRef(), PyDict_SetDefaultRef(),
 * PyWeakref_GetRef(), PySequence_GetItem()) and release it, or hold the
 * container's critical section until the item is no longer used.  Tuples,
 * keyword arguments and containers made by the function itself are safe.
 *
 * A helper that borrows from its argument is told where it is given what a
 * field or a global variable holds.
 *
 * What it misses: containers that a function made and then published, helpers
 * of helpers, and functions whose text names a lock of a kind whose calls are
 * not followed.  It runs with --profile ft; by default
 * too where a file of the project declares Py_MOD_GIL_NOT_USED, and then only
 * for containers that Python code passes in.
 */
#include "rule.h"

#include <string.h>

static const struct {
    const char *call, *instead;
} replacements[] = {
    {"PyList_GetItem", "PyList_GetItemRef()"},
    {"PyList_GET_ITEM", "PyList_GetItemRef()"},
    {"PyList_ITEM_SLOT", "PyList_GetItemRef()"}, /* the same, as lowered */
    {"PyDict_GetItem", "PyDict_GetItemRef()"},
    {"PyDict_GetItemWithError", "PyDict_GetItemRef()"},
    {"PyDict_GetItemString", "PyDict_GetItemStringRef()"},
    {"PyDict_SetDefault", "PyDict_SetDefaultRef()"},
    {"PyDict_Next", "Py_BEGIN_CRITICAL_SECTION() around the loop"},
    {"PyWeakref_GetObject", "PyWeakref_GetRef()"},
    {"PyWeakref_GET_OBJECT", "PyWeakref_GetRef()"},
    {"PyCell_GET", "PyCell_Get()"},
    {"PySequence_Fast_GET_ITEM", "PySequence_GetItem()"},
};

/* What borrows: the call, or the helper's. */
static const char *
borrowing(const struct event *e)
{
    return e->by != NULL ? e->by : e->callee->name;
}

static const char *
replacement(const struct event *e)
{
    for (size_t i = 0; i < sizeof replacements / sizeof *replacements; i++)
        if (strcmp(borrowing(e), replacements[i].call) == 0)
            return replacements[i].instead;
    return NULL;
}

/* A helper that stands in for the replacement where Python is older. */
static bool
is_stand_in(const struct event *e)
{
    const char *instead = replacement(e), *end = strchr(instead, '(');
    if (e->by == NULL || end == NULL)
        return false;
    for (const char *s = e->op->callee; *s != '\0'; s++)
        if (strncmp(s, instead, (size_t)(end - instead)) == 0)
            return true;
    return false;
}

static bool
is_keywords(const struct event *e)
{
    const char *name = e->subject.name;
    return name != NULL &&
           (strncmp(name, "kw", 2) == 0 || strcmp(name, "keywords") == 0);
}

/* Why other threads may have the container; NULL: none is known to. */
static const char *
why_shared(const struct event *e)
{
    const char *maker = e->subject.maker;
    if (maker != NULL && strcmp(maker, "PyThreadState_GetDict") == 0)
        return NULL; /* no other thread asks for it */
    bool attribute = maker != NULL &&
                     (strncmp(maker, "PyObject_GetAttr", 16) == 0 ||
                      strcmp(maker, "PySequence_Fast") == 0);
    switch (e->subject.origin) {
    case ORIGIN_PARAM:
        return "an argument";
    case ORIGIN_FIELD:
        return "kept in a field";
    case ORIGIN_GLOBAL:
    case ORIGIN_STATIC:
        return "kept in a global variable";
    case ORIGIN_ITEM:
    case ORIGIN_LENT:
        return "kept by another object";
    case ORIGIN_NEW:
        return attribute ? "known to its owner as well" : NULL;
    case ORIGIN_UNKNOWN:
        return NULL;
    }
    return NULL;
}

static enum verdict
judge(const struct event *e)
{
    if (replacement(e) == NULL || e->func->is_header)
        return VERDICT_NONE;
    if (e->locked || rule_is_destructor(e) || is_keywords(e) ||
        is_stand_in(e) || why_shared(e) == NULL)
        return VERDICT_CLEAN;
    if (e->subject.origin == ORIGIN_PARAM && e->entry == NULL)
        return VERDICT_UNKNOWN; /* a helper: ask its callers */
    return VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    const char *call = borrowing(e);
    bool slot = strcmp(call, "PyList_ITEM_SLOT") == 0;
    text_printf(out, "%s() lends from ", slot ? "PyList_GET_ITEM" : call);
    rule_add_name(e, out);
    if (e->by != NULL)
        text_printf(out, " in %s()", e->op->callee);
    text_printf(out, ", which is %s: another thread can free the item",
                why_shared(e));
}

static void
fix(const struct event *e, struct text *out)
{
    text_printf(out, "use %s", replacement(e));
    if (e->by != NULL)
        text_printf(out, " in %s()", e->op->callee);
}

RULE(borrowed_without_gil_build) = {
    .id = "FTH002",
    .slug = "borrowed-without-gil-build",
    .title = "Borrowed reference from a shared container",
    .level = LEVEL_WARNING,
    .cwe = 416,
    .tags = "threads free-threading",
    .since = "0.1.0",
    .profile = "ft",
    .events = 1u << EVENT_BORROW,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Object in memory that is not for objects
 *
 * PyObject_Init() or PyObject_InitVar() makes an object of a block that comes
 * from malloc(), PyMem_Malloc() or PyMem_RawMalloc().
 *
 * Why it matters: a free-threaded build finds its objects by looking through
 * the heap of the object domain, and frees them late, when no thread can read
 * them any more.  An object that lies elsewhere is not seen by the collector,
 * and another thread may read it after it was freed.
 *
 * How to fix: take the memory with PyObject_New(), PyObject_GC_New() or the
 * type's tp_alloc, or with PyObject_Malloc(), and free it with
 * PyObject_Free() or PyObject_GC_Del().
 *
 * What it misses: blocks whose header is filled in by hand, and freelists.  It
 * runs with --profile ft, and by default where a file of the project declares
 * Py_MOD_GIL_NOT_USED.
 */
#include "rule.h"

#include <string.h>

static bool
makes_object(const struct event *e)
{
    return e->callee != NULL && e->arg == 0 &&
           (strcmp(e->callee->name, "PyObject_Init") == 0 ||
            strcmp(e->callee->name, "PyObject_InitVar") == 0 ||
            strcmp(e->callee->name, "PyObject_INIT") == 0 ||
            strcmp(e->callee->name, "PyObject_INIT_VAR") == 0);
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (!makes_object(e) || s->null == NULL_IS)
        return VERDICT_NONE;
    if (s->maker == NULL)
        return VERDICT_UNKNOWN;
    return rule_kind_is(s->kind, "mem") || rule_kind_is(s->kind, "raw") ||
                   rule_kind_is(s->kind, "malloc")
               ? VERDICT_FOUND
               : VERDICT_CLEAN;
}

static void
message(const struct event *e, struct text *out)
{
    text_printf(out, "%s() makes an object of memory from %s()",
                e->callee->name, e->subject.maker);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "take it with PyObject_New(), tp_alloc or "
                  "PyObject_Malloc()");
}

RULE(foreign_object_memory) = {
    .id = "FTH006",
    .slug = "foreign-object-memory",
    .title = "Object in memory that is not for objects",
    .level = LEVEL_WARNING,
    .cwe = 762,
    .tags = "threads free-threading memory",
    .since = "0.1.0",
    .profile = "ft",
    .events = 1u << EVENT_USE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

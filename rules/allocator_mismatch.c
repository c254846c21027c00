/* Allocator mismatch
 *
 * A block goes back to another allocator than the one it came from:
 * PyMem_Malloc() with free(), PyMem_RawMalloc() with PyMem_Free(), an object
 * made by PyObject_New() with PyMem_Free(), or any other pair that does not
 * match.
 *
 * Why it matters: each family keeps its own books.  A block in the wrong
 * free list corrupts the heap; with PYTHONMALLOC=debug the process aborts.
 *
 * How to fix: release with the function of the same family.  PyMem_Del()
 * belongs to PyMem_Malloc(), PyObject_Del() to PyObject_Malloc(); what
 * Py_DecodeLocale() returns goes to PyMem_RawFree(), the result of a plain C
 * library call to free().
 *
 * What it misses: blocks that come in as arguments or from fields.
 */
#include "rule.h"

static bool
is_memory_kind(sym kind)
{
    struct subject s = {.kind = kind};
    return rule_is_memory(&s);
}

/* PyObject_Free() and PyObject_GC_Del() may free a raw new object; the
 * other families never hold one. */
static enum verdict
judge_object(const struct event *e)
{
    if (e->subject.origin != ORIGIN_NEW ||
        rule_kind_is(e->release_kind, "obj") ||
        rule_kind_is(e->release_kind, "gc"))
        return VERDICT_NONE;
    return VERDICT_FOUND;
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (!is_memory_kind(e->release_kind) || s->null == NULL_IS)
        return VERDICT_NONE;
    if (rule_is_reference(s))
        return judge_object(e);
    if (!rule_is_memory(s) || s->released)
        return VERDICT_NONE;
    return rule_kind_is(s->kind, e->release_kind) ? VERDICT_CLEAN
                                                  : VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *releaser = e->op->callee != NULL ? e->op->callee : "the call";
    rule_add_name(e, out);
    if (s->maker != NULL && rule_name(e, out->keep) != NULL)
        text_printf(out, " comes from %s()", s->maker);
    else
        text_add(out, " comes from another allocator");
    text_printf(out, " but is released with %s() instead of %s", releaser,
                rule_release_call(s->kind));
}

static void
fix(const struct event *e, struct text *out)
{
    text_printf(out, "release it with %s", rule_release_call(e->subject.kind));
}

RULE(allocator_mismatch) = {
    .id = "MEM001",
    .slug = "allocator-mismatch",
    .title = "Memory released with the wrong allocator",
    .level = LEVEL_ERROR,
    .cwe = 762,
    .tags = "memory security",
    .since = "0.1.0",
    .events = 1u << EVENT_RELEASE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* Allocator mismatch
 *
 * A block goes back to another allocator than the one it came from:
 * PyMem_Malloc() with free(), PyMem_RawMalloc() with PyMem_Free(), an object
 * made by PyObject_New() with PyMem_Free(), or any other pair that does not
 * match.  Or the pointer leads into an object, which PyUnicode_AsUTF8() and
 * its like only lend.
 *
 * Why it matters: each family keeps its own books.  A block in the wrong
 * free list corrupts the heap; with PYTHONMALLOC=debug the process aborts.
 *
 * How to fix: release with the function of the same family.  PyMem_Del()
 * belongs to PyMem_Malloc(), PyObject_Del() to PyObject_Malloc(); what
 * Py_DecodeLocale() returns goes to PyMem_RawFree(), the result of a plain C
 * library call to free().
 *
 * An instance of a type with garbage collection needs PyObject_GC_New() or
 * tp_alloc: PyObject_New() leaves out the header that the collector writes to.
 *
 * What it misses: blocks that come in as arguments, and fields that get blocks
 * of several families on purpose.
 */
#include "rule.h"

#include <string.h>

static bool
is_memory_kind(sym kind)
{
    struct subject s = {.kind = kind};
    return rule_is_memory(&s);
}

/* A list, a result, a whole object of another type: it holds references, or
 * its type keeps free ones. */
static bool
is_finished(const char *maker)
{
    static const char *const raw[] = {
        "PyObject_New",     "PyObject_GC_",    "PyObject_Init",
        "PyObject_INIT",    "PyObject_Malloc", "PyObject_Calloc",
        "PyObject_Realloc", "PyMem_",          "PyType_Generic"};
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        if (strncmp(maker, raw[i], strlen(raw[i])) == 0)
            return false;
    return strncmp(maker, "Py", 2) == 0;
}

/* PyObject_Free() and PyObject_GC_Del() may free a raw new object, each those
 * that are made for it; the other families never hold one. */
static enum verdict
judge_object(const struct event *e)
{
    const char *maker = e->subject.maker;
    if (e->subject.origin != ORIGIN_NEW)
        return VERDICT_NONE;
    if (maker != NULL && *maker == '_')
        maker++;
    if (maker != NULL && is_finished(maker))
        return VERDICT_FOUND;
    if (rule_kind_is(e->release_kind, "obj"))
        return maker != NULL && strncmp(maker, "PyObject_GC_New", 15) == 0
                   ? VERDICT_FOUND
                   : VERDICT_NONE;
    if (rule_kind_is(e->release_kind, "gc"))
        return maker != NULL && strncmp(maker, "PyObject_New", 12) == 0
                   ? VERDICT_FOUND
                   : VERDICT_NONE;
    return VERDICT_FOUND;
}

/* What PyUnicode_AsUTF8() or the unit "s" gave. */
static bool
is_inside_object(const struct event *e)
{
    const struct subject *s = &e->subject;
    return e->kind == EVENT_RELEASE && s->kind == NULL && s->inner &&
           s->null == NULL_NEVER && !s->escaped;
}

static enum verdict
judge_type(const struct type_view *v)
{
    bool blocks = v->aspect == ASPECT_FAMILY && is_memory_kind(v->kind) &&
                  is_memory_kind(v->other_kind);
    if (!blocks && v->aspect != ASPECT_MAKE)
        return VERDICT_NONE;
    return v->answer == ANSWER_NO ? VERDICT_FOUND : VERDICT_CLEAN;
}

static enum verdict
judge(const struct event *e)
{
    const struct subject *s = &e->subject;
    if (e->kind == EVENT_TYPE)
        return judge_type(e->type);
    if (!is_memory_kind(e->release_kind) || s->null == NULL_IS ||
        kind_lies_in_place(e->release_kind) || kind_lies_in_place(s->kind))
        return VERDICT_NONE;
    if (rule_is_reference(s))
        return judge_object(e);
    if (is_inside_object(e))
        return VERDICT_FOUND;
    if (!rule_is_memory(s) || s->released)
        return VERDICT_NONE;
    return rule_kind_is(s->kind, e->release_kind) ? VERDICT_CLEAN
                                                  : VERDICT_FOUND;
}

static void
type_message(const struct type_view *v, struct text *out)
{
    if (v->aspect == ASPECT_MAKE)
        text_printf(out,
                    "%s() makes an instance of '%s', which is%s tracked "
                    "by the garbage collector",
                    v->used, v->name,
                    strstr(v->used, "_GC_") != NULL ? " not" : "");
    else if (v->is_stored)
        text_printf(out,
                    "the block in '%s' is released with %s in %s(), but "
                    "comes from another allocator",
                    v->field, rule_release_call(v->other_kind), v->detail);
    else
        text_printf(out,
                    "'%s' is released with %s() instead of %s: %s() "
                    "stores it",
                    v->field, v->used, rule_release_call(v->kind), v->detail);
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    if (e->kind == EVENT_TYPE) {
        type_message(e->type, out);
        return;
    }
    const char *releaser = e->op->callee != NULL ? e->op->callee : "the call";
    rule_add_name(e, out);
    if (is_inside_object(e)) {
        text_printf(out, " points into an object, but is released with %s()",
                    releaser);
        return;
    }
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
    if (is_inside_object(e))
        text_add(out, "remove the release: the memory goes with the object");
    else if (e->kind != EVENT_TYPE)
        text_printf(out, "release it with %s",
                    rule_release_call(e->subject.kind));
    else if (e->type->aspect == ASPECT_MAKE)
        text_add(out, strstr(e->type->used, "_GC_") != NULL
                          ? "use PyObject_New(), or set Py_TPFLAGS_HAVE_GC"
                          : "use PyObject_GC_New() or type->tp_alloc()");
    else
        text_add(out, "use one family of functions for all blocks that are "
                      "kept there");
}

RULE(allocator_mismatch) = {
    .id = "MEM001",
    .slug = "allocator-mismatch",
    .title = "Memory released with the wrong allocator",
    .level = LEVEL_ERROR,
    .cwe = 762,
    .tags = "memory security",
    .since = "0.1.0",
    .events = 1u << EVENT_RELEASE | 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

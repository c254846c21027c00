/* Reference count that is tested
 *
 * Py_REFCNT() of an object is compared with 1 or another small number, to
 * find out whether somebody else has it.
 *
 * Why it matters: in a free-threaded build the count is kept in two parts and
 * other threads change it at any time: 1 does not mean that the object is the
 * caller's alone, and what is then changed in place changes under the eyes of
 * another thread.
 *
 * How to fix: PyUnstable_Object_IsUniquelyReferenced() or, for temporaries,
 * PyUnstable_Object_IsUniqueReferencedTemporary() (Python 3.14); or make a
 * copy.
 *
 * What it misses: the field ob_refcnt read by name, which a free-threaded
 * build does not have, and counts that are computed with.  Objects that the
 * function has just made are left out, as is what stands in an assertion.  It
 * runs with --profile ft only.
 */
#include "rule.h"

#include <string.h>

/* The comparison of the slot with a number, or NULL. */
static const struct op *
compared(const struct func *f, uint32_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool count = op->a.kind == OPERAND_SLOT && op->a.index == slot;
            if (op->kind == OP_BINARY && op->code >= CODE_EQ && count &&
                op->b.kind == OPERAND_INT && op->b.number > 0)
                return op;
        }
    return NULL;
}

/* Of the count itself, or of a variable that it is kept in. */
static const struct op *
comparison(const struct event *e)
{
    const struct func *f = e->func;
    if (e->op->dst == NO_SLOT)
        return NULL;
    const struct op *found = compared(f, e->op->dst);
    for (size_t b = 0; found == NULL && b < f->n_blocks; b++)
        for (size_t i = 0; found == NULL && i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_COPY || op->kind == OP_CAST) &&
                op->a.kind == OPERAND_SLOT && op->a.index == e->op->dst)
                found = compared(f, op->dst);
        }
    return found;
}

static bool
is_asserted(const struct event *e)
{
    const char *macro = e->op->loc.macro;
    return macro != NULL && strstr(macro, "assert") != NULL;
}

static enum verdict
judge(const struct event *e)
{
    if (e->op->callee == NULL || strcmp(e->op->callee, "Py_REFCNT") != 0 ||
        e->func->is_header || is_asserted(e) || comparison(e) == NULL)
        return VERDICT_NONE;
    return VERDICT_FOUND;
}

static void
message(const struct event *e, struct text *out)
{
    text_printf(out,
                "Py_REFCNT() is compared with %lld: without the GIL other "
                "threads may hold the object all the same",
                (long long)comparison(e)->b.number);
}

static void
fix(const struct event *e, struct text *out)
{
    (void)e;
    text_add(out, "use PyUnstable_Object_IsUniquelyReferenced(), or copy");
}

RULE(refcount_test) = {
    .id = "FTH004",
    .slug = "refcount-test",
    .title = "Reference count that is tested",
    .level = LEVEL_NOTE,
    .cwe = 362,
    .tags = "threads free-threading",
    .since = "0.1.0",
    .profile = "ft",
    .events = 1u << EVENT_CALL,
    .judge = judge,
    .message = message,
    .fix = fix,
};

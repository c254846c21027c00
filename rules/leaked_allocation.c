/* Leaked allocation
 *
 * A block of memory is allocated and the last pointer to it is lost without
 * a free: at a return, because its variable gets another value, or because
 * the instance that keeps it in a field dies.  An instance whose tp_dealloc
 * never frees the instance itself is lost in the same way; so are a FILE, a
 * DIR, a file descriptor and a lock of PyThread_allocate_lock().
 *
 * Why it matters: the memory is never given back.
 *
 * How to fix: free the block on every way out, most simply with one label
 * at the end; freeing NULL is allowed.  After a failed PyMem_Realloc() the
 * old block is still there: assign the result to a second variable first.
 *
 * What it misses: blocks passed to functions of which nothing is known, and
 * blocks kept in structures other than instances.
 */
#include "rule.h"

#include <string.h>

static enum verdict
judge(const struct event *e)
{
    if (e->kind == EVENT_TYPE)
        return (e->type->aspect == ASPECT_DEALLOC &&
                rule_is_memory_kind(e->type->kind)) ||
                       e->type->aspect == ASPECT_DISPOSE
                   ? rule_judge_type(e->type)
                   : VERDICT_NONE;
    if (e->kind == EVENT_LOST && e->loss == LOSS_REALLOC)
        return VERDICT_NONE; /* lost-on-realloc says it */
    return rule_is_memory(&e->subject) ? rule_judge_lost(e) : VERDICT_NONE;
}

static void
message_type(const struct event *e, struct text *out)
{
    const struct type_view *v = e->type;
    if (v->aspect == ASPECT_DISPOSE)
        text_printf(out, "%s() never frees the instance of '%s'", v->slot,
                    v->name);
    else if (v->slot != NULL)
        text_printf(out, "%s() does not free '%s' of '%s'", v->slot, v->field,
                    v->name);
    else
        text_printf(out, "'%s' has no tp_dealloc that frees its field '%s'",
                    v->name, v->field);
}

static void
message(const struct event *e, struct text *out)
{
    const struct subject *s = &e->subject;
    const char *name = rule_name(e, out->keep);
    if (e->kind == EVENT_TYPE) {
        message_type(e, out);
        return;
    }
    const char *noun = rule_block_noun(s->kind);
    text_printf(out, "%s ", noun);
    if (name != NULL)
        text_printf(out, "%s'%s' ", strcmp(noun, "memory") == 0 ? "at " : "",
                    name);
    if (s->maker != NULL)
        text_printf(out, "from %s() ", s->maker);
    switch (e->loss) {
    case LOSS_RETURN:
        text_add(out, "leaked");
        rule_add_cause(e, out);
        break;
    case LOSS_OVERWRITTEN:
        text_add(out, "lost: its only pointer is overwritten");
        break;
    case LOSS_IGNORED:
        text_add(out, "leaked: nobody keeps the result");
        break;
    case LOSS_SCOPE:
        text_add(out, "leaked when its variable goes out of scope");
        break;
    case LOSS_REALLOC:
        break;
    case LOSS_HOLDER:
        text_add(out, "leaked when the memory that points to it is freed");
        break;
    }
}

static void
fix(const struct event *e, struct text *out)
{
    if (e->kind == EVENT_TYPE && e->type->aspect == ASPECT_DISPOSE)
        text_add(out, "end tp_dealloc with Py_TYPE(self)->tp_free(self)");
    else if (e->kind == EVENT_TYPE)
        text_printf(out, "release self->%s with %s in tp_dealloc",
                    e->type->field, rule_release_call(e->type->kind));
    else
        text_printf(out, "release it with %s before this statement",
                    rule_release_call(e->subject.kind));
}

RULE(leaked_allocation) = {
    .id = "MEM003",
    .slug = "leaked-allocation",
    .title = "Leaked memory block",
    .level = LEVEL_ERROR,
    .cwe = 401,
    .tags = "memory leak",
    .since = "0.1.0",
    .events = 1u << EVENT_LOST | 1u << EVENT_RELEASE | 1u << EVENT_STEAL |
              1u << EVENT_RETURN | 1u << EVENT_STORE | 1u << EVENT_TYPE,
    .judge = judge,
    .message = message,
    .fix = fix,
};

/* References that an object's own flag speaks of:
 *
 *     if (w->flags & HAS_EXTRA) {
 *         w->flags &= ~HAS_EXTRA;
 *         Py_DECREF(w);
 *     }
 *
 * A function that is handed the object gives up the reference that the flag
 * stood for; whoever called it has one of his own.
 */
#include "call.h"

/* What is asked of a field of v, in whatever way. */
static bool
is_of_field(const struct explorer *x, value asked, value v)
{
    const struct term *t = term_asked(&x->terms, asked);
    value from = term_read_from(t);
    const struct term *at = from == NO_VALUE ? NULL : term_at(&x->terms, from);
    return at != NULL && at->kind == VALUE_FIELD && at->a == v;
}

bool
is_counted_by_flag(const struct explorer *x, const struct state *s, value v)
{
    if (x->entry != NULL || term_at(&x->terms, v)->kind != VALUE_PARAM ||
        (state_fact(s, v)->flags & FLAG_RELEASED) == 0)
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->kind == STEP_BRANCH && t->about != NO_VALUE &&
            (is_of_field(x, t->about, v) ||
             (t->cond != NO_VALUE && is_of_field(x, t->cond, v))))
            return true;
    return false;
}

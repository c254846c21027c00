/* if (!self || !args) return NULL; in a function that a table has: Python
 * gives it both.  Only before Python 3 functions of modules had no self.
 */
#include "call.h"

bool
self_is_missing(const struct explorer *x, const struct state *s)
{
    if (x->entry == NULL || x->proc->entry_guessed ||
        !str_starts(x->entry->name, "METH_"))
        return false;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct term *t = term_at(&x->terms, s->facts.v[i].v);
        if (t->kind == VALUE_PARAM && t->number == 0)
            return s->facts.v[i].null == NULL_IS;
    }
    return false;
}

/* References to None, True and their like that nobody has.  These objects
 * have no variable of their own that could lose them, so what is taken is
 * counted, and compared at the end with what was passed on.
 */
#include "explore.h"

static bool
is_singleton(sym name)
{
    static const char *const names[] = {
        "_Py_NoneStruct",     "_Py_TrueStruct",           "_Py_FalseStruct",
        "_Py_EllipsisObject", "_Py_NotImplementedStruct", NULL};
    return str_is_one_of(name, names);
}

/* Some value was found to be one of them and may be what was counted. */
static bool
has_other_name(const struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++)
        if ((s->facts.v[i].flags & FLAG_STATIC) != 0)
            return true;
    return false;
}

bool
singleton_is_lost(const struct explorer *x, const struct state *s,
                  const struct fact *f, int kept)
{
    const struct term *t = term_at(&x->terms, f->v);
    return t->kind == VALUE_GLOBAL && t->name != NULL &&
           is_singleton(t->name) && f->kind == x->p->ref && f->owned > kept &&
           (f->flags & (FLAG_ESCAPED | FLAG_PASSED)) == 0 &&
           !has_other_name(s);
}

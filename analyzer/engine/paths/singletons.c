/* References to None, True and their like that nobody has.  These objects
 * have no variable of their own that could lose them, so what is taken is
 * counted, and compared at the end with what was passed on.  And those that
 * an object has, as one of its fields says.
 */
#include "owners.h"

bool
singleton_is_name(sym name)
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
           singleton_is_name(t->name) && f->kind == x->p->ref &&
           f->owned > kept && (f->flags & (FLAG_ESCAPED | FLAG_PASSED)) == 0 &&
           !has_other_name(s);
}

/* A number that a field of an object holds, such as a set of flags. */
static bool
asks_number_of_field(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_UNARY)
        return asks_number_of_field(x, t->a);
    if (t->kind == VALUE_BINARY)
        return asks_number_of_field(x, t->a) || asks_number_of_field(x, t->b);
    value from = term_read_from(t);
    return from != NO_VALUE && t->type != NULL && !type_is_pointer(t->type) &&
           term_at(&x->terms, from)->kind == VALUE_FIELD;
}

/* `if (self->flags & HAS_NONE) Py_DECREF(Py_None);` */
bool
singleton_by_flag(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_GLOBAL || t->name == NULL ||
        !singleton_is_name(t->name))
        return false;
    const struct trace *step = s->trace;
    while (step != NULL && step->kind != STEP_BRANCH)
        step = step->prev;
    return step != NULL && step->cond != NO_VALUE &&
           asks_number_of_field(x, step->cond);
}

/* Numbers that stand for something that is owned: fd + 1 for the file where 0
 * says that there is none, the address of an object with a bit that says that
 * it is one.  Who keeps the number can have back what it stands for.
 */
#include "explore.h"

/* What is done to tell an address from other numbers. */
static bool
is_tagging(enum op_code code)
{
    return code == CODE_OR || code == CODE_ADD || code == CODE_XOR;
}

void
tagged_keep(struct explorer *x, struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_BINARY || t->code >= CODE_EQ ||
        term_at(&x->terms, t->b)->kind != VALUE_INT)
        return;
    const struct fact *f = state_fact(s, t->a);
    if (f->kind != NULL && f->owned > 0 &&
        (f->kind != x->p->ref || is_tagging(t->code)))
        state_fact_make(x, s, t->a)->flags |= FLAG_ESCAPED;
}

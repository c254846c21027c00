/* Variables with __attribute__((cleanup)): where they end, the compiler calls
 * a function with their address.  What it does is not looked at: whatever
 * stands in such a variable then is settled.
 */
#include "explore.h"

static bool
is_cleaned(const struct explorer *x, value at)
{
    const struct term *t = term_at(&x->terms, at);
    return t->kind == VALUE_LOCAL && x->f->slots[t->number].cleaned;
}

int
cleaned_count(const struct explorer *x, const struct state *s, value v)
{
    if (is_cleaned(x, v))
        return state_fact(s, v)->owned;
    int n = 0;
    for (size_t i = 0; i < s->slots.n; i++)
        n += s->slots.v[i].content == v &&
             x->f->slots[s->slots.v[i].at].cleaned;
    for (size_t i = 0; i < s->memory.n; i++)
        n += s->memory.v[i].content == v && is_cleaned(x, s->memory.v[i].at);
    return n;
}

void
cleaned_ends(struct explorer *x, struct state *s, uint32_t slot)
{
    if (!x->f->slots[slot].cleaned)
        return;
    value top = term_intern(
        &x->terms, (struct term){.kind = VALUE_LOCAL, .number = slot});
    value ended[] = {top, state_slot(s, slot), state_load(s, top)};
    for (size_t i = 0; i < sizeof ended / sizeof *ended; i++)
        if (ended[i] != NO_VALUE && ended[i] != ZEROED &&
            state_fact(s, ended[i])->owned > 0)
            state_fact_make(x, s, ended[i])->owned -= 1;
}

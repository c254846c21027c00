/* Variables that a call may leave as they were: optional arguments that Python
 * code does not pass, and what a helper sets on some way only.
 */
#include "formats.h"
#include "unset.h"

static bool
writes_cell(const struct param *p)
{
    static const enum verb verbs[] = {VERB_GIVES, VERB_LENDS,    VERB_NULLS,
                                      VERB_FILLS, VERB_REPLACES, VERB_CLEARS};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (param_has(p, verbs[i]))
            return true;
    return false;
}

/* A function of ours got the address of a variable without a value.  What it
   does to it on success, and whether it does anything, may have been too
   much for its summary. */
void
call_may_have_set(const struct calling *k, struct state *s, size_t i,
                  const struct outcome *o)
{
    value v = state_load(s, k->args[i]);
    bool trusted = contract_outcome_fails(o) &&
                   writes_cell(call_param(k->c, i));
    if (k->known_body && !trusted && v != NO_VALUE && v != ZEROED)
        settle_unset(k->x, s, v);
}

/* Does the unit get its argument in some outcomes, and not in this one? */
static bool
is_left_out(const struct param *p, unsigned outcome)
{
    bool passed = false;
    for (size_t e = 0; e < p->n_effects; e++) {
        if ((p->effects[e].when >> outcome & 1) != 0)
            return false;
        passed |= p->effects[e].verb == VERB_LENDS;
    }
    return passed;
}

/* An optional argument that Python code does not pass leaves its variable
   alone: anybody may do that at any time. */
void
call_note_absent(const struct calling *k, struct state *s, size_t i,
                 unsigned outcome)
{
    const struct param *p = call_param(k->c, i);
    value at = k->args[i];
    if (p == NULL || k->known_body || k->op->callee == NULL ||
        !format_is_parser(k->op->callee) ||
        contract_outcome_fails(&k->c->outcomes[outcome]) ||
        !is_left_out(p, outcome))
        return;
    value old = state_load(s, at);
    bool counted = format_is_counted(k->x->f, k->op);
    if (counted && old != NO_VALUE && old != ZEROED)
        settle_unset(k->x, s, old);
    const struct term *t = old == NO_VALUE || old == ZEROED
                               ? NULL
                               : term_at(&k->x->terms, old);
    if (t == NULL || t->kind != VALUE_INT || t->number != 0)
        return;
    const struct type *type = call_arg_type(k, i);
    value v = symbol_new(k->x, s, k->op, ABSENT_SUB + (uint32_t)i,
                         type == NULL ? NULL : type->target);
    if (!counted)
        state_fact_make(k->x, s, v)->null = NULL_IS;
    state_store(k->x->keep, s, at, v);
}

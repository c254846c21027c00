/* Which of its outcomes a call can have here. */
#include "call.h"

#include <string.h>

bool
call_is_ignored(const struct calling *k)
{
    bool dies = k->op->dst == NO_SLOT;
    for (uint32_t i = 0; i < k->info->n_dies; i++)
        dies |= k->x->dies.v[k->info->dies + i] == k->op->dst;
    return dies &&
           (k->op->dst == NO_SLOT || k->x->f->slots[k->op->dst].name == NULL);
}

/* What a destructor asks its own object is as the maker left it. */
static bool
asks_own(const struct calling *k)
{
    const struct explorer *x = k->x;
    value v = call_arg(k, 0);
    return x->entry != NULL && !x->proc->entry_guessed && v != NO_VALUE &&
           x->entry->n_params == 1 &&
           x->entry->outcomes[0].result == RESULT_VOID &&
           term_at(&x->terms, v)->kind == VALUE_PARAM;
}

/* Whoever asks whether PyList_SetItem() failed may release the item then,
   which is wrong even if it never happens. */
static bool
is_taken_back(const struct calling *k)
{
    bool steals = false;
    for (size_t i = 0; i < k->c->n_params; i++)
        steals |= param_has(&k->c->params[i], VERB_STEALS);
    return steals && !k->known_body && !call_is_ignored(k);
}

/* Something is lent in other outcomes, but not in this one. */
static bool
lends_elsewhere(const struct contract *c, const struct outcome *o)
{
    uint32_t here = UINT32_C(1) << (o - c->outcomes);
    uint32_t when = 0;
    for (size_t i = 0; i < c->n_params; i++)
        for (size_t j = 0; j < c->params[i].n_effects; j++)
            if (c->params[i].effects[j].verb == VERB_LENDS)
                when |= c->params[i].effects[j].when;
    return when != 0 && (when & here) == 0;
}

/* Whoever does not ask whether PyDict_Next() has found something knows. */
static bool
is_known_to_find(const struct calling *k, const struct outcome *o)
{
    return !k->known_body && k->c->n_outcomes == 2 &&
           o->result == RESULT_RANGE && o->hi == 0 && o->exc == EXC_KEEP &&
           lends_elsewhere(k->c, o) && call_is_ignored(k);
}

static bool
compares_with_failure(const struct op *op, uint32_t result)
{
    if (op->kind != OP_BINARY || op->a.kind != OPERAND_SLOT ||
        op->a.index != result || op->b.kind != OPERAND_INT)
        return false;
    return op->b.number == 0 ? op->code == CODE_LT || op->code == CODE_GE
                             : op->b.number == -1;
}

/* table[i] and table[i], s->name and s->name. */
static bool
is_same_member(const struct op *a, const struct op *b)
{
    return a != NULL && b != NULL && a->kind == b->kind &&
           (a->kind == OP_INDEX ||
            (a->kind == OP_FIELD && a->offset == b->offset));
}

/* `table[i] = f(); if (table[i] == NULL)` */
static bool
is_tested_where_stored(struct explorer *x, uint32_t block, uint32_t result)
{
    const struct block *b = &x->f->blocks[block];
    const struct op *to = NULL;
    for (size_t i = 0; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if (op->kind == OP_STORE && op->b.kind == OPERAND_SLOT &&
            op->b.index == result)
            to = func_made_by(x->f, &op->a);
        else if (op->kind == OP_LOAD && op->dst != NO_SLOT &&
                 is_same_member(to, func_made_by(x->f, &op->a)) &&
                 slot_is_tested(x, op->dst))
            return true;
    }
    return false;
}

/* NULL is an answer as well, as PyIter_Next() gives it at the end. */
static bool
is_answer(const struct outcome *o)
{
    return o->result == RESULT_NULL && o->exc != EXC_SET;
}

static bool
answers_null(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (is_answer(&c->outcomes[i]))
            return true;
    return false;
}

/* The code deals with the failure: whether it does so rightly counts, even
   if it never happens. */
static bool
looks_for_failure(const struct calling *k)
{
    struct explorer *x = k->x;
    uint32_t result = k->op->dst;
    if (result == NO_SLOT || answers_null(k->c))
        return false;
    if (type_is_pointer(k->op->type))
        return slot_is_tested(x, result) ||
               is_tested_where_stored(x, op_position(x->f, k->op).block,
                                      result);
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++)
            if (compares_with_failure(&x->f->blocks[b].ops[i], result))
                return true;
    return false;
}

static bool
is_ruled_out(const struct calling *k, const struct state *s,
             const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++) {
        const struct cond *c = &o->conds[i];
        if (c->kind == COND_PARAM && c->null && !c->cell &&
            c->compare == COMPARE_NE && call_arg(k, c->param) != NO_VALUE &&
            value_null(k->x, s, call_arg(k, c->param)) == NULL_IS)
            return true;
    }
    return false;
}

/* getcwd(buffer, n) makes a block where there is no buffer: who passes one
   that he does not know to be NULL has one. */
static bool
makes_what_is_given(const struct calling *k, const struct state *s,
                    const struct outcome *o)
{
    if (k->known_body || o->result != RESULT_NEW || o->n_conds != 1 ||
        o->conds[0].kind != COND_PARAM || !o->conds[0].null ||
        o->conds[0].compare != COMPARE_EQ)
        return false;
    int param = o->conds[0].param;
    bool handed_back = false;
    for (size_t i = 0; i < k->c->n_outcomes; i++)
        handed_back |= k->c->outcomes[i].result == RESULT_SAME &&
                       k->c->outcomes[i].param == param;
    return handed_back && call_arg(k, param) != NO_VALUE &&
           value_null(k->x, s, call_arg(k, param)) == NULL_UNKNOWN;
}

/* PyList_Append(list, NULL) fails without anything else going wrong. */
bool
call_is_forced(const struct calling *k, const struct state *s)
{
    bool any = false;
    for (size_t i = 0; i < k->c->n_outcomes && !k->known_body; i++) {
        const struct outcome *o = &k->c->outcomes[i];
        if (contract_outcome_fails(o))
            continue;
        if (!is_ruled_out(k, s, o))
            return false;
        any = true;
    }
    return any;
}

/* ...and it is NULL because memory ran out. */
bool
call_is_starved(const struct calling *k, const struct state *s)
{
    bool none = false;
    for (size_t i = 0; i < k->op->n_args; i++)
        none |= k->args[i] != NO_VALUE &&
                value_null(k->x, s, k->args[i]) == NULL_IS &&
                (state_fact(s, k->args[i])->flags & FLAG_OOM) != 0;
    return none && call_is_forced(k, s);
}

/* While a module is imported, the code that imports it is running. */
static bool
asks_for_importer(const struct calling *k)
{
    static const char *const questions[] = {
        "PyEval_GetFrame", "PyEval_GetGlobals", "PyEval_GetLocals", NULL};
    return k->x->proc->at_import && !k->known_body && k->op->callee != NULL &&
           str_is_one_of(k->op->callee, questions);
}

/* g_assert(x), where the header that makes it a macro is missing: what it is
   given holds afterwards. */
bool
call_asserts(const struct calling *k, struct state *s)
{
    static const char *const endings[] = {"assert", "ASSERT", "assert_true",
                                          "assert_not_null", "assert_nonnull"};
    const char *name = k->op->callee;
    if (k->c != NULL || k->known_body || name == NULL || k->op->n_args == 0)
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (str_ends(name, endings[i]))
            return assume(k->x, s, k->args[0], true);
    return true;
}

/* Built-in containers always have one. */
static bool
asks_for_size(const struct calling *k)
{
    static const char *const names[] = {"PyObject_Size",
                                        "PyObject_Length",
                                        "PySequence_Size",
                                        "PySequence_Length",
                                        "PyMapping_Size",
                                        "PyMapping_Length",
                                        NULL};
    return k->op->callee != NULL && !k->known_body &&
           str_is_one_of(k->op->callee, names);
}

/* `spared`: causes of failure that the type of the object rules out.  Sets
   *supposed when the outcome cannot happen, but the code looks whether it
   did. */
bool
call_can_end_so(const struct calling *k, const struct state *before,
                const struct outcome *o, unsigned spared, bool *supposed)
{
    unsigned never = CAUSE_NEVER;
    if (spared != 0 && !looks_for_failure(k) && !is_answer(o))
        never |= spared;
    if (!call_on_any_type(k, before, o) &&
        !(looks_for_failure(k) && call_on_any_item(k, before)))
        never |= CAUSE_TYPE;
    if (call_in_range(k, before) || asks_own(k) || asks_for_importer(k))
        never |= CAUSE_VALUE;
    unsigned fails = k->known_body ? o->fails : k->c->fails;
    bool can_fail = fails != 0 && contract_outcome_fails(o) &&
                    !call_is_forced(k, before);
    bool cannot = can_fail && (fails & ~never) == 0;
    if (asks_for_size(k))
        never |= spared;
    *supposed = (can_fail && (fails & ~never) == 0) ||
                call_parses_again(k, before, o);
    if (!call_may_switch(k, before, o) || makes_what_is_given(k, before, o))
        return false;
    return (!cannot || is_taken_back(k)) && !is_known_to_find(k, o) &&
           !call_is_known_found(k, before, o) &&
           !call_misses_key(k, before, o) && !call_takes_pushed(k, o);
}

/* A library that is given text to read does not take the text over, unless
   it is told how to free it.  An open file is no text. */
bool
call_only_reads(const struct calling *k, const struct state *s, size_t i)
{
    sym kind = state_fact(s, k->args[i])->kind;
    if (k->known_body || call_passes_function(k))
        return false;
    return (i < 64 && (k->op->reads >> i & 1) != 0 &&
            (kind == NULL || strcmp(kind, "file") != 0)) ||
           call_is_freed_after(k, s, i);
}

/* Deep comparison of contracts, for the tests. */
#ifndef REFAUDIT_CONTRACT_TEST_EQUAL_H
#define REFAUDIT_CONTRACT_TEST_EQUAL_H

#include "contract.h"

static inline bool
cond_equal(const struct cond *a, const struct cond *b)
{
    if (a->kind != b->kind)
        return false;
    return a->kind != COND_PARAM ||
           (a->param == b->param && a->cell == b->cell &&
            a->compare == b->compare && a->null == b->null &&
            a->number == b->number);
}

static inline bool
outcome_equal(const struct outcome *a, const struct outcome *b)
{
    if (a->result != b->result || a->exc != b->exc || a->kind != b->kind ||
        a->param != b->param || a->index != b->index || a->lo != b->lo ||
        a->hi != b->hi || a->n_conds != b->n_conds)
        return false;
    for (size_t i = 0; i < a->n_conds; i++)
        if (!cond_equal(&a->conds[i], &b->conds[i]))
            return false;
    return true;
}

static inline bool
effect_equal(const struct effect *a, const struct effect *b)
{
    return a->verb == b->verb && a->kind == b->kind && a->other == b->other &&
           a->when == b->when;
}

static inline bool
param_equal(const struct param *a, const struct param *b)
{
    if (a->name != b->name || a->n_effects != b->n_effects)
        return false;
    for (size_t i = 0; i < a->n_effects; i++)
        if (!effect_equal(&a->effects[i], &b->effects[i]))
            return false;
    return true;
}

static inline bool
version_equal(struct version a, struct version b)
{
    return a.major == b.major && a.minor == b.minor;
}

/* Symbols of both must come from one symtab.  Notes and places are not
 * part of what a contract says. */
static inline bool
contract_equal(const struct contract *a, const struct contract *b)
{
    if (a->name != b->name || a->n_params != b->n_params ||
        a->n_outcomes != b->n_outcomes || a->calls != b->calls ||
        a->unstable != b->unstable || a->seldom != b->seldom ||
        a->thread != b->thread || a->fails != b->fails ||
        a->format != b->format || a->format_param != b->format_param ||
        a->makes != b->makes || a->utf8 != b->utf8 ||
        !version_equal(a->since, b->since) ||
        !version_equal(a->until, b->until))
        return false;
    for (size_t i = 0; i < a->n_params; i++)
        if (!param_equal(&a->params[i], &b->params[i]))
            return false;
    for (size_t i = 0; i < a->n_outcomes; i++)
        if (!outcome_equal(&a->outcomes[i], &b->outcomes[i]))
            return false;
    return true;
}

#endif

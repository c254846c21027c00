/* Which findings count, which are shown, and what the exit code is. */
#ifndef REFAUDIT_GATE_H
#define REFAUDIT_GATE_H

#include "options.h"
#include "result.h"

/* Whether --select and --ignore leave the rule in; false for none. */
bool gate_rule_runs(const struct options *o, const struct rule *r);
/* The pattern means the rule: "REF001", "leaked-reference", "REF*", "REF". */
bool gate_pattern_matches(const char *pattern, const struct rule *r);
/* Why it means no rule at all, or NULL. */
const char *gate_pattern_fault(arena *keep, const char *pattern);

/* Every pattern of --select and --ignore must name some rule. */
bool gate_check_rules(const struct options *o);

/* Drops findings and coverage of rules that do not run. */
void gate_select(const struct options *o, struct harvest *r);

/* Reported at all; by confidence and trigger. */
bool gate_shows(const struct options *o, const struct finding *f);
/* The same of a row of the database. */
bool gate_shows_row(const struct options *o, const struct store_row *row);
/* Shown, and at or above --fail-on. */
bool gate_fails(const struct options *o, const struct finding *f);

/* Most important first. */
int gate_rank(const struct finding *a, const struct finding *b);

struct verdicts {             /* what decides the exit code */
    size_t improved;          /* entries of the baseline that are fixed */
    size_t failing;           /* findings at the gate */
    size_t gaps;              /* units and functions not analysed */
    size_t analysed;          /* functions */
    bool interrupted, broken; /* broken: our own error */
};

/* *why: a phrase for people, in keep; NULL when there is nothing to say. */
int gate_exit_code(arena *keep, const struct options *o,
                   const struct verdicts *v, const char **why);

#endif

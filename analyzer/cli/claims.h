/* Findings of the database as claims about code that runs. */
#ifndef REFAUDIT_CLAIMS_H
#define REFAUDIT_CLAIMS_H

#include "evidence.h"
#include "options.h"
#include "trials.h"

struct claims {
    struct claim *v;
    size_t n, cap;
    struct strings files; /* that they are in */
};

/* What the options ask for, or `all`, of which the others are left alone;
 * false when the database refused. */
bool claims_load(const struct options *o, struct store *s, bool all,
                 struct claims *out);

#endif

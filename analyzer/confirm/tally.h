/* What all trials of a claim came to, together. */
#ifndef REFAUDIT_TALLY_H
#define REFAUDIT_TALLY_H

#include "trials.h"

struct tally {
    bool made_up; /* a late or synthetic trial showed it */
    enum grade made_up_grade;
    unsigned long clean;    /* calls that went the way, cleanly */
    enum grade clean_grade; /* of the best such trial */
    unsigned infeasible, diverged, unreached, unobservable, refused;
    unsigned doubtful, like_it, other;
    unsigned late; /* left out for want of time */
    bool straight; /* a clean call did all that the claim says */
    unsigned n;
};

void tally_verdict(struct tally *t, const char *verdict);
/* Unless the claim is reproduced.  `known`: the rule has an experiment. */
void tally_conclude(const struct tally *t, const struct claim *c, bool known,
                    struct evidence *e);

#endif

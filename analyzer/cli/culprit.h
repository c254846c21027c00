/* Which file makes the analysis of a program fail, when no function does?
 *
 * The files are analysed in ever smaller groups, each without the others,
 * until one file is left, and then all of them without that one.  A group
 * costs less than the whole.  When the failure takes two files together, one
 * of them is found.
 */
#ifndef REFAUDIT_CULPRIT_H
#define REFAUDIT_CULPRIT_H

#include "base.h"

struct culprits {
    size_t n;        /* files */
    bool *absent;    /* not to be looked at in the next attempt */
    bool *found;     /* at fault, and absent from then on */
    bool searching;  /* the next attempt is for a group only */
    size_t *present; /* the files that are not absent without a search */
    size_t n_present;
    size_t lo, mid, hi; /* of `present`, at fault: one from lo to hi, or none;
                           looked at: those before mid */
};

void culprits_begin(struct culprits *c, arena *keep, size_t n,
                    const bool *there);

/* After an attempt that failed, or one for a group: what the next one is to
 * be.  False: there is nothing to leave out that would leave anything. */
bool culprits_next(struct culprits *c, bool failed);

#endif

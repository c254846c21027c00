/* Whether the calls of a trial went the way that a claim tells of. */
#ifndef REFAUDIT_WAY_H
#define REFAUDIT_WAY_H

#include "trials.h"

/* The subject was made. */
bool way_born(const struct claim *c, const struct log_trial *t);
/* ... then what has to fail failed. */
bool way_gone(const struct claim *c, const struct log_trial *t);
/* ... and nothing but what the runtime sees happened in between: both belong
 * to one round of one call. */
bool way_straight(const struct claim *c, const struct log_trial *t);
/* The subject never dies. */
bool way_immortal(const struct claim *c, const struct log_trial *t);

#endif

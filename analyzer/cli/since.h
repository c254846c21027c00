/* What a run is compared with: a revision, or another database. */
#ifndef REFAUDIT_SINCE_H
#define REFAUDIT_SINCE_H

#include "check.h"

/* Before the run: sees to it that the database holds the run to compare
 * with, and sets k->base.  EXIT_CLEAN or, after saying why, the exit code. */
int since_find(struct check *k);
/* After the findings were recorded: which of them are old, how many of the
 * base's are gone. */
void since_judge(struct check *k);

#endif

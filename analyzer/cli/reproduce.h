/* Scripts that reproduce one finding. */
#ifndef REFAUDIT_REPRODUCE_H
#define REFAUDIT_REPRODUCE_H

#include "experiment.h"

/* DIR/ID.py of the option --scripts, when it was given; false after a message
 * when it cannot be written.  `claim` is a line for people. */
bool reproduce_write(const struct experiment *e, const char *id,
                     const char *claim, const struct trial *t);

#endif

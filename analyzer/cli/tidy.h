/* `check --fix`: comments that suppress nothing go. */
#ifndef REFAUDIT_TIDY_H
#define REFAUDIT_TIDY_H

#include "check.h"

/* Takes unused and expired comments out of the files, which must still be
 * what was analysed; says on stderr what it did. */
void tidy_comments(const struct check *k);

#endif

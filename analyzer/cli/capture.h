/* What another program says, for as long as it takes. */
#ifndef REFAUDIT_CAPTURE_H
#define REFAUDIT_CAPTURE_H

#include "base.h"

/* Runs argv[0] from the PATH and returns its output in keep, its exit code
 * in *status (128 + n: ended by signal n); NULL with errno set when it cannot
 * be run.  It gets no input; what it says on stderr is dropped. */
const char *capture(arena *keep, const char *const *argv, int *status);
/* What it says on stderr, for telling people why. */
const char *capture_errors(arena *keep, const char *const *argv, int *status);

#endif

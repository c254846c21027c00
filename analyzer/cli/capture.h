/* What another program says. */
#ifndef REFAUDIT_CAPTURE_H
#define REFAUDIT_CAPTURE_H

#include "base.h"

/* Runs argv[0] from the PATH and returns its output in keep, its exit code
 * in *status (-1: ended by a signal); NULL with errno set when it cannot be
 * run.  It gets no input; what it says on stderr is dropped. */
const char *capture(arena *keep, const char *const *argv, int *status);
/* The same with stderr, for telling people why. */
const char *capture_errors(arena *keep, const char *const *argv, int *status);

#endif

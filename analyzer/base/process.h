/* Running another program to its end and reading what it says. */
#ifndef REFAUDIT_PROCESS_H
#define REFAUDIT_PROCESS_H

#include "base.h"

struct ran {
    int status; /* exit status; 128 + n after signal n */
    const char *out, *err;
};

/* For what nobody asked to be run: it must come to an end. */
struct run_bounds {
    const char *directory; /* where it runs; NULL: here */
    int silence_ms;        /* it is killed then; 0: never */
    size_t most;           /* bytes that are kept of each stream; 0: all */
};

/* argv[0] is looked for on the PATH.  It gets no input.  False with errno set
 * when it could not be started. */
bool run_program(arena *keep, const char *const *argv,
                 const struct run_bounds *bounds, struct ran *out);

#endif

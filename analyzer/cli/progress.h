/* How far we are, on stderr: a bar on a terminal, else a line now and then. */
#ifndef REFAUDIT_PROGRESS_H
#define REFAUDIT_PROGRESS_H

#include "options.h"

struct progress {
    bool on, bar, utf8;
    const char *what; /* "parsing" */
    const char *at;   /* file or function, or NULL */
    size_t done, total;
    double began, said;
};

void progress_begin(struct progress *p, const struct options *o,
                    const char *what, size_t total);
/* `at` must live until the next call. */
void progress_at(struct progress *p, size_t done, const char *at);
/* Says something when it is time to. */
void progress_tick(struct progress *p);
/* Wipes the bar, so that something else can be said. */
void progress_wipe(struct progress *p);
void progress_end(struct progress *p);

#endif

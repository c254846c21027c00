/* The inside of a worker process; only for pool.c. */
#ifndef REFAUDIT_WORKER_H
#define REFAUDIT_WORKER_H

#include "pool.h"

/* Goes before each message of a worker. */
struct frame {
    uint64_t n;
    uint64_t last; /* 1: the result; 0: a note */
};

/* A file in memory for what a worker says on stderr; -1 when not to be had. */
int worker_log_new(void);

/* Takes tasks until there are no more; log < 0 leaves stderr alone. */
_Noreturn void worker_main(const struct pool *p, int tasks, int words,
                           int log);

/* What ended a worker, as a clause: "it crashed (segmentation fault)". */
const char *worker_epitaph(arena *keep, int status, int log);

#endif

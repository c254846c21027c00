/* Worker processes: whatever happens in one costs one task.
 *
 * A worker is forked once and takes many tasks.  The parent knows what each
 * one is at; a worker that crashes, hangs or is killed loses that task, is
 * replaced, and the pool goes on.  Workers run on a big stack, because
 * libclang and everything that walks its trees recurses, and they die with
 * the parent.
 */
#ifndef REFAUDIT_POOL_H
#define REFAUDIT_POOL_H

#include "base.h"

struct pool_reply; /* a worker's way to its parent */

enum pool_loss { LOST_CRASH, LOST_TIMEOUT };

struct pool {
    unsigned jobs;     /* workers at a time, at least 1 */
    unsigned timeout;  /* seconds of processor time without a word, five times
                          as many by the clock; 0: none.  note() may change
                          it */
    int signals;       /* readable on Ctrl-C (pool_signals), -1: none */
    unsigned patience; /* seconds that a worker has to end on Ctrl-C; the
                          second one ends it at once */
    bool echo;         /* let workers write to our stderr */
    void *data;
    /* In the worker. */
    void *(*start)(void *data); /* once, before the first task */
    void (*work)(void *state, size_t task, struct pool_reply *reply);
    /* In the parent; bytes live during the call only.  NULL: not wanted. */
    void (*note)(void *data, size_t task, const void *bytes, size_t n);
    void (*done)(void *data, size_t task, const void *bytes, size_t n);
    void (*lost)(void *data, size_t task, enum pool_loss how, const char *why);
    void (*tick)(void *data, size_t task); /* often; SIZE_MAX: no new task */
};

/* Runs work() for tasks 0..n-1.  False when it was interrupted.  SIGPIPE
 * must be ignored. */
bool pool_run(const struct pool *p, size_t n_tasks);

/* In the worker: a word in between, which also restarts the clock; the
 * result, exactly once per task; whether the parent wants an early end. */
void pool_note(struct pool_reply *r, const void *bytes, size_t n);
void pool_done(struct pool_reply *r, const void *bytes, size_t n);
bool pool_stop_asked(struct pool_reply *r);

/* From here on Ctrl-C and SIGTERM make the descriptor readable, and nothing
 * else happens.  The second call puts it back. */
int pool_signals(void);
void pool_signals_end(int signals);

/* Processors that this process may use. */
unsigned pool_processors(void);

double seconds_now(void); /* monotonic */

#endif

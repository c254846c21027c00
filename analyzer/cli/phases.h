/* The two phases of `check`, each in worker processes of its own. */
#ifndef REFAUDIT_PHASES_H
#define REFAUDIT_PHASES_H

#include "pool.h"
#include "result.h"
#include "session.h"

/* Before phase 1: a precompiled Python.h for flags that several units
 * share.  False when interrupted. */
bool phase_headers(const struct session *s, const struct commands *c,
                   int signals);

/* Phase 1: parse and lower each command's file and leave its IR in the
 * scratch directory.  Fills units[c->n]; false when interrupted, units
 * that were not reached are then "skipped". */
bool phase_parse(const struct session *s, const struct commands *c,
                 int signals, struct unit_result *units);

enum phase_end {
    PHASE_DONE,
    PHASE_INTERRUPTED, /* the result holds what was done until then */
    PHASE_KILLED,      /* interrupted twice: no result */
    PHASE_FAILED,      /* crashed again and again: no result */
};

/* Phase 2: all units together.  A function that makes the engine crash or
 * hang is left out, with the reason, and the rest is done again; so is a unit
 * when it is no function's fault, and its status says so.  The result lives in
 * s->keep. */
enum phase_end phase_explore(const struct session *s, int signals,
                             struct unit_result *units, size_t n,
                             struct harvest *out, const char **error);

const char *phase_ir_path(const struct session *s, arena *keep, size_t unit);

#endif

/* The engine and the rules on a set of units, within one process. */
#ifndef REFAUDIT_ANALYSIS_H
#define REFAUDIT_ANALYSIS_H

#include "cache_component.h"
#include "result.h"
#include "session.h"

struct analysis {
    const struct session *session;
    arena *keep; /* of the result; engine and rules use it, too */
    symtab *syms;
    const struct unit *const *units;
    size_t n_units;
    const char *const *hashes;     /* of the units; NULL: no components */
    struct components *components; /* of earlier runs, or NULL */
    void *data;
    /* Before each function, by its place in units; false: leave it out,
     * *status and *reason (which live as long as the result) say why.  May
     * be called again for the same function and must then say the same. */
    bool (*begin)(void *data, size_t unit, size_t func, const char **status,
                  const char **reason);
    void (*explored)(void *data); /* after the last; NULL: not wanted */
    FILE *dump;                   /* or NULL */
    unsigned dump_what;           /* set of 1u << enum dump */
};

void analysis_run(const struct analysis *a, struct harvest *out);

/* Functions that were not lowered faithfully lose their body; how many. */
size_t analysis_verify_unit(arena *keep, struct unit *u);

const char *generator_name(enum generator g); /* NULL: written by hand */

#endif

/* What phase 2 found in the components of a project: one entry with those of
 * the last run.
 */
#ifndef REFAUDIT_CACHE_COMPONENT_H
#define REFAUDIT_CACHE_COMPONENT_H

#include "result.h"
#include "session.h"

struct components;

/* NULL when nothing can be kept. */
struct components *components_open(const struct session *s, arena *keep,
                                   const struct unit_result *units,
                                   size_t n_units);
/* What was kept under the key, and is kept again; NULL: nothing. */
const char *components_get(struct components *c, const char *key, size_t *n);
void components_add(struct components *c, const char *key, const char *bytes,
                    size_t n);
/* Keeps what was got or added for the next run. */
void components_close(struct components *c);

#endif

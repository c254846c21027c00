/* What phase 2 found in a project, as long as nothing of it changes. */
#ifndef REFAUDIT_CACHE_RESULT_H
#define REFAUDIT_CACHE_RESULT_H

#include "result.h"
#include "session.h"

/* True when an earlier run analysed exactly these units. */
bool cache_result_get(const struct session *s, const struct unit_result *units,
                      size_t n_units, struct harvest *out);
/* `bytes`: a harvest as it goes through a pipe. */
void cache_result_put(const struct session *s, const struct unit_result *units,
                      size_t n_units, const void *bytes, size_t n);

/* The project, for keys of entries of which the newest counts. */
const char *cache_project(const struct session *s, arena *keep,
                          const struct unit_result *units, size_t n_units);

#endif

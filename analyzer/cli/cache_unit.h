/* Units that an earlier run parsed and whose files did not change since. */
#ifndef REFAUDIT_CACHE_UNIT_H
#define REFAUDIT_CACHE_UNIT_H

#include "result.h"
#include "session.h"

struct known_files; /* what is on disk now; asked once per file */

struct known_files *known_files_new(arena *keep);

/* True when the command's unit is known; *out then has its IR. */
bool cache_unit_get(const struct session *s, struct known_files *known,
                    const struct command *c, struct unit_result *out);

/* Keeps a unit that was parsed just now: `began` is when (time_ns), `files`
 * what was read. */
void cache_unit_put(const struct session *s, const struct command *c,
                    const struct unit_result *u, const char *const *files,
                    size_t n_files, int64_t began);

int64_t time_ns(void); /* of the clock that files are stamped with */

#endif

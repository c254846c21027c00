/* Findings that comments in the code suppress, and what is wrong with such
 * comments (SUP001 to SUP003). */
#ifndef REFAUDIT_SUPPRESS_H
#define REFAUDIT_SUPPRESS_H

#include "ignore.h"
#include "options.h"
#include "result.h"

/* Sets finding.suppressed, and adds findings about the comments.  Returns
 * all comments. */
const struct ignores *suppress_findings(arena *keep, const struct options *o,
                                        const struct unit_result *units,
                                        size_t n_units, struct harvest *h);
/* ---- ignore_in.c ------------------------------------------------------- */

/* False after saying what is wrong with --ignore-in. */
bool ignore_in_check(const struct options *o);
/* Sets finding.suppressed where nothing else has. */
void ignore_in_apply(arena *keep, const struct options *o, struct harvest *h);

/* As ignore_read() wants it. */
const char *suppress_today(arena *keep);
/* Does the comment suppress the finding? */
bool suppress_covers(const struct ignore *g, const struct finding *f);

#endif

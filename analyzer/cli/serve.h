/* The review page, as a file. */
#ifndef REFAUDIT_SERVE_H
#define REFAUDIT_SERVE_H

#include "database.h"

/* The exit code; says what is wrong unless the store does.  `database` is
 * the path of s. */
int export_html(const struct options *o, const char *database, struct store *s,
                FILE *out);

#endif

/* The review page, as a file. */
#ifndef REFAUDIT_SERVE_H
#define REFAUDIT_SERVE_H

#include "database.h"

/* The exit code; says what is wrong unless the store does. */
int export_html(const struct options *o, struct store *s, FILE *out);

#endif

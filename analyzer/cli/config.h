/* The configuration file: [tool.refaudit] of pyproject.toml, or
 * refaudit.toml; the closest directory that has one wins, nothing is
 * merged.  The interpreter's own tomllib reads it. */
#ifndef REFAUDIT_CONFIG_H
#define REFAUDIT_CONFIG_H

#include "options.h"

/* Sets what the file says for o->command; false after saying what is
 * wrong. */
bool config_read(struct options *o);

#endif

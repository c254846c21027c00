#ifndef REFAUDIT_SETTINGS_H
#define REFAUDIT_SETTINGS_H

#include "options.h"

/* Those of o->command that a configuration file can have. */
const char *settings_json(arena *keep, const struct options *o);
/* --show-settings; the exit code. */
int settings_print(const struct options *o);

#endif

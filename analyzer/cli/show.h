#ifndef REFAUDIT_SHOW_H
#define REFAUDIT_SHOW_H

#include "database.h"

/* The finding or type with this id; the exit code, after saying what is
 * wrong. */
int show_thing(const struct options *o, struct asked *asked,
               struct report *report, const char *id);

#endif

/* The precompiled header of a unit: Python.h and what stands before it. */
#ifndef REFAUDIT_FRONT_PCH_H
#define REFAUDIT_FRONT_PCH_H

#include "front.h"

/* What the precompiled header is made of; NULL: the unit must not have one.
 * Judged by the text before the first #include of Python.h, through the
 * headers of the project when they come first.  `clean`: it defines
 * PY_SSIZE_T_CLEAN. */
const char *pch_text(arena *scratch, const struct command *c,
                     const struct front_options *o, bool *clean);

#endif

/* Contracts as JSON, for programs. */
#ifndef REFAUDIT_MODEL_DUMP_H
#define REFAUDIT_MODEL_DUMP_H

#include "options.h"

/* One line for each contract: of the program, then of the files, which win
 * where both speak of one function and version. */
int model_dump(const struct options *o);

/* The contracts of calls through format strings; null: not well-formed. */
int model_expand(const struct options *o);

#endif

/* What a format wants, as JSON. */
#ifndef REFAUDIT_MODEL_WANTS_H
#define REFAUDIT_MODEL_WANTS_H

#include <jansson.h>

#include "contract.h"

/* The C types of the arguments behind the format, as a list. */
json_t *wanted_json(arena *keep, const struct contract *c,
                    const struct format_call *call);

#endif

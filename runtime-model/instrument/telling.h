/* What was seen of a call that was followed, for the log. */
#ifndef REFRT_TELLING_H
#define REFRT_TELLING_H

#include "owner.h"

#define FOUND_SIZE 4096

/* Texts of that size. */
void telling_places(const struct tracing *t, int left, char *places);
/* False unless somebody holds the object who never gives it back: that is
 * what is told then. */
bool telling_holder(const struct tracing *t, size_t act, char *found);
void telling_uneven(const struct tracing *t, const struct uneven *u,
                    char *found);
/* Each operation, for people who want to know what there was. */
void telling_ops(const struct tracing *t);

#endif

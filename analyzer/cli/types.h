/* How types are shown: a table, one of them, a graph for Graphviz. */
#ifndef REFAUDIT_CLI_TYPES_H
#define REFAUDIT_CLI_TYPES_H

#include <stdio.h>

#include "store.h"

void types_print(arena *keep, FILE *out, const struct store_type *types,
                 size_t n);
/* By its name, the end of its name, or its variable; or NULL. */
const struct store_type *types_named(const struct store_type *types, size_t n,
                                     const char *name);
void types_show(arena *keep, FILE *out, const struct store_type *t);
/* Edges that tp_traverse hides are red and dashed, those that declared
 * types lead back from are thick. */
void types_draw(arena *keep, FILE *out, const struct store_type *types,
                size_t n);

#endif

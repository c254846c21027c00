/* Databases brought together. */
#ifndef REFAUDIT_MERGE_H
#define REFAUDIT_MERGE_H

#include "store.h"

struct store_merged { /* more than there were before */
    int64_t runs, findings, issues, verdicts, confirmations;
};

/* All that the databases hold, into s: runs, issues, verdicts, evidence.
 * The result depends on what they hold and on nothing else: neither on the
 * order nor on how often they are merged.  All or nothing; the others are
 * only read.  False with *error. */
bool store_merge(struct store *s, const char *const *paths, size_t n,
                 struct store_merged *out, const char **error);

#endif

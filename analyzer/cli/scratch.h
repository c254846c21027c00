/* The private temporary directory of this run.
 *
 * It is removed at the end; when the process was killed, the next run of
 * the same user removes it.  A lock on the directory tells which are in
 * use, also across process-id namespaces that share a /tmp.
 */
#ifndef REFAUDIT_SCRATCH_H
#define REFAUDIT_SCRATCH_H

#include "base.h"

struct scratch {
    const char *path;
    int lock;
};

/* False with *error set (in keep). */
bool scratch_make(arena *keep, struct scratch *out, const char **error);
void scratch_remove(struct scratch *s);

#endif

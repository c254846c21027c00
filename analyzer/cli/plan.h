/* Analyses that a build engine spreads over processes and machines: files
 * that hold the project's compile commands, and one unit each. */
#ifndef REFAUDIT_PLAN_H
#define REFAUDIT_PLAN_H

#include "result.h"
#include "session.h"

/* One unit as `refaudit unit` leaves it: all that phase 2 has to know. */
struct object {
    const char *root;
    struct command command;
    struct unit_result unit;
};

/* False with *error set (in keep). */
bool object_write(const char *path, struct object *o, arena *keep,
                  const char **error);
bool object_read(const char *path, struct object *o, arena *keep,
                 const char **error);
bool plan_write(const char *path, struct commands *c, arena *keep,
                const char **error);
bool plan_read(const char *path, struct commands *c, arena *keep,
               const char **error);

/* What `out` was made from, in the form of make. */
bool depfile_write(const char *path, const char *out, const struct command *c,
                   const char *const *files, size_t n_files);

#endif

/* Changes to a file of the user: made whole or not at all, or shown as a
 * diff. */
#ifndef REFAUDIT_EDITS_H
#define REFAUDIT_EDITS_H

#include "base.h"

/* Bytes from..to of the old text are replaced. */
struct edit {
    size_t from, to;
    const char *text;
};

struct edits {
    struct edit *v;
    size_t n, cap;
};

/* The new text; the edits are put in order, where two touch the same bytes
 * the later one only adds its text. */
const char *edits_apply(arena *keep, struct edits *e, const char *text,
                        size_t size, size_t *new_size);
/* Puts the text in place of the file, with the same mode; false with errno,
 * and the file is as it was. */
bool edits_write(const char *path, const char *text, size_t size);
/* What `diff -u` says of the file and the text; `name` is for its head.
 * NULL: it cannot be run. */
const char *edits_diff(arena *keep, const char *name, const char *path,
                       const char *text, size_t size);

#endif

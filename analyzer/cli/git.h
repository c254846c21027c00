/* What git knows of a directory; git itself is asked. */
#ifndef REFAUDIT_GIT_H
#define REFAUDIT_GIT_H

#include "base.h"

struct git {
    const char *rev; /* NULL: not a repository, or no git here */
    const char *url; /* of origin, without a password; or NULL */
    int dirty;       /* -1: not known */
};

/* All that git says; NULL when it fails. */
const char *git_says(arena *keep, const char *const *argv);
/* Its first line, likewise. */
const char *git_line(arena *keep, const char *const *argv);

struct git git_ask(arena *keep, const char *directory);

/* Files that were renamed from the revision to what the directory holds
 * now, as git sees it; paths below the directory.  *n is 0 without git. */
const char *(*git_renames(arena *keep, const char *directory, const char *rev,
                          size_t *n))[2];

#endif

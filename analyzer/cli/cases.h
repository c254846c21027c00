/* C files with expectations, each analysed alone; many at a time. */
#ifndef REFAUDIT_CASES_H
#define REFAUDIT_CASES_H

#include "expect.h"
#include "session.h"

struct one_case {
    const char *path;   /* as shown to people */
    const char *full;   /* absolute */
    const char *flag;   /* one more flag, or NULL */
    const char *rule;   /* slug the case is about, NULL: any */
    bool must_find;     /* only that the rule finds something, */
    bool must_not_find; /* or nothing: no comments are read */
    bool skipped;       /* not for this Python */
    struct failure *failures;
    size_t n_failures;
};

/* False when interrupted. */
bool cases_run(const struct session *s, struct one_case *cases, size_t n,
               const char *root);

#endif

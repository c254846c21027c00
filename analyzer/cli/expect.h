/* Expectations in the comments of a test case. */
#ifndef REFAUDIT_EXPECT_H
#define REFAUDIT_EXPECT_H

#include "result.h"

enum expect_kind {
    EXPECT_WARN,
    EXPECT_DOUBT, /* found, as a possibility only */
    EXPECT_RARE,  /* found, for when memory runs out */
    EXPECT_STEP,
    EXPECT_MISS,
    EXPECT_FALSE,
};

struct expectation {
    enum expect_kind kind;
    unsigned line;
    const char *slug;      /* STEP: NULL means the only finding */
    unsigned step;         /* STEP: from 1 */
    const char *substring; /* or NULL */
    bool met;
};

struct version_bound {
    const char *compare; /* "<", "<=", ">", ">=", "==" */
    int major, minor;
};

struct failure {
    unsigned line; /* 0: the whole file */
    const char *message;
};

struct expectations {
    arena *keep;
    VEC(struct expectation) v;
    VEC(struct version_bound) bounds;
    struct {
        const char **v;
        size_t n, cap;
    } flags;
    VEC(struct failure) failures; /* also of the comments themselves */
};

void expect_parse(struct expectations *e, const char *text);
/* Does the case hold for this version at all? */
bool expect_version(const struct expectations *e, int major, int minor);
/* Compares and adds what is not as expected to e->failures.  `file` is the
 * case's own path as in findings. */
void expect_match(struct expectations *e, const char *file,
                  const struct finding *f, size_t n);

#endif

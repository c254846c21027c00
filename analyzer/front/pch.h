/* Precompiled Python.h: whether a unit may use one, and which. */
#ifndef REFAUDIT_FRONT_PCH_H
#define REFAUDIT_FRONT_PCH_H

#include "front.h"

enum pch_kind {
    PCH_NONE,  /* what stands before Python.h could change what it means */
    PCH_PLAIN, /* Python.h first */
    PCH_CLEAN, /* the same with PY_SSIZE_T_CLEAN defined */
};

/* Judged by the text before the first #include of Python.h, through the
 * project's own headers when they come first. */
enum pch_kind pch_kind_of(arena *scratch, const struct command *c);

/* What the precompiled header is made of. */
const char *pch_text(enum pch_kind kind);

#endif

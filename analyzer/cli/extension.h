/* Extension modules on this machine that were built from given sources. */
#ifndef REFAUDIT_EXTENSION_H
#define REFAUDIT_EXTENSION_H

#include "options.h"

/* The interpreter behind a command: what it runs, what its first line names,
 * or python3. */
struct interpreter {
    const char *exe;
    int major, minor;     /* 0: it did not answer */
    struct strings paths; /* its sys.path */
};

struct interpreter interpreter_of(arena *keep, const struct strings *command);

/* Shared objects below the directories whose debug information names one of
 * the files. */
struct strings extensions_find(arena *keep, const struct strings *dirs,
                               const struct strings *files);
/* Where the command may load extensions from. */
struct strings extension_dirs(arena *keep, const struct interpreter *python,
                              const struct strings *command);

#endif

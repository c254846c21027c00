/* Compiler arguments as libclang takes them. */
#ifndef REFAUDIT_FRONT_FLAGS_H
#define REFAUDIT_FRONT_FLAGS_H

#include "front.h"

struct flags {
    arena *keep;
    VEC(const char *) v;
};

#define OVERLAY_DIRECTORY "/refaudit-overlay"
#define OVERLAY_FILES 6

/* overlay.c */
struct overlay_file {
    const char *path, *text;
};

size_t overlay_make(arena *keep, struct overlay_file *files, size_t max);

/* The project's flags without those that clang does not know, ours around
 * them; relative paths hold in c->directory. */
void flags_make(struct flags *f, const struct command *c,
                const struct front_options *o, bool overlay);
/* Only include paths and macros: when clang refuses the rest. */
void flags_make_essential(struct flags *f, const struct command *c,
                          const struct front_options *o, bool overlay);
void flags_add(struct flags *f, const char *flag);
bool flags_cplusplus(const struct command *c);

#endif

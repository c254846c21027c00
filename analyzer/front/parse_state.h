/* What parsing keeps from one unit to the next. */
#ifndef REFAUDIT_FRONT_PARSE_STATE_H
#define REFAUDIT_FRONT_PARSE_STATE_H

#include "build.h"
#include "flags.h"
#include "pch.h"

/* The overlay's files and the text of the precompiled header. */
#define UNSAVED_FILES (OVERLAY_FILES + 1)

/* A precompiled header that some commands could share. */
struct pch_use {
    const char *path;
    unsigned commands;
};

struct front {
    struct front_options options;
    CXIndex index;
    arena *keep;
    struct CXUnsavedFile unsaved[UNSAVED_FILES];
    unsigned n_overlay;
    VEC(struct pch_use) pchs;
    arena *reading; /* of files_read */
    VEC(const char *) files_read;
};

/* The precompiled header for a command. */
struct pch {
    const char *path; /* "" when it must not use one; it may not exist */
    const char *text;
    bool clean; /* PY_SSIZE_T_CLEAN is defined there */
};

/* pch.c */
struct pch pch_for(struct front *f, arena *scratch, const struct command *c);

/* reading.c */
/* Forget the files that were read. */
void reading_begin(struct front *f);
/* Those that this parse read. */
void reading_add(struct front *f, CXTranslationUnit tu);
/* Those that went into the precompiled header are kept beside it. */
bool reading_save(const struct front *f, const char *pch);
void reading_add_saved(struct front *f, const char *pch);

#endif

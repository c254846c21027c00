/* From source text to IR: compile commands, libclang, lowering.
 *
 * The only room that includes clang-c/.  Errors come back as values with a
 * message that says what to do; nothing here prints or exits.
 */
#ifndef REFAUDIT_FRONT_H
#define REFAUDIT_FRONT_H

#include "ir.h"

/* ---- the interpreter whose headers count -------------------------------- */

struct python {
    const char *exe;     /* absolute path */
    const char *version; /* "3.11.2" */
    int major, minor;
    bool free_threaded, debug;
    const char *include;     /* INCLUDEPY */
    const char *platinclude; /* directory of pyconfig.h, may equal include */
    const char *cflags;      /* sysconfig CFLAGS, unsplit */
    const char *soabi;
};

/* `exe` NULL: $VIRTUAL_ENV, then python3 on the PATH.  False with *error
 * set (in keep): a sentence that names the remedy. */
bool python_find(arena *keep, const char *exe, struct python *out,
                 const char **error);

/* What interpreters answered before; starting one takes longer than many an
 * analysis.  Only programs are remembered (a script may choose another one
 * next time), by their place and their stamps. */
struct python_memory {
    void *data;
    const char *(*get)(void *data, arena *keep, const char *question);
    void (*put)(void *data, const char *question, const char *answer);
};

bool python_recall(arena *keep, const char *exe, const struct python_memory *m,
                   struct python *out, const char **error);

/* ---- what to compile and how -------------------------------------------- */

struct command {
    const char *file;        /* absolute */
    const char *directory;   /* where the arguments hold */
    const char *const *args; /* without compiler, -c, -o and the file */
    size_t n_args;
};

struct commands {
    struct command *v;
    size_t n;
    const char *source; /* "compile_commands.json: build/...", "guess:
                           flags of /usr/bin/python3", for people */
    bool guessed;
    const char *root;         /* project root, absolute */
    const char *const *notes; /* things the user should know, sentences */
    size_t n_notes;
    struct { /* files that were named but not taken, and why */
        const char *file, *reason;
    } *skipped;
    size_t n_skipped;
};

struct command_query {
    const char *const *paths; /* files or directories; none: "." */
    size_t n_paths;
    const char *compile_db; /* -p: file or its directory, or NULL */
    const struct python *python;
    const char *const *exclude; /* globs on the path below the root */
    size_t n_exclude;
};

/* False with *error set (in keep) when a named path or database cannot be
 * read or is not what it says; an empty result is not an error here. */
bool commands_find(arena *keep, const struct command_query *q,
                   struct commands *out, const char **error);

/* ---- one unit ----------------------------------------------------------- */

struct front; /* libclang index and PCH cache of one worker process */

struct front_options {
    const char *root; /* project root, absolute */
    const struct python *python;
    bool overlay;        /* the embedded Python.h; normally true */
    bool asserts;        /* undo -DNDEBUG; normally true */
    const char *pch_dir; /* NULL: no precompiled headers */
    bool bare;           /* parse only, lower nothing (benchmark) */
    bool skip_generated; /* functions of code generators stay bodiless */
};

struct front *front_new(const struct front_options *o);
void front_free(struct front *f);

/* Parse and lower.  NULL with *error set when there is no tree at all
 * (unreadable file, libclang crashed); a unit with compile errors comes
 * back with n_errors > 0 and its damaged functions as FUNC_ERROR. */
struct unit *front_unit(struct front *f, arena *keep, symtab *syms,
                        const struct command *c, const char **error);

/* The files that the last front_unit() read, headers of the system and of a
 * PCH among them, each once, until the next call; a relative path begins in
 * the command's directory. */
const char *const *front_files_read(const struct front *f, size_t *n);

/* Prepare a PCH, so that workers only load it.  To be called once for every
 * command: the third that shares flags makes it, before that it does not
 * pay.  True also when the command cannot use one. */
bool front_pch_make(struct front *f, const struct command *c,
                    const char **error);

/* ---- what the headers offer --------------------------------------------- */

struct header_name {
    sym name;
    bool is_macro;
};

/* Public functions and function-like macros of this interpreter's headers,
 * without those that only declare or decorate. */
bool front_names(arena *keep, symtab *syms, const struct python *python,
                 struct header_name **names, size_t *n, const char **error);

/* Why libclang cannot be loaded, and the command that helps; NULL: it can. */
const char *front_libclang_problem(arena *keep, const char **remedy);
/* "19.1.7 (/usr/lib/llvm-19/lib/libclang-19.so.1)"; loads it. */
const char *front_libclang_version(arena *keep);
/* What the version depends on: file, size, times; loads nothing. */
const char *front_libclang_stamp(arena *keep);
/* Loads libclang now, for processes that will be forked. */
void front_load(void);
/* libclang's own headers (stddef.h); NULL when not found. */
const char *front_resource_dir(arena *keep);

#endif

/* Standing in for the compiler: `refaudit cc`.
 *
 * A build that is given "refaudit cc" as its compiler runs it for every
 * file.  The command can be recorded in a compile_commands.json, with or
 * without compiling.  Whatever the build finds out by trying (configure,
 * CMake, meson, version questions) is answered by the real compiler.
 */
#ifndef REFAUDIT_WRAP_H
#define REFAUDIT_WRAP_H

#include "base.h"

struct wrap_options {
    const char *record;  /* compile_commands.json to add to, or NULL */
    bool compile;        /* run the compiler as well; true without record */
    const char *include; /* of the header that counts references, or NULL */
    bool cxx;            /* c++ stands in for cc where nothing is named */
};

/* What one compiler command asks for. */
struct wrap_command {
    const char *const *args; /* argv of the real compiler */
    size_t n_args;
    const char **sources; /* C and C++ files among them */
    size_t n_sources;
    const char **objects; /* every other input */
    size_t n_objects;
    const char *output;   /* -o, or NULL */
    const char *depfile;  /* -MF, or NULL */
    bool compile_only;    /* -c */
    bool assemble_only;   /* -S */
    bool preprocess_only; /* -E, -M, -MM */
    bool shared;          /* -shared */
};

/* `words`: as the build wrote them, perhaps with a compiler in front. */
void wrap_read(arena *keep, const struct wrap_options *o,
               const char *const *words, size_t n, struct wrap_command *out);

/* The build only wants to know whether this compiles. */
bool wrap_is_probe(const struct wrap_command *c);

/* Adds every source of the command to the file, in place of what it says of
 * the same source and output; other processes may do so at the same time.
 * False with errno set. */
bool wrap_record(arena *keep, const char *path, const struct wrap_command *c);

/* Compiles with that header, or with as much of it as the code bears; false
 * when it is better compiled without. */
bool wrap_instrument(arena *keep, const char *include,
                     const struct wrap_command *c, int *code);

/* All of it; the exit code is that of the compiler, or EXIT_INTERNAL after
 * saying what went wrong. */
int wrap_run(arena *keep, const struct wrap_options *o,
             const char *const *words, size_t n);

#endif

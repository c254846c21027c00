/* Compile commands from the project's own build.
 *
 * To learn them the build runs, and so does code of the project: only the
 * user may ask for that, by `compdb` or by --build, never a file that is
 * part of the project.  Nothing is left in the project's tree: meson and
 * CMake build elsewhere by themselves, for the others a copy is made.  All
 * of it stays in the cache, because headers that the build makes are there.
 */
#ifndef REFAUDIT_COMPDB_H
#define REFAUDIT_COMPDB_H

#include "front.h"
#include "options.h"

enum build_kind {
    BUILD_MESON,
    BUILD_CMAKE,
    BUILD_SETUPTOOLS,
    BUILD_MAKE,
    BUILD_SHELL, /* a command that the user gave */
    BUILD_COUNT
};

/* One attempt to learn the commands. */
struct build {
    arena *keep;
    const char *root;   /* of the project, absolute */
    const char *python; /* absolute path of the interpreter */
    enum build_kind kind;
    const char *command; /* BUILD_SHELL */
    const char *place;   /* directory in the cache, ours */
    const char *tree;    /* where it is built: place/build or place/copy */
    const char *db;      /* place/compile_commands.json */
    const char *log;     /* what the build printed */
};

const char *build_kind_name(enum build_kind kind);
/* What a file of the project is named that asks for this kind; NULL when
 * there is none. */
const char *build_mark(arena *keep, const char *root, enum build_kind kind);
/* The kind that pyproject.toml names, or BUILD_COUNT. */
enum build_kind build_backend(arena *keep, const char *root);

/* What to install when the tool of this kind does not run; NULL: it does. */
const char *build_tool_fix(arena *keep, enum build_kind kind,
                           const char *python);

/* Makes b->place and the rest anew and runs the build; b->db is there when
 * this is true.  Otherwise *error says what went wrong and what helps. */
bool build_run(struct build *b, const char **error);

/* Makes the commands of a copy those of the project: b->db. */
bool build_map(const struct build *b, const char *copy, const char *recorded,
               const char **error);

/* By --build, or what the project has; says on stderr what is done.  The
 * database in keep, or NULL with *error set. */
const char *compdb_find(const struct options *o, arena *keep,
                        const struct python *python, const char **error);

#endif

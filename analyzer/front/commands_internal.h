/* Parts of command finding, private to this room.
 *
 * commands.c chooses where commands come from; commands_db.c reads a
 * compile database; commands_guess.c makes flags up from what
 * commands_scan.c (which file includes what), commands_tree.c (which files
 * there are), commands_setup.c (what build scripts say literally) and
 * commands_known.c (where Debian puts headers) tell.
 */
#ifndef REFAUDIT_COMMANDS_INTERNAL_H
#define REFAUDIT_COMMANDS_INTERNAL_H

#include "front.h"
#include "process.h"

struct names {
    const char **v;
    size_t n, cap;
};

bool names_have(const struct names *set, const char *s);
void names_add(arena *keep, struct names *set, const char *s);

/* ---- commands_path.c ---------------------------------------------------- */

bool path_is_file(const char *path);
bool path_is_dir(const char *path);
const char *path_join(arena *keep, const char *dir, const char *name);
const char *path_base(const char *path);
/* Without "//", "/./" and "x/.."; purely textual. */
const char *path_normal(arena *keep, const char *path);
/* Absolute, directories free of symbolic links, the last name as it is. */
const char *path_real(arena *keep, const char *path);
/* What a symbolic link stands for in the end; NULL when it is none. */
const char *path_link(arena *keep, const char *path);
bool path_below(const char *path, const char *dir); /* or equal */
/* For people: below `root` if it is, control characters escaped. */
const char *path_show(arena *keep, const char *root, const char *path);

/* For the interpreter and pkg-config: in "/", so that nothing of the project
 * is found by accident. */
extern const struct run_bounds run_unasked;

/* ---- commands_words.c --------------------------------------------------- */

/* Split as a POSIX shell would, without expansions.  False when a quote is
 * not closed. */
bool words_split(arena *keep, const char *s, struct names *out);
/* Keep what changes the meaning of C and make its paths absolute; expands
 * response files. */
void words_clean(arena *keep, const char *dir, const struct names *all,
                 struct names *out);
/* Directories that these arguments search, -iquote only if `quoted`. */
void words_dirs(arena *keep, const char *const *args, size_t n, bool quoted,
                struct names *out);

/* ---- commands_scan.c ---------------------------------------------------- */

struct include {
    const char *name;
    bool angled, conditional; /* conditional: inside an #if */
};

/* The include lines of one file. */
struct scan {
    const char *path;
    struct include *v;
    size_t n;
    bool computed; /* has an #include of a macro */
    int error;     /* errno when it cannot be read */
};

struct scans;

struct scans *scans_new(arena *keep);
void scans_free(struct scans *s);
const struct scan *scan_file(struct scans *s, const char *path);
bool include_is_python(const char *name);

/* ---- commands_tree.c ---------------------------------------------------- */

enum tree_kind { TREE_C, TREE_CXX, TREE_HEADER };

struct tree_file {
    const char *path;
    enum tree_kind kind;
};

/* The files below a directory that matter, sorted by path. */
struct tree {
    struct tree_file *v;
    size_t n, cap;
    struct names unreadable; /* directories */
    bool cut;                /* the limit on entries was reached */
    const char **index;      /* paths, ordered by their last name */
};

/* `limit` is on entries looked at, 0 for none. */
void tree_walk(arena *keep, struct tree *t, const char *dir, size_t limit);
void tree_finish(arena *keep, struct tree *t);
bool tree_has(const struct tree *t, const char *path);
/* The file that `name` most likely means when `from` includes it. */
const char *tree_find(arena *keep, const struct tree *t, const char *name,
                      const char *from);
/* Is it, seen from there, in a directory for another system? */
bool tree_is_foreign(const char *path, const char *from);

/* ---- commands_setup.c --------------------------------------------------- */

/* What build scripts say literally. */
struct setup {
    struct names args;        /* -D and -I */
    struct names macros;      /* names that have been defined */
    struct names made_up;     /* those whose value could not be read */
    struct names conditional; /* under a condition: not used */
    struct names files;       /* scripts that gave something */
    const char *text;         /* all of them, to look names up in */
};

void setup_scan(arena *keep, const char *root, struct setup *out);

/* ---- commands_known.c --------------------------------------------------- */

struct known {
    const char *header;
    const char *pkg; /* names for pkg-config, space separated; "" for none */
    const char *debian; /* package that brings it */
};

/* NULL when nothing is known of the header. */
const struct known *known_header(const char *name);
bool known_is_builtin(const char *name); /* the compiler's own header */
/* The other system that a path's words, or a header, belong to, or NULL. */
const char *known_system(const char *path);
const char *known_foreign_header(const char *header);
/* Directory of numpy's headers for this interpreter, or NULL. */
const char *known_numpy_dir(arena *keep, const struct python *py);

/* ---- the work in progress ----------------------------------------------- */

struct skip {
    const char *file, *reason;
};

struct pkg {
    const char *name;
    struct names args;
};

struct finder {
    arena *keep, *scratch;
    const struct command_query *q;
    const char *root;
    bool project;             /* the root carries a marker of a project */
    struct names dirs, files; /* of the query, real paths */
    struct names system;      /* directories searched by every compiler */
    struct scans *scans;
    struct tree *tree; /* NULL until wanted */
    VEC(struct pkg) pkgs;
    const char *numpy; /* directory of its headers, once asked for */
    bool numpy_asked;
    VEC(struct command) found;
    VEC(struct skip) skipped;
    struct names notes;
    symtab *there, *absent; /* files that were looked for already */
    symtab *in_db;          /* files that the database names */
    bool guessed;           /* some command is */
};

void finder_note(struct finder *f, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void finder_skip(struct finder *f, const char *file, const char *reason);
bool finder_named(const struct finder *f, const char *path);
/* Named, or below a named directory and not excluded. */
bool finder_wanted(const struct finder *f, const char *path);
const struct tree *finder_tree(struct finder *f);

/* ---- commands_resolve.c ------------------------------------------------- */

struct missing {
    const char *header, *from;
};

/* What one C file sees through its includes. */
struct resolve {
    struct finder *f;
    const char *file;
    bool invent; /* look for headers and add arguments for them */
    bool whole;  /* follow all includes, also behind Python.h */
    struct names args;
    struct names dirs;           /* searched for every include */
    struct names quote;          /* searched for quoted ones, before `dirs` */
    struct names after;          /* searched last */
    bool python;                 /* sees Python.h */
    bool computed;               /* includes a macro: nobody knows */
    struct names c_files;        /* other C files that are part of this unit */
    VEC(struct missing) missing; /* not under any condition */
};

/* `args` as in struct command; r->f, r->file and r->invent are set. */
void resolve_run(struct resolve *r, const char *const *args, size_t n);

/* ---- commands_db.c ------------------------------------------------------ */

/* The newest database near the root, or NULL. */
const char *db_search(struct finder *f);
bool db_read(struct finder *f, const char *path, const char **error);

/* ---- commands_guess.c --------------------------------------------------- */

/* Commands for the named files and directories, those that a database
 * covers excepted; with a database, directories only make a note. */
void guess_commands(struct finder *f, bool have_db);

#endif

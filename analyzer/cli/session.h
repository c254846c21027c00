/* What every analysing command needs: interpreter, model, scratch space. */
#ifndef REFAUDIT_SESSION_H
#define REFAUDIT_SESSION_H

#include "cache.h"
#include "front.h"
#include "options.h"
#include "scratch.h"

struct model_text {
    const char *path, *text;
};

struct session {
    arena *keep;
    const struct options *o;
    struct python python;
    const char *root;    /* where relative paths begin; set by the command */
    const char *pch_dir; /* NULL: no precompiled headers */
    struct scratch scratch;
    struct model_text *models; /* the users' contract files */
    size_t n_models;
    const char *model_hash;
    unsigned jobs;
    struct cache cache;
    const char *libclang; /* which; NULL: not asked */
};

/* `python` NULL: the default.  EXIT_CLEAN, or the exit code after saying
 * what is wrong. */
int session_open(struct session *s, const struct options *o,
                 const char *python);
void session_close(struct session *s);

/* The interpreter of a command that takes one; false when several. */
bool session_python(const struct options *o, const char **exe);

/* Reads and checks the users' contract files alone. */
int session_read_models(struct session *s);
/* The built-in contracts and the users'. */
struct model *session_model(const struct session *s, arena *keep,
                            symtab *syms);
struct version session_version(const struct session *s);

/* `file` as people write it: below the root without the root. */
const char *short_path(const char *root, const char *file);

#endif

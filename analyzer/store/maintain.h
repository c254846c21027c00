/* The database as a file: what is in it, is it whole, less of it, a copy. */
#ifndef REFAUDIT_MAINTAIN_H
#define REFAUDIT_MAINTAIN_H

#include "store.h"

struct store_info {
    int64_t schema, runs, findings, issues, verdicts, confirmations, bytes;
    const char *last_at, *last_label, *last_rev, *last_status; /* or NULL */
    const char *tool, *python;                                 /* or NULL */
};

/* In keep. */
bool store_info(struct store *s, arena *keep, struct store_info *out);

/* Everything that is not as it should be, one line each; false when the
 * database cannot even be asked. */
bool store_problems(struct store *s, bool (*each)(void *, const char *line),
                    void *data);
/* None of them; else store_error() names the first. */
bool store_check(struct store *s);

/* Empties all finished runs but the newest `keep`: findings, paths and
 * coverage go, the runs themselves, issues, verdicts and evidence stay.
 * Gives back the room.  *n: runs that were emptied. */
bool store_prune(struct store *s, size_t keep, size_t *n);

/* A compact copy at a path where nothing is; equal content gives equal
 * bytes. */
bool store_copy(struct store *s, const char *path, const char **error);

/* Takes out of a copy what says who worked where: commands, settings, names
 * of reviewers, directories outside the project, and all that was said to be
 * confidential.  Such a copy is no longer merged. */
bool store_redact(struct store *s);
bool store_is_redacted(struct store *s);

/* Runs a query that only reads; cells are NULL for NULL.  The first call
 * has the names of the columns.  False with *error. */
bool store_ask(struct store *s, const char *sql,
               bool (*each)(void *, const char *const *cells, size_t n,
                            bool head),
               void *data, const char **error);

#endif

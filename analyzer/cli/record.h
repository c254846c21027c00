/* A run on its way into the database. */
#ifndef REFAUDIT_RECORD_H
#define REFAUDIT_RECORD_H

#include "git.h"
#include "result.h"
#include "session.h"
#include "suppress.h"

struct record {
    struct store *store; /* NULL: no database */
    int64_t run;         /* its number, also when it has ended */
    const char *path;    /* as shown to people */
    struct git git;
    const char *failed; /* why the database is not complete, or NULL */
};

/* Opens the database and begins the run of what `git` says (NULL: git is
 * asked); EXIT_CLEAN or, after saying what
 * is wrong, the exit code. */
int record_open(struct record *r, const struct session *s,
                const struct commands *c, const struct git *git);
/* The database in force; its default directory is made. */
const char *record_database(const struct session *s);
/* After phase 1, so that a killed process leaves that much. */
void record_units(struct record *r, const struct session *s,
                  const struct commands *c, const struct unit_result *units);
/* After phase 2; the issues are parallel to the findings, NULL without. */
const struct store_issue *record_result(struct record *r,
                                        const struct session *s,
                                        const struct harvest *result,
                                        const struct ignores *ignores);
void record_end(struct record *r, const struct session *s, const char *status);
/* What the run means against the one before; NULL when not to be had. */
const struct store_totals *record_totals(struct record *r,
                                         const struct session *s);
void record_close(struct record *r);

#endif

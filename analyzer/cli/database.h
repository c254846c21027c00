/* The database that a command was told of, or the one that is near. */
#ifndef REFAUDIT_DATABASE_H
#define REFAUDIT_DATABASE_H

#include "options.h"
#include "store.h"

#define DATABASE_DIRECTORY ".refaudit"
#define DATABASE DATABASE_DIRECTORY "/findings.db"

/* --db, or the default place here or in a directory above; NULL, after
 * saying so, when there is none. */
const char *database_path(const struct options *o);
/* A file of a finding, to be opened: below the directory of the database or
 * one above it.  The path as it is where there is no such file. */
const char *database_file(const struct options *o, const char *path);
bool database_is_there(const struct options *o); /* or was named */
/* NULL after saying what is wrong. */
struct store *database_open(const struct options *o, enum store_mode mode);

/* Whose source text a report asks for. */
struct asked {
    struct store *store;
    int64_t finding;
};

/* A report of findings of the database, with the source as it was. */
struct report *database_report(const struct options *o, FILE *out,
                               enum report_path path, struct asked *asked,
                               const struct report_run *run);
/* Writes s, with nothing in it that a terminal would act on. */
void print_safe(FILE *out, const char *s);

/* No run is no clean run.  EXIT_CLEAN, or the exit code after saying so. */
int database_want_run(const struct options *o, struct store *store);

#endif

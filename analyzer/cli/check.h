/* `refaudit check` while it runs. */
#ifndef REFAUDIT_CHECK_H
#define REFAUDIT_CHECK_H

#include "baseline.h"
#include "gate.h"
#include "record.h"
#include "suppress.h"

struct check_variant;

struct check_out {
    bool is_page; /* "html": the review page, which is no report_format */
    enum report_format format;
    const char *name;
    FILE *file;
};

struct check {
    struct session s;
    const struct check_variant *variant;
    struct commands commands;
    struct record record;
    struct unit_result *units;
    struct harvest result;
    const struct ignores *ignores; /* suppressing comments */
    struct baseline *baseline;     /* or NULL */
    const struct store_issue *issues;
    FILE *out;
    VEC(struct check_out) outs; /* of --out */
    const char *started_at;     /* RFC 3339 */
    double began;
    bool interrupted;
    const char *broken; /* what went wrong with us, or NULL */
    VEC(struct report_gap) gaps;
    size_t skipped; /* functions left out on purpose */
    /* --since and --base-db: */
    int64_t base; /* run to compare with; 0: none, -1: an empty one */
    const char *base_name;
    bool *old; /* by finding: the base had it; NULL: nothing is known */
    size_t base_fixed, base_unknown;
};

/* `check` as a part of something else. */
struct check_variant {
    struct baseline *baseline;       /* or NULL */
    const struct commands *commands; /* to analyse; NULL: find them */
    const struct git *git;           /* what is analysed; NULL: ask git */
    int (*ended)(void *data, struct check *k, int code); /* or NULL */
    void *data;
};
int check_variant(const struct options *o, const struct check_variant *v);

/* Finding i comes out: the options ask for it, and nobody dismissed it. */
bool check_shows(const struct check *k, size_t i);

/* link.c: commands and units from the files that the options name. */
int link_find(struct check *k);

/* declares.c: a file to analyse says that it needs no GIL. */
bool declares_free_threading(const struct commands *c);

/* The files that findings go to; false after saying what is wrong. */
bool check_open_outs(struct check *k);
void check_close_outs(struct check *k);
/* Writes the findings to all of them; a failure goes to k->broken. */
void check_report(struct check *k, int code);
/* The last words, on stderr. */
void check_summarise(const struct check *k, size_t analysed, int code,
                     const char *why, const struct store_totals *totals);

#endif

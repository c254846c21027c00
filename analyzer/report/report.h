/* Findings as people and programs read them: text, gcc, JSON, SARIF.
 *
 * Everything that comes from analysed source (names, lines, messages) is
 * untrusted: control characters never reach a terminal, whatever a file is
 * called.  A source file that is gone costs the excerpt, not the finding.
 */
#ifndef REFAUDIT_REPORT_H
#define REFAUDIT_REPORT_H

#include "store.h"

/* ---- how it looks ---------------------------------------------------- */

enum report_when { WHEN_AUTO, WHEN_YES, WHEN_NO };

struct report_style {
    bool color;
    bool utf8;      /* else ASCII only */
    unsigned width; /* of the terminal; 0: do not cut prose */
};

/* --color, then NO_COLOR, CLICOLOR_FORCE or FORCE_COLOR, then whether `out`
 * is a terminal and TERM not dumb.  UTF-8 by LC_ALL, LC_CTYPE, LANG. */
struct report_style report_style_detect(FILE *out, enum report_when color);

enum report_format {
    FORMAT_TEXT,
    FORMAT_GCC,
    FORMAT_JSON,         /* one document */
    FORMAT_JSONL,        /* one finding a line */
    FORMAT_SARIF,        /* 2.1.0 */
    FORMAT_SARIF_GITHUB, /* the same within GitHub's limits */
    FORMAT_GITLAB,       /* code quality */
    FORMAT_GITHUB,       /* annotations: the first ten of each level */
    FORMAT_JUNIT,
    FORMAT_CSDIFF,
    FORMAT_MARKDOWN,
    FORMAT_COUNT
};

const char *report_format_name(enum report_format f);
/* Readers of this format see the first findings best, or alone. */
bool report_wants_best_first(enum report_format f);
/* False when no format has this name. */
bool report_format_find(const char *name, enum report_format *out);

enum report_path { PATH_KEY, PATH_FULL, PATH_NONE };

/* Commands that hints may name; a hint for a command that is not there
 * would be a lie. */
enum report_hint {
    HINT_EXPLAIN = 1,
    HINT_TRIAGE = 2,
    HINT_FIX = 4,
    HINT_SERVE = 8,
    HINT_LIST = 16,
    HINT_SHOW = 32,
};

/* ---- findings -------------------------------------------------------- */

/* Something that was not analysed, or not fully. */
struct report_gap {
    const char *file;
    const char *function; /* NULL: the whole unit */
    const char *status;   /* as in the database */
    const char *reason;   /* or NULL */
};

/* About the run; needed for JSON and SARIF, unused by text and gcc. */
struct report_run {
    const char *command_line; /* or NULL */
    const char *started_at;   /* RFC 3339 or NULL */
    const char *target;       /* "3.11.2", automationDetails; or NULL */
    const char *vcs_rev, *vcs_url;
    const struct report_gap *gaps;
    size_t n_gaps;
    int exit_code;
};

struct report_options {
    enum report_format format;
    struct report_style style;
    enum report_path path;
    unsigned context; /* source lines around each step, normally 0 */
    unsigned hints;   /* set of enum report_hint */
    const char *root; /* where relative paths begin; NULL: here */
    /* Text of a source file, or NULL to read it below the root (which is
     * also done when it returns NULL). */
    const char *(*source)(void *data, arena *keep, const char *path,
                          size_t *n);
    void *source_data;
    const struct report_run *run; /* or NULL */
};

struct report;

/* Does not close `out`.  The options are copied, what they point to not. */
struct report *report_new(arena *keep, FILE *out,
                          const struct report_options *o);
/* `issue`: what the database knows, or NULL without one. */
void report_finding(struct report *r, const struct finding *f,
                    const struct store_issue *issue);
/* Writes what the format still needs.  False with errno set when not all
 * of it could be written. */
bool report_end(struct report *r);

/* ---- the end of a run ------------------------------------------------ */

struct report_summary {
    unsigned files, functions, cached_files;
    double seconds;
    const char *python; /* "Python 3.11.2 GIL, headers /usr/..." */
    unsigned errors, warnings, notes;
    const struct store_totals *totals; /* NULL without a database */
    bool only_new; /* counted is what a base does not have: that is told
                    * elsewhere, and the last run is not the base */
    const struct coverage *coverage;
    size_t n_coverage;
    const struct report_gap *gaps;
    size_t n_gaps;
    const char *database; /* path or NULL */
    int exit_code;
    const char *why; /* "1 new error"; NULL: nothing is said */
};

void report_summary(FILE *out, const struct report_style *style,
                    unsigned hints, const struct report_summary *s);

/* ---- explaining ------------------------------------------------------ */

/* A contract in plain words, for `refaudit explain PyList_SetItem`. */
void report_explain_contract(FILE *out, const struct report_style *style,
                             const struct contract *c);
/* Head comment, level, example. */
void report_explain_rule(FILE *out, const struct report_style *style,
                         const struct rule *r);

/* ---- small things others need ---------------------------------------- */

/* Adds s with everything a terminal might act on made visible. */
void report_add_safe(struct text *out, const char *s);

#endif

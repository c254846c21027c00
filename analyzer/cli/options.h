/* Commands and options: one table describes them all.
 *
 * Values come from, in rising order: the default, the configuration file,
 * the environment (REFAUDIT_FAIL_ON for --fail-on), the command line.
 */
#ifndef REFAUDIT_OPTIONS_H
#define REFAUDIT_OPTIONS_H

#include "report.h"

enum command_id {
    COMMAND_CHECK,
    COMMAND_VERIFY,
    COMMAND_SELF_TEST,
    COMMAND_DOCTOR,
    COMMAND_EXPLAIN,
    COMMAND_LIST,
    COMMAND_SHOW,
    COMMAND_TRIAGE,
    COMMAND_SUPPRESS,
    COMMAND_SERVE,
    COMMAND_DB,
    COMMAND_MANUAL,
    COMMAND_COMPDB,
    COMMAND_EXPORT,
    COMMAND_MODEL,
    COMMAND_UNIT,
    COMMAND_LINK,
    COMMAND_BASELINE,
    COMMAND_EMIT_NINJA,
    COMMAND_CC,
    COMMAND_CONFIRM,
    COMMAND_SWEEP,
    COMMAND_COUNT
};

struct strings {
    const char **v;
    size_t n, cap;
};

enum generated { GENERATED_SKIP, GENERATED_FULL };
enum dump { DUMP_COMMANDS, DUMP_OPS, DUMP_STATES, DUMP_SUMMARY };

#define FAIL_ON_NEVER 3 /* one past the last enum level */
#define ALLOW_ANY INT32_MAX

enum baseline_format { BASELINE_FINDINGS, BASELINE_COUNTS };
enum annotate { ANNOTATE_AUTO, ANNOTATE_GITHUB, ANNOTATE_NONE };
enum profile {
    PROFILE_DEFAULT,
    PROFILE_FT,
    PROFILE_ALL,
    PROFILE_DECLARED, /* by the sources: of `ft` only what is certain */
};

struct options {
    arena *keep;
    enum command_id command;
    struct strings args; /* what is neither command nor option */
    const char *compile_db, *build;
    struct strings pythons;
    bool all_pythons;
    struct strings select, ignore, ignore_in, exclude, models;
    int profile;        /* enum profile */
    int generated;      /* enum generated */
    int fail_on;        /* enum level or FAIL_ON_NEVER */
    int min_confidence; /* enum confidence */
    unsigned triggers;  /* set of 1u << enum trigger */
    int format;         /* 0: auto, else enum report_format + 1 */
    const char *output, *root, *directory, *depfile, *plan;
    const char *db;
    bool no_db;
    struct strings outs;
    int annotate; /* enum annotate */
    const char *cache;
    bool no_cache;
    const char *label;
    int jobs;             /* 0: one per processor */
    int timeout;          /* seconds per unit and per function */
    int allow_incomplete; /* how many may stay unanalysed */
    bool exit_zero, show_suppressed, fix, fail_on_improvement;
    int baseline_format; /* enum baseline_format */
    const char *baseline, *since, *base_db;
    bool unsaid; /* findings are not for stdout: what is written tells them */
    int quiet, verbose;
    int color, progress; /* enum report_when */
    int path;            /* enum report_path */
    int max_findings;    /* 0: all */
    unsigned dump;       /* set of 1u << enum dump */
    bool not_analysed, summaries, types;
    const char *rule, *file;
    const char *record;
    bool compile, cxx, instrument;
    struct strings findings, objects, trees;
    const char *runtime, *keep_logs, *scripts;
    int limit, budget, max_trials;
    bool queue, precision;
    int keep_runs;
    int verdict, why; /* of review_verdicts, review_whys; -1: none */
    const char *comment, *author, *import, *export, *until;
    bool diff;
    bool confidential, undo, history;
    bool write;
    int port;
    bool show_settings, redact;
    const char **origins; /* by option: who set it; NULL: the default */
    int argc;             /* as typed, for the record */
    const char *const *argv;
};

enum option_kind {
    OPTION_FLAG,   /* bool */
    OPTION_COUNT,  /* int, one more each time */
    OPTION_TEXT,   /* const char * */
    OPTION_LIST,   /* struct strings: repeatable, commas separate */
    OPTION_REPEAT, /* struct strings: repeatable, taken whole */
    OPTION_NUMBER, /* int */
    OPTION_CHOICE, /* int: index in choices */
    OPTION_SET,    /* unsigned: bit per choice; commas separate */
};

struct option {
    const char *name;
    char letter; /* 0: none */
    enum option_kind kind;
    size_t offset;       /* in struct options */
    unsigned commands;   /* set of 1u << enum command_id */
    const char *arg;     /* name of the argument in the help, NULL: none */
    const char *help;    /* NULL: not shown */
    const char *initial; /* default, as typed; NULL: off or empty */
    const char *bare;    /* NUMBER without its argument means this */
    const char *key;     /* in the configuration file; NULL: not there */
    const char *const *choices; /* NULL-terminated */
};

struct command_info {
    const char *name;
    const char *synopsis;   /* the arguments */
    const char *summary;    /* one line */
    const char *text;       /* more for `CMD --help` */
    int min_args, max_args; /* max -1: any number */
    bool foreign;           /* from the first argument on, another program's
                               words */
};

extern const struct option option_table[];
extern const size_t option_count;
extern const struct command_info command_table[COMMAND_COUNT];

/* Reads argv, the environment and the configuration file.  False when
 * there is nothing more to do: *code is then the exit code, and what had
 * to be said (help, version, what is wrong) has been said. */
bool options_read(struct options *o, int argc, const char **argv, int *code);

/* Sets one option from text; false with *error in o->keep. */
bool option_set(struct options *o, const struct option *opt, const char *text,
                const char **error);

/* Empties what adds up: a stronger source replaces what a weaker one said. */
void option_reset(struct options *o, const struct option *opt);

/* The name nearest to word that is near enough to be meant, or NULL. */
const char *suggest(const char *word, const char *const *names, size_t n);

void help_print(FILE *out);
void help_command(FILE *out, enum command_id id);

/* Says what is wrong on stderr; returns EXIT_USAGE. */
int usage_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif

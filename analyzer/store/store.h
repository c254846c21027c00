/* The findings database: one SQLite file, runs, findings, issues, reviews.
 *
 * An issue outlives runs; a finding is an issue as one run saw it.  The
 * tables are in schema.sql; the v_* views there are the public contract.
 *
 * Writing, in this order:
 *     store_open -> store_run_begin -> store_begin -> store_file,
 *     store_unit, store_function, store_coverage, store_findings ->
 *     store_commit (as often as wanted) -> store_run_end -> store_close
 * What was committed survives a killed process, and nothing else does.  A
 * run whose process died is 'interrupted' from the next store_open on.
 *
 * false: the database refused, store_error() says why and what to do; the
 * open transaction is rolled back and every later write fails the same way.
 * A store must not be used on both sides of a fork().
 */
#ifndef REFAUDIT_STORE_H
#define REFAUDIT_STORE_H

#include "rule.h"

struct store;

/* READ: the file must exist, nothing is changed.  WRITE: the file and its
 * directory are made when missing. */
enum store_mode { STORE_READ, STORE_WRITE };

/* NULL with *error set (in keep): what is wrong with the file and what to
 * do about it.  The file is never harmed. */
struct store *store_open(arena *keep, const char *path, enum store_mode mode,
                         const char **error);
/* Makes one file of it again where the directory allows; NULL is allowed. */
void store_close(struct store *s);
/* For who goes through all findings: verdicts and evidence stay as they are
 * now and are found faster. */
bool store_hold_still(struct store *s);
const char *store_error(const struct store *s); /* "" when all is well */

/* ---- writing a run --------------------------------------------------- */

enum store_embed { EMBED_NONE, EMBED_FINDINGS, EMBED_ALL };

struct store_run { /* strings may be NULL unless the line says otherwise */
    const char *label, *vcs_rev, *vcs_url;
    int vcs_dirty;           /* -1: not known */
    const char *root;        /* project root, absolute; not NULL */
    const char *libclang;    /* version; not NULL */
    const char *model_hash;  /* not NULL */
    const char *const *argv; /* of this process */
    size_t n_argv, n_rules, n_renames;
    const char *config;     /* JSON of the settings in force, "{}" */
    const char *compile_db; /* commands.source; not NULL */
    const char *py_version, *py_flavour, *py_include, *limited_api;
    const struct rule *const *rules; /* that run; others are 'unknown' */
    const char *const (*renames)[2]; /* from, to: since the last run */
    enum store_embed embed;
};

bool store_run_begin(struct store *s, const struct store_run *run);
/* `status`: "complete", "incomplete" or "interrupted". */
bool store_run_end(struct store *s, const char *status);
int64_t store_run_id(const struct store *s);

bool store_begin(struct store *s);
bool store_commit(struct store *s);

/* Make known what the path of a later finding, unit or function means; no
 * row before it is needed.  Unknown paths are read below the root. */
void store_file(struct store *s, const struct source_file *f);

/* `content`: a hash of all that store_function(), store_coverage(),
 * store_findings(), store_type() and store_suppress() will be given, and
 * whether it came from the cache.  If it did and the last run's hash is the
 * same, they write nothing: the rows of that run are this one's, too. */
bool store_content(struct store *s, const char *content, bool from_cache);

struct store_unit {
    const char *file, *directory;
    const char *const *args;
    size_t n_args, n_errors;
    const char *status; /* ok parse-errors failed crashed timeout skipped */
    bool from_cache;
    const char *first_error; /* or NULL; reason of a status other than ok */
    unsigned wall_ms;
};

struct store_function {
    const char *file, *name;
    bool is_static;
    uint32_t line, end_line;
    const char *signature, *body_hash, *py_name; /* py_name may be NULL */
    const char *status;  /* analysed budget unsupported skipped tu-failed */
    const char *reason;  /* or NULL */
    const char *summary; /* its contract as text, or NULL */
    unsigned paths, wall_us;
    bool from_cache;
};

bool store_unit(struct store *s, const struct store_unit *u);
/* A function that is seen again (header, second unit) keeps its best row. */
bool store_function(struct store *s, const struct store_function *f);
bool store_coverage(struct store *s, const struct coverage *c, size_t n);

struct store_type_field {
    const char *path, *owner, *holds, *target; /* target: or NULL */
    uint64_t offset;
    bool settable, can_cycle, in_cycle;
    const char *visited, *cleared, *released; /* no yes ? */
};

struct store_type { /* base and record may be NULL */
    const char *file, *name, *variable, *kind, *base, *flags, *record;
    uint32_t line;
    const char *verdict;
    const char *slots; /* JSON: {"tp_dealloc": "spam_dealloc"} */
    const struct store_type_field *fields;
    size_t n_fields;
};

bool store_type(struct store *s, const struct store_type *t);

/* What the database knows of a finding. */
struct store_issue {
    int64_t finding, issue;
    char id[9]; /* short form, for people */
    char uid[33];
    const char *matched_by; /* new strict loose body manual */
    const char *verdict;    /* "unreviewed" ... */
    const char *evidence;   /* "untested", "reproduced" ... */
    uint64_t reached;       /* times the faulty exit was executed */
    bool is_new, recheck, suppressed;
};

/* All findings of the run, once: which known issue each one is can only be
 * told when all are there.  Call after the run's units and functions.
 * *issues (in keep) is parallel to f; findings with equal strict
 * fingerprints share one. */
bool store_findings(struct store *s, arena *keep, const struct finding *f,
                    size_t n, const struct store_issue **issues);

struct store_suppression {
    const char *source; /* comment config baseline */
    const char *file;   /* or NULL */
    uint32_t line;
    const char *const *rules;
    size_t n_rules;
    const char *reason, *expires; /* expires: "2027-01-01" or NULL */
};
bool store_suppress(struct store *s, const struct store_suppression *p,
                    const int64_t *findings, size_t n_findings);

/* ---- questions; a callback returns false to stop --------------------- */

enum store_scope { SCOPE_LATEST, SCOPE_QUEUE, SCOPE_GATE };

struct store_filter { /* NULL and 0: no restriction */
    enum store_scope scope;
    int64_t run;      /* with SCOPE_LATEST: this run instead */
    const char *rule; /* id, slug, or glob of an id: "REF*" */
    const char *file; /* path, directory or glob */
    const char *verdict, *evidence, *trigger, *confidence, *id;
    bool only_new;
    size_t limit;
};

struct store_row { /* strings live during the callback only */
    const char *rule, *slug, *level, *confidence, *trigger;
    const char *file, *function, *py_name, *message; /* function: or NULL */
    uint32_t line, col;
    const char *reviewer, *comment; /* or NULL */
    struct store_issue issue;
};

bool store_list(struct store *s, const struct store_filter *f,
                bool (*each)(void *, const struct store_row *), void *data);

/* The newest finding of the issue whose uid begins with `id`, 0 when there
 * is none or several: *n_matches says which. */
int64_t store_find(struct store *s, const char *id, size_t *n_matches);
/* The whole finding again, in keep, and what is known of it now; NULL when
 * the database refused.  Its rule may be one that this program does not
 * know: judge is then NULL. */
const struct finding *store_show(struct store *s, arena *keep, int64_t finding,
                                 struct store_issue *issue);
/* Text of a file as the finding's run saw it, or NULL. */
const char *store_source(struct store *s, arena *keep, int64_t finding,
                         const char *path, size_t *n);

/* Run 0 is the latest finished one.  function is NULL for whole units. */
bool store_not_analysed(struct store *s, int64_t run,
                        bool (*each)(void *, const char *file,
                                     const char *function, const char *status,
                                     const char *reason),
                        void *data);

/* The types of a run, in keep, by file and line; 0 as above. */
const struct store_type *store_types(struct store *s, arena *keep, int64_t run,
                                     size_t *n);

/* The inferred contracts of a run, by file and line; 0 as above. */
bool store_summaries(struct store *s, int64_t run,
                     bool (*each)(void *, const char *file, uint32_t line,
                                  const char *contract),
                     void *data);

struct store_totals {
    unsigned errors, warnings, notes; /* not suppressed, verdict not against */
    unsigned new_issues, fixed, unknown; /* against the run before */
    unsigned suppressed, dismissed, recheck;
};

bool store_totals(struct store *s, int64_t run, struct store_totals *out);

/* `state`: "new", "unchanged", "fixed", "unknown" (not analysed in head).
 * id and rule of the issue.  Runs: see store_run_last. */
bool store_diff(struct store *s, int64_t base, int64_t head,
                bool (*each)(void *, const char *state, const char *id,
                             const char *rule, int64_t finding),
                void *data);
/* A finished run of exactly this revision, by this program, in which these
 * rules ran and these files were looked at; 0 when there is none. */
struct store_wanted {
    const char *rev, *model_hash;
    const struct rule *const *rules;
    const char *const *files;
    size_t n_rules, n_files;
};
int64_t store_run_of(struct store *s, const struct store_wanted *w);
/* In keep, NULL when there is no such run; and the other way round. */
const char *store_run_uuid(struct store *s, arena *keep, int64_t run);
int64_t store_run_by_uuid(struct store *s, const char *uuid);
/* Revision of a run, in keep; NULL when it is not known. */
const char *store_run_rev(struct store *s, arena *keep, int64_t run);
/* Number of the newest finished run below `before` (0: of all), or 0. */
int64_t store_run_last(struct store *s, int64_t before);

#endif

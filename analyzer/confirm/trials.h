/* Trials: single calls to repeat, why, and what they show. */
#ifndef REFAUDIT_TRIALS_H
#define REFAUDIT_TRIALS_H

#include "confirm.h"

/* ---- from findings to trials and back ----------------------------------- */

enum grade { GRADE_NATURAL, GRADE_GENUINE, GRADE_LATE, GRADE_SYNTHETIC };
const char *grade_name(enum grade g);

struct trial { /* as planned */
    const char *id;
    const struct log_hit *hit; /* says process, entry and ordinal */
    enum grade grade;
    const struct site *site; /* NULL: natural */
    unsigned long nth;       /* 0: the last */
    /* Natural, but not quite the call of the user: `del o.name` instead of
     * getting it, or __init__() again and again on one instance; or only the
     * ends of instances are looked at. */
    bool deletes, again, ends;
    bool varies;        /* likewise, but for one thing, which `nth` says */
    bool other;         /* genuine, but not for want of memory */
    const char *setter; /* `deletes` by this entry on the instance at hand */
};

bool hits_of_one_call(const struct log_hit *a, const struct log_hit *b);
/* A call of the run, whatever it visited. */
struct log_hit *hit_numbered(arena *keep, const char *proc, const char *entry,
                             unsigned long ordinal);

struct entry_names {
    const char **v;
    size_t n, cap;
};

bool entries_have(const struct entry_names *list, const char *s);

/* It repeats a call of the user as it was. */
bool trial_usual(const struct trial *t);

/* What one shows the other would. */
bool trial_same(const struct trial *a, const struct trial *b);
/* Equal of those that are the same. */
uint64_t trial_hash(const struct trial *t);

/* What was other than in the call of the user. */
const char *trial_variation(arena *keep, const struct trial *t);

/* A finding and the calls of the recorded run that may show it. */
struct claim {
    const struct finding *finding;
    int64_t issue;
    const char *id;          /* of the issue, short */
    const char *body_hash;   /* of the function that was analysed */
    const char *file_hash;   /* of its file */
    uint32_t line, end_line; /* of that function */
    bool changed;            /* the code that runs is another */
    bool shown;              /* nothing more has to be tried */
    bool left;               /* nobody asked for it */
    /* Of a finding about a type: its name in Python; where a field of its
     * instances is that the finding speaks of, 0: of none. */
    const char *type;
    uint64_t field;
    const struct place *birth, *failure; /* these steps, or NULL */
    struct site_list born;               /* where the subject comes from */
    struct site_list failing;            /* what has to fail */
    struct site_list raising;            /* ... or says itself that it does */
    struct site_list inside;             /* all of the finding's function */
    bool lent;          /* what `born` gives was there before */
    bool called;        /* it is the result of a call of the API */
    bool relayed;       /* ... by a function of the project */
    bool wants_failure; /* the path has a call that fails */
    bool fails_itself;  /* ... of the API, not a function around it */
    bool fails_quietly; /* ... and says so without an exception */
    VEC(struct trial) trials;
};

enum outcome_of_claim {
    CLAIM_REPRODUCED,
    CLAIM_CONTRADICTED,
    CLAIM_REACHED_CLEAN,
    CLAIM_NOT_REACHED,
    CLAIM_INFEASIBLE,
    CLAIM_INCONCLUSIVE,
};
const char *claim_outcome_name(enum outcome_of_claim o);

struct evidence {
    enum outcome_of_claim outcome;
    bool graded; /* grade says by what */
    enum grade grade;
    unsigned long reached;     /* calls that went where the finding goes */
    unsigned long measured;    /* calls of the trial that decided */
    unsigned long shown;       /* of these, showed the defect */
    const char *type;          /* of the object, or NULL */
    const char *engine;        /* as in the database */
    const char *detail;        /* a sentence for people, without full stop */
    const struct trial *trial; /* that decided, or NULL */
};

/* In the function of that name, in that file unless it is NULL. */
bool place_in_function(const struct code_place *at, const char *function,
                       const char *file);
bool place_on(const struct code_place *at, const struct place *p);
bool sites_have(const struct site_list *list, const char *site);
/* Finds the sites of the claim's path. */
void claim_sites(arena *keep, const struct recording *r, struct claim *c);
/* Of a claim with sites: plans at most `limit` trials. */
void claim_plan(arena *keep, const struct recording *r, struct claim *c,
                size_t index, size_t limit);
bool claim_is_entry(const struct recording *r, const struct claim *c,
                    const char *id);
/* Entries of which some calls at least go where the finding is. */
struct entry_names claim_entries(arena *keep, const struct recording *r,
                                 const struct claim *c);
/* Plans that trial, unless it is planned already. */
bool claim_try(arena *keep, struct claim *c, size_t index, struct trial t);
/* Plans what can fail in calls that trials have shown every step of. */
void claims_deepen(arena *keep, const struct recording *r, struct claim *all,
                   size_t n, const struct log *replay);
/* Plans calls with other arguments, for all claims together; `more` of them
 * with those that it plans without. */
void claims_vary(arena *keep, const struct recording *r, struct claim *all,
                 size_t n, bool more);
/* What the replayed run says of all[index]. */
struct evidence claim_judge(arena *keep, const struct recording *r,
                            const struct claim *all, size_t n_all,
                            size_t index, const struct log *replay);
/* One of the calls of `chains`, a field of the log, is on those lines. */
bool chains_pass(arena *keep, const struct recording *r, const char *chains,
                 const struct place *step);
/* One of them is of the code that is looked at. */
bool chains_known(arena *keep, const struct recording *r, const char *chains);
/* A call that gets or sets the attribute of a setter, or NULL: there it can
 * be deleted instead. */
struct log_hit *deletion_of(arena *keep, const struct log *log,
                            const struct log_entry *setter);
/* The trial with this id, or NULL. */
const struct trial *claims_trial(const struct claim *all, size_t n,
                                 const char *id);

/* ---- a sweep ------------------------------------------------------------ */

struct site_trials {
    struct trial *v;
    size_t n, cap;
};

/* At most `limit` trials for each call that memory can make fail. */
struct site_trials sweep_plan(arena *keep, const struct recording *r,
                              size_t limit);

struct sweep {
    struct site_trials trials;
    const struct log *replay;
    /* The name that the database has for a file of the debug information. */
    const char *(*file)(void *data, const char *path);
    /* A file by that name, or NULL. */
    const char *(*text)(void *data, const char *file);
    void *data;
};

struct discovery {
    struct finding finding; /* without fingerprints and body_hash */
    uint32_t born_line;     /* where the object or block comes from, or 0 */
    const char *born;       /* site of that, or "-" */
    const char *owner;      /* chain to where it is not even, or NULL */
    const char *jump;       /* to where it begins, or NULL */
    const char *onward;     /* where its caller gives it on, or NULL ... */
    const char *on_jump;    /* ... and led to there, or "-" */
    const char *ops;        /* all that gave, or took; or "-" */
    uint32_t meets;     /* line of the one `return` that returns it, or 0 */
    bool excess;        /* there it gives, else it takes */
    bool beside;        /* it shows where the next field is released */
    const char *freed;  /* site of its last release, or NULL */
    const char *crash;  /* chain to where the process died, or NULL */
    const char *given;  /* of a call that gave it later, or "-" */
    const char *chains; /* of calls below which it was made, or "-" */
    bool exact;         /* where it goes wrong is known */
    enum grade grade;
    unsigned long shown, calls;
    const char *type;           /* or NULL */
    const struct trial *trial;  /* NULL: seen outside of every trial */
    const struct log_trial *in; /* what it did, or NULL */
    VEC(struct finding_step) steps;
    size_t n_before; /* steps that the tracing did not add */
};

/* Moves the place where a function gives what it does not own to the line of
 * the `return`; `jump` is what the compiler made of that, `done` what came
 * before the end of the function; or NULL. */
void handing_place(const char *source, const struct place *jump,
                   const struct place *done, struct place *at);
/* Moves it to the head of the function that it is in. */
void handing_head(const char *source, const char *function, struct place *at);
/* The line gives its value to what the only `return` of the function below it
 * returns: the line of that, else 0. */
uint32_t handing_meets(const char *source, uint32_t line);
/* There is a `return` in that line. */
bool handing_returns(const char *source, uint32_t line);
/* A caller of the function takes a reference to what it returns. */
bool handing_lends(const char *source, const char *function);
/* Findings that are one in the source become one: how many are left. */
size_t discoveries_merge(struct discovery *v, size_t n);
/* `unplaced`: what was seen and has no line or no rule; only counted. */
struct discovery *sweep_discover(arena *keep, const struct recording *r,
                                 const struct sweep *s, size_t *n,
                                 size_t *unplaced);

/* ---- the plan ----------------------------------------------------------- */

struct plan {
    bool replay;
    const char *log;
    const char *const *objects; /* paths */
    size_t n_objects;
    const char *const *trees;
    size_t n_trees;
    unsigned limit;  /* seconds for one experiment, 0: as it is */
    unsigned jobs;   /* experiments at once, 0: one */
    unsigned budget; /* seconds for all of them, 0: no limit */
    bool owners;     /* lines of what is lost are looked for */
    const struct facts *facts;
    const struct trial *const *trials;
    size_t n_trials;
};

const char *plan_text(arena *keep, const struct plan *p);
/* The line of one trial, without newline. */
const char *plan_trial(arena *keep, const struct trial *t);

#endif

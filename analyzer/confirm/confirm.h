/* Evidence: what became of the static findings in a run of the real code.
 *
 * The companion runtime records which API calls of an extension a command
 * makes, and repeats single calls of the extension with a fault where a plan
 * says so (runtime-model/instrument/protocol.h).  This room writes the plans
 * and reads the logs: contract lines become what the runtime knows of each
 * API function, addresses become lines, findings become trials, and what the
 * trials show becomes evidence.  It runs nothing itself.
 */
#ifndef REFAUDIT_CONFIRM_H
#define REFAUDIT_CONFIRM_H

#include "rule.h"

/* ---- a shared object and its source ------------------------------------ */

struct object;

/* A source position of an address; inlined functions have one each. */
struct code_place {
    const char *file;     /* as the debug information has it, absolute */
    uint32_t line;        /* 0: not known */
    const char *function; /* NULL: not known */
    bool gives;           /* that function gives its caller a pointer */
};

/* NULL with *error set (in keep) when the file cannot be read as ELF. */
struct object *object_open(arena *keep, const char *path, const char **error);
void object_close(struct object *o);
const char *object_path(const struct object *o);
/* 40 hex digits or so, "" when it has none. */
const char *object_build_id(const struct object *o);
bool object_has_lines(const struct object *o);
/* One of its source files is `path`, or ends with /path. */
bool object_has_source(struct object *o, const char *path);
/* Its place on this machine, as the debug information has it, or NULL. */
const char *object_source_path(struct object *o, const char *path);
/* Where the debug information says that the function is defined, 0: nowhere
 * in that file. */
uint32_t object_function_line(struct object *o, const char *file,
                              const char *function);
/* Positions of an address, the innermost first; a call is looked up one byte
 * before its return address.  Strings live as long as the object. */
size_t object_lookup(struct object *o, uint64_t address,
                     struct code_place *out, size_t max);

/* Both name the same file: they are equal, or the longer one ends with
 * "/" and the shorter one. */
bool path_matches(const char *a, const char *b);

/* ---- what the runtime knows of a function ------------------------------- */

/* The `api` line of the plan, without newline; NULL when there is nothing
 * for the runtime to know of such a function. */
const char *api_line(arena *keep, const struct contract *c);

/* The contracts in force for the Python that runs. */
struct facts {
    const struct model *model;
    symtab *syms;
    struct version version;
};
void api_lines(struct text *out, const struct facts *f);

/* ---- the log ------------------------------------------------------------ */

struct log_start {
    const char *pid, *proc, *python, *executable, *flags;
};

struct log_object {
    const char *id, *build_id, *path;
};

struct log_hit { /* one site in one outermost call */
    const char *proc, *entry, *site, *name;
    unsigned long ordinal, count;
    const char *trace;
    unsigned long life; /* of the instance that it was made on, or 0 */
    bool failed;        /* the outermost call, by itself */
};

struct log_total {
    const char *site, *name;
    unsigned long count;
};

struct log_entry {
    const char *id, *name;
    const char *proc; /* one that called it, or NULL */
    unsigned long calls;
};

/* A call that gave or was made on an instance of an extension's own type. */
struct log_instance {
    const char *proc, *entry, *type, *dealloc;
    unsigned long ordinal;
    bool result;
    bool heir; /* of a class made in Python from it */
};

struct log_step {
    const char *site, *name, *outcome;
    unsigned long nth;
};

/* Something seen: the fields after the ID, by the names of the protocol; of
 * a boundary those after the process. */
struct log_sight {
    const char *what; /* owner leak refleak overdecref uaf family exception
                         pending crash traverse thread boundary */
    const char *const *fields;
    size_t n_fields;
};

struct log_trial {
    const char *pid, *id, *verdict, *reason, *exception, *result;
    unsigned long measured, faults;
    const char *fault; /* the calls in progress where it was made, or "-";
                          ";" between several */
    const struct log_step *steps;
    size_t n_steps;
    const struct log_sight *sights;
    size_t n_sights;
};

struct log {
    VEC(struct log_start) starts;
    VEC(struct log_object) objects;
    VEC(struct log_hit) hits;
    VEC(struct log_total) totals;
    VEC(struct log_entry) entries;
    VEC(struct log_instance) instances;
    VEC(struct log_trial) trials;
    VEC(struct log_sight) sights; /* outside of every experiment */
    VEC(const char *) unsupported;
    size_t n_ends;   /* processes that ended in order */
    size_t n_broken; /* lines that are none */
};

/* Whether calls of this entry can be made again: those outside of every
 * entry cannot. */
bool log_entry_repeats(const char *entry);
/* It runs while a module is imported. */
bool log_entry_once(const char *entry);

/* It was left out for want of time. */
bool log_trial_late(const struct log_trial *t);

/* A log that is not there is an empty one. */
void log_read(arena *keep, const char *path, struct log *out);

/* ---- sites -------------------------------------------------------------- */

enum { MAX_FRAMES = 8 };

struct site {
    const char *id, *name; /* as in the log; name: the API function */
    unsigned long count;   /* visits in the recorded run */
    bool fallible;         /* memory that runs out makes it fail */
    struct code_place at[MAX_FRAMES]; /* innermost first */
    size_t n_at;
};

struct site_list {
    const struct site **v;
    size_t n, cap;
};

struct recording {
    arena *keep;
    const struct log *log;
    const struct facts *facts;
    VEC(struct object *) objects; /* parallel to log->objects, or NULL */
    VEC(struct site) sites;
};

/* The sites of a recorded run with their source lines; the model says which
 * of them can be made to fail. */
struct recording *recording_make(arena *keep, const struct log *log,
                                 const struct facts *facts);
void recording_close(struct recording *r);
const struct site *recording_site(const struct recording *r, const char *id);
/* "OBJECT+0xOFFSET" or "OBJECT@0xOFFSET/KIND" as source positions; 0 when it
 * is none of ours.  `call`: the address is one behind a call. */
size_t recording_place(const struct recording *r, const char *text, bool call,
                       struct code_place *out, size_t max);

#endif

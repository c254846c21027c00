/* What a rule may see and say; the registry; findings; coverage.
 *
 * A rule is const data in a file of its own under rules/, found by CMake.
 * It watches events and never changes anything.  Findings are plain data
 * and outlive engine, IR and arena of the analysis.
 */
#ifndef REFAUDIT_RULE_H
#define REFAUDIT_RULE_H

#include "engine.h"
#include "wire.h"

enum level { LEVEL_ERROR, LEVEL_WARNING, LEVEL_NOTE };

/* What a rule says of one event. */
enum verdict {
    VERDICT_NONE,    /* not this rule's business */
    VERDICT_CLEAN,   /* looked at, fine */
    VERDICT_UNKNOWN, /* could not be decided */
    VERDICT_FOUND,
};

struct rule {
    const char *id;    /* "REF001", never reused */
    const char *slug;  /* "leaked-reference" */
    const char *title; /* "Leaked reference", one line */
    enum level level;
    int cwe;
    const char *tags;     /* space separated */
    const char *since;    /* version of refaudit */
    unsigned events;      /* set of 1u << enum event_kind; empty: about
                             comments or runs, not code, so judge and message
                             are NULL */
    const char *profile;  /* runs in this profile only, or NULL: always */
    bool about_exception; /* the obligation is the exception state, not the
                             subject of the event */
    enum verdict (*judge)(const struct event *e);
    /* One sentence that stands alone, no full stop at the end. */
    void (*message)(const struct event *e, struct text *out);
    /* A suggestion for the reader, or NULL. */
    void (*fix)(const struct event *e, struct text *out);
};

/* In a rule file:  RULE(leaked_reference) = { .id = "REF001", ... }; */
#define RULE(name)                                                            \
    extern const struct rule rule_##name;                                     \
    const struct rule rule_##name

/* Generated at build time from the files in rules/, in order of id. */
extern const struct rule *const rule_table[];
extern const size_t rule_count;

const struct rule *rule_find(const char *id_or_slug);
/* The head comment of the rule's file, as plain text. */
const char *rule_help(const struct rule *r);
/* Source of the rule's built-in example (testdata/<slug>/example.c). */
const char *rule_example(const struct rule *r);

/* ---- helpers for rules ---- */

/* What the source calls the subject: "list", "self->items"; NULL when there
 * is no short word for it. */
const char *rule_name(const struct event *e, arena *keep);
/* The statement of the event passes the variable of that name to a call: it
 * cannot be released before. */
bool rule_is_passed_here(const struct event *e);
/* "'list'", or "the result of PyList_New()", or "the reference". */
void rule_add_name(const struct event *e, struct text *out);
bool rule_is_reference(const struct subject *s);
/* A block of memory: mem, raw, obj, gc or malloc. */
bool rule_is_memory(const struct subject *s);
bool rule_is_memory_kind(sym kind);
/* A function that allocates, resizes or frees blocks of memory. */
bool rule_is_allocator(const struct contract *c);
bool rule_is_buffer(const struct subject *s);
bool rule_kind_is(sym kind, const char *name);
/* The call of the event does this to the subject. */
bool rule_arg_has(const struct event *e, enum verb verb);
/* tp_dealloc and the like: what comes in is the function's to release. */
bool rule_is_destructor(const struct event *e);
/* The subject came from somewhere that keeps the reference: a call that
 * lends, an item, an argument, a static object.  An argument counts only
 * where the entry contract says that it is lent. */
bool rule_is_borrowed(const struct event *e);
/* A leak that happens at most once per process: while the module is
 * imported. */
bool rule_is_import_leak(const struct event *e);
/* Shared verdicts; the caller has checked the kind of the subject. */
enum verdict rule_judge_lost(const struct event *e);
enum verdict rule_judge_type(const struct type_view *v);
bool rule_is_freed(const struct subject *s);
enum verdict rule_judge_dead_use(const struct event *e);
/* A call that needs the GIL, of an allocator or of anything else. */
enum verdict rule_judge_detached_call(const struct event *e, bool allocator);
void rule_add_detached_call(const struct event *e, struct text *out);

/* A call through a format: the verdict, and what is wrong with it. */
enum verdict rule_judge_format(const struct event *e);
void rule_add_format_fault(const struct event *e, struct text *out);
void rule_add_format_fix(const struct event *e, struct text *out);

/* What the entry contract wants of the exception state at this RETURN. */
enum exc_duty { EXC_DUTY_OPEN, EXC_DUTY_NONE, EXC_DUTY_SET };
enum exc_duty rule_exc_duty(const struct event *e);

/* ", which calls warn(), which calls PyErr_WarnEx()": why a helper's call
 * needs the GIL, or nothing. */
void rule_add_chain(const struct event *e, struct text *out);
/* " when PyObject_Str() fails": what makes the event happen, or nothing. */
void rule_add_cause(const struct event *e, struct text *out);
/* The call that set the exception which e finds set, or NULL. */
const char *rule_exception_setter(const struct event *e, arena *keep);
/* The call whose number means failure and is a value as well, such as -1 of
 * PyLong_AsLong(): it failed, and nobody asked for the exception that e finds
 * set; or NULL.  Vouched: the code has made sure of the argument's type. */
const char *rule_unasked_failure(const struct event *e, arena *keep,
                                 bool *vouched);
/* The same call, whose number was a value and is reported as a failure. */
const char *rule_mistaken_value(const struct event *e, arena *keep);
/* The call that failed because of Python code that it ran, and whose
 * exception e finds set without that anybody has asked what it is; or NULL. */
const char *rule_unknown_exception(const struct event *e, arena *keep);
/* The function goes on to set another exception right after the event. */
bool rule_sets_exception_next(const struct event *e);
/* "PyMem_Free()" for the family mem. */
const char *rule_release_call(sym kind);
/* What that does: "freed", or "closed". */
const char *rule_ended(sym kind);
/* "memory", or "file"... */
const char *rule_block_noun(sym kind);

/* ---- findings ---- */

enum suppressor {
    SUPPRESSOR_COMMENT,
    SUPPRESSOR_SETTING,
    SUPPRESSOR_BASELINE
};

struct place {
    const char *file; /* as source_file.path */
    uint32_t line, col, end_line, end_col;
};

/* Ends the fact of a step that no written contract line vouches for. */
#define FACT_INFERRED " # inferred"

struct finding_step {
    const char *kind; /* one of the kinds of table event in the database */
    struct place place;
    const char *function;
    const char *message; /* prose */
    int owned;           /* of the subject, after; -1: not to be shown */
    enum exc_state exc;
    const char *fact; /* why it is believed: a contract line, or "" */
    bool key;
};

struct finding {
    const struct rule *rule;
    const char *file; /* where it is reported */
    const char *function;
    const char *py_name; /* or NULL */
    struct place place;
    const char *message;
    const char *fix; /* or NULL */
    enum confidence confidence;
    enum trigger trigger;
    const char *name; /* of the subject, or NULL */
    const struct finding_step *steps;
    size_t n_steps;
    const struct place *also; /* other exits with the same defect */
    size_t n_also;
    unsigned duplicates; /* paths folded into this finding */
    const char *anchor;  /* statement where the obligation began */
    const char *cause;   /* statement that makes the exit happen */
    const char *exit;    /* kind of exit */
    const char *body_hash;
    unsigned ordinal; /* among equals of the function, from 0 */
    const char *strict, *loose, *body; /* fingerprints, 32 hex digits */
    const char *suppressed;            /* why it does not count, or NULL */
    enum suppressor suppressor;        /* who says so, when it is set */
};

struct coverage {
    const struct rule *rule;
    const char *file;
    unsigned sites, clean, found, unknown;
};

/* ---- collecting ---- */

struct collector; /* turns events into findings and coverage */

struct collector *collector_new(arena *keep, const struct program *p);
void collector_event(struct collector *c, const struct event *e);
/* After the last event: findings sorted by file, line, rule, col. */
const struct finding *collector_findings(struct collector *c, size_t *n);
const struct coverage *collector_coverage(struct collector *c, size_t *n);

/* What came in since collector_begin(), for another run; false: it changed
 * what had come before and does not stand alone. */
void collector_begin(struct collector *c);
bool collector_save(struct collector *c, struct wire *w);
/* In place of the events; false: they have to be told, nothing was done. */
bool collector_load(struct collector *c, struct wire *w);

/* One description for both directions, see wire.h. */
void rule_wire(struct wire *w, const struct rule **r);
void finding_wire(struct wire *w, struct finding *f);

/* For qsort: the order above. */
int finding_compare(const void *left, const void *right);
/* Numbers equal findings and fills strict, loose and body.  The findings
 * must be in source order. */
void fingerprint_all(arena *keep, struct finding *v, size_t n);

const char *level_name(enum level l);           /* "error" */
const char *confidence_name(enum confidence c); /* "certain" */
const char *trigger_name(enum trigger t);       /* "any-call" */

#endif

/* Private to the engine room: the functions of the program, and what is
 * learned of all of it before any of them is explored.
 */
#ifndef REFAUDIT_PROGRAM_H
#define REFAUDIT_PROGRAM_H

#include "state.h"

/* Which memory a function may change, by the names of fields and globals:
   a Bloom filter of one hash, so a name may be in it by accident. */
struct writes {
    uint64_t names[4];
    bool unnamed; /* through plain pointers and into arrays */
};

/* What the callers of a function look at: its result alone, or exceptions
 * as well, as their own callers may. */
enum asked { ASKED_NOBODY, ASKED_RESULT, ASKED_EXCEPTION };

/* A method that takes, or drops, a reference to its own object. */
enum pin { PIN_NOT, PIN_TAKES, PIN_DROPS };

/* What an exploration reads here must be part of the key in known.c. */
struct procedure {
    const struct unit *unit;
    const struct func *func;
    struct procedure *canonical;  /* the same header function, first seen */
    const struct contract *entry; /* what Python expects of it, or NULL */
    bool entry_guessed;
    bool at_import; /* runs only while the module is imported */
    sym registrar;  /* gave it away as a callback that runs detached: a
                       function, or "struct.field" */
    bool registrar_guessed;
    enum sharing sharing;
    const char *py_name;
    const struct contract *declared; /* annotation or user's model line */
    const struct contract *summary;  /* inferred; NULL unknown */
    struct writes writes;            /* to memory that others see */
    const char *digest; /* of all that callers see; NULL: not explored yet */
    bool needs_thread;  /* calls the API in the thread state it came with */
    bool recursive, taken;        /* its address goes somewhere, taken.c */
    bool passed_on;               /* all callers pass on its failures */
    bool handed_out, dropped;     /* its result, see handed_out.c */
    uint32_t told_apart;          /* from parameters, see told_apart.c */
    unsigned sites, tested_sites; /* calls that use the result, see habits.c */
    enum asked asked;             /* what callers go by */
    const struct lock_guard *guard; /* see lock_helpers.c */
    const struct given *given;      /* by parameter, see given.c; or NULL */
    const uint16_t *types_given;    /* likewise, see given_types.c */
    uint32_t given_null, left_zero, left_minus; /* given.c, left_out.c */
    enum pin pin;
    bool pinned; /* and another method does the opposite, see pinning.c */
    /* Tarjan */
    uint32_t index, low;
    bool on_stack;
};

/* What an exploration reads here must be part of the key in known.c. */
struct program {
    arena *keep;
    symtab *syms;
    const struct model *model;
    struct version version;
    sym ref, buffer, gilstate, errno_name; /* kinds; a variable */
    sym refcount;                          /* the field of the object header */
    sym kwds;      /* entry parameter: the keyword arguments */
    sym rest;      /* the parameter of variable arguments */
    sym contents;  /* `escapes.contents`: what lies behind the argument */
    sym container; /* `escapes.container`: what the argument points into */
    sym inner;     /* `lends.inner`: a pointer into the object */
    sym kept;      /* `escapes.kept`: the result points there */
    VEC(const struct unit *) units;
    VEC(const char *) hashes; /* of the units, or NULL */
    VEC(struct procedure) procs;
    VEC(const struct contract *) declared; /* of functions elsewhere */
    struct name_table *names;
    struct owners *owners;
    VEC(sym) uncounted; /* fields: containers that own nothing they hold */
    VEC(const struct global *) filled, numbers; /* see filled.c */
    struct pointers *pointers;
    bool many_interpreters; /* it makes some, or says that it supports them */
    VEC(sym) takers;  /* functions and structs of libraries, given functions */
    bool called_back; /* by threads */
    bool sealed;      /* names and entries are in place */
};

void program_seal(struct program *p);
void program_entries(struct program *p);
void program_start(struct program *p);
/* sharing.c: functions that threads may run with the same object. */
void program_sharing(struct program *p);
/* v, or NULL, is about to be stored at the address. */
void sharing_store(struct explorer *x, struct state *s, const struct op *op,
                   value address, value v);
/* What stands there is about to be released and replaced. */
void sharing_exchange(struct explorer *x, const struct state *s,
                      const struct op *op, value address, bool makes);
/* PyThreadState * */
bool is_thread_state(const struct type *t);
/* conditional.c: the condition was found to be the other way when the GIL was
   released. */
bool conditional_excludes(const struct explorer *x, const struct state *s,
                          const struct op *op, value v, bool truth);
/* Whether the GIL is released here hangs on another flag of the same word. */
bool conditional_by_flags(const struct explorer *x, const struct state *s,
                          const struct op *op);
/* region_flags.c: fields that say whether the GIL is released. */
void region_flags_learn(struct program *p);
void region_flags_wire(const struct program *p, struct wire *w);
/* `about` may be such a field; false: what was found of it cannot be. */
bool region_flag_found(const struct explorer *x, struct state *s, value about);
/* What a return says that did nothing because of what the field says. */
enum turn region_flag_turn(const struct explorer *x, const struct state *s);
/* lock_helpers.c: functions that lock for their callers. */
struct lock_guard;
void lock_helpers_learn(struct program *p);
void lock_guard_wire(struct wire *w, const struct lock_guard *g);
/* The function calls one that lets go of a lock of this kind. */
bool lock_helper_releases(const struct explorer *x, sym kind);
/* held_types.c: the built-in types of what places hold. */
void held_types_learn(struct program *p);
void held_types_wire(const struct program *p, struct wire *w);
/* What is known of v, which was read from the address. */
void held_types_know(struct explorer *x, struct state *s, value address,
                     value v);
/* lock_events.c: what is taken by one and let go of by another. */
void lock_events_learn(struct program *p);
void lock_events_wire(const struct program *p, struct wire *w);
bool lock_is_event(const struct explorer *x, const struct state *s,
                   value lock);
/* unguarded.c: fields whose block a method frees; v is about to be used. */
void unguarded_learn(struct program *p);
void unguarded_tell(struct explorer *x, const struct state *s,
                    const struct op *op, value v);
/* The call is about to let other threads run. */
void unguarded_yield(struct explorer *x, struct state *s, const struct op *op);
/* statics.c: something is about to be stored at the address, by the code
   itself (NULL) or by the callee. */
void statics_write(struct explorer *x, struct state *s, const struct op *op,
                   value address, const struct contract *callee);
/* v, read from some field, is about to be released. */
void sharing_release(struct explorer *x, const struct state *s,
                     const struct op *op, value v);
/* callbacks.c: functions that are entered without a thread state. */
void program_callbacks(struct program *p);
/* uncounted.c, pinning.c: who counts in ways of its own. */
void program_uncounted(struct program *p);
void program_pinning(struct program *p);
/* filled.c: variables that the import of their module fills. */
void program_filled(struct program *p);
bool is_filled(const struct program *p, const struct global *g);
bool is_filled_variable(const struct explorer *x, value address);
/* The struct that holds the last field of the path, or NULL. */
const struct type *init_holder(const struct global *g,
                               const struct init *init);
/* libraries.c: what the program shows of functions elsewhere. */
void program_libraries(struct program *p);
/* The call is of a function of which that is all that is known. */
bool library_is_guess(const struct program *p, const struct op *op);
/* pointers.c: the functions that fields and tables of the program hold. */
void program_pointers(struct program *p);
/* Those that a call through a pointer may reach, when all of them are known;
   room for MAX_TARGETS in out. */
#define MAX_TARGETS 32
size_t pointer_targets(struct program *p, const struct unit *u,
                       const struct func *f, const struct op *call,
                       struct procedure **out);
/* claims.c: what annotations and the user's lines say. */
void program_claims(struct program *p);
/* Of a function without a body, or NULL. */
const struct contract *program_declared(const struct program *p, sym name);
/* The model's line of a call by name, whoever defines it; else NULL. */
const struct contract *program_line(const struct program *p,
                                    const struct op *op);
/* Compare what is said of proc with its summary. */
void claims_check(struct program *p, const struct procedure *proc,
                  const struct engine_sink *sink);
/* The procedure that a call of `name` in `u` reaches, or NULL. */
struct procedure *program_find(const struct program *p, const struct unit *u,
                               sym name);
/* ... and the one that the op calls by name, or NULL. */
struct procedure *program_callee(const struct program *p, const struct unit *u,
                                 const struct op *op);
const char *program_hash(const struct program *p, const struct unit *u);
/* The variable that `name` in `u` means, or NULL. */
const struct global *program_global(const struct program *p,
                                    const struct unit *u, sym name);
/* The unit in which it stands. */
const struct unit *program_owner(const struct program *p,
                                 const struct global *g);
/* Callees before callers; each inner array is one cycle or one function. */
struct component {
    struct procedure **v;
    size_t n;
};
struct component *program_order(arena *keep, struct program *p, size_t *n);

#endif

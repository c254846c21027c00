/* Private to the engine room: states, and one exploration.
 *
 * A state maps slots and memory to values and values to
 * facts.  States are mutable while one stretch of ops is executed and
 * frozen once they hang on a node.
 */
#ifndef REFAUDIT_EXPLORE_H
#define REFAUDIT_EXPLORE_H

#include "engine.h"
#include "value.h"

/* ---- sets of slots ---- */

static inline bool
bit_test(const uint64_t *bits, uint32_t i)
{
    return (bits[i / 64] >> (i % 64) & 1) != 0;
}

static inline void
bit_set(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= UINT64_C(1) << (i % 64);
}

/* ---- facts and states ---- */

/* In the order of their bits. */
enum {
    FLAG_ESCAPED = 1 << 0,  /* went where we cannot follow */
    FLAG_RELEASED = 1 << 1, /* we dropped the last reference that was ours */
    FLAG_GIVEN = 1 << 2,    /* we handed the last one that was ours over */
    FLAG_FRESH = 1 << 3,    /* nobody else refers to it */
    FLAG_INNER = 1 << 4,    /* points into the memory of `lender` */
    FLAG_OOM = 1 << 5,      /* NULL only because memory ran out */
    FLAG_STATIC = 1 << 6,   /* found equal to a static object such as None */
    FLAG_DOUBT = 1 << 7,    /* what a helper did to it callers cannot tell */
    FLAG_LOOSE = 1 << 8,    /* lent by what can drop it at any time */
    FLAG_SHAKEN = 1 << 9,   /* loose, and Python code has run since */
    FLAG_CHANGED = 1 << 10, /* loose, and the lender has dropped it */
    FLAG_OWED = 1 << 11,    /* given away without being ours, see debt.c */
    FLAG_FIRST = 1 << 12,   /* what *param was on entry */
    FLAG_ASKED = 1 << 13,   /* found NULL by a helper or a macro, which asks
                               wherever it is used */
    FLAG_UNSET = 1 << 14,   /* what a variable holds before it gets a value */
    FLAG_SHARED = 1 << 15,  /* escaped, but only as an argument of functions of
                               which nothing is known, see reclaim.c */
    FLAG_TYPED = 1 << 16,   /* its type was looked at, see any_type.c */
    FLAG_PASSED = 1 << 17,  /* has another name, or is a static object that
                               went where a reference may have been taken over:
                               its count says nothing of leaks */
    FLAG_TAKEN = 1 << 18,   /* taken out of a field, see take_out.c */
    FLAG_KEPT = 1 << 19,    /* a container that nobody handed in keeps it */
    FLAG_MIXED = 1 << 20,   /* in doubt as what a helper gave, and so only */
    FLAG_NAMED = 1 << 21,   /* not NULL, since an array behind it is named */
};

/* Of a number: bits, of the lowest 16, that are known.  See bits.c. */
struct bits {
    uint16_t clear, set;
};

struct fact {
    value v;
    uint8_t null; /* enum null_state; for numbers: is it zero */
    uint8_t origin;
    uint32_t flags;
    int8_t owned; /* below 0: a caller's reference was consumed */
    int8_t held;  /* references that sit in memory we no longer see */
    sym kind;
    value lender; /* who keeps it alive: lender or holder */
    value key;    /* loose: under which the lender has it; new: what it was
                     asked of; not identity */
    uint16_t excluded; /* built-in types that it has not; see object_type.c;
                          not identity, but what both sides exclude */
    struct bits bits;  /* not identity either */
    int64_t lo, hi;
    const struct op *dropped; /* last release or steal; not identity */
    const struct trace *debt; /* OWED: the way to the call; likewise */
    uint32_t named;           /* 1 + last variable that had it; likewise */
};

struct cell {
    value at; /* slot number, or address */
    value content;
};

/* The way a state came about, newest first. */
struct trace {
    const struct trace *prev;
    const struct op *op;
    enum step_kind kind;
    const struct contract *callee;
    int outcome;
    unsigned spared; /* causes that the type of the argument rules out */
    bool plain_key;  /* the key is of a type that has no say in hashing */
    bool taken;
    bool born;
    bool chosen;  /* STEP_CALL: Python code chooses how much is allocated */
    bool forced;  /* an argument is NULL, which rules out every success... */
    bool starved; /* ...because memory ran out before */
    value about;  /* the value that this entry changed, or NO_VALUE */
    value cond;   /* BRANCH: all of what was tested */
    int owned;    /* of `about`, after */
    enum exc_state exc;
    unsigned length;
    enum trigger trigger; /* the rarest thing that has happened so far */
};

struct state {
    VEC(struct cell) slots;  /* by slot */
    VEC(struct cell) memory; /* by address; content ZEROED: all zero */
    VEC(struct fact) facts;  /* by value */
    enum exc_state exc;
    enum thread_state thread;
    bool touched;         /* `exc` is this function's doing */
    bool asked;           /* PyErr_Occurred() said what `exc` was at entry */
    enum exc_state found; /* ... and this is what; otherwise NONE */
    bool doubted;         /* no helper's contract ties `exc` to its result */
    bool switched;        /* `thread` is this function's doing */
    bool dead;            /* NULL was followed: the process ends here */
    bool joined;          /* stands for several states: less certain */
    bool blurred;         /* memory was forgotten to save states */
    bool wrote;           /* memory that others see */
    bool used;            /* the API was called in the thread state that the
                             function came with; only where `ensures` */
    bool left;            /* PyGILState_Release() has brought that back, and
                             nothing says that there is one */
    bool supposed;        /* a call failed that cannot, because the code looks
                             whether it did */
    uint8_t rounds;       /* loop heads passed; not identity */
    const struct trace *trace;
};

/* Content of a whole aggregate that was zero-filled. */
#define ZEROED UINT32_MAX

struct explorer;

/* Copies come from states that were given back, as far as there are any:
 * most live for one op. */
struct state *state_new(struct explorer *x);
struct state *state_clone(struct explorer *x, const struct state *s);
void state_free(struct explorer *x, struct state *s);
uint64_t state_hash(const struct state *s);
bool state_equal(const struct state *a, const struct state *b);
/* Of two equal states, forget what only a excludes; true when a changed. */
bool state_widen(struct state *a, const struct state *b);
uint64_t state_signature(struct explorer *x, const struct state *s);

value state_slot(const struct state *s, uint32_t slot);
void state_slot_set(arena *keep, struct state *s, uint32_t slot, value v);
void state_slot_drop(struct state *s, uint32_t slot);
value state_load(const struct state *s, value address); /* NO_VALUE */
/* Some variable, or some place in memory, has it. */
bool state_in_slot(const struct state *s, value v);
bool state_in_memory(const struct state *s, value v);
void state_store(arena *keep, struct state *s, value address, value v);

/* The fact of v, or one that says nothing (v == NO_VALUE in it). */
const struct fact *state_fact(const struct state *s, value v);
/* For writing; added when there is none.  Invalid after the next call. */
struct fact *state_fact_make(struct explorer *x, struct state *s, value v);

/* The cell is no longer told apart: what it held is still held. */
void state_forget_cell(struct explorer *x, struct state *s,
                       const struct cell *c);
/* Drop what nothing refers to. */
void state_collect(struct explorer *x, struct state *s);
/* Join b into a at `block`; true when a changed. */
bool state_join(struct explorer *x, struct state *a, const struct state *b,
                uint32_t block);

/* ---- functions of the program ---- */

/* Which memory a function may change, by the names of fields and globals:
   a Bloom filter of one hash, so a name may be in it by accident. */
struct writes {
    uint64_t names[4];
    bool unnamed; /* through plain pointers and into arrays */
};

/* What an exploration reads here must be part of the key in known.c. */
/* What the callers of a function look at: its result alone, or exceptions
 * as well, as their own callers may. */
enum asked { ASKED_NOBODY, ASKED_RESULT, ASKED_EXCEPTION };

/* A method that takes, or drops, a reference to its own object. */
enum pin { PIN_NOT, PIN_TAKES, PIN_DROPS };

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
    unsigned sites, tested_sites; /* calls that use the result, see habits.c */
    enum asked asked;             /* what callers go by */
    const struct lock_guard *guard; /* see lock_helpers.c */
    const struct given *given;      /* by parameter, see given.c; or NULL */
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
/* lock_events.c: what is taken by one and let go of by another. */
void held_types_learn(struct program *p);
void held_types_wire(const struct program *p, struct wire *w);
/* What is known of v, which was read from the address. */
void held_types_know(struct explorer *x, struct state *s, value address,
                     value v);
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

/* ---- one exploration ---- */

struct node {
    uint32_t block, op; /* continue before this op */
    struct state *state;
    bool queued;
};

/* A node as its point looks it up. */
struct known_node {
    uint64_t hash, signature; /* of the state */
    struct node *node;
    bool collector; /* later states are joined into it */
};

struct point {
    VEC(struct known_node) known;
    unsigned straight; /* of those, before any loop */
};

struct op_info {
    const struct contract *callee; /* resolved contract */
    struct format_use *formats;    /* the formats it was called with */
    struct procedure *proc;        /* resolved project function */
    const struct pointed *pointed; /* what a call through a pointer reaches */
    bool resolved;
    bool asserted; /* an assertion wants its result */
    /* bit i: asked, and found out, of argument i: call_is_freed_after() */
    uint8_t freed_asked, freed_after;
    uint32_t seen;         /* bit per event kind: told clean once */
    uint32_t dies, n_dies; /* slots that die with this op */
    struct point point;    /* states that continue before it */
};

struct block_info {
    uint64_t *live_in;
    uint32_t first_op; /* number of its first op */
    uint32_t order;    /* reverse postorder */
    bool loop_head;
    bool reached;
};

struct explorer {
    struct program *p;
    struct procedure *proc;
    const struct unit *unit;
    const struct func *f;
    const struct engine_sink *sink; /* NULL: quiet */
    arena *keep;                    /* dies with the exploration */
    arena *summary_keep;
    struct terms terms;
    struct block_info *blocks;
    struct op_info *ops;
    struct op_info *now; /* of the op that is being executed */
    VEC(uint32_t) dies;
    VEC(struct node *) heap; /* worklist, smallest order first */
    VEC(struct state *) spare;
    VEC(value) redefined; /* scratch of state_join() */
    uint64_t *tested;     /* tested_slots(), or NULL: not asked yet */
    unsigned states, max_states;
    bool exhausted;
    const struct contract *entry;
    struct exits *exits;
    struct returns *returns;
    uint64_t balanced; /* parameters of which it has released a reference that
                          it took before */
    struct reclaims *reclaims;
    struct half_ways *half_ways;
    VEC(sym) written;     /* static variables of which that was told */
    struct writes writes; /* stores found, to memory that others see */
    bool needs_thread;
    const char *needs;   /* the way to the API function that needs it */
    const char *touches; /* the way to a static variable that it writes */
    bool ensures;        /* PyGILState_Ensure() is called somewhere */
    bool calls;          /* runs Python code */
    bool jumps;          /* longjmp() out of it */
    bool yields;         /* releases the GIL, if only for a while */
    bool clobbers;       /* runs it without a look at the exception state */
    bool runs_python;    /* more than hashes, comparisons and finalizers */
    uint32_t scribbles;  /* bit i: writes to what parameter i points to */
    uint32_t looks_into; /* bit i: borrows from parameter i, without a lock */
    sym looks_with;      /* ... with this function */
    uint64_t containers; /* bit i: a reference to what parameter i points into
                            was released */
    uint64_t consumes;   /* bit i: what lies behind parameter i was released or
                             changed in ways that a summary cannot say */
};

bool liveness_compute(struct explorer *x);
/* assertions.c: which calls assertions want the results of. */
void assertions_find(struct explorer *x);
static inline bool
live_at(const struct block_info *b, uint32_t slot)
{
    return (b->live_in[slot / 64] >> (slot % 64) & 1) != 0;
}

/* states_print.c */
void states_print(const struct explorer *x, struct text *out);

/* Explore x->proc; fills x->exits.  False when the budget ran out. */
bool explore(struct explorer *x);
void explore_enqueue(struct explorer *x, uint32_t block, uint32_t op,
                     struct state *s);

/* transfer.c: execute one op that is neither call nor terminator. */
void transfer(struct explorer *x, struct state *s, const struct op *op);
value eval(struct explorer *x, struct state *s, const struct operand *o,
           const struct type *type);
value symbol_new(struct explorer *x, struct state *s, const struct op *op,
                 uint32_t sub, const struct type *type);
/* What was found at `address`. */
value symbol_of(struct explorer *x, struct state *s, const struct op *op,
                uint32_t sub, value address, const struct type *type);
void assign(struct explorer *x, struct state *s, const struct op *op,
            uint32_t slot, value v);
value load(struct explorer *x, struct state *s, const struct op *op,
           value address, const struct type *type);
void store(struct explorer *x, struct state *s, const struct op *op,
           value address, value v);
/* Parameters as they come in. */
void bind_params(struct explorer *x, struct state *s);
void op_dies(struct explorer *x, struct state *s, const struct op *op,
             const struct op_info *info);

/* memory.c */
bool address_is_below(const struct terms *t, value address, value top);
/* The name by which a store to this address is remembered, or NULL. */
sym address_label(const struct explorer *x, value address);
/* `(char *)self + offsets[i]`: nobody means the place of another round. */
bool address_is_computed(const struct explorer *x, value address);
/* memcpy() of a pointer makes another holder of what it points to. */
void memory_copied(struct explorer *x, struct state *s, value from);
/* The cell is about to be forgotten. */
void memory_forget_cell(struct explorer *x, struct state *s, struct cell c,
                        bool escape);
bool is_popped(const struct explorer *x, const struct state *s, value address);
/* A counter in memory that was `old` is v now. */
void counter_moved(struct explorer *x, struct state *s, value old, value v);
/* Something behind a parameter changes, who knows where. */
void note_scribble(struct explorer *x, value address);
/* Read from where something else is now: the reference may have come along. */
bool was_moved(const struct explorer *x, const struct state *s, value v);
/* What held v holds it no more: v may be ours now. */
void moved_out(struct explorer *x, struct state *s, value v);
/* Forget what is stored at and below an address; with `escape` what was
 * there may be anywhere now. */
void memory_forget(struct explorer *x, struct state *s, value address,
                   bool escape);
/* Forget memory that code elsewhere may have changed. */
void memory_forget_shared(struct explorer *x, struct state *s,
                          const struct writes *w, const value *args,
                          size_t n_args);
/* Forget that fields of objects were found NULL: Python code ran, and a
   method of the same object may have filled them. */
void memory_forget_nulls(const struct explorer *x, struct state *s);
void memory_forget_fields(struct explorer *x, struct state *s, value address,
                          const struct writes *w);
void writes_add(struct writes *w, sym name); /* NULL: unnamed */
bool writes_has(const struct writes *w, sym name);
void writes_all(struct writes *w);
void writes_join(struct writes *w, const struct writes *more);
bool address_is_private(const struct explorer *x, const struct state *s,
                        value address);

/* assume.c */
enum op_code op_code_negate(enum op_code code); /* of a comparison */
enum op_code op_code_mirror(enum op_code code); /* a < b: b > a */
bool assume(struct explorer *x, struct state *s, value v, bool truth);
bool assume_compare(struct explorer *x, struct state *s, enum op_code code,
                    value a, value b);
/* fold.c: false: no number comes out. */
bool op_fold(enum op_code code, int64_t a, int64_t b, int64_t *r);
/* What the code has found out about `a code b`, in these words or others:
   b > a, !(a >= b); NULL_NEVER: it holds. */
enum null_state comparison_told(struct explorer *x, const struct state *s,
                                enum op_code code, value a, value b);
/* What is known of v as a number; false when nothing is. */
void value_range(struct explorer *x, const struct state *s, value v,
                 int64_t *lo, int64_t *hi);
/* in_range.c: index, if it is not negative, is known to be below size...
   or it is, or a number near it, below some number of which nobody knows what
   it has to do with the size. */
bool value_is_bounded(const struct explorer *x, const struct state *s,
                      value index);
bool value_is_below(struct explorer *x, const struct state *s, value index,
                    value size);
/* op forms the address of a field of what `base` points to. */
void found_behind(struct explorer *x, struct state *s, value base,
                  const struct op *op);
bool value_is_at_most(struct explorer *x, const struct state *s, value index,
                      value size);
enum null_state value_null(const struct explorer *x, const struct state *s,
                           value v);

/* object_type.c: v is the object of that name, such as _Py_TrueStruct. */
void found_singleton(struct explorer *x, struct state *s, value v, sym name);
/* v is what a method was called with. */
void found_arguments(struct explorer *x, struct state *s, value v);
/* It can be nothing but a tuple. */
bool is_tuple(const struct state *s, value v);
/* No object has a type that both can have. */
bool types_differ(const struct state *s, value a, value b);

/* call.c: one state per outcome, then NULL, in out: room for
 * CONTRACT_MAX_OUTCOMES + 1. */
void call(struct explorer *x, struct state *s, const struct op *op,
          struct op_info *info, struct state **out);

/* event.c */
void trace_add(struct explorer *x, struct state *s, struct trace t);
enum trigger trace_trigger(const struct trace *t);
/* The way to equal states that needs less to go wrong. */
const struct trace *trace_likelier(const struct trace *a,
                                   const struct trace *b);
void trace_touch(struct explorer *x, struct state *s, const struct op *op,
                 value v, bool born);
void tell(struct explorer *x, const struct state *s, enum event_kind kind,
          const struct op *op, value v, const struct event *more);
/* v lost a handle: tell when it was the last one of something owned. */
void lose(struct explorer *x, struct state *s, const struct op *op, value v,
          enum loss loss);
bool has_handle(const struct state *s, value v);
/* locks.c: a mutex or critical section; they are held, not owned. */
bool is_lock(sym kind);
bool holds_lock(const struct state *s);
/* Tell what is still locked at a return. */
void locks_at_return(struct explorer *x, struct state *s, const struct op *op,
                     value result);
/* What stands for the lock that v is, or points to; for one that the thread
   has without an argument. */
value lock_of(struct explorer *x, value v, sym kind);
value lock_released(struct explorer *x, const struct state *s, value v,
                    sym kind);
/* v is about to be freed, as a resource of this kind: nobody unlocks it. */
void lock_ends(struct explorer *x, struct state *s, value v, sym kind);
/* A helper that names a lock may take or leave one of its argument's. */
void lock_helper(struct explorer *x, struct state *s, const value *args,
                 size_t n_args);
value lock_without_name(struct explorer *x, sym kind);
/* The callee leaves such a lock. */
void lock_leave(struct explorer *x, struct state *s, const struct op *op,
                const struct contract *callee);
/* The result is no NULL, or no number below 0. */
bool is_success(struct explorer *x, const struct state *s, value result);
/* It calls Py_LeaveRecursiveCall(). */
bool leaves_recursion(const struct program *p, const struct func *f);
/* detached.c: tell that the GIL is not taken back, or not given back; after
   the last return. */
void detached_at_return(struct explorer *x, struct state *s,
                        const struct op *op, value result);
void detached_tell(struct explorer *x);
/* lost_block.c: `old`, at an address or in a slot, was overwritten with v,
   perhaps the NULL of a failed realloc. */
void lose_old_block(struct explorer *x, struct state *s, const struct op *op,
                    value at, value old, value v);
/* v is about to be followed: tell it also as NULL if it is an argument that
   Python may leave out. */
void absent_argument(struct explorer *x, const struct state *s,
                     const struct op *op, value v, const struct event *more);
/* A destructor's argument: it and what it lends are its to release. */
bool argument_is_consumed(const struct explorer *x, value v);
/* constant_text.c: the unit itself brings the text along. */
bool is_constant_text(const struct explorer *x, const struct operand *o);
/* It is the object that a destructor ends: what it holds is ours. */
bool argument_dies(const struct explorer *x, value v);
/* Its lender is gone for certain. */
bool fact_dangles(const struct state *s, const struct fact *f);
/* How many cells that outlive the function hold v. */
int held_count(const struct explorer *x, const struct state *s, value v);

/* debt.c */
bool debt_possible(const struct explorer *x, const struct state *s, value v);
/* A release of what a list or tuple lends: the place may get something else
   right after it. */
bool debt_of_item(const struct explorer *x, const struct state *s, value v);
void debt_make(struct explorer *x, struct state *s, const struct op *op,
               value v);
/* A reference is taken: true when it pays a debt. */
bool debt_pay(struct fact *f);
/* Nothing can pay any more: tell the STEAL. */
void debt_tell(struct explorer *x, struct state *s, value v);
/* Tell those of items: a round of a loop is over. */
void debt_tell_round(struct explorer *x, struct state *s);
void debt_tell_all(struct explorer *x, struct state *s);

/* kept_lent.c: a function that Python calls is about to return. */
void kept_lent_check(struct explorer *x, const struct state *s,
                     const struct op *op);

/* owners_learn.c: places whose content some function releases, such as
 * fields that tp_dealloc does. */
void owners_learn(struct program *p);
void owners_wire(const struct program *p, struct wire *w);
/* owners.c: the function that releases what stands at the address; NULL:
 * tp_dealloc. */
sym owners_end(const struct explorer *x, value address);
/* A field of an object that its tp_dealloc releases. */
bool owners_by_dealloc(const struct explorer *x, value address);
/* How many of them got v on this path; *first is one of those. */
int owners_count(const struct explorer *x, const struct state *s, value v,
                 value *first);
/* How many fields of v hold v itself, until somebody clears them. */
int owners_in_itself(const struct explorer *x, const struct state *s, value v);
/* How many places hold v that tp_dealloc leaves alone. */
int owners_weak_count(const struct explorer *x, const struct state *s,
                      value v);
/* Tell what such fields of `object` hold (NO_VALUE: of any object). */
void owners_check(struct explorer *x, const struct state *s,
                  const struct op *op, value object);

/* returns.c: does a helper give at one return and lend at another? */
void returns_add(struct explorer *x, const struct state *s,
                 const struct op *op, value result);
void returns_note_balance(struct explorer *x, value v);
void returns_params(struct explorer *x, const struct state *s,
                    const struct op *op, value result);
void returns_tell(struct explorer *x);

/* reclaim.c: v is about to be released by op; a return; after the last. */
void reclaim_note(struct explorer *x, const struct state *s,
                  const struct op *op, value v);
void reclaim_return(struct explorer *x, const struct state *s,
                    const struct op *op, value result);
void reclaim_tell(struct explorer *x);

/* pending.c */
enum clobber pending_clobber(const struct contract *c, bool known_body);
bool pending_unknown(const struct state *s);
/* The exception stems from a failed call of the API, and nobody asked. */
bool pending_is_plain(const struct trace *t);

/* borrow.c: v is lent by what can drop it, and has it under `key`. */
void borrow_loose(struct explorer *x, struct state *s, value v, value key);
/* v was loaded from there: as `buf` of a Py_buffer it dies with that. */
void borrow_view(struct explorer *x, struct state *s, value v, value address);
/* Arbitrary Python code has run. */
void borrow_doubt(struct explorer *x, struct state *s, const struct op *op);
/* The container drops what it has under `key`; NO_VALUE: everything. */
void borrow_change(struct explorer *x, struct state *s, const struct op *op,
                   value container, value key, bool key_stays);
/* Somebody else holds it as well now. */
void borrow_settle(struct fact *f);
struct peril_view {
    enum peril peril;
    value lender;
    const struct op *op; /* what put it in peril */
};
struct peril_view borrow_peril(const struct explorer *x, const struct state *s,
                               value v);
/* What v points into was released, and somebody else most likely keeps it:
 * the attribute of an object that lives on. */
bool borrow_may_last(const struct explorer *x, const struct state *s, value v);
enum confidence borrow_confidence(const struct explorer *x,
                                  const struct state *s, const struct fact *f,
                                  const struct peril_view *p);

/* take_out.c: an address that held `old`, or is to hold v, gets another
 * value. */
void take_out(struct explorer *x, struct state *s, const struct op *op,
              value address, value old);
void take_back(struct explorer *x, struct state *s, value address, value v);

/* uncounted.c: what the container holds is not counted. */
bool is_uncounted(const struct explorer *x, value container);

/* weigh.c */
enum confidence weigh(struct explorer *x, const struct state *s,
                      enum event_kind kind, value v);
void weigh_peril(const struct explorer *x, const struct state *s, value v,
                 struct event *e);
/* Of a body of ours, not of a line that somebody wrote. */
bool contract_is_inferred(const struct contract *c);

/* singletons.c: f is None or the like, and more references were taken than
   the `kept` ones. */
bool singleton_is_lost(const struct explorer *x, const struct state *s,
                       const struct fact *f, int kept);
/* Such an object is at hand because a field of another said so. */
bool singleton_by_flag(const struct explorer *x, const struct state *s,
                       value v);

/* two_names.c: what the release of v releases. */
value released_by_name(struct explorer *x, const struct state *s, value v);

/* open_result.c: the way out hangs on the result of a helper that raises when
   it fails, and all that its summary says of this result is that it is some
   number. */
bool is_open_result(const struct explorer *x, const struct state *s);

/* habits.c: the slots whose value, perhaps copied, a condition looks at. */
uint64_t *tested_slots(arena *keep, const struct func *f);
struct bits value_bits(const struct explorer *x, const struct state *s,
                       value v);
struct bits bits_join(struct bits a, struct bits b);
/* flags & 2: is it zero, as far as bits tell? */
enum null_state bits_told(const struct explorer *x, const struct state *s,
                          value v);
/* It was found to be `truth`. */
void bits_assume(struct explorer *x, struct state *s, value v, bool truth);
bool slot_is_tested(struct explorer *x, uint32_t slot);
/* size.c: argument parsing writes to the variable. */
bool slot_is_parsed(const struct func *f, int64_t slot);
/* format_unset.c: a Py_buffer of this function that nothing has filled. */
bool view_is_unset(const struct explorer *x, const struct state *s, value v);

/* format_unset.c: another op passes on the slot that is an argument of this
   one, as code does that counts the arguments of a function. */
bool is_read_elsewhere(const struct func *f, const struct op *op,
                       const struct operand *arg);
/* Is the result of this function of ours hardly ever tested? */
void habits_learn(struct program *p);
bool habit_of(const struct procedure *to);
bool habit_untested(const struct explorer *x, sym callee);

/* summary.c */
void exits_add(struct explorer *x, const struct state *s, value result);
const struct contract *exits_summary(struct explorer *x);

/* pointer_line.c: what holds of a call that may reach any of n functions, of
   which some are not known; or NULL. */
const struct contract *pointer_line(const struct explorer *x,
                                    const struct contract *const *v, size_t n);

/* resolve.c */
struct pointed {
    const struct contract *line; /* NULL: not known */
    struct writes writes;
    bool switches; /* some of them take the GIL or let go of it */
};

/* conds.c */
bool conds_beyond_memory(const struct explorer *x, const struct state *s);

#endif

/* Private to the engine room: one exploration. */
#ifndef REFAUDIT_EXPLORE_H
#define REFAUDIT_EXPLORE_H

#include "program.h"

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
    VEC(int64_t) asked;   /* numbers that the function compares with */
    bool asked_found;
    uint64_t *tested; /* tested_slots(), or NULL: not asked yet */
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
    bool clobbers_first; /* ... and before anything is decided */
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
/* tagged.c: v is kept, perhaps with something that it stands for. */
void tagged_keep(struct explorer *x, struct state *s, value v);
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

/* differs.c: what was made here is nothing that was there before. */
bool value_differs(const struct explorer *x, const struct state *s, value made,
                   value other);

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
/* 0..1, as far as what is known of the two sides of a comparison tells. */
void truth_range(struct explorer *x, const struct state *s,
                 const struct term *t, int64_t *lo, int64_t *hi);
/* What is known of v as a number. */
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

/* stored_at.c: the op that has put it there, or has taken its reference away
   since; `end` where that is not known, such as a helper. */
const struct op *stored_at(const struct explorer *x, const struct state *s,
                           const struct cell *c, const struct op *end);

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
bool pending_is_plain(const struct explorer *x, const struct trace *t);

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
bool slot_is_tested(struct explorer *x, uint32_t slot);
/* bits.c: bits that a number is known to have or not to have. */
struct bits value_bits(const struct explorer *x, const struct state *s,
                       value v);
struct bits bits_join(struct bits a, struct bits b);
/* flags & 2: is it zero, as far as bits tell? */
enum null_state bits_told(const struct explorer *x, const struct state *s,
                          value v);
/* It was found to be `truth`. */
void bits_assume(struct explorer *x, struct state *s, value v, bool truth);
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

/* Private to the engine room: states, what is known at one point of a path.
 *
 * A state maps slots and memory to values and values to facts.  States are
 * mutable while one stretch of ops is executed and frozen once they hang on a
 * node.
 */
#ifndef REFAUDIT_STATE_H
#define REFAUDIT_STATE_H

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

#endif

/* What is written down of a call that is followed. */
#ifndef REFRT_OWNER_H
#define REFRT_OWNER_H

#include "rt.h"

#define MOST_OPS 2048
#define MOST_ACTS 8192
#define MOST_ENDING 64
#define MOST_OUT 6
#define NOBODY SIZE_MAX

enum { TAKES = 1, GIVES = -1 };

/* How: the count changes, the address is stored, what stood there is not any
 * more, the object is returned, it lies in a field of what dies. */
enum how { COUNTED, STORED, REMOVED, RETURNED, HELD };

/* What the interpreter calls: a destructor, or another entry that was called
 * by a call of the API. */
enum end_kind { END_OF_INSTANCE, END_AT_ENTRY };

/* Its first instruction, where a breakpoint stands while a call is followed.
 */
struct end {
    uintptr_t at;
    unsigned char byte;
    bool armed, gives;
    enum end_kind kind;
};

/* ends.c */
const struct end *end_at(uintptr_t ip);
/* The call that is followed begins there. */
bool end_is_entry(const struct end *e);
void end_lift(const struct end *e);
/* Whose first instruction has been done can be met again. */
void ends_mend(uintptr_t ip);
void ends_find(void);
void ends_arm(bool on);

/* over.c */
void over_begin(void);
bool over_leave(uintptr_t sp);
void over_arrive(uintptr_t ip, uintptr_t sp);
bool over_waits(uintptr_t place);
void over_end(void);

/* A function that is at work; the entry itself is number 0. */
struct act {
    uintptr_t place;    /* of its return address on the stack */
    uintptr_t function; /* its first instruction */
    uintptr_t ra;
    size_t parent; /* NOBODY: the interpreter called it */
    size_t below;  /* who goes on when it has ended */
    int sum;       /* with what it called */
    int held;
    enum end_kind kind; /* of what the interpreter called, and whether */
    bool gives;         /* that gives it an object */
    uintptr_t dying, dying_end; /* the instance, of a destructor */
    uintptr_t clear;            /* tp_clear of its type, or 0 */
    uintptr_t out[MOST_OUT];    /* arguments that are addresses on the stack */
    uintptr_t jump; /* the last one of it, to an end that is common */
    uintptr_t done; /* what came last before that end */
};

struct op {
    uintptr_t ip; /* one behind the beginning of the instruction */
    size_t act;
    int change;
    enum how how;
    uintptr_t jump; /* that led there, where something is returned */
    uintptr_t done; /* before that */
    int was;        /* the change, whatever became of it */
    bool hidden;    /* the field is none that the collector is shown */
};

struct tracing {
    bool on, spoiled, begun;
    bool frees, freed; /* it may die in the call, and has */
    struct object *o;
    /* Else it is what this call gives, when it has given so many others. */
    uintptr_t born;
    unsigned others;
    uintptr_t argument; /* or that one of the call, from 1 */
    size_t made;        /* or of what was made with the instance: making.h */
    size_t field;       /* or what lies there in the instance, from its head */
    int n;              /* so many are left over */
    const struct type *type;
    intptr_t last;
    uintptr_t ip,
        sp; /* of the instruction before, if it was the extension's */
    bool called, returns;
    bool handed; /* by an entry to the interpreter, and nobody had it since */
    bool ready;  /* it is in the register for results, */
    uintptr_t readied; /* where this instruction has put it */
    size_t readied_in; /* in this function */
    size_t now;
    struct act acts[MOST_ACTS];
    size_t n_acts;
    struct op ops[MOST_OPS];
    size_t n_ops;
    const struct type *holder; /* in whose instance it was stored last */
    unsigned long traps;
    size_t own_acts, own_ops; /* up to the end of the call itself */
    bool own_spoiled;
    /* Destructors at work that the interpreter called. */
    struct {
        size_t act;
        size_t calls; /* of the API, around it */
        bool stepped; /* the interpreter itself was */
    } ending[MOST_ENDING];
    size_t n_ending;
};

struct uneven {
    size_t act;              /* the function */
    const struct op *op;     /* NULL: none at all */
    uintptr_t at;            /* the place in that function */
    const struct op *onward; /* the caller gives on what it returns, or NULL */
    uintptr_t onward_at;
    bool certain; /* else it is the last of its kind */
};

/* visits.c: the field of the instance (NULL: that of which it is one) may only
 * name what somebody else owns. */
bool field_hidden(uintptr_t at, struct object *o);

struct uneven uneven_find(struct tracing *t, int left);

void siblings_forget(void);
void siblings_begin(size_t act, uintptr_t self, uintptr_t end, uintptr_t o);
void siblings_look(uintptr_t ip, uintptr_t address, uintptr_t o);
uintptr_t siblings_place(size_t act);

#endif

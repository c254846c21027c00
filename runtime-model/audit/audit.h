/* The audit's measuring instrument: an extension module, built once for each
 * interpreter, that calls a function of the C API through a generated thunk
 * and measures what happened to every reference and block.
 *
 * It knows nothing of contracts: what it measures is compared with them by
 * the driver.  It runs in a process of its own that may die at any call.
 */
#ifndef AUDIT_H
#define AUDIT_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>
#include <stdbool.h>
#include <stdint.h>

/* ---- thunks (generated) ------------------------------------------------ */

/* An argument or result on its way through a thunk. */
union word {
    void *p;
    long long i;
    double d;
    Py_complex c;
};

struct thunk {
    const char *name;
    void (*call)(union word *args, union word *result);
};

extern const struct thunk audit_thunks[]; /* ends with a NULL name */
/* What the macros need before they are used. */
void audit_prepare(void);

/* ---- heap.c: every block, and memory that runs out --------------------- */

/* What allocated a block. */
enum domain { DOMAIN_NONE, DOMAIN_RAW, DOMAIN_MEM, DOMAIN_OBJ, DOMAIN_COUNT };

struct block {
    uintptr_t address; /* 0: unused, 1: was used */
    size_t size;
    enum domain domain;
    unsigned serial; /* of the allocation */
};

void heap_watch(void);
/* The nth allocation from now fails, once; 0: none.  Counts anew. */
void heap_arm(unsigned nth);
/* Stops counting; how many allocations there were. */
unsigned heap_disarm(void);
bool heap_has_failed(void);
/* Something was allocated by the interpreter's own allocators while no thread
 * state was attached. */
bool heap_was_ungated(void);
unsigned heap_serial(void);
/* The live block that contains the address; domain NONE: no known one. */
struct block heap_find(const void *address);
/* Of the block that the object lies in, perhaps behind a header; 0: none. */
unsigned heap_serial_of(const void *object);
/* Of the live block that begins there; 0: none. */
unsigned heap_serial_at(const void *address);
/* In how many places of live blocks this address is written. */
size_t heap_count_word(const void *word);
const char *heap_domain_name(enum domain domain);

/* ---- ledger.c: who holds how many references --------------------------- */

/* Added to the count of what is watched: it survives whatever a call takes
 * away from it. */
#define LEDGER_PIN ((Py_ssize_t)1 << 20)
#define LEDGER_MOST 512
#define LEDGER_SLOTS ((size_t)4 * LEDGER_MOST)
/* The rest is for what the call is about. */
#define LEDGER_REACHED (LEDGER_MOST - 128)

struct entry {
    PyObject *object;
    bool pinned;   /* its count includes LEDGER_PIN */
    bool immortal; /* its count tells nothing */
    bool shared;   /* so widely that its count changes by itself */
    bool dead;
    bool before;       /* was here before the call */
    bool lasting;      /* never destroyed by us */
    bool whole;        /* entered although it is a type or module */
    bool result;       /* not destroyed before it is asked about */
    bool opaque;       /* not traversed: perhaps not initialised */
    int owned;         /* references that the caller held before the call */
    int owed;          /* of these, not dropped yet */
    Py_ssize_t count;  /* before the call */
    Py_ssize_t base;   /* unexplained references before the call */
    Py_ssize_t kept;   /* gained by the call, before anything is dropped */
    Py_ssize_t net;    /* change of unexplained references in the end */
    Py_ssize_t given;  /* of a result, the same before it is given back */
    Py_ssize_t visits; /* references from other entries */
    unsigned serial;   /* of its block, when not pinned */
};

struct ledger {
    struct entry entries[LEDGER_MOST];
    size_t n;
    uint16_t slots[LEDGER_SLOTS]; /* number of an entry from 1, by address */
};

/* The entry of the object, which is added if need be; NULL: no room. */
struct entry *ledger_add(struct ledger *l, PyObject *o, bool pin);
struct entry *ledger_find(struct ledger *l, const PyObject *o);
/* Adds what is reached from the entries from `first` on. */
void ledger_close(struct ledger *l, size_t first);
void ledger_before(struct ledger *l); /* right before the call */
void ledger_after(struct ledger *l);  /* right after it */
/* All references but the pin. */
Py_ssize_t ledger_references(const struct entry *e);
/* One reference less; nothing is destroyed. */
void ledger_drop(struct entry *e);
/* Destroys whatever nobody holds any more. */
void ledger_settle(struct ledger *l);
/* References that neither an entry nor the caller explains, less those of
 * before the call. */
Py_ssize_t ledger_surplus(struct ledger *l, struct entry *e);

/* ---- things.c: structs and functions to pass as arguments -------------- */

/* NULL when there is no such thing in this version. */
void *thing_find(const char *name);

/* ---- objects.c: objects that Python code cannot make ------------------- */

PyObject *object_make(const char *name);
/* Of the module "stateful". */
PyModuleDef *stateful_definition(void);

/* ---- experiment.c ------------------------------------------------------ */

bool thread_is_attached(void);
PyObject *experiment_run(PyObject *module, PyObject *args);

#endif

/* Private: one call with its arguments and all that was seen. */
#ifndef EXPERIMENT_H
#define EXPERIMENT_H

#include "audit.h"

#define MOST_ARGS 24
#define MOST_WATCHED 8

enum arg_kind {
    ARG_NULL,
    ARG_OBJECT, /* the caller holds one reference */
    ARG_INTEGER,
    ARG_DOUBLE,
    ARG_COMPLEX,
    ARG_BYTES,   /* const char * */
    ARG_WIDE,    /* const wchar_t * */
    ARG_POINTER, /* a thing */
    ARG_CELL,    /* PyObject **, perhaps with an object of the caller's */
    ARG_STALE,   /* PyObject **, with what was never the callee's business */
    ARG_OUT,     /* memory that is written to */
    ARG_JUNK,    /* the same, with something in it */
    ARG_VIEW,    /* Py_buffer, perhaps filled */
    ARG_ARRAY,   /* PyObject *const *, the caller holds the items */
    ARG_BLOCK,   /* a block of the caller's */
};

struct arg {
    enum arg_kind kind;
    PyObject *object;         /* OBJECT; CELL: what is in it before */
    PyObject *exporter;       /* VIEW: of a filled one, while it is filled */
    PyObject *cell;           /* CELL */
    PyObject **room, **items; /* ARRAY: all of it, where it begins */
    size_t n_items;
    void *memory; /* BYTES, WIDE, OUT, BLOCK */
    size_t size;
    unsigned serial;    /* BLOCK */
    unsigned char junk; /* OUT: each byte of it before */
    Py_buffer view;
    PyObject *viewed; /* what the call filled it with */
};

struct experiment {
    struct arg args[MOST_ARGS];
    size_t n;
    PyObject *watched[MOST_WATCHED]; /* not reached through the arguments */
    size_t n_watched;
    union word words[MOST_ARGS], result;
    bool object;     /* the result is an object */
    bool address;    /* the result is a pointer to something else */
    bool rehearse;   /* only remember what it returns */
    bool pending;    /* with an exception set before */
    bool detached;   /* without a thread state */
    bool unique;     /* the arguments' counts are true, not raised */
    bool opaque;     /* a new object may not be looked into */
    bool loose;      /* what the arguments refer to may die in the call */
    unsigned nth;    /* allocation that fails */
    PyObject *order; /* in which the arguments are dropped */
    /* what was seen */
    PyObject *exception; /* what was set, as a dict or None */
    bool attached;
    unsigned calls, allocations;
    bool alloc_failed;
    unsigned serial; /* of the heap before the call */
    struct block inner;
    int freed_by; /* argument whose end freed the inner block, -1: none */
    PyObject *results[MOST_ARGS + 1]; /* what the call gave */
    size_t n_results;
    struct ledger ledger;
};

/* Fills the arguments from a list of tuples. */
bool experiment_take(struct experiment *x, PyObject *list);
/* Frees the memory of the arguments; their objects are not touched. */
void experiment_free(struct experiment *x);
/* An exception as a dict; consumes both. */
PyObject *exception_report(PyObject *type, PyObject *value);
/* What was seen, as a dict. */
PyObject *experiment_report(struct experiment *x);

#endif

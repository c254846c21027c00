/* Private: one call with its arguments and all that was seen. */
#ifndef EXPERIMENT_H
#define EXPERIMENT_H

#include "audit.h"

#include <sys/resource.h>

#define MOST_ARGS 24
#define MOST_WATCHED 8
#define MOST_DIRECT 256

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
    ARG_ONES,
    ARG_VIEW,  /* Py_buffer, perhaps filled */
    ARG_ARRAY, /* PyObject *const *, the caller holds the items */
    ARG_BLOCK, /* a block of the caller's */
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
    Py_buffer seen;   /* VIEW: right after the call */
    PyObject *viewed; /* what the call filled it with */
    /* POINTER: it is this block; the address of the argument is found in so
     * many places. */
    unsigned block;
    size_t places_before, places_after;
    PyObject **direct; /* what the object refers to before the call */
    size_t n_direct;
    bool lost; /* ...and no longer after it */
};

struct experiment;

/* What is done before and after the call, to make it do what it seldom does.
 */
struct preparation {
    const char *name;
    void (*before)(struct experiment *x, const struct thunk *thunk);
    void (*after)(struct experiment *x);
    bool elsewhere; /* the call is made by another thread */
    bool early;     /* `after` comes before the thread is attached again */
};

struct experiment {
    struct arg args[MOST_ARGS];
    size_t n;
    PyObject *watched[MOST_WATCHED]; /* not reached through the arguments */
    size_t n_watched;
    union word words[MOST_ARGS], result;
    bool object;   /* the result is an object */
    bool address;  /* the result is a pointer to something else */
    bool text;     /* ... to characters up to a NUL */
    bool rehearse; /* only remember what it returns */
    bool pending;  /* with an exception set before */
    bool detached; /* without a thread state */
    bool unique;   /* the arguments' counts are true, not raised */
    bool opaque;   /* a new object may not be looked into */
    bool drained;  /* there are no free lists */
    bool kept;     /* look where the addresses of arguments are kept */
    bool early;    /* what the call gave goes before the arguments */
    const struct preparation *prepared; /* or NULL */
    PyObject *to_raise; /* the exception that is set before, or handled */
    int depth;          /* of recursion that a preparation made */
    int limited;        /* resource that one took away */
    struct rlimit limit;
    bool loose;      /* what the arguments refer to may die in the call */
    unsigned nth;    /* allocation that fails */
    PyObject *order; /* in which the arguments are dropped */
    /* what was seen */
    PyObject *exception; /* what was set, as a dict or None */
    bool attached;
    unsigned calls, allocations;
    bool alloc_failed, ungated;
    PyThreadState *mine;
    unsigned serial; /* of the heap before the call */
    struct block inner;
    int inside;   /* argument in whose own block the result lies, -1 */
    int freed_by; /* argument whose end freed the inner block, -1: none */
    PyObject *results[MOST_ARGS + 1]; /* what the call gave */
    size_t n_results;
    const char *kind; /* of the result, see type_word() */
    bool exact;       /* it is no instance of a subclass */
    struct ledger ledger;
};

/* Fills the arguments from a list of tuples. */
bool experiment_take(struct experiment *x, PyObject *list);
/* Frees the memory of the arguments; their objects are not touched. */
void experiment_free(struct experiment *x);
/* NULL when there is no such preparation. */
const struct preparation *preparation_find(const char *name);
/* Runs it on another thread; false when there is none to be had. */
bool run_elsewhere(void (*run)(struct experiment *x,
                               const struct thunk *thunk),
                   struct experiment *x, const struct thunk *thunk);
/* Keeps what empties the free lists, as a list; NULL with an exception. */
PyObject *freelists_drain(void);
/* traces.c: what the arguments are like before and after the call. */
void traces_before(struct experiment *x);
void traces_after(struct experiment *x);
/* An exception as a dict; consumes both. */
PyObject *exception_report(PyObject *type, PyObject *value);
/* type_word.c: the word that contracts have for the type of an object; "" if
 * none.
 */
const char *type_word(PyObject *o);
/* "utf8" or "". */
const char *text_word(const char *text);
bool type_is_itself(const PyObject *o);
/* What was seen, as a dict. */
PyObject *experiment_report(struct experiment *x);

#endif

/* Private to the room: the units of the format strings and what each does
 * with its arguments. */
#ifndef REFAUDIT_CONTRACT_UNITS_H
#define REFAUDIT_CONTRACT_UNITS_H

#include "contract.h"
#include "words.h"

/* What happens to one argument of a unit. */
enum role {
    ROLE_END,            /* the unit has no more arguments */
    ROLE_PLAIN,          /* read, nothing happens to it */
    ROLE_TEXT,           /* a pointer to C data that is read or copied;
                            NULL is allowed */
    ROLE_FILL,           /* cell: gets an unowned value */
    ROLE_LEND,           /* cell: gets a borrowed object */
    ROLE_INSIDE,         /* cell: gets a pointer into the object */
    ROLE_BUFFER,         /* Py_buffer: is acquired */
    ROLE_BUFFER_OR_NONE, /* Py_buffer: is acquired, or zeroed for None */
    ROLE_MEM,            /* cell: gets a new block of PyMem_Malloc */
    ROLE_MEM_IF_NULL,    /* cell: the same when it is NULL, else the block
                            that it points to is written to */
    ROLE_CONVERTER,      /* a function that handles the next argument */
    ROLE_CONVERTED,      /* what a converter of a parser writes to */
    ROLE_GIVEN,          /* the same: something new */
    ROLE_GIVEN_OR_NULL,
    ROLE_CONVERTIBLE,  /* what a converter of a builder reads */
    ROLE_KEEP,         /* object: the result refers to it */
    ROLE_PASS,         /* object: passed on, nothing is kept */
    ROLE_STEAL,        /* object: a reference is consumed, come what may */
    ROLE_MAYBE_OBJECT, /* object or NULL: read */
};

#define UNIT_MAX_ARGS 3

struct unit_arg {
    enum role role;
    bool optional;    /* the caller may leave this unit out */
    bool infallible;  /* accepts every object */
    bool nested;      /* in parentheses: an item of what the caller passes */
    bool left;        /* GIVEN: and not taken back when a later unit fails */
    const char *kind; /* GIVEN */
    enum format_type type;
    const char *unit;
};

/* A format string, taken apart. */
struct units {
    arena *keep;
    struct version version;
    bool ssize_clean;
    VEC(struct unit_arg) args;
    size_t n_units;      /* parsers: what Python code passes */
    bool keywords;       /* any optional unit may be left out, not only the
                            last ones */
    bool calls;          /* some unit may run Python code */
    size_t unsafe;       /* the first `unsafe` arguments may have been written
                            when a later one is refused */
    const char *problem; /* NULL: the format is sound */
};

/* Fills args, calls, unsafe and problem. */
void units_read(struct units *u, enum format_family family,
                const char *format);

#endif

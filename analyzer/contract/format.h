/* What a format string wants of the arguments behind it. */
#ifndef REFAUDIT_CONTRACT_FORMAT_H
#define REFAUDIT_CONTRACT_FORMAT_H

#include "contract.h"

/* How the arguments of a call hang on one of its parameters. */
enum format_family {
    FAMILY_PARSE,   /* the format of PyArg_ParseTuple() */
    FAMILY_PARSEKW, /* with keywords; their names come after the format */
    FAMILY_BUILD,   /* the format of Py_BuildValue() */
    FAMILY_CALL,    /* the same, the items are arguments of a call */
    FAMILY_UNICODE, /* the format of PyUnicode_FromFormat() */
    FAMILY_UNPACK,  /* two numbers: the least and the most addresses */
    FAMILY_OBJECTS, /* objects up to a NULL */
    FAMILY_PACK,    /* a number: so many objects */
};

/* C types as the caller's compiler sees them. */
enum format_type {
    FORMAT_OBJECT,
    FORMAT_CHAR, /* integers by their size: signs do not matter */
    FORMAT_SHORT,
    FORMAT_INT,
    FORMAT_LONG,
    FORMAT_LONG_LONG,
    FORMAT_SSIZE,
    FORMAT_INTMAX,
    FORMAT_PTRDIFF,
    FORMAT_FLOAT,
    FORMAT_DOUBLE,
    FORMAT_COMPLEX, /* always by its address */
    FORMAT_BUFFER,  /* likewise */
    FORMAT_TEXT,    /* char * */
    FORMAT_WIDE,    /* wchar_t * */
    FORMAT_POINTER, /* any */
    FORMAT_CONVERTER,
};

struct format_arg {
    const char *unit; /* "s#", "%zd" */
    enum format_type type;
    bool is_cell; /* the address of one: the call writes there */
    bool nullable;
    bool optional;  /* the Python caller may leave it out */
    bool temporary; /* borrowed from an item that may be gone */
};

struct format_shape {
    enum format_family family;
    const struct format_arg *args;
    size_t n_args;
    size_t n_fixed; /* arguments of the call before them */
    size_t n_units; /* parsers: what Python code passes */
    bool variable;  /* false: they come as a va_list */
};

/* NULL format: no such attribute. */
enum format_family contract_family(const struct contract *c);
/* The family is told by the text of a format. */
bool contract_has_format_text(const struct contract *c);

/* What `format` wants in a call of c.  False with *problem when the format
 * itself is wrong for this version. */
bool contract_format(arena *keep, const struct contract *c, const char *format,
                     struct version v, bool ssize_clean,
                     struct format_shape *out, const char **problem);

/* "Py_ssize_t *" */
const char *format_type_name(arena *keep, const struct format_arg *arg);

#endif

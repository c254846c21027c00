/* Private to the engine room: calls whose arguments hang on a format. */
#ifndef REFAUDIT_FORMATS_H
#define REFAUDIT_FORMATS_H

#include "call.h"
#include "format.h"

/* formats.c: the contract of this very call; NULL: the format is not known
 * on this path, or wrong. */
const struct contract *format_apply(struct calling *k);
/* What it wants; NULL: as above. */
const struct format_shape *format_shape_of(const struct calling *k);
/* Tell what is wrong with the call. */
void format_check(struct calling *k, const struct state *s);

/* format_args.c: the format that stands in a call of c, or NULL. */
const char *format_literal(const struct contract *c, const struct op *op);
/* What it wants of argument i of the call; false: that is not known. */
bool format_arg_of(const struct explorer *x, const struct op *op, size_t i,
                   struct format_arg *out);

/* format_fit.c */
enum fit {
    FIT_YES,
    FIT_UNSURE, /* wrong by the letter, harmless on this machine */
    FIT_LOSSY,  /* only the lower half is read */
    FIT_NO,
};

enum fit format_fit(const struct format_arg *arg, const struct type *type,
                    const struct operand *operand);
/* Bytes that the call writes through the argument; 0: not known. */
uint64_t format_written(const struct format_arg *arg);
/* "unsigned char *" */
const char *format_given(arena *keep, const struct type *type);

/* format_unset.c */
bool format_is_parser(sym callee);
/* What a variable needs before the call that may leave it as
 * it was, or that reads it; NULL: nothing, or it has a value. */
const char *format_needs(const struct calling *k, const struct format_arg *arg,
                         size_t i);

/* The pointer is NULL when the call is made, whatever goes before. */
bool format_finds_null(const struct func *f, const struct operand *o);

/* Does the function look how many arguments the parser had?  It may know then
 * which of the optional ones were passed. */
bool format_is_counted(const struct func *f, const struct op *parser);

/* format_names.c: the list of keywords at an address. */
struct name_list {
    bool known; /* everything that stands before its end */
    bool open;  /* no NULL ends it */
    bool hole;  /* an empty name after one that is not */
    size_t n;
};

struct name_list format_names(struct calling *k, value list);

#endif

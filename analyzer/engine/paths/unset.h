/* What begins without a value; see unset.c. */
#ifndef UNSET_H
#define UNSET_H

#include "call.h"

/* The variables of the function, where it is entered. */
void bind_unset(struct explorer *x, struct state *s);

/* v was read at the address, of which nothing is known. */
void unset_loaded(struct explorer *x, struct state *s, value address, value v);

/* ... from an element of an array of this function; see unset_array.c. */
void unset_element(struct explorer *x, struct state *s, const struct op *op,
                   value address, value v);

/* The object dies: does its tp_dealloc find fields that nobody has set? */
void unset_check(struct explorer *x, const struct state *s,
                 const struct op *op, value object);

/* A macro that is taken for a call may set its arguments. */
void unset_by_macro(struct calling *k, struct state *s);

/* The variable gets a value in another configuration only. */
bool unset_everywhere(const struct explorer *x, const struct state *s,
                      value v);

/* That v has no value was told. */
void settle_unset(struct explorer *x, struct state *s, value v);

#endif

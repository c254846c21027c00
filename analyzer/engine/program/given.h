/* Private to the engine room: what functions are given. */
#ifndef REFAUDIT_GIVEN_H
#define REFAUDIT_GIVEN_H

#include "explore.h"

/* taken.c: functions whose address goes anywhere; before program_given(). */
void taken_learn(struct program *p);

/* given.c: what all callers of a static function give it. */
void program_given(struct program *p);
void given_know(struct explorer *x, struct state *s);
/* given_types.c: and what types the objects have; after that. */
void program_given_types(struct program *p);
void given_types_know(struct explorer *x, struct state *s);
/* Some caller gives NULL for v, which is about to be released, or used though
   the function minds that elsewhere. */
bool given_may_be_null(struct explorer *x, const struct state *s, value v,
                       bool release);
/* Callers that could not be read decide that this way is gone. */
bool given_by_unseen(const struct explorer *x);
bool given_is_literal(const struct explorer *x, const struct operand *o);

/* memory.c: the array of arguments that METH_FASTCALL functions get, and an
 * item of it. */
bool is_argument_array(const struct explorer *x, value root);
bool is_given_item(const struct explorer *x, value v);

#endif

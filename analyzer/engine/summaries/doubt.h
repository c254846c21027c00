/* Private to the engine room: outcomes that callers cannot tell apart. */
#ifndef REFAUDIT_DOUBT_H
#define REFAUDIT_DOUBT_H

#include "explore.h"

/* doubt.c: what callers of a function of the program cannot know.  First its
   own side, which marks its inferred contract. */
/* The arguments behind the last parameter, where they are fetched as pointers.
 */
bool doubt_rest(struct explorer *x, struct param *rest, size_t n_outcomes);
void doubt_mark(struct explorer *x, struct outcome *outcomes, size_t n,
                struct param *params, size_t n_params);

/* ... and that of the caller: v is what such an outcome gave. */
void doubt_result(struct explorer *x, struct state *s,
                  const struct contract *c, value v);
/* It made no difference to the caller on this path. */
bool doubt_is_settled(const struct explorer *x, const struct state *s,
                      const struct fact *f);

/* doubt_before.c: what was asked before the call may have told which of its
 * outcomes the helper came to. */
bool doubt_is_foreseen(const struct explorer *x, const struct trace *made,
                       const struct trace *asked);

/* sole.c: somebody else may still refer to v, which is released. */
bool sole_not(const struct explorer *x, const struct state *s, value v);

/* open_result.c */
bool open_result_is_failure_test(const struct explorer *x,
                                 const struct trace *test);

/* Results that other outcomes may be in doubt for: a new object that something
 * else has got, a block that a field of an argument holds. */
bool doubt_is_placed(const struct explorer *x, const struct fact *f);
bool doubt_is_found(const struct explorer *x, const struct term *t);

#endif

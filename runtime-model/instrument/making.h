/* What is made with an instance that is there for one call only. */
#ifndef REFRT_MAKING_H
#define REFRT_MAKING_H

#include "rt.h"

/* The call begins: what is made from here on is numbered.  `number` as for
 * experiment_call(). */
void making_call(int number);
/* An instance is being made for it; it has been made. */
void making_begin(void);
void making_end(const struct object *instance);
bool making(void);
/* It is that instance: a number in it may well count who uses it. */
bool making_instance(const struct block *b);
/* Number, from 1, of a block that was made with the instance of its call; 0:
 * it was not. */
size_t making_number(const struct block *b);
/* The object of that number and type in the call at hand, or NULL. */
struct object *making_object(size_t number, const struct type *type);
/* What is left of an instance that was made for no call. */
void making_learn(void);
/* Making one loses what that call of the API gives, too. */
bool making_loses(const struct block *b);

#endif

/* What is remembered of the extension's types and of their instances. */
#ifndef REFRT_HISTORY_H
#define REFRT_HISTORY_H

#include "rt.h"

#define KIND_SHAPES 16

struct kind {
    const struct type *type;
    bool own; /* the extension's, or made in Python from one of its */
    unsigned char results, selves; /* calls that were written down */
    unsigned char n_shapes;        /* sets of arguments of its tp_init */
    uint64_t shapes[KIND_SHAPES];
};

/* NULL: there are too many. */
struct kind *kind_of(const struct type *t);
/* The ith that was met, or NULL. */
const struct kind *kind_met(size_t i);

void instances_note(struct hook *h, const intptr_t *args, intptr_t value);
/* The type itself, or the one that a class made in Python comes from; NULL:
 * it is none of the extension's. */
const struct type *type_own(const struct type *t);

/* Before an outermost call of the user, and after it. */
void history_meet(struct hook *h, const intptr_t *args);
void history_note(struct hook *h, const intptr_t *args, intptr_t value);
bool history_has(const struct object *o);
size_t history_types(struct type **out, size_t most);
/* A number of the instance, the same in every run; 0: not known. */
unsigned history_life(const struct object *o);
/* Another instance like it was then, or NULL. */
struct object *history_again(const struct object *old);

#endif

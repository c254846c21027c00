/* Private to the two files that follow what functions do to fields:
 * types_reach.c (what slots lead to) and types_touch.c (what is done there).
 */
#ifndef REFAUDIT_TYPES_TRACE_H
#define REFAUDIT_TYPES_TRACE_H

#include "types.h"

#include <string.h>

#define MAX_REACH 12 /* ways to reach what one slot holds */

struct slot_reach {
    struct reach v[MAX_REACH];
    unsigned n;
};

struct tracing {
    struct types *t;
    struct procedure *proc;
    const struct func *f;
    arena *scratch;
    struct slot_reach *slots;
    const struct op **def; /* the last op that gives a slot a value, or NULL;
                              following them may lead round in a circle */
    struct touches *out;
    bool changed;
};

typedef void trace_visit(struct tracing *x, const struct op *op);

void trace_ops(struct tracing *x, trace_visit *visit);
/* Fill x->slots. */
void trace_reach(struct tracing *x);
const struct slot_reach *trace_reach_of(const struct tracing *x,
                                        const struct operand *o);
/* What gave the operand its value, behind copies and casts; NULL: nothing, or
 * a circle of them. */
const struct op *trace_made_behind(const struct tracing *x,
                                   const struct operand *o);
/* The variable, also an array or struct, that the address is part of, or
 * NO_SLOT.  What is stored anywhere in it is what its slot leads to. */
uint32_t trace_local(const struct tracing *x, const struct operand *o);
/* The struct that the operand points to, by its type, or NULL. */
const struct type *trace_pointee(const struct tracing *x,
                                 const struct operand *o);
/* A reach of the callee as its caller sees it through this argument, of
 * which `arg` is one reach; false: it stays in a variable of the caller. */
bool trace_map(const struct tracing *x, const struct operand *o,
               const struct reach *inner, const struct reach *arg,
               struct reach *mapped);
/* A function of the program that stands for no API function, or NULL. */
struct procedure *trace_callee(const struct tracing *x, const struct op *op);

static inline bool
callee_is(const struct op *op, const char *name)
{
    return op->callee != NULL && strcmp(op->callee, name) == 0;
}

/* types_lent.c: on every way from `store` on the function releases the one
 * reference that it had in the variable. */
bool touch_is_lent(const struct tracing *x, const struct op *store,
                   uint32_t slot);
bool touch_is_shared(const struct tracing *x, const struct op *store,
                     uint32_t slot);

#endif

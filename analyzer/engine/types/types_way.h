/* Private to the files that follow one field along the ways through a
 * function.
 */
#ifndef REFAUDIT_TYPES_WAY_H
#define REFAUDIT_TYPES_WAY_H

#include "types.h"

struct way {
    struct checking *c;
    const struct func *f;
    const struct touches *touches;
    const struct field_fact *field;
    bool block;  /* the field holds a block of memory */
    bool view;   /* it is a Py_buffer */
    bool number; /* it holds a descriptor: -1 is none */
    sym kind;    /* kind */
    bool *seen;  /* by block, then by block with the field set */
};

struct way way_of(struct checking *c, struct procedure *proc);
/* The slot behind copies and casts: 0 is `self` in a slot function. */
uint32_t way_root(const struct way *w, const struct operand *o);
/* The op loads what stands in the field. */
bool way_loads_field(const struct way *w, const struct op *op);
/* Where the branch goes when the field is NULL, or NO_BLOCK. */
uint32_t way_null_edge(const struct way *w, const struct op *branch);
/* Where the branch never goes, because it asks whether instances take part
 * in garbage collection; NO_BLOCK: it asks for something else. */
uint32_t way_dead_edge(const struct way *w, const struct op *branch);
/* Some way for instances of this type leads to the op. */
bool way_leads_to(const struct way *w, const struct op *op);
/* The op may release what stands in the field. */
bool way_drops_field(const struct way *w, const struct op *op);
/* Some op calls the procedure by name. */
bool way_calls(const struct way *w, const struct procedure *to);
/* What gives up what the field holds. */
enum touch_kind way_release(const struct way *w);
bool way_frees_self(const struct way *w, const struct op *op);
/* types_keep.c: the branch depends on another field of the instance, or on
 * this one in some other way than whether it is NULL. */
bool way_asks_other_field(const struct way *w, const struct op *branch);

#endif

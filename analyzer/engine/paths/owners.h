/* Private to the engine room: places that own what they hold, because some
 * function is known to release it.  owners_learn.c learns them, owners.c asks.
 */
#ifndef REFAUDIT_OWNERS_H
#define REFAUDIT_OWNERS_H

#include "explore.h"

/* One field of the instances of one struct, or the elements of the array
 * that it points to; or a global variable, or a field of one. */
struct owner {
    const struct type *record;   /* NULL: a global */
    const struct global *global; /* NULL: a field */
    uint64_t offset;
    bool elements;
    bool singletons; /* None is released like anything else */
    bool wanted;     /* the release takes it that there is something */
    sym end;         /* the function that releases it; NULL: tp_dealloc */
};

/* A field of whatever struct of a kind, or a global variable. */
struct spot {
    const struct type *record;   /* NULL: a global */
    const struct global *global; /* NULL: a field */
    uint64_t offset;
};

/* spots.c: what the address is, in the code and while it is explored; false:
   neither field nor variable. */
bool spot_of_address(const struct program *p, const struct procedure *proc,
                     const struct operand *address, struct spot *out);
bool spot_of_field(const struct program *p, const struct procedure *proc,
                   const struct op *field, struct spot *out);
bool spot_of_value(const struct explorer *x, value address, struct spot *out);
bool spot_equal(const struct spot *a, const struct spot *b);
void spot_wire(struct wire *w, const struct spot *spot);

/* Says whether the GIL is released: see region_flags.c. */
struct region_flag {
    struct spot spot;
    bool zero; /* it is 0 or NULL while the GIL is released */
};

/* A variable that is not static has one name in all files: the first of
   them. */
const struct global *program_shared_global(const struct program *p,
                                           const struct global *g);
/* What the whole program puts there: see held_types.c. */
struct held {
    struct spot spot;
    uint16_t types; /* as in object_type.c */
};

/* A field of plain structs in which references of their own are stored and
 * nothing else: see keepers.c. */
struct keeper {
    const struct type *record;
    uint64_t offset;
    sym set_in;    /* a function that stores one */
    bool for_good; /* nothing in the program ever gives it back */
};

/* A helper releases what a field of a plain struct of its caller holds: see
 * drops.c. */
struct drop {
    const struct procedure *proc;
    uint32_t param;
    const struct type *record;
    uint64_t offset;
    sym field, kind;
    bool left; /* and leaves the pointer there */
};

struct owners {
    VEC(struct keeper) keepers;
    VEC(struct owner) v;
    /* tp_dealloc is there and leaves them alone, or hands what they hold on
       to functions that do who knows what. */
    VEC(struct owner) weak, open;
    VEC(struct owner) freed, dropped; /* by methods; see unguarded.c */
    VEC(struct owner) blocks;         /* tp_dealloc frees what they hold */
    VEC(struct drop) drops;
    VEC(struct region_flag) regions;
    VEC(struct held) held;   /* sorted by variable, by offset */
    VEC(struct spot) events; /* locks that are none: see lock_events.c */
    bool mutexes_nest;       /* the program asks for such, somewhere */
};

/* owners.c: None and the like in a field that will be released, without a
   reference; `result` is what the function returns, or NO_VALUE. */
void owners_check_singletons(struct explorer *x, const struct state *s,
                             const struct op *op, value result);
/* singletons.c: a global variable that is None, True or their like. */
bool singleton_is_name(sym name);

/* own_hold.c: at a return, references to arguments that a helper has taken
   for itself. */
void own_hold_check(struct explorer *x, struct state *s, const struct op *op,
                    value result);

/* keepers.c */
struct types;
struct calling;

void drops_learn(struct program *p, struct types *t);
void drops_wire(const struct program *p, struct wire *w);
void keepers_learn(struct program *p, struct types *t);
void keepers_wire(const struct program *p, struct wire *w);
/* The block at this address was freed, and its cells are forgotten. */
void keepers_free(const struct calling *k, struct state *s, value block);

#endif

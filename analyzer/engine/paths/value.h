/* Private to the engine room: values.
 *
 * A value is a number that stands for what a place holds; equal numbers
 * are equal values, because what a value says, its term, is there only once.
 */
#ifndef REFAUDIT_VALUE_H
#define REFAUDIT_VALUE_H

#include "engine.h"

/* A hash that goes on by one number. */
static inline uint64_t
hash_mix(uint64_t h, uint64_t x)
{
    h ^= x;
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return h ^ (h >> 29);
}

typedef uint32_t value;
#define NO_VALUE 0

enum value_kind {
    VALUE_NONE,
    VALUE_INT,      /* number */
    VALUE_STRING,   /* address of the literal `name` */
    VALUE_LOCAL,    /* address of slot `number` */
    VALUE_GLOBAL,   /* address of variable `name` */
    VALUE_FUNCTION, /* address of function `name` */
    VALUE_FIELD,    /* address of field `name` at offset `number` of *a */
    VALUE_ELEM,     /* address of a[b] */
    VALUE_ITEM,     /* address of item b of the Python container a */
    VALUE_PARAM,    /* parameter `number` as it came in */
    VALUE_SYMBOL,   /* made by `op`; sub and gen tell several apart */
    VALUE_PHI,      /* what joins at block `number`: slot or address `sub` */
    VALUE_UNARY,    /* code a */
    VALUE_BINARY,   /* a code b */
};

struct term {
    enum value_kind kind;
    enum op_code code;
    value a, b; /* SYMBOL of a LOAD: a is the address */
    int64_t number;
    sym name;
    const struct op *op;
    uint32_t sub, gen;
    uint32_t depth; /* of UNARY and BINARY nesting */
    uint32_t mark;  /* scratch of state_collect() */
    bool lasting;   /* in every state; follows from the rest, as do phis */
    bool has_phi;   /* somewhere inside */
    const struct type *type;
    const struct type *record; /* FIELD: the struct; no part of identity */
};

enum { FACT_MOST_OWNED = 100 }; /* references of one value */
enum { PHI_SLOT, PHI_MEMORY };  /* gen of a PHI */

/* sub of the symbol for the NULL that parsing left in the variable of an
 * argument which Python code did not pass; the number of the parameter is
 * added. */
#define ABSENT_SUB 0x10000

static inline bool
term_is_absent(const struct term *t)
{
    return t->kind == VALUE_SYMBOL && t->op != NULL && t->sub >= ABSENT_SUB &&
           t->sub != UINT32_MAX;
}

/* A field of this number is the memory inside of an object that a call gives
 * each time it is asked (PyModule_GetState()), or stands for its answer. */
#define INNER_NUMBER (-1)

static inline bool
term_is_inner(const struct term *t)
{
    return t->kind == VALUE_FIELD && t->number == INNER_NUMBER;
}

struct terms {
    arena *keep;
    VEC(struct term) v;
    uint32_t *table; /* open addressing over v */
    size_t cap;
    uint32_t epoch; /* of marks */
};

void terms_init(struct terms *t, arena *keep);
value term_intern(struct terms *t, struct term wanted);
value term_int(struct terms *t, int64_t number);

static inline const struct term *
term_at(const struct terms *t, value v)
{
    assert(v < t->v.n);
    return &t->v.v[v];
}

/* The address base[at]. */
value term_index(struct terms *t, value base, value at,
                 const struct type *type);
/* Follows FIELD and ELEM down to what they are part of. */
value term_root(const struct terms *t, value address);
/* What is asked: f() of f() == 0 and !f(), and v where nothing is. */
const struct term *term_asked(const struct terms *t, value v);
bool term_mentions(const struct terms *t, value v, value part);
/* The address that a value was read from, perhaps on several ways. */
value term_read_from(const struct term *t);
bool term_is_address(const struct term *t); /* never NULL */

#endif

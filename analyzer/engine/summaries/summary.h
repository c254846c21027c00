/* Private to the inference of contracts: the exits of one function. */
#ifndef REFAUDIT_SUMMARY_H
#define REFAUDIT_SUMMARY_H

#include "explore.h"

#define MAX_CONDS 8 /* of an outcome */

#define MAX_EXITS CONTRACT_MAX_OUTCOMES

/* What happened to one parameter, as an effect on it or on its cell. */
struct change {
    bool any;
    enum verb verb;
    sym kind;
    bool known; /* FILLS with a constant: callers test such flags */
    int64_t number;
    bool stale; /* CLEARS, but the pointer is still there */
    int moved;  /* CLEARS, then 1 + the parameter that is there */
    int into;   /* STEALS: 1 + the parameter that keeps it */
    sym shared; /* FILLS with what is owned, and stands in other cells of
                   the caller as well: its kind */
};

/* Of one parameter: to the value, to what lay behind it, to its cell; applied
   in this order, so that what was there goes before the new comes. */
#define CHANGES 3

/* A field behind a parameter that has got something of its own, or NULL. */
struct exit_part {
    int64_t param, offset;
    sym name, kind; /* kind NULL: NULL */
};

struct exit_record {
    struct outcome o;
    const struct change *params; /* CHANGES per parameter */
    const struct exit_part *parts;
    size_t n_parts;
    struct cond conds[MAX_CONDS];
    size_t n_conds;
};

struct exits {
    VEC(struct exit_record) v;
    unsigned fails;
    bool coarse; /* too many for fine distinctions */
    bool overflow;
    bool unstable; /* a result lent by what can drop it at any time */
    bool kept;     /* gives what somebody else refers to as well */
    bool detaches, attaches, stays, mixed; /* thread state of the exits */
    bool is_off, is_on; /* a flag says that nothing is to be done */
    unsigned types;     /* of the objects that are returned */
};

static inline struct change
changed(enum verb verb, sym kind)
{
    return (struct change){.any = true, .verb = verb, .kind = kind};
}

/* raised.c: the only exception that the function sets, or NULL. */
sym raised_always(const struct explorer *x);
/* parts.c: the same fields have got the same. */
bool parts_equal(const struct exit_record *a, const struct exit_record *b);
/* What is returned besides is whose, nobody can tell. */
void parts_find(struct explorer *x, const struct state *s, value result,
                struct exit_record *r);
/* Over all exits, for the parameter. */
void parts_sum_up(struct explorer *x, int64_t param, struct param *out);

/* sole.c: v is given to the caller. */
void sole_note(const struct explorer *x, const struct state *s, value v);

/* The plain struct that a pointer of this type is to, or NULL. */
const struct type *parts_struct(const struct type *t);
/* reads.c: the struct behind the parameter keeps what its fields hold. */
bool reads_only(const struct explorer *x, size_t param);
/* The function never looks at the parameter. */
bool param_is_ignored(const struct func *f, uint32_t param);
void parts_doubt(struct param *p, size_t i, size_t k);

/* Adds r to an exit like it, if there is one. */
bool exits_absorb(const struct explorer *x, const struct exit_record *r,
                  size_t n_changes);
/* Makes room: exits that are roughly alike become one. */
void exits_coarsen(const struct explorer *x, size_t n_changes);

/* conds.c */
size_t conds_collect(struct explorer *x, const struct state *s, value result,
                     struct cond *out);
bool cond_equal(const struct cond *a, const struct cond *b);
/* Keep in a what b says too, if need be in weaker words; how many stay. */
size_t conds_merge(struct cond *a, size_t na, const struct cond *b, size_t nb);

#endif

/* Values: hash-consed terms. */
#include "explore.h"

#include <string.h>

void
terms_init(struct terms *t, arena *keep)
{
    *t = (struct terms){.keep = keep, .cap = 256, .epoch = 1};
    t->table = ARENA_ARRAY(keep, uint32_t, t->cap);
    VEC_PUSH(keep, &t->v,
             ((struct term){.kind = VALUE_NONE, .lasting = true}));
}

static uint64_t
term_hash(const struct term *t)
{
    uint64_t h = hash_mix(1, (uint64_t)t->kind << 8 | (uint64_t)t->code);
    h = hash_mix(h, (uint64_t)t->a << 32 | t->b);
    h = hash_mix(h, (uint64_t)t->number);
    h = hash_mix(h, (uintptr_t)t->name);
    h = hash_mix(h, (uintptr_t)t->op);
    return hash_mix(h, (uint64_t)t->sub << 32 | t->gen);
}

static bool
term_same(const struct term *a, const struct term *b)
{
    return a->kind == b->kind && a->code == b->code && a->a == b->a &&
           a->b == b->b && a->number == b->number && a->name == b->name &&
           a->op == b->op && a->sub == b->sub && a->gen == b->gen;
}

static void
terms_grow(struct terms *t)
{
    t->cap *= 2;
    t->table = ARENA_ARRAY(t->keep, uint32_t, t->cap);
    for (uint32_t i = 1; i < t->v.n; i++) {
        size_t at = term_hash(&t->v.v[i]) & (t->cap - 1);
        while (t->table[at] != 0)
            at = (at + 1) & (t->cap - 1);
        t->table[at] = i;
    }
}

/* Parameters, locals, globals and constants are always within reach, and what
   an argument pointed to at first is part of the summary. */
static bool
is_lasting(const struct terms *t, const struct term *n)
{
    switch (n->kind) {
    case VALUE_PHI:
        return false;
    case VALUE_SYMBOL:
        return n->a != NO_VALUE && term_at(t, n->a)->kind == VALUE_PARAM;
    case VALUE_UNARY:
    case VALUE_BINARY:
    case VALUE_FIELD:
    case VALUE_ELEM:
    case VALUE_ITEM:
        return term_at(t, n->a)->lasting && term_at(t, n->b)->lasting;
    case VALUE_NONE:
    case VALUE_INT:
    case VALUE_STRING:
    case VALUE_LOCAL:
    case VALUE_GLOBAL:
    case VALUE_FUNCTION:
    case VALUE_PARAM:
        return true;
    }
    return true;
}

value
term_intern(struct terms *t, struct term wanted)
{
    if (t->v.n * 2 >= t->cap)
        terms_grow(t);
    size_t at = term_hash(&wanted) & (t->cap - 1);
    while (t->table[at] != 0) {
        if (term_same(&t->v.v[t->table[at]], &wanted))
            return t->table[at];
        at = (at + 1) & (t->cap - 1);
    }
    value v = (value)t->v.n;
    wanted.lasting = is_lasting(t, &wanted);
    wanted.has_phi = wanted.kind == VALUE_PHI ||
                     (wanted.kind != VALUE_SYMBOL &&
                      term_at(t, wanted.a)->has_phi) ||
                     term_at(t, wanted.b)->has_phi;
    VEC_PUSH(t->keep, &t->v, wanted);
    t->table[at] = v;
    return v;
}

value
term_int(struct terms *t, int64_t number)
{
    return term_intern(t, (struct term){.kind = VALUE_INT, .number = number});
}

const struct term *
term_asked(const struct terms *t, value v)
{
    const struct term *n = term_at(t, v);
    while (n->kind == VALUE_UNARY || n->kind == VALUE_BINARY)
        n = term_at(t, n->a);
    return n;
}

value
term_root(const struct terms *t, value address)
{
    for (;;) {
        const struct term *n = term_at(t, address);
        if (n->kind != VALUE_FIELD && n->kind != VALUE_ELEM &&
            n->kind != VALUE_ITEM)
            return address;
        address = n->a;
    }
}

value
term_read_from(const struct term *t)
{
    if (t->kind == VALUE_PHI && t->gen == PHI_MEMORY)
        return t->sub;
    return t->kind == VALUE_SYMBOL ? t->a : NO_VALUE;
}

bool
term_mentions(const struct terms *t, value v, value part)
{
    if (v == part)
        return true;
    const struct term *n = term_at(t, v);
    return (n->a != NO_VALUE && n->kind != VALUE_SYMBOL &&
            term_mentions(t, n->a, part)) ||
           (n->b != NO_VALUE && term_mentions(t, n->b, part));
}

bool
term_is_address(const struct term *t)
{
    switch (t->kind) {
    case VALUE_STRING:
    case VALUE_LOCAL:
    case VALUE_GLOBAL:
    case VALUE_FUNCTION:
    case VALUE_ITEM:
        return true;
    case VALUE_FIELD:
    case VALUE_ELEM:
    case VALUE_NONE:
    case VALUE_INT:
    case VALUE_PARAM:
    case VALUE_SYMBOL:
    case VALUE_PHI:
    case VALUE_UNARY:
    case VALUE_BINARY:
        return false;
    }
    return false;
}

/* Another step from where a step of the same size has led: p + 1 - 1. */
static bool
is_next_step(const struct terms *t, const struct term *b,
             const struct type *type)
{
    bool item = b->kind == VALUE_ITEM;
    bool elem = b->kind == VALUE_ELEM && b->type == type;
    return (item || elem) && term_at(t, b->b)->kind == VALUE_INT;
}

value
term_index(struct terms *t, value base, value at, const struct type *type)
{
    struct term wanted = {.kind = VALUE_ELEM, .a = base, .b = at};
    const struct term *n = term_at(t, at);
    int64_t sum;
    if (n->kind == VALUE_INT && n->number == 0)
        return base; /* &p[0] is p */
    const struct term *b = term_at(t, base);
    if (n->kind == VALUE_INT && is_next_step(t, b, type) &&
        !__builtin_add_overflow(term_at(t, b->b)->number, n->number, &sum)) {
        if (sum == 0 && b->kind == VALUE_ELEM)
            return b->a;
        wanted = *b;
        wanted.b = term_int(t, sum);
    }
    value v = term_intern(t, wanted);
    t->v.v[v].type = type;
    return v;
}

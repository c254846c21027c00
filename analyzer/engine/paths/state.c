/* States: sorted arrays of cells and facts. */
#include "explore.h"

#include <string.h>

/* ---- cells -------------------------------------------------------------- */

static size_t
cell_place(const struct cell *v, size_t n, value at)
{
    size_t lo = 0;
    while (lo < n) {
        size_t mid = (lo + n) / 2;
        if (v[mid].at < at)
            lo = mid + 1;
        else
            n = mid;
    }
    return lo;
}

static value
cell_get(const struct cell *v, size_t n, value at)
{
    size_t i = cell_place(v, n, at);
    return i < n && v[i].at == at ? v[i].content : NO_VALUE;
}

#define CELL_SET(keep, vec, where, what)                                      \
    do {                                                                      \
        size_t i_ = cell_place((vec)->v, (vec)->n, (where));                  \
        if (i_ == (vec)->n || (vec)->v[i_].at != (where)) {                   \
            VEC_PUSH((keep), (vec), ((struct cell){0}));                      \
            memmove(&(vec)->v[i_ + 1], &(vec)->v[i_],                         \
                    ((vec)->n - 1 - i_) * sizeof(struct cell));               \
            (vec)->v[i_].at = (where);                                        \
        }                                                                     \
        (vec)->v[i_].content = (what);                                        \
    } while (0)

value
state_slot(const struct state *s, uint32_t slot)
{
    return cell_get(s->slots.v, s->slots.n, slot);
}

void
state_slot_set(arena *keep, struct state *s, uint32_t slot, value v)
{
    CELL_SET(keep, &s->slots, slot, v);
}

void
state_slot_drop(struct state *s, uint32_t slot)
{
    size_t i = cell_place(s->slots.v, s->slots.n, slot);
    if (i == s->slots.n || s->slots.v[i].at != slot)
        return;
    memmove(&s->slots.v[i], &s->slots.v[i + 1],
            (s->slots.n - i - 1) * sizeof(struct cell));
    s->slots.n--;
}

value
state_load(const struct state *s, value address)
{
    return cell_get(s->memory.v, s->memory.n, address);
}

static bool
has_content(const struct cell *v, size_t n, value content)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].content == content)
            return true;
    return false;
}

bool
state_in_slot(const struct state *s, value v)
{
    return has_content(s->slots.v, s->slots.n, v);
}

bool
state_in_memory(const struct state *s, value v)
{
    return has_content(s->memory.v, s->memory.n, v);
}

void
state_store(arena *keep, struct state *s, value address, value v)
{
    CELL_SET(keep, &s->memory, address, v);
}

/* ---- facts -------------------------------------------------------------- */

static size_t
fact_place(const struct state *s, value v)
{
    const struct fact *at = s->facts.v;
    size_t n = s->facts.n;
    /* Without a branch: which half it is cannot be foretold. */
    while (n > 1) {
        size_t half = n / 2;
        at = at[half - 1].v < v ? at + half : at;
        n -= half;
    }
    return (size_t)(at - s->facts.v) + (n == 1 && at->v < v);
}

static const struct fact no_fact = {.lo = INT64_MIN, .hi = INT64_MAX};

const struct fact *
state_fact(const struct state *s, value v)
{
    size_t i = fact_place(s, v);
    return i < s->facts.n && s->facts.v[i].v == v ? &s->facts.v[i] : &no_fact;
}

struct fact *
state_fact_make(struct explorer *x, struct state *s, value v)
{
    assert(v != NO_VALUE);
    size_t i = fact_place(s, v);
    if (i == s->facts.n || s->facts.v[i].v != v) {
        VEC_PUSH(x->keep, &s->facts, no_fact);
        memmove(&s->facts.v[i + 1], &s->facts.v[i],
                (s->facts.n - 1 - i) * sizeof(struct fact));
        s->facts.v[i] = no_fact;
        s->facts.v[i].v = v;
    }
    return &s->facts.v[i];
}

/* ---- whole states ---- */

#define VEC_CLONE(keep, to, from)                                             \
    do {                                                                      \
        (to)->n = (from)->n;                                                  \
        if ((to)->cap < (from)->n) {                                          \
            (to)->cap = (from)->n + 4;                                        \
            (to)->v = arena_room((keep), (to)->cap * sizeof *(to)->v);        \
        }                                                                     \
        if ((from)->n > 0)                                                    \
            memcpy((to)->v, (from)->v, (from)->n * sizeof *(to)->v);          \
    } while (0)

/* A state that may still have room for cells and facts. */
static struct state *
state_spare(struct explorer *x)
{
    return x->spare.n == 0 ? ARENA_NEW(x->keep, struct state)
                           : x->spare.v[--x->spare.n];
}

/* Everything but the arrays of `from`. */
static void
state_become(struct state *s, const struct state *from)
{
    struct state room = *s;
    *s = *from;
    s->slots = room.slots;
    s->memory = room.memory;
    s->facts = room.facts;
}

struct state *
state_new(struct explorer *x)
{
    struct state *s = state_spare(x);
    state_become(s, &(struct state){0});
    s->slots.n = s->memory.n = s->facts.n = 0;
    return s;
}

struct state *
state_clone(struct explorer *x, const struct state *s)
{
    struct state *c = state_spare(x);
    state_become(c, s);
    VEC_CLONE(x->keep, &c->slots, &s->slots);
    VEC_CLONE(x->keep, &c->memory, &s->memory);
    VEC_CLONE(x->keep, &c->facts, &s->facts);
    return c;
}

void
state_free(struct explorer *x, struct state *s)
{
    VEC_PUSH(x->keep, &x->spare, s);
}

static uint64_t
fact_hash(uint64_t h, const struct fact *f)
{
    uint64_t who = (uint64_t)f->v << 32 | (uint64_t)f->null << 24 |
                   (uint64_t)f->origin << 16 | (uint8_t)f->owned;
    uint64_t how = (uint64_t)f->lender << 24 | (uint64_t)f->flags << 8 |
                   (uint8_t)f->held;
    /* Independent of each other: the processor does them at once. */
    who *= UINT64_C(0x9E3779B97F4A7C15);
    how = (how ^ (uintptr_t)f->kind << 20) * UINT64_C(0xC2B2AE3D27D4EB4F);
    uint64_t range = (uint64_t)f->lo * UINT64_C(0x165667B19E3779F9) ^
                     (uint64_t)f->hi * UINT64_C(0xD6E8FEB86659FD93);
    return hash_mix(h, who ^ (how >> 32 | how << 32) ^ range);
}

/* Everything in a state that is a handful of bits. */
static uint64_t
mode_bits(const struct state *s)
{
    return (uint64_t)s->exc | (uint64_t)s->thread << 2 |
           (uint64_t)s->touched << 4 | (uint64_t)s->asked << 5 |
           (uint64_t)s->switched << 6 | (uint64_t)s->doubted << 7 |
           (uint64_t)s->found << 8 | (uint64_t)s->blurred << 10 |
           (uint64_t)s->wrote << 11 | (uint64_t)s->supposed << 12 |
           (uint64_t)s->used << 13 | (uint64_t)s->left << 14;
}

uint64_t
state_hash(const struct state *s)
{
    uint64_t h = hash_mix(1, mode_bits(s));
    for (size_t i = 0; i < s->slots.n; i++)
        h = hash_mix(h,
                     (uint64_t)s->slots.v[i].at << 32 | s->slots.v[i].content);
    h = hash_mix(h, s->slots.n);
    for (size_t i = 0; i < s->memory.n; i++)
        h = hash_mix(h, (uint64_t)s->memory.v[i].at << 32 |
                            s->memory.v[i].content);
    for (size_t i = 0; i < s->facts.n; i++)
        h = fact_hash(h, &s->facts.v[i]);
    return h;
}

static bool
fact_equal(const struct fact *a, const struct fact *b)
{
    return a->v == b->v && a->null == b->null && a->origin == b->origin &&
           a->flags == b->flags && a->owned == b->owned &&
           a->held == b->held && a->kind == b->kind &&
           a->lender == b->lender && a->lo == b->lo && a->hi == b->hi;
}

static bool
cell_equal(const struct cell *a, const struct cell *b)
{
    return a->at == b->at && a->content == b->content;
}

bool
state_equal(const struct state *a, const struct state *b)
{
    if (mode_bits(a) != mode_bits(b) || a->slots.n != b->slots.n ||
        a->memory.n != b->memory.n || a->facts.n != b->facts.n)
        return false;
    for (size_t i = 0; i < a->slots.n; i++)
        if (!cell_equal(&a->slots.v[i], &b->slots.v[i]))
            return false;
    for (size_t i = 0; i < a->memory.n; i++)
        if (!cell_equal(&a->memory.v[i], &b->memory.v[i]))
            return false;
    for (size_t i = 0; i < a->facts.n; i++)
        if (!fact_equal(&a->facts.v[i], &b->facts.v[i]))
            return false;
    return true;
}

bool
state_widen(struct state *a, const struct state *b)
{
    bool changed = false;
    assert(a->facts.n == b->facts.n);
    for (size_t i = 0; i < a->facts.n; i++) {
        struct fact *f = &a->facts.v[i];
        uint16_t both = f->excluded & b->facts.v[i].excluded;
        struct bits bits = bits_join(f->bits, b->facts.v[i].bits);
        changed |= both != f->excluded || bits.clear != f->bits.clear ||
                   bits.set != f->bits.set;
        f->excluded = both;
        f->bits = bits;
    }
    return changed;
}

/* Facts that two states must share to be joined: who owns what. */
static bool
fact_matters(const struct fact *f)
{
    bool ours = (f->flags & FLAG_ESCAPED) == 0 ||
                ((f->flags & FLAG_SHARED) != 0 && f->owned > 0);
    return f->kind != NULL && ours &&
           (f->owned != 0 || f->held != 0 ||
            (f->flags & (FLAG_RELEASED | FLAG_GIVEN)) != 0);
}

/* How many references to a static object values were found to be, round after
   round of a loop, is no more than a bound on what may be released. */
static int
owned_that_matters(const struct explorer *x, const struct fact *f)
{
    enum { MOST = 3 };
    bool bound = (f->flags & FLAG_PASSED) != 0 && f->owned > MOST &&
                 term_at(&x->terms, f->v)->kind == VALUE_GLOBAL;
    return bound ? MOST + 1 : f->owned;
}

uint64_t
state_signature(struct explorer *x, const struct state *s)
{
    /* What happens only without memory stays apart: it is not reported. */
    bool oom = trace_trigger(s->trace) == TRIGGER_OUT_OF_MEMORY;
    uint64_t h = hash_mix(1, mode_bits(s) | (uint64_t)oom << 15);
    struct terms *t = &x->terms;
    t->epoch++;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (fact_matters(f)) {
            h = hash_mix(h, (uint64_t)f->v << 32 | (uint64_t)f->null << 24 |
                                (uint64_t)(uint8_t)f->held << 8 |
                                (uint8_t)owned_that_matters(x, f));
            h = hash_mix(h, f->flags);
            h = hash_mix(h, f->lender);
            t->v.v[f->v].mark = t->epoch;
        }
    }
    for (size_t i = 0; i < s->slots.n; i++)
        if (t->v.v[s->slots.v[i].content].mark == t->epoch)
            h = hash_mix(h, (uint64_t)s->slots.v[i].at << 32 |
                                s->slots.v[i].content);
    for (size_t i = 0; i < s->memory.n; i++)
        if (s->memory.v[i].content != ZEROED &&
            t->v.v[s->memory.v[i].content].mark == t->epoch)
            h = hash_mix(h, (uint64_t)s->memory.v[i].at << 32 |
                                s->memory.v[i].content);
    return h;
}

/* ---- collecting what nothing refers to ---- */

static void
mark(struct terms *t, value v)
{
    while (v != NO_VALUE && v != ZEROED) {
        struct term *n = &t->v.v[v];
        if (n->mark == t->epoch)
            return;
        n->mark = t->epoch;
        mark(t, n->b);
        v = n->kind == VALUE_SYMBOL ? NO_VALUE : n->a;
    }
}

static bool
marked(const struct terms *t, value v)
{
    return t->v.v[v].mark == t->epoch;
}

/* Can the state still speak of v? */
static bool
reachable(const struct terms *t, value v)
{
    const struct term *n = term_at(t, v);
    if (n->lasting || n->mark == t->epoch)
        return true;
    if (n->kind == VALUE_SYMBOL || n->kind == VALUE_PHI)
        return false;
    return reachable(t, n->a) && reachable(t, n->b);
}

/* Mark contents of cells whose address is within reach, to a fixpoint. */
static void
mark_memory(struct terms *t, const struct state *s)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < s->memory.n; i++) {
            const struct cell *c = &s->memory.v[i];
            if (c->content != ZEROED && !marked(t, c->content) &&
                reachable(t, c->at)) {
                mark(t, c->content);
                changed = true;
            }
        }
    }
}

/* Who keeps it alive, and who keeps that alive. */
static void
mark_lenders(struct terms *t, const struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        value v = f->lender;
        if (v == NO_VALUE || !marked(t, f->v))
            continue;
        mark(t, v);
        for (int depth = 1; marked(t, v) && depth < 8; depth++) {
            v = state_fact(s, v)->lender;
            mark(t, v);
        }
    }
}

/* A block that a capsule got: its fields outlive the function with it. */
static bool
is_kept_block(const struct explorer *x, const struct fact *f)
{
    return (f->flags & FLAG_GIVEN) != 0 && f->lender != NO_VALUE &&
           f->kind != x->p->ref && marked(&x->terms, f->lender);
}

static void
mark_facts(const struct explorer *x, struct terms *t, const struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if ((f->owned > 0 && (f->flags & FLAG_ESCAPED) == 0) ||
            (f->flags & FLAG_OWED) != 0)
            mark(t, f->v);
    }
    for (size_t i = 0; i < s->facts.n; i++)
        if (is_kept_block(x, &s->facts.v[i]))
            mark(t, s->facts.v[i].v);
    mark_memory(t, s);
    mark_lenders(t, s);
}

void
state_forget_cell(struct explorer *x, struct state *s, const struct cell *c)
{
    const struct term *t = c->content == ZEROED
                               ? NULL
                               : term_at(&x->terms, c->content);
    if (t != NULL && state_fact(s, c->content)->kind != NULL &&
        !(t->kind == VALUE_SYMBOL && t->a == c->at) &&
        (state_fact(s, c->content)->owned > 0 ||
         (t->kind == VALUE_PARAM && !address_is_private(x, s, c->at))))
        state_fact_make(x, s, c->content)->held++;
}

static void
collect_memory(struct explorer *x, struct state *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (reachable(&x->terms, c.at)) {
            s->memory.v[n++] = c;
            continue;
        }
        state_forget_cell(x, s, &c);
    }
    s->memory.n = n;
}

void
state_collect(struct explorer *x, struct state *s)
{
    struct terms *t = &x->terms;
    t->epoch++;
    for (size_t i = 0; i < s->slots.n; i++)
        mark(t, s->slots.v[i].content);
    mark_facts(x, t, s);
    collect_memory(x, s);
    size_t n = 0;
    for (size_t i = 0; i < s->facts.n; i++) {
        if (!reachable(t, s->facts.v[i].v))
            continue;
        if (n < i)
            s->facts.v[n] = s->facts.v[i];
        n++;
    }
    s->facts.n = n;
}

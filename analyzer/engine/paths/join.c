/* Joining two states of one block that agree on who owns what.
 *
 * A place that holds different values in the two gets the block's own PHI
 * for that place.  There is one PHI per block and place, so repeated joins
 * converge; whatever else still mentions a PHI that is being redefined
 * means its older meaning and is joined too.
 */
#include "explore.h"

struct join {
    struct explorer *x;
    struct state *a;
    const struct state *b;
    uint32_t block;
    struct state *out;
};

static value
phi(struct join *j, uint32_t sub, uint32_t gen)
{
    return term_intern(&j->x->terms, (struct term){.kind = VALUE_PHI,
                                                   .number = j->block,
                                                   .sub = sub,
                                                   .gen = gen});
}

static bool
mentions_redefined(const struct join *j, value v)
{
    if (v == NO_VALUE || v == ZEROED || !term_at(&j->x->terms, v)->has_phi)
        return false;
    for (size_t i = 0; i < j->x->redefined.n; i++)
        if (term_mentions(&j->x->terms, v, j->x->redefined.v[i]))
            return true;
    return false;
}

static bool
is_redefined(const struct join *j, value v)
{
    for (size_t i = 0; i < j->x->redefined.n; i++)
        if (j->x->redefined.v[i] == v)
            return true;
    return false;
}

/* The content at `at`, going up from *i; NO_VALUE when there is none. */
static value
peer(const struct cell *v, size_t n, size_t *i, value at)
{
    while (*i < n && v[*i].at < at)
        ++*i;
    return *i < n && v[*i].at == at ? v[*i].content : NO_VALUE;
}

static bool
same_value(const struct join *j, value va, value vb)
{
    return va == vb && !mentions_redefined(j, va);
}

/* Which places differ, and which do because of those; to a fixpoint. */
static bool
find_slots(struct join *j)
{
    bool changed = false;
    size_t k = 0;
    for (size_t i = 0; i < j->a->slots.n; i++) {
        uint32_t slot = j->a->slots.v[i].at;
        value va = j->a->slots.v[i].content;
        value vb = peer(j->b->slots.v, j->b->slots.n, &k, slot);
        if (same_value(j, va, vb))
            continue;
        value p = phi(j, slot, PHI_SLOT);
        if (is_redefined(j, p))
            continue;
        VEC_PUSH(j->x->keep, &j->x->redefined, p);
        changed = true;
    }
    return changed;
}

static bool
find_memory(struct join *j)
{
    bool changed = false;
    size_t k = 0;
    for (size_t i = 0; i < j->a->memory.n; i++) {
        value at = j->a->memory.v[i].at;
        value va = j->a->memory.v[i].content;
        value vb = peer(j->b->memory.v, j->b->memory.n, &k, at);
        if (vb == NO_VALUE || va == ZEROED || vb == ZEROED ||
            same_value(j, va, vb))
            continue;
        value p = phi(j, at, PHI_MEMORY);
        if (is_redefined(j, p))
            continue;
        VEC_PUSH(j->x->keep, &j->x->redefined, p);
        changed = true;
    }
    return changed;
}

/* ---- facts -------------------------------------------------------------- */

static struct fact
whole_fact(const struct join *j, const struct state *s, value v)
{
    struct fact f = *state_fact(s, v);
    const struct term *t = term_at(&j->x->terms, v);
    if (t->kind == VALUE_GLOBAL && type_is_object_pointer(t->type) &&
        (f.kind == NULL || f.kind == j->x->p->ref)) {
        f.kind = j->x->p->ref;
        f.origin = ORIGIN_STATIC;
    }
    f.null = (uint8_t)value_null(j->x, s, v);
    value_range(j->x, s, v, &f.lo, &f.hi);
    f.bits = value_bits(j->x, s, v);
    return f;
}

/* Bounds that still move are given up, but not at once what code asks for most
   often: whether a number is above or below 0. */
static int64_t
lowered(int64_t lo)
{
    return lo > 1 ? 1 : lo >= -1 ? lo : INT64_MIN;
}

static int64_t
raised(int64_t hi)
{
    return hi < -1 ? -1 : hi <= 1 ? hi : INT64_MAX;
}

/* `type == 12` stands somewhere in the function: where a bound has moved to
   such a number it stays there. */
static void
find_asked(struct explorer *x)
{
    x->asked_found = true;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->kind == OP_BINARY &&
                (op->code == CODE_EQ || op->code == CODE_NE) &&
                op->b.kind == OPERAND_INT)
                VEC_PUSH(x->keep, &x->asked, op->b.number);
        }
}

static bool
is_asked(struct explorer *x, int64_t n)
{
    if (!x->asked_found)
        find_asked(x);
    for (size_t i = 0; i < x->asked.n; i++)
        if (x->asked.v[i] == n)
            return true;
    return false;
}

/* Of static objects, see state_signature(): as many as there may be.  Nothing
   else that differs is joined. */
static int8_t
joined_bound(const struct fact *a, const struct fact *b)
{
    bool bound = (a->flags & b->flags & FLAG_PASSED) != 0 && a->owned > 0 &&
                 b->owned > 0;
    return bound ? FACT_MOST_OWNED : 0;
}

/* `again`: a is the result of an earlier join here, so widen. */
static struct fact
fact_join(struct explorer *x, value v, struct fact a, struct fact b,
          bool again)
{
    struct fact f = a;
    f.v = v;
    f.null = a.null == b.null ? a.null : (uint8_t)NULL_UNKNOWN;
    f.origin = a.origin == b.origin ? a.origin : (uint8_t)ORIGIN_UNKNOWN;
    f.kind = a.kind == b.kind ? a.kind : NULL;
    f.flags = a.flags | b.flags;
    if ((a.flags & b.flags & FLAG_FRESH) == 0)
        f.flags &= (uint32_t)~FLAG_FRESH;
    if ((a.flags & b.flags & FLAG_UNSET) == 0)
        f.flags &= (uint32_t)~FLAG_UNSET;
    uint32_t unshared = (a.flags & FLAG_SHARED) == 0 ? a.flags : b.flags;
    if ((unshared & (FLAG_SHARED | FLAG_ESCAPED)) == FLAG_ESCAPED)
        f.flags &= (uint32_t)~FLAG_SHARED;
    f.lender = a.lender == b.lender ? a.lender : NO_VALUE;
    f.key = a.key == b.key ? a.key : NO_VALUE;
    if (f.lender == NO_VALUE && a.lender != b.lender)
        borrow_settle(&f);
    /* Each is kept alive, by one or the other. */
    if (a.lender != b.lender && a.lender != NO_VALUE && b.lender != NO_VALUE &&
        (f.flags & (FLAG_RELEASED | FLAG_GIVEN)) != 0)
        f.flags |= FLAG_ESCAPED;
    f.lo = a.lo < b.lo ? a.lo : b.lo;
    f.hi = a.hi > b.hi ? a.hi : b.hi;
    if (again && f.lo < a.lo && !is_asked(x, f.lo))
        f.lo = lowered(f.lo);
    if (again && f.hi > a.hi && !is_asked(x, f.hi))
        f.hi = raised(f.hi);
    if (a.owned != b.owned)
        f.owned = joined_bound(&a, &b);
    f.excluded = a.excluded & b.excluded;
    f.bits = bits_join(a.bits, b.bits);
    return f;
}

/* Its lender goes by another name now, one that we do not know. */
static void
settle_lender(const struct join *j, struct fact *f)
{
    if (!mentions_redefined(j, f->lender))
        return;
    f->lender = NO_VALUE;
    borrow_settle(f);
    if ((f->flags & (FLAG_RELEASED | FLAG_GIVEN)) != 0)
        f->flags |= FLAG_ESCAPED;
}

/* What both sides call by different names is one thing by its place. */
static value
joined_place(struct join *j, value va, value vb)
{
    size_t k = 0;
    if (va == NO_VALUE || vb == NO_VALUE || same_value(j, va, vb))
        return va == vb ? va : NO_VALUE;
    for (size_t i = 0; i < j->a->slots.n; i++) {
        const struct cell *c = &j->a->slots.v[i];
        if (peer(j->b->slots.v, j->b->slots.n, &k, c->at) == vb &&
            c->content == va)
            return phi(j, c->at, PHI_SLOT);
    }
    k = 0;
    for (size_t i = 0; i < j->a->memory.n; i++) {
        const struct cell *c = &j->a->memory.v[i];
        if (peer(j->b->memory.v, j->b->memory.n, &k, c->at) == vb &&
            c->content == va && !mentions_redefined(j, c->at))
            return phi(j, c->at, PHI_MEMORY);
    }
    return NO_VALUE;
}

/* A size stays the size of its container. */
static void
keep_size(struct join *j, struct fact *f, const struct fact *a,
          const struct fact *b)
{
    if (a->kind == NULL && b->kind == NULL && a->lender != NO_VALUE)
        f->lender = joined_place(j, a->lender, b->lender);
}

/* `found = NULL; while (...) found = item;`: what is borrowed, if anything.
   Of memory, such as optional arguments, less is known. */
static void
borrow_or_null(const struct join *j, struct fact *null, const struct fact *f)
{
    if (null->null != NULL_IS || null->kind != NULL ||
        f->kind != j->x->p->ref || f->origin != ORIGIN_LENT ||
        (f->flags & (FLAG_RELEASED | FLAG_GIVEN | FLAG_UNSET)) != 0)
        return;
    null->kind = f->kind;
    null->origin = f->origin;
    null->lender = f->lender;
    null->key = f->key;
}

static void
phi_fact(struct join *j, value p, value va, value vb, bool variable)
{
    struct fact a = whole_fact(j, j->a, va);
    struct fact b = whole_fact(j, j->b, vb);
    /* Ownership stays with the values themselves. */
    if (a.owned > 0 || b.owned > 0 || a.held > 0 || b.held > 0) {
        borrow_settle(&a);
        borrow_settle(&b);
    }
    else if (variable) {
        borrow_or_null(j, &a, &b);
        borrow_or_null(j, &b, &a);
    }
    a.owned = b.owned = a.held = b.held = 0;
    struct fact f = fact_join(j->x, p, a, b, va == p);
    settle_lender(j, &f);
    keep_size(j, &f, &a, &b);
    if (f.null != NULL_UNKNOWN || f.kind != NULL || f.lo != INT64_MIN ||
        f.hi != INT64_MAX || (f.bits.clear | f.bits.set) != 0 ||
        f.flags != 0 || f.origin != ORIGIN_UNKNOWN)
        *state_fact_make(j->x, j->out, p) = f;
}

static void
join_facts(struct join *j)
{
    size_t k = 0;
    for (size_t i = 0; i < j->a->facts.n; i++) {
        const struct fact *a = &j->a->facts.v[i];
        while (k < j->b->facts.n && j->b->facts.v[k].v < a->v)
            k++;
        bool both = k < j->b->facts.n && j->b->facts.v[k].v == a->v;
        const struct fact *b = both ? &j->b->facts.v[k]
                                    : state_fact(j->b, NO_VALUE);
        if (mentions_redefined(j, a->v) ||
            (b->v == NO_VALUE && a->kind == NULL))
            continue;
        struct fact f = fact_join(j->x, a->v, *a, b->v == NO_VALUE ? *a : *b,
                                  true);
        f.excluded &= b->excluded;
        f.bits = bits_join(f.bits, b->bits);
        if (mentions_redefined(j, f.key))
            f.key = NO_VALUE;
        settle_lender(j, &f);
        if (b->v != NO_VALUE)
            keep_size(j, &f, a, b);
        VEC_PUSH(j->x->keep, &j->out->facts, f);
    }
}

/* ---- places ---- */

static void
join_slots(struct join *j)
{
    size_t k = 0;
    for (size_t i = 0; i < j->a->slots.n; i++) {
        struct cell c = j->a->slots.v[i];
        value va = c.content;
        value vb = peer(j->b->slots.v, j->b->slots.n, &k, c.at);
        if (!same_value(j, va, vb)) {
            if (vb == NO_VALUE)
                continue;
            c.content = phi(j, c.at, PHI_SLOT);
            phi_fact(j, c.content, va, vb, true);
        }
        VEC_PUSH(j->x->keep, &j->out->slots, c);
    }
}

static void
join_memory(struct join *j)
{
    size_t k = 0;
    for (size_t i = 0; i < j->a->memory.n; i++) {
        struct cell c = j->a->memory.v[i];
        value va = c.content;
        value vb = peer(j->b->memory.v, j->b->memory.n, &k, c.at);
        if (vb == NO_VALUE || mentions_redefined(j, c.at)) {
            if (!mentions_redefined(j, va))
                state_forget_cell(j->x, j->out, &c);
            continue;
        }
        if (!same_value(j, va, vb)) {
            if (va == ZEROED || vb == ZEROED)
                continue;
            c.content = phi(j, c.at, PHI_MEMORY);
            phi_fact(j, c.content, va, vb, false);
        }
        VEC_PUSH(j->x->keep, &j->out->memory, c);
    }
}

/* `while (n--) *--p = 0;`: where p is in its block is given up, and with it
   the only way to the block. */
static void
settle_walkers(struct join *j)
{
    size_t k = 0;
    for (size_t i = 0; i < j->a->slots.n; i++) {
        struct cell c = j->a->slots.v[i];
        value vb = peer(j->b->slots.v, j->b->slots.n, &k, c.at);
        if (vb == NO_VALUE || same_value(j, c.content, vb))
            continue;
        value block = term_root(&j->x->terms, c.content);
        const struct fact *f = state_fact(j->out, block);
        if (block != c.content && block == term_root(&j->x->terms, vb) &&
            f->kind != NULL && f->kind != j->x->p->ref && f->owned > 0 &&
            !has_handle(j->out, block))
            state_fact_make(j->x, j->out, block)->flags |= FLAG_ESCAPED;
    }
}

/* ---- order ---- */

struct order {
    value low, high;
    bool strict; /* they are not equal */
};

/* Which of the two that the fact compares is the lower one? */
static bool
find_order(const struct join *j, const struct fact *f, struct order *o)
{
    const struct term *t = term_at(&j->x->terms, f->v);
    if (t->kind != VALUE_BINARY || f->null == NULL_UNKNOWN ||
        t->code < CODE_LT)
        return false;
    enum op_code code = f->null == NULL_NEVER ? t->code
                                              : op_code_negate(t->code);
    bool less = code == CODE_LT || code == CODE_LE;
    o->low = less ? t->a : t->b;
    o->high = less ? t->b : t->a;
    o->strict = code == CODE_LT || code == CODE_GT;
    return true;
}

/* i, or the i + 1 of the next round */
static bool
is_counter(const struct join *j, value v, value low)
{
    const struct term *t = term_at(&j->x->terms, v);
    const struct term *from = term_at(&j->x->terms, low);
    if (v != low && t->kind == VALUE_INT && from->kind == VALUE_INT)
        return t->number - 1 == from->number;
    return v == low ||
           (t->kind == VALUE_BINARY && t->code == CODE_ADD && t->a == low &&
            term_at(&j->x->terms, t->b)->kind == VALUE_INT);
}

static void
note_order(struct join *j, enum op_code code, value low, value high)
{
    value v = term_intern(&j->x->terms, (struct term){.kind = VALUE_BINARY,
                                                      .code = code,
                                                      .a = low,
                                                      .b = high});
    state_fact_make(j->x, j->out, v)->null = NULL_NEVER;
}

/* i < n on the one side; and on the other, where i has another value?  At the
   head of a loop that counts up to n, i is at most n. */
static void
keep_order_of(struct join *j, const struct state *s, const struct state *other,
              const struct order *o)
{
    size_t k = 0;
    for (size_t i = 0; i < s->slots.n; i++) {
        const struct cell *c = &s->slots.v[i];
        if (!is_counter(j, c->content, o->low))
            continue;
        value peers = peer(other->slots.v, other->slots.n, &k, c->at);
        if (peers == NO_VALUE || same_value(j, c->content, peers))
            continue;
        value p = phi(j, c->at, PHI_SLOT);
        if (o->strict && c->content == o->low &&
            value_is_below(j->x, other, peers, o->high))
            note_order(j, CODE_LT, p, o->high);
        else if (value_is_at_most(j->x, s, c->content, o->high) &&
                 value_is_at_most(j->x, other, peers, o->high))
            note_order(j, CODE_LE, p, o->high);
    }
}

static void
keep_order(struct join *j, const struct state *s, const struct state *other)
{
    struct order o;
    for (size_t i = 0; i < s->facts.n; i++)
        if (find_order(j, &s->facts.v[i], &o) &&
            !mentions_redefined(j, o.high))
            keep_order_of(j, s, other, &o);
}

bool
state_join(struct explorer *x, struct state *a, const struct state *b,
           uint32_t block)
{
    assert(a->exc == b->exc && a->thread == b->thread);
    struct join j = {.x = x, .a = a, .b = b, .block = block};
    x->redefined.n = 0;
    while (find_slots(&j) | find_memory(&j))
        continue;
    j.out = state_new(x);
    j.out->exc = a->exc;
    j.out->thread = a->thread;
    j.out->touched = a->touched;
    j.out->switched = a->switched;
    j.out->asked = a->asked;
    j.out->doubted = a->doubted;
    j.out->supposed = a->supposed;
    j.out->used = a->used;
    j.out->left = a->left;
    j.out->found = a->found;
    j.out->blurred = a->blurred;
    j.out->wrote = a->wrote;
    j.out->rounds = a->rounds < b->rounds ? a->rounds : b->rounds;
    j.out->trace = trace_likelier(a->trace, b->trace);
    j.out->joined = true;
    join_facts(&j);
    join_slots(&j);
    join_memory(&j);
    settle_walkers(&j);
    keep_order(&j, a, b);
    keep_order(&j, b, a);
    state_collect(x, j.out);
    if (state_equal(a, j.out)) {
        bool wider = state_widen(a, j.out);
        a->joined = true;
        a->trace = j.out->trace;
        state_free(x, j.out);
        return wider;
    }
    struct state old = *a;
    *a = *j.out;
    *j.out = old;
    state_free(x, j.out);
    return true;
}

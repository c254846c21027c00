/* What the callers of a function of the program cannot know.
 *
 * A helper that returns "the same object or a new one", or that takes a
 * reference on some of its ways out, leaves it to the caller to find out
 * which it was.  Where result, conditions and out-parameters of two outcomes
 * look the same, the caller has other means (identity != key, a flag in a
 * struct) that an outcome does not express: what follows for the argument or
 * the result is then a possibility and no more.
 */
#include "call.h"
#include "doubt.h"
#include "summary.h"

struct doubting {
    const struct explorer *x;
    const struct outcome *outcomes;
    const struct param *params;
    size_t n_params;
};

/* ---- arguments that the function fetches itself ---- */

/* va_arg(ap, struct node *): what comes of the pointer is not followed. */
static const struct type *
fetched_pointer(const struct op *op)
{
    bool pointer = op->kind == OP_HAVOC && op->dst != NO_SLOT &&
                   type_is_pointer(op->type) && op->type->target != NULL &&
                   op->type->target->kind != TYPE_FUNCTION;
    return pointer ? op->type : NULL;
}

bool
doubt_rest(struct explorer *x, struct param *rest, size_t n_outcomes)
{
    const struct type *t = NULL;
    assert(n_outcomes > 0 && n_outcomes <= CONTRACT_MAX_OUTCOMES);
    for (size_t b = 0; b < x->f->n_blocks && x->f->type->variadic; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops && t == NULL; i++)
            t = fetched_pointer(&x->f->blocks[b].ops[i]);
    *rest = (struct param){.name = x->p->rest};
    if (t == NULL)
        return false;
    if (type_is_object_pointer(t)) {
        rest->doubt = UINT32_MAX >> (32 - n_outcomes);
        return true;
    }
    struct effect *e = ARENA_NEW(x->summary_keep, struct effect);
    *e = (struct effect){.verb = VERB_ESCAPES,
                         .kind = x->p->ref,
                         .other = -1,
                         .when = WHEN_ALWAYS};
    rest->effects = e;
    rest->n_effects = 1;
    return true;
}

/* ---- what a caller can tell apart ---- */

static bool
number_meets(int64_t n, const struct cond *c)
{
    switch (c->compare) {
    case COMPARE_EQ:
        return n == c->number;
    case COMPARE_NE:
        return n != c->number;
    case COMPARE_LT:
        return n < c->number;
    case COMPARE_GE:
        return n >= c->number;
    }
    return true;
}

/* Some number at the edge of a meets b too. */
static bool
holds_for_both(const struct cond *a, const struct cond *b)
{
    if (a->number == INT64_MIN || a->number == INT64_MAX)
        return true;
    for (int64_t n = a->number - 1; n <= a->number + 1; n++)
        if (number_meets(n, a) && number_meets(n, b))
            return true;
    return false;
}

static bool
conds_exclude(const struct cond *a, const struct cond *b)
{
    if (a->kind != COND_PARAM || b->kind != COND_PARAM)
        return a->kind != COND_PARAM && b->kind != COND_PARAM &&
               a->kind != b->kind;
    if (a->param != b->param || a->cell != b->cell || a->null != b->null)
        return false;
    return !holds_for_both(a, b) && !holds_for_both(b, a);
}

static bool
conditions_differ(const struct outcome *a, const struct outcome *b)
{
    for (size_t i = 0; i < a->n_conds; i++)
        for (size_t k = 0; k < b->n_conds; k++)
            if (conds_exclude(&a->conds[i], &b->conds[k]))
                return true;
    return false;
}

static bool
results_differ(const struct outcome *a, const struct outcome *b)
{
    if ((a->exc == EXC_SET && (b->exc == EXC_KEEP || b->exc == EXC_NONE)) ||
        (b->exc == EXC_SET && (a->exc == EXC_KEEP || a->exc == EXC_NONE)))
        return true;
    if (a->result == RESULT_RANGE && b->result == RESULT_RANGE)
        return a->hi < b->lo || b->hi < a->lo;
    if (a->result == RESULT_VALUE || b->result == RESULT_VALUE)
        return false;
    return (a->result == RESULT_NULL) != (b->result == RESULT_NULL);
}

static const struct effect *
effect_in(const struct param *p, size_t outcome, bool cell)
{
    for (size_t i = 0; i < p->n_effects; i++) {
        const struct effect *e = &p->effects[i];
        if ((e->when >> outcome & 1) != 0 && e->verb != VERB_NULL &&
            (e->verb >= VERB_GIVES) == cell)
            return e;
    }
    return NULL;
}

static bool
is_zero(const struct effect *e)
{
    return e->verb == VERB_NULLS || e->verb == VERB_CLEARS ||
           (e->known && e->number == 0);
}

/* The caller reads its variable: NULL here and an object there. */
static bool
cells_differ(const struct effect *a, const struct effect *b)
{
    if (a == NULL || b == NULL)
        return false;
    bool filled = (a->verb == VERB_GIVES || a->verb == VERB_LENDS) ||
                  (b->verb == VERB_GIVES || b->verb == VERB_LENDS);
    if (is_zero(a) != is_zero(b))
        return filled || (a->known && b->known);
    return a->known && b->known && a->number != b->number;
}

static bool
told_apart(const struct doubting *d, size_t i, size_t k)
{
    const struct outcome *a = &d->outcomes[i], *b = &d->outcomes[k];
    if (results_differ(a, b) || conditions_differ(a, b))
        return true;
    for (size_t p = 0; p < d->n_params; p++)
        if (cells_differ(effect_in(&d->params[p], i, true),
                         effect_in(&d->params[p], k, true)))
            return true;
    return false;
}

/* ---- what differs all the same ---- */

/* What the caller is left with: +1 a reference, -1 one less. */
static int
balance(const struct effect *e)
{
    if (e == NULL)
        return 0;
    if (e->verb == VERB_ACQUIRES || e->verb == VERB_GIVES ||
        e->verb == VERB_REPLACES)
        return 1;
    return e->verb == VERB_RELEASES || e->verb == VERB_STEALS ? -1 : 0;
}

static bool
differs(const struct param *p, size_t i, size_t k)
{
    const struct effect *a = effect_in(p, i, false);
    const struct effect *b = effect_in(p, k, false);
    if (balance(a) != balance(b))
        return true;
    a = effect_in(p, i, true);
    b = effect_in(p, k, true);
    if (a == NULL || b == NULL)
        return false;
    /* A block on the heap is replaced, one on the stack is left alone. */
    return balance(a) != balance(b) ||
           (a->verb == VERB_REPLACES) != (b->verb == VERB_REPLACES);
}

enum owner { OWNER_OPEN, OWNER_CALLER, OWNER_OTHER };

static enum owner
result_owner(const struct doubting *d, size_t i)
{
    const struct outcome *o = &d->outcomes[i];
    if (o->result == RESULT_NEW || o->result == RESULT_FRESH)
        return OWNER_CALLER;
    if (o->result == RESULT_SAME) {
        const struct effect *e = effect_in(&d->params[o->param], i, false);
        return e == NULL                  ? OWNER_OTHER
               : e->verb == VERB_ACQUIRES ? OWNER_CALLER
                                          : OWNER_OPEN;
    }
    return o->result == RESULT_LENT || o->placed || o->found ? OWNER_OTHER
                                                             : OWNER_OPEN;
}

/* What is in doubt where nothing else happened is in doubt beside an
   exception too. */
static void
spread(struct param *p, size_t n)
{
    uint32_t doubt = p->doubt;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++)
            if ((doubt >> k & 1) != 0 && balance(effect_in(p, i, false)) < 0 &&
                balance(effect_in(p, k, false)) < 0)
                p->doubt |= UINT32_C(1) << i;
}

/* Whether the argument has come to stay somewhere is told by a struct that is
   returned by value, which no caller is followed into. */
static void
escape_in_both(struct param *p, size_t i, size_t k)
{
    for (size_t n = 0; n < p->n_effects; n++) {
        struct effect *e = (struct effect *)&p->effects[n];
        if (e->verb == VERB_ESCAPES && (e->when >> i & 1) != 0)
            e->when |= UINT32_C(1) << k;
        else if (e->verb == VERB_ESCAPES && (e->when >> k & 1) != 0)
            e->when |= UINT32_C(1) << i;
    }
}

static void
doubt_param(struct param *p, size_t i, size_t k)
{
    if (differs(p, i, k))
        p->doubt |= UINT32_C(1) << i | UINT32_C(1) << k;
    parts_doubt(p, i, k);
}

void
doubt_mark(struct explorer *x, struct outcome *outcomes, size_t n,
           struct param *params, size_t n_params)
{
    struct doubting d = {x, outcomes, params, n_params};
    bool record = x->f->type->target != NULL &&
                  x->f->type->target->kind == TYPE_RECORD;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++) {
            if (told_apart(&d, i, k))
                continue;
            for (size_t p = 0; p < n_params; p++) {
                doubt_param(&params[p], i, k);
                if (record)
                    escape_in_both(&params[p], i, k);
            }
            if (outcomes[i].turn != outcomes[k].turn)
                outcomes[i].turn = outcomes[k].turn = TURN_UNKNOWN;
            enum owner a = result_owner(&d, i), b = result_owner(&d, k);
            if (a != b && a != OWNER_OPEN && b != OWNER_OPEN)
                outcomes[i].doubt = outcomes[k].doubt = true;
        }
    for (size_t p = 0; p < n_params; p++)
        spread(&params[p], n);
}

/* A new object that went to a function together with arguments, such as a node
   that is linked to others: who owns it cannot be told. */
bool
doubt_is_placed(const struct explorer *x, const struct fact *f)
{
    bool objects = false;
    for (size_t i = 0; i < x->f->n_params; i++)
        objects |= type_is_object_pointer(x->f->slots[i].type);
    return objects && f->origin == ORIGIN_NEW && f->kind == x->p->ref &&
           (f->flags & FLAG_ESCAPED) != 0;
}

/* A block that a field of an argument holds, `return m->buffer;`. */
bool
doubt_is_found(const struct explorer *x, const struct term *t)
{
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE ||
        type_is_object_pointer(x->f->type->target))
        return false;
    const struct term *at = term_at(&x->terms, t->a);
    return at->kind == VALUE_FIELD &&
           term_at(&x->terms, term_root(&x->terms, at->a))->kind ==
               VALUE_PARAM;
}

/* ---- callers ---- */

/* Whose the object is is not known, not even to the helper. */
static bool
has_vague_owner(const struct outcome *o)
{
    bool lent = o->result == RESULT_LENT && o->param < 0 && o->global == NULL;
    return (o->doubt && lent) || (!o->found && (o->result == RESULT_NONNULL ||
                                                o->result == RESULT_VALUE));
}

void
doubt_result(struct explorer *x, struct state *s, const struct contract *c,
             value v)
{
    struct fact *f = state_fact_make(x, s, v);
    bool mixed = (f->flags & FLAG_DOUBT) == 0;
    /* A block that somebody else has worked with is still the one that was
       made. */
    bool block = f->kind != NULL && f->kind != x->p->ref;
    for (size_t i = 0; mixed && !block && i < c->n_outcomes; i++)
        mixed = !has_vague_owner(&c->outcomes[i]);
    f->flags |= mixed ? FLAG_DOUBT | FLAG_MIXED : FLAG_DOUBT;
}

/* It does this or that to an argument, without a failure. */
static bool
decides(const struct contract *c)
{
    for (size_t p = 0; p < c->n_params; p++)
        for (size_t i = 0; i < c->n_outcomes; i++)
            for (size_t k = 0; k < i; k++)
                if (!contract_outcome_fails(&c->outcomes[i]) &&
                    !contract_outcome_fails(&c->outcomes[k]) &&
                    differs(&c->params[p], i, k))
                    return true;
    return false;
}

/* Another helper, which finds out, as by release(identity, key). */
static bool
calls_one_that_decides(const struct explorer *x)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            const struct contract *c = op->kind == OP_CALL
                                           ? program_line(x->p, op)
                                           : NULL;
            if (c != NULL && contract_is_inferred(c) && decides(c))
                return true;
        }
    return false;
}

/* A call that may go well in more than one way, such as a type check. */
static bool
is_question(const struct trace *t)
{
    size_t ways = 0;
    if (t->kind != STEP_CALL || t->callee == NULL)
        return false;
    for (size_t i = 0; i < t->callee->n_outcomes; i++) {
        const struct outcome *o = &t->callee->outcomes[i];
        ways += o->exc != EXC_SET && !o->doubt;
    }
    return ways > 1;
}

/* Something in memory, or the block compared with something. */
static bool
asks_for_block(const struct explorer *x, value about, value block)
{
    const struct term *t = term_at(&x->terms, about);
    if (t->kind == VALUE_UNARY)
        return asks_for_block(x, t->a, block);
    if (t->kind == VALUE_BINARY)
        return t->a == block || t->b == block ||
               asks_for_block(x, t->a, block) ||
               asks_for_block(x, t->b, block);
    return about != block && term_read_from(t) != NO_VALUE;
}

/* `if (m->kind != kind) free(values);`: which kind it is, or whether the block
   is the one that the argument has. */
static bool
is_block_told_apart(const struct explorer *x, const struct state *s, value v)
{
    const struct op *made = term_at(&x->terms, v)->op;
    for (const struct trace *t = s->trace; t != NULL && t->op != made;
         t = t->prev)
        if (t->kind == STEP_BRANCH &&
            (t->about == NO_VALUE || asks_for_block(x, t->about, v)))
            return true;
    return false;
}

/* The call of a helper that came to an outcome which is in doubt. */
static bool
is_doubted(const struct trace *t)
{
    return t->kind == STEP_CALL && t->callee != NULL && t->outcome >= 0 &&
           (size_t)t->outcome < t->callee->n_outcomes &&
           contract_is_inferred(t->callee) &&
           t->callee->outcomes[t->outcome].doubt;
}

/* A number that each outcome of a call has of its own was asked for with the
   call. */
static bool
is_open_branch(const struct explorer *x, const struct trace *t,
               const struct fact *f)
{
    return t->kind == STEP_BRANCH && t->about != f->v &&
           term_at(&x->terms, t->about)->kind != VALUE_INT &&
           !open_result_is_failure_test(x, t);
}

/* Which of its outcomes a helper came to is in doubt only where the caller
   may have found out: where all that was asked on the way is whether some
   call has failed, or before it what the helper does not ask, the caller went
   on without knowing. */
bool
doubt_is_settled(const struct explorer *x, const struct state *s,
                 const struct fact *f)
{
    const struct trace *made = NULL;
    bool asked = false; /* before it */
    if ((f->flags & FLAG_MIXED) == 0)
        return false;
    if (f->kind != x->p->ref)
        return !is_block_told_apart(x, s, f->v) && !calls_one_that_decides(x);
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (is_doubted(t) && asked)
            return false;
        if (is_doubted(t)) {
            made = t;
            continue;
        }
        if (!is_question(t) && !is_open_branch(x, t, f))
            continue;
        if (made == NULL || doubt_is_foreseen(x, made, t))
            return false;
        asked = true;
    }
    return !calls_one_that_decides(x);
}

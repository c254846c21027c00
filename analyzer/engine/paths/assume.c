/* Numbers, nullness, and what follows from a condition. */
#include "explore.h"
#include "given.h"

#include <string.h>

/* ---- ranges ------------------------------------------------------------- */

static int64_t
add_saturated(int64_t a, int64_t b)
{
    int64_t r;
    if (a == INT64_MIN || a == INT64_MAX)
        return a;
    if (__builtin_add_overflow(a, b, &r))
        return b > 0 ? INT64_MAX : INT64_MIN;
    return r;
}

/* n & MASK; with a single bit it is 0 or that bit. */
static void
masked_range(const struct explorer *x, const struct term *t, bool any_bit,
             int64_t *lo, int64_t *hi)
{
    if (t->kind != VALUE_BINARY || t->code != CODE_AND ||
        term_at(&x->terms, t->b)->kind != VALUE_INT)
        return;
    int64_t mask = term_at(&x->terms, t->b)->number;
    if (mask <= 0)
        return;
    *lo = *lo < any_bit ? any_bit : *lo;
    *hi = *hi > mask ? mask : *hi;
    if ((mask & (mask - 1)) != 0)
        return;
    if (*lo > 0)
        *lo = mask;
    if (*hi < mask)
        *hi = 0;
}

/* half = n / 2 */
static void
quotient_range(struct explorer *x, const struct state *s, const struct term *t,
               int64_t *lo, int64_t *hi)
{
    const struct term *by = term_at(&x->terms, t->b);
    int64_t alo, ahi;
    if (by->kind != VALUE_INT || by->number <= 0)
        return;
    value_range(x, s, t->a, &alo, &ahi);
    alo /= by->number;
    ahi /= by->number;
    *lo = alo > *lo ? alo : *lo;
    *hi = ahi < *hi ? ahi : *hi;
}

/* Intersect with what the shape of the term says. */
static void
shape_range(struct explorer *x, const struct state *s, const struct term *t,
            int64_t *lo, int64_t *hi)
{
    int64_t alo, ahi, n;
    if (t->kind == VALUE_UNARY && t->code == CODE_LNOT) {
        enum null_state null = value_null(x, s, t->a);
        *lo = null == NULL_IS ? 1 : 0;
        *hi = null == NULL_NEVER ? 0 : 1;
    }
    else if (t->kind == VALUE_BINARY && t->code >= CODE_EQ)
        truth_range(x, s, t, lo, hi);
    else if (t->kind == VALUE_BINARY &&
             (t->code == CODE_ADD || t->code == CODE_SUB) &&
             term_at(&x->terms, t->b)->kind == VALUE_INT) {
        n = term_at(&x->terms, t->b)->number;
        if (n == INT64_MIN)
            return;
        value_range(x, s, t->a, &alo, &ahi);
        n = t->code == CODE_ADD ? n : -n;
        alo = add_saturated(alo, n);
        ahi = add_saturated(ahi, n);
        *lo = alo > *lo ? alo : *lo;
        *hi = ahi < *hi ? ahi : *hi;
    }
    else if (t->kind == VALUE_BINARY && t->code == CODE_DIV)
        quotient_range(x, s, t, lo, hi);
}

void
value_range(struct explorer *x, const struct state *s, value v, int64_t *lo,
            int64_t *hi)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_INT) {
        *lo = *hi = t->number;
        return;
    }
    const struct fact *f = state_fact(s, v);
    *lo = f->lo;
    *hi = f->hi;
    if (f->null == NULL_IS)
        *lo = *hi = 0;
    else
        shape_range(x, s, t, lo, hi);
    if (f->null == NULL_NEVER && *lo == 0)
        *lo = 1;
    if (f->null == NULL_NEVER && *hi == 0)
        *hi = -1;
    masked_range(x, t, f->null == NULL_NEVER, lo, hi);
}

enum null_state
value_null(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_INT)
        return t->number == 0 ? NULL_IS : NULL_NEVER;
    if (term_is_address(t))
        return NULL_NEVER;
    const struct fact *f = state_fact(s, v);
    if (f->null != NULL_UNKNOWN)
        return f->null;
    if (f->lo > 0 || f->hi < 0)
        return NULL_NEVER;
    if (f->lo == 0 && f->hi == 0)
        return NULL_IS;
    /* Arithmetic on NULL does not happen. */
    if (t->kind == VALUE_ELEM && term_at(&x->terms, t->b)->kind == VALUE_INT)
        return NULL_NEVER;
    if (t->kind == VALUE_FIELD || t->kind == VALUE_ELEM)
        return value_null(x, s, t->a) == NULL_NEVER ? NULL_NEVER
                                                    : NULL_UNKNOWN;
    return NULL_UNKNOWN;
}

/* ---- refinement ---- */

static bool
set_null(struct explorer *x, struct state *s, value v, bool is_null)
{
    enum null_state now = value_null(x, s, v);
    enum null_state want = is_null ? NULL_IS : NULL_NEVER;
    if (now != NULL_UNKNOWN)
        return now == want;
    if (is_null && is_given_item(x, v))
        return false;
    struct fact *f = state_fact_make(x, s, v);
    f->null = (uint8_t)want;
    if (is_null && f->kind != NULL && f->owned > 0)
        f->owned = 0;
    return true;
}

static bool
set_range(struct explorer *x, struct state *s, value v, int64_t lo, int64_t hi)
{
    int64_t now_lo, now_hi;
    value_range(x, s, v, &now_lo, &now_hi);
    lo = lo > now_lo ? lo : now_lo;
    hi = hi < now_hi ? hi : now_hi;
    if (lo > hi)
        return false;
    if (term_at(&x->terms, v)->kind == VALUE_INT)
        return true;
    struct fact *f = state_fact_make(x, s, v);
    f->lo = lo;
    f->hi = hi;
    if (lo == 0 && hi == 0)
        f->null = NULL_IS;
    else if (lo > 0 || hi < 0)
        f->null = NULL_NEVER;
    return true;
}

enum op_code
op_code_negate(enum op_code code)
{
    switch (code) {
    case CODE_EQ:
        return CODE_NE;
    case CODE_NE:
        return CODE_EQ;
    case CODE_LT:
        return CODE_GE;
    case CODE_LE:
        return CODE_GT;
    case CODE_GT:
        return CODE_LE;
    case CODE_GE:
        return CODE_LT;
    case CODE_NONE:
    case CODE_NEG:
    case CODE_NOT:
    case CODE_LNOT:
    case CODE_ADD:
    case CODE_SUB:
    case CODE_MUL:
    case CODE_DIV:
    case CODE_REM:
    case CODE_AND:
    case CODE_OR:
    case CODE_XOR:
    case CODE_SHL:
    case CODE_SHR:
    case CODE_COUNT:
        break;
    }
    return CODE_NONE;
}

enum op_code
op_code_mirror(enum op_code code)
{
    if (code == CODE_LT)
        return CODE_GT;
    if (code == CODE_LE)
        return CODE_GE;
    if (code == CODE_GT)
        return CODE_LT;
    if (code == CODE_GE)
        return CODE_LE;
    return code;
}

/* What was found not to be 2, and is from 2 to 3, is 3. */
static bool
skip_excluded(struct explorer *x, struct state *s, value a)
{
    enum { STEPS = 8 };
    int64_t lo, hi;
    for (int i = 0; i < STEPS; i++) {
        value_range(x, s, a, &lo, &hi);
        if (hi - STEPS > lo)
            return true;
        if (comparison_told(x, s, CODE_EQ, a, term_int(&x->terms, lo)) ==
            NULL_IS)
            lo++;
        else if (comparison_told(x, s, CODE_EQ, a, term_int(&x->terms, hi)) ==
                 NULL_IS)
            hi--;
        else
            return true;
        if (!set_range(x, s, a, lo, hi))
            return false;
    }
    return true;
}

static bool
compare_unequal(struct explorer *x, struct state *s, value a, int64_t n)
{
    int64_t lo, hi;
    value_range(x, s, a, &lo, &hi);
    if (lo == n && hi == n)
        return false;
    if (n == 0)
        return set_null(x, s, a, false);
    if (lo == n)
        return set_range(x, s, a, n + 1, hi) && skip_excluded(x, s, a);
    if (hi == n)
        return set_range(x, s, a, lo, n - 1) && skip_excluded(x, s, a);
    return true;
}

/* a is what a comparison with a constant says of a sum: a + k < n. */
static bool
compare_sum(struct explorer *x, struct state *s, enum op_code code, value a,
            int64_t n)
{
    const struct term *t = term_at(&x->terms, a);
    int64_t k;
    if (t->kind != VALUE_BINARY ||
        (t->code != CODE_ADD && t->code != CODE_SUB) ||
        term_at(&x->terms, t->b)->kind != VALUE_INT)
        return true;
    k = term_at(&x->terms, t->b)->number;
    if (k == INT64_MIN ||
        __builtin_sub_overflow(n, t->code == CODE_ADD ? k : -k, &n))
        return true;
    return assume_compare(x, s, code, t->a, term_int(&x->terms, n));
}

static bool
narrow(struct explorer *x, struct state *s, enum op_code code, value a,
       int64_t n)
{
    switch (code) {
    case CODE_EQ:
        if (n == 0)
            return set_null(x, s, a, true);
        return set_range(x, s, a, n, n);
    case CODE_NE:
        return compare_unequal(x, s, a, n);
    case CODE_LT:
        return n != INT64_MIN && set_range(x, s, a, INT64_MIN, n - 1);
    case CODE_LE:
        return set_range(x, s, a, INT64_MIN, n);
    case CODE_GT:
        return n != INT64_MAX && set_range(x, s, a, n + 1, INT64_MAX);
    case CODE_GE:
        return set_range(x, s, a, n, INT64_MAX);
    case CODE_NONE:
    case CODE_NEG:
    case CODE_NOT:
    case CODE_LNOT:
    case CODE_ADD:
    case CODE_SUB:
    case CODE_MUL:
    case CODE_DIV:
    case CODE_REM:
    case CODE_AND:
    case CODE_OR:
    case CODE_XOR:
    case CODE_SHL:
    case CODE_SHR:
    case CODE_COUNT:
        break;
    }
    return true;
}

/* What follows for the operands when a comparison is found true or false. */
static bool
assume_parts(struct explorer *x, struct state *s, const struct term *t,
             bool truth)
{
    if (t->kind == VALUE_UNARY && t->code == CODE_LNOT)
        return assume(x, s, t->a, !truth);
    if (t->kind == VALUE_BINARY && t->code >= CODE_EQ)
        return assume_compare(x, s, truth ? t->code : op_code_negate(t->code),
                              t->a, t->b);
    return true;
}

/* Pointers are compared as numbers without a sign. */
static enum op_code
as_unsigned(enum op_code code)
{
    return code == CODE_LE ? CODE_EQ : code == CODE_GT ? CODE_NE : code;
}

/* (PyObject *)1 stands for something else than an object or a block. */
#define LOWEST_ADDRESS 4096

static bool
is_made_here(const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    return f->kind != NULL && f->origin == ORIGIN_NEW && f->owned > 0;
}

static bool
compare_number(struct explorer *x, struct state *s, enum op_code code, value a,
               int64_t n)
{
    struct term t = *term_at(&x->terms, a);
    if (n == 0 && type_is_pointer(t.type)) {
        if (code == CODE_LT || code == CODE_GE)
            return code == CODE_GE;
        code = as_unsigned(code);
    }
    if (n > 0 && n < LOWEST_ADDRESS && type_is_pointer(t.type) &&
        is_made_here(s, a))
        return code == CODE_NE || code == CODE_GT || code == CODE_GE;
    enum null_state before = value_null(x, s, a);
    if (!compare_sum(x, s, code, a, n) || !narrow(x, s, code, a, n))
        return false;
    enum null_state now = value_null(x, s, a);
    int64_t lo, hi;
    value_range(x, s, a, &lo, &hi);
    if (now == NULL_UNKNOWN && lo == 1 && hi == 1)
        now = NULL_NEVER;
    if (before != NULL_UNKNOWN || now == NULL_UNKNOWN)
        return true;
    return assume_parts(x, s, &t, now == NULL_NEVER);
}

/* `result == Py_False`: what is owned of it is released by either name. */
static void
found_static(struct explorer *x, struct state *s, value a, value object)
{
    struct fact *f = state_fact_make(x, s, a);
    int8_t owned = f->owned > 0 ? f->owned : 0;
    f->flags |= FLAG_STATIC;
    sym kind = f->kind;
    found_singleton(x, s, a, term_at(&x->terms, object)->name);
    struct fact *g = state_fact_make(x, s, object);
    g->kind = kind;
    if (g->owned <= FACT_MOST_OWNED - owned)
        g->owned = (int8_t)(g->owned + owned);
    g->flags |= FLAG_PASSED;
    /* Found in memory, which may own it. */
    if (owned == 0 && term_read_from(term_at(&x->terms, a)) != NO_VALUE)
        g->flags |= FLAG_DOUBT;
}

/* Two names of an object that something else owns by one of them: `entry->key
   == key` and then the release of the entry's reference by the short name.
 */
static void
found_alias(struct explorer *x, struct state *s, value a, value b)
{
    const struct term *t = term_at(&x->terms, b);
    const struct fact *f = state_fact(s, a);
    bool open = f->kind == NULL && term_at(&x->terms, a)->kind == VALUE_SYMBOL;
    bool owner = f->origin == ORIGIN_FIELD || open ||
                 (f->flags & FLAG_ESCAPED) != 0;
    if ((t->kind == VALUE_PARAM || t->kind == VALUE_GLOBAL) && owner &&
        (open || f->kind == x->p->ref) && type_is_object_pointer(t->type))
        state_fact_make(x, s, b)->flags |= FLAG_DOUBT;
}

/* `old == placeholder`, and what is put back is the placeholder. */
static void
found_in_list(struct explorer *x, struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    if (f->kind == x->p->ref &&
        (f->origin == ORIGIN_LENT || f->origin == ORIGIN_ITEM ||
         f->origin == ORIGIN_FIELD))
        state_fact_make(x, s, v)->flags |= FLAG_PASSED;
}

/* `if (node == self->last) return;`: memory of the caller that is where it
   belongs already. */
static void
found_in_place(struct explorer *x, struct state *s, value a, value b)
{
    value from = term_read_from(term_at(&x->terms, a));
    const struct term *t = term_at(&x->terms, b);
    if (from != NO_VALUE && t->kind == VALUE_PARAM &&
        type_is_pointer(t->type) && !type_is_object_pointer(t->type) &&
        term_at(&x->terms, term_root(&x->terms, from))->kind != VALUE_LOCAL)
        state_fact_make(x, s, b)->flags |= FLAG_ESCAPED;
}

/* A function of ours that returns this very variable at one of its returns:
   what it returns at the others is something else. */
static bool
is_other_result(const struct explorer *x, value v, value variable)
{
    const struct term *t = term_at(&x->terms, v);
    const struct term *g = term_at(&x->terms, variable);
    if (g->kind != VALUE_GLOBAL || t->kind != VALUE_SYMBOL || t->sub != 0 ||
        t->op == NULL || t->op->kind != OP_CALL || t->op->callee == NULL)
        return false;
    const struct procedure *p = program_find(x->p, x->unit, t->op->callee);
    const struct contract *c = p == NULL ? NULL : p->summary;
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++)
        if (c->outcomes[i].global == g->name)
            return true;
    return false;
}

/* A function of ours that returns this argument itself at some of its returns:
   what is new at the others is something else. */
static bool
is_not_itself(const struct explorer *x, const struct state *s, value v,
              value argument)
{
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    if (f->origin != ORIGIN_NEW || f->key != argument ||
        argument == NO_VALUE || t->kind != VALUE_SYMBOL || t->op == NULL ||
        t->op->kind != OP_CALL || t->op->callee == NULL)
        return false;
    const struct procedure *p = program_find(x->p, x->unit, t->op->callee);
    const struct contract *c = p == NULL ? NULL : p->summary;
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++)
        if (c->outcomes[i].result == RESULT_SAME &&
            c->outcomes[i].param == 0 && !c->outcomes[i].behind)
            return true;
    return false;
}

/* Two values of which neither is a constant. */
static bool
compare_values(struct explorer *x, struct state *s, enum op_code code, value a,
               value b)
{
    const struct term *ta = term_at(&x->terms, a);
    const struct term *tb = term_at(&x->terms, b);
    if (a == b)
        return code == CODE_EQ || code == CODE_LE || code == CODE_GE;
    if (code == CODE_EQ &&
        (value_differs(x, s, a, b) || value_differs(x, s, b, a) ||
         types_differ(s, a, b) || is_other_result(x, a, b) ||
         is_other_result(x, b, a) || is_not_itself(x, s, a, b) ||
         is_not_itself(x, s, b, a)))
        return false;
    if (code == CODE_EQ) {
        found_alias(x, s, a, b);
        found_alias(x, s, b, a);
        found_in_place(x, s, a, b);
        found_in_place(x, s, b, a);
        found_in_list(x, s, a);
        found_in_list(x, s, b);
    }
    if (code == CODE_EQ && tb->kind == VALUE_GLOBAL &&
        state_fact(s, a)->kind != NULL)
        found_static(x, s, a, b);
    if (code == CODE_EQ && term_is_address(ta) && term_is_address(tb) &&
        ta->kind != VALUE_ITEM && tb->kind != VALUE_ITEM)
        return false;
    if (code == CODE_EQ && value_null(x, s, a) != NULL_UNKNOWN)
        return set_null(x, s, b, value_null(x, s, a) == NULL_IS);
    if (code == CODE_EQ && value_null(x, s, b) != NULL_UNKNOWN)
        return set_null(x, s, a, value_null(x, s, b) == NULL_IS);
    int64_t alo, ahi, blo, bhi;
    value_range(x, s, a, &alo, &ahi);
    value_range(x, s, b, &blo, &bhi);
    if (code == CODE_LT)
        return alo < bhi;
    if (code == CODE_LE)
        return alo <= bhi;
    if (code == CODE_GT)
        return ahi > blo;
    if (code == CODE_GE)
        return ahi >= blo;
    return true;
}

/* `found == self`, where a call that failed gave `found`: the object of a
   method is there. */
static bool
is_self(const struct explorer *x, value v, value null)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_PARAM && t->number == 0 &&
           type_is_object_pointer(t->type) && x->entry != NULL &&
           !x->proc->entry_guessed &&
           term_at(&x->terms, null)->kind == VALUE_SYMBOL;
}

/* fp != stdin, of what fopen() gave. */
static bool
is_other_stream(const struct explorer *x, value fp, value stream)
{
    static const char *const there[] = {"stdin", "stdout", "stderr", NULL};
    const struct term *made = term_at(&x->terms, fp);
    const struct term *t = term_at(&x->terms, stream);
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE ||
        made->kind != VALUE_SYMBOL || made->op == NULL ||
        made->op->kind != OP_CALL || made->op->callee == NULL ||
        strcmp(made->op->callee, "fopen") != 0)
        return false;
    const struct term *from = term_at(&x->terms, t->a);
    return from->kind == VALUE_GLOBAL && str_is_one_of(from->name, there);
}

bool
assume_compare(struct explorer *x, struct state *s, enum op_code code, value a,
               value b)
{
    int64_t lo, hi;
    if (code == CODE_EQ &&
        (is_other_stream(x, a, b) || is_other_stream(x, b, a)))
        return false;
    if (code == CODE_EQ &&
        ((value_null(x, s, b) == NULL_IS && is_self(x, a, b)) ||
         (value_null(x, s, a) == NULL_IS && is_self(x, b, a))))
        return false;
    value_range(x, s, b, &lo, &hi);
    if (lo == hi)
        return compare_number(x, s, code, a, lo);
    value_range(x, s, a, &lo, &hi);
    if (lo == hi)
        return compare_number(x, s, op_code_mirror(code), b, lo);
    return compare_values(x, s, code, a, b);
}

/* ---- the same question in other words ---- */

static enum null_state
turned(enum null_state told)
{
    if (told == NULL_UNKNOWN)
        return told;
    return told == NULL_IS ? NULL_NEVER : NULL_IS;
}

/* In the very words, or turned round. */
static enum null_state
comparison_said(struct explorer *x, const struct state *s, enum op_code code,
                value a, value b)
{
    for (int i = 0; i < 4; i++) {
        enum op_code c = (i & 1) != 0 ? op_code_negate(code) : code;
        bool swapped = (i & 2) != 0;
        value v = term_intern(
            &x->terms, (struct term){.kind = VALUE_BINARY,
                                     .code = swapped ? op_code_mirror(c) : c,
                                     .a = swapped ? b : a,
                                     .b = swapped ? a : b});
        enum null_state told = value_null(x, s, v);
        if (told != NULL_UNKNOWN)
            return (i & 1) != 0 ? turned(told) : told;
    }
    return NULL_UNKNOWN;
}

/* Of what is less it is known, too, that it is not equal; and what is neither
   less nor more is. */
static enum null_state
comparison_implied(struct explorer *x, const struct state *s,
                   enum op_code code, value a, value b)
{
    if (code == CODE_NE)
        return turned(comparison_implied(x, s, CODE_EQ, a, b));
    if (code != CODE_EQ || term_at(&x->terms, b)->kind == VALUE_INT ||
        term_at(&x->terms, a)->kind == VALUE_INT)
        return NULL_UNKNOWN;
    enum null_state less = comparison_said(x, s, CODE_LT, a, b);
    enum null_state more = comparison_said(x, s, CODE_GT, a, b);
    if (less == NULL_NEVER || more == NULL_NEVER)
        return NULL_IS;
    return less == NULL_IS && more == NULL_IS ? NULL_NEVER : NULL_UNKNOWN;
}

enum null_state
comparison_told(struct explorer *x, const struct state *s, enum op_code code,
                value a, value b)
{
    assert(code >= CODE_EQ);
    enum null_state said = comparison_said(x, s, code, a, b);
    return said != NULL_UNKNOWN ? said : comparison_implied(x, s, code, a, b);
}

static bool
is_truth(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return (t->kind == VALUE_UNARY && t->code == CODE_LNOT) ||
           (t->kind == VALUE_BINARY && t->code >= CODE_EQ);
}

static enum null_state
truth_told(struct explorer *x, const struct state *s, value v)
{
    const struct term t = *term_at(&x->terms, v);
    enum null_state now = value_null(x, s, v);
    if (now == NULL_UNKNOWN && t.kind == VALUE_BINARY && t.code >= CODE_EQ)
        now = comparison_told(x, s, t.code, t.a, t.b);
    if (now == NULL_UNKNOWN && t.kind == VALUE_BINARY && t.code == CODE_AND)
        now = bits_told(x, s, v);
    return now;
}

/* Likewise, as far as it follows from what is known of the parts. */
static enum null_state
truth_of(struct explorer *x, const struct state *s, value v)
{
    const struct term t = *term_at(&x->terms, v);
    enum null_state now = truth_told(x, s, v);
    if (now != NULL_UNKNOWN || t.kind != VALUE_BINARY ||
        (t.code != CODE_EQ && t.code != CODE_NE) ||
        term_at(&x->terms, t.b)->kind != VALUE_INT ||
        term_at(&x->terms, t.b)->number != 0)
        return now;
    now = value_null(x, s, t.a);
    return t.code == CODE_NE ? now : turned(now);
}

/* (a == NULL) ^ (b == NULL), where one of them is known. */
static bool
assume_either(struct explorer *x, struct state *s, const struct term *t,
              bool truth)
{
    if (!is_truth(x, t->a) || !is_truth(x, t->b))
        return true;
    enum null_state a = truth_of(x, s, t->a), b = truth_of(x, s, t->b);
    if (a != NULL_UNKNOWN)
        return assume(x, s, t->b, truth != (a == NULL_NEVER));
    return b == NULL_UNKNOWN || assume(x, s, t->a, truth != (b == NULL_NEVER));
}

bool
assume(struct explorer *x, struct state *s, value v, bool truth)
{
    struct term t = *term_at(&x->terms, v);
    enum null_state now = truth_told(x, s, v);
    if (now != NULL_UNKNOWN)
        return (now == NULL_NEVER) == truth;
    if (t.kind == VALUE_UNARY && t.code == CODE_LNOT)
        return assume(x, s, t.a, !truth);
    if (t.kind == VALUE_UNARY && t.code == CODE_NEG)
        return assume(x, s, t.a, truth);
    if (!assume_parts(x, s, &t, truth))
        return false;
    bits_assume(x, s, v, truth);
    if (t.kind == VALUE_BINARY && t.code == CODE_AND && truth) {
        bool mask = term_at(&x->terms, t.b)->kind == VALUE_INT;
        if (!assume(x, s, t.a, true) || (!mask && !assume(x, s, t.b, true)))
            return false;
    }
    if (t.kind == VALUE_BINARY && t.code == CODE_OR && !truth) {
        if (!assume(x, s, t.a, false) || !assume(x, s, t.b, false))
            return false;
    }
    if (t.kind == VALUE_BINARY && t.code == CODE_XOR &&
        !assume_either(x, s, &t, truth))
        return false;
    return set_null(x, s, v, !truth);
}

/* `image->mode`, where that is an array: what points to one has been there all
   along. */
void
found_behind(struct explorer *x, struct state *s, value base,
             const struct op *op)
{
    if (type_is_pointer(op->type) && op->type->target != NULL &&
        op->type->target->kind == TYPE_ARRAY &&
        value_null(x, s, base) == NULL_UNKNOWN && assume(x, s, base, true))
        state_fact_make(x, s, base)->flags |= FLAG_NAMED;
}

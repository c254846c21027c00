/* `if (encode(o) != 0) return NULL;` when encode() gives -1 with an exception
 * and, as far as its summary can tell, some number without one: that number
 * is most likely one that the test does not take for the failure.
 */
#include "doubt.h"

#include <string.h>

/* The call of a function of ours, as it went on this path. */
static const struct trace *
call_of(const struct trace *t, const struct op *op)
{
    while (t != NULL && (t->op != op || t->callee == NULL || t->outcome < 0))
        t = t->prev;
    return t != NULL && contract_is_inferred(t->callee) ? t : NULL;
}

/* UINT32_MAX, to which -1 was compared, is -1. */
static int64_t
as_signed(int64_t n)
{
    return n > INT32_MAX && n <= UINT32_MAX ? n - UINT32_MAX - 1 : n;
}

/* The term with `number` for `result`; false: there is no telling. */
static bool
evaluate(const struct terms *t, value v, value result, int64_t number,
         int64_t *out)
{
    const struct term *n = term_at(t, v);
    int64_t a, b = 0;
    if (v == result || n->kind == VALUE_INT) {
        *out = as_signed(v == result ? number : n->number);
        return true;
    }
    if ((n->kind != VALUE_UNARY && n->kind != VALUE_BINARY) ||
        !evaluate(t, n->a, result, number, &a))
        return false;
    if (n->kind == VALUE_UNARY) {
        *out = !a;
        return n->code == CODE_LNOT;
    }
    return evaluate(t, n->b, result, number, &b) &&
           op_fold(n->code, a, b, out);
}

/* Some number, and no exception. */
static bool
is_open(const struct outcome *o)
{
    return o->exc != EXC_SET &&
           (o->result == RESULT_VALUE ||
            (o->result == RESULT_RANGE && o->hi - 1 > o->lo + 1 &&
             (o->lo == INT64_MIN || o->hi == INT64_MAX)));
}

/* The trace of a state that stands for several tells of one of them. */
static bool
may_be_open(const struct state *s, const struct trace *made)
{
    const struct contract *c = made->callee;
    bool open = is_open(&c->outcomes[made->outcome]);
    for (size_t i = 0; s->joined && i < c->n_outcomes; i++)
        open |= is_open(&c->outcomes[i]);
    return open;
}

/* Does a failure that raises pass the test, too? */
static bool
is_test_of_failure(const struct explorer *x, const struct trace *test,
                   value result, const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        int64_t r;
        if (o->exc == EXC_SET && o->result == RESULT_RANGE &&
            evaluate(&x->terms,
                     test->cond != NO_VALUE ? test->cond : test->about, result,
                     o->lo == INT64_MIN ? o->hi : o->lo, &r) &&
            (r != 0) == test->taken)
            return true;
    }
    return false;
}

/* The symbol of a call's result in v, or NO_VALUE. */
static value
result_in(const struct terms *t, value v)
{
    while (v != NO_VALUE) {
        const struct term *n = term_at(t, v);
        if (n->kind == VALUE_SYMBOL && n->op != NULL &&
            n->op->kind == OP_CALL && n->sub == 0)
            return v;
        if (n->kind != VALUE_UNARY && n->kind != VALUE_BINARY)
            return NO_VALUE;
        v = n->a;
    }
    return NO_VALUE;
}

bool
is_open_result(const struct explorer *x, const struct state *s)
{
    if (s->exc != EXC_STATE_NONE)
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        value v = t->kind == STEP_BRANCH && t->about != NO_VALUE
                      ? result_in(&x->terms, t->about)
                      : NO_VALUE;
        const struct trace *made = v == NO_VALUE
                                       ? NULL
                                       : call_of(t, term_at(&x->terms, v)->op);
        if (made != NULL && may_be_open(s, made) &&
            is_test_of_failure(x, t, v, made->callee))
            return true;
    }
    return false;
}

/* ---- tests that ask for nothing but a failure ---- */

static bool
is_of_call(const struct term *t)
{
    return t->kind == VALUE_SYMBOL && t->op != NULL &&
           t->op->kind == OP_CALL && t->sub == 0;
}

/* On which side of the test the outcome comes out: 1 or 0; -1: both. */
static int
side_of(const struct explorer *x, const struct trace *test,
        const struct outcome *o)
{
    int64_t r;
    bool null = o->result == RESULT_NULL;
    bool number = o->result == RESULT_RANGE;
    if (o->result == RESULT_VALUE)
        return -1;
    int64_t n = null ? 0 : !number ? 1 : o->lo == INT64_MIN ? o->hi : o->lo;
    return evaluate(&x->terms, test->cond, test->about, n, &r) ? r != 0 : -1;
}

/* `if (result == NULL)`, `if (rc < 0)`: failures on the one side, all that
   can go well on the other. */
bool
open_result_is_failure_test(const struct explorer *x, const struct trace *test)
{
    const struct term *v = term_at(&x->terms, test->about);
    const struct trace *t = test;
    int sides[2] = {-1, -1};
    if (test->cond == NO_VALUE || !is_of_call(v))
        return false;
    if (v->op->callee != NULL && strcmp(v->op->callee, "PyErr_Occurred") == 0)
        return true;
    while (t != NULL && (t->op != v->op || t->callee == NULL))
        t = t->prev;
    for (size_t i = 0; t != NULL && i < t->callee->n_outcomes; i++) {
        const struct outcome *o = &t->callee->outcomes[i];
        int side = side_of(x, test, o);
        bool failed = contract_outcome_fails(o) && o->exc == EXC_SET;
        if (side < 0)
            continue;
        if (sides[!failed] == side)
            return false;
        sides[failed] = side;
    }
    return sides[1] >= 0;
}

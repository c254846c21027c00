/* Is the index that a call is given below the size of its container? */
#include "call.h"

#include <string.h>

/* Is there an n of which the code knows that index < n and n == size? */
static bool
is_below_equal(const struct calling *k, const struct state *s, value index,
               value size)
{
    struct explorer *x = k->x;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        const struct term *t = term_at(&x->terms, f->v);
        if (t->kind == VALUE_BINARY && t->code == CODE_LT && t->a == index &&
            f->null == NULL_NEVER &&
            comparison_told(x, s, CODE_EQ, t->b, size) == NULL_NEVER)
            return true;
    }
    return false;
}

/* base + by */
struct sum {
    value base;
    int64_t by;
};

static struct sum
sum_of(const struct terms *terms, value v)
{
    enum { FAR = 1 << 30 };
    struct sum sum = {v, 0};
    for (;;) {
        const struct term *t = term_at(terms, sum.base);
        if (t->kind != VALUE_BINARY ||
            (t->code != CODE_ADD && t->code != CODE_SUB))
            return sum;
        const struct term *by = term_at(terms, t->b);
        if (by->kind != VALUE_INT || by->number > FAR || by->number < -FAR ||
            sum.by > FAR || sum.by < -FAR)
            return sum;
        sum.by += t->code == CODE_ADD ? by->number : -by->number;
        sum.base = t->a;
    }
}

/* What is known of a - b: it is not above `most`, nor equal to one of the
 * others. */
struct gap {
    value a, b;
    int64_t most;
    int64_t others[4];
    size_t n_others;
};

static void
gap_learn(struct gap *g, enum op_code code, int64_t by)
{
    int64_t most = code == CODE_LT ? by - 1 : by;
    bool above = code == CODE_LT || code == CODE_LE || code == CODE_EQ;
    if (above && most < g->most)
        g->most = most;
    else if (code == CODE_NE &&
             g->n_others < sizeof g->others / sizeof *g->others)
        g->others[g->n_others++] = by;
}

static void
gap_read(const struct terms *terms, struct gap *g, const struct fact *f)
{
    const struct term *t = term_at(terms, f->v);
    if (t->kind != VALUE_BINARY || t->code < CODE_EQ ||
        f->null == NULL_UNKNOWN)
        return;
    enum op_code code = f->null == NULL_NEVER ? t->code
                                              : op_code_negate(t->code);
    struct sum a = sum_of(terms, t->a), b = sum_of(terms, t->b);
    if (a.base == g->a && b.base == g->b)
        gap_learn(g, code, b.by - a.by);
    else if (a.base == g->b && b.base == g->a)
        gap_learn(g, op_code_mirror(code), a.by - b.by);
}

/* i + 1, where i < size is known, and that i is not size - 1.  `more`: below
   size + more. */
static bool
is_told_below(const struct explorer *x, const struct state *s, value index,
              value size, int64_t more)
{
    const struct terms *terms = &x->terms;
    struct sum i = sum_of(terms, index), n = sum_of(terms, size);
    struct gap g = {.a = i.base, .b = n.base, .most = INT64_MAX};
    for (size_t at = 0; at < s->facts.n; at++)
        gap_read(terms, &g, &s->facts.v[at]);
    for (size_t at = 0; at < g.n_others; at++)
        for (size_t other = 0; other < g.n_others; other++)
            g.most -= g.most == g.others[other];
    return g.most < n.by - i.by + more;
}

/* size - n, where the size is known to be n or more. */
static bool
is_from_end(const struct calling *k, const struct state *s, value index,
            value size)
{
    const struct term *t = term_at(&k->x->terms, index);
    int64_t lo, hi, back;
    if (t->kind != VALUE_BINARY || t->a != size ||
        (t->code != CODE_SUB && t->code != CODE_ADD) ||
        term_at(&k->x->terms, t->b)->kind != VALUE_INT)
        return false;
    back = term_at(&k->x->terms, t->b)->number;
    if (t->code == CODE_ADD)
        back = back > INT32_MIN ? -back : 0;
    value_range(k->x, s, size, &lo, &hi);
    return back > 0 && lo >= back;
}

bool
value_is_below(struct explorer *x, const struct state *s, value index,
               value size)
{
    int64_t ilo, ihi, nlo, nhi;
    value_range(x, s, index, &ilo, &ihi);
    value_range(x, s, size, &nlo, &nhi);
    return (ilo >= 0 && ihi < nlo) || is_told_below(x, s, index, size, 0);
}

bool
value_is_at_most(struct explorer *x, const struct state *s, value index,
                 value size)
{
    int64_t ilo, ihi, nlo, nhi;
    value_range(x, s, index, &ilo, &ihi);
    value_range(x, s, size, &nlo, &nhi);
    return ihi <= nlo || is_told_below(x, s, index, size, 1);
}

/* It came from the caller, or what is known of it got lost in a state that
   stands for several. */
bool
value_is_bounded(const struct explorer *x, const struct state *s, value index)
{
    value base = sum_of(&x->terms, index).base;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct term *less = term_at(&x->terms, s->facts.v[i].v);
        if (less->kind == VALUE_BINARY && less->code == CODE_LT &&
            s->facts.v[i].null == NULL_NEVER &&
            sum_of(&x->terms, less->a).base == base &&
            (s->joined || term_at(&x->terms, less->b)->kind == VALUE_PARAM))
            return true;
    }
    return false;
}

/* Is `size` the size of the container, and the index known to be below? */
static bool
is_below_size(const struct calling *k, const struct state *s, value index,
              const struct fact *size)
{
    struct explorer *x = k->x;
    return value_is_below(x, s, index, size->v) ||
           is_from_end(k, s, index, size->v) ||
           is_below_equal(k, s, index, size->v);
}

/* What a library hands back to a callback is the tuple that was registered
   with it: how many items that has is settled elsewhere. */
static bool
is_item_of_own(const struct calling *k, value container, value index)
{
    const struct term *t = term_at(&k->x->terms, container);
    return t->kind == VALUE_PARAM && k->x->entry == NULL &&
           type_is_pointer(t->type) && t->type->target != NULL &&
           t->type->target->kind == TYPE_VOID &&
           term_at(&k->x->terms, index)->kind == VALUE_INT;
}

/* A function of the program that takes a pointer there fails for reasons of
   its own. */
static bool
takes_index(const struct calling *k)
{
    return !k->known_body ||
           !type_is_pointer(term_at(&k->x->terms, call_arg(k, 1))->type);
}

/* `if (x)`, `if (!x)`, `if (x == NULL)` */
static bool
is_null_test(const struct op *op, uint32_t slot)
{
    bool about = op->a.kind == OPERAND_SLOT && op->a.index == slot;
    bool null = op->b.kind == OPERAND_INT && op->b.number == 0;
    return about && (op->kind == OP_BRANCH ||
                     (op->kind == OP_UNARY && op->code == CODE_LNOT) ||
                     (op->kind == OP_BINARY && null &&
                      (op->code == CODE_EQ || op->code == CODE_NE)));
}

/* The variable that gets the result. */
static uint32_t
copy_of(const struct func *f, uint32_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_COPY || op->kind == OP_CAST) &&
                op->a.kind == OPERAND_SLOT && op->a.index == slot)
                return op->dst;
        }
    return slot;
}

static bool
is_tested_for_null(const struct func *f, uint32_t slot)
{
    uint32_t copy = copy_of(f, slot);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (is_null_test(&f->blocks[b].ops[i], slot) ||
                is_null_test(&f->blocks[b].ops[i], copy))
                return true;
    return false;
}

/* An item of a new container of which nothing says how many it has, such as
   the words of a text, and the code asks whether it is there. */
static bool
asks_for_item(const struct calling *k, value container)
{
    static const char *const sized[] = {"PyTuple_New",      "PyList_New",
                                        "PyTuple_Pack",     "Py_BuildValue",
                                        "PyTuple_GetSlice", NULL};
    const struct op *made = term_at(&k->x->terms, container)->op;
    return !k->known_body && k->op->n_args == 2 &&
           type_is_object_pointer(k->op->type) && made != NULL &&
           made->kind == OP_CALL && made->callee != NULL &&
           !str_is_one_of(made->callee, sized) &&
           is_tested_for_null(k->x->f, k->op->dst);
}

/* PyList_GetItem(PyDict_Items(d), i) is a pair; what the items() of another
   mapping gives is up to that. */
static bool
is_pair(const struct calling *k, const struct state *s, value container)
{
    const struct term *t = term_at(&k->x->terms, container);
    value list = state_fact(s, container)->lender;
    const struct op *made = list != NO_VALUE ? term_at(&k->x->terms, list)->op
                                             : NULL;
    if (made == NULL && t->kind == VALUE_SYMBOL && t->op != NULL &&
        t->op->kind == OP_CALL && t->op->n_args > 0)
        made = func_made_behind(k->x->f, &t->op->args[0]);
    return made != NULL && made->kind == OP_CALL && made->callee != NULL &&
           strcmp(made->callee, "PyDict_Items") == 0;
}

/* An item access whose index the code has compared with the size, or a
   store into a container that was made here and is being filled. */
bool
call_in_range(const struct calling *k, const struct state *s)
{
    value container = call_arg(k, 0), index = call_arg(k, 1);
    if (container == NO_VALUE || index == NO_VALUE)
        return false;
    const struct term *at = term_at(&k->x->terms, index);
    if (is_item_of_own(k, container, index) ||
        (at->kind == VALUE_INT && (at->number == 0 || at->number == 1) &&
         is_pair(k, s, container)))
        return true;
    if ((state_fact(s, container)->flags & FLAG_FRESH) != 0)
        return takes_index(k) && !asks_for_item(k, container) &&
               !param_has(call_param(k->c, 1), VERB_STEALS);
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (f->lender == container && f->kind == NULL &&
            is_below_size(k, s, index, f))
            return true;
    }
    return false;
}

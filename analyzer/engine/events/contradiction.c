/* Ways that say one thing and, later, the opposite of it: a field that code
 * elsewhere might change between two tests, but hardly this way; or a value
 * of which nothing is known any more where several ways have met.
 */
#include "call.h"

#include <string.h>

/* Nothing but a parser gives it a value. */
static bool
is_only_parsed(const struct func *f, int64_t local)
{
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_STORE && op->a.kind == OPERAND_LOCAL &&
                op->a.index == local && op->b.kind != OPERAND_INT)
                return false;
        }
    return slot_is_parsed(f, local);
}

static bool
names_field(const struct terms *terms, value at, const char *name)
{
    for (const struct term *t = term_at(terms, at); t->kind == VALUE_FIELD;
         t = term_at(terms, t->a))
        if (t->name != NULL && name != NULL && strcmp(t->name, name) == 0)
            return true;
    return false;
}

/* library_write(&self->output): it may write what is asked for again. */
static bool
is_handed_out(const struct explorer *x, value at)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            for (size_t k = 0; op->kind == OP_CALL && k < op->n_args; k++) {
                const struct op *arg = func_made_behind(x->f, &op->args[k]);
                if (arg != NULL && arg->kind == OP_FIELD &&
                    names_field(&x->terms, at, arg->field))
                    return true;
            }
        }
    return false;
}

/* A field of an argument; what a loop looks at is another thing each time. */
static bool
is_lasting(const struct explorer *x, value address, bool again)
{
    const struct term *at = term_at(&x->terms, address);
    if (again && at->kind == VALUE_LOCAL)
        return is_only_parsed(x->f, at->number);
    bool field = term_at(&x->terms, address)->kind == VALUE_FIELD;
    const struct term *root = NULL;
    for (int depth = 0; field && address != NO_VALUE && depth < 8; depth++) {
        root = term_at(&x->terms, term_root(&x->terms, address));
        address = root->kind == VALUE_SYMBOL ? term_read_from(root) : NO_VALUE;
    }
    return root != NULL &&
           (root->kind == VALUE_PARAM || root->kind == VALUE_GLOBAL ||
            root->kind == VALUE_LOCAL);
}

/* The same way through memory, `conn->error->code`, gone at two times. */
static bool
is_same_way(const struct explorer *x, value a, value b)
{
    for (int depth = 0; a != b; depth++) {
        const struct term *s = term_at(&x->terms, a);
        const struct term *t = term_at(&x->terms, b);
        if (s->kind != t->kind || s->number != t->number ||
            s->name != t->name || depth == 8)
            return false;
        if (s->kind != VALUE_FIELD &&
            (s->kind != VALUE_SYMBOL || term_read_from(s) == NO_VALUE ||
             term_read_from(t) == NO_VALUE))
            return false;
        a = s->kind == VALUE_FIELD ? s->a : term_read_from(s);
        b = s->kind == VALUE_FIELD ? t->a : term_read_from(t);
    }
    return true;
}

/* PyObject_Size(x), asked again. */
static bool
asks_size_again(const struct explorer *x, const struct op *p,
                const struct op *q)
{
    const struct contract *c = p == NULL || p->kind != OP_CALL ||
                                       p->callee == NULL
                                   ? NULL
                                   : model_find(x->p->model, p->callee,
                                                x->p->version);
    return c != NULL && q != NULL && q->kind == OP_CALL && p != q &&
           q->callee == p->callee && p->n_args == 1 && q->n_args == 1 &&
           c->outcomes[0].result == RESULT_RANGE && c->outcomes[0].lo == 0 &&
           p->args[0].kind == OPERAND_SLOT &&
           q->args[0].kind == OPERAND_SLOT &&
           p->args[0].index == q->args[0].index;
}

/* It fails the one time, and not the other. */
static bool
answers_contradict(const struct explorer *x, const struct trace *a,
                   const struct trace *b)
{
    return a->kind == STEP_CALL && b->kind == STEP_CALL && a->callee != NULL &&
           b->callee != NULL && a->outcome >= 0 && b->outcome >= 0 &&
           asks_size_again(x, a->op, b->op) &&
           contract_outcome_fails(&a->callee->outcomes[a->outcome]) !=
               contract_outcome_fails(&b->callee->outcomes[b->outcome]);
}

static bool
is_opposite(const struct term *s, const struct term *t, bool taken,
            bool taken_too)
{
    return s->code == t->code
               ? taken != taken_too
               : op_code_negate(s->code) == t->code && taken == taken_too;
}

/* `if (p)`, `if (!p)`, `if (p == NULL)`: 1 or 0, what is found of it; -1: it
   is compared with something else. */
static int
found_true(const struct terms *terms, const struct trace *t)
{
    value v = t->cond;
    bool truth = t->taken;
    while (v != NO_VALUE && v != t->about) {
        const struct term *c = term_at(terms, v);
        bool zero = c->kind == VALUE_BINARY &&
                    term_at(terms, c->b)->kind == VALUE_INT &&
                    term_at(terms, c->b)->number == 0;
        if ((c->kind == VALUE_UNARY && c->code == CODE_LNOT) ||
            (zero && c->code == CODE_EQ))
            truth = !truth;
        else if (!zero || c->code != CODE_NE)
            return -1;
        v = c->a;
    }
    return v == NO_VALUE ? -1 : truth;
}

/* No loop gives it another meaning each time. */
static bool
is_fixed(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_PARAM)
        return true;
    uint32_t made = t->kind == VALUE_SYMBOL && t->op != NULL
                        ? op_position(x->f, t->op).block
                        : NO_BLOCK;
    return made != NO_BLOCK && !block_is_in_loop(x->f, made);
}

static bool
truths_differ(const struct explorer *x, const struct trace *a,
              const struct trace *b)
{
    int p = found_true(&x->terms, a), q = found_true(&x->terms, b);
    return p >= 0 && q >= 0 ? p != q : a->taken != b->taken;
}

/* Do the two say the opposite of the same field, read at two times?  `again`:
   or of one value, as it is where several ways have met in between. */
static bool
contradict(const struct explorer *x, const struct trace *a,
           const struct trace *b, bool again)
{
    const struct term *s = term_at(&x->terms, a->about);
    const struct term *t = term_at(&x->terms, b->about);
    value at = term_read_from(s);
    if (again && a->about == b->about && is_fixed(x, a->about) &&
        found_true(&x->terms, a) >= 0 && found_true(&x->terms, b) >= 0)
        return truths_differ(x, a, b);
    if (at != NO_VALUE)
        return (again || a->about != b->about) && truths_differ(x, a, b) &&
               term_read_from(t) != NO_VALUE && is_lasting(x, at, again) &&
               is_same_way(x, at, term_read_from(t)) && !is_handed_out(x, at);
    if (s->kind != VALUE_BINARY || t->kind != VALUE_BINARY || s->b != t->b ||
        s->code < CODE_EQ)
        return false;
    if (s->a == t->a)
        return again && is_fixed(x, s->a) &&
               is_opposite(s, t, a->taken, b->taken);
    at = term_read_from(term_at(&x->terms, s->a));
    value from = term_read_from(term_at(&x->terms, t->a));
    if (at == NO_VALUE || from == NO_VALUE || !is_lasting(x, at, again) ||
        !is_same_way(x, at, from))
        return false;
    return is_opposite(s, t, a->taken, b->taken);
}

/* Likewise of the same size, asked for twice. */
static bool
sizes_contradict(const struct explorer *x, const struct trace *a,
                 const struct trace *b)
{
    if (a->cond == NO_VALUE || b->cond == NO_VALUE)
        return false;
    const struct term *s = term_at(&x->terms, a->cond);
    const struct term *t = term_at(&x->terms, b->cond);
    return s->kind == VALUE_BINARY && t->kind == VALUE_BINARY &&
           s->code >= CODE_EQ && s->b == t->b &&
           asks_size_again(x, term_at(&x->terms, s->a)->op,
                           term_at(&x->terms, t->a)->op) &&
           is_opposite(s, t, a->taken, b->taken);
}

/* Code elsewhere may change a field between two tests, but then hardly this
   way on this path. */
bool
is_contradictory_too(const struct explorer *x, const struct trace *t,
                     bool again)
{
    for (; t != NULL; t = t->prev) {
        for (const struct trace *u = t->prev; u != NULL; u = u->prev)
            if (answers_contradict(x, t, u))
                return true;
        if (t->kind != STEP_BRANCH || t->about == NO_VALUE)
            continue;
        for (const struct trace *u = t->prev; u != NULL; u = u->prev)
            if (u->kind == STEP_BRANCH && u->about != NO_VALUE &&
                (contradict(x, t, u, again) || sizes_contradict(x, t, u)))
                return true;
    }
    return false;
}

bool
is_contradictory(const struct explorer *x, const struct trace *t)
{
    return is_contradictory_too(x, t, false);
}

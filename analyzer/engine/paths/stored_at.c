/* Which op has put a value where it stands: that is where a reference should
 * have been taken, however long the function goes on from there.  What was
 * released or given away since is told there; and where a reference is taken
 * later on, the way out before that is what is wrong.
 */
#include "call.h"

static bool
is_store_to(const struct explorer *x, const struct op *op, value at)
{
    const struct term *t = term_at(&x->terms, at);
    if (op->kind != OP_STORE)
        return false;
    if (t->kind == VALUE_GLOBAL)
        return op->a.kind == OPERAND_GLOBAL && op->a.name == t->name;
    const struct op *to = func_made_by(x->f, &op->a);
    if (t->kind == VALUE_ELEM)
        return to == NULL || to->kind == OP_INDEX;
    return t->kind == VALUE_FIELD && to != NULL && to->kind == OP_FIELD &&
           to->field == t->name;
}

/* Of what nobody else sees yet the path does not say. */
static const struct op *
only_store(const struct explorer *x, value at, const struct op *end)
{
    const struct op *found = NULL;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (!is_store_to(x, op, at) || op->b.kind == OPERAND_INT ||
                !op_comes_after(x->f, op, end))
                continue;
            if (found != NULL)
                return NULL;
            found = op;
        }
    return found;
}

static const struct op *
made_by_call(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_SYMBOL && t->op != NULL && t->op->kind == OP_CALL
               ? t->op
               : NULL;
}

/* &self->field, given to a parser. */
static const struct op *
filled_by(const struct explorer *x, const struct cell *c)
{
    const struct op *op = made_by_call(x, c->content);
    const struct term *at = term_at(&x->terms, c->at);
    for (size_t i = 0; op != NULL && i < op->n_args; i++) {
        const struct op *to = func_made_by(x->f, &op->args[i]);
        if (at->kind == VALUE_FIELD && to != NULL && to->kind == OP_FIELD &&
            to->field == at->name)
            return op;
    }
    return NULL;
}

/* Is the argument what the op has put there, or read from there again? */
static bool
is_same(const struct explorer *x, const struct op *put,
        const struct operand *arg, value at)
{
    struct operand o = func_origin(x->f, *arg);
    const struct term *t = term_at(&x->terms, at);
    const struct op *load = func_made_by(x->f, &o);
    if (put->kind == OP_STORE && o.kind == OPERAND_SLOT) {
        struct operand from = func_origin(x->f, put->b);
        if (from.kind == OPERAND_SLOT && from.index == o.index)
            return true;
    }
    if (load == NULL || load->kind != OP_LOAD)
        return false;
    if (t->kind == VALUE_GLOBAL)
        return load->a.kind == OPERAND_GLOBAL && load->a.name == t->name;
    const struct op *from = func_made_by(x->f, &load->a);
    return t->kind == VALUE_FIELD && from != NULL && from->kind == OP_FIELD &&
           from->field == t->name;
}

static bool
is_taken_later(const struct explorer *x, const struct op *put, value at)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            const struct contract *c = op->kind == OP_CALL && op->n_args == 1
                                           ? program_line(x->p, op)
                                           : NULL;
            if (c != NULL && c->n_params == 1 &&
                param_has(&c->params[0], VERB_ACQUIRES) &&
                op_comes_after(x->f, put, op) &&
                is_same(x, put, &op->args[0], at))
                return true;
        }
    return false;
}

/* The last that the path says of it. */
static const struct op *
last_step(const struct explorer *x, const struct state *s,
          const struct cell *c)
{
    const struct op *dropped = state_fact(s, c->content)->dropped;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->about == c->content && t->op != NULL &&
            (t->op == dropped || is_store_to(x, t->op, c->at)))
            return t->op;
    return dropped;
}

const struct op *
stored_at(const struct explorer *x, const struct state *s,
          const struct cell *c, const struct op *end)
{
    const struct op *put = last_step(x, s, c);
    if (put != NULL && put == state_fact(s, c->content)->dropped)
        return put;
    if (put == NULL)
        put = filled_by(x, c);
    if (put == NULL)
        put = only_store(x, c->at, end);
    if (put == NULL)
        put = made_by_call(x, c->content);
    return put == NULL || is_taken_later(x, put, c->at) ? end : put;
}

/* References to its arguments that a helper takes for itself:
 *
 *     Py_INCREF(key);             it shall live as long as this needs it
 *     if (look_up(table, key) < 0)
 *         return -1;
 *     Py_DECREF(key);
 *
 * A helper may as well take a reference for its caller, so callers are asked
 * what they make of it.  Not where it releases the reference itself before it
 * succeeds and fails on this way: nobody expects anything of a call that
 * failed.
 */
#include "call.h"
#include "owners.h"

/* The variable is the parameter, or is given it somewhere. */
static bool
is_name_of(const struct func *f, uint32_t slot, uint32_t param)
{
    if (slot == param)
        return true;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_COPY || op->kind == OP_CAST) &&
                op->dst == slot && op->a.kind == OPERAND_SLOT &&
                op->a.index == param)
                return true;
        }
    return false;
}

static bool
counts(const struct explorer *x, const struct op *op, enum verb verb,
       uint32_t param)
{
    if (op->kind != OP_CALL || op->n_args != 1 ||
        op->args[0].kind != OPERAND_SLOT)
        return false;
    const struct contract *c = program_line(x->p, op);
    return c != NULL && c->n_params == 1 && param_has(&c->params[0], verb) &&
           is_name_of(x->f, op->args[0].index, param);
}

static bool
returns_failure(const struct func *f, const struct op *op)
{
    return op->a.kind == OPERAND_INT &&
           (type_is_pointer(f->type->target) ? op->a.number == 0
                                             : op->a.number < 0);
}

/* Some way from the block ends with anything but a failure. */
static bool
may_succeed(const struct func *f, uint32_t block)
{
    for (uint32_t b = 0; b < f->n_blocks; b++) {
        const struct op *last = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
        if (last->kind == OP_RETURN && !returns_failure(f, last) &&
            (b == block || func_reaches(f, block, b, NO_BLOCK)))
            return true;
    }
    return false;
}

static bool
is_released_after(const struct explorer *x, const struct op *taken,
                  uint32_t param)
{
    for (uint32_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (counts(x, op, VERB_RELEASES, param) &&
                op_comes_after(x->f, taken, op) && may_succeed(x->f, b))
                return true;
        }
    return false;
}

/* Taken and given back by the function itself, which then succeeds. */
static bool
is_for_itself(const struct explorer *x, uint32_t param)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (counts(x, op, VERB_ACQUIRES, param) &&
                is_released_after(x, op, param))
                return true;
        }
    return false;
}

static bool
fails_here(struct explorer *x, const struct state *s, value result)
{
    int64_t lo = 0, hi = 0;
    if (s->exc != EXC_STATE_SET || pending_unknown(s) || result == NO_VALUE)
        return false;
    value_range(x, s, result, &lo, &hi);
    return value_null(x, s, result) == NULL_IS || hi < 0;
}

void
own_hold_check(struct explorer *x, struct state *s, const struct op *op,
               value result)
{
    uint32_t elsewhere = FLAG_ESCAPED | FLAG_STATIC | FLAG_DOUBT | FLAG_KEPT |
                         FLAG_TAKEN | FLAG_PASSED | FLAG_MIXED;
    if (x->entry != NULL || !fails_here(x, s, result))
        return;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        const struct term *t = term_at(&x->terms, f->v);
        if (t->kind != VALUE_PARAM || f->kind != x->p->ref || f->owned != 1 ||
            (f->flags & elsewhere) != 0 || held_count(x, s, f->v) > 0 ||
            !is_for_itself(x, (uint32_t)t->number))
            continue;
        tell(x, s, EVENT_LOST, op, f->v,
             &(struct event){.arg = -1, .loss = LOSS_RETURN});
        state_fact_make(x, s, f->v)->owned = 0;
    }
}

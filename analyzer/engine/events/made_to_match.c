/* Helpers that complain where two of their arguments do not go together, and
 * callers that have made the one after the other.
 *
 *     out = image_new(in->mode, in->width, in->height);
 *     if (out != NULL)
 *         (void)image_flip(out, in);       fails where modes or sizes differ
 *
 * What such a helper asks has its answer in what the other was made of.  So
 * has what it asks first of all, if the caller has asked the same.
 */
#include "call.h"

#define MAX_STEPS 8 /* more are a circle */

/* p->field, of the variable in `slot` */
static bool
is_read_from(const struct func *f, const struct operand *o, uint32_t slot)
{
    const struct op *load = func_made_behind(f, o);
    const struct op *field = load != NULL && load->kind == OP_LOAD
                                 ? func_made_by(f, &load->a)
                                 : NULL;
    return field != NULL && field->kind == OP_FIELD &&
           field->a.kind == OPERAND_SLOT && field->a.index == slot;
}

static bool
is_made_after(const struct func *f, const struct op *made, uint32_t slot)
{
    for (size_t i = 0; i < made->n_args; i++)
        if (is_read_from(f, &made->args[i], slot))
            return true;
    return false;
}

/* Is this what some op that fills the variable does? */
static bool
slot_is_made_after(const struct func *f, uint32_t made, uint32_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst != made)
                continue;
            if (op->kind == OP_COPY || op->kind == OP_CAST)
                op = func_made_behind(f, &op->a);
            if (op != NULL && op->kind == OP_CALL &&
                is_made_after(f, op, slot))
                return true;
        }
    return false;
}

/* Without any failure of what the helper calls. */
static bool
is_complaint(const struct trace *t)
{
    if (t == NULL || t->callee == NULL || t->outcome < 0 ||
        !contract_is_inferred(t->callee))
        return false;
    unsigned fails = t->callee->outcomes[t->outcome].fails;
    return (fails & ~(unsigned)(CAUSE_NONE | CAUSE_ALLOC)) == 0;
}

/* ---- guards ---- */

/* What the function asks first of all, without an argument:
   `if (!is_ready()) ...` */
static sym
guard_of(const struct func *f)
{
    if (f->n_blocks == 0)
        return NULL;
    const struct op *op = &f->blocks[0].ops[f->blocks[0].n_ops - 1];
    if (op->kind != OP_BRANCH)
        return NULL;
    op = func_made_behind(f, &op->a);
    for (int i = 0; i < MAX_STEPS && op != NULL &&
                    (op->kind == OP_UNARY || op->kind == OP_BINARY);
         i++)
        op = func_made_behind(f, &op->a);
    return op != NULL && op->kind == OP_CALL && op->n_args == 0 ? op->callee
                                                                : NULL;
}

/* The caller went on because of the answer that the helper gets, too. */
static bool
is_asked_again(const struct explorer *x, const struct state *s,
               const struct trace *set)
{
    const struct procedure *helper = program_callee(x->p, x->unit, set->op);
    sym guard = helper == NULL ? NULL : guard_of(helper->func);
    if (guard == NULL || program_find(x->p, x->unit, guard) == NULL)
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->kind != STEP_BRANCH || t->about == NO_VALUE)
            continue;
        const struct term *asked = term_asked(&x->terms, t->about);
        if (asked->kind == VALUE_SYMBOL && asked->op != NULL &&
            asked->op->kind == OP_CALL && asked->op->callee == guard)
            return true;
    }
    return false;
}

bool
failure_is_mismatch(const struct explorer *x, const struct state *s)
{
    const struct trace *t = s->exc == EXC_STATE_SET ? exception_setter(s)
                                                    : NULL;
    if (!is_complaint(t))
        return false;
    if (is_asked_again(x, s, t))
        return true;
    for (size_t a = 0; a < t->op->n_args; a++)
        for (size_t b = 0; b < t->op->n_args; b++) {
            const struct operand *one = &t->op->args[a];
            const struct operand *other = &t->op->args[b];
            if (one->kind == OPERAND_SLOT && other->kind == OPERAND_SLOT &&
                one->index != other->index &&
                slot_is_made_after(x->f, one->index, other->index))
                return true;
        }
    return false;
}

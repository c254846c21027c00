/* A stack of the program's own:
 *
 *     if (stack->size == 0)
 *         return NULL;
 *     return stack->items[--stack->size];
 *
 * Who takes from it without asking whether anything is there has put
 * something on it before.
 */
#include "call.h"

static const struct op *
load_of(const struct func *f, const struct operand *o)
{
    const struct op *op = func_made_behind(f, o);
    return op != NULL && op->kind == OP_LOAD ? func_made_by(f, &op->a) : NULL;
}

/* The field that is made one less. */
static sym
counted_down(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct op *to = op->kind == OP_STORE
                                      ? func_made_by(f, &op->a)
                                      : NULL;
            const struct op *less = to != NULL ? func_made_behind(f, &op->b)
                                               : NULL;
            if (less == NULL || to->kind != OP_FIELD ||
                less->kind != OP_BINARY || less->code != CODE_SUB ||
                less->b.kind != OPERAND_INT || less->b.number != 1)
                continue;
            const struct op *of = load_of(f, &less->a);
            if (of != NULL && of->kind == OP_FIELD && of->field == to->field)
                return to->field;
        }
    return NULL;
}

/* ... and compared with 0 before. */
static bool
is_asked_for_rest(const struct func *f, sym field)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool zero = op->kind == OP_BINARY && op->code >= CODE_EQ &&
                        op->b.kind == OPERAND_INT && op->b.number <= 1;
            const struct op *of = zero ? load_of(f, &op->a) : NULL;
            if (of != NULL && of->kind == OP_FIELD && of->field == field)
                return true;
        }
    return false;
}

bool
takes_from_stack(const struct func *f)
{
    sym field = counted_down(f);
    return field != NULL && is_asked_for_rest(f, field);
}

bool
call_takes_pushed(const struct calling *k, const struct outcome *o)
{
    const struct procedure *to = program_callee(k->x->p, k->x->unit, k->op);
    return k->known_body && to != NULL && o->result == RESULT_NULL &&
           o->exc == EXC_KEEP && k->op->dst != NO_SLOT &&
           !slot_is_tested(k->x, k->op->dst) && takes_from_stack(to->func);
}

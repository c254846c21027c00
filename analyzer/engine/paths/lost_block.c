/* p = realloc(p, n) that fails: the old block is still there, and its only
 * pointer has just been overwritten with NULL.
 */
#include "explore.h"

/* ---- programs that end when memory runs out ---- */

/* The first condition after the op: one side of it never returns. */
static bool
gives_up_after(struct explorer *x, const struct op *op)
{
    const struct func *f = x->f;
    uint32_t at = op_position(f, op).block;
    const struct op *last = NULL;
    for (size_t hops = 0; at < f->n_blocks && hops < f->n_blocks; hops++) {
        const struct block *b = &f->blocks[at];
        last = &b->ops[b->n_ops - 1];
        if (last->kind != OP_JUMP)
            break;
        at = last->to[0];
    }
    if (last == NULL || last->kind != OP_BRANCH)
        return false;
    return !func_reaches(f, last->to[0], NO_BLOCK, NO_BLOCK) ||
           !func_reaches(f, last->to[1], NO_BLOCK, NO_BLOCK);
}

/* ---- the loss ---- */

/* Found in a struct variable that was copied from elsewhere as a whole. */
static bool
is_from_copy(const struct explorer *x, value old)
{
    const struct term *t = term_at(&x->terms, old);
    return t->kind == VALUE_SYMBOL && t->a != NO_VALUE &&
           term_at(&x->terms, term_root(&x->terms, t->a))->kind == VALUE_LOCAL;
}

void
lose_old_block(struct explorer *x, struct state *s, const struct op *op,
               value at, value old, value v)
{
    const struct fact *made = state_fact(s, v);
    enum value_kind kind = term_at(&x->terms, old)->kind;
    if (made->null != NULL_IS || made->lender != old ||
        made->kind == x->p->ref || value_null(x, s, old) == NULL_IS ||
        (kind != VALUE_SYMBOL && kind != VALUE_PHI) || has_handle(s, old) ||
        is_from_copy(x, old) || gives_up_after(x, op))
        return;
    sym family = made->kind;
    struct fact *f = state_fact_make(x, s, old);
    if ((f->flags & FLAG_ESCAPED) != 0 && f->owned > 0)
        return;
    if (f->kind == NULL)
        f->kind = family;
    struct state *before = state_clone(x, s);
    if (at != NO_VALUE)
        state_store(x->keep, before, at, old); /* for its name */
    tell(x, before, EVENT_LOST, op, old,
         &(struct event){.arg = -1, .loss = LOSS_REALLOC});
    f = state_fact_make(x, s, old);
    f->owned = 0;
    f->flags |= FLAG_ESCAPED;
}

/* Arguments that a function leaves in a static variable without a reference
 * of its own: they live as long as the call, the variable longer.
 */
#include "explore.h"

/* Another function of the file reads the variable. */
static bool
is_read_later(const struct explorer *x, sym name)
{
    for (size_t n = 0; n < x->unit->n_funcs; n++) {
        const struct func *f = &x->unit->funcs[n];
        if (f == x->f || f->status != FUNC_OK)
            continue;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                const struct op *op = &f->blocks[b].ops[i];
                if (op->kind == OP_LOAD && op->a.kind == OPERAND_GLOBAL &&
                    op->a.name == name)
                    return true;
            }
    }
    return false;
}

static bool
is_variable(const struct explorer *x, value at)
{
    const struct term *t = term_at(&x->terms, at);
    const struct global *g = t->kind == VALUE_GLOBAL
                                 ? program_global(x->p, x->unit, t->name)
                                 : NULL;
    return g != NULL && g->is_static && type_is_object_pointer(g->type) &&
           is_read_later(x, t->name);
}

/* Not the first one: the module, the instance or the class. */
static bool
is_argument(const struct explorer *x, value v)
{
    const struct term *t = v == NO_VALUE ? NULL : term_at(&x->terms, v);
    return t != NULL && t->kind == VALUE_PARAM && t->number > 0;
}

static bool
is_lent_for_call(const struct explorer *x, const struct fact *f)
{
    uint32_t elsewhere = FLAG_ESCAPED | FLAG_RELEASED | FLAG_GIVEN |
                         FLAG_STATIC | FLAG_DOUBT | FLAG_OWED | FLAG_KEPT |
                         FLAG_TAKEN | FLAG_PASSED;
    return f->kind == x->p->ref && f->owned == 0 && f->held == 0 &&
           (f->flags & elsewhere) == 0 &&
           (is_argument(x, f->v) ||
            (f->origin == ORIGIN_LENT && is_argument(x, f->lender)));
}

void
kept_lent_check(struct explorer *x, const struct state *s, const struct op *op)
{
    if (x->sink == NULL || x->entry == NULL || x->proc->entry_guessed ||
        x->proc->at_import)
        return;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (c->content == ZEROED || value_null(x, s, c->content) == NULL_IS ||
            !is_lent_for_call(x, state_fact(s, c->content)) ||
            !is_variable(x, c->at))
            continue;
        tell(x, s, EVENT_KEPT, stored_at(x, s, c, op), c->content,
             &(struct event){.arg = -1,
                             .field = term_at(&x->terms, c->at)->name,
                             .confidence = CONFIDENCE_LIKELY});
    }
}

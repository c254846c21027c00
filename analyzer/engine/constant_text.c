/* Text that the unit itself brings along: a literal, a static variable that
 * has one and is only ever read, or a parameter that is given nothing else.
 */
#include "call.h"
#include "given.h"

static bool
is_variable_of(const struct operand *o, const struct global *g)
{
    return o->kind == OPERAND_GLOBAL && o->name == g->name;
}

/* The op does more than read the text, or the pointer to it. */
static bool
may_change(const struct op *op, const struct global *g)
{
    bool reads = op->kind == OP_LOAD;
    if ((is_variable_of(&op->a, g) && !reads) || is_variable_of(&op->b, g))
        return true;
    for (size_t i = 0; i < op->n_args; i++)
        if (is_variable_of(&op->args[i], g) &&
            (op->kind != OP_CALL || i >= 64 || (op->reads >> i & 1) == 0))
            return true;
    return false;
}

static bool
is_only_read(const struct unit *u, const struct global *g)
{
    for (size_t f = 0; f < u->n_funcs; f++)
        for (size_t b = 0; b < u->funcs[f].n_blocks; b++)
            for (size_t i = 0; i < u->funcs[f].blocks[b].n_ops; i++)
                if (may_change(&u->funcs[f].blocks[b].ops[i], g))
                    return false;
    return true;
}

static bool
is_text_variable(const struct explorer *x, const struct operand *o)
{
    const struct global *g = o->kind == OPERAND_GLOBAL
                                 ? program_global(x->p, x->unit, o->name)
                                 : NULL;
    return g != NULL && g->is_static && g->n_inits == 1 &&
           g->inits[0].value.kind == OPERAND_STRING &&
           is_only_read(x->unit, g);
}

bool
is_constant_text(const struct explorer *x, const struct operand *o)
{
    if (o->kind == OPERAND_STRING || is_text_variable(x, o) ||
        given_is_literal(x, o))
        return true;
    const struct op *made = func_made_by(x->f, o);
    return made != NULL && made->kind == OP_LOAD &&
           is_text_variable(x, &made->a);
}

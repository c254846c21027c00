/* Texts that may be NULL after the arguments were parsed: None for "z", and an
 * optional one that is not passed where the variable begins as NULL.
 */
#include "formats.h"

#include <string.h>

struct target {
    const struct op *parser;
    size_t arg;
};

/* The variable that the parser has filled with v, and where. */
static bool
target_of(const struct explorer *x, const struct state *s, value v,
          struct target *out)
{
    const struct op *op = term_at(&x->terms, v)->op;
    if (term_at(&x->terms, v)->kind != VALUE_SYMBOL || op == NULL ||
        op->kind != OP_CALL || !format_is_parser(op->callee))
        return false;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct term *at = term_at(&x->terms, s->memory.v[i].at);
        if (s->memory.v[i].content != v || at->kind != VALUE_LOCAL)
            continue;
        for (size_t a = 0; a < op->n_args; a++)
            if (op->args[a].kind == OPERAND_LOCAL &&
                op->args[a].index == (uint32_t)at->number) {
                *out = (struct target){op, a};
                return true;
            }
    }
    return false;
}

static bool
is_text_unit(const struct format_arg *arg)
{
    return arg->type == FORMAT_TEXT &&
           (strcmp(arg->unit, "z") == 0 ||
            (arg->optional &&
             (strcmp(arg->unit, "s") == 0 || strcmp(arg->unit, "y") == 0)));
}

static bool
may_be_left_null(const struct explorer *x, const struct target *t)
{
    struct format_arg arg;
    return format_arg_of(x, t->parser, t->arg, &arg) && is_text_unit(&arg) &&
           (!arg.optional ||
            (format_finds_null(x->f, &t->parser->args[t->arg]) &&
             !format_is_counted(x->f, t->parser)));
}

bool
text_may_be_absent(const struct explorer *x, const struct state *s, value v)
{
    struct target t;
    return value_null(x, s, v) == NULL_UNKNOWN && target_of(x, s, v, &t) &&
           may_be_left_null(x, &t);
}

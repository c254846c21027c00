/* What the format that stands in a call of the API wants of its arguments,
 * whatever path leads there.
 */
#include "formats.h"

const char *
format_literal(const struct contract *c, const struct op *op)
{
    if (c == NULL || !contract_has_format_text(c) || c->format_param < 0 ||
        (size_t)c->format_param >= op->n_args ||
        op->args[c->format_param].kind != OPERAND_STRING)
        return NULL;
    return op->args[c->format_param].name;
}

bool
format_arg_of(const struct explorer *x, const struct op *op, size_t i,
              struct format_arg *out)
{
    const struct contract *c = program_line(x->p, op);
    const char *format = format_literal(c, op);
    struct format_shape shape;
    const char *problem;
    if (format == NULL ||
        !contract_format(x->keep, c, format, x->p->version,
                         x->unit->ssize_clean, &shape, &problem) ||
        i < shape.n_fixed || i - shape.n_fixed >= shape.n_args)
        return false;
    *out = shape.args[i - shape.n_fixed];
    return true;
}

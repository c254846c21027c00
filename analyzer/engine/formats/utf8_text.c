/* Text that is known to be UTF-8 before it becomes a str:
 *
 *     PyArg_ParseTuple(args, "s", &name)       a str was behind it
 *     name = PyUnicode_AsUTF8(o)
 *     name = status_name(n)                    which returns literals only
 *     name = inet_ntoa(address)
 *
 * So that no more than memory can be missing.
 */
#include "formats.h"

#include <string.h>

/* ---- parsed ---- */

/* A bare "s" or "z" is text of a str; "s#" takes bytes, too. */
static bool
parses_text(const struct explorer *x, const struct op *op, size_t arg)
{
    struct format_arg a;
    return format_is_parser(op->callee) && format_arg_of(x, op, arg, &a) &&
           (strcmp(a.unit, "s") == 0 || strcmp(a.unit, "z") == 0);
}

static bool
is_literal(const struct operand *o)
{
    return (o->kind == OPERAND_INT && o->number == 0) || is_ascii_literal(o);
}

/* Nothing but a parser, or a literal, gives the variable a value. */
static bool
op_leaves_text(const struct explorer *x, const struct op *op, uint32_t local,
               bool *parsed)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind == OPERAND_LOCAL && op->args[i].index == local) {
            if (op->kind != OP_CALL || !parses_text(x, op, i))
                return false;
            *parsed = true;
        }
    if ((op->a.kind == OPERAND_LOCAL && op->a.index == local) ||
        (op->b.kind == OPERAND_LOCAL && op->b.index == local))
        return op->kind == OP_SCOPE;
    return op->dst != local || (op->kind == OP_COPY && is_literal(&op->a));
}

static bool
has_literals(const struct func *f, uint32_t local)
{
    size_t n = 0;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            n += op->dst == local && op->kind == OP_COPY &&
                 is_ascii_literal(&op->a);
        }
    return n > 1 && !f->slots[local].address_taken;
}

/* Or literals alone, more than one: c ? "a" : "b". */
static bool
is_parsed_text(const struct explorer *x, uint32_t local)
{
    const struct func *f = x->f;
    bool parsed = local >= f->n_params && has_literals(f, local);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (!op_leaves_text(x, &f->blocks[b].ops[i], local, &parsed))
                return false;
    return parsed;
}

/* ---- returned ---- */

/* Of this file. */
static bool
returns_literals(const struct explorer *x, const struct op *call)
{
    const struct procedure *to = program_callee(x->p, x->unit, call);
    bool any = false;
    if (to == NULL || to->unit != x->unit)
        return false;
    for (size_t b = 0; b < to->func->n_blocks; b++)
        for (size_t i = 0; i < to->func->blocks[b].n_ops; i++) {
            const struct op *op = &to->func->blocks[b].ops[i];
            if (op->kind != OP_RETURN)
                continue;
            if (!is_literal(&op->a))
                return false;
            any = true;
        }
    return any;
}

/* A line of a model says so, or it is a version: zlibVersion(). */
static bool
gives_text(const struct explorer *x, const struct op *call)
{
    const struct contract *c = program_line(x->p, call);
    bool version = call->callee != NULL && call->n_args == 0 &&
                   (str_ends(call->callee, "_version") ||
                    str_ends(call->callee, "Version"));
    return version || (c != NULL && c->utf8) || returns_literals(x, call);
}

bool
is_utf8_text(const struct explorer *x, const struct operand *o)
{
    for (int depth = 0; depth < 8 && o->kind == OPERAND_SLOT; depth++) {
        const struct op *made = func_made_by(x->f, o);
        if (is_parsed_text(x, o->index))
            return true;
        if (made == NULL || (made->kind != OP_COPY && made->kind != OP_CAST))
            return made != NULL &&
                   (made->kind == OP_CALL ? gives_text(x, made)
                                          : is_table_text(x, made));
        o = &made->a;
    }
    return false;
}

/* Py_BuildValue("(si)", text, n): numbers, and text that is UTF-8. */
bool
builds_of_utf8(const struct explorer *x, const struct op *op)
{
    if (op->callee == NULL || strcmp(op->callee, "Py_BuildValue") != 0)
        return false;
    for (size_t i = 1; i < op->n_args; i++) {
        const struct type *t = op->arg_types == NULL ? NULL : op->arg_types[i];
        bool text = is_literal(&op->args[i]) ||
                    is_utf8_text(x, &op->args[i]) ||
                    is_made_text(x, &op->args[i]);
        if (!text && (t == NULL || type_is_pointer(t) ||
                      t->kind == TYPE_RECORD || t->kind == TYPE_FUNCTION))
            return false;
    }
    return op->n_args > 1 && op->args[0].kind == OPERAND_STRING &&
           strpbrk(op->args[0].name, "cCO&NSU") == NULL;
}

/* Variables that a parser does not have to write: those of optional arguments
 * keep what they held, and 'es#' looks whether there is a buffer already.  And
 * a Py_buffer that was not filled.
 */
#include "formats.h"
#include "types.h"

#include <string.h>

bool
format_is_parser(sym callee)
{
    return callee != NULL &&
           (str_starts(callee, "PyArg_") || str_starts(callee, "_PyArg_"));
}

static bool
names_local(const struct operand *o, int64_t slot)
{
    return o->kind == OPERAND_LOCAL && o->index == slot;
}

/* It gets a value, or its address goes into anything but a parser. */
static bool
may_set(const struct op *op, int64_t slot)
{
    if (op->kind == OP_SCOPE)
        return false;
    bool taken = names_local(&op->a, slot) || names_local(&op->b, slot);
    for (size_t i = 0; i < op->n_args; i++)
        taken |= names_local(&op->args[i], slot);
    if (op->kind == OP_CALL && format_is_parser(op->callee))
        taken = false;
    return taken || op->dst == slot;
}

static bool
reads(const struct operand *o, int64_t slot)
{
    return o->kind == OPERAND_SLOT && o->index == slot;
}

static bool
is_read(const struct func *f, int64_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind != OP_SCOPE &&
                (reads(&op->a, slot) || reads(&op->b, slot)))
                return true;
            for (size_t a = 0; a < op->n_args; a++)
                if (reads(&op->args[a], slot))
                    return true;
        }
    return false;
}

static bool
is_never_set(const struct func *f, int64_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (may_set(&f->blocks[b].ops[i], slot))
                return false;
    return true;
}

static bool
sets_null(const struct op *op, int64_t slot)
{
    const struct operand *from = op->dst == slot ? &op->a : &op->b;
    return (op->dst == slot
                ? op->kind == OP_COPY || op->kind == OP_CAST
                : op->kind == OP_STORE && names_local(&op->a, slot)) &&
           from->kind == OPERAND_INT && from->number == 0;
}

bool
format_finds_null(const struct func *f, const struct operand *o)
{
    bool found = false;
    if (o->kind != OPERAND_LOCAL || f->slots[o->index].is_param ||
        !type_is_pointer(f->slots[o->index].type))
        return false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool null = sets_null(op, o->index);
            if (!null && may_set(op, o->index) && op->kind != OP_LOAD)
                return false;
            found |= null;
        }
    return found;
}

const char *
format_needs(const struct calling *k, const struct format_arg *arg, size_t i)
{
    const struct func *f = k->x->f;
    const struct operand *o = &k->op->args[i];
    bool looks = strcmp(arg->unit, "es#") == 0 ||
                 strcmp(arg->unit, "et#") == 0;
    looks &= arg->type == FORMAT_TEXT;
    /* Of objects the exploration knows more, and a length is looked at where
       there is a text. */
    bool length = str_ends(arg->unit, "#") && arg->type != FORMAT_TEXT;
    bool keeps = arg->optional && arg->type != FORMAT_OBJECT && !length;
    if (!arg->is_cell || (!looks && !keeps) || o->kind != OPERAND_LOCAL)
        return NULL;
    const struct type *t = f->slots[o->index].type;
    if (t == NULL || t->kind == TYPE_RECORD || t->kind == TYPE_ARRAY ||
        f->slots[o->index].is_param || !is_never_set(f, o->index) ||
        (!looks && !is_read(f, o->index)))
        return NULL;
    return looks ? "NULL or a buffer" : "a default, for it is optional";
}

/* ---- a Py_buffer that only a call fills which may fail ---- */

static bool
only_loads(const struct func *f, uint32_t address)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool used = op->kind != OP_LOAD && reads(&op->a, address);
            used |= reads(&op->b, address);
            for (size_t a = 0; a < op->n_args; a++)
                used |= reads(&op->args[a], address);
            if (used && op->kind != OP_SCOPE)
                return false;
        }
    return true;
}

/* Its address goes nowhere but to calls that fill a buffer or release it. */
static bool
may_set_view(const struct func *f, const struct op *op, int64_t slot)
{
    bool known = op->kind == OP_CALL && op->callee != NULL &&
                 (format_is_parser(op->callee) ||
                  strcmp(op->callee, "PyObject_GetBuffer") == 0 ||
                  strcmp(op->callee, "PyBuffer_Release") == 0);
    if (known || op->kind == OP_SCOPE || op->kind == OP_LOAD)
        return false;
    if (op->kind == OP_FIELD && names_local(&op->a, slot))
        return !only_loads(f, op->dst);
    return may_set(op, slot);
}

bool
view_is_unset(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_LOCAL || state_fact(s, v)->kind != NULL ||
        !type_is_view(x->f->slots[t->number].type))
        return false;
    for (size_t i = 0; i < s->memory.n; i++)
        if (term_root(&x->terms, s->memory.v[i].at) == v)
            return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++)
            if (may_set_view(x->f, &x->f->blocks[b].ops[i], t->number))
                return false;
    return true;
}

bool
is_read_elsewhere(const struct func *f, const struct op *op,
                  const struct operand *arg)
{
    for (size_t b = 0; b < f->n_blocks && arg->kind == OPERAND_SLOT; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *other = &f->blocks[b].ops[i];
            for (size_t a = 0; a < other->n_args; a++)
                if (other != op && other->args[a].kind == OPERAND_SLOT &&
                    other->args[a].index == arg->index)
                    return true;
        }
    return false;
}

static bool
is_count_of(const struct op *op, int64_t slot)
{
    static const char *const counts[] = {"PyTuple_GET_SIZE", "PyTuple_Size",
                                         "Py_SIZE",          "PyObject_Size",
                                         "PySequence_Size",  "PyObject_Length",
                                         "PySequence_Length"};
    if (op->kind == OP_BINARY)
        return reads(&op->a, slot) || reads(&op->b, slot);
    for (size_t i = 0; op->kind == OP_CALL && op->callee != NULL &&
                       i < sizeof counts / sizeof *counts;
         i++)
        if (strcmp(op->callee, counts[i]) == 0)
            return op->n_args == 1 && reads(&op->args[0], slot);
    return false;
}

bool
format_is_counted(const struct func *f, const struct op *parser)
{
    for (size_t a = 0; a < 2 && a < parser->n_args; a++)
        for (size_t b = 0;
             b < f->n_blocks && parser->args[a].kind == OPERAND_SLOT; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++)
                if (is_count_of(&f->blocks[b].ops[i], parser->args[a].index))
                    return true;
    return false;
}

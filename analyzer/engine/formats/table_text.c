/* Text that a table of literals holds:
 *
 *     static struct { const char *name; int n; } rows[] = {{"one", 1}, ...};
 *     for (i = 0; i < n; i++)
 *         key = PyUnicode_FromString(rows[i].name);
 *
 * All of it is ASCII, and the file that has the table only reads it.
 */
#include "call.h"

enum { MAX_DEPTH = 8 };

static bool
makes_place(const struct op *op)
{
    return op->kind == OP_COPY || op->kind == OP_CAST ||
           op->kind == OP_FIELD || op->kind == OP_INDEX ||
           (op->kind == OP_BINARY && op->code < CODE_EQ);
}

/* The variable that the address lies in, whichever way it was made. */
static sym
table_at(const struct func *f, const struct operand *o, int depth)
{
    sym table = NULL;
    if (o->kind == OPERAND_GLOBAL)
        return o->name;
    if (o->kind != OPERAND_SLOT || depth == MAX_DEPTH ||
        f->slots[o->index].is_param || f->slots[o->index].address_taken)
        return NULL;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool same = op->a.kind == OPERAND_SLOT && op->a.index == o->index;
            if (op->dst != o->index || op->kind == OP_SCOPE ||
                (makes_place(op) && same))
                continue;
            sym from = makes_place(op) ? table_at(f, &op->a, depth + 1) : NULL;
            if (from == NULL || (table != NULL && from != table))
                return NULL;
            table = from;
        }
    return table;
}

static const struct global *
global_of(const struct unit *u, sym name)
{
    for (size_t i = 0; i < u->n_globals; i++)
        if (u->globals[i].name == name && !u->globals[i].is_extern)
            return &u->globals[i];
    return NULL;
}

static bool
is_chars(const struct type *t)
{
    return t != NULL && t->kind == TYPE_POINTER && t->target != NULL &&
           t->target->kind == TYPE_INT && t->target->size == 1;
}

/* All that it has of the kind is literals, and there is more than one. */
static bool
holds_literals(const struct global *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *init = &g->inits[i];
        bool zero = init->value.kind == OPERAND_INT && init->value.number == 0;
        if (!is_chars(init->type) || zero)
            continue;
        if (!is_ascii_literal(&init->value))
            return false;
        n++;
    }
    return n > 1 && (g->type->kind == TYPE_ARRAY || g->is_static);
}

static bool
is_written_by(const struct func *f, sym table)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_STORE && is_chars(op->type) &&
                table_at(f, &op->a, 0) == table)
                return true;
        }
    return false;
}

bool
is_table_text(const struct explorer *x, const struct op *made)
{
    if (made->kind != OP_LOAD || !is_chars(made->type))
        return false;
    sym table = table_at(x->f, &made->a, 0);
    const struct global *g = table == NULL ? NULL : global_of(x->unit, table);
    if (g == NULL || !holds_literals(g))
        return false;
    for (size_t i = 0; i < x->unit->n_funcs; i++)
        if (is_written_by(&x->unit->funcs[i], table))
            return false;
    return true;
}

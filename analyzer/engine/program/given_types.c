/* The types that an argument of a static function has in every call, where
 * every call can be seen:
 *
 *     if (PyFloat_Check(value))
 *         return put_float(out, value);
 *
 * Before any exploration, from what the callers ask on the way to the call,
 * and from what makes the object.  Twice, for callers that know it from
 * theirs.
 */
#include "given.h"

#include "call.h"
#include "types.h"

#include <string.h>

#define ROUNDS 2

/* One variable in one function: by block, the types that it can have where
 * the block begins; 0: no way leads there. */
struct flow {
    const struct program *p;
    const struct procedure *proc;
    const struct func *f;
    uint32_t slot;
    unsigned *at;
};

struct answer_types {
    unsigned yes, no;
};

static bool
is_slot(const struct flow *w, const struct operand *o)
{
    struct operand root = func_origin(w->f, *o);
    return root.kind == OPERAND_SLOT && root.index == w->slot;
}

/* Py_TYPE(value) == &PyFloat_Type */
static bool
compares_type(const struct flow *w, const struct op *op,
              struct answer_types *out)
{
    const struct op *type = func_made_behind(w->f, &op->a);
    if (type == NULL || type->kind != OP_CALL || type->callee == NULL ||
        strcmp(type->callee, "Py_TYPE") != 0 || !is_slot(w, &type->args[0]) ||
        op->b.kind != OPERAND_GLOBAL)
        return false;
    out->yes = object_types_exact(op->b.name);
    return out->yes != OBJECT_ANY;
}

/* What the condition says of the variable; false: nothing. */
static bool
asks(const struct flow *w, const struct operand *cond,
     struct answer_types *out)
{
    const struct op *op = func_made_behind(w->f, cond);
    bool turned = false;
    while (op != NULL && ((op->kind == OP_UNARY && op->code == CODE_LNOT) ||
                          (op->kind == OP_BINARY &&
                           (op->code == CODE_EQ || op->code == CODE_NE) &&
                           op->b.kind == OPERAND_INT && op->b.number == 0))) {
        turned ^= op->kind == OP_UNARY || op->code == CODE_EQ;
        op = func_made_behind(w->f, &op->a);
    }
    *out = (struct answer_types){OBJECT_ANY, OBJECT_ANY};
    if (op == NULL)
        return false;
    if (op->kind == OP_CALL && op->n_args > 0 && is_slot(w, &op->args[0]))
        object_question(op, &out->yes, &out->no);
    else if (op->kind == OP_BINARY &&
             (op->code == CODE_EQ || op->code == CODE_NE)) {
        if (!compares_type(w, op, out))
            return false;
        turned ^= op->code == CODE_NE;
    }
    if (turned)
        *out = (struct answer_types){out->no, out->yes};
    return true;
}

static unsigned
after_op(const struct flow *w, const struct op *op, unsigned types)
{
    if (op->dst != w->slot || op->kind == OP_SCOPE)
        return types;
    return program_callee(w->p, w->proc->unit, op) == NULL
               ? object_types_made(program_line(w->p, op))
               : OBJECT_ANY;
}

static unsigned
before_op(const struct flow *w, uint32_t block, const struct op *end)
{
    unsigned types = w->at[block];
    for (const struct op *op = w->f->blocks[block].ops; op < end; op++)
        types = after_op(w, op, types);
    return types;
}

static bool
reach(struct flow *w, uint32_t block, unsigned types)
{
    bool more = (types & ~w->at[block]) != 0;
    w->at[block] |= types;
    return more;
}

static bool
leave(struct flow *w, uint32_t block)
{
    const struct block *b = &w->f->blocks[block];
    const struct op *last = &b->ops[b->n_ops - 1];
    unsigned types = before_op(w, block, last);
    struct answer_types answer;
    bool more = false;
    if (w->at[block] == 0)
        return false;
    if (last->kind == OP_BRANCH && asks(w, &last->a, &answer))
        return (int)reach(w, last->to[0], types & answer.yes) |
               (int)reach(w, last->to[1], types & answer.no);
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        more |= reach(w, op_successor(last, i), types);
    return more;
}

/* What the variable can be where the op begins. */
static unsigned
types_at(const struct program *p, const struct procedure *proc, uint32_t slot,
         const struct op *op)
{
    arena *scratch = arena_new();
    const struct func *f = proc->func;
    struct flow w = {.p = p, .proc = proc, .f = f, .slot = slot};
    bool more = !f->slots[slot].address_taken;
    w.at = ARENA_ARRAY(scratch, unsigned, f->n_blocks);
    w.at[0] = proc->types_given != NULL && slot < f->n_params
                  ? proc->types_given[slot]
                  : OBJECT_ANY;
    while (more) {
        more = false;
        for (uint32_t b = 0; b < f->n_blocks; b++)
            more |= leave(&w, b);
    }
    uint32_t block = op_position(f, op).block;
    unsigned types = f->slots[slot].address_taken || block == NO_BLOCK
                         ? OBJECT_ANY
                         : before_op(&w, block, op);
    arena_free(scratch);
    return types;
}

/* ---- all calls ---- */

static void
note_argument(const struct program *p, const struct procedure *from,
              const struct op *op, size_t i, uint16_t *types)
{
    struct operand o = func_origin(from->func, op->args[i]);
    if (*types == OBJECT_ANY)
        return;
    if (o.kind == OPERAND_INT && o.number == 0)
        return; /* no object */
    *types |= o.kind == OPERAND_SLOT ? (uint16_t)types_at(p, from, o.index, op)
                                     : (uint16_t)OBJECT_ANY;
}

static void
note_call(const struct program *p, const struct procedure *from,
          const struct op *op, uint16_t **types)
{
    const struct procedure *to = op->kind == OP_CALL
                                     ? program_callee(p, from->unit, op)
                                     : NULL;
    if (to == NULL || to->given == NULL)
        return;
    uint16_t *known = types[to - p->procs.v];
    for (size_t i = 0; i < to->func->n_params && i < op->n_args; i++)
        if (type_is_object_pointer(to->func->slots[i].type))
            note_argument(p, from, op, i, &known[i]);
}

static void
one_round(struct program *p, uint16_t **types)
{
    for (size_t i = 0; i < p->procs.n; i++)
        if (p->procs.v[i].given != NULL)
            types[i] = ARENA_ARRAY(p->keep, uint16_t,
                                   p->procs.v[i].func->n_params + 1);
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct func *f = p->procs.v[i].func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++)
                note_call(p, &p->procs.v[i], &f->blocks[b].ops[k], types);
    }
    for (size_t i = 0; i < p->procs.n; i++)
        p->procs.v[i].types_given = types[i];
}

void
program_given_types(struct program *p)
{
    arena *scratch = arena_new();
    for (int round = 0; round < ROUNDS; round++)
        one_round(p, ARENA_ARRAY(scratch, uint16_t *, p->procs.n + 1));
    arena_free(scratch);
}

/* The function itself asks: it is written for others, too, whatever today's
 * callers give it.
 */
static bool
is_asked_here(const struct func *f, uint32_t param)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            struct operand o = op->n_args > 0 && op->kind == OP_CALL
                                   ? func_origin(f, op->args[0])
                                   : (struct operand){0};
            if (o.kind == OPERAND_SLOT && o.index == param &&
                asks_for_type(op->callee, op))
                return true;
        }
    return false;
}

void
given_types_know(struct explorer *x, struct state *s)
{
    const uint16_t *types = x->proc->types_given;
    for (uint32_t i = 0; types != NULL && i < x->f->n_params; i++) {
        struct term param = {.kind = VALUE_PARAM, .number = i};
        if (types[i] != 0 && types[i] != OBJECT_ANY &&
            type_is_object_pointer(x->f->slots[i].type) &&
            !is_asked_here(x->f, i))
            object_narrow(x, s, term_intern(&x->terms, param), types[i]);
    }
}

/* Helpers whose callers compare the result with what they passed:
 *
 *     identity = identity_or_new(key);
 *     ...
 *     if (identity != key)
 *         Py_DECREF(identity);
 *
 * The argument that such a helper gives back without a reference is no
 * mistake: the callers know.  They may ask a helper, too, that gets both.
 */
#include "run.h"
#include "types.h"

/* Two variables of one function; the second one is exactly one slot. */
struct pair {
    const struct func *f;
    const uint64_t *result; /* and its copies */
    uint32_t given;
};

static bool
is_result(const struct pair *p, const struct operand *o)
{
    return o->kind == OPERAND_SLOT && bit_test(p->result, o->index);
}

static bool
is_given(const struct pair *p, const struct operand *o)
{
    struct operand root = func_origin(p->f, *o);
    return root.kind == OPERAND_SLOT && root.index == p->given;
}

static bool
compares(const struct pair *p, const struct op *op)
{
    return op->kind == OP_BINARY &&
           (op->code == CODE_EQ || op->code == CODE_NE) &&
           ((is_result(p, &op->a) && is_given(p, &op->b)) ||
            (is_result(p, &op->b) && is_given(p, &op->a)));
}

static bool
compares_params(const struct func *f, uint32_t a, uint32_t b)
{
    arena *scratch = arena_new();
    struct pair p = {
        .f = f, .result = slot_aliases(scratch, f, a), .given = b};
    bool found = false;
    for (size_t k = 0; k < f->n_blocks; k++)
        for (size_t i = 0; i < f->blocks[k].n_ops; i++)
            found |= compares(&p, &f->blocks[k].ops[i]);
    arena_free(scratch);
    return found;
}

/* identity_release(key, identity) */
static bool
asks_helper(const struct program *program, const struct procedure *from,
            const struct pair *p, const struct op *op)
{
    const struct procedure *to = op->kind == OP_CALL && op->n_args > 1
                                     ? program_callee(program, from->unit, op)
                                     : NULL;
    if (to == NULL || to->func->status != FUNC_OK)
        return false;
    uint32_t n = (uint32_t)to->func->n_params;
    for (uint32_t r = 0; r < op->n_args && r < n; r++)
        for (uint32_t g = 0;
             is_result(p, &op->args[r]) && g < op->n_args && g < n; g++)
            if (g != r && is_given(p, &op->args[g]) &&
                compares_params(to->func, r, g))
                return true;
    return false;
}

static bool
is_compared(const struct program *program, const struct procedure *from,
            const struct op *call, const struct operand *given)
{
    arena *scratch = arena_new();
    const struct func *f = from->func;
    struct operand root = func_origin(f, *given);
    struct pair p = {.f = f,
                     .result = slot_aliases(scratch, f, call->dst),
                     .given = root.index};
    bool found = false;
    for (size_t b = 0; root.kind == OPERAND_SLOT && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            found |= op != call &&
                     (compares(&p, op) || asks_helper(program, from, &p, op));
        }
    arena_free(scratch);
    return found;
}

/* The parameters that the function may return as they are. */
static uint32_t
returned_params(const struct func *f)
{
    uint32_t found = 0;
    arena *scratch = arena_new();
    bool object = f->status == FUNC_OK &&
                  type_is_object_pointer(f->type->target);
    for (uint32_t i = 0; object && i < f->n_params && i < 32; i++) {
        const uint64_t *alias = slot_aliases(scratch, f, i);
        for (size_t b = 0; b < f->n_blocks; b++) {
            const struct op *end = &f->blocks[b].ops[f->blocks[b].n_ops - 1];
            if (end->kind == OP_RETURN && end->a.kind == OPERAND_SLOT &&
                bit_test(alias, end->a.index))
                found |= UINT32_C(1) << i;
        }
    }
    arena_free(scratch);
    return found;
}

static void
note_call(const struct program *p, const struct procedure *from,
          const struct op *op, const uint32_t *returned)
{
    struct procedure *to = op->kind == OP_CALL && op->dst != NO_SLOT
                               ? program_callee(p, from->unit, op)
                               : NULL;
    uint32_t open = to != NULL ? returned[to - p->procs.v] & ~to->told_apart
                               : 0;
    for (uint32_t i = 0; i < op->n_args && i < 32 && open >> i != 0; i++)
        if ((open >> i & 1) != 0 && is_compared(p, from, op, &op->args[i]))
            to->told_apart |= UINT32_C(1) << i;
}

void
told_apart_learn(struct program *p)
{
    arena *scratch = arena_new();
    uint32_t *returned = ARENA_ARRAY(scratch, uint32_t, p->procs.n + 1);
    for (size_t i = 0; i < p->procs.n; i++)
        returned[i] = returned_params(p->procs.v[i].func);
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct func *f = p->procs.v[i].func;
        for (size_t b = 0; f->status == FUNC_OK && b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++)
                note_call(p, &p->procs.v[i], &f->blocks[b].ops[k], returned);
    }
    arena_free(scratch);
}

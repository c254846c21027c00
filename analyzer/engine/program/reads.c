/* Helpers that only look into a struct which their caller passes by address.
 *
 * What the fields hold stays the caller's to release when no pointer is put
 * into the struct, none that was found there is given up, returned or put
 * elsewhere, and the struct goes to helpers of that kind only.  By what the
 * body says, whatever the way through it.
 */
#include "call.h"
#include "summary.h"
#include "types.h"

/* Who only looks is short; each field costs a walk over the function. */
#define MOST_OPS 1000

struct reading {
    const struct explorer *x;
    arena *keep;
    bool spoilt;
};

typedef bool use_test(const struct reading *r, const struct op *op,
                      const uint64_t *same);

static bool
is_argument(const struct op *op, const uint64_t *same, size_t i)
{
    return operand_is_among(&op->args[i], same);
}

/* An operand of the op, besides what it is called with. */
static bool
is_plain_operand(const struct op *op, const uint64_t *same)
{
    return operand_is_among(&op->a, same) || operand_is_among(&op->b, same);
}

static bool
only_compares(const struct op *op)
{
    return op->kind == OP_COPY || op->kind == OP_CAST ||
           op->kind == OP_BRANCH || op->kind == OP_SCOPE ||
           (op->kind == OP_BINARY && op->code >= CODE_EQ) ||
           (op->kind == OP_UNARY && op->code == CODE_LNOT);
}

/* A pointer found in the struct is looked at, or counted once more. */
static bool
pointer_is_safe(const struct reading *r, const struct op *op,
                const uint64_t *same)
{
    const struct contract *line = call_line(r->x, op);
    for (size_t i = 0; i < op->n_args; i++)
        if (is_argument(op, same, i) &&
            (op->kind != OP_CALL || line == NULL || i >= line->n_params ||
             op->callee == NULL || param_gives_up(&line->params[i])))
            return false;
    if (!is_plain_operand(op, same))
        return true;
    return only_compares(op) || op->kind == OP_LOAD || op->kind == OP_FIELD ||
           op->kind == OP_INDEX || op->kind == OP_CALL ||
           (op->kind == OP_STORE && !operand_is_among(&op->b, same));
}

static void
check_uses(struct reading *r, uint32_t slot, use_test *test)
{
    const struct func *f = r->x->f;
    const uint64_t *same = slot_aliases(r->keep, f, slot);
    r->spoilt |= f->slots[slot].address_taken;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops && !r->spoilt; i++)
            r->spoilt |= !test(r, &f->blocks[b].ops[i], same);
}

/* The address of a field: read, or given a number. */
static bool
field_is_safe(const struct reading *r, const struct op *op,
              const uint64_t *same)
{
    (void)r;
    for (size_t i = 0; i < op->n_args; i++)
        if (is_argument(op, same, i))
            return false;
    if (!is_plain_operand(op, same))
        return true;
    if (op->kind == OP_STORE)
        return !operand_is_among(&op->b, same) && !type_is_pointer(op->type) &&
               op->type->kind != TYPE_RECORD;
    return op->kind == OP_LOAD || op->kind == OP_SCOPE;
}

/* The struct itself. */
static bool
struct_is_safe(const struct reading *r, const struct op *op,
               const uint64_t *same)
{
    const struct contract *line = call_line(r->x, op);
    for (size_t i = 0; i < op->n_args; i++)
        if (is_argument(op, same, i) &&
            (op->kind != OP_CALL || line == NULL || i >= line->n_params ||
             !line->params[i].reads))
            return false;
    return !is_plain_operand(op, same) || only_compares(op) ||
           op->kind == OP_FIELD;
}

static void
check_fields(struct reading *r, uint32_t slot)
{
    const struct func *f = r->x->f;
    const uint64_t *same = slot_aliases(r->keep, f, slot);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops && !r->spoilt; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_FIELD && operand_is_among(&op->a, same))
                check_uses(r, op->dst, field_is_safe);
        }
}

/* Slots that have a field of the struct, by the addresses of fields. */
static bool
loads_field(const struct func *f, const struct op *load, const uint64_t *same)
{
    const struct op *from = load->a.kind == OPERAND_SLOT
                                ? func_definition(f, load->a.index)
                                : NULL;
    return from != NULL && from->kind == OP_FIELD &&
           operand_is_among(&from->a, same);
}

static void
check_pointers(struct reading *r, uint32_t slot)
{
    const struct func *f = r->x->f;
    const uint64_t *same = slot_aliases(r->keep, f, slot);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops && !r->spoilt; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_LOAD && type_is_pointer(op->type) &&
                loads_field(f, op, same))
                check_uses(r, op->dst, pointer_is_safe);
        }
}

static bool
is_short(const struct func *f)
{
    size_t n = 0;
    for (size_t b = 0; b < f->n_blocks; b++)
        n += f->blocks[b].n_ops;
    return n <= MOST_OPS;
}

bool
reads_only(const struct explorer *x, size_t param)
{
    if (!is_short(x->f))
        return false;
    struct reading r = {.x = x, .keep = arena_new()};
    check_uses(&r, (uint32_t)param, struct_is_safe);
    check_fields(&r, (uint32_t)param);
    check_pointers(&r, (uint32_t)param);
    arena_free(r.keep);
    return !r.spoilt;
}

static bool
names_slot(const struct operand *o, uint32_t slot)
{
    return (o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL) &&
           o->index == slot;
}

static bool
op_names(const struct op *op, uint32_t slot)
{
    bool named = names_slot(&op->a, slot) || names_slot(&op->b, slot);
    for (size_t i = 0; i < op->n_args; i++)
        named |= names_slot(&op->args[i], slot);
    return named && op->kind != OP_SCOPE;
}

bool
param_is_ignored(const struct func *f, uint32_t param)
{
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (uint32_t i = 0; i < f->blocks[b].n_ops; i++)
            if (op_names(&f->blocks[b].ops[i], param))
                return false;
    return true;
}

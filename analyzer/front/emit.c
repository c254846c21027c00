/* Building blocks: ops, slots, values and their conversion. */
#include "lower.h"

#include <string.h>

void
lower_fail(struct lower *l, CXCursor c, const char *what)
{
    if (l->reason != NULL)
        return;
    struct place_in_file p = build_place(
        l->b, clang_getRangeStart(clang_getCursorExtent(c)));
    l->reason = arena_printf(l->b->keep, "line %u: %s", p.line, what);
}

bool
lower_too_deep(struct lower *l, CXCursor c)
{
    char here;
    if ((const char *)&here > l->stack_end)
        return false;
    lower_fail(l, c, "nested too deeply");
    return true;
}

/* ---- blocks ------------------------------------------------------------- */

uint32_t
block_new(struct lower *l)
{
    struct built_block block = {0};
    VEC_PUSH(l->scratch, &l->blocks, block);
    return (uint32_t)l->blocks.n - 1;
}

void
block_begin(struct lower *l, uint32_t block)
{
    assert(!l->blocks.v[block].placed);
    l->blocks.v[block].placed = true;
    VEC_PUSH(l->scratch, &l->order, block);
    l->at = block;
}

static struct loc
loc_of(struct lower *l, CXCursor c)
{
    if (!clang_equalCursors(c, l->last_cursor)) {
        l->last_cursor = c;
        l->last_loc = build_loc(l->b, c);
    }
    return l->last_loc;
}

/* Code after a jump still needs a block: labels may stand in it. */
struct op *
emit(struct lower *l, CXCursor c, enum op_kind kind)
{
    if (l->at == NO_BLOCK)
        block_begin(l, block_new(l));
    struct built_op o = {.op = {.kind = kind,
                                .dst = NO_SLOT,
                                .type = l->b->type_void,
                                .to = {NO_BLOCK, NO_BLOCK},
                                .loc = loc_of(l, c)},
                         .stmt = l->stmt};
    struct built_block *block = &l->blocks.v[l->at];
    VEC_PUSH(l->scratch, &block->ops, o);
    return &block->ops.v[block->ops.n - 1].op;
}

struct op *
emit_at_end(struct lower *l, CXCursor c, enum op_kind kind)
{
    struct op *op = emit(l, c, kind);
    if (op->loc.macro == NULL && op->loc.end_col > 1) {
        op->loc.line = op->loc.end_line;
        op->loc.col = op->loc.end_col - 1;
    }
    return op;
}

void
emit_jump(struct lower *l, CXCursor c, uint32_t to)
{
    if (l->at == NO_BLOCK)
        return;
    emit(l, c, OP_JUMP)->to[0] = to;
    l->at = NO_BLOCK;
}

void
emit_branch(struct lower *l, CXCursor c, struct value v, uint32_t yes,
            uint32_t no)
{
    if (v.op.kind == OPERAND_NONE) {
        lower_fail(l, c, "a condition without a value");
        v = value_int(l, 1);
    }
    struct op *op = emit(l, c, OP_BRANCH);
    op->a = v.op;
    op->type = v.type;
    op->to[0] = yes;
    op->to[1] = no;
    l->at = NO_BLOCK;
}

void
emit_unreachable(struct lower *l, CXCursor c)
{
    emit(l, c, OP_UNREACHABLE);
    l->at = NO_BLOCK;
}

/* ---- slots and operands ------------------------------------------------- */

uint32_t
slot_new(struct lower *l, sym name, const struct type *type, struct loc loc)
{
    struct slot s = {.name = name, .type = type, .loc = loc};
    VEC_PUSH(l->scratch, &l->slots, s);
    return (uint32_t)l->slots.n - 1;
}

uint32_t
slot_temp(struct lower *l, const struct type *type)
{
    return slot_new(l, NULL, type, l->last_loc);
}

struct operand
operand_slot(uint32_t slot)
{
    return (struct operand){.kind = OPERAND_SLOT, .index = slot};
}

struct operand
operand_local(uint32_t slot)
{
    return (struct operand){.kind = OPERAND_LOCAL, .index = slot};
}

struct operand
operand_int(int64_t number)
{
    return (struct operand){.kind = OPERAND_INT, .number = number};
}

struct value
value_int(const struct lower *l, int64_t number)
{
    return (struct value){.op = operand_int(number),
                          .type = l->b->type_int,
                          .is_bool = number == 0 || number == 1};
}

struct value
value_none(const struct lower *l)
{
    return (struct value){.type = l->b->type_void};
}

bool
is_aggregate(const struct type *t)
{
    return t->kind == TYPE_RECORD || t->kind == TYPE_ARRAY;
}

/* ---- ops with a result -------------------------------------------------- */

struct value
emit_result(struct lower *l, struct op *op, const struct type *type)
{
    op->type = type;
    op->dst = slot_temp(l, type);
    return (struct value){.op = operand_slot(op->dst), .type = type};
}

/* An operand that must be there; void where a value is wanted is a
 * construct that we misread. */
static struct operand
wanted(struct lower *l, CXCursor c, struct value v)
{
    if (v.op.kind != OPERAND_NONE)
        return v.op;
    lower_fail(l, c, "an operand without a value");
    return operand_int(0);
}

struct value
emit_unary(struct lower *l, CXCursor c, enum op_code code, struct value a,
           const struct type *type)
{
    struct operand from = wanted(l, c, a);
    struct op *op = emit(l, c, OP_UNARY);
    op->code = code;
    op->a = from;
    struct value v = emit_result(l, op, type);
    v.is_bool = code == CODE_LNOT;
    return v;
}

struct value
emit_binary(struct lower *l, CXCursor c, enum op_code code, struct value a,
            struct value b, const struct type *type)
{
    struct operand x = wanted(l, c, a), y = wanted(l, c, b);
    struct op *op = emit(l, c, OP_BINARY);
    op->code = code;
    op->a = x;
    op->b = y;
    struct value v = emit_result(l, op, type);
    v.is_bool = code >= CODE_EQ;
    return v;
}

struct operand
emit_field(struct lower *l, CXCursor c, struct operand base, sym name,
           uint64_t offset, const struct type *field)
{
    struct op *op = emit(l, c, OP_FIELD);
    op->a = base;
    op->field = name;
    op->offset = offset;
    return emit_result(l, op, build_pointer(l->b, field)).op;
}

struct operand
emit_index(struct lower *l, CXCursor c, struct operand base,
           struct operand index, const struct type *element)
{
    struct op *op = emit(l, c, OP_INDEX);
    op->a = base;
    op->b = index;
    return emit_result(l, op, build_pointer(l->b, element)).op;
}

struct op *
emit_call(struct lower *l, CXCursor c, sym callee, const struct operand *args,
          const struct type *const *types, size_t n)
{
    struct op *op = emit(l, c, OP_CALL);
    op->callee = callee;
    op->args = arena_copy(l->b->keep, args, n * sizeof *args);
    op->arg_types = arena_copy(l->b->keep, types, n * sizeof *types);
    op->n_args = n;
    return op;
}

struct value
emit_havoc(struct lower *l, CXCursor c, const struct type *type,
           const struct operand *args, size_t n)
{
    struct op *op = emit(l, c, OP_HAVOC);
    op->args = arena_copy(l->b->keep, args, n * sizeof *args);
    op->n_args = n;
    if (type == NULL || type->kind == TYPE_VOID)
        return value_none(l);
    if (!is_aggregate(type))
        return emit_result(l, op, type);
    struct value v = emit_result(l, op, type);
    v.op.kind = OPERAND_LOCAL;
    return v;
}

/* ---- conversion --------------------------------------------------------- */

static int64_t
wrap(int64_t n, const struct type *to)
{
    if (to->kind != TYPE_INT || to->size == 0 || to->size >= 8)
        return n;
    unsigned bits = (unsigned)to->size * 8;
    uint64_t u = (uint64_t)n & ((UINT64_C(1) << bits) - 1);
    if (to->is_signed && (u >> (bits - 1)) != 0)
        u |= ~((UINT64_C(1) << bits) - 1);
    return (int64_t)u;
}

static bool
preserves(const struct value *v, const struct type *to)
{
    const struct type *from = v->type;
    if (v->is_bool)
        return true;
    if (from->size == to->size)
        return from->is_signed == to->is_signed;
    return to->size > from->size && (!from->is_signed || to->is_signed);
}

/* true: the operand stays what it is. */
static bool
is_transparent(const struct value *v, const struct type *to)
{
    const struct type *from = v->type;
    if (is_aggregate(from) || from->kind == TYPE_FUNCTION || is_aggregate(to))
        return true;
    if (from->kind == TYPE_POINTER && to->kind == TYPE_POINTER)
        return true;
    if (from->kind == TYPE_FLOAT && to->kind == TYPE_FLOAT)
        return true;
    if (v->op.kind == OPERAND_INT &&
        (to->kind == TYPE_POINTER || to->kind == TYPE_INT))
        return true;
    return from->kind == TYPE_INT && to->kind == TYPE_INT && preserves(v, to);
}

static struct value
to_bool(struct lower *l, CXCursor c, struct value v)
{
    if (v.op.kind == OPERAND_INT)
        return value_int(l, v.op.number != 0);
    if (v.is_bool)
        return v;
    return emit_binary(l, c, CODE_NE, v, value_int(l, 0), l->b->type_bool);
}

struct value
value_convert(struct lower *l, CXCursor c, struct value v,
              const struct type *to)
{
    if (to->kind == TYPE_VOID)
        return value_none(l);
    if (v.op.kind == OPERAND_NONE)
        return v;
    if (to == l->b->type_bool)
        return to_bool(l, c, v);
    if (is_transparent(&v, to)) {
        if (v.op.kind == OPERAND_INT)
            v.op.number = wrap(v.op.number, to);
        v.type = to;
        return v;
    }
    if (v.op.kind == OPERAND_INT && to->kind == TYPE_FLOAT) {
        v.type = to;
        return v;
    }
    struct op *op = emit(l, c, OP_CAST);
    op->a = v.op;
    return emit_result(l, op, to);
}

/* ---- reading and writing ------------------------------------------------ */

struct value
spot_load(struct lower *l, CXCursor c, struct spot s)
{
    struct value v = {.type = s.type};
    if (s.accessor != NULL)
        return emit_result(
            l, emit_call(l, c, s.accessor->name, &s.object, &s.object_type, 1),
            s.type);
    if (s.is_slot) {
        v.op = operand_slot(s.slot);
        v.is_bool = s.type == l->b->type_bool;
        return v;
    }
    if (is_aggregate(s.type) || s.type->kind == TYPE_FUNCTION) {
        v.op = s.address;
        return v;
    }
    struct op *op = emit(l, c, OP_LOAD);
    op->a = s.address;
    v = emit_result(l, op, s.type);
    v.is_bool = s.type == l->b->type_bool;
    return v;
}

/* The op that made the temporary v, if it is the last of the block and the
 * temporary the newest: its dst can be changed instead of copying. */
static struct op *
maker(struct lower *l, struct operand v)
{
    if (l->at == NO_BLOCK || l->blocks.v[l->at].ops.n == 0 ||
        v.index != l->slots.n - 1 || l->slots.v[v.index].name != NULL)
        return NULL;
    struct built_block *b = &l->blocks.v[l->at];
    struct op *last = &b->ops.v[b->ops.n - 1].op;
    return last->dst == v.index ? last : NULL;
}

static void
store_slot(struct lower *l, CXCursor c, uint32_t slot, struct value v)
{
    struct op *made = v.op.kind == OPERAND_SLOT ? maker(l, v.op) : NULL;
    if (made != NULL) {
        made->dst = slot;
        l->slots.n--;
        return;
    }
    if (v.op.kind == OPERAND_SLOT && v.op.index == slot)
        return;
    struct op *op = emit(l, c, OP_COPY);
    op->a = v.op;
    op->dst = slot;
    op->type = l->slots.v[slot].type;
}

void
spot_store(struct lower *l, CXCursor c, struct spot s, struct value v)
{
    v.op = wanted(l, c, v);
    if (s.accessor != NULL) {
        struct operand args[] = {s.object, v.op};
        const struct type *types[] = {s.object_type, v.type};
        emit_call(l, c, s.accessor->setter, args, types, 2);
        return;
    }
    if (s.is_slot) {
        store_slot(l, c, s.slot, v);
        return;
    }
    struct op *made = NULL;
    if (s.type->kind == TYPE_RECORD && v.op.kind == OPERAND_LOCAL &&
        s.address.kind == OPERAND_LOCAL)
        made = maker(l, v.op);
    if (made != NULL && made->kind == OP_CALL) {
        made->dst = s.address.index;
        l->slots.n--;
        return;
    }
    struct op *op = emit(l, c, OP_STORE);
    op->a = s.address;
    op->b = v.op;
    op->type = s.type;
}

struct operand
value_record(struct lower *l, CXCursor c, struct value v)
{
    bool local = v.op.kind == OPERAND_LOCAL;
    struct operand slot = operand_slot(v.op.index);
    if (local && (l->slots.v[v.op.index].name != NULL ||
                  l->slots.v[v.op.index].is_param || maker(l, slot) != NULL))
        return slot;
    struct op *op = emit(l, c, OP_LOAD);
    op->a = v.op;
    return emit_result(l, op, v.type).op;
}

struct value
value_keep(struct lower *l, CXCursor c, struct value v)
{
    bool record = v.type->kind == TYPE_RECORD && v.op.kind != OPERAND_NONE;
    bool named = v.op.kind == OPERAND_SLOT &&
                 l->slots.v[v.op.index].name != NULL;
    if (record && v.op.kind == OPERAND_LOCAL &&
        l->slots.v[v.op.index].name == NULL)
        record = false;
    if (!record && !named)
        return v;
    struct spot s = {.is_slot = !record, .type = v.type};
    s.slot = slot_temp(l, v.type);
    s.address = operand_local(s.slot);
    struct op *op = emit(l, c, record ? OP_STORE : OP_COPY);
    op->a = record ? s.address : v.op;
    if (record)
        op->b = v.op;
    else
        op->dst = s.slot;
    op->type = v.type;
    v.op = record ? s.address : operand_slot(s.slot);
    return v;
}

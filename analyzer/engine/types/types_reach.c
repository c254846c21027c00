/* What the slots of a function lead to: parameters, fields of structs, and
 * what stands there; see types.h.
 */
#include "types_trace.h"

#define MAX_LEVEL 3
#define MAX_NESTING 8 /* of structs and arrays in a variable */
#define MAX_ROUNDS 8
#define MAX_COPIES 8 /* more are a circle */

bool
same_record(const struct type *a, const struct type *b)
{
    if (a == NULL || b == NULL || a == b)
        return a == b;
    return a->name != NULL && a->name == b->name && a->size == b->size;
}

static void
reach_add(struct tracing *x, uint32_t slot, struct reach r)
{
    struct slot_reach *s = &x->slots[slot];
    for (unsigned i = 0; i < s->n; i++)
        if (s->v[i].param == r.param && s->v[i].offset == r.offset &&
            s->v[i].level == r.level && s->v[i].record == r.record &&
            s->v[i].loose == r.loose && s->v[i].put == r.put)
            return;
    if (s->n == MAX_REACH)
        return;
    s->v[s->n++] = r;
    x->changed = true;
}

const struct slot_reach *
trace_reach_of(const struct tracing *x, const struct operand *o)
{
    static const struct slot_reach none;
    if (o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL)
        return &x->slots[o->index];
    return &none;
}

static void
reach_copy(struct tracing *x, uint32_t dst, const struct operand *from)
{
    const struct slot_reach *s = trace_reach_of(x, from);
    for (unsigned i = 0; i < s->n; i++)
        reach_add(x, dst, s->v[i]);
}

const struct type *
trace_pointee(const struct tracing *x, const struct operand *o)
{
    if (o->kind != OPERAND_SLOT)
        return NULL;
    const struct type *t = x->f->slots[o->index].type;
    return t != NULL && t->kind == TYPE_POINTER ? t->target : NULL;
}

static void
note_self(struct tracing *x, const struct reach *r, const struct type *record)
{
    if (r->param != 0 || r->level != 0 || r->offset != 0 || record == NULL)
        return;
    for (size_t i = 0; i < x->out->selves.n; i++)
        if (x->out->selves.v[i] == record)
            return;
    VEC_PUSH(x->t->keep, &x->out->selves, record);
}

static void
reach_field(struct tracing *x, const struct op *op)
{
    const struct slot_reach *s = trace_reach_of(x, &op->a);
    const struct type *record = trace_pointee(x, &op->a);
    bool inside = false;
    if (trace_local(x, &op->a) != NO_SLOT)
        return;
    for (unsigned i = 0; i < s->n; i++) {
        struct reach r = s->v[i];
        if (r.level == 0) {
            inside |= r.record != NULL;
            note_self(x, &r, record);
            r.offset += op->offset;
            if (r.record == NULL)
                r.record = record;
        }
        reach_add(x, op->dst, r);
    }
    if (!inside && record != NULL && record->kind == TYPE_RECORD)
        reach_add(x, op->dst,
                  (struct reach){
                      .param = -1, .record = record, .offset = op->offset});
}

static void
reach_load(struct tracing *x, const struct op *op)
{
    const struct slot_reach *s = trace_reach_of(x, &op->a);
    bool local = trace_local(x, &op->a) != NO_SLOT;
    for (unsigned i = 0; i < s->n; i++) {
        struct reach r = s->v[i];
        if (!local && r.level < MAX_LEVEL)
            r.level++;
        reach_add(x, op->dst, r);
    }
}

static void
reach_index(struct tracing *x, const struct op *op)
{
    const struct slot_reach *s = trace_reach_of(x, &op->a);
    uint64_t size = op->type != NULL && op->type->target != NULL
                        ? op->type->target->size
                        : 0;
    for (unsigned i = 0; i < s->n; i++) {
        struct reach r = s->v[i];
        if (r.level == 0 && op->b.kind == OPERAND_INT && op->b.number >= 0)
            r.offset += size * (uint64_t)op->b.number;
        else
            r.loose |= r.level == 0;
        reach_add(x, op->dst, r);
    }
}

bool
trace_map(const struct tracing *x, const struct operand *o,
          const struct reach *inner, const struct reach *arg,
          struct reach *mapped)
{
    struct reach out = *arg;
    out.loose |= inner->loose;
    if (trace_local(x, o) != NO_SLOT) {
        if (inner->level == 0)
            return false;
        out.level += inner->level - 1;
        if (out.level > MAX_LEVEL)
            out.level = MAX_LEVEL;
        *mapped = out;
        return true;
    }
    out.level += inner->level;
    if (arg->level == 0) {
        out.offset += inner->offset;
        if (out.record == NULL)
            out.record = inner->record;
    }
    if (out.level > MAX_LEVEL)
        out.level = MAX_LEVEL;
    *mapped = out;
    return true;
}

struct procedure *
trace_callee(const struct tracing *x, const struct op *op)
{
    if (op->callee == NULL)
        return NULL;
    struct procedure *to = program_find(x->t->p, x->proc->unit, op->callee);
    bool api = str_starts(op->callee, "Py") &&
               program_line(x->t->p, op) != NULL;
    return api ? NULL : to;
}

static void
reach_state(struct tracing *x, const struct op *op)
{
    const struct slot_reach *s = trace_reach_of(x, &op->args[0]);
    for (unsigned i = 0; i < s->n; i++) {
        struct reach r = s->v[i];
        if (r.level > 0 || r.offset > 0)
            continue;
        r.offset = STATE_OFFSET;
        reach_add(x, op->dst, r);
    }
}

static void
reach_call(struct tracing *x, const struct op *op)
{
    if (op->dst == NO_SLOT || op->callee == NULL)
        return;
    if (callee_is(op, "Py_TYPE") && op->n_args == 1) {
        const struct slot_reach *s = trace_reach_of(x, &op->args[0]);
        for (unsigned i = 0; i < s->n; i++) {
            struct reach r = s->v[i];
            if (r.level == 0) {
                r.offset += OB_TYPE_OFFSET;
                r.level = 1;
                reach_add(x, op->dst, r);
            }
        }
        return;
    }
    if ((callee_is(op, "PyModule_GetState") ||
         callee_is(op, "_PyModule_GetState")) &&
        op->n_args == 1) {
        reach_state(x, op);
        return;
    }
    if (callee_is(op, "Py_NewRef") || callee_is(op, "Py_XNewRef"))
        reach_copy(x, op->dst, &op->args[0]);
    struct procedure *to = trace_callee(x, op);
    if (to == NULL)
        return;
    const struct touches *inner = touches_of(x->t, to);
    for (size_t i = 0; i < inner->returns.n; i++) {
        const struct reach *r = &inner->returns.v[i];
        if (r->param < 0 || (size_t)r->param >= op->n_args)
            continue;
        const struct slot_reach *s = trace_reach_of(x, &op->args[r->param]);
        struct reach mapped;
        for (unsigned k = 0; k < s->n; k++)
            if (trace_map(x, &op->args[r->param], r, &s->v[k], &mapped))
                reach_add(x, op->dst, mapped);
    }
}

/* Arrays are one pool; what stands in one field of a struct is not what
 * stands in another. */
static bool
is_in_struct(const struct tracing *x, const struct operand *o)
{
    for (int depth = 0; depth < MAX_NESTING && o->kind == OPERAND_SLOT;
         depth++) {
        const struct op *def = x->def[o->index];
        if (def == NULL || (def->kind != OP_INDEX && def->kind != OP_FIELD))
            break;
        if (def->kind == OP_FIELD)
            return true;
        o = &def->a;
    }
    return false;
}

const struct op *
trace_made_behind(const struct tracing *x, const struct operand *o)
{
    for (int i = 0; i < MAX_COPIES && o->kind == OPERAND_SLOT; i++) {
        const struct op *op = x->def[o->index];
        if (op == NULL || (op->kind != OP_COPY && op->kind != OP_CAST))
            return op;
        o = &op->a;
    }
    return NULL;
}

uint32_t
trace_local(const struct tracing *x, const struct operand *o)
{
    for (int depth = 0; depth < MAX_NESTING && o->kind == OPERAND_SLOT;
         depth++) {
        const struct op *def = x->def[o->index];
        if (def == NULL || (def->kind != OP_INDEX && def->kind != OP_FIELD))
            break;
        o = &def->a;
    }
    return o->kind == OPERAND_LOCAL ? o->index : NO_SLOT;
}

static void
reach_moved(struct tracing *x, const struct op *op)
{
    const struct slot_reach *s = trace_reach_of(x, &op->a);
    for (unsigned i = 0; i < s->n; i++) {
        struct reach r = s->v[i];
        r.loose |= r.level == 0;
        reach_add(x, op->dst, r);
    }
}

static bool
is_object_array(const struct tracing *x, const struct operand *o)
{
    const struct type *t = o->kind == OPERAND_SLOT ? x->f->slots[o->index].type
                                                   : NULL;
    return t != NULL && t->kind == TYPE_POINTER &&
           type_is_object_pointer(t->target);
}

/* An array of references that is filled before a field gets it: what is
 * done to its elements is done to those of the field. */
static void
reach_put(struct tracing *x, const struct op *op)
{
    struct slot_reach s = *trace_reach_of(x, &op->a);
    const struct operand *o = &op->b;
    for (int depth = 0; depth < MAX_NESTING && is_object_array(x, o);
         depth++) {
        for (unsigned i = 0; i < s.n; i++) {
            struct reach r = s.v[i];
            if (r.level > 0 || r.record == NULL)
                continue;
            r.level = 1;
            r.put = true;
            reach_add(x, o->index, r);
        }
        const struct op *def = x->def[o->index];
        if (def == NULL || (def->kind != OP_COPY && def->kind != OP_CAST))
            return;
        o = &def->a;
    }
}

static void
reach_op(struct tracing *x, const struct op *op)
{
    switch (op->kind) {
    case OP_COPY:
    case OP_CAST:
        reach_copy(x, op->dst, &op->a);
        break;
    case OP_LOAD:
        reach_load(x, op);
        break;
    case OP_FIELD:
        reach_field(x, op);
        break;
    case OP_INDEX:
        reach_index(x, op);
        break;
    case OP_BINARY:
        if (type_is_pointer(op->type))
            reach_moved(x, op);
        break;
    case OP_CALL:
        reach_call(x, op);
        break;
    case OP_STORE: {
        uint32_t local = trace_local(x, &op->a);
        if (local != NO_SLOT && !is_in_struct(x, &op->a))
            reach_copy(x, local, &op->b);
        else if (local == NO_SLOT)
            reach_put(x, op);
        break;
    }
    case OP_ZERO:
    case OP_UNARY:
    case OP_HAVOC:
    case OP_SCOPE:
    case OP_JUMP:
    case OP_BRANCH:
    case OP_SWITCH:
    case OP_RETURN:
    case OP_UNREACHABLE:
    case OP_KIND_COUNT:
        break;
    }
}

void
trace_ops(struct tracing *x, trace_visit *visit)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++)
            visit(x, &x->f->blocks[b].ops[i]);
}

void
trace_reach(struct tracing *x)
{
    for (size_t i = 0; i < x->f->n_params; i++)
        if (type_is_pointer(x->f->slots[i].type))
            reach_add(x, (uint32_t)i, (struct reach){.param = (int)i});
    x->changed = true;
    for (int round = 0; x->changed && round < MAX_ROUNDS; round++) {
        x->changed = false;
        trace_ops(x, reach_op);
    }
}

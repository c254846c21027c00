/* When instances are shown to the collector: PyObject_GC_New() leaves their
 * fields as they were in the last block at this address, so every field
 * that tp_traverse visits must be set before PyObject_GC_Track().
 */
#include "types.h"

#include <string.h>

struct tracking {
    struct types *t;
    struct procedure *proc;
    const struct type_fact *type;
    const struct field_fact *field;
    const struct op *track;
    bool *seen;
    uint32_t instance; /* the slot that holds it */
};

static bool
is_call_of(const struct op *op, const char *const *names)
{
    if (op->kind != OP_CALL || op->callee == NULL)
        return false;
    for (; *names != NULL; names++)
        if (strcmp(op->callee, *names) == 0)
            return true;
    return false;
}

/* The field is set here, or by something that may set everything. */
static bool
sets_field(const struct tracking *k, const struct op *op)
{
    static const char *const fillers[] = {"memset", "memcpy", "bzero", NULL};
    if (op->kind == OP_ZERO || is_call_of(op, fillers) ||
        (op->kind == OP_STORE && op->type->kind == TYPE_RECORD))
        return true;
    const struct touches *touches = touches_of(k->t, k->proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (t->op != op)
            continue;
        /* What is put back was another instance's. */
        if ((t->kind == TOUCH_STORE || t->kind == TOUCH_BACK) &&
            t->at.level == 0 && same_record(t->at.record, k->type->record) &&
            touch_hits(k->type, t, k->field))
            return true;
    }
    return false;
}

/* The collector may run, or somebody else may look. */
static bool
is_risky(const struct op *op)
{
    static const char *const harmless[] = {"Py_INCREF",         "Py_XINCREF",
                                           "Py_NewRef",         "Py_XNewRef",
                                           "PyObject_GC_Track", NULL};
    return op->kind == OP_RETURN ||
           (op->kind == OP_CALL && !is_call_of(op, harmless));
}

/* The way out of the block that is taken when there is no instance, or
 * NO_BLOCK: `if (self)`, `if (self == NULL)`, `if (self != NULL)`. */
static uint32_t
null_way(const struct tracking *k, const struct block *b)
{
    const struct op *last = &b->ops[b->n_ops - 1];
    if (last->kind != OP_BRANCH || last->a.kind != OPERAND_SLOT)
        return NO_BLOCK;
    if (last->a.index == k->instance)
        return last->to[1];
    for (size_t i = b->n_ops - 1; i-- > 0;) {
        const struct op *op = &b->ops[i];
        if (op->dst != last->a.index)
            continue;
        bool about = op->kind == OP_BINARY && op->a.kind == OPERAND_SLOT &&
                     op->a.index == k->instance && op->b.kind == OPERAND_INT &&
                     op->b.number == 0;
        if (about && (op->code == CODE_EQ || op->code == CODE_NE))
            return last->to[op->code == CODE_EQ ? 0 : 1];
        return NO_BLOCK;
    }
    return NO_BLOCK;
}

/* Some way from here leads to the end (the track call, or with `after` a
 * risky op) without setting the field. */
static bool
leads(struct tracking *k, uint32_t block, size_t from, bool after)
{
    const struct func *f = k->proc->func;
    const struct block *b = &f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if (sets_field(k, op))
            return false;
        if (after ? is_risky(op) : op == k->track)
            return true;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        if (k->seen[to] || to == null_way(k, b))
            continue;
        k->seen[to] = true;
        if (leads(k, to, 0, after))
            return true;
    }
    return false;
}

static bool
is_null(const struct op *op)
{
    return op->kind == OP_COPY && op->a.kind == OPERAND_INT;
}

/* The slot that `slot` is a plain copy of, or itself. */
static uint32_t
copied_from(const struct func *f, uint32_t slot)
{
    uint32_t from = slot;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst != slot || op->kind == OP_SCOPE)
                continue;
            bool copy = op->kind == OP_COPY || op->kind == OP_CAST;
            if (from != slot || !copy || op->a.kind != OPERAND_SLOT)
                return slot;
            from = op->a.index;
        }
    return from;
}

/* `self = self_init(self)`: the helper has set the field before the variable
   gets the instance again. */
static bool
is_given_back(const struct tracking *k, const struct op *op)
{
    if (op->kind == OP_COPY || op->kind == OP_CAST)
        op = func_made_behind(k->proc->func, &op->a);
    return op != NULL && op->kind == OP_CALL && sets_field(k, op);
}

/* Ways begin where the variable that is tracked gets its instance: before
 * that it may still be NULL, and then it is not tracked. */
static bool
is_unset_before(arena *scratch, struct tracking *k)
{
    const struct func *f = k->proc->func;
    uint32_t slot = copied_from(f, k->track->args[0].index);
    k->instance = slot;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst != slot || op->kind == OP_SCOPE || is_null(op) ||
                is_given_back(k, op))
                continue;
            k->seen = ARENA_ARRAY(scratch, bool, f->n_blocks);
            if (leads(k, b, i + 1, false))
                return true;
        }
    return false;
}

/* The function fills instances as this struct, not as a variant of it. */
static bool
fills_record(const struct tracking *k)
{
    const struct touches *touches = touches_of(k->t, k->proc);
    for (size_t i = 0; i < touches->v.n; i++)
        if (touches->v.v[i].kind == TOUCH_STORE &&
            same_record(touches->v.v[i].at.record, k->type->record))
            return true;
    return false;
}

static bool
is_unset(arena *scratch, struct tracking *k, uint32_t block, size_t at)
{
    size_t n = k->proc->func->n_blocks;
    if (!fills_record(k) || !is_unset_before(scratch, k))
        return false;
    k->seen = ARENA_ARRAY(scratch, bool, n);
    return leads(k, block, at + 1, true);
}

const struct type_fact *
types_tracked_type(struct types *t, arena *scratch,
                   const struct procedure *proc, const struct op *track)
{
    static const char *const makers[] = {"PyObject_GC_New",
                                         "PyObject_GC_NewVar", NULL};
    const struct func *f = proc->func;
    if (track->args[0].kind != OPERAND_SLOT)
        return NULL;
    const uint64_t *aliases = slot_aliases(scratch, f, track->args[0].index);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (is_call_of(op, makers) && op->dst != NO_SLOT &&
                bit_test(aliases, op->dst))
                return types_made_by(t, proc, op);
        }
    return NULL;
}

static bool
is_visited(struct types *t, const struct type_fact *type,
           const struct field_fact *field)
{
    const struct slot_value *v = type_slot(type, SLOT_TRAVERSE);
    if (v->proc == NULL)
        return false;
    const struct touches *touches = touches_of(t, v->proc);
    for (size_t i = 0; i < touches->v.n; i++)
        if (touches->v.v[i].kind == TOUCH_VISIT &&
            touches->v.v[i].at.param == 0 && touches->v.v[i].at.level == 1 &&
            touch_hits(type, &touches->v.v[i], field))
            return true;
    return false;
}

static void
check_call(struct types *t, struct procedure *proc, uint32_t block, size_t at,
           track_sink *report, void *data)
{
    arena *scratch = arena_new();
    const struct op *op = &proc->func->blocks[block].ops[at];
    const struct type_fact *type = types_tracked_type(t, scratch, proc, op);
    for (size_t i = 0; type != NULL && i < type->fields.n; i++) {
        const struct field_fact *field = &type->fields.v[i];
        if (field->in_union || field->is_array ||
            field->offset == OB_TYPE_OFFSET || !is_visited(t, type, field))
            continue;
        struct tracking k = {
            .t = t, .proc = proc, .type = type, .field = field, .track = op};
        report(data, type, proc, op, field, is_unset(scratch, &k, block, at));
    }
    arena_free(scratch);
}

void
types_track(struct types *t, track_sink *report, void *data)
{
    static const char *const names[] = {"PyObject_GC_Track", NULL};
    for (size_t p = 0; p < t->p->procs.n; p++) {
        struct procedure *proc = &t->p->procs.v[p];
        for (uint32_t b = 0; b < proc->func->n_blocks; b++)
            for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++)
                if (is_call_of(&proc->func->blocks[b].ops[i], names))
                    check_call(t, proc, b, i, report, data);
    }
}

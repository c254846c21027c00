/* Following one field of an instance along the ways through a function. */
#include "types_way.h"

#include <string.h>

uint32_t
way_root(const struct way *w, const struct operand *o)
{
    while (o->kind == OPERAND_SLOT) {
        const struct op *op = func_definition(w->f, o->index);
        bool base = op != NULL && op->kind == OP_FIELD && op->offset == 0 &&
                    type_is_object_pointer(op->type);
        if (op == NULL ||
            (op->kind != OP_COPY && op->kind != OP_CAST && !base))
            return o->index;
        o = &op->a;
    }
    return NO_SLOT;
}

bool
way_loads_field(const struct way *w, const struct op *op)
{
    if (op == NULL || op->kind != OP_LOAD)
        return false;
    uint64_t offset = 0;
    const struct op *field = func_made_behind(w->f, &op->a);
    const struct type *record = NULL;
    while (field != NULL && field->kind == OP_FIELD) {
        const struct type *t = field->a.kind == OPERAND_SLOT
                                   ? w->f->slots[field->a.index].type
                                   : NULL;
        offset += field->offset;
        record = type_is_pointer(t) ? t->target : NULL;
        field = func_made_behind(w->f, &field->a);
    }
    bool inside = w->view && offset > w->field->offset &&
                  offset < w->field->offset + w->field->size;
    return record != NULL && (offset == w->field->offset || inside) &&
           record_begins(w->c->f->record, record);
}

/* fd < 0, fd != -1 and the like: is it true of what is no descriptor?  False
   in *known: it is no such question. */
static bool
is_of_none(const struct op *op, bool *known)
{
    int64_t n = op->b.number;
    bool below = (op->code == CODE_LT && n >= 0) ||
                 (op->code == CODE_LE && n >= -1) ||
                 (op->code == CODE_EQ && n < 0);
    bool above = (op->code == CODE_GE && n >= 0) ||
                 (op->code == CODE_GT && n >= -1) ||
                 (op->code == CODE_NE && n < 0);
    *known = op->b.kind == OPERAND_INT && n >= -1 && n <= 2 &&
             (below || above);
    return below;
}

static uint32_t
none_edge(const struct way *w, const struct op *branch)
{
    const struct op *op = func_made_behind(w->f, &branch->a);
    size_t when_none = 0;
    while (op != NULL && op->kind == OP_UNARY && op->code == CODE_LNOT) {
        when_none = 1 - when_none;
        op = func_made_behind(w->f, &op->a);
    }
    bool known = false;
    if (op == NULL || op->kind != OP_BINARY)
        return NO_BLOCK;
    if (!is_of_none(op, &known))
        when_none = 1 - when_none;
    return known && way_loads_field(w, func_made_behind(w->f, &op->a))
               ? branch->to[when_none]
               : NO_BLOCK;
}

bool
op_asks_null(const struct op *op, size_t *side)
{
    bool compares = op->kind == OP_BINARY &&
                    (op->code == CODE_EQ || op->code == CODE_NE) &&
                    op->b.kind == OPERAND_INT && op->b.number == 0;
    if (!compares && (op->kind != OP_UNARY || op->code != CODE_LNOT))
        return false;
    if (op->code != CODE_NE)
        *side = 1 - *side;
    return true;
}

uint32_t
way_null_edge(const struct way *w, const struct op *branch)
{
    if (branch->kind != OP_BRANCH)
        return NO_BLOCK;
    if (w->number)
        return none_edge(w, branch);
    size_t when_null = 1;
    const struct op *op = func_made_behind(w->f, &branch->a);
    while (op != NULL && op->kind != OP_LOAD)
        op = op_asks_null(op, &when_null) ? func_made_behind(w->f, &op->a)
                                          : NULL;
    return way_loads_field(w, op) ? branch->to[when_null] : NO_BLOCK;
}

/* ---- what the flags of the type decide ---- */

static bool
is_gc_flag(const struct operand *o)
{
    return o->kind == OPERAND_INT && o->number == TPFLAG_HAVE_GC;
}

static bool
is_own_object(const struct way *w, const struct operand *o)
{
    return way_root(w, o) == 0;
}

static bool
is_own_type(const struct way *w, const struct operand *o)
{
    const struct op *op = func_made_behind(w->f, o);
    return op != NULL && op->kind == OP_CALL && op->callee != NULL &&
           op->n_args == 1 && strcmp(op->callee, "Py_TYPE") == 0 &&
           is_own_object(w, &op->args[0]);
}

static bool
reads_own_flags(const struct way *w, const struct operand *o)
{
    const struct op *op = func_made_behind(w->f, o);
    if (op == NULL)
        return false;
    if (op->kind == OP_CALL)
        return op->callee != NULL && op->n_args == 1 &&
               strcmp(op->callee, "PyType_GetFlags") == 0 &&
               is_own_type(w, &op->args[0]);
    const struct op *field = op->kind == OP_LOAD
                                 ? func_made_behind(w->f, &op->a)
                                 : NULL;
    return field != NULL && field->kind == OP_FIELD && field->field != NULL &&
           strcmp(field->field, "tp_flags") == 0 && is_own_type(w, &field->a);
}

/* Was it ever shown to the collector?  Nothing is to be undone where not. */
static bool
asks_if_tracked(const struct way *w, const struct op *op)
{
    static const char *const names[] = {"PyObject_GC_IsTracked",
                                        "_PyObject_GC_IS_TRACKED", NULL};
    return op->n_args == 1 && str_is_one_of(op->callee, names) &&
           is_own_object(w, &op->args[0]);
}

/* The value is not zero where instances have a header of the collector. */
static bool
asks_for_gc(const struct way *w, const struct op *op)
{
    if (op->kind == OP_BINARY && op->code == CODE_AND)
        return is_gc_flag(&op->b) && reads_own_flags(w, &op->a);
    if (op->kind != OP_CALL || op->callee == NULL)
        return false;
    if (strcmp(op->callee, "PyType_HasFeature") == 0)
        return op->n_args == 2 && is_gc_flag(&op->args[1]) &&
               is_own_type(w, &op->args[0]);
    if (strcmp(op->callee, "PyType_IS_GC") == 0)
        return op->n_args == 1 && is_own_type(w, &op->args[0]);
    if (asks_if_tracked(w, op))
        return true;
    return strcmp(op->callee, "PyObject_IS_GC") == 0 && op->n_args == 1 &&
           is_own_object(w, &op->args[0]);
}

uint32_t
way_dead_edge(const struct way *w, const struct op *branch)
{
    if (branch->kind != OP_BRANCH || w->c->f->flags_unknown)
        return NO_BLOCK;
    size_t dead = type_has_gc(w->c->f) ? 1 : 0;
    const struct op *op = func_made_behind(w->f, &branch->a);
    while (op != NULL && !asks_for_gc(w, op))
        op = op_asks_null(op, &dead) ? func_made_behind(w->f, &op->a) : NULL;
    return op != NULL && branch->to[0] != branch->to[1] ? branch->to[dead]
                                                        : NO_BLOCK;
}

static void
note_alive(const struct way *w, uint32_t block, bool *seen)
{
    if (seen[block])
        return;
    seen[block] = true;
    const struct block *b = &w->f->blocks[block];
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t dead = way_dead_edge(w, last);
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        if (op_successor(last, i) != dead)
            note_alive(w, op_successor(last, i), seen);
}

bool
way_leads_to(const struct way *w, const struct op *op)
{
    bool *seen = ARENA_ARRAY(w->c->scratch, bool, w->f->n_blocks);
    note_alive(w, 0, seen);
    return seen[op_position(w->f, op).block];
}

bool
way_frees_self(const struct way *w, const struct op *op)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->op == op && t->kind == TOUCH_FREE && t->at.param == 0 &&
            t->at.level == 0 && t->at.offset == 0)
            return true;
    }
    return false;
}

bool
way_calls(const struct way *w, const struct procedure *to)
{
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++)
            if (w->f->blocks[b].ops[i].kind == OP_CALL &&
                w->f->blocks[b].ops[i].callee == to->func->name)
                return true;
    return false;
}

enum touch_kind
way_release(const struct way *w)
{
    return w->block ? TOUCH_FREE : TOUCH_RELEASE;
}

bool
way_drops_field(const struct way *w, const struct op *op)
{
    for (size_t i = 0; i < w->touches->v.n; i++) {
        const struct touch *t = &w->touches->v.v[i];
        if (t->op == op && types_does_touch(w->c, t, way_release(w), w->field,
                                            1) != ANSWER_NO)
            return true;
    }
    return false;
}

struct way
way_of(struct checking *c, struct procedure *proc)
{
    struct way w = {.c = c, .f = proc->func};
    w.touches = touches_of(c->t, proc);
    return w;
}

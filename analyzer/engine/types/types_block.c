/* The memory of instances: blocks and Py_buffers kept in fields, and the
 * instance itself.  tp_dealloc has to give all of it back.
 */
#include "types.h"

#include <string.h>

#define MAX_DEPTH 4

/* ---- fields that hold blocks ---- */

struct flattening {
    struct types *t;
    struct type_fact *f;
};

bool
type_is_view(const struct type *t)
{
    return t != NULL && t->kind == TYPE_RECORD && t->name != NULL &&
           strcmp(t->name, "Py_buffer") == 0;
}

bool
type_is_block_pointer(const struct type *t)
{
    return t->kind == TYPE_POINTER && !type_is_object_pointer(t) &&
           t->target != NULL && t->target->kind != TYPE_FUNCTION;
}

static void
flatten(struct flattening *x, const struct type *record, uint64_t offset,
        const char *prefix, bool in_union)
{
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct field *m = &record->fields[i];
        const char *path = m->name == NULL
                               ? prefix
                               : arena_printf(x->t->keep, "%s%s%s", prefix,
                                              *prefix != '\0' ? "." : "",
                                              m->name);
        bool view = type_is_view(m->type);
        if (m->type->kind == TYPE_RECORD && !view)
            flatten(x, m->type, offset + m->offset, path,
                    in_union || record->is_union);
        bool number = type_is_number(m->type);
        if (!view && !number && !type_is_block_pointer(m->type))
            continue;
        struct block_fact fact = {.path = path,
                                  .offset = offset + m->offset,
                                  .size = m->type->size,
                                  .is_view = view,
                                  .is_number = number,
                                  .in_union = in_union || record->is_union};
        VEC_PUSH(x->t->keep, &x->f->blocks, fact);
    }
}

static bool
hits(const struct touch *t, const struct block_fact *b)
{
    return t->at.offset >= b->offset && t->at.offset < b->offset + b->size;
}

static bool
is_own_kind(const struct types *t, sym kind)
{
    return kind != NULL && kind != t->p->ref && kind != t->p->gilstate &&
           strcmp(kind, "tstate") != 0;
}

/* The kind that a touch puts into the field; NULL: it puts none. */
static sym
stored_kind(const struct types *t, const struct touch *touch,
            const struct block_fact *b)
{
    if (touch->at.level != 0 || !hits(touch, b))
        return NULL;
    if (touch->kind == TOUCH_MAKE)
        return (touch->name == t->p->buffer) == b->is_view ? touch->name
                                                           : NULL;
    bool made = touch->kind == TOUCH_STORE && !b->is_view &&
                is_own_kind(t, touch->made) && touch->made != t->p->buffer;
    return made ? touch->made : NULL;
}

static bool
gives_back(const struct types *t, const struct touch *touch,
           const struct block_fact *b)
{
    if (!hits(touch, b))
        return false;
    if (b->is_view)
        return touch->kind == TOUCH_RELEASE && touch->name == t->p->buffer;
    return touch->kind == TOUCH_FREE && touch->at.level == 1;
}

static bool
is_about(const struct type_fact *f, const struct touch *t)
{
    return t->at.record != NULL && same_record(f->record, t->at.record);
}

/* What is freed was loaded before the store: it is what stood there. */
static bool
frees_old(const struct func *f, const struct op *store, const struct op *free)
{
    const struct op *def = free->n_args > 0
                               ? func_made_behind(f, &free->args[0])
                               : NULL;
    return def != NULL && def->kind == OP_LOAD &&
           op_comes_after(f, def, store) && !op_comes_after(f, store, def);
}

static void
count_store(struct block_fact *b, sym kind, const struct procedure *proc)
{
    if (b->kind == NULL || b->kind == kind)
        b->kind = kind;
    else
        b->other_kind = kind;
    b->stores++;
    if (b->stored_by == NULL)
        b->stored_by = proc;
}

static void
count_all(struct types *t, struct block_fact *b,
          const struct record_touches *to)
{
    const struct procedure *proc = NULL;
    const struct op *store = NULL; /* the last in this function */
    for (size_t i = 0; i < to->v.n; i++) {
        const struct touch *one = to->v.v[i].one;
        if (to->v.v[i].proc != proc)
            store = NULL;
        proc = to->v.v[i].proc;
        b->passing |= store != NULL && gives_back(t, one, b) &&
                      op_comes_after(proc->func, store, one->op) &&
                      !frees_old(proc->func, store, one->op);
        sym kind = stored_kind(t, one, b);
        if (kind != NULL) {
            store = one->op;
            count_store(b, kind, proc);
        }
        else {
            b->unknown_stores += one->kind == TOUCH_STORE &&
                                 one->holding != HOLD_NOTHING &&
                                 one->at.level == 0 && hits(one, b);
        }
    }
}

void
types_blocks(struct types *t)
{
    for (size_t i = 0; i < t->v.n; i++) {
        struct type_fact *f = t->v.v[i];
        if (f->record == NULL)
            continue;
        flatten(&(struct flattening){t, f}, f->record, 0, "", false);
        for (size_t k = 0; k < f->blocks.n; k++)
            count_all(t, &f->blocks.v[k], types_touched(t, f->record));
    }
}

/* ---- what tp_dealloc does to a field ---- */

static bool
is_self(const struct type_fact *f, const struct touch *t)
{
    return t->at.param == 0 || (t->at.param < 0 && is_about(f, t));
}

/* The whole instance, or what stands in the field, goes where we do not
 * see what becomes of it. */
static bool
is_out_of_sight(const struct touch *t, const struct block_fact *b)
{
    bool whole = t->at.level == 0 && t->at.offset <= b->offset;
    if (t->kind == TOUCH_DELEGATE || t->kind == TOUCH_OWN_SLOT)
        return t->at.level == 0;
    return t->kind == TOUCH_UNKNOWN && (whole || hits(t, b));
}

static enum answer
gives_back_in(struct types *t, const struct type_fact *f,
              struct procedure *proc, const struct block_fact *b, int depth)
{
    const struct touches *touches = touches_of(t, proc);
    enum answer sum = touches->missing ? ANSWER_UNKNOWN : ANSWER_NO;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (!is_self(f, one))
            continue;
        struct procedure *slot = one->kind == TOUCH_OWN_SLOT && depth > 0
                                     ? types_own_slot(f, one)
                                     : NULL;
        enum answer inside = slot != NULL
                                 ? gives_back_in(t, f, slot, b, depth - 1)
                             : is_out_of_sight(one, b) ? ANSWER_UNKNOWN
                                                       : ANSWER_NO;
        if (gives_back(t, one, b) || inside == ANSWER_YES)
            return ANSWER_YES;
        if (inside == ANSWER_UNKNOWN)
            sum = ANSWER_UNKNOWN;
    }
    return sum;
}

static void
tell_type(struct types *t, const struct engine_sink *sink,
          const struct type_fact *f, struct type_view v,
          const struct procedure *proc, enum confidence confidence)
{
    struct checking c = {.t = t, .sink = sink, .f = f, .scratch = arena_new()};
    types_tell(&c, v, proc, NULL, confidence);
    arena_free(c.scratch);
}

static void
check_block(struct types *t, const struct engine_sink *sink,
            const struct type_fact *f, const struct block_fact *b)
{
    const struct slot_value *v = &f->slots[SLOT_DEALLOC];
    bool inherited = !v->set && (f->base_unknown || f->base_name != NULL);
    if (b->stores == 0 || b->in_union || inherited ||
        (v->set && v->proc == NULL))
        return;
    struct type_view view = {.aspect = ASPECT_DEALLOC,
                             .answer = ANSWER_NO,
                             .field = b->path,
                             .kind = b->kind,
                             .is_stored = true};
    if (v->proc != NULL)
        view.answer = gives_back_in(t, f, v->proc, b, MAX_DEPTH);
    enum confidence confidence = CONFIDENCE_LIKELY;
    if (b->passing || b->unknown_stores > 0)
        confidence = CONFIDENCE_POSSIBLE;
    tell_type(t, sink, f, view, v->proc, confidence);
}

/* ---- the instance itself ---- */

static bool disposes(struct types *t, const struct procedure *proc,
                     uint32_t slot, int depth);

static bool
call_disposes(struct types *t, const struct procedure *proc,
              const struct op *op, size_t arg, int depth)
{
    struct procedure *to = program_callee(t->p, proc->unit, op);
    const struct contract *c = program_line(t->p, op);
    if (to != NULL && (c == NULL || !str_starts(op->callee, "Py")))
        return depth == 0 || to == proc || arg >= to->func->n_params ||
               disposes(t, to, (uint32_t)arg, depth - 1);
    if (c == NULL)
        return true;
    size_t i = arg < c->n_params ? arg : c->n_params - 1;
    for (size_t k = 0; c->n_params > 0 && k < c->params[i].n_effects; k++) {
        enum verb verb = c->params[i].effects[k].verb;
        if (verb != VERB_NULL && verb != VERB_FILLS)
            return true;
    }
    return strcmp(op->callee, "Py_SET_REFCNT") == 0;
}

/* PyObject * -> struct widget *, with a test of the type perhaps. */
static bool
hands_back(struct types *t, const struct procedure *proc, const struct op *op,
           size_t arg)
{
    struct procedure *to = op->callee == NULL || op->dst == NO_SLOT
                               ? NULL
                               : program_find(t->p, proc->unit, op->callee);
    const struct touches *in = to == NULL ? NULL : touches_of(t, to);
    for (size_t i = 0; in != NULL && i < in->returns.n; i++)
        if (in->returns.v[i].param == (int)arg && in->returns.v[i].level == 0)
            return true;
    return false;
}

static bool
op_disposes(struct types *t, const struct procedure *proc, const struct op *op,
            const uint64_t *aliases, int depth)
{
    if (op->kind == OP_STORE && op->b.kind == OPERAND_SLOT &&
        operand_is_among(&op->b, aliases))
        return true;
    bool calls = op->kind == OP_CALL || op->kind == OP_HAVOC;
    for (size_t i = 0; calls && i < op->n_args; i++)
        if (operand_is_among(&op->args[i], aliases) &&
            (op->kind == OP_HAVOC || call_disposes(t, proc, op, i, depth) ||
             (depth > 0 && hands_back(t, proc, op, i) &&
              disposes(t, proc, op->dst, depth - 1))))
            return true;
    return false;
}

/* A function that disposes of its parameter, or may: frees it, stores it,
 * hands it to code that we do not see. */
static bool
disposes(struct types *t, const struct procedure *proc, uint32_t slot,
         int depth)
{
    const struct func *f = proc->func;
    if (f->status != FUNC_OK || f->n_blocks == 0)
        return true;
    arena *scratch = arena_new();
    const uint64_t *aliases = slot_aliases(scratch, f, slot);
    bool found = false;
    for (size_t b = 0; b < f->n_blocks && !found; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops && !found; i++)
            found = op_disposes(t, proc, &f->blocks[b].ops[i], aliases, depth);
    arena_free(scratch);
    return found;
}

static bool
returns_after_work(const struct func *f)
{
    bool returns = false, works = false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            returns |= f->blocks[b].ops[i].kind == OP_RETURN;
            works |= f->blocks[b].ops[i].kind == OP_CALL;
        }
    return returns && works;
}

/* Every tp_dealloc frees the instance, calls the one of its base, or keeps
 * the instance for later. */
static void
check_instance(struct types *t, const struct engine_sink *sink,
               const struct type_fact *f)
{
    struct procedure *proc = f->slots[SLOT_DEALLOC].proc;
    if (f->is_module || proc == NULL || proc->func->n_params == 0 ||
        !returns_after_work(proc->func))
        return;
    bool gone = disposes(t, proc, 0, MAX_DEPTH);
    tell_type(t, sink, f,
              (struct type_view){.aspect = ASPECT_DISPOSE,
                                 .answer = gone ? ANSWER_YES : ANSWER_NO},
              proc, CONFIDENCE_CERTAIN);
}

void
types_check_blocks(struct types *t, const struct engine_sink *sink)
{
    for (size_t i = 0; i < t->v.n; i++) {
        const struct type_fact *f = t->v.v[i];
        if (type_is_generated(f))
            continue;
        check_instance(t, sink, f);
        for (size_t k = 0; k < f->blocks.n; k++)
            check_block(t, sink, f, &f->blocks.v[k]);
    }
}

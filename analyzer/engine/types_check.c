/* What is asked of every type, see enum aspect. */
#include "types.h"

#include <string.h>

#define MAX_DEPTH 4

struct checking {
    struct types *t;
    const struct engine_sink *sink;
    struct type_fact *f;
    arena *scratch;
};

/* ---- telling ---- */

/* A place to report at that stands for a function that is not there. */
static const struct func *
stand_in(struct checking *c)
{
    struct func *f = ARENA_NEW(c->scratch, struct func);
    f->name = c->f->global->name;
    f->loc = f->extent = c->f->loc;
    f->status = FUNC_OK;
    return f;
}

static const struct op *
op_at(struct checking *c, struct loc loc, const char *stmt)
{
    struct op *op = ARENA_NEW(c->scratch, struct op);
    op->kind = OP_HAVOC;
    op->dst = NO_SLOT;
    op->loc = loc;
    op->stmt = stmt;
    return op;
}

/* What identifies the finding between runs. */
static const char *
statement(struct checking *c, const struct type_view *v)
{
    return arena_printf(c->scratch, "%s.%s", c->f->global->name,
                        v->field != NULL ? v->field : "");
}

static void
tell_view(struct checking *c, struct type_view v, const struct procedure *proc,
          const struct op *op, enum confidence confidence)
{
    v.name = c->f->name;
    v.variable = c->f->global->name;
    v.slot = proc != NULL ? proc->func->name : NULL;
    struct event e = {.kind = EVENT_TYPE, .arg = -1, .type = &v};
    e.unit = proc != NULL ? proc->unit : c->f->unit;
    e.func = proc != NULL ? proc->func : stand_in(c);
    e.op = op != NULL ? op : op_at(c, e.func->loc, statement(c, &v));
    e.subject.name = v.field;
    e.confidence = confidence;
    e.trigger = TRIGGER_ANY_CALL;
    for (size_t i = 0; v.field != NULL && i < c->f->fields.n; i++)
        if (c->f->fields.v[i].path == v.field)
            e.arg = (int)i;
    c->sink->event(c->sink->data, &e);
}

/* ---- what a slot function does ---- */

static enum answer
either(enum answer a, enum answer b)
{
    if (a == ANSWER_YES || b == ANSWER_YES)
        return ANSWER_YES;
    return a == ANSWER_UNKNOWN ? a : b;
}

static enum slot_id
slot_called(sym name)
{
    for (int i = 0; name != NULL && i < SLOT_COUNT; i++)
        if (strcmp(slot_id_name((enum slot_id)i), name) == 0)
            return (enum slot_id)i;
    return SLOT_COUNT;
}

static bool
is_about_self(const struct checking *c, const struct touch *t)
{
    return t->at.param == 0 ||
           (t->at.param < 0 && same_record(t->at.record, c->f->record));
}

/* Passing an address on may do anything to what lies behind it. */
static bool
may_reach(const struct touch *t, const struct field_fact *field)
{
    if (t->at.level == 0)
        return t->at.offset <= field->offset;
    return t->at.offset >= field->offset &&
           t->at.offset < field->offset + field->size;
}

static enum answer does(struct checking *c, struct procedure *proc,
                        enum touch_kind kind, const struct field_fact *field,
                        int depth);

static enum answer
does_touch(struct checking *c, const struct touch *t, enum touch_kind kind,
           const struct field_fact *field, int depth)
{
    if (!is_about_self(c, t))
        return ANSWER_NO;
    if (t->kind == kind)
        return t->at.level > 0 && touch_hits(c->f, t, field) ? ANSWER_YES
                                                             : ANSWER_NO;
    if (t->kind == TOUCH_UNKNOWN)
        return may_reach(t, field) ? ANSWER_UNKNOWN : ANSWER_NO;
    if (t->kind == TOUCH_DELEGATE)
        return c->f->base_unknown || c->f->base_name == NULL ? ANSWER_UNKNOWN
                                                             : ANSWER_NO;
    if (t->kind != TOUCH_OWN_SLOT || depth == 0)
        return ANSWER_NO;
    enum slot_id id = slot_called(t->name);
    const struct slot_value *v = id < SLOT_COUNT ? type_slot(c->f, id) : NULL;
    return v != NULL && v->proc != NULL
               ? does(c, v->proc, kind, field, depth - 1)
               : ANSWER_NO;
}

static enum answer
does(struct checking *c, struct procedure *proc, enum touch_kind kind,
     const struct field_fact *field, int depth)
{
    const struct touches *touches = touches_of(c->t, proc);
    if (touches->missing)
        return ANSWER_UNKNOWN;
    enum answer sum = ANSWER_NO;
    for (size_t i = 0; i < touches->v.n; i++)
        sum = either(sum, does_touch(c, &touches->v.v[i], kind, field, depth));
    return sum;
}

static enum answer
slot_does(struct checking *c, enum slot_id id, enum touch_kind kind,
          const struct field_fact *field)
{
    const struct slot_value *v = type_slot(c->f, id);
    if (v->proc != NULL)
        return does(c, v->proc, kind, field, MAX_DEPTH);
    return v->set || (c->f->base_unknown && !c->f->slots[id].set)
               ? ANSWER_UNKNOWN
               : ANSWER_NO;
}

/* The slot is answered for by another type of the program. */
static bool
is_inherited(const struct checking *c, enum slot_id id)
{
    return !c->f->slots[id].set && type_slot(c->f, id)->set;
}

static bool
is_released_here(struct checking *c, const struct field_fact *f)
{
    return slot_does(c, SLOT_DEALLOC, TOUCH_RELEASE, f) == ANSWER_YES ||
           slot_does(c, SLOT_CLEAR, TOUCH_RELEASE, f) == ANSWER_YES;
}

static bool
is_judged(const struct field_fact *f)
{
    return !f->in_union && !f->is_weaklist;
}

static struct type_view
field_view(enum aspect aspect, enum answer answer, const struct field_fact *f)
{
    return (struct type_view){
        .aspect = aspect,
        .answer = answer,
        .field = f->path,
        .is_atom = f->holding == HOLD_ATOM || f->holding == HOLD_TYPE,
        .is_stored = field_is_owned(f),
        .is_settable = f->member || f->is_dict || f->settable,
    };
}

static void
check_traverse(struct checking *c, const struct field_fact *f)
{
    const struct slot_value *v = type_slot(c->f, SLOT_TRAVERSE);
    if (is_inherited(c, SLOT_TRAVERSE) || (v->set && v->proc == NULL))
        return;
    enum answer answer = slot_does(c, SLOT_TRAVERSE, TOUCH_VISIT, f);
    tell_view(c, field_view(ASPECT_TRAVERSE, answer, f), v->proc, NULL,
              field_is_owned(f) ? CONFIDENCE_CERTAIN : CONFIDENCE_LIKELY);
}

static void
check_clear(struct checking *c, const struct field_fact *f)
{
    const struct slot_value *v = type_slot(c->f, SLOT_CLEAR);
    if (is_inherited(c, SLOT_CLEAR) || (v->set && v->proc == NULL))
        return;
    if (slot_does(c, SLOT_TRAVERSE, TOUCH_VISIT, f) != ANSWER_YES)
        return;
    enum answer answer = slot_does(c, SLOT_CLEAR, TOUCH_RELEASE, f);
    bool mutable = f->member || f->is_dict || f->settable;
    tell_view(c, field_view(ASPECT_CLEAR, answer, f), v->proc, NULL,
              mutable ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
}

static void
check_dealloc(struct checking *c, const struct field_fact *f)
{
    const struct slot_value *v = type_slot(c->f, SLOT_DEALLOC);
    if (is_inherited(c, SLOT_DEALLOC) || (v->set && v->proc == NULL))
        return;
    enum answer answer = slot_does(c, SLOT_DEALLOC, TOUCH_RELEASE, f);
    tell_view(c, field_view(ASPECT_DEALLOC, answer, f), v->proc, NULL,
              f->owned_stores > 0 && f->borrowed_stores == 0
                  ? CONFIDENCE_CERTAIN
                  : CONFIDENCE_LIKELY);
}

static void
check_fields(struct checking *c)
{
    bool gc = type_has_gc(c->f);
    for (size_t i = 0; i < c->f->fields.n; i++) {
        const struct field_fact *f = &c->f->fields.v[i];
        if (!is_judged(f))
            continue;
        if (!field_is_owned(f) && !is_released_here(c, f))
            continue;
        check_dealloc(c, f);
        if (gc && !c->f->flags_unknown) {
            check_traverse(c, f);
            check_clear(c, f);
        }
    }
}

static bool
is_generated(const struct type_fact *f)
{
    return f->unit->files[f->loc.file].generator != GENERATOR_NONE &&
           f->unit->files[f->loc.file].generator != GENERATOR_CLINIC;
}

void
types_check(struct types *t, const struct engine_sink *sink)
{
    for (size_t i = 0; i < t->v.n; i++) {
        struct checking c = {.t = t, .sink = sink, .f = t->v.v[i]};
        if (is_generated(c.f))
            continue;
        c.scratch = arena_new();
        check_fields(&c);
        arena_free(c.scratch);
    }
}

/* What is asked of every type, see enum aspect. */
#include "types.h"

#include <string.h>

#define MAX_DEPTH 4

/* ---- telling ---- */

/* A place to report at that stands for a function that is not there. */
static const struct func *
stand_in(struct checking *c)
{
    struct func *f = ARENA_NEW(c->scratch, struct func);
    f->name = c->f->built_in != NULL ? c->f->built_in->func->name
                                     : c->f->global->name;
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

/* Of the instance's own fields first, then those of nodes. */
static int
field_number(const struct type_fact *f, const char *path)
{
    int n = 0;
    for (size_t i = 0; path != NULL && i < f->fields.n; i++, n++)
        if (f->fields.v[i].path == path)
            return n;
    for (size_t k = 0; path != NULL && k < f->nodes.n; k++)
        for (size_t i = 0; i < f->nodes.v[k].fields.n; i++, n++)
            if (f->nodes.v[k].fields.v[i].path == path)
                return n;
    return -1;
}

static const struct field_fact *
field_named(const struct type_fact *f, const char *path)
{
    for (size_t i = 0; path != NULL && i < f->fields.n; i++)
        if (f->fields.v[i].path == path)
            return &f->fields.v[i];
    return NULL;
}

/* Some method ties the instance to itself. */
static bool
binds_itself(const struct type_view *v)
{
    return v->harm == HARM_BOUND || v->harm == HARM_KEPT_CALLBACK ||
           v->harm == HARM_KEPT_CAPSULE || v->harm == HARM_KEPT_GLOBAL ||
           v->harm == HARM_REGISTERED;
}

/* A cycle that the collector does not see or break. */
static bool
shows_cycle(const struct type_view *v)
{
    bool about = v->aspect == ASPECT_TRAVERSE || v->aspect == ASPECT_CLEAR ||
                 v->aspect == ASPECT_COLLECTED ||
                 (v->aspect == ASPECT_CYCLE && !binds_itself(v));
    bool del = v->aspect == ASPECT_CYCLE && v->harm == HARM_DEL;
    return v->answer == ANSWER_NO && about && (v->field != NULL || del);
}

void
types_tell(struct checking *c, struct type_view v,
           const struct procedure *proc, const struct op *op,
           enum confidence confidence)
{
    v.name = c->f->name;
    v.variable = c->f->global->name;
    v.slot = proc != NULL ? proc->func->name : NULL;
    if (shows_cycle(&v))
        v.snippet = types_snippet(c->scratch, c->t, c->f,
                                  field_named(c->f, v.field));
    else if (binds_itself(&v) && proc != NULL)
        v.snippet = types_snippet_bound(c->scratch, c->t, c->f, proc);
    struct event e = {.kind = EVENT_TYPE, .arg = -1, .type = &v};
    e.unit = proc != NULL ? proc->unit : c->f->unit;
    e.func = proc != NULL ? proc->func : stand_in(c);
    e.op = op != NULL ? op : op_at(c, e.func->loc, statement(c, &v));
    e.subject.name = v.field;
    e.confidence = confidence;
    e.trigger = c->trigger;
    e.subject.part = (unsigned)v.harm;
    e.arg = field_number(c->f, v.field);
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

struct procedure *
types_own_slot(const struct type_fact *f, const struct touch *t)
{
    enum slot_id id = slot_called(t->name);
    const struct slot_value *v = id < SLOT_COUNT ? type_slot(f, id) : NULL;
    return v != NULL ? v->proc : NULL;
}

static bool
is_about_self(const struct checking *c, const struct touch *t)
{
    return t->at.param == 0 ||
           (t->at.param < 0 && same_record(t->at.record, c->f->record));
}

/* Passing an address on may do anything to what lies behind it, but who gets
   what another object holds has no way to that object. */
static bool
may_reach(const struct type_fact *type, const struct touch *t,
          const struct field_fact *field)
{
    if (t->at.level == 0)
        return touch_offset(type, t) <= field->offset;
    bool beyond = t->at.level > 1 && field->depth == 0 &&
                  type_is_object_pointer(field->type);
    return !beyond && touch_hits(type, t, field);
}

static enum answer does(struct checking *c, struct procedure *proc,
                        enum touch_kind kind, const struct field_fact *field,
                        int depth);

enum answer
types_does_touch(struct checking *c, const struct touch *t,
                 enum touch_kind kind, const struct field_fact *field,
                 int depth)
{
    if (!is_about_self(c, t))
        return ANSWER_NO;
    if (t->kind == kind)
        return t->at.level > field->depth && touch_hits(c->f, t, field)
                   ? ANSWER_YES
                   : ANSWER_NO;
    if (t->kind == TOUCH_UNKNOWN)
        return may_reach(c->f, t, field) ? ANSWER_UNKNOWN : ANSWER_NO;
    if (t->kind == TOUCH_DELEGATE)
        return c->f->base_unknown || c->f->base_name == NULL ? ANSWER_UNKNOWN
                                                             : ANSWER_NO;
    if (t->kind != TOUCH_OWN_SLOT || depth == 0)
        return ANSWER_NO;
    struct procedure *proc = types_own_slot(c->f, t);
    return proc != NULL ? does(c, proc, kind, field, depth - 1) : ANSWER_NO;
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
        sum = either(
            sum, types_does_touch(c, &touches->v.v[i], kind, field, depth));
    return sum;
}

enum answer
types_does(struct checking *c, enum slot_id id, enum touch_kind kind,
           const struct field_fact *field)
{
    const struct slot_value *v = type_slot(c->f, id);
    if (v->proc != NULL)
        return does(c, v->proc, kind, field, MAX_DEPTH);
    return v->set || (c->f->base_unknown && !c->f->slots[id].set)
               ? ANSWER_UNKNOWN
               : ANSWER_NO;
}

/* Is an owned reference, or anything, stored in this element? */
static bool
is_stored(struct types *t, const struct type_fact *f,
          const struct field_fact *element)
{
    const record_list *all = types_touched_records(t);
    for (size_t k = 0; k < all->n; k++) {
        if (!record_begins(f->record, all->v[k]->record))
            continue;
        for (size_t i = 0; i < all->v[k]->v.n; i++) {
            const struct touch *one = all->v[k]->v.v[i].one;
            if (one->kind == TOUCH_STORE && one->at.level == 0 &&
                one->holding != HOLD_NOTHING && touch_hits(f, one, element))
                return true;
        }
    }
    return false;
}

#define MAX_ELEMENTS 16

/* Of a small array all elements that anything is stored in. */
static enum answer
does_wholly(struct checking *c, enum slot_id id, enum touch_kind kind,
            const struct field_fact *field)
{
    enum answer sum = types_does(c, id, kind, field);
    if (sum != ANSWER_YES || field->depth > 0 || field->stride == 0 ||
        field->size > MAX_ELEMENTS * field->stride)
        return sum;
    for (uint64_t at = 0; at < field->size; at += field->stride) {
        struct field_fact e = *field;
        e.is_element = true;
        e.array = field->offset;
        e.array_size = field->size;
        e.offset += at;
        e.size = e.one;
        e.stride = 0;
        if (types_does(c, id, kind, &e) == ANSWER_NO &&
            is_stored(c->t, c->f, &e))
            return ANSWER_NO;
    }
    return sum;
}

enum answer
types_releases(struct types *t, const struct type_fact *f,
               const struct field_fact *field)
{
    struct checking c = {.t = t, .f = f};
    return types_does(&c, SLOT_DEALLOC, TOUCH_RELEASE, field);
}

/* The slot is answered for by another type of the program. */
static bool
is_inherited(const struct checking *c, enum slot_id id)
{
    return !c->f->slots[id].set && type_slot(c->f, id)->set;
}

/* ... which knows nothing of the field: the base's instances lack it. */
static bool
is_added(const struct checking *c, const struct field_fact *f)
{
    const struct type_fact *b = c->f->base;
    return b != NULL && b->record != NULL && !b->base_unknown &&
           b->record->size > 0 && f->offset >= b->record->size;
}

static bool
is_released_here(struct checking *c, const struct field_fact *f)
{
    return types_does(c, SLOT_DEALLOC, TOUCH_RELEASE, f) == ANSWER_YES ||
           types_does(c, SLOT_CLEAR, TOUCH_RELEASE, f) == ANSWER_YES;
}

bool
types_judged(const struct field_fact *f)
{
    return !f->in_union && !f->is_weaklist;
}

struct type_view
types_field_view(enum aspect aspect, enum answer answer,
                 const struct field_fact *f)
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

/* What is stored and given away again soon is no possession. */
bool
types_passing(const struct field_fact *f)
{
    return f->steals > 0;
}

/* How sure it is that a cycle can go through the field. */
static enum confidence
cycle_confidence(const struct checking *c, const struct field_fact *f)
{
    if (!field_is_owned(f) || types_passing(f) || f->holding == HOLD_TUPLE)
        return CONFIDENCE_POSSIBLE;
    if (f->exact && !same_record(f->type->target, c->f->record)) {
        const struct type_fact *to = types_target(c->t, f);
        return to != NULL && types_leads_out(c->t, to, 2)
                   ? CONFIDENCE_LIKELY
                   : CONFIDENCE_POSSIBLE;
    }
    return f->user || f->member || f->is_dict ? CONFIDENCE_CERTAIN
                                              : CONFIDENCE_LIKELY;
}

static void
check_traverse(struct checking *c, const struct field_fact *f)
{
    const struct slot_value *v = type_slot(c->f, SLOT_TRAVERSE);
    bool inherited = is_inherited(c, SLOT_TRAVERSE);
    if ((inherited && !is_added(c, f)) || (v->set && v->proc == NULL))
        return;
    enum answer answer = does_wholly(c, SLOT_TRAVERSE, TOUCH_VISIT, f);
    if (answer == ANSWER_NO && f->untracked)
        answer = ANSWER_UNKNOWN;
    types_tell(c, types_field_view(ASPECT_TRAVERSE, answer, f),
               inherited ? NULL : v->proc, NULL, cycle_confidence(c, f));
}

static void
check_clear(struct checking *c, const struct field_fact *f)
{
    const struct slot_value *v = type_slot(c->f, SLOT_CLEAR);
    bool inherited = is_inherited(c, SLOT_CLEAR);
    if ((inherited && !is_added(c, f)) || (v->set && v->proc == NULL))
        return;
    if (types_does(c, SLOT_TRAVERSE, TOUCH_VISIT, f) != ANSWER_YES)
        return;
    enum answer answer = does_wholly(c, SLOT_CLEAR, TOUCH_RELEASE, f);
    if (f->is_dict || f->holding == HOLD_CLEARED)
        answer = ANSWER_YES;
    bool mutable = f->member || f->is_dict || f->settable;
    types_tell(c, types_field_view(ASPECT_CLEAR, answer, f),
               inherited ? NULL : v->proc, NULL,
               mutable ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
}

/* tp_dealloc knows the field: it asserts that it is NULL, or the like.  Who
   looks behind the pointer knows no such thing. */
static bool
is_read_by(struct checking *c, struct procedure *proc,
           const struct field_fact *f)
{
    const struct touches *touches = touches_of(c->t, proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (t->kind == TOUCH_READ && touch_hits(c->f, t, f) &&
            (t->op == NULL || t->op->kind != OP_LOAD ||
             !func_only_follows(proc->func, t->op->dst, 0)))
            return true;
    }
    return false;
}

/* Node to node, with a reference here and without one there: the list as a
   whole owns its nodes, and whoever takes it apart releases them. */
static bool
is_shared_link(const struct checking *c, const struct field_fact *f)
{
    return f->exact && f->owned_stores > 0 && f->borrowed_stores > 0 &&
           record_begins(c->f->record, f->type->target);
}

static void
check_dealloc(struct checking *c, const struct field_fact *f)
{
    const struct slot_value *v = type_slot(c->f, SLOT_DEALLOC);
    bool inherited = is_inherited(c, SLOT_DEALLOC);
    if ((inherited && !is_added(c, f)) || (v->set && v->proc == NULL) ||
        types_is_abstract(c->t, c->f))
        return;
    enum answer answer = does_wholly(c, SLOT_DEALLOC, TOUCH_RELEASE, f);
    /* The tp_dealloc that every heap type has does that much. */
    if (c->f->heap && !v->set &&
        (f->is_dict ||
         types_does(c, SLOT_FINALIZE, TOUCH_RELEASE, f) == ANSWER_YES))
        answer = ANSWER_YES;
    if (answer == ANSWER_NO && v->proc != NULL && f->depth == 0 &&
        is_read_by(c, v->proc, f))
        answer = ANSWER_UNKNOWN;
    enum confidence confidence = CONFIDENCE_LIKELY;
    if (f->owned_stores > 0 && f->borrowed_stores == 0)
        confidence = CONFIDENCE_CERTAIN;
    if (types_passing(f) || is_shared_link(c, f))
        confidence = CONFIDENCE_POSSIBLE;
    types_tell(c, types_field_view(ASPECT_DEALLOC, answer, f),
               inherited ? NULL : v->proc, NULL, confidence);
}

static void
check_fields(struct checking *c)
{
    bool gc = type_has_gc(c->f);
    for (size_t i = 0; i < c->f->fields.n; i++) {
        const struct field_fact *f = &c->f->fields.v[i];
        if (!types_judged(f))
            continue;
        if (!field_is_owned(f) && !is_released_here(c, f))
            continue;
        check_dealloc(c, f);
        if (c->f->flags_unknown)
            continue;
        if (gc)
            check_traverse(c, f);
        if (gc || c->f->slots[SLOT_TRAVERSE].set)
            check_clear(c, f);
    }
}

/* ---- the whole type ----------------------------------------------------- */

/* The flag alone: neither the flag nor the slot is inherited then. */
static void
check_traversable(struct checking *c)
{
    if (c->f->flags_unknown || !c->f->slots_known ||
        (c->f->flags & TPFLAG_HAVE_GC) == 0)
        return;
    bool set = c->f->slots[SLOT_TRAVERSE].set;
    types_tell(c,
               (struct type_view){.aspect = ASPECT_TRAVERSE,
                                  .answer = set ? ANSWER_YES : ANSWER_NO},
               NULL, NULL, CONFIDENCE_LIKELY);
}

bool
types_at_least(const struct checking *c, int minor)
{
    struct version v = {c->f->unit->py_major, c->f->unit->py_minor};
    if (v.major == 0)
        v = c->t->p->version;
    return v.major > 3 || (v.major == 3 && v.minor >= minor);
}

/* What a slot function does to Py_TYPE(self). */
static enum answer
does_to_type(struct checking *c, struct procedure *proc, enum touch_kind kind)
{
    const struct touches *touches = touches_of(c->t, proc);
    enum answer sum = touches->missing ? ANSWER_UNKNOWN : ANSWER_NO;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (t->at.param != 0)
            continue;
        if (t->kind == kind && t->at.level == 1 &&
            t->at.offset == OB_TYPE_OFFSET)
            return ANSWER_YES;
        bool whole = t->at.level == 0 && t->at.offset == 0;
        if (t->kind == TOUCH_DELEGATE ||
            (t->kind == TOUCH_UNKNOWN &&
             (whole || t->at.offset == OB_TYPE_OFFSET)))
            sum = ANSWER_UNKNOWN;
    }
    return sum;
}

bool
types_frees_itself(struct checking *c, struct procedure *proc)
{
    const struct touches *touches = touches_of(c->t, proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (t->kind == TOUCH_FREE && t->at.param == 0 && t->at.level == 0 &&
            t->at.offset == 0)
            return true;
    }
    return false;
}

static bool
releases_type(const struct touch *t)
{
    return t->kind == TOUCH_RELEASE && t->at.param == 0 && t->at.level == 1 &&
           t->at.offset == OB_TYPE_OFFSET;
}

/* The second of two ops on one way that release the type. */
static const struct op *
type_released_again(struct checking *c, struct procedure *proc)
{
    const struct touches *touches = touches_of(c->t, proc);
    const struct op *found = NULL;
    for (size_t i = 0; i < touches->v.n; i++)
        for (size_t k = 0; k < touches->v.n; k++) {
            const struct touch *a = &touches->v.v[i], *b = &touches->v.v[k];
            if (releases_type(a) && releases_type(b) && a->op != b->op &&
                (b->direct || a->direct) &&
                op_comes_after(proc->func, a->op, b->op))
                found = b->op;
        }
    return found;
}

static void
check_type_count(struct checking *c, struct procedure *dealloc)
{
    const struct op *again = type_released_again(c, dealloc);
    if (again != NULL)
        types_tell(c,
                   (struct type_view){.aspect = ASPECT_TYPE_RELEASE,
                                      .answer = ANSWER_NO,
                                      .twice = true},
                   dealloc, again, CONFIDENCE_LIKELY);
}

static void
check_heap_type(struct checking *c)
{
    struct procedure *dealloc = c->f->slots[SLOT_DEALLOC].proc;
    struct procedure *traverse = c->f->slots[SLOT_TRAVERSE].proc;
    if (!c->f->heap) {
        types_static(c);
        return;
    }
    if (dealloc != NULL && types_at_least(c, 8) &&
        types_frees_itself(c, dealloc))
        types_tell(c,
                   (struct type_view){
                       .aspect = ASPECT_TYPE_RELEASE,
                       .answer = does_to_type(c, dealloc, TOUCH_RELEASE)},
                   dealloc, NULL, CONFIDENCE_CERTAIN);
    if (dealloc != NULL && types_at_least(c, 8))
        check_type_count(c, dealloc);
    if (traverse != NULL && types_at_least(c, 9) && type_has_gc(c->f))
        types_tell(c,
                   (struct type_view){
                       .aspect = ASPECT_TYPE_VISIT,
                       .answer = does_to_type(c, traverse, TOUCH_VISIT)},
                   traverse, NULL, CONFIDENCE_CERTAIN);
}

/* Does the slot function leave the instance to a slot of some base, or to
 * code that we do not see? */
static bool
leaves_to_base(const struct checking *c, struct procedure *proc)
{
    const struct touches *touches = touches_of(c->t, proc);
    bool leaves = touches->missing;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        leaves |= (t->kind == TOUCH_DELEGATE || t->kind == TOUCH_UNKNOWN) &&
                  t->at.param == 0 && t->at.level == 0 && t->at.offset == 0;
    }
    return leaves;
}

/* Containers of Python's own have contents that only their slots know. */
static void
check_base(struct checking *c)
{
    static const char *const containers[] = {"PyDict_Type", "PyList_Type",
                                             "PySet_Type", NULL};
    static const struct {
        enum slot_id slot;
        enum aspect aspect;
    } asked[] = {{SLOT_TRAVERSE, ASPECT_TRAVERSE},
                 {SLOT_CLEAR, ASPECT_CLEAR},
                 {SLOT_DEALLOC, ASPECT_DEALLOC}};
    if (c->f->base_name == NULL || !str_is_one_of(c->f->base_name, containers))
        return;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct procedure *proc = c->f->slots[asked[i].slot].proc;
        if (proc == NULL)
            continue;
        bool leaves = leaves_to_base(c, proc);
        types_tell(
            c,
            (struct type_view){.aspect = asked[i].aspect,
                               .base = c->f->base_name,
                               .answer = leaves ? ANSWER_YES : ANSWER_NO},
            proc, NULL, CONFIDENCE_LIKELY);
    }
}

/* Which function should free an instance; NULL: this one is fine. */
static const char *
wanted_free(const struct type_fact *f, const char *family)
{
    bool gc = type_has_gc(f);
    if (strcmp(family, "tp_free") == 0)
        return NULL;
    if (strcmp(family, "gc") == 0)
        return gc ? NULL : "PyObject_Free";
    if (strcmp(family, "obj") != 0)
        return gc ? "PyObject_GC_Del" : "PyObject_Free";
    if (gc)
        return "PyObject_GC_Del";
    return (f->flags & TPFLAG_BASETYPE) != 0 && type_slot(f, SLOT_NEW)->set
               ? "Py_TYPE(self)->tp_free"
               : NULL;
}

static bool
frees_self(const struct touch *t)
{
    return t->kind == TOUCH_FREE && t->at.param == 0 && t->at.level == 0 &&
           t->at.offset == 0;
}

/* What else frees the instance is for a type without tp_free. */
static bool
asks_the_type(const struct touches *touches)
{
    for (size_t i = 0; i < touches->v.n; i++)
        if (frees_self(&touches->v.v[i]) &&
            strcmp(touches->v.v[i].name, "tp_free") == 0)
            return true;
    return false;
}

static void
check_free(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_DEALLOC].proc;
    if (proc == NULL || !types_is_plain(c->f) ||
        type_slot(c->f, SLOT_ALLOC)->set || type_slot(c->f, SLOT_FREE)->set)
        return;
    const struct touches *touches = touches_of(c->t, proc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (!frees_self(t))
            continue;
        struct type_view v = {.aspect = ASPECT_FREE, .answer = ANSWER_YES};
        if (!asks_the_type(touches))
            v.wanted = wanted_free(c->f, t->name);
        if (v.wanted != NULL && types_placed_in(c->t, c->f, t->name))
            v.wanted = NULL;
        v.used = t->op->callee != NULL ? t->op->callee : "tp_free";
        if (v.wanted != NULL)
            v.answer = ANSWER_NO;
        types_tell(c, v, proc, t->op, CONFIDENCE_CERTAIN);
    }
}

static void
check_constant(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_TRAVERSE].proc;
    if (proc == NULL)
        return;
    const struct touches *touches = touches_of(c->t, proc);
    struct type_view v = {.aspect = ASPECT_CONSTANT, .answer = ANSWER_YES};
    const struct op *op = NULL;
    for (size_t i = 0; i < touches->v.n && op == NULL; i++) {
        const struct touch *t = &touches->v.v[i];
        bool changes = t->kind == TOUCH_RELEASE || t->kind == TOUCH_ACQUIRE;
        if (changes && t->at.param == 0)
            op = t->op;
    }
    if (op != NULL) {
        v.answer = ANSWER_NO;
        v.used = op->callee != NULL ? op->callee : "a function pointer";
    }
    types_tell(c, v, proc, op, CONFIDENCE_CERTAIN);
}

/* The second visit of one field on some way, or one of what is not owned.  Who
   owns the type of an instance is the interpreter's affair, whatever the
   helper does that stores it. */
static const struct op *
visited_too_often(struct checking *c, struct procedure *proc,
                  const struct field_fact *f)
{
    const struct touches *touches = touches_of(c->t, proc);
    bool lent = f->is_weaklist ||
                (f->offset != OB_TYPE_OFFSET && f->borrowed_stores > 0 &&
                 !field_is_owned(f) && f->unknown_stores == 0 &&
                 f->releases + f->steals == 0);
    const struct op *first = NULL;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *t = &touches->v.v[i];
        if (t->kind != TOUCH_VISIT || t->at.param != 0 || t->at.level != 1 ||
            t->at.loose || t->at.offset != f->offset)
            continue;
        if (lent || (first != NULL && first != t->op &&
                     op_comes_after(proc->func, first, t->op) &&
                     !op_comes_after(proc->func, t->op, first)))
            return t->op;
        first = t->op;
    }
    return NULL;
}

static void
check_visits(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_TRAVERSE].proc;
    for (size_t i = 0; proc != NULL && i < c->f->fields.n; i++) {
        const struct field_fact *f = &c->f->fields.v[i];
        if (f->is_array || f->in_union || f->depth > 0)
            continue;
        const struct op *op = visited_too_often(c, proc, f);
        struct type_view v = types_field_view(ASPECT_CONSTANT, ANSWER_NO, f);
        v.twice = true;
        if (op != NULL)
            types_tell(c, v, proc, op, CONFIDENCE_LIKELY);
    }
}

struct track_data {
    struct types *t;
    const struct engine_sink *sink;
};

static void
tell_track(void *data, const struct type_fact *type,
           const struct procedure *proc, const struct op *op,
           const struct field_fact *field, bool unset)
{
    const struct track_data *d = data;
    struct checking c = {
        .t = d->t, .sink = d->sink, .f = type, .scratch = arena_new()};
    struct type_view v = types_field_view(
        ASPECT_TRACK, unset ? ANSWER_NO : ANSWER_YES, field);
    types_tell(&c, v, proc, op, CONFIDENCE_LIKELY);
    arena_free(c.scratch);
}

bool
type_is_generated(const struct type_fact *f)
{
    return f->unit->files[f->loc.file].generator != GENERATOR_NONE &&
           f->unit->files[f->loc.file].generator != GENERATOR_CLINIC;
}

static void
check_type(struct checking *c)
{
    check_fields(c);
    types_check_nodes(c);
    types_check_node_blocks(c);
    check_traversable(c);
    check_heap_type(c);
    types_managed(c);
    check_base(c);
    types_collected(c);
    check_free(c);
    check_constant(c);
    check_visits(c);
    types_order(c);
    types_trash(c);
    types_keep(c);
    types_empty(c);
    types_final(c);
    types_self(c);
}

void
types_check(struct types *t, const struct engine_sink *sink)
{
    for (size_t i = 0; i < t->v.n; i++) {
        struct checking c = {.t = t, .sink = sink, .f = t->v.v[i]};
        if (type_is_generated(c.f))
            continue;
        c.scratch = arena_new();
        if (c.f->is_module)
            types_module_check(&c);
        else
            check_type(&c);
        arena_free(c.scratch);
    }
    types_track(t, tell_track, &(struct track_data){t, sink});
    types_twice(t, sink);
}

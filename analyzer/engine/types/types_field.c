/* The fields of instances, and who owns what they hold. */
#include "types.h"

#include <string.h>

/* Codes of PyMemberDef.type: Include/structmember.h. */
#define MEMBER_OBJECT 6
#define MEMBER_OBJECT_EX 16
#define MEMBER_READONLY 1

/* ---- the struct of an instance ---- */

/* Python 2 writes the header's members into each struct. */
static bool
begins_with_header(const struct type *t)
{
    sym first = t->fields[0].name;
    return t->is_object || (first != NULL && strcmp(first, "ob_refcnt") == 0);
}

static bool
has_user_fields(const struct type *t)
{
    return t != NULL && t->kind == TYPE_RECORD && t->n_fields > 0 &&
           begins_with_header(t);
}

/* Structs with a flexible array at the end are allocated by other sizes. */
static bool
size_fits(const struct type_fact *f, const struct type *record)
{
    if (f->basicsize <= 0)
        return true;
    uint64_t size = (uint64_t)f->basicsize;
    return record->size == size ||
           (record->size > size && record->size <= size + 16);
}

static const struct type *
better(const struct type_fact *f, const struct type *old,
       const struct type *candidate)
{
    if (!has_user_fields(candidate) || !size_fits(f, candidate))
        return old;
    if (old == NULL)
        return candidate;
    bool exact = (uint64_t)f->basicsize == candidate->size;
    if (exact && (uint64_t)f->basicsize != old->size)
        return candidate;
    return f->basicsize <= 0 && candidate->size > old->size ? candidate : old;
}

static const struct type *
record_from(struct types *t, const struct type_fact *f, struct procedure *proc,
            const struct type *old)
{
    const struct func *func = proc->func;
    const struct touches *touches = touches_of(t, proc);
    if (func->n_params > 0 && type_is_pointer(func->slots[0].type))
        old = better(f, old, func->slots[0].type->target);
    for (size_t i = 0; i < touches->selves.n; i++)
        old = better(f, old, touches->selves.v[i]);
    return old;
}

static void
find_record(struct types *t, struct type_fact *f)
{
    if (f->is_module) {
        types_module_record(t, f);
        return;
    }
    static const enum slot_id first[] = {SLOT_DEALLOC, SLOT_TRAVERSE,
                                         SLOT_CLEAR, SLOT_FINALIZE};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
        const struct slot_value *v = type_slot(f, first[i]);
        if (v->proc != NULL)
            f->record = record_from(t, f, v->proc, f->record);
    }
    for (size_t i = 0;
         f->record == NULL && f->basicsize > 0 && i < f->methods.n; i++)
        f->record = record_from(t, f, f->methods.v[i], f->record);
}

/* ---- its fields ---- */

/* What the struct lies in: an array of such structs, a union. */
struct surroundings {
    uint64_t stride, left; /* 0: no array; bytes from here to its end */
    bool in_union;
};

struct flattening {
    arena *keep;
    struct field_facts *out;
};

static struct field_fact
fact_of(const struct field *m, uint64_t offset, const char *path,
        struct surroundings in)
{
    const struct type *type = m->type;
    bool is_array = type->kind == TYPE_ARRAY;
    const struct type *one = is_array ? type->target : type;
    bool behind = !is_array && type_is_pointer(type) &&
                  type_is_object_pointer(type->target);
    struct field_fact f = {
        .path = path,
        .type = behind ? type->target : one,
        .offset = offset,
        .size = type->size > 0 ? type->size : one->size,
        .depth = behind,
        .is_array = is_array || behind || in.stride > 0,
        .in_union = in.in_union,
    };
    if (is_array)
        f.stride = f.one = one->size;
    if (in.stride > 0) {
        f.one = f.size;
        f.stride = in.stride;
        f.size = in.left;
    }
    return f;
}

static void flatten(struct flattening *x, const struct type *record,
                    uint64_t offset, const char *prefix,
                    struct surroundings in);

static void
flatten_inner(struct flattening *x, const struct field *m, uint64_t offset,
              const char *path, struct surroundings in)
{
    bool is_array = m->type->kind == TYPE_ARRAY;
    const struct type *one = is_array ? m->type->target : m->type;
    bool instance = one->is_object && offset > 0; /* has a life of its own */
    if (one->kind != TYPE_RECORD || instance || type_is_view(one) ||
        (is_array && in.stride > 0))
        return;
    if (is_array) {
        in.stride = one->size;
        in.left = m->type->size;
        path = arena_printf(x->keep, "%s[]", path);
    }
    flatten(x, one, offset, path, in);
}

static void
flatten(struct flattening *x, const struct type *record, uint64_t offset,
        const char *prefix, struct surroundings in)
{
    in.in_union |= record->is_union;
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct field *m = &record->fields[i];
        const char *path = m->name == NULL
                               ? prefix
                               : arena_printf(x->keep, "%s%s%s", prefix,
                                              *prefix != '\0' ? "." : "",
                                              m->name);
        struct surroundings here = in;
        if (in.stride > 0)
            here.left = in.left > m->offset ? in.left - m->offset : 0;
        flatten_inner(x, m, offset + m->offset, path, here);
        struct field_fact f = fact_of(m, offset + m->offset, path, here);
        if (type_is_object_pointer(f.type))
            VEC_PUSH(x->keep, x->out, f);
    }
}

void
fields_flatten(arena *keep, struct field_facts *out, const struct type *record)
{
    flatten(&(struct flattening){keep, out}, record, 0, "",
            (struct surroundings){0, 0, false});
}

static struct field_fact *
field_at(struct type_fact *f, uint64_t offset)
{
    for (size_t i = 0; i < f->fields.n; i++)
        if (f->fields.v[i].offset == offset)
            return &f->fields.v[i];
    return NULL;
}

static int64_t
row_number(const struct global *g, uint64_t row, const char *field)
{
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        if (in->n_path == 2 && in->path[0].index == row &&
            in->path[1].field != NULL && strcmp(in->path[1].field, field) == 0)
            return in->value.kind == OPERAND_INT ? in->value.number : -1;
    }
    return -1;
}

static const char *
row_name(const struct global *g, uint64_t row)
{
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        if (in->n_path == 2 && in->path[0].index == row &&
            in->path[1].field != NULL &&
            strcmp(in->path[1].field, "name") == 0 &&
            in->value.kind == OPERAND_STRING)
            return in->value.name;
    }
    return NULL;
}

static void
note_member(struct type_fact *f, const struct global *g, uint64_t row)
{
    const char *name = row_name(g, row);
    int64_t type = row_number(g, row, "type");
    int64_t offset = row_number(g, row, "offset");
    int64_t flags = row_number(g, row, "flags");
    if (strcmp(name, "__dictoffset__") == 0)
        f->dictoffset = offset;
    else if (strcmp(name, "__weaklistoffset__") == 0)
        f->weaklistoffset = offset;
    struct field_fact *field = offset > 0 ? field_at(f, (uint64_t)offset)
                                          : NULL;
    if (field != NULL && (type == MEMBER_OBJECT || type == MEMBER_OBJECT_EX) &&
        (flags < 0 || (flags & MEMBER_READONLY) == 0)) {
        field->member = true;
        field->member_name = name;
    }
}

static void
note_members(struct type_fact *f)
{
    for (size_t i = 0; i < f->members.n; i++)
        for (uint64_t row = 0; row_name(f->members.v[i], row) != NULL; row++)
            note_member(f, f->members.v[i], row);
    struct field_fact *dict = f->dictoffset > 0
                                  ? field_at(f, (uint64_t)f->dictoffset)
                                  : NULL;
    int64_t weaklist = f->weaklistoffset;
    for (const struct type_fact *b = f->base; b != NULL && weaklist == 0;
         b = b->base)
        weaklist = b->weaklistoffset;
    struct field_fact *weak = weaklist > 0 ? field_at(f, (uint64_t)weaklist)
                                           : NULL;
    if (dict != NULL)
        dict->is_dict = true;
    if (weak != NULL)
        weak->is_weaklist = true;
}

/* ---- what the program does to them ---- */

bool
record_begins(const struct type *outer, const struct type *inner)
{
    for (int depth = 0; outer != NULL && depth < 8; depth++) {
        if (same_record(outer, inner))
            return true;
        outer = outer->n_fields > 0 && outer->fields[0].offset == 0
                    ? outer->fields[0].type
                    : NULL;
        if (outer != NULL && outer->kind != TYPE_RECORD)
            return false;
    }
    return false;
}

uint64_t
touch_offset(const struct type_fact *type, const struct touch *t)
{
    return type->is_module ? t->at.offset % STATE_OFFSET : t->at.offset;
}

static bool
is_at(const struct field_fact *f, uint64_t offset)
{
    return offset >= f->offset && offset < f->offset + f->size &&
           (f->stride == 0 || (offset - f->offset) % f->stride < f->one);
}

bool
touch_hits(const struct type_fact *type, const struct touch *t,
           const struct field_fact *field)
{
    uint64_t offset = touch_offset(type, t);
    bool any = field->is_element && t->at.loose && offset >= field->array &&
               offset < field->array + field->array_size;
    return any || is_at(field, offset);
}

static void
count_store(struct field_fact *f, const struct touch *t)
{
    if (t->holding == HOLD_NOTHING)
        return;
    /* What a parameter holds is best seen where the function is called. */
    bool outside = t->direct && t->value_param >= 0;
    enum holding *holding = outside ? &f->param_holding : &f->holding;
    if (t->holding > *holding)
        *holding = t->holding;
    f->user |= t->user && t->holding == HOLD_OBJECT;
    f->shared |= t->shared;
    switch (t->giving) {
    case GIVE_BORROWED:
        f->borrowed_stores++;
        break;
    case GIVE_OWNED:
        f->owned_stores++;
        break;
    case GIVE_UNKNOWN:
        f->unknown_stores++;
        break;
    }
}

void
fields_count(struct field_facts *fields, const struct procedure *proc,
             const struct touch *t, uint64_t offset)
{
    for (size_t i = 0; i < fields->n; i++) {
        struct field_fact *field = &fields->v[i];
        if (!is_at(field, offset))
            continue;
        unsigned level = field->depth;
        if (t->kind == TOUCH_STORE && t->at.level == level) {
            count_store(field, t);
            field->given |= t->outside && t->holding == HOLD_OBJECT &&
                            proc->entry != NULL && !proc->entry_guessed;
        }
        else if (t->kind == TOUCH_RELEASE && t->at.level == level + 1)
            *(t->steals ? &field->steals : &field->releases) += 1;
        else if (t->kind == TOUCH_ATOM && t->at.level == level + 1)
            field->atom_uses++;
        else if (t->kind == TOUCH_UNTRACK && t->at.level == level + 1)
            field->untracked = true;
        else if (t->kind == TOUCH_UNKNOWN && t->at.level <= level &&
                 offset == field->offset)
            field->unknown_stores++;
    }
}

/* The struct is that of a base, which the one of the type begins like. */
static bool
is_of_base(const struct type_fact *f, const struct type *record)
{
    for (const struct type_fact *b = f->base; b != NULL; b = b->base)
        if (b->record != NULL && same_record(b->record, record) &&
            record->size <= f->record->size)
            return true;
    return false;
}

/* The struct is that of instances of another type, which this one, though it
   begins like it, is not derived from: what is done to those is not done to
   the head of a list, say, that is declared with the struct of its nodes. */
static bool
is_of_others(const struct types *t, const struct type_fact *f,
             const struct type *record)
{
    bool others = false;
    if (f->base_unknown || same_record(f->record, record) ||
        is_of_base(f, record))
        return false;
    for (size_t i = 0; i < t->v.n && !others; i++)
        others = t->v.v[i]->record != NULL && !t->v.v[i]->is_module &&
                 same_record(t->v.v[i]->record, record);
    return others;
}

static void
count_all(struct types *t, struct type_fact *f)
{
    const record_list *all = types_touched_records(t);
    for (size_t k = 0; k < all->n; k++) {
        const struct record_touches *to = all->v[k];
        if ((!record_begins(f->record, to->record) &&
             !is_of_base(f, to->record)) ||
            is_of_others(t, f, to->record))
            continue;
        for (size_t i = 0; i < to->v.n; i++)
            fields_count(&f->fields, to->v.v[i].proc, to->v.v[i].one,
                         touch_offset(f, to->v.v[i].one));
    }
    for (size_t p = 0; p < f->setters.n; p++) {
        const struct touches *touches = touches_of(t, f->setters.v[p]);
        for (size_t i = 0; i < touches->v.n; i++) {
            const struct touch *one = &touches->v.v[i];
            if (one->kind != TOUCH_STORE || one->at.param != 0 ||
                one->holding == HOLD_NOTHING)
                continue;
            for (size_t k = 0; k < f->fields.n; k++)
                if (one->at.level == f->fields.v[k].depth &&
                    touch_hits(f, one, &f->fields.v[k]))
                    f->fields.v[k].settable |= one->holding == HOLD_OBJECT &&
                                               one->user;
        }
    }
}

/* ---- what the declared type says ---- */

static bool
is_named(const struct type *t, const char *const *names)
{
    for (; t->name != NULL && *names != NULL; names++)
        if (strcmp(t->name, *names) == 0)
            return true;
    return false;
}

/* Instances of a type of the program without garbage collection. */
static bool
is_untracked_struct(const struct types *t, const struct type *record)
{
    bool found = false;
    for (size_t i = 0; i < t->v.n; i++) {
        if (!same_record(t->v.v[i]->record, record))
            continue;
        found = true;
        if (t->v.v[i]->flags_unknown || type_has_gc(t->v.v[i]))
            return false;
    }
    return found;
}

/* `made`: what the module made for its state, a heap type then. */
static void
judge_declared(const struct types *t, struct field_fact *f, bool made)
{
    static const char *const atoms[] = {
        "PyUnicodeObject",        "PyLongObject",
        "PyBytesObject",          "PyFloatObject",
        "PyCodeObject",           "PyByteArrayObject",
        "PyStringObject",         "PyIntObject",
        "PyComplexObject",        "PyASCIIObject",
        "PyCompactUnicodeObject", NULL};
    const struct type *target = f->type->target;
    if (target->name == NULL)
        return;
    if (is_named(target, atoms) || is_untracked_struct(t, target))
        f->holding = HOLD_ATOM;
    else if (strcmp(target->name, "PyTypeObject") == 0 && !made)
        f->holding = HOLD_TYPE;
    f->exact = strcmp(target->name, "PyObject") != 0;
}

bool
field_is_owned(const struct field_fact *f)
{
    return (f->owned_stores > 0 && !f->shared) || f->member || f->is_dict;
}

static void
settle_holding(struct field_fact *f)
{
    if (f->holding == HOLD_NOTHING || f->settable)
        f->holding = f->param_holding > f->holding ? f->param_holding
                                                   : f->holding;
}

void
field_judge(const struct types *t, struct field_fact *f, bool made)
{
    if (f->member || f->is_dict)
        f->holding = HOLD_OBJECT;
    settle_holding(f);
    if (f->atom_uses > 0 && !f->member)
        f->holding = HOLD_ATOM;
    judge_declared(t, f,
                   made && f->owned_stores > 0 && f->holding == HOLD_OBJECT);
}

void
types_fields(struct types *t)
{
    for (size_t i = 0; i < t->v.n; i++)
        find_record(t, t->v.v[i]);
    for (size_t i = 0; i < t->v.n; i++) {
        struct type_fact *f = t->v.v[i];
        if (f->record == NULL)
            continue;
        fields_flatten(t->keep, &f->fields, f->record);
        note_members(f);
        count_all(t, f);
        for (size_t k = 0; k < f->fields.n; k++)
            field_judge(t, &f->fields.v[k], f->is_module);
        types_nodes(t, f);
    }
}

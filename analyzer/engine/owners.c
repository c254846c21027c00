/* Fields that own what they hold, because tp_dealloc releases it.
 *
 * Learned before the exploration, so that a path can be asked whether it
 * leaves such a field with a reference that nobody gave it.  A release that
 * depends on another field of the instance ("if (self->own)") teaches
 * nothing.
 */
#include "call.h"
#include "types.h"

/* One field of the instances of one struct, or the elements of the array
 * that it points to. */
struct owner {
    const struct type *record;
    uint64_t offset;
    bool elements;
};

struct owners {
    VEC(struct owner) v;
    /* tp_dealloc is there and leaves them alone, or hands what they hold on
       to functions that do who knows what. */
    VEC(struct owner) weak, open;
};

/* ---- learning ---- */

/* The op of the block that defines a slot before op number `before`. */
static const struct op *
definition(const struct block *b, size_t before, uint32_t slot)
{
    while (before-- > 0)
        if (b->ops[before].dst == slot)
            return &b->ops[before];
    return NULL;
}

/* Does the branch at the end of the block look at a field of a struct that
 * lies elsewhere than `offset`?  Where it bounds a loop over elements it
 * asks how many there are, not whose they are. */
static bool
tests_other_field(const struct block *b, uint64_t offset, bool elements)
{
    const struct op *op = &b->ops[b->n_ops - 1];
    const struct operand *o = &op->a;
    size_t left = b->n_ops;
    if (op->kind != OP_BRANCH)
        return false;
    while (left-- > 0 && o->kind == OPERAND_SLOT) {
        const struct op *d = definition(b, b->n_ops - 1, o->index);
        if (d == NULL)
            return false;
        if (elements && d->kind == OP_BINARY && d->code >= CODE_LT)
            return false;
        if (d->kind == OP_FIELD)
            return d->offset != offset;
        o = d->a.kind == OPERAND_SLOT ? &d->a : &d->b;
    }
    return false;
}

/* Does it depend on another field whether the op is reached? */
static bool
is_conditional(const struct func *f, const struct op *op, uint64_t offset,
               bool elements)
{
    uint32_t at = op_position(f, op).block;
    if (at == NO_BLOCK)
        return false;
    for (uint32_t b = 0; b < f->n_blocks; b++) {
        if (b == at || !tests_other_field(&f->blocks[b], offset, elements))
            continue;
        if (func_decides(f, b, at))
            return true;
    }
    return false;
}

static bool
is_touched_conditionally(struct types *t, struct procedure *dealloc,
                         const struct type_fact *type,
                         const struct field_fact *field)
{
    const struct touches *touches = touches_of(t, dealloc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind == TOUCH_RELEASE && one->op != NULL &&
            touch_hits(type, one, field) &&
            is_conditional(dealloc->func, one->op, field->offset,
                           field->is_array))
            return true;
    }
    return false;
}

/* The elements of an array are released, all that there are. */
static bool
releases_elements(struct types *t, const struct type_fact *type,
                  struct procedure *dealloc, const struct field *field)
{
    const struct touches *touches = touches_of(t, dealloc);
    bool released = false;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind != TOUCH_RELEASE || one->at.level != 2 ||
            touch_offset(type, one) != field->offset ||
            (one->at.param > 0 || one->op == NULL))
            continue;
        if (is_conditional(dealloc->func, one->op, field->offset, true))
            return false;
        released = true;
    }
    return released;
}

static void
learn_elements(struct program *p, struct types *t,
               const struct type_fact *type, struct procedure *dealloc)
{
    for (size_t i = 0; i < type->record->n_fields; i++) {
        const struct field *field = &type->record->fields[i];
        struct owner o = {
            .record = type->record, .offset = field->offset, .elements = true};
        if (field->type->kind == TYPE_POINTER &&
            type_is_object_pointer(field->type->target) &&
            releases_elements(t, type, dealloc, field))
            VEC_PUSH(p->keep, &p->owners->v, o);
    }
}

static void
learn_type(struct program *p, struct types *t, const struct type_fact *type)
{
    const struct slot_value *dealloc = type_slot(type, SLOT_DEALLOC);
    if (type->record == NULL || dealloc->proc == NULL)
        return;
    for (size_t i = 0; i < type->fields.n; i++) {
        const struct field_fact *field = &type->fields.v[i];
        struct owner o = {.record = type->record,
                          .offset = field->offset,
                          .elements = field->is_array};
        if (field->in_union || field->is_weaklist)
            continue;
        enum answer answer = types_releases(t, type, field);
        if (answer == ANSWER_NO)
            VEC_PUSH(p->keep, &p->owners->weak, o);
        else if (answer == ANSWER_UNKNOWN)
            VEC_PUSH(p->keep, &p->owners->open, o);
        else if (!is_touched_conditionally(t, dealloc->proc, type, field))
            VEC_PUSH(p->keep, &p->owners->v, o);
    }
    learn_elements(p, t, type, dealloc->proc);
}

void
owners_learn(struct program *p)
{
    struct types t = {.p = p, .keep = arena_new()};
    p->owners = ARENA_NEW(p->keep, struct owners);
    t.touches = ARENA_ARRAY(t.keep, struct touches, p->procs.n);
    types_collect(&t);
    types_fields(&t);
    for (size_t i = 0; i < t.v.n; i++)
        learn_type(p, &t, t.v.v[i]);
    arena_free(t.keep);
}

static void
owner_wire(struct wire *w, struct owner *o)
{
    const char *name = o->record->name;
    uint64_t size = o->record->size;
    wire_str(w, &name);
    wire_bytes(w, &size, sizeof size);
    wire_bytes(w, &o->offset, sizeof o->offset);
    wire_bool(w, &o->elements);
}

static void
owner_list_wire(struct wire *w, struct owner *v, size_t n)
{
    uint32_t count = (uint32_t)n;
    wire_u32(w, &count);
    for (size_t i = 0; i < n; i++)
        owner_wire(w, &v[i]);
}

void
owners_wire(const struct program *p, struct wire *w)
{
    const struct owners *o = p->owners;
    owner_list_wire(w, o->v.v, o->v.n);
    owner_list_wire(w, o->weak.v, o->weak.n);
    owner_list_wire(w, o->open.v, o->open.n);
}

/* ---- asking ---- */

/* The struct in which the address is a field that owns what it holds, or
 * points to such elements; NULL: it is none. */
static const struct type *
record_among(const struct explorer *x, const struct owner *v, size_t n,
             value address, bool elements)
{
    uint64_t offset = 0;
    const struct type *record = NULL;
    const struct term *t = term_at(&x->terms, address);
    for (; t->kind == VALUE_FIELD; t = term_at(&x->terms, t->a)) {
        offset += (uint64_t)t->number;
        record = t->record;
    }
    if (record == NULL || (t->kind != VALUE_PARAM && t->kind != VALUE_SYMBOL))
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (v[i].offset == offset && v[i].elements == elements &&
            same_record(v[i].record, record))
            return record;
    return NULL;
}

static const struct type *
owning_record(const struct explorer *x, value address, bool elements)
{
    return record_among(x, x->p->owners->v.v, x->p->owners->v.n, address,
                        elements);
}

/* Put at the head of a list: what was there before comes next. */
static bool
is_linked_in(const struct explorer *x, const struct state *s, value v,
             value head)
{
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (c->content != ZEROED && term_root(&x->terms, c->at) == v &&
            term_read_from(term_at(&x->terms, c->content)) == head)
            return true;
    }
    return false;
}

static bool
is_weak(const struct explorer *x, const struct state *s, value v, value at)
{
    const struct owners *o = x->p->owners;
    return record_among(x, o->weak.v, o->weak.n, at, false) != NULL ||
           (record_among(x, o->open.v, o->open.n, at, false) != NULL &&
            is_linked_in(x, s, v, at));
}

int
owners_weak_count(const struct explorer *x, const struct state *s, value v)
{
    int n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        n += c->content == v && term_root(&x->terms, c->at) != v &&
             !address_is_private(x, s, c->at) && is_weak(x, s, v, c->at);
    }
    return n;
}

/* Where the array stands that the address is an element of. */
static value
array_of(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    while (t->kind == VALUE_ELEM) {
        address = t->a;
        t = term_at(&x->terms, address);
    }
    return address;
}

/* The struct with the array that the address is an owning element of. */
static const struct type *
array_owner(const struct explorer *x, const struct state *s, value address)
{
    value array = array_of(x, address);
    const struct type *inside = array != address
                                    ? owning_record(x, array, true)
                                    : NULL;
    if (inside != NULL)
        return inside;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        const struct type *record = c->content == array
                                        ? owning_record(x, c->at, true)
                                        : NULL;
        if (record != NULL)
            return record;
    }
    return NULL;
}

static bool
is_owner(const struct explorer *x, const struct state *s, value address)
{
    return x->p->owners->v.n > 0 &&
           (owning_record(x, address, false) != NULL ||
            array_owner(x, s, address) != NULL);
}

/* What the field held when the function first looked, perhaps seen on
 * several paths. */
static bool
is_found(const struct explorer *x, const struct state *s, const struct cell *c)
{
    const struct term *t = term_at(&x->terms, c->content);
    return term_read_from(t) == c->at &&
           (t->kind == VALUE_SYMBOL ||
            state_fact(s, c->content)->origin == ORIGIN_FIELD);
}

int
owners_count(const struct explorer *x, const struct state *s, value v,
             value *first)
{
    int n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (c->content != v || is_found(x, s, c) || !is_owner(x, s, c->at))
            continue;
        if (n++ == 0)
            *first = c->at;
    }
    return n;
}

static bool
is_acquisition(const struct explorer *x, const struct op *op, int64_t param)
{
    if (op->kind != OP_CALL || op->callee == NULL || op->n_args != 1 ||
        op->args[0].kind != OPERAND_SLOT || op->args[0].index != param)
        return false;
    const struct contract *c = model_find(x->p->model, op->callee,
                                          x->p->version);
    return c != NULL && c->n_params == 1 &&
           param_has(&c->params[0], VERB_ACQUIRES);
}

/* A helper may be given the reference that it stores; not so one that takes
 * a reference of its own somewhere. */
static bool
may_be_given(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_PARAM || x->entry != NULL)
        return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++)
            if (is_acquisition(x, &x->f->blocks[b].ops[i], t->number))
                return false;
    return true;
}

/* The number of elements may change with those that go. */
static bool
writes_number(const struct explorer *x, const struct type *record)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (record->fields[i].type->kind == TYPE_INT &&
            writes_has(&x->writes, record->fields[i].name))
            return true;
    return false;
}

/* Given to somebody who takes over a reference, and still in the field of
 * an instance that lives on.  (What is released there is seen in the table
 * of types, but for elements.) */
static bool
is_given_away(const struct explorer *x, const struct state *s,
              const struct cell *c)
{
    static const char *const dying[] = {"tp_dealloc", "tp_free", "tp_del",
                                        "tp_clear", NULL};
    const struct fact *f = state_fact(s, c->content);
    if (x->entry == NULL || x->proc->entry_guessed ||
        str_is_one_of(x->entry->name, dying))
        return false;
    if (f->owned > 0 || f->dropped == NULL)
        return false;
    if (owning_record(x, c->at, false) != NULL)
        return (f->flags & FLAG_GIVEN) != 0;
    const struct type *record = array_owner(x, s, c->at);
    return (f->flags & (FLAG_GIVEN | FLAG_RELEASED)) != 0 && record != NULL &&
           !writes_number(x, record);
}

/* The object goes, or the function ends: are its fields paid for? */
void
owners_check(struct explorer *x, const struct state *s, const struct op *op,
             value object)
{
    if (x->sink == NULL || x->p->owners->v.n == 0)
        return;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        bool found = c->content != ZEROED && is_found(x, s, c);
        if (c->content == ZEROED ||
            (found && (object != NO_VALUE || !is_given_away(x, s, c))) ||
            (object != NO_VALUE && term_root(&x->terms, c->at) != object) ||
            state_fact(s, c->content)->kind != x->p->ref ||
            !is_owner(x, s, c->at) || may_be_given(x, c->content))
            continue;
        bool param = term_at(&x->terms, c->content)->kind == VALUE_PARAM;
        tell(x, s, EVENT_KEPT, found ? state_fact(s, c->content)->dropped : op,
             c->content,
             &(struct event){.arg = -1,
                             .confidence = param && x->entry == NULL
                                               ? CONFIDENCE_LIKELY
                                               : CONFIDENCE_CERTAIN});
    }
}

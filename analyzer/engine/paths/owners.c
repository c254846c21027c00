/* Places that own what they hold: what a path leaves in them, see owners.h. */
#include "call.h"
#include "owners.h"
#include "types.h"
#include "unset.h"

#include <string.h>

static const struct owner *
owning_global(const struct explorer *x, const struct term *t, uint64_t offset)
{
    const struct owners *o = x->p->owners;
    const struct global *g = program_global(x->p, x->unit, t->name);
    for (size_t i = 0; g != NULL && i < o->v.n; i++)
        if (o->v.v[i].global == g && o->v.v[i].offset == offset)
            return &o->v.v[i];
    return NULL;
}

/* The one of n fields that the address is, or points to elements of, or
 * NULL. */
static const struct owner *
field_among(const struct explorer *x, const struct owner *v, size_t n,
            value address, bool elements)
{
    uint64_t offset = 0;
    const struct type *record = NULL;
    const struct term *t = term_at(&x->terms, address);
    for (; t->kind == VALUE_FIELD && !term_is_inner(t);
         t = term_at(&x->terms, t->a)) {
        offset += (uint64_t)t->number;
        record = t->record;
    }
    if (t->kind == VALUE_GLOBAL && !elements && v == x->p->owners->v.v)
        return owning_global(x, t, offset);
    while (t->kind == VALUE_ELEM && !elements) /* of an array of structs */
        t = term_at(&x->terms, t->a);
    if (record == NULL || (t->kind != VALUE_PARAM && t->kind != VALUE_SYMBOL &&
                           !term_is_inner(t)))
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (v[i].record != NULL && v[i].offset == offset &&
            v[i].elements == elements && same_record(v[i].record, record))
            return &v[i];
    return NULL;
}

/* The place at this address that owns what it holds, or points to elements
 * that do, or NULL. */
static const struct owner *
owner_at(const struct explorer *x, value address, bool elements)
{
    return field_among(x, x->p->owners->v.v, x->p->owners->v.n, address,
                       elements);
}

/* The struct with the field, or with the elements; NULL: it is none. */
static const struct type *
owning_record(const struct explorer *x, value address, bool elements)
{
    const struct owner *o = owner_at(x, address, elements);
    return o != NULL ? o->record : NULL;
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
    return field_among(x, o->weak.v, o->weak.n, at, false) != NULL ||
           (field_among(x, o->open.v, o->open.n, at, false) != NULL &&
            is_linked_in(x, s, v, at));
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
    return x->p->owners->v.n > 0 && (owner_at(x, address, false) != NULL ||
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
            state_fact(s, c->content)->origin == ORIGIN_FIELD ||
            state_fact(s, c->content)->origin == ORIGIN_GLOBAL);
}

int
owners_weak_count(const struct explorer *x, const struct state *s, value v)
{
    int n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        n += c->content == v && !is_found(x, s, c) &&
             term_root(&x->terms, c->at) != v &&
             !address_is_private(x, s, c->at) && is_weak(x, s, v, c->at);
    }
    return n;
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

int
owners_in_itself(const struct explorer *x, const struct state *s, value v)
{
    int n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        n += c->content == v && term_root(&x->terms, c->at) == v &&
             is_owner(x, s, c->at);
    }
    return n;
}

sym
owners_end(const struct explorer *x, value address)
{
    const struct owner *o = owner_at(x, address, false);
    return o != NULL ? o->end : NULL;
}

bool
owners_by_dealloc(const struct explorer *x, value address)
{
    const struct owner *o = owner_at(x, address, false);
    return o != NULL && o->end == NULL && o->record != NULL &&
           o->record->is_object;
}

static bool
is_acquisition(const struct explorer *x, const struct op *op, int64_t param)
{
    if (op->kind != OP_CALL || op->n_args != 1 ||
        op->args[0].kind != OPERAND_SLOT || op->args[0].index != param)
        return false;
    const struct contract *c = program_line(x->p, op);
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

/* Read from a place that owns, and put into another one: elements of arrays,
 * nodes that are moved along, and the counts with them.  Nor is it known
 * whether a plain struct owns what it holds. */
static bool
may_be_moved(const struct explorer *x, const struct state *s,
             const struct cell *c)
{
    value from = term_read_from(term_at(&x->terms, c->content));
    const struct owner *to = owner_at(x, c->at, false);
    if (from == NO_VALUE || from == c->at)
        return false;
    if (to != NULL && to->record != NULL && !to->record->is_object &&
        owner_at(x, from, false) != NULL)
        return true;
    if (array_owner(x, s, c->at) == NULL)
        return false;
    value root = term_root(&x->terms, from);
    const struct term *t = term_at(&x->terms, root);
    bool plain = t->type != NULL && t->type->kind == TYPE_POINTER &&
                 t->type->target->kind == TYPE_RECORD &&
                 !type_is_object_pointer(t->type);
    return plain ||
           (array_owner(x, s, from) != NULL &&
            (x->entry == NULL || root == term_root(&x->terms, c->at)));
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

/* Released here and still in a global variable: the end of the program, or
 * of an attempt to start it. */
static bool
is_leftover(const struct explorer *x, const struct state *s,
            const struct cell *c)
{
    const struct owner *o = owner_at(x, c->at, false);
    return o != NULL && o->global != NULL &&
           (state_fact(s, c->content)->flags & FLAG_RELEASED) != 0;
}

/* bf_getbuffer() fails: nobody releases the buffer. */
static bool
is_refused(struct explorer *x, const struct state *s, const struct op *op)
{
    int64_t lo = 0, hi = 0;
    if (op->kind != OP_RETURN || x->entry == NULL ||
        strcmp(x->entry->name, "bf_getbuffer") != 0)
        return false;
    if (op->a.kind == OPERAND_INT)
        return op->a.number < 0;
    if (op->a.kind == OPERAND_SLOT && state_slot(s, op->a.index) != NO_VALUE)
        value_range(x, s, state_slot(s, op->a.index), &lo, &hi);
    return hi < 0;
}

/* A new instance that nobody else knows of, and that is lost at this return:
   nobody will release what its fields hold. */
static bool
is_lost_with(const struct explorer *x, const struct state *s,
             const struct op *op, value object)
{
    const struct fact *f = state_fact(s, object);
    if (op->kind != OP_RETURN || f->origin != ORIGIN_NEW || f->owned <= 0 ||
        (f->flags & FLAG_ESCAPED) != 0 || held_count(x, s, object) > 0)
        return false;
    return op->a.kind != OPERAND_SLOT || state_slot(s, op->a.index) != object;
}

/* self->first = self->first->next, a field that no tp_dealloc releases: the
   reference of a chain to its nodes moves on. */
static bool
is_next_in_chain(const struct explorer *x, const struct state *s,
                 const struct cell *c)
{
    const struct term *next = term_at(&x->terms, c->content);
    const struct term *at = next->kind == VALUE_SYMBOL && next->a != NO_VALUE
                                ? term_at(&x->terms, next->a)
                                : NULL;
    return at != NULL && at->kind == VALUE_FIELD &&
           term_read_from(term_at(&x->terms, at->a)) == c->at &&
           !is_owner(x, s, next->a);
}

static bool
is_singleton(const struct explorer *x, value v)
{
    const struct term *t = v == ZEROED ? NULL : term_at(&x->terms, v);
    return t != NULL && t->kind == VALUE_GLOBAL && t->name != NULL &&
           singleton_is_name(t->name);
}

/* The object goes, or the function ends: are its fields paid for? */
void
owners_check(struct explorer *x, const struct state *s, const struct op *op,
             value object)
{
    if (x->sink == NULL || x->p->owners->v.n == 0 || is_refused(x, s, op))
        return;
    if (object != NO_VALUE)
        unset_check(x, s, op, object);
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        bool found = c->content != ZEROED && is_found(x, s, c);
        if (c->content == ZEROED || is_singleton(x, c->content) ||
            (found && (object != NO_VALUE || !is_given_away(x, s, c))) ||
            (object != NO_VALUE && term_root(&x->terms, c->at) != object) ||
            state_fact(s, c->content)->kind != x->p->ref ||
            !is_owner(x, s, c->at) || may_be_given(x, c->content) ||
            is_leftover(x, s, c) ||
            is_lost_with(x, s, op, term_root(&x->terms, c->at)))
            continue;
        bool param = term_at(&x->terms, c->content)->kind == VALUE_PARAM;
        bool moved = may_be_moved(x, s, c) || is_next_in_chain(x, s, c) ||
                     /* A node goes to another place in its chain. */
                     type_is_node(term_at(&x->terms, c->at)->type);
        const struct op *put = found ? state_fact(s, c->content)->dropped
                               : object == NO_VALUE ? stored_at(x, s, c, op)
                                                    : op;
        tell(x, s, EVENT_KEPT, put, c->content,
             &(struct event){.arg = -1,
                             .confidence = moved ? CONFIDENCE_POSSIBLE
                                           : param && x->entry == NULL
                                               ? CONFIDENCE_LIKELY
                                               : CONFIDENCE_CERTAIN});
    }
}

/* None is put there by the code, and nobody will look whether it is. */
static bool
is_singleton_kept(const struct explorer *x, const struct state *s,
                  const struct cell *c)
{
    const struct owner *o = is_singleton(x, c->content)
                                ? owner_at(x, c->at, false)
                                : NULL;
    return o != NULL && o->singletons && !is_found(x, s, c);
}

static int
count_keepers(const struct explorer *x, const struct state *s, value v,
              value *first)
{
    int n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (c->content == v && is_singleton_kept(x, s, c) && n++ == 0)
            *first = c->at;
    }
    return n;
}

/* `self->context = Py_None;` without Py_INCREF(): tp_dealloc will release it.
 * Where None is returned as well, the return is told. */
void
owners_check_singletons(struct explorer *x, const struct state *s,
                        const struct op *op, value result)
{
    if (x->sink == NULL || x->p->owners->v.n == 0)
        return;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        value first = NO_VALUE;
        if (!is_singleton_kept(x, s, c) || c->content == result ||
            is_lost_with(x, s, op, term_root(&x->terms, c->at)))
            continue;
        int n = count_keepers(x, s, c->content, &first);
        if (state_fact(s, c->content)->owned < n && first == c->at)
            tell(x, s, EVENT_KEPT, stored_at(x, s, c, op), c->content,
                 &(struct event){.arg = -1, .confidence = CONFIDENCE_CERTAIN});
    }
}

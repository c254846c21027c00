/* Learning which places own what they hold.
 *
 * Before the exploration, so that a path can be asked whether it leaves such
 * a place with a reference that nobody gave it:
 *   fields of objects that tp_dealloc releases, of a module's state that
 *   m_free does;
 *   fields of plain structs that a function releases which then frees the
 *   struct, its argument or one in a variable;
 *   global variables that a function releases and sets anew.
 * A release that depends on another field of the instance ("if (self->own)")
 * teaches nothing.
 */
#include "call.h"
#include "owners.h"
#include "types.h"

#include <string.h>

/* ---- fields of objects ---- */

/* The op of the block that defines a slot before op number `before`. */
static const struct op *
definition(const struct block *b, size_t before, uint32_t slot)
{
    while (before-- > 0)
        if (b->ops[before].dst == slot)
            return &b->ops[before];
    return NULL;
}

/* A field of a struct; where it is one of several, in an array or list. */
struct part {
    uint64_t offset;
    bool elements;
    bool listed; /* a pointer leads from one to the next */
};

/* Does the branch at the end of the block look at a field of a struct that
 * lies elsewhere than the part?  Where it bounds a loop over elements it
 * asks how many there are, not whose they are. */
static bool
tests_other_field(const struct block *b, struct part part)
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
        if (part.elements && d->kind == OP_BINARY && d->code >= CODE_LT)
            return false;
        if (d->kind == OP_FIELD)
            return d->offset != part.offset;
        if (part.listed && d->kind == OP_LOAD && type_is_pointer(d->type))
            return false;
        o = d->a.kind == OPERAND_SLOT ? &d->a : &d->b;
    }
    return false;
}

/* Does it depend on another field whether the op is reached? */
static bool
is_conditional(const struct func *f, const struct op *op, struct part part)
{
    uint32_t at = op_position(f, op).block;
    if (at == NO_BLOCK)
        return false;
    for (uint32_t b = 0; b < f->n_blocks; b++) {
        if (b == at || !tests_other_field(&f->blocks[b], part))
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
            is_conditional(
                dealloc->func, one->op,
                (struct part){field->offset, field->is_array, false}))
            return true;
    }
    return false;
}

/* `if (self->f != Py_None)` somewhere in the function. */
static bool
asks_for_singleton(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_BINARY && ((op->a.kind == OPERAND_GLOBAL &&
                                           singleton_is_name(op->a.name)) ||
                                          (op->b.kind == OPERAND_GLOBAL &&
                                           singleton_is_name(op->b.name))))
                return true;
        }
    return false;
}

/* Nobody on the way to the release looks whether it is None that the field
 * holds. */
static bool
releases_singletons(struct types *t, struct procedure *dealloc,
                    const struct type_fact *type,
                    const struct field_fact *field)
{
    const struct touches *touches = touches_of(t, dealloc);
    if (asks_for_singleton(dealloc->func))
        return false;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind != TOUCH_RELEASE || !touch_hits(type, one, field))
            continue;
        sym name = one->op != NULL ? one->op->callee : NULL;
        const struct procedure *to = program_find(t->p, dealloc->unit, name);
        if (to == NULL
                ? !one->direct
                : to->func->status != FUNC_OK || asks_for_singleton(to->func))
            return false;
    }
    return true;
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
        if (is_conditional(dealloc->func, one->op,
                           (struct part){field->offset, true, false}))
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

/* `void *current;`: an object is put there by those only who do not want to
 * own it, unless tp_dealloc says otherwise. */
static void
learn_untyped(struct program *p, struct types *t, const struct type_fact *type)
{
    for (size_t i = 0; i < type->record->n_fields; i++) {
        const struct field *m = &type->record->fields[i];
        if (m->type->kind != TYPE_POINTER || m->type->target == NULL ||
            m->type->target->kind != TYPE_VOID || type->record->is_union)
            continue;
        struct field_fact field = {
            .path = m->name, .offset = m->offset, .type = m->type};
        struct owner o = {.record = type->record, .offset = m->offset};
        if (types_releases(t, type, &field) == ANSWER_NO)
            VEC_PUSH(p->keep, &p->owners->weak, o);
    }
}

/* Blocks of memory that tp_dealloc frees, whatever another field says. */
static void
learn_blocks(struct program *p, struct types *t, const struct type_fact *type,
             struct procedure *dealloc)
{
    const struct touches *touches = touches_of(t, dealloc);
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind != TOUCH_FREE || one->at.param != 0 ||
            one->at.level != 1 || !one->direct || one->op == NULL ||
            is_conditional(dealloc->func, one->op,
                           (struct part){one->at.offset, false, false}))
            continue;
        VEC_PUSH(p->keep, &p->owners->blocks,
                 ((struct owner){.record = type->record,
                                 .offset = touch_offset(type, one)}));
    }
}

static void
learn_type(struct program *p, struct types *t, const struct type_fact *type)
{
    const struct slot_value *dealloc = type_slot(type, SLOT_DEALLOC);
    if (type->record == NULL || dealloc->proc == NULL)
        return;
    struct checking c = {.t = t, .f = type, .scratch = arena_new()};
    for (size_t i = 0; i < type->fields.n; i++) {
        const struct field_fact *field = &type->fields.v[i];
        struct owner o = {.record = type->record,
                          .offset = field->offset,
                          .elements = field->is_array,
                          .end = type->is_module ? dealloc->proc->func->name
                                                 : NULL};
        if (field->in_union || field->is_weaklist || field->depth > 0)
            continue;
        enum answer answer = types_releases(t, type, field);
        if (answer == ANSWER_NO)
            VEC_PUSH(p->keep, &p->owners->weak, o);
        else if (answer == ANSWER_UNKNOWN)
            VEC_PUSH(p->keep, &p->owners->open, o);
        else if (!is_touched_conditionally(t, dealloc->proc, type, field)) {
            o.singletons = releases_singletons(t, dealloc->proc, type, field);
            o.wanted = !type->is_module && types_wants_value(&c, field);
            VEC_PUSH(p->keep, &p->owners->v, o);
        }
    }
    arena_free(c.scratch);
    learn_elements(p, t, type, dealloc->proc);
    learn_untyped(p, t, type);
    learn_blocks(p, t, type, dealloc->proc);
}

/* Fields of the nodes that the instance frees, if nothing else is ever seen
 * to be put there than what they own. */
static void
learn_nodes(struct program *p, struct types *t, const struct type_fact *type)
{
    struct checking c = {.t = t, .f = type, .scratch = arena_new()};
    for (size_t i = 0; i < type->nodes.n; i++) {
        const struct node_fact *node = &type->nodes.v[i];
        if (node->deep || node->fields.n == 0 || !types_owns_nodes(&c, node))
            continue;
        for (size_t k = 0; k < node->fields.n; k++) {
            const struct field_fact *f = &node->fields.v[k];
            struct owner o = {.record = node->record, .offset = f->offset};
            if (f->in_union || f->is_array || f->steals > 0 ||
                f->owned_stores == 0 ||
                types_node_does(&c, SLOT_DEALLOC, TOUCH_RELEASE, node, f) !=
                    ANSWER_YES)
                continue;
            VEC_PUSH(p->keep, &p->owners->v, o);
        }
    }
    arena_free(c.scratch);
}

/* ---- fields of plain structs ---- */

static bool
is_object_struct(const struct type *record)
{
    sym first = record->n_fields > 0 ? record->fields[0].name : NULL;
    return first != NULL && strcmp(first, "ob_base") == 0;
}

/* The struct that the function frees, which its parameter points to. */
static const struct type *
freed_struct(const struct procedure *proc, const struct touches *touches,
             int param)
{
    const struct type *t = proc->func->slots[param].type;
    const struct type *record = type_is_pointer(t) ? t->target : NULL;
    if (record == NULL || record->kind != TYPE_RECORD ||
        type_is_object_pointer(t) || is_object_struct(record))
        return NULL;
    for (size_t i = 0; i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind == TOUCH_FREE && one->at.param == param &&
            one->at.level == 0 && one->at.offset == 0)
            return record;
    }
    return NULL;
}

static void
learn_plain(struct program *p, struct types *t, struct procedure *proc,
            int param)
{
    const struct touches *touches = touches_of(t, proc);
    const struct type *record = freed_struct(proc, touches, param);
    for (size_t i = 0; record != NULL && i < touches->v.n; i++) {
        const struct touch *one = &touches->v.v[i];
        if (one->kind == TOUCH_RELEASE && !one->steals &&
            one->at.param == param && one->at.level == 1 && one->direct &&
            same_record(one->at.record, record) &&
            !is_conditional(proc->func, one->op,
                            (struct part){one->at.offset, false, false}))
            VEC_PUSH(p->keep, &p->owners->v,
                     ((struct owner){.record = record,
                                     .offset = one->at.offset,
                                     .end = proc->func->name}));
    }
}

/* ---- global variables ---- */

struct place {
    const struct global *global;
    uint64_t offset;
};

/* The global variable, or the field of one, that the operand is the address
 * of; .global is NULL where it is none. */
static struct place
place_of(const struct program *p, const struct procedure *proc,
         const struct operand *o)
{
    struct place at = {NULL, 0};
    enum { MAX_FIELDS = 16 }; /* p = &p->first; */
    const struct op *op = func_made_by(proc->func, o);
    for (int i = 0; i < MAX_FIELDS && op != NULL && op->kind == OP_FIELD;
         i++) {
        at.offset += op->offset;
        o = &op->a;
        op = func_made_by(proc->func, o);
    }
    if (o->kind == OPERAND_GLOBAL)
        at.global = program_global(p, proc->unit, o->name);
    return at;
}

/* The op that loaded what the operand is, or NULL. */
static const struct op *
load_of(const struct procedure *proc, const struct operand *o)
{
    const struct op *op = func_made_behind(proc->func, o);
    return op != NULL && op->kind == OP_LOAD ? op : NULL;
}

static bool
same_place(struct place a, struct place b)
{
    return a.global == b.global && a.offset == b.offset;
}

/* The load of what the call takes one reference from, or to, or NULL. */
static const struct op *
counted(const struct program *p, const struct procedure *proc,
        const struct op *op, enum verb verb)
{
    const struct contract *c = op->n_args == 1 ? program_line(p, op) : NULL;
    return c != NULL && c->n_params == 1 && param_has(&c->params[0], verb)
               ? load_of(proc, &op->args[0])
               : NULL;
}

/* The function releases what it found there, sets the place anew, and takes
 * no reference to it. */
static bool
is_renewed(const struct program *p, const struct procedure *proc,
           struct place at, const struct op *load)
{
    bool stored = false, found = false;
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            const struct op *taken = counted(p, proc, op, VERB_ACQUIRES);
            found |= op == load;
            bool store = op->kind == OP_STORE &&
                         same_place(place_of(p, proc, &op->a), at);
            if ((store && !found) ||
                (taken != NULL &&
                 same_place(place_of(p, proc, &taken->a), at)))
                return false;
            stored |= store;
        }
    return stored;
}

static bool
is_known_owner(const struct owners *o, struct place at)
{
    for (size_t i = 0; i < o->v.n; i++)
        if (o->v.v[i].global == at.global && o->v.v[i].offset == at.offset)
            return true;
    return false;
}

static void
learn_global(struct program *p, const struct procedure *proc,
             const struct op *op)
{
    const struct op *load = counted(p, proc, op, VERB_RELEASES);
    struct place at = load != NULL ? place_of(p, proc, &load->a)
                                   : (struct place){NULL, 0};
    if (at.global == NULL || is_known_owner(p->owners, at) ||
        !is_renewed(p, proc, at, load))
        return;
    VEC_PUSH(p->keep, &p->owners->v,
             ((struct owner){.global = at.global,
                             .offset = at.offset,
                             .end = proc->func->name}));
}

/* ---- plain structs in variables ---- */

/* Where a block of memory is at hand: in a variable, or in a field of what
 * one points to. */
struct hand {
    uint32_t slot;
    uint64_t offset;
    bool field;
};

/* The block that the address is in, or of an element. */
static struct hand
hand_of(const struct func *f, const struct operand *o)
{
    enum { MAX_STEPS = 8 };
    struct hand h = {.slot = NO_SLOT};
    for (int i = 0; i < MAX_STEPS && o->kind == OPERAND_SLOT; i++) {
        const struct op *op = func_definition(f, o->index);
        const struct op *at = op == NULL || op->kind != OP_LOAD ||
                                      op->a.kind != OPERAND_SLOT
                                  ? NULL
                                  : func_definition(f, op->a.index);
        h.slot = o->index;
        if (at != NULL && at->kind == OP_FIELD && !h.field &&
            at->a.kind == OPERAND_SLOT) {
            h.field = true;
            h.offset = at->offset;
            o = &at->a;
            continue;
        }
        if (op == NULL || (op->kind != OP_COPY && op->kind != OP_CAST &&
                           (op->kind != OP_INDEX || h.field)))
            return h;
        o = &op->a;
    }
    return (struct hand){.slot = NO_SLOT};
}

static bool
same_hand(struct hand a, struct hand b)
{
    return a.slot == b.slot && a.field == b.field && a.offset == b.offset;
}

/* The field of a plain struct that the call releases, and whose. */
struct dropped {
    const struct type *record;
    uint64_t offset;
    struct hand hand;
};

static bool
drops_field(const struct program *p, const struct procedure *proc,
            const struct op *op, struct dropped *d)
{
    const struct op *load = counted(p, proc, op, VERB_RELEASES);
    const struct op *field = load == NULL || load->a.kind != OPERAND_SLOT
                                 ? NULL
                                 : func_definition(proc->func, load->a.index);
    if (field == NULL || field->kind != OP_FIELD ||
        field->a.kind != OPERAND_SLOT)
        return false;
    const struct type *t = proc->func->slots[field->a.index].type;
    d->record = type_is_pointer(t) ? t->target : NULL;
    d->offset = field->offset;
    d->hand = hand_of(proc->func, &field->a);
    return d->record != NULL && d->record->kind == TYPE_RECORD &&
           !d->record->is_union && !type_is_object_pointer(t) &&
           !is_object_struct(d->record) && d->hand.slot != NO_SLOT;
}

static bool
frees_block(const struct program *p, const struct procedure *proc,
            const struct op *op, struct hand hand)
{
    const struct contract *c = op->n_args == 1 ? program_line(p, op) : NULL;
    if (c == NULL || c->n_params != 1 || c->params[0].n_effects == 0)
        return false;
    const struct effect *e = &c->params[0].effects[0];
    return e->verb == VERB_RELEASES && e->kind != p->ref &&
           e->kind != p->buffer &&
           same_hand(hand_of(proc->func, &op->args[0]), hand);
}

/* A struct in a variable, such as a node that was taken from a list: what is
 * released right before it is freed is its own. */
static void
learn_dropped(struct program *p, const struct procedure *proc,
              const struct op *op)
{
    struct dropped d;
    const struct func *f = proc->func;
    if (!drops_field(p, proc, op, &d) ||
        is_conditional(f, op, (struct part){d.offset, true, true}))
        return;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *end = &f->blocks[b].ops[i];
            if (!frees_block(p, proc, end, d.hand) ||
                !op_comes_after(f, op, end))
                continue;
            VEC_PUSH(p->keep, &p->owners->v,
                     ((struct owner){.record = d.record,
                                     .offset = d.offset,
                                     .end = f->name}));
            return;
        }
}

static void
learn_in(struct program *p, const struct procedure *proc)
{
    for (size_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            learn_global(p, proc, &proc->func->blocks[b].ops[i]);
            learn_dropped(p, proc, &proc->func->blocks[b].ops[i]);
        }
}

/* ---- buffers ---- */

/* bf_getbuffer() fills a Py_buffer, whose `obj` PyBuffer_Release() releases.
 */
static void
learn_buffer(struct program *p, const struct procedure *proc)
{
    const struct func *f = proc->func;
    if (proc->entry == NULL || f->n_params < 2 ||
        strcmp(proc->entry->name, "bf_getbuffer") != 0 ||
        !type_is_pointer(f->slots[1].type))
        return;
    const struct type *buffer = f->slots[1].type->target;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind != OP_FIELD || op->a.kind != OPERAND_SLOT ||
                op->a.index != 1 || strcmp(op->field, "obj") != 0)
                continue;
            VEC_PUSH(p->keep, &p->owners->v,
                     ((struct owner){
                         .record = buffer,
                         .offset = op->offset,
                         .end = sym_intern(p->syms, "PyBuffer_Release")}));
            return;
        }
}

/* ---- all of them ---- */

void
owners_learn(struct program *p)
{
    struct types t = {.p = p, .keep = arena_new()};
    p->owners = ARENA_NEW(p->keep, struct owners);
    t.touches = ARENA_ARRAY(t.keep, struct touches, p->procs.n);
    types_collect(&t);
    types_fields(&t);
    for (size_t i = 0; i < t.v.n; i++) {
        learn_type(p, &t, t.v.v[i]);
        learn_nodes(p, &t, t.v.v[i]);
    }
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        if (proc->func->status != FUNC_OK)
            continue;
        for (size_t k = 0; k < proc->func->n_params; k++)
            learn_plain(p, &t, proc, (int)k);
        learn_in(p, proc);
        learn_buffer(p, proc);
    }
    drops_learn(p, &t);
    keepers_learn(p, &t);
    arena_free(t.keep);
}

static void
owner_wire(struct wire *w, struct owner *o)
{
    const char *name = o->record != NULL ? o->record->name : o->global->name;
    uint64_t size = o->record != NULL ? o->record->size : 0;
    wire_str(w, &name);
    wire_str(w, &o->end);
    wire_bytes(w, &size, sizeof size);
    wire_bytes(w, &o->offset, sizeof o->offset);
    wire_bool(w, &o->elements);
    wire_bool(w, &o->singletons);
    wire_bool(w, &o->wanted);
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
    owner_list_wire(w, o->freed.v, o->freed.n);
    owner_list_wire(w, o->dropped.v, o->dropped.n);
    owner_list_wire(w, o->blocks.v, o->blocks.n);
    drops_wire(p, w);
    keepers_wire(p, w);
    region_flags_wire(p, w);
    lock_events_wire(p, w);
    held_types_wire(p, w);
}

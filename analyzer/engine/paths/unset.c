/* What begins without a value: variables for objects, variables for blocks
 * that this function frees, and the fields of an instance whose memory is not
 * cleared (PyObject_New() and its kin).
 */
#include "call.h"
#include "owners.h"
#include "types.h"
#include "unset.h"

#define MAX_CASTS 8 /* more are a circle */

/* Is it what `slot` holds? */
static bool
comes_from(const struct func *f, const struct operand *o, uint32_t slot)
{
    for (int i = 0; i < MAX_CASTS && o->kind == OPERAND_SLOT; i++) {
        const struct op *from = func_made_by(f, o);
        if (o->index == slot)
            return true;
        if (from == NULL || from->kind != OP_CAST)
            return false;
        o = &from->a;
    }
    return false;
}

static bool
frees(const struct program *p, const struct op *op, const struct func *f,
      uint32_t slot)
{
    const struct contract *c = op->kind == OP_CALL ? program_line(p, op)
                                                   : NULL;
    for (size_t i = 0; c != NULL && i < op->n_args && i < c->n_params; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++)
            if (c->params[i].effects[e].verb == VERB_RELEASES &&
                c->params[i].effects[e].kind != p->ref &&
                comes_from(f, &op->args[i], slot))
                return true;
    return false;
}

static bool
is_freed_here(const struct explorer *x, uint32_t slot)
{
    const struct func *f = x->f;
    if (!type_is_pointer(f->slots[slot].type))
        return false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (frees(x->p, &f->blocks[b].ops[i], f, slot))
                return true;
    return false;
}

/* What is not live here is written before it is read. */
void
bind_unset(struct explorer *x, struct state *s)
{
    for (uint32_t i = (uint32_t)x->f->n_params; i < x->f->n_slots; i++) {
        const struct slot *slot = &x->f->slots[i];
        bool read = slot->address_taken || live_at(&x->blocks[0], i);
        bool object = type_is_object_pointer(slot->type);
        if (slot->name == NULL || !read || (!object && !is_freed_here(x, i)))
            continue;
        struct term here = {.kind = VALUE_LOCAL, .number = i};
        value at = slot->address_taken ? term_intern(&x->terms, here)
                                       : NO_VALUE;
        value v = symbol_of(x, s, NULL, i, at, slot->type);
        struct fact *f = state_fact_make(x, s, v);
        f->kind = object ? x->p->ref : NULL;
        f->flags |= FLAG_UNSET;
        f->named = i + 1;
        if (slot->address_taken)
            state_store(x->keep, s, at, v);
        else
            state_slot_set(x->keep, s, i, v);
    }
}

/* Compilers tell of a variable that nothing ever writes.  What is built has
   the macros of a configuration that was not found here. */
bool
unset_everywhere(const struct explorer *x, const struct state *s, value v)
{
    uint32_t named = state_fact(s, v)->named;
    if (named == 0 || x->f->slots[named - 1].address_taken)
        return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++)
            if (x->f->blocks[b].ops[i].dst == named - 1)
                return false;
    return true;
}

void
settle_unset(struct explorer *x, struct state *s, value v)
{
    if ((state_fact(s, v)->flags & FLAG_UNSET) == 0)
        return;
    struct fact *f = state_fact_make(x, s, v);
    f->flags = (f->flags & ~(uint32_t)FLAG_UNSET) | FLAG_ESCAPED;
}

/* A macro may set the variables that it is given. */
void
unset_by_macro(struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct operand *o = &k->op->args[i];
        if (o->kind != OPERAND_SLOT || x->f->slots[o->index].name == NULL ||
            ((state_fact(s, k->args[i])->flags & FLAG_UNSET) == 0 &&
             value_null(x, s, k->args[i]) != NULL_IS))
            continue;
        settle_unset(x, s, k->args[i]);
        k->args[i] = symbol_new(x, s, k->op, (uint32_t)i + 1,
                                x->f->slots[o->index].type);
        state_slot_set(x->keep, s, o->index, k->args[i]);
    }
}

/* ---- fields that nobody has set ---- */

/* The struct that what the call made is used as, or NULL. */
static const struct type *
used_record(const struct explorer *x, const struct op *made)
{
    const struct type *t = x->f->slots[made->dst].type;
    if (type_is_pointer(t) && t->target->n_fields > 1)
        return t->target;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->kind != OP_CAST || op->a.kind != OPERAND_SLOT ||
                op->a.index != made->dst || !type_is_pointer(op->type))
                continue;
            return op->type->target;
        }
    return NULL;
}

/* The struct that the new instance is used as, when its memory is not
 * cleared; NULL: it was not made so. */
static const struct type *
raw_record(const struct explorer *x, value object)
{
    static const char *const makers[] = {"PyObject_New", "PyObject_NewVar",
                                         "PyObject_GC_New",
                                         "PyObject_GC_NewVar", NULL};
    const struct op *made = term_at(&x->terms, object)->op;
    if (made == NULL || made->kind != OP_CALL || made->callee == NULL ||
        !str_is_one_of(made->callee, makers))
        return NULL;
    return used_record(x, made);
}

/* memset((char *)self + sizeof(PyObject), 0, ...) */
static bool
is_cleared_inside(const struct func *f, const struct op *op,
                  const uint64_t *aliases)
{
    static const char *const names[] = {"memset", "__builtin_memset",
                                        "__builtin___memset_chk", NULL};
    if (op->callee == NULL || op->n_args == 0 ||
        !str_is_one_of(op->callee, names))
        return false;
    struct operand o = op->args[0];
    for (int i = 0; i < MAX_CASTS && o.kind == OPERAND_SLOT; i++) {
        const struct op *from = func_made_by(f, &o);
        if (bit_test(aliases, o.index))
            return i > 0;
        if (from == NULL || (from->kind != OP_CAST && from->kind != OP_COPY &&
                             from->kind != OP_INDEX && from->kind != OP_FIELD))
            return false;
        o = from->a;
    }
    return false;
}

/* Functions of the program, and others that we do not know, may set any field
 * of what they are given. */
static bool
is_filled_elsewhere(const struct explorer *x, value object)
{
    arena *scratch = arena_new();
    uint32_t slot = term_at(&x->terms, object)->op->dst;
    const uint64_t *aliases = slot_aliases(scratch, x->f, slot);
    bool found = false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            found |= op->kind == OP_CALL &&
                     is_cleared_inside(x->f, op, aliases);
            for (size_t k = 0; op->kind == OP_CALL && k < op->n_args; k++)
                found |= op->args[k].kind == OPERAND_SLOT &&
                         bit_test(aliases, op->args[k].index) &&
                         program_line(x->p, op) == NULL;
        }
    arena_free(scratch);
    return found;
}

static uint64_t
offset_in(const struct explorer *x, value address)
{
    uint64_t at = 0;
    const struct term *t = term_at(&x->terms, address);
    for (; t->kind == VALUE_FIELD; t = term_at(&x->terms, t->a))
        at += (uint64_t)t->number;
    return at;
}

/* Something is known to stand at the offset of the object, or it was filled
 * as a whole. */
static bool
is_set(const struct explorer *x, const struct state *s, value object,
       uint64_t offset)
{
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (term_root(&x->terms, c->at) != object)
            continue;
        if (c->content == ZEROED ||
            term_at(&x->terms, c->at)->kind != VALUE_FIELD ||
            offset_in(x, c->at) == offset)
            return true;
    }
    return false;
}

static const char *
field_name(const struct type *record, uint64_t offset)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (record->fields[i].offset == offset)
            return record->fields[i].name;
    return NULL;
}

/* Where ways met, what was known of a field may have been forgotten: some
   way sets it. */
static bool
is_forgotten(const struct explorer *x, const struct state *s, const char *name)
{
    const struct func *f = x->f;
    for (size_t b = 0; (s->joined || s->blurred) && b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct op *to = op->kind == OP_STORE
                                      ? func_made_by(f, &op->a)
                                      : NULL;
            if (to != NULL && to->kind == OP_FIELD && to->field == name)
                return true;
        }
    return false;
}

/* What the release of an instance made here finds in its fields. */
struct dying {
    struct explorer *x;
    const struct state *s;
    const struct op *op;
    value object;
    const struct type *record;
};

/* One of these fields has no value yet. */
static bool
tell_raw(const struct dying *d, const struct owner *v, size_t n, bool blocks)
{
    for (size_t i = 0; i < n; i++) {
        const char *name = v[i].end == NULL && !v[i].elements &&
                                   same_record(v[i].record, d->record)
                               ? field_name(d->record, v[i].offset)
                               : NULL;
        if (name == NULL || is_set(d->x, d->s, d->object, v[i].offset) ||
            is_forgotten(d->x, d->s, name))
            continue;
        tell(d->x, d->s, EVENT_UNSET, d->op, d->object,
             &(struct event){.arg = -1,
                             .field = name,
                             .holds_block = blocks,
                             .confidence = CONFIDENCE_LIKELY});
        return true;
    }
    return false;
}

/* A new instance dies: tp_dealloc finds what nobody has set. */
static void
check_raw(struct explorer *x, const struct state *s, const struct op *op,
          value object)
{
    struct dying d = {x, s, op, object, raw_record(x, object)};
    const struct owners *o = x->p->owners;
    if (d.record == NULL || is_filled_elsewhere(x, object))
        return;
    if (!tell_raw(&d, o->v.v, o->v.n, false))
        tell_raw(&d, o->blocks.v, o->blocks.n, true);
}

/* NULL stands at the offset of the object: put there, or since its memory was
 * cleared. */
static bool
is_null_in(const struct explorer *x, const struct state *s, value object,
           uint64_t offset)
{
    bool cleared = false;
    for (size_t i = 0; i < s->memory.n; i++) {
        const struct cell *c = &s->memory.v[i];
        if (term_root(&x->terms, c->at) != object)
            continue;
        if (c->at != object && offset_in(x, c->at) == offset)
            return c->content == ZEROED ||
                   value_null(x, s, c->content) == NULL_IS;
        cleared |= c->at == object && c->content == ZEROED;
    }
    return cleared;
}

/* Every type with this struct has a tp_dealloc that wants the field set. */
static bool
is_wanted(const struct owners *o, const struct owner *field)
{
    for (size_t i = 0; i < o->v.n; i++)
        if (!o->v.v[i].wanted && o->v.v[i].offset == field->offset &&
            same_record(o->v.v[i].record, field->record))
            return false;
    return field->wanted;
}

/* ... or NULL, which it does not expect. */
static void
check_null(struct explorer *x, const struct state *s, const struct op *op,
           value object)
{
    const struct op *made = term_at(&x->terms, object)->op;
    const struct type *record = made != NULL && made->kind == OP_CALL &&
                                        made->dst != NO_SLOT
                                    ? used_record(x, made)
                                    : NULL;
    const struct owners *o = x->p->owners;
    for (size_t i = 0; record != NULL && i < o->v.n; i++) {
        const struct owner *field = &o->v.v[i];
        if (!same_record(field->record, record) || !is_wanted(o, field) ||
            !is_null_in(x, s, object, field->offset))
            continue;
        tell(x, s, EVENT_UNSET, op, object,
             &(struct event){.arg = -1,
                             .field = field_name(record, field->offset),
                             .holds_null = true,
                             .confidence = CONFIDENCE_LIKELY});
        return;
    }
}

void
unset_check(struct explorer *x, const struct state *s, const struct op *op,
            value object)
{
    if ((state_fact(s, object)->flags & FLAG_ESCAPED) != 0)
        return;
    check_raw(x, s, op, object);
    check_null(x, s, op, object);
}

/* The slots that are the instance, and those that are addresses in it. */
struct uses {
    const uint64_t *whole;
    uint64_t *parts;
};

static bool
is_use_of(const struct operand *o, const struct uses *u)
{
    return operand_is_among(o, u->whole) || operand_is_among(o, u->parts);
}

static bool
is_plain_call(const struct op *op, const struct uses *u)
{
    bool ours = op->callee != NULL && (str_starts(op->callee, "Py") ||
                                       str_starts(op->callee, "_Py"));
    for (size_t i = 0; i < op->n_args; i++)
        if (operand_is_among(&op->args[i], u->parts) ||
            (!ours && operand_is_among(&op->args[i], u->whole)))
            return false;
    return true;
}

/* Nothing but a field by its name is read or set by the op. */
static bool
is_plain_use(const struct op *op, const struct uses *u)
{
    if (op->kind == OP_SCOPE || op->kind == OP_LOAD || op->kind == OP_FIELD)
        return true;
    if (op->kind == OP_CALL || op->kind == OP_HAVOC)
        return is_plain_call(op, u);
    if (op->kind == OP_STORE)
        return !operand_is_among(&op->b, u->parts) &&
               !operand_is_among(&op->a, u->whole) &&
               (op->type == NULL || op->type->kind != TYPE_RECORD);
    if (!is_use_of(&op->a, u) && !is_use_of(&op->b, u))
        return true;
    bool record = op->kind != OP_CAST ||
                  (type_is_pointer(op->type) &&
                   op->type->target->kind == TYPE_RECORD);
    return record && !operand_is_among(&op->a, u->parts) &&
           op->kind != OP_INDEX && op->kind != OP_ZERO;
}

static bool
is_plain(const struct func *f, const struct uses *u)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_FIELD && is_use_of(&op->a, u))
                bit_set(u->parts, op->dst);
        }
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (!is_plain_use(&f->blocks[b].ops[i], u))
                return false;
    return true;
}

/* This function reads and sets the fields of the new instance by their names,
   and gives it to nobody that could set them. */
static bool
is_set_by_name(const struct explorer *x, value object)
{
    arena *scratch = arena_new();
    uint32_t slot = term_at(&x->terms, object)->op->dst;
    struct uses u = {
        .whole = slot_aliases(scratch, x->f, slot),
        .parts = ARENA_ARRAY(scratch, uint64_t, x->f->n_slots / 64 + 1)};
    bool plain = is_plain(x->f, &u);
    arena_free(scratch);
    return plain;
}

/* The field of a new instance that cannot have a value yet.  What the head of
   each object holds has one. */
static bool
is_of_unset(const struct explorer *x, const struct state *s, value address)
{
    static const char *const heads[] = {"ob_base", "ob_type", NULL};
    const struct term *t = term_at(&x->terms, address);
    uint64_t offset = 0;
    for (; t->kind == VALUE_FIELD; t = term_at(&x->terms, t->a)) {
        if (t->name == NULL || str_is_one_of(t->name, heads))
            return false;
        offset += (uint64_t)t->number;
    }
    value object = term_root(&x->terms, address);
    bool raw = raw_record(x, object) != NULL &&
               (state_fact(s, object)->flags & FLAG_ESCAPED) == 0;
    return raw && !is_set(x, s, object, offset) && is_set_by_name(x, object);
}

void
unset_loaded(struct explorer *x, struct state *s, value address, value v)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind != VALUE_FIELD || !is_of_unset(x, s, address) ||
        is_forgotten(x, s, t->name))
        return;
    state_fact_make(x, s, v)->flags |= FLAG_UNSET;
}

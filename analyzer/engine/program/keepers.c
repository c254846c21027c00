/* Plain structs that own what stands in their fields, by what the program
 * puts there: never anything but references of their own.
 *
 * When such a struct is freed, what was read from it belongs to whoever read
 * it (a node that is taken from a list); and where nothing in the program
 * ever gives back what the field holds, it is lost with the struct.
 */
#include "call.h"
#include "owners.h"
#include "types.h"

#include <string.h>

/* ---- learning ---- */

struct counted {
    struct keeper k;
    unsigned owned, other;
    bool goes; /* some function releases it, or hands it on */
};

struct counting {
    struct types *t;
    VEC(struct counted) v;
};

static bool
is_plain(const struct type *record)
{
    return record != NULL && record->kind == TYPE_RECORD &&
           record->name != NULL && !record->is_object && !record->is_union &&
           record->n_fields > 0 &&
           strcmp(record->fields[0].name != NULL ? record->fields[0].name : "",
                  "ob_base") != 0;
}

static bool
holds_object(const struct type *record, uint64_t offset)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (record->fields[i].offset == offset)
            return type_is_object_pointer(record->fields[i].type);
    return false;
}

static struct counted *
counted_at(struct counting *c, const struct type *record, uint64_t offset,
           bool make)
{
    for (size_t i = 0; i < c->v.n; i++)
        if (c->v.v[i].k.offset == offset &&
            same_record(c->v.v[i].k.record, record))
            return &c->v.v[i];
    if (!make || !holds_object(record, offset))
        return NULL;
    VEC_PUSH(c->t->keep, &c->v,
             ((struct counted){.k = {.record = record, .offset = offset}}));
    return &c->v.v[c->v.n - 1];
}

static void
count_touch(struct counting *c, const struct procedure *proc,
            const struct touch *t)
{
    if (!is_plain(t->at.record))
        return;
    bool store = t->kind == TOUCH_STORE && t->at.level == 0 &&
                 t->holding != HOLD_NOTHING;
    struct counted *field = counted_at(c, t->at.record, t->at.offset,
                                       store && t->giving == GIVE_OWNED);
    if (field == NULL)
        return;
    if (store && t->giving == GIVE_OWNED) {
        field->owned++;
        if (field->k.set_in == NULL && t->direct)
            field->k.set_in = proc->func->name;
    }
    else if (store)
        field->other++;
    else if (t->at.level >= 1 &&
             (t->kind == TOUCH_RELEASE || t->kind == TOUCH_UNKNOWN))
        field->goes = true;
}

/* The call gives up the reference in the argument, or may. */
static bool
may_end(const struct program *p, const struct op *op, size_t i)
{
    const struct contract *line = program_line(p, op);
    if (line == NULL || i >= line->n_params)
        return line == NULL || !str_starts(op->callee, "Py");
    return param_gives_up(&line->params[i]);
}

/* What the op loads goes to the caller, to another place, or away. */
static bool
is_handed_on(struct counting *c, const struct func *f, const struct op *load)
{
    const uint64_t *same = slot_aliases(c->t->keep, f, load->dst);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_RETURN && operand_is_among(&op->a, same)) ||
                (op->kind == OP_STORE && operand_is_among(&op->b, same)))
                return true;
            for (size_t a = 0; op->kind == OP_CALL && a < op->n_args; a++)
                if (operand_is_among(&op->args[a], same) &&
                    may_end(c->t->p, op, a))
                    return true;
        }
    return false;
}

/* The address of the field goes to more than loads and stores. */
static bool
is_address_taken(const struct func *f, const struct op *field)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct operand *o[] = {&op->a, &op->b};
            bool plain = op->kind == OP_LOAD || op->kind == OP_STORE ||
                         op->kind == OP_SCOPE;
            for (size_t k = plain ? 1 : 0; k < 2; k++)
                if (o[k]->kind == OPERAND_SLOT && o[k]->index == field->dst)
                    return true;
            for (size_t k = 0; k < op->n_args; k++)
                if (op->args[k].kind == OPERAND_SLOT &&
                    op->args[k].index == field->dst)
                    return true;
        }
    return false;
}

static void
count_store(struct counting *c, const struct procedure *proc,
            struct counted *field, const struct operand *stored)
{
    if (stored->kind == OPERAND_SLOT &&
        slot_origin(c->t, proc, stored->index).giving != GIVE_OWNED)
        field->other++;
}

/* However the struct is reached. */
static void
count_op(struct counting *c, const struct procedure *proc, const struct op *op)
{
    struct spot at = {0};
    bool is_field = op->kind == OP_FIELD;
    if (is_field ? !spot_of_field(c->t->p, proc, op, &at)
                 : (op->kind != OP_LOAD && op->kind != OP_STORE) ||
                       !spot_of_address(c->t->p, proc, &op->a, &at))
        return;
    struct counted *field = at.record == NULL
                                ? NULL
                                : counted_at(c, at.record, at.offset, false);
    if (field == NULL)
        return;
    if (op->kind == OP_STORE)
        count_store(c, proc, field, &op->b);
    else if (!field->goes)
        field->goes = is_field ? is_address_taken(proc->func, op)
                               : is_handed_on(c, proc->func, op);
}

static void
count_ops(struct counting *c, const struct procedure *proc)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            count_op(c, proc, &f->blocks[b].ops[i]);
}

void
keepers_learn(struct program *p, struct types *t)
{
    struct counting c = {.t = t};
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct touches *touches = touches_of(t, &p->procs.v[i]);
        for (size_t k = 0; k < touches->v.n; k++)
            count_touch(&c, &p->procs.v[i], &touches->v.v[k]);
    }
    for (size_t i = 0; c.v.n > 0 && i < p->procs.n; i++)
        if (p->procs.v[i].func->status == FUNC_OK)
            count_ops(&c, &p->procs.v[i]);
    for (size_t i = 0; i < c.v.n; i++) {
        struct counted *field = &c.v.v[i];
        field->k.for_good = !field->goes;
        if (field->owned > 0 && field->other == 0)
            VEC_PUSH(p->keep, &p->owners->keepers, field->k);
    }
}

void
keepers_wire(const struct program *p, struct wire *w)
{
    uint32_t count = (uint32_t)p->owners->keepers.n;
    wire_u32(w, &count);
    for (size_t i = 0; i < count; i++) {
        struct keeper k = p->owners->keepers.v[i];
        const char *name = k.record->name;
        wire_str(w, &name);
        wire_str(w, &k.set_in);
        wire_bytes(w, &k.offset, sizeof k.offset);
        wire_bool(w, &k.for_good);
    }
}

/* ---- a struct is freed ---- */

/* The struct that the argument points to, also behind casts. */
static const struct type *
freed_record(const struct calling *k, value v)
{
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct operand *o = &k->op->args[i];
        enum { MAX_CASTS = 4 };
        for (int n = 0;
             k->args[i] == v && o->kind == OPERAND_SLOT && n < MAX_CASTS;
             n++) {
            const struct type *t = k->x->f->slots[o->index].type;
            const struct op *op = func_definition(k->x->f, o->index);
            if (type_is_pointer(t) && is_plain(t->target))
                return t->target;
            if (op == NULL || (op->kind != OP_CAST && op->kind != OP_COPY))
                break;
            o = &op->a;
        }
    }
    return NULL;
}

/* It was found there, and nothing has become of it since. */
static bool
is_as_found(const struct explorer *x, const struct state *s,
            const struct fact *f)
{
    uint32_t gone = FLAG_ESCAPED | FLAG_RELEASED | FLAG_GIVEN | FLAG_OWED |
                    FLAG_STATIC | FLAG_DOUBT | FLAG_TAKEN | FLAG_PASSED;
    return f->kind == x->p->ref && f->held == 0 && f->owned >= 0 &&
           (f->flags & gone) == 0 && value_null(x, s, f->v) != NULL_IS &&
           !state_in_memory(s, f->v);
}

static value
address_in(struct explorer *x, value block, const struct keeper *k)
{
    const struct type *r = k->record;
    struct term t = {
        .kind = VALUE_FIELD, .a = block, .number = (int64_t)k->offset};
    for (size_t i = 0; i < r->n_fields; i++)
        if (r->fields[i].offset == k->offset)
            t.name = r->fields[i].name;
    value at = term_intern(&x->terms, t);
    x->terms.v.v[at].record = r;
    return at;
}

static const struct type *
held_type(const struct keeper *k)
{
    for (size_t i = 0; i < k->record->n_fields; i++)
        if (k->record->fields[i].offset == k->offset)
            return k->record->fields[i].type;
    return NULL;
}

/* What the function itself has made it has filled as far as it went. */
static bool
was_filled(const struct explorer *x, value block, const struct keeper *k)
{
    const struct term *t = term_at(&x->terms, block);
    if (t->kind == VALUE_PARAM ||
        (t->kind == VALUE_SYMBOL && t->a != NO_VALUE))
        return true;
    if (t->kind != VALUE_SYMBOL || t->op == NULL || t->op->kind != OP_CALL ||
        t->op->callee == NULL)
        return false;
    return t->op->callee == k->set_in ||
           strcmp(t->op->callee, "PyCapsule_GetPointer") == 0;
}

static void
lost_with(const struct calling *k, struct state *s, value v)
{
    struct explorer *x = k->x;
    struct fact *f = state_fact_make(x, s, v);
    f->kind = x->p->ref;
    f->origin = ORIGIN_FIELD;
    f->flags |= FLAG_TAKEN;
    f->owned++;
    tell(x, s, EVENT_LOST, k->op, v,
         &(struct event){
             .arg = -1, .loss = LOSS_HOLDER, .confidence = CONFIDENCE_LIKELY});
    f = state_fact_make(x, s, v);
    f->owned = 0;
    f->flags |= FLAG_ESCAPED;
}

static void
free_field(const struct calling *k, struct state *s, value block,
           const struct keeper *keeper)
{
    struct explorer *x = k->x;
    value at = address_in(x, block, keeper);
    for (size_t i = 0; i < s->facts.n; i++) {
        value v = s->facts.v[i].v;
        if (term_read_from(term_at(&x->terms, v)) != at)
            continue;
        if (!is_as_found(x, s, &s->facts.v[i]))
            return;
        if (state_in_slot(s, v)) {
            struct fact *f = state_fact_make(x, s, v);
            f->owned++;
            f->flags |= FLAG_TAKEN;
            trace_touch(x, s, k->op, v, true);
        }
        else if (keeper->for_good && was_filled(x, block, keeper))
            lost_with(k, s, v);
        return;
    }
    if (keeper->for_good && was_filled(x, block, keeper))
        lost_with(k, s, symbol_of(x, s, NULL, 0, at, held_type(keeper)));
}

/* Of fields that the program fills in some other way nothing is known. */
static void
forget_owner(struct explorer *x, struct state *s, value block)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        struct fact *f = &s->facts.v[i];
        value from = term_read_from(term_at(&x->terms, f->v));
        if (from == NO_VALUE || f->origin != ORIGIN_FIELD ||
            term_root(&x->terms, from) != block || !is_as_found(x, s, f))
            continue;
        f->origin = ORIGIN_UNKNOWN;
        f->lender = NO_VALUE;
    }
}

void
keepers_free(const struct calling *k, struct state *s, value block)
{
    const struct type *record = freed_record(k, block);
    const struct owners *o = k->x->p->owners;
    for (size_t i = 0; record != NULL && i < o->keepers.n; i++)
        if (same_record(o->keepers.v[i].record, record) &&
            state_load(s, address_in(k->x, block, &o->keepers.v[i])) ==
                NO_VALUE)
            free_field(k, s, block, &o->keepers.v[i]);
    if (record != NULL)
        forget_owner(k->x, s, block);
}

/* Executing one op that is neither a call nor a terminator. */
#include "call.h"
#include "given.h"
#include "unset.h"

#include <string.h>

#define MAX_DEPTH 6       /* of arithmetic terms; deeper ones become symbols */
#define MAX_DEPTH_ASKED 8 /* of questions about them */
#define MAX_GENERATIONS 3

/* ---- fresh values ---- */

/* Is the symbol still spoken of?  Every symbol has a fact while it lives. */
static bool
in_use(const struct state *s, value v)
{
    return state_fact(s, v)->v != NO_VALUE;
}

static void
rename_cells(struct cell *v, size_t n, value from, value to)
{
    for (size_t i = 0; i < n; i++)
        if (v[i].content == from)
            v[i].content = to;
}

/* What is said of terms that mention v goes, and so does what lies where it
   points. */
static void
forget_mentions(struct explorer *x, struct state *s, value v)
{
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (!term_mentions(&x->terms, c.at, v))
            s->memory.v[n++] = c;
        else if (c.content != ZEROED && state_fact(s, c.content)->kind != NULL)
            state_fact_make(x, s, c.content)->flags |= FLAG_ESCAPED;
    }
    s->memory.n = n;
    n = 0;
    for (size_t i = 0; i < s->facts.n; i++) {
        struct fact f = s->facts.v[i];
        if (!term_mentions(&x->terms, f.v, v))
            s->facts.v[n++] = f;
    }
    s->facts.n = n;
}

/* Too many alive at once: v becomes free for the newest, and what it was is
   one of several under the name of `crowd`. */
static void
join_crowd(struct explorer *x, struct state *s, value v, value crowd)
{
    struct fact old = *state_fact(s, v);
    const struct fact *known = state_fact(s, crowd);
    bool alike = known->v == NO_VALUE || known->null == old.null;
    sym kind = known->v == NO_VALUE || known->kind == old.kind ? old.kind
                                                               : NULL;
    struct fact f = {.v = crowd,
                     .null = alike ? old.null : (uint8_t)NULL_UNKNOWN,
                     .kind = kind,
                     .flags = FLAG_ESCAPED,
                     .lo = INT64_MIN,
                     .hi = INT64_MAX};
    x->terms.v.v[crowd].type = x->terms.v.v[v].type;
    forget_mentions(x, s, v);
    *state_fact_make(x, s, crowd) = f;
    rename_cells(s->slots.v, s->slots.n, v, crowd);
    rename_cells(s->memory.v, s->memory.n, v, crowd);
    for (size_t i = 0; i < s->facts.n; i++)
        if (s->facts.v[i].lender == v)
            s->facts.v[i].lender = crowd;
}

value
symbol_of(struct explorer *x, struct state *s, const struct op *op,
          uint32_t sub, value address, const struct type *type)
{
    value v = NO_VALUE;
    struct term t = {.kind = VALUE_SYMBOL, .a = address, .op = op, .sub = sub};
    for (t.gen = 0; t.gen < MAX_GENERATIONS; t.gen++) {
        v = term_intern(&x->terms, t);
        if (!in_use(s, v))
            break;
    }
    if (t.gen == MAX_GENERATIONS)
        join_crowd(x, s, v, term_intern(&x->terms, t));
    x->terms.v.v[v].type = type;
    struct fact *f = state_fact_make(x, s, v);
    *f = (struct fact){.v = v, .lo = INT64_MIN, .hi = INT64_MAX};
    return v;
}

value
symbol_new(struct explorer *x, struct state *s, const struct op *op,
           uint32_t sub, const struct type *type)
{
    return symbol_of(x, s, op, sub, NO_VALUE, type);
}

/* ---- operands ---- */

static value
param_value(struct explorer *x, uint32_t slot)
{
    value v = term_intern(&x->terms,
                          (struct term){.kind = VALUE_PARAM, .number = slot});
    x->terms.v.v[v].type = x->f->slots[slot].type;
    return v;
}

static value
local_address(struct explorer *x, uint32_t slot)
{
    return term_intern(&x->terms,
                       (struct term){.kind = VALUE_LOCAL, .number = slot});
}

/* A variable whose address is taken lives in memory. */
static value
read_local(struct explorer *x, struct state *s, uint32_t slot)
{
    value at = local_address(x, slot);
    value v = state_load(s, at);
    if (v == ZEROED)
        return term_int(&x->terms, 0);
    if (v == NO_VALUE) {
        const struct type *type = x->f->slots[slot].type;
        v = symbol_of(x, s, NULL, slot, at, type);
        if (type_is_object_pointer(type))
            state_fact_make(x, s, v)->kind = x->p->ref;
        state_store(x->keep, s, at, v);
    }
    return v;
}

value
eval(struct explorer *x, struct state *s, const struct operand *o,
     const struct type *type)
{
    struct term t = {.kind = VALUE_NONE, .name = o->name};
    switch (o->kind) {
    case OPERAND_NONE:
        return NO_VALUE;
    case OPERAND_SLOT: {
        if (x->f->slots[o->index].address_taken)
            return read_local(x, s, o->index);
        value v = state_slot(s, o->index);
        if (v != NO_VALUE)
            return v;
        /* Not set on this path: anything, but the same next time. */
        v = term_intern(&x->terms,
                        (struct term){.kind = VALUE_SYMBOL, .sub = o->index});
        state_fact_make(x, s, v);
        state_slot_set(x->keep, s, o->index, v);
        return v;
    }
    case OPERAND_LOCAL:
        t.kind = VALUE_LOCAL;
        t.number = o->index;
        t.name = NULL;
        break;
    case OPERAND_INT:
        return term_int(&x->terms, o->number);
    case OPERAND_FLOAT:
        return term_intern(
            &x->terms, (struct term){.kind = VALUE_SYMBOL, .sub = UINT32_MAX});
    case OPERAND_STRING:
        t.kind = VALUE_STRING;
        break;
    case OPERAND_GLOBAL:
        t.kind = VALUE_GLOBAL;
        break;
    case OPERAND_FUNCTION:
        t.kind = VALUE_FUNCTION;
        break;
    }
    value v = term_intern(&x->terms, t);
    /* The type of a comparison says nothing of what it compares. */
    if (x->terms.v.v[v].type == NULL && type_is_pointer(type))
        x->terms.v.v[v].type = type;
    return v;
}

/* ---- handles ---- */

void
assign(struct explorer *x, struct state *s, const struct op *op, uint32_t slot,
       value v)
{
    bool in_memory = x->f->slots[slot].address_taken;
    const struct type *type = x->f->slots[slot].type;
    if (type != NULL && type->kind == TYPE_RECORD)
        memory_forget(x, s, local_address(x, slot), true);
    if (x->f->slots[slot].name != NULL && state_fact(s, v)->kind != NULL)
        state_fact_make(x, s, v)->named = slot + 1;
    value at = in_memory ? local_address(x, slot) : NO_VALUE;
    value old = in_memory ? state_load(s, at) : state_slot(s, slot);
    if (in_memory)
        state_store(x->keep, s, at, v);
    else
        state_slot_set(x->keep, s, slot, v);
    if (old == ZEROED)
        return;
    if (old != NO_VALUE && old != v) {
        lose_old_block(x, s, op, at, old, v);
        lose(x, s, op, old, LOSS_OVERWRITTEN);
    }
}

void
op_dies(struct explorer *x, struct state *s, const struct op *op,
        const struct op_info *info)
{
    for (uint32_t i = 0; i < info->n_dies; i++) {
        uint32_t slot = x->dies.v[info->dies + i];
        value v = state_slot(s, slot);
        if (v == NO_VALUE)
            continue;
        /* A variable keeps what it owns until the function returns or
           the variable changes: that is where a reader looks. */
        if (x->f->slots[slot].name != NULL && state_fact(s, v)->owned > 0)
            continue;
        state_slot_drop(s, slot);
        lose(x, s, op, v, LOSS_IGNORED);
    }
}

/* ---- memory ---- */

/* Is the address inside an aggregate that was zero-filled? */
static bool
zeroed_above(const struct explorer *x, const struct state *s, value address)
{
    for (;;) {
        if (state_load(s, address) == ZEROED)
            return true;
        const struct term *t = term_at(&x->terms, address);
        if (t->kind != VALUE_FIELD && t->kind != VALUE_ELEM)
            return false;
        address = t->a;
    }
}

/* bf_releasebuffer() is lent the exporter: PyBuffer_Release() releases it
   afterwards (Doc/c-api/typeobj.rst). */
static bool
is_exporter(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (x->entry == NULL || strcmp(x->entry->name, "bf_releasebuffer") != 0 ||
        t->kind != VALUE_FIELD || t->name == NULL ||
        strcmp(t->name, "obj") != 0)
        return false;
    const struct term *view = term_at(&x->terms, t->a);
    return view->kind == VALUE_PARAM && view->number == 1;
}

static enum origin
loaded_origin(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind == VALUE_ITEM && argument_dies(x, t->a))
        return ORIGIN_FIELD;
    if (t->kind == VALUE_ITEM || is_exporter(x, address) ||
        is_argument_array(x, term_root(&x->terms, address)))
        return ORIGIN_ITEM;
    switch (term_at(&x->terms, term_root(&x->terms, address))->kind) {
    case VALUE_GLOBAL:
        return ORIGIN_GLOBAL;
    case VALUE_LOCAL:
        return ORIGIN_UNKNOWN;
    case VALUE_NONE:
    case VALUE_INT:
    case VALUE_STRING:
    case VALUE_FUNCTION:
    case VALUE_FIELD:
    case VALUE_ELEM:
    case VALUE_ITEM:
    case VALUE_PARAM:
    case VALUE_SYMBOL:
    case VALUE_PHI:
    case VALUE_UNARY:
    case VALUE_BINARY:
        break;
    }
    return ORIGIN_FIELD;
}

/* A filled Py_buffer has an exporter, memory and a size: code tests them. */
static void
know_buffer_field(const struct explorer *x, const struct state *s,
                  value address, const struct type *type, struct fact *f)
{
    const struct term *t = term_at(&x->terms, address);
    const struct fact *buffer = t->kind == VALUE_FIELD ? state_fact(s, t->a)
                                                       : NULL;
    if (buffer == NULL || buffer->kind != x->p->buffer || buffer->owned <= 0)
        return;
    if (t->number == 0 || type_is_object_pointer(type))
        f->null = NULL_NEVER;
    else if (t->name != NULL && strcmp(t->name, "len") == 0)
        f->lo = 0;
}

/* A first look at memory that we know nothing of. */
static value
load_unknown(struct explorer *x, struct state *s, const struct op *op,
             value address, const struct type *type)
{
    value v = symbol_of(x, s, op, 0, address, type);
    enum origin origin = loaded_origin(x, address);
    struct fact *f = state_fact_make(x, s, v);
    if (type_is_object_pointer(type) || origin == ORIGIN_ITEM) {
        f->origin = (uint8_t)origin;
        f->kind = x->p->ref;
        f->lender = term_root(&x->terms, address);
        unset_loaded(x, s, address, v);
        unset_element(x, s, op, address, v);
        if (term_at(&x->terms, address)->kind == VALUE_ITEM) {
            f->null = NULL_NEVER;
            f->lender = term_at(&x->terms, address)->a;
            if ((state_fact(s, address)->flags & FLAG_LOOSE) != 0)
                borrow_loose(x, s, v, term_at(&x->terms, address)->b);
        }
    }
    if (is_uncounted(x, v))
        f->flags |= FLAG_DOUBT;
    if (is_popped(x, s, address))
        f->flags |= FLAG_ESCAPED;
    if (!s->wrote && term_at(&x->terms, address)->kind == VALUE_PARAM)
        f->flags |= FLAG_FIRST;
    if (is_filled_variable(x, address))
        f->null = NULL_NEVER;
    know_buffer_field(x, s, address, type, f);
    held_types_know(x, s, address, v);
    thread_exception_known(x, s, address, v);
    borrow_view(x, s, v, address);
    if (type == NULL || type->kind != TYPE_RECORD)
        state_store(x->keep, s, address, v);
    return v;
}

/* A part of an instance that was closed, like a z_stream: the memory of the
   part itself is still there. */
static bool
is_ended_part(const struct explorer *x, const struct state *s, value base)
{
    const struct fact *f = state_fact(s, base);
    return term_at(&x->terms, base)->kind == VALUE_FIELD && f->kind != NULL &&
           (f->flags & FLAG_RELEASED) != 0;
}

static void
tell_use(struct explorer *x, struct state *s, const struct op *op,
         value address)
{
    const struct term *t = term_at(&x->terms, address);
    value base = t->kind == VALUE_FIELD || t->kind == VALUE_ELEM ? t->a
                                                                 : address;
    if (term_is_address(term_at(&x->terms, base)) || is_ended_part(x, s, base))
        return;
    tell(x, s, EVENT_USE, op, base, NULL);
    unguarded_tell(x, s, op, base);
    absent_argument(x, s, op, base, NULL);
    settle_unset(x, s, base);
    s->dead = !assume(x, s, base, true);
}

/* The characters of a literal, with the one that ends it. */
static bool
is_literal_char(const struct explorer *x, value address,
                const struct type *type, int64_t *c)
{
    const struct term *t = term_at(&x->terms, address);
    int64_t i = 0;
    if (t->kind == VALUE_ELEM && term_at(&x->terms, t->b)->kind == VALUE_INT) {
        i = term_at(&x->terms, t->b)->number;
        t = term_at(&x->terms, t->a);
    }
    if (t->kind != VALUE_STRING || type == NULL || type->kind != TYPE_INT ||
        type->size != 1 || i < 0 || (uint64_t)i > strlen(t->name))
        return false;
    *c = type->is_signed ? (int64_t)(signed char)t->name[i]
                         : (int64_t)(unsigned char)t->name[i];
    return true;
}

value
load(struct explorer *x, struct state *s, const struct op *op, value address,
     const struct type *type)
{
    int64_t c;
    tell_use(x, s, op, address);
    if (type != NULL && type->kind == TYPE_ARRAY)
        return address;
    if (is_literal_char(x, address, type, &c) ||
        is_constant_number(x, address, &c))
        return term_int(&x->terms, c);
    value v = thread_exception_loaded(x, s, address);
    if (v == NO_VALUE && !is_thread_exception(x, address))
        v = state_load(s, address);
    if (v != NO_VALUE && v != ZEROED)
        return v;
    if (zeroed_above(x, s, address) && type != NULL &&
        type->kind != TYPE_RECORD)
        return term_int(&x->terms, 0);
    return load_unknown(x, s, op, address, type);
}

/* Elements with an unknown index may be the one that is written. */
static void
forget_aliases(struct explorer *x, struct state *s, value address)
{
    struct term t = *term_at(&x->terms, address);
    if (t.kind != VALUE_ELEM && t.kind != VALUE_ITEM)
        return;
    bool exact = term_at(&x->terms, t.b)->kind == VALUE_INT;
    size_t n = 0;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        const struct term *o = term_at(&x->terms, c.at);
        bool other = c.at == address || o->kind != t.kind || o->a != t.a ||
                     c.content == ZEROED ||
                     (exact && term_at(&x->terms, o->b)->kind == VALUE_INT);
        if (other)
            s->memory.v[n++] = c;
        else
            memory_forget_cell(x, s, c, address_is_private(x, s, c.at));
    }
    s->memory.n = n;
}

/* The field that held v holds it no more: whoever has v now may own what
   the field owned. */
void
moved_out(struct explorer *x, struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    if (f->kind != NULL && f->owned >= 0 &&
        (f->origin == ORIGIN_FIELD || f->origin == ORIGIN_GLOBAL ||
         f->origin == ORIGIN_ITEM))
        state_fact_make(x, s, v)->origin = ORIGIN_UNKNOWN;
}

static void
tell_count(struct explorer *x, struct state *s, const struct op *op,
           value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind != VALUE_FIELD || t->name != x->p->refcount)
        return;
    while (term_at(&x->terms, t->a)->kind == VALUE_FIELD)
        t = term_at(&x->terms, t->a);
    /* The initialiser of a variable names the header as well. */
    if (term_at(&x->terms, t->a)->kind == VALUE_LOCAL)
        return;
    tell(x, s, EVENT_STORE, op, t->a,
         &(struct event){.arg = -1, .counts = true});
}

/* `self->base = view.obj;`: who has the object of a buffer can put the buffer
   together again. */
static void
move_buffer(struct explorer *x, struct state *s, value v)
{
    value at = term_read_from(term_at(&x->terms, v));
    const struct term *t = at == NO_VALUE ? NULL : term_at(&x->terms, at);
    if (t != NULL && t->kind == VALUE_FIELD && t->name != NULL &&
        strcmp(t->name, "obj") == 0 &&
        state_fact(s, t->a)->kind == x->p->buffer)
        state_fact_make(x, s, t->a)->flags |= FLAG_ESCAPED;
}

/* What was found there and released goes back to its place, with a reference
   of its own again. */
static void
put_back(struct explorer *x, struct state *s, value address, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    if (t->kind != VALUE_SYMBOL || t->a != address ||
        (f->flags & FLAG_RELEASED) == 0 || f->owned <= 0)
        return;
    struct fact *g = state_fact_make(x, s, v);
    g->owned--;
    g->flags &= (uint32_t)~FLAG_RELEASED;
}

void
store(struct explorer *x, struct state *s, const struct op *op, value address,
      value v)
{
    tell_use(x, s, op, address);
    note_scribble(x, address);
    tell_count(x, s, op, address);
    forget_aliases(x, s, address);
    bool private = address_is_private(x, s, address);
    if (!private) {
        writes_add(&x->writes, address_label(x, address));
        s->wrote = true;
    }
    thread_exception_stored(x, s, op, address, v);
    sharing_store(x, s, op, address, v);
    statics_write(x, s, op, address, NULL);
    if (!private) {
        move_buffer(x, s, v);
        tagged_keep(x, s, v);
        put_back(x, s, address, v);
        take_back(x, s, address, v);
    }
    value old = state_load(s, address);
    state_store(x->keep, s, address, v);
    if (old != NO_VALUE && old != v && address_is_computed(x, address))
        state_forget_cell(x, s, &(struct cell){.at = address, .content = old});
    if (old != NO_VALUE && old != ZEROED && old != v) {
        take_out(x, s, op, address, old);
        moved_out(x, s, old);
    }
    if (!private && old != NO_VALUE && old != ZEROED)
        counter_moved(x, s, old, v);
    if (!private && state_fact(s, v)->kind != NULL) {
        struct event more = {.arg = -1};
        tell(x, s, EVENT_STORE, op, v, &more);
        trace_add(x, s,
                  (struct trace){.op = op,
                                 .kind = STEP_STORE,
                                 .about = v,
                                 .owned = state_fact(s, v)->owned});
    }
    if (old != NO_VALUE && old != ZEROED && old != v) {
        lose_old_block(x, s, op, address, old, v);
        lose(x, s, op, old, LOSS_OVERWRITTEN);
    }
}

/* Copy what is known below `from` to the same places below `to`. */
static value
moved(struct explorer *x, value address, value from, value to)
{
    if (address == from)
        return to;
    struct term t = *term_at(&x->terms, address);
    t.a = moved(x, t.a, from, to);
    return term_intern(&x->terms, t);
}

static void
copy_record(struct explorer *x, struct state *s, value to, value from)
{
    if (to == from)
        return;
    memory_forget(x, s, to, false);
    if (!address_is_private(x, s, to)) {
        writes_all(&x->writes);
        s->wrote = true;
    }
    size_t n = s->memory.n;
    struct cell *cells = arena_copy(x->keep, s->memory.v, n * sizeof *cells);
    for (size_t i = 0; i < n; i++)
        if (address_is_below(&x->terms, cells[i].at, from))
            state_store(x->keep, s, moved(x, cells[i].at, from, to),
                        cells[i].content);
    /* A struct that is a resource itself (Py_buffer) moves. */
    struct fact f = *state_fact(s, from);
    if (f.kind != NULL && f.owned > 0) {
        state_fact_make(x, s, from)->owned = 0;
        struct fact *g = state_fact_make(x, s, to);
        f.v = to;
        f.held = address_is_private(x, s, to) ? 0 : 1;
        *g = f;
    }
}

/* ---- arithmetic ---- */

static uint32_t
depth_of(const struct explorer *x, value v)
{
    return v == NO_VALUE ? 0 : term_at(&x->terms, v)->depth;
}

/* A comparison, or the opposite of one. */
static bool
op_asks(const struct op *op)
{
    return op->code == CODE_LNOT || op->code >= CODE_EQ;
}

static value
arithmetic(struct explorer *x, struct state *s, const struct op *op, value a,
           value b)
{
    const struct term *ta = term_at(&x->terms, a);
    const struct term *tb = term_at(&x->terms, b);
    int64_t r;
    if (op->kind == OP_UNARY && ta->kind == VALUE_INT) {
        r = op->code == CODE_NEG && ta->number != INT64_MIN ? -ta->number
            : op->code == CODE_NOT                          ? ~ta->number
                                                            : !ta->number;
        return term_int(&x->terms, r);
    }
    bool exact = op->type == NULL || op->type->kind != TYPE_FLOAT;
    if (op->kind == OP_BINARY && exact && ta->kind == VALUE_INT &&
        tb->kind == VALUE_INT && op_fold(op->code, ta->number, tb->number, &r))
        return term_int(&x->terms, r);
    if (op->kind == OP_BINARY && tb->kind == VALUE_INT && tb->number == 0 &&
        (op->code == CODE_ADD || op->code == CODE_SUB))
        return a;
    uint32_t depth = 1 + depth_of(x, a);
    depth = depth_of(x, b) >= depth ? 1 + depth_of(x, b) : depth;
    if (depth > (op_asks(op) ? MAX_DEPTH_ASKED : MAX_DEPTH) || a == NO_VALUE)
        return symbol_new(x, s, op, 0, op->type);
    value v = term_intern(&x->terms, (struct term){.kind = op->kind == OP_UNARY
                                                               ? VALUE_UNARY
                                                               : VALUE_BINARY,
                                                   .code = op->code,
                                                   .a = a,
                                                   .b = b});
    x->terms.v.v[v].depth = depth;
    return v;
}

/* Constants change with the type: (unsigned)-1. */
static value
cast(struct explorer *x, value v, const struct type *to)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_INT || to == NULL || to->kind != TYPE_INT ||
        to->size == 0 || to->size >= 8)
        return v;
    unsigned bits = (unsigned)to->size * 8;
    uint64_t mask = (UINT64_C(1) << bits) - 1;
    uint64_t u = (uint64_t)t->number & mask;
    if (to->is_signed && (u >> (bits - 1) & 1) != 0)
        u |= ~mask;
    return term_int(&x->terms, (int64_t)u);
}

/* ---- addresses ---- */

/* The header of an object, or the struct of a base type, is the object itself.
 * Not in a variable: that may be a table of static objects. */
static value
field_address(struct explorer *x, value base, const struct op *op)
{
    if (op->offset == 0 && type_is_object_pointer(op->type) &&
        term_at(&x->terms, base)->kind != VALUE_GLOBAL)
        return base;
    value v = term_intern(&x->terms,
                          (struct term){.kind = VALUE_FIELD,
                                        .a = base,
                                        .name = op->field,
                                        .number = (int64_t)op->offset});
    x->terms.v.v[v].type = op->type;
    if (op->a.kind == OPERAND_SLOT &&
        type_is_pointer(x->f->slots[op->a.index].type))
        x->terms.v.v[v].record = x->f->slots[op->a.index].type->target;
    return v;
}

/* ---- the switch --------------------------------------------------------- */

static void
havoc(struct explorer *x, struct state *s, const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++)
        memory_forget(x, s, eval(x, s, &op->args[i], NULL), true);
    if (op->dst != NO_SLOT)
        assign(x, s, op, op->dst, symbol_new(x, s, op, 0, op->type));
}

static void
scope(struct explorer *x, struct state *s, const struct op *op)
{
    value old = state_slot(s, op->dst);
    state_slot_drop(s, op->dst);
    if (old != NO_VALUE)
        lose(x, s, op, old, LOSS_SCOPE);
    if (!x->f->slots[op->dst].address_taken)
        return;
    value top = term_intern(
        &x->terms, (struct term){.kind = VALUE_LOCAL, .number = op->dst});
    struct cell *gone = arena_copy(x->keep, s->memory.v,
                                   s->memory.n * sizeof *gone);
    size_t n = s->memory.n;
    memory_forget(x, s, top, false);
    for (size_t i = 0; i < n; i++)
        if (gone[i].content != ZEROED &&
            address_is_below(&x->terms, gone[i].at, top))
            lose(x, s, op, gone[i].content, LOSS_SCOPE);
    if (state_fact(s, top)->owned > 0)
        lose(x, s, op, top, LOSS_SCOPE);
    /* The next round of a loop has it anew. */
    if (kind_lies_in_place(state_fact(s, top)->kind) &&
        (state_fact(s, top)->flags & FLAG_RELEASED) != 0)
        *state_fact_make(x, s, top) = (struct fact){
            .v = top, .lo = INT64_MIN, .hi = INT64_MAX};
}

void
transfer(struct explorer *x, struct state *s, const struct op *op)
{
    value a = NO_VALUE, b = NO_VALUE;
    if (op->kind != OP_HAVOC && op->kind != OP_SCOPE) {
        a = eval(x, s, &op->a, op->type);
        b = eval(x, s, &op->b, op->type);
    }
    switch (op->kind) {
    case OP_COPY:
        assign(x, s, op, op->dst, a);
        return;
    case OP_CAST:
        assign(x, s, op, op->dst, cast(x, a, op->type));
        return;
    case OP_LOAD:
        assign(x, s, op, op->dst, load(x, s, op, a, op->type));
        return;
    case OP_STORE:
        if (op->type != NULL && op->type->kind == TYPE_RECORD)
            copy_record(x, s, a, b);
        else
            store(x, s, op, a, b);
        return;
    case OP_ZERO:
        memory_forget(x, s, a, false);
        state_store(x->keep, s, a, ZEROED);
        return;
    case OP_FIELD:
        found_behind(x, s, a, op);
        assign(x, s, op, op->dst, field_address(x, a, op));
        return;
    case OP_INDEX:
        assign(x, s, op, op->dst, term_index(&x->terms, a, b, op->type));
        return;
    case OP_UNARY:
    case OP_BINARY:
        assign(x, s, op, op->dst, arithmetic(x, s, op, a, b));
        return;
    case OP_HAVOC:
        havoc(x, s, op);
        return;
    case OP_SCOPE:
        scope(x, s, op);
        return;
    case OP_CALL:
    case OP_JUMP:
    case OP_BRANCH:
    case OP_SWITCH:
    case OP_RETURN:
    case OP_UNREACHABLE:
    case OP_KIND_COUNT:
        break;
    }
    assert(!"not for transfer()");
}

/* The entry state binds parameters here, next to eval(). */
void
bind_params(struct explorer *x, struct state *s)
{
    for (uint32_t i = 0; i < x->f->n_params; i++) {
        value v = param_value(x, i);
        struct fact *f = state_fact_make(x, s, v);
        if (type_is_object_pointer(x->f->slots[i].type)) {
            f->origin = ORIGIN_PARAM;
            f->kind = x->p->ref;
        }
        if (x->f->slots[i].address_taken) {
            value at = term_intern(
                &x->terms, (struct term){.kind = VALUE_LOCAL, .number = i});
            state_store(x->keep, s, at, v);
        }
        else {
            state_slot_set(x->keep, s, i, v);
        }
    }
}

/* What functions do to the fields of structs, see types.h. */
#include "formats.h"
#include "types_trace.h"

static void
note_def(struct tracing *x, const struct op *op)
{
    if (op->dst != NO_SLOT && op->kind != OP_SCOPE)
        x->def[op->dst] = op;
}

/* ---- touching ---- */

static void
touch_add(struct tracing *x, struct touch t)
{
    VEC_PUSH(x->t->keep, &x->out->v, t);
}

/* Everything that the operand may be, with `more` levels on top. */
static void
touch_all(struct tracing *x, const struct operand *o, unsigned more,
          struct touch what)
{
    const struct slot_reach *s = trace_reach_of(x, o);
    what.value_param = -1;
    if (trace_local(x, o) != NO_SLOT) {
        if (what.kind == TOUCH_STORE || what.kind == TOUCH_MAKE)
            return;
        more = 0;
    }
    for (unsigned i = 0; i < s->n; i++) {
        what.at = s->v[i];
        what.at.level += more;
        touch_add(x, what);
    }
}

static bool
is_memory_family(const struct tracing *x, sym kind)
{
    return kind != NULL && kind != x->t->p->ref && kind != x->t->p->buffer;
}

static void
touch_by_effect(struct tracing *x, const struct op *op, size_t arg,
                const struct effect *e)
{
    struct touch t = {.op = op, .direct = true};
    if (is_lock(e->kind))
        return; /* unlocked, it is still there */
    switch (e->verb) {
    case VERB_RELEASES:
    case VERB_STEALS:
        t.kind = TOUCH_RELEASE;
        t.steals = e->verb == VERB_STEALS || !str_starts(op->callee, "Py_");
        t.name = e->kind;
        if (is_memory_family(x, e->kind))
            t.kind = TOUCH_FREE;
        touch_all(x, &op->args[arg], 0, t);
        break;
    case VERB_ACQUIRES:
        t.kind = TOUCH_ACQUIRE;
        touch_all(x, &op->args[arg], 0, t);
        break;
    case VERB_REPLACES:
    case VERB_CLEARS:
        t.kind = TOUCH_RELEASE;
        touch_all(x, &op->args[arg], 1, t);
        break;
    case VERB_GIVES:
    case VERB_PAIRS:
        t.kind = TOUCH_STORE;
        t.giving = GIVE_OWNED;
        t.holding = HOLD_OBJECT;
        if (e->kind != x->t->p->ref) {
            t.kind = TOUCH_MAKE;
            t.name = e->kind;
        }
        touch_all(x, &op->args[arg], 0, t);
        break;
    case VERB_NULL:
    case VERB_RETAINS:
    case VERB_CHANGES:
    case VERB_RUNS:
    case VERB_ESCAPES:
    case VERB_LENDS:
    case VERB_NULLS:
    case VERB_FILLS:
    case VERB_COUNT:
        break;
    }
}

/* Of a format only what it makes counts: blocks and buffers. */
static const struct contract *
expanded(struct tracing *x, const struct op *op, const struct contract *c)
{
    const char *problem;
    const char *format = format_literal(c, op);
    const struct contract *full = NULL;
    if (format == NULL)
        return c;
    struct format_call call = {.format = format,
                               .n_args = op->n_args,
                               .version = x->t->p->version,
                               .ssize_clean = x->proc->unit->ssize_clean};
    full = contract_expand(x->scratch, x->t->p->syms, c, &call, &problem);
    return full != NULL ? full : c;
}

static void
touch_by_contract(struct tracing *x, const struct op *op,
                  const struct contract *c)
{
    for (size_t i = 0; i < op->n_args && i < c->n_params; i++)
        for (size_t k = 0; k < c->params[i].n_effects; k++)
            touch_by_effect(x, op, i, &c->params[i].effects[k]);
}

/* A store of a parameter of the callee is one of the argument. */
static void
restore_value(struct tracing *x, const struct op *op, struct touch *t)
{
    int param = t->value_param;
    t->value_param = -1;
    if (param < 0 || (size_t)param >= op->n_args)
        return;
    const struct operand *o = &op->args[param];
    if (o->kind == OPERAND_INT)
        t->holding = HOLD_NOTHING;
    if (o->kind != OPERAND_SLOT)
        return;
    struct origin_of from = slot_origin(x->t, x->proc, o->index);
    if (t->giving != GIVE_OWNED)
        t->giving = from.giving;
    if (from.giving == GIVE_OWNED && t->giving == GIVE_OWNED &&
        touch_is_lent(x, op, o->index))
        t->giving = GIVE_BORROWED;
    if (t->shared && t->giving == GIVE_OWNED)
        t->giving = GIVE_UNKNOWN;
    if (t->holding == HOLD_OBJECT)
        t->holding = from.holding;
    t->value_param = from.param;
    t->outside = from.user;
    t->user |= from.user;
    t->made = t->made != NULL ? t->made : from.kind;
}

static bool
loads_cell(const struct tracing *x, const struct operand *o, struct reach at)
{
    const struct slot_reach *s = trace_reach_of(x, o);
    for (unsigned i = 0; i < s->n; i++)
        if (s->v[i].offset == at.offset && s->v[i].level == at.level + 1 &&
            s->v[i].param == at.param && s->v[i].record == at.record &&
            !s->v[i].put)
            return true;
    return false;
}

/* What the callee does to an argument of which only the type is known. */
static struct slot_reach
reach_by_type(const struct tracing *x, const struct operand *o)
{
    struct slot_reach s = *trace_reach_of(x, o);
    const struct type *record = trace_pointee(x, o);
    if (s.n == 0 && record != NULL && record->kind == TYPE_RECORD) {
        s.v[0] = (struct reach){.param = -1, .record = record};
        s.n = 1;
    }
    return s;
}

static bool
is_known_touch(const struct tracing *x, const struct touch *t)
{
    for (size_t i = 0; i < x->out->v.n; i++) {
        const struct touch *o = &x->out->v.v[i];
        if (o->kind == t->kind && o->name == t->name && o->op == t->op &&
            o->at.param == t->at.param && o->at.record == t->at.record &&
            o->at.offset == t->at.offset && o->at.level == t->at.level &&
            o->holding == t->holding && o->giving == t->giving)
            return true;
    }
    return false;
}

static void
touch_by_body(struct tracing *x, const struct op *op, struct procedure *to)
{
    const struct touches *inner = touches_of(x->t, to);
    size_t n = inner->v.n; /* it grows here when `to` calls itself */
    for (size_t i = 0; i < n; i++) {
        struct touch t = inner->v.v[i];
        struct reach at = t.at;
        t.op = op;
        t.direct = false;
        bool given = t.kind == TOUCH_STORE && t.value_param >= 0 &&
                     (size_t)t.value_param < op->n_args;
        if (t.kind == TOUCH_STORE)
            restore_value(x, op, &t);
        if (at.param < 0 && given && !is_known_touch(x, &t) &&
            !loads_cell(x, &op->args[inner->v.v[i].value_param], at))
            touch_add(x, t);
        if (at.param < 0 || (size_t)at.param >= op->n_args ||
            t.kind == TOUCH_READ)
            continue;
        struct slot_reach s = reach_by_type(x, &op->args[at.param]);
        for (unsigned k = 0; k < s.n; k++) {
            if (trace_map(x, &op->args[at.param], &at, &s.v[k], &t.at) &&
                !is_known_touch(x, &t))
                touch_add(x, t);
        }
    }
}

/* ---- calls through pointers ---- */

static bool
is_visit(const struct tracing *x, const struct op *op)
{
    if (op->callee != NULL || op->n_args != 2 || op->a.kind != OPERAND_SLOT)
        return false;
    const struct type *t = x->f->slots[op->a.index].type;
    if (t != NULL && t->kind == TYPE_POINTER)
        t = t->target;
    return t != NULL && t->kind == TYPE_FUNCTION && t->n_params == 2 &&
           type_is_object_pointer(t->params[0]) &&
           t->target->kind == TYPE_INT &&
           !type_is_object_pointer(t->params[1]);
}

/* The field that a called pointer was loaded from. */
static const struct op *
called_field(const struct tracing *x, const struct op *op)
{
    const struct op *at = trace_made_behind(x, &op->a);
    if (at == NULL || at->kind != OP_LOAD || at->a.kind != OPERAND_SLOT)
        return NULL;
    const struct op *field = x->def[at->a.index];
    return field != NULL && field->kind == OP_FIELD && field->field != NULL
               ? field
               : NULL;
}

static bool
is_own_type(const struct tracing *x, const struct operand *o)
{
    const struct slot_reach *s = trace_reach_of(x, o);
    for (unsigned i = 0; i < s->n; i++)
        if (s->v[i].param == 0 && s->v[i].level == 1 &&
            s->v[i].offset == OB_TYPE_OFFSET)
            return true;
    return false;
}

static const struct slot_value *
slot_by_name(const struct type_fact *type, sym name)
{
    for (int i = 0; i < SLOT_COUNT; i++)
        if (strcmp(slot_id_name((enum slot_id)i), name) == 0)
            return type_slot(type, (enum slot_id)i);
    return NULL;
}

static const struct op *
made_by(const struct tracing *x, const struct operand *o)
{
    return o->kind == OPERAND_SLOT ? x->def[o->index] : NULL;
}

/* Some_Type, or Some_Type.tp_base. */
static const struct type_fact *
type_named(const struct tracing *x, const struct operand *o)
{
    if (o->kind == OPERAND_GLOBAL)
        return types_find(x->t, x->proc->unit, o->name);
    const struct op *load = made_by(x, o);
    const struct op *field = load != NULL && load->kind == OP_LOAD
                                 ? made_by(x, &load->a)
                                 : NULL;
    if (field == NULL || field->kind != OP_FIELD || field->field == NULL ||
        strcmp(field->field, "tp_base") != 0 ||
        field->a.kind != OPERAND_GLOBAL)
        return NULL;
    const struct type_fact *type = types_find(x->t, x->proc->unit,
                                              field->a.name);
    return type == NULL ? NULL : type->base;
}

/* Base_Type.tp_dealloc(self), Py_TYPE(self)->tp_free(self)... */
static void
touch_by_slot(struct tracing *x, const struct op *op, const struct op *field)
{
    struct touch t = {.op = op, .direct = true, .name = field->field};
    if (strcmp(field->field, "tp_free") == 0) {
        t.kind = TOUCH_FREE;
        touch_all(x, &op->args[0], 0, t);
        return;
    }
    const struct type_fact *type = type_named(x, &field->a);
    const struct slot_value *v = type == NULL ? NULL
                                              : slot_by_name(type, t.name);
    if (v != NULL && v->proc != NULL) {
        touch_by_body(x, op, v->proc);
        return;
    }
    t.kind = is_own_type(x, &field->a) ? TOUCH_OWN_SLOT : TOUCH_DELEGATE;
    touch_all(x, &op->args[0], 0, t);
}

/* ((freefunc)PyType_GetSlot(type, Py_tp_free))(self) */
static const char *
called_slot(const struct tracing *x, const struct op *op)
{
    const struct op *at = trace_made_behind(x, &op->a);
    if (at == NULL || !callee_is(at, "PyType_GetSlot") || at->n_args != 2 ||
        at->args[1].kind != OPERAND_INT)
        return NULL;
    return type_slot_name(at->args[1].number);
}

static void
touch_pointer_call(struct tracing *x, const struct op *op)
{
    if (is_visit(x, op)) {
        touch_all(
            x, &op->args[0], 0,
            (struct touch){.kind = TOUCH_VISIT, .op = op, .direct = true});
        return;
    }
    const char *slot = called_slot(x, op);
    if (slot != NULL && op->n_args > 0) {
        bool frees = strcmp(slot, "tp_free") == 0;
        touch_all(x, &op->args[0], 0,
                  (struct touch){.kind = frees ? TOUCH_FREE : TOUCH_DELEGATE,
                                 .name = slot,
                                 .op = op,
                                 .direct = true});
        return;
    }
    const struct op *field = called_field(x, op);
    if (field != NULL && op->n_args > 0 && str_starts(field->field, "tp_")) {
        touch_by_slot(x, op, field);
        return;
    }
    for (size_t i = 0; i < op->n_args; i++)
        touch_all(
            x, &op->args[i], 0,
            (struct touch){.kind = TOUCH_UNKNOWN, .op = op, .direct = true});
}

/* ---- ops ---- */

static bool
touch_special(struct tracing *x, const struct op *op)
{
    static const struct {
        const char *name;
        enum touch_kind kind;
        const char *slot;
    } special[] = {
        {"PyObject_GC_UnTrack", TOUCH_UNTRACK, NULL},
        {"_PyObject_GC_UNTRACK", TOUCH_UNTRACK, NULL},
        {"_PyObject_GC_UnTrack", TOUCH_UNTRACK, NULL},
        {"PyObject_CallFinalizerFromDealloc", TOUCH_OWN_SLOT, "tp_finalize"},
        {"PyObject_CallFinalizer", TOUCH_OWN_SLOT, "tp_finalize"},
    };
    for (size_t i = 0; i < sizeof special / sizeof *special; i++) {
        if (!callee_is(op, special[i].name) || op->n_args == 0)
            continue;
        struct touch t = {.kind = special[i].kind,
                          .op = op,
                          .direct = true,
                          .name = special[i].slot};
        touch_all(x, &op->args[0], 0, t);
        return true;
    }
    return false;
}

static void
touch_call(struct tracing *x, const struct op *op)
{
    if (op->callee == NULL) {
        touch_pointer_call(x, op);
        return;
    }
    if (touch_special(x, op))
        return;
    struct procedure *to = trace_callee(x, op);
    if (to != NULL) {
        touch_by_body(x, op, to);
        return;
    }
    const struct contract *c = program_line(x->t->p, op);
    if (uses_as_atom(op->callee) && op->n_args > 0)
        touch_all(
            x, &op->args[0], 0,
            (struct touch){.kind = TOUCH_ATOM, .op = op, .direct = true});
    if (c != NULL) {
        touch_by_contract(x, op, c->format == NULL ? c : expanded(x, op, c));
        return;
    }
    if (str_starts(op->callee, "PyArg_"))
        return;
    for (size_t i = 0; i < op->n_args; i++)
        touch_all(
            x, &op->args[i], 0,
            (struct touch){.kind = TOUCH_UNKNOWN, .op = op, .direct = true});
}

/* Some op takes a reference to what stands in the field. */
static bool
acquired_there(const struct tracing *x, struct reach at)
{
    for (size_t i = 0; i < x->out->v.n; i++) {
        const struct touch *t = &x->out->v.v[i];
        if (t->kind == TOUCH_ACQUIRE && t->at.param == at.param &&
            t->at.record == at.record && t->at.offset == at.offset &&
            t->at.level == at.level + 1)
            return true;
    }
    return false;
}

/* The same pointer goes into another place as well: either may own it. */
static bool
is_stored_twice(const struct tracing *x, uint32_t slot)
{
    const uint64_t *aliases = slot_aliases(x->scratch, x->f, slot);
    unsigned n = 0;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            n += op->kind == OP_STORE && op->b.kind == OPERAND_SLOT &&
                 bit_test(aliases, op->b.index);
        }
    return n > 1;
}

/* Does the function take a reference to the static object, by its name? */
static bool
acquires_global(const struct tracing *x, sym global)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->n_args == 1 && op->args[0].kind == OPERAND_GLOBAL &&
                op->args[0].name == global &&
                types_op_does(x->t, op, 0, VERB_ACQUIRES))
                return true;
        }
    return false;
}

/* A Py_buffer that was filled in a variable and moves into the instance. */
static void
touch_view(struct tracing *x, const struct op *op)
{
    struct touch t = {
        .kind = TOUCH_MAKE, .name = x->t->p->buffer, .op = op, .direct = true};
    if (type_is_view(op->type) && op->b.kind == OPERAND_LOCAL)
        touch_all(x, &op->a, 0, t);
}

static void
touch_store(struct tracing *x, const struct op *op)
{
    const struct slot_reach *s = trace_reach_of(x, &op->a);
    touch_view(x, op);
    if (trace_local(x, &op->a) != NO_SLOT || s->n == 0 ||
        (!type_is_pointer(op->type) && !type_is_number(op->type)))
        return;
    struct touch t = {.kind = TOUCH_STORE, .op = op, .direct = true};
    t.value_param = -1;
    if (op->b.kind == OPERAND_SLOT) {
        struct origin_of o = slot_origin(x->t, x->proc, op->b.index);
        t.giving = o.giving;
        t.holding = o.holding;
        t.value_param = o.param;
        t.user = t.outside = o.user;
        if (t.giving == GIVE_OWNED && touch_is_lent(x, op, op->b.index))
            t.giving = GIVE_BORROWED;
        bool twice = is_stored_twice(x, op->b.index);
        t.shared = touch_is_shared(x, op, op->b.index);
        if (o.kind != NULL && !twice)
            t.made = o.kind;
        /* One of a chain's places owns it. */
        if (twice && t.giving == GIVE_OWNED &&
            type_is_node(x->f->slots[op->b.index].type))
            t.giving = GIVE_UNKNOWN;
    }
    else if (op->b.kind == OPERAND_GLOBAL) {
        t.holding = str_starts(op->b.name, "_Py_") ? HOLD_ATOM : HOLD_TYPE;
        if (acquires_global(x, op->b.name))
            t.giving = GIVE_OWNED;
    }
    for (unsigned i = 0; i < s->n; i++) {
        struct touch one = t;
        if (loads_cell(x, &op->b, s->v[i]))
            one = (struct touch){.kind = TOUCH_BACK,
                                 .op = op,
                                 .direct = true,
                                 .value_param = -1};
        one.at = s->v[i];
        touch_add(x, one);
    }
}

static void
touch_read(struct tracing *x, const struct op *op)
{
    const struct slot_reach *s = trace_reach_of(x, &op->a);
    for (unsigned i = 0; i < s->n; i++)
        if (s->v[i].param == 0 && s->v[i].level == 0)
            touch_add(x, (struct touch){.kind = TOUCH_READ,
                                        .at = s->v[i],
                                        .value_param = -1,
                                        .op = op,
                                        .direct = true});
}

static void
touch_op(struct tracing *x, const struct op *op)
{
    if (op->kind == OP_CALL)
        touch_call(x, op);
    else if (op->kind == OP_LOAD && op->a.kind == OPERAND_SLOT)
        touch_read(x, op);
    else if (op->kind == OP_STORE)
        touch_store(x, op);
    else if (op->kind == OP_RETURN && op->a.kind == OPERAND_SLOT) {
        const struct slot_reach *s = trace_reach_of(x, &op->a);
        for (unsigned i = 0; i < s->n; i++)
            VEC_PUSH(x->t->keep, &x->out->returns, s->v[i]);
    }
}

/* Is the pointer loaded before the store on every way to it? */
static bool
is_loaded_before(const struct tracing *x, const struct operand *o,
                 const struct op *store)
{
    const struct op *def = trace_made_behind(x, o);
    if (def == NULL || def->kind != OP_LOAD)
        return false;
    struct position load = op_position(x->f, def);
    struct position at = op_position(x->f, store);
    return load.block == at.block
               ? load.op < at.op
               : !func_reaches(x->f, at.block, load.block, NO_BLOCK);
}

/* The function hands out what it stored: the reference goes with it. */
static bool
returned_there(struct tracing *x, const struct touch *t)
{
    for (size_t b = 0; b < x->f->n_blocks; b++) {
        const struct block *block = &x->f->blocks[b];
        const struct op *op = &block->ops[block->n_ops - 1];
        if (op->kind != OP_RETURN || op->a.kind != OPERAND_SLOT)
            continue;
        const struct slot_reach *s = trace_reach_of(x, &op->a);
        for (unsigned i = 0; i < s->n; i++)
            if (s->v[i].param == t->at.param &&
                s->v[i].offset == t->at.offset &&
                s->v[i].level == t->at.level + 1 &&
                !is_loaded_before(x, &op->a, t->op))
                return true;
    }
    return false;
}

static void
settle_stores(struct tracing *x)
{
    for (size_t i = 0; i < x->out->v.n; i++) {
        struct touch *t = &x->out->v.v[i];
        if (t->kind == TOUCH_STORE && t->holding != HOLD_NOTHING &&
            t->giving != GIVE_OWNED && acquired_there(x, t->at))
            t->giving = GIVE_OWNED;
        else if (t->kind == TOUCH_STORE && t->direct &&
                 t->giving == GIVE_OWNED && returned_there(x, t) &&
                 !acquired_there(x, t->at))
            t->giving = GIVE_BORROWED;
    }
}

/* `tree_free(node->left); tree_free(node->right); free(node);`: what the
 * whole body does, it does to its branches too. */
static void
touch_branches(struct tracing *x, const struct op *op)
{
    if (op->kind == OP_CALL && op->callee == x->f->name)
        touch_by_body(x, op, x->proc);
}

const struct touches *
touches_of(struct types *t, struct procedure *proc)
{
    struct touches *out = &t->touches[proc - t->p->procs.v];
    if (out->done)
        return out;
    out->done = true;
    if (proc->func->status != FUNC_OK || proc->func->n_blocks == 0) {
        out->missing = true;
        return out;
    }
    struct tracing x = {.t = t, .proc = proc, .f = proc->func, .out = out};
    x.scratch = arena_new();
    x.slots = ARENA_ARRAY(x.scratch, struct slot_reach, x.f->n_slots);
    x.def = ARENA_ARRAY(x.scratch, const struct op *, x.f->n_slots);
    trace_ops(&x, note_def);
    trace_reach(&x);
    trace_ops(&x, touch_op);
    trace_ops(&x, touch_branches);
    settle_stores(&x);
    arena_free(x.scratch);
    return out;
}

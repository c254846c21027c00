/* Where the values come from that functions store into fields, judged by
 * everything that is assigned to a slot, in whatever order.
 */
#include "types.h"
#include "formats.h"

#include <string.h>

#define uthash_malloc(size) arena_alloc(t->keep, (size))
#define uthash_free(p, size) ((void)(p))
#define HASH_NONFATAL_OOM 0
#include <uthash.h>

#define MAX_NESTING 8 /* of structs; more are a circle */

/* ---- aliases ---- */

/* The struct of a base type at the very beginning: the same object. */
static bool
is_base_of(const struct op *op)
{
    return op->kind == OP_FIELD && op->offset == 0 &&
           type_is_object_pointer(op->type);
}

static bool
is_alias_op(const struct op *op, uint32_t *a, uint32_t *b)
{
    if (op->dst == NO_SLOT)
        return false;
    const struct operand *from = &op->a;
    if (op->kind == OP_CALL && op->callee != NULL && op->n_args == 1 &&
        (strcmp(op->callee, "Py_NewRef") == 0 ||
         strcmp(op->callee, "Py_XNewRef") == 0))
        from = &op->args[0];
    else if (op->kind != OP_COPY && op->kind != OP_CAST && !is_base_of(op))
        return false;
    if (from->kind != OPERAND_SLOT)
        return false;
    *a = op->dst;
    *b = from->index;
    return true;
}

uint64_t *
slot_aliases(arena *keep, const struct func *f, uint32_t slot)
{
    uint64_t *bits = ARENA_ARRAY(keep, uint64_t, f->n_slots / 64 + 1);
    bit_set(bits, slot);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
                uint32_t x, y;
                if (!is_alias_op(&f->blocks[b].ops[i], &x, &y) ||
                    bit_test(bits, x) == bit_test(bits, y))
                    continue;
                bit_set(bits, x);
                bit_set(bits, y);
                changed = true;
            }
    }
    return bits;
}

/* ---- makers ---- */

static bool
starts_with_one_of(const char *s, const char *const *prefixes)
{
    for (; *prefixes != NULL; prefixes++)
        if (str_starts(s, *prefixes))
            return true;
    return false;
}

/* Results that refer to no other object. */
static bool
makes_atom(const struct contract *c, const char *callee)
{
    static const char *const others[] = {"PyThread_", "Py_GetConstant", NULL};
    unsigned atoms = OBJECT_ATOM | OBJECT_BYTEARRAY | OBJECT_CAPSULE |
                     OBJECT_DERIVED;
    return (object_types_made(c) & ~atoms) == 0 ||
           starts_with_one_of(callee, others);
}

/* New containers whose own tp_clear breaks any cycle through them. */
static bool
makes_cleared(const struct contract *c, const char *callee)
{
    unsigned cleared = OBJECT_LIST | OBJECT_DICT | OBJECT_SET;
    return (object_types_made(c) & ~cleared) == 0 &&
           strcmp(callee, "PyFrozenSet_New") != 0;
}

static bool
checks_atom(const char *callee)
{
    static const char *const prefixes[] = {
        "PyUnicode_Check",      "PyLong_Check",
        "PyInt_Check",          "PyBytes_Check",
        "PyString_Check",       "PyFloat_Check",
        "PyBool_Check",         "PyComplex_Check",
        "PyCapsule_CheckExact", "PyDate",
        "PyByteArray_Check",    "PyDelta_Check",
        "PyIndex_Check",        NULL};
    return starts_with_one_of(callee, prefixes);
}

/* Calls that fail for anything but a string or number. */
bool
uses_as_atom(const char *callee)
{
    static const char *const prefixes[] = {
        "PyUnicode_", "PyBytes_A",     "PyLong_As", "PyFloat_As",
        "PyString_A", "PyCapsule_Get", NULL};
    static const char *const others[] = {"PyUnicode_Check",
                                         "PyUnicode_FromObject", NULL};
    return starts_with_one_of(callee, prefixes) &&
           !starts_with_one_of(callee, others);
}

static bool
is_type_check(const char *callee)
{
    return str_starts(callee, "Py") &&
           (str_ends(callee, "_Check") || str_ends(callee, "_CheckExact")) &&
           strcmp(callee, "PyCallable_Check") != 0;
}

static bool
is_atom_type(const char *global)
{
    static const char *const types[] = {
        "PyUnicode_Type", "PyLong_Type",      "PyBytes_Type",
        "PyFloat_Type",   "PyBool_Type",      "PyString_Type",
        "PyInt_Type",     "PyByteArray_Type", NULL};
    return starts_with_one_of(global, types);
}

/* "&_Py_NoneStruct" and the like; a static type is no atom by name. */
static enum holding
global_holding(const char *name)
{
    static const char *const constants[] = {
        "_Py_NoneStruct",     "_Py_TrueStruct",           "_Py_FalseStruct",
        "_Py_EllipsisObject", "_Py_NotImplementedStruct", NULL};
    return starts_with_one_of(name, constants) ? HOLD_ATOM : HOLD_TYPE;
}

/* ---- formats of PyArg_Parse...() ---- */

/* How many arguments the unit at *s takes; *s moves behind it. */
static size_t
unit_arguments(const char **s)
{
    char c = *(*s)++;
    size_t n = 1;
    if (strchr("|$() ", c) != NULL)
        return 0;
    if (c == 'e') {
        (*s)++;
        n = 2;
    }
    if (c == 'O' && (**s == '!' || **s == '&')) {
        (*s)++;
        return 2;
    }
    if (**s == '#') {
        (*s)++;
        n++;
    }
    else if (**s == '*')
        (*s)++;
    return n;
}

static enum holding
format_holding(const struct op *op, size_t at, uint32_t slot)
{
    const char *s = op->args[at].name;
    size_t arg = at + 1;
    if (strstr(op->callee, "Keywords") != NULL)
        arg++;
    while (*s != '\0' && *s != ':' && *s != ';') {
        const char *unit = s;
        size_t n = unit_arguments(&s);
        if (arg + n > op->n_args)
            break;
        const struct operand *last = n > 0 ? &op->args[arg + n - 1] : NULL;
        arg += n;
        if (last == NULL || last->kind != OPERAND_LOCAL || last->index != slot)
            continue;
        if (strchr("USY", *unit) != NULL)
            return HOLD_ATOM;
        if (unit[0] == 'O' && unit[1] == '!') {
            const struct operand *type = &op->args[arg - 2];
            if (type->kind == OPERAND_GLOBAL && is_atom_type(type->name))
                return HOLD_ATOM;
        }
        if (unit[0] == 'O' && unit[1] == '&') {
            const struct operand *converter = &op->args[arg - 2];
            if (converter->kind == OPERAND_FUNCTION &&
                str_starts(converter->name, "PyUnicode_FS"))
                return HOLD_ATOM;
        }
        return HOLD_OBJECT;
    }
    return HOLD_OBJECT;
}

/* ---- one definition ---- */

static const struct contract *
contract_of(struct types *t, const struct procedure *proc, const struct op *op)
{
    if (op->callee == NULL)
        return NULL;
    const struct contract *c = program_line(t->p, op);
    struct procedure *to = program_find(t->p, proc->unit, op->callee);
    if (to != NULL && (c == NULL || !str_starts(op->callee, "Py")))
        return to->declared != NULL ? to->declared : to->summary;
    return c;
}

static bool
makes_reference(struct types *t, const struct contract *c)
{
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++)
        if ((c->outcomes[i].result == RESULT_NEW ||
             c->outcomes[i].result == RESULT_FRESH) &&
            c->outcomes[i].kind == t->p->ref)
            return true;
    return false;
}

/* The kind of the block that the function called makes, or NULL. */
static sym
made_kind(const struct contract *c)
{
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++)
        if (c->outcomes[i].result == RESULT_NEW ||
            c->outcomes[i].result == RESULT_FRESH)
            return c->outcomes[i].kind;
    return NULL;
}

/* A format without objects makes an atom, one with several a tuple. */
static enum holding
built_holding(const struct op *op)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind == OPERAND_STRING)
            return strpbrk(op->args[i].name, "ONS([{") == NULL &&
                           strlen(op->args[i].name) < 3
                       ? HOLD_ATOM
                       : HOLD_TUPLE;
    return HOLD_TUPLE;
}

static struct origin_of origin_within(struct types *t,
                                      const struct procedure *proc,
                                      uint32_t slot, int depth);

/* What the function called hands back. */
static enum holding
returned_holding(struct types *t, const struct procedure *proc,
                 const struct op *op, int depth)
{
    struct procedure *to = program_find(t->p, proc->unit, op->callee);
    enum holding sum = HOLD_NOTHING;
    if (to == NULL || to == proc || to->func->n_blocks == 0)
        return HOLD_OBJECT;
    for (size_t b = 0; b < to->func->n_blocks; b++) {
        const struct block *block = &to->func->blocks[b];
        const struct op *last = &block->ops[block->n_ops - 1];
        if (last->kind != OP_RETURN || last->a.kind == OPERAND_INT)
            continue;
        enum holding one = last->a.kind == OPERAND_GLOBAL
                               ? global_holding(last->a.name)
                               : HOLD_OBJECT;
        if (last->a.kind == OPERAND_SLOT)
            one = origin_within(t, to, last->a.index, depth).holding;
        sum = one > sum ? one : sum;
    }
    return sum == HOLD_NOTHING ? HOLD_OBJECT : sum;
}

static struct origin_of
call_origin(struct types *t, const struct procedure *proc, const struct op *op,
            int depth)
{
    const struct contract *c = contract_of(t, proc, op);
    struct origin_of o = {GIVE_UNKNOWN, HOLD_OBJECT, -1, false, NULL};
    if (c != NULL) {
        o.giving = makes_reference(t, c) ? GIVE_OWNED : GIVE_BORROWED;
        o.kind = made_kind(c);
    }
    if (op->callee == NULL)
        return o;
    if (str_ends(op->callee, "NewRef") && op->n_args == 1 &&
        op->args[0].kind == OPERAND_GLOBAL)
        return (struct origin_of){GIVE_OWNED, global_holding(op->args[0].name),
                                  -1, false, NULL};
    if (makes_atom(c, op->callee))
        o.holding = HOLD_ATOM;
    else if (makes_cleared(c, op->callee))
        o.holding = HOLD_CLEARED;
    else if (strcmp(op->callee, "Py_BuildValue") == 0)
        o.holding = built_holding(op);
    else if (str_starts(op->callee, "PyTuple_"))
        o.holding = HOLD_TUPLE;
    else if (depth > 0)
        o.holding = returned_holding(t, proc, op, depth - 1);
    return o;
}

/* A call that was given the slot's address may have filled it. */
static bool
filled_by(struct types *t, const struct procedure *proc, const struct op *op,
          uint32_t slot, struct origin_of *o)
{
    for (size_t i = 0; i < op->n_args; i++) {
        if (op->args[i].kind != OPERAND_LOCAL || op->args[i].index != slot)
            continue;
        *o = (struct origin_of){GIVE_BORROWED, HOLD_OBJECT, -1, false, NULL};
        o->user = op->callee != NULL && str_starts(op->callee, "PyArg_");
        const struct contract *c = contract_of(t, proc, op);
        if (c == NULL) {
            o->giving = GIVE_UNKNOWN;
            return true;
        }
        if (format_literal(c, op) != NULL)
            o->holding = format_holding(op, (size_t)c->format_param, slot);
        for (size_t k = 0; i < c->n_params && k < c->params[i].n_effects; k++)
            if (c->params[i].effects[k].verb == VERB_GIVES) {
                sym kind = c->params[i].effects[k].kind;
                o->giving = GIVE_OWNED;
                o->kind = kind != t->p->ref ? kind : NULL;
            }
        return true;
    }
    return false;
}

static struct origin_of
operand_origin(const struct operand *o)
{
    if (o->kind == OPERAND_INT)
        return (struct origin_of){GIVE_BORROWED, HOLD_NOTHING, -1, false,
                                  NULL};
    if (o->kind == OPERAND_GLOBAL)
        return (struct origin_of){GIVE_BORROWED, global_holding(o->name), -1,
                                  false, NULL};
    return (struct origin_of){GIVE_BORROWED, HOLD_OBJECT, -1, false, NULL};
}

/* ---- fields of plain structs ---- */

/* What an op puts there; a call that gets its address may put anything. */
static enum holding
put_holding(struct types *t, const struct plain_put *put, int depth)
{
    if (put->op->kind == OP_CALL)
        return HOLD_OBJECT;
    const struct operand *from = &put->op->b;
    return from->kind == OPERAND_SLOT
               ? origin_within(t, put->proc, from->index, depth).holding
               : operand_origin(from).holding;
}

/* What the load finds, by what the program puts there. */
static enum holding
loaded_holding(struct types *t, const struct func *in, const struct op *load,
               int depth)
{
    enum holding sum = HOLD_NOTHING;
    struct plain_field field = {NULL, 0};
    if (load->kind == OP_LOAD && type_is_object_pointer(load->type))
        field = types_plain_field(in, &load->a);
    if (field.record == NULL || depth == 0)
        return HOLD_OBJECT;
    const struct plain_puts *puts = types_plain_puts(t);
    for (size_t i = 0; i < puts->n && sum != HOLD_OBJECT; i++) {
        const struct plain_put *put = &puts->v[i];
        if (put->field.offset != field.offset ||
            !same_record(put->field.record, field.record))
            continue;
        enum holding one = put_holding(t, put, depth - 1);
        sum = one > sum ? one : sum;
    }
    return sum == HOLD_NOTHING ? HOLD_OBJECT : sum;
}

/* ---- all definitions ---- */

/* Functions ask each other the same things over and over. */
struct asked_of {
    const struct procedure *proc;
    uint32_t slot;
    int depth;
};

struct traced {
    struct asked_of asked;
    struct origin_of origin;
    bool checked; /* to be a string or a number */
    UT_hash_handle hh;
};

struct survey {
    struct types *t;
    const struct procedure *proc;
    const uint64_t *aliases;
    struct origin_of sum;
    bool any, checked_atom, checked_other, acquired, returned;
    int depth;                 /* of calls to look into */
    const struct block *block; /* of the op at hand */
};

static void
survey_add(struct survey *s, struct origin_of o)
{
    if (o.holding == HOLD_NOTHING)
        return;
    if (!s->any || o.giving > s->sum.giving)
        s->sum.giving = o.giving;
    if (!s->any || o.holding > s->sum.holding)
        s->sum.holding = o.holding;
    if (o.giving == GIVE_OWNED)
        s->sum.giving = GIVE_OWNED;
    s->sum.user |= o.user;
    s->sum.kind = s->sum.kind != NULL ? s->sum.kind : o.kind;
    s->any = true;
}

static bool slot_checked(struct types *t, const struct procedure *proc,
                         uint32_t slot, int depth);

/* A field, by what its address begins with. */
struct read_from {
    const struct operand *root;
    uint64_t offset;
};

static struct read_from
field_read(const struct func *f, const struct op *load)
{
    struct read_from from = {NULL, 0};
    if (load == NULL || load->kind != OP_LOAD || load->a.kind != OPERAND_SLOT)
        return from;
    const struct op *field = func_definition(f, load->a.index);
    for (int i = 0;
         i < MAX_NESTING && field != NULL && field->kind == OP_FIELD; i++) {
        from.root = &field->a;
        from.offset += field->offset;
        field = field->a.kind == OPERAND_SLOT
                    ? func_definition(f, field->a.index)
                    : NULL;
    }
    return from;
}

/* `Py_INCREF(info.name); self->name = info.name;` reads the field twice. */
static bool
is_read_again(const struct survey *s, const struct operand *o)
{
    const struct func *f = s->proc->func;
    for (size_t i = 0; o->kind == OPERAND_SLOT && i < s->block->n_ops; i++) {
        const struct op *op = &s->block->ops[i];
        if (op->kind != OP_LOAD || !bit_test(s->aliases, op->dst))
            continue;
        struct read_from one = field_read(f, func_definition(f, o->index));
        struct read_from other = field_read(f, op);
        if (one.root != NULL && other.root != NULL &&
            other.offset == one.offset && other.root->kind == one.root->kind &&
            other.root->index == one.root->index)
            return true;
    }
    return false;
}

/* The function called checks that its parameter is an atom. */
static bool
checked_inside(struct survey *s, const struct op *op, size_t arg)
{
    struct procedure *to = program_find(s->t->p, s->proc->unit, op->callee);
    if (to == NULL || to == s->proc || arg >= to->func->n_params ||
        s->depth == 0)
        return false;
    return slot_checked(s->t, to, (uint32_t)arg, s->depth - 1);
}

static void
survey_uses(struct survey *s, const struct op *op)
{
    if (op->kind != OP_CALL || op->callee == NULL)
        return;
    s->acquired |= op->n_args == 1 && op->args[0].kind == OPERAND_SLOT &&
                   bit_test(s->aliases, op->args[0].index) &&
                   str_ends(op->callee, "NewRef");
    s->acquired |= op->n_args == 1 && str_ends(op->callee, "INCREF") &&
                   is_read_again(s, &op->args[0]);
    for (size_t i = 0; i < op->n_args; i++) {
        if (op->args[i].kind != OPERAND_SLOT ||
            !bit_test(s->aliases, op->args[i].index))
            continue;
        if (checks_atom(op->callee) || uses_as_atom(op->callee) ||
            checked_inside(s, op, i))
            s->checked_atom = true;
        else if (is_type_check(op->callee))
            s->checked_other = true;
        const struct contract *c = contract_of(s->t, s->proc, op);
        if (c == NULL || i >= c->n_params)
            continue;
        for (size_t k = 0; k < c->params[i].n_effects; k++)
            if (c->params[i].effects[k].verb == VERB_ACQUIRES)
                s->acquired = true;
    }
}

/* value == Py_True: whoever asks that expects a bool. */
static bool
compares_bool(const struct survey *s, const struct op *op)
{
    if (op->kind != OP_BINARY ||
        (op->code != CODE_EQ && op->code != CODE_NE) ||
        op->a.kind != OPERAND_SLOT || op->b.kind != OPERAND_GLOBAL ||
        !bit_test(s->aliases, op->a.index))
        return false;
    return strcmp(op->b.name, "_Py_TrueStruct") == 0 ||
           strcmp(op->b.name, "_Py_FalseStruct") == 0;
}

/* args[i] of a function that gets its arguments as an array. */
static bool
loads_argument(const struct survey *s, const struct op *load)
{
    const struct func *f = s->proc->func;
    const struct operand *o = &load->a;
    if (load->kind != OP_LOAD || o->kind != OPERAND_SLOT)
        return false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst == o->index && op->kind == OP_INDEX &&
                op->a.kind == OPERAND_SLOT && op->a.index < f->n_params)
                return type_is_object_pointer(op->type->target);
        }
    return false;
}

static void
survey_op(struct survey *s, const struct op *op)
{
    if (compares_bool(s, op))
        s->checked_atom = true;
    if (op->kind == OP_RETURN && op->a.kind == OPERAND_SLOT &&
        bit_test(s->aliases, op->a.index))
        s->returned = true;
    uint32_t a, b;
    survey_uses(s, op);
    if (op->dst != NO_SLOT && bit_test(s->aliases, op->dst) &&
        op->kind != OP_SCOPE) {
        if (is_alias_op(op, &a, &b))
            return;
        if (op->kind == OP_COPY || op->kind == OP_CAST)
            survey_add(s, operand_origin(&op->a));
        else if (op->kind == OP_CALL)
            survey_add(s, call_origin(s->t, s->proc, op, s->depth));
        else
            survey_add(s,
                       (struct origin_of){
                           GIVE_BORROWED,
                           loaded_holding(s->t, s->proc->func, op, s->depth),
                           -1, loads_argument(s, op), NULL});
    }
    if (op->kind != OP_CALL)
        return;
    for (size_t i = 0; i < op->n_args; i++) {
        struct origin_of o;
        if (op->args[i].kind == OPERAND_LOCAL &&
            bit_test(s->aliases, op->args[i].index) &&
            filled_by(s->t, s->proc, op, op->args[i].index, &o))
            survey_add(s, o);
    }
}

static struct survey
survey_slot(arena *scratch, struct types *t, const struct procedure *proc,
            uint32_t slot, int depth)
{
    const struct func *f = proc->func;
    struct survey s = {.t = t,
                       .proc = proc,
                       .aliases = slot_aliases(scratch, f, slot),
                       .sum = {GIVE_BORROWED, HOLD_NOTHING, -1, false, NULL},
                       .depth = depth};
    for (size_t b = 0; b < f->n_blocks; b++) {
        s.block = &f->blocks[b];
        for (size_t i = 0; i < s.block->n_ops; i++)
            survey_op(&s, &s.block->ops[i]);
    }
    return s;
}

/* Some variable that holds it says which struct it is. */
static bool
is_declared(const struct survey *s)
{
    const struct func *f = s->proc->func;
    for (uint32_t i = 0; i < f->n_slots; i++) {
        const struct type *t = f->slots[i].type;
        if (!bit_test(s->aliases, i) || !type_is_object_pointer(t))
            continue;
        t = t->target;
        if (t->name != NULL && strcmp(t->name, "PyObject") != 0 &&
            strcmp(t->name, "_object") != 0)
            return true;
    }
    return false;
}

static struct traced
trace_anew(struct types *t, const struct procedure *proc, uint32_t slot,
           int depth)
{
    arena *scratch = arena_new();
    struct survey s = survey_slot(scratch, t, proc, slot, depth);
    for (uint32_t i = 0; i < proc->func->n_params; i++)
        if (bit_test(s.aliases, i)) {
            survey_add(&s, (struct origin_of){GIVE_BORROWED, HOLD_OBJECT, -1,
                                              true, NULL});
            s.sum.param = (int)i;
        }
    bool checked = s.checked_atom && !s.checked_other;
    if (checked && s.sum.holding == HOLD_OBJECT)
        s.sum.holding = HOLD_ATOM;
    if (is_declared(&s))
        s.sum.user = false;
    if (s.acquired)
        s.sum.giving = GIVE_OWNED;
    else if (s.returned && s.sum.giving == GIVE_OWNED)
        s.sum.giving = GIVE_UNKNOWN; /* the caller gets the reference */
    arena_free(scratch);
    return (struct traced){.origin = s.sum, .checked = checked};
}

static const struct traced *
traced_of(struct types *t, const struct procedure *proc, uint32_t slot,
          int depth)
{
    struct asked_of asked = {proc, slot, depth};
    struct traced *known;
    HASH_FIND(hh, t->traced, &asked, sizeof asked, known);
    if (known != NULL)
        return known;
    struct traced new = trace_anew(t, proc, slot, depth);
    new.asked = asked;
    known = arena_copy(t->keep, &new, sizeof new);
    HASH_ADD(hh, t->traced, asked, sizeof asked, known);
    return known;
}

static bool
slot_checked(struct types *t, const struct procedure *proc, uint32_t slot,
             int depth)
{
    return traced_of(t, proc, slot, depth)->checked;
}

static struct origin_of
origin_within(struct types *t, const struct procedure *proc, uint32_t slot,
              int depth)
{
    return traced_of(t, proc, slot, depth)->origin;
}

struct origin_of
slot_origin(struct types *t, const struct procedure *proc, uint32_t slot)
{
    return origin_within(t, proc, slot, 2);
}

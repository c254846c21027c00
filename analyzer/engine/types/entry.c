/* Entry contracts: what Python expects of the functions in its tables.
 *
 * PyMethodDef, PyGetSetDef, PyTypeObject and its sub-tables, PyType_Slot,
 * PyModuleDef and PyModuleDef_Slot say which function serves which slot;
 * the model has one contract line per slot (runtime-model/slots.api).
 * Numbers of slots: Include/typeslots.h (stable ABI).
 */
#include "tables.h"
#include "types.h"

#include <string.h>

static const char *const type_slots[] = {
    NULL,
    "bf_getbuffer",
    "bf_releasebuffer",
    "mp_ass_subscript",
    "mp_length",
    "mp_subscript",
    "nb_absolute",
    "nb_add",
    "nb_and",
    "nb_bool",
    "nb_divmod",
    "nb_float",
    "nb_floor_divide",
    "nb_index",
    "nb_inplace_add",
    "nb_inplace_and",
    "nb_inplace_floor_divide",
    "nb_inplace_lshift",
    "nb_inplace_multiply",
    "nb_inplace_or",
    "nb_inplace_power",
    "nb_inplace_remainder",
    "nb_inplace_rshift",
    "nb_inplace_subtract",
    "nb_inplace_true_divide",
    "nb_inplace_xor",
    "nb_int",
    "nb_invert",
    "nb_lshift",
    "nb_multiply",
    "nb_negative",
    "nb_or",
    "nb_positive",
    "nb_power",
    "nb_remainder",
    "nb_rshift",
    "nb_subtract",
    "nb_true_divide",
    "nb_xor",
    "sq_ass_item",
    "sq_concat",
    "sq_contains",
    "sq_inplace_concat",
    "sq_inplace_repeat",
    "sq_item",
    "sq_length",
    "sq_repeat",
    "tp_alloc",
    "tp_base",
    "tp_bases",
    "tp_call",
    "tp_clear",
    "tp_dealloc",
    "tp_del",
    "tp_descr_get",
    "tp_descr_set",
    "tp_doc",
    "tp_getattr",
    "tp_getattro",
    "tp_hash",
    "tp_init",
    "tp_is_gc",
    "tp_iter",
    "tp_iternext",
    "tp_methods",
    "tp_new",
    "tp_repr",
    "tp_richcompare",
    "tp_setattr",
    "tp_setattro",
    "tp_str",
    "tp_traverse",
    "tp_members",
    "tp_getset",
    "tp_free",
    "nb_matrix_multiply",
    "nb_inplace_matrix_multiply",
    "am_await",
    "am_aiter",
    "am_anext",
    "tp_finalize",
    "am_send",
};

static const struct {
    int flag; /* METH_*: Include/methodobject.h */
    const char *name;
} method_kinds[] = {
    {0x0080 | 0x0002 | 0x0200, "METH_METHOD"},
    {0x0080 | 0x0002, "METH_FASTCALL_KEYWORDS"},
    {0x0080, "METH_FASTCALL"},
    {0x0001 | 0x0002, "METH_KEYWORDS"},
    {0x0002, "METH_KEYWORDS"},
    {0x0001, "METH_VARARGS"},
    {0x0004, "METH_NOARGS"},
    {0x0008, "METH_O"},
};

struct entries {
    struct program *p;
    const struct unit *u;
    const struct global *g;
};

static bool
same_prefix(const struct init *a, const struct init *b)
{
    if (a->n_path != b->n_path)
        return false;
    for (size_t i = 0; i + 1 < a->n_path; i++)
        if (a->path[i].field != b->path[i].field ||
            a->path[i].index != b->path[i].index)
            return false;
    return true;
}

const struct type *
init_holder(const struct global *g, const struct init *init)
{
    const struct type *t = g->type;
    for (size_t i = 0; t != NULL && i + 1 < init->n_path; i++) {
        const struct type *inner = NULL;
        for (size_t k = 0; init->path[i].field != NULL && k < t->n_fields; k++)
            if (t->fields[k].name == init->path[i].field)
                inner = t->fields[k].type;
        t = init->path[i].field == NULL ? t->target : inner;
    }
    return t;
}

static sym
last_field(const struct init *i)
{
    return i->n_path == 0 ? NULL : i->path[i->n_path - 1].field;
}

/* The field `name` of the same struct as `i`, or NULL. */
static const struct init *
sibling(const struct entries *e, const struct init *i, const char *name)
{
    for (size_t k = 0; k < e->g->n_inits; k++) {
        sym field = last_field(&e->g->inits[k]);
        if (field != NULL && strcmp(field, name) == 0 &&
            same_prefix(i, &e->g->inits[k]))
            return &e->g->inits[k];
    }
    return NULL;
}

static const char *
method_slot(const struct entries *e, const struct init *i)
{
    const struct init *flags = sibling(e, i, "ml_flags");
    if (flags == NULL || flags->value.kind != OPERAND_INT)
        return NULL;
    int64_t bits = flags->value.number & (1 | 2 | 4 | 8 | 0x80 | 0x200);
    for (size_t k = 0; k < sizeof method_kinds / sizeof *method_kinds; k++)
        if (bits == method_kinds[k].flag)
            return method_kinds[k].name;
    return NULL;
}

const char *
type_slot_name(int64_t n)
{
    return n > 0 && n < (int64_t)(sizeof type_slots / sizeof *type_slots)
               ? type_slots[n]
               : NULL;
}

static const char *
numbered_slot(const struct entries *e, const struct init *i, bool module)
{
    const struct init *slot = sibling(e, i, "slot");
    if (slot == NULL || slot->value.kind != OPERAND_INT)
        return NULL;
    int64_t n = slot->value.number;
    if (module)
        return n == 1 ? "Py_mod_create" : n == 2 ? "Py_mod_exec" : NULL;
    return type_slot_name(n);
}

/* A table of PyType_Slot in a struct that is no PyType_Spec: NumPy's types
 * of arrays number their slots in their own way. */
static bool
is_other_slots(const struct entries *e)
{
    for (size_t g = 0; g < e->u->n_globals; g++) {
        const struct global *user = &e->u->globals[g];
        bool spec = user->type != NULL && user->type->name != NULL &&
                    strcmp(user->type->name, "PyType_Spec") == 0;
        for (size_t i = 0; i < user->n_inits && !spec; i++) {
            sym field = last_field(&user->inits[i]);
            if (field != NULL && strcmp(field, "slots") == 0 &&
                user->inits[i].value.kind == OPERAND_GLOBAL &&
                user->inits[i].value.name == e->g->name &&
                user->type->kind == TYPE_RECORD)
                return true;
        }
    }
    return false;
}

static bool
is_in_getset(const struct entries *e, const struct init *i)
{
    const struct type *t = init_holder(e->g, i);
    return t != NULL && t->name != NULL && strcmp(t->name, "PyGetSetDef") == 0;
}

/* Name of the slot contract for the function at `i`, or NULL. */
static const char *
slot_name(const struct entries *e, const struct init *i)
{
    sym field = last_field(i);
    if (field == NULL)
        return NULL;
    if (strcmp(field, "ml_meth") == 0)
        return method_slot(e, i);
    if (strcmp(field, "pfunc") == 0)
        return is_other_slots(e) ? NULL : numbered_slot(e, i, false);
    if (strcmp(field, "value") == 0)
        return numbered_slot(e, i, true);
    if (is_in_getset(e, i) && strcmp(field, "get") == 0)
        return "getter";
    if (is_in_getset(e, i) && strcmp(field, "set") == 0)
        return "setter";
    return field;
}

const char *
entry_slot(struct program *p, const struct unit *u, const struct global *g,
           const struct init *i)
{
    struct entries e = {.p = p, .u = u, .g = g};
    return slot_name(&e, i);
}

const struct init *
entry_sibling(const struct global *g, const struct init *i, const char *field)
{
    struct entries e = {.g = g};
    return sibling(&e, i, field);
}

static const char *
string_at(const struct entries *e, const struct init *i, const char *field)
{
    const struct init *name = sibling(e, i, field);
    return name != NULL && name->value.kind == OPERAND_STRING
               ? name->value.name
               : NULL;
}

static const char *
py_name(const struct entries *e, const struct init *i, const char *slot)
{
    const char *name = string_at(e, i, "ml_name");
    if (name == NULL)
        name = string_at(e, i, "name");
    if (name != NULL)
        return name;
    name = string_at(e, i, "tp_name");
    return name == NULL ? slot : arena_printf(e->p->keep, "%s.%s", name, slot);
}

/* The contract of a slot, not that of a function by the same name. */
static const struct contract *
slot_contract(const struct program *p, const char *name)
{
    const struct contract *c = model_find(p->model, sym_intern(p->syms, name),
                                          p->version);
    return c != NULL && c->where != NULL &&
                   strstr(c->where, "slots.api") != NULL
               ? c
               : NULL;
}

static void
entry_from(const struct entries *e, const struct init *i)
{
    if (i->value.kind != OPERAND_FUNCTION)
        return;
    struct procedure *proc = program_find(e->p, e->u, i->value.name);
    const char *slot = slot_name(e, i);
    if (proc == NULL || slot == NULL || proc->entry != NULL)
        return;
    const struct contract *c = slot_contract(e->p, slot);
    if (c == NULL ||
        (strcmp(last_field(i), "pfunc") == 0 &&
         (c->n_params != proc->func->n_params) && proc->func->n_params > 0))
        return;
    proc->entry = c;
    proc->py_name = py_name(e, i, slot);
}

/* ---- functions that no table names -------------------------------------- */

/* What the program does with each function. */
enum use { USE_CALLED = 1, USE_MENTIONED = 2 };

/* NPY_UNUSED(self) and its like write a name before the name. */
static const char *
plain_name(sym name)
{
    static const char prefix[] = "__NPY_UNUSED_TAGGED";
    return name != NULL && str_starts(name, prefix) ? name + sizeof prefix - 1
                                                    : name;
}

/* The shape of a method: PyObject *f(PyObject *self, PyObject *args[, kw]),
 * with names that say so.  Nothing but Python can call a static function
 * that the program never mentions: then the first name is enough. */
static const char *
guess(const struct func *f, bool only_python)
{
    static const char *const first[] = {"self",   "module", "m",     "mod",
                                        "cls",    "type",   "_self", "dummy",
                                        "unused", NULL};
    static const char *const second[] = {
        "args", "arg",    "kwargs", "noargs",    "ignored",
        "_",    "unused", "dummy",  "Py_UNUSED", NULL};
    if (!type_is_object_pointer(f->type->target) || f->n_params < 2 ||
        f->n_params > 3)
        return NULL;
    for (size_t i = 0; i < f->n_params; i++)
        if (!type_is_object_pointer(f->slots[i].type))
            return NULL;
    if (!str_is_one_of(plain_name(f->slots[0].name), first))
        return NULL;
    if (!str_is_one_of(plain_name(f->slots[1].name), second))
        return only_python && f->n_params == 2 ? "METH_O" : NULL;
    return f->n_params == 3 ? "METH_KEYWORDS" : "METH_VARARGS";
}

struct uses {
    struct program *p;
    const struct unit *u;
    unsigned char *v; /* by procedure: bits of enum use */
};

static void
mark(const struct uses *s, sym name, enum use use)
{
    struct procedure *to = program_find(s->p, s->u, name);
    if (to != NULL)
        s->v[to - s->p->procs.v] |= (unsigned char)use;
}

static void
mark_operand(const struct uses *s, const struct operand *o)
{
    if (o->kind == OPERAND_FUNCTION)
        mark(s, o->name, USE_MENTIONED);
}

static void
mark_op(const struct uses *s, const struct op *op)
{
    mark_operand(s, &op->a);
    mark_operand(s, &op->b);
    for (size_t i = 0; i < op->n_args; i++)
        mark_operand(s, &op->args[i]);
    if (op->kind == OP_CALL && op->callee != NULL)
        mark(s, op->callee, USE_CALLED);
}

static void
mark_uses(struct program *p, unsigned char *uses)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct func *f = p->procs.v[i].func;
        struct uses s = {.p = p, .u = p->procs.v[i].unit, .v = uses};
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++)
                mark_op(&s, &f->blocks[b].ops[k]);
    }
    for (size_t i = 0; i < p->units.n; i++) {
        struct uses s = {.p = p, .u = p->units.v[i], .v = uses};
        for (size_t g = 0; g < s.u->n_globals; g++)
            for (size_t k = 0; k < s.u->globals[g].n_inits; k++)
                mark_operand(&s, &s.u->globals[g].inits[k].value);
    }
}

/* Functions that are passed for a parameter which is named like a slot. */
static void
entries_passed(struct program *p, const struct unit *u, const struct op *op)
{
    const struct contract *c = program_line(p, op);
    for (size_t i = 0; c != NULL && i < op->n_args && i < c->n_params; i++) {
        if (op->args[i].kind != OPERAND_FUNCTION)
            continue;
        struct procedure *to = program_find(p, u, op->args[i].name);
        const struct contract *slot = slot_contract(p, c->params[i].name);
        if (to != NULL && to->entry == NULL && slot != NULL)
            to->entry = slot;
    }
}

/* Spam_Type.tp_dealloc = (destructor)spam_dealloc; */
static void
entry_assigned(struct program *p, const struct procedure *in,
               const struct op *op)
{
    const struct op *to = func_made_by(in->func, &op->a);
    if (op->b.kind != OPERAND_FUNCTION || to == NULL || to->kind != OP_FIELD ||
        to->field == NULL || !str_starts(to->field, "tp_") ||
        to->a.kind != OPERAND_GLOBAL)
        return;
    struct procedure *proc = program_find(p, in->unit, op->b.name);
    if (proc == NULL || proc->entry != NULL)
        return;
    proc->entry = slot_contract(p, to->field);
    if (proc->entry != NULL)
        proc->py_name = to->field;
}

static void
find_passed(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct func *f = p->procs.v[i].func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++) {
                const struct op *op = &f->blocks[b].ops[k];
                if (op->kind == OP_CALL && op->callee != NULL)
                    entries_passed(p, p->procs.v[i].unit, op);
                if (op->kind == OP_STORE)
                    entry_assigned(p, &p->procs.v[i], op);
            }
    }
}

static void
guess_entries(struct program *p)
{
    arena *scratch = arena_new();
    unsigned char *uses = ARENA_ARRAY(scratch, unsigned char, p->procs.n);
    mark_uses(p, uses);
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        if (proc->entry != NULL || proc->func->status != FUNC_OK)
            continue;
        const char *slot = NULL;
        bool init = str_starts(proc->func->name, "PyInit_");
        if (init)
            slot = "PyInit";
        else if (!(uses[i] & USE_CALLED))
            slot = guess(proc->func, uses[i] == 0);
        if (slot == NULL)
            continue;
        proc->entry = model_find(p->model, sym_intern(p->syms, slot),
                                 p->version);
        proc->entry_guessed = !init;
    }
    arena_free(scratch);
}

/* It gives an object or raises, and leaves its arguments and what they point
   to as they were. */
static bool
is_plain(const struct contract *c)
{
    for (size_t i = 0; i < c->n_params; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++)
            if (c->params[i].effects[e].verb != VERB_NULL)
                return false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].result != RESULT_NEW &&
            c->outcomes[i].result != RESULT_FRESH &&
            (c->outcomes[i].result != RESULT_NULL ||
             c->outcomes[i].exc != EXC_SET))
            return false;
    return contract_raises(c);
}

/* Python itself, or NumPy: the body of a function of the API, of which a line
   of the model says what everybody else relies on. */
static void
entries_of_api(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        const struct func *f = proc->func;
        const struct contract *c = proc->entry != NULL || f->is_static ||
                                           f->is_header ||
                                           !str_starts(f->name, "Py")
                                       ? NULL
                                       : model_find(p->model, f->name,
                                                    p->version);
        if (c != NULL && c->n_params == f->n_params && is_plain(c) &&
            type_is_object_pointer(f->type->target) &&
            slot_contract(p, f->name) == NULL)
            proc->entry = c;
    }
}

void
program_entries(struct program *p)
{
    for (size_t u = 0; u < p->units.n; u++) {
        for (size_t g = 0; g < p->units.v[u]->n_globals; g++) {
            struct entries e = {
                .p = p, .u = p->units.v[u], .g = &p->units.v[u]->globals[g]};
            for (size_t i = 0; i < e.g->n_inits; i++)
                entry_from(&e, &e.g->inits[i]);
        }
    }
    find_passed(p);
    guess_entries(p);
    entries_of_api(p);
}

/* Tables against the functions in them: PyMethodDef, PyGetSetDef, the slots
 * of types and modules.  A cast hides nothing: what counts is how the
 * function is declared where its body stands.
 */
#include "tables.h"
#include "formats.h"

#include <string.h>

struct table_check {
    struct program *p;
    const struct engine_sink *sink;
    const struct unit *u;
    const struct global *g;
    arena *scratch;
    const struct global *const *spec_slots; /* tables in a PyType_Spec */
    size_t n_spec_slots;
};

/* ---- telling ---- */

static const struct op *
op_at(arena *scratch, const struct global *g, struct loc loc,
      const struct table_view *v)
{
    struct op *op = ARENA_NEW(scratch, struct op);
    op->kind = OP_HAVOC;
    op->dst = NO_SLOT;
    op->loc = loc;
    op->stmt = arena_printf(scratch, "%s.%s.%s", g->name,
                            v->row != NULL ? v->row : "",
                            v->slot != NULL ? v->slot : "");
    return op;
}

static const struct func *
stand_in(arena *scratch, const struct global *g)
{
    struct func *f = ARENA_NEW(scratch, struct func);
    f->name = g->name;
    f->loc = f->extent = g->loc;
    f->status = FUNC_OK;
    return f;
}

void
tables_tell(const struct engine_sink *sink, arena *scratch,
            const struct unit *u, const struct global *g, struct table_view v,
            size_t at, enum confidence confidence)
{
    struct event e = {.kind = EVENT_TABLE, .arg = (int)at, .table = &v};
    struct loc loc = at < g->n_inits ? g->inits[at].loc : g->loc;
    v.table = g->name;
    e.unit = u;
    e.func = stand_in(scratch, g);
    e.op = op_at(scratch, g, loc, &v);
    e.subject.name = v.function != NULL ? v.function : g->name;
    e.subject.part = (unsigned)at;
    /* A compile error may have moved what follows. */
    e.confidence = u->n_errors > 0 ? CONFIDENCE_POSSIBLE : confidence;
    e.trigger = TRIGGER_ANY_CALL;
    sink->event(sink->data, &e);
}

static void
tell_row(struct table_check *c, struct table_view v, size_t at,
         enum confidence confidence)
{
    tables_tell(c->sink, c->scratch, c->u, c->g, v, at, confidence);
}

/* ---- flags of methods ---- */

#define METH_VARARGS_FLAG 0x01
#define METH_KEYWORDS_FLAG 0x02
#define METH_CLASS_FLAG 0x10
#define METH_STATIC_FLAG 0x20
#define METH_KIND_MASK 0x28F

static bool
is_known_kind(int64_t flags)
{
    static const int kinds[] = {0x01, 0x03, 0x04, 0x08, 0x80, 0x82, 0x282};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if ((flags & METH_KIND_MASK) == kinds[i])
            return true;
    return false;
}

static const char *
flags_text(arena *keep, int64_t flags)
{
    static const struct {
        int flag;
        const char *name;
    } names[] = {
        {0x01, "METH_VARARGS"},  {0x02, "METH_KEYWORDS"},
        {0x04, "METH_NOARGS"},   {0x08, "METH_O"},
        {0x10, "METH_CLASS"},    {0x20, "METH_STATIC"},
        {0x80, "METH_FASTCALL"}, {0x200, "METH_METHOD"},
    };
    struct text t = {.keep = keep};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if ((flags & names[i].flag) != 0)
            text_printf(&t, "%s%s", t.n > 0 ? " | " : "", names[i].name);
    return t.n > 0 ? text_str(&t) : "0";
}

/* False: told. */
static bool
check_flags(struct table_check *c, struct table_view v, size_t at)
{
    const struct init *i = &c->g->inits[at];
    const struct init *flags = entry_sibling(c->g, i, "ml_flags");
    int64_t n = 0;
    if (flags != NULL && flags->value.kind != OPERAND_INT) {
        v.fault = TABLE_OPAQUE;
        tell_row(c, v, at, CONFIDENCE_CERTAIN);
        return false;
    }
    if (flags != NULL)
        n = flags->value.number;
    int64_t both = METH_CLASS_FLAG | METH_STATIC_FLAG;
    if (is_known_kind(n) && (n & both) != both)
        return true;
    v.fault = TABLE_FLAGS;
    v.given = flags_text(c->scratch, n);
    tell_row(c, v, at, CONFIDENCE_CERTAIN);
    return false;
}

/* ---- functions ---- */

/* On every machine in use but WebAssembly an argument too many is dropped. */
static void
check_missing(struct table_check *c, struct table_view v, size_t at)
{
    bool keywords = strcmp(v.slot, "METH_KEYWORDS") == 0 && v.n_given == 2;
    v.fault = keywords ? TABLE_NO_KEYWORDS : TABLE_TOO_FEW;
    tell_row(c, v, at, keywords ? CONFIDENCE_LIKELY : CONFIDENCE_POSSIBLE);
}

static bool
op_reads(const struct op *op, uint32_t slot)
{
    if ((op->a.kind == OPERAND_SLOT && op->a.index == slot) ||
        (op->b.kind == OPERAND_SLOT && op->b.index == slot) ||
        (op->a.kind == OPERAND_LOCAL && op->a.index == slot))
        return true;
    for (size_t i = 0; i < op->n_args; i++)
        if ((op->args[i].kind == OPERAND_SLOT ||
             op->args[i].kind == OPERAND_LOCAL) &&
            op->args[i].index == slot)
            return true;
    return false;
}

/* Does the function look at parameters that nobody passes? */
static bool
uses_from(const struct func *f, size_t first)
{
    if (f->n_blocks == 0)
        return true;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            for (size_t slot = first; slot < f->n_params; slot++)
                if (op_reads(&f->blocks[b].ops[i], (uint32_t)slot))
                    return true;
    return false;
}

static void
check_function(struct table_check *c, struct table_view v, size_t at,
               const struct func *function, const char *types)
{
    const struct type *f = function->type;
    v.n_given = f->n_params;
    v.n_wanted = strlen(types) - 1;
    if (f->n_params > v.n_wanted) {
        v.fault = TABLE_TOO_MANY;
        tell_row(c, v, at,
                 uses_from(function, v.n_wanted) ? CONFIDENCE_CERTAIN
                                                 : CONFIDENCE_POSSIBLE);
        return;
    }
    for (size_t i = 0; i < f->n_params; i++) {
        if (slot_type_passes(types[i + 1], f->params[i]))
            continue;
        v.fault = TABLE_ARGUMENT;
        v.n_given = i + 1;
        v.wanted = slot_type_name(types[i + 1]);
        v.given = format_given(c->scratch, f->params[i]);
        tell_row(c, v, at, CONFIDENCE_CERTAIN);
        return;
    }
    if (!slot_type_returns(types[0], f->target)) {
        v.fault = TABLE_RESULT;
        v.wanted = slot_type_name(types[0]);
        v.given = format_given(c->scratch, f->target);
        tell_row(c, v, at, CONFIDENCE_CERTAIN);
        return;
    }
    if (f->n_params < v.n_wanted)
        check_missing(c, v, at);
    else
        tell_row(c, v, at, CONFIDENCE_CERTAIN);
}

static bool
is_old_style(const struct type *f)
{
    return f->variadic && f->n_params == 0;
}

static const char *
row_name(const struct table_check *c, const struct init *i)
{
    static const char *const fields[] = {"ml_name", "name", "tp_name"};
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++) {
        const struct init *in = entry_sibling(c->g, i, fields[k]);
        if (in != NULL && in->value.kind == OPERAND_STRING)
            return in->value.name;
    }
    return NULL;
}

static const struct type *
field_type(const struct type *t, sym name)
{
    for (size_t i = 0; i < t->n_fields; i++)
        if (t->fields[i].name == name)
            return t->fields[i].type;
    return NULL;
}

/* Is the struct that holds the initialiser one of Python's? */
static bool
is_pythons(const struct global *g, const struct init *in)
{
    const struct type *t = g->type;
    for (size_t i = 0; t != NULL && i < in->n_path; i++) {
        if (t->kind == TYPE_ARRAY && in->path[i].field == NULL)
            t = t->target;
        else if (t->kind != TYPE_RECORD || t->name == NULL)
            return false;
        else if (str_starts(t->name, "Py"))
            return true;
        else
            t = field_type(t, in->path[i].field);
    }
    return false;
}

/* NumPy has slots of its own in tables of PyType_Slot. */
static bool
is_slots_of_type(const struct table_check *c)
{
    for (size_t i = 0; i < c->n_spec_slots; i++)
        if (c->spec_slots[i] == c->g)
            return true;
    return false;
}

static void
check_slot(struct table_check *c, size_t at)
{
    const struct init *i = &c->g->inits[at];
    sym field = i->n_path == 0 ? NULL : i->path[i->n_path - 1].field;
    if (i->value.kind != OPERAND_FUNCTION || field == NULL ||
        !is_pythons(c->g, i))
        return;
    if (strcmp(field, "pfunc") == 0 && !is_slots_of_type(c))
        return;
    struct table_view v = {.row = row_name(c, i), .function = i->value.name};
    if (strcmp(field, "ml_meth") == 0 && !check_flags(c, v, at))
        return;
    v.slot = entry_slot(c->p, c->u, c->g, i);
    const char *types = v.slot == NULL ? NULL : slot_types(v.slot);
    if (types == NULL)
        return;
    struct procedure *proc = program_find(c->p, c->u, i->value.name);
    if (proc == NULL || is_old_style(proc->func->type)) {
        v.fault = TABLE_OPAQUE;
        tell_row(c, v, at, CONFIDENCE_CERTAIN);
        return;
    }
    check_function(c, v, at, proc->func, types);
    if (strcmp(v.slot, "tp_richcompare") == 0 &&
        table_never_declines(c->p, proc)) {
        v.fault = TABLE_NEVER_DECLINES;
        tell_row(c, v, at, CONFIDENCE_POSSIBLE);
    }
}

/* ---- ends of tables ---- */

static bool
is_key(sym field)
{
    return field != NULL &&
           (strcmp(field, "ml_name") == 0 || strcmp(field, "name") == 0 ||
            strcmp(field, "slot") == 0);
}

enum row { ROW_FULL, ROW_END, ROW_UNKNOWN };

static enum row
row_at(const struct global *g, uint64_t row, size_t *at)
{
    enum row r = ROW_END;
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        if (in->n_path == 0 || in->path[0].field != NULL ||
            in->path[0].index != row)
            continue;
        *at = i;
        if (in->n_path < 2 || in->value.kind == OPERAND_NONE)
            return ROW_UNKNOWN;
        if (is_key(in->path[1].field) &&
            (in->value.kind != OPERAND_INT || in->value.number != 0))
            r = ROW_FULL;
    }
    return r;
}

static bool
is_table(const struct type *t)
{
    return t != NULL && t->kind == TYPE_ARRAY && t->count > 0 &&
           t->target->kind == TYPE_RECORD && t->target->name != NULL &&
           str_starts(t->target->name, "Py");
}

static void
check_end(struct table_check *c)
{
    size_t last = c->g->n_inits;
    if (!is_table(c->g->type) || c->g->n_inits == 0)
        return;
    for (uint64_t row = 0; row < c->g->type->count; row++) {
        size_t at = c->g->n_inits;
        if (row_at(c->g, row, &at) != ROW_FULL)
            return;
        last = at;
    }
    tell_row(c, (struct table_view){.fault = TABLE_NO_END}, last,
             CONFIDENCE_CERTAIN);
}

/* ---- which tables need one ---- */

static bool
is_table_field(sym field)
{
    static const char *const fields[] = {
        "tp_methods", "tp_members", "tp_getset", "m_methods",
        "m_slots",    "slots",      "fields",
    };
    for (size_t i = 0; field != NULL && i < sizeof fields / sizeof *fields;
         i++)
        if (strcmp(field, fields[i]) == 0)
            return true;
    return false;
}

struct needing {
    struct program *p;
    arena *keep;
    VEC(const struct global *) v;
    VEC(const struct global *) slots; /* of a PyType_Spec */
};

static void
need_end(struct needing *n, const struct unit *u, const struct operand *o)
{
    const struct global *g = o->kind == OPERAND_GLOBAL
                                 ? program_global(n->p, u, o->name)
                                 : NULL;
    if (g != NULL)
        VEC_PUSH(n->keep, &n->v, g);
}

static bool
is_spec(const struct type *t)
{
    while (t != NULL && t->kind == TYPE_ARRAY)
        t = t->target;
    return t != NULL && t->name != NULL && strcmp(t->name, "PyType_Spec") == 0;
}

static void
note_slots(struct needing *n, const struct unit *u, const struct operand *o)
{
    const struct global *g = o->kind == OPERAND_GLOBAL
                                 ? program_global(n->p, u, o->name)
                                 : NULL;
    if (g != NULL)
        VEC_PUSH(n->keep, &n->slots, g);
}

/* spec.slots, of a variable. */
static bool
is_spec_field(const struct needing *n, const struct unit *u,
              const struct func *f, const struct op *field)
{
    if (strcmp(field->field, "slots") != 0)
        return false;
    if (field->a.kind == OPERAND_LOCAL)
        return is_spec(f->slots[field->a.index].type);
    const struct global *g = field->a.kind == OPERAND_GLOBAL
                                 ? program_global(n->p, u, field->a.name)
                                 : NULL;
    return g != NULL && is_spec(g->type);
}

static void
need_from_global(struct needing *n, const struct unit *u,
                 const struct global *g)
{
    for (size_t i = 0; i < g->n_inits; i++) {
        const struct init *in = &g->inits[i];
        sym field = in->n_path == 0 ? NULL : in->path[in->n_path - 1].field;
        if (in->value.kind != OPERAND_GLOBAL || field == NULL)
            continue;
        if (strcmp(field, "pfunc") == 0)
            field = entry_slot(n->p, u, g, in);
        if (is_table_field(field))
            need_end(n, u, &in->value);
        if (strcmp(field, "slots") == 0 && is_spec(g->type))
            note_slots(n, u, &in->value);
    }
}

static void
need_from_block(struct needing *n, const struct unit *u, const struct func *f,
                const struct block *block)
{
    const struct op *field = NULL;
    for (size_t i = 0; i < block->n_ops; i++) {
        const struct op *op = &block->ops[i];
        if (op->kind == OP_FIELD && is_table_field(op->field))
            field = op;
        if (op->kind == OP_STORE && field != NULL &&
            op->a.kind == OPERAND_SLOT && op->a.index == field->dst) {
            need_end(n, u, &op->b);
            if (is_spec_field(n, u, f, field))
                note_slots(n, u, &op->b);
        }
        if (op->kind == OP_CALL && op->callee != NULL && op->n_args > 1 &&
            strcmp(op->callee, "PyModule_AddFunctions") == 0)
            need_end(n, u, &op->args[1]);
    }
}

static void
find_needing(struct needing *n)
{
    for (size_t u = 0; u < n->p->units.n; u++)
        for (size_t g = 0; g < n->p->units.v[u]->n_globals; g++)
            need_from_global(n, n->p->units.v[u],
                             &n->p->units.v[u]->globals[g]);
    for (size_t i = 0; i < n->p->procs.n; i++)
        for (size_t b = 0; b < n->p->procs.v[i].func->n_blocks; b++)
            need_from_block(n, n->p->procs.v[i].unit, n->p->procs.v[i].func,
                            &n->p->procs.v[i].func->blocks[b]);
}

static bool
needs_end(const struct needing *n, const struct global *g)
{
    for (size_t i = 0; i < n->v.n; i++)
        if (n->v.v[i] == g)
            return true;
    return false;
}

/* ---- the whole ---- */

void
tables_run(struct program *p, const struct engine_sink *sink)
{
    if (sink->event == NULL)
        return;
    struct table_check c = {.p = p, .sink = sink, .scratch = arena_new()};
    struct needing n = {.p = p, .keep = c.scratch};
    find_needing(&n);
    c.spec_slots = n.slots.v;
    c.n_spec_slots = n.slots.n;
    for (size_t u = 0; u < p->units.n; u++) {
        c.u = p->units.v[u];
        for (size_t g = 0; g < c.u->n_globals; g++) {
            c.g = &c.u->globals[g];
            if (c.g->is_extern || c.u->files[c.g->loc.file].is_system)
                continue;
            for (size_t i = 0; i < c.g->n_inits; i++)
                check_slot(&c, i);
            if (needs_end(&n, c.g))
                check_end(&c);
        }
    }
    arena_free(c.scratch);
}

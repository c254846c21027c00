/* Variables that the import of the module fills, once and for all.
 *
 *     static PyObject *SpamError;      the init function makes it
 *
 * Such a variable is static, nothing else in its file stores into it, and its
 * address goes nowhere.  Whoever runs after the import finds it filled.
 *
 * And numbers that a static variable begins with and keeps, as nothing stores
 * into it.  Of 0 that is not said: what is switched off in this build need not
 * be in another.
 */
#include "call.h"

enum use { USE_NONE, USE_FILLED, USE_OPEN };

struct uses {
    const struct program *p;
    const struct unit *unit;
    enum use *v; /* by global of the unit */
};

static void
note(struct uses *u, const struct operand *o, enum use use)
{
    const struct global *g = o->kind != OPERAND_GLOBAL
                                 ? NULL
                                 : program_global(u->p, u->unit, o->name);
    if (g == NULL || g < u->unit->globals ||
        g >= u->unit->globals + u->unit->n_globals)
        return;
    enum use *now = &u->v[g - u->unit->globals];
    *now = use > *now ? use : *now;
}

static void
note_op(struct uses *u, const struct op *op, bool at_import)
{
    bool fills = op->kind == OP_STORE && at_import;
    bool null = op->b.kind == OPERAND_INT;
    note(u, &op->a,
         op->kind == OP_LOAD || (fills && null) ? USE_NONE
         : fills                                ? USE_FILLED
                                                : USE_OPEN);
    note(u, &op->b, USE_OPEN);
    for (size_t i = 0; i < op->n_args; i++)
        note(u, &op->args[i], USE_OPEN);
}

static void
note_functions(struct uses *u)
{
    for (size_t i = 0; i < u->p->procs.n; i++) {
        const struct procedure *proc = &u->p->procs.v[i];
        const struct func *f = proc->func;
        for (size_t b = 0; proc->unit == u->unit && b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++)
                note_op(u, &f->blocks[b].ops[k], proc->at_import);
    }
}

static void
note_tables(struct uses *u)
{
    for (size_t g = 0; g < u->unit->n_globals; g++)
        for (size_t i = 0; i < u->unit->globals[g].n_inits; i++)
            note(u, &u->unit->globals[g].inits[i].value, USE_OPEN);
}

/* A function that was not lowered may do anything. */
static bool
is_whole(const struct unit *u)
{
    for (size_t i = 0; i < u->n_funcs; i++)
        if (u->funcs[i].n_blocks == 0)
            return false;
    return true;
}

static bool
is_number(const struct global *g)
{
    return g->type != NULL && g->type->kind == TYPE_INT && g->n_inits == 1 &&
           g->inits[0].n_path == 0 && g->inits[0].value.kind == OPERAND_INT &&
           g->inits[0].value.number != 0;
}

static void
learn(struct program *p, const struct unit *unit)
{
    arena *scratch = arena_new();
    struct uses u = {.p = p, .unit = unit};
    u.v = ARENA_ARRAY(scratch, enum use, unit->n_globals + 1);
    note_functions(&u);
    note_tables(&u);
    for (size_t i = 0; i < unit->n_globals; i++) {
        const struct global *g = &unit->globals[i];
        if (u.v[i] == USE_FILLED && g->is_static && g->type != NULL &&
            type_is_pointer(g->type))
            VEC_PUSH(p->keep, &p->filled, g);
        if (u.v[i] == USE_NONE && g->is_static && is_number(g))
            VEC_PUSH(p->keep, &p->numbers, g);
    }
    arena_free(scratch);
}

void
program_filled(struct program *p)
{
    for (size_t i = 0; i < p->units.n; i++)
        if (is_whole(p->units.v[i]))
            learn(p, p->units.v[i]);
}

bool
is_filled(const struct program *p, const struct global *g)
{
    for (size_t i = 0; g != NULL && i < p->filled.n; i++)
        if (p->filled.v[i] == g)
            return true;
    return false;
}

bool
is_filled_variable(const struct explorer *x, value address)
{
    const struct term *t = term_at(&x->terms, address);
    if (t->kind != VALUE_GLOBAL)
        return false;
    return str_starts(t->name, "PyExc_") ||
           (!x->proc->at_import &&
            is_filled(x->p, program_global(x->p, x->unit, t->name)));
}

bool
is_constant_number(const struct explorer *x, value address, int64_t *out)
{
    const struct term *t = term_at(&x->terms, address);
    const struct global *g = t->kind == VALUE_GLOBAL && x->p->numbers.n > 0
                                 ? program_global(x->p, x->unit, t->name)
                                 : NULL;
    for (size_t i = 0; g != NULL && i < x->p->numbers.n; i++)
        if (x->p->numbers.v[i] == g) {
            *out = g->inits[0].value.number;
            return true;
        }
    return false;
}

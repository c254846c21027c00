/* What a static function is called with, where every call can be seen: its
 * callers never give NULL, or only numbers of some range, or only literals.
 *
 *     static void report(int level, ...)     report(WARNING, ...), and no
 *                                            call with another level
 *
 * All callers are in the same unit, whose hash is part of every key.  And
 * where one of them gives NULL, and the code looks for that somewhere, it has
 * to everywhere.
 */
#include "call.h"
#include "given.h"

#include <string.h>

#define MANY_CALLS 8

struct given {
    bool open;    /* some call gives what is not known */
    bool pointer; /* some call gives an address */
    bool named;   /* ... that is not one of a literal */
    bool number;  /* ... or a number, from lo to hi */
    int64_t lo, hi;
};

struct giving {
    struct program *p;
    arena *keep;
    bool *open;    /* by procedure: not every call is seen */
    size_t *calls; /* ... how many are seen */
    struct given **to;
};

static bool
is_address_made(const struct func *f, const struct operand *o)
{
    const struct op *made = func_made_behind(f, o);
    return made != NULL && made->kind == OP_FIELD;
}

static void
add_number(struct given *g, int64_t n)
{
    g->lo = !g->number || n < g->lo ? n : g->lo;
    g->hi = !g->number || n > g->hi ? n : g->hi;
    g->number = true;
}

static void
add_argument(struct given *g, const struct func *f, const struct operand *o)
{
    switch (o->kind) {
    case OPERAND_INT:
        add_number(g, o->number);
        return;
    case OPERAND_LOCAL:
    case OPERAND_STRING:
    case OPERAND_GLOBAL:
    case OPERAND_FUNCTION:
        g->pointer = true;
        g->named |= o->kind != OPERAND_STRING;
        return;
    case OPERAND_SLOT:
        g->pointer = g->named = true;
        g->open |= !is_address_made(f, o);
        return;
    case OPERAND_NONE:
    case OPERAND_FLOAT:
        break;
    }
    g->open = true;
}

static void
note_call(struct giving *w, const struct procedure *from, const struct op *op)
{
    struct procedure *to = program_callee(w->p, from->unit, op);
    if (to == NULL)
        return;
    size_t at = (size_t)(to - w->p->procs.v), n = to->func->n_params;
    if (w->to[at] == NULL)
        w->to[at] = ARENA_ARRAY(w->p->keep, struct given, n + 1);
    w->calls[at]++;
    w->open[at] |= op->n_args < n;
    for (size_t i = 0; i < n && i < op->n_args; i++) {
        const struct operand *o = &op->args[i];
        add_argument(&w->to[at][i], from->func, o);
        if (o->kind == OPERAND_INT && o->number == 0 && i < 32 &&
            type_is_pointer(to->func->slots[i].type))
            to->given_null |= UINT32_C(1) << i;
    }
}

/* A body that could not be read may call anything in its unit, most likely as
   others do. */
static bool
is_read(const struct unit *u)
{
    for (size_t i = 0; i < u->n_funcs; i++)
        if (u->funcs[i].status != FUNC_OK)
            return false;
    return true;
}

void
program_given(struct program *p)
{
    struct giving w = {.p = p, .keep = arena_new()};
    size_t n = p->procs.n;
    w.open = ARENA_ARRAY(w.keep, bool, n + 1);
    w.calls = ARENA_ARRAY(w.keep, size_t, n + 1);
    w.to = ARENA_ARRAY(w.keep, struct given *, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct func *f = p->procs.v[i].func;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++)
                note_call(&w, &p->procs.v[i], &f->blocks[b].ops[k]);
    }
    for (size_t i = 0; i < n; i++) {
        struct procedure *proc = &p->procs.v[i];
        if (w.calls[i] > 0 && !w.open[i] && !proc->taken &&
            proc->entry == NULL && proc->func->n_annotations == 0 &&
            proc->registrar == NULL && proc->func->is_static &&
            !proc->func->is_header &&
            (w.calls[i] >= MANY_CALLS || is_read(proc->unit)))
            proc->given = w.to[i];
    }
    arena_free(w.keep);
}

void
given_know(struct explorer *x, struct state *s)
{
    for (size_t i = 0; x->proc->given != NULL && i < x->f->n_params; i++) {
        const struct given *g = &x->proc->given[i];
        const struct type *type = x->f->slots[i].type;
        if (g->open || g->pointer == g->number)
            continue;
        struct fact *f = state_fact_make(
            x, s,
            term_intern(&x->terms, (struct term){.kind = VALUE_PARAM,
                                                 .number = (int64_t)i}));
        if (g->pointer && type_is_pointer(type))
            f->null = NULL_NEVER;
        if (!g->number || type_is_pointer(type))
            continue;
        f->lo = g->lo;
        f->hi = g->hi;
        if (g->lo > 0 || g->hi < 0)
            f->null = NULL_NEVER;
        else if (g->lo == 0 && g->hi == 0)
            f->null = NULL_IS;
    }
}

/* ---- NULL that some caller gives ---------------------------------------- */

/* The code looks whether the parameter is NULL, somewhere. */
static bool
is_asked(struct explorer *x, uint32_t param)
{
    if (slot_is_tested(x, param))
        return true;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                strcmp(op->callee, "Py_XDECREF") == 0 &&
                op->args[0].kind == OPERAND_SLOT && op->args[0].index == param)
                return true;
        }
    return false;
}

/* A number or a NULL among the other arguments, with which the caller may say
   that this one is none. */
static bool
is_sign(const struct explorer *x, const struct term *n, value v)
{
    bool null = true;
    while (n->kind == VALUE_BINARY || n->kind == VALUE_UNARY) {
        null &= n->kind == VALUE_UNARY ||
                term_at(&x->terms, n->b)->kind == VALUE_INT;
        n = term_at(&x->terms, n->a);
    }
    return n->kind == VALUE_PARAM && n != term_at(&x->terms, v) &&
           (null || !type_is_pointer(n->type));
}

static bool
is_decided_by_others(const struct explorer *x, const struct state *s, value v)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->kind == STEP_BRANCH && t->about != NO_VALUE &&
            is_sign(x, term_at(&x->terms, t->about), v))
            return true;
    return false;
}

bool
given_may_be_null(struct explorer *x, const struct state *s, value v,
                  bool release)
{
    const struct term *t = term_at(&x->terms, v);
    return t->kind == VALUE_PARAM && x->entry == NULL && t->number < 32 &&
           (x->proc->given_null >> t->number & 1) != 0 &&
           value_null(x, s, v) == NULL_UNKNOWN &&
           (release || is_asked(x, (uint32_t)t->number)) &&
           !is_decided_by_others(x, s, v);
}

/* A parameter that is a literal in every call, and is left as it is. */
bool
given_is_literal(const struct explorer *x, const struct operand *o)
{
    const struct func *f = x->f;
    const struct given *g = x->proc->given != NULL &&
                                    o->kind == OPERAND_SLOT &&
                                    o->index < f->n_params
                                ? &x->proc->given[o->index]
                                : NULL;
    if (g == NULL || g->open || g->number || g->named || !g->pointer ||
        f->slots[o->index].address_taken)
        return false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (f->blocks[b].ops[i].dst == o->index &&
                f->blocks[b].ops[i].kind != OP_SCOPE)
                return false;
    return true;
}

/* switch (level) { ... default: break; }, and of the calls not all are seen.
 */
bool
given_by_unseen(const struct explorer *x)
{
    const struct func *f = x->f;
    if (!f->is_static || is_read(x->unit))
        return false;
    for (size_t b = 0; b < f->n_blocks; b++) {
        const struct block *block = &f->blocks[b];
        const struct op *end = &block->ops[block->n_ops - 1];
        if (end->kind == OP_SWITCH && end->a.kind == OPERAND_SLOT &&
            end->a.index < f->n_params)
            return true;
    }
    return false;
}

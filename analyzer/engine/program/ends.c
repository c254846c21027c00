/* Functions that are given to an API to end what it got, `runs.end(p)`: the
 * destructor of a capsule.  What such a function frees, and by which family,
 * is read from its body: it may be explored only later.
 */
#include "call.h"
#include "callbacks.h"

#include <string.h>

#define MAX_DEPTH 3 /* helpers of the destructor */

enum ending {
    ENDING_NOTHING, /* leaves it alone */
    ENDING_FREES,
    ENDING_UNKNOWN,
};

struct ending_walk {
    const struct explorer *x;
    const struct func *f;
    uint32_t param;
    bool in_object; /* what the object has inside, not the param itself */
    int depth;
    enum ending ending;
    sym kind;
};

/* The call that o comes from, or NULL with *slot: it comes in as one. */
static const struct op *
origin_of(const struct func *f, const struct operand *o, uint32_t *slot)
{
    struct operand from = func_origin(f, *o);
    const struct op *def = func_made_by(f, &from);
    bool bare = from.kind == OPERAND_SLOT && def == NULL;
    *slot = bare ? from.index : NO_SLOT;
    return def != NULL && def->kind == OP_CALL ? def : NULL;
}

static bool
is_param(const struct ending_walk *w, const struct operand *o)
{
    uint32_t slot;
    return origin_of(w->f, o, &slot) == NULL && slot == w->param;
}

/* o is what has to be freed. */
static bool
is_charge(const struct ending_walk *w, const struct operand *o)
{
    uint32_t slot;
    if (!w->in_object)
        return is_param(w, o);
    const struct op *call = origin_of(w->f, o, &slot);
    const struct contract *c = call == NULL ? NULL
                                            : program_line(w->x->p, call);
    return c != NULL && call->n_args > 0 && is_param(w, &call->args[0]) &&
           c->outcomes[0].result == RESULT_NONNULL;
}

static void
conclude(struct ending_walk *w, enum ending ending, sym kind)
{
    bool other = ending == ENDING_FREES && w->ending == ENDING_FREES &&
                 w->kind != kind;
    if (ending > w->ending)
        w->kind = kind;
    if (ending > w->ending)
        w->ending = ending;
    if (other)
        w->ending = ENDING_UNKNOWN;
}

static void walk(struct ending_walk *w);

static void
walk_helper(struct ending_walk *w, const struct procedure *to, size_t arg)
{
    struct ending_walk inner = *w;
    inner.f = to->func;
    inner.param = (uint32_t)arg;
    inner.in_object = false;
    inner.depth++;
    inner.ending = ENDING_NOTHING;
    inner.kind = NULL;
    bool known = w->depth < MAX_DEPTH && to->unit == w->x->unit &&
                 arg < to->func->n_params;
    if (known)
        walk(&inner);
    conclude(w, known ? inner.ending : ENDING_UNKNOWN, inner.kind);
}

static void
walk_argument(struct ending_walk *w, const struct op *op, size_t i)
{
    const struct procedure *to = op->callee == NULL
                                     ? NULL
                                     : program_find(w->x->p, w->x->unit,
                                                    op->callee);
    const struct contract *c = program_line(w->x->p, op);
    if (to != NULL) {
        walk_helper(w, to, i);
        return;
    }
    const struct param *p = c == NULL ? NULL : call_param(c, i);
    if (c == NULL)
        conclude(w, ENDING_UNKNOWN, NULL);
    for (size_t e = 0; p != NULL && e < p->n_effects; e++) {
        if (p->effects[e].verb == VERB_RELEASES)
            conclude(w, ENDING_FREES, p->effects[e].kind);
        else if (p->effects[e].verb != VERB_NULL &&
                 p->effects[e].verb != VERB_FILLS)
            conclude(w, ENDING_UNKNOWN, NULL);
    }
}

static void
walk(struct ending_walk *w)
{
    for (size_t b = 0; b < w->f->n_blocks; b++)
        for (size_t i = 0; i < w->f->blocks[b].n_ops; i++) {
            const struct op *op = &w->f->blocks[b].ops[i];
            for (size_t a = 0; a < op->n_args; a++)
                if (op->kind != OP_CALL ? is_charge(w, &op->args[a]) : false)
                    conclude(w, ENDING_UNKNOWN, NULL);
                else if (op->kind == OP_CALL && is_charge(w, &op->args[a]))
                    walk_argument(w, op, a);
            if ((op->kind == OP_STORE && is_charge(w, &op->b)) ||
                (op->kind == OP_RETURN && is_charge(w, &op->a)))
                conclude(w, ENDING_UNKNOWN, NULL);
        }
}

static enum ending
ending_of(const struct calling *k, value v, sym *kind)
{
    const struct term *t = term_at(&k->x->terms, v);
    const struct procedure *to = t->kind == VALUE_FUNCTION
                                     ? program_find(k->x->p, k->x->unit,
                                                    t->name)
                                     : NULL;
    const struct contract *line = t->kind == VALUE_FUNCTION && to == NULL
                                      ? model_find(k->x->p->model, t->name,
                                                   k->x->p->version)
                                      : NULL;
    struct ending_walk w = {.x = k->x, .param = 0};
    *kind = NULL;
    if (line != NULL && line->n_params == 1) {
        for (size_t e = 0; e < line->params[0].n_effects; e++)
            if (line->params[0].effects[e].verb == VERB_RELEASES)
                conclude(&w, ENDING_FREES, line->params[0].effects[e].kind);
        *kind = w.kind;
        return w.ending == ENDING_FREES ? ENDING_FREES : ENDING_UNKNOWN;
    }
    if (to == NULL || to->unit != k->x->unit || to->func->n_params == 0)
        return ENDING_UNKNOWN;
    w.f = to->func;
    w.in_object = type_is_object_pointer(to->func->slots[0].type);
    walk(&w);
    *kind = w.kind;
    return w.ending;
}

/* Another function of the unit looks into such objects and may free what is
   there, or say later who does. */
static bool
is_ended_elsewhere(const struct calling *k)
{
    const struct unit *u = k->x->unit;
    for (size_t f = 0; f < u->n_funcs; f++)
        for (size_t b = 0; b < u->funcs[f].n_blocks; b++)
            for (size_t i = 0; i < u->funcs[f].blocks[b].n_ops; i++) {
                sym callee = u->funcs[f].blocks[b].ops[i].callee;
                if (callee != NULL && callee != k->op->callee &&
                    is_same_family(callee, k->op->callee))
                    return true;
            }
    return false;
}

static bool
is_block(const struct calling *k, const struct fact *f)
{
    const struct program *p = k->x->p;
    return f->kind != NULL && f->kind != p->ref && f->kind != p->buffer &&
           f->kind != p->gilstate && !is_lock(f->kind) && f->owned > 0 &&
           f->origin == ORIGIN_NEW;
}

void
call_ends(const struct calling *k, struct state *s, value end, value v)
{
    sym kind = NULL;
    if (v == NO_VALUE || !is_block(k, state_fact(s, v))) {
        if (v != NO_VALUE)
            call_escape(k, s, v);
        return;
    }
    bool none = value_null(k->x, s, end) == NULL_IS;
    enum ending ending = none ? ENDING_NOTHING : ending_of(k, end, &kind);
    if (ending == ENDING_NOTHING) {
        if (none && is_ended_elsewhere(k))
            call_escape(k, s, v);
        return;
    }
    struct event more = {.callee = k->c, .arg = 0, .release_kind = kind};
    if (ending == ENDING_UNKNOWN) {
        call_escape(k, s, v);
        return;
    }
    tell(k->x, s, EVENT_RELEASE, k->op, v, &more);
    call_gives(k, s, v, kind);
}

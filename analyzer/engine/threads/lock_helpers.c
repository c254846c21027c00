/* Helpers that take a mutex or let go of it for their callers, and functions
 * that take one first of all: what a call of them does to the mutex is not
 * part of a summary, which knows what becomes of arguments.
 *
 *     static void lock(Pool *p) { pthread_mutex_lock(&p->mutex); }
 */
#include "call.h"

#include <string.h>

struct lock_guard {
    enum verb verb; /* ACQUIRES, RELEASES; RETAINS: both, in this order */
    const struct contract *line;
    const struct effect *effect;
    int param;  /* the mutex, or a field of the struct, is argument `param` */
    sym global; /* or this variable; NULL: the parameter */
    bool in_struct;
    uint64_t offset;
    sym field;
};

static const char mutex[] = "mutex";

/* ---- learning ---- */

/* The effect of the call on a mutex, and on which argument. */
static bool
find_effect(const struct program *p, const struct op *op, struct lock_guard *g,
            size_t *arg)
{
    const struct contract *c = program_line(p, op);
    if (c == NULL || strstr(c->name, "try") != NULL)
        return false;
    for (size_t i = 0; i < c->n_params && i < op->n_args; i++)
        for (size_t k = 0; k < c->params[i].n_effects; k++) {
            const struct effect *e = &c->params[i].effects[k];
            if ((e->verb != VERB_ACQUIRES && e->verb != VERB_RELEASES) ||
                strcmp(e->kind, mutex) != 0)
                continue;
            g->verb = e->verb;
            g->line = c;
            g->effect = e;
            *arg = i;
            return true;
        }
    return false;
}

static bool
find_base(const struct func *f, const struct operand *o, struct lock_guard *g)
{
    g->param = -1;
    g->global = o->kind == OPERAND_GLOBAL ? o->name : NULL;
    if (o->kind == OPERAND_SLOT && o->index < f->n_params)
        g->param = (int)o->index;
    return g->param >= 0 || g->global != NULL;
}

static bool
find_mutex(const struct func *f, const struct operand *o, struct lock_guard *g)
{
    const struct op *field = func_made_by(f, o);
    if (field == NULL || field->kind != OP_FIELD)
        return find_base(f, o, g);
    g->in_struct = true;
    g->offset = field->offset;
    g->field = field->field;
    return find_base(f, &field->a, g);
}

/* The ops that run whatever the arguments are: up to the first branch. */
static const struct lock_guard *
guard_of(struct program *p, const struct func *f)
{
    struct lock_guard g = {0}, other;
    size_t arg = 0, found = 0;
    uint32_t b = 0;
    for (size_t blocks = 0; blocks <= f->n_blocks; blocks++) {
        const struct block *block = &f->blocks[b];
        const struct op *last = &block->ops[block->n_ops - 1];
        for (size_t i = 0; i < block->n_ops; i++)
            if (find_effect(p, &block->ops[i], found == 0 ? &g : &other,
                            &arg) &&
                found++ == 0 && !find_mutex(f, &block->ops[i].args[arg], &g))
                return NULL;
        if (last->kind != OP_JUMP) {
            bool whole = last->kind == OP_RETURN && found == 1;
            if (found == 0 || (!whole && g.verb != VERB_ACQUIRES))
                return NULL;
            g.verb = whole ? g.verb : VERB_RETAINS;
            return arena_copy(p->keep, &g, sizeof g);
        }
        b = last->to[0];
    }
    return NULL;
}

void
lock_helpers_learn(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        if (proc->func->locks && proc->func->n_blocks > 0)
            proc->guard = guard_of(p, proc->func);
    }
}

void
lock_guard_wire(struct wire *w, const struct lock_guard *g)
{
    bool known = g != NULL;
    wire_bool(w, &known);
    if (!known)
        return;
    const char *global = g->global, *line = g->line->name;
    uint32_t verb = g->verb, param = (uint32_t)g->param;
    uint64_t offset = g->offset;
    wire_u32(w, &verb);
    wire_u32(w, &param);
    wire_str(w, &global);
    wire_str(w, &line);
    wire_bytes(w, &offset, sizeof offset);
}

/* ---- calls ---- */

bool
lock_helper_releases(const struct explorer *x, sym kind)
{
    if (strcmp(kind, mutex) != 0)
        return false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            const struct procedure *to = program_callee(x->p, x->unit, op);
            if (to != NULL && to->guard != NULL &&
                to->guard->verb == VERB_RELEASES)
                return true;
        }
    return false;
}

static value
mutex_of(const struct calling *k, const struct lock_guard *g)
{
    struct terms *t = &k->x->terms;
    value base = g->global != NULL
                     ? term_intern(t, (struct term){.kind = VALUE_GLOBAL,
                                                    .name = g->global})
                     : call_arg(k, g->param);
    if (base == NO_VALUE || !g->in_struct)
        return base;
    return term_intern(t, (struct term){.kind = VALUE_FIELD,
                                        .a = base,
                                        .name = g->field,
                                        .number = (int64_t)g->offset});
}

void
lock_by_helper(const struct calling *k, struct state *s)
{
    const struct lock_guard *g = k->info->proc == NULL ? NULL
                                                       : k->info->proc->guard;
    if (g == NULL || k->op->callee == NULL)
        return;
    value lock = mutex_of(k, g);
    struct calling call = *k;
    call.c = g->line;
    call.known_body = false;
    call.args = &lock;
    if (lock == NO_VALUE)
        return;
    sym kind = g->effect->kind;
    struct event more = {.callee = call.c, .arg = -1, .release_kind = kind};
    if (g->verb == VERB_RELEASES) {
        tell(k->x, s, EVENT_RELEASE, k->op, lock, &more);
        call_releases(&call, s, lock, kind);
        return;
    }
    lock_retake(&call, s, lock, g->effect);
    if (g->verb == VERB_ACQUIRES)
        call_acquires(&call, s, lock, kind);
}

/* Callbacks that a function of the program is given: it calls them while its
 * caller has released the GIL, or passes them on to what starts a thread.
 */
#include "callbacks.h"

#include <string.h>

#define MAX_DEPTH 3

struct handed {
    struct program *p;
    const struct callers *c;
    struct procedure *to; /* the callback */
    sym registrar;        /* who was given it within the region, or NULL */
};

static bool
attaches(const struct func *f)
{
    static const char *const ways[] = {
        "PyGILState_Ensure", "PyEval_RestoreThread", "PyEval_AcquireThread",
        "PyThreadState_Swap", NULL};
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (f->blocks[b].ops[i].kind == OP_CALL &&
                f->blocks[b].ops[i].callee != NULL &&
                str_is_one_of(f->blocks[b].ops[i].callee, ways))
                return true;
    return false;
}

static bool
is_param(const struct func *f, const struct operand *o, size_t param)
{
    struct operand from = func_origin(f, *o);
    return from.kind == OPERAND_SLOT && from.index == param;
}

static bool
is_run_detached(const struct handed *h, const struct op *op, size_t arg)
{
    const struct contract *c = program_line(h->p, op);
    for (size_t k = 0;
         c != NULL && arg < c->n_params && k < c->params[arg].n_effects; k++) {
        const struct effect *e = &c->params[arg].effects[k];
        if (e->verb == VERB_RUNS &&
            callback_runs_detached(h->c, e->kind, op->callee))
            return true;
    }
    return false;
}

static void follow_param(const struct handed *h, const struct procedure *in,
                         size_t param, int depth);

static void
follow_call(const struct handed *h, const struct procedure *in,
            const struct op *op, size_t param, int depth)
{
    if (op->callee == NULL) {
        if (h->registrar != NULL && is_param(in->func, &op->a, param) &&
            !attaches(in->func))
            callback_mark(h->to, h->registrar, false);
        return;
    }
    const struct procedure *next = program_find(h->p, in->unit, op->callee);
    for (size_t i = 0; i < op->n_args; i++)
        if (!is_param(in->func, &op->args[i], param))
            continue;
        else if (next != NULL)
            follow_param(h, next, i, depth - 1);
        else if (is_run_detached(h, op, i))
            callback_mark(h->to, op->callee, false);
}

/* A function of the program calls what it was given, or passes it on. */
static void
follow_param(const struct handed *h, const struct procedure *in, size_t param,
             int depth)
{
    const struct func *f = in->func;
    if (depth == 0 || f->status != FUNC_OK || param >= f->n_params)
        return;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (f->blocks[b].ops[i].kind == OP_CALL)
                follow_call(h, in, &f->blocks[b].ops[i], param, depth);
}

void
callback_follow(struct program *p, const struct callers *c,
                const struct procedure *from, const struct op *op,
                bool detached)
{
    const struct procedure *callee = program_find(p, from->unit, op->callee);
    for (size_t i = 0; callee != NULL && i < op->n_args; i++) {
        sym name = callback_named(from->func, &op->args[i]);
        struct handed h = {p, c, NULL, detached ? op->callee : NULL};
        if (name != NULL && (h.to = program_find(p, from->unit, name)) != NULL)
            follow_param(&h, callee, i, MAX_DEPTH);
    }
}

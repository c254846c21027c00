/* Code that runs once, while the module is imported: PyInit_...(), the
 * functions of Py_mod_exec slots, and what only those call.
 */
#include "explore.h"

#include <string.h>

struct edge {
    uint32_t from, to;
};

struct start {
    struct program *p;
    arena *keep;
    VEC(struct edge) edges;
    bool *elsewhere; /* its address is taken, or Python knows it */
};

static struct procedure *
named(const struct program *p, const struct unit *u, const struct operand *o)
{
    return o->kind == OPERAND_FUNCTION ? program_find(p, u, o->name) : NULL;
}

static void
note_taken(struct start *s, const struct unit *u, const struct operand *o)
{
    const struct procedure *proc = named(s->p, u, o);
    if (proc != NULL)
        s->elsewhere[proc - s->p->procs.v] = true;
}

static void
note_op(struct start *s, uint32_t from, const struct op *op)
{
    const struct unit *u = s->p->procs.v[from].unit;
    note_taken(s, u, &op->a);
    note_taken(s, u, &op->b);
    for (size_t i = 0; i < op->n_args; i++)
        note_taken(s, u, &op->args[i]);
    if (op->kind != OP_CALL || op->callee == NULL)
        return;
    const struct procedure *to = program_find(s->p, u, op->callee);
    if (to != NULL)
        VEC_PUSH(s->keep, &s->edges,
                 ((struct edge){from, (uint32_t)(to - s->p->procs.v)}));
}

static bool
is_import(const struct contract *entry)
{
    return entry != NULL && (strcmp(entry->name, "PyInit") == 0 ||
                             strcmp(entry->name, "Py_mod_exec") == 0);
}

static void
read_program(struct start *s)
{
    struct program *p = s->p;
    for (uint32_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        const struct func *f = proc->func;
        proc->at_import = is_import(proc->entry);
        s->elsewhere[i] |= proc->entry != NULL && !proc->entry_guessed;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++)
                note_op(s, i, &f->blocks[b].ops[k]);
    }
    for (size_t u = 0; u < p->units.n; u++)
        for (size_t g = 0; g < p->units.v[u]->n_globals; g++) {
            const struct global *v = &p->units.v[u]->globals[g];
            for (size_t i = 0; i < v->n_inits; i++)
                note_taken(s, p->units.v[u], &v->inits[i].value);
        }
}

/* One more step away from the import; false when nothing was added. */
static bool
spread(struct start *s)
{
    struct program *p = s->p;
    bool *called = ARENA_ARRAY(s->keep, bool, p->procs.n);
    bool *later = ARENA_ARRAY(s->keep, bool, p->procs.n);
    for (size_t i = 0; i < s->edges.n; i++) {
        struct edge e = s->edges.v[i];
        called[e.to] = true;
        later[e.to] |= !p->procs.v[e.from].at_import;
    }
    bool more = false;
    for (size_t i = 0; i < p->procs.n; i++) {
        if (!called[i] || later[i] || s->elsewhere[i] ||
            p->procs.v[i].at_import)
            continue;
        p->procs.v[i].at_import = true;
        more = true;
    }
    return more;
}

void
program_start(struct program *p)
{
    struct start s = {.p = p, .keep = arena_new()};
    s.elsewhere = ARENA_ARRAY(s.keep, bool, p->procs.n);
    read_program(&s);
    while (spread(&s))
        continue;
    arena_free(s.keep);
}

/* The program: its functions by name, and the order to explore them in. */
#include "explore.h"
#include "owners.h"
#include "given.h"

#include <string.h>

/* Symbol -> chain of procedures and variables of that name. */
struct name_entry {
    sym name;
    struct procedure *proc;
    const struct unit *unit;
    const struct global *global;
    struct name_entry *next; /* same bucket */
};

struct name_table {
    struct name_entry **buckets;
    size_t n_buckets; /* power of two */
};

struct program *
program_new(arena *keep, symtab *syms, const struct model *model,
            struct version python)
{
    struct program *p = ARENA_NEW(keep, struct program);
    p->keep = keep;
    p->syms = syms;
    p->model = model;
    p->version = python;
    p->ref = sym_intern(syms, "ref");
    p->buffer = sym_intern(syms, "buffer");
    p->gilstate = sym_intern(syms, "gilstate");
    p->errno_name = sym_intern(syms, "errno");
    p->kwds = sym_intern(syms, "kwds");
    p->rest = sym_intern(syms, "...");
    p->refcount = sym_intern(syms, "ob_refcnt");
    p->contents = sym_intern(syms, "contents");
    p->container = sym_intern(syms, "container");
    p->inner = sym_intern(syms, "inner");
    p->kept = sym_intern(syms, "kept");
    return p;
}

void
program_add(struct program *p, const struct unit *u, const char *hash)
{
    assert(!p->sealed);
    VEC_PUSH(p->keep, &p->units, u);
    VEC_PUSH(p->keep, &p->hashes, hash);
    for (size_t i = 0; i < u->n_funcs; i++)
        VEC_PUSH(p->keep, &p->procs,
                 ((struct procedure){.unit = u, .func = &u->funcs[i]}));
}

static size_t
bucket(const struct name_table *t, sym name)
{
    return (((uintptr_t)name * UINT64_C(0x9E3779B97F4A7C15)) >> 24) &
           (t->n_buckets - 1);
}

static void
names_add(struct program *p, struct name_entry e)
{
    struct name_entry *copy = arena_copy(p->keep, &e, sizeof e);
    size_t i = bucket(p->names, e.name);
    copy->next = p->names->buckets[i];
    p->names->buckets[i] = copy;
}

/* All that the function does is to call this one. */
static sym
handed_on_to(const struct func *f)
{
    sym to = NULL;
    for (size_t i = 0; f->n_blocks == 1 && i < f->blocks[0].n_ops; i++) {
        const struct op *op = &f->blocks[0].ops[i];
        if (op->kind == OP_CALL && to != NULL)
            return NULL;
        if (op->kind == OP_CALL)
            to = op->callee;
    }
    return to;
}

/* A header that is included for one table after the other has functions of
   the same text, and perhaps of the same name by a counter, that hand on to
   those of the table.  Where macros change more, they are forms of one. */
static bool
hands_on_elsewhere(const struct func *f, const struct func *g)
{
    sym a = handed_on_to(f), b = handed_on_to(g);
    return a != NULL && b != NULL && strcmp(a, b) != 0;
}

/* The same header function in several units is one. */
static void
find_canonical(struct program *p, struct procedure *proc)
{
    if (!proc->func->is_header)
        return;
    const struct source_file *f = &proc->unit->files[proc->func->loc.file];
    for (struct name_entry *e =
             p->names->buckets[bucket(p->names, proc->func->name)];
         e != NULL; e = e->next) {
        if (e->name != proc->func->name || e->proc == NULL ||
            e->proc == proc || !e->proc->func->is_header)
            continue;
        const struct source_file *g = &e->unit->files[e->proc->func->loc.file];
        if (strcmp(f->full, g->full) == 0 &&
            strcmp(proc->func->body_hash, e->proc->func->body_hash) == 0 &&
            proc->func->loc.line == e->proc->func->loc.line &&
            !hands_on_elsewhere(proc->func, e->proc->func))
            proc->canonical = e->proc->canonical != NULL ? e->proc->canonical
                                                         : e->proc;
    }
}

void
program_seal(struct program *p)
{
    if (p->sealed)
        return;
    p->sealed = true;
    p->names = ARENA_NEW(p->keep, struct name_table);
    p->names->n_buckets = 256;
    while (p->names->n_buckets < p->procs.n * 2)
        p->names->n_buckets *= 2;
    p->names->buckets = ARENA_ARRAY(p->keep, struct name_entry *,
                                    p->names->n_buckets);
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        find_canonical(p, proc);
        names_add(p, (struct name_entry){.name = proc->func->name,
                                         .proc = proc,
                                         .unit = proc->unit});
    }
    for (size_t i = 0; i < p->units.n; i++)
        for (size_t g = 0; g < p->units.v[i]->n_globals; g++)
            names_add(
                p, (struct name_entry){.name = p->units.v[i]->globals[g].name,
                                       .global = &p->units.v[i]->globals[g],
                                       .unit = p->units.v[i]});
    program_entries(p);
    program_start(p);
    program_callbacks(p);
    taken_learn(p);
    program_given(p);
    program_given_types(p);
    program_sharing(p);
    program_uncounted(p);
    program_pinning(p);
    program_filled(p);
    program_pointers(p);
    program_claims(p);
    program_libraries(p);
}

struct procedure *
program_find(const struct program *p, const struct unit *u, sym name)
{
    struct procedure *outside = NULL;
    for (const struct name_entry *e =
             p->names->buckets[bucket(p->names, name)];
         e != NULL; e = e->next) {
        if (e->name != name || e->proc == NULL)
            continue;
        if (e->unit == u)
            return e->proc->canonical != NULL ? e->proc->canonical : e->proc;
        if (!e->proc->func->is_static)
            outside = e->proc;
    }
    return outside;
}

const struct global *
program_global(const struct program *p, const struct unit *u, sym name)
{
    const struct global *found = NULL;
    for (const struct name_entry *e =
             p->names->buckets[bucket(p->names, name)];
         e != NULL; e = e->next) {
        const struct global *g = e->global;
        if (e->name != name || g == NULL || g->is_extern ||
            (g->is_static && e->unit != u))
            continue;
        /* `PyTypeObject Node_Type;` in a header is no definition of its own
           where another unit initialises it. */
        if (e->unit == u && (g->is_static || g->n_inits > 0))
            return g;
        if (found == NULL || found->n_inits == 0)
            found = e->unit == u || g->n_inits > 0 || found == NULL ? g
                                                                    : found;
    }
    return found;
}

const struct global *
program_shared_global(const struct program *p, const struct global *g)
{
    const struct name_entry *e = p->names->buckets[bucket(p->names, g->name)];
    for (; e != NULL && !g->is_static; e = e->next)
        if (e->name == g->name && e->global != NULL && !e->global->is_extern &&
            !e->global->is_static)
            return e->global;
    return g;
}

const struct unit *
program_owner(const struct program *p, const struct global *g)
{
    for (size_t i = 0; i < p->units.n; i++) {
        const struct unit *u = p->units.v[i];
        if (g >= u->globals && g < u->globals + u->n_globals)
            return u;
    }
    return NULL;
}

const char *
program_hash(const struct program *p, const struct unit *u)
{
    for (size_t i = 0; i < p->units.n; i++)
        if (p->units.v[i] == u)
            return p->hashes.v[i];
    return NULL;
}

const struct contract *
program_line(const struct program *p, const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL
               ? model_find(p->model, op->callee, p->version)
               : NULL;
}

/* ---- strongly connected components (Tarjan, without recursion) ---- */

struct visit {
    struct procedure *proc;
    size_t block, op, target;
};

struct tarjan {
    struct program *p;
    arena *keep;
    uint32_t next;
    VEC(struct visit) calls;
    VEC(struct procedure *) stack;
    VEC(struct component) out;
};

/* The functions that a call with a format may call in its turn. */
static size_t
converters(const struct program *p, const struct unit *u, const struct op *op,
           struct procedure **out)
{
    size_t n = 0;
    for (size_t i = 1; i < op->n_args && n < MAX_TARGETS; i++) {
        if (op->args[i].kind != OPERAND_FUNCTION)
            continue;
        const struct contract *c = program_line(p, op);
        out[n] = c != NULL && c->format != NULL
                     ? program_find(p, u, op->args[i].name)
                     : NULL;
        n += out[n] != NULL;
    }
    return n;
}

/* The next function that the call may reach, or NULL: go on with the next
   op. */
static struct procedure *
next_target(struct tarjan *t, struct visit *v, const struct op *op)
{
    struct procedure *targets[MAX_TARGETS];
    size_t n = 0;
    if (op->kind == OP_CALL && op->callee != NULL) {
        targets[0] = program_find(t->p, v->proc->unit, op->callee);
        n = targets[0] != NULL;
        if (n == 0)
            n = converters(t->p, v->proc->unit, op, targets);
    }
    else if (op->kind == OP_CALL) {
        n = pointer_targets(t->p, v->proc->unit, v->proc->func, op, targets);
    }
    if (v->target < n)
        return targets[v->target++];
    v->target = 0;
    v->op++;
    return NULL;
}

/* The next callee at or after v's position, or NULL at the end. */
static struct procedure *
next_callee(struct tarjan *t, struct visit *v)
{
    const struct func *f = v->proc->func;
    for (; v->block < f->n_blocks; v->block++, v->op = 0) {
        const struct block *b = &f->blocks[v->block];
        while (v->op < b->n_ops) {
            struct procedure *to = next_target(t, v, &b->ops[v->op]);
            if (to == v->proc)
                to->recursive = true;
            else if (to != NULL)
                return to;
        }
    }
    return NULL;
}

static void
tarjan_enter(struct tarjan *t, struct procedure *proc)
{
    proc->index = proc->low = ++t->next;
    proc->on_stack = true;
    VEC_PUSH(t->keep, &t->stack, proc);
    VEC_PUSH(t->keep, &t->calls, ((struct visit){.proc = proc}));
}

static void
tarjan_leave(struct tarjan *t, struct procedure *proc)
{
    if (proc->low != proc->index)
        return;
    size_t first = t->stack.n;
    while (t->stack.v[--first] != proc)
        continue;
    struct component c = {.n = t->stack.n - first};
    c.v = arena_copy(t->keep, &t->stack.v[first], c.n * sizeof *c.v);
    for (size_t i = 0; i < c.n; i++) {
        c.v[i]->on_stack = false;
        if (c.n > 1)
            c.v[i]->recursive = true;
    }
    t->stack.n = first;
    VEC_PUSH(t->keep, &t->out, c);
}

static void
tarjan_run(struct tarjan *t, struct procedure *root)
{
    tarjan_enter(t, root);
    while (t->calls.n > 0) {
        struct visit *v = &t->calls.v[t->calls.n - 1];
        struct procedure *proc = v->proc;
        struct procedure *to = next_callee(t, v);
        if (to != NULL && to->index == 0) {
            tarjan_enter(t, to);
        }
        else if (to != NULL) {
            if (to->on_stack && to->index < proc->low)
                proc->low = to->index;
        }
        else {
            t->calls.n--;
            if (t->calls.n > 0) {
                struct procedure *up = t->calls.v[t->calls.n - 1].proc;
                up->low = proc->low < up->low ? proc->low : up->low;
            }
            tarjan_leave(t, proc);
        }
    }
}

struct component *
program_order(arena *keep, struct program *p, size_t *n)
{
    struct tarjan t = {.p = p, .keep = keep};
    for (size_t i = 0; i < p->procs.n; i++)
        if (p->procs.v[i].index == 0 && p->procs.v[i].canonical == NULL)
            tarjan_run(&t, &p->procs.v[i]);
    *n = t.out.n;
    return t.out.v;
}

const char *
program_py_name(const struct program *p, const struct func *f)
{
    size_t first = 0; /* procedures stand in the order of units */
    for (size_t i = 0; i < p->units.n; i++) {
        const struct unit *u = p->units.v[i];
        if (f >= u->funcs && f < u->funcs + u->n_funcs)
            return p->procs.v[first + (size_t)(f - u->funcs)].py_name;
        first += u->n_funcs;
    }
    return NULL;
}

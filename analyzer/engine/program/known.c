/* Components that an earlier run explored: what their result depends on, as
 * a key, and what the engine keeps of them.
 *
 * All that an exploration reads outside of its own unit has to be part of
 * the key: the whole program's answers (owners.c, uncounted.c, filled.c,
 * claims.c), and what is known of the functions and variables that are named.
 */
#include "call.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

struct keying {
    const struct run *r;
    const struct component *c;
    arena *keep;
    struct wire w;
    VEC(sym) functions, variables; /* named by one function */
};

static void
put_str(struct wire *w, const char *s)
{
    wire_str(w, &s);
}

static void
put_bool(struct wire *w, bool b)
{
    wire_bool(w, &b);
}

static void
put_u32(struct wire *w, uint32_t n)
{
    wire_u32(w, &n);
}

static void
put_contract(struct wire *w, const struct contract *c)
{
    put_bool(w, c != NULL);
    if (c != NULL)
        contract_wire(w, NULL, (struct contract *)c);
}

static const char *
wire_hash(arena *keep, const struct wire *w)
{
    return hash_hex(keep, w->out.s, w->out.n);
}

/* ---- the whole program -------------------------------------------------- */

const char *
known_program(struct program *p)
{
    arena *scratch = arena_new();
    struct wire w = {.out.keep = scratch};
    owners_wire(p, &w);
    put_u32(&w, (uint32_t)(p->version.major << 8 | p->version.minor));
    put_bool(&w, p->many_interpreters);
    put_bool(&w, p->called_back);
    put_u32(&w, (uint32_t)p->takers.n);
    for (size_t i = 0; i < p->takers.n; i++)
        put_str(&w, p->takers.v[i]);
    put_u32(&w, (uint32_t)p->uncounted.n);
    for (size_t i = 0; i < p->uncounted.n; i++)
        put_str(&w, p->uncounted.v[i]);
    put_u32(&w, (uint32_t)p->declared.n);
    for (size_t i = 0; i < p->declared.n; i++)
        put_contract(&w, p->declared.v[i]);
    const char *hash = wire_hash(p->keep, &w);
    arena_free(scratch);
    return hash;
}

/* ---- functions that are named ------------------------------------------- */

void
known_finish(const struct run *r, const struct component *c)
{
    for (size_t i = 0; r->known != NULL && i < c->n; i++) {
        struct procedure *proc = c->v[i];
        arena *scratch = arena_new();
        struct wire w = {.out.keep = scratch};
        procedure_wire(&w, r->p, proc);
        put_contract(&w, proc->declared);
        put_str(&w, proc->func->signature);
        put_bool(&w, habit_of(proc));
        proc->digest = wire_hash(r->p->keep, &w);
        arena_free(scratch);
    }
}

static void
note_operand(struct keying *k, const struct operand *o)
{
    if (o->kind == OPERAND_FUNCTION)
        VEC_PUSH(k->keep, &k->functions, o->name);
    if (o->kind == OPERAND_GLOBAL)
        VEC_PUSH(k->keep, &k->variables, o->name);
}

static void
note_names(struct keying *k, const struct func *f)
{
    k->functions.n = k->variables.n = 0;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL)
                VEC_PUSH(k->keep, &k->functions, op->callee);
            note_operand(k, &op->a);
            note_operand(k, &op->b);
            for (size_t a = 0; a < op->n_args; a++)
                note_operand(k, &op->args[a]);
        }
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const sym *)a, *(const sym *)b);
}

static size_t
sort_once(sym *v, size_t n)
{
    size_t kept = 0;
    if (n > 0)
        qsort(v, n, sizeof *v, by_text);
    for (size_t i = 0; i < n; i++)
        if (kept == 0 || v[kept - 1] != v[i])
            v[kept++] = v[i];
    return kept;
}

/* What the body of such a helper asks matters to its callers, too; see
   doubt_before.c. */
static bool
is_open_helper(const struct procedure *to)
{
    const struct contract *c = to == NULL ? NULL : to->summary;
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++)
        if (c->outcomes[i].doubt)
            return true;
    return false;
}

static void
put_procedure(struct keying *k, const struct procedure *to)
{
    const char *seen = to == NULL           ? "elsewhere"
                       : to->digest != NULL ? to->digest
                                            : "later";
    for (size_t i = 0; i < k->c->n; i++)
        if (k->c->v[i] == to)
            seen = "here";
    put_str(&k->w, seen);
    if (is_open_helper(to))
        put_str(&k->w, program_hash(k->r->p, to->unit));
    /* Not explored yet, but its type can be asked for. */
    put_str(&k->w, to == NULL ? NULL : to->func->signature);
    put_contract(&k->w, to == NULL ? NULL : to->declared);
    put_bool(&k->w, to != NULL && habit_of(to));
    put_bool(&k->w, to != NULL && to->func->locks);
    lock_guard_wire(&k->w, to == NULL ? NULL : to->guard);
    put_bool(&k->w, to != NULL && leaves_recursion(k->r->p, to->func));
    put_bool(&k->w, to != NULL && takes_from_stack(to->func));
}

static void
put_function(struct keying *k, const struct procedure *from, sym name)
{
    put_str(&k->w, name);
    put_procedure(k, program_find(k->r->p, from->unit, name));
}

static void
put_pointer_calls(struct keying *k, const struct procedure *from)
{
    struct procedure *to[MAX_TARGETS];
    const struct func *f = from->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee != NULL)
                continue;
            size_t n = pointer_targets(k->r->p, from->unit, f, op, to);
            put_u32(&k->w, (uint32_t)n);
            put_bool(&k->w, pointer_switches(k->r->p, from->unit, f, op));
            for (size_t t = 0; t < n; t++)
                put_procedure(k, to[t]);
        }
}

/* Otherwise a variable of the same unit changes with its unit. */
static void
put_variable(struct keying *k, const struct procedure *from, sym name)
{
    const struct global *g = program_global(k->r->p, from->unit, name);
    const struct unit *u = g == NULL ? NULL : program_owner(k->r->p, g);
    put_bool(&k->w, is_filled(k->r->p, g));
    if (u == NULL || u == from->unit)
        return;
    put_str(&k->w, name);
    put_str(&k->w, program_hash(k->r->p, u));
}

/* ---- the key ---- */

static void
put_member(struct keying *k, const struct procedure *proc)
{
    struct wire *w = &k->w;
    put_str(w, program_hash(k->r->p, proc->unit));
    put_u32(w, (uint32_t)(proc->func - proc->unit->funcs));
    put_contract(w, proc->entry);
    put_contract(w, proc->declared);
    put_bool(w, proc->entry_guessed);
    put_bool(w, proc->at_import);
    put_bool(w, proc->recursive);
    put_str(w, proc->registrar);
    put_str(w, proc->py_name);
    put_bool(w, proc->registrar_guessed);
    put_u32(w, proc->sharing);
    put_u32(w, (uint32_t)proc->asked);
    put_bool(w, proc->passed_on);
    put_bool(w, proc->handed_out);
    put_bool(w, proc->dropped);
    put_u32(w, proc->told_apart);
    put_u32(w, proc->given_null);
    put_u32(w, proc->left_zero);
    put_u32(w, proc->left_minus);
    put_bool(w, proc->pinned);
    put_pointer_calls(k, proc);
    note_names(k, proc->func);
    size_t n = sort_once(k->functions.v, k->functions.n);
    for (size_t i = 0; i < n; i++)
        put_function(k, proc, k->functions.v[i]);
    n = sort_once(k->variables.v, k->variables.n);
    for (size_t i = 0; i < n; i++)
        put_variable(k, proc, k->variables.v[i]);
}

const char *
known_key(const struct run *r, const struct component *c, arena *keep)
{
    struct keying k = {.r = r, .c = c, .keep = keep, .w.out.keep = keep};
    put_str(&k.w, r->known);
    put_u32(&k.w, r->max_states);
    put_u32(&k.w, (uint32_t)c->n);
    for (size_t i = 0; i < c->n; i++)
        put_member(&k, c->v[i]);
    return wire_hash(keep, &k.w);
}

/* ---- what is kept ---- */

static void
wire_result(struct wire *w, const struct run *r, struct procedure *proc,
            struct engine_result *result)
{
    WIRE_INT(w, result->status);
    WIRE_INT(w, result->states);
    wire_str(w, &result->reason);
    procedure_wire(w, r->p, proc);
    result->summary = proc->summary;
}

bool
known_recall(const struct run *r, const struct component *c, const char *key,
             struct engine_result *results)
{
    struct wire w = {.keep = r->p->keep};
    w.in = r->sink->recall(r->sink->data, key, &w.n);
    for (size_t i = 0; w.in != NULL && i < c->n; i++) {
        results[i] = (struct engine_result){.unit = c->v[i]->unit,
                                            .func = c->v[i]->func};
        c->v[i]->summary = NULL;
        wire_result(&w, r, c->v[i], &results[i]);
    }
    assert(!w.bad);
    return w.in != NULL;
}

void
known_remember(const struct run *r, const struct component *c, const char *key,
               struct engine_result *results)
{
    arena *scratch = arena_new();
    struct wire w = {.out.keep = scratch};
    for (size_t i = 0; i < c->n; i++)
        wire_result(&w, r, c->v[i], &results[i]);
    r->sink->remember(r->sink->data, key, w.out.s, w.out.n);
    arena_free(scratch);
}

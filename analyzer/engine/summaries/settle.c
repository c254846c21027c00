/* Recursion: from "never returns", which leaves the ways out that do not
 * recurse, towards summaries that repeat themselves.  What "unknown" begins
 * with stays unknown.
 *
 * A function is explored again only after what it calls has changed.
 */
#include "run.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ROUNDS 6    /* of a recursive component, before the last */
#define SETTLE_SHARE 16 /* of the budget, for each of those */

struct member {
    struct procedure *proc;
    VEC(size_t) calls; /* members, perhaps more than once */
    const char *seen;  /* by callers, after the last exploration: a hash */
    unsigned explored, changed; /* when; 0: not yet */
    bool given_up;              /* too many states: unknown from now on */
};

struct cycle {
    const struct run *r;
    arena *keep;
    struct member *v;
    size_t n;
    unsigned now;
};

static void
wire_writes(struct wire *w, struct writes *writes)
{
    wire_bytes(w, writes->names, sizeof writes->names);
    wire_bool(w, &writes->unnamed);
}

void
procedure_wire(struct wire *w, struct program *p, struct procedure *proc)
{
    bool known = proc->summary != NULL;
    wire_bool(w, &known);
    if (known) {
        struct contract c = w->in != NULL ? (struct contract){0}
                                          : *proc->summary;
        contract_wire(w, p->syms, &c);
        if (w->in != NULL)
            proc->summary = arena_copy(p->keep, &c, sizeof c);
    }
    wire_writes(w, &proc->writes);
}

static void
add_callee(struct cycle *c, struct member *m, const struct procedure *to)
{
    for (size_t i = 0; to != NULL && i < c->n; i++)
        if (c->v[i].proc == to)
            VEC_PUSH(c->keep, &m->calls, i);
}

static void
add_call(struct cycle *c, struct member *m, sym name)
{
    add_callee(c, m, program_find(c->r->p, m->proc->unit, name));
}

static void
add_pointer_call(struct cycle *c, struct member *m, const struct op *op)
{
    struct procedure *to[MAX_TARGETS];
    size_t n = pointer_targets(c->r->p, m->proc->unit, m->proc->func, op, to);
    for (size_t i = 0; i < n; i++)
        add_callee(c, m, to[i]);
}

static void
add_operand(struct cycle *c, struct member *m, const struct operand *o)
{
    if (o->kind == OPERAND_FUNCTION)
        add_call(c, m, o->name);
}

static void
find_calls(struct cycle *c, struct member *m)
{
    const struct func *f = m->proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL)
                add_call(c, m, op->callee);
            else if (op->kind == OP_CALL)
                add_pointer_call(c, m, op);
            add_operand(c, m, &op->a);
            add_operand(c, m, &op->b);
            for (size_t k = 0; k < op->n_args; k++)
                add_operand(c, m, &op->args[k]);
        }
}

static bool
is_stale(const struct cycle *c, const struct member *m)
{
    bool stale = m->explored == 0;
    for (size_t i = 0; i < m->calls.n; i++)
        stale |= c->v[m->calls.v[i]].changed >= m->explored;
    return stale && !m->given_up;
}

/* One way out, as if there were no other. */
static const char *
outcome_hash(const struct cycle *c, arena *scratch, const struct contract *of,
             size_t i)
{
    struct contract one = *of;
    struct param *params = ARENA_ARRAY(scratch, struct param, of->n_params);
    for (size_t p = 0; p < of->n_params; p++) {
        params[p] = of->params[p];
        VEC(struct effect) effects = {0};
        for (size_t e = 0; e < of->params[p].n_effects; e++) {
            struct effect f = of->params[p].effects[e];
            if ((f.when >> i & 1) == 0)
                continue;
            f.when = WHEN_ALWAYS;
            VEC_PUSH(scratch, &effects, f);
        }
        params[p].effects = effects.v;
        params[p].n_effects = effects.n;
        VEC(struct param_part) parts = {0};
        for (size_t e = 0; e < of->params[p].n_parts; e++) {
            struct param_part f = of->params[p].parts[e];
            if ((f.when >> i & 1) == 0)
                continue;
            f.when = WHEN_ALWAYS;
            VEC_PUSH(scratch, &parts, f);
        }
        params[p].parts = parts.v;
        params[p].n_parts = parts.n;
        params[p].doubt = of->params[p].doubt >> i & 1;
    }
    one.params = params;
    one.outcomes = &of->outcomes[i];
    one.n_outcomes = 1;
    struct wire w = {.out.keep = scratch};
    contract_wire(&w, c->r->p->syms, &one);
    return hash_hex(scratch, text_str(&w.out), w.out.n);
}

static int
by_hash(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* In which order the ways out were found does not count: it goes round with
   that of the callees, for ever. */
static const char *
what_is_seen(const struct cycle *c, struct procedure *proc)
{
    arena *scratch = arena_new();
    struct text all = {.keep = scratch};
    const struct contract *s = proc->summary;
    size_t n = s == NULL ? 0 : s->n_outcomes;
    const char **hashes = ARENA_ARRAY(scratch, const char *, n);
    for (size_t i = 0; i < n; i++)
        hashes[i] = outcome_hash(c, scratch, s, i);
    qsort(hashes, n, sizeof *hashes, by_hash);
    for (size_t i = 0; i < n; i++)
        text_add(&all, hashes[i]);
    struct wire w = {.out.keep = scratch};
    wire_writes(&w, &proc->writes);
    text_add_n(&all, w.out.s, w.out.n);
    const char *seen = hash_hex(c->keep, all.s, all.n);
    arena_free(scratch);
    return seen;
}

/* Explores m; does it look different to its callers now? */
static bool
renew(struct cycle *c, struct member *m)
{
    m->explored = ++c->now;
    struct engine_result result = run_one(c->r, m->proc, NULL);
    m->given_up = result.status == ENGINE_BUDGET;
    const char *seen = what_is_seen(c, m->proc);
    bool same = strcmp(seen, m->seen) == 0;
    if (!same)
        m->changed = m->explored;
    m->seen = seen;
    return !same;
}

static void
cycle_begin(struct cycle *c, const struct component *of)
{
    static const struct outcome never = {.result = RESULT_NORETURN,
                                         .param = -1};
    static const struct contract bottom = {.outcomes = &never,
                                           .n_outcomes = 1,
                                           .thread = THREAD_ANY,
                                           .format_param = -1,
                                           .note = ""};
    c->n = of->n;
    c->v = ARENA_ARRAY(c->keep, struct member, of->n);
    for (size_t i = 0; i < of->n; i++) {
        struct member *m = &c->v[i];
        m->proc = of->v[i];
        m->proc->summary = &bottom;
        m->proc->writes = (struct writes){0};
        m->seen = what_is_seen(c, m->proc);
    }
    for (size_t i = 0; i < of->n; i++)
        find_calls(c, &c->v[i]);
}

void
settle(const struct run *r, const struct component *of)
{
    struct run quick = *r;
    quick.max_states = r->max_states / SETTLE_SHARE;
    struct cycle c = {.r = &quick, .keep = arena_new()};
    cycle_begin(&c, of);
    for (int round = 0; round < MAX_ROUNDS; round++) {
        bool changed = false;
        for (size_t i = 0; i < c.n; i++)
            if (is_stale(&c, &c.v[i]))
                changed |= renew(&c, &c.v[i]);
        if (!changed)
            break;
    }
    arena_free(c.keep);
}

/* Static variables that own what they hold, and a function that Python code
 * may call at any time puts something else there: what stood there before is
 * lost, unless the function deals with it.  Or releases it and leaves the
 * pointer there, for the next call.
 */
#include "types.h"

#include <string.h>

#define MAX_DEPTH 3

struct variable {
    struct types *t;
    const struct unit *unit;
    sym name;
};

static bool
is_it(const struct variable *v, const struct operand *o)
{
    return o->kind == OPERAND_GLOBAL && o->name == v->name;
}

static bool
is_load(const struct variable *v, const struct op *op)
{
    return op->kind == OP_LOAD && is_it(v, &op->a);
}

/* Of something; NULL takes nothing away that is not released. */
static bool
is_store(const struct variable *v, const struct op *op)
{
    return op->kind == OP_STORE && is_it(v, &op->a) &&
           op->b.kind != OPERAND_INT;
}

static bool
takes_address(const struct variable *v, const struct op *op)
{
    bool plain = op->kind == OP_LOAD || op->kind == OP_STORE;
    bool taken = (!plain && is_it(v, &op->a)) || is_it(v, &op->b);
    for (size_t i = 0; i < op->n_args; i++)
        taken |= is_it(v, &op->args[i]);
    return taken;
}

/* `hook = callback; Py_INCREF(hook);` */
static bool
is_counted_next(const struct variable *v, const struct block *b, size_t store)
{
    uint32_t read = NO_SLOT;
    for (size_t i = store + 1; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        if (is_load(v, op))
            read = op->dst;
        else if (op->kind == OP_CALL)
            return op->callee != NULL && op->n_args == 1 && read != NO_SLOT &&
                   op->args[0].kind == OPERAND_SLOT &&
                   op->args[0].index == read &&
                   (strcmp(op->callee, "Py_INCREF") == 0 ||
                    strcmp(op->callee, "Py_XINCREF") == 0);
        else if (op->kind == OP_STORE)
            return false;
    }
    return false;
}

/* Nothing but references of its own ever comes into it. */
static bool
is_owner_in(const struct variable *v, const struct procedure *proc)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool owned = is_store(v, op) && op->b.kind == OPERAND_SLOT &&
                         (slot_origin(v->t, proc, op->b.index).giving ==
                              GIVE_OWNED ||
                          is_counted_next(v, &f->blocks[b], i));
            if (takes_address(v, op) || (is_store(v, op) && !owned))
                return false;
        }
    return true;
}

static bool
is_owner(const struct variable *v)
{
    const struct program *p = v->t->p;
    for (size_t i = 0; i < p->procs.n; i++)
        if (p->procs.v[i].unit == v->unit &&
            (p->procs.v[i].func->status != FUNC_OK ||
             !is_owner_in(v, &p->procs.v[i])))
            return false;
    return true;
}

/* ---- what the function does with the old value ---- */

static bool
touches_in(const struct variable *v, const struct procedure *proc, int depth)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct procedure *to = program_callee(v->t->p, proc->unit,
                                                        op);
            if (is_load(v, op) || (op->kind == OP_STORE && is_it(v, &op->a)) ||
                (to != NULL && (depth == 0 || touches_in(v, to, depth - 1))))
                return true;
        }
    return false;
}

/* The API leaves the argument as it is. */
static bool
only_reads(const struct variable *v, const struct op *op, size_t i)
{
    const struct contract *c = program_line(v->t->p, op);
    if (c == NULL || i >= c->n_params || op->callee == NULL ||
        !str_starts(op->callee, "Py") || strstr(op->callee, "InPlace") != NULL)
        return false;
    for (size_t k = 0; k < c->params[i].n_effects; k++)
        if (c->params[i].effects[k].verb != VERB_NULL &&
            c->params[i].effects[k].verb != VERB_ACQUIRES &&
            c->params[i].effects[k].verb != VERB_RETAINS)
            return false;
    return true;
}

static bool
is_looked_at(const struct variable *v, const struct func *f,
             const struct op *load)
{
    const uint64_t *same = slot_aliases(v->t->keep, f, load->dst);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_STORE && operand_is_among(&op->b, same)) ||
                (op->kind == OP_RETURN && operand_is_among(&op->a, same)))
                return false;
            for (size_t a = 0; op->kind == OP_CALL && a < op->n_args; a++)
                if (operand_is_among(&op->args[a], same) &&
                    !only_reads(v, op, a))
                    return false;
        }
    return true;
}

/* On some way to the store; what another way does with it does not matter. */
static bool
deals_with_it(const struct variable *v, const struct procedure *proc,
              const struct op *store)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct procedure *to = program_callee(v->t->p, proc->unit,
                                                        op);
            if (((is_load(v, op) && !is_looked_at(v, f, op)) ||
                 (to != NULL && touches_in(v, to, MAX_DEPTH))) &&
                op_comes_after(f, op, store))
                return true;
        }
    return false;
}

/* ---- ways to the store ---- */

struct walk {
    const struct variable *v;
    const struct func *f;
    bool *seen;
};

/* Where the branch goes when the variable holds NULL, or NO_BLOCK. */
static uint32_t
null_edge(const struct walk *w, const struct op *branch)
{
    size_t when_null = 1;
    if (branch->kind != OP_BRANCH)
        return NO_BLOCK;
    const struct op *op = func_made_behind(w->f, &branch->a);
    for (int i = 0; i < 3 && op != NULL && op->kind != OP_LOAD; i++) {
        if (!op_asks_null(op, &when_null))
            return NO_BLOCK;
        op = func_made_behind(w->f, &op->a);
    }
    return op != NULL && is_load(w->v, op) ? branch->to[when_null] : NO_BLOCK;
}

/* What the branch asks is kept elsewhere: whether it is the first time. */
static bool
asks_memory(const struct walk *w, const struct op *branch)
{
    const struct op *op = branch->kind == OP_BRANCH ||
                                  branch->kind == OP_SWITCH
                              ? func_made_behind(w->f, &branch->a)
                              : NULL;
    for (int i = 0; i < 4 && op != NULL; i++) {
        if (op->kind == OP_CALL)
            return op->callee == NULL ||
                   program_find(w->v->t->p, w->v->unit, op->callee) != NULL ||
                   program_line(w->v->t->p, op) == NULL;
        if (op->kind == OP_LOAD)
            return op->a.kind != OPERAND_LOCAL;
        op = func_made_behind(w->f, &op->a);
    }
    return false;
}

static const struct op *
store_from(struct walk *w, uint32_t block)
{
    if (w->seen[block])
        return NULL;
    w->seen[block] = true;
    const struct block *b = &w->f->blocks[block];
    for (size_t i = 0; i < b->n_ops; i++)
        if (b->ops[i].kind == OP_STORE && is_it(w->v, &b->ops[i].a))
            return is_store(w->v, &b->ops[i]) ? &b->ops[i] : NULL;
    const struct op *last = &b->ops[b->n_ops - 1];
    uint32_t null = null_edge(w, last);
    if (null == NO_BLOCK && asks_memory(w, last))
        return NULL;
    const struct op *found = NULL;
    for (size_t i = 0; found == NULL && op_successor(last, i) != NO_BLOCK; i++)
        if (op_successor(last, i) != null)
            found = store_from(w, op_successor(last, i));
    return found;
}

static void
tell_of(const struct variable *v, const struct procedure *proc,
        const struct engine_sink *sink, enum aspect aspect,
        const struct op *op)
{
    struct type_view view = {.aspect = aspect,
                             .answer = ANSWER_NO,
                             .field = v->name,
                             .slot = proc->func->name,
                             .is_stored = true};
    struct event e = {.kind = EVENT_TYPE, .arg = -1, .type = &view};
    e.unit = proc->unit;
    e.func = proc->func;
    e.op = op;
    e.subject.name = v->name;
    e.confidence = CONFIDENCE_LIKELY;
    sink->event(sink->data, &e);
}

static void
check_replaced(const struct variable *v, const struct procedure *proc,
               const struct engine_sink *sink)
{
    arena *scratch = arena_new();
    struct walk w = {.v = v, .f = proc->func};
    w.seen = ARENA_ARRAY(scratch, bool, w.f->n_blocks);
    const struct op *op = store_from(&w, 0);
    if (op != NULL && !deals_with_it(v, proc, op))
        tell_of(v, proc, sink, ASPECT_REPLACE, op);
    arena_free(scratch);
}

/* ---- what is released and stays ---- */

/* Some store may follow: of NULL, or of what takes its place. */
static bool
is_stored_after(const struct variable *v, const struct func *f,
                const struct op *load)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_STORE && is_it(v, &op->a) &&
                op_comes_after(f, load, op))
                return true;
        }
    return false;
}

static bool
is_drop(const struct op *op)
{
    static const char *const drops[] = {"Py_DECREF", "Py_XDECREF", NULL};
    return op->kind == OP_CALL && op->callee != NULL &&
           str_is_one_of(op->callee, drops);
}

static bool
counts(const struct op *op)
{
    static const char *const names[] = {"Py_INCREF", "Py_XINCREF", "Py_NewRef",
                                        "Py_XNewRef", NULL};
    return op->kind == OP_CALL && op->callee != NULL &&
           str_is_one_of(op->callee, names);
}

/* The call that releases what was loaded, where nothing else is done with it
 * but to look at it, or NULL. */
static const struct op *
dropped_by(const struct variable *v, const struct func *f,
           const struct op *load)
{
    const uint64_t *same = slot_aliases(v->t->keep, f, load->dst);
    const struct op *drop = NULL;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_STORE && operand_is_among(&op->b, same)) ||
                (op->kind == OP_RETURN && operand_is_among(&op->a, same)))
                return NULL;
            for (size_t a = 0; op->kind == OP_CALL && a < op->n_args; a++)
                if (!operand_is_among(&op->args[a], same))
                    continue;
                else if (is_drop(op))
                    drop = op;
                else if (counts(op) || !only_reads(v, op, a))
                    return NULL;
        }
    return drop;
}

static bool
is_counted(const struct variable *v, const struct func *f,
           const struct op *load)
{
    const uint64_t *same = slot_aliases(v->t->keep, f, load->dst);
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (counts(&f->blocks[b].ops[i]) &&
                f->blocks[b].ops[i].n_args > 0 &&
                operand_is_among(&f->blocks[b].ops[i].args[0], same))
                return true;
    return false;
}

/* A reference is taken on some way, or the old value is another's by now. */
static bool
is_taken(const struct variable *v, const struct procedure *proc)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            const struct procedure *to = program_callee(v->t->p, proc->unit,
                                                        op);
            if ((is_load(v, op) &&
                 (is_counted(v, f, op) || (!is_looked_at(v, f, op) &&
                                           dropped_by(v, f, op) == NULL))) ||
                (to != NULL && touches_in(v, to, MAX_DEPTH)))
                return true;
        }
    return false;
}

static void
check_dropped(const struct variable *v, const struct procedure *proc,
              const struct engine_sink *sink)
{
    const struct func *f = proc->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *load = &f->blocks[b].ops[i];
            const struct op *drop = is_load(v, load) ? dropped_by(v, f, load)
                                                     : NULL;
            if (drop == NULL || is_stored_after(v, f, load) ||
                is_taken(v, proc))
                continue;
            tell_of(v, proc, sink, ASPECT_RESET, drop);
            return;
        }
}

/* A type is set up once. */
static bool
is_type(const struct type *t)
{
    return t->target != NULL && t->target->name != NULL &&
           strcmp(t->target->name, "PyTypeObject") == 0;
}

/* Variables are many, functions that store into one or release are few. */
static bool
stores_or_drops(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (is_drop(&f->blocks[b].ops[i]) ||
                (f->blocks[b].ops[i].kind == OP_STORE &&
                 f->blocks[b].ops[i].a.kind == OPERAND_GLOBAL))
                return true;
    return false;
}

static bool
any_op(const struct variable *v, const struct func *f,
       bool wanted(const struct variable *, const struct op *))
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++)
            if (wanted(v, &f->blocks[b].ops[i]))
                return true;
    return false;
}

static bool
is_ever_set(const struct variable *v)
{
    const struct program *p = v->t->p;
    for (size_t i = 0; i < p->procs.n; i++)
        if (p->procs.v[i].unit == v->unit &&
            any_op(v, p->procs.v[i].func, is_store))
            return true;
    return false;
}

static void
check_in(const struct variable *v, const struct procedure *proc,
         const struct engine_sink *sink)
{
    bool stores = any_op(v, proc->func, is_store);
    if (!(stores || any_op(v, proc->func, is_load)) || !is_owner(v))
        return;
    if (stores)
        check_replaced(v, proc, sink);
    if (stores || is_ever_set(v))
        check_dropped(v, proc, sink);
}

void
types_variables(struct types *t, const struct engine_sink *sink)
{
    for (size_t i = 0; i < t->p->procs.n; i++) {
        const struct procedure *proc = &t->p->procs.v[i];
        if (proc->entry == NULL || proc->entry_guessed || proc->at_import ||
            proc->func->status != FUNC_OK || proc->func->n_blocks == 0 ||
            !stores_or_drops(proc->func))
            continue;
        for (size_t g = 0; g < proc->unit->n_globals; g++) {
            const struct global *of = &proc->unit->globals[g];
            struct variable v = {t, proc->unit, of->name};
            if (of->is_static && !of->is_safe &&
                type_is_object_pointer(of->type) && !is_type(of->type))
                check_in(&v, proc, sink);
        }
    }
}

/* Helpers whose failures all their callers pass on as they are.
 *
 *     if (get_indices(slice, n, &i) < 0)
 *         return NULL;
 *
 * Where every caller does that, up to functions that Python calls, a failure
 * without an exception is a mistake of the helper, if others of its failures
 * have one.  This is read from the text of the callers: on the way from the
 * test of the result to the return nothing is called but what releases.
 */
#include "run.h"

#include <string.h>

#define MAX_WAY 12 /* blocks between the test and the return */

struct site {
    const struct program *p;
    const struct procedure *from;
    uint32_t slot;   /* of the result, or of a copy */
    int64_t failure; /* what the call gives that has failed */
    bool *seen;      /* blocks */
    unsigned walked;
};

/* ---- the way from the failure to the return ----------------------------- */

static bool
is_failing(const struct operand *o, bool pointer)
{
    return o->kind == OPERAND_INT &&
           (pointer ? o->number == 0 : o->number < 0);
}

/* The variable that is returned had the value of a failure all the time, or
   has the result that failed. */
static bool
may_be_failing(const struct site *w, uint32_t slot, bool pointer)
{
    const struct func *f = w->from->func;
    if (slot == w->slot)
        return true;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->dst == slot &&
                (op->kind == OP_COPY || op->kind == OP_CAST) &&
                (is_failing(&op->a, pointer) ||
                 (op->a.kind == OPERAND_SLOT && op->a.index == w->slot)))
                return true;
        }
    return false;
}

static bool
returns_failure(const struct site *w, const struct op *op)
{
    if (op->a.kind == OPERAND_NONE || op->type == NULL)
        return false;
    bool pointer = type_is_pointer(op->type);
    if (op->a.kind == OPERAND_SLOT)
        return may_be_failing(w, op->a.index, pointer);
    return is_failing(&op->a, pointer);
}

/* It has nothing to do with exceptions: Py_DECREF(), free(). */
static bool
is_quiet(const struct site *w, const struct op *op)
{
    const struct contract *c = op->callee == NULL ? NULL
                                                  : program_line(w->p, op);
    if (c == NULL || contract_is_inferred(c) ||
        str_starts(op->callee, "PyErr_"))
        return false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].exc != EXC_KEEP)
            return false;
    return true;
}

static bool
goes_out(struct site *w, uint32_t block, size_t first)
{
    const struct block *b = &w->from->func->blocks[block];
    if (first == 0 && w->seen[block])
        return true;
    if (w->walked++ == MAX_WAY)
        return false;
    w->seen[block] |= first == 0;
    for (size_t i = first; i < b->n_ops; i++)
        if (b->ops[i].kind == OP_CALL && !is_quiet(w, &b->ops[i]))
            return false;
    const struct op *last = &b->ops[b->n_ops - 1];
    if (last->kind == OP_RETURN)
        return returns_failure(w, last);
    bool goes = last->kind == OP_UNREACHABLE;
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        goes = goes_out(w, op_successor(last, i), 0);
        if (!goes)
            return false;
    }
    return goes;
}

/* ---- the test of the result --------------------------------------------- */

/* What the condition says when the call has failed; false: it is about
   something else. */
static bool
tests_result(const struct site *w, const struct operand *cond, int64_t *truth)
{
    int64_t failure = w->failure;
    if (cond->kind == OPERAND_SLOT && cond->index == w->slot) {
        *truth = failure;
        return true;
    }
    const struct op *op = func_made_by(w->from->func, cond);
    if (op == NULL || op->a.kind != OPERAND_SLOT || op->a.index != w->slot)
        return false;
    if (op->kind == OP_UNARY && op->code == CODE_LNOT) {
        *truth = failure == 0;
        return true;
    }
    return op->kind == OP_BINARY && op->code >= CODE_EQ &&
           op->b.kind == OPERAND_INT &&
           op_fold(op->code, failure, op->b.number, truth);
}

static bool
follow(struct site *w, const struct op *op)
{
    bool copy = op->kind == OP_COPY || op->kind == OP_CAST;
    if (copy && op->a.kind == OPERAND_SLOT && op->a.index == w->slot)
        w->slot = op->dst;
    return op->kind != OP_CALL || is_quiet(w, op);
}

/* What comes of the result of the call that is op `at` of the block. */
static bool
is_passed_on(struct site *w, uint32_t block, size_t at)
{
    const struct block *b = &w->from->func->blocks[block];
    const struct op *last = &b->ops[b->n_ops - 1];
    int64_t truth = 0;
    for (size_t i = at + 1; i < b->n_ops; i++)
        if (!follow(w, &b->ops[i]))
            return false;
    if (last->kind == OP_RETURN)
        return last->a.kind == OPERAND_SLOT && last->a.index == w->slot;
    if (last->kind == OP_JUMP && w->walked++ < MAX_WAY)
        return is_passed_on(w, last->to[0], SIZE_MAX);
    return last->kind == OP_BRANCH && tests_result(w, &last->a, &truth) &&
           goes_out(w, last->to[truth != 0 ? 0 : 1], 0);
}

/* ---- all callers -------------------------------------------------------- */

/* Python takes every failure of the function for one with an exception. */
static bool
owes_exception(const struct contract *entry)
{
    bool fails = false;
    for (size_t i = 0; i < entry->n_outcomes; i++) {
        const struct outcome *o = &entry->outcomes[i];
        if (o->result != RESULT_NULL &&
            !(o->result == RESULT_RANGE && o->lo < 0))
            continue;
        if (o->exc != EXC_SET)
            return false;
        fails = true;
    }
    return fails;
}

/* A function for other units that gives an object, in Python's own code. */
static bool
is_like_api(const struct procedure *proc)
{
    return !proc->func->is_static &&
           type_is_object_pointer(proc->func->type->target) &&
           (str_starts(proc->func->name, "Py") ||
            str_starts(proc->func->name, "_Py"));
}

static bool
is_candidate(const struct procedure *proc)
{
    const struct type *type = proc->func->type->target;
    return proc->entry == NULL && proc->registrar == NULL && !proc->taken &&
           proc->func->is_static && proc->func->status == FUNC_OK &&
           (type_is_pointer(type) ||
            (type->kind == TYPE_INT && type->is_signed));
}

static bool
site_passes(const struct program *p, const struct procedure *from,
            uint32_t block, size_t at, bool *seen)
{
    const struct op *op = &from->func->blocks[block].ops[at];
    struct site w = {.p = p,
                     .from = from,
                     .slot = op->dst,
                     .failure = type_is_pointer(op->type) ? 0 : -1,
                     .seen = seen};
    memset(seen, 0, from->func->n_blocks * sizeof *seen);
    bool heard = from->entry != NULL ? owes_exception(from->entry)
                                     : from->passed_on || is_like_api(from);
    return op->dst != NO_SLOT && heard && is_passed_on(&w, block, at);
}

/* True when somebody is no candidate any more. */
static bool
drop_by(struct program *p, const struct procedure *from, bool *called)
{
    const struct func *f = from->func;
    arena *scratch = arena_new();
    bool *seen = ARENA_ARRAY(scratch, bool, f->n_blocks), dropped = false;
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            struct procedure *to = program_callee(p, from->unit, op);
            if (to == NULL || to == from || !to->passed_on)
                continue;
            called[to - p->procs.v] = true;
            if (site_passes(p, from, b, i, seen))
                continue;
            to->passed_on = false;
            dropped = true;
        }
    arena_free(scratch);
    return dropped;
}

void
passed_on_learn(struct program *p)
{
    arena *scratch = arena_new();
    bool *called = ARENA_ARRAY(scratch, bool, p->procs.n), more = true;
    for (size_t i = 0; i < p->procs.n; i++)
        p->procs.v[i].passed_on = is_candidate(&p->procs.v[i]);
    while (more) {
        more = false;
        for (size_t i = 0; i < p->procs.n; i++)
            more |= drop_by(p, &p->procs.v[i], called);
    }
    for (size_t i = 0; i < p->procs.n; i++)
        p->procs.v[i].passed_on &= called[i];
    arena_free(scratch);
}

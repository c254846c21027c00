/* What a helper leaves in a variable of its caller although it fails.
 *
 *     if (!convert(arg, &bytes))
 *         return NULL;
 *
 * Where no caller looks at the variable after the failure, a reference that
 * the helper has put there before is lost; and the helper knows that it fails.
 * This is read from the text of the callers.
 */
#include "call.h"
#include "run.h"

#include <string.h>

#define MAX_WAY 24 /* blocks between the test and the return */

struct way {
    const struct func *f;
    uint32_t result; /* slot */
    uint32_t var;    /* slot that the helper was given the address of */
    bool *seen;      /* blocks */
    unsigned walked;
};

static bool
is_var(const struct way *w, const struct operand *o)
{
    return (o->kind == OPERAND_LOCAL || o->kind == OPERAND_SLOT) &&
           o->index == w->var;
}

static bool
mentions(const struct way *w, const struct op *op)
{
    bool found = op->kind != OP_SCOPE &&
                 (is_var(w, &op->a) || is_var(w, &op->b) || op->dst == w->var);
    for (size_t i = 0; i < op->n_args; i++)
        found |= is_var(w, &op->args[i]);
    return found;
}

/* No way on from here looks at the variable again. */
static bool
is_left(struct way *w, uint32_t block)
{
    const struct block *b = &w->f->blocks[block];
    if (w->seen[block])
        return true;
    if (w->walked++ == MAX_WAY)
        return false;
    w->seen[block] = true;
    for (size_t i = 0; i < b->n_ops; i++)
        if (mentions(w, &b->ops[i]))
            return false;
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        if (!is_left(w, op_successor(last, i)))
            return false;
    return true;
}

/* What the condition says when the call has given `failure`. */
static bool
tests_result(const struct way *w, const struct operand *cond, int64_t failure,
             int64_t *truth)
{
    const struct op *op = func_made_by(w->f, cond);
    *truth = failure;
    if (cond->kind == OPERAND_SLOT && cond->index == w->result)
        return true;
    if (op == NULL || op->a.kind != OPERAND_SLOT || op->a.index != w->result)
        return false;
    *truth = failure == 0;
    if (op->kind == OP_UNARY && op->code == CODE_LNOT)
        return true;
    return op->kind == OP_BINARY && op->code >= CODE_EQ &&
           op->b.kind == OPERAND_INT &&
           op_fold(op->code, failure, op->b.number, truth);
}

static bool
leaves(struct way *w, uint32_t block, size_t at, int64_t failure)
{
    const struct block *b = &w->f->blocks[block];
    const struct op *last = &b->ops[b->n_ops - 1];
    int64_t truth = 0;
    w->result = b->ops[at].dst;
    w->walked = 0;
    memset(w->seen, 0, w->f->n_blocks * sizeof *w->seen);
    for (size_t i = at + 1; i < b->n_ops; i++) {
        const struct op *op = &b->ops[i];
        bool copy = op->kind == OP_COPY || op->kind == OP_CAST;
        if (mentions(w, op))
            return false;
        if (copy && op->a.kind == OPERAND_SLOT && op->a.index == w->result)
            w->result = op->dst;
    }
    return last->kind == OP_BRANCH &&
           tests_result(w, &last->a, failure, &truth) &&
           is_left(w, last->to[truth != 0 ? 0 : 1]);
}

/* ---- all callers -------------------------------------------------------- */

static void
note_call(struct procedure *to, const struct func *f, uint32_t block,
          size_t at, bool *seen)
{
    const struct op *op = &f->blocks[block].ops[at];
    for (size_t i = 0; i < 32; i++) {
        const struct operand *o = i < op->n_args ? &op->args[i] : NULL;
        bool local = o != NULL && o->kind == OPERAND_LOCAL &&
                     op->dst != NO_SLOT && !f->slots[o->index].is_param;
        struct way w = {.f = f, .var = local ? o->index : 0, .seen = seen};
        uint32_t bit = UINT32_C(1) << i;
        if (!local || !leaves(&w, block, at, 0))
            to->left_zero &= ~bit;
        if (!local || type_is_pointer(op->type) || !leaves(&w, block, at, -1))
            to->left_minus &= ~bit;
    }
}

static void
note_function(struct program *p, const struct procedure *from, bool *called)
{
    const struct func *f = from->func;
    arena *scratch = arena_new();
    bool *seen = ARENA_ARRAY(scratch, bool, f->n_blocks + 1);
    for (uint32_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            struct procedure *to = program_callee(p, from->unit, op);
            if (to != NULL) {
                called[to - p->procs.v] = true;
                note_call(to, f, b, i, seen);
            }
        }
    arena_free(scratch);
}

void
left_out_learn(struct program *p)
{
    arena *scratch = arena_new();
    bool *called = ARENA_ARRAY(scratch, bool, p->procs.n + 1);
    for (size_t i = 0; i < p->procs.n; i++) {
        struct procedure *proc = &p->procs.v[i];
        bool open = proc->taken || proc->entry != NULL ||
                    !proc->func->is_static || proc->registrar != NULL;
        proc->left_zero = proc->left_minus = open ? 0 : UINT32_MAX;
    }
    for (size_t i = 0; i < p->procs.n; i++)
        note_function(p, &p->procs.v[i], called);
    for (size_t i = 0; i < p->procs.n; i++)
        if (!called[i])
            p->procs.v[i].left_zero = p->procs.v[i].left_minus = 0;
    arena_free(scratch);
}

/* ---- returns of the helper ---------------------------------------------- */

/* The function is about to fail, with a reference of its own in the caller's
   variable. */
void
left_out_at_return(struct explorer *x, const struct state *s,
                   const struct op *op, value result)
{
    int64_t lo, hi;
    if (x->sink == NULL || result == NO_VALUE || s->exc != EXC_STATE_SET ||
        pending_unknown(s) || s->doubted)
        return;
    value_range(x, s, result, &lo, &hi);
    bool zero = value_null(x, s, result) == NULL_IS || (lo == 0 && hi == 0);
    uint32_t left = zero     ? x->proc->left_zero
                    : hi < 0 ? x->proc->left_minus
                             : 0;
    for (uint32_t i = 0; i < x->f->n_params && i < 32; i++) {
        value at = term_intern(
            &x->terms, (struct term){.kind = VALUE_PARAM, .number = i});
        value v = (left >> i & 1) == 0 ? NO_VALUE : state_load(s, at);
        const struct fact *f = v == NO_VALUE || v == ZEROED ? NULL
                                                            : state_fact(s, v);
        if (f == NULL || f->kind != x->p->ref ||
            (f->flags & (FLAG_ESCAPED | FLAG_FIRST)) != 0 || f->owned != 1 ||
            f->held != 0 || held_count(x, s, v) != 1 ||
            value_null(x, s, v) == NULL_IS)
            continue;
        struct state *lost = state_clone(x, s);
        state_store(x->keep, lost, at, term_int(&x->terms, 0));
        tell(x, lost, EVENT_LOST, op, v,
             &(struct event){.arg = -1,
                             .loss = LOSS_RETURN,
                             .confidence = CONFIDENCE_LIKELY});
        state_free(x, lost);
    }
}

/* Finds what makes an event happen: the last condition on the path that
 * decided it, and the call whose outcome that condition tests.
 *
 * A branch decides an exit when the way taken always ends there and the
 * other way need not: tests inside the clean-up code do not count, the test
 * that jumped to it does.  That a call succeeded is no cause.
 */
#include "inside.h"

#include <string.h>

/* ---- positions ---- */

struct place
op_place(const struct unit *u, const struct op *op)
{
    assert(op->loc.file < u->n_files);
    return (struct place){u->files[op->loc.file].path, op->loc.line,
                          op->loc.col, op->loc.end_line, op->loc.end_col};
}

/* ---- which branch decides ---- */

/* No way from `from` to a return avoids `target`. */
static bool
always_reaches(const struct func *f, uint32_t from, uint32_t target)
{
    return !func_reaches(f, from, NO_BLOCK, target);
}

static bool
decides(const struct step *s, uint32_t target)
{
    if (s->kind != STEP_BRANCH || s->op->kind != OP_BRANCH)
        return false;
    uint32_t way = s->op->to[s->taken ? 0 : 1];
    uint32_t other = s->op->to[s->taken ? 1 : 0];
    return always_reaches(s->func, way, target) &&
           !always_reaches(s->func, other, target);
}

/* ---- which call it tests ---- */

static bool
taint(bool *in, const struct operand *o)
{
    bool slot = o->kind == OPERAND_SLOT || o->kind == OPERAND_LOCAL;
    if (!slot || in[o->index])
        return false;
    in[o->index] = true;
    return true;
}

static bool
taint_op(bool *in, const struct op *op)
{
    if (op->dst == NO_SLOT || !in[op->dst])
        return false;
    if (op->kind == OP_BINARY) {
        bool a = taint(in, &op->a);
        return taint(in, &op->b) || a;
    }
    bool passes = op->kind == OP_COPY || op->kind == OP_CAST ||
                  op->kind == OP_UNARY || op->kind == OP_LOAD;
    return passes && taint(in, &op->a);
}

/* The slots from which the condition's value may come. */
static bool *
tested_slots(arena *keep, const struct func *f, const struct op *branch)
{
    bool *in = ARENA_ARRAY(keep, bool, f->n_slots);
    bool more = taint(in, &branch->a);
    while (more) {
        more = false;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++)
                more |= taint_op(in, &f->blocks[b].ops[i]);
    }
    return in;
}

static bool
is_tested(const bool *in, const struct step *s)
{
    if (s->kind != STEP_CALL || s->op->kind != OP_CALL)
        return false;
    if (s->op->dst != NO_SLOT && in[s->op->dst])
        return true;
    for (size_t i = 0; i < s->op->n_args; i++)
        if (s->op->args[i].kind == OPERAND_LOCAL && in[s->op->args[i].index])
            return true;
    return false;
}

/* PyErr_Occurred() only reads the exception state: its NULL is no failure. */
static bool
reads_exception(const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++)
        if (o->conds[i].kind != COND_PARAM)
            return true;
    return false;
}

bool
step_fails(const struct step *s)
{
    if (s->kind != STEP_CALL || s->callee == NULL || s->outcome < 0 ||
        (size_t)s->outcome >= s->callee->n_outcomes)
        return false;
    const struct outcome *o = &s->callee->outcomes[s->outcome];
    return contract_outcome_fails(o) && !reads_exception(o);
}

bool
step_only_fails(const struct step *s)
{
    if (!step_fails(s))
        return false;
    for (size_t i = 0; i < s->callee->n_outcomes; i++)
        if (s->callee->outcomes[i].exc != EXC_SET)
            return false;
    return true;
}

static bool
asks_for_exception(const struct step *s)
{
    return s->op->callee != NULL &&
           strcmp(s->op->callee, "PyErr_Occurred") == 0;
}

/* Its result went through memory on the way to the condition. */
static const struct step *
failure_before(const struct step *steps, size_t branch)
{
    size_t i = branch;
    while (i > 0 && steps[i - 1].kind != STEP_BRANCH &&
           !step_fails(&steps[i - 1]))
        i--;
    return i > 0 && step_fails(&steps[i - 1]) ? &steps[i - 1] : NULL;
}

static const struct step *
tested_call(arena *keep, const struct step *steps, size_t branch)
{
    const bool *in = tested_slots(keep, steps[branch].func, steps[branch].op);
    size_t i = branch;
    while (i > 0 && !is_tested(in, &steps[i - 1]))
        i--;
    if (i == 0)
        return failure_before(steps, branch);
    if (!asks_for_exception(&steps[i - 1]))
        return &steps[i - 1];
    return cause_of_exception(steps, i - 1);
}

const struct step *
cause_of_exception(const struct step *steps, size_t n)
{
    for (size_t i = n; i-- > 0 && steps[i].exc != EXC_STATE_NONE;) {
        enum exc_state before = i > 0 ? steps[i - 1].exc : EXC_STATE_NONE;
        if (steps[i].kind == STEP_CALL && steps[i].exc != before)
            return &steps[i];
    }
    return NULL;
}

static const struct step *
last_failure(const struct step *steps, size_t n)
{
    while (n > 0 && !step_fails(&steps[n - 1]))
        n--;
    return n > 0 ? &steps[n - 1] : NULL;
}

/* ---- together ----------------------------------------------------------- */

static struct reason
find_in(arena *keep, const struct step *steps, size_t n, const struct event *e)
{
    uint32_t target = op_position(e->func, e->op).block;
    if (target == NO_BLOCK)
        return (struct reason){NULL, NULL};
    for (size_t i = n; i-- > 0;) {
        if (!decides(&steps[i], target))
            continue;
        const struct step *call = tested_call(keep, steps, i);
        if (call == NULL || step_fails(call))
            return (struct reason){call, &steps[i]};
    }
    if (e->exc == EXC_STATE_SET)
        return (struct reason){cause_of_exception(steps, n), NULL};
    const struct step *last = e->kind == EVENT_RETURN ? last_failure(steps, n)
                                                      : NULL;
    return (struct reason){last, NULL};
}

struct reason
cause_find(const struct step *steps, size_t n, const struct event *e)
{
    arena *scratch = arena_new();
    struct reason c = find_in(scratch, steps, n, e);
    arena_free(scratch);
    return c;
}

uint32_t
cause_block(const struct reason *c)
{
    const struct step *b = c->branch;
    return b == NULL ? NO_BLOCK : b->op->to[b->taken ? 0 : 1];
}

const struct op *
cause_op(const struct reason *c, const struct event *e)
{
    if (c->call != NULL)
        return c->call->op;
    return c->branch != NULL ? c->branch->op : e->op;
}

void
rule_add_cause(const struct event *e, struct text *out)
{
    size_t n = 0;
    const struct step *steps = engine_path(out->keep, e, &n);
    struct reason c = cause_find(steps, n, e);
    if (c.call != NULL && c.call->op != e->op && c.call->op->callee != NULL &&
        step_fails(c.call)) {
        text_printf(
            out, step_only_fails(c.call) ? " after %s()" : " when %s() fails",
            c.call->op->callee);
        return;
    }
    struct text condition = {.keep = out->keep};
    if (c.call == NULL && c.branch != NULL &&
        expr_condition(&condition, e->func, c.branch->op, c.branch->taken))
        text_printf(out, " when %s", text_str(&condition));
}

const char *
rule_exception_setter(const struct event *e, arena *keep)
{
    size_t n = 0;
    const struct step *steps = engine_path(keep, e, &n);
    const struct step *s = cause_of_exception(steps, n);
    return s == NULL ? NULL : s->op->callee;
}

/* ---- ambiguous numbers ---- */

/* Outcome o is a failure and returns a number that another outcome may have
   as a value. */
static bool
is_ambiguous_failure(const struct contract *c, const struct outcome *o)
{
    if (o->exc != EXC_SET || o->result != RESULT_RANGE || o->lo != o->hi)
        return false;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *p = &c->outcomes[i];
        bool covers = p->result == RESULT_VALUE ||
                      (p->result == RESULT_RANGE && p->lo <= o->lo &&
                       o->lo <= p->hi);
        if (p->exc != EXC_SET && covers)
            return true;
    }
    return false;
}

static bool
has_ambiguous_failure(const struct contract *c)
{
    for (size_t i = 0; c != NULL && i < c->n_outcomes; i++)
        if (is_ambiguous_failure(c, &c->outcomes[i]))
            return true;
    return false;
}

static int64_t
failure_number(const struct contract *c)
{
    size_t i = 0;
    while (!is_ambiguous_failure(c, &c->outcomes[i]))
        i++;
    return c->outcomes[i].lo;
}

/* The exception comes from an ambiguous call of the API, and no later step
   asks for it. */
static const struct step *
find_unasked(const struct step *steps, size_t n)
{
    const struct step *setter = cause_of_exception(steps, n);
    if (setter == NULL || setter->callee == NULL ||
        setter->callee->where == NULL || setter->outcome < 0 ||
        !is_ambiguous_failure(setter->callee,
                              &setter->callee->outcomes[setter->outcome]))
        return NULL;
    for (const struct step *s = setter + 1; s < steps + n; s++)
        if (s->kind == STEP_CALL && s->callee != NULL && s->outcome >= 0 &&
            reads_exception(&s->callee->outcomes[s->outcome]))
            return NULL;
    return setter;
}

/* PyLong_Check(o), found true: what is asked of o then hardly fails. */
static bool
vouches(const struct step *s, const struct operand *o)
{
    if (s->kind != STEP_CALL || s->callee == NULL || s->outcome < 0 ||
        s->op->n_args != 1 || s->callee->n_outcomes != 2 ||
        s->callee->outcomes[s->outcome].lo != 1)
        return false;
    const struct operand *p = &s->op->args[0];
    return p->kind == OPERAND_SLOT && o->kind == OPERAND_SLOT &&
           p->index == o->index;
}

/* A function of the program gave the object, which knows best what it gives
 * to its own: mostly what it has just made. */
static bool
made_it(const struct step *s, const struct op *maker)
{
    return s->kind == STEP_CALL && s->op == maker && s->callee != NULL &&
           s->callee->where == NULL;
}

static bool
is_vouched_for(const struct step *steps, const struct step *call)
{
    if (call->op->n_args == 0)
        return false;
    const struct operand *o = &call->op->args[0];
    const struct op *maker = func_made_behind(call->func, o);
    for (const struct step *s = steps; s < call; s++)
        if (vouches(s, o) || made_it(s, maker))
            return true;
    return false;
}

const char *
rule_unasked_failure(const struct event *e, arena *keep, bool *vouched)
{
    size_t n = 0;
    *vouched = false;
    if (e->trace == NULL)
        return NULL;
    const struct step *steps = engine_path(keep, e, &n);
    const struct step *s = e->exc == EXC_STATE_SET ? find_unasked(steps, n)
                                                   : NULL;
    if (s == NULL)
        return NULL;
    *vouched = is_vouched_for(steps, s);
    return s->op->callee;
}

/* x == -1, or x != -1 that is false. */
static bool
tests_failure(const struct step *branch, const struct step *call)
{
    for (size_t b = 0; b < branch->func->n_blocks; b++) {
        const struct block *block = &branch->func->blocks[b];
        for (size_t i = 0; i < block->n_ops; i++) {
            const struct op *op = &block->ops[i];
            bool tested = op->kind == OP_BINARY && op->dst != NO_SLOT &&
                          branch->op->a.kind == OPERAND_SLOT &&
                          op->dst == branch->op->a.index;
            if (tested && op->b.kind == OPERAND_INT &&
                op->code == (branch->taken ? CODE_EQ : CODE_NE))
                return op->b.number == failure_number(call->callee);
        }
    }
    return false;
}

const char *
rule_mistaken_value(const struct event *e, arena *keep)
{
    size_t n = 0;
    if (e->trace == NULL)
        return NULL;
    const struct step *steps = engine_path(keep, e, &n);
    uint32_t target = op_position(e->func, e->op).block;
    if (target == NO_BLOCK || e->exc != EXC_STATE_NONE)
        return NULL;
    for (size_t i = n; i-- > 0;) {
        if (!decides(&steps[i], target))
            continue;
        const struct step *call = tested_call(keep, steps, i);
        bool value = call != NULL && !step_fails(call) &&
                     call->callee != NULL && call->callee->where != NULL &&
                     has_ambiguous_failure(call->callee);
        return value && tests_failure(&steps[i], call) ? call->op->callee
                                                       : NULL;
    }
    return NULL;
}

/* ---- exceptions that are dropped ---- */

/* The exception was set aside before: what is dropped now is a second one. */
static bool
has_saved(const struct step *steps, const struct step *end)
{
    for (const struct step *s = steps; s < end; s++)
        if (s->kind == STEP_CALL && s->op->callee != NULL &&
            (strcmp(s->op->callee, "PyErr_Fetch") == 0 ||
             strcmp(s->op->callee, "PyErr_GetRaisedException") == 0))
            return true;
    return false;
}

/* PyErr_ExceptionMatches() and its like, or any look at the exception. */
static bool
is_asked(const struct step *from, const struct step *end)
{
    for (const struct step *s = from; s < end; s++)
        if (s->kind == STEP_CALL && s->op->callee != NULL &&
            strstr(s->op->callee, "ExceptionMatches") != NULL)
            return true;
    return false;
}

const char *
rule_unknown_exception(const struct event *e, arena *keep)
{
    size_t n = 0;
    if (e->trace == NULL || e->exc != EXC_STATE_SET)
        return NULL;
    const struct step *steps = engine_path(keep, e, &n);
    const struct step *setter = cause_of_exception(steps, n);
    if (setter == NULL || setter->callee == NULL ||
        setter->callee->where == NULL ||
        (setter->callee->seldom != SELDOM_NOT &&
         setter->callee->seldom != SELDOM_CODECS) ||
        (setter->callee->fails & CAUSE_USER) == 0 ||
        has_saved(steps, setter) || is_asked(setter, steps + n))
        return NULL;
    return setter->op->callee;
}

enum { MAX_AHEAD = 4 }; /* blocks */

bool
rule_sets_exception_next(const struct event *e)
{
    struct position at = op_position(e->func, e->op);
    for (int k = 0; k < MAX_AHEAD && at.block != NO_BLOCK; k++) {
        const struct block *b = &e->func->blocks[at.block];
        for (size_t i = at.op; i < b->n_ops; i++) {
            sym callee = b->ops[i].kind == OP_CALL ? b->ops[i].callee : NULL;
            if (callee != NULL && (str_starts(callee, "PyErr_Set") ||
                                   str_starts(callee, "PyErr_Format") ||
                                   str_starts(callee, "PyErr_NoMemory")))
                return true;
        }
        const struct op *end = &b->ops[b->n_ops - 1];
        bool one = op_successor(end, 0) != NO_BLOCK &&
                   op_successor(end, 1) == NO_BLOCK;
        at = (struct position){one ? op_successor(end, 0) : NO_BLOCK, 0};
    }
    return false;
}

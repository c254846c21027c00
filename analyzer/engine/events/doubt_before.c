/* What the caller of a helper asked before the call.
 *
 *     if (!PyUnicode_Check(s)) ...        a matter of its own
 *     padded = pad(s, 10);                the same string or a new one
 *
 * A question tells which of its outcomes a helper will come to only when the
 * helper asks the same.
 */
#include "call.h"
#include "doubt.h"

#include <string.h>

#define MAX_DEPTH 2 /* of helpers that helpers ask */

/* What was asked: of a function, of a field, or of something else. */
struct question {
    sym callee, field;
};

/* PyUnicode_CheckExact() is asked for what PyUnicode_Check() is. */
static size_t
plain_length(const char *name)
{
    const char *check = strstr(name, "Check");
    return check == NULL ? strlen(name) : (size_t)(check - name);
}

static bool
is_asked_by(const struct op *op, const struct question *q)
{
    if (q->field != NULL)
        return op->kind == OP_FIELD && op->field == q->field;
    if (op->kind != OP_CALL || op->callee == NULL)
        return false;
    size_t n = plain_length(q->callee);
    return n == plain_length(op->callee) &&
           strncmp(op->callee, q->callee, n) == 0;
}

/* Types are compared, in whatever way. */
static bool
looks_at_type(const struct op *op)
{
    static const char *const names[] = {"Py_TYPE",
                                        "Py_IS_TYPE",
                                        "PyObject_TypeCheck",
                                        "PyObject_IsInstance",
                                        "PyType_IsSubtype",
                                        NULL};
    return op->kind == OP_CALL && op->callee != NULL &&
           str_is_one_of(op->callee, names);
}

static bool
may_ask(const struct explorer *x, const struct procedure *proc,
        const struct question *q, int depth)
{
    const struct func *f = proc->func;
    bool check = q->callee != NULL && strstr(q->callee, "Check") != NULL;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (is_asked_by(op, q) || (check && looks_at_type(op)))
                return true;
            const struct procedure *to = program_callee(x->p, proc->unit, op);
            /* Another unit is no part of the cache's key. */
            if (to != NULL && to != proc &&
                (depth == 0 || to->unit != proc->unit ||
                 may_ask(x, to, q, depth - 1)))
                return true;
        }
    return f->n_blocks == 0;
}

static struct question
question_of(const struct explorer *x, const struct trace *asked)
{
    struct question q = {NULL, NULL};
    if (asked->kind == STEP_CALL) {
        q.callee = asked->op->callee;
        return q;
    }
    const struct term *t = term_at(&x->terms, asked->about);
    if (t->kind != VALUE_SYMBOL || t->op == NULL)
        return q;
    if (t->op->kind == OP_CALL)
        q.callee = t->op->callee;
    value from = term_read_from(t);
    const struct term *at = from == NO_VALUE ? NULL : term_at(&x->terms, from);
    if (at != NULL && at->kind == VALUE_FIELD)
        q.field = at->name;
    return q;
}

bool
doubt_is_foreseen(const struct explorer *x, const struct trace *made,
                  const struct trace *asked)
{
    const struct procedure *helper = program_callee(x->p, x->unit, made->op);
    struct question q = question_of(x, asked);
    return helper == NULL || (q.callee == NULL && q.field == NULL) ||
           may_ask(x, helper, &q, MAX_DEPTH);
}

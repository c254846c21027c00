/* Helpers whose result a caller releases, whatever it is:
 *
 *     PyObject *o = find(self, name);
 *     if (o == NULL)
 *         return NULL;
 *     ...
 *     Py_DECREF(o);
 *
 * Where that holds on every way from the call, what the helper only lends at
 * one of its returns is a mistake of the helper.
 */
#include "call.h"
#include "run.h"

#define MAX_WAY 24 /* blocks between the call and the release */

struct site {
    const struct program *p;
    const struct func *f;
    uint32_t slot; /* of the result */
    unsigned walked;
};

static bool
is_result(const struct site *w, const struct operand *o)
{
    return o->kind == OPERAND_SLOT && o->index == w->slot;
}

static bool
is_null(const struct operand *o)
{
    return o->kind == OPERAND_INT && o->number == 0;
}

static bool
is_released(const struct site *w, const struct op *op)
{
    if (op->kind != OP_CALL || op->n_args != 1 || !is_result(w, &op->args[0]))
        return false;
    const struct contract *c = program_line(w->p, op);
    return c != NULL && c->n_params == 1 && !contract_is_inferred(c) &&
           param_has(&c->params[0], VERB_RELEASES);
}

/* Where the branch goes with a result: 0 or 1; -1: it asks something else. */
static int
with_result(const struct site *w, const struct op *branch)
{
    const struct op *test = func_made_by(w->f, &branch->a);
    if (is_result(w, &branch->a))
        return 0;
    if (test == NULL || test->kind != OP_BINARY || !is_result(w, &test->a) ||
        !is_null(&test->b))
        return -1;
    return test->code == CODE_NE ? 0 : test->code == CODE_EQ ? 1 : -1;
}

static bool
ends_released(struct site *w, uint32_t block, size_t first)
{
    const struct block *b = &w->f->blocks[block];
    if (w->walked++ == MAX_WAY)
        return false;
    for (size_t i = first; i < b->n_ops; i++) {
        if (is_released(w, &b->ops[i]))
            return true;
        if (b->ops[i].dst == w->slot)
            return false;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    int with = last->kind == OP_BRANCH ? with_result(w, last) : -1;
    bool ends = false;
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        if (with >= 0 && (size_t)with != i)
            continue;
        ends = ends_released(w, op_successor(last, i), 0);
        if (!ends)
            return false;
    }
    return ends;
}

bool
released_by_all(const struct program *p, const struct func *f, uint32_t block,
                size_t at)
{
    const struct block *b = &f->blocks[block];
    const struct op *call = &b->ops[at];
    struct site w = {.p = p, .f = f, .slot = call->dst};
    while (
        w.slot != NO_SLOT && at + 1 < b->n_ops &&
        (b->ops[at + 1].kind == OP_COPY || b->ops[at + 1].kind == OP_CAST) &&
        is_result(&w, &b->ops[at + 1].a))
        w.slot = b->ops[++at].dst;
    if (w.slot == NO_SLOT || !type_is_object_pointer(call->type))
        return false;
    return ends_released(&w, block, at + 1);
}

/* The trashcan, which puts instances off when a tp_dealloc is nested too
 * deeply: it links them by the header of the collector, which they must have
 * left, and calls the same tp_dealloc again, from its beginning.
 */
#include "types_way.h"

#include <string.h>

struct can {
    struct checking *c;
    struct procedure *proc;
    const struct op *begin;
    struct way w;
};

static bool
is_begin(const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL &&
           str_starts(op->callee, "Py_TRASHCAN_") &&
           strstr(op->callee, "BEGIN") != NULL;
}

static bool
is_end(const struct can *k, const struct op *op)
{
    (void)k;
    return op->kind == OP_CALL && op->callee != NULL &&
           strcmp(op->callee, "Py_TRASHCAN_END") == 0;
}

static bool
is_return(const struct can *k, const struct op *op)
{
    (void)k;
    return op->kind == OP_RETURN;
}

/* Releases what the instance holds, or frees it. */
static bool
tears_down(const struct can *k, const struct op *op)
{
    if (way_frees_self(&k->w, op))
        return true;
    for (size_t i = 0; i < k->w.touches->v.n; i++) {
        const struct touch *t = &k->w.touches->v.v[i];
        if (t->op == op && t->at.param == 0 && t->kind == TOUCH_RELEASE &&
            t->at.level > 0 && t->at.offset != OB_TYPE_OFFSET)
            return true;
    }
    return false;
}

typedef bool can_test(const struct can *k, const struct op *op);

/* The first goal on some way from there that meets no stop. */
static const struct op *
find_from(struct can *k, uint32_t block, size_t from, can_test *goal,
          can_test *stop)
{
    const struct block *b = &k->w.f->blocks[block];
    for (size_t i = from; i < b->n_ops; i++) {
        if (goal(k, &b->ops[i]))
            return &b->ops[i];
        if (stop != NULL && stop(k, &b->ops[i]))
            return NULL;
    }
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++) {
        uint32_t to = op_successor(last, i);
        if (k->w.seen[to])
            continue;
        k->w.seen[to] = true;
        const struct op *hit = find_from(k, to, 0, goal, stop);
        if (hit != NULL)
            return hit;
    }
    return NULL;
}

static const struct op *
find_after(struct can *k, const struct op *op, can_test *goal, can_test *stop)
{
    struct position at = op_position(k->w.f, op);
    k->w.seen = ARENA_ARRAY(k->c->scratch, bool, k->w.f->n_blocks);
    return find_from(k, at.block, at.op + 1, goal, stop);
}

static void
tell_can(struct can *k, enum harm harm, const char *detail,
         const struct op *op)
{
    struct type_view v = {.aspect = ASPECT_FINALIZE,
                          .answer = ANSWER_NO,
                          .harm = harm,
                          .detail = detail};
    types_tell(k->c, v, k->proc, op, CONFIDENCE_LIKELY);
}

/* The name of the function that is to be called again, when that is another
 * one: the trashcan asks whether it is the tp_dealloc of the object's type. */
static sym
other_function(const struct can *k)
{
    const struct op *op = k->begin;
    return op->n_args == 2 && op->args[1].kind == OPERAND_FUNCTION &&
                   op->args[1].name != k->proc->func->name
               ? op->args[1].name
               : NULL;
}

static void
check_begin(struct can *k)
{
    const struct type_fact *f = k->c->f;
    bool sure = !f->flags_unknown && !f->base_unknown &&
                (f->base_name == NULL || f->base != NULL);
    if (sure && !type_has_gc(f))
        tell_can(k, HARM_TRASH_PLAIN, NULL, k->begin);
    else if (sure && types_tracked_at(k->c, k->begin) != NULL)
        tell_can(k, HARM_TRASH_TRACKED, NULL, k->begin);
    sym other = other_function(k);
    if (other != NULL)
        tell_can(k, HARM_TRASH_OTHER, other, k->begin);
    const struct op *open = find_after(k, k->begin, is_return, is_end);
    if (open != NULL)
        tell_can(k, HARM_TRASH_OPEN, NULL, open);
}

static void
check_end(struct can *k, const struct op *end)
{
    const struct op *late = find_after(k, end, tears_down, NULL);
    if (late != NULL)
        tell_can(k, HARM_TRASH_AFTER, NULL, late);
}

void
types_trash(struct checking *c)
{
    struct procedure *proc = c->f->slots[SLOT_DEALLOC].proc;
    if (proc == NULL || proc->func->status != FUNC_OK)
        return;
    struct can k = {.c = c, .proc = proc};
    for (uint32_t b = 0; b < proc->func->n_blocks; b++)
        for (size_t i = 0; i < proc->func->blocks[b].n_ops; i++) {
            const struct op *op = &proc->func->blocks[b].ops[i];
            if (!is_begin(op) && (k.begin == NULL || !is_end(&k, op)))
                continue;
            if (k.begin == NULL)
                k.w = way_of(c, proc);
            if (is_begin(op)) {
                k.begin = op;
                check_begin(&k);
            }
            else
                check_end(&k, op);
        }
}

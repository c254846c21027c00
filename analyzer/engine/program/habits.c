/* What the program does with the results of its own helpers.
 *
 * A helper that can return NULL without an exception, and whose result
 * next to nobody in the program tests, returns NULL in situations that its
 * callers know not to be in ("the module does not exist").
 */
#include "explore.h"

#define MIN_SITES 3 /* fewer callers make no habit */
#define RARE 10     /* one test in that many is none */

struct tested {
    uint64_t *bits; /* by slot */
    bool changed;
};

static void
add(struct tested *t, const struct operand *o)
{
    if (o->kind != OPERAND_SLOT || bit_test(t->bits, o->index))
        return;
    bit_set(t->bits, o->index);
    t->changed = true;
}

static void
note_test(struct tested *t, const struct op *op)
{
    bool test = op->kind == OP_BRANCH || op->kind == OP_SWITCH ||
                op->kind == OP_UNARY ||
                (op->kind == OP_BINARY && op->code >= CODE_EQ);
    bool copy = op->kind == OP_COPY || op->kind == OP_CAST;
    if (!test && !(copy && bit_test(t->bits, op->dst)))
        return;
    add(t, &op->a);
    add(t, &op->b);
}

uint64_t *
tested_slots(arena *keep, const struct func *f)
{
    struct tested t = {.changed = true};
    t.bits = ARENA_ARRAY(keep, uint64_t, f->n_slots / 64 + 1);
    while (t.changed) {
        t.changed = false;
        for (size_t b = 0; b < f->n_blocks; b++)
            for (size_t i = 0; i < f->blocks[b].n_ops; i++)
                note_test(&t, &f->blocks[b].ops[i]);
    }
    return t.bits;
}

bool
slot_is_tested(struct explorer *x, uint32_t slot)
{
    if (x->tested == NULL)
        x->tested = tested_slots(x->keep, x->f);
    return bit_test(x->tested, slot);
}

/* What is handed on is for the next caller to test. */
static bool
is_returned(const struct block *b, size_t call)
{
    const struct op *last = &b->ops[b->n_ops - 1];
    return call + 2 == b->n_ops && last->kind == OP_RETURN &&
           last->a.kind == OPERAND_SLOT && last->a.index == b->ops[call].dst;
}

static void
count_sites(struct program *p, const struct unit *u, const struct func *f,
            const uint64_t *tested)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL ||
                op->dst == NO_SLOT || !type_is_pointer(op->type))
                continue;
            struct procedure *to = program_find(p, u, op->callee);
            if (to == NULL || is_returned(&f->blocks[b], i))
                continue;
            to->sites++;
            to->tested_sites += bit_test(tested, op->dst);
        }
}

/* ---- who asks for exceptions ---- */

/* Or gets rid of it; what only sets one asks for nothing. */
static bool
is_question(sym callee)
{
    static const char *const setters[] = {"PyErr_Set",      "PyErr_Format",
                                          "PyErr_NoMemory", "PyErr_Bad",
                                          "PyErr_New",      "PyErr_Warn"};
    if (!str_starts(callee, "PyErr_"))
        return false;
    for (size_t i = 0; i < sizeof setters / sizeof *setters; i++)
        if (str_starts(callee, setters[i]))
            return false;
    return true;
}

static bool
asks_exception(const struct func *f)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                is_question(op->callee))
                return true;
        }
    return false;
}

static void
tell_callees(struct program *p, const struct procedure *from, enum asked asked)
{
    const struct func *f = from->func;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            struct procedure *to = program_callee(p, from->unit, op);
            if (to != NULL && to != from && to->asked < asked)
                to->asked = asked;
        }
}

static void
learn_asked(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++)
        tell_callees(p, &p->procs.v[i],
                     asks_exception(p->procs.v[i].func) ? ASKED_EXCEPTION
                                                        : ASKED_RESULT);
    bool *passes = ARENA_ARRAY(p->keep, bool, p->procs.n);
    for (size_t i = 0; i < p->procs.n; i++)
        passes[i] = p->procs.v[i].entry == NULL &&
                    p->procs.v[i].asked == ASKED_EXCEPTION;
    for (size_t i = 0; i < p->procs.n; i++)
        if (passes[i])
            tell_callees(p, &p->procs.v[i], ASKED_EXCEPTION);
}

void
habits_learn(struct program *p)
{
    learn_asked(p);
    for (size_t n = 0; n < p->procs.n; n++) {
        arena *scratch = arena_new();
        const struct func *f = p->procs.v[n].func;
        count_sites(p, p->procs.v[n].unit, f, tested_slots(scratch, f));
        arena_free(scratch);
    }
}

bool
habit_of(const struct procedure *to)
{
    return to->sites >= MIN_SITES && to->tested_sites * RARE <= to->sites;
}

bool
habit_untested(const struct explorer *x, sym callee)
{
    const struct procedure *to = program_find(x->p, x->unit, callee);
    return to != NULL && habit_of(to);
}

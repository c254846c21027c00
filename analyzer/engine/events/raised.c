/* Which exception is pending, where the call that has set it can set one
 * only: of an int that does not fit there is an OverflowError; a converter
 * that raises TypeError where it is given something else, and nothing more.
 */
#include "call.h"
#include "summary.h"

#include <string.h>

static const struct trace *
setter(const struct state *s)
{
    const struct trace *t = s->trace;
    while (t != NULL && (t->exc != EXC_STATE_SET ||
                         (t->prev != NULL && t->prev->exc == EXC_STATE_SET)))
        t = t->prev;
    return t;
}

/* PyLong_AsLong() of what is an int. */
static bool
overflows(const struct trace *t)
{
    static const char *const others[] = {"PyLong_AsNativeBytes",
                                         "PyLong_AsVoidPtr", NULL};
    enum { TYPED = CAUSE_TYPE | CAUSE_USER };
    return t != NULL && t->kind == STEP_CALL && t->op->callee != NULL &&
           str_starts(t->op->callee, "PyLong_As") &&
           !str_is_one_of(t->op->callee, others) &&
           (t->spared & TYPED) == TYPED;
}

/* The variable of an exception that the operand was loaded from, or NULL. */
static sym
exception_of(const struct func *f, const struct operand *o)
{
    const struct op *op = func_made_by(f, o);
    return op != NULL && op->kind == OP_LOAD && op->a.kind == OPERAND_GLOBAL &&
                   str_starts(op->a.name, "PyExc_")
               ? op->a.name
               : NULL;
}

/* ---- what a function raises --------------------------------------------- */

struct raised {
    sym one;
    bool others; /* it can be any other as well */
};

static sym
named(const struct explorer *x, const struct op *op, const struct contract *c)
{
    static const char *const setters[] = {"PyErr_SetString", "PyErr_SetNone",
                                          "PyErr_Format", "PyErr_FormatV",
                                          NULL};
    if (contract_is_inferred(c))
        return c->raises;
    return op->callee != NULL && op->n_args > 0 &&
                   str_is_one_of(op->callee, setters)
               ? exception_of(x->f, &op->args[0])
               : NULL;
}

static bool
may_raise(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].exc == EXC_SET || c->outcomes[i].exc == EXC_MAYBE)
            return true;
    return false;
}

static void
note_call(const struct explorer *x, const struct op *op, struct raised *r)
{
    const struct contract *c = call_line(x, op);
    if (c == NULL) {
        r->others |= op->callee == NULL ||
                     program_find(x->p, x->unit, op->callee) != NULL;
        return;
    }
    if (!may_raise(c))
        return;
    sym name = named(x, op, c);
    r->others |= name == NULL || (r->one != NULL && r->one != name);
    r->one = name;
}

/* What is raised before `op`; NULL: anywhere. */
static struct raised
raised_before(const struct explorer *x, const struct op *op)
{
    struct raised r = {0};
    for (size_t b = 0; b < x->f->n_blocks && !r.others; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops && !r.others; i++) {
            const struct op *at = &x->f->blocks[b].ops[i];
            if (at->kind == OP_CALL && at != op &&
                (op == NULL || op_comes_after(x->f, at, op)))
                note_call(x, at, &r);
        }
    return r;
}

sym
raised_always(const struct explorer *x)
{
    struct raised r = raised_before(x, NULL);
    return r.others ? NULL : r.one;
}

/* ---- what it is asked for ----------------------------------------------- */

/* Classes that have others below them, and those. */
static const struct {
    const char *name, *base;
} classes[] = {
    {"PyExc_TypeError", "PyExc_Exception"},
    {"PyExc_ValueError", "PyExc_Exception"},
    {"PyExc_AttributeError", "PyExc_Exception"},
    {"PyExc_RuntimeError", "PyExc_Exception"},
    {"PyExc_NotImplementedError", "PyExc_RuntimeError"},
    {"PyExc_SystemError", "PyExc_Exception"},
    {"PyExc_MemoryError", "PyExc_Exception"},
    {"PyExc_StopIteration", "PyExc_Exception"},
    {"PyExc_LookupError", "PyExc_Exception"},
    {"PyExc_KeyError", "PyExc_LookupError"},
    {"PyExc_IndexError", "PyExc_LookupError"},
    {"PyExc_ArithmeticError", "PyExc_Exception"},
    {"PyExc_OverflowError", "PyExc_ArithmeticError"},
    {"PyExc_ZeroDivisionError", "PyExc_ArithmeticError"},
    {"PyExc_Exception", "PyExc_BaseException"},
    {"PyExc_BaseException", NULL},
};

static size_t
class_of(const char *name)
{
    size_t n = sizeof classes / sizeof *classes, i = 0;
    while (i < n && (name == NULL || strcmp(classes[i].name, name) != 0))
        i++;
    return i;
}

static enum answer
answer_of(const char *raised, const char *asked)
{
    if (strcmp(raised, asked) == 0)
        return ANSWER_YES;
    if (class_of(raised) == class_of(NULL) ||
        class_of(asked) == class_of(NULL))
        return ANSWER_UNKNOWN;
    while (raised != NULL && strcmp(raised, asked) != 0)
        raised = classes[class_of(raised)].base;
    return raised != NULL ? ANSWER_YES : ANSWER_NO;
}

static enum answer
answer_to(const struct calling *k, const struct state *s, const char *asked)
{
    const struct trace *set = setter(s);
    if (overflows(set))
        return answer_of("PyExc_OverflowError", asked);
    if (set == NULL || set->kind != STEP_CALL || set->callee == NULL)
        return ANSWER_UNKNOWN;
    struct raised r = raised_before(k->x, k->op);
    return r.others || r.one == NULL ? ANSWER_UNKNOWN
                                     : answer_of(r.one, asked);
}

bool
call_matches(const struct calling *k, const struct state *s,
             const struct outcome *o)
{
    if (k->op->callee == NULL || k->known_body || s->exc != EXC_STATE_SET ||
        strcmp(k->op->callee, "PyErr_ExceptionMatches") != 0)
        return true;
    sym asked = k->op->n_args == 0 ? NULL
                                   : exception_of(k->x->f, &k->op->args[0]);
    enum answer a = asked == NULL ? ANSWER_UNKNOWN : answer_to(k, s, asked);
    return a == ANSWER_UNKNOWN || (a == ANSWER_YES) == (o->lo != 0);
}

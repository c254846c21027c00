/* Sizes that Python code chooses.
 *
 * Memory runs out by bad luck, and findings about that are left out by
 * default.  Not so when the size of the block is a number from outside that
 * nobody has compared with anything: whoever passes a large one makes the
 * allocation fail when he likes.
 */
#include "call.h"

#include <string.h>

/* A range up to here was bounded on purpose. */
#define LARGE (INT64_C(1) << 24)

bool
slot_is_parsed(const struct func *f, int64_t slot)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind != OP_CALL || op->callee == NULL ||
                !str_starts(op->callee, "PyArg_"))
                continue;
            for (size_t a = 1; a < op->n_args; a++)
                if (op->args[a].kind == OPERAND_LOCAL &&
                    op->args[a].index == slot)
                    return true;
        }
    return false;
}

/* Nothing that fits into two bytes is large. */
static bool
is_narrow(const struct type *t)
{
    return t != NULL && t->kind == TYPE_INT && t->size <= 2;
}

static bool
is_number_from_outside(const struct explorer *x, const struct term *t)
{
    static const char *const makers[] = {"PyLong_As", "PyInt_As",
                                         "PyNumber_AsSsize_t"};
    if (t->kind != VALUE_SYMBOL)
        return false;
    if (t->a != NO_VALUE) {
        const struct term *at = term_at(&x->terms, t->a);
        return at->kind == VALUE_LOCAL &&
               !is_narrow(x->f->slots[at->number].type) &&
               slot_is_parsed(x->f, at->number);
    }
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (t->op != NULL && t->op->callee != NULL &&
            str_starts(t->op->callee, makers[i]))
            return true;
    return false;
}

static bool
is_chosen(struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_BINARY)
        return (t->code == CODE_ADD || t->code == CODE_SUB ||
                t->code == CODE_MUL) &&
               (is_chosen(x, s, t->a) || is_chosen(x, s, t->b));
    int64_t lo, hi;
    if (!is_number_from_outside(x, t))
        return false;
    value_range(x, s, v, &lo, &hi);
    return hi >= LARGE;
}

/* PyArray_Zeros(1, &n, ...), as many as another array has: no size that
   anybody could choose too large or negative. */
bool
array_has_given_size(const struct calling *k, const struct state *s)
{
    static const char *const makers[] = {"PyArray_Zeros", "PyArray_Empty",
                                         NULL};
    const char *name = k->op->callee;
    if (name == NULL || k->known_body)
        return false;
    if (strcmp(name, "PyArray_NewLikeArray") == 0)
        return true;
    if (!str_is_one_of(name, makers) || k->op->n_args < 2)
        return false;
    for (size_t i = 0; i < s->memory.n; i++) {
        struct cell c = s->memory.v[i];
        if (address_is_below(&k->x->terms, c.at, k->args[1]) &&
            c.content != ZEROED && c.content != NO_VALUE &&
            is_chosen(k->x, s, c.content))
            return false;
    }
    return true;
}

/* PyBytes_FromStringAndSize(text, n): as many as are there already. */
static bool
is_there_already(const struct calling *k)
{
    const char *name = k->op->callee;
    return name != NULL && k->op->n_args > 0 &&
           k->op->args[0].kind != OPERAND_INT &&
           (str_ends(name, "_FromStringAndSize") ||
            strcmp(name, "PyMemoryView_FromMemory") == 0);
}

bool
size_is_chosen(const struct calling *k, const struct state *s)
{
    if (k->known_body || k->c->fails != CAUSE_ALLOC || is_there_already(k))
        return false;
    for (size_t i = 0; i < k->op->n_args && i < k->c->n_params; i++) {
        const char *name = k->c->params[i].name;
        bool size = strcmp(name, "n") == 0 || strcmp(name, "size") == 0;
        if (size && k->args[i] != NO_VALUE && is_chosen(k->x, s, k->args[i]))
            return true;
    }
    return false;
}

/* ---- sizes of what was made here ---- */

/* PyList_New(n) */
bool
call_makes_sized(const struct op *op)
{
    static const char *const makers[] = {"PyList_New", "PyTuple_New", NULL};
    return op->callee != NULL && op->n_args == 1 &&
           str_is_one_of(op->callee, makers);
}

/* Does the function do anything, or call anything of the program, that may
   change the size of lists? */
static bool
resizes_lists(const struct func *f)
{
    static const char *const keepers[] = {"PyList_New",
                                          "PyList_SET_ITEM",
                                          "PyList_SetItem",
                                          "PyList_GET_ITEM",
                                          "PyList_GetItem",
                                          "PyList_GET_SIZE",
                                          "PyList_Size",
                                          "PyList_Check",
                                          "PyList_CheckExact",
                                          "PyList_AsTuple",
                                          "PyList_Sort",
                                          "PyList_Reverse",
                                          NULL};
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (op->kind == OP_CALL &&
                (op->callee == NULL || !str_starts(op->callee, "Py") ||
                 str_starts(op->callee, "PyList_") ||
                 str_starts(op->callee, "PySequence_In") ||
                 str_starts(op->callee, "PyObject_CallMethod")) &&
                (op->callee == NULL || !str_is_one_of(op->callee, keepers)))
                return true;
        }
    return false;
}

static bool
is_in_memory(const struct state *s, value v)
{
    for (size_t i = 0; i < s->memory.n; i++)
        if (s->memory.v[i].content == v)
            return true;
    return false;
}

/* PyList_GET_SIZE() of a list of n items that nobody else has seen: n. */
value
call_size_made(const struct calling *k, const struct state *s)
{
    static const char *const sizes[] = {"PyList_GET_SIZE", "PyTuple_GET_SIZE",
                                        "PyList_Size",     "PyTuple_Size",
                                        "Py_SIZE",         NULL};
    value v = k->op->n_args == 1 ? k->args[0] : NO_VALUE;
    const struct term *t = v == NO_VALUE ? NULL : term_at(&k->x->terms, v);
    if (k->op->callee == NULL || t == NULL || t->kind != VALUE_SYMBOL ||
        t->op == NULL || t->op->kind != OP_CALL ||
        !str_is_one_of(k->op->callee, sizes) || !call_makes_sized(t->op))
        return NO_VALUE;
    const struct fact *f = state_fact(s, v);
    bool same = (f->flags & FLAG_FRESH) != 0 && f->origin == ORIGIN_NEW &&
                f->lender == NO_VALUE;
    bool list = strcmp(t->op->callee, "PyList_New") == 0;
    if (list && (is_in_memory(s, v) || resizes_lists(k->x->f)))
        return NO_VALUE;
    return same ? f->key : NO_VALUE;
}

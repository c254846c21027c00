/* Failures without an exception, as far as this path shows, of which the code
 * goes by something else:
 *
 *     vec v = vec_new(n);           a struct that a helper returns, which
 *     if (v.len < 0) return NULL;   says whether it has raised
 *
 *     if (PyErr_Occurred()) return -1;
 *     return self->obj ? 0 : -1;    has asked for the exception before
 *
 *     if (member == NULL) return -1;    a closure, which the table gives
 *
 *     if (rc != OK) {               a helper that raises for what the library
 *         raise_status(rc);         gives, though not for every number
 *         return NULL;
 *     }
 *
 *     if (!check_source(self)) return NULL;
 *     if (self->cnx == NULL) return NULL;      the helper has asked that, too
 */
#include "call.h"

#include <string.h>

static const struct trace *
last_test(const struct trace *t)
{
    while (t != NULL && (t->kind != STEP_BRANCH || t->about == NO_VALUE))
        t = t->prev;
    return t;
}

static bool
raises_sometimes(const struct trace *t)
{
    bool raises = false, plain = false;
    for (size_t i = 0; i < t->callee->n_outcomes; i++) {
        raises |= t->callee->outcomes[i].exc == EXC_SET;
        plain |= t->callee->outcomes[i].exc != EXC_SET;
    }
    return raises && plain;
}

/* A field of a struct that a helper has returned as a whole. */
static bool
is_told_by_result(const struct explorer *x, const struct trace *test)
{
    value from = term_read_from(term_asked(&x->terms, test->about));
    if (from == NO_VALUE ||
        term_at(&x->terms, term_root(&x->terms, from))->kind != VALUE_LOCAL)
        return false;
    for (const struct trace *t = test; t != NULL; t = t->prev)
        if (t->kind == STEP_CALL && t->callee != NULL && t->op->type != NULL &&
            t->op->type->kind == TYPE_RECORD)
            return contract_is_inferred(t->callee) && raises_sometimes(t);
    return false;
}

static bool
is_of_occurred(const struct explorer *x, const struct trace *test)
{
    const struct term *t = term_asked(&x->terms, test->about);
    return t->kind == VALUE_SYMBOL && t->op != NULL && t->op->callee != NULL &&
           strcmp(t->op->callee, "PyErr_Occurred") == 0;
}

/* What the function has stored, or a helper has given. */
static bool
is_of_program(const struct explorer *x, value about)
{
    const struct term *t = term_asked(&x->terms, about);
    if (t->kind != VALUE_SYMBOL || t->op == NULL)
        return false;
    return t->a != NO_VALUE ||
           (t->op->kind == OP_CALL && program_line(x->p, t->op) == NULL);
}

/* PyErr_Occurred() has said right before that there is none. */
static bool
has_asked_before(const struct explorer *x, const struct trace *test)
{
    const struct trace *t = test->prev;
    if (is_of_occurred(x, test) || !is_of_program(x, test->about))
        return false;
    while (t != NULL && t->kind != STEP_BRANCH && t->kind != STEP_CALL)
        t = t->prev;
    return t != NULL && t->kind == STEP_BRANCH && t->about != NO_VALUE &&
           is_of_occurred(x, t);
}

static bool
is_closure(const struct explorer *x, int64_t param)
{
    return x->entry != NULL &&
           ((strcmp(x->entry->name, "getter") == 0 && param == 1) ||
            (strcmp(x->entry->name, "setter") == 0 && param == 2));
}

/* closure == NULL, or strcmp(closure, "size"). */
static bool
is_about_closure(const struct explorer *x, const struct trace *test)
{
    const struct term *t = term_asked(&x->terms, test->about);
    if (t->kind == VALUE_PARAM)
        return is_closure(x, t->number);
    if (t->kind != VALUE_SYMBOL || t->op == NULL || t->op->kind != OP_CALL ||
        t->op->callee == NULL || !str_starts(t->op->callee, "str") ||
        t->op->n_args == 0)
        return false;
    struct operand o = func_origin(x->f, t->op->args[0]);
    return o.kind == OPERAND_SLOT && is_closure(x, o.index);
}

/* The variable that the branch asks for, behind `!= 0` and the like. */
static struct operand
variable_asked(const struct func *f, const struct op *branch)
{
    struct operand o = func_origin(f, branch->a);
    for (int depth = 0; depth < 4; depth++) {
        const struct op *made = func_made_by(f, &o);
        if (made == NULL ||
            (made->kind != OP_BINARY && made->kind != OP_UNARY))
            break;
        o = func_origin(f, made->a);
    }
    return o;
}

/* The status that was just found to be a failure goes to the call. */
static bool
gets_status(const struct explorer *x, const struct op *op,
            const struct trace *test)
{
    struct operand status = variable_asked(x->f, test->op);
    for (size_t i = 0; i < op->n_args; i++) {
        struct operand o = func_origin(x->f, op->args[i]);
        if (o.kind == OPERAND_SLOT && status.kind == OPERAND_SLOT &&
            o.index == status.index &&
            type_is_number(x->f->slots[o.index].type))
            return true;
    }
    return false;
}

static bool
is_raiser(struct explorer *x, const struct trace *t, const struct trace *test)
{
    if (t->kind != STEP_CALL || t->callee == NULL || t->outcome < 0 ||
        !contract_is_inferred(t->callee) || !gets_status(x, t->op, test) ||
        (t->op->dst != NO_SLOT && (x->f->slots[t->op->dst].name != NULL ||
                                   slot_is_tested(x, t->op->dst))))
        return false;
    return t->callee->outcomes[t->outcome].exc != EXC_SET &&
           raises_sometimes(t);
}

static bool
is_left_to_raiser(struct explorer *x, const struct state *s,
                  const struct trace *test)
{
    for (const struct trace *t = s->trace; t != test; t = t->prev)
        if (is_raiser(x, t, test))
            return true;
    return false;
}

/* f(s->owner), for s->owner->cnx */
static bool
hands_on(const struct func *f, const struct op *call, sym owner)
{
    for (size_t i = 0; owner != NULL && i < call->n_args; i++) {
        const struct op *load = func_made_behind(f, &call->args[i]);
        const struct op *field = load != NULL && load->kind == OP_LOAD
                                     ? func_made_by(f, &load->a)
                                     : NULL;
        if (field != NULL && field->kind == OP_FIELD && field->field == owner)
            return true;
    }
    return false;
}

/* A function of this file asks for the field, or hands on what has it. */
static bool
asks_for_field(const struct explorer *x, const struct op *call, sym field,
               sym owner)
{
    const struct procedure *to = program_callee(x->p, x->unit, call);
    const struct func *f = to == NULL || to->unit != x->unit ? NULL : to->func;
    for (uint32_t b = 0; f != NULL && b < f->n_blocks; b++)
        for (uint32_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if ((op->kind == OP_FIELD && op->field == field) ||
                (op->kind == OP_CALL && hands_on(f, op, owner)))
                return true;
        }
    return false;
}

/* The field that p->owner->cnx finds the owner in. */
static sym
owner_of(const struct explorer *x, const struct term *field)
{
    value from = term_read_from(term_at(&x->terms, field->a));
    return from == NO_VALUE ? NULL : term_at(&x->terms, from)->name;
}

static bool
gets(const struct explorer *x, const struct op *op, value v)
{
    const struct term *t = term_at(&x->terms, v);
    for (size_t i = 0; i < op->n_args; i++) {
        struct operand o = func_origin(x->f, op->args[i]);
        if (o.kind == OPERAND_SLOT &&
            (t->kind == VALUE_PARAM
                 ? o.index == t->number
                 : t->op != NULL && func_made_by(x->f, &o) == t->op))
            return true;
    }
    return false;
}

/* p of p->a->b */
static value
first_of(const struct explorer *x, value at)
{
    for (int depth = 0; depth < 8; depth++) {
        at = term_root(&x->terms, at);
        value from = term_read_from(term_at(&x->terms, at));
        if (from == NO_VALUE)
            break;
        at = from;
    }
    return at;
}

/* NULL in a field that a helper, which raises for some, has looked at. */
static bool
is_asked_by_helper(const struct explorer *x, const struct trace *test)
{
    const struct term *what = term_asked(&x->terms, test->about);
    value at = term_read_from(what);
    const struct term *field = at == NO_VALUE ? NULL : term_at(&x->terms, at);
    if (field == NULL || field->kind != VALUE_FIELD || field->name == NULL ||
        !type_is_pointer(what->type))
        return false;
    value first = first_of(x, at);
    sym owner = owner_of(x, field);
    for (const struct trace *t = test->prev; t != NULL; t = t->prev)
        if (t->kind == STEP_CALL && t->callee != NULL && t->outcome >= 0 &&
            contract_is_inferred(t->callee) && raises_sometimes(t) &&
            gets(x, t->op, first) &&
            asks_for_field(x, t->op, field->name, owner))
            return true;
    return false;
}

bool
failure_is_told_elsewhere(struct explorer *x, const struct state *s)
{
    const struct trace *test = last_test(s->trace);
    return s->exc == EXC_STATE_NONE && test != NULL &&
           (is_asked_by_helper(x, test) || is_left_to_raiser(x, s, test) ||
            is_told_by_result(x, test) || has_asked_before(x, test) ||
            is_about_closure(x, test));
}

/* What is told of a call before it happens: that it runs where it must not,
 * drops an exception, or lends what others may change.
 */
#include "call.h"

#include <string.h>

static bool
is_unless_null(const struct outcome *o, size_t param)
{
    for (size_t i = 0; i < o->n_conds; i++)
        if (o->conds[i].kind == COND_PARAM &&
            o->conds[i].param == (int)param && o->conds[i].null &&
            o->conds[i].compare == COMPARE_NE)
            return true;
    return false;
}

/* NULL is no failure to it but says something: PyObject_SetAttr() deletes,
   PyObject_CallObject() passes no arguments.  What takes its argument over
   and runs Python code looks first: PyArray_FromAny(). */
static bool
null_means_more(const struct contract *c, size_t param)
{
    if (contract_is_inferred(c) || param >= c->n_params ||
        strcmp(c->params[param].name, "...") == 0)
        return false;
    if (param_has(&c->params[param], VERB_RELEASES))
        return true;
    if (!param_has(&c->params[param], VERB_NULL) ||
        (param_has(&c->params[param], VERB_STEALS) &&
         (c->fails & CAUSE_USER) != 0))
        return false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (!contract_outcome_fails(&c->outcomes[i]) &&
            !is_unless_null(&c->outcomes[i], param))
            return true;
    return false;
}

/* f(g()): the NULL of a failed call tells the callee about it; to what only
   releases it that means nothing to do. */
static bool
gets_failure(const struct calling *k, const struct state *s)
{
    for (size_t i = 0; i < k->op->n_args; i++)
        if (value_null(k->x, s, k->args[i]) == NULL_IS &&
            state_fact(s, k->args[i])->kind != NULL &&
            !null_means_more(k->c, i))
            return true;
    return false;
}

/* A plain look into an object that was made here and that nobody else has,
   as far as we can follow it. */
static bool
reads_own(const struct calling *k, const struct state *s)
{
    const struct fact *f = state_fact(s, call_arg(k, 0));
    return !k->c->calls && k->c->fails == 0 && k->c->n_outcomes == 1 &&
           f->origin == ORIGIN_NEW && f->kind == k->x->p->ref &&
           !param_has(call_param(k->c, 0), VERB_RELEASES) &&
           !param_has(call_param(k->c, 0), VERB_ACQUIRES) &&
           (f->flags & (FLAG_FRESH | FLAG_ESCAPED)) != 0;
}

/* The container whose content the call lends, or NO_VALUE. */
static value
lent_from(const struct calling *k)
{
    for (size_t i = 0; i < k->c->n_outcomes; i++)
        if (k->c->outcomes[i].result == RESULT_LENT ||
            k->c->outcomes[i].result == RESULT_SLOT)
            return call_arg(k, k->c->outcomes[i].param);
    for (size_t i = 1; i < k->c->n_params; i++)
        if (param_has(&k->c->params[i], VERB_LENDS))
            return call_arg(k, 0);
    return NO_VALUE;
}

/* A field of a struct that is no object may be one function's own. */
static bool
is_in_plain_struct(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (state_fact(s, v)->origin != ORIGIN_FIELD || t->a == NO_VALUE)
        return false;
    value root = term_root(&x->terms, t->a);
    return !type_is_object_pointer(term_at(&x->terms, root)->type);
}

/* f(x) != NULL and nothing else. */
static bool
is_only_tested(const struct func *f, const struct op *call)
{
    if (call->dst == NO_SLOT)
        return false;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            bool test = op->kind == OP_BRANCH || op->kind == OP_BINARY ||
                        op->kind == OP_UNARY || op->kind == OP_SCOPE;
            bool uses = op->a.kind == OPERAND_SLOT && op->a.index == call->dst;
            uses |= op->b.kind == OPERAND_SLOT && op->b.index == call->dst;
            for (size_t k = 0; k < op->n_args; k++)
                uses |= op->args[k].kind == OPERAND_SLOT &&
                        op->args[k].index == call->dst;
            if (uses && !test)
                return false;
        }
    return type_is_pointer(call->type);
}

/* It is what Python code passed, or a list that this was. */
static bool
is_given(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    if (x->entry == NULL)
        return false;
    if (t->kind == VALUE_PARAM)
        return t->number > 0;
    const struct op *op = t->kind == VALUE_SYMBOL ? t->op : NULL;
    if (op == NULL || op->kind != OP_CALL || op->callee == NULL)
        return false;
    if (strcmp(op->callee, "PySequence_Fast") == 0)
        return f->key != NO_VALUE && is_given(x, s, f->key);
    return str_starts(op->callee, "PyArg_");
}

static bool
is_locked(const struct calling *k, const struct state *s)
{
    return holds_lock(s) || k->x->f->locks_unseen;
}

/* Who has the container as an argument asks what the callers know of it. */
static void
note_look(const struct calling *k, const struct state *s, value from, sym with)
{
    const struct term *t = term_at(&k->x->terms, from);
    if (t->kind != VALUE_PARAM || t->number >= 32 || is_locked(k, s) ||
        (k->x->looks_with != NULL && k->x->looks_with != with))
        return;
    k->x->looks_into |= UINT32_C(1) << t->number;
    k->x->looks_with = with;
}

static void
tell_look(const struct calling *k, const struct state *s, value from, int arg,
          sym with)
{
    struct event more = {.callee = k->c,
                         .arg = arg,
                         .by = with,
                         .locked = is_locked(k, s),
                         .confidence = is_given(k->x, s, from)
                                           ? CONFIDENCE_CERTAIN
                                           : CONFIDENCE_LIKELY};
    if (k->x->sink != NULL)
        tell(k->x, s, EVENT_BORROW, k->op, from, &more);
}

static void
tell_borrow(const struct calling *k, const struct state *s)
{
    value from = lent_from(k);
    if (from == NO_VALUE || k->known_body ||
        is_in_plain_struct(k->x, s, from) || is_only_tested(k->x->f, k->op))
        return;
    if (k->c->unstable)
        note_look(k, s, from, k->c->name);
    tell_look(k, s, from, 0, NULL);
}

/* A helper borrows from what it is given, and that is kept here.  What else
   goes to helpers is mostly of any type, and theirs to tell; what stands in
   for a function of newer versions takes a reference at once. */
static void
tell_borrowing(const struct calling *k, const struct state *s)
{
    const struct procedure *to = k->known_body ? k->info->proc : NULL;
    if (to == NULL || to->func->is_header || str_starts(to->func->name, "Py"))
        return;
    for (size_t i = 0; i < k->op->n_args && i < 32; i++) {
        value from = k->args[i];
        unsigned origin = state_fact(s, from)->origin;
        if ((k->c->looks_into >> i & 1) != 0 &&
            (origin == ORIGIN_FIELD || origin == ORIGIN_GLOBAL) &&
            !is_in_plain_struct(k->x, s, from))
            tell_look(k, s, from, (int)i, k->c->looks_with);
    }
}

/* assert() rules paths out, but a release makes none of its calls. */
static bool
is_in_assertion(const struct calling *k)
{
    const struct loc *at = &k->op->loc;
    return k->info->asserted ||
           (at->macro != NULL && strcmp(at->macro, "assert") == 0);
}

/* A way through the function itself is none: it has a shorter one. */
static bool
leads_back(const struct explorer *x, const struct contract *c)
{
    const char *here = c->needs == NULL ? NULL : strstr(c->needs, x->f->name);
    return here != NULL && (here == c->needs || here[-1] == ' ') &&
           here[strlen(x->f->name)] == '(';
}

/* `if (_save) PyEval_RestoreThread(_save);` goes before: without a token the
   caller has not released the GIL. */
static bool
has_no_token(struct explorer *x, const struct state *s)
{
    for (uint32_t i = 0; i < x->f->n_params; i++) {
        if (!is_thread_state(x->f->slots[i].type))
            continue;
        value v = term_intern(&x->terms,
                              (struct term){.kind = VALUE_PARAM, .number = i});
        if (value_null(x, s, v) == NULL_IS)
            return true;
    }
    return false;
}

static void
note_need(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    const char *name = k->op->callee != NULL ? k->op->callee : k->c->name;
    if (has_no_token(x, s))
        return;
    if (x->needs == NULL && strcmp(name, x->f->name) != 0 &&
        !(k->known_body && leads_back(x, k->c)))
        x->needs = k->known_body && k->c->needs != NULL
                       ? arena_printf(x->summary_keep, "%s() > %s", name,
                                      k->c->needs)
                       : arena_printf(x->summary_keep, "%s()", name);
    x->needs_thread = true;
    s->used |= x->ensures;
}

void
call_tell(const struct calling *k, struct state *s)
{
    if (k->c != NULL) {
        tell_borrow(k, s);
        tell_borrowing(k, s);
        yield_tell(k, s);
        statics_call(k, s);
    }
    flagged_tell(k, s);
    if (k->c == NULL || reads_own(k, s) || is_in_assertion(k))
        return;
    if ((k->c->thread == THREAD_NEEDED || k->c->thread == THREAD_DETACHES) &&
        !s->switched)
        note_need(k, s);
    k->x->calls |= k->c->calls;
    bool failure = k->c->calls && gets_failure(k, s);
    enum clobber clobber = failure ? CLOBBER_NO
                                   : pending_clobber(k->c, k->known_body);
    k->x->clobbers |= clobber != CLOBBER_NO && pending_unknown(s) &&
                      k->c->seldom == SELDOM_NOT;
    k->x->clobbers_first |= clobber == CLOBBER_YES && pending_unknown(s) &&
                            op_position(k->x->f, k->op).block == 0;
    tell(k->x, s, EVENT_CALL, k->op, NO_VALUE,
         &(struct event){.callee = k->c, .arg = -1, .clobber = clobber});
    /* Lost, chained, or still there: nobody can tell. */
    if (((clobber == CLOBBER_YES && !k->known_body) || failure) &&
        s->exc == EXC_STATE_SET)
        s->exc = EXC_STATE_MAYBE;
}

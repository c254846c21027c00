/* Exceptions that are pending: calls that are not made with one, because what
 * runs Python code loses or mixes up an exception that was set before, and
 * what a call leaves.
 */
#include "call.h"
#include "callbacks.h"

#include <string.h>

/* PyObject_HasAttr(): its answer is all that is wanted, and an exception is
   dropped on the way.  PyErr_Clear() and its like have no answer. */
static bool
drops(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].exc != EXC_NONE ||
            c->outcomes[i].result == RESULT_VOID)
            return false;
    return true;
}

/* PyFile_WriteString(): every way that gets anywhere begins with the question
   whether something is set. */
static bool
looks_first(const struct contract *c)
{
    bool looks = false;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        bool asked = false;
        for (size_t at = 0; at < c->outcomes[i].n_conds; at++)
            asked |= c->outcomes[i].conds[at].kind == COND_NOEXC;
        if (!asked && c->outcomes[i].exc != EXC_SET)
            return false;
        looks |= asked;
    }
    return looks;
}

/* What saves the exception or asks for it first is right at any time.  The
   summary of a function of ours says so, but not under which conditions it
   runs Python code. */
enum clobber
pending_clobber(const struct contract *c, bool known_body)
{
    if (known_body)
        return c->clobbers_first ? CLOBBER_YES
               : c->clobbers     ? CLOBBER_PERHAPS
                                 : CLOBBER_NO;
    if (!c->calls || looks_first(c))
        return CLOBBER_NO;
    bool runs = (c->fails & CAUSE_USER) != 0 && contract_raises(c);
    if (!runs && !drops(c))
        return CLOBBER_NO;
    return c->seldom == SELDOM_NOT ? CLOBBER_YES : CLOBBER_PERHAPS;
}

/* Nobody has looked yet whether an exception is set. */
bool
pending_unknown(const struct state *s)
{
    return s->exc == EXC_STATE_MAYBE && !s->touched && !s->asked;
}

/* Was the call made in earlier rounds of a loop as well?  Results of several
   rounds are told apart only so far. */
static bool
is_repeated(const struct trace *setter)
{
    for (const struct trace *t = setter->prev; t != NULL; t = t->prev)
        if (t->op == setter->op && t->callee != NULL)
            return true;
    return false;
}

/* A helper that never gives NULL without an exception, as far as it was
   understood. */
static bool
is_told_by_null(const struct contract *c, int outcome)
{
    if (c->outcomes[outcome].result != RESULT_NULL)
        return false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].result == RESULT_NULL &&
            (c->outcomes[i].exc != EXC_SET || c->outcomes[i].doubt))
            return false;
    return true;
}

/* The caller has asked for the result of that call. */
static bool
is_tested(const struct explorer *x, const struct trace *t,
          const struct trace *setter)
{
    for (; t != setter; t = t->prev)
        if (t->kind == STEP_BRANCH && t->about != NO_VALUE &&
            term_at(&x->terms, t->about)->op == setter->op)
            return true;
    return false;
}

bool
pending_is_plain(const struct explorer *x, const struct trace *t)
{
    const struct trace *setter = NULL, *last = t;
    for (; t != NULL && t->exc == EXC_STATE_SET; t = t->prev)
        if (t->callee != NULL)
            setter = t;
    if (setter == NULL || setter->outcome < 0 ||
        (setter->callee->where == NULL &&
         (!is_told_by_null(setter->callee, setter->outcome) ||
          !is_tested(x, last, setter))))
        return false;
    return setter->callee->outcomes[setter->outcome].exc == EXC_SET &&
           !is_repeated(setter);
}

/* ---- after a call ---- */

/* What was pending is pending again, and nothing else told the two apart. */
static bool
puts_back(const struct outcome *o)
{
    for (size_t i = 0; o->result == RESULT_VOID && i < o->n_conds; i++)
        if (o->conds[i].kind == COND_EXC && o->exc == EXC_SET)
            return true;
    return false;
}

static bool
keeps_pending(const struct contract *c, const struct outcome *o)
{
    bool back = puts_back(o);
    for (size_t i = 0; o->result == RESULT_VOID && i < o->n_conds; i++)
        if (o->conds[i].kind == COND_NOEXC && o->exc == EXC_NONE)
            for (size_t at = 0; at < c->n_outcomes; at++)
                back |= puts_back(&c->outcomes[at]);
    return back;
}

/* PyErr_Restore() of what came from elsewhere: NULL clears the exception, but
   whether it is NULL nobody knows. */
static bool
is_guess(const struct calling *k, const struct state *before,
         const struct outcome *o)
{
    if (before->exc == EXC_STATE_MAYBE && keeps_pending(k->c, o))
        return true;
    for (size_t i = 0; !k->known_body && i < o->n_conds; i++) {
        if (o->exc == EXC_NONE && call_cond_is_open(k, before, &o->conds[i]))
            return true;
    }
    return false;
}

/* A function of ours that perhaps leaves an exception has perhaps dealt with
   the one before. */
static void
apply_exc(struct state *s, enum exc_effect e, bool known_body)
{
    bool kept = e == EXC_MAYBE && s->exc == EXC_STATE_SET && !known_body;
    if (e == EXC_KEEP || kept)
        return;
    s->touched = true;
    s->exc = e == EXC_SET    ? EXC_STATE_SET
             : e == EXC_NONE ? EXC_STATE_NONE
                             : EXC_STATE_MAYBE;
}

/* 0 and an exception, and success is another number: then 0 is failure. */
static bool
fails_with_zero(const struct contract *c)
{
    bool zero = false, other = false, success = false;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        const struct outcome *o = &c->outcomes[i];
        if (o->result != RESULT_RANGE)
            return false;
        bool set = o->exc == EXC_SET;
        zero |= set && o->lo == 0 && o->hi == 0;
        other |= set && (o->lo != 0 || o->hi != 0);
        success |= !set && (o->lo > 0 || o->hi < 0);
    }
    return zero && !other && success;
}

/* Success with an exception, and failure without one beside failures that
   have one: more likely a summary could not tie the two together.  And who
   does nothing but fail without an exception notes the error elsewhere. */
static bool
is_odd(const struct contract *c, const struct state *s,
       const struct outcome *o)
{
    bool others = c->n_outcomes == 1, set = o->exc == EXC_SET;
    for (size_t i = 0; i < c->n_outcomes; i++)
        others |= c->outcomes[i].exc == EXC_SET;
    if (!contract_is_inferred(c) || !others || o->result == RESULT_VOID)
        return false;
    if (o->result == RESULT_NULL || (o->result == RESULT_RANGE && o->hi < 0) ||
        (o->lo == 0 && o->hi == 0 && fails_with_zero(c)))
        return !set;
    return set || (o->exc == EXC_MAYBE && s->exc == EXC_STATE_SET);
}

/* set_error(); return NULL: what it is for is to raise, and that it leaves it
   once depends on what it knows better than we do. */
static bool
is_raiser(const struct calling *k, const struct outcome *o)
{
    size_t raising = 0;
    if (!contract_is_inferred(k->c) || !call_is_ignored(k) ||
        o->exc == EXC_SET)
        return false;
    for (size_t i = 0; i < o->n_conds; i++)
        if (o->conds[i].kind == COND_PARAM)
            return false;
    for (size_t i = 0; i < k->c->n_outcomes; i++)
        raising += k->c->outcomes[i].exc == EXC_SET ||
                   k->c->outcomes[i].exc == EXC_MAYBE;
    return raising * 2 >= k->c->n_outcomes && contract_raises(k->c);
}

static void
doubt_exc(const struct calling *k, struct state *s, const struct outcome *o)
{
    const struct contract *c = k->c;
    if (is_odd(c, s, o) || is_raiser(k, o))
        s->doubted = true;
    else if (o->exc == EXC_NONE ||
             (o->exc == EXC_SET && s->exc != EXC_STATE_SET))
        s->doubted = false;
}

void
pending_after(const struct calling *k, struct state *s,
              const struct state *before, const struct outcome *o)
{
    doubt_exc(k, s, o);
    apply_exc(s, is_guess(k, before, o) ? EXC_MAYBE : o->exc, k->known_body);
}

/* ---- calls of other libraries ---- */

/* A number that says by a variable, too, whether it is one. */
static bool
has_other_sign(const struct op *op)
{
    for (size_t i = 0; i < op->n_args && !type_is_pointer(op->type); i++)
        if (op->args[i].kind == OPERAND_LOCAL)
            return true;
    return false;
}

/* The call of the API that has raised what is set.  Of a helper the code may
   know that it does not fail here. */
static const struct op *
raiser(const struct state *s)
{
    const struct trace *setter = exception_setter(s);
    return setter == NULL || setter->callee == NULL ||
                   contract_is_inferred(setter->callee) ||
                   has_other_sign(setter->op)
               ? NULL
               : setter->op;
}

/* The variable that the result of the call went into, or arithmetic on it. */
static bool
comes_of(const struct func *f, const struct operand *o, const struct op *made,
         int depth)
{
    if (o->kind != OPERAND_SLOT || depth == 4)
        return false;
    if (o->index == made->dst)
        return true;
    const struct op *op = func_definition(f, o->index);
    return op != NULL &&
           (op->kind == OP_COPY || op->kind == OP_CAST ||
            op->kind == OP_UNARY || op->kind == OP_BINARY) &&
           (comes_of(f, &op->a, made, depth + 1) ||
            (op->kind == OP_BINARY && comes_of(f, &op->b, made, depth + 1)));
}

/* By its name it may be for errors, or for Python. */
static bool
is_about_errors(const char *name)
{
    static const char *const words[] = {
        "err",   "Err",    "ERR",    "exc",   "Exc",  "raise", "fail",
        "check", "Check",  "_py",    "_Py",   "log",  "Log",   "print",
        "warn",  "report", "handle", "trace", "dump", "show"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(name, words[i]) != NULL)
            return true;
    return str_starts(name, "py") || str_starts(name, "Py");
}

/* PyErr_SetString(): the code itself has raised. */
static bool
only_raises(const struct op *op)
{
    return op->callee != NULL && str_starts(op->callee, "PyErr_Set");
}

/* An object, or a struct with objects in it. */
static bool
leads_to_object(const struct type *t)
{
    const struct type *to = type_is_pointer(t) ? t->target : NULL;
    bool leads = type_is_object_pointer(t) || type_is_object_pointer(to);
    for (size_t i = 0; to != NULL && i < to->n_fields; i++)
        leads |= type_is_object_pointer(to->fields[i].type);
    return leads;
}

static bool
gets_objects(const struct calling *k)
{
    bool gets = leads_to_object(k->op->type);
    for (size_t i = 0; i < k->op->n_args; i++)
        gets |= leads_to_object(call_arg_type(k, i));
    return gets;
}

/* A function of another library has no way to an exception, where nothing of
   the program is called back: whoever is called while the GIL is released,
   and what a header declares that does not know Python. */
static bool
is_out_of_reach(const struct calling *k, const struct state *s)
{
    sym name = k->op->callee;
    return !k->known_body && !k->x->p->called_back && name != NULL &&
           !str_starts(name, "Py") && !str_starts(name, "_Py") &&
           !call_passes_function(k) &&
           (s->thread == THREAD_DETACHED ||
            (k->op->foreign && !is_about_errors(name) && !gets_objects(k) &&
             !library_calls_back(k->x->p, name)));
}

/* lib_seek(handle, PyLong_AsLong(arg)): a library that has nothing to do with
   objects gets the -1 of the failure for a value, so the code has not seen
   that there is an exception, and the library does not know of any. */
bool
pending_is_unnoticed(const struct calling *k, const struct state *s)
{
    const struct op *made = s->exc == EXC_STATE_SET ? raiser(s) : NULL;
    bool goes_on = false;
    if (is_out_of_reach(k, s))
        return true;
    if (made == NULL || k->known_body || k->op->callee == NULL ||
        type_is_object_pointer(k->op->type) ||
        is_about_errors(k->op->callee) || call_passes_function(k))
        return false;
    for (size_t i = 0; i < k->op->n_args; i++) {
        if (type_is_object_pointer(call_arg_type(k, i)))
            return false;
        goes_on |= comes_of(k->x->f, &k->op->args[i], made, 0);
    }
    return goes_on || only_raises(made);
}

/* How sure an event is: what the state stands for, and what the contracts of
 * helpers leave open, may make it a possibility.
 */
#include "call.h"
#include "doubt.h"
#include "given.h"
#include "unset.h"

#include <string.h>

/* Of a body of ours, not of a line that somebody wrote. */
bool
contract_is_inferred(const struct contract *c)
{
    return c != NULL && c->where == NULL;
}

static bool
also_raises(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].result == RESULT_NULL &&
            c->outcomes[i].exc == EXC_SET)
            return true;
    return false;
}

/* NULL of a helper in which nothing failed, on a condition that is not about
   its arguments: the caller may know that it does not hold. */
static bool
is_mode(const struct contract *c, const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++)
        if (o->conds[i].compare == COMPARE_EQ)
            return false;
    return o->exc != EXC_SET && (o->fails == CAUSE_NONE || also_raises(c));
}

/* The trace of a state that stands for several may tell of another outcome:
   then all that give NULL have to be such. */
static bool
is_null_by_mode(const struct explorer *x, const struct state *s, value v)
{
    const struct term *made = term_at(&x->terms, v);
    const struct trace *t = s->trace;
    if (made->kind != VALUE_SYMBOL || made->op == NULL ||
        made->op->kind != OP_CALL)
        return false;
    while (t != NULL &&
           (t->op != made->op || t->callee == NULL || t->outcome < 0))
        t = t->prev;
    if (t == NULL || !contract_is_inferred(t->callee))
        return false;
    const struct outcome *o = &t->callee->outcomes[t->outcome];
    if (o->result == RESULT_NULL)
        return is_mode(t->callee, o) ||
               (o->exc != EXC_SET && made->op->callee != NULL &&
                habit_untested(x, made->op->callee));
    bool any = false;
    for (size_t i = 0; i < t->callee->n_outcomes; i++) {
        o = &t->callee->outcomes[i];
        if (o->result != RESULT_NULL ||
            (o->exc == EXC_SET && s->exc != EXC_STATE_SET))
            continue;
        if (!is_mode(t->callee, o))
            return false;
        any = true;
    }
    return any;
}

/* ---- exceptions ---- */

/* The code tests the result of the call that raised, but in a state that
   stands for several the failure is not tied to the result any more. */
static bool
is_untied(struct explorer *x, const struct state *s)
{
    const struct trace *setter = NULL;
    if (!s->joined || s->exc != EXC_STATE_SET)
        return false;
    for (const struct trace *t = s->trace;
         t != NULL && t->exc == EXC_STATE_SET; t = t->prev)
        if (t->callee != NULL)
            setter = t;
    return setter != NULL && setter->op->dst != NO_SLOT &&
           slot_is_tested(x, setter->op->dst);
}

/* PyErr_Restore() puts back what PyErr_Fetch() took: an exception of which
   nobody knows whether it was set. */
static bool
is_put_back(const struct state *s)
{
    const struct trace *t = s->trace;
    while (t != NULL && t->prev != NULL && t->prev->exc == EXC_STATE_SET)
        t = t->prev;
    bool restores = t != NULL && t->callee != NULL && t->outcome >= 0 &&
                    t->callee->outcomes[0].result == RESULT_VOID;
    for (; restores && t != NULL; t = t->prev) {
        if (t->callee == NULL || t->outcome < 0)
            continue;
        const struct outcome *o = &t->callee->outcomes[t->outcome];
        bool fetched = o->exc == EXC_NONE && o->n_conds > 0 &&
                       o->conds[0].kind == COND_EXC;
        if (fetched)
            return t->prev == NULL || t->prev->exc == EXC_STATE_MAYBE;
    }
    return false;
}

static bool
takes_address(const struct op *op, int64_t slot)
{
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind == OPERAND_LOCAL && op->args[i].index == slot)
            return true;
    return false;
}

/* return status, where the call that raised has put something into it that
   its summary cannot say. */
static bool
is_status_of_failure(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = v == NO_VALUE ? NULL : term_at(&x->terms, v);
    if (s->exc != EXC_STATE_SET || t == NULL || t->kind != VALUE_SYMBOL ||
        t->a == NO_VALUE || type_is_pointer(t->type))
        return false;
    const struct term *at = term_at(&x->terms, t->a);
    const struct trace *setter = NULL;
    for (const struct trace *r = s->trace;
         r != NULL && r->exc == EXC_STATE_SET; r = r->prev)
        if (r->callee != NULL && r->outcome >= 0)
            setter = r;
    return setter != NULL && at->kind == VALUE_LOCAL &&
           contract_is_inferred(setter->callee) &&
           takes_address(setter->op, at->number);
}

/* Python passes NULL where a method without arguments has its second
   parameter: something else comes from callers in C. */
static bool
is_called_from_c(struct explorer *x, const struct state *s)
{
    if (x->entry == NULL || x->entry->n_params != 2 ||
        strcmp(x->entry->name, "METH_NOARGS") != 0 || x->f->n_params < 2)
        return false;
    value v = term_intern(&x->terms,
                          (struct term){.kind = VALUE_PARAM, .number = 1});
    return value_null(x, s, v) == NULL_NEVER;
}

/* A call of which nothing is known, and which got an object. */
static bool
is_unknown_call(const struct explorer *x, value v)
{
    const struct term *t = term_asked(&x->terms, v);
    const struct op *op = t->kind == VALUE_SYMBOL ? t->op : NULL;
    if (op == NULL || op->kind != OP_CALL || op->callee == NULL ||
        program_line(x->p, op) != NULL)
        return false;
    const struct procedure *p = program_find(x->p, x->unit, op->callee);
    if (p != NULL && p->summary != NULL)
        return false;
    for (size_t i = 0; i < op->n_args; i++)
        if (op->args[i].kind == OPERAND_SLOT &&
            type_is_object_pointer(x->f->slots[op->args[i].index].type))
            return true;
    return false;
}

/* A helper of the program that failed, and of which it cannot be told whether
   it has raised. */
static bool
fails_perhaps_silently(const struct trace *t)
{
    if (t->kind != STEP_CALL || t->outcome < 0 ||
        !contract_is_inferred(t->callee))
        return false;
    const struct outcome *o = &t->callee->outcomes[t->outcome];
    return o->exc == EXC_MAYBE &&
           (contract_outcome_fails(o) || o->result == RESULT_VALUE ||
            (o->result == RESULT_RANGE && o->lo < 0));
}

/* Such a call has failed, and the code asks which exception it is, not whether
   there is one. */
static bool
is_none_of_unknown(const struct explorer *x, const struct state *s)
{
    const struct trace *t = s->trace;
    if (s->exc != EXC_STATE_NONE)
        return false;
    while (t != NULL && t->exc == EXC_STATE_NONE && t->prev != NULL &&
           t->prev->exc == EXC_STATE_NONE)
        t = t->prev;
    if (t == NULL || t->callee == NULL || t->prev == NULL ||
        t->prev->exc != EXC_STATE_MAYBE || t->outcome < 0 ||
        t->callee->outcomes[t->outcome].exc != EXC_KEEP)
        return false;
    t = t->prev;
    if (t->kind == STEP_BRANCH && t->about != NO_VALUE &&
        is_unknown_call(x, t->about))
        return true;
    while (t != NULL && t->kind == STEP_BRANCH)
        t = t->prev;
    return t != NULL && fails_perhaps_silently(t);
}

/* `rows[i].kind == WANTED` holds: of a variable of the program. */
static bool
picks_row(const struct explorer *x, const struct trace *t)
{
    if (t->kind != STEP_BRANCH || !t->taken || t->about == NO_VALUE)
        return false;
    const struct op *test = func_made_by(x->f, &t->op->a);
    if (test == NULL || test->kind != OP_BINARY || test->code != CODE_EQ)
        return false;
    const struct term *n = term_at(&x->terms, t->about);
    if (n->kind == VALUE_BINARY)
        n = term_at(&x->terms, n->a);
    value from = term_read_from(n);
    return from != NO_VALUE && term_at(&x->terms, from)->kind == VALUE_FIELD &&
           term_at(&x->terms, term_root(&x->terms, from))->kind ==
               VALUE_GLOBAL;
}

/* A loop picks one row of a table: hardly two. */
static bool
is_picked_twice(const struct explorer *x, const struct trace *t)
{
    for (; t != NULL; t = t->prev) {
        if (!picks_row(x, t))
            continue;
        for (const struct trace *u = t->prev; u != NULL; u = u->prev)
            if (u->op == t->op && picks_row(x, u))
                return true;
    }
    return false;
}

/* ---- failures that a field tells of ---- */

/* The first thing that the code asks after the call; NULL: nothing, or it asks
   for the result as well. */
static const struct trace *
first_question(const struct explorer *x, const struct state *s,
               const struct op *made)
{
    const struct trace *first = NULL;
    const struct trace *t = s->trace;
    for (; t != NULL && t->op != made; t = t->prev) {
        if (t->kind != STEP_BRANCH || t->about == NO_VALUE)
            continue;
        const struct term *n = term_at(&x->terms, t->about);
        if (n->kind == VALUE_SYMBOL && n->op == made && n->sub == 0)
            return NULL;
        first = t;
    }
    return t == NULL ? NULL : first;
}

static sym
field_asked(const struct explorer *x, value v)
{
    const struct term *t = term_asked(&x->terms, v);
    value at = term_read_from(t);
    const struct term *from = at == NO_VALUE ? NULL : term_at(&x->terms, at);
    if (from == NULL ||
        (from->kind != VALUE_FIELD && from->kind != VALUE_GLOBAL))
        return NULL;
    return from->name;
}

/* `x = parse(self); if (self->failed) return 0;`: the code goes by what the
   helper writes there, which says whether there is a result. */
static bool
goes_by_field(const struct explorer *x, const struct state *s,
              const struct op *made)
{
    if (made->kind != OP_CALL || made->callee == NULL)
        return false;
    const struct procedure *p = program_find(x->p, x->unit, made->callee);
    const struct trace *t = first_question(x, s, made);
    if (p == NULL || t == NULL)
        return false;
    sym field = field_asked(x, t->about);
    return field != NULL && writes_has(&p->writes, field);
}

static bool
is_told_by_field(const struct explorer *x, const struct state *s, value v)
{
    const struct term *made = term_at(&x->terms, v);
    return made->kind == VALUE_SYMBOL && made->sub == 0 && made->op != NULL &&
           goes_by_field(x, s, made->op);
}

/* Likewise of the exception that the helper has set. */
static bool
is_raise_told_by_field(const struct explorer *x, const struct state *s)
{
    const struct trace *setter = NULL;
    for (const struct trace *t = s->trace;
         t != NULL && t->exc == EXC_STATE_SET; t = t->prev)
        if (t->callee != NULL)
            setter = t;
    return s->exc == EXC_STATE_SET && setter != NULL &&
           goes_by_field(x, s, setter->op);
}

/* ---- NULL ---- */

/* Who counts the arguments, or looks into them otherwise, may know that the
   one which may be absent is there. */
static bool
is_surely_absent(const struct explorer *x, const struct term *t)
{
    if (!term_is_absent(t))
        return false;
    return !is_read_elsewhere(x->f, t->op, &t->op->args[0]);
}

/* Found NULL by a test, and followed in a state that stands for several: the
   counter or flag that keeps the two apart is lost. */
static bool
is_tested_null(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    /* As the result of a call; what a call left in a variable is tested by
       its result. */
    bool called = t->kind == VALUE_SYMBOL && t->op != NULL &&
                  t->op->kind == OP_CALL &&
                  (t->sub == 0 || is_surely_absent(x, t));
    return s->joined && !called && value_null(x, s, v) == NULL_IS;
}

/* Found NULL on the way, and so was another field of the same object looked
   at: the two may go together (no backup, no connections). */
static bool
is_asked_beside(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE ||
        value_null(x, s, v) != NULL_IS)
        return false;
    const struct term *field = term_at(&x->terms, t->a);
    if (field->kind != VALUE_FIELD)
        return false;
    for (const struct trace *u = s->trace; u != NULL; u = u->prev) {
        if (u->kind != STEP_BRANCH || u->about == NO_VALUE || u->about == v)
            continue;
        value at = term_read_from(term_at(&x->terms, u->about));
        const struct term *other = at == NO_VALUE ? NULL
                                                  : term_at(&x->terms, at);
        if (other != NULL && other->kind == VALUE_FIELD && at != t->a &&
            other->a == field->a)
            return true;
    }
    return false;
}

/* NULL, as far as somebody asked for it who may know better. */
static bool
is_null_in_doubt(const struct explorer *x, const struct state *s, value v)
{
    return value_null(x, s, v) == NULL_IS &&
           ((state_fact(s, v)->flags & FLAG_ASKED) != 0 ||
            is_asked_beside(x, s, v) || null_by_number(x, v));
}

/* An item that is not there, though the code has compared the index with
   something. */
static bool
is_missing_item(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (value_null(x, s, v) != NULL_IS || t->kind != VALUE_SYMBOL ||
        t->op == NULL || t->op->kind != OP_CALL)
        return false;
    const struct contract *c = call_line(x, t->op);
    value index = state_fact(s, v)->key;
    return c != NULL && (c->fails & CAUSE_VALUE) != 0 && index != NO_VALUE &&
           c->outcomes[0].result == RESULT_LENT &&
           value_is_bounded(x, s, index);
}

/* The call that has just raised left NULL in a variable of ours, whatever its
   result was. */
static bool
is_nulled_by_failure(const struct state *s)
{
    const struct trace *setter = exception_setter(s);
    if (s->joined || s->exc != EXC_STATE_SET || setter == NULL ||
        setter->callee == NULL || setter->outcome < 0)
        return false;
    for (size_t i = 0; i < setter->callee->n_params; i++)
        for (size_t k = 0; k < setter->callee->params[i].n_effects; k++) {
            const struct effect *e = &setter->callee->params[i].effects[k];
            bool nulls = e->verb == VERB_NULLS || e->verb == VERB_CLEARS;
            if (nulls && (e->when >> setter->outcome & 1) != 0)
                return true;
        }
    return false;
}

static bool
is_released(const struct state *s, value v)
{
    return v != NO_VALUE && (state_fact(s, v)->flags & FLAG_RELEASED) != 0;
}

/* Released, or given away. */
static bool
is_gone(const struct state *s, value v)
{
    return is_released(s, v) ||
           (v != NO_VALUE && (state_fact(s, v)->flags & FLAG_GIVEN) != 0);
}

static bool
is_use_in_doubt(const struct explorer *x, const struct state *s, value v)
{
    /* A variable that began as NULL: what ties it to a counter or a flag
       may be beyond us. */
    const struct fact *f = state_fact(s, v);
    bool doubt = (f->flags & FLAG_DOUBT) != 0 && f->kind != x->p->ref &&
                 value_null(x, s, v) == NULL_IS;
    const struct term *t = term_at(&x->terms, v);
    return doubt || (t->kind == VALUE_INT && !is_nulled_by_failure(s)) ||
           (is_gone(s, v) && is_contradictory_too(x, s->trace, true)) ||
           (term_is_absent(t) && !is_surely_absent(x, t)) ||
           is_tested_null(x, s, v) || is_null_by_mode(x, s, v) ||
           is_null_in_doubt(x, s, v) || sole_not(x, s, v) ||
           is_missing_item(x, s, v) || is_found_key(x, s, v) ||
           is_told_by_field(x, s, v);
}

/* ---- references for somebody else ---- */

/* memcpy(to, from, size): what stood in one block stands in two. */
static bool
has_copied_block(const struct state *s)
{
    static const char *const names[] = {"memcpy", "memmove",
                                        "__builtin_memcpy",
                                        "__builtin___memcpy_chk", NULL};
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->op->kind == OP_CALL && t->op->callee != NULL &&
            str_is_one_of(t->op->callee, names))
            return true;
    return false;
}

/* Py_INCREF(entry->key): the code counts what it sees in memory and keeps
   no variable of it, so most likely for a second holder of that memory.  So
   it does for a block that was copied with what it holds. */
static bool
is_counted_in_place(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    bool found = f->origin == ORIGIN_FIELD || f->origin == ORIGIN_ITEM ||
                 (f->origin == ORIGIN_UNKNOWN && f->kind == x->p->ref);
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE || !found ||
        address_is_private(x, s, t->a) || (f->flags & FLAG_TAKEN) != 0)
        return false;
    value root = term_root(&x->terms, t->a);
    return f->named == 0 || (term_at(&x->terms, root)->kind != VALUE_PARAM &&
                             has_copied_block(s));
}

/* Py_INCREF(o); Py_INCREF(o); of what was made here, and is owned already, is
   no slip: it is to stay, whoever releases it. */
static bool
is_counted_twice(const struct state *s, value v)
{
    const struct trace *last = NULL; /* an increment of v */
    if (v == NO_VALUE || state_fact(s, v)->origin != ORIGIN_NEW)
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        bool counts = t->op->kind == OP_CALL && t->op->callee != NULL &&
                      strcmp(t->op->callee, "Py_INCREF") == 0;
        if (last != NULL && t->op != last->op && !counts)
            last = NULL;
        if (counts && t->about == v && last != NULL && t->op != last->op)
            return true;
        if (counts && t->about == v)
            last = t;
    }
    return false;
}

/* A helper of the program took the reference to something that this function
   had borrowed: that is what the helper is for. */
static bool
is_counted_by_helper(const struct explorer *x, const struct state *s, value v)
{
    if (state_fact(s, v)->origin == ORIGIN_NEW ||
        is_lock(state_fact(s, v)->kind))
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->about == v && t->kind == STEP_CALL && t->owned > 0)
            return t->op->callee != NULL && !t->born &&
                   program_find(x->p, x->unit, t->op->callee) != NULL;
    return false;
}

/* Error = PyErr_NewException(...); Py_INCREF(Error): what was made for a
   global variable and counted again is meant to stay, or for a module that
   another function adds it to. */
static bool
is_counted_for_global(const struct explorer *x, const struct state *s, value v)
{
    bool kept = false;
    for (size_t i = 0; i < s->memory.n; i++) {
        value root = term_root(&x->terms, s->memory.v[i].at);
        kept |= s->memory.v[i].content == v &&
                term_at(&x->terms, root)->kind == VALUE_GLOBAL;
    }
    if (!kept || state_fact(s, v)->origin != ORIGIN_NEW)
        return false;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->about != v || t->kind != STEP_CALL || t->born ||
            t->op->kind != OP_CALL)
            continue;
        const struct contract *c = call_line(x, t->op);
        if (c != NULL && c->n_params == 1 &&
            param_has(&c->params[0], VERB_ACQUIRES))
            return true;
    }
    return false;
}

/* A module that its init function has stored in a global before. */
static bool
is_own_global(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_SYMBOL || t->a == NO_VALUE || x->entry == NULL ||
        x->entry->n_params > 0)
        return false;
    const struct term *at = term_at(&x->terms, t->a);
    return at->kind == VALUE_GLOBAL && writes_has(&x->writes, at->name);
}

bool
block_is_in_loop(const struct func *f, uint32_t block)
{
    const struct block *b = &f->blocks[block];
    const struct op *last = &b->ops[b->n_ops - 1];
    for (size_t i = 0; op_successor(last, i) != NO_BLOCK; i++)
        if (func_reaches(f, op_successor(last, i), block, NO_BLOCK))
            return true;
    return false;
}

/* A block that a loop puts elsewhere, piece by piece: if it is lost the loop
   ran no round, which the code hardly means. */
static bool
is_shared_out(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    const struct term *t = term_at(&x->terms, v);
    if (f->named == 0 || f->kind == NULL || f->kind == x->p->ref ||
        t->kind != VALUE_SYMBOL || t->op == NULL)
        return false;
    uint32_t born = op_position(x->f, t->op).block;
    if (born == NO_BLOCK || block_is_in_loop(x->f, born))
        return false;
    for (uint32_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->kind == OP_STORE && op->b.kind == OPERAND_SLOT &&
                op->b.index == f->named - 1 && block_is_in_loop(x->f, b))
                return true;
        }
    return false;
}

/* That a library's function can give NULL, or that another ends what it is
   given, is only what its name says. */
static bool
is_guess_of_library(const struct explorer *x, const struct state *s, value v)
{
    const struct fact *f = state_fact(s, v);
    bool null = value_null(x, s, v) == NULL_IS;
    return library_is_guess(x->p,
                            null ? term_at(&x->terms, v)->op : f->dropped);
}

/* `return writer_finish(&writer);`: the struct is gone with the function, and
   what a helper hands out of it has its reference along. */
static bool
is_lent_by_variable(const struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, state_fact(s, v)->lender);
    return t->kind == VALUE_LOCAL;
}

/* `status = make(&block); if (FAILED(status)) return status;`: whether there
   is a block is told by the struct that the helper returns. */
static bool
is_told_by_struct(const struct explorer *x, value v)
{
    const struct op *made = term_at(&x->terms, v)->op;
    if (made == NULL || made->kind != OP_CALL || made->type == NULL ||
        made->type->kind != TYPE_RECORD)
        return false;
    const struct contract *c = call_line(x, made);
    return c != NULL && contract_is_inferred(c) && c->n_outcomes > 1;
}

static bool
is_unset(const struct state *s, value v)
{
    return v != NO_VALUE && (state_fact(s, v)->flags & FLAG_UNSET) != 0;
}

/* Python releases what it gets: an object that something else keeps alive is
   not the caller's for that. */
static bool
is_owed(const struct explorer *x, const struct state *s, value v)
{
    return x->entry != NULL && (state_fact(s, v)->flags & FLAG_INNER) == 0;
}

enum confidence
weigh(struct explorer *x, const struct state *s, enum event_kind kind, value v)
{
    if ((kind == EVENT_USE &&
         (is_use_in_doubt(x, s, v) || is_counted_by_flag(x, s, v))) ||
        ((kind == EVENT_USE || kind == EVENT_RELEASE) && v != NO_VALUE &&
         is_guess_of_library(x, s, v)) ||
        (kind == EVENT_RETURN &&
         ((s->doubted && !is_unset(s, v)) || is_status_of_failure(x, s, v) ||
          is_called_from_c(x, s) || is_open_result(x, s) ||
          self_is_missing(x, s) || errno_is_none(x, s) ||
          failure_is_mismatch(x, s) || is_none_of_unknown(x, s) ||
          is_raise_told_by_field(x, s) || failure_is_told_elsewhere(x, s) ||
          (v != NO_VALUE && !is_owed(x, s, v) && borrow_may_last(x, s, v)))) ||
        ((kind == EVENT_RETURN || kind == EVENT_CALL) &&
         (is_untied(x, s) || is_put_back(s) || failure_is_answered(x, s))) ||
        (kind == EVENT_RETURN &&
         ((v != NO_VALUE &&
           (is_own_global(x, v) || is_lent_by_variable(x, s, v))) ||
          is_contradictory(x, s->trace) || macro_contradicts(x, s))) ||
        (kind == EVENT_RELEASE && value_null(x, s, v) == NULL_IS &&
         (is_contradictory(x, s->trace) || is_null_in_doubt(x, s, v))) ||
        (kind == EVENT_RELEASE && is_gone(s, v) &&
         is_contradictory_too(x, s->trace, true)) ||
        (is_unset(s, v) &&
         (given_by_unseen(x) || unset_everywhere(x, s, v))) ||
        ((kind == EVENT_USE ? is_released(s, v) : kind == EVENT_RELEASE) &&
         v != NO_VALUE && state_fact(s, v)->owned <= 0 && has_child(x, v)) ||
        (kind == EVENT_LOST &&
         (is_contradictory(x, s->trace) || is_counted_in_place(x, s, v) ||
          is_counted_twice(s, v) || is_counted_by_helper(x, s, v) ||
          is_shared_out(x, s, v) || is_counted_for_global(x, s, v) ||
          counted_for_library(x, s, v) || is_picked_twice(x, s->trace) ||
          is_told_by_field(x, s, v) || is_told_by_struct(x, v) ||
          token_is_kept(x, s, v))))
        return CONFIDENCE_POSSIBLE;
    bool guessed = s->joined || x->proc->entry_guessed ||
                   (v != NO_VALUE &&
                    (state_fact(s, v)->flags & FLAG_MIXED) != 0);
    return guessed ? CONFIDENCE_LIKELY : CONFIDENCE_CERTAIN;
}

/* What only becomes of a borrowed value is as sure as its lender is one
   that others change. */
void
weigh_peril(const struct explorer *x, const struct state *s, value v,
            struct event *e)
{
    struct peril_view p = borrow_peril(x, s, v);
    const struct fact *f = state_fact(s, v);
    bool dead = (f->flags & (FLAG_RELEASED | FLAG_GIVEN)) != 0 ||
                ((f->flags & FLAG_INNER) == 0 && fact_dangles(s, f));
    if (p.peril == PERIL_NONE || dead || value_null(x, s, v) == NULL_IS)
        return;
    enum confidence c = borrow_confidence(x, s, f, &p);
    e->confidence = c > e->confidence ? c : e->confidence;
    if (p.peril == PERIL_SHAKEN && e->trigger < TRIGGER_HOSTILE_OBJECT)
        e->trigger = TRIGGER_HOSTILE_OBJECT;
}

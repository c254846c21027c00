/* Calls: telling what is about to happen, and one state per outcome. */
#include "doubt.h"
#include "formats.h"
#include "unset.h"

#include <ctype.h>
#include <string.h>

#define FEW_ARGS 16

/* ---- arguments ---- */

/* A helper that takes the reference over, or drops it when it fails. */
static bool
is_consumed_anyway(const struct contract *c, const struct param *p)
{
    uint32_t when = 0;
    if (c == NULL || p == NULL || c->n_outcomes >= 32)
        return false;
    for (size_t e = 0; e < p->n_effects; e++)
        if (p->effects[e].when != WHEN_ALWAYS &&
            (p->effects[e].verb == VERB_STEALS ||
             p->effects[e].verb == VERB_RELEASES))
            when |= p->effects[e].when;
    return when != 0 && when == (UINT32_C(1) << c->n_outcomes) - 1;
}

/* A helper that releases it on some ways only looks at it first. */
static bool
is_always_released(const struct calling *k, const struct param *p)
{
    for (size_t e = 0; e < p->n_effects; e++)
        if (p->effects[e].verb == VERB_RELEASES &&
            (!k->known_body || p->effects[e].when == WHEN_ALWAYS))
            return true;
    return k->known_body && is_consumed_anyway(k->c, p);
}

/* Does the callee follow argument i, so that NULL would crash? */
static bool
follows(const struct calling *k, size_t i)
{
    const struct param *p = k->c == NULL ? NULL : call_param(k->c, i);
    if (p == NULL || param_has(p, VERB_NULL) || is_always_released(k, p))
        return false;
    /* Who calls a slot himself knows what its function makes of NULL. */
    if (k->slot && i > 0)
        return false;
    bool written = k->op->args[i].kind == OPERAND_INT; /* NULL, on purpose */
    return type_is_object_pointer(call_arg_type(k, i)) ||
           (type_is_pointer(call_arg_type(k, i)) &&
            (k->known_body || (!written && call_reads(k, i))));
}

/* A block of memory where an object, or NULL, is due: it becomes one. */
static bool
becomes_object(const struct calling *k, const struct state *s, size_t i)
{
    const struct fact *f = state_fact(s, k->args[i]);
    return k->c != NULL && !k->known_body &&
           param_has(call_param(k->c, i), VERB_NULL) &&
           !param_has(call_param(k->c, i), VERB_RELEASES) && f->kind != NULL &&
           f->kind != k->x->p->ref && f->owned > 0 &&
           type_is_object_pointer(call_arg_type(k, i)) &&
           value_null(k->x, s, f->v) != NULL_IS;
}

/* An address in a block goes where it is followed, and with it the block;
   false: there is none. */
static bool
within(const struct calling *k, struct state *s, value v)
{
    value root = term_root(&k->x->terms, v);
    if (root == v || term_at(&k->x->terms, root)->kind != VALUE_SYMBOL ||
        (state_fact(s, root)->flags & FLAG_INNER) != 0)
        return true;
    tell(k->x, s, EVENT_USE, k->op, root, NULL);
    return assume(k->x, s, root, true);
}

/* Tell what is about to happen to the arguments; false: it crashes. */
static bool
tell_arguments(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    for (size_t i = 0; i < k->op->n_args; i++) {
        value v = k->args[i];
        const struct param *p = k->c == NULL ? NULL : call_param(k->c, i);
        struct event more = {.callee = k->c, .arg = (int)i};
        if (p != NULL && p->text && value_null(x, s, v) == NULL_IS &&
            !text_is_chosen(x, s, v))
            more.confidence = CONFIDENCE_POSSIBLE;
        const struct fact *f = state_fact(s, v);
        bool gone = (f->flags & (FLAG_RELEASED | FLAG_GIVEN | FLAG_UNSET)) !=
                        0 ||
                    borrow_peril(x, s, v).peril != PERIL_NONE ||
                    fact_dangles(s, f);
        bool ignored = k->known_body && p != NULL && p->ignored;
        bool null_ok = param_has(p, VERB_NULL);
        if (k->known_body && value_null(x, s, v) == NULL_IS &&
            is_consumed_anyway(k->c, p)) {
            more.release_kind = x->p->ref;
            tell(x, s, EVENT_RELEASE, k->op, v, &more);
        }
        for (size_t e = 0; p != NULL && e < p->n_effects; e++) {
            more.release_kind = p->effects[e].kind;
            if (k->known_body && p->effects[e].when != WHEN_ALWAYS)
                continue;
            if (p->effects[e].verb == VERB_ACQUIRES)
                lock_retake(k, s, v, &p->effects[e]);
            if (p->effects[e].verb == VERB_RELEASES && !debt_of_item(x, s, v))
                tell(x, s, EVENT_RELEASE, k->op,
                     lock_released(x, s, v, more.release_kind), &more);
            if (call_fills_twice(k, s, i))
                more.full = x->f->slots[k->op->args[0].index].name;
            if (p->effects[e].verb == VERB_STEALS && !debt_possible(x, s, v))
                tell(x, s, EVENT_STEAL, k->op, v, &more);
        }
        unguarded_tell(x, s, k->op, v);
        if ((follows(k, i) && !(gone && ignored)) || becomes_object(k, s, i) ||
            (gone && !ignored && !param_has(p, VERB_RELEASES) &&
             (f->kind != NULL || (f->flags & FLAG_INNER) != 0)))
            tell(x, s, EVENT_USE, k->op, v, &more);
        bool needed = follows(k, i) ||
                      (p != NULL && param_has(p, VERB_RELEASES) && !null_ok);
        if (needed)
            absent_argument(x, s, k->op, v, &more);
        if (follows(k, i) && !within(k, s, v))
            return false;
        if (needed && !assume(x, s, v, true))
            return false;
        settle_unset(x, s, v);
    }
    return true;
}

/* ---- conditions of an outcome ---- */

static bool
find_exception(struct state *s, enum exc_state wanted)
{
    if (s->exc != EXC_STATE_MAYBE)
        return s->exc == wanted;
    s->exc = wanted;
    if (!s->touched) {
        s->asked = true;
        s->found = wanted;
    }
    return true;
}

bool
call_cond_is_open(const struct calling *k, const struct state *s,
                  const struct cond *c)
{
    return c->kind == COND_PARAM && c->null && !c->cell &&
           call_arg(k, c->param) != NO_VALUE &&
           value_null(k->x, s, call_arg(k, c->param)) == NULL_UNKNOWN;
}

/* What a parameter of this function points to is part of its summary, too. */
static value
cell_content(const struct calling *k, struct state *s, value at, size_t i)
{
    value v = state_load(s, at);
    const struct type *t = call_arg_type(k, i);
    enum value_kind kind = term_at(&k->x->terms, at)->kind;
    bool lasts = kind == VALUE_PARAM || kind == VALUE_GLOBAL ||
                 kind == VALUE_FIELD;
    if (v != NO_VALUE || !lasts || t == NULL)
        return v;
    return load(k->x, s, k->op, at, t->target);
}

static bool
cond_holds(const struct calling *k, struct state *s, const struct cond *c)
{
    static const enum op_code codes[] = {
        [COMPARE_EQ] = CODE_EQ,
        [COMPARE_NE] = CODE_NE,
        [COMPARE_LT] = CODE_LT,
        [COMPARE_GE] = CODE_GE,
    };
    if (c->kind == COND_EXC)
        return find_exception(s, EXC_STATE_SET);
    if (c->kind == COND_NOEXC)
        return find_exception(s, EXC_STATE_NONE);
    value v = call_arg(k, c->param);
    if (c->cell && v != NO_VALUE)
        v = cell_content(k, s, v, (size_t)c->param);
    if (v == ZEROED)
        v = term_int(&k->x->terms, 0);
    bool open = v != NO_VALUE && value_null(k->x, s, v) == NULL_UNKNOWN;
    if (v != NO_VALUE &&
        !assume_compare(k->x, s, codes[c->compare], v,
                        term_int(&k->x->terms, c->null ? 0 : c->number)))
        return false;
    if (open && c->null && c->compare == COMPARE_EQ && k->known_body)
        state_fact_make(k->x, s, v)->flags |= FLAG_ASKED;
    return true;
}

/* PyUnicode_FSConverter(NULL, &path) gives the path back: nobody but the
   parser asks for that, and not by chance. */
static bool
gives_back(const struct calling *k, const struct outcome *o)
{
    size_t at = (size_t)(o - k->c->outcomes);
    for (size_t i = 0; !k->known_body && i < k->c->n_params; i++)
        for (size_t e = 0; e < k->c->params[i].n_effects; e++) {
            const struct effect *f = &k->c->params[i].effects[e];
            if (f->verb == VERB_CLEARS && f->when == UINT32_C(1) << at)
                return !contract_outcome_fails(o);
        }
    return false;
}

static bool
conds_hold(const struct calling *k, struct state *s, const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++) {
        if (gives_back(k, o) && call_cond_is_open(k, s, &o->conds[i]))
            return false;
        if (!cond_holds(k, s, &o->conds[i]))
            return false;
    }
    return true;
}

/* ---- the result --------------------------------------------------------- */

/* What the result would be if the call had succeeded. */
static sym
result_kind(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++) {
        if (c->outcomes[i].result == RESULT_NEW ||
            c->outcomes[i].result == RESULT_FRESH)
            return c->outcomes[i].kind;
    }
    return NULL;
}

/* The block that this outcome leaves alone and another takes over. */
static value
not_released(const struct calling *k, const struct outcome *o)
{
    size_t at = (size_t)(o - k->c->outcomes);
    for (size_t i = 0; i < k->c->n_params && i < k->op->n_args; i++)
        for (size_t e = 0; e < k->c->params[i].n_effects; e++) {
            const struct effect *f = &k->c->params[i].effects[e];
            if (f->verb == VERB_RELEASES && (f->when >> at & 1) == 0)
                return k->args[i];
        }
    return NO_VALUE;
}

/* The index or key of the item that is not there. */
static value
missing_item(const struct calling *k)
{
    const struct outcome *item = &k->c->outcomes[0];
    return item->result == RESULT_LENT && item->param >= 0
               ? call_arg(k, item->param + 1)
               : NO_VALUE;
}

static value
result_null(const struct calling *k, struct state *s, const struct outcome *o)
{
    value v = symbol_new(k->x, s, k->op, RESULT_SUB, k->op->type);
    struct fact *f = state_fact_make(k->x, s, v);
    f->null = NULL_IS;
    f->kind = result_kind(k->c);
    if (f->kind == NULL && type_is_object_pointer(k->op->type))
        f->kind = k->x->p->ref;
    f->origin = ORIGIN_NEW;
    if (k->c->fails == CAUSE_ALLOC)
        f->flags |= FLAG_OOM;
    if (k->c->fails == CAUSE_EARLY)
        f->flags |= FLAG_ASKED;
    f->key = missing_item(k);
    if (f->kind != NULL && f->kind != k->x->p->ref)
        f->lender = not_released(k, o);
    return v;
}

/* What the result was asked of, which may have it still; or its size. */
static value
source(const struct calling *k)
{
    return call_makes_sized(k->op) ? k->args[0]
           : k->op->n_args > 0 && type_is_object_pointer(call_arg_type(k, 0))
               ? k->args[0]
               : NO_VALUE;
}

/* What PyGILState_Release() will bring back. */
static void
note_token(const struct calling *k, struct state *s, struct fact *f)
{
    s->left = false;
    f->lo = f->hi = (int64_t)k->thread * 2 + k->switched;
}

/* A descriptor: the standard streams have 0 to 2.  MAP_FAILED is no NULL. */
static void
note_number(const struct calling *k, struct fact *f)
{
    bool number = !type_is_pointer(k->op->type), minus_one = false;
    for (size_t i = 0; i < k->c->n_outcomes; i++)
        minus_one |= k->c->outcomes[i].result == RESULT_RANGE &&
                     k->c->outcomes[i].hi == -1;
    if (number) {
        f->lo = FIRST_OWN;
        f->hi = INT32_MAX;
    }
    else if (minus_one) {
        f->lo = 1;
        f->hi = INT64_MAX;
    }
}

static void
note_new(const struct calling *k, struct state *s, const struct outcome *o,
         struct fact *f)
{
    note_number(k, f);
    if (o->result == RESULT_FRESH)
        f->flags |= FLAG_FRESH;
    if (o->kind == k->x->p->gilstate)
        note_token(k, s, f);
}

/* What the text is inside of: an argument, or what it has given. */
static value
inner_lender(const struct calling *k, const struct state *s,
             const struct outcome *o)
{
    value v = call_arg(k, o->param);
    if (o->given && v != NO_VALUE)
        v = state_load(s, v);
    return v == ZEROED ? NO_VALUE : v;
}

static value
result_symbol(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    struct explorer *x = k->x;
    value cell = o->result == RESULT_LENT ? call_getter_cell(k, o) : NO_VALUE;
    value v = cell == NO_VALUE ? NO_VALUE : state_load(s, cell);
    if (v != NO_VALUE && v != ZEROED)
        return v;
    v = symbol_of(x, s, k->op, RESULT_SUB, cell, k->op->type);
    if (cell != NO_VALUE)
        state_store(x->keep, s, cell, v);
    struct fact *f = state_fact_make(x, s, v);
    switch (o->result) {
    case RESULT_NEW:
    case RESULT_FRESH:
        f->kind = o->kind;
        f->origin = ORIGIN_NEW;
        f->owned = 1;
        f->null = NULL_NEVER;
        f->key = source(k);
        note_new(k, s, o, f);
        break;
    case RESULT_LENT:
        f->kind = x->p->ref;
        f->null = NULL_NEVER;
        f->lender = borrow_keeper(k, s, call_arg(k, o->param));
        f->origin = o->found || argument_is_consumed(x, f->lender) ||
                            argument_dies(x, f->lender)
                        ? ORIGIN_FIELD
                        : ORIGIN_LENT;
        f->key = call_arg(k, o->param + 1);
        if (k->c->unstable)
            borrow_loose(x, s, v, f->key);
        break;
    case RESULT_INNER:
        f->flags |= FLAG_INNER;
        f->null = NULL_NEVER;
        f->lender = inner_lender(k, s, o);
        if (k->c->unstable)
            borrow_loose(x, s, v, NO_VALUE);
        break;
    case RESULT_NONNULL:
    case RESULT_NOTZERO:
        f->null = NULL_NEVER;
        break;
    case RESULT_RANGE:
        f->lo = o->lo;
        f->hi = o->hi;
        f->lender = call_arg(k, k->known_body ? o->param : 0);
        if (o->lo > 0 || o->hi < 0)
            f->null = NULL_NEVER;
        break;
    case RESULT_VALUE:
    case RESULT_VOID:
    case RESULT_SAME:
    case RESULT_SLOT:
    case RESULT_NULL:
    case RESULT_NORETURN:
        break;
    }
    return v;
}

/* It succeeds in one way only. */
static bool
is_only_success(const struct calling *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->c->n_outcomes; i++)
        n += !contract_outcome_fails(&k->c->outcomes[i]);
    return n <= 1;
}

/* None, a type...: the caller may compare with it. */
static value
result_static(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    value v = term_intern(
        &k->x->terms, (struct term){.kind = VALUE_GLOBAL, .name = o->global});
    if (k->x->terms.v.v[v].type == NULL)
        k->x->terms.v.v[v].type = k->op->type;
    if (!type_is_object_pointer(k->op->type))
        return v;
    struct fact *f = state_fact_make(k->x, s, v);
    f->kind = k->x->p->ref;
    if (o->result == RESULT_NEW && f->owned < 100)
        f->owned++;
    /* Which way it was need not be known. */
    if (!is_only_success(k))
        f->flags |= FLAG_PASSED;
    return v;
}

static value
result_slot(const struct calling *k, struct state *s, const struct outcome *o)
{
    value at = term_intern(&k->x->terms,
                           (struct term){.kind = VALUE_ITEM,
                                         .a = call_arg(k, o->param),
                                         .b = call_arg(k, o->index)});
    if (k->c->unstable)
        state_fact_make(k->x, s, at)->flags |= FLAG_LOOSE;
    return at;
}

/* PyObject_Init() makes an object of a block. */
static value
same_value(const struct calling *k, struct state *s, value v)
{
    struct explorer *x = k->x;
    sym kind = state_fact(s, v)->kind;
    if (!k->known_body && kind != NULL && kind != x->p->ref &&
        kind != x->p->buffer && type_is_object_pointer(k->op->type)) {
        state_fact_make(x, s, v)->kind = x->p->ref;
        trace_touch(x, s, k->op, v, true);
    }
    return v;
}

/* A text that a helper gives back as it is, or a part of it, or NULL: whoever
   tests the result asks of the helper's answer, not of the text. */
static value
result_same(const struct calling *k, struct state *s, const struct outcome *o)
{
    value v = call_arg(k, o->param);
    bool object = type_is_object_pointer(call_arg_type(k, (size_t)o->param));
    if (contract_is_inferred(k->c) && k->c->n_outcomes > 1 &&
        (object ? call_keeps_uncounted(k, o)
                : value_null(k->x, s, v) == NULL_UNKNOWN))
        state_fact_make(k->x, s, v)->flags |= FLAG_DOUBT;
    return same_value(k, s, v);
}

static value
result_of(const struct calling *k, struct state *s, const struct outcome *o)
{
    struct explorer *x = k->x;
    if (o->result == RESULT_VOID)
        return NO_VALUE;
    if (o->behind)
        return k->taken;
    if (o->result == RESULT_SAME && call_arg(k, o->param) != NO_VALUE)
        return result_same(k, s, o);
    if (o->result == RESULT_SLOT && call_arg(k, o->param) != NO_VALUE &&
        call_arg(k, o->index) != NO_VALUE)
        return result_slot(k, s, o);
    if (o->global != NULL)
        return result_static(k, s, o);
    if (call_gets_state(k, o))
        return call_state(k);
    if (!contract_outcome_fails(o) && call_size_made(k, s) != NO_VALUE)
        return call_size_made(k, s);
    if (o->result == RESULT_NULL)
        return result_null(k, s, o);
    if (o->result == RESULT_RANGE && o->lo == o->hi)
        return term_int(&x->terms, o->lo);
    value v = result_symbol(k, s, o);
    if (o->result == RESULT_NEW || o->result == RESULT_FRESH ||
        o->result == RESULT_LENT)
        trace_touch(x, s, k->op, v, true);
    return v;
}

static value
result_value(const struct calling *k, struct state *s, const struct outcome *o)
{
    if (errno_place(k) != NO_VALUE)
        return errno_place(k);
    value v = result_of(k, s, o);
    bool object = type_is_object_pointer(k->op->type);
    if (o->doubt && v != NO_VALUE &&
        (object || state_fact(s, v)->kind != NULL))
        doubt_result(k->x, s, k->c, v);
    return sentinels_exclude(k, s, o, v);
}

/* ---- one outcome ---- */

/* A function of ours gave None, and nobody keeps it. */
static void
lose_static(const struct calling *k, struct state *s, const struct outcome *o,
            value result)
{
    if (o->global == NULL || o->result != RESULT_NEW || !k->known_body ||
        o->kind != k->x->p->ref || !call_is_ignored(k))
        return;
    tell(k->x, s, EVENT_LOST, k->op, result,
         &(struct event){.arg = -1, .loss = LOSS_IGNORED});
    state_fact_make(k->x, s, result)->owned--;
}

static void
finish(const struct calling *k, struct state *s, value result)
{
    if (k->op->dst != NO_SLOT)
        assign(k->x, s, k->op, k->op->dst,
               result != NO_VALUE
                   ? result
                   : symbol_new(k->x, s, k->op, RESULT_SUB, k->op->type));
    else if (result != NO_VALUE)
        lose(k->x, s, k->op, result, LOSS_IGNORED);
    op_dies(k->x, s, k->op, k->info);
}

static bool
can_raise(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].exc == EXC_SET &&
            contract_outcome_fails(&c->outcomes[i]) && c->n_outcomes > 1)
            return true;
    return false;
}

/* PyErr_SetString() and its like. */
static bool
only_raises(const struct contract *c)
{
    return c->n_outcomes == 1 && c->outcomes[0].exc == EXC_SET;
}

static value
taken_out(const struct calling *k, struct state *s, const struct outcome *o)
{
    const struct type *t = call_arg_type(k, (size_t)o->param);
    value at = call_arg(k, o->param);
    if (at == NO_VALUE)
        return symbol_new(k->x, s, k->op, RESULT_SUB, k->op->type);
    return load(k->x, s, k->op, at, t == NULL ? NULL : t->target);
}

/* Python code of which nothing is known; what only hashes keys or frees
   objects mostly runs none. */
static bool
runs_python(const struct calling *k)
{
    return k->c->calls && k->c->seldom == SELDOM_NOT &&
           (k->known_body || (k->c->fails & CAUSE_USER) != 0);
}

static bool
writes_anything(const struct writes *w)
{
    return w->unnamed ||
           (w->names[0] | w->names[1] | w->names[2] | w->names[3]) != 0;
}

/* What the callee may have written, through what it was given or not. */
static void
written_by_callee(const struct calling *k, struct state *s)
{
    memory_forget_shared(k->x, s, &k->writes, k->args, k->op->n_args);
    for (size_t i = 0; k->known_body && i < k->op->n_args; i++)
        memory_forget_fields(k->x, s, k->args[i], &k->writes);
    writes_join(&k->x->writes, &k->writes);
    s->wrote |= writes_anything(&k->writes);
}

/* `sqlite3_close(db);`: who does not look takes it to be closed, or locked. */
static bool
is_unheard_refusal(const struct calling *k, const struct outcome *o)
{
    return !k->known_body && !type_is_pointer(k->op->type) &&
           (not_released(k, o) != NO_VALUE || lock_is_refused(k, o)) &&
           call_is_ignored(k);
}

/* It failed, and whether there was nothing in the caller's variable before has
   decided it: the variable tells the caller of the failure. */
static bool
tells_by_cell(const struct outcome *o)
{
    bool cell = false;
    for (size_t i = 0; i < o->n_conds; i++)
        cell |= o->conds[i].cell && o->conds[i].null;
    return cell && o->exc == EXC_SET;
}

static void
forget_memory(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    if (!o->pure)
        written_by_callee(k, s);
    else if (k->known_body && !contract_outcome_fails(o))
        memory_forget_filled(k->x, s, &k->writes);
    if (k->c->calls && !only_raises(k->c) && !tells_by_cell(o))
        memory_forget_nulls(k->x, s);
    errno_call(k, s);
}

/* NULL when the outcome cannot happen here. */
static struct state *
apply(const struct calling *call, const struct state *before, unsigned i)
{
    struct calling taking = *call;
    const struct calling *k = &taking;
    struct explorer *x = k->x;
    const struct outcome *o = &k->c->outcomes[i];
    unsigned spared = call_spared(k, before);
    bool supposed = false;
    if (!call_can_end_so(k, before, o, spared, &supposed) ||
        is_unheard_refusal(k, o) || assertion_excludes(k, o))
        return NULL;
    struct state *s = state_clone(x, before);
    s->supposed |= supposed;
    bool holds = conds_hold(k, s, o);
    if (!holds || o->result == RESULT_NORETURN || !call_answers(k, s, o) ||
        !call_matches(k, before, o)) {
        state_free(x, s);
        return NULL;
    }
    if (o->behind)
        taking.taken = taken_out(k, s, o);
    struct drops_done gone;
    drops_take(k, s, &gone);
    forget_memory(k, s, o);
    /* Nobody calls what may raise with an exception pending. */
    if (o->exc == EXC_KEEP && !s->touched && !s->asked && can_raise(k->c))
        s->exc = EXC_STATE_NONE;
    if (runs_python(k)) {
        x->runs_python = true;
        borrow_doubt(x, s, k->op);
    }
    else if (yields(k->c))
        unguarded_yield(x, s, k->op);
    pending_after(k, s, before, o);
    call_switches(k, s, o);
    trace_add(x, s,
              (struct trace){.op = k->op,
                             .kind = STEP_CALL,
                             .callee = k->c,
                             .plain_key = call_key_is_plain(k, before),
                             .spared = spared,
                             .chosen = size_is_chosen(k, before),
                             .forced = call_is_forced(k, before),
                             .starved = call_is_starved(k, before),
                             .outcome = (int)i});
    compared_tell(k, s, o);
    call_types_args(k, s);
    parts_pass(k, s);
    call_effects(k, s, i);
    drops_leave(k, s, &gone);
    call_puts_null(k, s);
    call_note_key(k, s, o);
    value result = result_value(k, s, o);
    call_makes(k, s, o, result);
    lose_static(k, s, o, result);
    call_moves_block(k, s, i, result);
    call_result_retains(k, s, i, result);
    finish(k, s, result);
    jump_lands(k, s, o);
    return s;
}

/* Nothing is known: what went in may be anywhere, anything may come out. */
static struct state *
apply_unknown(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    errno_call(k, s);
    call_types_args(k, s);
    call_switches_perhaps(k, s);
    /* A function of another library reaches what it is given and no more;
       one of ours that we could not analyse may change anything. */
    if (k->known_body)
        written_by_callee(k, s);
    if (!pending_is_unnoticed(k, s)) {
        s->doubted |= s->exc == EXC_STATE_SET;
        s->exc = EXC_STATE_MAYBE;
        s->touched = true;
    }
    value v = NO_VALUE;
    if (k->op->type != NULL && k->op->type->kind != TYPE_VOID) {
        v = symbol_new(x, s, k->op, RESULT_SUB, k->op->type);
        if (type_is_object_pointer(k->op->type))
            state_fact_make(x, s, v)->kind = x->p->ref;
    }
    finish(k, s, v);
    return s;
}

/* PARSE_TWO_ARRAYS(args, a, b): a name that nothing is known of and that is
   spelt like a macro is one of a header that is missing. */
static bool
is_lost_macro(const struct calling *k)
{
    sym name = k->op->callee;
    bool letters = false;
    if (name == NULL || k->c != NULL || k->known_body)
        return false;
    for (const char *p = name; *p != '\0'; p++) {
        if (islower((unsigned char)*p))
            return false;
        letters |= isupper((unsigned char)*p) != 0;
    }
    return letters;
}

void
call(struct explorer *x, struct state *s, const struct op *op,
     struct op_info *info, struct state **out)
{
    struct calling k = {.x = x,
                        .op = op,
                        .info = info,
                        .thread = s->thread,
                        .switched = s->switched};
    value few[FEW_ARGS] = {0};
    k.args = op->n_args < FEW_ARGS
                 ? few
                 : ARENA_ARRAY(x->keep, value, op->n_args + 1);
    for (size_t i = 0; i < op->n_args; i++)
        k.args[i] = eval(x, s, &op->args[i], call_arg_type(&k, i));
    call_resolve(&k, s);
    if (is_lost_macro(&k))
        unset_by_macro(&k, s);
    for (size_t i = 0; k.c != NULL && i < op->n_args; i++)
        if (param_has(call_param(k.c, i), VERB_RELEASES))
            k.args[i] = released_by_name(x, s, k.args[i]);
    size_t n = 0;
    format_check(&k, s);
    bool goes_on = call_asserts(&k, s) && tell_arguments(&k, s);
    if (goes_on)
        call_tell(&k, s);
    if (goes_on && k.c != NULL)
        jump_tell(&k, s);
    if (k.known_body && info->proc != NULL && info->proc->func->locks)
        lock_helper(x, s, k.args, op->n_args);
    if (goes_on && k.known_body)
        lock_by_helper(&k, s);
    if (goes_on)
        call_hands_over(&k, s);
    if (goes_on && k.c == NULL)
        out[n++] = apply_unknown(&k, s);
    if (!goes_on || k.c == NULL) {
        out[n] = NULL;
        return;
    }
    for (unsigned i = 0; i < k.c->n_outcomes; i++) {
        out[n] = apply(&k, s, i);
        if (out[n] != NULL)
            n++;
    }
    out[n] = NULL;
}

/* Calls: finding the contract, and applying it outcome by outcome. */
#include "explore.h"

#include <string.h>

#define RESULT_SUB 0 /* sub of the result's symbol; out-parameters follow */

struct calling {
    struct explorer *x;
    const struct op *op;
    struct op_info *info;
    const struct contract *c; /* NULL: unknown */
    bool known_body;          /* c was inferred from a body of ours */
    struct writes writes;     /* to memory that others see */
    value *args;
    enum thread_state thread; /* before the call */
    bool switched;
};

/* ---- which contract --------------------------------------------------------
 */

static bool
is_api_name(sym name)
{
    return str_starts(name, "Py") || str_starts(name, "_Py");
}

static const struct contract *
expanded(struct explorer *x, const struct op *op, const struct contract *c)
{
    if (c == NULL || c->format == NULL)
        return c;
    size_t at = (size_t)c->format_param;
    const char *problem;
    if (at < op->n_args && op->args[at].kind == OPERAND_INT)
        return c; /* no format: no arguments behind it either */
    if (at >= op->n_args || op->args[at].kind != OPERAND_STRING)
        return NULL;
    return contract_expand(x->keep, x->p->syms, c, op->args[at].name,
                           op->n_args, x->p->version, x->unit->ssize_clean,
                           &problem);
}

/* The project's own function wins, except over the public API that it
   may re-define as a compatibility shim. */
static void
resolve(struct explorer *x, const struct op *op, struct op_info *info)
{
    info->resolved = true;
    if (op->callee == NULL)
        return;
    const struct contract *c = model_find(x->p->model, op->callee,
                                          x->p->version);
    struct procedure *proc = program_find(x->p, x->unit, op->callee);
    if (proc != NULL && (c == NULL || !is_api_name(op->callee)))
        info->proc = proc;
    else
        info->callee = expanded(x, op, c);
}

/* tp_alloc, sq_length, ...: fields of other names mean nothing. */
static const struct contract *
slot_contract(const struct explorer *x, sym name)
{
    const struct contract *c = name == NULL ? NULL
                                            : model_find(x->p->model, name,
                                                         x->p->version);
    return c != NULL && c->where != NULL &&
                   strstr(c->where, "slots.api") != NULL
               ? c
               : NULL;
}

/* Calls through a pointer: a known function, or a slot by its name. */
static void
resolve_pointer(struct calling *k, const struct state *s, value target)
{
    struct explorer *x = k->x;
    (void)s;
    const struct term *t = term_at(&x->terms, target);
    if (t->kind == VALUE_FUNCTION) {
        struct procedure *proc = program_find(x->p, x->unit, t->name);
        if (proc != NULL && proc->summary != NULL) {
            k->c = proc->summary;
            k->writes = proc->writes;
        }
        else if (proc == NULL)
            k->c = expanded(x, k->op,
                            model_find(x->p->model, t->name, x->p->version));
    }
    else if (t->kind == VALUE_SYMBOL && t->a != NO_VALUE) {
        const struct term *at = term_at(&x->terms, t->a);
        if (at->kind == VALUE_FIELD)
            k->c = slot_contract(x, at->name);
    }
}

static void
find_contract(struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    if (!k->info->resolved)
        resolve(x, k->op, k->info);
    struct procedure *proc = k->info->proc;
    if (proc != NULL) {
        k->c = proc->declared != NULL ? proc->declared : proc->summary;
        k->writes = proc->writes;
        k->known_body = true;
    }
    else if (k->info->callee != NULL) {
        k->c = k->info->callee;
    }
    else if (k->op->callee == NULL) {
        resolve_pointer(k, s, eval(x, s, &k->op->a, NULL));
    }
}

/* ---- arguments ---- */

static const struct param *
param_of(const struct contract *c, size_t i)
{
    if (i < c->n_params)
        return &c->params[i];
    if (c->n_params > 0 && c->params[c->n_params - 1].name[0] == '.')
        return &c->params[c->n_params - 1];
    return NULL;
}

static bool
has_verb(const struct param *p, enum verb verb)
{
    for (size_t i = 0; p != NULL && i < p->n_effects; i++)
        if (p->effects[i].verb == verb)
            return true;
    return false;
}

static value
arg_value(const struct calling *k, int i)
{
    return i >= 0 && (size_t)i < k->op->n_args ? k->args[i] : NO_VALUE;
}

static const struct type *
arg_type(const struct calling *k, size_t i)
{
    return k->op->arg_types == NULL ? NULL : k->op->arg_types[i];
}

static bool
is_libc(const struct contract *c)
{
    return c->where != NULL && strstr(c->where, "libc.api") != NULL;
}

/* Does the callee follow argument i, so that NULL would crash? */
static bool
follows(const struct calling *k, size_t i)
{
    const struct param *p = k->c == NULL ? NULL : param_of(k->c, i);
    if (p == NULL || has_verb(p, VERB_NULL) || has_verb(p, VERB_RELEASES))
        return false;
    return type_is_object_pointer(arg_type(k, i)) ||
           (type_is_pointer(arg_type(k, i)) &&
            (k->known_body || is_libc(k->c)));
}

/* Tell what is about to happen to the arguments; false: it crashes. */
static bool
tell_arguments(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    for (size_t i = 0; i < k->op->n_args; i++) {
        value v = k->args[i];
        const struct param *p = k->c == NULL ? NULL : param_of(k->c, i);
        struct event more = {.callee = k->c, .arg = (int)i};
        const struct fact *f = state_fact(s, v);
        bool gone = (f->flags & (FLAG_RELEASED | FLAG_GIVEN)) != 0 ||
                    fact_dangles(s, f);
        bool null_ok = has_verb(p, VERB_NULL);
        for (size_t e = 0; p != NULL && e < p->n_effects; e++) {
            more.release_kind = p->effects[e].kind;
            if (p->effects[e].verb == VERB_RELEASES)
                tell(x, s, EVENT_RELEASE, k->op, v, &more);
            if (p->effects[e].verb == VERB_STEALS)
                tell(x, s, EVENT_STEAL, k->op, v, &more);
        }
        if (follows(k, i) ||
            (gone && !has_verb(p, VERB_RELEASES) && f->kind != NULL))
            tell(x, s, EVENT_USE, k->op, v, &more);
        if (follows(k, i))
            absent_argument(x, s, k->op, v, &more);
        bool needed = follows(k, i) ||
                      (p != NULL && has_verb(p, VERB_RELEASES) && !null_ok);
        if (needed && !assume(x, s, v, true))
            return false;
    }
    return true;
}

/* ---- effects on one argument ---- */

/* Remember that something reached through a parameter was consumed.  The
   cell right behind it has effects of its own. */
static void
note_consumed(struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    bool direct = true;
    while (t->kind == VALUE_SYMBOL && t->a != NO_VALUE) {
        value root = term_root(&x->terms, t->a);
        direct = direct && root == t->a;
        t = term_at(&x->terms, root);
        if (t->kind == VALUE_PARAM && !direct && t->number < 64)
            x->consumes |= UINT64_C(1) << t->number;
        direct = false;
    }
}

/* One reference or the block of ours is gone. */
static void
drop_one(const struct calling *k, struct state *s, value v, sym kind,
         uint8_t flag)
{
    struct fact *f = state_fact_make(k->x, s, v);
    if (f->kind == NULL)
        f->kind = kind;
    note_consumed(k->x, v);
    f->dropped = k->op;
    if (term_at(&k->x->terms, v)->kind == VALUE_GLOBAL) {
        f->owned = (int8_t)(f->owned > 0 ? f->owned - 1 : 0);
    }
    else if (f->owned > 0) {
        f->owned--;
        bool ours = f->origin == ORIGIN_NEW || f->origin == ORIGIN_UNKNOWN;
        if (f->owned == 0 && ours)
            f->flags |= flag;
    }
    else {
        if (f->origin == ORIGIN_PARAM && f->owned > -100)
            f->owned--;
        f->flags |= flag;
    }
    trace_touch(k->x, s, k->op, v, false);
}

static value
holder(const struct calling *k, const struct effect *e)
{
    return arg_value(k, e->other >= 0 ? e->other : 0);
}

static void
do_steal(const struct calling *k, struct state *s, size_t i,
         const struct effect *e, const struct outcome *o)
{
    value v = k->args[i];
    if (value_null(k->x, s, v) == NULL_IS)
        return;
    drop_one(k, s, v, e->kind, FLAG_GIVEN);
    struct fact *f = state_fact_make(k->x, s, v);
    f->flags &= (uint8_t)~FLAG_FRESH;
    /* Who fails to store it drops it; who is no container has no items. */
    size_t in = e->other >= 0 ? (size_t)e->other : 0;
    bool stored = in != i && in < k->op->n_args &&
                  !contract_outcome_fails(o) &&
                  type_is_object_pointer(arg_type(k, in)) &&
                  !has_verb(param_of(k->c, in), VERB_STEALS);
    f->lender = stored ? k->args[in] : NO_VALUE;
}

static void
free_contents(const struct calling *k, struct state *s, value v)
{
    struct cell *gone = arena_copy(k->x->keep, s->memory.v,
                                   s->memory.n * sizeof *gone);
    size_t n = s->memory.n;
    memory_forget(k->x, s, v, false);
    for (size_t i = 0; i < n; i++) {
        if (gone[i].content == ZEROED || state_load(s, gone[i].at) != NO_VALUE)
            continue;
        struct fact *f = state_fact_make(k->x, s, gone[i].content);
        if (f->held > 0 && !address_is_private(k->x, s, gone[i].at))
            f->held--;
        lose(k->x, s, k->op, gone[i].content, LOSS_HOLDER);
    }
}

/* PyGILState_Release() brings back what PyGILState_Ensure() found. */
static void
restore_thread(struct state *s, const struct fact *token)
{
    if (token->lo < 0 || token->lo > 7)
        return;
    s->thread = (enum thread_state)(token->lo >> 1);
    s->switched = (token->lo & 1) != 0;
}

static void
do_release(const struct calling *k, struct state *s, value v, sym kind)
{
    if (value_null(k->x, s, v) == NULL_IS)
        return;
    if (kind == k->x->p->gilstate)
        restore_thread(s, state_fact(s, v));
    drop_one(k, s, v, kind, FLAG_RELEASED);
    const struct fact *f = state_fact(s, v);
    if (k->known_body)
        memory_forget(k->x, s, v, true); /* its body saw to the contents */
    else if (kind != k->x->p->ref && kind != k->x->p->buffer)
        free_contents(k, s, v);
    else if ((f->flags & FLAG_RELEASED) != 0)
        memory_forget(k->x, s, v, false);
}

static void
do_acquire(const struct calling *k, struct state *s, value v, sym kind)
{
    if (value_null(k->x, s, v) == NULL_IS)
        return;
    struct fact *f = state_fact_make(k->x, s, v);
    if (f->kind == NULL)
        f->kind = kind;
    if (f->owned < 100)
        f->owned++;
    f->flags &= (uint8_t)~FLAG_FRESH;
    if (f->lender != NO_VALUE || f->origin != ORIGIN_NEW)
        f->flags &= (uint8_t)~FLAG_GIVEN;
    trace_touch(k->x, s, k->op, v, false);
}

static void
do_retain(const struct calling *k, struct state *s, value v,
          const struct effect *e)
{
    if (term_is_address(term_at(&k->x->terms, v)) ||
        value_null(k->x, s, v) == NULL_IS)
        return;
    struct fact *f = state_fact_make(k->x, s, v);
    f->flags &= (uint8_t)~FLAG_FRESH;
    value in = holder(k, e);
    if (f->lender == NO_VALUE && in != v && f->owned > 0)
        f->lender = in;
}

static void
do_escape(const struct calling *k, struct state *s, value v)
{
    const struct term *t = term_at(&k->x->terms, v);
    if (t->kind == VALUE_INT || t->kind == VALUE_STRING ||
        t->kind == VALUE_FUNCTION)
        return;
    memory_forget(k->x, s, v, true);
    if (t->kind != VALUE_GLOBAL)
        state_fact_make(k->x, s, v)->flags |= FLAG_ESCAPED;
}

/* ---- effects on the cell behind an argument ---- */

/* The old content goes without being released. */
static void
overwrite(const struct calling *k, struct state *s, value at, value v)
{
    value old = state_load(s, at);
    memory_forget(k->x, s, at, false);
    if (v != NO_VALUE)
        state_store(k->x->keep, s, at, v);
    if (!address_is_private(k->x, s, at))
        writes_add(&k->x->writes, NULL);
    if (old == NO_VALUE || old == ZEROED)
        return;
    if (!address_is_private(k->x, s, at))
        return;
    lose(k->x, s, k->op, old, LOSS_OVERWRITTEN);
}

static value
made(const struct calling *k, struct state *s, uint32_t sub, sym kind,
     enum origin origin, const struct type *type)
{
    value v = symbol_new(k->x, s, k->op, sub, type);
    struct fact *f = state_fact_make(k->x, s, v);
    bool several = (f->flags & FLAG_ESCAPED) != 0;
    f->kind = kind;
    f->origin = (uint8_t)origin;
    f->owned = origin == ORIGIN_NEW && !several ? 1 : 0;
    f->null = NULL_NEVER;
    return v;
}

static const struct type *
pointee(const struct calling *k, size_t i)
{
    const struct type *t = arg_type(k, i);
    return t == NULL ? NULL : t->target;
}

static void
give_buffer(const struct calling *k, struct state *s, size_t i)
{
    struct explorer *x = k->x;
    value v = k->args[i];
    struct fact *f = state_fact_make(x, s, v);
    /* A block that we own can be one resource only: it stays a block. */
    if (f->kind != NULL && f->kind != x->p->buffer)
        return;
    f->kind = x->p->buffer;
    f->origin = ORIGIN_NEW;
    f->owned = 1;
    f->flags = 0;
    f->held = address_is_private(x, s, v) ||
                      term_at(&x->terms, v)->kind == VALUE_PARAM
                  ? 0
                  : 1;
    memory_forget(x, s, v, false);
    trace_touch(x, s, k->op, v, true);
}

static void
do_cell(const struct calling *k, struct state *s, size_t i,
        const struct effect *e)
{
    struct explorer *x = k->x;
    value at = k->args[i];
    bool may_be_null = has_verb(param_of(k->c, i), VERB_NULL);
    if (value_null(x, s, at) == NULL_IS)
        return;
    if (e->verb == VERB_GIVES && e->kind == x->p->buffer) {
        give_buffer(k, s, i);
        return;
    }
    value v = NO_VALUE;
    if (e->verb == VERB_NULLS || e->known)
        v = term_int(&x->terms, e->number);
    if (e->verb == VERB_GIVES || e->verb == VERB_REPLACES)
        v = made(k, s, (uint32_t)i + 1, e->kind, ORIGIN_NEW, pointee(k, i));
    if (e->verb == VERB_LENDS) {
        v = made(k, s, (uint32_t)i + 1, x->p->ref, ORIGIN_LENT, pointee(k, i));
        struct fact *f = state_fact_make(x, s, v);
        f->lender = arg_value(k, e->other);
        f->null = may_be_null ? NULL_UNKNOWN : NULL_NEVER;
    }
    overwrite(k, s, at, v);
    if (e->verb == VERB_GIVES || e->verb == VERB_LENDS)
        trace_touch(x, s, k->op, v, true);
}

/* REPLACES and CLEARS consume what the cell held. */
static void
do_consume_cell(const struct calling *k, struct state *s, size_t i,
                const struct effect *e)
{
    struct explorer *x = k->x;
    value at = k->args[i];
    value old = state_load(s, at);
    if (old != NO_VALUE && old != ZEROED) {
        struct event more = {
            .callee = k->c, .arg = (int)i, .release_kind = e->kind};
        if (value_null(x, s, old) != NULL_IS) {
            tell(x, s, EVENT_RELEASE, k->op, old, &more);
            drop_one(k, s, old, e->kind, FLAG_RELEASED);
        }
    }
    if (e->verb == VERB_CLEARS)
        overwrite(k, s, at, term_int(&x->terms, 0));
    else
        do_cell(k, s, i, e);
}

/* Does the project's own callee free or keep it on some outcome?  Those
   summaries speak of what the caller passed, whatever its kind. */
static void
do_effect(const struct calling *k, struct state *s, size_t i,
          const struct effect *e, const struct outcome *o)
{
    value v = k->args[i];
    switch (e->verb) {
    case VERB_NULL:
        return;
    case VERB_STEALS:
        do_steal(k, s, i, e, o);
        return;
    case VERB_RELEASES:
        do_release(k, s, v, e->kind);
        return;
    case VERB_ACQUIRES:
        do_acquire(k, s, v, e->kind);
        return;
    case VERB_RETAINS:
        do_retain(k, s, v, e);
        return;
    case VERB_ESCAPES:
        if (e->kind == k->x->p->contents)
            memory_forget(k->x, s, v, true);
        else
            do_escape(k, s, v);
        return;
    case VERB_GIVES:
    case VERB_LENDS:
    case VERB_NULLS:
    case VERB_FILLS:
        do_cell(k, s, i, e);
        return;
    case VERB_REPLACES:
    case VERB_CLEARS:
        do_consume_cell(k, s, i, e);
        return;
    case VERB_COUNT:
        break;
    }
    assert(!"no such verb");
}

static void
do_effects(const struct calling *k, struct state *s, unsigned outcome)
{
    for (size_t i = 0; i < k->op->n_args; i++) {
        const struct param *p = param_of(k->c, i);
        for (size_t e = 0; p != NULL && e < p->n_effects; e++)
            if ((p->effects[e].when >> outcome & 1) != 0)
                do_effect(k, s, i, &p->effects[e], &k->c->outcomes[outcome]);
    }
}

/* ---- conditions of an outcome ---- */

static bool
cond_holds(const struct calling *k, struct state *s, const struct cond *c)
{
    static const enum op_code codes[] = {
        [COMPARE_EQ] = CODE_EQ,
        [COMPARE_NE] = CODE_NE,
        [COMPARE_LT] = CODE_LT,
        [COMPARE_GE] = CODE_GE,
    };
    if (c->kind == COND_EXC) {
        if (s->exc == EXC_STATE_NONE)
            return false;
        s->asked |= !s->touched && s->exc == EXC_STATE_MAYBE;
        s->exc = EXC_STATE_SET;
        return true;
    }
    if (c->kind == COND_NOEXC) {
        if (s->exc == EXC_STATE_SET)
            return false;
        s->asked |= !s->touched && s->exc == EXC_STATE_MAYBE;
        s->exc = EXC_STATE_NONE;
        return true;
    }
    value v = arg_value(k, c->param);
    return v == NO_VALUE ||
           assume_compare(k->x, s, codes[c->compare], v,
                          term_int(&k->x->terms, c->null ? 0 : c->number));
}

static bool
conds_hold(const struct calling *k, struct state *s, const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++)
        if (!cond_holds(k, s, &o->conds[i]))
            return false;
    return true;
}

/* ---- the result
 * ---------------------------------------------------------------------------
 */

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

static value
result_null(const struct calling *k, struct state *s)
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
    return v;
}

/* A destructor's argument: what it lends is the destructor's to release. */
static bool
is_consumed(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (x->entry == NULL || t->kind != VALUE_PARAM ||
        (size_t)t->number >= x->entry->n_params)
        return false;
    return has_verb(&x->entry->params[t->number], VERB_RELEASES);
}

static value
result_symbol(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    struct explorer *x = k->x;
    value v = symbol_new(x, s, k->op, RESULT_SUB, k->op->type);
    struct fact *f = state_fact_make(x, s, v);
    bool several = (f->flags & FLAG_ESCAPED) != 0;
    switch (o->result) {
    case RESULT_NEW:
    case RESULT_FRESH:
        f->kind = o->kind;
        f->origin = ORIGIN_NEW;
        f->owned = several ? 0 : 1;
        f->null = NULL_NEVER;
        if (o->result == RESULT_FRESH)
            f->flags |= FLAG_FRESH;
        if (o->kind == x->p->gilstate)
            f->lo = f->hi = (int64_t)k->thread * 2 + k->switched;
        break;
    case RESULT_LENT:
        f->kind = x->p->ref;
        f->null = NULL_NEVER;
        f->lender = arg_value(k, o->param);
        f->origin = is_consumed(x, f->lender) ? ORIGIN_FIELD : ORIGIN_LENT;
        break;
    case RESULT_INNER:
        f->flags |= FLAG_INNER;
        f->null = NULL_NEVER;
        f->lender = arg_value(k, o->param);
        break;
    case RESULT_NONNULL:
    case RESULT_NOTZERO:
        f->null = NULL_NEVER;
        break;
    case RESULT_RANGE:
        f->lo = o->lo;
        f->hi = o->hi;
        f->lender = arg_value(k, 0); /* a size is of its container */
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

/* None, a type...: the caller may compare with it. */
static value
result_static(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    value v = term_intern(
        &k->x->terms, (struct term){.kind = VALUE_GLOBAL, .name = o->global});
    if (k->x->terms.v.v[v].type == NULL)
        k->x->terms.v.v[v].type = k->op->type;
    struct fact *f = state_fact_make(k->x, s, v);
    f->kind = k->x->p->ref;
    if (o->result == RESULT_NEW && f->owned < 100)
        f->owned++;
    return v;
}

static value
result_value(const struct calling *k, struct state *s, const struct outcome *o)
{
    struct explorer *x = k->x;
    if (o->result == RESULT_VOID)
        return NO_VALUE;
    if (o->result == RESULT_SAME && arg_value(k, o->param) != NO_VALUE)
        return arg_value(k, o->param);
    if (o->result == RESULT_SLOT && arg_value(k, o->param) != NO_VALUE &&
        arg_value(k, o->index) != NO_VALUE)
        return term_intern(&x->terms,
                           (struct term){.kind = VALUE_ITEM,
                                         .a = arg_value(k, o->param),
                                         .b = arg_value(k, o->index)});
    if (o->global != NULL)
        return result_static(k, s, o);
    if (o->result == RESULT_NULL)
        return result_null(k, s);
    if (o->result == RESULT_RANGE && o->lo == o->hi)
        return term_int(&x->terms, o->lo);
    value v = result_symbol(k, s, o);
    if (o->result == RESULT_NEW || o->result == RESULT_FRESH ||
        o->result == RESULT_LENT)
        trace_touch(x, s, k->op, v, true);
    return v;
}

/* ---- one outcome
 * ------------------------------------------------------------------------------
 */

static void
apply_exc(struct state *s, enum exc_effect e)
{
    if (e == EXC_KEEP || (e == EXC_MAYBE && s->exc == EXC_STATE_SET))
        return;
    s->touched = true;
    s->exc = e == EXC_SET    ? EXC_STATE_SET
             : e == EXC_NONE ? EXC_STATE_NONE
                             : EXC_STATE_MAYBE;
}

static void
apply_thread(struct state *s, enum thread_effect e)
{
    if (e != THREAD_DETACHES && e != THREAD_ATTACHES)
        return;
    s->thread = e == THREAD_DETACHES ? THREAD_DETACHED : THREAD_ATTACHED;
    s->switched = true;
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

/* Is `size` the size of the container, and the index known to be below? */
static bool
is_below_size(const struct calling *k, const struct state *s, value index,
              const struct fact *size)
{
    struct explorer *x = k->x;
    int64_t ilo, ihi, nlo, nhi;
    value_range(x, s, index, &ilo, &ihi);
    value_range(x, s, size->v, &nlo, &nhi);
    if (ilo >= 0 && ihi < nlo)
        return true;
    value less = term_intern(&x->terms, (struct term){.kind = VALUE_BINARY,
                                                      .code = CODE_LT,
                                                      .a = index,
                                                      .b = size->v});
    return state_fact(s, less)->null == NULL_NEVER;
}

/* An item access whose index the code has compared with the size, or a
   store into a container that was made here and is being filled. */
static bool
in_range(const struct calling *k, const struct state *s)
{
    value container = arg_value(k, 0), index = arg_value(k, 1);
    if (container == NO_VALUE || index == NO_VALUE)
        return false;
    if ((state_fact(s, container)->flags & FLAG_FRESH) != 0)
        return true;
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (f->lender == container && f->kind == NULL &&
            is_below_size(k, s, index, f))
            return true;
    }
    return false;
}

/* NULL when the outcome cannot happen here. */
static struct state *
apply(const struct calling *k, const struct state *before, unsigned i)
{
    struct explorer *x = k->x;
    const struct outcome *o = &k->c->outcomes[i];
    /* Calls that fail only for objects of another type are made on objects
       whose type the code has made sure of. */
    unsigned never = CAUSE_NEVER | CAUSE_TYPE;
    if (in_range(k, before))
        never |= CAUSE_VALUE;
    if (k->c->fails != 0 && (k->c->fails & ~never) == 0 && !k->known_body &&
        contract_outcome_fails(o))
        return NULL;
    struct state *s = state_clone(x->keep, before);
    if (!conds_hold(k, s, o) || o->result == RESULT_NORETURN)
        return NULL;
    memory_forget_shared(x, s, &k->writes);
    writes_join(&x->writes, &k->writes);
    /* Nobody calls what may raise with an exception pending. */
    if (o->exc == EXC_KEEP && !s->touched && !s->asked && can_raise(k->c))
        s->exc = EXC_STATE_NONE;
    apply_exc(s, o->exc);
    apply_thread(s, k->c->thread);
    trace_add(x, s,
              (struct trace){.op = k->op,
                             .kind = STEP_CALL,
                             .callee = k->c,
                             .outcome = (int)i});
    do_effects(k, s, i);
    finish(k, s, result_value(k, s, o));
    return s;
}

/* Nothing is known: what went in may be anywhere, anything may come out. */
static struct state *
apply_unknown(const struct calling *k, struct state *s)
{
    struct explorer *x = k->x;
    for (size_t i = 0; i < k->op->n_args; i++)
        do_escape(k, s, k->args[i]);
    /* A function of another library reaches what it is given and no more;
       one of ours that we could not analyse may change anything. */
    if (k->known_body) {
        memory_forget_shared(x, s, &k->writes);
        writes_join(&x->writes, &k->writes);
    }
    s->exc = EXC_STATE_MAYBE;
    s->touched = true;
    value v = NO_VALUE;
    if (k->op->type != NULL && k->op->type->kind != TYPE_VOID) {
        v = symbol_new(x, s, k->op, RESULT_SUB, k->op->type);
        if (type_is_object_pointer(k->op->type))
            state_fact_make(x, s, v)->kind = x->p->ref;
    }
    finish(k, s, v);
    return s;
}

static void
tell_call(const struct calling *k, struct state *s)
{
    if (k->c == NULL)
        return;
    if ((k->c->thread == THREAD_NEEDED || k->c->thread == THREAD_DETACHES) &&
        !s->switched)
        k->x->needs_thread = true;
    tell(k->x, s, EVENT_CALL, k->op, NO_VALUE,
         &(struct event){.callee = k->c, .arg = -1});
}

struct state **
call(struct explorer *x, struct state *s, const struct op *op,
     struct op_info *info)
{
    struct calling k = {.x = x,
                        .op = op,
                        .info = info,
                        .thread = s->thread,
                        .switched = s->switched};
    k.args = ARENA_ARRAY(x->keep, value, op->n_args + 1);
    for (size_t i = 0; i < op->n_args; i++)
        k.args[i] = eval(x, s, &op->args[i], arg_type(&k, i));
    find_contract(&k, s);
    struct state **out = ARENA_ARRAY(x->keep, struct state *,
                                     CONTRACT_MAX_OUTCOMES + 1);
    tell_call(&k, s);
    if (!tell_arguments(&k, s))
        return out;
    if (k.c == NULL) {
        out[0] = apply_unknown(&k, s);
        return out;
    }
    size_t n = 0;
    for (unsigned i = 0; i < k.c->n_outcomes; i++) {
        out[n] = apply(&k, s, i);
        if (out[n] != NULL)
            n++;
    }
    return out;
}

/* What rules get to see: subjects, events, and the way to them. */
#include "call.h"
#include "doubt.h"
#include "given.h"

/* ---- the way ---- */

static enum trigger
cause_trigger(unsigned fails)
{
    if ((fails & CAUSE_NONE) != 0)
        return TRIGGER_ANY_CALL;
    if ((fails & CAUSE_USER) != 0)
        return TRIGGER_HOSTILE_OBJECT;
    if ((fails & (CAUSE_VALUE | CAUSE_TYPE)) != 0)
        return TRIGGER_BAD_INPUT;
    if ((fails & CAUSE_ALLOC) != 0 && (fails & CAUSE_OS) == 0)
        return TRIGGER_OUT_OF_MEMORY;
    return TRIGGER_API_FAILURE;
}

/* Did something go wrong?  The end of an iterator, a missing key and "no
   exception" are NULL too, beside another outcome that raises. */
static bool
is_failure(const struct contract *c, const struct outcome *o)
{
    if (!contract_outcome_fails(o) || o->exc == EXC_SET)
        return contract_outcome_fails(o);
    for (size_t i = 0; i < o->n_conds; i++)
        if (o->conds[i].kind != COND_PARAM)
            return false;
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].exc == EXC_SET)
            return false;
    return true;
}

/* What has to happen for this call to end like this. */
static enum trigger
call_trigger(const struct explorer *x, const struct trace *t)
{
    if (t->callee == NULL || t->outcome < 0)
        return TRIGGER_ANY_CALL;
    const struct outcome *o = &t->callee->outcomes[t->outcome];
    bool always = t->callee->n_outcomes == 1 &&
                  !contract_is_inferred(t->callee); /* PyErr_NoMemory() */
    if (t->starved)
        return TRIGGER_OUT_OF_MEMORY;
    if (always || t->forced || (o->fails == 0 && !is_failure(t->callee, o)))
        return TRIGGER_ANY_CALL;
    unsigned fails = o->fails != 0 ? o->fails : t->callee->fails;
    return cause_trigger(causes_left(x, t, fails));
}

/* PyErr_NoMemory(), or what stands for it. */
static bool
raises_no_memory(const struct trace *t)
{
    if (t->callee == NULL || t->outcome < 0 || t->callee->n_outcomes != 1)
        return false;
    const struct outcome *o = &t->callee->outcomes[0];
    unsigned fails = o->fails != 0 ? o->fails : t->callee->fails;
    return o->exc == EXC_SET && fails == CAUSE_ALLOC;
}

enum trigger
trace_trigger(const struct trace *t)
{
    return t == NULL ? TRIGGER_ANY_CALL : t->trigger;
}

const struct trace *
trace_likelier(const struct trace *a, const struct trace *b)
{
    return trace_trigger(b) < trace_trigger(a) ? b : a;
}

void
trace_add(struct explorer *x, struct state *s, struct trace t)
{
    enum trigger own = call_trigger(x, &t), before = trace_trigger(s->trace);
    /* Nothing was refused so far: a size that no machine has. */
    if (raises_no_memory(&t))
        own = before == TRIGGER_ANY_CALL ? TRIGGER_OUT_OF_MEMORY : before;
    if (own == TRIGGER_OUT_OF_MEMORY && t.chosen)
        own = TRIGGER_BAD_INPUT;
    if (lacks_bare_maker(x, s, &t))
        own = TRIGGER_OUT_OF_MEMORY;
    t.prev = s->trace;
    t.exc = s->exc;
    t.length = s->trace == NULL ? 1 : s->trace->length + 1;
    t.trigger = own > before ? own : before;
    s->trace = arena_copy(x->keep, &t, sizeof t);
}

void
trace_touch(struct explorer *x, struct state *s, const struct op *op, value v,
            bool born)
{
    trace_add(x, s,
              (struct trace){.op = op,
                             .kind = STEP_CALL,
                             .outcome = -1,
                             .born = born,
                             .about = v,
                             .owned = state_fact(s, v)->owned});
}

/* ---- names ---- */

static const char *
short_global(const char *name)
{
    if (str_starts(name, "_Py_NoneStruct"))
        return "None";
    if (str_starts(name, "_Py_TrueStruct"))
        return "True";
    if (str_starts(name, "_Py_FalseStruct"))
        return "False";
    if (str_starts(name, "_Py_NotImplementedStruct"))
        return "NotImplemented";
    return name;
}

static const char *value_name(const struct explorer *x, const struct state *s,
                              value v, int depth);

static const char *address_name(const struct explorer *x,
                                const struct state *s, value at, int depth);

static const char *
field_name(const struct explorer *x, const struct state *s,
           const struct term *field, int depth)
{
    const struct term *base = term_at(&x->terms, field->a);
    bool direct = !term_is_inner(base) && !term_is_inner(field) &&
                  (base->kind == VALUE_LOCAL || base->kind == VALUE_GLOBAL ||
                   base->kind == VALUE_FIELD);
    const char *b = direct ? address_name(x, s, field->a, depth - 1)
                           : value_name(x, s, field->a, depth - 1);
    if (b == NULL || field->name == NULL)
        return b;
    return term_is_inner(field)
               ? arena_printf(x->keep, "%s(%s)", field->name, b)
               : arena_printf(x->keep, "%s%s%s", b, direct ? "." : "->",
                              field->name);
}

/* "self->items", "table[i]"; NULL when it cannot be said shortly. */
static const char *
address_name(const struct explorer *x, const struct state *s, value at,
             int depth)
{
    const struct term *t = term_at(&x->terms, at);
    if (depth == 0)
        return NULL;
    if (t->kind == VALUE_LOCAL) {
        const struct slot *slot = &x->f->slots[t->number];
        bool array = slot->name != NULL && slot->type != NULL &&
                     slot->type->kind == TYPE_ARRAY;
        return array ? arena_printf(x->keep, "%s[0]", slot->name) : slot->name;
    }
    if (t->kind == VALUE_GLOBAL)
        return short_global(t->name);
    if (t->kind == VALUE_FIELD)
        return field_name(x, s, t, depth);
    if (t->kind == VALUE_ELEM || t->kind == VALUE_ITEM) {
        const struct term *base = term_at(&x->terms, t->a);
        const char *b = base->kind == VALUE_LOCAL
                            ? x->f->slots[base->number].name
                            : value_name(x, s, t->a, depth - 1);
        const char *i = value_name(x, s, t->b, depth - 1);
        return b == NULL
                   ? NULL
                   : arena_printf(x->keep, "%s[%s]", b, i == NULL ? "" : i);
    }
    const char *b = value_name(x, s, at, depth - 1);
    return b == NULL ? NULL : arena_printf(x->keep, "*%s", b);
}

static const char *
value_name(const struct explorer *x, const struct state *s, value v, int depth)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_LOCAL || t->kind == VALUE_GLOBAL)
        return address_name(x, s, v, depth);
    if (t->kind == VALUE_INT)
        return arena_printf(x->keep, "%lld", (long long)t->number);
    for (size_t i = 0; i < s->slots.n; i++)
        if (s->slots.v[i].content == v &&
            x->f->slots[s->slots.v[i].at].name != NULL)
            return x->f->slots[s->slots.v[i].at].name;
    for (size_t i = 0; i < s->memory.n; i++) {
        if (s->memory.v[i].content != v)
            continue;
        const char *name = address_name(x, s, s->memory.v[i].at, depth);
        if (name != NULL)
            return name;
    }
    if (state_fact(s, v)->named != 0)
        return x->f->slots[state_fact(s, v)->named - 1].name;
    if (t->kind == VALUE_PARAM)
        return x->f->slots[t->number].name;
    if (t->kind == VALUE_FIELD)
        return address_name(x, s, v, depth);
    bool taken = (state_fact(s, v)->flags & FLAG_TAKEN) != 0;
    return taken && t->kind == VALUE_SYMBOL && t->a != NO_VALUE
               ? address_name(x, s, t->a, depth)
               : NULL;
}

/* ---- subjects ---- */

/* p + 1 of a block leads back to p. */
static bool
leads_into(const struct explorer *x, const struct state *s, value p, value v)
{
    if (p == NO_VALUE || p == ZEROED || p == v ||
        state_fact(s, v)->kind == x->p->ref)
        return false;
    return term_root(&x->terms, p) == v;
}

int
held_count(const struct explorer *x, const struct state *s, value v)
{
    int n = state_fact(s, v)->held;
    const struct term *t = term_at(&x->terms, v);
    for (size_t i = 0; i < s->memory.n; i++) {
        value at = s->memory.v[i].at, has = s->memory.v[i].content;
        /* What was found there was not put there. */
        bool found = t->kind == VALUE_SYMBOL && t->a == at;
        /* Its own address in itself keeps nothing alive. */
        if ((has == v || leads_into(x, s, has, v)) && !found &&
            term_root(&x->terms, at) != v && !address_is_private(x, s, at))
            n++;
    }
    return n;
}

/* Somebody other than this function is known to hold it: a container that
   lives, if need be because another one holds that.  What was taken out is
   no longer there. */
static bool
kept_alive(const struct state *s, const struct fact *f)
{
    if ((f->flags & FLAG_TAKEN) != 0)
        return false;
    for (int depth = 0; depth < 8; depth++) {
        if (f->lender == NO_VALUE || f->lender == f->v)
            return false;
        f = state_fact(s, f->lender);
        if ((f->flags & FLAG_RELEASED) == 0 || (f->flags & FLAG_ESCAPED) != 0)
            return true;
    }
    return false;
}

bool
argument_is_consumed(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (x->entry == NULL || t->kind != VALUE_PARAM ||
        (size_t)t->number >= x->entry->n_params)
        return false;
    const struct param *p = &x->entry->params[t->number];
    for (size_t i = 0; i < p->n_effects; i++)
        if (p->effects[i].verb == VERB_RELEASES)
            return true;
    return false;
}

bool
argument_dies(const struct explorer *x, value v)
{
    static const char *const dying[] = {"tp_dealloc", "tp_clear", NULL};
    const struct term *t = term_at(&x->terms, v);
    return x->entry != NULL && !x->proc->entry_guessed &&
           t->kind == VALUE_PARAM && t->number == 0 &&
           str_is_one_of(x->entry->name, dying);
}

bool
fact_dangles(const struct state *s, const struct fact *f)
{
    bool inner = (f->flags & FLAG_INNER) != 0;
    uint32_t gone = inner ? FLAG_RELEASED : FLAG_FRESH | FLAG_RELEASED;
    const struct fact *lender = state_fact(s, f->lender);
    return f->owned <= 0 && f->lender != NO_VALUE &&
           (lender->flags & gone) == gone && !(inner && kept_alive(s, lender));
}

static bool
is_immortal(const struct explorer *x, const struct term *t,
            const struct fact *f)
{
    struct version v = x->p->version;
    return (t->kind == VALUE_GLOBAL || f->origin == ORIGIN_STATIC) &&
           (v.major > 3 || (v.major == 3 && v.minor >= 12));
}

static bool
is_doubtful(const struct explorer *x, const struct state *s,
            const struct fact *f)
{
    return ((f->flags | state_fact(s, f->lender)->flags) & FLAG_DOUBT) != 0 &&
           !doubt_is_settled(x, s, f);
}

static void
add_peril(const struct explorer *x, const struct state *s, value v,
          struct subject *u)
{
    struct peril_view p = borrow_peril(x, s, v);
    u->inner = (state_fact(s, v)->flags & FLAG_INNER) != 0;
    u->peril = p.peril;
    u->peril_at = p.op;
    if (p.lender != NO_VALUE)
        u->lender = value_name(x, s, p.lender, 4);
}

/* The call keeps the pointer in argument i: it says so, or it is given a
   function that ends what is there. */
static bool
keeps_argument(const struct program *p, const struct contract *c, size_t i)
{
    for (size_t n = 0; n < c->n_params; n++)
        for (size_t k = 0; k < c->params[n].n_effects; k++) {
            const struct effect *e = &c->params[n].effects[k];
            if ((n == i && e->verb == VERB_ESCAPES && e->kind == p->kept) ||
                (e->verb == VERB_RUNS && e->other == (int)i))
                return true;
        }
    return false;
}

/* The variable on the stack that the object which this call made points to. */
static const char *
kept_variable(const struct explorer *x, const struct op *op)
{
    const struct contract *c = op == NULL ? NULL : program_line(x->p, op);
    for (size_t i = 0; c != NULL && i < op->n_args && i < c->n_params; i++)
        if (op->args[i].kind == OPERAND_LOCAL && keeps_argument(x->p, c, i))
            return x->f->slots[op->args[i].index].name;
    return NULL;
}

/* Who gets a pointer into an object does not get the object. */
static bool
has_escaped(const struct state *s, const struct fact *f)
{
    bool inner = (f->flags & FLAG_INNER) != 0 && f->lender != NO_VALUE &&
                 f->kind == NULL;
    return ((inner ? state_fact(s, f->lender) : f)->flags & FLAG_ESCAPED) != 0;
}

static struct subject
subject_of(struct explorer *x, const struct state *s, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct fact *f = state_fact(s, v);
    struct subject u = {
        .kind = f->kind,
        .name = value_name(x, s, v, 4),
        .origin = (enum origin)f->origin,
        .null = value_null(x, s, v),
        .owned = f->owned,
        .held = held_count(x, s, v),
        .escaped = has_escaped(s, f),
        .released = (f->flags & FLAG_RELEASED) != 0 || fact_dangles(s, f),
        .given = (f->flags & FLAG_GIVEN) != 0,
        .sole = (f->flags & FLAG_FRESH) != 0,
        .kept_alive = kept_alive(s, f),
        .immortal = is_immortal(x, t, f),
        .oom_only = (f->flags & FLAG_OOM) != 0,
        .doubt = is_doubtful(x, s, f),
        .released_at = f->dropped,
    };
    value keeper = NO_VALUE;
    u.keepers = owners_count(x, s, v, &keeper);
    if (u.keepers > 0) {
        sym end = owners_end(x, keeper);
        u.keeper = address_name(x, s, keeper, 4);
        u.keeper_end = end == NULL ? "tp_dealloc"
                                   : arena_printf(x->keep, "%s()", end);
    }
    if (t->kind == VALUE_GLOBAL && f->kind != x->p->buffer) {
        u.origin = ORIGIN_STATIC;
        u.kind = u.kind == NULL && type_is_object_pointer(t->type) ? x->p->ref
                                                                   : u.kind;
    }
    if (argument_is_consumed(x, v))
        u.origin = ORIGIN_FIELD;
    if (t->kind == VALUE_SYMBOL) {
        u.born = t->op;
        u.absent = term_is_absent(t);
        u.part = u.absent ? t->sub - ABSENT_SUB : t->sub;
        u.maker = t->op != NULL && t->op->kind == OP_CALL && !u.absent
                      ? t->op->callee
                      : NULL;
    }
    if (u.maker != NULL && f->owned > 0)
        u.keeps = kept_variable(x, t->op);
    u.unset = (f->flags & FLAG_UNSET) != 0 || view_is_unset(x, s, v);
    add_peril(x, s, v, &u);
    if (f->lender != NO_VALUE && u.released && f->dropped == NULL)
        u.released_at = state_fact(s, f->lender)->dropped;
    if (u.released_at != NULL)
        u.released_by = u.released_at->callee;
    return u;
}

/* ---- telling ------------------------------------------------------------ */

/* Worth a look each time; other events are told once per op. */
static bool
is_interesting(struct explorer *x, const struct state *s, enum event_kind kind,
               value v)
{
    const struct fact *f = state_fact(s, v);
    switch (kind) {
    case EVENT_LOST:
    case EVENT_RETURN:
    case EVENT_KEPT:
        return true;
    case EVENT_RELEASE:
    case EVENT_STEAL:
        return f->owned <= 0 || value_null(x, s, v) != NULL_NEVER ||
               (f->kind != x->p->ref && f->kind != NULL);
    case EVENT_USE:
        return value_null(x, s, v) == NULL_IS ||
               (f->flags & (FLAG_RELEASED | FLAG_GIVEN | FLAG_UNSET)) != 0 ||
               borrow_peril(x, s, v).peril != PERIL_NONE || fact_dangles(s, f);
    case EVENT_CALL:
        return s->thread != THREAD_ATTACHED || s->left ||
               s->exc == EXC_STATE_SET ||
               (x->entry != NULL && pending_unknown(s));
    case EVENT_FORMAT:
        return true;
    case EVENT_EXCHANGE:
    case EVENT_YIELD:
    case EVENT_STATIC:
    case EVENT_UNSET:
    case EVENT_UNGUARDED:
    case EVENT_RELOCK:
        return true;
    case EVENT_BORROW:
        return (f->flags & FLAG_FRESH) == 0;
    case EVENT_STORE:
    case EVENT_TYPE:
    case EVENT_TABLE:
    case EVENT_CLAIM:
    case EVENT_KIND_COUNT:
        break;
    }
    return false;
}

static bool
is_gone(const struct state *s, value v)
{
    return v != NO_VALUE &&
           (state_fact(s, v)->flags & (FLAG_RELEASED | FLAG_GIVEN)) != 0;
}

static void
add_subject(struct explorer *x, const struct state *s, value v,
            struct event *e)
{
    e->subject = subject_of(x, s, v);
    /* It may have the reference, which it gives away in no such way. */
    if (e->kind != EVENT_STEAL && e->kind != EVENT_KEPT &&
        e->kind != EVENT_RETURN)
        e->subject.doubt |= singleton_by_flag(x, s, v);
    /* The destructor of a base, or a part of this one in a function of its
       own. */
    if (e->kind == EVENT_RELEASE && contract_is_inferred(e->callee) &&
        argument_is_consumed(x, v))
        e->subject.origin = ORIGIN_UNKNOWN;
}

void
tell(struct explorer *x, const struct state *s, enum event_kind kind,
     const struct op *op, value v, const struct event *more)
{
    if (x->sink == NULL || x->sink->event == NULL ||
        (s->supposed && !(kind == EVENT_RELEASE && is_gone(s, v))))
        return;
    if (!is_interesting(x, s, kind, v)) {
        unsigned bit = 1u << kind;
        if ((x->now->seen & bit) != 0)
            return;
        x->now->seen |= bit;
    }
    struct event e = more == NULL ? (struct event){.arg = -1} : *more;
    e.kind = kind;
    e.unit = x->unit;
    e.func = x->f;
    e.op = op;
    e.exc = s->exc;
    e.exc_unknown = pending_unknown(s);
    e.thread = s->left ? THREAD_DETACHED : s->thread;
    e.registrar = s->switched ? NULL : x->proc->registrar;
    e.entry = x->entry;
    e.entry_guessed = x->proc->entry_guessed;
    e.at_import = x->proc->at_import;
    e.many_interpreters = x->p->many_interpreters;
    e.sharing = x->proc->sharing;
    e.returns_object = type_is_object_pointer(x->f->type->target);
    e.confidence = weigh(x, s, kind, v);
    if (more != NULL &&
        (more->confidence > e.confidence || kind == EVENT_FORMAT))
        e.confidence = more->confidence;
    if (e.registrar != NULL && x->proc->registrar_guessed &&
        e.confidence == CONFIDENCE_CERTAIN)
        e.confidence = CONFIDENCE_LIKELY;
    if (s->left && kind == EVENT_CALL && e.confidence == CONFIDENCE_CERTAIN)
        e.confidence = CONFIDENCE_LIKELY;
    if (kind == EVENT_CALL && conditional_by_flags(x, s, op))
        e.confidence = CONFIDENCE_POSSIBLE;
    e.trigger = trace_trigger(s->trace);
    if (kind == EVENT_LOST && e.at_import && e.trigger < TRIGGER_MODULE_INIT)
        e.trigger = TRIGGER_MODULE_INIT;
    /* A doubt about exceptions; where the GIL is missing there is none. */
    if (s->thread != THREAD_DETACHED &&
        (e.clobber == CLOBBER_PERHAPS ||
         (e.clobber == CLOBBER_YES && s->exc == EXC_STATE_SET &&
          !pending_is_plain(x, s->trace))))
        e.confidence = CONFIDENCE_POSSIBLE;
    if (kind == EVENT_USE && v != NO_VALUE)
        weigh_peril(x, s, v, &e);
    e.trace = s->trace;
    e.value = v;
    if (v != NO_VALUE)
        add_subject(x, s, v, &e);
    x->sink->event(x->sink->data, &e);
}

static bool
is_release(const struct event *more)
{
    return more != NULL && more->callee != NULL && more->arg >= 0 &&
           param_has(call_param(more->callee, (size_t)more->arg),
                     VERB_RELEASES);
}

static void
tell_absent(struct explorer *x, const struct state *s, const struct op *op,
            value v, const struct event *more)
{
    struct state *absent = state_clone(x, s);
    if (assume(x, absent, v, false))
        tell(x, absent, is_release(more) ? EVENT_RELEASE : EVENT_USE, op, v,
             more);
    state_free(x, absent);
}

void
absent_argument(struct explorer *x, const struct state *s, const struct op *op,
                value v, const struct event *more)
{
    if (text_may_be_absent(x, s, v)) {
        tell_absent(x, s, op, v, more);
        return;
    }
    if (given_may_be_null(x, s, v, is_release(more))) {
        struct event likely = more != NULL ? *more : (struct event){.arg = -1};
        likely.confidence = CONFIDENCE_LIKELY;
        tell_absent(x, s, op, v, &likely);
        return;
    }
    const struct term *t = term_at(&x->terms, v);
    if (t->kind != VALUE_PARAM || x->entry == NULL || x->proc->entry_guessed ||
        t->number == 0 || (size_t)t->number >= x->entry->n_params ||
        !type_is_object_pointer(t->type) ||
        value_null(x, s, v) != NULL_UNKNOWN)
        return;
    const struct param *p = &x->entry->params[t->number];
    for (size_t i = 0; i < p->n_effects; i++) {
        if (p->effects[i].verb != VERB_NULL)
            continue;
        tell_absent(x, s, op, v, more);
    }
}

bool
has_handle(const struct state *s, value v)
{
    return state_in_slot(s, v) || state_in_memory(s, v);
}

static bool
has_inner_handle(const struct explorer *x, const struct state *s, value v)
{
    for (size_t i = 0; i < s->slots.n; i++)
        if (leads_into(x, s, s->slots.v[i].content, v))
            return true;
    for (size_t i = 0; i < s->memory.n; i++)
        if (leads_into(x, s, s->memory.v[i].content, v) &&
            !address_is_private(x, s, s->memory.v[i].at) &&
            term_root(&x->terms, s->memory.v[i].at) != v)
            return true;
    return false;
}

/* From a call that may give any object, None as well. */
static bool
may_be_none(const struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    const struct op *op = t->kind == VALUE_SYMBOL ? t->op : NULL;
    return op != NULL && op->kind == OP_CALL && op->callee != NULL &&
           (program_find(x->p, x->unit, op->callee) == NULL ||
            program_line(x->p, op) != NULL);
}

/* Found to be None or the like, whose count nobody misses, unless another
   object takes the variable where that one would have been released, by
   whatever name. */
static bool
is_static_for(const struct explorer *x, const struct state *s,
              const struct fact *f, enum loss loss)
{
    struct version v = x->p->version;
    bool immortal = v.major > 3 || (v.major == 3 && v.minor >= 12);
    bool misses = loss == LOSS_OVERWRITTEN && !immortal &&
                  may_be_none(x, f->v);
    if ((f->flags & FLAG_STATIC) == 0)
        return false;
    for (size_t i = 0; misses && i < s->facts.n; i++)
        if (s->facts.v[i].owned > 0 &&
            term_at(&x->terms, s->facts.v[i].v)->kind == VALUE_GLOBAL)
            return false;
    return true;
}

void
lose(struct explorer *x, struct state *s, const struct op *op, value v,
     enum loss loss)
{
    enum value_kind kind = term_at(&x->terms, v)->kind;
    const struct fact *f = state_fact(s, v);
    /* What went into a place of a container may be taken out of it again. */
    bool item = kind == VALUE_PHI && f->origin == ORIGIN_ITEM;
    bool placed = (f->key != NO_VALUE || item) && has_handle(s, f->lender);
    if (kind != VALUE_GLOBAL && !has_handle(s, v) && !placed)
        debt_tell(x, s, v);
    f = state_fact(s, v);
    if (f->owned <= f->held || f->kind == NULL ||
        (f->flags & FLAG_ESCAPED) != 0 || is_static_for(x, s, f, loss) ||
        kind == VALUE_PARAM || kind == VALUE_GLOBAL || has_handle(s, v) ||
        has_inner_handle(x, s, v) || array_undecided(x, v, op))
        return;
    if (kind != VALUE_SYMBOL && kind != VALUE_PHI && loss != LOSS_SCOPE)
        return;
    /* Who counts what he does not name asks for it again to release it. */
    if (loss != LOSS_IGNORED || f->origin == ORIGIN_NEW || f->named != 0)
        tell(x, s, EVENT_LOST, op, v,
             &(struct event){.arg = -1, .loss = loss});
    struct fact *g = state_fact_make(x, s, v);
    g->owned = 0;
    g->flags |= FLAG_ESCAPED;
}

/* ---- the path of an event ---- */

/* Trace entries of one op, one after the other, make one step. */
static bool
same_step(const struct step *a, const struct trace *t)
{
    return a->op == t->op && a->kind == STEP_CALL && t->kind == STEP_CALL;
}

static void
step_from(struct step *step, const struct trace *t, const struct event *e)
{
    if (t->callee != NULL) {
        step->callee = t->callee;
        step->outcome = t->outcome;
    }
    step->taken = t->taken;
    step->exc = step->op == NULL ? t->exc : step->exc;
    if (t->about == e->value && e->value != NO_VALUE) {
        step->about_subject = true;
        step->born = step->born || t->born;
        if (t->kind != STEP_BRANCH && step->owned == INT32_MIN)
            step->owned = t->owned;
    }
    step->op = t->op;
    step->kind = t->kind;
}

/* A number after each step also where the subject was not touched. */
static void
fill_owned(struct step *steps, size_t n)
{
    int owned = 0;
    for (size_t i = 0; i < n; i++) {
        if (steps[i].owned == INT32_MIN)
            steps[i].owned = owned;
        owned = steps[i].owned;
    }
}

const struct step *
engine_path(arena *keep, const struct event *e, size_t *n_steps)
{
    size_t max = 2 + (e->trace == NULL ? 0 : e->trace->length);
    struct step *steps = ARENA_ARRAY(keep, struct step, max);
    size_t n = 0;
    /* Newest first, filled from the end. */
    size_t at = max;
    steps[--at] = (struct step){.kind = STEP_EVENT,
                                .op = e->op,
                                .outcome = -1,
                                .about_subject = true,
                                .owned = e->subject.owned,
                                .exc = e->exc};
    for (const struct trace *t = e->trace; t != NULL; t = t->prev) {
        if (at == max - 1 || !same_step(&steps[at], t))
            steps[--at] = (struct step){.outcome = -1, .owned = INT32_MIN};
        step_from(&steps[at], t, e);
    }
    n = max - at;
    for (size_t i = 0; i < n; i++) {
        steps[at + i].unit = e->unit;
        steps[at + i].func = e->func;
        steps[at + i].name = e->subject.name;
    }
    fill_owned(steps + at, n);
    *n_steps = n;
    return steps + at;
}

/* The returns of one helper compared with each other.
 *
 * What Python calls must return a reference of its own; a helper may lend.
 * But one that hands out a reference at one return and lends at another
 * leaves its callers no right thing to do: it is told like a return that
 * breaks its contract.  The same for one that reports failures by NULL or a
 * number below 0 and once raises and returns what means success elsewhere.
 * And one that takes a reference over when it succeeds and when it fails must
 * not leave it to the caller at another failure.  And one that raises where
 * it fails, and whose callers pass that on, has to raise at every failure.
 */
#include "call.h"

#define MAX_KEPT 16

enum loose_kind {
    LOOSE_STATIC,
    LOOSE_PARAM,
    LOOSE_LENT,
    LOOSE_RAISED,
    LOOSE_COUNT
};

struct loose {
    const struct op *op; /* NULL: no such return */
    const struct state *state;
    value result;
};

struct returns {
    bool gives;           /* at some return */
    uint64_t gives_param; /* ... this parameter */
    uint64_t takes_param; /* at some return its reference is used up */
    bool fails;           /* NULL, or a number below 0, with an exception */
    uint64_t succeeds;    /* this small number, or 0: an object, without one */
    struct loose loose[LOOSE_COUNT];
    struct loose kept[MAX_KEPT]; /* failures that leave a reference to a
                                    parameter, which is `result` */
    size_t n_kept;
    uint64_t keeps; /* so do returns that are no failures, of this one */
    /* Failures that leave a parameter to the caller, and what other failures,
       and successes, do to it. */
    struct loose left[MAX_KEPT];
    size_t n_left;
    uint64_t taken_failing, taken;
    uint64_t spared; /* some success leaves this one to the caller, too */
    bool raises;     /* at some failure */
    struct loose silent[MAX_KEPT]; /* failures without an exception */
    size_t n_silent;
};

static struct returns *
returns_of(struct explorer *x)
{
    if (x->returns == NULL)
        x->returns = ARENA_NEW(x->keep, struct returns);
    return x->returns;
}

static void
note_params(struct explorer *x, const struct state *s)
{
    for (uint32_t i = 0; i < x->f->n_params && i < 64; i++) {
        value v = term_intern(&x->terms,
                              (struct term){.kind = VALUE_PARAM, .number = i});
        const struct fact *f = state_fact(s, v);
        if (f->owned < 0 || held_count(x, s, v) > f->owned ||
            (f->flags & (FLAG_GIVEN | FLAG_RELEASED | FLAG_ESCAPED)) != 0)
            x->returns->takes_param |= UINT64_C(1) << i;
    }
}

static enum loose_kind
loose_kind(const struct explorer *x, const struct fact *f)
{
    const struct term *t = term_at(&x->terms, f->v);
    if (t->kind == VALUE_GLOBAL)
        return LOOSE_STATIC;
    if (t->kind == VALUE_PARAM)
        return t->number < 64 ? LOOSE_PARAM : LOOSE_COUNT;
    return f->origin == ORIGIN_LENT || f->origin == ORIGIN_ITEM ? LOOSE_LENT
                                                                : LOOSE_COUNT;
}

static void
note(struct explorer *x, const struct state *s, enum loose_kind kind,
     const struct op *op, value result)
{
    struct loose *l = &x->returns->loose[kind];
    if (l->op == NULL)
        *l = (struct loose){
            .op = op, .state = state_clone(x, s), .result = result};
}

/* A function of the API has failed, or a setter was called: that a helper's
   failure would be told by a variable, or by what it raises, is not known as
   well. */
static bool
is_raised_by_api(const struct state *s)
{
    const struct trace *setter = exception_setter(s);
    return setter != NULL && setter->callee != NULL &&
           !contract_is_inferred(setter->callee);
}

/* An object, or NULL for failures. */
static void
add_object(struct explorer *x, const struct state *s, const struct op *op,
           value result)
{
    bool raised = s->exc == EXC_STATE_SET && !pending_unknown(s);
    enum null_state null = value_null(x, s, result);
    if (null == NULL_IS)
        x->returns->fails |= raised;
    else if (null == NULL_NEVER && raised && is_raised_by_api(s))
        note(x, s, LOOSE_RAISED, op, result);
    else if (null == NULL_NEVER && s->exc == EXC_STATE_NONE)
        x->returns->succeeds |= 1;
}

static void
add_number(struct explorer *x, const struct state *s, const struct op *op,
           value result)
{
    int64_t lo, hi;
    value_range(x, s, result, &lo, &hi);
    bool raised = s->exc == EXC_STATE_SET && !pending_unknown(s);
    if (hi < 0 && raised)
        x->returns->fails = true;
    if (lo != hi || lo < 0 || lo > 63)
        return;
    if (raised)
        note(x, s, LOOSE_RAISED, op, result);
    else if (s->exc == EXC_STATE_NONE)
        x->returns->succeeds |= UINT64_C(1) << lo;
}

static const struct trace *
last_branch(const struct state *s)
{
    const struct trace *t = s->trace;
    while (t != NULL && t->kind != STEP_BRANCH)
        t = t->prev;
    return t;
}

/* The last thing that was asked is whether a parameter says that something
   has failed before, or the cases of a switch end there. */
static bool
is_told_by_param(const struct explorer *x, const struct state *s)
{
    const struct trace *t = last_branch(s);
    if (t != NULL && t->op->kind == OP_SWITCH)
        return true;
    if (t == NULL || t->about == NO_VALUE)
        return false;
    return term_asked(&x->terms, t->about)->kind == VALUE_PARAM;
}

/* PyLong_AsSsize_t(n) < 0: what numbers there are the code may know. */
static bool
is_of_number(const struct explorer *x, const struct trace *t)
{
    const struct term *n = t == NULL || t->about == NO_VALUE
                               ? NULL
                               : term_asked(&x->terms, t->about);
    const struct op *op = n == NULL || n->kind != VALUE_SYMBOL ? NULL : n->op;
    const struct contract *c = op != NULL && op->kind == OP_CALL
                                   ? program_line(x->p, op)
                                   : NULL;
    return c != NULL && !type_is_pointer(op->type) && contract_raises(c);
}

/* Something has failed before: a helper without an exception, and then the
   mistake is there, or its summary could not tie the two together; or with
   one, which was dropped since. */
static bool
is_of_failure_before(const struct state *s)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->exc == EXC_STATE_SET)
            return true;
        if (t->kind != STEP_CALL || !contract_is_inferred(t->callee) ||
            t->outcome < 0)
            continue;
        const struct outcome *o = &t->callee->outcomes[t->outcome];
        if (o->exc != EXC_SET &&
            (o->result == RESULT_NULL || o->result == RESULT_VALUE ||
             (o->result == RESULT_RANGE && o->lo < 0)))
            return true;
    }
    return false;
}

/* It fails because of a type, which somebody may have looked at before, or a
   case that a switch leaves over; or several ways have met. */
static enum confidence
silence_confidence(const struct state *s)
{
    const struct trace *t = s->trace;
    if (s->joined)
        return CONFIDENCE_POSSIBLE;
    while (t != NULL && t->kind == STEP_CALL && t->callee != NULL &&
           t->callee->outcomes[0].result == RESULT_VOID)
        t = t->prev;
    if (t != NULL && t->kind == STEP_CALL && t->callee != NULL &&
        asks_for_type(t->callee->name, t->op))
        return CONFIDENCE_POSSIBLE;
    for (; t != NULL; t = t->prev)
        if (t->op->kind == OP_SWITCH)
            return CONFIDENCE_POSSIBLE;
    return CONFIDENCE_LIKELY;
}

static void
add_failure(struct explorer *x, const struct state *s, const struct op *op,
            value result)
{
    int64_t lo, hi;
    struct returns *r = returns_of(x);
    value_range(x, s, result, &lo, &hi);
    if (type_is_pointer(x->f->type->target)
            ? value_null(x, s, result) != NULL_IS
            : hi >= 0)
        return;
    if (s->exc == EXC_STATE_SET)
        r->raises = true;
    else if ((s->exc == EXC_STATE_NONE || pending_unknown(s)) &&
             !s->supposed && !s->asked && r->n_silent < MAX_KEPT &&
             !is_told_by_param(x, s) && !is_of_failure_before(s) &&
             !is_of_number(x, last_branch(s)))
        r->silent[r->n_silent++] = (struct loose){
            .op = op, .state = state_clone(x, s), .result = result};
}

void
returns_add(struct explorer *x, const struct state *s, const struct op *op,
            value result)
{
    const struct type *type = x->f->type->target;
    if (x->sink != NULL && x->proc->passed_on && result != NO_VALUE)
        add_failure(x, s, op, result);
    if (x->sink == NULL || x->entry != NULL || result == NO_VALUE ||
        (!type_is_object_pointer(type) && type->kind != TYPE_INT))
        return;
    (void)returns_of(x);
    if (type->kind == TYPE_INT) {
        add_number(x, s, op, result);
        return;
    }
    add_object(x, s, op, result);
    note_params(x, s);
    const struct fact *f = state_fact(s, result);
    const struct term *t = term_at(&x->terms, result);
    if (value_null(x, s, result) == NULL_IS || (f->flags & FLAG_ESCAPED) != 0)
        return;
    if (f->kind == x->p->ref && f->owned > held_count(x, s, result)) {
        x->returns->gives = true;
        if (t->kind == VALUE_PARAM && t->number < 64)
            x->returns->gives_param |= UINT64_C(1) << t->number;
        return;
    }
    enum loose_kind kind = f->v == NO_VALUE && t->kind == VALUE_GLOBAL
                               ? LOOSE_STATIC
                               : loose_kind(x, f);
    if (kind != LOOSE_COUNT && f->owned <= 0)
        note(x, s, kind, op, result);
}

/* ---- references to parameters ---- */

void
returns_note_balance(struct explorer *x, value v)
{
    const struct term *t = term_at(&x->terms, v);
    if (t->kind == VALUE_PARAM && t->number < 64)
        x->balanced |= UINT64_C(1) << t->number;
}

/* Of a function without a result all returns mean the same. */
static bool
is_failure(struct explorer *x, const struct state *s, value result)
{
    const struct type *type = x->f->type->target;
    int64_t lo, hi;
    if (result == NO_VALUE)
        return true;
    if (type_is_pointer(type))
        return value_null(x, s, result) == NULL_IS;
    value_range(x, s, result, &lo, &hi);
    return s->exc == EXC_STATE_SET && type->kind == TYPE_INT && hi < 0;
}

/* The function itself gives it up: what helpers do on some of their ways is
   known less well. */
static bool
is_given_up(const struct explorer *x, const struct fact *f)
{
    const struct contract *c = f->owned < 0 && f->dropped != NULL &&
                                       f->dropped->kind == OP_CALL
                                   ? call_line(x, f->dropped)
                                   : NULL;
    return c != NULL && !contract_is_inferred(c);
}

/* Which failures give up the caller's reference to the parameter. */
static void
note_taken(struct explorer *x, const struct state *s, const struct op *op,
           value param, value result, bool fails)
{
    const struct fact *f = state_fact(s, param);
    struct returns *r = returns_of(x);
    int64_t n = term_at(&x->terms, param)->number;
    assert(n < 64);
    bool raised = s->exc == EXC_STATE_SET && !pending_unknown(s);
    if (f->kind != x->p->ref || (f->flags & FLAG_ESCAPED) != 0 ||
        (fails && !raised) || value_null(x, s, param) == NULL_IS)
        return;
    bool left_to_caller = f->owned == 0 && held_count(x, s, param) == 0 &&
                          (f->flags & (FLAG_GIVEN | FLAG_RELEASED)) == 0;
    if (is_given_up(x, f))
        *(fails ? &r->taken_failing : &r->taken) |= UINT64_C(1) << n;
    else if (left_to_caller && !fails && param != result)
        r->spared |= UINT64_C(1) << n;
    else if (left_to_caller && fails && r->n_left < MAX_KEPT) {
        struct state *left = state_clone(x, s);
        state_fact_make(x, left, param)->owned = 1; /* that of the caller */
        r->left[r->n_left++] = (struct loose){
            .op = op, .state = left, .result = param};
    }
}

/* A helper may take a reference for its caller; but hardly when it fails. */
void
returns_params(struct explorer *x, const struct state *s, const struct op *op,
               value result)
{
    if (x->sink == NULL || x->entry != NULL)
        return;
    bool fails = is_failure(x, s, result);
    left_out_at_return(x, s, op, result);
    for (uint32_t i = 0; i < x->f->n_params && i < 64; i++) {
        value v = term_intern(&x->terms,
                              (struct term){.kind = VALUE_PARAM, .number = i});
        const struct fact *f = state_fact(s, v);
        struct returns *r = returns_of(x);
        bool keeps = f->kind == x->p->ref && f->owned > held_count(x, s, v);
        if (result != NO_VALUE)
            note_taken(x, s, op, v, result, fails);
        if (keeps && !fails)
            r->keeps |= UINT64_C(1) << i;
        if (keeps && fails && (f->flags & FLAG_ESCAPED) == 0 &&
            r->n_kept < MAX_KEPT)
            r->kept[r->n_kept++] = (struct loose){
                .op = op, .state = state_clone(x, s), .result = v};
    }
}

/* ... and never when it releases that reference elsewhere. */
static void
tell_kept(struct explorer *x, const struct returns *r)
{
    for (size_t i = 0; i < r->n_kept; i++) {
        int64_t n = term_at(&x->terms, r->kept[i].result)->number;
        if ((x->balanced & ~r->keeps) >> n & 1)
            tell(x, r->kept[i].state, EVENT_LOST, r->kept[i].op,
                 r->kept[i].result,
                 &(struct event){.arg = -1,
                                 .loss = LOSS_RETURN,
                                 .confidence = CONFIDENCE_LIKELY});
    }
}

static void
tell_left(struct explorer *x, const struct returns *r)
{
    for (size_t i = 0; i < r->n_left; i++) {
        int64_t n = term_at(&x->terms, r->left[i].result)->number;
        /* One that takes a reference of its own, too, is hard to count. */
        if ((r->taken & r->taken_failing & ~r->spared & ~x->balanced) >> n & 1)
            tell(x, r->left[i].state, EVENT_LOST, r->left[i].op,
                 r->left[i].result,
                 &(struct event){.arg = -1,
                                 .loss = LOSS_RETURN,
                                 .confidence = CONFIDENCE_LIKELY});
    }
}

static void
tell_loose(struct explorer *x, const struct loose *l,
           enum confidence confidence)
{
    if (l->op == NULL)
        return;
    /* Whether something has raised before has nothing to do with it. */
    struct state *s = state_clone(x, l->state);
    s->doubted &= s->exc == EXC_STATE_SET;
    tell(
        x, s, EVENT_RETURN, l->op, l->result,
        &(struct event){.arg = -1, .differs = true, .confidence = confidence});
}

static void
tell_raised(struct explorer *x, const struct returns *r)
{
    const struct loose *l = &r->loose[LOOSE_RAISED];
    struct event e = {.arg = -1, .raised = true};
    enum asked asked = x->proc->asked;
    if (l->op == NULL || !r->fails || asked == ASKED_EXCEPTION)
        return;
    bool number = !type_is_pointer(x->f->type->target);
    if (!number && asked != ASKED_RESULT)
        return;
    if (number)
        value_range(x, l->state, l->result, &e.lo, &e.hi);
    if ((r->succeeds >> e.lo & 1) == 0)
        return;
    e.returns_number = number;
    bool plain = !number || l->op->a.kind == OPERAND_INT;
    e.confidence = asked == ASKED_RESULT && plain ? CONFIDENCE_LIKELY
                                                  : CONFIDENCE_POSSIBLE;
    tell(x, l->state, EVENT_RETURN, l->op, l->result, &e);
}

static void
tell_silent(struct explorer *x, const struct returns *r)
{
    for (size_t i = 0; r->raises && i < r->n_silent; i++) {
        const struct loose *l = &r->silent[i];
        struct event e = {.arg = -1, .silent = true};
        e.confidence = silence_confidence(l->state);
        tell(x, l->state, EVENT_RETURN, l->op, l->result, &e);
    }
}

void
returns_tell(struct explorer *x)
{
    const struct returns *r = x->returns;
    if (r == NULL)
        return;
    tell_silent(x, r);
    tell_raised(x, r);
    tell_kept(x, r);
    tell_left(x, r);
    if (!r->gives)
        return;
    /* None may be a sign that the callers know and never release. */
    enum confidence loose = x->proc->handed_out ? CONFIDENCE_LIKELY
                                                : CONFIDENCE_POSSIBLE;
    tell_loose(x, &r->loose[LOOSE_STATIC],
               x->proc->dropped ? CONFIDENCE_LIKELY : loose);
    tell_loose(x, &r->loose[LOOSE_LENT], loose);
    const struct loose *l = &r->loose[LOOSE_PARAM];
    if (l->op == NULL)
        return;
    int64_t i = term_at(&x->terms, l->result)->number;
    /* Used up elsewhere: it is handed through.  Never given elsewhere: the
       caller may compare the result with what it passed. */
    bool known = i < 32 && (x->proc->told_apart >> i & 1) != 0;
    if (i < 64 && ((r->gives_param & ~r->takes_param) >> i & 1) != 0)
        tell_loose(x, l, known ? CONFIDENCE_POSSIBLE : CONFIDENCE_LIKELY);
}

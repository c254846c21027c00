/* Turns the engine's path into sentences: what the code does, and who owns
 * what after it.  Steps that say nothing are left out; at most MAX_KEY of
 * the rest are marked for the short form. */
#include "inside.h"

#include <string.h>

enum { MAX_KEY = 6 };

/* How much a step tells; the short form takes the highest. */
enum weight {
    WEIGHT_NONE,   /* left out */
    WEIGHT_DETAIL, /* only in the full path */
    WEIGHT_TOUCH,  /* reads or tests the subject */
    WEIGHT_LEDGER, /* changes what is owned, or the exception */
    WEIGHT_CAUSE,
    WEIGHT_BORN,
    WEIGHT_EVENT,
};

struct line {
    const struct step *step;
    enum weight weight;
    int before; /* owned */
    enum exc_state exc_before;
};

struct teller {
    arena *keep;
    const struct rule *rule;
    const struct event *event;
    const struct reason *cause;
    const struct step *birth; /* where the subject came from, or NULL */
    const struct step *end;   /* what took it away before, or NULL */
    const struct step *turn;  /* without a cause: the last choice, or NULL */
    const struct step *left;  /* what released the GIL, or NULL */
};

/* ---- which steps ---- */

static enum weight
step_weight(const struct teller *t, const struct line *l)
{
    const struct step *s = l->step;
    bool subject = s->about_subject && !t->rule->about_exception;
    if (s->kind == STEP_EVENT)
        return WEIGHT_EVENT;
    if (s == t->birth)
        return WEIGHT_BORN;
    if (s == t->end)
        return WEIGHT_LEDGER;
    if (s == t->turn || s == t->left)
        return WEIGHT_CAUSE;
    if (s == t->cause->call || (s == t->cause->branch && !t->cause->call))
        return WEIGHT_CAUSE;
    if (subject && s->owned != l->before)
        return WEIGHT_LEDGER;
    if (s->exc != l->exc_before &&
        (t->rule->about_exception || s->kind == STEP_CALL))
        return t->rule->about_exception ? WEIGHT_LEDGER : WEIGHT_DETAIL;
    if (subject)
        return WEIGHT_TOUCH;
    bool tells = s->kind == STEP_BRANCH || step_fails(s);
    return tells ? WEIGHT_DETAIL : WEIGHT_NONE;
}

/* A call that answers a question, and this answer: PyNumber_Check() is 0. */
static bool
is_answer(const struct step *s)
{
    if (s->kind != STEP_CALL || s->callee == NULL || s->outcome < 0 ||
        s->op->callee == NULL || s->callee->n_outcomes < 2 || step_fails(s))
        return false;
    const struct outcome *o = &s->callee->outcomes[s->outcome];
    return o->result == RESULT_RANGE && o->lo == o->hi;
}

/* Of a return that nothing else explains. */
static const struct step *
last_turn(const struct teller *t, const struct step *steps, size_t n)
{
    if (t->event->kind != EVENT_RETURN || !t->rule->about_exception ||
        t->cause->call != NULL || t->cause->branch != NULL)
        return NULL;
    while (n > 0 && steps[n - 1].kind != STEP_BRANCH &&
           !is_answer(&steps[n - 1]))
        n--;
    return n > 0 ? &steps[n - 1] : NULL;
}

/* ---- what a call does ---- */

static bool
callee_has(const struct step *s, enum verb verb)
{
    const struct contract *c = s->callee;
    for (size_t i = 0; c != NULL && i < c->n_params; i++)
        for (size_t j = 0; j < c->params[i].n_effects; j++)
            if (c->params[i].effects[j].verb == verb)
                return true;
    return false;
}

static bool
is_subject_call(const struct teller *t, const struct line *l)
{
    bool subject = l->step->about_subject || l->step == t->birth ||
                   l->step == t->end;
    return subject && !t->rule->about_exception;
}

static const char *
call_kind(const struct teller *t, const struct line *l)
{
    const struct step *s = l->step;
    if (is_subject_call(t, l)) {
        if (s == t->birth)
            return s->owned > 0 ? "acquire" : "borrow";
        if (s == t->end && s->owned == l->before)
            return "decref";
        if (s->owned > l->before)
            return "incref";
        if (s->owned < l->before)
            return callee_has(s, VERB_RELEASES) ? "decref" : "steal";
    }
    if (s->exc == EXC_STATE_SET && l->exc_before != EXC_STATE_SET)
        return "error-set";
    if (s->exc == EXC_STATE_NONE && l->exc_before == EXC_STATE_SET)
        return "error-clear";
    return "call";
}

static const char *
resource(const struct teller *t)
{
    const struct subject *s = &t->event->subject;
    if (rule_is_memory(s))
        return "block";
    if (rule_is_buffer(s))
        return "buffer";
    return s->kind == NULL ? "pointer" : "reference";
}

/* Held, not owned. */
static bool
is_lock(sym kind)
{
    return rule_kind_is(kind, "mutex") || rule_kind_is(kind, "held") ||
           rule_kind_is(kind, "critical");
}

static void
tell_outcome(const struct line *l, struct text *out)
{
    const struct step *s = l->step;
    const char *name = s->op->callee != NULL ? s->op->callee : "the function";
    const char *call = s->op->callee != NULL ? "()" : "";
    struct text python = {.keep = out->keep};
    if (!step_fails(s))
        text_printf(out, "calls %s%s", name, call);
    else if (step_only_fails(s)) {
        text_printf(out, "%s%s sets an exception", name, call);
        return;
    }
    else if (s->callee->calls && prose_python_effect(&python, s))
        text_printf(out, "%s%s fails: it runs %s, which may raise", name, call,
                    text_str(&python));
    else
        text_printf(out, "%s%s fails%s", name, call,
                    s->callee->fails == CAUSE_ALLOC ? ": out of memory" : "");
    if (s->exc == EXC_STATE_SET && l->exc_before != EXC_STATE_SET)
        text_add(out, "; an exception is set");
    else if (s->exc == EXC_STATE_NONE && l->exc_before == EXC_STATE_SET)
        text_add(out, "; no exception is set any more");
    else if (step_fails(s) && s->exc == EXC_STATE_NONE)
        text_add(out, "; it sets no exception");
}

/* The subject is the NULL that this call returned. */
static bool
gives_null(const struct teller *t, const struct step *s)
{
    return s == t->birth && s->op->kind == OP_CALL && s->op->callee != NULL &&
           t->event->subject.null == NULL_IS;
}

static void
tell_birth(const struct teller *t, const struct line *l, struct text *out)
{
    const struct step *s = l->step;
    if (gives_null(t, s) && step_fails(s)) {
        tell_outcome(l, out);
        return;
    }
    if (gives_null(t, s) && t->event->subject.absent) {
        text_printf(out, "%s() finds no such argument, which is optional",
                    s->op->callee);
        return;
    }
    if (gives_null(t, s)) {
        text_printf(out, "%s() returns NULL", s->op->callee);
        return;
    }
    if (s->op->kind == OP_STORE) {
        text_printf(out, "takes the %s out of its place", resource(t));
        return;
    }
    text_printf(out, "%s %s", s->owned > 0 ? "new" : "borrowed", resource(t));
    if (s->op->kind == OP_CALL && s->op->callee != NULL)
        text_printf(out, " from %s()", s->op->callee);
}

static void
tell_call(const struct teller *t, const struct line *l, struct text *out)
{
    const struct step *s = l->step;
    const char *name = s->op->callee != NULL ? s->op->callee : "the call";
    if (s == t->left)
        text_printf(out, "%s() releases the GIL", name);
    else if (s == t->turn)
        text_printf(out, "%s() is %lld", name,
                    (long long)s->callee->outcomes[s->outcome].lo);
    else if (!is_subject_call(t, l))
        tell_outcome(l, out);
    else if (s == t->birth)
        tell_birth(t, l, out);
    else if (s == t->end && s->owned == l->before)
        text_printf(out, "%s() releases what keeps it alive", name);
    else if (is_lock(t->event->subject.kind) && s->owned != l->before)
        text_printf(out, "%s() %s the lock", name,
                    s->owned > l->before ? "takes" : "lets go of");
    else if (s->owned > l->before)
        text_printf(out, "%s() takes one more %s", name, resource(t));
    else if (s->owned == l->before)
        tell_outcome(l, out);
    else if (callee_has(s, VERB_RELEASES))
        text_printf(out, "%s() releases the %s", name, resource(t));
    else
        text_printf(out, "%s() %stakes the %s over", name,
                    step_fails(s) ? "fails and still " : "", resource(t));
}

/* ---- the other steps ---- */

static void
tell_branch(const struct teller *t, const struct step *s, struct text *out)
{
    if (!expr_condition(out, s->func, s->op, s->taken))
        text_printf(out, "the condition is %s", s->taken ? "true" : "false");
    const struct step *call = t->cause->call;
    if (s == t->cause->branch && call != NULL && call->op->callee != NULL &&
        step_fails(call))
        text_printf(out, ": %s() failed", call->op->callee);
}

static const char *const loss_text[] = {
    [LOSS_RETURN] = "returns; nothing can release %s any more",
    [LOSS_OVERWRITTEN] = "%s gets another value and the old one is lost",
    [LOSS_IGNORED] = "nobody keeps %s",
    [LOSS_SCOPE] = "%s ends here while it still owns",
    [LOSS_HOLDER] = "the memory that holds %s is freed",
    [LOSS_REALLOC] = "%s gets NULL while the old block is still there",
};

static const char *const event_text[EVENT_KIND_COUNT] = {
    [EVENT_RELEASE] = "releases %s",
    [EVENT_STEAL] = "gives %s away",
    [EVENT_USE] = "uses %s",
    [EVENT_RETURN] = "returns %s",
    [EVENT_STORE] = "stores %s",
    [EVENT_KEPT] = "leaves %s where it will be released",
    [EVENT_TYPE] = "has to be dealt with here",
    [EVENT_BORROW] = "looks into %s, which other threads see as well",
    [EVENT_TABLE] = "stands in the table here",
    [EVENT_CLAIM] = "has another body",
    [EVENT_YIELD] = "lets other threads run",
    [EVENT_STATIC] = "writes %s",
    [EVENT_EXCHANGE] = "puts something else into %s",
    [EVENT_UNGUARDED] = "uses %s",
    [EVENT_RELOCK] = "takes %s, which is held already",
    [EVENT_UNSET] = "releases %s, of which a field has no value",
};

static const char *
subject_state(const struct subject *s)
{
    if (s->unset)
        return ", which has no value yet";
    if (s->null == NULL_IS)
        return ", which is NULL here";
    if (s->released)
        return ", which has already been released";
    if (s->given)
        return ", which has already been given away";
    return s->owned == 0 ? ", which this function does not own" : "";
}

static const char *
called(const struct teller *t, const struct event *e)
{
    return e->op != NULL && e->op->kind == OP_CALL && e->op->callee != NULL
               ? arena_printf(t->keep, "%s()", e->op->callee)
               : "the function";
}

static void
tell_event(const struct teller *t, struct text *out)
{
    const struct event *e = t->event;
    struct text name = {.keep = out->keep};
    if (t->rule->about_exception && e->kind == EVENT_CALL) {
        text_printf(out, "calls %s while an exception %s set", called(t, e),
                    e->exc == EXC_STATE_SET ? "is" : "may be");
        return;
    }
    if (t->rule->about_exception) {
        text_printf(out, "returns with %s exception set",
                    e->exc == EXC_STATE_SET ? "an" : "no");
        return;
    }
    if (e->kind == EVENT_CALL || e->kind == EVENT_FORMAT) {
        text_printf(out, "calls %s", called(t, e));
        if (e->kind == EVENT_CALL)
            rule_add_chain(e, out);
        return;
    }
    if (e->kind == EVENT_TYPE && e->type->snippet != NULL) {
        text_printf(out, "to see it: %s", e->type->snippet);
        return;
    }
    if (e->kind == EVENT_STATIC && e->callee != NULL) {
        text_printf(out, "calls %s, which writes the variable", called(t, e));
        return;
    }
    rule_add_name(e, &name);
    const char *form = e->kind == EVENT_LOST ? loss_text[e->loss]
                                             : event_text[e->kind];
    if (e->kind == EVENT_KEPT && e->field != NULL)
        form = "leaves %s there for longer than the call";
    const char *blank = strstr(form, "%s");
    if (blank == NULL) {
        text_add(out, form);
        return;
    }
    text_add_n(out, form, (size_t)(blank - form));
    text_add(out, text_str(&name));
    text_add(out, blank + 2);
    if (e->kind != EVENT_LOST && e->kind != EVENT_EXCHANGE &&
        e->kind != EVENT_STATIC && e->kind != EVENT_UNGUARDED &&
        e->kind != EVENT_RELOCK)
        text_add(out, subject_state(&e->subject));
}

static void
tell_access(const struct step *s, struct text *out)
{
    bool store = s->kind == STEP_STORE;
    if (s->name != NULL)
        text_printf(out, store ? "stores it in '%s'" : "reads '%s'", s->name);
    else
        text_add(out, store ? "stores it" : "reads it from memory");
}

static const char *
event_kind_name(const struct event *e)
{
    switch (e->kind) {
    case EVENT_LOST:
        return e->loss == LOSS_RETURN ? "return" : "exit";
    case EVENT_RELEASE:
        return "decref";
    case EVENT_STEAL:
        return "steal";
    case EVENT_RETURN:
        return "return";
    case EVENT_STORE:
        return "store";
    case EVENT_KEPT:
    case EVENT_USE:
    case EVENT_CALL:
    case EVENT_TYPE:
    case EVENT_FORMAT:
    case EVENT_TABLE:
    case EVENT_CLAIM:
    case EVENT_BORROW:
    case EVENT_EXCHANGE:
    case EVENT_YIELD:
    case EVENT_STATIC:
    case EVENT_UNSET:
    case EVENT_UNGUARDED:
    case EVENT_RELOCK:
    case EVENT_KIND_COUNT:
        return "note";
    }
    return "note";
}

static const char *
tell(const struct teller *t, const struct line *l, struct text *out)
{
    switch (l->step->kind) {
    case STEP_CALL:
        tell_call(t, l, out);
        return call_kind(t, l);
    case STEP_BRANCH:
        tell_branch(t, l->step, out);
        return "branch";
    case STEP_STORE:
        tell_access(l->step, out);
        return "store";
    case STEP_LOAD:
        tell_access(l->step, out);
        return l->step->born ? "borrow" : "note";
    case STEP_EVENT:
        tell_event(t, out);
        return event_kind_name(t->event);
    }
    return "note";
}

/* ---- together ----------------------------------------------------------- */

/* The engine marks what changes the count; a lent value has no such step,
 * but the calls that lend it and that end its life are on the path. */
static const struct step *
call_of(const struct step *steps, size_t n, const struct op *op)
{
    while (n > 0 && (op == NULL || steps[n - 1].op != op ||
                     steps[n - 1].kind != STEP_CALL))
        n--;
    return n > 0 ? &steps[n - 1] : NULL;
}

static void
find_ends(struct teller *t, const struct step *steps, size_t n)
{
    const struct subject *s = &t->event->subject;
    if (t->rule->about_exception)
        return;
    for (size_t i = n; i-- > 0 && t->birth == NULL;)
        if (steps[i].born)
            t->birth = &steps[i];
    if (t->birth == NULL)
        t->birth = call_of(steps, n, s->born);
    if (s->released || s->given)
        t->end = call_of(steps, n, s->released_at);
}

/* Taken back since, it would not be missing; but what other threads dropped
   meanwhile stays so. */
static const struct step *
find_left(const struct event *e, const struct step *steps, size_t n)
{
    bool missing = e->thread == THREAD_DETACHED &&
                   (e->kind == EVENT_CALL || e->kind == EVENT_STATIC ||
                    e->kind == EVENT_UNGUARDED || e->detached);
    const struct subject *s = &e->subject;
    const struct step *at = s->peril == PERIL_SHAKEN
                                ? call_of(steps, n, s->peril_at)
                                : NULL;
    if (at != NULL && at->callee != NULL &&
        at->callee->thread == THREAD_DETACHES)
        return at;
    for (size_t i = n; i-- > 0 && missing;) {
        const struct contract *c = steps[i].callee;
        if (c == NULL || steps[i].kind != STEP_CALL || steps[i].outcome < 0)
            continue;
        if (c->thread_mixed
                ? c->outcomes[steps[i].outcome].turn == TURN_DETACHES
                : c->thread == THREAD_DETACHES)
            return &steps[i];
    }
    return NULL;
}

/* Marks the MAX_KEY heaviest, the later ones first among equals. */
static void
mark_keys(struct finding_step *v, const enum weight *weights, size_t n)
{
    size_t left = MAX_KEY;
    for (int w = WEIGHT_EVENT; w >= WEIGHT_TOUCH; w--)
        for (size_t i = n; i-- > 0 && left > 0;)
            if ((int)weights[i] == w) {
                v[i].key = true;
                left--;
            }
}

/* Why the step is believed: a line that somebody wrote, or what the body
 * of the function showed. */
static const char *
fact_of(arena *keep, const struct contract *c)
{
    const char *line = contract_print(keep, c);
    return c->where != NULL ? line
                            : arena_printf(keep, "%s" FACT_INFERRED, line);
}

/* What is worth a number: not NULL, of which nobody owns anything. */
static int
owned_after(const struct teller *t, const struct step *s, bool alive)
{
    bool none = s->owned == 0 && t->event->subject.null == NULL_IS;
    return alive && t->event->kind < EVENT_TYPE && !none ? s->owned : -1;
}

static struct finding_step
make_step(const struct teller *t, const struct line *l, bool alive)
{
    const struct step *s = l->step;
    struct text out = {.keep = t->keep};
    struct finding_step f = {
        .kind = tell(t, l, &out),
        .place = op_place(s->unit, s->op),
        .function = arena_strdup(t->keep, s->func->name),
        .owned = owned_after(t, s, alive),
        .exc = s->exc,
        .fact = "",
    };
    f.message = text_str(&out);
    f.place.file = arena_strdup(t->keep, f.place.file);
    if (s->kind == STEP_CALL && s->callee != NULL)
        f.fact = fact_of(t->keep, s->callee);
    return f;
}

const struct finding_step *
prose_steps(arena *keep, const struct rule *rule, const struct event *e,
            const struct step *steps, size_t n, const struct reason *cause,
            size_t *n_out)
{
    struct teller t = {.keep = keep,
                       .rule = rule,
                       .event = e,
                       .cause = cause,
                       .left = find_left(e, steps, n)};
    find_ends(&t, steps, n);
    t.turn = last_turn(&t, steps, n);
    struct finding_step *v = ARENA_ARRAY(keep, struct finding_step, n);
    enum weight *weights = ARENA_ARRAY(keep, enum weight, n);
    struct line l = {.exc_before = n > 0 && steps[0].exc != EXC_STATE_SET
                                       ? steps[0].exc
                                       : EXC_STATE_NONE};
    bool alive = false;
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        l.step = &steps[i];
        l.weight = step_weight(&t, &l);
        bool counts = steps[i].born || steps[i].about_subject ||
                      &steps[i] == t.birth || steps[i].kind == STEP_EVENT;
        alive |= counts && !rule->about_exception;
        if (l.weight != WEIGHT_NONE) {
            weights[m] = l.weight;
            v[m++] = make_step(&t, &l, alive);
        }
        if (counts)
            l.before = steps[i].owned;
        l.exc_before = steps[i].exc;
    }
    mark_keys(v, weights, m);
    *n_out = m;
    return v;
}

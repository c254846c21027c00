/* Mutexes, critical sections, locks of PyThread_allocate_lock() and the like:
 * what is locked has to be unlocked on every way out of the function that does
 * both.
 *
 * A mutex is known by its address.  "held" is a lock that is a pointer, known
 * by the place that this was read from, whatever is read there later, as is
 * "attached", a thread state; "repr" is an object whose repr() is being made.
 * These are told from the resource that the pointer is itself.  "recursion"
 * belongs to the thread and has no argument at all.
 */
#include "call.h"

#include <string.h>

/* In place of an offset. */
enum { NO_MARK, HELD = -2, REPR = -3, ATTACHED = -4, ALONE = -5 };

static const struct lock_kind {
    const char *name;
    int mark;
    bool excludes; /* other threads */
    bool waits;    /* for ever, where this thread has it already */
} lock_kinds[] = {
    {"mutex", NO_MARK, true, true},       {"critical", NO_MARK, true, false},
    {"held", HELD, true, true},           {"repr", REPR, false, false},
    {"attached", ATTACHED, false, false}, {"recursion", NO_MARK, false, false},
};

static const struct lock_kind *
lock_kind(sym kind)
{
    for (size_t i = 0; i < sizeof lock_kinds / sizeof *lock_kinds; i++)
        if (kind != NULL && strcmp(kind, lock_kinds[i].name) == 0)
            return &lock_kinds[i];
    return NULL;
}

static bool
is_place(int mark)
{
    return mark == HELD || mark == ATTACHED;
}

bool
is_lock(sym kind)
{
    return lock_kind(kind) != NULL;
}

bool
holds_lock(const struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        bool open = f->owned > 0 || (f->flags & FLAG_ESCAPED) != 0;
        const struct lock_kind *l = open ? lock_kind(f->kind) : NULL;
        if (l != NULL && l->excludes)
            return true;
    }
    return false;
}

value
lock_of(struct explorer *x, value v, sym kind)
{
    const struct lock_kind *l = lock_kind(kind);
    if (l == NULL || l->mark == NO_MARK)
        return v;
    value from = is_place(l->mark) ? term_read_from(term_at(&x->terms, v))
                                   : NO_VALUE;
    return term_intern(&x->terms,
                       (struct term){.kind = VALUE_FIELD,
                                     .a = from == NO_VALUE ? v : from,
                                     .number = l->mark});
}

/* `unlock(head->mutex)` after a call that may store into *head: what is read
   there now is taken for the mutex that was read and locked before. */
value
lock_released(struct explorer *x, const struct state *s, value v, sym kind)
{
    v = lock_of(x, v, kind);
    const struct lock_kind *l = lock_kind(kind);
    value from = l == NULL || l->mark != NO_MARK || state_fact(s, v)->owned > 0
                     ? NO_VALUE
                     : term_read_from(term_at(&x->terms, v));
    for (size_t i = 0; from != NO_VALUE && i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (f->kind == kind && f->owned > 0 &&
            term_read_from(term_at(&x->terms, f->v)) == from)
            return f->v;
    }
    return v;
}

/* Where the lock is not free the call returns all the same.  A mutex reports
   other errors, too. */
static bool
may_give_up(const struct calling *k, const struct state *s,
            const struct effect *e)
{
    if (lock_kind(e->kind)->mark == NO_MARK)
        return strstr(k->c->name, "try") != NULL;
    for (size_t i = 0; i < k->c->n_outcomes; i++) {
        const struct outcome *o = &k->c->outcomes[i];
        bool open = e->when != WHEN_ALWAYS && (e->when >> i & 1) == 0;
        for (size_t n = 0; n < o->n_conds; n++) {
            const struct cond *c = &o->conds[n];
            value v = c->kind == COND_PARAM ? call_arg(k, c->param) : NO_VALUE;
            enum null_state null = v == NO_VALUE ? NULL_UNKNOWN
                                                 : value_null(k->x, s, v);
            int64_t lo, hi;
            value_range(k->x, s, v, &lo, &hi);
            if (c->compare == COMPARE_EQ)
                open &= null != NULL_NEVER;
            else if (c->compare == COMPARE_NE)
                open &= v == NO_VALUE || lo != c->number || hi != c->number;
        }
        if (open)
            return true;
    }
    return false;
}

bool
lock_is_refused(const struct calling *k, const struct outcome *o)
{
    for (size_t i = 0; i < k->c->n_params; i++)
        for (size_t e = 0; e < k->c->params[i].n_effects; e++) {
            const struct effect *f = &k->c->params[i].effects[e];
            const struct lock_kind *l = f->verb == VERB_ACQUIRES
                                            ? lock_kind(f->kind)
                                            : NULL;
            if (l != NULL && l->waits && l->mark == NO_MARK &&
                (f->when >> (o - k->c->outcomes) & 1) == 0)
                return true;
        }
    return false;
}

/* Another thread was given the lock, or the object that has it: it may let go
   of it to say that it is done. */
static bool
is_known_elsewhere(const struct calling *k, const struct state *s, value v)
{
    value from = term_read_from(term_at(&k->x->terms, v));
    value root = from == NO_VALUE ? v : term_root(&k->x->terms, from);
    return ((state_fact(s, v)->flags | state_fact(s, root)->flags) &
            FLAG_ESCAPED) != 0;
}

void
lock_retake(const struct calling *k, struct state *s, value v,
            const struct effect *e)
{
    const struct lock_kind *l = lock_kind(e->kind);
    if (l == NULL || !l->waits || value_null(k->x, s, v) == NULL_IS)
        return;
    value lock = lock_of(k->x, v, e->kind);
    const struct fact *f = state_fact(s, lock);
    if (f->owned <= 0 || (f->flags & FLAG_ESCAPED) != 0 ||
        may_give_up(k, s, e) ||
        (l->mark == HELD && is_known_elsewhere(k, s, v)))
        return;
    struct event more = {.callee = k->c, .arg = -1, .release_kind = e->kind};
    if (lock_may_nest(k))
        more.confidence = CONFIDENCE_POSSIBLE;
    if (!lock_is_event(k->x, s, lock))
        tell(k->x, s, EVENT_RELOCK, k->op, lock, &more);
    /* How often it would have to be released nobody knows. */
    state_fact_make(k->x, s, lock)->flags |= FLAG_ESCAPED;
}

void
lock_ends(struct explorer *x, struct state *s, value v, sym kind)
{
    if (kind == NULL || strcmp(kind, "lock") != 0)
        return;
    value held = lock_of(x, v, "held");
    if (state_fact(s, held)->owned > 0)
        state_fact_make(x, s, held)->flags |= FLAG_ESCAPED;
}

void
lock_helper(struct explorer *x, struct state *s, const value *args,
            size_t n_args)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        struct fact *f = &s->facts.v[i];
        const struct lock_kind *l = lock_kind(f->kind);
        if (l == NULL || l->mark != HELD)
            continue;
        for (size_t a = 0; a < n_args; a++)
            if (args[a] != NO_VALUE &&
                term_root(&x->terms, f->v) == term_root(&x->terms, args[a]))
                f->flags |= FLAG_ESCAPED;
    }
}

value
lock_without_name(struct explorer *x, sym kind)
{
    struct term global = {.kind = VALUE_GLOBAL, .name = kind};
    return term_intern(&x->terms,
                       (struct term){.kind = VALUE_FIELD,
                                     .a = term_intern(&x->terms, global),
                                     .number = ALONE});
}

static bool
unlocks(const struct contract *c, const char *kind)
{
    if (c != NULL && c->leaves.kind != NULL &&
        strcmp(c->leaves.kind, kind) == 0)
        return true;
    for (size_t i = 0; c != NULL && i < c->n_params; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++)
            if (c->params[i].effects[e].verb == VERB_RELEASES &&
                strcmp(c->params[i].effects[e].kind, kind) == 0)
                return true;
    return false;
}

static bool
locks(const struct contract *c, const char *kind)
{
    for (size_t i = 0; c != NULL && i < c->n_params; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++)
            if (c->params[i].effects[e].verb == VERB_ACQUIRES &&
                strcmp(c->params[i].effects[e].kind, kind) == 0)
                return true;
    return false;
}

static bool
unlocks_after(const struct explorer *x, const struct op *first,
              const char *kind)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (unlocks(program_line(x->p, op), kind) &&
                op_comes_after(x->f, first, op))
                return true;
        }
    return false;
}

/* `if (mode & LOCK) lock(m); else unlock(m);`: the caller says which. */
static bool
locks_by_mode(const struct explorer *x, const char *kind)
{
    bool found = false;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (!locks(program_line(x->p, op), kind))
                continue;
            found = true;
            if (unlocks_after(x, op, kind))
                return false;
        }
    return found;
}

static bool
unlocks_somewhere(const struct program *p, const struct func *f,
                  const char *kind)
{
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (unlocks(program_line(p, op), kind))
                return true;
        }
    return false;
}

static bool
enters_somewhere(const struct explorer *x, sym kind)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            const struct contract *c = program_line(x->p, op);
            if (c != NULL && c->enters.kind == kind)
                return true;
        }
    return false;
}

/* What was left is as it was before: nothing tells the states apart. */
void
lock_leave(struct explorer *x, struct state *s, const struct op *op,
           const struct contract *callee)
{
    sym kind = callee->leaves.kind;
    value v = lock_without_name(x, kind);
    struct fact *f = state_fact_make(x, s, v);
    struct event more = {.callee = callee, .arg = -1, .release_kind = kind};
    if ((f->flags & FLAG_ESCAPED) != 0)
        return; /* states were given up to save time: nobody knows */
    bool extra = f->owned <= 0 && enters_somewhere(x, kind);
    f->kind = kind;
    f->flags = extra ? FLAG_RELEASED : 0;
    tell(x, s, EVENT_RELEASE, op, v, &more);
    f = state_fact_make(x, s, v);
    f->flags = 0;
    f->kind = f->owned > 1 ? kind : NULL;
    f->owned = (int8_t)(f->owned > 1 ? f->owned - 1 : 0);
}

static const char recursion[] = "recursion";

bool
leaves_recursion(const struct program *p, const struct func *f)
{
    return unlocks_somewhere(p, f, recursion);
}

/* No summary says so of a lock that is no argument. */
static bool
helper_leaves_recursion(const struct explorer *x)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            const struct procedure *to = program_callee(x->p, x->unit, op);
            if (to != NULL && to->func != x->f &&
                leaves_recursion(x->p, to->func))
                return true;
        }
    return false;
}

/* A function that only locks does so on behalf of its caller. */
static bool
should_unlock(const struct explorer *x, sym kind)
{
    bool alone = strcmp(kind, recursion) == 0;
    if (alone && helper_leaves_recursion(x))
        return false;
    return (unlocks_somewhere(x->p, x->f, kind) && !locks_by_mode(x, kind)) ||
           lock_helper_releases(x, kind) ||
           (alone && x->entry != NULL && !x->proc->entry_guessed);
}

/* A function that unlocks where it fails may leave the lock to its caller
   where it does not. */
static bool
may_be_meant(struct explorer *x, const struct state *s, sym kind, value result)
{
    return is_place(lock_kind(kind)->mark) && is_success(x, s, result);
}

bool
is_success(struct explorer *x, const struct state *s, value result)
{
    int64_t lo = 0, hi = 0;
    if (result == NO_VALUE)
        return false;
    if (type_is_pointer(x->f->type->target))
        return value_null(x, s, result) != NULL_IS;
    value_range(x, s, result, &lo, &hi);
    return hi >= 0;
}

/* A thread of ours that ends attached is told as such, see detached.c. */
static bool
is_of_thread(const struct explorer *x, sym kind)
{
    return lock_kind(kind)->mark == ATTACHED && x->proc->registrar != NULL;
}

void
locks_at_return(struct explorer *x, struct state *s, const struct op *op,
                value result)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        enum value_kind kind = term_at(&x->terms, f->v)->kind;
        bool told = kind == VALUE_SYMBOL || kind == VALUE_LOCAL ||
                    kind == VALUE_PHI;
        if (f->owned <= 0 || !is_lock(f->kind) || told ||
            (f->flags & FLAG_ESCAPED) != 0 || !should_unlock(x, f->kind) ||
            is_of_thread(x, f->kind) || lock_is_event(x, s, f->v))
            continue;
        struct event more = {.arg = -1, .loss = LOSS_RETURN};
        if (may_be_meant(x, s, f->kind, result))
            more.confidence = CONFIDENCE_POSSIBLE;
        tell(x, s, EVENT_LOST, op, f->v, &more);
    }
}

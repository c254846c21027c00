/* Mutexes, critical sections, locks of PyThread_allocate_lock() and the like:
 * what is locked has to be unlocked on every way out of the function that does
 * both.
 *
 * A mutex is known by its address.  "held" is a lock that is a pointer, known
 * by the place that this was read from, whatever is read there later; "repr"
 * an object whose repr() is being made.  Both are told from the resource that
 * the pointer is itself.
 */
#include "explore.h"

#include <string.h>

enum { HELD = -2, REPR = -3 }; /* in place of an offset */

static int
lock_mark(sym kind)
{
    return strcmp(kind, "held") == 0   ? HELD
           : strcmp(kind, "repr") == 0 ? REPR
                                       : 0;
}

bool
is_lock(sym kind)
{
    return kind != NULL &&
           (strcmp(kind, "mutex") == 0 || strcmp(kind, "critical") == 0 ||
            lock_mark(kind) != 0);
}

bool
holds_lock(const struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++)
        if (s->facts.v[i].owned > 0 && is_lock(s->facts.v[i].kind) &&
            lock_mark(s->facts.v[i].kind) != REPR)
            return true;
    return false;
}

value
lock_of(struct explorer *x, value v, sym kind)
{
    int mark = is_lock(kind) ? lock_mark(kind) : 0;
    if (mark == 0)
        return v;
    value from = mark == HELD ? term_read_from(term_at(&x->terms, v))
                              : NO_VALUE;
    return term_intern(&x->terms,
                       (struct term){.kind = VALUE_FIELD,
                                     .a = from == NO_VALUE ? v : from,
                                     .number = mark});
}

static bool
unlocks(const struct contract *c, sym kind)
{
    for (size_t i = 0; c != NULL && i < c->n_params; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++)
            if (c->params[i].effects[e].verb == VERB_RELEASES &&
                c->params[i].effects[e].kind == kind)
                return true;
    return false;
}

/* A function that only locks does so on behalf of its caller. */
static bool
unlocks_somewhere(const struct explorer *x, sym kind)
{
    const struct program *p = x->p;
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                unlocks(model_find(p->model, op->callee, p->version), kind))
                return true;
        }
    return false;
}

/* A function that unlocks where it fails may leave the lock to its caller
   where it does not. */
static bool
may_be_meant(const struct explorer *x, const struct state *s, sym kind,
             value result)
{
    int64_t lo = 0, hi = 0;
    if (lock_mark(kind) != HELD || result == NO_VALUE)
        return false;
    value_range((struct explorer *)x, s, result, &lo, &hi);
    return value_null(x, s, result) != NULL_IS && hi >= 0;
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
            (f->flags & FLAG_ESCAPED) != 0 || !unlocks_somewhere(x, f->kind))
            continue;
        struct event more = {.arg = -1, .loss = LOSS_RETURN};
        if (may_be_meant(x, s, f->kind, result))
            more.confidence = CONFIDENCE_POSSIBLE;
        tell(x, s, EVENT_LOST, op, f->v, &more);
    }
}

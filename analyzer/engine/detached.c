/* What calls do to the thread state, and ways out of a function on which the
 * GIL is not taken back, whoever has the token: it may lie in a struct, or
 * there is none because the thread state was only swapped out.
 */
#include "call.h"

#include <string.h>

void
call_switches(const struct calling *k, struct state *s,
              const struct outcome *o)
{
    const struct contract *c = k->c;
    static const enum thread_state after[] = {
        [TURN_DETACHES] = THREAD_DETACHED,
        [TURN_ATTACHES] = THREAD_ATTACHED,
        [TURN_UNKNOWN] = THREAD_UNKNOWN,
    };
    /* Who does not look at the result knows by other means. */
    bool blind = c->thread_mixed && call_is_ignored(k);
    if (blind || (c->thread_mixed && o->turn != TURN_NONE)) {
        s->thread = blind ? THREAD_UNKNOWN : after[o->turn];
        s->switched = true;
    }
    if (c->thread_mixed ||
        (c->thread != THREAD_DETACHES && c->thread != THREAD_ATTACHES))
        return;
    s->thread = c->thread == THREAD_DETACHES ? THREAD_DETACHED
                                             : THREAD_ATTACHED;
    s->switched = true;
}

static bool
is_lost_anyway(const struct explorer *x, const struct state *s,
               const struct fact *f)
{
    return f->owned > held_count(x, s, f->v) && (f->flags & FLAG_ESCAPED) == 0;
}

static value
token(const struct state *s)
{
    for (size_t i = s->facts.n; i-- > 0;) {
        const struct fact *f = &s->facts.v[i];
        if (f->kind != NULL && strcmp(f->kind, "tstate") == 0 && f->owned > 0)
            return f->v;
    }
    return NO_VALUE;
}

static bool
has_left(const struct explorer *x, const struct state *s)
{
    return s->thread == THREAD_DETACHED && s->switched && !s->left &&
           x->proc->registrar == NULL;
}

void
detached_at_return(struct explorer *x, struct state *s, const struct op *op)
{
    if (!has_left(x, s) || x->entry == NULL || x->proc->entry_guessed)
        return;
    value v = token(s);
    if (v == NO_VALUE || !is_lost_anyway(x, s, state_fact(s, v)))
        tell(
            x, s, EVENT_LOST, op, v,
            &(struct event){.arg = -1, .loss = LOSS_RETURN, .detached = true});
}

static bool
is_jump(const struct contract *c, enum verb verb)
{
    for (size_t i = 0; c != NULL && i < c->n_params; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++) {
            const struct effect *f = &c->params[i].effects[e];
            if (f->verb == verb && strcmp(f->kind, "jump") == 0)
                return true;
        }
    return false;
}

/* The jump leads to a setjmp() in the same region. */
static bool
stays_inside(const struct state *s)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->callee == NULL)
            continue;
        if (is_jump(t->callee, VERB_RETAINS))
            return true;
        if (t->callee->thread == THREAD_DETACHES || t->callee->thread_mixed)
            return false;
    }
    return false;
}

void
detached_at_jump(const struct calling *k, struct state *s)
{
    if (!has_left(k->x, s) || !is_jump(k->c, VERB_RUNS) || stays_inside(s))
        return;
    tell(k->x, s, EVENT_LOST, k->op, token(s),
         &(struct event){.arg = -1, .loss = LOSS_RETURN, .detached = true});
}

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
    bool blind = c->thread_mixed && o->n_conds == 0 && call_is_ignored(k);
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

/* Nobody swaps in a thread state that might be NULL: who passes NULL knows. */
static bool
is_null_by_chance(const struct calling *k, const struct state *before,
                  const struct outcome *o)
{
    for (size_t i = 0; i < o->n_conds; i++) {
        const struct cond *c = &o->conds[i];
        if (c->kind == COND_PARAM && c->null && !c->cell &&
            c->compare == COMPARE_EQ &&
            value_null(k->x, before, call_arg(k, c->param)) != NULL_IS)
            return true;
    }
    return false;
}

bool
call_may_switch(const struct calling *k, const struct state *before,
                const struct outcome *o)
{
    if (k->known_body || !k->c->thread_mixed)
        return true;
    if (o->turn == TURN_DETACHES && is_null_by_chance(k, before, o))
        return false;
    /* What comes out is the thread state that was there. */
    bool attached = k->thread == THREAD_ATTACHED &&
                    (k->switched || k->x->entry != NULL);
    bool swaps = o->turn != TURN_NONE && o->kind != NULL &&
                 strcmp(o->kind, "tstate") == 0;
    if (swaps && k->thread == THREAD_DETACHED)
        return false;
    return o->turn == TURN_NONE || o->result != RESULT_NULL || !attached;
}

bool
is_thread_state(const struct type *t)
{
    sym name = type_is_pointer(t) && t->target != NULL ? t->target->name
                                                       : NULL;
    return name != NULL &&
           (strcmp(name, "PyThreadState") == 0 || strcmp(name, "_ts") == 0);
}

static bool
is_lost_anyway(const struct explorer *x, const struct state *s,
               const struct fact *f)
{
    return f->owned > held_count(x, s, f->v) && (f->flags & FLAG_ESCAPED) == 0;
}

value
detached_token(const struct state *s)
{
    for (size_t i = s->facts.n; i-- > 0;) {
        const struct fact *f = &s->facts.v[i];
        if (f->kind != NULL && strcmp(f->kind, "tstate") == 0 && f->owned > 0)
            return f->v;
    }
    return NO_VALUE;
}

bool
detached_has_left(const struct explorer *x, const struct state *s)
{
    return s->thread == THREAD_DETACHED && s->switched && !s->left &&
           x->proc->registrar == NULL;
}

static bool
owns(const struct state *s, const char *kind)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        if (f->owned > 0 && f->kind != NULL && strcmp(f->kind, kind) == 0)
            return true;
    }
    return false;
}

/* Returns of a function that takes the GIL and gives it back. */
struct half_ways {
    bool leaves;         /* some return gives it back */
    const struct op *op; /* one that does not, NULL: none */
    const struct state *state;
    enum confidence confidence;
};

/* PyThreadState_Swap() brings back whatever there was. */
static bool
has_swapped(const struct state *s)
{
    for (const struct trace *t = s->trace; t != NULL; t = t->prev)
        if (t->callee != NULL && t->callee->thread_mixed && t->callee->shipped)
            return true;
    return false;
}

static void
note_half_way(struct explorer *x, const struct state *s, const struct op *op,
              value result)
{
    if (x->half_ways == NULL)
        x->half_ways = ARENA_NEW(x->keep, struct half_ways);
    struct half_ways *h = x->half_ways;
    h->leaves |= s->thread == THREAD_DETACHED;
    if (h->op != NULL || s->thread != THREAD_ATTACHED)
        return;
    /* A helper that takes the GIL for its callers does so where it succeeds.
     */
    *h = (struct half_ways){.leaves = h->leaves,
                            .op = op,
                            .state = state_clone(x, s),
                            .confidence = is_success(x, s, result)
                                              ? CONFIDENCE_POSSIBLE
                                              : CONFIDENCE_LIKELY};
}

static void
tell_attached(struct explorer *x, const struct state *s, const struct op *op,
              enum confidence confidence)
{
    tell(x, s, EVENT_LOST, op, NO_VALUE,
         &(struct event){.arg = -1,
                         .loss = LOSS_RETURN,
                         .detached = true,
                         .confidence = confidence});
}

/* A thread of ours was entered without the GIL and has it at its end. */
static void
attached_at_return(struct explorer *x, const struct state *s,
                   const struct op *op, value result)
{
    if (starts_or_ends_python(x->f))
        return;
    bool thread = x->proc->registrar != NULL && !x->proc->registrar_guessed;
    if (!s->switched || owns(s, "gilstate") || x->entry != NULL)
        return;
    if (thread && s->thread == THREAD_ATTACHED)
        tell_attached(x, s, op, CONFIDENCE_CERTAIN);
    else if (!thread && !owns(s, "attached") && !has_swapped(s))
        note_half_way(x, s, op, result);
}

void
detached_tell(struct explorer *x)
{
    const struct half_ways *h = x->half_ways;
    if (h != NULL && h->leaves && h->op != NULL && !x->needs_thread)
        tell_attached(x, h->state, h->op, h->confidence);
}

void
detached_at_return(struct explorer *x, struct state *s, const struct op *op,
                   value result)
{
    attached_at_return(x, s, op, result);
    if (!detached_has_left(x, s) || x->entry == NULL || x->proc->entry_guessed)
        return;
    value v = detached_token(s);
    if (v == NO_VALUE || !is_lost_anyway(x, s, state_fact(s, v)))
        tell(
            x, s, EVENT_LOST, op, v,
            &(struct event){.arg = -1, .loss = LOSS_RETURN, .detached = true});
}

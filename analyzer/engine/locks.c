/* Mutexes and critical sections: what is locked has to be unlocked on every
 * way out of the function that does both.
 */
#include "explore.h"

#include <string.h>

bool
is_lock(sym kind)
{
    return kind != NULL &&
           (strcmp(kind, "mutex") == 0 || strcmp(kind, "critical") == 0);
}

bool
holds_lock(const struct state *s)
{
    for (size_t i = 0; i < s->facts.n; i++)
        if (s->facts.v[i].owned > 0 && is_lock(s->facts.v[i].kind))
            return true;
    return false;
}

/* A function that only locks does so on behalf of its caller. */
static bool
unlocks_somewhere(const struct explorer *x)
{
    for (size_t b = 0; b < x->f->n_blocks; b++)
        for (size_t i = 0; i < x->f->blocks[b].n_ops; i++) {
            const struct op *op = &x->f->blocks[b].ops[i];
            if (op->kind == OP_CALL && op->callee != NULL &&
                strstr(op->callee, "PyMutex_Unlock") != NULL)
                return true;
        }
    return false;
}

void
locks_at_return(struct explorer *x, struct state *s, const struct op *op)
{
    for (size_t i = 0; i < s->facts.n; i++) {
        const struct fact *f = &s->facts.v[i];
        enum value_kind kind = term_at(&x->terms, f->v)->kind;
        bool told = kind == VALUE_SYMBOL || kind == VALUE_LOCAL ||
                    kind == VALUE_PHI;
        if (f->owned <= 0 || !is_lock(f->kind) || told ||
            (f->flags & FLAG_ESCAPED) != 0 || !unlocks_somewhere(x))
            continue;
        tell(x, s, EVENT_LOST, op, f->v,
             &(struct event){.arg = -1, .loss = LOSS_RETURN});
    }
}

/* Locks of PyThread_allocate_lock() that are used as events: one function
 * takes them and leaves them taken, another, which has not, lets go of them to
 * say that something has happened.
 *
 * They are learned before the exploration from functions that let go of what
 * they have not taken: functions that Python or a thread enters, or such as
 * take it again afterwards.
 */
#include "call.h"
#include "owners.h"

#include <string.h>

static const char held[] = "held";

/* The lock on which the call does this; NULL: none. */
static const struct operand *
lock_of_call(const struct program *p, const struct op *op, enum verb verb)
{
    const struct contract *c = program_line(p, op);
    for (size_t i = 0; c != NULL && i < c->n_params && i < op->n_args; i++)
        for (size_t e = 0; e < c->params[i].n_effects; e++)
            if (c->params[i].effects[e].verb == verb &&
                strcmp(c->params[i].effects[e].kind, held) == 0)
                return &op->args[i];
    return NULL;
}

static bool
find_lock(const struct program *p, const struct procedure *proc,
          const struct op *op, enum verb verb, struct spot *out)
{
    const struct operand *o = lock_of_call(p, op, verb);
    const struct op *load = o == NULL ? NULL : func_made_behind(proc->func, o);
    return load != NULL && load->kind == OP_LOAD &&
           spot_of_address(p, proc, &load->a, out);
}

struct taking {
    bool before, after; /* the lock is taken before or after it is released */
};

static struct taking
taking_around(const struct program *p, const struct procedure *proc,
              const struct op *release, const struct spot *lock)
{
    const struct func *f = proc->func;
    struct taking found = {0};
    struct spot spot;
    for (size_t b = 0; b < f->n_blocks; b++)
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const struct op *op = &f->blocks[b].ops[i];
            if (!find_lock(p, proc, op, VERB_ACQUIRES, &spot) ||
                !spot_equal(&spot, lock))
                continue;
            found.before |= op_comes_after(f, op, release);
            found.after |= op_comes_after(f, release, op);
        }
    return found;
}

static void
note_release(struct program *p, const struct procedure *proc,
             const struct op *op)
{
    struct spot spot;
    if (!find_lock(p, proc, op, VERB_RELEASES, &spot))
        return;
    struct taking t = taking_around(p, proc, op, &spot);
    bool entered = (proc->entry != NULL && !proc->entry_guessed) ||
                   proc->registrar != NULL;
    if (!t.before && (t.after || entered))
        VEC_PUSH(p->keep, &p->owners->events, spot);
}

static bool
asks_for_nesting(const struct op *op)
{
    return op->kind == OP_CALL && op->callee != NULL &&
           strcmp(op->callee, "pthread_mutexattr_settype") == 0;
}

void
lock_events_learn(struct program *p)
{
    for (size_t i = 0; i < p->procs.n; i++) {
        const struct func *f = p->procs.v[i].func;
        for (size_t b = 0; f->locks && b < f->n_blocks; b++)
            for (size_t k = 0; k < f->blocks[b].n_ops; k++) {
                const struct op *op = &f->blocks[b].ops[k];
                note_release(p, &p->procs.v[i], op);
                p->owners->mutexes_nest |= asks_for_nesting(op);
            }
    }
}

bool
lock_may_nest(const struct calling *k)
{
    return k->x->p->owners->mutexes_nest && !str_starts(k->c->name, "Py");
}

static bool
is_known(const struct explorer *x, value address)
{
    const struct owners *o = x->p->owners;
    struct spot spot;
    if (!spot_of_value(x, address, &spot))
        return false;
    for (size_t i = 0; i < o->events.n; i++)
        if (spot_equal(&o->events.v[i], &spot))
            return true;
    return false;
}

/* It was read from there, or has been made here and stored there. */
bool
lock_is_event(const struct explorer *x, const struct state *s, value lock)
{
    const struct term *t = term_at(&x->terms, lock);
    if (t->kind != VALUE_FIELD)
        return false;
    bool known = is_known(x, t->a);
    for (size_t i = 0; !known && i < s->memory.n; i++)
        known = s->memory.v[i].content == t->a &&
                is_known(x, s->memory.v[i].at);
    return known;
}

void
lock_events_wire(const struct program *p, struct wire *w)
{
    uint32_t n = (uint32_t)p->owners->events.n;
    wire_u32(w, &n);
    wire_bool(w, &p->owners->mutexes_nest);
    for (size_t i = 0; i < n; i++)
        spot_wire(w, &p->owners->events.v[i]);
}

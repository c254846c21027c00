/* Fields and variables that say whether the GIL is released:
 *
 *     if (!s->released) { s->saved = PyEval_SaveThread(); s->released = 1; }
 *     ...
 *     if (s->released) { s->released = 0; PyEval_RestoreThread(s->saved); }
 *
 * The saved thread state itself says it as well, where it is NULL otherwise.
 * They are learned from what is stored right beside the release and the
 * return of the GIL.  While a function has the GIL released, such a field is
 * what it was set to, whatever the memory went through; and a helper that does
 * nothing since the field says so leaves the thread as the other way does.
 */
#include "owners.h"

/* ---- learning ---- */

/* One of the two ends of a region, in some function. */
struct mark {
    struct region_flag flag; /* `zero`: what is stored is 0 or NULL */
    bool releases;
};

struct marks {
    arena *keep;
    VEC(struct mark) v;
};

static enum thread_effect
effect_of(const struct program *p, const struct op *op)
{
    const struct contract *c = program_line(p, op);
    return c == NULL || c->thread_mixed ? THREAD_ANY : c->thread;
}

static bool
is_token(const struct program *p, const struct func *f,
         const struct operand *o)
{
    const struct op *made = func_made_behind(f, o);
    return made != NULL && effect_of(p, made) == THREAD_DETACHES;
}

static void
note_store(struct marks *m, const struct program *p,
           const struct procedure *proc, const struct op *op, bool releases)
{
    struct mark k = {.releases = releases};
    bool number = op->b.kind == OPERAND_INT;
    if (op->kind != OP_STORE ||
        (!number && !is_token(p, proc->func, &op->b)) ||
        !spot_of_address(p, proc, &op->a, &k.flag.spot))
        return;
    k.flag.zero = number && op->b.number == 0;
    VEC_PUSH(m->keep, &m->v, k);
}

static void
note_block(struct marks *m, const struct program *p,
           const struct procedure *proc, const struct block *b)
{
    bool releases = false, takes = false;
    for (size_t i = 0; i < b->n_ops; i++) {
        releases |= effect_of(p, &b->ops[i]) == THREAD_DETACHES;
        takes |= effect_of(p, &b->ops[i]) == THREAD_ATTACHES;
    }
    for (size_t i = 0; releases != takes && i < b->n_ops; i++)
        note_store(m, p, proc, &b->ops[i], releases);
}

/* Set at one end, reset at the other, and never the other way round. */
static bool
is_flag(const struct marks *m, const struct mark *one)
{
    bool reset = false;
    for (size_t i = 0; i < m->v.n; i++) {
        const struct mark *k = &m->v.v[i];
        if (!spot_equal(&k->flag.spot, &one->flag.spot))
            continue;
        bool as_told = k->flag.zero == one->flag.zero;
        if (as_told != (k->releases == one->releases))
            return false;
        reset |= !k->releases;
    }
    return reset;
}

void
region_flags_learn(struct program *p)
{
    struct marks m = {.keep = arena_new()};
    for (size_t i = 0; i < p->procs.n; i++)
        for (size_t b = 0; b < p->procs.v[i].func->n_blocks; b++)
            note_block(&m, p, &p->procs.v[i], &p->procs.v[i].func->blocks[b]);
    for (size_t i = 0; i < m.v.n; i++) {
        const struct region_flag *one = &m.v.v[i].flag;
        bool known = !m.v.v[i].releases || !is_flag(&m, &m.v.v[i]);
        for (size_t k = 0; !known && k < p->owners->regions.n; k++)
            known = spot_equal(&p->owners->regions.v[k].spot, &one->spot);
        if (!known)
            VEC_PUSH(p->keep, &p->owners->regions, *one);
    }
    arena_free(m.keep);
}

/* ---- asking ---- */

/* The flag that v was read from, or NULL. */
static const struct region_flag *
find_flag(const struct explorer *x, value v)
{
    value from = v == NO_VALUE ? NO_VALUE
                               : term_read_from(term_at(&x->terms, v));
    struct spot spot;
    if (from == NO_VALUE || !spot_of_value(x, from, &spot))
        return NULL;
    const struct owners *o = x->p->owners;
    for (size_t i = 0; i < o->regions.n; i++)
        if (spot_equal(&o->regions.v[i].spot, &spot))
            return &o->regions.v[i];
    return NULL;
}

/* Another thread may have the GIL released as well, or a caller. */
bool
region_flag_found(const struct explorer *x, struct state *s, value about)
{
    const struct region_flag *flag = x->p->owners->regions.n == 0
                                         ? NULL
                                         : find_flag(x, about);
    enum null_state null = flag == NULL ? NULL_UNKNOWN
                                        : value_null(x, s, about);
    if (null == NULL_UNKNOWN || x->proc->registrar != NULL)
        return true;
    bool released = (null == NULL_IS) == flag->zero;
    if (released && s->thread == THREAD_ATTACHED && !s->switched)
        s->thread = THREAD_UNKNOWN;
    return released || s->thread != THREAD_DETACHED || !s->switched;
}

/* Who calls the API or returns something has more to say than that. */
enum turn
region_flag_turn(const struct explorer *x, const struct state *s)
{
    enum turn found = TURN_NONE;
    if (x->p->owners->regions.n == 0 || s->switched ||
        x->f->type->target->kind != TYPE_VOID)
        return TURN_NONE;
    for (const struct trace *t = s->trace; t != NULL; t = t->prev) {
        if (t->kind == STEP_CALL &&
            (t->callee == NULL || t->callee->thread == THREAD_NEEDED))
            return TURN_NONE;
        const struct region_flag *flag = t->kind == STEP_BRANCH
                                             ? find_flag(x, t->about)
                                             : NULL;
        enum null_state null = flag == NULL ? NULL_UNKNOWN
                                            : value_null(x, s, t->about);
        if (null != NULL_UNKNOWN && found == TURN_NONE)
            found = (null == NULL_IS) == flag->zero ? TURN_DETACHES
                                                    : TURN_ATTACHES;
    }
    return found;
}

/* ---- the key of what was explored ---- */

void
region_flags_wire(const struct program *p, struct wire *w)
{
    const struct owners *o = p->owners;
    uint32_t n = (uint32_t)o->regions.n;
    wire_u32(w, &n);
    for (size_t i = 0; i < n; i++) {
        struct region_flag f = o->regions.v[i];
        spot_wire(w, &f.spot);
        wire_bool(w, &f.zero);
    }
}

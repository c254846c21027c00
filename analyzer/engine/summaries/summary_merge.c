/* Exits of a function that do the same become one outcome; exits beyond
 * number are merged roughly.
 */
#include "summary.h"

/* ---- merging exits ---- */

static bool
same_sign(int64_t alo, int64_t ahi, int64_t blo, int64_t bhi)
{
    if (alo == blo && ahi == bhi)
        return true;
    return (ahi < 0 && bhi < 0) || (alo > 0 && blo > 0);
}

static bool
same_change(const struct change *a, const struct change *b)
{
    return a->verb == b->verb && a->kind == b->kind && a->known == b->known &&
           a->number == b->number && a->stale == b->stale &&
           a->moved == b->moved && a->into == b->into &&
           a->shared == b->shared;
}

/* The size of a parameter, or 0, below which nothing is. */
static bool
same_size(const struct outcome *a, const struct outcome *b)
{
    return a->param == b->param || (a->lo == 0 && a->hi == 0) ||
           (b->lo == 0 && b->hi == 0);
}

static bool
same_origin(const struct outcome *a, const struct outcome *b)
{
    if (a->result == RESULT_RANGE && b->result == RESULT_RANGE)
        return same_size(a, b) && same_sign(a->lo, a->hi, b->lo, b->hi);
    return a->param == b->param;
}

/* return x == -1 && PyErr_Occurred(); says no for two reasons. */
static bool
depends_on_exception(const struct exit_record *r)
{
    for (size_t i = 0; i < r->n_conds; i++)
        if (r->conds[i].kind != COND_PARAM)
            return r->o.result == RESULT_RANGE;
    return false;
}

static bool
mergeable(const struct exit_record *a, const struct exit_record *b,
          size_t n_changes)
{
    if (a->o.result != b->o.result || a->o.exc != b->o.exc ||
        a->o.kind != b->o.kind || !same_origin(&a->o, &b->o) ||
        a->o.global != b->o.global || a->o.found != b->o.found ||
        a->o.field != b->o.field || a->o.offset != b->o.offset ||
        a->o.behind != b->o.behind || a->o.given != b->o.given ||
        a->o.placed != b->o.placed || a->o.turn != b->o.turn ||
        depends_on_exception(a) != depends_on_exception(b) ||
        !parts_equal(a, b))
        return false;
    for (size_t i = 0; i < n_changes; i++) {
        const struct change *p = &a->params[i], *q = &b->params[i];
        if (p->any != q->any || (p->any && !same_change(p, q)))
            return false;
    }
    return true;
}

static void
merge(struct exit_record *a, const struct exit_record *b)
{
    a->n_conds = conds_merge(a->conds, a->n_conds, b->conds, b->n_conds);
    a->o.fails |= b->o.fails;
    a->o.pure &= b->o.pure;
    if (a->o.param < 0 && a->o.result == RESULT_RANGE)
        a->o.param = b->o.param;
    a->o.lo = a->o.lo < b->o.lo ? a->o.lo : b->o.lo;
    a->o.hi = a->o.hi > b->o.hi ? a->o.hi : b->o.hi;
}

/* ---- merging them roughly ----
 *
 * Too many exits to keep apart: what callers test first, whether it worked,
 * is kept; where exits differ in what they do to a parameter, anything may
 * have happened to it. */

enum rough { ROUGH_NULL, ROUGH_NEW, ROUGH_OTHER, ROUGH_LOW, ROUGH_HIGH };

static enum rough
rough_class(const struct outcome *o, sym ref)
{
    if (o->result == RESULT_NULL)
        return ROUGH_NULL;
    if ((o->result == RESULT_NEW || o->result == RESULT_FRESH) &&
        o->kind == ref && o->global == NULL)
        return ROUGH_NEW;
    if (o->result == RESULT_RANGE)
        return o->hi < 0 ? ROUGH_LOW : o->lo >= 0 ? ROUGH_HIGH : ROUGH_OTHER;
    return ROUGH_OTHER;
}

static bool
never_null(enum result r)
{
    return r != RESULT_VALUE && r != RESULT_RANGE && r != RESULT_VOID;
}

static bool
roughly_mergeable(const struct exit_record *a, const struct exit_record *b,
                  sym ref)
{
    return rough_class(&a->o, ref) == rough_class(&b->o, ref) &&
           (a->o.exc == EXC_SET) == (b->o.exc == EXC_SET) &&
           (a->o.result == RESULT_VOID) == (b->o.result == RESULT_VOID);
}

static void
merge_result(struct outcome *a, const struct outcome *b, sym ref)
{
    if (a->exc != b->exc)
        a->exc = EXC_MAYBE;
    enum rough class = rough_class(a, ref);
    if (class == ROUGH_NEW && a->result != b->result)
        a->result = RESULT_NEW;
    if (a->result == RESULT_RANGE && b->result == RESULT_RANGE &&
        !same_size(a, b))
        a->param = -1;
    if (class != ROUGH_OTHER || a->result == RESULT_VOID)
        return;
    bool same = a->result == b->result && a->kind == b->kind &&
                a->param == b->param && a->global == b->global &&
                a->found == b->found && a->field == b->field &&
                a->offset == b->offset && a->behind == b->behind &&
                a->given == b->given && a->placed == b->placed;
    if (same)
        return;
    *a = (struct outcome){.result = never_null(a->result) &&
                                            never_null(b->result)
                                        ? RESULT_NONNULL
                                        : RESULT_VALUE,
                          .exc = a->exc,
                          .fails = a->fails,
                          .pure = a->pure,
                          .doubt = true,
                          .turn = a->turn,
                          .param = -1};
}

static void
merge_changes(const struct explorer *x, struct exit_record *a,
              const struct exit_record *b, size_t n)
{
    struct change *out = ARENA_ARRAY(x->summary_keep, struct change, n);
    for (size_t i = 0; i < n; i++) {
        const struct change *p = &a->params[i], *q = &b->params[i];
        if (p->any == q->any && (!p->any || same_change(p, q)))
            out[i] = *p;
        else if (i % CHANGES == 0)
            out[i] = changed(VERB_ESCAPES, x->p->ref);
        else
            out[i - i % CHANGES + 1] = changed(VERB_ESCAPES, x->p->contents);
    }
    a->params = out;
    if (!parts_equal(a, b))
        a->n_parts = 0;
}

/* True when r went into one of the exits. */
bool
exits_absorb(const struct explorer *x, const struct exit_record *r,
             size_t n_changes)
{
    for (size_t i = 0; i < x->exits->v.n; i++) {
        struct exit_record *a = &x->exits->v.v[i];
        if (mergeable(a, r, n_changes)) {
            merge(a, r);
            return true;
        }
        if (!x->exits->coarse || !roughly_mergeable(a, r, x->p->ref))
            continue;
        if (a->o.turn != r->o.turn)
            a->o.turn = TURN_UNKNOWN;
        merge_result(&a->o, &r->o, x->p->ref);
        merge_changes(x, a, r, n_changes);
        merge(a, r);
        return true;
    }
    return false;
}

void
exits_coarsen(const struct explorer *x, size_t n_changes)
{
    struct exits *e = x->exits;
    size_t n = e->v.n;
    struct exit_record *old = arena_copy(x->keep, e->v.v, n * sizeof *old);
    e->coarse = true;
    e->v.n = 0;
    for (size_t i = 0; i < n; i++)
        if (!exits_absorb(x, &old[i], n_changes))
            VEC_PUSH(x->summary_keep, &e->v, old[i]);
}

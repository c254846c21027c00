/* What is left over when a call was followed: from the entry down to the
 * function that alone is not even, and there to the first step that is one too
 * many. */
#include "owner.h"

static struct tracing *w;

/* The operation of the caller that goes with it, or NULL. */
static struct op *
taken_from(size_t i)
{
    const struct op *o = &w->ops[i];
    struct op *next = i + 1 < w->n_ops ? &w->ops[i + 1] : NULL;
    bool goes = o->how == RETURNED && o->change == GIVES && next != NULL &&
                next->how == RETURNED && next->change == TAKES &&
                w->acts[o->act].parent == next->act;
    return goes ? next : NULL;
}

/* Where the caller, which has it from there, returns it to its own. */
static struct op *
passed_on(const struct op *taken)
{
    struct op *o = NULL;
    for (size_t i = (size_t)(taken - w->ops) + 1; i < w->n_ops; i++) {
        struct op *up = taken_from(i);
        o = up != NULL && w->ops[i].act == taken->act ? up : o;
    }
    return o;
}

/* What a function returns without having it, and who gets it in the end does
 * not give away, was lent: that is no step at all. */
static void
loan_drop(size_t i)
{
    struct op *to = taken_from(i);
    size_t by = w->ops[i].act;
    if (to == NULL || w->acts[by].sum >= 0)
        return;
    while (to != NULL && w->acts[to->act].sum == w->acts[by].sum) {
        by = to->act;
        to = passed_on(to);
    }
    if (to == NULL || w->acts[to->act].sum < w->acts[by].sum)
        return;
    w->ops[i].change = to->change = 0;
    for (size_t at = w->ops[i].act; at != to->act; at = w->acts[at].parent)
        w->acts[at].sum++;
}

static void
acts_sum(void)
{
    for (size_t i = 0; i < w->n_ops; i++)
        w->acts[w->ops[i].act].sum += w->ops[i].change;
    for (size_t i = w->n_acts; i-- > 1;) {
        if (w->acts[i].parent != NOBODY)
            w->acts[w->acts[i].parent].sum += w->acts[i].sum;
    }
    for (size_t i = 0; i < w->n_ops; i++)
        loan_drop(i);
}

static bool
in_call(size_t act)
{
    while (act != 0 && act != NOBODY)
        act = w->acts[act].parent;
    return act == 0;
}

/* More is given than what is too much: then some of what is stored are other
 * names of what somebody owns elsewhere.  Which of them, nobody can see; but
 * what is counted or returned is given in any case. */
static void
copies_drop(int left)
{
    int more = -w->acts[0].sum - w->n;
    for (size_t i = 0; left == GIVES && more > 0 && i < w->n_ops; i++) {
        struct op *o = &w->ops[i];
        if (o->how != STORED || o->change != GIVES || !in_call(o->act))
            continue;
        o->change = 0;
        more--;
        for (size_t at = o->act; at != 0; at = w->acts[at].parent)
            w->acts[at].sum++;
        w->acts[0].sum++;
    }
}

/* The call is even: a destructor that is not, whose instance held the object,
 * or another entry, or else the call. */
static size_t
act_begin(int left)
{
    for (size_t i = 1; i < w->n_acts && w->acts[0].sum * left <= 0; i++) {
        bool may = w->acts[i].kind == END_AT_ENTRY || w->acts[i].held > 0;
        if (w->acts[i].parent == NOBODY && may && w->acts[i].sum * left > 0)
            return i;
    }
    return 0;
}

/* Whether the operation is in the function or in what it called. */
static bool
within(size_t act, size_t top, uintptr_t *ip)
{
    while (act != top && act != 0 && act != NOBODY) {
        *ip = w->acts[act].ra;
        act = w->acts[act].parent;
    }
    return act == top;
}

/* More is too much, or lost, than what there is: then several fields that are
 * hidden share what they own. */
static void
hidden_count(int left)
{
    size_t top = act_begin(left);
    int more = w->acts[top].sum * left - w->n;
    for (size_t i = 0; i < w->n_ops && more > 0; i++) {
        struct op *o = &w->ops[i];
        uintptr_t unused;
        if (!o->hidden || o->change != 0 || o->was * left > 0 ||
            !within(o->act, top, &unused))
            continue;
        o->change = o->was;
        more--;
        for (size_t at = o->act; at != top; at = w->acts[at].parent)
            w->acts[at].sum += o->was;
        w->acts[top].sum += o->was;
    }
}

/* Those of a function and of what it called, at the lines of that function. */
static struct {
    const struct op *v[MOST_OPS];
    uintptr_t at[MOST_OPS];
    size_t n;
} ops;

static void
ops_take(size_t top)
{
    ops.n = 0;
    for (size_t i = 0; i < w->n_ops; i++) {
        uintptr_t ip = w->ops[i].ip;
        if (w->ops[i].change == 0 || !within(w->ops[i].act, top, &ip))
            continue;
        ops.v[ops.n] = &w->ops[i];
        ops.at[ops.n++] = ip;
    }
}

/* What gave before anybody had taken, and what has taken and not given. */
static struct {
    size_t early[MOST_OPS], held[MOST_OPS];
    size_t n_early, n_held;
} sums;

static void
early_drop(size_t at)
{
    sums.n_early--;
    for (; at < sums.n_early; at++)
        sums.early[at] = sums.early[at + 1];
}

static uintptr_t
far(uintptr_t a, uintptr_t b)
{
    return a < b ? b - a : a - b;
}

/* The count is for what was stored before it, and not for what is stored
 * next. */
static bool
counts_back(size_t i, size_t stored)
{
    const struct op *o = ops.v[i];
    const struct op *next = i + 1 < ops.n ? ops.v[i + 1] : NULL;
    if (ops.v[stored]->how != STORED)
        return false;
    return next == NULL || next->how != STORED ||
           far(ops.v[stored]->ip, o->ip) < far(o->ip, next->ip);
}

/* A field may be released before it gets another value: that is made up for
 * there.  So is what is stored first and counted then. */
static bool
made_up(size_t o)
{
    for (size_t i = 0; i < sums.n_early && ops.v[o]->how == REMOVED; i++) {
        if (ops.v[sums.early[i]]->how == COUNTED) {
            early_drop(i);
            return true;
        }
    }
    if (ops.v[o]->how != COUNTED || sums.n_early == 0 ||
        !counts_back(o, sums.early[sums.n_early - 1]))
        return false;
    early_drop(sums.n_early - 1);
    return true;
}

static void
op_sum(size_t i)
{
    bool gives = ops.v[i]->change == GIVES;
    if (gives && sums.n_held > 0)
        sums.n_held--;
    else if (gives)
        sums.early[sums.n_early++] = i;
    else if (!made_up(i))
        sums.held[sums.n_held++] = i;
}

/* The first that gives what nobody has, or takes what nobody gives; else the
 * last of the kind. */
static size_t
op_uneven(size_t top, int left)
{
    size_t last = SIZE_MAX;
    sums.n_early = sums.n_held = 0;
    ops_take(top);
    for (size_t i = 0; i < ops.n; i++) {
        op_sum(i);
        last = ops.v[i]->change == left ? i : last;
    }
    if (left == TAKES)
        return sums.n_held > 0 ? sums.held[0] : last;
    return sums.n_early > 0 ? sums.early[0] : last;
}

/* The function that `top` called and that the operation is in, or below it. */
static size_t
act_below(size_t top, size_t act)
{
    while (act != NOBODY && act != 0 && w->acts[act].parent != top)
        act = w->acts[act].parent;
    return act == 0 ? NOBODY : act;
}

/* Who returns what it does not have is wrong in itself, whoever else gives it
 * on. */
static size_t
act_returning(size_t top, int left)
{
    size_t i = left == GIVES ? op_uneven(top, left) : SIZE_MAX;
    if (i == SIZE_MAX || ops.v[i]->how != RETURNED)
        return NOBODY;
    size_t act = act_below(top, ops.v[i]->act);
    return act != NOBODY && w->acts[act].sum * left > 0 ? act : NOBODY;
}

/* Of what a function has called: those that are not even. */
struct calls {
    size_t first, n;
    bool one; /* each is a call of the same function */
};

static struct calls
calls_uneven(size_t at, int left)
{
    struct calls c = {.one = true};
    for (size_t i = at + 1; i < w->n_acts; i++) {
        if (w->acts[i].parent != at || w->acts[i].sum * left <= 0)
            continue;
        c.first = c.n == 0 ? i : c.first;
        c.one &= w->acts[i].function == w->acts[c.first].function;
        c.n++;
    }
    return c;
}

/* The function that alone is not even. */
static size_t
act_uneven(int left)
{
    size_t at = act_begin(left);
    for (;;) {
        struct calls c = calls_uneven(at, left);
        size_t next = c.n > 1 && !c.one ? act_returning(at, left) : c.first;
        if (c.n == 0 || next == NOBODY)
            return at;
        at = next;
    }
}

/* The caller gives on what was returned to it so: that may as well be what is
 * wrong, if it was lent. */
static const struct op *
given_on(const struct op *o, uintptr_t *at)
{
    struct op *to = o->how == RETURNED ? taken_from((size_t)(o - w->ops))
                                       : NULL;
    for (const struct op *next = to; next != NULL && next < w->ops + w->n_ops;
         next++) {
        *at = next->ip;
        if (next->change == GIVES && within(next->act, to->act, at))
            return next;
    }
    return NULL;
}

/* As they were written down; those of hidden fields count only if they are to.
 */
static void
ops_reset(bool hidden)
{
    for (size_t i = 0; i < w->n_ops; i++)
        w->ops[i].change = w->ops[i].hidden && !hidden ? 0 : w->ops[i].was;
    for (size_t i = 0; i < w->n_acts; i++)
        w->acts[i].sum = 0;
}

/* What a destructor calls gives back what the instance holds, so that it is
 * looked at with all that. */
static struct uneven
uneven_with(int left, bool hidden)
{
    ops_reset(hidden);
    acts_sum();
    copies_drop(left);
    if (!hidden)
        hidden_count(left);
    struct uneven u = {.act = act_uneven(left)};
    size_t begin = act_begin(left);
    bool dies = left == GIVES && w->acts[begin].held > 0;
    size_t i = op_uneven(dies ? begin : u.act, left);
    u.op = i == SIZE_MAX ? NULL : ops.v[i];
    u.at = i == SIZE_MAX ? 0 : dies ? ops.v[i]->ip : ops.at[i];
    u.act = dies && u.op != NULL ? u.op->act : u.act;
    if (u.op != NULL && left == GIVES)
        u.onward = given_on(u.op, &u.onward_at);
    bool more = !w->frees || w->acts[u.act].sum * left > 0;
    u.certain = more && (left == TAKES ? sums.n_held : sums.n_early) > 0;
    return u;
}

/* A field that is hidden from the collector may own something for all that:
 * then the rest is even. */
struct uneven
uneven_find(struct tracing *t, int left)
{
    w = t;
    bool hides = false;
    for (size_t i = 0; i < w->n_ops; i++)
        hides |= w->ops[i].hidden;
    struct uneven u = uneven_with(left, false);
    return u.certain || !hides ? u : uneven_with(left, true);
}

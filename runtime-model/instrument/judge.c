/* What the calls of an experiment prove.
 *
 * The rule: references less our own less pointers to the object that lie
 * anywhere in memory.  What remains belongs to nobody.  It is asked only of
 * calls that went the same way every time, and a leak must show in each. */
#include "rt.h"

#include <stdlib.h>

#define MOST_CANDIDATES ((size_t)1 << 15)
#define MOST_GROUPS 256
#define DRAIN_CALLS 4000
#define DRAIN_REFERENCES 3000

static struct outcome outcomes[MOST_CALLS];

/* ---- calls
 * ------------------------------------------------------------------
 */

void
steps_report(void)
{
    if (x.steps_said)
        return;
    x.steps_said = true;
    for (size_t i = 0; i < x.n_steps; i++) {
        const struct step *s = &x.steps[i];
        log_record("step", x.trial->id, text_number(i + 1), site_text(s->ra),
                   s->api->name, text_number(s->nth),
                   s->outcome == 'f'   ? "fail"
                   : s->outcome == 'o' ? "ok"
                                       : "-",
                   NULL);
    }
}

/* The visits of the unharmed call, for the trials that follow. */
static void
control_record(void)
{
    const struct thread *t = x.thread;
    for (size_t i = 0; i < t->n_touched; i++) {
        struct shown *s = control_site(t->touched[i]->ra);
        if (s == NULL)
            continue;
        s->visits = t->touched[i]->count;
        s->api = t->touched[i]->api;
    }
}

static void
calls_warm(void)
{
    struct outcome o = {0};
    bool reached = x.natural, failed = x.natural;
    x.warming = true;
    arena_guard(true);
    for (unsigned i = 0; i < plan.warm; i++) {
        x.empty_lists = i > 0;
        experiment_call(-1, &o);
        reached |= o.reached;
        failed |= o.failed;
    }
    arena_guard(false);
    x.warming = x.empty_lists = false;
    if (!reached)
        crash_verdict("unreached", "the site was not visited that often");
    if (!failed)
        crash_verdict("infeasible", "the call did not fail");
}

static void
references_look(bool first)
{
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        intptr_t now = object_references(w->o), change = now - w->last;
        w->steady = first || (w->steady && change == w->change);
        w->change = change;
        w->last = now;
    }
}

static void
exceptions_judge(const struct outcome *o)
{
    if (o->wrong == NULL || control->wrong)
        return;
    log_record("exception", x.trial->id, o->wrong, o->exception, NULL);
    x.found = true;
}

/* Whether all measured calls took the same way. */
static bool
calls_measure(void)
{
    bool same = true;
    references_look(true);
    for (unsigned i = 0; i < plan.measured; i++) {
        struct outcome *o = &outcomes[i];
        experiment_call((int)i, o);
        references_look(i == 0);
        x.measured++;
        x.faults += o->failed;
        same = same && o->trace == outcomes[0].trace &&
               (x.natural || o->failed);
        if (i > 0)
            continue;
        if (x.natural)
            control_record();
        steps_report();
        exceptions_judge(o);
        if (x.natural && o->wrong != NULL)
            control->wrong = true;
    }
    return same;
}

bool
calls_more(unsigned n)
{
    struct outcome o;
    for (unsigned i = 0; i < n; i++) {
        experiment_call(-1, &o);
        if (o.trace != outcomes[0].trace || (!x.natural && !o.failed))
            return false;
    }
    return true;
}

/* ---- leaks
 * ------------------------------------------------------------------
 */

struct candidate {
    struct block *block;
    struct object *object; /* NULL: plain memory */
    intptr_t unexplained;
    intptr_t pointers, encoded;
};

struct group {
    uintptr_t site;
    enum family family;
    const struct type *type;
    unsigned calls; /* bits: in which of them one was lost */
    unsigned born, lost;
    const struct candidate *least;
    unsigned hidden; /* bits: a pointer may be packed somewhere */
};

static struct candidate *candidates;
static struct wanted *wants;
static size_t n_candidates;
static struct group groups[MOST_GROUPS];
static size_t n_groups;

struct wanted
want_object(const struct object *o, uintptr_t low, size_t size)
{
    bool gc = (o->type->flags & TYPE_GC) != 0;
    return (struct wanted){.low = low,
                           .high = low + size,
                           .exact = (uintptr_t)o,
                           .except = gc ? (uintptr_t)o - 16 : 0};
}

static void
candidates_collect(void)
{
    size_t most = MOST_CANDIDATES;
    if (candidates == NULL) {
        candidates = own_get(most * sizeof *candidates);
        wants = own_get(most * sizeof *wants);
    }
    n_candidates = 0;
    for (size_t i = 0; i < arena_count() && n_candidates < most; i++) {
        struct block *b = arena_at(i);
        if (b->freed || b->call < 0)
            continue;
        struct object *o = block_object(b);
        if (o != NULL && object_immortal(o)) {
            x.unobservable = true;
            continue;
        }
        candidates[n_candidates++] = (struct candidate){b, o, 0, 0, 0};
    }
}

/* Counts the pointers to all candidates, or to those of one group. */
static void
candidates_scan(bool thorough)
{
    for (size_t i = 0; i < n_candidates; i++) {
        const struct candidate *c = &candidates[i];
        const struct block *b = c->block;
        wants[i] = c->object != NULL
                       ? want_object(c->object, b->address, b->size)
                       : (struct wanted){.low = b->address,
                                         .high = b->address + b->size};
        wants[i].number = i;
    }
    scan_memory(wants, n_candidates, thorough);
    for (size_t i = 0; i < n_candidates; i++) {
        struct candidate *c = &candidates[wants[i].number];
        c->pointers = wants[i].found;
        c->encoded = wants[i].encoded;
        if (c->object != NULL)
            c->unexplained = object_references(c->object) - c->pointers;
        else
            c->unexplained = c->pointers == 0;
    }
}

static struct group *
group_of(const struct candidate *c)
{
    const struct type *type = c->object == NULL ? NULL : c->object->type;
    for (size_t i = 0; i < n_groups; i++) {
        if (groups[i].site == c->block->site && groups[i].type == type &&
            groups[i].family == c->block->family)
            return &groups[i];
    }
    if (n_groups >= MOST_GROUPS)
        return NULL;
    groups[n_groups] = (struct group){
        .site = c->block->site, .family = c->block->family, .type = type};
    return &groups[n_groups++];
}

static void
groups_make(void)
{
    n_groups = 0;
    for (size_t i = 0; i < n_candidates; i++) {
        const struct candidate *c = &candidates[i];
        struct group *g = c->unexplained < 1 ? NULL : group_of(c);
        if (g == NULL)
            continue;
        g->calls |= 1U << c->block->call;
        g->lost++;
        g->hidden |= (unsigned)(c->encoded > 0) << c->block->call;
        if (g->least == NULL || c->unexplained < g->least->unexplained)
            g->least = c;
    }
    for (size_t i = 0; i < arena_count(); i++) {
        const struct block *b = arena_at(i);
        for (size_t k = 0; k < n_groups && b->call >= 0; k++)
            groups[k].born += groups[k].site == b->site &&
                              groups[k].family == b->family;
    }
}

/* The last call may have left a stale word on the stack.  One pointer that
 * only looks packed is chance. */
static bool
group_proven(const struct group *g)
{
    unsigned all = (1U << (plan.measured - 1)) - 1;
    return (g->calls & all) == all && __builtin_popcount(g->hidden) < 2;
}

static bool
any_proven(void)
{
    bool any = false;
    for (size_t i = 0; i < n_groups; i++)
        any |= group_proven(&groups[i]);
    return any;
}

static bool
block_lost(const struct block *b)
{
    const struct object *o = block_object(b);
    const struct type *type = o == NULL ? NULL : o->type;
    for (size_t i = 0; i < n_groups; i++) {
        const struct group *g = &groups[i];
        if (g->site == b->site && g->family == b->family && g->type == type &&
            group_proven(g))
            return true;
    }
    return false;
}

static bool
no_block(const struct block *b)
{
    (void)b;
    return false;
}

/* Something outlives the calls that may remember what seems lost. */
static bool
remembered(bool (*is_lost)(const struct block *))
{
    bool remain = false;
    if (!traces_remain(is_lost, &remain))
        return true;
    x.doubtful |= remain;
    return remain;
}

static void
group_report(const struct group *g)
{
    struct shown *s = control_site(g->site);
    bool object = g->type != NULL;
    if (!x.natural && s != NULL && s->leaks)
        return;
    if (s != NULL)
        s->leaks = true;
    intptr_t references = object ? object_references(g->least->object) : 0;
    log_record(
        "leak", x.trial->id, object ? "object" : "block", site_text(g->site),
        object ? object_type_name(g->least->object) : family_name(g->family),
        text_number(g->born), text_number(g->lost),
        text_number((uint64_t)references),
        text_number((uint64_t)g->least->pointers),
        text_number(g->least->block->size), NULL);
    x.found = true;
}

/* Two calls more, in which both sides are watched, and a third for what the
 * second left on the stack.  What nobody can see being lost is dropped. */
static bool
groups_blame(void)
{
    enum { CALLS = 2 };
    ledger_begin();
    for (size_t i = 0; i < n_groups; i++) {
        if (group_proven(&groups[i]))
            ledger_expect(groups[i].site, groups[i].family);
    }
    for (int i = 0; i < CALLS; i++) {
        ledger_call(i);
        if (!calls_more(1))
            return false;
        ledger_turn(SIDE_OTHER);
    }
    ledger_call(-1);
    if (!calls_more(1))
        return false;
    ledger_close();
    for (size_t i = 0; i < n_groups; i++) {
        struct group *g = &groups[i];
        g->calls = g->type == NULL ||
                           ledger_blames(g->site, g->family, g->type, CALLS)
                       ? g->calls
                       : 0;
    }
    return true;
}

/* A group that would be proven is looked at again, for every way to pack a
 * pointer that we know. */
static void
leaks_judge(void)
{
    candidates_collect();
    if (n_candidates == 0)
        return;
    candidates_scan(false);
    groups_make();
    if (!any_proven() || scan_queued() > x.queued)
        return;
    candidates_scan(true);
    groups_make();
    if (!groups_blame() || !any_proven() || remembered(block_lost))
        return;
    for (size_t i = 0; i < n_groups; i++) {
        if (group_proven(&groups[i]))
            group_report(&groups[i]);
    }
}

/* ---- references
 * -------------------------------------------------------------
 */

static size_t
gainers_scan(bool thorough)
{
    static struct wanted w[MOST_WATCHED];
    size_t n = 0;
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *o = &x.watched[i];
        if (!o->steady || o->change <= 0)
            continue;
        w[n] = want_object(o->o, (uintptr_t)o->o, sizeof *o->o);
        w[n++].number = i;
    }
    scan_memory(w, n, thorough);
    for (size_t i = 0; i < n; i++)
        x.watched[w[i].number].pointers = w[i].found +
                                          (thorough ? w[i].encoded : 0);
    return n;
}

/* Drops those whose new references lie somewhere; how many are left. */
static size_t
gainers_sift(bool thorough)
{
    intptr_t before[MOST_WATCHED], refs[MOST_WATCHED];
    size_t left = 0;
    if (gainers_scan(thorough) == 0)
        return 0;
    for (size_t i = 0; i < x.n_watched; i++) {
        before[i] = x.watched[i].pointers;
        refs[i] = object_references(x.watched[i].o);
    }
    if (!calls_more(plan.measured))
        return 0;
    gainers_scan(thorough);
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        intptr_t gained = object_references(w->o) - refs[i];
        intptr_t seen = w->pointers - before[i];
        w->steady = w->steady && w->change > 0 &&
                    gained == w->change * (intptr_t)plan.measured &&
                    gained - seen >= (intptr_t)plan.measured - 1 &&
                    (!thorough || seen <= 0);
        left += w->steady;
        w->pointers = seen;
    }
    return left;
}

static void
refleak_report(const struct watched *w)
{
    struct shown *s = control_site((uintptr_t)w->o);
    if (!x.natural && s != NULL && s->leaks)
        return;
    if (s != NULL)
        s->leaks = true;
    log_record("refleak", x.trial->id, site_text(w->site),
               object_type_name(w->o), text_number((uint64_t)w->change),
               text_number(plan.measured),
               text_number((uint64_t)w->change * plan.measured),
               text_number((uint64_t)w->pointers), NULL);
    x.found = true;
}

/* Drops those that are counted elsewhere. */
static size_t
gainers_count(void)
{
    size_t left = 0;
    counters_begin();
    if (gainers_sift(true) == 0)
        return 0;
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        w->steady = w->steady && w->change > 0 &&
                    !counters_follow(w->o, w->change);
        left += w->steady;
    }
    return left;
}

/* Likewise for what was there before. */
static bool
gainers_blame(void)
{
    ledger_begin();
    for (size_t i = 0; i < x.n_watched; i++) {
        if (x.watched[i].steady && x.watched[i].change > 0)
            ledger_watch(x.watched[i].o);
    }
    ledger_call(0);
    if (!calls_more(2))
        return false;
    ledger_turn(SIDE_OTHER);
    ledger_call(-1);
    size_t left = 0;
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        w->steady = w->steady && w->change > 0 && ledger_blames_for(w->o);
        left += w->steady;
    }
    return left > 0;
}

static void
losers_judge(void)
{
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        intptr_t others = object_references(w->o) - PIN;
        if (!w->steady || w->change >= 0 || others > DRAIN_REFERENCES)
            continue;
        for (unsigned n = 0; n < DRAIN_CALLS && others >= 0; n++) {
            if (!calls_more(1))
                break;
            others = object_references(w->o) - PIN;
        }
        if (others >= 0)
            continue;
        log_record("overdecref", x.trial->id, site_text(w->site),
                   object_type_name(w->o), text_number((uint64_t)-w->change),
                   text_number(plan.measured), text_number((uint64_t)-others),
                   NULL);
        x.found = true;
    }
}

static void
references_judge(void)
{
    bool counted[MOST_WATCHED] = {false};
    for (size_t i = 0; i < x.n_watched; i++)
        counted[i] = x.watched[i].steady && x.watched[i].change < 0;
    if (gainers_sift(false) > 0 && scan_queued() <= x.queued &&
        gainers_count() > 0 && gainers_blame() && !remembered(no_block)) {
        for (size_t i = 0; i < x.n_watched; i++) {
            const struct watched *w = &x.watched[i];
            if (w->steady && w->change > 0)
                refleak_report(w);
        }
    }
    for (size_t i = 0; i < x.n_watched; i++)
        x.watched[i].steady = counted[i];
    losers_judge();
}

/* ---- all of it
 * --------------------------------------------------------------
 */

static void
freed_judge(void)
{
    arena_verify();
    for (size_t i = 0; i < arena_count(); i++) {
        const struct block *b = arena_at(i);
        if (!b->written)
            continue;
        log_record("uaf", x.trial->id, "written", site_text(b->site),
                   site_text(b->freed_by), "-", family_name(b->family), "-",
                   NULL);
        x.found = true;
        return;
    }
}

static void
instances_judge(void)
{
    struct outcome o;
    x.ending = true;
    struct object *self = (struct object *)x.args[0];
    if (x.hook->entry->result == 'o' && calls_more(1)) {
        intptr_t args[6];
        memcpy(args, x.args, sizeof args);
        o.value = hook_invoke(x.hook, args);
        py.PyErr_Clear();
        if (o.value != 0)
            traverse_check((struct object *)o.value);
    }
    if (self != NULL && object_valid(self))
        traverse_check(self);
}

void
judge(void)
{
    calls_warm();
    bool same = calls_measure();
    if (same && !arena_full()) {
        leaks_judge();
        references_judge();
    }
    freed_judge();
    if (x.natural)
        instances_judge();
    if (x.found)
        crash_verdict("found", "-");
    if (!same && !x.natural && x.faults == 0)
        crash_verdict("infeasible", "the call did not fail again");
    if (!same)
        crash_verdict("diverged", "the calls went different ways");
    if (arena_full())
        crash_verdict("refused", "the calls need too much memory");
    if (x.doubtful)
        crash_verdict("doubtful", "what outlives the calls may remember it");
    if (x.unobservable)
        crash_verdict("unobservable", "immortal objects were made");
    crash_verdict("clean", "-");
}

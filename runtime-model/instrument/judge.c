/* What the calls of an experiment prove.
 *
 * The rule: references less our own less pointers to the object that lie
 * anywhere in memory.  What remains belongs to nobody.  It is asked only of
 * calls that went the same way every time, and a leak must show in each. */
#include "alone.h"
#include "history.h"

#include <stdlib.h>

#define SETTLE_CALLS 600
#define SETTLED 12
#define SETTLE_WORK 1500 /* ms */
#define DRAIN_CALLS 4000
#define DRAIN_REFERENCES 3000
/* With so many more, calls are made quickly, one after the other. */
#define HASTE_REFERENCES 200000
#define HASTE_CALLS 200000
#define HASTE_MEMORY ((size_t)256 << 20)

static struct outcome outcomes[MOST_CALLS];

/* ---- calls -------------------------------------------------------------- */

void
steps_report(void)
{
    if (x.steps_said)
        return;
    x.steps_said = true;
    for (size_t i = 0; i < x.n_errors; i++)
        log_record("fault", x.trial->id, chain_text(x.errors[i]), NULL);
    for (size_t i = 0; i < x.n_steps; i++) {
        const struct step *s = &x.steps[i];
        log_record("step", x.trial->id, text_number(i + 1), site_text(s->ra),
                   s->api->name, text_number(s->nth),
                   s->outcome == 'f'   ? "fail"
                   : s->outcome == 'o' ? "ok"
                   : s->outcome == 'n' ? "none"
                   : s->outcome == 'i' ? "immortal"
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
        s->listed = t->touched[i]->listed;
    }
}

/* Calls of the API in the same order as in a trial before, which showed
 * nothing. */
static bool
way_known(uint64_t way)
{
    for (size_t i = 0; i < control->n_ways; i++) {
        if (control->ways[i] == way)
            return true;
    }
    return false;
}

static void
way_note(uint64_t way)
{
    size_t most = sizeof control->ways / sizeof *control->ways;
    bool own = x.natural && trial_usual(x.trial);
    if ((own || x.trial->varies) && control->n_ways < most && !way_known(way))
        control->ways[control->n_ways++] = way;
}

/* ---- on an instance of its own ------------------------------------------ */

#define MOST_WORDS 128

/* The fields of what the call is made on. */
static size_t
self_copy(uintptr_t *words)
{
    const struct object *self = (const struct object *)x.args[0];
    if (x.anew || x.trial->ends || x.trial->again || x.hook->entry->once ||
        strcmp(x.hook->entry->name, "tp_init") == 0 ||
        x.hook->entry->args[0] != 'o' || !history_has(self))
        return 0;
    size_t n = (size_t)self->type->basicsize / 8 - 2;
    n = n < MOST_WORDS ? n : MOST_WORDS;
    memcpy(words, self + 1, n * sizeof *words);
    return n;
}

/* The first call did what no other can do. */
static void
alters_note(const struct outcome *first, const uintptr_t *words, size_t n)
{
    const struct object *self = (const struct object *)x.args[0];
    static struct outcome kept;
    kept = *first;
    x.first = n > 0 ? &kept : NULL;
    /* An iterator may walk on in what its fields point to. */
    x.alters = n > 0 && (strcmp(x.hook->entry->name, "tp_iternext") == 0 ||
                         memcmp(words, self + 1, n * sizeof *words) != 0);
}

/* The trial is to be made once more, on instances of its own; or with a
 * single call, when there are none. */
static void
anew_ask(bool same)
{
    const struct outcome *now = &outcomes[0];
    control->alone[x.job] = !x.found &&
                            (!same || x.anew || alone_differs(now));
    if (x.first != NULL && !x.found &&
        (x.alters || !same || x.first->trace != now->trace))
        control->anew[x.job] = true;
}

static void
warm_up(bool *reached, bool *failed)
{
    uintptr_t words[MOST_WORDS];
    size_t n = x.first == NULL ? self_copy(words) : 0;
    struct outcome o = {0};
    x.warming = true;
    arena_guard(true);
    alone_begin();
    for (unsigned i = 0; i < plan.warm; i++) {
        x.empty_lists = i > 0 || x.knows_lists;
        experiment_call(-1, &o);
        *reached |= o.reached;
        *failed |= o.failed;
        if (i == 0)
            alone_first(&o);
        if (i == 0 && n > 0)
            alters_note(&o, words, n);
        if (i == 0 && x.trial->varies && !x.trial->again && o.wrong == NULL &&
            way_known(o.way)) {
            vary_idle(x.trial->nth); /* others need not ask, either */
            crash_verdict("refused", "it goes a way that is known");
        }
    }
    /* The first may have found what was left by others. */
    *failed = *failed && (x.natural || o.failed);
    arena_guard(false);
    x.warming = x.empty_lists = false;
}

static void
calls_warm(void)
{
    bool reached = x.natural, failed = x.natural;
    warm_up(&reached, &failed);
    if (!failed && hoard_possible()) {
        x.hoards = true;
        warm_up(&reached, &failed);
    }
    control->anew[x.job] = x.first != NULL && reached && !failed &&
                           x.first->failed;
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
        intptr_t now = object_references(w->o),
                 change = now - w->last - w->drift;
        w->steady = !w->restless &&
                    (first || (w->steady && change == w->change));
        w->change = change;
        w->total = first ? change : w->total + change;
        w->last = now;
    }
}

static void
exceptions_judge(const struct outcome *o)
{
    if (o->wrong == NULL || (control->wrong && trial_usual(x.trial)))
        return;
    log_record("exception", x.trial->id, o->wrong, o->exception, NULL);
    x.found = true;
}

/* What each call has to lose, none of the first two has lost. */
static bool
nothing_lost(void)
{
    for (size_t i = 0; i < x.n_watched; i++) {
        if (x.watched[i].steady && x.watched[i].change != 0)
            return false;
    }
    return !arena_keeps();
}

/* What making an instance and its end do is not the call's doing. */
static void
drifts_note(void)
{
    intptr_t first[MOST_WATCHED];
    references_look(true);
    experiment_no_call();
    references_look(true);
    for (size_t i = 0; i < x.n_watched; i++)
        first[i] = x.watched[i].change;
    experiment_no_call();
    references_look(true);
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        w->drift = w->change;
        w->restless = w->change != first[i];
    }
}

/* Whether all measured calls took the same way. */
static bool
calls_measure(void)
{
    bool same = true;
    if (x.anew)
        drifts_note();
    references_look(true);
    for (unsigned i = 0; i < plan.measured; i++) {
        struct outcome *o = &outcomes[i];
        experiment_call((int)i, o);
        references_look(i == 0);
        x.measured++;
        x.faults += o->failed;
        same = same && o->trace == outcomes[0].trace &&
               (x.natural || o->failed);
        if (i == 1 && same && x.trial->varies && nothing_lost())
            return true;
        if (i > 0)
            continue;
        if (x.natural)
            control_record();
        steps_report();
        exceptions_judge(o);
        if (x.natural && trial_usual(x.trial) && o->wrong != NULL)
            control->wrong = true;
    }
    return same;
}

/* What the extension keeps for reuse may be used up by and by, or may have to
 * fill first: calls go different ways until then. */
static bool
calls_settle(void)
{
    struct outcome o;
    uint64_t end = work_ms() + SETTLE_WORK, last = 0;
    unsigned same = 0;
    for (unsigned n = 0; n < SETTLE_CALLS && same < SETTLED; n++) {
        if (work_ms() > end)
            return false;
        x.haste = true;
        experiment_call(-1, &o);
        x.haste = false;
        same = n > 0 && o.trace == last && (x.natural || o.failed) ? same + 1
                                                                   : 0;
        last = o.trace;
    }
    if (same < SETTLED)
        return false;
    arena_forget();
    x.measured = x.faults = 0;
    x.steps_said = false;
    log_record("anew", x.trial->id, NULL);
    return true;
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

static bool
call_in_haste(void)
{
    struct outcome o;
    x.haste = true;
    experiment_call(-1, &o);
    x.haste = false;
    return o.trace == outcomes[0].trace && (x.natural || o.failed);
}

/* ---- references --------------------------------------------------------- */

static size_t
gainers_scan(bool thorough)
{
    static struct wanted w[MOST_WATCHED];
    size_t n = 0;
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *o = &x.watched[i];
        o->steady = o->steady && !varied_known((uintptr_t)o->o);
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
        intptr_t gained = object_references(w->o) - refs[i] -
                          w->drift * (intptr_t)plan.measured;
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

static const char *
givers_text(const struct watched *w)
{
    static char text[256];
    size_t n = 0;
    for (size_t i = 0; i < 4 && w->givers[i] != 0; i++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s",
                              i == 0 ? "" : ";", site_text(w->givers[i]));
    return n == 0 ? "-" : text;
}

void
refleak_report(const struct watched *w)
{
    struct shown *s = control_site((uintptr_t)w->o);
    if (!x.natural && s != NULL && s->leaks)
        return;
    if (s != NULL) {
        s->leaks = true;
        s->plainly |= x.natural;
    }
    if (x.hook->entry->once)
        return;
    varied_note((uintptr_t)w->o);
    log_record("refleak", x.trial->id, site_text(w->site),
               object_type_name(w->o), text_number((uint64_t)w->change),
               text_number(plan.measured),
               text_number((uint64_t)w->change * plan.measured),
               text_number((uint64_t)w->pointers), site_text(w->given),
               fields_text((uintptr_t)w->o, (uintptr_t)w->o + 1),
               givers_text(w), NULL);
    owner_wish("refleak", w->o, NULL, w->site, 1);
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

/* Most of the references to something that everybody has, such as None: what
 * is left of them.  The rest is done with care. */
static intptr_t
drain_in_haste(const struct watched *w)
{
    size_t memory = arena_used();
    uint64_t end = work_ms() + plan.limit * 1000 / 2;
    intptr_t others = object_references(w->o) - PIN;
    for (int n = 0; n < HASTE_CALLS && others > DRAIN_REFERENCES; n++) {
        x.late |= work_ms() > end;
        if (x.late || arena_used() - memory > HASTE_MEMORY || !call_in_haste())
            break;
        others = object_references(w->o) - PIN;
    }
    return others;
}

/* It may be lost at least once in each call, even if what the interpreter
 * does beside takes or gives some more: that all there were are gone in the
 * end is what counts. */
static bool
may_run_out(const struct watched *w)
{
    bool falls = w->steady ? w->change < 0
                           : w->total <= -(intptr_t)plan.measured;
    return falls && w->drift <= 0 && !varied_known((uintptr_t)w->o) &&
           object_references(w->o) - PIN <= HASTE_REFERENCES;
}

static uint64_t
lost_per_call(const struct watched *w)
{
    return (uint64_t)(w->steady ? -w->change
                                : -w->total / (intptr_t)plan.measured);
}

static void
losers_judge(void)
{
    for (size_t i = 0; i < x.n_watched; i++) {
        struct watched *w = &x.watched[i];
        if (!may_run_out(w))
            continue;
        intptr_t others = drain_in_haste(w);
        if (others > DRAIN_REFERENCES)
            continue;
        for (unsigned n = 0; n < DRAIN_CALLS && others >= 0; n++) {
            if (!calls_more(1))
                break;
            others = object_references(w->o) - PIN;
        }
        if (others >= 0)
            continue;
        varied_note((uintptr_t)w->o);
        log_record("overdecref", x.trial->id, site_text(w->site),
                   object_type_name(w->o), text_number(lost_per_call(w)),
                   text_number(plan.measured), text_number((uint64_t)-others),
                   site_text(w->given), givers_text(w), NULL);
        owner_wish("overdecref", w->o, NULL, w->site, -(int)lost_per_call(w));
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
        gainers_count() > 0 && gainers_blame() && !remembered(leaks_have)) {
        for (size_t i = 0; i < x.n_watched; i++) {
            const struct watched *w = &x.watched[i];
            if (w->steady && w->change > 0)
                refleak_report(w);
        }
    }
    for (size_t i = 0; i < x.n_watched; i++)
        x.watched[i].steady = counted[i];
    if (!x.hook->entry->once)
        losers_judge();
}

/* ---- all of it ---------------------------------------------------------- */

static void
freed_judge(void)
{
    arena_verify();
    for (size_t i = 0; i < arena_count() && !x.hook->entry->once; i++) {
        const struct block *b = arena_at(i);
        if (!b->written)
            continue;
        log_record("uaf", x.trial->id, "written", site_text(b->site),
                   site_text(b->freed_by), "-", family_name(b->family), "-",
                   site_text(b->given), NULL);
        x.found = true;
        return;
    }
}

/* What the entry gives when it is called once more, or NULL. */
static struct object *
result_again(void)
{
    intptr_t args[6];
    struct object *o;
    memcpy(args, x.args, sizeof args);
    if (x.hook->entry->result != 'o')
        return NULL;
    o = (struct object *)hook_invoke(x.hook, args);
    py.PyErr_Clear();
    return o;
}

static void
result_judge(void)
{
    struct object *o = result_again();
    if (o == NULL)
        return;
    struct type *t = o->type;
    py.Py_IncRef(&t->base); /* outlives o, if only here */
    death_untracked(o);
    death_check(o);
    death_of_subclass(t);
    o = result_again();
    if (o != NULL)
        traverse_check(o);
}

/* What the call is made on; the end of that of a user is the last thing. */
static void
self_judge(void)
{
    bool init = strcmp(x.hook->entry->name, "tp_init") == 0;
    struct object *self = experiment_instance();
    if (self == NULL || !object_valid(self))
        return;
    struct type *t = self->type;
    death_untracked(self);
    if (init) {
        cycles_probe();
        death_check(self);
        self = experiment_instance();
    }
    death_of_subclass(t);
    if (self != NULL && object_valid(self))
        traverse_check(self);
}

static void
instances_judge(void)
{
    x.ending = true;
    if (x.hook->entry->once) {
        struct object *module = experiment_module();
        if (module != NULL)
            deaths_in(module);
        if (module != NULL)
            traverse_module(module);
        return;
    }
    if (calls_more(1))
        result_judge();
    self_judge();
}

void
judge(void)
{
    calls_warm();
    if (x.trial->varies && vary_idle(x.trial->nth))
        crash_verdict("refused", "nobody asks that often");
    if (x.trial->ends) {
        experiment_call(-1, &outcomes[0]); /* what the next has to be like */
        instances_judge();
        crash_verdict(x.found ? "found" : "clean", "-");
    }
    bool same = calls_measure();
    if (same && x.measured < plan.measured) {
        freed_judge();
        anew_ask(same);
        if (!x.found)
            way_note(outcomes[0].way);
        crash_verdict(x.found ? "found" : "clean", "-");
    }
    if (!same && (x.natural || x.faults > 0) && calls_settle())
        same = calls_measure();
    if (x.trial->again)
        same = calls_more(1) && same;
    if (same && !arena_full()) {
        leaks_judge();
        references_judge();
    }
    freed_judge();
    owners_find();
    if (x.natural && trial_usual(x.trial) && !x.anew)
        instances_judge();
    anew_ask(same);
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
    if (x.late)
        crash_verdict("refused", "it would take too long to release it all");
    if (x.crowded)
        crash_verdict("unobservable", "there are too many objects to watch");
    if (x.unobservable)
        crash_verdict("unobservable", "immortal objects were made");
    way_note(outcomes[0].way);
    crash_verdict("clean", "-");
}

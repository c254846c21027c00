/* What the trials of a claim say of it.
 *
 * A rule claims that something goes wrong with one object at one place; only
 * a record of that kind, about an object from that place, shows it.  Only
 * natural and genuine trials are proof.  A clean trial speaks against the
 * claim when its calls went through every step of the path that the runtime
 * can see. */
#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "tally.h"
#include "way.h"

const char *
claim_outcome_name(enum outcome_of_claim o)
{
    static const char *const names[] = {
        [CLAIM_REPRODUCED] = "reproduced",
        [CLAIM_CONTRADICTED] = "contradicted",
        [CLAIM_REACHED_CLEAN] = "reached-clean",
        [CLAIM_NOT_REACHED] = "not-reached",
        [CLAIM_INFEASIBLE] = "infeasible",
        [CLAIM_INCONCLUSIVE] = "inconclusive",
    };
    return names[o];
}

struct judge {
    arena *keep;
    const struct recording *r;
    const struct claim *c, *all;
    size_t n_all;
    const struct trial *trial; /* that is looked at, or NULL */
    bool on_way;               /* it went through the steps of the claim */
    bool unharmed;             /* no fault was made in it */
    bool failed_there;         /* its fault was below the failing step */
    bool failed_last;          /* ... and nothing else failed after it */
    bool failed_close;         /* it was between that step and the exit */
};

static const char *
field(const struct log_sight *s, size_t i)
{
    return i < s->n_fields ? s->fields[i] : "-";
}

static unsigned long
count(const struct log_sight *s, size_t i)
{
    return strtoul(field(s, i), NULL, 10);
}

/* ---- places ------------------------------------------------------------- */

static bool
at_line(const struct judge *j, const char *text, bool call)
{
    struct code_place at[MAX_FRAMES];
    const struct place *p = &j->c->finding->place;
    uint32_t last = p->end_line > p->line ? p->end_line : p->line;
    size_t n = recording_place(j->r, text, call, at, MAX_FRAMES);
    for (size_t i = 0; i < n; i++)
        if (path_matches(at[i].file, p->file) && at[i].line >= p->line &&
            at[i].line <= last)
            return true;
    return false;
}

static bool
passes(const struct judge *j, const char *chains, const struct place *step)
{
    return chains_pass(j->keep, j->r, chains, step);
}

/* The innermost place of a chain that is no inline function of Python's own
 * headers lies on the finding's line. */
static bool
at_end_of(const struct judge *j, const char *chain)
{
    struct code_place at[MAX_FRAMES];
    while (*chain != '\0' && *chain != '-') {
        size_t length = strcspn(chain, ",;");
        const char *one = arena_strndup(j->keep, chain, length);
        size_t n = recording_place(j->r, one, true, at, MAX_FRAMES);
        for (size_t i = 0; i < n; i++)
            if (strstr(at[i].file, "/include/") == NULL)
                return place_on(&at[i], &j->c->finding->place);
        chain += length + (chain[length] != '\0');
    }
    return false;
}

static bool
in_function(const struct judge *j, const char *text, bool call)
{
    struct code_place at[MAX_FRAMES];
    const char *function = j->c->finding->function;
    size_t n = recording_place(j->r, text, call, at, MAX_FRAMES);
    for (size_t i = 0; i < n; i++)
        if (place_in_function(&at[i], function, j->c->finding->file))
            return true;
    return false;
}

/* ---- kinds of claims ---------------------------------------------------- */

/* Each: does this sight show the claim?  *n of *of calls did. */
struct shown {
    unsigned long n, of;
    const char *type;
    bool traced; /* the calls in progress are those of the claim */
};

/* The object is older than the step that it comes from, so that a run names
 * another call. */
static bool
nameless(const struct claim *c)
{
    return c->born.n == 0 || c->lent;
}

/* A function of the project gives it, which may be what it was given. */
static bool
returns_argument(const struct judge *j)
{
    return j->c->relayed && !j->c->wants_failure && j->unharmed &&
           !j->trial->varies;
}

/* No call that was watched gave or took the object: the function that the
 * finding is in got it from Python, itself or in what holds it, and went
 * where the finding goes. */
static bool
is_argument(const struct judge *j, const char *site)
{
    return strcmp(site, "-") == 0 && j->trial != NULL &&
           (nameless(j->c) || j->on_way || returns_argument(j)) &&
           in_function(j, j->trial->hit->entry, false);
}

/* What a call gives may be older, as a list is that PySequence_Fast() takes:
 * then only a trial that went the way of the claim says that it is this. */
static bool
was_given(const struct judge *j, const char *site)
{
    return j->on_way && sites_have(&j->c->born, site);
}

/* It was made below the step that it comes from, whoever called the API, and
 * what has to fail failed below its own step, unless the claim is made of
 * other exits, too. */
static bool
was_made(const struct judge *j, const char *chains)
{
    const struct place *birth = j->c->birth, *end = &j->c->finding->place;
    bool any_exit = j->c->finding->n_also > 0;
    if (!j->failed_there && !j->failed_close && j->c->wants_failure &&
        !any_exit)
        return false;
    if (passes(j, chains, birth))
        return true;
    /* A compiler may give all of a statement the line where it begins. */
    struct place statement = *end;
    if (birth == NULL || end->line >= birth->line)
        return false;
    statement.end_line = birth->line;
    return passes(j, chains, &statement);
}

/* Several calls may be tested at once: what failed is another of them, behind
 * the claim's own and before the exit that it names. */
static bool
fails_close(const struct judge *j, const char *chains)
{
    const struct finding *f = j->c->finding;
    const struct place *failure = j->c->failure;
    struct place between = f->place;
    if (failure == NULL || f->place.line <= failure->line ||
        !path_matches(failure->file, f->place.file))
        return false;
    between.line = failure->line;
    between.end_line = f->place.line;
    return passes(j, chains, &between);
}

/* It stood in the field that the finding speaks of, and did not any more. */
static bool
was_in_field(const struct judge *j, const char *offsets)
{
    char *end;
    if (j->c->field == 0 || j->trial == NULL ||
        !in_function(j, j->trial->hit->entry, false))
        return false;
    for (const char *at = offsets; *at != '\0' && *at != '-'; at = end) {
        at += *at == ',';
        if (strtoull(at, &end, 10) == j->c->field)
            return true;
        if (end == at)
            return false;
    }
    return false;
}

/* `givers`: the calls that gave it later, or NULL where only those are known
 * that made it.  What the claim's own call lends, that call has given. */
static bool
is_subject(const struct judge *j, const char *site, const char *givers)
{
    if (sites_have(&j->c->born, site))
        return true;
    if (givers != NULL && j->c->lent && j->c->called)
        return passes(j, givers, j->c->birth);
    return is_argument(j, site) ||
           (nameless(j->c) && in_function(j, site, true));
}

/* By the claim something has to fail, and in this call nothing did: what a
 * caller of that function does with what it was given is another matter. */
static bool
another_matter(const struct judge *j)
{
    struct code_place at[MAX_FRAMES];
    const struct log_hit *hit = j->trial == NULL ? NULL : j->trial->hit;
    if (hit == NULL ||
        recording_place(j->r, hit->entry, false, at, MAX_FRAMES) == 0)
        return false;
    return j->c->wants_failure && j->unharmed && !j->on_way &&
           !j->failed_there && !j->failed_close &&
           j->c->finding->n_also == 0 && !in_function(j, hit->entry, false);
}

static bool
shows_leak(const struct judge *j, const struct log_sight *s, struct shown *out)
{
    if (strcmp(s->what, "leak") == 0) {
        bool traced = was_made(j, field(s, 9));
        *out = (struct shown){count(s, 4), count(s, 3), field(s, 2), traced};
        return traced || was_given(j, field(s, 8)) ||
               (strcmp(field(s, 1), "-") != 0 && !another_matter(j) &&
                is_subject(j, field(s, 1), NULL));
    }
    *out = (struct shown){count(s, 3), count(s, 3), field(s, 1), false};
    return strcmp(s->what, "refleak") == 0 &&
           ((!another_matter(j) && is_subject(j, field(s, 0), field(s, 8))) ||
            was_given(j, field(s, 6)));
}

/* Its last reference was released where the finding says. */
static bool
was_released(const struct judge *j, const char *freed)
{
    const struct finding *f = j->c->finding;
    for (size_t i = 0; i < f->n_steps; i++)
        if (strcmp(f->steps[i].kind, "decref") == 0 &&
            passes(j, freed, &f->steps[i].place))
            return true;
    return false;
}

/* The object is known by its birth; else by what touches it when it dies. */
static bool
shows_excess(const struct judge *j, const struct log_sight *s,
             struct shown *out)
{
    const struct site_list *born = &j->c->born;
    if (strcmp(s->what, "uaf") == 0) {
        bool born_there = sites_have(born, field(s, 1)),
             given_there = sites_have(born, field(s, 6));
        bool used_there = was_released(j, field(s, 2)) ||
                          at_line(j, field(s, 3), true) ||
                          at_line(j, field(s, 5), false) ||
                          at_end_of(j, field(s, 7));
        *out = (struct shown){1, 1, NULL,
                              (born_there || given_there) && used_there};
        bool known = chains_known(j->keep, j->r, field(s, 2)) ||
                     chains_known(j->keep, j->r, field(s, 8));
        return (born_there &&
                (used_there || (!known && !another_matter(j)))) ||
               ((nameless(j->c) || given_there) && used_there);
    }
    if (strcmp(s->what, "overdecref") == 0) {
        *out = (struct shown){count(s, 3), count(s, 3), field(s, 1), false};
        return (!another_matter(j) &&
                is_subject(j, field(s, 0), field(s, 6))) ||
               was_given(j, field(s, 5));
    }
    return false;
}

/* The call whose result is NULL was made to fail, and then NULL was passed
 * on there. */
static bool
was_passed(const struct judge *j, const char *chain)
{
    const struct trial *t = j->trial;
    return t != NULL && t->site != NULL &&
           sites_have(&j->c->failing, t->site->id) &&
           passes(j, chain, &j->c->finding->place);
}

/* The process died of that NULL before it came to the finding's line. */
static bool
died_before(const struct judge *j, const char *chain)
{
    struct code_place at[MAX_FRAMES];
    const struct finding *f = j->c->finding;
    if (j->trial == NULL || !j->failed_there ||
        (j->trial->site == NULL && !j->trial->varies))
        return false;
    for (; *chain != '\0'; chain += *chain != '\0') {
        size_t length = strcspn(chain, ",;");
        const char *one = arena_strndup(j->keep, chain, length);
        size_t n = recording_place(j->r, one, true, at, MAX_FRAMES);
        for (size_t i = 0; i < n; i++)
            if (place_in_function(&at[i], f->function, f->file) &&
                at[i].line > j->c->failure->line &&
                at[i].line <= f->place.line)
                return true;
        chain += length;
    }
    return false;
}

static bool
shows_null(const struct judge *j, const struct log_sight *s, struct shown *out)
{
    *out = (struct shown){1, 1, NULL, false};
    return strcmp(s->what, "crash") == 0 && strcmp(field(s, 4), "null") == 0 &&
           sight_is_placed(s) &&
           (at_line(j, field(s, 1), false) || at_line(j, field(s, 2), true) ||
            at_end_of(j, field(s, 5)) || was_passed(j, field(s, 5)) ||
            died_before(j, field(s, 5)) ||
            (j->trial != NULL && j->trial->deletes));
}

/* What is written through an address that nobody gave. */
static bool
shows_format(const struct judge *j, const struct log_sight *s,
             struct shown *out)
{
    *out = (struct shown){1, 1, NULL, false};
    return strcmp(s->what, "crash") == 0 && at_line(j, field(s, 2), true);
}

static bool
shows_exception(const struct judge *j, const struct log_sight *s,
                struct shown *out)
{
    const char *rule = j->c->finding->rule->id;
    const char *what = strcmp(rule, "EXC001") == 0 ? "null-without-exception"
                                                   : "result-with-exception";
    *out = (struct shown){1, 1, NULL, false};
    if (strcmp(s->what, "boundary") == 0)
        return strcmp(field(s, 1), what) == 0 &&
               in_function(j, field(s, 0), false);
    return strcmp(s->what, "exception") == 0 && strcmp(field(s, 0), what) == 0;
}

static bool
shows_pending(const struct judge *j, const struct log_sight *s,
              struct shown *out)
{
    *out = (struct shown){1, 1, NULL, false};
    return strcmp(s->what, "pending") == 0 && at_line(j, field(s, 0), true);
}

static bool
shows_family(const struct judge *j, const struct log_sight *s,
             struct shown *out)
{
    *out = (struct shown){1, 1, field(s, 0), false};
    return strcmp(s->what, "family") == 0 && at_line(j, field(s, 3), true);
}

static bool
shows_thread(const struct judge *j, const struct log_sight *s,
             struct shown *out)
{
    *out = (struct shown){1, 1, NULL, false};
    return strcmp(s->what, "thread") == 0 && at_line(j, field(s, 0), true);
}

/* Whichever trial had an instance first says it for all.  The state of a
 * module has many fields, and they are told apart. */
static bool
shows_traverse(const struct judge *j, const struct log_sight *s,
               struct shown *out)
{
    *out = (struct shown){1, 1, field(s, 2), false};
    return strcmp(s->what, "traverse") == 0 &&
           strcmp(field(s, 4), "none") != 0 &&
           (strcmp(field(s, 0), "module") != 0 ||
            count(s, 1) == j->c->field) &&
           in_function(j, field(s, 5), false);
}

/* It was made on the finding's line for a field, and is in none any more. */
static bool
was_replaced(const struct judge *j, const struct log_sight *s)
{
    return strcmp(s->what, "leak") == 0 && strcmp(field(s, 10), "-") != 0 &&
           passes(j, field(s, 9), &j->c->finding->place);
}

/* A new value lies in the field; what was there is nowhere. */
static bool
shows_overwriting(const struct judge *j, const struct log_sight *s,
                  struct shown *out)
{
    bool leak = strcmp(s->what, "leak") == 0;
    *out = leak ? (struct shown){count(s, 4), count(s, 3), field(s, 2), false}
                : (struct shown){count(s, 3), count(s, 3), field(s, 1), false};
    return (leak || strcmp(s->what, "refleak") == 0) &&
           (was_in_field(j, field(s, leak ? 10 : 7)) || was_replaced(j, s));
}

static bool
shows_death(const struct judge *j, const struct log_sight *s,
            struct shown *out)
{
    bool kept = strcmp(j->c->finding->rule->id, "TYP005") == 0;
    *out = (struct shown){1, 1, field(s, 0), false};
    return strcmp(s->what, kept ? "kept" : "misfreed") == 0 &&
           in_function(j, field(s, 1), false);
}

/* The way round says the offset of each field: "Box+16 > list > Box". */
static bool
shows_cycle(const struct judge *j, const struct log_sight *s,
            struct shown *out)
{
    const char *type = j->c->type;
    *out = (struct shown){1, 1, field(s, 0), false};
    if (strcmp(s->what, "cycle") != 0 || type == NULL ||
        strcmp(field(s, 0), type) != 0)
        return false;
    const char *dot = strrchr(type, '.');
    const char *link = arena_printf(j->keep, "%s+%llu > ",
                                    dot == NULL ? type : dot + 1,
                                    (unsigned long long)j->c->field);
    return j->c->field == 0 || strstr(field(s, 2), link) != NULL;
}

static bool
shows_locked(const struct judge *j, const struct log_sight *s,
             struct shown *out)
{
    *out = (struct shown){1, 1, NULL, false};
    return strcmp(s->what, "locked") == 0 &&
           (sites_have(&j->c->born, field(s, 0)) ||
            in_function(j, field(s, 0), true));
}

static bool
shows_early(const struct judge *j, const struct log_sight *s,
            struct shown *out)
{
    *out = (struct shown){1, 1, field(s, 0), false};
    return strcmp(s->what, "early") == 0 && j->c->type != NULL &&
           strcmp(field(s, 0), j->c->type) == 0;
}

static const struct kind {
    const char *rule;
    const char *engine; /* in the database */
    bool (*shows)(const struct judge *, const struct log_sight *,
                  struct shown *);
} kinds[] = {
    {"REF001", "fault-injection", shows_leak},
    {"MOD001", "fault-injection", shows_leak},
    {"MEM003", "fault-injection", shows_leak},
    {"MEM005", "fault-injection", shows_leak},
    {"MEM006", "fault-injection", shows_leak},
    {"REF002", "fault-injection", shows_excess},
    {"REF003", "fault-injection", shows_excess},
    {"REF004", "fault-injection", shows_excess},
    {"REF005", "fault-injection", shows_excess},
    {"REF006", "fault-injection", shows_excess},
    {"MEM004", "fault-injection", shows_excess},
    {"MEM007", "fault-injection", shows_excess},
    {"NUL001", "fault-injection", shows_null},
    {"NUL002", "fault-injection", shows_null},
    {"ARG001", "fault-injection", shows_format},
    {"EXC001", "fault-injection", shows_exception},
    {"EXC002", "fault-injection", shows_exception},
    {"EXC003", "fault-injection", shows_pending},
    {"EXC005", "fault-injection", shows_exception},
    {"MEM001", "allocator", shows_family},
    {"GIL001", "gil-watch", shows_thread},
    {"MEM002", "gil-watch", shows_thread},
    {"FTH001", "fault-injection", shows_locked},
    {"TYP001", "ledger", shows_traverse},
    {"TYP002", "ledger", shows_cycle},
    {"TYP005", "ledger", shows_death},
    {"TYP008", "ledger", shows_early},
    {"TYP009", "allocator", shows_death},
    {"TYP011", "ledger", shows_overwriting},
};

/* One instance is looked at for all trials. */
static bool
speaks_for_all(const struct kind *k)
{
    return k != NULL &&
           (k->shows == shows_traverse || k->shows == shows_death ||
            k->shows == shows_pending || k->shows == shows_cycle ||
            k->shows == shows_early);
}

static const struct kind *
kind_of(const struct claim *c)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].rule, c->finding->rule->id) == 0)
            return &kinds[i];
    return NULL;
}

/* ---- one trial ---------------------------------------------------------- */

static bool
same_call(const struct trial *a, const struct trial *b)
{
    return trial_usual(a) && trial_usual(b) &&
           a->hit->ordinal == b->hit->ordinal &&
           strcmp(a->hit->entry, b->hit->entry) == 0 &&
           strcmp(a->hit->proc, b->hit->proc) == 0;
}

/* The trial of the claim that a result speaks of.  A call without faults is
 * made once, as control, and speaks of every trial of that call, whoever
 * planned it: best of one that is natural, too. */
static const struct trial *
planned(struct judge *j, const struct log_trial *t)
{
    const struct claim *c = j->c;
    const struct trial *found = NULL;
    bool control = *t->id == '@';
    const struct trial *p = claims_trial(j->all, j->n_all, t->id + control);
    control |= p != NULL && p->grade == GRADE_NATURAL && trial_usual(p);
    j->unharmed = control;
    if (p != NULL && p->varies && !control) /* speaks for all anyhow */
        return p >= c->trials.v && p < c->trials.v + c->trials.n ? p : NULL;
    for (size_t i = 0; p != NULL && i < c->trials.n; i++) {
        const struct trial *o = &c->trials.v[i];
        if (p == o || trial_same(p, o) ||
            (control && o->grade == GRADE_NATURAL && same_call(p, o)))
            return o;
        if (control && found == NULL && same_call(p, o))
            found = o;
    }
    return found;
}

/* A call with another argument speaks of a claim that it was not planned for
 * only where a line of the claim's own shows it, or all of its path. */
static bool
varied_speaks(const struct judge *j, const struct kind *k,
              const struct shown *shown)
{
    if (j->trial == NULL || !j->trial->varies)
        return true;
    if (k->shows == shows_leak || k->shows == shows_excess)
        return j->on_way || shown->traced;
    if (k->shows == shows_exception && j->failed_last)
        return true;
    if (k->shows == shows_exception)
        return in_function(j, j->trial->hit->entry, false) &&
               (!j->c->wants_failure || j->on_way);
    return true;
}

/* Something of the kind happened to another object: it may be the same. */
static bool
shows_like_it(const struct kind *k, const struct log_trial *t)
{
    for (size_t i = 0; i < t->n_sights; i++) {
        const char *what = t->sights[i].what;
        if (k->shows == shows_leak)
            if (strcmp(what, "leak") == 0 || strcmp(what, "refleak") == 0)
                return true;
        if (k->shows == shows_excess)
            if (strcmp(what, "uaf") == 0 || strcmp(what, "overdecref") == 0)
                return true;
    }
    return false;
}

static bool
trial_shows(const struct judge *j, const struct kind *k,
            const struct log_trial *t, struct shown *out)
{
    for (size_t i = 0; k != NULL && i < t->n_sights; i++)
        if (k->shows(j, &t->sights[i], out) && varied_speaks(j, k, out))
            return true;
    return false;
}

/* ---- all trials --------------------------------------------------------- */

static void
set_shown(struct judge *j, struct evidence *e, const struct log_trial *t,
          const struct trial *p, enum grade grade, const struct shown *s)
{
    if (e->outcome == CLAIM_REPRODUCED && e->grade <= grade) {
        e->reached += t->measured;
        return;
    }
    e->outcome = CLAIM_REPRODUCED;
    e->graded = true;
    e->grade = grade;
    e->trial = p;
    e->shown = s->n;
    e->measured = s->of;
    e->reached += t->measured;
    e->type = s->type == NULL || strcmp(s->type, "-") == 0
                  ? NULL
                  : arena_strdup(j->keep, s->type);
}

static void
take_trial(struct judge *j, const struct kind *k, const struct log_trial *t,
           const struct trial *p, struct evidence *e, struct tally *tally)
{
    struct shown shown;
    bool control = j->unharmed && p->grade != GRADE_NATURAL;
    j->trial = p;
    enum grade grade = j->unharmed ? GRADE_NATURAL : p->grade;
    bool proof = grade <= GRADE_GENUINE;
    tally->late += log_trial_late(t);
    if (!control && !p->varies) {
        tally->n++;
        tally_verdict(tally, t->verdict);
    }
    j->failed_there = passes(j, t->fault, j->c->failure);
    const char *last = strrchr(t->fault, ';');
    j->failed_close = fails_close(j, t->fault);
    j->failed_last = passes(j, last == NULL ? t->fault : last + 1,
                            j->c->failure);
    j->on_way = way_gone(j->c, t) ||
                (p->varies && j->failed_there && way_born(j->c, t));
    if (trial_shows(j, k, t, &shown)) {
        if (proof)
            set_shown(j, e, t, p, grade, &shown);
        else {
            tally->made_up = true;
            tally->made_up_grade = grade;
        }
    }
    else if (p->varies)
        return;
    else if (proof && strcmp(t->verdict, "clean") == 0 && j->on_way) {
        if (tally->clean == 0 || grade < tally->clean_grade)
            tally->clean_grade = grade;
        tally->clean += t->measured;
        tally->straight |= way_straight(j->c, t);
        e->trial = e->trial == NULL ? p : e->trial;
    }
    else if (proof && k != NULL && shows_like_it(k, t))
        tally->like_it++;
    else if (proof && way_immortal(j->c, t))
        tally->unobservable++;
}

static void
judge_watched(struct judge *j, const struct kind *k, struct evidence *e)
{
    const struct log *log = j->r->log;
    struct shown shown;
    for (size_t i = 0; k != NULL && i < log->sights.n; i++)
        if (k->shows(j, &log->sights.v[i], &shown)) {
            e->outcome = CLAIM_REPRODUCED;
            e->graded = true;
            e->grade = GRADE_NATURAL;
            e->shown++;
            e->reached++;
            e->measured++;
        }
}

/* "5 of 5 calls lost a 'list'" */
static const char *
describe(const struct judge *j, const struct kind *k, const struct evidence *e)
{
    const char *type = e->type == NULL ? "object" : e->type;
    if (k->shows == shows_leak)
        return arena_printf(j->keep, "%lu of %lu calls lost a '%s'", e->shown,
                            e->measured, type);
    if (k->shows == shows_excess)
        return arena_printf(j->keep,
                            "a '%s' was released or used after its end", type);
    if (k->shows == shows_null)
        return "it crashed there, on NULL";
    if (k->shows == shows_format)
        return "it crashed while it stored what it had parsed";
    if (k->shows == shows_exception)
        return strcmp(j->c->finding->rule->id, "EXC001") == 0
                   ? "Python got an error without an exception"
                   : "Python got a result with an exception set";
    if (k->shows == shows_pending)
        return "the call was made with an exception set";
    if (k->shows == shows_traverse)
        return arena_printf(j->keep,
                            "an instance released a '%s' that tp_traverse "
                            "had not visited",
                            type);
    if (k->shows == shows_overwriting)
        return arena_printf(j->keep, "%lu of %lu calls overwrote a '%s'",
                            e->shown, e->measured, type);
    if (k->shows == shows_locked)
        return "the call failed and kept the lock";
    if (k->shows == shows_cycle)
        return arena_printf(j->keep, "a cycle through a '%s' is never freed",
                            type);
    if (k->shows == shows_early)
        return arena_printf(
            j->keep, "a '%s' was tracked with fields that are not set", type);
    if (k->shows == shows_death)
        return strcmp(j->c->finding->rule->id, "TYP005") == 0
                   ? arena_printf(j->keep,
                                  "an instance of %s died and kept its type",
                                  type)
                   : arena_printf(j->keep,
                                  "the memory of a '%s' or of a subclass was "
                                  "given back wrongly",
                                  type);
    if (k->shows == shows_family)
        return arena_printf(j->keep,
                            "a block of family '%s' was given back "
                            "to another",
                            type);
    return "the call was made without a thread state";
}

struct evidence
claim_judge(arena *keep, const struct recording *r, const struct claim *all,
            size_t n_all, size_t index, const struct log *replay)
{
    const struct claim *c = &all[index];
    struct judge j = {
        .keep = keep, .r = r, .c = c, .all = all, .n_all = n_all};
    struct evidence e = {.outcome = CLAIM_NOT_REACHED};
    struct tally tally = {0};
    const struct kind *k = kind_of(c);
    e.engine = k == NULL ? "fault-injection" : k->engine;
    judge_watched(&j, k, &e);
    for (size_t i = 0; i < replay->trials.n; i++) {
        const struct log_trial *t = &replay->trials.v[i];
        const struct trial *p = planned(&j, t);
        const struct trial *other = claims_trial(all, n_all,
                                                 t->id + (*t->id == '@'));
        bool varies = other != NULL && other->varies && !other->again;
        if (p == NULL && other != NULL && (speaks_for_all(k) || varies))
            p = other;
        if (p != NULL)
            take_trial(&j, k, t, p, &e, &tally);
    }
    tally_conclude(&tally, c, k != NULL, &e);
    if (e.outcome == CLAIM_REPRODUCED)
        e.detail = describe(&j, k, &e);
    if (e.outcome == CLAIM_REPRODUCED && e.trial != NULL && e.trial->varies)
        e.detail = arena_printf(keep, "%s; %s", e.detail,
                                trial_variation(keep, e.trial));
    return e;
}

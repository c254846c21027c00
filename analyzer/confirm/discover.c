/* A sweep: every call that can fail fails once, and what goes wrong then is
 * a finding of its own, under the rule that would have said so.
 *
 * One finding for each object, block or place that is concerned; the other
 * failures that lead there are counted. */
#include <stdlib.h>
#include <string.h>

#include "reading.h"
#include "trials.h"

struct sweeper {
    arena *keep;
    const struct recording *r;
    const struct sweep *s;
    VEC(struct discovery) found;
    size_t unplaced;
};

/* ---- planning ----------------------------------------------------------- */

static void
add_trial(struct sweeper *w, struct site_trials *out,
          const struct log_hit *hit, const struct site *site,
          unsigned long nth)
{
    struct trial t = {.id = arena_printf(w->keep, "S%zu", out->n),
                      .hit = hit,
                      .grade = GRADE_GENUINE,
                      .site = site,
                      .nth = nth};
    VEC_PUSH(w->keep, out, t);
}

/* The first visit, and the last where there are several: what a loop has
 * built up by then is another state. */
static void
plan_site(struct sweeper *w, struct site_trials *out, const struct site *site,
          size_t limit)
{
    const struct log *log = w->r->log;
    size_t n = 0;
    for (size_t i = 0; i < log->hits.n && n < limit; i++) {
        const struct log_hit *h = &log->hits.v[i];
        if (strcmp(h->site, site->id) != 0 || !log_entry_repeats(h->entry))
            continue;
        add_trial(w, out, h, site, 1);
        n++;
        if (h->count > 1 && n < limit) {
            add_trial(w, out, h, site, 0);
            n++;
        }
    }
}

static bool
call_planned(const struct site_trials *out, const struct log_hit *hit)
{
    for (size_t i = 0; i < out->n; i++) {
        const struct log_hit *h = out->v[i].hit;
        if (strcmp(h->entry, hit->entry) == 0 &&
            strcmp(h->trace, hit->trace) == 0)
            return true;
    }
    return false;
}

/* Calls that took a way of their own and in which nothing is made to fail:
 * what goes wrong by itself shows there; as many that failed by themselves as
 * others. */
static void
plan_ways(struct sweeper *w, struct site_trials *out, size_t limit)
{
    const struct log *log = w->r->log;
    const char *entry = "";
    size_t n[2] = {0, 0};
    for (size_t i = 0; i < log->hits.n; i++) {
        const struct log_hit *h = &log->hits.v[i];
        if (strcmp(h->entry, entry) != 0)
            n[0] = n[1] = 0;
        entry = h->entry;
        if (n[h->failed] >= limit || !log_entry_repeats(h->entry) ||
            call_planned(out, h))
            continue;
        struct trial t = {.id = arena_printf(w->keep, "S%zu", out->n),
                          .hit = h,
                          .grade = GRADE_NATURAL};
        VEC_PUSH(w->keep, out, t);
        n[h->failed]++;
    }
}

static bool
ordinal_planned(const struct site_trials *out, const struct log_entry *e,
                unsigned long ordinal)
{
    for (size_t i = 0; i < out->n; i++) {
        const struct log_hit *h = out->v[i].hit;
        if (h->ordinal == ordinal && strcmp(h->entry, e->id) == 0)
            return true;
    }
    return false;
}

static void
plan_ordinal(struct sweeper *w, struct site_trials *out,
             const struct log_entry *e, unsigned long ordinal)
{
    if (ordinal_planned(out, e, ordinal))
        return;
    struct trial t = {.id = arena_printf(w->keep, "S%zu", out->n),
                      .hit = hit_numbered(w->keep, e->proc, e->id, ordinal),
                      .grade = GRADE_NATURAL};
    VEC_PUSH(w->keep, out, t);
}

/* The first calls of every entry, whatever they call: one that calls nothing
 * that can fail may still lose something.  Where the command died, of one of
 * them or of one that came long before, there are more, and the last. */
static void
plan_entries(struct sweeper *w, struct site_trials *out, size_t limit)
{
    enum { MOST_OF_ONE = 3, MOST_BEFORE = 8 };
    const struct log *log = w->r->log;
    bool died = log->n_ends < log->starts.n;
    size_t first = died                  ? MOST_BEFORE
                   : limit < MOST_OF_ONE ? limit
                                         : MOST_OF_ONE;
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (e->proc == NULL || log_entry_once(e->id))
            continue;
        for (unsigned long k = 1; k <= e->calls; k++)
            if (k <= first || (died && k + MOST_OF_ONE > e->calls))
                plan_ordinal(w, out, e, k);
    }
}

static void
plan_deletions(struct sweeper *w, struct site_trials *out)
{
    const struct log *log = w->r->log;
    for (size_t i = 0; i < log->entries.n; i++) {
        struct trial t = {.id = arena_printf(w->keep, "S%zu", out->n),
                          .hit = deletion_of(w->keep, log, &log->entries.v[i]),
                          .grade = GRADE_NATURAL,
                          .deletes = true};
        if (t.hit != NULL)
            VEC_PUSH(w->keep, out, t);
    }
}

struct site_trials
sweep_plan(arena *keep, const struct recording *r, size_t limit)
{
    struct sweeper w = {.keep = keep, .r = r};
    struct site_trials out = {0};
    for (size_t i = 0; i < r->sites.n; i++)
        if (r->sites.v[i].fallible)
            plan_site(&w, &out, &r->sites.v[i], limit);
    plan_ways(&w, &out, 4 * limit);
    plan_entries(&w, &out, limit);
    plan_deletions(&w, &out);
    return out;
}

/* ---- places ------------------------------------------------------------- */

/* Inline functions of Python's headers stand for the line that calls them. */
static bool
place_of(const struct sweeper *w, const char *text, bool call,
         struct place *out, const char **function)
{
    struct code_place at[MAX_FRAMES];
    size_t n = recording_place(w->r, text, call, at, MAX_FRAMES), i = 0;
    while (i + 1 < n && strstr(at[i].file, "/include/") != NULL)
        i++;
    if (n == 0 || at[i].line == 0)
        return false;
    *out = (struct place){.file = w->s->file(w->s->data, at[i].file),
                          .line = at[i].line,
                          .col = 1,
                          .end_line = at[i].line,
                          .end_col = 1};
    *function = at[i].function == NULL ? "" : at[i].function;
    return true;
}

static const char *
name_of(const struct sweeper *w, const char *site)
{
    const struct site *s = recording_site(w->r, site);
    return s == NULL ? "an API call" : arena_printf(w->keep, "%s()", s->name);
}

/* The innermost place of a chain that is none of Python's headers. */
static bool
place_of_chain(const struct sweeper *w, const char *chain, struct place *out,
               const char **function)
{
    while (*chain != '\0' && *chain != '-') {
        size_t n = strcspn(chain, ",;");
        if (place_of(w, arena_strndup(w->keep, chain, n), true, out,
                     function) &&
            strstr(out->file, "/include/") == NULL)
            return true;
        chain += n + (chain[n] != '\0');
    }
    return false;
}

/* ---- discoveries -------------------------------------------------------- */

static struct discovery *
known(struct sweeper *w, const struct discovery *d)
{
    for (size_t i = 0; i < w->found.n; i++) {
        struct discovery *o = &w->found.v[i];
        if (o->finding.rule == d->finding.rule &&
            o->born_line == d->born_line &&
            strcmp(o->finding.file, d->finding.file) == 0 &&
            (d->born_line != 0 ||
             o->finding.place.line == d->finding.place.line))
            return o;
    }
    return NULL;
}

static void
add_step(struct sweeper *w, struct discovery *d, const char *kind,
         const struct place *place, const char *function, const char *message)
{
    struct finding_step s = {.kind = kind,
                             .place = *place,
                             .function = function,
                             .message = message,
                             .owned = -1,
                             .fact = "",
                             .key = true};
    VEC_PUSH(w->keep, &d->steps, s);
}

static const char *
sentence(struct sweeper *w, const struct reading *g, const struct trial *t)
{
    struct text s = {.keep = w->keep};
    const char *type = strcmp(g->type, "-") == 0 ? "object" : g->type;
    const char *mark = strstr(g->what, "%s");
    if (mark == NULL)
        text_add(&s, g->what);
    else {
        text_add_n(&s, g->what, (size_t)(mark - g->what));
        text_add(&s, type);
        text_add(&s, mark + 2);
    }
    if (t != NULL && t->site != NULL)
        text_printf(&s, " when %s() fails", t->site->name);
    if (t != NULL && t->deletes)
        text_add(&s, " when the attribute is deleted");
    return text_str(&s);
}

/* An object is freed by its destructor: the release is the call that called
 * that one; `chain` from there on. */
static const char *
release_in(const struct sweeper *w, const char *chain, const char *freed)
{
    for (const char *at = chain; *at != '\0' && *at != '-';) {
        size_t n = strcspn(at, ",");
        const struct site *s = recording_site(w->r,
                                              arena_strndup(w->keep, at, n));
        if (s != NULL && (strcmp(s->name, "_Py_Dealloc") == 0 ||
                          strcmp(s->name, "Py_DecRef") == 0))
            return at;
        at += n + (at[n] != '\0');
    }
    return freed;
}

/* Where it was released before it was used: in another function than the use,
 * that is what is to blame. */
static void
trace_release(struct sweeper *w, const struct reading *g, struct discovery *d,
              bool elsewhere)
{
    struct place p, used;
    const char *function, *user = "";
    if (d->freed == NULL || !place_of_chain(w, d->freed, &p, &function))
        return;
    bool same = place_of(w, g->shown, g->shown_call, &used, &user) &&
                strcmp(user, function) == 0;
    if (same != elsewhere)
        add_step(w, d, "decref", &p, function,
                 "released here, although it is used later");
}

/* The process died in a destructor: whose release it was that called it. */
static void
trace_destructor(struct sweeper *w, struct discovery *d)
{
    struct place p;
    const char *function;
    const char *at = d->crash == NULL ? NULL : release_in(w, d->crash, NULL);
    if (at != NULL && place_of_chain(w, at, &p, &function))
        add_step(w, d, "decref", &p, function, "released here, and dies");
}

static struct place
frame_place(const struct sweeper *w, const struct code_place *at)
{
    return (struct place){.file = w->s->file(w->s->data, at->file),
                          .line = at->line,
                          .col = 1,
                          .end_line = at->line,
                          .end_col = 1};
}

/* A helper may be part of its caller's code.  One that gives a pointer has
 * taken what that points to for its caller; else nobody can tell which of the
 * two should have made up for it, and both are named. */
static bool
trace_helpers(struct sweeper *w, struct discovery *d, const char *kind,
              struct place *out, const char **function)
{
    struct code_place at[MAX_FRAMES];
    const char *one = arena_strndup(w->keep, d->owner,
                                    strcspn(d->owner, ",;"));
    size_t n = recording_place(w->r, one, true, at, MAX_FRAMES), first = 0;
    while (first + 1 < n && strstr(at[first].file, "/include/") != NULL)
        first++;
    size_t blamed = first;
    while (!d->excess && blamed + 1 < n && at[blamed].gives)
        blamed++;
    for (size_t i = n; i-- > first;) {
        struct place p = frame_place(w, &at[i]);
        const char *name = at[i].function == NULL ? "" : at[i].function;
        if (i != blamed)
            add_step(w, d, kind, &p, name,
                     i > blamed ? "by a helper that is called here"
                                : "in a helper");
    }
    if (n == 0 || at[blamed].line == 0 ||
        strstr(at[blamed].file, "/include/") != NULL)
        return false;
    *out = frame_place(w, &at[blamed]);
    *function = at[blamed].function == NULL ? "" : at[blamed].function;
    return true;
}

/* A place on the way to the end of that function, or NULL. */
static const struct place *
way_place(const struct sweeper *w, const char *text, const char *function,
          struct place *out)
{
    const char *in;
    const char *one = arena_strndup(w->keep, text, strcspn(text, ","));
    bool there = place_of(w, one, true, out, &in) && strcmp(in, function) == 0;
    return there ? out : NULL;
}

/* Several returns may have one end in machine code. */
static void
handing_put(const struct sweeper *w, const char *way, const char *function,
            struct place *p)
{
    struct place jump, done;
    const char *last = way == NULL ? NULL : strchr(way, ',');
    if (way == NULL)
        way = "-";
    handing_place(
        w->s->text(w->s->data, p->file), way_place(w, way, function, &jump),
        last == NULL ? NULL : way_place(w, last + 1, function, &done), p);
}

/* What returns it only lends it, as others know that call it: its caller has
 * given on what it does not own. */
static bool
trace_loan(struct sweeper *w, struct discovery *d, const struct place *lent,
           const char *lender)
{
    struct place p;
    const char *function;
    if (d->onward == NULL ||
        !handing_lends(w->s->text(w->s->data, lent->file), lender) ||
        !place_of(w, d->onward, true, &p, &function))
        return false;
    handing_put(w, d->on_jump, function, &p);
    add_step(w, d, "borrow", lent, lender, "lent here");
    add_step(w, d, "decref", &p, function, "given here without being owned");
    return true;
}

/* Where something is left over. */
static void
trace_owner(struct sweeper *w, struct discovery *d)
{
    struct place p;
    const char *function;
    const char *kind = d->excess ? "decref" : "acquire";
    if (d->owner == NULL || *d->owner == '\0' ||
        (!trace_helpers(w, d, kind, &p, &function) &&
         !place_of_chain(w, d->owner, &p, &function)))
        return;
    struct place end = p;
    if (d->excess)
        handing_put(w, d->jump, function, &p);
    if (p.line != end.line &&
        handing_returns(w->s->text(w->s->data, end.file), end.line))
        add_step(w, d, kind, &end, function, "returned here");
    if (d->excess)
        d->meets = handing_meets(w->s->text(w->s->data, p.file), p.line);
    if (trace_loan(w, d, &p, function))
        return;
    add_step(w, d, kind, &p, function,
             d->excess ? "given here without being owned"
                       : "taken here and not given back");
}

/* The steps that are known; false when there is no line to point at. */
static bool
trace(struct sweeper *w, const struct reading *g, const struct trial *t,
      bool control, struct discovery *d)
{
    struct place p;
    const char *function;
    struct finding *f = &d->finding;
    if (place_of(w, g->born, true, &p, &function)) {
        d->born_line = p.line;
        add_step(w, d, "acquire", &p, function,
                 arena_printf(w->keep, "from %s", name_of(w, g->born)));
    }
    if (t != NULL && t->site != NULL && !control &&
        place_of(w, t->site->id, true, &p, &function))
        add_step(
            w, d, "error-set", &p, function,
            arena_printf(w->keep, "%s() fails: out of memory", t->site->name));
    trace_destructor(w, d);
    trace_release(w, g, d, false);
    if (place_of(w, g->shown, g->shown_call, &p, &function)) {
        if (d->beside)
            handing_head(w->s->text(w->s->data, p.file), function, &p);
        add_step(w, d, "note", &p, function, "shows here");
    }
    trace_release(w, g, d, true);
    d->n_before = d->steps.n;
    trace_owner(w, d);
    if (d->steps.n == 0 && t != NULL &&
        place_of(w, t->hit->entry, false, &p, &function))
        add_step(w, d, "note", &p, function, "in this call");
    if (d->steps.n == 0)
        return false;
    const struct finding_step *last = &d->steps.v[d->steps.n - 1];
    f->file = last->place.file;
    f->function = last->function;
    f->place = last->place;
    return true;
}

/* Of the nth record of its type in the trial. */
static const struct log_sight *
owner_of(const struct log_trial *t, const struct log_sight *s)
{
    unsigned long n = 0;
    bool once = strcmp(s->what, "uaf") == 0;
    if (once && strcmp(sight_field(s, 0), "fault") != 0)
        return NULL;
    for (size_t i = 0; t != NULL && i < t->n_sights; i++) {
        const struct log_sight *o = &t->sights[i];
        n += o <= s && strcmp(o->what, s->what) == 0;
    }
    for (size_t i = 0; t != NULL && i < t->n_sights; i++) {
        const struct log_sight *o = &t->sights[i];
        if (strcmp(o->what, "owner") == 0 &&
            strcmp(sight_field(o, 0), s->what) == 0 &&
            (strtoul(sight_field(o, 1), NULL, 10) == n || once))
            return o;
    }
    return NULL;
}

/* What the records of a sight say of where it comes from. */
static struct discovery
discovery_of(const struct sweeper *w, const struct log_sight *s,
             const struct log_sight *owner, bool end, const struct trial *t)
{
    struct discovery d = {.trial = t, .given = "-", .chains = "-"};
    d.ops = owner == NULL ? "-" : sight_field(owner, 5);
    d.owner = owner == NULL || end ? NULL : sight_field(owner, 2);
    d.jump = owner == NULL || strcmp(sight_field(owner, 4), "-") == 0
                 ? NULL
                 : sight_field(owner, 4);
    d.onward = owner == NULL || strcmp(sight_field(owner, 6), "-") == 0
                   ? NULL
                   : sight_field(owner, 6);
    d.on_jump = owner == NULL ? "-" : sight_field(owner, 7);
    if (strcmp(s->what, "leak") == 0) {
        d.given = sight_field(s, 8);
        d.chains = sight_field(s, 9);
    }
    else if (strcmp(s->what, "refleak") == 0)
        d.chains = sight_field(s, 8);
    else if (strcmp(s->what, "overdecref") == 0) {
        d.excess = true;
        d.chains = sight_field(s, 6);
    }
    else if (strcmp(s->what, "uaf") == 0) {
        d.excess = d.owner != NULL;
        d.freed = release_in(w, sight_field(s, 8), sight_field(s, 2));
        d.freed = strcmp(d.freed, "-") == 0 ? NULL : d.freed;
    }
    else if (strcmp(s->what, "crash") == 0 &&
             strcmp(sight_field(s, 4), "null") != 0 &&
             strcmp(sight_field(s, 5), "-") != 0)
        d.crash = sight_field(s, 5);
    return d;
}

/* The rule for what it was that was lost, and when. */
static void
reading_refine(const struct sweeper *w, const struct trial *t,
               struct reading *g)
{
    if (strcmp(g->rule, "REF001") == 0 &&
        strcmp(name_of(w, g->born), "PyObject_GetBuffer()") == 0)
        *g = (struct reading){"MEM006", g->born,
                              g->shown, true,
                              g->type,  "a buffer of a '%s' stays locked",
                              g->n,     g->of};
    if (strcmp(g->rule, "REF001") == 0 && t != NULL &&
        log_entry_once(t->hit->entry))
        g->rule = "MOD001";
}

static void
take_sight(struct sweeper *w, const struct log_sight *s,
           const struct log_trial *in, const struct trial *t, bool control)
{
    struct reading g;
    if (sight_is_plain(s) || strcmp(s->what, "owner") == 0)
        return;
    const struct log_sight *owner = owner_of(in, s);
    bool beside = owner != NULL &&
                  strcmp(sight_field(owner, 3), "beside") == 0;
    bool end = beside ||
               (owner != NULL && strcmp(sight_field(owner, 3), "end") == 0);
    struct discovery d = discovery_of(w, s, owner, end, t);
    d.beside = beside;
    d.in = in;
    if (!sight_read(s, owner, end, &g) || !trace(w, &g, t, control, &d)) {
        w->unplaced++;
        return;
    }
    reading_refine(w, t, &g);
    d.finding.rule = rule_find(g.rule);
    d.born = g.born;
    struct discovery *old = known(w, &d);
    d.grade = control || t == NULL ? GRADE_NATURAL : t->grade;
    d.exact = strcmp(g.shown, "-") != 0 || owner != NULL;
    if (old != NULL) {
        old->finding.duplicates++;
        d.finding.duplicates = old->finding.duplicates;
        bool richer = old->crash == NULL && d.crash != NULL;
        if (!d.exact || (old->exact && !richer) || d.grade > old->grade)
            return;
    }
    d.shown = g.n;
    d.calls = g.of;
    d.type = strcmp(g.type, "-") == 0 ? NULL : g.type;
    d.finding.message = sentence(w, &g, control ? NULL : t);
    if (old != NULL)
        *old = d;
    else
        VEC_PUSH(w->keep, &w->found, d);
}

static void
finish(struct discovery *d)
{
    d->finding.steps = d->steps.v;
    d->finding.n_steps = d->steps.n;
    d->finding.confidence = CONFIDENCE_CERTAIN;
    d->finding.trigger = d->grade == GRADE_NATURAL ? TRIGGER_ANY_CALL
                                                   : TRIGGER_OUT_OF_MEMORY;
    d->finding.exit = "run";
}

static const struct trial *
trial_of(const struct site_trials *all, const char *id)
{
    size_t i;
    id += *id == '@';
    return sscanf(id, "S%zu", &i) == 1 && i < all->n ? &all->v[i] : NULL;
}

struct discovery *
sweep_discover(arena *keep, const struct recording *r, const struct sweep *s,
               size_t *n, size_t *unplaced)
{
    struct sweeper w = {.keep = keep, .r = r, .s = s};
    for (size_t i = 0; i < r->log->sights.n; i++)
        take_sight(&w, &r->log->sights.v[i], NULL, NULL, true);
    for (size_t i = 0; i < s->replay->trials.n; i++) {
        const struct log_trial *t = &s->replay->trials.v[i];
        for (size_t k = 0; k < t->n_sights; k++)
            take_sight(&w, &t->sights[k], t, trial_of(&s->trials, t->id),
                       *t->id == '@');
    }
    w.found.n = discoveries_merge(w.found.v, w.found.n);
    for (size_t i = 0; i < w.found.n; i++)
        finish(&w.found.v[i]);
    *n = w.found.n;
    *unplaced = w.unplaced;
    return w.found.v;
}

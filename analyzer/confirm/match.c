/* Which calls of the running code are the steps of a finding, and which of
 * them to repeat.
 *
 * A site is a step when it lies on the step's lines and calls the step's
 * function; macros and inline functions of Python's headers go by other
 * names there, so that a line with nothing of the right name gives all that
 * it has.  A step that calls a function of the project stands for the calls
 * inside that function. */
#include <ctype.h>
#include <string.h>

#include "trials.h"

/* ---- steps -------------------------------------------------------------- */

static bool
says_fails(const struct finding_step *s)
{
    const char *end = strstr(s->message, "() fails");
    if (end == NULL)
        return false;
    for (const char *p = s->message; p < end; p++)
        if (!isalnum((unsigned char)*p) && *p != '_')
            return false;
    return true;
}

/* The function that the step calls: the name before "(" in its fact, else
 * the one before "()" in its message. */
static const char *
callee_of(arena *keep, const struct finding_step *s)
{
    size_t n = s->fact == NULL ? 0 : strcspn(s->fact, "(");
    if (n > 0 && s->fact[n] == '(')
        return arena_strndup(keep, s->fact, n);
    const char *end = strstr(s->message, "()");
    const char *begin = end;
    while (begin != NULL && begin > s->message &&
           (isalnum((unsigned char)begin[-1]) || begin[-1] == '_'))
        begin--;
    if (begin == NULL || begin == end)
        return NULL;
    return arena_strndup(keep, begin, (size_t)(end - begin));
}

/* _Py_BuildValue_SizeT is Py_BuildValue, _PyObject_New is PyObject_New. */
static bool
same_function(const char *a, const char *b)
{
    a += *a == '_';
    b += *b == '_';
    size_t n = strlen(a), m = strlen(b);
    n -= str_ends(a, "_SizeT") ? strlen("_SizeT") : 0;
    m -= str_ends(b, "_SizeT") ? strlen("_SizeT") : 0;
    return n == m && strncmp(a, b, n) == 0;
}

static bool
frame_on(const struct code_place *at, const struct place *p)
{
    uint32_t last = p->end_line > p->line ? p->end_line : p->line;
    return at->line >= p->line && at->line <= last &&
           path_matches(at->file, p->file);
}

static bool
site_on(const struct site *s, const struct place *p)
{
    for (size_t i = 0; i < s->n_at; i++)
        if (frame_on(&s->at[i], p))
            return true;
    return false;
}

bool
place_in_function(const struct code_place *at, const char *function,
                  const char *file)
{
    return at->function != NULL && function != NULL &&
           strcmp(at->function, function) == 0 &&
           (file == NULL || path_matches(at->file, file));
}

/* `file` NULL: any. */
static bool
site_in(const struct site *s, const char *function, const char *file)
{
    for (size_t i = 0; i < s->n_at; i++)
        if (place_in_function(&s->at[i], function, file))
            return true;
    return false;
}

enum way { WAY_NAME, WAY_INSIDE, WAY_LINE };

static void
add_sites(arena *keep, const struct recording *r, struct site_list *out,
          enum way way, const struct finding_step *step, const char *callee)
{
    for (size_t i = 0; i < r->sites.n; i++) {
        const struct site *s = &r->sites.v[i];
        bool on = way == WAY_INSIDE ? site_in(s, callee, NULL)
                                    : site_on(s, &step->place);
        if (on && (way != WAY_NAME ||
                   (callee != NULL && same_function(s->name, callee))))
            VEC_PUSH(keep, out, s);
    }
}

static struct site_list
sites_of_step(arena *keep, const struct recording *r,
              const struct finding_step *step)
{
    struct site_list out = {0};
    const char *callee = callee_of(keep, step);
    for (enum way way = WAY_NAME; way <= WAY_LINE && out.n == 0; way++)
        if (way != WAY_INSIDE || callee != NULL)
            add_sites(keep, r, &out, way, step, callee);
    return out;
}

#define ADD_ALL(keep, to, from)                                               \
    do {                                                                      \
        for (size_t k_ = 0; k_ < (from).n; k_++)                              \
            VEC_PUSH((keep), (to), (from).v[k_]);                             \
    } while (0)

/* ---- the claim's sites -------------------------------------------------- */

static const struct finding_step *
birth_of(const struct finding *f)
{
    for (size_t i = 0; i < f->n_steps; i++)
        if (strcmp(f->steps[i].kind, "acquire") == 0 ||
            strcmp(f->steps[i].kind, "incref") == 0 ||
            strcmp(f->steps[i].kind, "borrow") == 0)
            return &f->steps[i];
    return NULL;
}

/* What fails last is what leads to the faulty exit; a NULL that nobody
 * tested is the failure of the call that gave it. */
static const struct finding_step *
failure_of(const struct finding *f)
{
    if (str_starts(f->rule->id, "NUL"))
        return birth_of(f);
    for (size_t i = f->n_steps; i-- > 0;)
        if (says_fails(&f->steps[i]))
            return &f->steps[i];
    return NULL;
}

void
claim_sites(arena *keep, const struct recording *r, struct claim *c)
{
    const struct finding_step *birth = birth_of(c->finding);
    const struct finding_step *failure = failure_of(c->finding);
    c->lent = birth != NULL && (strcmp(birth->kind, "borrow") == 0 ||
                                strstr(birth->fact, ":gives") != NULL);
    if (birth != NULL && birth != failure) {
        struct site_list born = sites_of_step(keep, r, birth);
        ADD_ALL(keep, &c->born, born);
    }
    c->wants_failure = failure != NULL;
    if (failure != NULL) {
        struct site_list failing = sites_of_step(keep, r, failure);
        const char *callee = callee_of(keep, failure);
        for (size_t i = 0; i < failing.n && callee != NULL; i++)
            c->fails_itself |= same_function(failing.v[i]->name, callee);
        for (size_t i = 0; i < failing.n; i++)
            if (failing.v[i]->fallible)
                VEC_PUSH(keep, &c->failing, failing.v[i]);
    }
    for (size_t i = 0; i < r->sites.n; i++)
        if (site_in(&r->sites.v[i], c->finding->function, c->finding->file))
            VEC_PUSH(keep, &c->inside, &r->sites.v[i]);
}

/* ---- trials ------------------------------------------------------------- */

struct planner {
    arena *keep;
    const struct recording *r;
    struct claim *c;
    size_t index, limit;
};

static bool
has_trial(const struct claim *c, const struct trial *t)
{
    for (size_t i = 0; i < c->trials.n; i++) {
        const struct trial *o = &c->trials.v[i];
        if (o->hit->ordinal == t->hit->ordinal && o->grade == t->grade &&
            o->site == t->site && o->nth == t->nth && !o->deletes &&
            strcmp(o->hit->entry, t->hit->entry) == 0 &&
            strcmp(o->hit->proc, t->hit->proc) == 0)
            return true;
    }
    return false;
}

static void
add_trial(struct planner *p, const struct log_hit *hit, enum grade grade,
          const struct site *site, unsigned long nth)
{
    struct trial t = {.hit = hit, .grade = grade, .site = site, .nth = nth};
    if (p->c->trials.n >= p->limit || has_trial(p->c, &t))
        return;
    t.id = arena_printf(p->keep, "F%zu.%zu", p->index, p->c->trials.n);
    VEC_PUSH(p->keep, &p->c->trials, t);
}

/* The same outermost call also went where the subject comes from. */
static bool
call_has(const struct recording *r, const struct log_hit *hit,
         const struct site *const *sites, size_t n)
{
    for (size_t i = 0; i < r->log->hits.n; i++) {
        const struct log_hit *h = &r->log->hits.v[i];
        if (h->ordinal != hit->ordinal || strcmp(h->entry, hit->entry) != 0 ||
            strcmp(h->proc, hit->proc) != 0)
            continue;
        for (size_t k = 0; k < n; k++)
            if (strcmp(h->site, sites[k]->id) == 0)
                return true;
    }
    return false;
}

static void
plan_faults(struct planner *p, const struct log_hit *hit,
            const struct site *site)
{
    add_trial(p, hit, GRADE_GENUINE, site, 1);
    if (hit->count > 1)
        add_trial(p, hit, GRADE_GENUINE, site, 2);
    if (hit->count > 2)
        add_trial(p, hit, GRADE_GENUINE, site, 0);
}

/* First the calls that the subject is known to come from, then others. */
static void
plan_site(struct planner *p, const struct site *site, bool with_birth,
          void (*plan)(struct planner *, const struct log_hit *,
                       const struct site *))
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->hits.n; i++) {
        const struct log_hit *h = &log->hits.v[i];
        if (strcmp(h->site, site->id) != 0 || !log_entry_repeats(h->entry))
            continue;
        if (call_has(p->r, h, p->c->born.v, p->c->born.n) == with_birth)
            plan(p, h, site);
    }
}

/* Calls of the entry go where the finding is, some of them at least. */
static bool
entry_goes_there(struct planner *p, const char *entry)
{
    const struct log *log = p->r->log;
    struct code_place at;
    if (recording_place(p->r, entry, false, &at, 1) > 0 &&
        place_in_function(&at, p->c->finding->function, p->c->finding->file))
        return true;
    for (size_t i = 0; i < log->hits.n; i++)
        for (size_t k = 0; k < p->c->inside.n; k++)
            if (strcmp(log->hits.v[i].entry, entry) == 0 &&
                strcmp(log->hits.v[i].site, p->c->inside.v[k]->id) == 0)
                return true;
    return false;
}

/* A function of the project fails when something fails that it calls, however
 * deep: whatever can fail in a call that goes there. */
static void
plan_around(struct planner *p)
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->hits.n; i++) {
        const struct log_hit *h = &log->hits.v[i];
        const struct site *site = recording_site(p->r, h->site);
        if (site != NULL && site->fallible && log_entry_repeats(h->entry) &&
            p->c->trials.n < p->limit && entry_goes_there(p, h->entry))
            add_trial(p, h, GRADE_GENUINE, site, 1);
    }
}

static void
plan_natural(struct planner *p, const struct log_hit *hit,
             const struct site *site)
{
    (void)site;
    add_trial(p, hit, GRADE_NATURAL, NULL, 0);
}

/* A made-up failure is no evidence, but says where to look. */
static void
plan_hint(struct planner *p, const struct log_hit *hit,
          const struct site *site)
{
    add_trial(p, hit, GRADE_LATE, site, hit->count > 1 ? 0 : 1);
}

/* A function that calls nothing of the API is still entered: its own entry,
 * as often as it may take. */
static void
plan_entry(struct planner *p)
{
    const struct log *log = p->r->log;
    const char *function = p->c->finding->function;
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        struct code_place at;
        size_t n = recording_place(p->r, e->id, false, &at, 1);
        if (n == 0 || e->proc == NULL ||
            !place_in_function(&at, function, p->c->finding->file))
            continue;
        for (unsigned long k = 1; k <= e->calls && k <= 3; k++) {
            struct log_hit *hit = ARENA_NEW(p->keep, struct log_hit);
            *hit = (struct log_hit){.proc = e->proc,
                                    .entry = e->id,
                                    .site = "-",
                                    .ordinal = k,
                                    .count = 1};
            add_trial(p, hit, GRADE_NATURAL, NULL, 0);
        }
    }
}

static struct log_hit *
first_call(arena *keep, const struct log_entry *e)
{
    struct log_hit *hit = ARENA_NEW(keep, struct log_hit);
    *hit = (struct log_hit){.proc = e->proc,
                            .entry = e->id,
                            .site = "-",
                            .ordinal = 1,
                            .count = 1,
                            .trace = "-"};
    return hit;
}

/* Names are the same in many types; the runtime looks at the instance. */
struct log_hit *
deletion_of(arena *keep, const struct log *log, const struct log_entry *setter)
{
    if (!str_ends(setter->id, "/setter"))
        return NULL;
    if (setter->calls > 0 && setter->proc != NULL)
        return first_call(keep, setter);
    for (size_t i = 0; i < log->entries.n; i++) {
        const struct log_entry *e = &log->entries.v[i];
        if (str_ends(e->id, "/getter") && e->calls > 0 && e->proc != NULL &&
            strcmp(e->name, setter->name) == 0)
            return first_call(keep, e);
    }
    return NULL;
}

/* What a setter does without a value shows when the attribute is deleted. */
static void
plan_deletion(struct planner *p)
{
    const struct log *log = p->r->log;
    for (size_t i = 0; i < log->entries.n; i++) {
        struct code_place at;
        const struct log_entry *e = &log->entries.v[i];
        if (recording_place(p->r, e->id, false, &at, 1) == 0 ||
            !place_in_function(&at, p->c->finding->function,
                               p->c->finding->file))
            continue;
        struct log_hit *hit = deletion_of(p->keep, log, e);
        struct trial t = {.hit = hit, .grade = GRADE_NATURAL, .deletes = true};
        t.id = arena_printf(p->keep, "F%zu.%zu", p->index, p->c->trials.n);
        if (hit != NULL)
            VEC_PUSH(p->keep, &p->c->trials, t);
    }
}

/* An instance of the type may come out of any entry, most likely of those
 * that make one. */
static void
plan_instances(struct planner *p)
{
    const struct log *log = p->r->log;
    for (int making = 1; making >= 0; making--)
        for (size_t i = 0; i < log->entries.n; i++) {
            const struct log_entry *e = &log->entries.v[i];
            bool makes = str_ends(e->id, "/tp_new") ||
                         str_ends(e->id, "/tp_init");
            if (makes != making || e->proc == NULL || log_entry_once(e->id))
                continue;
            struct log_hit *hit = ARENA_NEW(p->keep, struct log_hit);
            *hit = (struct log_hit){.proc = e->proc,
                                    .entry = e->id,
                                    .site = "-",
                                    .ordinal = 1,
                                    .count = 1};
            add_trial(p, hit, GRADE_NATURAL, NULL, 0);
        }
}

void
claim_plan(arena *keep, const struct recording *r, struct claim *c,
           size_t index, size_t limit)
{
    struct planner p = {keep, r, c, index, limit};
    if (strcmp(c->finding->rule->id, "TYP001") == 0) {
        plan_instances(&p);
        return;
    }
    plan_deletion(&p);
    for (int first = 1; first >= 0; first--)
        for (size_t i = 0; i < c->failing.n; i++) {
            p.limit = limit - (limit > 4 ? 4 : 0);
            plan_site(&p, c->failing.v[i], first == 1, plan_faults);
        }
    p.limit = limit;
    if (c->trials.n > 0 && c->failing.n > 0)
        plan_site(&p, c->failing.v[0], c->born.n > 0, plan_hint);
    p.limit = c->trials.n + limit;
    if (c->wants_failure && !c->fails_itself)
        plan_around(&p);
    p.limit = limit;
    /* Without a failing call, or where it is none of ours: as it is. */
    if (c->wants_failure && c->failing.n > 0)
        return;
    for (size_t i = 0; i < c->born.n; i++)
        plan_site(&p, c->born.v[i], true, plan_natural);
    for (size_t i = 0; i < c->inside.n; i++)
        plan_site(&p, c->inside.v[i], false, plan_natural);
    plan_entry(&p);
}

const struct trial *
claims_trial(const struct claim *all, size_t n, const char *id)
{
    size_t claim, trial;
    if (sscanf(id, "F%zu.%zu", &claim, &trial) != 2 || claim >= n ||
        trial >= all[claim].trials.n)
        return NULL;
    return &all[claim].trials.v[trial];
}

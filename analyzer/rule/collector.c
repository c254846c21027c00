/* Turns events into findings and coverage.
 *
 * A draft is one defect: rule, function, kind of event, and where the
 * obligation began.  Events that fall on the same draft add an exit; the
 * best witness (likeliest trigger, surest, shortest) becomes the finding.
 * A site is one place that a rule judged; its worst verdict counts.
 * Everything kept is copied: units and events may be gone at the end.
 */
#include "collector.h"

#include <stdlib.h>
#include <string.h>

/* ---- keys ---- */

static uint64_t
mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9e3779b97f4a7c15u;
    return hash ^ (hash >> 29);
}

static uint64_t
key_hash(const struct key *k)
{
    uint64_t h = mix(0, (uintptr_t)k->rule);
    h = mix(h, (uintptr_t)k->file);
    h = mix(h, (uintptr_t)k->func);
    h = mix(h, (uintptr_t)k->name);
    h = mix(h, ((uint64_t)k->line << 32) | k->event);
    h = mix(h, k->part);
    return mix(h, ((uint64_t)k->at.block << 32) | k->at.op);
}

static bool
position_equal(struct position a, struct position b)
{
    return a.block == b.block && a.op == b.op;
}

static bool
key_same_function(const struct key *a, const struct key *b)
{
    return a->file == b->file && a->func == b->func && a->line == b->line;
}

static bool
key_same_subject(const struct key *a, const struct key *b)
{
    return key_same_function(a, b) && position_equal(a->at, b->at) &&
           a->name == b->name && a->part == b->part;
}

static bool
key_equal(const struct key *a, const struct key *b)
{
    return a->rule == b->rule && a->event == b->event &&
           key_same_subject(a, b);
}

static uint32_t *
map_place(const struct map *m, const struct key *k)
{
    size_t i = key_hash(k) & (m->cap - 1);
    while (m->v[i] != 0 && !key_equal(&m->keys.v[m->v[i] - 1], k))
        i = (i + 1) & (m->cap - 1);
    return &m->v[i];
}

static void
map_grow(arena *keep, struct map *m)
{
    m->cap = m->cap == 0 ? 256 : m->cap * 2;
    m->v = ARENA_ARRAY(keep, uint32_t, m->cap);
    for (size_t i = 0; i < m->keys.n; i++)
        *map_place(m, &m->keys.v[i]) = (uint32_t)i + 1;
}

size_t
map_index(arena *keep, struct map *m, const struct key *k, bool *added)
{
    if (m->keys.n * 2 >= m->cap)
        map_grow(keep, m);
    uint32_t *place = map_place(m, k);
    *added = *place == 0;
    if (*added) {
        VEC_PUSH(keep, &m->keys, *k);
        *place = (uint32_t)m->keys.n;
    }
    return *place - 1;
}

bool
map_has(const struct map *m, const struct key *k)
{
    return m->cap > 0 && *map_place(m, k) != 0;
}

static sym
intern(struct collector *c, const char *s)
{
    return s == NULL ? NULL : sym_intern(c->names, s);
}

static struct key
function_key(struct collector *c, const struct rule *r, const struct event *e)
{
    assert(e->func->loc.file < e->unit->n_files);
    return (struct key){
        .rule = r,
        .file = intern(c, e->unit->files[e->func->loc.file].path),
        .func = intern(c, e->func->name),
        .line = e->func->loc.line,
    };
}

/* ---- coverage ---- */

/* A rule that waits for losses judges obligations: its site is where the
 * obligation began, whatever ends it. */
static void
record_site(struct collector *c, const struct rule *r, const struct event *e,
            enum verdict verdict)
{
    const struct op *op = e->op;
    if ((r->events & (1u << EVENT_LOST)) != 0 && e->subject.born != NULL)
        op = e->subject.born;
    struct key k = function_key(c, r, e);
    k.at = op_position(e->func, op);
    bool added;
    size_t i = map_index(c->keep, &c->site_map, &k, &added);
    if (added) {
        struct site s = {intern(c, op_place(e->unit, op).file), verdict};
        VEC_PUSH(c->keep, &c->sites, s);
    }
    c->touched |= i < c->mark.sites;
    if (verdict > c->sites.v[i].worst)
        c->sites.v[i].worst = verdict;
}

/* ---- findings ---- */

/* What is known of one FOUND event, in a scratch arena. */
struct witness {
    const struct rule *rule;
    const struct event *event;
    const struct step *steps;
    size_t n_steps;
    struct reason cause;
    const struct op *anchor; /* NULL: a parameter */
};

static const struct op *
witness_anchor(const struct witness *w)
{
    if (!w->rule->about_exception)
        return w->event->subject.born;
    return cause_op(&w->cause, w->event);
}

/* The path is dear; only who must have it asks for it. */
static void
witness_walk(arena *scratch, struct witness *w)
{
    if (w->steps != NULL)
        return;
    w->steps = engine_path(scratch, w->event, &w->n_steps);
    w->cause = cause_find(w->steps, w->n_steps, w->event);
    if (w->rule->about_exception && w->event->exc == EXC_STATE_SET)
        w->cause = (struct reason){cause_of_exception(w->steps, w->n_steps),
                                   NULL};
}

static const char *
exit_name(const struct event *e)
{
    static const char *const losses[] = {
        [LOSS_RETURN] = "return",   [LOSS_OVERWRITTEN] = "overwritten",
        [LOSS_IGNORED] = "ignored", [LOSS_SCOPE] = "scope",
        [LOSS_HOLDER] = "holder",   [LOSS_REALLOC] = "realloc",
    };
    static const char *const events[EVENT_KIND_COUNT] = {
        [EVENT_RELEASE] = "release",
        [EVENT_STEAL] = "steal",
        [EVENT_USE] = "use",
        [EVENT_RETURN] = "return",
        [EVENT_STORE] = "store",
        [EVENT_CALL] = "call",
        [EVENT_TYPE] = "type",
        [EVENT_KEPT] = "kept",
        [EVENT_FORMAT] = "format",
        [EVENT_TABLE] = "table",
        [EVENT_CLAIM] = "claim",
        [EVENT_BORROW] = "borrow",
        [EVENT_EXCHANGE] = "exchange",
        [EVENT_YIELD] = "yield",
        [EVENT_STATIC] = "static",
        [EVENT_UNSET] = "unset",
        [EVENT_UNGUARDED] = "unguarded",
        [EVENT_RELOCK] = "relock",
    };
    return e->kind == EVENT_LOST ? losses[e->loss] : events[e->kind];
}

/* The statement where the obligation began; for a parameter its number. */
static const char *
anchor_text(arena *keep, const struct witness *w)
{
    if (w->anchor != NULL)
        return w->anchor->stmt == NULL ? ""
                                       : arena_strdup(keep, w->anchor->stmt);
    const char *name = rule_name(w->event, keep);
    for (size_t i = 0; name != NULL && i < w->event->func->n_params; i++) {
        sym param = w->event->func->slots[i].name;
        if (param != NULL && strcmp(param, name) == 0)
            return arena_printf(keep, "parameter %zu", i);
    }
    return "";
}

static void
fill_texts(arena *keep, struct finding *f, const struct event *e)
{
    struct text message = {.keep = keep}, fix = {.keep = keep};
    f->rule->message(e, &message);
    f->message = text_str(&message);
    f->fix = NULL;
    if (f->rule->fix != NULL) {
        f->rule->fix(e, &fix);
        f->fix = fix.n > 0 ? text_str(&fix) : NULL;
    }
}

static const char *
copy(arena *keep, const char *s)
{
    return s == NULL ? NULL : arena_strdup(keep, s);
}

/* What a helper may have done to an object says nothing of exceptions. */
static enum confidence
confidence_of(const struct rule *r, const struct event *e)
{
    return e->subject.doubt && !r->about_exception ? CONFIDENCE_POSSIBLE
                                                   : e->confidence;
}

static void
draft_fill(struct collector *c, struct draft *d, const struct witness *w)
{
    const struct event *e = w->event;
    struct finding *f = &d->finding;
    const struct op *blamed = cause_op(&w->cause, e);
    f->rule = w->rule;
    f->place = op_place(e->unit, e->op);
    f->place.file = f->file = intern(c, f->place.file);
    f->function = intern(c, e->func->name);
    f->py_name = copy(c->keep, program_py_name(c->program, e->func));
    fill_texts(c->keep, f, e);
    f->confidence = confidence_of(f->rule, e);
    f->trigger = e->trigger;
    f->name = rule_name(e, c->keep);
    f->name = copy(c->keep, f->name);
    f->steps = prose_steps(c->keep, w->rule, e, w->steps, w->n_steps,
                           &w->cause, &f->n_steps);
    f->anchor = intern(c, anchor_text(c->keep, w));
    f->cause = intern(c, blamed->stmt == NULL ? "" : blamed->stmt);
    f->exit = exit_name(e);
    f->body_hash = e->func->body_hash == NULL ? ""
                                              : intern(c, e->func->body_hash);
    d->after = op_position(e->func, e->subject.released_at);
    d->length = w->n_steps;
    d->absent = e->subject.null == NULL_IS;
}

/* Negative: the event is a better witness than the draft's. */
static int
witness_compare(const struct event *e, const struct finding *f)
{
    enum confidence now = confidence_of(f->rule, e);
    bool possible = now == CONFIDENCE_POSSIBLE;
    if (possible != (f->confidence == CONFIDENCE_POSSIBLE))
        return possible ? 1 : -1;
    if (e->trigger != f->trigger)
        return (int)e->trigger - (int)f->trigger;
    return (int)now - (int)f->confidence;
}

static void
draft_add_exit(struct collector *c, struct draft *d, const struct witness *w)
{
    const struct event *e = w->event;
    if (confidence_of(w->rule, e) == CONFIDENCE_POSSIBLE &&
        d->finding.confidence != CONFIDENCE_POSSIBLE)
        return;
    struct exit_point x = {op_place(e->unit, e->op),
                           op_position(e->func, e->op)};
    x.place.file = intern(c, x.place.file);
    for (size_t i = 0; i < d->exits.n; i++)
        if (position_equal(d->exits.v[i].at, x.at))
            return;
    VEC_PUSH(c->keep, &d->exits, x);
}

static struct key
draft_key(struct collector *c, const struct witness *w)
{
    struct key k = function_key(c, w->rule, w->event);
    k.event = (uint32_t)w->event->kind;
    k.part = w->event->subject.part;
    k.at = op_position(w->event->func, w->anchor);
    uint32_t block = cause_block(&w->cause);
    if (w->rule->about_exception && block != NO_BLOCK)
        k.at = (struct position){block, 0};
    if (w->anchor == NULL)
        k.name = intern(c, rule_name(w->event, c->keep));
    return k;
}

/* The index of the draft filed under the key; NO_DRAFT in a new place. */
static size_t *
draft_place(struct collector *c, const struct key *k)
{
    bool added;
    size_t none = NO_DRAFT;
    size_t i = map_index(c->keep, &c->draft_map, k, &added);
    if (added)
        VEC_PUSH(c->keep, &c->draft_index, none);
    return &c->draft_index.v[i];
}

/* A draft is found by where its obligation began, and by the op that does
 * wrong: a label that releases what may be NULL for two reasons is one
 * defect.  What is lost at one return is many. */
static struct draft *
draft_of(struct collector *c, const struct witness *w, bool *added)
{
    struct key begin = draft_key(c, w), end = begin;
    end.event |= END_KEY;
    end.at = op_position(w->event->func, w->event->op);
    end.name = intern(c, arena_printf(c->keep, "%d", w->event->arg));
    bool lost = w->event->kind == EVENT_LOST && w->event->loss != LOSS_REALLOC;
    bool by_end = !lost && !w->rule->about_exception;
    size_t i = *draft_place(c, &begin);
    if (i == NO_DRAFT && by_end)
        i = *draft_place(c, &end);
    *added = i == NO_DRAFT;
    if (*added) {
        struct draft fresh = {.key = begin};
        VEC_PUSH(c->keep, &c->drafts, fresh);
        i = c->drafts.n - 1;
    }
    c->touched |= i < c->mark.drafts;
    *draft_place(c, &begin) = i;
    if (by_end)
        *draft_place(c, &end) = i;
    return &c->drafts.v[i];
}

static void
record_finding(struct collector *c, const struct rule *r,
               const struct event *e)
{
    arena *scratch = arena_new();
    struct witness w = {.rule = r, .event = e};
    if (r->about_exception)
        witness_walk(scratch, &w);
    w.anchor = witness_anchor(&w);
    bool added;
    struct draft *d = draft_of(c, &w, &added);
    int order = added ? -1 : witness_compare(e, &d->finding);
    if (order < 0 && !added && d->finding.confidence == CONFIDENCE_POSSIBLE &&
        confidence_of(r, e) != CONFIDENCE_POSSIBLE)
        d->exits.n = 0; /* those were possibilities */
    if (order <= 0)
        witness_walk(scratch, &w);
    if (order < 0 || (order == 0 && w.n_steps < d->length))
        draft_fill(c, d, &w);
    if (!added)
        d->finding.duplicates++;
    draft_add_exit(c, d, &w);
    arena_free(scratch);
}

struct collector *
collector_new(arena *keep, const struct program *p)
{
    struct collector *c = ARENA_NEW(keep, struct collector);
    c->keep = keep;
    c->names = symtab_new(keep);
    c->program = p;
    return c;
}

void
collector_event(struct collector *c, const struct event *e)
{
    for (size_t i = 0; i < rule_count; i++) {
        const struct rule *r = rule_table[i];
        if ((r->events & (1u << e->kind)) == 0)
            continue;
        enum verdict verdict = r->judge(e);
        if (verdict == VERDICT_NONE)
            continue;
        record_site(c, r, e, verdict);
        if (verdict == VERDICT_FOUND)
            record_finding(c, r, e);
    }
}

/* ---- at the end ---- */

static bool
has_exit_at(const struct draft *d, struct position at)
{
    for (size_t i = 0; i < d->exits.n; i++)
        if (position_equal(d->exits.v[i].at, at))
            return true;
    return false;
}

/* What follows from a reported defect of the same subject is no second
 * defect: a use after a release that is itself reported as wrong.  A release
 * of NULL is one of another way: what follows it does not follow from it. */
static bool
is_consequence(const struct collector *c, size_t i)
{
    const struct draft *d = &c->drafts.v[i];
    if (d->after.block == NO_BLOCK)
        return false;
    for (size_t j = 0; j < c->drafts.n; j++) {
        const struct draft *of = &c->drafts.v[j];
        if (j != i && !of->dropped && !of->absent &&
            key_same_subject(&d->key, &of->key) && has_exit_at(of, d->after))
            return true;
    }
    return false;
}

static int
place_compare(const struct place *a, const struct place *b)
{
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->col < b->col ? -1 : a->col > b->col;
}

int
finding_compare(const void *left, const void *right)
{
    const struct finding *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    if (order == 0 && a->place.line != b->place.line)
        order = a->place.line < b->place.line ? -1 : 1;
    if (order == 0)
        order = strcmp(a->rule->id, b->rule->id);
    if (order == 0)
        order = place_compare(&a->place, &b->place);
    if (order == 0)
        order = strcmp(a->anchor, b->anchor);
    return order != 0 ? order : strcmp(a->message, b->message);
}

static int
also_compare(const void *left, const void *right)
{
    const struct place *a = left, *b = right;
    int order = strcmp(a->file, b->file);
    return order != 0 ? order : place_compare(a, b);
}

static bool
same_place(const struct place *a, const struct place *b)
{
    return a->file == b->file && place_compare(a, b) == 0;
}

/* The other exits, sorted, each place once. */
static void
fill_also(struct collector *c, struct draft *d)
{
    struct place *v = ARENA_ARRAY(c->keep, struct place, d->exits.n);
    size_t n = 0, m = 0;
    for (size_t i = 0; i < d->exits.n; i++)
        if (!same_place(&d->exits.v[i].place, &d->finding.place))
            v[n++] = d->exits.v[i].place;
    qsort(v, n, sizeof *v, also_compare);
    for (size_t i = 0; i < n; i++)
        if (m == 0 || !same_place(&v[m - 1], &v[i]))
            v[m++] = v[i];
    d->finding.also = v;
    d->finding.n_also = m;
}

const struct finding *
collector_findings(struct collector *c, size_t *n)
{
    struct finding *v = ARENA_ARRAY(c->keep, struct finding, c->drafts.n);
    *n = 0;
    for (size_t i = 0; i < c->drafts.n; i++) {
        c->drafts.v[i].dropped = is_consequence(c, i);
        if (c->drafts.v[i].dropped)
            continue;
        fill_also(c, &c->drafts.v[i]);
        v[(*n)++] = c->drafts.v[i].finding;
    }
    qsort(v, *n, sizeof *v, finding_compare);
    fingerprint_all(c->keep, v, *n);
    return v;
}

static struct coverage *
coverage_of(struct collector *c, struct map *rows, struct coverage *v,
            const struct rule *r, sym file)
{
    bool added;
    size_t i = map_index(c->keep, rows, &(struct key){.rule = r, .file = file},
                         &added);
    if (added)
        v[i] = (struct coverage){.rule = r, .file = file};
    return &v[i];
}

static int
coverage_compare(const void *left, const void *right)
{
    const struct coverage *a = left, *b = right;
    int order = strcmp(a->rule->id, b->rule->id);
    return order != 0 ? order : strcmp(a->file, b->file);
}

const struct coverage *
collector_coverage(struct collector *c, size_t *n)
{
    struct coverage *v = ARENA_ARRAY(c->keep, struct coverage, c->sites.n);
    struct map rows = {0};
    for (size_t i = 0; i < c->sites.n; i++) {
        const struct site *s = &c->sites.v[i];
        struct coverage *row = coverage_of(
            c, &rows, v, c->site_map.keys.v[i].rule, s->file);
        row->sites++;
        row->clean += s->worst == VERDICT_CLEAN;
        row->unknown += s->worst == VERDICT_UNKNOWN;
        row->found += s->worst == VERDICT_FOUND;
    }
    *n = rows.keys.n;
    qsort(v, *n, sizeof *v, coverage_compare);
    return v;
}

/* The findings of the analysis, tried one and all: first what promises most,
 * then what is left of that, then calls with other things. */
#include "replays.h"

#include <string.h>
#include <sys/stat.h>

#include "commands.h"
#include "session.h"

/* ---- is it the code that was analysed? ---------------------------------- */

/* Lines of a definition: the compiler may mean the name or the type. */
#define LINE_SLACK 4

static const char *
code_differs(const struct replays *k, struct object *o, struct claim *c)
{
    const char *function = c->finding->function;
    uint32_t line = function == NULL
                        ? 0
                        : object_function_line(o, c->finding->file, function);
    if (function == NULL || c->line == 0)
        return NULL;
    if (line == 0)
        return arena_printf(k->keep, "it has no function %s()", function);
    if (line + LINE_SLACK >= c->line && line <= c->end_line &&
        line <= c->line + LINE_SLACK)
        return NULL;
    return arena_printf(k->keep, "%s() was analysed at line %u and is at %u",
                        function, c->line, line);
}

static const char *
source_differs(const struct replays *k, struct object *o,
               const struct claim *c)
{
    struct stat source, object;
    size_t n;
    const char *path = object_source_path(o, c->finding->file);
    if (path == NULL || stat(path, &source) != 0 ||
        stat(object_path(o), &object) != 0)
        return NULL;
    if (source.st_mtime > object.st_mtime)
        return arena_printf(k->keep, "%s is newer than the extension", path);
    const char *text = file_read(k->keep, path, &n);
    if (text != NULL && c->file_hash != NULL && *c->file_hash != '\0' &&
        strcmp(hash_hex(k->keep, text, n), c->file_hash) != 0)
        return arena_printf(k->keep, "%s has changed since the analysis",
                            path);
    return NULL;
}

/* What differs about one loaded object, a line for each file; the findings
 * there are not tried. */
static size_t
check_object(struct replays *k, struct object *o)
{
    struct strings said = {0};
    for (size_t i = 0; i < k->claims->n; i++) {
        struct claim *c = &k->claims->v[i];
        if (!object_has_source(o, c->finding->file))
            continue;
        const char *why = source_differs(k, o, c);
        if (why == NULL)
            why = code_differs(k, o, c);
        c->changed |= why != NULL;
        bool known = why == NULL;
        for (size_t s = 0; s < said.n && !known; s++)
            known = strcmp(said.v[s], why) == 0;
        if (!known)
            VEC_PUSH(k->keep, &said, why);
    }
    const char *id = object_build_id(o);
    fprintf(stderr, "  %s (build id %.8s): %s\n", object_path(o),
            *id == '\0' ? "none" : id,
            said.n > 0            ? "NOT the code that was analysed"
            : object_has_lines(o) ? "matches the analysed source"
                                  : "has no line numbers");
    for (size_t i = 0; i < said.n; i++)
        fprintf(stderr, "    %s\n", said.v[i]);
    return said.n;
}

size_t
replays_check_code(struct replays *k)
{
    size_t bad = 0;
    struct recording *r = k->e->recording;
    for (size_t i = 0; i < r->objects.n; i++)
        if (r->objects.v[i] != NULL)
            bad += check_object(k, r->objects.v[i]);
    return bad;
}

/* ---- trials ------------------------------------------------------------- */

struct trial_list {
    const struct trial **v;
    size_t n, cap;
};

/* Where it is, or would be. */
static const struct trial **
set_slot(const struct trial_set *s, const struct trial *t)
{
    size_t i = trial_hash(t) & (s->size - 1);
    while (s->v[i] != NULL && !trial_same(s->v[i], t))
        i = (i + 1) & (s->size - 1);
    return &s->v[i];
}

static void
set_grow(struct replays *k)
{
    struct trial_set old = k->done;
    k->done.size = old.size == 0 ? 1024 : old.size * 2;
    k->done.v = ARENA_ARRAY(k->keep, const struct trial *, k->done.size);
    memset(k->done.v, 0, k->done.size * sizeof *k->done.v);
    for (size_t i = 0; i < old.size; i++)
        if (old.v[i] != NULL)
            *set_slot(&k->done, old.v[i]) = old.v[i];
}

/* Claims may ask for the same. */
static void
add_trial(struct replays *k, struct trial_list *list, const struct trial *t)
{
    if (k->done.n * 2 >= k->done.size)
        set_grow(k);
    const struct trial **slot = set_slot(&k->done, t);
    if (*slot != NULL)
        return;
    *slot = t;
    k->done.n++;
    VEC_PUSH(k->keep, list, t);
}

/* What each claim that is still open planned from `from` on, at most `most`
 * of it. */
static struct trial_list
trials_of(struct replays *k, const size_t *from, size_t most)
{
    struct trial_list list = {0};
    for (size_t i = 0; i < k->claims->n; i++) {
        const struct claim *c = &k->claims->v[i];
        for (size_t t = from[i];
             !c->shown && !c->left && t < c->trials.n && t - from[i] < most;
             t++)
            add_trial(k, &list, &c->trials.v[t]);
    }
    return list;
}

static void
judge_claims(struct replays *k)
{
    memset(k->n_of, 0, sizeof k->n_of);
    for (size_t i = 0; i < k->claims->n; i++) {
        struct evidence *e = &k->evidence[i];
        *e = claim_judge(k->keep, k->e->recording, k->claims->v, k->claims->n,
                         i, &k->e->replayed);
        if (k->claims->v[i].changed) {
            e->outcome = CLAIM_INCONCLUSIVE;
            e->detail = "the extension was built from other code";
        }
        k->claims->v[i].shown = e->outcome == CLAIM_REPRODUCED;
        k->n_of[e->outcome] += !k->claims->v[i].left;
    }
}

/* Of the budget that was left at the beginning. */
static unsigned
share_of(const struct replays *k, unsigned share)
{
    return k->begun + share * (100 - k->begun) / 100;
}

/* One run of the command.  `from` moves behind the trials that were in it. */
static int
try_some(struct replays *k, size_t *from, size_t most, unsigned share)
{
    struct trial_list trials = trials_of(k, from, most);
    size_t open = 0;
    for (size_t i = 0; i < k->claims->n; i++) {
        size_t left = k->claims->v[i].trials.n - from[i];
        open += !k->claims->v[i].shown && !k->claims->v[i].left;
        from[i] += left < most ? left : most;
    }
    if (k->o->quiet == 0)
        fprintf(stderr, "  %zu trials for %zu findings\n", trials.n, open);
    int code = trials.n == 0 ? EXIT_CLEAN
                             : experiment_replay(k->e, trials.v, trials.n,
                                                 share_of(k, share), false);
    judge_claims(k);
    return code;
}

/* What only a lack of memory has shown, and needs none by what is said of it,
 * may show in a call with other things, too: where there is time to spare. */
static int
try_better(struct replays *k, size_t *from)
{
    enum { TO_SPARE = 50 };
    size_t n = 0;
    for (size_t i = 0; i < k->claims->n; i++) {
        struct claim *c = &k->claims->v[i];
        bool poor = k->evidence[i].outcome == CLAIM_REPRODUCED &&
                    k->evidence[i].grade == GRADE_GENUINE &&
                    c->finding->trigger != TRIGGER_OUT_OF_MEMORY;
        c->shown = !poor;
        n += poor && !c->left;
    }
    if (n == 0 || !experiment_has_time(k->e, share_of(k, TO_SPARE)))
        return EXIT_CLEAN;
    claims_vary(k->keep, k->e->recording, k->claims->v, k->claims->n, false);
    return try_some(k, from, SIZE_MAX, TO_SPARE);
}

/* Calls with other things, and more of them for what is still open: a call
 * that others tell of, too, is not kept waiting by one that has it alone. */
static int
try_other_things(struct replays *k, size_t *from, bool often)
{
    enum { SHARE = 85 };
    claims_deepen(k->keep, k->e->recording, k->claims->v, k->claims->n,
                  &k->e->replayed);
    claims_vary(k->keep, k->e->recording, k->claims->v, k->claims->n, false);
    int code = try_some(k, from, SIZE_MAX, often ? SHARE : 100);
    if (!often || code != EXIT_CLEAN)
        return code;
    claims_vary(k->keep, k->e->recording, k->claims->v, k->claims->n, true);
    return try_some(k, from, SIZE_MAX, 100);
}

static void
plan_claims(struct replays *k)
{
    for (size_t i = 0; i < k->claims->n; i++) {
        struct claim *c = &k->claims->v[i];
        claim_sites(k->keep, k->e->recording, c);
        if (!c->changed && !c->left)
            claim_plan(k->keep, k->e->recording, c, i,
                       (size_t)k->o->max_trials);
    }
}

/* A trial of a finding that was shown before is none, so that the command
 * runs several times, unless that alone would use up the time: what promises
 * most, what is left of that, and calls with other things. */
int
replays_try(struct replays *k)
{
    enum { FIRST = 6, FIRST_SHARE = 40, SECOND_SHARE = 65, OFTEN = 6 };
    size_t *from = ARENA_ARRAY(k->keep, size_t, k->claims->n + 1);
    bool often = k->brief || k->o->budget == 0 ||
                 k->e->work * OFTEN < (double)k->o->budget;
    k->evidence = ARENA_ARRAY(k->keep, struct evidence, k->claims->n);
    memset(from, 0, k->claims->n * sizeof *from);
    plan_claims(k);
    int code = EXIT_CLEAN;
    if (often)
        code = try_some(k, from, FIRST, FIRST_SHARE);
    if (often && code == EXIT_CLEAN)
        code = try_some(k, from, SIZE_MAX, SECOND_SHARE);
    if (k->brief)
        return code;
    if (code == EXIT_CLEAN)
        code = try_other_things(k, from, often);
    return code == EXIT_CLEAN && often ? try_better(k, from) : code;
}

/* ---- saying and keeping it ---------------------------------------------- */

const char *
replays_text(const struct replays *k, size_t i)
{
    const struct claim *c = &k->claims->v[i];
    const struct evidence *e = &k->evidence[i];
    struct text line = {.keep = k->keep};
    text_printf(&line, "%s  %s  %-13s  ", c->id, c->finding->rule->id,
                claim_outcome_name(e->outcome));
    report_add_safe(&line, c->finding->file);
    text_printf(&line, ":%u: %s", c->finding->place.line,
                e->detail == NULL ? "" : e->detail);
    if (e->graded)
        text_printf(&line, " [%s]", grade_name(e->grade));
    return text_str(&line);
}

static const char *
observed(const struct replays *k, const struct evidence *e)
{
    struct text t = {.keep = k->keep};
    if (e->outcome != CLAIM_REPRODUCED)
        return NULL;
    text_printf(&t, "{\"shown\":%lu,\"calls\":%lu", e->shown, e->measured);
    if (e->type != NULL) {
        text_add(&t, ",\"type\":\"");
        for (const char *p = e->type; *p != '\0'; p++)
            if ((unsigned char)*p >= ' ' && *p != '"' && *p != '\\')
                text_add_n(&t, p, 1);
        text_add(&t, "\"");
    }
    text_add(&t, "}");
    return text_str(&t);
}

static const char *
build_id_of(const struct replays *k, const struct claim *c)
{
    struct recording *r = k->e->recording;
    for (size_t i = 0; i < r->objects.n; i++)
        if (r->objects.v[i] != NULL &&
            object_has_source(r->objects.v[i], c->finding->file))
            return object_build_id(r->objects.v[i]);
    return NULL;
}

bool
replays_keep(struct replays *k, struct store *s, size_t i,
             const struct strings *command)
{
    const struct claim *c = &k->claims->v[i];
    const struct evidence *e = &k->evidence[i];
    struct store_evidence row = {
        .engine = e->engine,
        .outcome = claim_outcome_name(e->outcome),
        .grade = e->graded ? grade_name(e->grade) : NULL,
        .reached = e->reached,
        .observed = observed(k, e),
        .python = experiment_python(k->e),
        .build_id = build_id_of(k, c),
        .body_hash = c->body_hash,
        .command = command->v,
        .n_command = command->n,
        .reproducer = e->trial == NULL ? NULL : plan_trial(k->keep, e->trial),
        .detail = e->detail};
    return store_evidence_add(s, c->issue, &row);
}

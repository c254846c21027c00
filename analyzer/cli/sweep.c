/* `refaudit sweep`: every call that can fail fails once, and what goes wrong
 * then becomes a finding, or evidence for the one that says so already. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "claims.h"
#include "commands.h"
#include "database.h"
#include "experiment.h"
#include "replays.h"
#include "reproduce.h"
#include "front.h"
#include "session.h"

struct sweeping {
    const struct options *o;
    arena *keep;
    const char *db;
    struct claims claims;
    struct strings files; /* that were analysed */
    struct experiment e;
    struct sweep sweep;
    struct discovery *found;
    const struct claim **same; /* the finding that says so, or NULL */
    size_t n, unplaced;
    struct replays replays; /* of the other findings */
};

/* ---- what is known already ---------------------------------------------- */

static bool
take_file(void *data, const char *file)
{
    struct sweeping *w = data;
    VEC_PUSH(w->keep, &w->files, arena_strdup(w->keep, file));
    return true;
}

/* A sweep needs no analysis; where there was one, names and findings are
 * taken from there. */
static int
load(struct sweeping *w)
{
    const char *path = w->o->db != NULL ? w->o->db : DATABASE;
    w->db = path;
    if (access(path, F_OK) != 0)
        return EXIT_CLEAN;
    struct store *s = database_open(w->o, STORE_READ);
    if (s == NULL)
        return EXIT_USAGE;
    bool good = claims_load(w->o, s, true, &w->claims) &&
                store_files_analysed(s, take_file, w);
    int code = good ? EXIT_CLEAN : usage_error("%s", store_error(s));
    store_close(s);
    return code;
}

static const char *
file_name(void *data, const char *path)
{
    const struct sweeping *w = data;
    char here[PATH_MAX];
    for (size_t i = 0; i < w->files.n; i++)
        if (path_matches(path, w->files.v[i]))
            return w->files.v[i];
    if (getcwd(here, sizeof here) == NULL)
        return path;
    return short_path(here, path);
}

/* The same kind of defect: a rule, or one that a run cannot tell from it. */
static bool
same_rule(const char *a, const char *b)
{
    static const char *const groups[] = {
        "REF001 MOD001 MEM006", "REF002 REF003 REF004 REF005 REF006",
        "MEM003 MEM005", "MEM004 MEM007", "NUL001 NUL002"};
    if (strcmp(a, b) == 0)
        return true;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strstr(groups[i], a) != NULL && strstr(groups[i], b) != NULL)
            return true;
    return false;
}

/* What has to fail by the finding failed where this was seen. */
static bool
fails_there(const struct claim *c, const struct discovery *d)
{
    bool fails = !c->wants_failure && d->grade == GRADE_NATURAL;
    for (size_t i = 0; i < c->failing.n && d->trial != NULL; i++)
        fails |= c->failing.v[i] == d->trial->site;
    return fails;
}

/* What a process may die of. */
static bool
deadly(const char *rule)
{
    return strstr("REF002 REF003 REF004 REF005 MEM001 MEM002 MEM004 MEM007 "
                  "NUL001 NUL002",
                  rule) != NULL;
}

/* One of the lines where it goes wrong by the finding. */
static bool
goes_wrong_at(const struct finding *f, const struct place *p)
{
    if (!path_matches(f->file, p->file))
        return false;
    bool at = f->place.line == p->line;
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct finding_step *s = &f->steps[i];
        at |= strcmp(s->kind, "decref") == 0 && s->place.line == p->line &&
              path_matches(s->place.file, p->file);
    }
    return at;
}

/* What the finding speaks of was made in that very call: what others have,
 * too, dies wherever the last of them lets go of it, rightly or not. */
static bool
made_there(const struct claim *c, const struct discovery *d)
{
    for (size_t i = 0; d->in != NULL && i < d->in->n_steps; i++)
        for (size_t k = 0; k < c->born.n; k++)
            if (strcmp(d->in->steps[i].site, c->born.v[k]->id) == 0)
                return true;
    return false;
}

/* The process died at the very line where it goes wrong by the finding, or in
 * what was released there. */
static bool
dies_there(const struct claim *c, const struct discovery *d)
{
    bool at = false;
    if (strcmp(d->finding.rule->id, "RUN001") != 0 ||
        !deadly(c->finding->rule->id) || !fails_there(c, d) ||
        !made_there(c, d))
        return false;
    for (size_t i = 0; i < d->finding.n_steps; i++) {
        const struct finding_step *s = &d->finding.steps[i];
        at |= strcmp(s->kind, "error-set") != 0 &&
              goes_wrong_at(c->finding, &s->place);
    }
    return at;
}

/* That line is one where the finding begins, or goes wrong. */
static bool
concerns(const struct finding *f, bool excess, const char *file, uint32_t line)
{
    if (!path_matches(f->file, file))
        return false;
    bool at = excess && f->place.line == line;
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct finding_step *s = &f->steps[i];
        bool birth = strcmp(s->kind, "acquire") == 0 ||
                     strcmp(s->kind, "incref") == 0;
        uint32_t last = s->place.end_line > s->place.line ? s->place.end_line
                                                          : s->place.line;
        at |= birth && !excess && line >= s->place.line && line <= last;
    }
    return at;
}

/* Of all that was done to the object in the call. */
static bool
done_there(const struct sweeping *w, const struct claim *c,
           const struct discovery *d)
{
    struct code_place at[MAX_FRAMES];
    const char *op = d->ops;
    if (!fails_there(c, d))
        return false;
    while (op != NULL && *op != '\0' && *op != '-') {
        size_t length = strcspn(op, ",");
        size_t n = recording_place(w->e.recording,
                                   arena_strndup(w->keep, op, length), true,
                                   at, MAX_FRAMES);
        for (size_t i = 0; i < n; i++)
            if (concerns(c->finding, d->excess, at[i].file, at[i].line))
                return true;
        op += length + (op[length] == ',');
    }
    return false;
}

/* What was traced to that line begins or goes wrong there by the finding. */
static bool
traced_there(const struct finding *f, const struct discovery *d)
{
    const struct finding *g = &d->finding;
    return d->owner != NULL && f->function != NULL &&
           path_matches(f->file, g->file) &&
           strcmp(f->function, g->function) == 0 &&
           (f->place.line == g->place.line ||
            concerns(f, d->excess, g->file, g->place.line));
}

/* A line that the run has shown is one where the finding goes wrong, or where
 * it takes or releases something. */
static bool
lines_meet(const struct finding *f, const struct finding *g)
{
    bool meet = false;
    for (size_t i = 0; i < g->n_steps; i++) {
        const struct place *p = &g->steps[i].place;
        if (!path_matches(f->file, p->file))
            continue;
        meet |= p->line == f->place.line;
        for (size_t k = 0; k < f->n_steps; k++) {
            const struct finding_step *s = &f->steps[k];
            meet |= p->line == s->place.line &&
                    (strcmp(s->kind, "decref") == 0 ||
                     strcmp(s->kind, "incref") == 0);
        }
    }
    return meet;
}

/* The finding is about what was lent, or has no name: several things in one
 * function may be so. */
static bool
says_of_lent(const struct claim *c, const struct discovery *d, bool passed)
{
    bool traced = d->owner != NULL || d->freed != NULL;
    return passed || lines_meet(c->finding, &d->finding) ||
           (!traced && !(c->lent && c->called));
}

static bool
says_so(const struct sweeping *w, const struct claim *c,
        const struct discovery *d)
{
    const struct finding *f = c->finding, *g = &d->finding;
    if (!path_matches(f->file, g->file) ||
        (d->freed != NULL && !lines_meet(f, g)))
        return false;
    bool same_function = f->function != NULL &&
                         strcmp(f->function, g->function) == 0;
    bool passed = chains_pass(w->keep, w->e.recording, d->chains, c->birth);
    /* What a function of the project makes is made for many. */
    for (size_t i = 0; i < c->born.n; i++)
        if ((!c->relayed || same_function || passed) &&
            (strcmp(c->born.v[i]->id, d->born) == 0 ||
             strcmp(c->born.v[i]->id, d->given) == 0))
            return true;
    if (fails_there(c, d) && passed)
        return true;
    if (same_function && (c->lent || c->born.n == 0) &&
        says_of_lent(c, d, passed))
        return true;
    if (d->born_line == 0)
        return f->place.line == g->place.line;
    for (size_t i = 0; i < f->n_steps; i++) {
        const struct finding_step *s = &f->steps[i];
        bool birth = strcmp(s->kind, "acquire") == 0 ||
                     strcmp(s->kind, "borrow") == 0 ||
                     strcmp(s->kind, "incref") == 0;
        uint32_t last = s->place.end_line > s->place.line ? s->place.end_line
                                                          : s->place.line;
        if (birth && d->born_line >= s->place.line && d->born_line <= last)
            return true;
    }
    return false;
}

/* What is lost was traced to another function than the one that loses it by
 * the finding: that both make it at one place says nothing. */
static bool
lost_elsewhere(const struct finding *f, const struct discovery *d)
{
    const struct finding *g = &d->finding;
    if (d->owner == NULL || d->excess || f->function == NULL ||
        d->n_before >= g->n_steps)
        return false;
    for (size_t i = d->n_before; i < g->n_steps; i++)
        if (strcmp(g->steps[i].function, f->function) == 0)
            return false;
    return true;
}

/* What says so best comes first: where it was traced to, then where something
 * was done to the object. */
static const struct claim *
find_claim(const struct sweeping *w, const struct discovery *d)
{
    enum { WAYS = 3 };
    for (int way = 0; way < WAYS; way++)
        for (size_t i = 0; i < w->claims.n; i++) {
            const struct claim *c = &w->claims.v[i];
            const struct finding *f = c->finding;
            if (way == 0 && dies_there(c, d))
                return c;
            if (same_rule(f->rule->id, d->finding.rule->id) &&
                !lost_elsewhere(f, d) &&
                (way == 0   ? traced_there(f, d)
                 : way == 1 ? done_there(w, c, d)
                            : says_so(w, c, d)))
                return c;
        }
    return NULL;
}

static void
find_same(struct sweeping *w)
{
    w->same = ARENA_ARRAY(w->keep, const struct claim *, w->n);
    for (size_t k = 0; k < w->claims.n; k++)
        claim_sites(w->keep, w->e.recording, &w->claims.v[k]);
    for (size_t i = 0; i < w->n; i++)
        w->same[i] = find_claim(w, &w->found[i]);
}

/* ---- keeping it --------------------------------------------------------- */

/* The line without white space around: it survives that lines move. */
static const char *
line_text(arena *keep, const char *file, uint32_t line)
{
    size_t n;
    const char *at = file_read(keep, file, &n);
    for (uint32_t i = 1; at != NULL && i < line; i++) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    if (at == NULL)
        return "";
    at += strspn(at, " \t");
    return arena_strndup(keep, at, strcspn(at, "\r\n"));
}

static const char *
full_path(const struct sweeping *w, const char *file)
{
    struct recording *r = w->e.recording;
    for (size_t i = 0; i < r->objects.n; i++) {
        const char *path = r->objects.v[i] == NULL
                               ? NULL
                               : object_source_path(r->objects.v[i], file);
        if (path != NULL)
            return path;
    }
    return file;
}

static const char *
source_text(void *data, const char *file)
{
    const struct sweeping *w = data;
    size_t n;
    return file_read(w->keep, full_path(w, file), &n);
}

/* Files and functions as the analysis knew them; those it did not see get a
 * row of their own. */
static bool
keep_function(struct sweeping *w, struct store *s, struct finding *f)
{
    struct store_subject code;
    const char *full = full_path(w, f->file);
    struct source_file file = {.path = f->file, .full = full};
    size_t n;
    const char *text = file_read(w->keep, full, &n);
    file.hash = text == NULL ? "" : hash_hex(w->keep, text, n);
    store_file(s, &file);
    bool known = store_function_code(s, w->keep, f->file, f->function, &code);
    struct store_function row = {.file = f->file,
                                 .name = f->function,
                                 .is_static = true,
                                 .line = known ? code.line : f->place.line,
                                 .end_line = known ? code.end_line
                                                   : f->place.line,
                                 .signature = "",
                                 .body_hash = known ? code.body_hash : "",
                                 .status = "skipped",
                                 .reason = "a sweep analyses nothing"};
    f->body_hash = row.body_hash;
    f->anchor = line_text(w->keep, full, f->steps[0].place.line);
    f->cause = line_text(w->keep, full, f->place.line);
    return *f->function == '\0' || store_function(s, &row);
}

static bool
begin_run(struct sweeping *w, struct store *s)
{
    char *here = arena_alloc(w->keep, PATH_MAX); /* as long as the store */
    struct text command = {.keep = w->keep};
    for (size_t i = 0; i < w->o->args.n; i++)
        text_printf(&command, "%s%s", i == 0 ? "sweep:" : " ",
                    w->o->args.v[i]);
    const struct rule **rules = ARENA_ARRAY(w->keep, const struct rule *,
                                            w->n + 1);
    struct store_run run = {.label = w->o->label,
                            .root = getcwd(here, PATH_MAX),
                            .libclang = "none",
                            .model_hash = "",
                            .argv = w->o->argv,
                            .n_argv = (size_t)w->o->argc,
                            .config = "{}",
                            .compile_db = text_str(&command),
                            .py_version = experiment_python(&w->e),
                            .vcs_dirty = -1,
                            .rules = rules,
                            .embed = EMBED_FINDINGS};
    for (size_t i = 0; i < rule_count; i++)
        for (size_t k = 0; k < w->n; k++)
            if (w->found[k].finding.rule == rule_table[i]) {
                rules[run.n_rules++] = rule_table[i];
                break;
            }
    return run.root != NULL && store_run_begin(s, &run);
}

static bool
keep_evidence(struct sweeping *w, struct store *s, const struct discovery *d,
              int64_t issue, const char *body_hash)
{
    struct store_evidence row = {
        .engine = "fault-injection",
        .outcome = "reproduced",
        .grade = grade_name(d->grade),
        .reached = d->calls,
        .python = experiment_python(&w->e),
        .body_hash = body_hash,
        .command = w->o->argv,
        .n_command = (size_t)w->o->argc,
        .reproducer = d->trial == NULL ? NULL : plan_trial(w->keep, d->trial),
        .detail = arena_printf(w->keep, "%s (%lu of %lu calls)",
                               d->finding.message, d->shown, d->calls)};
    return store_evidence_add(s, issue, &row);
}

/* That it was not reproduced is for `refaudit confirm` to say. */
static bool
reproduced(const struct sweeping *w, size_t claim)
{
    return !w->claims.v[claim].left && w->replays.evidence != NULL &&
           w->replays.evidence[claim].outcome == CLAIM_REPRODUCED;
}

static bool
keep_replays(struct sweeping *w, struct store *s)
{
    struct strings command = {(const char **)w->o->argv, (size_t)w->o->argc,
                              (size_t)w->o->argc};
    bool good = true;
    for (size_t i = 0; i < w->claims.n && good; i++)
        good = !reproduced(w, i) || replays_keep(&w->replays, s, i, &command);
    return good;
}

static bool
keep_all(struct sweeping *w, struct store *s, const struct store_issue **out)
{
    struct finding *fresh = ARENA_ARRAY(w->keep, struct finding, w->n + 1);
    size_t n = 0;
    bool good = true;
    for (size_t i = 0; i < w->n && good; i++)
        if (w->same[i] == NULL) {
            good = keep_function(w, s, &w->found[i].finding);
            fresh[n++] = w->found[i].finding;
        }
    fingerprint_all(w->keep, fresh, n);
    good = good && store_findings(s, w->keep, fresh, n, out);
    for (size_t i = 0, at = 0; i < w->n && good; i++) {
        const struct discovery *d = &w->found[i];
        const struct claim *c = w->same[i];
        int64_t issue = c != NULL ? c->issue : (*out)[at++].issue;
        good = keep_evidence(w, s, d, issue,
                             c != NULL ? c->body_hash : d->finding.body_hash);
    }
    return good && keep_replays(w, s);
}

static int
keep(struct sweeping *w, const struct store_issue **issues)
{
    const char *error = NULL;
    struct store *s = store_open(w->keep, w->db, STORE_WRITE, &error);
    if (s == NULL)
        return usage_error("%s", error);
    bool good = begin_run(w, s) && store_begin(s) && keep_all(w, s, issues) &&
                store_commit(s) && store_run_end(s, "complete");
    if (!good)
        fprintf(stderr, "refaudit: %s\n", store_error(s));
    store_close(s);
    return good ? EXIT_CLEAN : EXIT_INTERNAL;
}

/* ---- saying it ---------------------------------------------------------- */

/* Several sights of one finding are one line. */
static bool
said_before(const struct sweeping *w, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (w->same[i] != NULL && w->same[i] == w->same[at])
            return true;
    return false;
}

/* What was traced to a step of the finding went wrong there, wherever else
 * the analysis has its line. */
static const struct place *
place_shown(const struct discovery *d, const struct claim *same)
{
    const struct place *p = &d->finding.place;
    const struct finding *f = same == NULL ? NULL : same->finding;
    if (f == NULL)
        return p;
    for (size_t i = 0; i < f->n_steps && d->excess && d->owner != NULL; i++)
        if (strcmp(f->steps[i].kind, "store") == 0 &&
            f->steps[i].place.line == p->line &&
            path_matches(f->file, p->file))
            return p;
    return &f->place;
}

static const char *
said_of(arena *keep, const struct place *shown, const struct claim *same)
{
    if (same == NULL)
        return "";
    uint32_t line = same->finding->place.line;
    return shown->line == line
               ? ", reported before"
               : arena_printf(keep, ", reported before at line %u", line);
}

static bool
print_all(const struct sweeping *w, const struct store_issue *issues)
{
    size_t at = 0;
    bool good = true;
    for (size_t i = 0; i < w->n; i++) {
        const struct discovery *d = &w->found[i];
        const struct finding *f = &d->finding;
        const struct claim *same = w->same[i];
        if (said_before(w, i))
            continue;
        const struct place *p = place_shown(d, same);
        const char *id = same != NULL ? same->id : issues[at++].id;
        struct text t = {.keep = w->keep};
        report_add_safe(&t, same != NULL ? same->finding->file : f->file);
        text_printf(&t, ":%u: ", p->line);
        report_add_safe(&t, f->message);
        const char *line = arena_printf(
            w->keep, "%s  %s  %s [%s%s]", id,
            same != NULL ? same->finding->rule->id : f->rule->id, text_str(&t),
            grade_name(d->grade), said_of(w->keep, p, same));
        puts(line);
        good = reproduce_write(&w->e, id, line, d->trial) && good;
    }
    return good;
}

static bool
print_replays(const struct sweeping *w)
{
    bool good = true;
    for (size_t i = 0; i < w->claims.n; i++) {
        const struct claim *c = &w->claims.v[i];
        if (!reproduced(w, i))
            continue;
        const struct evidence *e = &w->replays.evidence[i];
        struct text t = {.keep = w->keep};
        report_add_safe(&t, c->finding->file);
        text_printf(&t, ":%u: ", c->finding->place.line);
        report_add_safe(&t, e->detail == NULL ? "" : e->detail);
        const char *line = arena_printf(
            w->keep, "%s  %s  %s [%s, reported before]", c->id,
            c->finding->rule->id, text_str(&t), grade_name(e->grade));
        puts(line);
        good = reproduce_write(&w->e, c->id, line, e->trial) && good;
    }
    return good;
}

static size_t
count_verdict(const struct log *log, const char *verdict)
{
    size_t n = 0;
    for (size_t i = 0; i < log->trials.n; i++)
        n += *log->trials.v[i].id == 'S' &&
             strcmp(log->trials.v[i].verdict, verdict) == 0;
    return n;
}

static void
summarise(const struct sweeping *w)
{
    const struct log *log = &w->e.replayed;
    size_t fallible = 0;
    for (size_t i = 0; i < w->e.recording->sites.n; i++)
        fallible += w->e.recording->sites.v[i].fallible;
    fprintf(stderr,
            "Python %s; %zu calls of the API reached, %zu can fail, %zu "
            "trials: %zu clean, %zu found, %zu infeasible, %zu diverged\n",
            experiment_python(&w->e), w->e.recording->sites.n, fallible,
            w->sweep.trials.n, count_verdict(log, "clean"),
            count_verdict(log, "found"), count_verdict(log, "infeasible"),
            count_verdict(log, "diverged"));
    if (w->unplaced > 0)
        fprintf(stderr,
                "  %zu more without a line or a rule: see the log "
                "(--keep-logs)\n",
                w->unplaced);
    fprintf(stderr, "  %s\n", experiment_course(&w->e));
    if (w->replays.done.n > 0)
        fprintf(stderr,
                "  %zu trials for findings of the analysis: %zu more of them "
                "reproduced\n",
                w->replays.done.n, w->replays.n_of[CLAIM_REPRODUCED]);
    experiment_left_out(&w->e, w->sweep.trials.n + w->replays.done.n);
}

/* ---- all of it ---------------------------------------------------------- */

/* Some findings of the analysis can be tried. */
static bool
any_left(const struct sweeping *w)
{
    bool any = false;
    for (size_t i = 0; i < w->claims.n; i++)
        any |= !w->claims.v[i].left;
    return any;
}

/* Most of the time of a budget; what is left of it is for those. */
#define SWEEP_SHARE 60

static int
run_trials(struct sweeping *w)
{
    VEC(const struct trial *) trials = {0};
    w->sweep = (struct sweep){.trials = sweep_plan(w->keep, w->e.recording,
                                                   (size_t)w->o->max_trials),
                              .replay = &w->e.replayed,
                              .file = file_name,
                              .text = source_text,
                              .data = w};
    for (size_t i = 0; i < w->sweep.trials.n; i++)
        VEC_PUSH(w->keep, &trials, &w->sweep.trials.v[i]);
    return trials.n == 0
               ? EXIT_CLEAN
               : experiment_replay(&w->e, trials.v, trials.n,
                                   any_left(w) ? SWEEP_SHARE : 100, true);
}

/* Those that the sweep has met are known by now.  All there are take long, so
 * that only what was asked for by name is tried in every way. */
static int
run_replays(struct sweeping *w)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->same[i] != NULL)
            w->claims.v[w->same[i] - w->claims.v].left = true;
    if (!any_left(w))
        return EXIT_CLEAN;
    w->replays = (struct replays){.o = w->o,
                                  .keep = w->keep,
                                  .claims = &w->claims,
                                  .e = &w->e,
                                  .brief = w->o->findings.n == 0,
                                  .begun = SWEEP_SHARE};
    replays_check_code(&w->replays);
    return replays_try(&w->replays);
}

static int
sweep(struct sweeping *w)
{
    int code = load(w);
    if (code == EXIT_CLEAN)
        code = experiment_open(&w->e, w->o, &w->files);
    if (code == EXIT_CLEAN)
        code = experiment_record(&w->e);
    if (code == EXIT_CLEAN)
        code = run_trials(w);
    if (code != EXIT_CLEAN)
        return code;
    w->found = sweep_discover(w->keep, w->e.recording, &w->sweep, &w->n,
                              &w->unplaced);
    find_same(w);
    code = run_replays(w);
    if (code != EXIT_CLEAN)
        return code;
    const struct store_issue *issues = NULL;
    code = keep(w, &issues);
    if (code != EXIT_CLEAN)
        return code;
    bool good = print_all(w, issues);
    good = print_replays(w) && good;
    fflush(stdout);
    summarise(w);
    if (!good)
        return EXIT_USAGE;
    return w->n + w->replays.n_of[CLAIM_REPRODUCED] > 0 ? EXIT_FINDINGS
                                                        : EXIT_CLEAN;
}

int
sweep_command(const struct options *o)
{
    struct sweeping w = {.o = o, .keep = o->keep};
    int code = sweep(&w);
    experiment_close(&w.e);
    return code;
}

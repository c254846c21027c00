/* What `refaudit check` puts out: findings and summary. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "pool.h"
#include "serve.h"

/* A person has looked at it and said that it is not to be fixed. */
static bool
is_dismissed(const struct store_issue *issue)
{
    static const char *const verdicts[] = {"false-positive", "intentional",
                                           "wont-fix"};
    if (issue->suppressed)
        return true;
    for (size_t i = 0; i < 3 && !issue->recheck; i++)
        if (strcmp(issue->verdict, verdicts[i]) == 0)
            return true;
    return false;
}

bool
check_shows(const struct check *k, size_t i)
{
    const struct finding *f = &k->result.findings[i];
    return gate_shows(k->s.o, f) &&
           (f->suppressed == NULL || k->s.o->show_suppressed) &&
           (k->old == NULL || !k->old[i]) &&
           (k->issues == NULL || !is_dismissed(&k->issues[i]));
}

/* ---- paths ------------------------------------------------------------- */

/* From here to the root: what comes before a path, or where below the root
 * this is, with a '/' at the end. */
struct way {
    const char *ahead, *below;
};

static struct way
way_to_root(const struct check *k)
{
    arena *keep = k->s.keep;
    char *here = getcwd(NULL, 0);
    const char *root = k->commands.root;
    size_t n = here == NULL ? 0 : strlen(here), m = strlen(root);
    struct way way = {.ahead = "", .below = ""};
    if (here != NULL && strncmp(here, root, n) == 0 && root[n] == '/')
        way.ahead = arena_printf(keep, "%s/", root + n + 1);
    else if (here != NULL && strncmp(here, root, m) == 0 && here[m] == '/')
        way.below = arena_printf(keep, "%s/", here + m + 1);
    else if (here == NULL || strcmp(here, root) != 0)
        way.ahead = arena_printf(keep, "%s/", root);
    free(here);
    return way;
}

static const char *
join(arena *keep, const struct way *way, const char *path)
{
    struct text t = {.keep = keep};
    const char *below = way->below;
    if (path == NULL || *path == '/')
        return path;
    for (size_t n; *below != '\0'; below += n, path += n) {
        n = strcspn(below, "/") + 1;
        if (strncmp(below, path, n) != 0)
            break;
    }
    text_add(&t, way->ahead);
    while ((below = strchr(below, '/')) != NULL) {
        text_add(&t, "../");
        below++;
    }
    text_add(&t, path);
    return text_str(&t);
}

/* The finding with paths that an editor finds from here. */
static const struct finding *
seen_from_here(arena *keep, const struct way *way, const struct finding *f)
{
    struct finding *copy = arena_copy(keep, f, sizeof *f);
    struct finding_step *steps = arena_copy(keep, f->steps,
                                            sizeof *steps * f->n_steps);
    struct place *also = arena_copy(keep, f->also, sizeof *also * f->n_also);
    copy->file = join(keep, way, f->file);
    copy->place.file = join(keep, way, f->place.file);
    for (size_t i = 0; i < f->n_steps; i++)
        steps[i].place.file = join(keep, way, steps[i].place.file);
    for (size_t i = 0; i < f->n_also; i++)
        also[i].file = join(keep, way, also[i].file);
    copy->steps = steps;
    copy->also = also;
    return copy;
}

/* ---- findings ---------------------------------------------------------- */

struct shown {
    const struct finding *f;
    const struct store_issue *issue;
};

static int
by_rank(const void *a, const void *b)
{
    const struct shown *x = a, *y = b;
    return gate_rank(x->f, y->f);
}

static int
by_place(const void *a, const void *b)
{
    const struct shown *x = a, *y = b;
    return x->f < y->f ? -1 : x->f > y->f; /* the collector's order */
}

static enum report_format
format_in_force(const struct check *k)
{
    if (k->s.o->format > 0)
        return (enum report_format)(k->s.o->format - 1);
    return k->s.o->output == NULL && isatty(STDOUT_FILENO) ? FORMAT_TEXT
                                                           : FORMAT_GCC;
}

/* The findings to show, in the order to show them. */
static struct shown *
pick_findings(struct check *k, enum report_format format, size_t *n)
{
    struct shown *all = ARENA_ARRAY(k->s.keep, struct shown,
                                    k->result.n_findings);
    *n = 0;
    for (size_t i = 0; i < k->result.n_findings; i++) {
        const struct store_issue *issue = k->issues == NULL ? NULL
                                                            : &k->issues[i];
        if (check_shows(k, i))
            all[(*n)++] = (struct shown){&k->result.findings[i], issue};
    }
    qsort(all, *n, sizeof *all, by_rank);
    size_t most = (size_t)k->s.o->max_findings;
    if (most > 0 && *n > most)
        *n = most;
    if (!report_wants_best_first(format))
        qsort(all, *n, sizeof *all, by_place);
    return all;
}

static unsigned
hints(const struct check *k)
{
    unsigned set = HINT_EXPLAIN;
    return k->record.store == NULL || k->record.failed != NULL
               ? set
               : set | HINT_LIST | HINT_SHOW | HINT_TRIAGE | HINT_SERVE;
}

static const char *
command_line(const struct check *k)
{
    struct text t = {.keep = k->s.keep};
    for (int i = 0; i < k->s.o->argc; i++)
        text_printf(&t, "%s%s", i == 0 ? "" : " ", k->s.o->argv[i]);
    return text_str(&t);
}

static struct report_run
run_of(const struct check *k, int code)
{
    return (struct report_run){.command_line = command_line(k),
                               .started_at = k->started_at,
                               .target = k->s.python.version,
                               .vcs_rev = k->record.git.rev,
                               .vcs_url = k->record.git.url,
                               .gaps = k->gaps.v,
                               .n_gaps = k->gaps.n,
                               .exit_code = code};
}

static void
cannot_write(struct check *k, const char *name, int problem)
{
    if (problem != EPIPE && k->broken == NULL)
        k->broken = arena_printf(k->s.keep, "cannot write %s: %s", name,
                                 strerror(problem));
}

/* `name` is for people, should it fail. */
static void
report_to(struct check *k, FILE *out, enum report_format format,
          const char *name, int code)
{
    struct report_run run = run_of(k, code);
    bool for_people = format == FORMAT_TEXT || format == FORMAT_GCC;
    struct report_options options = {
        .format = format,
        .style = report_style_detect(out, (enum report_when)k->s.o->color),
        .path = (enum report_path)k->s.o->path,
        .hints = hints(k),
        .root = for_people ? NULL : k->s.root,
        .run = &run,
    };
    struct way way = {.ahead = "", .below = ""};
    if (for_people)
        way = way_to_root(k);
    size_t n;
    struct shown *shown = pick_findings(k, format, &n);
    struct report *r = report_new(k->s.keep, out, &options);
    for (size_t i = 0; i < n; i++)
        report_finding(r, seen_from_here(k->s.keep, &way, shown[i].f),
                       shown[i].issue);
    if (!report_end(r))
        cannot_write(k, name, errno);
    else if (fflush(out) != 0)
        cannot_write(k, name, errno);
}

/* Annotations on stderr, so that stdout stays what was asked for. */
static void
annotate(struct check *k, int code)
{
    const char *actions = getenv("GITHUB_ACTIONS");
    const char *summary = getenv("GITHUB_STEP_SUMMARY");
    bool wanted = k->s.o->annotate == ANNOTATE_GITHUB ||
                  (k->s.o->annotate == ANNOTATE_AUTO && actions != NULL &&
                   strcmp(actions, "true") == 0);
    if (!wanted)
        return;
    report_to(k, stderr, FORMAT_GITHUB, "annotations", code);
    FILE *out = summary == NULL || *summary == '\0' ? NULL
                                                    : fopen(summary, "a");
    if (out == NULL)
        return;
    report_to(k, out, FORMAT_MARKDOWN, summary, code);
    if (fclose(out) != 0)
        cannot_write(k, summary, errno);
}

/* "FORMAT=FILE" of --out. */
static bool
read_out(struct check *k, const char *word, struct check_out *out)
{
    size_t n = strcspn(word, "=");
    const char *format = arena_strndup(k->s.keep, word, n);
    out->is_page = strcmp(format, "html") == 0;
    if (word[n] == '\0' ||
        (!out->is_page && !report_format_find(format, &out->format))) {
        usage_error("--out %s: not FORMAT=FILE with html or a format of "
                    "--format",
                    word);
        return false;
    }
    if (out->is_page && k->s.o->no_db) {
        usage_error("--out %s: the page is made from the database; leave out "
                    "--no-db",
                    word);
        return false;
    }
    out->name = word + n + 1;
    out->file = fopen(out->name, "w");
    if (out->file == NULL)
        usage_error("--out %s: %s", word, strerror(errno));
    return out->file != NULL;
}

bool
check_open_outs(struct check *k)
{
    const struct strings *words = &k->s.o->outs;
    if (k->s.o->output != NULL &&
        (k->out = fopen(k->s.o->output, "w")) == NULL) {
        usage_error("--output %s: %s", k->s.o->output, strerror(errno));
        return false;
    }
    for (size_t i = 0; i < words->n; i++) {
        struct check_out out = {0};
        if (!read_out(k, words->v[i], &out))
            return false;
        VEC_PUSH(k->s.keep, &k->outs, out);
    }
    return true;
}

void
check_close_outs(struct check *k)
{
    if (k->out != stdout && k->out != NULL)
        fclose(k->out);
    for (size_t i = 0; i < k->outs.n; i++)
        fclose(k->outs.v[i].file);
}

/* The review page shows what the database has. */
static void
write_page(struct check *k, const struct check_out *out)
{
    if (k->record.store == NULL || k->record.failed != NULL)
        cannot_write(k, out->name, ENODATA);
    else if (export_html(k->s.o, k->record.path, k->record.store, out->file) !=
             EXIT_CLEAN)
        cannot_write(k, out->name, errno);
}

void
check_report(struct check *k, int code)
{
    if (!k->s.o->unsaid)
        report_to(k, k->out, format_in_force(k), "the findings", code);
    for (size_t i = 0; i < k->outs.n; i++) {
        const struct check_out *o = &k->outs.v[i];
        if (o->is_page)
            write_page(k, o);
        else
            report_to(k, o->file, o->format, o->name, code);
    }
    annotate(k, code);
}

/* ---- summary ----------------------------------------------------------- */

static void
count_levels(const struct check *k, struct report_summary *sum)
{
    for (size_t i = 0; i < k->result.n_findings; i++) {
        const struct finding *f = &k->result.findings[i];
        if (!check_shows(k, i) || f->suppressed != NULL)
            continue;
        sum->errors += f->rule->level == LEVEL_ERROR;
        sum->warnings += f->rule->level == LEVEL_WARNING;
        sum->notes += f->rule->level == LEVEL_NOTE;
    }
}

static void
say_what_is_new(const struct check *k)
{
    size_t fresh = 0, old = 0;
    if (k->old == NULL)
        return;
    for (size_t i = 0; i < k->result.n_findings; i++) {
        fresh += check_shows(k, i) && k->result.findings[i].suppressed == NULL;
        old += k->old[i] && gate_shows(k->s.o, &k->result.findings[i]);
    }
    fprintf(stderr, "  since %s: %zu new, %zu unchanged, %zu fixed",
            k->base_name, fresh, old, k->base_fixed);
    if (k->base_unknown > 0)
        fprintf(stderr, ", %zu not looked at again", k->base_unknown);
    fputc('\n', stderr);
}

static void
say_what_is_known(const struct check *k)
{
    const struct baseline *b = k->baseline;
    size_t more = 0;
    if (b == NULL)
        return;
    for (size_t i = 0; i < k->result.n_findings; i++)
        more += check_shows(k, i) && k->result.findings[i].suppressed == NULL;
    fprintf(stderr, "  %s: %zu new, %zu unchanged, %zu fixed", b->path, more,
            baseline_count(b, BASELINE_UNCHANGED),
            baseline_count(b, BASELINE_FIXED));
    size_t unknown = baseline_count(b, BASELINE_UNKNOWN);
    if (unknown > 0)
        fprintf(stderr, ", %zu not looked at", unknown);
    fputc('\n', stderr);
}

/* Findings that the options hide must not vanish without a word. */
static void
say_what_is_hidden(const struct check *k)
{
    size_t hidden = 0, suppressed = 0, shown = 0,
           most = (size_t)k->s.o->max_findings;
    for (size_t i = 0; i < k->result.n_findings; i++) {
        shown += check_shows(k, i);
        hidden += !gate_shows(k->s.o, &k->result.findings[i]);
        suppressed += gate_shows(k->s.o, &k->result.findings[i]) &&
                      k->result.findings[i].suppressor !=
                          SUPPRESSOR_BASELINE &&
                      k->result.findings[i].suppressed != NULL;
    }
    if (suppressed > 0)
        fprintf(stderr, "  %zu suppressed by comments%s%s\n", suppressed,
                k->s.o->ignore_in.n > 0 ? " and --ignore-in" : "",
                k->s.o->show_suppressed ? "" : " (--show-suppressed)");
    if (hidden > 0)
        fprintf(stderr,
                "  %zu more below --min-confidence or outside --triggers\n",
                hidden);
    if (most > 0 && shown > most)
        fprintf(stderr, "  %zu more than --max-findings\n", shown - most);
    if (k->skipped > 0)
        fprintf(stderr,
                "  %zu generated function%s left out (--generated=full)\n",
                k->skipped, k->skipped == 1 ? "" : "s");
}

/* A tree can have headers of its own, as that of CPython has. */
static const char *
say_python(const struct check *k)
{
    const struct python *py = &k->s.python;
    const struct version *v = &k->result.python;
    if (v->major != 0 && (v->major != py->major || v->minor != py->minor))
        return arena_printf(k->s.keep, "headers of Python %d.%d", v->major,
                            v->minor);
    return arena_printf(k->s.keep, "Python %s %s, headers %s", py->version,
                        py->free_threaded ? "free-threaded" : "GIL",
                        py->include);
}

void
check_summarise(const struct check *k, size_t analysed, int code,
                const char *why, const struct store_totals *totals)
{
    struct report_style style = report_style_detect(
        stderr, (enum report_when)k->s.o->color);
    struct report_summary sum = {
        .files = (unsigned)k->commands.n,
        .functions = (unsigned)analysed,
        .seconds = seconds_now() - k->began,
        .python = say_python(k),
        .totals = totals,
        .only_new = k->old != NULL || k->baseline != NULL,
        .coverage = k->result.coverage,
        .n_coverage = k->result.n_coverage,
        .gaps = k->gaps.v,
        .n_gaps = k->gaps.n,
        .database = k->record.path,
        .exit_code = code,
        .why = why,
    };
    count_levels(k, &sum);
    if (k->s.o->quiet < 2) {
        say_what_is_known(k);
        say_what_is_new(k);
        say_what_is_hidden(k);
        report_summary(stderr, &style, hints(k), &sum);
    }
}

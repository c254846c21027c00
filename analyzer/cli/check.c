/* `refaudit check`: find, parse, analyse, record, report. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "gate.h"
#include "phases.h"
#include "record.h"

struct check {
    struct session s;
    struct commands commands;
    struct record record;
    struct unit_result *units;
    struct harvest result;
    const struct store_issue *issues;
    FILE *out;
    double began;
    bool interrupted;
    const char *broken; /* what went wrong with us, or NULL */
    VEC(struct report_gap) gaps;
    size_t skipped; /* functions left out on purpose */
};

/* ---- what to analyse --------------------------------------------------- */

static void
dump_commands(const struct check *k)
{
    for (size_t i = 0; i < k->commands.n; i++) {
        const struct command *c = &k->commands.v[i];
        printf("%s\n  in %s\n ", c->file, c->directory);
        for (size_t a = 0; a < c->n_args; a++)
            printf(" %s", c->args[a]);
        putchar('\n');
    }
}

static void
say_what_was_found(const struct check *k)
{
    const struct options *o = k->s.o;
    if (o->quiet > 0 || o->dump != 0)
        return;
    fprintf(stderr, "%zu file%s  %s  Python %s\n", k->commands.n,
            k->commands.n == 1 ? "" : "s", k->commands.source,
            k->s.python.version);
    for (size_t i = 0; i < k->commands.n_notes; i++)
        fprintf(stderr, "note: %s\n", k->commands.notes[i]);
}

static int
find_commands(struct check *k)
{
    const struct options *o = k->s.o;
    struct command_query q = {.paths = o->args.v,
                              .n_paths = o->args.n,
                              .compile_db = o->compile_db,
                              .python = &k->s.python,
                              .exclude = o->exclude.v,
                              .n_exclude = o->exclude.n};
    const char *error = NULL;
    if (!commands_find(k->s.keep, &q, &k->commands, &error))
        return usage_error("%s", error);
    k->s.root = k->commands.root;
    say_what_was_found(k);
    for (size_t i = 0; i < k->commands.n_skipped; i++) {
        struct report_gap gap = {.file = k->commands.skipped[i].file,
                                 .status = "skipped",
                                 .reason = k->commands.skipped[i].reason};
        VEC_PUSH(k->s.keep, &k->gaps, gap);
    }
    return EXIT_CLEAN;
}

/* ---- the phases -------------------------------------------------------- */

static void
run_phases(struct check *k)
{
    int signals = pool_signals();
    k->units = ARENA_ARRAY(k->s.keep, struct unit_result, k->commands.n);
    k->interrupted = !phase_parse(&k->s, &k->commands, signals, k->units);
    record_units(&k->record, &k->s, &k->commands, k->units);
    if (!k->interrupted) {
        const char *error = NULL;
        switch (phase_explore(&k->s, signals, k->units, k->commands.n,
                              &k->result, &error)) {
        case PHASE_DONE:
            break;
        case PHASE_INTERRUPTED:
        case PHASE_KILLED:
            k->interrupted = true;
            break;
        case PHASE_FAILED:
            k->broken = error;
            break;
        }
    }
    gate_select(k->s.o, &k->result);
    k->issues = record_result(&k->record, &k->s, &k->result);
    pool_signals_end(signals);
}

static void
find_gaps(struct check *k)
{
    for (size_t i = 0; i < k->commands.n; i++)
        if (strcmp(k->units[i].status, "ok") != 0) {
            struct report_gap gap = {.file = k->units[i].path,
                                     .status = k->units[i].status,
                                     .reason = k->units[i].reason};
            VEC_PUSH(k->s.keep, &k->gaps, gap);
        }
    for (size_t i = 0; i < k->result.n_funcs; i++) {
        const struct func_result *f = &k->result.funcs[i];
        k->skipped += f->wanted_skip;
        if (f->wanted_skip || strcmp(f->status, "analysed") == 0)
            continue;
        struct report_gap gap = {f->file, f->name, f->status, f->reason};
        VEC_PUSH(k->s.keep, &k->gaps, gap);
    }
}

/* ---- what comes out ---------------------------------------------------- */

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
        if (gate_shows(k->s.o, &k->result.findings[i]))
            all[(*n)++] = (struct shown){&k->result.findings[i], issue};
    }
    qsort(all, *n, sizeof *all, by_rank);
    size_t most = (size_t)k->s.o->max_findings;
    if (most > 0 && *n > most)
        *n = most;
    if (format != FORMAT_TEXT)
        qsort(all, *n, sizeof *all, by_place);
    return all;
}

static unsigned
hints(const struct check *k)
{
    unsigned set = HINT_EXPLAIN;
    return k->record.store == NULL || k->record.failed != NULL
               ? set
               : set | HINT_LIST | HINT_SHOW;
}

static const char *
command_line(const struct check *k)
{
    struct text t = {.keep = k->s.keep};
    for (int i = 0; i < k->s.o->argc; i++)
        text_printf(&t, "%s%s", i == 0 ? "" : " ", k->s.o->argv[i]);
    return text_str(&t);
}

static void
write_report(struct check *k, int code)
{
    struct report_run run = {.command_line = command_line(k),
                             .target = k->s.python.version,
                             .gaps = k->gaps.v,
                             .n_gaps = k->gaps.n,
                             .exit_code = code};
    struct report_options options = {
        .format = format_in_force(k),
        .style = report_style_detect(k->out, (enum report_when)k->s.o->color),
        .path = (enum report_path)k->s.o->path,
        .hints = hints(k),
        .root = k->s.root,
        .run = &run,
    };
    size_t n;
    struct shown *shown = pick_findings(k, options.format, &n);
    struct report *r = report_new(k->s.keep, k->out, &options);
    for (size_t i = 0; i < n; i++)
        report_finding(r, shown[i].f, shown[i].issue);
    bool good = report_end(r);
    int problem = errno;
    if (fflush(k->out) != 0 && good) {
        good = false;
        problem = errno;
    }
    if (!good && k->broken == NULL)
        k->broken = arena_printf(k->s.keep, "cannot write the findings: %s",
                                 strerror(problem));
}

static bool
same_function(const struct func_result *a, const struct func_result *b)
{
    return a->line == b->line && strcmp(a->name, b->name) == 0 &&
           strcmp(a->file, b->file) == 0;
}

static int
by_function(const void *a, const void *b)
{
    const struct func_result *const *x = a, *const *y = b;
    int order = strcmp((*x)->file, (*y)->file);
    if (order == 0)
        order = strcmp((*x)->name, (*y)->name);
    return order != 0 ? order
                      : ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

/* A function of a header counts once, however many units include it. */
static size_t
count_analysed(struct check *k)
{
    const struct func_result **all = ARENA_ARRAY(
        k->s.keep, const struct func_result *, k->result.n_funcs);
    size_t n = 0, different = 0;
    for (size_t i = 0; i < k->result.n_funcs; i++)
        if (strcmp(k->result.funcs[i].status, "analysed") == 0)
            all[n++] = &k->result.funcs[i];
    qsort(all, n, sizeof *all, by_function);
    for (size_t i = 0; i < n; i++)
        different += i == 0 || !same_function(all[i - 1], all[i]);
    return different;
}

static void
count_levels(const struct check *k, struct report_summary *sum)
{
    for (size_t i = 0; i < k->result.n_findings; i++) {
        const struct finding *f = &k->result.findings[i];
        if (!gate_shows(k->s.o, f))
            continue;
        sum->errors += f->rule->level == LEVEL_ERROR;
        sum->warnings += f->rule->level == LEVEL_WARNING;
        sum->notes += f->rule->level == LEVEL_NOTE;
    }
}

/* Findings that the options hide must not vanish without a word. */
static void
say_what_is_hidden(const struct check *k)
{
    size_t hidden = 0, shown = 0, most = (size_t)k->s.o->max_findings;
    for (size_t i = 0; i < k->result.n_findings; i++)
        if (gate_shows(k->s.o, &k->result.findings[i]))
            shown++;
        else
            hidden++;
    if (hidden > 0)
        fprintf(stderr,
                "  %zu more below --min-confidence or outside --triggers\n",
                hidden);
    if (most > 0 && shown > most)
        fprintf(stderr, "  %zu more than --max-findings\n", shown - most);
    if (k->skipped > 0)
        fprintf(stderr,
                "  %zu generated functions left out (--generated=full)\n",
                k->skipped);
}

static void
write_summary(struct check *k, size_t analysed, int code, const char *why,
              const struct store_totals *totals)
{
    const struct python *py = &k->s.python;
    struct report_style style = report_style_detect(
        stderr, (enum report_when)k->s.o->color);
    struct report_summary sum = {
        .files = (unsigned)k->commands.n,
        .functions = (unsigned)analysed,
        .seconds = seconds_now() - k->began,
        .python = arena_printf(
            k->s.keep, "Python %s %s, headers %s", py->version,
            py->free_threaded ? "free-threaded" : "GIL", py->include),
        .totals = totals,
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
        say_what_is_hidden(k);
        report_summary(stderr, &style, hints(k), &sum);
    }
}

/* ---- the end ----------------------------------------------------------- */

static size_t
count_failing(const struct check *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->result.n_findings; i++)
        n += gate_fails(k->s.o, &k->result.findings[i]) &&
             !(k->issues != NULL && k->issues[i].suppressed);
    return n;
}

static const char *
run_status(const struct check *k)
{
    if (k->interrupted)
        return "interrupted";
    return k->gaps.n > 0 || k->broken != NULL ? "incomplete" : "complete";
}

static void
say_broken(const struct check *k)
{
    if (k->broken != NULL)
        fprintf(stderr, "refaudit: %s\n", k->broken);
    if (k->record.failed != NULL)
        fprintf(stderr, "refaudit: %s\n", k->record.failed);
}

/* The report is told the exit code, and writing it can change that. */
static int
finish(struct check *k)
{
    const struct options *o = k->s.o;
    struct verdicts v = {.failing = count_failing(k),
                         .gaps = k->gaps.n,
                         .analysed = count_analysed(k),
                         .interrupted = k->interrupted};
    const char *why;
    record_end(&k->record, &k->s, run_status(k));
    const struct store_totals *totals = record_totals(&k->record, &k->s);
    v.broken = k->broken != NULL || k->record.failed != NULL;
    int code = gate_exit_code(k->s.keep, o, &v, &why);
    if (o->dump == 0)
        write_report(k, code);
    v.broken = k->broken != NULL || k->record.failed != NULL;
    code = gate_exit_code(k->s.keep, o, &v, &why);
    say_broken(k);
    if (o->dump == 0)
        write_summary(k, v.analysed, code, why, totals);
    record_close(&k->record);
    return code;
}

static int
nothing_to_do(const struct check *k)
{
    fputs("refaudit: no C file was found that includes Python.h; name files "
          "or directories, or see 'refaudit doctor'\n",
          stderr);
    for (size_t i = 0; i < k->gaps.n; i++)
        fprintf(stderr, "  %s: %s\n", k->gaps.v[i].file, k->gaps.v[i].reason);
    fputs("exit 3: nothing was analysed\n", stderr);
    return EXIT_INCOMPLETE;
}

static int
check_run(struct check *k)
{
    const struct options *o = k->s.o;
    int code = find_commands(k);
    if (code != EXIT_CLEAN)
        return code;
    if (o->dump & 1u << DUMP_COMMANDS)
        dump_commands(k);
    if (k->commands.n == 0)
        return nothing_to_do(k);
    if (o->output != NULL && (k->out = fopen(o->output, "w")) == NULL)
        return usage_error("--output %s: %s", o->output, strerror(errno));
    if (o->dump == 0)
        code = record_open(&k->record, &k->s, &k->commands);
    if (code != EXIT_CLEAN)
        return code;
    run_phases(k);
    find_gaps(k);
    return finish(k);
}

int
check_command(const struct options *o)
{
    const char *python;
    if (!gate_check_rules(o) || !session_python(o, &python))
        return EXIT_USAGE;
    struct check k = {.began = seconds_now(), .out = stdout};
    int code = session_open(&k.s, o, python);
    if (code == EXIT_CLEAN)
        code = check_run(&k);
    if (k.out != stdout && k.out != NULL)
        fclose(k.out);
    session_close(&k.s);
    return code;
}

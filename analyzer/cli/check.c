/* `refaudit check`: find, parse, analyse, record, report. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "commands.h"
#include "compdb.h"
#include "phases.h"
#include "settings.h"
#include "since.h"
#include "tidy.h"

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
    if (o->build != NULL && isatty(STDERR_FILENO))
        fputs("note: 'refaudit compdb' writes these flags to "
              "compile_commands.json, where later runs find them\n",
              stderr);
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
    if (o->build != NULL && o->compile_db == NULL) {
        q.compile_db = compdb_find(o, k->s.keep, &k->s.python, &error);
        if (q.compile_db == NULL)
            return usage_error("%s", error);
    }
    if (o->command == COMMAND_LINK) {
        int code = link_find(k);
        if (code != EXIT_CLEAN)
            return code;
    }
    else if (k->variant->commands != NULL)
        k->commands = *k->variant->commands;
    else if (!commands_find(k->s.keep, &q, &k->commands, &error))
        return usage_error("%s", error);
    k->s.root = k->commands.root;
    say_what_was_found(k);
    for (size_t i = 0; i < k->commands.n_skipped; i++) {
        const char *file = k->commands.skipped[i].file;
        struct report_gap gap = {.file = short_path(k->s.root, file),
                                 .status = "skipped",
                                 .reason = k->commands.skipped[i].reason};
        VEC_PUSH(k->s.keep, &k->gaps, gap);
    }
    return EXIT_CLEAN;
}

/* ---- the phases -------------------------------------------------------- */

static void
match_baseline(struct check *k)
{
    struct baseline_run run = {k->s.keep,  k->s.o,   k->s.root,
                               &k->result, k->units, k->commands.n};
    if (k->baseline != NULL)
        baseline_match(&run, k->baseline);
}

static void
run_phases(struct check *k)
{
    int signals = pool_signals();
    if (k->units == NULL) {
        k->units = ARENA_ARRAY(k->s.keep, struct unit_result, k->commands.n);
        k->interrupted = !phase_parse(&k->s, &k->commands, signals, k->units);
    }
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
    record_units(&k->record, &k->s, &k->commands, k->units);
    gate_select(k->s.o, &k->result);
    k->ignores = suppress_findings(k->s.keep, k->s.o, k->units, k->commands.n,
                                   &k->result);
    ignore_in_apply(k->s.keep, k->s.o, &k->result);
    match_baseline(k);
    k->issues = record_result(&k->record, &k->s, &k->result, k->ignores);
    since_judge(k);
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

/* ---- the end ----------------------------------------------------------- */

static size_t
count_failing(const struct check *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->result.n_findings; i++)
        n += check_shows(k, i) && gate_fails(k->s.o, &k->result.findings[i]);
    return n;
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
    struct verdicts v = {
        .failing = count_failing(k),
        .gaps = k->gaps.n,
        .analysed = count_analysed(k),
        .improved = k->baseline == NULL
                        ? 0
                        : baseline_count(k->baseline, BASELINE_FIXED),
        .interrupted = k->interrupted};
    const char *why;
    record_end(&k->record, &k->s, run_status(k));
    const struct store_totals *totals = record_totals(&k->record, &k->s);
    v.broken = k->broken != NULL || k->record.failed != NULL;
    int code = gate_exit_code(k->s.keep, o, &v, &why);
    if (o->dump == 0)
        check_report(k, code);
    v.broken = k->broken != NULL || k->record.failed != NULL;
    code = gate_exit_code(k->s.keep, o, &v, &why);
    say_broken(k);
    if (o->dump == 0)
        check_summarise(k, v.analysed, code, why, totals);
    if (o->fix && !k->interrupted)
        tidy_comments(k);
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

/* A project that says that it needs no GIL is held to it. */
static void
take_profile(struct check *k)
{
    const struct options *o = k->s.o;
    if (o->profile != PROFILE_DEFAULT ||
        !declares_free_threading(&k->commands))
        return;
    struct options *own = arena_copy(k->s.keep, o, sizeof *o);
    own->profile = PROFILE_DECLARED;
    k->s.o = own;
}

static int
check_run(struct check *k)
{
    int code = find_commands(k);
    if (code != EXIT_CLEAN)
        return code;
    take_profile(k);
    const struct options *o = k->s.o;
    if (o->dump & 1u << DUMP_COMMANDS)
        dump_commands(k);
    if (k->commands.n == 0)
        return nothing_to_do(k);
    if (!check_open_outs(k))
        return EXIT_USAGE;
    if (o->dump == 0)
        code = since_find(k);
    if (o->dump == 0 && code == EXIT_CLEAN)
        code = record_open(&k->record, &k->s, &k->commands, k->variant->git);
    if (code != EXIT_CLEAN)
        return code;
    run_phases(k);
    find_gaps(k);
    return finish(k);
}

int
check_variant(const struct options *o, const struct check_variant *v)
{
    const char *python;
    if (!gate_check_rules(o) || !ignore_in_check(o) ||
        !session_python(o, &python))
        return EXIT_USAGE;
    char started[32];
    time_t now = time(NULL);
    strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%SZ", gmtime(&now));
    struct check k = {.began = seconds_now(),
                      .started_at = started,
                      .out = stdout,
                      .variant = v,
                      .baseline = v->baseline};
    int code = session_open(&k.s, o, python);
    if (code == EXIT_CLEAN)
        code = check_run(&k);
    if (v->ended != NULL)
        code = v->ended(v->data, &k, code);
    check_close_outs(&k);
    session_close(&k.s);
    return code;
}

int
check_command(const struct options *o)
{
    struct baseline b = {0};
    struct check_variant v = {0};
    const char *error = NULL;
    if (o->show_settings)
        return settings_print(o);
    if (o->baseline != NULL) {
        if (!baseline_read(o->keep, o->baseline, &b, &error))
            return usage_error("%s", error);
        v.baseline = &b;
    }
    return check_variant(o, &v);
}

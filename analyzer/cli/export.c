/* `refaudit export FORMAT`: the findings of the last run, from the database
 * alone.  Equal content gives equal bytes. */
#include <errno.h>
#include <string.h>

#include "commands.h"
#include "database.h"
#include "gate.h"
#include "serve.h"
#include "types.h"

struct exporting {
    const struct options *o;
    struct store *store;
    struct report *report;
    struct asked asked;
    enum report_format format;
    VEC(int64_t) findings;
    VEC(struct report_gap) gaps;
};

static bool
note_gap(void *data, const char *file, const char *function,
         const char *status, const char *reason)
{
    struct exporting *e = data;
    arena *keep = e->o->keep;
    struct report_gap g = {
        .file = arena_strdup(keep, file),
        .function = function == NULL ? NULL : arena_strdup(keep, function),
        .status = arena_strdup(keep, status),
        .reason = reason == NULL ? NULL : arena_strdup(keep, reason)};
    VEC_PUSH(keep, &e->gaps, g);
    return true;
}

/* Formats that can say that something is suppressed get it all. */
static bool
tells_all(enum report_format f)
{
    return f == FORMAT_SARIF || f == FORMAT_JSON || f == FORMAT_JSONL;
}

static bool
note_finding(void *data, const struct store_row *row)
{
    static const char *const against[] = {"false-positive", "intentional",
                                          "wont-fix", NULL};
    struct exporting *e = data;
    bool dismissed = row->issue.suppressed ||
                     (!row->issue.recheck &&
                      str_is_one_of(row->issue.verdict, against));
    if (gate_shows_row(e->o, row) && (!dismissed || tells_all(e->format)))
        VEC_PUSH(e->o->keep, &e->findings, row->issue.finding);
    return true;
}

static bool
write_all(struct exporting *e)
{
    for (size_t i = 0; i < e->findings.n; i++) {
        struct store_issue issue;
        const struct finding *f = store_show(e->store, e->o->keep,
                                             e->findings.v[i], &issue);
        if (f == NULL)
            return false;
        e->asked.finding = e->findings.v[i];
        report_finding(e->report, f, &issue);
    }
    return true;
}

static int
export_findings(const struct options *o, struct store *store, FILE *out,
                enum report_format format)
{
    struct options as = *o;
    struct exporting e = {
        .o = o, .store = store, .format = format, .asked = {.store = store}};
    struct store_filter filter = {.scope = SCOPE_LATEST};
    struct report_run run = {0};
    as.format = (int)format + 1;
    if (!store_hold_still(store) ||
        !store_not_analysed(store, 0, note_gap, &e) ||
        !store_list(store, &filter, note_finding, &e))
        return EXIT_INTERNAL;
    run.gaps = e.gaps.v;
    run.n_gaps = e.gaps.n;
    run.exit_code = e.gaps.n > 0 ? EXIT_INCOMPLETE : EXIT_CLEAN;
    e.report = database_report(&as, out, PATH_KEY, &e.asked, &run);
    bool good = write_all(&e);
    return report_end(e.report) && good ? EXIT_CLEAN : EXIT_INTERNAL;
}

static int
export_dot(const struct options *o, struct store *store, FILE *out)
{
    size_t n = 0;
    const struct store_type *types = store_types(store, o->keep, 0, &n);
    if (*store_error(store) != '\0')
        return EXIT_INTERNAL;
    types_draw(o->keep, out, types, n);
    return EXIT_CLEAN;
}

static int
export_to(const struct options *o, struct store *store, FILE *out)
{
    enum report_format format;
    int code = report_format_find(o->args.v[0], &format)
                   ? export_findings(o, store, out, format)
               : strcmp(o->args.v[0], "dot") == 0
                   ? export_dot(o, store, out)
                   : export_html(o, database_path(o), store, out);
    if (*store_error(store) != '\0')
        fprintf(stderr, "refaudit: %s\n", store_error(store));
    return code;
}

int
export_command(const struct options *o)
{
    static const char *const known[] = {"dot", "html", NULL};
    enum report_format format;
    if (!str_is_one_of(o->args.v[0], known) &&
        !report_format_find(o->args.v[0], &format))
        return usage_error("'export' knows dot, html and the formats of "
                           "'check --format', not '%s'",
                           o->args.v[0]);
    struct store *store = database_open(o, STORE_READ);
    if (store == NULL)
        return EXIT_USAGE;
    int code = database_want_run(o, store);
    if (code != EXIT_CLEAN) {
        store_close(store);
        return code;
    }
    FILE *out = o->output == NULL ? stdout : fopen(o->output, "w");
    if (out == NULL) {
        store_close(store);
        return usage_error("%s: %s", o->output, strerror(errno));
    }
    code = export_to(o, store, out);
    if (out != stdout && fclose(out) != 0 && code == EXIT_CLEAN) {
        usage_error("%s: %s", o->output, strerror(errno));
        code = EXIT_INTERNAL;
    }
    store_close(store);
    return code;
}

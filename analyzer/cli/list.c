/* `refaudit list`: from the database alone. */
#include <string.h>

#include "commands.h"
#include "database.h"
#include "review.h"
#include "types.h"

struct lister {
    const struct options *o;
    struct store *store;
    struct report *report; /* NULL: one line each */
    struct asked asked;
    size_t n;
};

static bool
list_line(void *data, const struct store_row *row)
{
    struct lister *l = data;
    l->n++;
    printf("%s  %s  %-7s  ", row->issue.id, row->rule, row->level);
    print_safe(stdout, row->file);
    printf(":%u: ", row->line);
    print_safe(stdout, row->message);
    if (strcmp(row->issue.verdict, "unreviewed") != 0)
        printf("  [%s%s]", row->issue.verdict,
               row->issue.recheck ? ", recheck: the code changed" : "");
    if (strcmp(row->issue.evidence, "untested") != 0)
        printf("  [%s]", row->issue.evidence);
    putchar('\n');
    return true;
}

static bool
list_whole(void *data, const struct store_row *row)
{
    struct lister *l = data;
    struct store_issue issue;
    const struct finding *f = store_show(l->store, l->o->keep,
                                         row->issue.finding, &issue);
    if (f == NULL)
        return false;
    l->asked.finding = row->issue.finding;
    report_finding(l->report, f, &issue);
    l->n++;
    return true;
}

static bool
list_gap(void *data, const char *file, const char *function,
         const char *status, const char *reason)
{
    struct lister *l = data;
    l->n++;
    print_safe(stdout, file);
    if (function != NULL) {
        fputs(": ", stdout);
        print_safe(stdout, function);
    }
    printf(": %s", status);
    if (reason != NULL) {
        fputs(": ", stdout);
        print_safe(stdout, reason);
    }
    putchar('\n');
    return true;
}

static bool
list_findings(struct lister *l)
{
    struct store_filter filter = {
        .scope = l->o->queue ? SCOPE_QUEUE : SCOPE_LATEST,
        .rule = l->o->rule,
        .file = l->o->file,
        .verdict = l->o->verdict < 0 ? NULL : review_verdicts[l->o->verdict]};
    if (l->o->format == 0)
        return store_list(l->store, &filter, list_line, l);
    l->asked.store = l->store;
    l->report = database_report(l->o, stdout, PATH_KEY, &l->asked, NULL);
    bool good = store_list(l->store, &filter, list_whole, l);
    return report_end(l->report) && good;
}

static bool
list_summary(void *data, const char *file, uint32_t line, const char *contract)
{
    struct lister *l = data;
    if (l->n++ > 0)
        putchar('\n');
    fputs("# ", stdout);
    print_safe(stdout, file);
    printf(":%u\n", line);
    print_safe(stdout, contract);
    putchar('\n');
    return true;
}

static bool
list_types(struct lister *l)
{
    const struct store_type *types = store_types(l->store, l->o->keep, 0,
                                                 &l->n);
    if (l->n > 0)
        types_print(l->o->keep, stdout, types, l->n);
    return types != NULL || *store_error(l->store) == '\0';
}

static bool
list_quality(void *data, const struct store_quality *q)
{
    struct lister *l = data;
    if (l->n++ == 0)
        puts("rule    reviewed  true  false  precision  reasons");
    printf("%-6s  %8u  %4u  %5u  ", q->rule, q->reviewed, q->true_pos,
           q->false_pos);
    if (q->precision < 0)
        fputs("        -", stdout);
    else
        printf("%8.0f%%", q->precision * 100);
    printf("%s%s\n", *q->whys == '\0' ? "" : "  ", q->whys);
    return true;
}

static bool
list_what_was_asked(struct lister *l)
{
    if (l->o->precision)
        return store_qualities(l->store, list_quality, l);
    if (l->o->types)
        return list_types(l);
    if (l->o->summaries)
        return store_summaries(l->store, 0, list_summary, l);
    if (l->o->not_analysed)
        return store_not_analysed(l->store, 0, list_gap, l);
    return list_findings(l);
}

int
list_command(const struct options *o)
{
    struct lister l = {.o = o, .store = database_open(o, STORE_READ)};
    if (l.store == NULL)
        return EXIT_USAGE;
    int code = database_want_run(o, l.store);
    if (code != EXIT_CLEAN) {
        store_close(l.store);
        return code;
    }
    bool good = list_what_was_asked(&l);
    if (!good) {
        fprintf(stderr, "refaudit: %s\n", store_error(l.store));
        code = EXIT_INTERNAL;
    }
    else if (l.n == 0 && o->quiet == 0)
        fprintf(stderr, "%s\n",
                o->summaries      ? "no summaries"
                : o->precision    ? "no verdicts"
                : o->types        ? "no types"
                : o->not_analysed ? "everything was analysed"
                                  : "no findings");
    store_close(l.store);
    return code;
}

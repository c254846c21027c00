/* `refaudit show`: one finding with its path and evidence, or one type. */
#include "show.h"

#include "commands.h"
#include "evidence.h"
#include "types.h"

static void
show_word(const char *before, const char *s, const char *after)
{
    if (s == NULL)
        return;
    fputs(before, stdout);
    print_safe(stdout, s);
    fputs(after, stdout);
}

static bool
show_evidence(void *data, const struct store_evidence *e)
{
    bool *first = data;
    if (*first)
        puts("  seen at run time");
    *first = false;
    show_word("    ", e->at, "  ");
    show_word("Python ", e->python, "  ");
    show_word("", e->outcome, "");
    show_word(", ", e->grade, "");
    show_word(": ", e->detail, "");
    show_word("\n      observed  ", e->observed, "");
    show_word("\n      trial     ", e->reproducer, "");
    show_word("\n      again     ", e->command[0], "\n");
    return true;
}

int
show_thing(const struct options *o, struct asked *asked, struct report *report,
           const char *id)
{
    struct store *store = asked->store;
    size_t n_matches = 0, n_types = 0;
    const struct store_type *types = store_types(store, o->keep, 0, &n_types);
    const struct store_type *type = types_named(types, n_types, id);
    if (type != NULL) {
        types_show(o->keep, stdout, type);
        return EXIT_CLEAN;
    }
    int64_t finding = store_find(store, id, &n_matches);
    if (finding == 0 && n_matches > 1)
        return usage_error("'%s' begins %zu ids; type more of it", id,
                           n_matches);
    if (finding == 0)
        return usage_error("no finding or type '%s'; 'refaudit list' shows "
                           "the ids, 'refaudit list --types' the types",
                           id);
    struct store_issue issue;
    const struct finding *f = store_show(store, o->keep, finding, &issue);
    if (f == NULL) {
        fprintf(stderr, "refaudit: %s\n", store_error(store));
        return EXIT_INTERNAL;
    }
    asked->finding = finding;
    report_finding(report, f, &issue);
    bool first = true;
    if (o->format <= FORMAT_TEXT + 1)
        store_evidence_list(store, issue.issue, show_evidence, &first);
    return EXIT_CLEAN;
}

int
show_command(const struct options *o)
{
    struct store *store = database_open(o, STORE_READ);
    if (store == NULL)
        return EXIT_USAGE;
    int code = EXIT_CLEAN;
    struct asked asked = {.store = store};
    struct report *report = database_report(o, stdout, PATH_FULL, &asked,
                                            NULL);
    for (size_t i = 0; i < o->args.n && code == EXIT_CLEAN; i++)
        code = show_thing(o, &asked, report, o->args.v[i]);
    if (!report_end(report) && code == EXIT_CLEAN)
        code = EXIT_INTERNAL;
    store_close(store);
    return code;
}

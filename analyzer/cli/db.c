/* `refaudit db`: the database as a file. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "database.h"
#include "maintain.h"
#include "merge.h"
#include "scratch.h"

static int
broken(struct store *s)
{
    usage_error("%s", store_error(s));
    return EXIT_INTERNAL;
}

/* ---- the verbs ---------------------------------------------------------- */

static void
print_if(const char *name, const char *text)
{
    if (text == NULL)
        return;
    printf("%-14s", name);
    print_safe(stdout, text);
    putchar('\n');
}

static int
db_info(const struct options *o, struct store *s)
{
    struct store_info i;
    if (!store_info(s, o->keep, &i))
        return broken(s);
    print_if("file", database_path(o));
    printf("schema        %lld\n", (long long)i.schema);
    printf("size          %lld kB\n", (long long)(i.bytes + 1023) / 1024);
    printf("runs          %lld\n", (long long)i.runs);
    printf("findings      %lld in all runs, %lld different\n",
           (long long)i.findings, (long long)i.issues);
    printf("verdicts      %lld\n", (long long)i.verdicts);
    printf("evidence      %lld\n", (long long)i.confirmations);
    print_if("last run", i.last_at);
    print_if("  status", i.last_status);
    print_if("  label", i.last_label);
    print_if("  revision", i.last_rev);
    print_if("  refaudit", i.tool);
    print_if("  Python", i.python);
    return EXIT_CLEAN;
}

struct counting {
    size_t n;
};

static bool
print_problem(void *data, const char *line)
{
    struct counting *c = data;
    c->n++;
    print_safe(stdout, line);
    putchar('\n');
    return true;
}

static int
db_verify(const struct options *o, struct store *s)
{
    struct counting c = {0};
    if (!store_problems(s, print_problem, &c)) {
        usage_error("%s", store_error(s));
        return EXIT_FINDINGS;
    }
    if (c.n == 0 && o->quiet == 0)
        puts("nothing wrong");
    return c.n == 0 ? EXIT_CLEAN : EXIT_FINDINGS;
}

/* Tabs between the cells; what would look like one is written as \t. */
static bool
print_row(void *data, const char *const *cells, size_t n, bool head)
{
    (void)data, (void)head;
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            putchar('\t');
        print_safe(stdout, cells[i] == NULL ? "" : cells[i]);
    }
    putchar('\n');
    return true;
}

static int
db_query(const struct options *o, struct store *s)
{
    const char *error = NULL;
    return store_ask(s, o->args.v[1], print_row, NULL, &error)
               ? EXIT_CLEAN
               : usage_error("query: %s", error);
}

/* Half a redaction is none: the copy goes when anything fails. */
static int
redact(const struct options *o, const char *path)
{
    const char *error = NULL;
    struct store *s = store_open(o->keep, path, STORE_WRITE, &error);
    bool good = s != NULL && store_redact(s);
    if (s != NULL && !good)
        error = arena_strdup(o->keep, store_error(s));
    store_close(s);
    if (good)
        return EXIT_CLEAN;
    unlink(path);
    return usage_error("%s", error);
}

static int
db_copy(const struct options *o, struct store *s)
{
    const char *error = NULL;
    if (!store_copy(s, o->args.v[1], &error))
        return usage_error("%s", error);
    return o->redact ? redact(o, o->args.v[1]) : EXIT_CLEAN;
}

/* ---- two runs side by side ---------------------------------------------- */

struct comparing {
    const struct options *o;
    struct store *s;
    size_t n;
};

static bool
print_difference(void *data, const char *state, const char *id,
                 const char *rule, int64_t finding)
{
    struct comparing *c = data;
    struct store_issue issue;
    (void)rule;
    if (strcmp(state, "unchanged") == 0)
        return true;
    const struct finding *f = store_show(c->s, c->o->keep, finding, &issue);
    if (f == NULL)
        return false;
    c->n++;
    printf("%-7s  %s  %s  ", state, id, f->rule->id);
    print_safe(stdout, f->file);
    printf(":%u: ", f->place.line);
    print_safe(stdout, f->message);
    putchar('\n');
    return true;
}

static int
compare(const struct options *o, struct store *s, int64_t base, int64_t head)
{
    struct comparing c = {o, s, 0};
    if (!store_diff(s, base, head, print_difference, &c))
        return broken(s);
    if (c.n == 0 && o->quiet == 0)
        fputs("no difference\n", stderr);
    return EXIT_CLEAN;
}

/* Of a run that is there, "12" or "#12"; else 0. */
static int64_t
run_numbered(const struct options *o, struct store *s, const char *word)
{
    char *end;
    long long n = strtoll(word + (*word == '#'), &end, 10);
    bool there = *end == '\0' && n > 0 &&
                 store_run_uuid(s, o->keep, n) != NULL;
    return there ? n : 0;
}

/* Both in one, which is thrown away. */
static int
compare_with_file(const struct options *o, struct store *s, const char *path,
                  const char *place)
{
    struct store_merged merged;
    const char *error = NULL, *both = arena_printf(o->keep, "%s/both", place);
    const char *head = store_run_uuid(s, o->keep, store_run_last(s, 0));
    struct store *other = store_open(o->keep, path, STORE_READ, &error);
    if (other == NULL)
        return usage_error("%s", error);
    const char *base = store_run_uuid(other, o->keep,
                                      store_run_last(other, 0));
    store_close(other);
    if (base == NULL || head == NULL)
        return usage_error("db diff: %s holds no finished run",
                           base == NULL ? path : database_path(o));
    struct store *all = store_copy(s, both, &error)
                            ? store_open(o->keep, both, STORE_WRITE, &error)
                            : NULL;
    if (all == NULL || !store_merge(all, &path, 1, &merged, &error)) {
        store_close(all);
        return usage_error("%s", error);
    }
    int code = compare(o, all, store_run_by_uuid(all, base),
                       store_run_by_uuid(all, head));
    store_close(all);
    return code;
}

static int
diff_file(const struct options *o, struct store *s, const char *path)
{
    struct scratch scratch;
    const char *error = NULL;
    if (!scratch_make(o->keep, &scratch, &error))
        return usage_error("%s", error);
    int code = compare_with_file(o, s, path, scratch.path);
    scratch_remove(&scratch);
    return code;
}

static int
db_diff(const struct options *o, struct store *s)
{
    const char *const *words = o->args.v + 1;
    size_t n = o->args.n - 1;
    if (n == 1 && run_numbered(o, s, words[0]) == 0 &&
        access(words[0], F_OK) == 0)
        return diff_file(o, s, words[0]);
    for (size_t i = 0; i < n; i++)
        if (run_numbered(o, s, words[i]) == 0)
            return usage_error("db diff: no run '%s'; 'refaudit db query "
                               "\"SELECT id, started_at, label FROM run\"' "
                               "lists them",
                               words[i]);
    int64_t head = n > 1 ? run_numbered(o, s, words[1]) : store_run_last(s, 0);
    int64_t base = n > 0 ? run_numbered(o, s, words[0])
                         : store_run_last(s, head);
    if (base == 0 || head == 0)
        return usage_error("db diff: there are no two runs to compare");
    return compare(o, s, base, head);
}

static int
db_prune(const struct options *o, struct store *s)
{
    size_t n = 0;
    if (o->keep_runs < 1)
        return usage_error("--keep: at least 1");
    if (!store_prune(s, (size_t)o->keep_runs, &n))
        return broken(s);
    if (o->quiet == 0)
        printf("%zu run%s emptied\n", n, n == 1 ? "" : "s");
    return EXIT_CLEAN;
}

static void
print_merged(const struct store_merged *m)
{
    const struct {
        int64_t n;
        const char *one, *many;
    } parts[] = {
        {m->runs, "run", "runs"},
        {m->findings, "finding", "findings"},
        {m->issues, "different finding", "different findings"},
        {m->verdicts, "verdict", "verdicts"},
        {m->confirmations, "piece of evidence", "pieces of evidence"}};
    const char *sep = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].n == 0)
            continue;
        printf("%s%+lld %s", sep, (long long)parts[i].n,
               parts[i].n == 1 ? parts[i].one : parts[i].many);
        sep = ", ";
    }
    puts(*sep == '\0' ? "nothing that is not here already" : "");
}

static int
db_merge(const struct options *o, struct store *s)
{
    struct store_merged m;
    const char *error = NULL;
    if (!store_merge(s, o->args.v + 1, o->args.n - 1, &m, &error))
        return usage_error("%s", error);
    if (o->quiet == 0)
        print_merged(&m);
    return EXIT_CLEAN;
}

/* ---- which -------------------------------------------------------------- */

static const struct db_verb {
    const char *word;
    int (*run)(const struct options *o, struct store *s);
    enum store_mode mode;
    size_t least, most; /* arguments behind the word */
} verbs[] = {
    {"info", db_info, STORE_READ, 0, 0},
    {"verify", db_verify, STORE_READ, 0, 0},
    {"query", db_query, STORE_READ, 1, 1},
    {"copy", db_copy, STORE_READ, 1, 1},
    {"diff", db_diff, STORE_READ, 0, 2},
    {"prune", db_prune, STORE_WRITE, 0, 0},
    {"merge", db_merge, STORE_WRITE, 1, SIZE_MAX},
};
#define N_VERBS (sizeof verbs / sizeof *verbs)

/* A database that is merged into may be made for it. */
static struct store *
open_for(const struct options *o, const struct db_verb *v)
{
    const char *error = NULL;
    if (v->run != db_merge || o->db == NULL || access(o->db, F_OK) == 0)
        return database_open(o, v->mode);
    struct store *s = store_open(o->keep, o->db, STORE_WRITE, &error);
    if (s == NULL)
        usage_error("%s", error);
    return s;
}

int
db_command(const struct options *o)
{
    const char *words[N_VERBS];
    const struct db_verb *v = NULL;
    for (size_t i = 0; i < N_VERBS; i++) {
        words[i] = verbs[i].word;
        if (strcmp(words[i], o->args.v[0]) == 0)
            v = &verbs[i];
    }
    if (v == NULL) {
        const char *near = suggest(o->args.v[0], words, N_VERBS);
        return usage_error("db: no '%s'%s%s%s", o->args.v[0],
                           near == NULL ? "" : "; did you mean '",
                           near == NULL ? "" : near, near == NULL ? "" : "'?");
    }
    size_t n = o->args.n - 1;
    if (n < v->least || n > v->most)
        return usage_error("db %s: %s; see 'refaudit db --help'", v->word,
                           n < v->least ? "what?" : "too many arguments");
    struct store *s = open_for(o, v);
    if (s == NULL)
        return EXIT_USAGE;
    int code = v->run(o, s);
    store_close(s);
    return code;
}

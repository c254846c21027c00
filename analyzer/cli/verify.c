/* `refaudit verify` and `refaudit self-test`. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cases.h"
#include "commands.h"
#include "pool.h"
#include "pythons.h"

/* Directories of the test data with C files that are not cases. */
static const char *const not_cases[] = {
    "confirm", "corpus", "demo", "lowering", "projects", "report", NULL};

struct suite {
    const struct options *o;
    arena *keep;
    VEC(struct one_case) cases;
    size_t failed_paths; /* what could not become a case */
};

/* ---- collecting cases -------------------------------------------------- */

static int
by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void
add_case(struct suite *s, const char *path)
{
    char *full = realpath(path, NULL);
    struct one_case c = {.path = arena_strdup(s->keep, path)};
    c.full = arena_strdup(s->keep, full == NULL ? path : full);
    free(full);
    VEC_PUSH(s->keep, &s->cases, c);
}

static bool
is_listed(const char *const *list, const char *name)
{
    for (; *list != NULL; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

/* A directory of cases is named like a rule, so that a typing error does
 * not silently switch cases off. */
static bool
holds_cases(const char *directory)
{
    char *full = realpath(directory, NULL);
    const char *slash = full == NULL ? NULL : strrchr(full, '/');
    bool good = slash != NULL && (rule_find(slash + 1) != NULL ||
                                  strcmp(slash + 1, "engine") == 0);
    free(full);
    return good;
}

static void walk(struct suite *s, const char *directory);

static void
walk_entry(struct suite *s, const char *directory, const char *name,
           bool *complained)
{
    const char *path = arena_printf(s->keep, "%s/%s", directory, name);
    struct stat st;
    if (name[0] == '.' || stat(path, &st) != 0)
        return;
    if (S_ISDIR(st.st_mode)) {
        if (!is_listed(not_cases, name))
            walk(s, path);
        return;
    }
    if (!str_ends(name, ".c"))
        return;
    if (holds_cases(directory)) {
        add_case(s, path);
        return;
    }
    if (!*complained)
        printf("%s: not named like a rule, its C files are no cases\n",
               directory);
    *complained = true;
    s->failed_paths++;
}

static void
walk(struct suite *s, const char *directory)
{
    struct dirent **names;
    bool complained = false;
    int n = scandir(directory, &names, NULL, by_name);
    if (n < 0) {
        printf("%s: %s\n", directory, strerror(errno));
        s->failed_paths++;
        return;
    }
    for (int i = 0; i < n; i++) {
        walk_entry(s, directory, names[i]->d_name, &complained);
        free(names[i]);
    }
    free(names);
}

static bool
collect(struct suite *s)
{
    for (size_t i = 0; i < s->o->args.n; i++) {
        const char *path = s->o->args.v[i];
        struct stat st;
        if (stat(path, &st) != 0) {
            usage_error("%s: %s", path, strerror(errno));
            return false;
        }
        size_t n = strlen(path);
        while (n > 1 && path[n - 1] == '/')
            n--;
        path = arena_strndup(s->keep, path, n);
        if (S_ISDIR(st.st_mode))
            walk(s, path);
        else
            add_case(s, path);
    }
    return true;
}

/* ---- running ------------------------------------------------------------ */

static size_t
print_failures(const struct suite *s, const char *version)
{
    size_t bad = 0;
    for (size_t i = 0; i < s->cases.n; i++) {
        const struct one_case *c = &s->cases.v[i];
        bad += c->n_failures > 0;
        for (size_t k = 0; k < c->n_failures; k++)
            if (c->failures[k].line > 0)
                printf("%s:%u: %s  (Python %s)\n", c->path,
                       c->failures[k].line, c->failures[k].message, version);
            else
                printf("%s: %s  (Python %s)\n", c->path,
                       c->failures[k].message, version);
    }
    return bad;
}

/* Runs all cases once; adds to *bad.  The exit code when that fails. */
static int
run_suite(struct suite *s, const char *exe, const char *what, size_t *bad)
{
    struct session session;
    double began = seconds_now();
    int code = session_open(&session, s->o, exe);
    if (code != EXIT_CLEAN)
        return code;
    session.root = session.scratch.path;
    for (size_t i = 0; i < s->cases.n; i++) {
        s->cases.v[i].n_failures = 0;
        s->cases.v[i].skipped = false;
    }
    bool finished = cases_run(&session, s->cases.v, s->cases.n, "/");
    size_t failed = print_failures(s, session.python.version), skipped = 0;
    for (size_t i = 0; i < s->cases.n; i++)
        skipped += s->cases.v[i].skipped;
    fflush(stdout);
    fprintf(stderr,
            "%s: %zu as expected, %zu not, %zu not for this version  "
            "Python %s%s  %.1f s\n",
            what, s->cases.n - failed - skipped, failed, skipped,
            session.python.version,
            session.python.free_threaded ? " free-threaded" : "",
            seconds_now() - began);
    *bad += failed;
    session_close(&session);
    return finished ? EXIT_CLEAN : EXIT_INTERRUPTED;
}

static int
run_pythons(struct suite *s, const struct strings *pythons, const char *what)
{
    size_t bad = s->failed_paths;
    int code = EXIT_CLEAN;
    if (pythons->n == 0)
        code = run_suite(s, NULL, what, &bad);
    for (size_t i = 0; i < pythons->n && code == EXIT_CLEAN; i++)
        code = run_suite(s, pythons->v[i], what, &bad);
    if (code != EXIT_CLEAN)
        return code;
    return bad > 0 ? EXIT_FINDINGS : EXIT_CLEAN;
}

int
verify_command(const struct options *o)
{
    struct suite s = {.o = o, .keep = o->keep};
    if (!collect(&s))
        return EXIT_USAGE;
    if (s.cases.n == 0 && s.failed_paths == 0) {
        fputs("refaudit: no cases there\n", stderr);
        return EXIT_INCOMPLETE;
    }
    struct strings pythons = o->pythons;
    if (o->all_pythons)
        pythons = pythons_find(o->keep);
    return run_pythons(&s, &pythons, "verify");
}

/* ---- self-test ---------------------------------------------------------- */

static bool
write_example(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    if (f == NULL)
        return false;
    bool good = fputs(text, f) >= 0;
    return fclose(f) == 0 && good;
}

/* The example as it stands has the defect; with -DFIXED it has not. */
static bool
add_example(struct suite *s, const char *directory, const struct rule *r)
{
    const char *text = rule_example(r);
    if (text == NULL || *text == '\0') {
        printf("%s %s: has no example\n", r->id, r->slug);
        s->failed_paths++;
        return true;
    }
    const char *path = arena_printf(s->keep, "%s/%s.c", directory, r->slug);
    if (!write_example(path, text))
        return false;
    struct one_case bad = {
        .path = arena_printf(s->keep, "%s %s", r->id, r->slug),
        .full = path,
        .rule = r->slug,
        .must_find = true};
    VEC_PUSH(s->keep, &s->cases, bad);
    struct one_case good = bad;
    good.path = arena_printf(s->keep, "%s (-DFIXED)", bad.path);
    good.flag = "-DFIXED";
    good.must_find = false;
    good.must_not_find = true;
    if (strstr(text, "FIXED") != NULL)
        VEC_PUSH(s->keep, &s->cases, good);
    return true;
}

int
self_test_command(const struct options *o)
{
    struct suite s = {.o = o, .keep = o->keep};
    struct scratch scratch;
    const char *error = NULL;
    if (!scratch_make(o->keep, &scratch, &error))
        return usage_error("%s", error);
    bool good = true;
    for (size_t i = 0; i < rule_count && good; i++)
        if (strcmp(rule_table[i]->tags, "runtime") != 0) /* needs a run */
            good = add_example(&s, scratch.path, rule_table[i]);
    int code = EXIT_INTERNAL;
    if (!good)
        usage_error("cannot write to %s: %s; set TMPDIR", scratch.path,
                    strerror(errno));
    else
        code = run_pythons(&s, &o->pythons, "self-test");
    scratch_remove(&scratch);
    return code;
}

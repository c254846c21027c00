/* refaudit model: check contract files; compare the model with headers. */
#include "commands.h"
#include "contract.h"
#include "front.h"
#include "model_dump.h"
#include "session.h"

#include <stdlib.h>
#include <string.h>

/* ---- check ---- */

static int
check_files(const struct options *o)
{
    struct options files = *o;
    files.models = (struct strings){o->args.v + 1, o->args.n - 1, 0};
    struct session s = {.keep = o->keep, .o = &files};
    int code = session_read_models(&s);
    if (code != EXIT_CLEAN)
        return code;
    struct session bare = {.keep = o->keep, .o = o};
    arena *keep = arena_new();
    size_t n = model_count(session_model(&s, keep, symtab_new(keep))) -
               model_count(session_model(&bare, keep, symtab_new(keep)));
    if (o->quiet == 0)
        printf("%zu contract%s in %zu file%s\n", n, n == 1 ? "" : "s",
               s.n_models, s.n_models == 1 ? "" : "s");
    arena_free(keep);
    return code;
}

/* ---- coverage ---- */

struct coverage_count {
    size_t functions, macros, missing;
};

static int
compare_names(const void *left, const void *right)
{
    const struct header_name *a = left, *b = right;
    return strcmp(a->name, b->name);
}

static void
count_name(struct coverage_count *count, const struct header_name *name,
           bool covered)
{
    if (name->is_macro)
        count->macros++;
    else
        count->functions++;
    if (covered)
        return;
    count->missing++;
    printf("%s%s has no contract\n", name->name,
           name->is_macro ? ", a macro," : "()");
}

static int
cover(const struct session *s, const struct python *python)
{
    arena *keep = arena_new();
    symtab *syms = symtab_new(keep);
    const struct model *m = session_model(s, keep, syms);
    struct version v = {python->major, python->minor};
    struct header_name *names;
    struct coverage_count count = {0};
    const char *error;
    size_t n;
    if (!front_names(keep, syms, python, &names, &n, &error)) {
        int code = usage_error("%s", error);
        arena_free(keep);
        return code;
    }
    qsort(names, n, sizeof *names, compare_names);
    for (size_t i = 0; i < n; i++)
        count_name(&count, &names[i], model_find(m, names[i].name, v) != NULL);
    printf("Python %s: %zu functions and %zu macros, %zu without a "
           "contract\n",
           python->version, count.functions, count.macros, count.missing);
    arena_free(keep);
    return count.missing == 0 ? EXIT_CLEAN : EXIT_FINDINGS;
}

static int
check_coverage(const struct options *o)
{
    struct session s = {.keep = o->keep, .o = o};
    int code = session_read_models(&s);
    size_t n = o->pythons.n > 0 ? o->pythons.n : 1;
    for (size_t i = 0; i < n && code <= EXIT_FINDINGS; i++) {
        struct python python;
        const char *error;
        const char *exe = o->pythons.n > 0 ? o->pythons.v[i] : NULL;
        int one = python_find(o->keep, exe, &python, &error)
                      ? cover(&s, &python)
                      : usage_error("%s", error);
        code = one > code ? one : code;
    }
    return code;
}

int
model_command(const struct options *o)
{
    const char *what = o->args.v[0];
    if (strcmp(what, "check") == 0 && o->args.n > 1)
        return check_files(o);
    if (strcmp(what, "coverage") == 0 && o->args.n == 1)
        return check_coverage(o);
    if (strcmp(what, "dump") == 0)
        return model_dump(o);
    if (strcmp(what, "expand") == 0)
        return model_expand(o);
    return usage_error("'model' can 'check FILE...', 'coverage', 'dump "
                       "[FILE...]' and 'expand X.Y ...'");
}

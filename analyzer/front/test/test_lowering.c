/* Golden texts: testdata/lowering/NAME.c lowers to NAME.ir.
 *
 * What includes Python.h is lowered with the headers of every Python found
 * on the machine, and all must give the one golden text.  To write the
 * texts anew, run with REFAUDIT_UPDATE=1 and read the difference.
 */
#include "front.h"

#include <glob.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CASES SOURCE_ROOT "/testdata/lowering/"

struct fixture {
    arena *keep;
    VEC(const char *) includes; /* directories with a Python.h */
};

/* ---- text of a unit ----------------------------------------------------- */

static void
print_path(struct text *out, const struct init *i)
{
    for (size_t k = 0; k < i->n_path; k++) {
        if (i->path[k].field != NULL)
            text_printf(out, ".%s", i->path[k].field);
        else
            text_printf(out, "[%lu]", (unsigned long)i->path[k].index);
    }
}

static void
print_constant(struct text *out, const struct operand *o)
{
    switch (o->kind) {
    case OPERAND_INT:
        text_printf(out, "%ld", (long)o->number);
        return;
    case OPERAND_STRING:
        text_printf(out, "\"%s\"", o->name);
        return;
    case OPERAND_GLOBAL:
        text_printf(out, "&%s", o->name);
        return;
    case OPERAND_FUNCTION:
        text_printf(out, "%s()", o->name);
        return;
    case OPERAND_NONE:
        text_add(out, "?");
        return;
    case OPERAND_SLOT:
    case OPERAND_LOCAL:
    case OPERAND_FLOAT:
        break;
    }
    fail_msg("no constant");
}

static void
print_global(struct text *out, const struct global *g)
{
    text_printf(out, "%s%sglobal %s\n", g->is_static ? "static " : "",
                g->is_extern ? "extern " : "", g->name);
    for (size_t i = 0; i < g->n_inits; i++) {
        /* The head of objects differs from version to version. */
        if (g->inits[i].n_path > 0 && g->inits[i].path[0].field != NULL &&
            strcmp(g->inits[i].path[0].field, "ob_base") == 0)
            continue;
        text_add(out, "    ");
        print_path(out, &g->inits[i]);
        text_add(out, " = ");
        print_constant(out, &g->inits[i].value);
        text_add(out, "\n");
    }
}

static void
print_statements(struct text *out, const struct func *f)
{
    const char *last = "";
    for (size_t b = 0; b < f->n_blocks; b++) {
        for (size_t i = 0; i < f->blocks[b].n_ops; i++) {
            const char *s = f->blocks[b].ops[i].stmt;
            if (*s != '\0' && strcmp(s, last) != 0)
                text_printf(out, "  | %s\n", s);
            last = s;
        }
    }
}

static const char *
print_unit(arena *keep, const struct unit *u)
{
    struct text out = {.keep = keep};
    for (size_t i = 0; i < u->n_funcs; i++) {
        func_print(&out, &u->funcs[i]);
        text_printf(&out, "  signature: %s\n", u->funcs[i].signature);
        print_statements(&out, &u->funcs[i]);
    }
    for (size_t i = 0; i < u->n_globals; i++)
        print_global(&out, &u->globals[i]);
    return text_str(&out);
}

/* The checkout's place does not belong into a golden text. */
static const char *
without_root(arena *keep, const char *s)
{
    struct text out = {.keep = keep};
    const char *at;
    while ((at = strstr(s, SOURCE_ROOT)) != NULL) {
        text_add_n(&out, s, (size_t)(at - s));
        text_add(&out, "ROOT");
        s = at + strlen(SOURCE_ROOT);
    }
    text_add(&out, s);
    return text_str(&out);
}

/* ---- lowering and comparing --------------------------------------------- */

static const char *
lower(arena *keep, const char *name, const char *include)
{
    struct python py = {.include = include, .platinclude = include};
    struct front_options o = {.root = SOURCE_ROOT,
                              .python = include == NULL ? NULL : &py,
                              .overlay = true,
                              .asserts = true};
    const char *args[] = {
        arena_printf(keep, "-I%s", include == NULL ? "." : include)};
    struct command c = {.file = arena_printf(keep, CASES "%s.c", name),
                        .directory = SOURCE_ROOT,
                        .args = args,
                        .n_args = 1};
    struct front *f = front_new(&o);
    const char *error = NULL;
    struct unit *u = front_unit(f, keep, symtab_new(keep), &c, &error);
    if (u == NULL || u->n_errors > 0)
        fail_msg("%s: %s", name, u == NULL ? error : u->first_error);
    for (size_t i = 0; i < u->n_funcs; i++) {
        const char *problem = func_verify(keep, &u->funcs[i]);
        if (problem != NULL)
            fail_msg("%s: %s", name, problem);
    }
    front_free(f);
    return without_root(keep, print_unit(keep, u));
}

static void
save(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* The first line that differs says more than two whole texts. */
static void
assert_same(arena *keep, const char *what, const char *expected,
            const char *got)
{
    size_t line = 1;
    while (*expected != '\0' || *got != '\0') {
        size_t n = strcspn(expected, "\n"), m = strcspn(got, "\n");
        if (n != m || memcmp(expected, got, n) != 0)
            fail_msg("%s: line %zu\n  expected: %s\n  got:      %s", what,
                     line, arena_strndup(keep, expected, n),
                     arena_strndup(keep, got, m));
        expected += n + (expected[n] == '\n');
        got += m + (got[m] == '\n');
        line++;
    }
}

static void
check(struct fixture *t, const char *name, const char *include)
{
    const char *got = lower(t->keep, name, include);
    const char *path = arena_printf(t->keep, CASES "%s.ir", name);
    if (getenv("REFAUDIT_UPDATE") != NULL)
        save(path, got);
    size_t n;
    const char *expected = file_read(t->keep, path, &n);
    assert_non_null(expected);
    const char *what = arena_printf(t->keep, "%s with %s", name,
                                    include == NULL ? "no Python" : include);
    assert_same(t->keep, what, expected, got);
}

/* ---- the tests ---------------------------------------------------------- */

static void
test_plain_c(void **state)
{
    check(*state, "control", NULL);
    check(*state, "expressions", NULL);
    check(*state, "data", NULL);
    check(*state, "statements", NULL);
}

static void
test_every_python(void **state)
{
    struct fixture *t = *state;
    if (t->includes.n == 0)
        fail_msg("no headers of Python 3.8 or newer found: "
                 "install python3-dev");
    for (size_t i = 0; i < t->includes.n; i++)
        check(t, "python", t->includes.v[i]);
}

/* Before 2.5 there was no Py_ssize_t, which projects then brought along. */
static void
test_old_python(void **state)
{
    struct fixture *t = *state;
    const char *got = lower(t->keep, "old_python/unit", CASES "old_python");
    assert_non_null(strstr(got, "call Py_INCREF(o.0)"));
    assert_non_null(strstr(got, "call Py_DECREF(o.0)"));
    assert_non_null(strstr(got, "call PyTuple_SET_ITEM(tuple.0, 0, o.1)"));
}

static bool
is_supported(const char *directory)
{
    const char *dot = strstr(directory, "/python3.");
    return dot != NULL && atoi(dot + strlen("/python3.")) >= 8;
}

static void
find_includes(struct fixture *t, const char *pattern)
{
    glob_t g;
    if (glob(pattern, 0, NULL, &g) != 0)
        return;
    for (size_t i = 0; i < g.gl_pathc; i++) {
        const char *path = g.gl_pathv[i];
        size_t n = strlen(path) - strlen("/Python.h");
        if (is_supported(path))
            VEC_PUSH(t->keep, &t->includes, arena_strndup(t->keep, path, n));
    }
    globfree(&g);
}

static int
setup(void **state)
{
    struct fixture *t = calloc(1, sizeof *t);
    t->keep = arena_new();
    find_includes(t, "/usr/include/python3.*/Python.h");
    find_includes(t, "/usr/local/include/python3.*/Python.h");
    const char *home = getenv("HOME");
    if (home != NULL)
        find_includes(
            t, arena_printf(t->keep, "%s/.pyenv/versions/*/include/*/Python.h",
                            home));
    *state = t;
    return 0;
}

static int
teardown(void **state)
{
    struct fixture *t = *state;
    arena_free(t->keep);
    free(t);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_c),
        cmocka_unit_test(test_every_python),
        cmocka_unit_test(test_old_python),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

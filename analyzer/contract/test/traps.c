/* Every known trap of the C API: the contract line that speaks of it, or the
 * case that tests what is made of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "contract.h"

#define TABLE SOURCE_ROOT "/runtime-model/test/traps.tsv"

/* Traps by letter: ownership, borrowing, results, arguments, exceptions,
 * memory, types, threads, free threading. */
static const struct {
    char letter;
    int n;
} groups[] = {
    {'O', 44}, {'B', 12}, {'R', 33}, {'A', 18}, {'E', 13},
    {'M', 23}, {'T', 20}, {'G', 26}, {'F', 10},
};

struct fixture {
    arena *keep;
    symtab *syms;
    struct model *model;
    char *text;
};

struct row {
    char *id, *kind, *subject, *evidence;
};

static int
set_up(void **state)
{
    struct fixture *f = test_calloc(1, sizeof *f);
    f->keep = arena_new();
    f->syms = symtab_new(f->keep);
    f->model = model_new(f->keep, f->syms);
    const char *path, *text;
    struct contract_error error;
    for (size_t i = 0; (text = model_builtin(i, &path)) != NULL; i++)
        assert_true(model_add(f->model, path, text, &error));
    size_t size;
    f->text = file_read(f->keep, TABLE, &size);
    assert_non_null(f->text);
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;
    arena_free(f->keep);
    test_free(f);
    return 0;
}

/* The next row of *at; false at the end. */
static bool
next_row(char **at, struct row *row)
{
    char *line;
    do
        line = strsep(at, "\n");
    while (line != NULL && (*line == '#' || *line == '\0'));
    if (line == NULL)
        return false;
    row->id = strsep(&line, "\t");
    row->kind = strsep(&line, "\t");
    row->subject = strsep(&line, "\t");
    row->evidence = line;
    assert_non_null(row->evidence);
    return true;
}

/* The contract of "NAME@3.11"; NULL: none. */
static const struct contract *
contract_of(struct fixture *f, const char *subject)
{
    struct version v = {3, 0};
    const char *at = strchr(subject, '@');
    assert_non_null(at);
    assert_memory_equal(at, "@3.", 3);
    v.minor = atoi(at + 3);
    sym name = sym_intern_n(f->syms, subject, (size_t)(at - subject));
    return model_find(f->model, name, v);
}

/* Its line, or the note above it. */
static const char *
text_of(struct fixture *f, const struct row *row)
{
    const struct contract *c = contract_of(f, row->subject);
    if (c == NULL)
        return NULL;
    if (strcmp(row->kind, "note") != 0)
        return contract_print(f->keep, c);
    char *note = arena_strdup(f->keep, c->note);
    for (char *at = note; (at = strchr(at, '\n')) != NULL;)
        *at = ' ';
    return note;
}

static void
check_row(struct fixture *f, const struct row *row)
{
    if (strcmp(row->kind, "case") == 0) {
        const char *path = arena_printf(f->keep, SOURCE_ROOT "/%s",
                                        row->evidence);
        if (access(path, R_OK) != 0)
            fail_msg("%s: there is no %s", row->id, row->evidence);
    }
    else if (strcmp(row->kind, "removed") == 0)
        assert_null(contract_of(f, row->subject));
    else {
        bool wanted = strcmp(row->kind, "never") != 0;
        const char *line = text_of(f, row);
        assert_true(!wanted || strcmp(row->kind, "line") == 0 ||
                    strcmp(row->kind, "note") == 0);
        if (line == NULL)
            fail_msg("%s: no contract for %s", row->id, row->subject);
        else if ((strstr(line, row->evidence) != NULL) != wanted)
            fail_msg("%s: '%s'%s: %s", row->id, row->evidence,
                     wanted ? " is missing" : "", line);
    }
}

static void
test_rows(void **state)
{
    struct fixture *f = *state;
    char *at = arena_strdup(f->keep, f->text);
    struct row row;
    while (next_row(&at, &row))
        check_row(f, &row);
}

static int
count_rows(struct fixture *f, const char *id)
{
    char *at = arena_strdup(f->keep, f->text);
    struct row row;
    int n = 0;
    while (next_row(&at, &row))
        n += strcmp(row.id, id) == 0;
    return n;
}

static void
test_all_traps(void **state)
{
    struct fixture *f = *state;
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++)
        for (int i = 1; i <= groups[g].n; i++) {
            const char *id = arena_printf(f->keep, "%c%d", groups[g].letter,
                                          i);
            if (count_rows(f, id) == 0)
                fail_msg("nothing is said of %s", id);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_all_traps, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

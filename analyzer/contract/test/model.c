/* Models: lookup by name and version, order, later additions. */
#include "contract.h"

#include <setjmp.h>
#include <string.h>

#include <cmocka.h>

struct fixture {
    arena *keep;
    symtab *syms;
    struct model *model;
    struct contract_error error;
};

static void
begin(struct fixture *f)
{
    f->keep = arena_new();
    f->syms = symtab_new(f->keep);
    f->model = model_new(f->keep, f->syms);
}

static void
add(struct fixture *f, const char *path, const char *text)
{
    if (!model_add(f->model, path, text, &f->error))
        fail_msg("%s:%d:%d: %s", path, f->error.line, f->error.col,
                 f->error.message);
}

static void
expect_found(struct fixture *f, const char *name, int minor, const char *text)
{
    const struct contract *c = model_find(f->model, sym_intern(f->syms, name),
                                          (struct version){3, minor});
    if (text == NULL) {
        assert_null(c);
        return;
    }
    assert_non_null(c);
    assert_string_equal(contract_print(f->keep, c), text);
}

static void
test_versions(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    add(&f, "a.api",
        "F(a) -> 0 until(3.9)\n"
        "F(a) -> 1 since(3.10) until(3.11)\n"
        "\n"
        "F(a) -> 2 since(3.13)\n"
        "G() -> 0 since(3.9)\n");
    expect_found(&f, "F", 8, "F(a) -> 0 until(3.9)");
    expect_found(&f, "F", 9, "F(a) -> 0 until(3.9)");
    expect_found(&f, "F", 10, "F(a) -> 1 since(3.10) until(3.11)");
    expect_found(&f, "F", 11, "F(a) -> 1 since(3.10) until(3.11)");
    expect_found(&f, "F", 12, NULL);
    expect_found(&f, "F", 13, "F(a) -> 2 since(3.13)");
    expect_found(&f, "F", 99, "F(a) -> 2 since(3.13)");
    expect_found(&f, "G", 8, NULL);
    expect_found(&f, "G", 9, "G() -> 0 since(3.9)");
    expect_found(&f, "H", 9, NULL);
    arena_free(f.keep);
}

static void
test_later_wins(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    add(&f, "a.api", "F(a) -> 0\nG(a) -> 0\n");
    add(&f, "b.api", "F(a) -> 1 since(3.12)\n# mine\nG(a) -> 1");
    expect_found(&f, "F", 11, "F(a) -> 0");
    expect_found(&f, "F", 12, "F(a) -> 1 since(3.12)");
    expect_found(&f, "G", 8, "G(a) -> 1");
    assert_int_equal(model_count(f.model), 4);
    assert_string_equal(model_at(f.model, 0)->where, "a.api:1");
    assert_string_equal(model_at(f.model, 1)->where, "a.api:2");
    assert_string_equal(model_at(f.model, 2)->where, "b.api:1");
    assert_string_equal(model_at(f.model, 3)->where, "b.api:3");
    assert_string_equal(model_at(f.model, 3)->note, "mine");
    arena_free(f.keep);
}

/* Nothing of a text with an error is added. */
static void
test_error(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int line, col;
        const char *message;
    } wrong[] = {
        {"F(a) -> 0\n\n# note\nG(a) -> 1\n    | 2 cals\n", 5, 9,
         "unknown attribute 'cals': did you mean 'calls'?"},
        {"F(a) -> 0\n\n  -> 1\n", 3, 3,
         "this line continues no contract: a contract begins in the first "
         "column"},
        {"  F(a) -> 0\n", 1, 3,
         "this line continues no contract: a contract begins in the first "
         "column"},
        {"F(a)\n# in between\n  -> 0\n", 3, 3,
         "this line continues no contract: a contract begins in the first "
         "column"},
        {"F(a) -> 0\nG(a\nH(b) -> 0\n", 2, 4,
         "expected ':', ',' or ')', found the end of the line"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct fixture f;
        begin(&f);
        assert_false(model_add(f.model, "a.api", wrong[i].text, &f.error));
        assert_string_equal(f.error.message, wrong[i].message);
        assert_int_equal(f.error.line, wrong[i].line);
        assert_int_equal(f.error.col, wrong[i].col);
        assert_int_equal(model_count(f.model), 0);
        expect_found(&f, "F", 9, NULL);
        arena_free(f.keep);
    }
}

/* More names than the table begins with; each is found again. */
static void
test_many(void **state)
{
    (void)state;
    struct fixture f;
    struct text text = {0};
    begin(&f);
    text.keep = f.keep;
    for (int i = 0; i < 5000; i++)
        text_printf(&text, "F%d(a) -> %d\n", i, i);
    add(&f, "many.api", text_str(&text));
    assert_int_equal(model_count(f.model), 5000);
    for (int i = 0; i < 5000; i++) {
        const char *name = arena_printf(f.keep, "F%d", i);
        const struct contract *c = model_find(
            f.model, sym_intern(f.syms, name), (struct version){3, 9});
        assert_non_null(c);
        assert_int_equal(c->outcomes[0].lo, i);
        assert_string_equal(c->where,
                            arena_printf(f.keep, "many.api:%d", i + 1));
    }
    arena_free(f.keep);
}

/* What is embedded is what the files say. */
static void
test_builtin(void **state)
{
    (void)state;
    struct fixture f;
    begin(&f);
    const char *path, *text;
    for (size_t i = 0; (text = model_builtin(i, &path)) != NULL; i++) {
        size_t n;
        const char *full = arena_printf(f.keep,
                                        SOURCE_ROOT "/runtime-model/%s", path);
        const char *file = file_read(f.keep, full, &n);
        assert_non_null(file);
        assert_int_equal(strlen(text), n);
        assert_memory_equal(text, file, n);
        add(&f, path, text);
    }
    assert_true(model_count(f.model) > 1000);
    const struct contract *c = model_find(f.model,
                                          sym_intern(f.syms, "PyList_SetItem"),
                                          (struct version){3, 11});
    assert_non_null(c);
    assert_int_equal(c->n_params, 3);
    assert_int_equal(c->params[2].effects[0].verb, VERB_STEALS);
    arena_free(f.keep);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_versions), cmocka_unit_test(test_later_wins),
        cmocka_unit_test(test_error),    cmocka_unit_test(test_many),
        cmocka_unit_test(test_builtin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Events to findings, over a function and paths made by hand.  The engine's
 * two entry points are replaced by what this file wants them to answer. */
#include "rule.h"

#include <setjmp.h>
#include <string.h>
#include <cmocka.h>

/*  10  list = PyList_New(0);
 *  11  if (list == NULL)
 *  12      return NULL;
 *  13  s = PyObject_Str(a);
 *  14  if (s == NULL)
 *  15      return NULL;
 *  16  if (n < 0)
 *  17      goto fail;
 *  18  return list;
 *  19 fail: if (n < -1) log();
 *  20  return NULL;
 */
enum { A, N, LIST, S, T0, T1, T2, T3, N_SLOTS };

#define SLOT(i) {.kind = OPERAND_SLOT, .index = (i)}
#define INT(i) {.kind = OPERAND_INT, .number = (i)}
#define AT(l, text) .loc = {0, (l), 5, (l), 9, NULL}, .stmt = text

static const struct type number = {.kind = TYPE_INT, .size = 4};
static const struct type record = {.kind = TYPE_RECORD, .is_object = true};
static const struct type object = {.kind = TYPE_POINTER, .target = &record};

/* clang-format off */
static const struct operand str_args[] = {SLOT(A)};
static const struct op entry[] = {
    {OP_CALL, .dst = LIST, .callee = "PyList_New",
     AT(10, "$0 = PyList_New ( 0 ) ;")},
    {OP_BINARY, CODE_EQ, T0, SLOT(LIST), INT(0), AT(11, "$0 == NULL")},
    {OP_BRANCH, .dst = NO_SLOT, .a = SLOT(T0), .to = {1, 2},
     AT(11, "$0 == NULL")},
};
static const struct op no_list[] = {
    {OP_RETURN, .dst = NO_SLOT, .a = INT(0), AT(12, "return NULL ;")},
};
static const struct op str[] = {
    {OP_CALL, .dst = S, .callee = "PyObject_Str", .args = str_args,
     .n_args = 1, AT(13, "$1 = PyObject_Str ( $2 ) ;")},
    {OP_BINARY, CODE_EQ, T1, SLOT(S), INT(0), AT(14, "$1 == NULL")},
    {OP_BRANCH, .dst = NO_SLOT, .a = SLOT(T1), .to = {3, 4},
     AT(14, "$1 == NULL")},
};
static const struct op no_str[] = {
    {OP_RETURN, .dst = NO_SLOT, .a = INT(0), AT(15, "return NULL ;")},
};
static const struct op negative[] = {
    {OP_BINARY, CODE_LT, T2, SLOT(N), INT(0), AT(16, "$3 < 0")},
    {OP_BRANCH, .dst = NO_SLOT, .a = SLOT(T2), .to = {6, 5},
     AT(16, "$3 < 0")},
};
static const struct op good[] = {
    {OP_RETURN, .dst = NO_SLOT, .a = SLOT(LIST), AT(18, "return $0 ;")},
};
static const struct op cleanup[] = {
    {OP_BINARY, CODE_LT, T3, SLOT(N), INT(-1), AT(19, "$3 < - 1")},
    {OP_BRANCH, .dst = NO_SLOT, .a = SLOT(T3), .to = {7, 8},
     AT(19, "$3 < - 1")},
};
static const struct op log_it[] = {
    {OP_CALL, .dst = NO_SLOT, .callee = "log", AT(19, "log ( ) ;")},
    {OP_JUMP, .dst = NO_SLOT, .to = {8, NO_BLOCK}, AT(19, "log ( ) ;")},
};
static const struct op fail_exit[] = {
    {OP_RETURN, .dst = NO_SLOT, .a = INT(0), AT(20, "return NULL ;")},
};
static const struct block blocks[] = {
    {entry, 3}, {no_list, 1}, {str, 3}, {no_str, 1}, {negative, 2},
    {good, 1}, {cleanup, 2}, {log_it, 2}, {fail_exit, 1},
};
static const struct slot slots[N_SLOTS] = {
    [A] = {"a", &object, .is_param = true},
    [N] = {"n", &number, .is_param = true},
    [LIST] = {"list", &object}, [S] = {"s", &object},
    [T0] = {NULL, &number}, [T1] = {NULL, &number},
    [T2] = {NULL, &number}, [T3] = {NULL, &number},
};
/* clang-format on */

static const struct func pair = {
    .name = "make_pair",
    .loc = {.line = 8},
    .body_hash = "00ff",
    .slots = slots,
    .n_slots = N_SLOTS,
    .n_params = 2,
    .blocks = blocks,
    .n_blocks = 9,
};
static const struct source_file files[] = {{.path = "src/spam.c"}};
static const struct unit unit = {.files = files, .n_files = 1};

/* ---- the engine's part -------------------------------------------------- */

static const struct step *path;
static size_t path_length;

const struct step *
engine_path(arena *keep, const struct event *e, size_t *n_steps)
{
    struct step *v = ARENA_ARRAY(keep, struct step, path_length + 1);
    memcpy(v, path, path_length * sizeof *v);
    v[path_length] = (struct step){.kind = STEP_EVENT,
                                   .unit = e->unit,
                                   .func = e->func,
                                   .op = e->op,
                                   .outcome = -1,
                                   .about_subject = true,
                                   .owned = e->subject.owned,
                                   .exc = e->exc};
    *n_steps = path_length + 1;
    return v;
}

const char *
program_py_name(const struct program *p, const struct func *f)
{
    assert_null(p);
    return f == &pair ? "spam.make_pair" : NULL;
}

/* ---- a test's world ---- */

struct world {
    arena *keep;
    symtab *syms;
    struct collector *c;
    const struct contract *list_new, *str;
};

static const struct contract *
line(struct world *w, const char *text)
{
    struct contract_error error;
    struct contract *c = contract_parse(w->keep, w->syms, text, &error);
    assert_non_null(c);
    c->where = "test.api:1";
    return c;
}

static int
set_up(void **state)
{
    struct world *w = test_calloc(1, sizeof *w);
    w->keep = arena_new();
    w->syms = symtab_new(w->keep);
    w->c = collector_new(w->keep, NULL);
    w->list_new = line(w, "PyList_New(n) -> fresh | NULL! fails(alloc)");
    w->str = line(w, "PyObject_Str(o) -> new | NULL! calls fails(user)");
    *state = w;
    return 0;
}

static int
tear_down(void **state)
{
    struct world *w = *state;
    arena_free(w->keep);
    test_free(w);
    return 0;
}

static struct step
call_step(const struct op *op, const struct contract *callee, int outcome,
          int owned, enum exc_state exc)
{
    return (struct step){.kind = STEP_CALL,
                         .unit = &unit,
                         .func = &pair,
                         .op = op,
                         .callee = callee,
                         .outcome = outcome,
                         .owned = owned,
                         .exc = exc};
}

static struct step
branch_step(const struct op *op, bool taken, int owned, enum exc_state exc)
{
    return (struct step){.kind = STEP_BRANCH,
                         .unit = &unit,
                         .func = &pair,
                         .op = op,
                         .outcome = -1,
                         .taken = taken,
                         .owned = owned,
                         .exc = exc};
}

static struct event
leak(const struct op *exit, enum exc_state exc, enum trigger trigger)
{
    return (struct event){.kind = EVENT_LOST,
                          .unit = &unit,
                          .func = &pair,
                          .op = exit,
                          .loss = LOSS_RETURN,
                          .arg = -1,
                          .exc = exc,
                          .trigger = trigger,
                          .subject = {.kind = "ref",
                                      .name = "list",
                                      .origin = ORIGIN_NEW,
                                      .null = NULL_NEVER,
                                      .owned = 1,
                                      .maker = "PyList_New",
                                      .born = &entry[0]}};
}

/* The leak at line 15, when PyObject_Str() fails. */
static void
leak_at_15(struct world *w)
{
    struct step v[] = {
        call_step(&entry[0], w->list_new, 0, 1, EXC_STATE_NONE),
        branch_step(&entry[2], false, 1, EXC_STATE_NONE),
        call_step(&str[0], w->str, 1, 1, EXC_STATE_SET),
        branch_step(&str[2], true, 1, EXC_STATE_SET),
    };
    v[0].about_subject = v[0].born = v[1].about_subject = true;
    path = v;
    path_length = 4;
    struct event e = leak(&no_str[0], EXC_STATE_SET, TRIGGER_HOSTILE_OBJECT);
    collector_event(w->c, &e);
}

/* The leak at line 20, when n < 0. */
static void
leak_at_20(struct world *w, enum trigger trigger)
{
    struct step v[] = {
        call_step(&entry[0], w->list_new, 0, 1, EXC_STATE_NONE),
        branch_step(&entry[2], false, 1, EXC_STATE_NONE),
        call_step(&str[0], w->str, 0, 1, EXC_STATE_NONE),
        branch_step(&str[2], false, 1, EXC_STATE_NONE),
        branch_step(&negative[1], true, 1, EXC_STATE_NONE),
        branch_step(&cleanup[1], false, 1, EXC_STATE_NONE),
    };
    v[0].about_subject = v[0].born = v[1].about_subject = true;
    path = v;
    path_length = 6;
    struct event e = leak(&fail_exit[0], EXC_STATE_NONE, trigger);
    collector_event(w->c, &e);
}

static const struct finding *
only_finding(struct world *w)
{
    size_t n;
    const struct finding *v = collector_findings(w->c, &n);
    assert_int_equal(n, 1);
    return v;
}

/* ---- tests -------------------------------------------------------------- */

static void
a_leak_is_told(void **state)
{
    struct world *w = *state;
    leak_at_15(w);
    const struct finding *f = only_finding(w);
    assert_string_equal(f->rule->id, "REF001");
    assert_string_equal(
        f->message, "reference to 'list' leaked when PyObject_Str() fails");
    assert_string_equal(f->fix, "add Py_DECREF(list); before this return");
    assert_string_equal(f->file, "src/spam.c");
    assert_string_equal(f->py_name, "spam.make_pair");
    assert_int_equal(f->place.line, 15);
    assert_string_equal(f->anchor, "$0 = PyList_New ( 0 ) ;");
    assert_string_equal(f->cause, "$1 = PyObject_Str ( $2 ) ;");
    assert_string_equal(f->exit, "return");
    assert_int_equal(f->n_also, 0);
    assert_int_equal(f->duplicates, 0);
}

static void
the_path_reads_well(void **state)
{
    struct world *w = *state;
    leak_at_15(w);
    const struct finding *f = only_finding(w);
    static const struct {
        const char *kind, *message;
        int owned;
    } want[] = {
        {"acquire", "new reference from PyList_New()", 1},
        {"branch", "list != NULL", 1},
        {"error-set",
         "PyObject_Str() fails: it runs a.__str__(), which may raise; "
         "an exception is set",
         1},
        {"branch", "s == NULL: PyObject_Str() failed", 1},
        {"return", "returns; nothing can release 'list' any more", 1},
    };
    assert_int_equal(f->n_steps, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(f->steps[i].kind, want[i].kind);
        assert_string_equal(f->steps[i].message, want[i].message);
        assert_int_equal(f->steps[i].owned, want[i].owned);
    }
    assert_true(f->steps[0].key && f->steps[2].key && f->steps[4].key);
    assert_false(f->steps[3].key);
    assert_string_equal(f->steps[2].fact, contract_print(w->keep, w->str));
}

static void
a_condition_can_be_the_cause(void **state)
{
    struct world *w = *state;
    leak_at_20(w, TRIGGER_ANY_CALL);
    const struct finding *f = only_finding(w);
    assert_string_equal(f->message, "reference to 'list' leaked when n < 0");
    assert_string_equal(f->cause, "$3 < 0");
}

/* Some functions only exist to raise: that is no failure of theirs. */
static void
raising_is_no_failure(void **state)
{
    struct world *w = *state;
    w->str = line(w, "PyErr_Fmt(o) -> NULL! calls");
    struct step v[] = {
        call_step(&entry[0], w->list_new, 0, 1, EXC_STATE_NONE),
        call_step(&str[0], w->str, 0, 1, EXC_STATE_SET),
    };
    v[0].about_subject = v[0].born = true;
    path = v;
    path_length = 2;
    struct event e = leak(&no_str[0], EXC_STATE_SET, TRIGGER_ANY_CALL);
    collector_event(w->c, &e);
    const struct finding *f = only_finding(w);
    assert_string_equal(f->message,
                        "reference to 'list' leaked after PyObject_Str()");
    assert_string_equal(f->steps[1].message,
                        "PyObject_Str() sets an exception");
}

static void
exits_fold_into_the_best(void **state)
{
    struct world *w = *state;
    leak_at_15(w);
    leak_at_20(w, TRIGGER_ANY_CALL);
    leak_at_20(w, TRIGGER_API_FAILURE);
    leak_at_15(w);
    const struct finding *f = only_finding(w);
    assert_int_equal(f->place.line, 20);
    assert_int_equal(f->trigger, TRIGGER_ANY_CALL);
    assert_int_equal(f->n_also, 1);
    assert_int_equal(f->also[0].line, 15);
    assert_int_equal(f->duplicates, 3);
}

static void
the_order_of_events_does_not_matter(void **state)
{
    struct world *w = *state;
    leak_at_20(w, TRIGGER_OUT_OF_MEMORY);
    leak_at_15(w);
    const struct finding *f = only_finding(w);
    assert_int_equal(f->place.line, 15);
    assert_int_equal(f->also[0].line, 20);
}

/* A use of None and the like, where only the place matters. */
static struct event
plain(const struct op *op, enum event_kind kind, struct subject s)
{
    path_length = 0;
    return (struct event){.kind = kind,
                          .unit = &unit,
                          .func = &pair,
                          .op = op,
                          .arg = -1,
                          .release_kind = "ref",
                          .subject = s};
}

/* What gave NULL lent nothing. */
static void
a_null_is_told_by_its_call(void **state)
{
    struct world *w = *state;
    struct subject null = {
        .kind = "ref", .null = NULL_IS, .born = &str[0], .name = "s"};
    struct event e = plain(&fail_exit[0], EVENT_RELEASE, null);
    struct step v[] = {call_step(&str[0], w->str, 1, 0, EXC_STATE_SET)};
    v[0].about_subject = v[0].born = true;
    path = v;
    path_length = 1;
    collector_event(w->c, &e);
    const struct finding *f = only_finding(w);
    assert_string_equal(
        f->steps[0].message,
        "PyObject_Str() fails: it runs a.__str__(), which may raise; "
        "an exception is set");
}

static void
findings_are_sorted_and_numbered(void **state)
{
    struct world *w = *state;
    struct subject lent = {
        .kind = "ref", .origin = ORIGIN_LENT, .born = &str[0]};
    struct event late = plain(&fail_exit[0], EVENT_RELEASE, lent);
    lent.born = NULL;
    lent.name = "x";
    struct event early = plain(&no_list[0], EVENT_RELEASE, lent);
    lent.name = "y";
    struct event twin = plain(&no_str[0], EVENT_RELEASE, lent);
    collector_event(w->c, &late);
    collector_event(w->c, &early);
    collector_event(w->c, &twin);
    size_t n;
    const struct finding *v = collector_findings(w->c, &n);
    assert_int_equal(n, 3);
    assert_int_equal(v[0].place.line, 12);
    assert_int_equal(v[1].place.line, 15);
    assert_int_equal(v[2].place.line, 20);
    assert_int_equal(v[0].ordinal, 0);
    assert_int_equal(v[1].ordinal, 1);
    assert_int_equal(v[2].ordinal, 0);
    assert_string_not_equal(v[0].strict, v[1].strict);
    assert_string_not_equal(v[0].body, v[1].body);
    assert_int_equal(strlen(v[0].strict), 32);
    assert_string_not_equal(v[0].strict, v[0].loose);
}

static void
prints_survive_a_move(void **state)
{
    struct world *w = *state;
    leak_at_15(w);
    struct finding here = *only_finding(w);
    static const struct source_file moved_files[] = {{.path = "lib/x.c"}};
    static const struct unit moved = {.files = moved_files, .n_files = 1};
    struct collector *c = collector_new(w->keep, NULL);
    struct event e = leak(&no_str[0], EXC_STATE_SET, TRIGGER_HOSTILE_OBJECT);
    struct step v[] = {
        call_step(&entry[0], w->list_new, 0, 1, EXC_STATE_NONE),
        call_step(&str[0], w->str, 1, 1, EXC_STATE_SET),
        branch_step(&str[2], true, 1, EXC_STATE_SET),
    };
    path = v;
    path_length = 3;
    e.unit = &moved;
    collector_event(c, &e);
    size_t n;
    const struct finding *there = collector_findings(c, &n);
    assert_int_equal(n, 1);
    assert_string_not_equal(here.strict, there->strict);
    assert_string_equal(here.loose, there->loose);
    assert_string_equal(here.body, there->body);
}

/* One label releases a variable that is NULL for two reasons. */
static void
one_op_is_one_defect(void **state)
{
    struct world *w = *state;
    struct subject s = {.kind = "ref", .null = NULL_IS, .born = &str[0]};
    struct event e = plain(&fail_exit[0], EVENT_RELEASE, s);
    collector_event(w->c, &e);
    e.subject.born = NULL;
    collector_event(w->c, &e);
    e.op = &log_it[0];
    collector_event(w->c, &e);
    const struct finding *f = only_finding(w);
    assert_string_equal(f->rule->id, "NUL002");
    assert_int_equal(f->duplicates, 2);
    assert_int_equal(f->n_also, 1);
}

/* A lent value is released (a defect), then used: no second defect. */
static void
consequences_are_not_told(void **state)
{
    struct world *w = *state;
    struct subject lent = {
        .kind = "ref", .origin = ORIGIN_LENT, .born = &str[0]};
    struct event release = plain(&log_it[0], EVENT_RELEASE, lent);
    collector_event(w->c, &release);
    lent.released = true;
    lent.released_at = &log_it[0];
    struct event use = plain(&fail_exit[0], EVENT_USE, lent);
    collector_event(w->c, &use);
    assert_string_equal(only_finding(w)->rule->id, "REF002");
}

static void
exceptions_are_told_by_cause(void **state)
{
    struct world *w = *state;
    struct step v[] = {
        call_step(&str[0], w->str, 0, 0, EXC_STATE_NONE),
        branch_step(&str[2], false, 0, EXC_STATE_NONE),
        branch_step(&negative[1], true, 0, EXC_STATE_NONE),
    };
    path = v;
    path_length = 3;
    struct event e = {.kind = EVENT_RETURN,
                      .unit = &unit,
                      .func = &pair,
                      .op = &fail_exit[0],
                      .arg = -1,
                      .entry = line(w, "m(self, a) -> new | NULL!"),
                      .returns_object = true,
                      .subject = {.null = NULL_IS}};
    collector_event(w->c, &e);
    const struct finding *f = only_finding(w);
    assert_string_equal(f->rule->id, "EXC001");
    assert_string_equal(f->message,
                        "NULL returned without an exception set when n < 0");
    assert_string_equal(f->anchor, "$3 < 0");
    assert_string_equal(f->steps[f->n_steps - 1].message,
                        "returns with no exception set");
}

static void
coverage_counts_sites_once(void **state)
{
    struct world *w = *state;
    leak_at_15(w);
    leak_at_15(w);
    struct event fine = plain(
        &good[0], EVENT_RETURN,
        (struct subject){.kind = "ref", .owned = 1, .born = &entry[0]});
    collector_event(w->c, &fine);
    fine.subject.born = &str[0];
    collector_event(w->c, &fine);
    size_t n;
    const struct coverage *v = collector_coverage(w->c, &n);
    assert_int_equal(n, 1);
    assert_string_equal(v->rule->id, "REF001");
    assert_string_equal(v->file, "src/spam.c");
    assert_int_equal(v->sites, 2);
    assert_int_equal(v->found, 1);
    assert_int_equal(v->clean, 1);
    assert_int_equal(v->unknown, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_leak_is_told),
        TEST(the_path_reads_well),
        TEST(a_condition_can_be_the_cause),
        TEST(raising_is_no_failure),
        TEST(a_null_is_told_by_its_call),
        TEST(exits_fold_into_the_best),
        TEST(the_order_of_events_does_not_matter),
        TEST(findings_are_sorted_and_numbered),
        TEST(prints_survive_a_move),
        TEST(one_op_is_one_defect),
        TEST(consequences_are_not_told),
        TEST(exceptions_are_told_by_cause),
        TEST(coverage_counts_sites_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

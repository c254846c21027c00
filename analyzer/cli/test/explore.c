/* Phase 2 with an engine that crashes, hangs and forgets functions. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "analysis.h"
#include "culprit.h"
#include "phases.h"

/* ---- the engine of this test ------------------------------------------- */

struct program {
    const struct unit *units[8];
    size_t n;
};

struct program *
program_new(arena *keep, symtab *syms, const struct model *model,
            struct version python)
{
    (void)syms;
    (void)model;
    (void)python;
    return ARENA_NEW(keep, struct program);
}

void
program_add(struct program *p, const struct unit *u, const char *hash)
{
    (void)hash;
    p->units[p->n++] = u;
}

const char *
program_py_name(const struct program *p, const struct func *f)
{
    (void)p;
    (void)f;
    return NULL;
}

const struct step *
engine_path(arena *keep, const struct event *e, size_t *n_steps)
{
    (void)keep;
    (void)e;
    *n_steps = 0;
    return NULL;
}

static volatile bool hung;

static void
run_func(const struct engine_sink *sink, const struct unit *u,
         const struct func *f)
{
    struct engine_result r = {.unit = u, .func = f, .states = 7};
    signal(SIGSEGV, SIG_DFL); /* cmocka catches it */
    if (str_starts(f->name, "forget"))
        return;
    if (!sink->begin(sink->data, u, f))
        r.status = ENGINE_SKIPPED;
    else if (str_starts(f->name, "crash"))
        raise(SIGSEGV);
    else if (str_starts(f->name, "interrupt")) {
        kill(getppid(), SIGINT);
        usleep(500000);
    }
    else if (str_starts(f->name, "hang"))
        for (;;)
            hung = true;
    sink->end(sink->data, &r);
}

void
engine_run(struct program *p, const struct engine_options *o,
           const struct engine_sink *sink)
{
    (void)o;
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->units[i]->n_funcs; k++) {
            if (strcmp(p->units[i]->funcs[k].name, "always") == 0)
                die("always the same");
            run_func(sink, p->units[i], &p->units[i]->funcs[k]);
        }
}

/* ---- units -------------------------------------------------------------- */

static struct func
make_func(arena *keep, symtab *syms, const char *name, uint32_t line)
{
    static struct type nothing = {.kind = TYPE_VOID};
    static struct type type = {.kind = TYPE_FUNCTION, .target = &nothing};
    struct op *op = ARENA_NEW(keep, struct op);
    struct block *block = ARENA_NEW(keep, struct block);
    *op = (struct op){.kind = OP_RETURN,
                      .dst = NO_SLOT,
                      .type = &nothing,
                      .loc = {0, line, 1, line, 2, NULL},
                      .stmt = sym_intern(syms, "return ;")};
    *block = (struct block){op, 1};
    return (struct func){.name = sym_intern(syms, name),
                         .type = &type,
                         .signature = "void f(void)",
                         .loc = {0, line, 1, line, 2, NULL},
                         .extent = {0, line, 1, line, 2, NULL},
                         .body_hash = "00",
                         .blocks = block,
                         .n_blocks = 1};
}

struct fixture {
    struct session s;
    struct options o;
    struct unit_result units[3];
    struct harvest out;
    const char *error;
};

static void
write_unit(struct fixture *f, size_t number, const char *const *names)
{
    arena *keep = f->s.keep;
    symtab *syms = symtab_new(keep);
    struct func funcs[8];
    struct source_file file = {.path = "a.c", .full = "/a.c", .hash = "00"};
    struct unit u = {.path = "a.c", .files = &file, .n_files = 1};
    for (u.funcs = funcs; names[u.n_funcs] != NULL; u.n_funcs++)
        funcs[u.n_funcs] = make_func(keep, syms, names[u.n_funcs],
                                     (uint32_t)(u.n_funcs + 1));
    FILE *out = fopen(phase_ir_path(&f->s, keep, number), "wb");
    assert_non_null(out);
    assert_true(ir_write(out, &u));
    assert_int_equal(fclose(out), 0);
    f->units[number] = (struct unit_result){.path = "a.c", .status = "ok"};
    f->units[number].has_ir = true;
}

static enum phase_end
explore(struct fixture *f, const char *const *first, const char *const *second)
{
    const char *error;
    *f = (struct fixture){.o = {.timeout = 1, .quiet = 1}};
    f->s = (struct session){.keep = arena_new(), .o = &f->o, .jobs = 1};
    f->s.python = (struct python){.major = 3, .minor = 12};
    assert_true(scratch_make(f->s.keep, &f->s.scratch, &error));
    write_unit(f, 0, first);
    f->units[1] = (struct unit_result){.path = "b.c", .status = "crashed"};
    write_unit(f, 2, second);
    int signals = pool_signals();
    enum phase_end end = phase_explore(&f->s, signals, f->units, 3, &f->out,
                                       &f->error);
    pool_signals_end(signals);
    scratch_remove(&f->s.scratch);
    return end;
}

static const struct func_result *
find(const struct fixture *f, const char *name)
{
    for (size_t i = 0; i < f->out.n_funcs; i++)
        if (strcmp(f->out.funcs[i].name, name) == 0)
            return &f->out.funcs[i];
    fail_msg("no result for %s", name);
    return NULL;
}

/* ---- tests -------------------------------------------------------------- */

static void
test_bad_functions_are_left_out(void **state)
{
    (void)state;
    struct fixture f;
    static const char *const first[] = {"one", "crash1", "two", "forget",
                                        NULL};
    static const char *const second[] = {"hang", "three", "crash2", NULL};
    assert_int_equal(explore(&f, first, second), PHASE_DONE);
    assert_int_equal(f.out.n_funcs, 7);
    static const char *const good[] = {"one", "two", "three"};
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(find(&f, good[i])->status, "analysed");
    assert_string_equal(find(&f, "crash1")->status, "unsupported");
    assert_string_equal(find(&f, "crash2")->status, "unsupported");
    assert_non_null(strstr(find(&f, "crash2")->reason, "Segmentation fault"));
    assert_string_equal(find(&f, "hang")->status, "budget");
    assert_non_null(strstr(find(&f, "hang")->reason, "1 second"));
    assert_string_equal(find(&f, "forget")->status, "unsupported");
    assert_int_equal(find(&f, "one")->states, 7);
    arena_free(f.s.keep);
}

static void
test_a_crash_of_no_function_is_ours(void **state)
{
    (void)state;
    struct fixture f;
    static const char *const first[] = {"always", NULL};
    static const char *const second[] = {"always", NULL};
    assert_int_equal(explore(&f, first, second), PHASE_FAILED);
    assert_non_null(strstr(f.error, "always the same"));
    arena_free(f.s.keep);
}

static void
test_a_file_at_fault_is_left_out(void **state)
{
    (void)state;
    static const char *const bad[] = {"always", "two", NULL};
    static const char *const good[] = {"one", "crash", NULL};
    struct fixture f;
    assert_int_equal(explore(&f, bad, good), PHASE_DONE);
    assert_string_equal(f.units[0].status, "crashed");
    assert_non_null(strstr(f.units[0].reason, "always the same"));
    assert_string_equal(f.units[2].status, "ok");
    assert_int_equal(f.out.n_funcs, 2);
    assert_string_equal(find(&f, "one")->status, "analysed");
    assert_string_equal(find(&f, "crash")->status, "unsupported");
    arena_free(f.s.keep);
}

static void
test_search_finds_each(void **state)
{
    (void)state;
    enum { N = 37 };
    for (size_t a = 1; a < N; a += 5)
        for (size_t b = a; b < N; b += 7) {
            arena *keep = arena_new();
            struct culprits c;
            bool there[N];
            memset(there, true, sizeof there);
            there[0] = false;
            culprits_begin(&c, keep, N, there);
            size_t attempts = 0;
            for (;; attempts++) {
                assert_true(c.absent[0]);
                bool failed = !c.absent[a] || !c.absent[b];
                if (!failed && !c.searching)
                    break;
                assert_true(culprits_next(&c, failed));
            }
            assert_true(c.found[a] && c.found[b]);
            assert_int_equal(c.n_present, N - (a == b ? 2 : 3));
            assert_true(attempts <= 16);
            arena_free(keep);
        }
}

static void
test_many_crashes_cost_their_unit(void **state)
{
    (void)state;
    struct fixture f;
    static const char *const first[] = {"crash1", "crash2", "crash3", "crash4",
                                        "crash5", "crash6", "crash7", NULL};
    static const char *const second[] = {"one", "two", NULL};
    assert_int_equal(explore(&f, first, second), PHASE_DONE);
    assert_string_equal(find(&f, "crash7")->status, "unsupported");
    assert_non_null(strstr(find(&f, "crash7")->reason, "this file"));
    assert_non_null(strstr(find(&f, "crash1")->reason, "this function"));
    assert_string_equal(find(&f, "one")->status, "analysed");
    assert_string_equal(find(&f, "two")->status, "analysed");
    arena_free(f.s.keep);
}

static void
test_interrupt_keeps_what_is_done(void **state)
{
    (void)state;
    struct fixture f;
    static const char *const first[] = {"one", "interrupt", "two", NULL};
    static const char *const second[] = {"three", NULL};
    assert_int_equal(explore(&f, first, second), PHASE_INTERRUPTED);
    assert_string_equal(find(&f, "one")->status, "analysed");
    assert_string_equal(find(&f, "two")->status, "skipped");
    assert_string_equal(find(&f, "three")->reason, "interrupted");
    assert_false(find(&f, "three")->wanted_skip);
    arena_free(f.s.keep);
}

int
main(void)
{
    signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bad_functions_are_left_out),
        cmocka_unit_test(test_a_crash_of_no_function_is_ours),
        cmocka_unit_test(test_a_file_at_fault_is_left_out),
        cmocka_unit_test(test_search_finds_each),
        cmocka_unit_test(test_many_crashes_cost_their_unit),
        cmocka_unit_test(test_interrupt_keeps_what_is_done),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What trials prove of a claim, and what they must never be taken for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "reading.h"
#include "trials.h"

/* Two claims about one call: a list is made, then a call fails. */
struct bench {
    arena *keep;
    struct log recorded, replayed;
    struct recording r;
    struct rule rule;
    struct finding_step steps[3];
    struct finding finding;
    struct site born, failing;
    struct log_hit hit;
    struct claim claims[2];
};

static void
claim_begin(struct bench *b, size_t i, enum grade grade)
{
    struct claim *c = &b->claims[i];
    c->finding = &b->finding;
    c->wants_failure = true;
    VEC_PUSH(b->keep, &c->born, &b->born);
    VEC_PUSH(b->keep, &c->failing, &b->failing);
    struct trial t = {.id = i == 0 ? "F0.0" : "F1.0",
                      .hit = &b->hit,
                      .grade = grade,
                      .site = grade == GRADE_NATURAL ? NULL : &b->failing,
                      .nth = 1};
    VEC_PUSH(b->keep, &c->trials, t);
}

static void
bench_begin(struct bench *b, const char *rule, const char *branch,
            enum grade first)
{
    *b = (struct bench){.keep = arena_new()};
    b->r = (struct recording){.keep = b->keep, .log = &b->recorded};
    b->rule = (struct rule){.id = rule};
    b->steps[0] = (struct finding_step){.kind = "acquire", .message = ""};
    b->steps[1] = (struct finding_step){.kind = "branch", .message = branch};
    b->steps[2] = (struct finding_step){.kind = "call",
                                        .message = "f() fails"};
    b->finding = (struct finding){.rule = &b->rule,
                                  .file = "a.c",
                                  .function = "f",
                                  .place = {"a.c", 7, 1, 7, 2},
                                  .steps = b->steps,
                                  .n_steps = 3};
    b->born = (struct site){.id = "O+0x10", .name = "PyList_New"};
    b->failing = (struct site){.id = "O+0x20", .name = "PyDict_New"};
    b->hit = (struct log_hit){
        .proc = "p", .entry = "O@0x1/method", .site = "O+0x20", .ordinal = 1};
    claim_begin(b, 0, first);
    claim_begin(b, 1, GRADE_NATURAL);
}

static struct evidence
bench_judge(struct bench *b, size_t claim, const char *log)
{
    char path[] = "/tmp/refaudit-log-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, log, strlen(log)), (ssize_t)strlen(log));
    close(fd);
    log_read(b->keep, path, &b->replayed);
    unlink(path);
    return claim_judge(b->keep, &b->r, b->claims, 2, claim, &b->replayed);
}

static void
expect(const char *rule, const char *branch, const char *log,
       enum outcome_of_claim outcome)
{
    struct bench b;
    bench_begin(&b, rule, branch, GRADE_GENUINE);
    struct evidence e = bench_judge(&b, 0, log);
    assert_string_equal(claim_outcome_name(e.outcome),
                        claim_outcome_name(outcome));
    arena_free(b.keep);
}

#define BORN(how) "step\t9\tF0.0\t1\tO+0x10\tPyList_New\t1\t" how "\n"
#define OTHER(how) "step\t9\tF0.0\t2\tO+0x20\tPyDict_New\t1\t" how "\n"
#define END(how) "trial\t9\tF0.0\t" how "\t-\t5\t5\tMemoryError\tnull\n"

static void
only_the_very_steps_speak_against_a_claim(void **state)
{
    (void)state;
    const char *straight = BORN("ok") OTHER("fail") END("clean");
    expect("REF001", "list != NULL", straight, CLAIM_CONTRADICTED);
    expect("REF001", "n > 2", straight, CLAIM_REACHED_CLEAN);
    expect("REF002", "list != NULL", straight, CLAIM_REACHED_CLEAN);
    expect("REF001", "list != NULL",
           BORN("ok") OTHER("ok") OTHER("fail") END("clean"),
           CLAIM_REACHED_CLEAN);
    expect("REF001", "list != NULL",
           BORN("ok") BORN("ok") OTHER("fail") END("clean"),
           CLAIM_REACHED_CLEAN);
}

static void
an_end_is_no_failure(void **state)
{
    (void)state;
    expect("REF001", "list != NULL", BORN("ok") OTHER("none") END("clean"),
           CLAIM_INCONCLUSIVE);
}

static void
what_never_dies_shows_nothing(void **state)
{
    (void)state;
    expect("REF001", "list != NULL",
           BORN("immortal") OTHER("fail") END("clean"), CLAIM_INCONCLUSIVE);
}

static void
the_like_of_another_object_leaves_it_open(void **state)
{
    (void)state;
    expect("REF001", "list != NULL",
           BORN("ok")
               OTHER("fail") "leak\t9\tF0.0\tobject\tO+"
                             "0x30\tdict\t5\t5\t1\t0\t56\t-\n" END("found"),
           CLAIM_INCONCLUSIVE);
}

static void
an_older_object_is_known_by_who_gave_it(void **state)
{
    (void)state;
    expect("REF001", "list != NULL",
           BORN("ok") OTHER("fail") "leak\t9\tF0.0\tobject\tO+"
                                    "0x30\tlist\t5\t5\t1\t0\t56\tO+0x10\n" END(
                                        "found"),
           CLAIM_REPRODUCED);
    expect("REF002", "list != NULL",
           BORN("ok") OTHER("fail") "overdecref\t9\tF0.0\t-\tlist\t1\t5\t6\tO+"
                                    "0x10\n" END("found"),
           CLAIM_REPRODUCED);
    /* Somewhere else in the same call. */
    expect("REF002", "list != NULL",
           BORN("ok") OTHER("fail") "uaf\t9\tF0.0\tfault\tO+0x30\tO+0x40\t-"
                                    "\tobj\tO+0x50\tO+0x10\n" END("found"),
           CLAIM_INCONCLUSIVE);
}

/* There is one such trial of a call; F1.0 speaks of F0.0, too. */
static void
what_a_call_does_by_itself_is_everybodys(void **state)
{
    (void)state;
    const char *log =
        "step\t9\tF1.0\t1\tO+0x10\tPyList_New\t1\tok\n"
        "leak\t9\tF1.0\tobject\tO+0x10\tlist\t5\t5\t1\t0\t56\t-\n"
        "trial\t9\tF1.0\tfound\t-\t5\t0\t-\tobject\n";
    static const enum grade grades[] = {GRADE_NATURAL, GRADE_GENUINE};
    for (size_t i = 0; i < 2; i++) {
        struct bench b;
        bench_begin(&b, "REF001", "list != NULL", grades[i]);
        struct evidence e = bench_judge(&b, 0, log);
        assert_int_equal(e.outcome, CLAIM_REPRODUCED);
        assert_int_equal(e.grade, GRADE_NATURAL);
        arena_free(b.keep);
    }
}

/* The last call of the extension has nothing to do with it. */
static void
the_interpreter_dies_of_anything(void **state)
{
    (void)state;
    static const struct {
        const char *fields[6], *rule;
        size_t n;
    } cases[] = {
        {{"11", "libpython3.11.so", "O+0x10", "0x1", "null"}, "RUN001", 5},
        {{"11", "libpython3.11.so", "O+0x10", "0x1", "freed"}, "RUN001", 5},
        {{"11", "libpython3.11.so", "O+0x10", "0x1", "null", "O+0x10"},
         "NUL001",
         6},
        {{"11", "O+0x14", "O+0x10", "0x1", "null"}, "NUL001", 5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct log_sight s = {"crash", cases[i].fields, cases[i].n};
        struct reading out;
        assert_true(sight_read(&s, NULL, false, &out));
        assert_string_equal(out.rule, cases[i].rule);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_very_steps_speak_against_a_claim),
        cmocka_unit_test(an_end_is_no_failure),
        cmocka_unit_test(what_never_dies_shows_nothing),
        cmocka_unit_test(the_like_of_another_object_leaves_it_open),
        cmocka_unit_test(an_older_object_is_known_by_who_gave_it),
        cmocka_unit_test(what_a_call_does_by_itself_is_everybodys),
        cmocka_unit_test(the_interpreter_dies_of_anything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Programs that are run to their end, or cut short. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "process.h"

static bool
shell(arena *keep, const char *script, struct run_bounds bounds,
      struct ran *ran)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    return run_program(keep, argv, &bounds, ran);
}

static void
test_streams_and_status(void **state)
{
    struct ran ran;
    assert_true(shell(*state, "cat; echo out; echo err >&2; exit 3",
                      (struct run_bounds){0}, &ran));
    assert_int_equal(ran.status, 3);
    assert_string_equal(ran.out, "out\n");
    assert_string_equal(ran.err, "err\n");
    assert_true(shell(*state, "kill -9 $$", (struct run_bounds){0}, &ran));
    assert_int_equal(ran.status, 128 + SIGKILL);
}

static void
test_not_there(void **state)
{
    const char *const argv[] = {"/no/such/program", NULL};
    struct ran ran;
    assert_false(run_program(*state, argv, &(struct run_bounds){0}, &ran));
    assert_int_equal(errno, ENOENT);
}

static void
test_bounds(void **state)
{
    struct ran ran;
    assert_true(
        shell(*state, "pwd", (struct run_bounds){.directory = "/"}, &ran));
    assert_string_equal(ran.out, "/\n");
    assert_true(shell(*state, "exec sleep 60",
                      (struct run_bounds){.silence_ms = 50}, &ran));
    assert_int_equal(ran.status, 128 + SIGKILL);
    assert_true(shell(*state, "head -c 1000000 /dev/zero | tr '\\0' x",
                      (struct run_bounds){.most = 1000}, &ran));
    assert_int_equal(ran.status, 0);
    assert_in_range(strlen(ran.out), 1000, 100000);
}

static int
setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int
teardown(void **state)
{
    arena_free(*state);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_streams_and_status, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_not_there, setup, teardown),
        cmocka_unit_test_setup_teardown(test_bounds, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

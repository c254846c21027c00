/* kill -9 at any point leaves a database that can be read and is true. */
#include "fixture.h"

#include <signal.h>
#include <sys/wait.h>

#define UNITS 6
#define PER_UNIT 4

/* ---- the process that will be killed --------------------------------- */

static sqlite3_vfs trap_vfs;
static int (*real_write)(sqlite3_file *, const void *, int, sqlite3_int64);
static int (*real_sync)(sqlite3_file *, int);
static int64_t steps_left;

/* Half of the bytes are already on the disk: writes are not atomic. */
static int
trap_write(sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
    if (steps_left-- <= 0) {
        real_write(file, data, n / 2, at);
        raise(SIGKILL);
    }
    return real_write(file, data, n, at);
}

static int
trap_sync(sqlite3_file *file, int flags)
{
    if (steps_left-- <= 0)
        raise(SIGKILL);
    return real_sync(file, flags);
}

static int
trap_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
          int *out)
{
    static sqlite3_io_methods methods[2];
    sqlite3_vfs *real = vfs->pAppData;
    int code = real->xOpen(real, name, file, flags, out);
    if (code == SQLITE_OK && file->pMethods != NULL) {
        bool main_db = (flags & SQLITE_OPEN_MAIN_DB) != 0;
        real_write = file->pMethods->xWrite;
        real_sync = file->pMethods->xSync;
        methods[main_db] = *file->pMethods;
        methods[main_db].xWrite = trap_write;
        methods[main_db].xSync = trap_sync;
        file->pMethods = &methods[main_db];
    }
    return code;
}

static void
trap_install(int64_t steps)
{
    sqlite3_vfs *real = sqlite3_vfs_find("unix");
    trap_vfs = *real;
    trap_vfs.zName = "trap";
    trap_vfs.xOpen = trap_open;
    trap_vfs.pAppData = real;
    steps_left = steps;
    sqlite3_vfs_register(&trap_vfs, 1);
}

static bool
write_units(struct fixture *f, struct store *s)
{
    for (int u = 0; u < UNITS; u++) {
        const char *file = arena_printf(f->keep, "u%d.c", u);
        if (!store_begin(s))
            return false;
        fixture_unit(s, file, "ok");
        for (int i = 0; i < PER_UNIT; i++)
            fixture_function(s, file, arena_printf(f->keep, "f%d", i),
                             "analysed");
        if (!store_commit(s))
            return false;
    }
    return true;
}

static bool
write_findings(struct fixture *f, struct store *s)
{
    struct finding v[UNITS * PER_UNIT];
    const struct store_issue *issues;
    for (size_t i = 0; i < UNITS * PER_UNIT; i++) {
        struct leak l = {arena_printf(f->keep, "u%zu.c", i / PER_UNIT),
                         arena_printf(f->keep, "f%zu", i % PER_UNIT),
                         "b",
                         "A",
                         15,
                         0};
        v[i] = fixture_leak(f->keep, &l);
    }
    return store_begin(s) &&
           store_findings(s, f->keep, v, UNITS * PER_UNIT, &issues) &&
           store_commit(s);
}

static void
write_run(struct fixture *f)
{
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    bool good = store_run_begin(s, &run) && write_units(f, s) &&
                write_findings(f, s) && store_run_end(s, "complete");
    store_close(s);
    _exit(good ? 0 : 1);
}

/* ---- what must be true afterwards ------------------------------------ */

static void
expect_true_state(struct fixture *f)
{
    const char *error = NULL;
    if (access(f->db, F_OK) != 0)
        return;
    /* Who only reads has to get at what the log holds, too. */
    unlink(arena_printf(f->keep, "%s-shm", f->db));
    store_close(store_open(f->keep, f->db, STORE_READ, &error));
    struct store *s = fixture_open(f);
    store_close(s);
    sqlite3 *db = raw_open(f->db);
#define EXPECT(sql, expected)                                                 \
    assert_string_equal(raw_rows(f->keep, db, sql), expected)
    EXPECT("PRAGMA integrity_check", "ok");
    EXPECT("PRAGMA foreign_key_check", "");
    EXPECT("SELECT count(*) FROM run WHERE status = 'running'", "0");
    EXPECT("SELECT count(*) FROM meta WHERE key LIKE 'writer/%'", "0");
    /* a complete run has everything */
    EXPECT("SELECT count(*) FROM run r WHERE status = 'complete' AND "
           "((SELECT count(*) FROM tu WHERE run_id = r.id) <> 6 OR "
           "(SELECT count(*) FROM run_function WHERE run_id = r.id) <> 24 "
           "OR (SELECT count(*) FROM finding WHERE run_id = r.id) <> 24)",
           "0");
    /* a unit is there with all of its functions or not at all */
    EXPECT("SELECT count(*) FROM tu t WHERE (SELECT count(*) FROM "
           "run_function rf JOIN function fn ON fn.id = rf.function_id "
           "WHERE rf.run_id = t.run_id AND fn.file_id = t.file_id) <> 4",
           "0");
    /* findings are there all or none, each with its path and prints */
    EXPECT("SELECT count(*) FROM run r WHERE (SELECT count(*) FROM finding "
           "WHERE run_id = r.id) NOT IN (0, 24)",
           "0");
    EXPECT("SELECT count(*) FROM finding f WHERE (SELECT count(*) FROM "
           "event WHERE finding_id = f.id) <> 2 OR (SELECT count(*) FROM "
           "fingerprint p WHERE p.issue_id = f.issue_id) <> 3",
           "0");
    EXPECT("SELECT count(*) IN (0, 24) FROM issue", "1");
    sqlite3_close(db);
}

static int
child_status(pid_t pid)
{
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void
killed_at_every_write(void **state)
{
    struct fixture *f = *state;
    bool killed = true;
    int64_t n = 0;
    for (; killed; n++) {
        pid_t pid = fork();
        if (pid == 0) {
            trap_install(n);
            write_run(f);
        }
        int status = child_status(pid);
        killed = WIFSIGNALED(status);
        assert_true(killed ? WTERMSIG(status) == SIGKILL
                           : WEXITSTATUS(status) == 0);
        expect_true_state(f);
        if (n % 7 == 0) { /* else on top of what the killed ones left */
            unlink(f->db);
            assert_int_not_equal(
                access(arena_printf(f->keep, "%s-wal", f->db), F_OK), 0);
        }
    }
    assert_in_range(n, 50, 5000);
    print_message("killed at %lld points\n", (long long)n - 1);
}

static void
killed_at_random_moments(void **state)
{
    struct fixture *f = *state;
    int killed = 0;
    srandom(20240131);
    for (int i = 0; i < 50; i++) {
        pid_t pid = fork();
        if (pid == 0) {
            for (;;) {
                arena *keep = arena_new();
                struct fixture g = *f;
                g.keep = keep;
                struct store *s = fixture_open(&g);
                struct store_run run = fixture_run(&g);
                if (!store_run_begin(s, &run) || !write_units(&g, s) ||
                    !write_findings(&g, s) || !store_run_end(s, "complete"))
                    _exit(1);
                store_close(s);
                arena_free(keep);
            }
        }
        usleep((useconds_t)(random() % 60000));
        kill(pid, SIGKILL);
        killed += WIFSIGNALED(child_status(pid));
        expect_true_state(f);
    }
    assert_int_equal(killed, 50);
}

/* Several at once on one file: each waits for its turn, all are whole. */
static void
parallel_runs_all_complete(void **state)
{
    struct fixture *f = *state;
    enum { PROCESSES = 4, RUNS = 6 };
    pid_t pids[PROCESSES];
    for (int p = 0; p < PROCESSES; p++) {
        pids[p] = fork();
        if (pids[p] != 0)
            continue;
        for (int i = 0; i < RUNS; i++) {
            const char *error;
            struct store *s = store_open(f->keep, f->db, STORE_WRITE, &error);
            struct store_run run = fixture_run(f);
            if (s == NULL || !store_run_begin(s, &run) || !write_units(f, s) ||
                !write_findings(f, s) || !store_run_end(s, "complete")) {
                fprintf(stderr, "%s\n", s == NULL ? error : store_error(s));
                _exit(1);
            }
            store_close(s);
        }
        _exit(0);
    }
    for (int p = 0; p < PROCESSES; p++)
        assert_int_equal(child_status(pids[p]), 0);
    expect_true_state(f);
    assert_string_equal(raw_look(f, "SELECT count(*), sum(status = "
                                    "'complete') FROM run"),
                        "24|24");
    assert_string_equal(raw_look(f, "PRAGMA journal_mode"), "delete");
}

/* ---- who lives ------------------------------------------------------- */

static const char statuses[] =
    "SELECT group_concat(status) FROM (SELECT status FROM run ORDER BY id)";

static void
reopen(struct fixture *f)
{
    struct store *s = fixture_open(f);
    store_close(s);
}

static void
living_writer_is_left_alone(void **state)
{
    struct fixture *f = *state;
    int ready[2];
    char byte;
    reopen(f);
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct store *s = fixture_open(f);
        struct store_run run = fixture_run(f);
        bool good = store_run_begin(s, &run);
        if (write(ready[1], good ? "y" : "n", 1) != 1)
            _exit(1);
        pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    reopen(f);
    assert_string_equal(raw_look(f, statuses), "running");
    kill(pid, SIGKILL);
    siginfo_t info; /* dead, not yet buried */
    assert_int_equal(waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT), 0);
    reopen(f);
    assert_string_equal(raw_look(f, statuses), "interrupted");
    child_status(pid);
    close(ready[0]);
    close(ready[1]);
}

static void
closing_without_an_end_interrupts(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    ALL_GOOD(s, store_run_begin(s, &run));
    ALL_GOOD(s, store_begin(s));
    fixture_unit(s, "a.c", "ok");
    store_close(s);
    assert_string_equal(raw_look(f, statuses), "interrupted");
    assert_string_equal(raw_look(f, "SELECT count(*) FROM tu"), "0");
}

/* A run that another process is said to write. */
static void
pretend(struct fixture *f, const char *writer, const char *started)
{
    reopen(f);
    sqlite3 *db = raw_open(f->db);
    const char *error = raw_try(
        f->keep, db,
        arena_printf(f->keep,
                     "INSERT INTO meta VALUES('writer/u', '%s'); INSERT INTO "
                     "run(uuid, started_at, status, tool_version, "
                     "libclang_version, model_hash, argv, config, "
                     "config_hash, compile_db) VALUES('u', %s, 'running', "
                     "'', '', '', '[]', '{}', '', '')",
                     writer, started));
    assert_string_equal(error, "");
    sqlite3_close(db);
    reopen(f);
}

static void
reused_process_number_is_no_alibi(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    ALL_GOOD(s, store_run_begin(s, &run));
    char boot[64], space[64];
    long pid;
    unsigned long long start;
    const char *self = raw_look(
        f, "SELECT value FROM meta WHERE key LIKE 'writer/%'");
    assert_int_equal(
        sscanf(self, "%63s %63s %ld %llu", boot, space, &pid, &start), 4);
    assert_int_equal(pid, getpid());
    store_close(s);
    pretend(f,
            arena_printf(f->keep, "%s %s %ld %llu host", boot, space, pid,
                         start + 1),
            "'2999-01-01'");
    assert_string_equal(raw_look(f, statuses), "interrupted,interrupted");
}

static void
restarted_machine_is_seen(void **state)
{
    struct fixture *f = *state;
    char host[65] = {0};
    gethostname(host, sizeof host - 1);
    pretend(f, arena_printf(f->keep, "other-boot pid:[1] 1 1 %s", host),
            "'2999-01-01'");
    assert_string_equal(raw_look(f, statuses), "interrupted");
}

static void
other_machine_gets_a_day(void **state)
{
    struct fixture *f = *state;
    pretend(f, "other-boot pid:[1] 1 1 no-such-host", "datetime('now')");
    assert_string_equal(raw_look(f, statuses), "running");
    sqlite3 *db = raw_open(f->db);
    raw_try(f->keep, db,
            "UPDATE run SET started_at = datetime('now', '-25 hours')");
    sqlite3_close(db);
    reopen(f);
    assert_string_equal(raw_look(f, statuses), "interrupted");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(killed_at_every_write),
        TEST(killed_at_random_moments),
        TEST(parallel_runs_all_complete),
        TEST(living_writer_is_left_alone),
        TEST(closing_without_an_end_interrupts),
        TEST(reused_process_number_is_no_alibi),
        TEST(restarted_machine_is_seen),
        TEST(other_machine_gets_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Files that are not what they should be, and places that cannot be
 * written: a clear word, and never a changed byte. */
#include "fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <sys/wait.h>

static const char *
refused(struct fixture *f, const char *path, enum store_mode mode)
{
    const char *error = NULL;
    struct store *s = store_open(f->keep, path, mode, &error);
    if (s != NULL)
        fail_msg("%s was opened", path);
    assert_non_null(error);
    assert_non_null(strstr(error, path));
    return error;
}

static void
expect_word(const char *error, const char *word)
{
    if (strstr(error, word) == NULL)
        fail_msg("'%s' does not say '%s'", error, word);
}

static const char *
fingerprint_of(struct fixture *f, const char *path)
{
    size_t n;
    const char *data = file_read(f->keep, path, &n);
    assert_non_null(data);
    return hash_hex(f->keep, data, n);
}

/* Both ways of opening refuse it, and it stays as it was. */
static void
expect_untouched(struct fixture *f, const char *word)
{
    const char *before = fingerprint_of(f, f->db);
    expect_word(refused(f, f->db, STORE_WRITE), word);
    expect_word(refused(f, f->db, STORE_READ), word);
    assert_string_equal(fingerprint_of(f, f->db), before);
}

static void
make_good(struct fixture *f)
{
    static const struct leak leak = {"src/a.c", "make", "body1", "A", 15, 0};
    struct store *s = fixture_open(f);
    fixture_check(f, s, &leak, 1, "src/a.c");
    store_close(s);
}

/* ---- strangers ------------------------------------------------------- */

static void
missing_file_is_made_only_for_writing(void **state)
{
    struct fixture *f = *state;
    expect_word(refused(f, f->db, STORE_READ), "there is no such database");
    assert_int_equal(access(f->db, F_OK), -1);
    f->db = arena_printf(f->keep, "%s/new/deep/findings.db", f->dir);
    make_good(f);
    const char *error;
    struct store *s = store_open(f->keep, f->db, STORE_READ, &error);
    assert_non_null(s);
    store_close(s);
}

static void
text_file_is_not_a_database(void **state)
{
    struct fixture *f = *state;
    fixture_write(f, "findings.db", "int main(void) { return 0; }\n");
    expect_untouched(f, "is not a findings database");
}

static void
short_text_file_is_not_a_database(void **state)
{
    struct fixture *f = *state;
    fixture_write(f, "findings.db", "x");
    expect_untouched(f, "is not a findings database");
}

static void
directory_is_not_a_file(void **state)
{
    struct fixture *f = *state;
    expect_word(refused(f, f->dir, STORE_WRITE), "is not a file");
}

static void
database_of_another_program(void **state)
{
    struct fixture *f = *state;
    fixture_write(f, "findings.db", "");
    sqlite3 *db = raw_open(f->db);
    raw_try(f->keep, db, "CREATE TABLE notes(x); INSERT INTO notes VALUES(1)");
    sqlite3_close(db);
    expect_untouched(f, "database of another program");
}

static void
newer_schema_is_refused(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    sqlite3 *db = raw_open(f->db);
    raw_try(f->keep, db, "PRAGMA user_version = 8");
    sqlite3_close(db);
    expect_untouched(f, "newer refaudit (schema 8, this program knows 7)");
}

/* Everything that a program of before the summaries left stays. */
static void
older_schema_is_updated(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    sqlite3 *db = raw_open(f->db);
    raw_try(f->keep, db, "ALTER TABLE run_function DROP COLUMN summary");
    raw_try(f->keep, db, "PRAGMA writable_schema = ON");
    raw_try(f->keep, db,
            "UPDATE sqlite_schema SET sql = replace(sql, '''module-init'',', "
            "'') WHERE name = 'finding'");
    raw_try(f->keep, db,
            "UPDATE sqlite_schema SET sql = replace(sql, '''infeasible'',', "
            "'') WHERE name = 'confirmation'");
    raw_try(f->keep, db, "PRAGMA writable_schema = RESET");
    raw_try(f->keep, db, "ALTER TABLE confirmation DROP COLUMN grade");
    raw_try(f->keep, db, "ALTER TABLE confirmation DROP COLUMN detail");
    raw_try(f->keep, db, "PRAGMA user_version = 1");
    sqlite3_close(db);
    const char *error = NULL;
    struct store *s = store_open(f->keep, f->db, STORE_READ, &error);
    assert_non_null(s);
    assert_true(store_summaries(s, 0, NULL, NULL));
    store_close(s);
    assert_string_equal(raw_look(f, "PRAGMA user_version"), "1");
    s = store_open(f->keep, f->db, STORE_WRITE, &error);

    assert_non_null(s);
    store_close(s);
    assert_string_equal(raw_look(f, "PRAGMA user_version"), "7");
    assert_string_equal(raw_look(f, "SELECT count(summary) FROM run_function"),
                        "0");
    assert_string_equal(raw_look(f, "SELECT instr(sql, 'module-init') > 0 "
                                    "FROM sqlite_schema "
                                    "WHERE name = 'finding'"),
                        "1");
    assert_string_equal(raw_look(f, "SELECT instr(sql, 'infeasible') > 0 "
                                    "FROM sqlite_schema "
                                    "WHERE name = 'confirmation'"),
                        "1");
    assert_string_equal(raw_look(f, "SELECT count(grade) + count(detail) "
                                    "FROM confirmation"),
                        "0");
}

static void
empty_file_becomes_a_database(void **state)
{
    struct fixture *f = *state;
    fixture_write(f, "findings.db", "");
    make_good(f);
    assert_string_equal(raw_look(f, "PRAGMA user_version"), "7");
}

/* ---- damage ---------------------------------------------------------- */

static void
cut_off_file_is_refused(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    struct stat st;
    assert_int_equal(stat(f->db, &st), 0);
    size_t n;
    const char *whole = file_read(f->keep, f->db, &n);
    for (int i = 1; i < 40; i++) {
        off_t size = st.st_size * i / 40;
        FILE *out = fopen(f->db, "we");
        fwrite(whole, 1, (size_t)size, out);
        fclose(out);
        expect_untouched(f, "is damaged");
    }
    FILE *out = fopen(f->db, "we");
    fwrite(whole, 1, 50, out);
    fclose(out);
    expect_untouched(f, "is not a findings database");
}

/* A page of rubbish anywhere: refused for writing with the right words, or
 * (in the freelist, say) of no consequence.  Reading never crashes. */
static void
overwritten_page_is_refused(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    size_t n, refusals = 0;
    const char *whole = file_read(f->keep, f->db, &n);
    for (size_t page = 1; page < n / 4096; page++) {
        char *bad = arena_copy(f->keep, whole, n);
        memset(bad + page * 4096, 0x5a, 4096);
        FILE *out = fopen(f->db, "we");
        fwrite(bad, 1, n, out);
        fclose(out);
        const char *before = fingerprint_of(f, f->db), *error = NULL;
        struct store *s = store_open(f->keep, f->db, STORE_WRITE, &error);
        if (s == NULL) {
            expect_word(error, "is damaged");
            assert_string_equal(fingerprint_of(f, f->db), before);
            refusals++;
        }
        store_close(s);
    }
    assert_true(refusals > n / 4096 - 3);
}

/* ---- places that cannot be written ----------------------------------- */

/* Runs `check` as a user without rights; root may write anywhere. */
static int
as_nobody(struct fixture *f, int (*check)(struct fixture *))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(99);
        _exit(check(f));
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 100;
}

static int
cannot_write_but_read(struct fixture *f)
{
    const char *error = NULL;
    if (store_open(f->keep, f->db, STORE_WRITE, &error) != NULL)
        return 1;
    if (strstr(error, "read-only") == NULL || strstr(error, "--db") == NULL)
        return 2;
    struct store *s = store_open(f->keep, f->db, STORE_READ, &error);
    if (s == NULL)
        return 3;
    size_t n;
    struct store_issue issue;
    const struct finding *v = store_show(s, f->keep, 1, &issue);
    if (v == NULL || store_find(s, issue.id, &n) != 1)
        return 4;
    store_close(s);
    return 0;
}

static void
readonly_directory(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    chmod(f->db, 0666);
    chmod(f->dir, 0555);
    assert_int_equal(as_nobody(f, cannot_write_but_read), 0);
    chmod(f->dir, 0777);
}

static void
readonly_file(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    chmod(f->db, 0444);
    assert_int_equal(as_nobody(f, cannot_write_but_read), 0);
}

/* Without the index of the log, SQLite would have to write one. */
static int
cannot_join(struct fixture *f)
{
    const char *error = NULL;
    if (store_open(f->keep, f->db, STORE_READ, &error) != NULL)
        return 1;
    return strstr(error, "-wal file") == NULL ? 2 : 0;
}

static void
readonly_leftovers_of_a_killed_run(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    pid_t pid = fork();
    if (pid == 0) {
        struct store_run run = fixture_run(f);
        _exit(store_run_begin(fixture_open(f), &run) ? 0 : 1);
    }
    waitpid(pid, NULL, 0);
    assert_int_equal(unlink(arena_printf(f->keep, "%s-shm", f->db)), 0);
    chmod(f->dir, 0555);
    assert_int_equal(as_nobody(f, cannot_join), 0);
    chmod(f->dir, 0777);
    assert_string_equal(raw_look(f, "SELECT count(*) FROM run"), "2");
}

static int
cannot_make(struct fixture *f)
{
    const char *error = NULL;
    const char *path = arena_printf(f->keep, "%s/a/b.db", f->dir);
    if (store_open(f->keep, path, STORE_WRITE, &error) != NULL)
        return 1;
    return strstr(error, "cannot make the directory") == NULL ? 2 : 0;
}

static void
directory_that_cannot_be_made(void **state)
{
    struct fixture *f = *state;
    chmod(f->dir, 0555);
    assert_int_equal(as_nobody(f, cannot_make), 0);
    chmod(f->dir, 0777);
}

static int
cannot_read(struct fixture *f)
{
    const char *error = NULL;
    if (store_open(f->keep, f->db, STORE_READ, &error) != NULL)
        return 1;
    return strstr(error, "cannot be read") == NULL ? 2 : 0;
}

static void
unreadable_file(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    chmod(f->db, 0);
    assert_int_equal(as_nobody(f, cannot_read), 0);
}

/* The check for damage does without them for a moment. */
static void
constraints_hold_after_opening(void **state)
{
    struct fixture *f = *state;
    make_good(f);
    struct store *s = fixture_open(f);
    struct store_run run = fixture_run(f);
    ALL_GOOD(s, store_run_begin(s, &run));
    assert_false(store_run_end(s, "done"));
    expect_word(store_error(s), "CHECK constraint failed");
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT status FROM run WHERE id = 2"),
                        "interrupted");
}

static void
two_writers_wait_for_each_other(void **state)
{
    struct fixture *f = *state;
    struct store *a = fixture_open(f), *b = fixture_open(f);
    struct store_run run = fixture_run(f);
    ALL_GOOD(a, store_run_begin(a, &run));
    ALL_GOOD(b, store_run_begin(b, &run));
    ALL_GOOD(a, store_run_end(a, "complete"));
    ALL_GOOD(b, store_run_end(b, "complete"));
    store_close(a);
    store_close(b);
    assert_string_equal(raw_look(f, "SELECT group_concat(status) FROM run"),
                        "complete,complete");
}

/* ---- the disk is full ------------------------------------------------ */

/* Runs until the disk refuses; false when it never did. */
static bool
fill(struct fixture *f, struct store *s, int from)
{
    for (int i = from; i < from + 4000; i++) {
        struct leak l = {
            "src/a.c", arena_printf(f->keep, "f%d", i), "b", "A", 15, 0};
        struct finding v = fixture_leak(f->keep, &l);
        const struct store_issue *issues;
        struct store_run run = fixture_run(f);
        if (!store_run_begin(s, &run) || !store_begin(s) ||
            !store_findings(s, f->keep, &v, 1, &issues) || !store_commit(s) ||
            !store_run_end(s, "complete"))
            return true;
    }
    return false;
}

static void
full_disk(struct fixture *f)
{
    struct store *s = fixture_open(f);
    assert_true(fill(f, s, 0));
    expect_word(store_error(s), "no space left on the disk");
    assert_false(store_begin(s));
    store_close(s);
    const char *error;
    s = store_open(f->keep, f->db, STORE_READ, &error);
    if (s == NULL)
        fail_msg("%s", error);
    struct store_issue issue;
    assert_non_null(store_show(s, f->keep, 1, &issue));
    store_close(s);
}

/* Whatever run is 'complete' is whole: its finding, steps and prints. */
static const char whole_sql[] =
    "SELECT count(*) > 0, sum((SELECT count(*) FROM finding f JOIN event e "
    "ON e.finding_id = f.id WHERE f.run_id = r.id) <> 2) FROM run r WHERE "
    "status = 'complete'";

static void
full_tmpfs(void **state)
{
    struct fixture *f = *state;
    const char *dir = arena_printf(f->keep, "%s/small", f->dir);
    mkdir(dir, 0777);
    if (mount("none", dir, "tmpfs", 0, "size=600k") != 0) {
        print_message("skipped: a small disk cannot be mounted here (%s)\n",
                      strerror(errno));
        skip();
    }
    f->db = arena_printf(f->keep, "%s/findings.db", dir);
    full_disk(f);
    const char *copy = arena_printf(f->keep, "cp %s/* %s/", dir, f->dir);
    assert_int_equal(system(copy), 0);
    umount(dir);
    f->db = arena_printf(f->keep, "%s/findings.db", f->dir);
    assert_string_equal(raw_look(f, "PRAGMA integrity_check"), "ok");
    assert_string_equal(raw_look(f, whole_sql), "1|0");
}

/* The same without privileges: a file system layer that runs dry after so
 * many bytes, at every single write of a run. */
static sqlite3_vfs dry_vfs;
static int (*real_write)(sqlite3_file *, const void *, int, sqlite3_int64);
static int64_t writes_left;

static int
dry_write(sqlite3_file *file, const void *data, int n, sqlite3_int64 at)
{
    if (writes_left-- <= 0)
        return SQLITE_FULL;
    return real_write(file, data, n, at);
}

/* Databases and journals have methods of their own. */
static int
dry_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
         int *out)
{
    static sqlite3_io_methods dry_methods[2];
    sqlite3_vfs *real = vfs->pAppData;
    int code = real->xOpen(real, name, file, flags, out);
    if (code == SQLITE_OK && file->pMethods != NULL) {
        bool main_db = (flags & SQLITE_OPEN_MAIN_DB) != 0;
        assert(real_write == NULL || real_write == file->pMethods->xWrite);
        real_write = file->pMethods->xWrite;
        dry_methods[main_db] = *file->pMethods;
        dry_methods[main_db].xWrite = dry_write;
        file->pMethods = &dry_methods[main_db];
    }
    return code;
}

static void
dry_install(void)
{
    sqlite3_vfs *real = sqlite3_vfs_find("unix");
    dry_vfs = *real;
    dry_vfs.zName = "dry";
    dry_vfs.xOpen = dry_open;
    dry_vfs.pAppData = real;
    sqlite3_vfs_register(&dry_vfs, 1);
}

/* Exit code of a process that has room for so many writes: 0 all went well,
 * 1 it was refused with the right words. */
static int
run_dry(struct fixture *f, int64_t writes)
{
    const char *error = NULL;
    writes_left = writes;
    dry_install();
    struct store *s = store_open(f->keep, f->db, STORE_WRITE, &error);
    if (s == NULL)
        return strstr(error, "no space left on the disk") != NULL ? 1 : 2;
    struct leak l = {"src/a.c", "make", "b", "A", 15, 0};
    struct finding v = fixture_leak(f->keep, &l);
    struct store_run run = fixture_run(f);
    const struct store_issue *issues;
    bool good = store_run_begin(s, &run) && store_begin(s) &&
                store_findings(s, f->keep, &v, 1, &issues) &&
                store_commit(s) && store_run_end(s, "complete");
    error = store_error(s);
    store_close(s);
    if (good)
        return 0;
    return strstr(error, "no space left on the disk") != NULL ? 1 : 3;
}

static void
full_at_every_write(void **state)
{
    struct fixture *f = *state;
    int code = 1;
    for (int64_t n = 0; code != 0; n++) {
        pid_t pid = fork();
        if (pid == 0)
            _exit(run_dry(f, n));
        int status;
        waitpid(pid, &status, 0);
        assert_true(WIFEXITED(status));
        code = WEXITSTATUS(status);
        assert_in_range(code, 0, 1);
        struct store *s = fixture_open(f); /* the disk has room again */
        store_close(s);
        assert_string_equal(raw_look(f, "PRAGMA integrity_check"), "ok");
        assert_string_equal(
            raw_look(f, "SELECT count(*) FROM run WHERE status = 'running' "
                        "OR (status = 'complete' AND NOT EXISTS(SELECT 1 "
                        "FROM finding WHERE run_id = run.id))"),
            "0");
        assert_true(n < 1000);
        if (code != 0 && n % 3 == 0)
            unlink(f->db);
    }
    assert_string_equal(raw_look(f,
                                 "SELECT count(*) > 0 FROM run WHERE status = "
                                 "'complete'"),
                        "1");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(missing_file_is_made_only_for_writing),
        TEST(text_file_is_not_a_database),
        TEST(short_text_file_is_not_a_database),
        TEST(directory_is_not_a_file),
        TEST(database_of_another_program),
        TEST(newer_schema_is_refused),
        TEST(older_schema_is_updated),
        TEST(empty_file_becomes_a_database),
        TEST(cut_off_file_is_refused),
        TEST(overwritten_page_is_refused),
        TEST(readonly_directory),
        TEST(readonly_file),
        TEST(readonly_leftovers_of_a_killed_run),
        TEST(directory_that_cannot_be_made),
        TEST(unreadable_file),
        TEST(constraints_hold_after_opening),
        TEST(two_writers_wait_for_each_other),
        TEST(full_tmpfs),
        TEST(full_at_every_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Merging: any order, any number of times, the same content to the byte. */
#include "fixture.h"

#include "maintain.h"
#include "merge.h"
#include "review.h"

static const struct leak leaks[] = {
    {"src/a.c", "make", "body1", "A", 15, 0},
    {"src/a.c", "other", "body2", "B", 35, 0},
    {"src/b.c", "third", "body3", "C", 5, 0},
    {"src/b.c", "fourth", "body4", "D", 50, 0},
};
#define N_LEAKS 4

/* Small, and the same everywhere. */
static unsigned
next(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static struct fixture
sub(struct fixture *f, const char *name)
{
    struct fixture other = *f;
    other.db = arena_printf(f->keep, "%s/%s", f->dir, name);
    return other;
}

static const char *
copied(struct fixture *f, const char *from, const char *name)
{
    const char *to = arena_printf(f->keep, "%s/%s", f->dir, name), *error;
    unlink(to);
    struct store *s = store_open(f->keep, from, STORE_READ, &error);
    if (s == NULL || !store_copy(s, to, &error))
        fail_msg("%s", error);
    store_close(s);
    return to;
}

static void
merge(struct fixture *f, const char *into, const char *const *paths, size_t n)
{
    const char *error;
    struct store_merged more;
    struct store *s = store_open(f->keep, into, STORE_WRITE, &error);
    if (s == NULL || !store_merge(s, paths, n, &more, &error))
        fail_msg("%s", error);
    assert_true(store_check(s));
    store_close(s);
}

static void
say_random(struct store *s, arena *keep, unsigned *seed)
{
    static const char *const authors[] = {"ann", "bob", "eve"};
    const char *error;
    for (unsigned n = next(seed) % 6; n > 0; n--) {
        struct finding v = fixture_leak(keep, &leaks[next(seed) % N_LEAKS]);
        struct store_triage t = {.verdict = review_verdicts[next(seed) % 7],
                                 .author = authors[next(seed) % 3]};
        store_triage(s, v.strict, &t, &error); /* or it is not there */
    }
}

/* A history of its own: runs that see some leaks, edits and renames between
 * them, words of reviewers. */
static const char *
random_history(struct fixture *f, const char *name, const char *from,
               unsigned *seed)
{
    struct fixture here = sub(f, name);
    unlink(here.db);
    if (from != NULL)
        copied(f, from, name);
    struct store *s = fixture_open(&here);
    struct leak v[N_LEAKS];
    for (unsigned run = 1 + next(seed) % 2; run > 0; run--) {
        size_t n = 0;
        for (size_t i = 0; i < N_LEAKS; i++) {
            if (next(seed) % 4 == 0)
                continue;
            v[n] = leaks[i];
            if (next(seed) % 4 == 0)
                v[n].function = "renamed";
            if (next(seed) % 4 == 0)
                v[n].body = arena_printf(f->keep, "body%u", next(seed) % 99);
            n++;
        }
        fixture_check(&here, s, v, n, "src/a.c src/b.c");
        say_random(s, f->keep, seed);
    }
    store_close(s);
    return here.db;
}

static const char *
bytes(struct fixture *f, const char *path)
{
    size_t n;
    const char *copy = copied(f, path, "bytes.db");
    const char *text = file_read(f->keep, copy, &n);
    assert_true(n > 512);
    return hash_hex(f->keep, text, n);
}

static const unsigned char orders[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                           {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

/* The three into each other in that order; all at once when `together`. */
static const char *
merged_so(struct fixture *f, const char *const db[3], size_t order,
          bool together)
{
    const char *in[3], *name = together ? "one.db" : "other.db";
    for (size_t i = 0; i < 3; i++)
        in[i] = db[orders[order][i]];
    const char *into = copied(f, in[0], name);
    if (together)
        merge(f, into, in + 1, 2);
    for (size_t i = 1; i < 3 && !together; i++)
        merge(f, into, &in[i], 1);
    return into;
}

static void
any_order_any_number_of_times(void **state)
{
    struct fixture *f = *state;
    for (unsigned seed = 1; seed <= 4; seed++) {
        unsigned at = seed * 7919;
        const char *db[3], *hash = NULL;
        db[0] = random_history(f, "a.db", NULL, &at);
        db[1] = random_history(f, "b.db", seed % 2 ? db[0] : NULL, &at);
        db[2] = random_history(f, "c.db", seed % 3 ? db[1] : NULL, &at);
        for (size_t order = 0; order < 6; order++) {
            const char *one = merged_so(f, db, order, order % 2 == 0);
            const char *now = bytes(f, one);
            if (hash != NULL && strcmp(hash, now) != 0)
                fail_msg("history %u, order %zu", seed, order);
            hash = now;
            merge(f, one, db, 3);
            assert_string_equal(bytes(f, one), hash);
            merge(f, one, (const char *[]){one}, 1);
            assert_string_equal(bytes(f, one), hash);
        }
    }
}

/* (a + b) + c = a + (b + c), with what was already merged inside. */
static void
merged_ones_merge_too(void **state)
{
    struct fixture *f = *state;
    unsigned at = 4711;
    const char *a = random_history(f, "a.db", NULL, &at);
    const char *b = random_history(f, "b.db", NULL, &at);
    const char *c = random_history(f, "c.db", a, &at);
    const char *ab = copied(f, a, "ab.db"), *bc = copied(f, b, "bc.db");
    merge(f, ab, &b, 1);
    merge(f, ab, &c, 1);
    merge(f, bc, &c, 1);
    merge(f, bc, &a, 1);
    assert_string_equal(bytes(f, ab), bytes(f, bc));
}

/* Nothing is lost: every verdict of each, and the last word holds. */
static void
verdicts_of_both(void **state)
{
    struct fixture *f = *state;
    struct fixture other = sub(f, "other.db");
    struct store *s = fixture_open(f);
    const char *error, *uid = fixture_leak(f->keep, &leaks[0]).strict;
    struct store_triage t = {.verdict = "confirmed", .author = "ann"};
    fixture_check(f, s, leaks, 2, "src/a.c");
    ALL_GOOD(s, store_triage(s, uid, &t, &error));
    store_close(s);
    s = fixture_open(&other);
    fixture_check(&other, s, leaks, 3, "src/a.c src/b.c");
    t = (struct store_triage){.verdict = "fixed", .author = "bob"};
    ALL_GOOD(s, store_triage(s, uid, &t, &error));
    store_close(s);
    const char *path = other.db;
    merge(f, f->db, &path, 1);
    assert_string_equal(
        raw_look(f, "SELECT count(*), (SELECT count(*) FROM run), (SELECT "
                    "count(*) FROM triage), (SELECT count(*) FROM event) "
                    "FROM issue"),
        "3|2|2|10");
    assert_string_equal(raw_look(f, "SELECT verdict, is_new FROM v_latest "
                                    "ORDER BY file, line"),
                        "fixed|0;unreviewed|0;unreviewed|1");
    assert_string_equal(raw_look(f, "SELECT count(*) FROM v_disagree"), "1");
}

/* Two histories began with two names of one function: one defect. */
static void
two_names_of_one(void **state)
{
    struct fixture *f = *state;
    struct fixture other = sub(f, "other.db");
    struct leak l = leaks[0];
    const char *error;
    struct store_triage t = {.verdict = "intentional", .author = "ann"};
    struct store *s = fixture_open(f);
    fixture_check(f, s, &l, 1, "src/a.c");
    ALL_GOOD(s, store_triage(s, fixture_leak(f->keep, &l).strict, &t, &error));
    store_close(s);
    l.function = "make_new_name";
    s = fixture_open(&other);
    fixture_check(&other, s, &l, 1, "src/a.c");
    store_close(s);
    const char *path = other.db;
    merge(f, f->db, &path, 1);
    assert_string_equal(raw_look(f, "SELECT verdict, function FROM v_latest"),
                        "intentional|make_new_name");
    s = fixture_open(f);
    size_t n;
    const char *old = fixture_leak(f->keep, &leaks[0]).strict;
    assert_true(store_find(s, old, &n) != 0);
    assert_int_equal(store_find(s, old, &n),
                     store_find(s, fixture_leak(f->keep, &l).strict, &n));
    assert_int_equal(n, 1);
    ALL_GOOD(s, store_triage_undo(s, old, "ann", &error));
    fixture_check(f, s, &l, 1, "src/a.c"); /* stays one in later runs */
    store_close(s);
    assert_string_equal(raw_look(f, "SELECT verdict, is_new FROM v_latest"),
                        "unreviewed|0");
    assert_string_equal(raw_look(f, "SELECT count(DISTINCT issue_id) FROM "
                                    "v_finding"),
                        "1");
}

/* Copies of a function in two files are two, whoever saw which. */
static void
copies_stay_apart(void **state)
{
    struct fixture *f = *state;
    struct fixture other = sub(f, "other.db");
    struct leak l = leaks[0];
    struct store *s = fixture_open(f);
    fixture_check(f, s, &l, 1, "src/a.c");
    store_close(s);
    l.file = "src/copy.c";
    s = fixture_open(&other);
    fixture_check(&other, s, &l, 1, "src/copy.c");
    store_close(s);
    const char *path = other.db;
    merge(f, f->db, &path, 1);
    assert_string_equal(raw_look(f, "SELECT count(DISTINCT issue_id) FROM "
                                    "v_finding"),
                        "2");
}

static const char *
refused(struct fixture *f, struct store *s, const char *path)
{
    struct store_merged more;
    const char *error;
    assert_false(store_merge(s, &path, 1, &more, &error));
    assert_non_null(error);
    return arena_strdup(f->keep, error);
}

static void
bad_ones_change_nothing(void **state)
{
    struct fixture *f = *state;
    struct fixture other = sub(f, "other.db");
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 2, "src/a.c");
    store_close(s);
    const char *before = bytes(f, f->db);
    s = fixture_open(&other);
    fixture_check(&other, s, leaks, 3, "src/a.c src/b.c");
    store_close(s);
    sqlite3 *db = raw_open(other.db);
    sqlite3_exec(db, "PRAGMA foreign_keys = OFF", NULL, NULL, NULL);
    raw_try(f->keep, db, "DELETE FROM run");
    sqlite3_close(db);
    s = fixture_open(f);
    assert_non_null(strstr(refused(f, s, other.db), "is not there"));
    assert_non_null(strstr(refused(f, s, "/none.db"), "no such database"));
    store_close(s);
    assert_string_equal(bytes(f, f->db), before);
}

/* What a foreign file would run by itself is not let in. */
static void
programs_in_a_file_are_refused(void **state)
{
    static const char *const bad[] = {
        "CREATE TRIGGER t AFTER INSERT ON run BEGIN DELETE FROM triage; END",
        "CREATE VIEW w AS SELECT 1",
        "CREATE VIRTUAL TABLE z USING fts5(x)",
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < 3; i++) {
        struct fixture other = sub(f, arena_printf(f->keep, "%zu.db", i));
        const char *error;
        store_close(fixture_open(&other));
        sqlite3 *db = raw_open(other.db);
        assert_string_equal(raw_try(f->keep, db, bad[i]), "");
        sqlite3_close(db);
        assert_null(store_open(f->keep, other.db, STORE_READ, &error));
        assert_non_null(strstr(error, "did not make"));
        assert_null(store_open(f->keep, other.db, STORE_WRITE, &error));
    }
}

static void
pruned_runs_keep_their_names(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    const char *error;
    size_t n;
    struct store_triage t = {.verdict = "confirmed", .author = "ann"};
    for (int i = 0; i < 3; i++)
        fixture_check(f, s, leaks, i == 2 ? 1 : 3, "src/a.c src/b.c");
    ALL_GOOD(s, store_triage(s, fixture_leak(f->keep, &leaks[2]).strict, &t,
                             &error));
    ALL_GOOD(s, store_prune(s, 1, &n));
    assert_int_equal(n, 2);
    ALL_GOOD(s, store_prune(s, 1, &n));
    assert_int_equal(n, 0);
    assert_true(store_check(s));
    fixture_check(f, s, leaks, 3, "src/a.c src/b.c");
    store_close(s);
    assert_string_equal(
        raw_look(f, "SELECT count(*), (SELECT count(*) FROM issue), (SELECT "
                    "count(DISTINCT run_id) FROM finding) FROM run"),
        "4|3|2");
    assert_string_equal(raw_look(f, "SELECT verdict, is_new FROM v_latest "
                                    "ORDER BY file, line"),
                        "unreviewed|0;unreviewed|0;confirmed|0");
}

static bool
note_cells(void *data, const char *const *cells, size_t n, bool head)
{
    for (size_t i = 0; i < n; i++)
        text_printf(data, "%s%s", cells[i] == NULL ? "NULL" : cells[i],
                    i + 1 < n ? ","
                    : head    ? ":"
                              : ";");
    return true;
}

static void
questions_only_read(void **state)
{
    struct fixture *f = *state;
    struct store *s = fixture_open(f);
    fixture_check(f, s, leaks, 2, "src/a.c");
    store_close(s);
    const char *error,
        *made = arena_printf(f->keep, "ATTACH '%s/made.db' AS x", f->dir);
    s = store_open(f->keep, f->db, STORE_READ, &error);
    struct text t = {.keep = f->keep};
    assert_true(store_ask(s, "SELECT line, reviewer FROM v_latest ORDER BY 1;",
                          note_cells, &t, &error));
    assert_string_equal(text_str(&t), "line,reviewer:15,NULL;35,NULL;");
    static const char *const bad[] = {
        "DELETE FROM run", "SELECT 1; SELECT 2", "", "SELEKT", NULL, "VACUUM"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(store_ask(s, bad[i] == NULL ? made : bad[i], note_cells,
                               &t, &error));
        assert_non_null(error);
    }
    assert_true(access(arena_printf(f->keep, "%s/made.db", f->dir), F_OK) !=
                0);
    store_close(s);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(any_order_any_number_of_times),
        TEST(merged_ones_merge_too),
        TEST(verdicts_of_both),
        TEST(two_names_of_one),
        TEST(copies_stay_apart),
        TEST(bad_ones_change_nothing),
        TEST(programs_in_a_file_are_refused),
        TEST(pruned_runs_keep_their_names),
        TEST(questions_only_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* A scratch directory, hand-made findings, and a raw look at the file. */
#ifndef REFAUDIT_STORE_FIXTURE_H
#define REFAUDIT_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store.h"

struct fixture {
    arena *keep;
    const char *dir, *db;
};

static inline int
fixture_setup(void **state)
{
    arena *keep = arena_new();
    struct fixture *f = ARENA_NEW(keep, struct fixture);
    const char *tmp = getenv("TMPDIR");
    char *dir = arena_printf(keep, "%s/refaudit-store-XXXXXX",
                             tmp == NULL ? "/tmp" : tmp);
    if (mkdtemp(dir) == NULL)
        return -1;
    chmod(dir, 0777);
    f->keep = keep;
    f->dir = dir;
    f->db = arena_printf(keep, "%s/findings.db", dir);
    *state = f;
    return 0;
}

static inline int
fixture_remove(const char *path, const struct stat *st, int type,
               struct FTW *ftw)
{
    (void)st, (void)type, (void)ftw;
    return remove(path);
}

static inline int
fixture_teardown(void **state)
{
    struct fixture *f = *state;
    nftw(f->dir, fixture_remove, 16, FTW_DEPTH | FTW_PHYS);
    arena_free(f->keep);
    return 0;
}

#define TEST(name)                                                            \
    cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

static inline void
fixture_write(struct fixture *f, const char *name, const char *text)
{
    FILE *out = fopen(arena_printf(f->keep, "%s/%s", f->dir, name), "we");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static inline struct store *
fixture_open(struct fixture *f)
{
    const char *error = NULL;
    struct store *s = store_open(f->keep, f->db, STORE_WRITE, &error);
    if (s == NULL)
        fail_msg("%s", error);
    return s;
}

#define ALL_GOOD(s, call)                                                     \
    do {                                                                      \
        if (!(call))                                                          \
            fail_msg("%s: %s", #call, store_error(s));                        \
    } while (0)

static inline struct store_run
fixture_run(struct fixture *f)
{
    static const char *const argv[] = {"refaudit", "check", "a \"b\"\n"};
    static const struct rule *rules[1];
    rules[0] = rule_find("REF001");
    assert_non_null(rules[0]);
    return (struct store_run){.vcs_dirty = -1,
                              .root = f->dir,
                              .libclang = "19.1.7",
                              .model_hash = "m",
                              .argv = argv,
                              .n_argv = 3,
                              .compile_db = "guess",
                              .rules = rules,
                              .n_rules = 1};
}

/* A leak of `var` in `function` of `file`, the ordinal-th of its kind.  The
 * prints follow the recipe: strict has the path, loose not, body has the
 * body's hash in place of the function's name. */
struct leak {
    const char *file, *function, *body, *anchor;
    uint32_t line;
    unsigned ordinal;
};

static inline const char *
fixture_print(arena *keep, const char *kind, const char *a, const char *b,
              const char *anchor, unsigned ordinal)
{
    const char *text = arena_printf(keep, "%s|REF001|%s|%s|%s|%u", kind, a, b,
                                    anchor, ordinal);
    return hash_hex(keep, text, strlen(text));
}

static inline struct finding
fixture_leak(arena *keep, const struct leak *l)
{
    struct place place = {l->file, l->line, 9, l->line, 21};
    struct finding_step *steps = ARENA_ARRAY(keep, struct finding_step, 2);
    steps[0] = (struct finding_step){
        .kind = "acquire",
        .place = {l->file, l->line - 3, 12, l->line - 3, 25},
        .function = l->function,
        .message = "new reference from PyList_New()",
        .owned = 1,
        .fact = "PyList_New(n) -> new | NULL!",
        .key = true};
    steps[1] = (struct finding_step){.kind = "return",
                                     .place = place,
                                     .function = l->function,
                                     .message = "returns",
                                     .owned = 1,
                                     .exc = EXC_STATE_SET,
                                     .fact = "",
                                     .key = true};
    return (struct finding){
        .rule = rule_find("REF001"),
        .file = l->file,
        .function = l->function,
        .place = place,
        .message = "reference to 'list' leaked",
        .fix = "add Py_DECREF(list)",
        .name = "list",
        .steps = steps,
        .n_steps = 2,
        .anchor = l->anchor,
        .cause = "cause",
        .exit = "return",
        .body_hash = l->body,
        .ordinal = l->ordinal,
        .strict = fixture_print(keep, "strict", l->file, l->function,
                                l->anchor, l->ordinal),
        .loose = fixture_print(keep, "loose", "", l->function, l->anchor,
                               l->ordinal),
        .body = fixture_print(keep, "body", "", l->body, l->anchor,
                              l->ordinal)};
}

static inline void
fixture_unit(struct store *s, const char *file, const char *status)
{
    static const char *const args[] = {"-I.", "-DX=\"y\""};
    struct store_unit u = {.file = file,
                           .directory = "/",
                           .args = args,
                           .n_args = 2,
                           .status = status};
    ALL_GOOD(s, store_unit(s, &u));
}

static inline void
fixture_function(struct store *s, const char *file, const char *name,
                 const char *status)
{
    struct store_function fn = {.file = file,
                                .name = name,
                                .line = 1,
                                .end_line = 99,
                                .signature = "int (void)",
                                .body_hash = "b",
                                .status = status,
                                .reason = *status == 'b' ? "4096 paths"
                                                         : NULL};
    ALL_GOOD(s, store_function(s, &fn));
}

/* One whole run: every leak's function was analysed, and so were the units
 * named in `also`, space separated.  The matches as "new strict loose". */
static inline const char *
fixture_check(struct fixture *f, struct store *s, const struct leak *leaks,
              size_t n, const char *also)
{
    struct store_run run = fixture_run(f);
    struct finding *v = ARENA_ARRAY(f->keep, struct finding, n);
    const struct store_issue *issues;
    ALL_GOOD(s, store_run_begin(s, &run));
    ALL_GOOD(s, store_begin(s));
    for (size_t i = 0; i < n; i++) {
        fixture_function(s, leaks[i].file, leaks[i].function, "analysed");
        v[i] = fixture_leak(f->keep, &leaks[i]);
    }
    char *units = arena_strdup(f->keep, also);
    for (char *u = strtok(units, " "); u != NULL; u = strtok(NULL, " "))
        fixture_unit(s, u, "ok");
    ALL_GOOD(s, store_findings(s, f->keep, v, n, &issues));
    ALL_GOOD(s, store_commit(s));
    ALL_GOOD(s, store_run_end(s, "complete"));
    struct text out = {.keep = f->keep};
    for (size_t i = 0; i < n; i++)
        text_printf(&out, "%s%s:%lld", i > 0 ? " " : "", issues[i].matched_by,
                    (long long)issues[i].issue);
    return text_str(&out);
}

/* ---- without the store ----------------------------------------------- */

static inline sqlite3 *
raw_open(const char *path)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL),
                     SQLITE_OK);
    sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
    return db;
}

/* Rows as "a|b;c|d". */
static inline const char *
raw_rows(arena *keep, sqlite3 *db, const char *sql)
{
    struct text out = {.keep = keep};
    sqlite3_stmt *q;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    for (int row = 0; sqlite3_step(q) == SQLITE_ROW; row++) {
        for (int i = 0; i < sqlite3_column_count(q); i++) {
            const char *cell = (const char *)sqlite3_column_text(q, i);
            text_printf(&out, "%s%s",
                        i > 0     ? "|"
                        : row > 0 ? ";"
                                  : "",
                        cell == NULL ? "NULL" : cell);
        }
    }
    if (sqlite3_finalize(q) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    return text_str(&out);
}

static inline const char *
raw_look(struct fixture *f, const char *sql)
{
    sqlite3 *db = raw_open(f->db);
    const char *rows = raw_rows(f->keep, db, sql);
    sqlite3_close(db);
    return rows;
}

/* The error text, "" when it went through. */
static inline const char *
raw_try(arena *keep, sqlite3 *db, const char *sql)
{
    char *error = NULL;
    sqlite3_exec(db, sql, NULL, NULL, &error);
    const char *text = error == NULL ? "" : arena_strdup(keep, error);
    sqlite3_free(error);
    return text;
}

#endif

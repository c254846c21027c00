/* libFuzzer entry: a database from elsewhere.
 *
 * The input is a database file.  Whatever it holds, it is refused with a
 * sentence or read to the end: listed, shown, asked for its verdicts, types
 * and problems, copied, merged into another one that stays sound.
 * ./dev fuzz gives it a real database to begin with.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "maintain.h"
#include "merge.h"
#include "review.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct reading {
    arena *keep;
    struct store *s;
    size_t n;
};

static bool
read_finding(void *data, const struct store_row *row)
{
    struct reading *r = data;
    struct store_issue issue;
    size_t n;
    const struct finding *f = store_show(r->s, r->keep, row->issue.finding,
                                         &issue);
    if (f != NULL)
        store_source(r->s, r->keep, row->issue.finding, f->file, &n);
    store_find(r->s, row->issue.id, &n);
    return ++r->n < 50;
}

static bool
read_verdict(void *data, const struct store_verdict *v)
{
    struct reading *r = data;
    return v->uuid != NULL && ++r->n < 100;
}

static bool
read_quality(void *data, const struct store_quality *q)
{
    (void)data;
    return q->rule != NULL;
}

static bool
read_line(void *data, const char *line)
{
    struct reading *r = data;
    return line != NULL && ++r->n < 200;
}

static bool
read_gap(void *data, const char *file, const char *function,
         const char *status, const char *reason)
{
    struct reading *r = data;
    (void)function;
    return file != NULL && status != NULL && reason != NULL && ++r->n < 300;
}

static bool
read_change(void *data, const char *state, const char *id, const char *rule,
            int64_t finding)
{
    struct reading *r = data;
    (void)finding;
    return state != NULL && id != NULL && rule != NULL && ++r->n < 400;
}

static void
read_all(struct reading *r)
{
    static const enum store_scope scopes[] = {SCOPE_LATEST, SCOPE_QUEUE,
                                              SCOPE_GATE};
    struct store_totals totals;
    struct store_info info;
    size_t n;
    for (size_t i = 0; i < 3; i++) {
        struct store_filter all = {.scope = scopes[i]};
        store_list(r->s, &all, read_finding, r);
    }
    store_verdicts(r->s, NULL, read_verdict, r);
    store_qualities(r->s, read_quality, r);
    store_not_analysed(r->s, 0, read_gap, r);
    store_types(r->s, r->keep, 0, &n);
    store_totals(r->s, 0, &totals);
    store_diff(r->s, 1, 2, read_change, r);
    store_info(r->s, r->keep, &info);
    store_problems(r->s, read_line, r);
}

/* What was taken over from anywhere must not do harm. */
static void
merge_it(arena *keep, const char *path, const char *into)
{
    const char *error = NULL;
    struct store_merged more;
    unlink(into);
    struct store *s = store_open(keep, into, STORE_WRITE, &error);
    if (s == NULL)
        abort();
    bool good = store_merge(s, &path, 1, &more, &error);
    if (!good && (error == NULL || *error == '\0'))
        abort();
    store_close(s);
    s = store_open(keep, into, STORE_READ, &error);
    if (s == NULL || !store_check(s))
        abort();
    store_close(s);
}

static bool
put(const char *path, const uint8_t *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, data, size) == (ssize_t)size;
    if (fd >= 0)
        close(fd);
    return good;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    arena *keep = arena_new();
    const char *error = NULL;
    const char *path = arena_printf(keep, "/dev/shm/refaudit-fuzz.%d.db",
                                    (int)getpid());
    const char *into = arena_printf(keep, "%s.into", path);
    if (!put(path, data, size))
        abort();
    struct reading r = {.keep = keep};
    r.s = store_open(keep, path, STORE_READ, &error);
    if (r.s == NULL && (error == NULL || *error == '\0'))
        abort();
    if (r.s != NULL)
        read_all(&r);
    store_close(r.s);
    if (r.s != NULL)
        merge_it(keep, path, into);
    r.s = store_open(keep, path, STORE_WRITE, &error);
    store_close(r.s);
    unlink(path);
    unlink(into);
    arena_free(keep);
    return 0;
}

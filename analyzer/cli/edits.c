#include "edits.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture.h"

static int
by_place(const void *a, const void *b)
{
    const struct edit *x = a, *y = b;
    return x->from != y->from ? (x->from > y->from) - (x->from < y->from)
                              : (x->to > y->to) - (x->to < y->to);
}

const char *
edits_apply(arena *keep, struct edits *e, const char *text, size_t size,
            size_t *new_size)
{
    struct text out = {.keep = keep};
    size_t at = 0;
    if (e->n > 0)
        qsort(e->v, e->n, sizeof *e->v, by_place);
    for (size_t i = 0; i < e->n; i++) {
        const struct edit *one = &e->v[i];
        assert(one->from <= one->to && one->to <= size);
        if (one->from > at)
            text_add_n(&out, text + at, one->from - at);
        text_add(&out, one->text);
        at = one->to > at ? one->to : at;
    }
    text_add_n(&out, text + at, size - at);
    *new_size = out.n;
    return text_str(&out);
}

bool
edits_write(const char *path, const char *text, size_t size)
{
    arena *scratch = arena_new();
    const char *temporary = arena_printf(scratch, "%s.%ld", path,
                                         (long)getpid());
    struct stat st;
    FILE *out = stat(path, &st) == 0 ? fopen(temporary, "wx") : NULL;
    bool good = out != NULL;
    if (good) {
        good = fwrite(text, 1, size, out) == size;
        good &= fchmod(fileno(out), st.st_mode & 07777) == 0;
        good &= fclose(out) == 0;
        good = good && rename(temporary, path) == 0;
        int problem = errno;
        if (!good)
            unlink(temporary);
        errno = problem;
    }
    arena_free(scratch);
    return good;
}

/* ---- as a diff --------------------------------------------------------- */

static bool
write_all(int file, const char *text, size_t size)
{
    size_t at = 0;
    ssize_t n = 1;
    while (at < size && n > 0) {
        n = write(file, text + at, size - at);
        at += n > 0 ? (size_t)n : 0;
    }
    return at == size;
}

const char *
edits_diff(arena *keep, const char *name, const char *path, const char *text,
           size_t size)
{
    char temporary[] = "/tmp/refaudit-XXXXXX";
    int file = mkstemp(temporary), status = 2;
    if (file < 0)
        return NULL;
    const char *const argv[] = {"diff",    "-u",
                                "--label", arena_printf(keep, "a/%s", name),
                                "--label", arena_printf(keep, "b/%s", name),
                                path,      temporary,
                                NULL};
    bool written = write_all(file, text, size);
    const char *said = close(file) == 0 && written
                           ? capture(keep, argv, &status)
                           : NULL;
    unlink(temporary);
    return status <= 1 ? said : NULL;
}

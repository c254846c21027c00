/* Comments that suppress nothing are taken out of the files.
 *
 * A comment that holds nothing else goes, with its line when the line is
 * empty then; of several rules only those that are not needed go.  A comment
 * with several directives is left to people.
 */
#include "tidy.h"

#include <errno.h>
#include <string.h>

#include "edits.h"

struct tidying {
    const struct check *k;
    arena *keep;
    const char *text; /* of the file at hand */
    size_t size;
    struct edits edits;
    size_t comments, left;
};

static bool
is_blank_between(const struct tidying *t, size_t from, size_t to)
{
    for (; from < to; from++)
        if (t->text[from] != ' ' && t->text[from] != '\t' &&
            t->text[from] != '\r')
            return false;
    return true;
}

/* The comment, with the blanks before it, or its whole lines. */
static void
remove_comment(struct tidying *t, size_t from, size_t to)
{
    size_t begin = from, end = to;
    while (begin > 0 && t->text[begin - 1] != '\n')
        begin--;
    while (end < t->size && t->text[end] != '\n')
        end++;
    if (is_blank_between(t, begin, from) && is_blank_between(t, to, end)) {
        from = begin;
        to = end < t->size ? end + 1 : end;
    }
    else
        while (from > 0 && is_blank_between(t, from - 1, from))
            from--;
    struct edit e = {from, to, ""};
    VEC_PUSH(t->keep, &t->edits, e);
}

static size_t
count_removed(const struct ignore *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n_rules; i++)
        n += g->expired || g->removed[i];
    return n;
}

/* "[A, B]" without what is not needed. */
static bool
shorten(struct tidying *t, const struct ignore *g)
{
    char open = g->nolint ? '(' : '[', close = g->nolint ? ')' : ']';
    const char *from = memchr(t->text + g->from, open, g->to - g->from);
    const char *to = from == NULL ? NULL : strchr(from, close);
    struct text list = {.keep = t->keep};
    if (g->nolint || g->end_to > 0 || to == NULL)
        return false; /* names of others, or a list that stands twice */
    for (size_t i = 0; i < g->n_rules; i++)
        if (!g->removed[i])
            text_printf(&list, "%s%s", list.n > 0 ? ", " : "", g->rules[i]);
    struct edit e = {(size_t)(from - t->text) + 1, (size_t)(to - t->text),
                     text_str(&list)};
    VEC_PUSH(t->keep, &t->edits, e);
    return true;
}

static void
tidy_one(struct tidying *t, const struct ignore *g)
{
    size_t n = g->fault != NULL ? 0 : count_removed(g);
    if (n == 0)
        return;
    bool whole = n == g->n_rules;
    if (g->shared || (whole && g->nolint) || (!whole && !shorten(t, g))) {
        t->left++;
        return;
    }
    t->comments++;
    if (!whole)
        return;
    remove_comment(t, g->from, g->to);
    if (g->end_to > 0)
        remove_comment(t, g->end_from, g->end_to);
}

static void
tidy_file(struct tidying *t, const struct result_file *f)
{
    size_t comments = t->comments;
    t->edits.n = 0;
    t->text = file_read(t->keep, f->full, &t->size);
    if (t->text == NULL || f->hash == NULL ||
        strcmp(hash_hex(t->keep, t->text, t->size), f->hash) != 0)
        return; /* it is not what was analysed */
    for (size_t i = 0; i < t->k->ignores->n; i++)
        if (strcmp(t->k->ignores->v[i].file, f->path) == 0)
            tidy_one(t, &t->k->ignores->v[i]);
    if (t->edits.n == 0)
        return;
    size_t n;
    const char *now = edits_apply(t->keep, &t->edits, t->text, t->size, &n);
    if (!edits_write(f->full, now, n)) {
        fprintf(stderr, "refaudit: --fix: cannot write %s: %s\n", f->path,
                strerror(errno));
        t->comments = comments;
    }
}

void
tidy_comments(const struct check *k)
{
    struct tidying t = {.k = k, .keep = arena_new()};
    for (size_t i = 0; i < k->result.n_files && k->ignores != NULL; i++)
        if (!k->result.files[i].is_system)
            tidy_file(&t, &k->result.files[i]);
    if (t.comments > 0)
        fprintf(stderr, "  %zu comment%s that suppress%s nothing removed\n",
                t.comments, t.comments == 1 ? "" : "s",
                t.comments == 1 ? "es" : "");
    if (t.left > 0)
        fprintf(stderr,
                "  %zu more in comments that say several things; remove "
                "them by hand\n",
                t.left);
    arena_free(t.keep);
}

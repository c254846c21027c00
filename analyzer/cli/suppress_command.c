/* `refaudit suppress ID... -m REASON`: writes the comment that suppresses a
 * finding into the file, on a line of its own above the code.
 *
 * A finding with several exits gets it where its reference comes from, or
 * one at each.  Before a file is touched, its new text is read as `check`
 * will read it: a comment that would not do is not written.
 */
#include <errno.h>
#include <string.h>

#include "commands.h"
#include "database.h"
#include "edits.h"
#include "suppress.h"

struct target {
    const struct finding *f;
    int64_t row; /* in the database */
};

/* A line of a file, as it was analysed, that is to have a comment. */
struct spot {
    const char *file;
    uint32_t line;
    const struct target *target;
    bool done;
};

struct silencing {
    const struct options *o;
    struct store *store;
    VEC(struct spot) spots;
};

/* ---- where ------------------------------------------------------------- */

static void
add_spot(struct silencing *s, const struct place *p, const struct target *t)
{
    struct spot spot = {.file = p->file, .line = p->line, .target = t};
    VEC_PUSH(s->o->keep, &s->spots, spot);
}

/* All ways to all exits begin there; NULL: the path has no such step. */
static const struct place *
common_start(const struct finding *f)
{
    size_t i = 0;
    while (i < f->n_steps && !f->steps[i].key)
        i++;
    return i + 1 < f->n_steps ? &f->steps[i].place : NULL;
}

static void
add_spots(struct silencing *s, const struct target *t)
{
    const struct place *start = t->f->n_also > 0 ? common_start(t->f) : NULL;
    add_spot(s, start != NULL ? start : &t->f->place, t);
    for (size_t i = 0; i < t->f->n_also && start == NULL; i++)
        add_spot(s, &t->f->also[i], t);
}

static int
take_id(struct silencing *s, const char *id)
{
    size_t n;
    struct store_issue issue;
    struct target *t = ARENA_NEW(s->o->keep, struct target);
    t->row = store_find(s->store, id, &n);
    if (t->row == 0)
        return usage_error(n == 0 ? "%s: no finding has this id"
                                  : "%s: several findings begin like this; "
                                    "give more of the id",
                           id);
    t->f = store_show(s->store, s->o->keep, t->row, &issue);
    if (t->f == NULL) {
        usage_error("%s", store_error(s->store));
        return EXIT_INTERNAL;
    }
    if (str_starts(t->f->rule->id, "SUP"))
        return usage_error("%s is about a comment: change that", id);
    if (issue.suppressed)
        return usage_error("%s is suppressed already", id);
    add_spots(s, t);
    return EXIT_CLEAN;
}

/* ---- lines, then and now ----------------------------------------------- */

static struct strings
split(arena *keep, const char *text)
{
    struct strings lines = {0};
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        n += text[n] == '\n';
        VEC_PUSH(keep, &lines, arena_strndup(keep, text, n));
        text += n;
    }
    return lines;
}

/* Lines that a comment of ours takes which begins with line `at`. */
static size_t
comment_lines(const struct strings *lines, size_t at)
{
    size_t n = 0;
    if (at >= lines->n || strstr(lines->v[at], "/* refaudit:") == NULL)
        return 0;
    while (at + n < lines->n && strstr(lines->v[at + n], "*/") == NULL)
        n++;
    return n + 1;
}

/* The number of an old line in the new text, which may have more comments
 * of ours; 0 when anything else has changed up to there. */
static uint32_t
map_line(const struct strings *old, const struct strings *now, uint32_t line)
{
    size_t at = 0;
    for (size_t i = 0; i < line; i++, at++) {
        if (i >= old->n)
            return 0;
        while (at >= now->n || strcmp(old->v[i], now->v[at]) != 0) {
            size_t more = comment_lines(now, at);
            if (more == 0)
                return 0;
            at += more;
        }
    }
    return (uint32_t)at;
}

/* ---- one file ---------------------------------------------------------- */

struct work {
    struct silencing *s;
    const char *file, *path;
    struct strings old, now; /* lines, as analysed and as they are */
    const char *text;
    size_t size;
    struct edits edits;
};

static int
open_file(struct work *w, const struct target *t)
{
    arena *keep = w->s->o->keep;
    size_t n = 0;
    const char *old = store_source(w->s->store, keep, t->row, w->file, &n);
    w->path = database_file(w->s->o, w->file);
    w->text = file_read(keep, w->path, &w->size);
    if (w->text == NULL)
        return usage_error("cannot read %s: %s", w->path, strerror(errno));
    if (old == NULL)
        return usage_error("the database does not hold the text of %s",
                           w->file);
    w->old = split(keep, old);
    w->now = split(keep, w->text);
    return EXIT_CLEAN;
}

/* The rules of all spots on the line, once each. */
static const char *
rules_of(struct work *w, const struct spot *spot)
{
    struct text t = {.keep = w->s->o->keep};
    for (size_t i = 0; i < w->s->spots.n; i++) {
        struct spot *p = &w->s->spots.v[i];
        const char *id = p->target->f->rule->id;
        if (p->line != spot->line || strcmp(p->file, spot->file) != 0)
            continue;
        p->done = true;
        if (strstr(text_str(&t), id) == NULL)
            text_printf(&t, "%s%s", t.n == 0 ? "" : ", ", id);
    }
    return text_str(&t);
}

static const char *
comment_text(struct work *w, const struct spot *spot, const char *line)
{
    const struct options *o = w->s->o;
    return arena_printf(
        o->keep, "%.*s/* refaudit: ignore[%s] %s%s%s%s */%s",
        (int)strspn(line, " \t"), line, rules_of(w, spot),
        o->until == NULL ? "" : "until=", o->until == NULL ? "" : o->until,
        o->until == NULL ? "" : " ", o->comment,
        strchr(line, '\r') != NULL ? "\r\n" : "\n");
}

static bool
is_continued(const char *line)
{
    size_t n = strcspn(line, "\r\n");
    return n > 0 && line[n - 1] == '\\';
}

static int
add_comment(struct work *w, const struct spot *spot)
{
    uint32_t line = map_line(&w->old, &w->now, spot->line);
    struct edit e = {0};
    if (line == 0)
        return usage_error("%s has changed since it was analysed; run "
                           "'refaudit check' and try again",
                           w->file);
    if (line > 1 && is_continued(w->now.v[line - 2]))
        return usage_error("%s:%u is inside a macro; suppress it with "
                           "ignore-function or ignore-file, by hand",
                           w->file, line);
    for (uint32_t i = 0; i + 1 < line; i++)
        e.from += strlen(w->now.v[i]);
    e.to = e.from;
    e.text = comment_text(w, spot, w->now.v[line - 1]);
    VEC_PUSH(w->s->o->keep, &w->edits, e);
    return EXIT_CLEAN;
}

static void
move_place(const struct work *w, const struct strings *now, struct place *p)
{
    if (strcmp(p->file, w->file) != 0)
        return;
    uint32_t more = p->end_line > p->line ? p->end_line - p->line : 0;
    p->line = map_line(&w->old, now, p->line);
    p->end_line = p->line + more;
}

/* The finding as a run on the new text would have it. */
static struct finding
moved_finding(const struct work *w, const struct strings *now,
              const struct finding *old)
{
    struct finding f = *old;
    struct finding_step *steps = arena_copy(w->s->o->keep, f.steps,
                                            sizeof *steps * f.n_steps);
    for (size_t i = 0; i < f.n_steps; i++)
        move_place(w, now, &steps[i].place);
    move_place(w, now, &f.place);
    f.steps = steps;
    return f;
}

/* Does a comment in this text suppress the finding? */
static bool
is_covered(const struct work *w, const char *text, size_t size,
           const struct finding *old)
{
    arena *keep = w->s->o->keep;
    struct strings now = split(keep, text);
    struct finding f = moved_finding(w, &now, old);
    struct ignores comments = {0};
    ignore_read(keep, w->file, text, size, suppress_today(keep), &comments);
    for (size_t i = 0; i < comments.n; i++)
        if (comments.v[i].fault == NULL && !comments.v[i].expired &&
            suppress_covers(&comments.v[i], &f))
            return true;
    return false;
}

static bool
would_do(const struct work *w, const char *text, size_t size)
{
    for (size_t i = 0; i < w->s->spots.n; i++) {
        const struct spot *p = &w->s->spots.v[i];
        if (strcmp(p->file, w->file) == 0 &&
            !is_covered(w, text, size, p->target->f))
            return false;
    }
    return true;
}

static int
refuse_covered(const struct work *w)
{
    for (size_t i = 0; i < w->s->spots.n; i++) {
        const struct spot *p = &w->s->spots.v[i];
        if (strcmp(p->file, w->file) == 0 &&
            is_covered(w, w->text, w->size, p->target->f))
            return usage_error("%s:%u: a comment suppresses %s already",
                               w->file, p->line, p->target->f->rule->id);
    }
    return EXIT_CLEAN;
}

static int
finish(struct work *w)
{
    arena *keep = w->s->o->keep;
    size_t size;
    const char *text = edits_apply(keep, &w->edits, w->text, w->size, &size);
    if (!would_do(w, text, size))
        return usage_error("%s: a comment with this reason and date would "
                           "have no effect",
                           w->file);
    const char *diff = edits_diff(keep, w->file, w->path, text, size);
    if (diff != NULL && (w->s->o->diff || w->s->o->quiet == 0))
        fputs(diff, stdout);
    if (!w->s->o->diff && !edits_write(w->path, text, size))
        return usage_error("cannot write %s: %s", w->path, strerror(errno));
    return EXIT_CLEAN;
}

/* All spots of the file in which this one is. */
static int
treat_file(struct silencing *s, const struct spot *first)
{
    struct work w = {.s = s, .file = first->file};
    int code = open_file(&w, first->target);
    if (code == EXIT_CLEAN)
        code = refuse_covered(&w);
    for (size_t i = 0; i < s->spots.n && code == EXIT_CLEAN; i++)
        if (!s->spots.v[i].done &&
            strcmp(s->spots.v[i].file, first->file) == 0)
            code = add_comment(&w, &s->spots.v[i]);
    return code == EXIT_CLEAN ? finish(&w) : code;
}

/* ---- the command ------------------------------------------------------- */

static int
check_reason(const struct options *o)
{
    if (o->comment == NULL || strspn(o->comment, " \t") == strlen(o->comment))
        return usage_error("a reason is needed: --reason TEXT");
    if (strpbrk(o->comment, "\r\n") != NULL ||
        strstr(o->comment, "*/") != NULL)
        return usage_error("the reason has to fit into a comment of one line");
    return EXIT_CLEAN;
}

int
suppress_command(const struct options *o)
{
    int code = check_reason(o);
    struct silencing s = {.o = o};
    if (code != EXIT_CLEAN)
        return code;
    s.store = database_open(o, STORE_READ);
    if (s.store == NULL)
        return EXIT_USAGE;
    for (size_t i = 0; i < o->args.n && code == EXIT_CLEAN; i++)
        code = take_id(&s, o->args.v[i]);
    for (size_t i = 0; i < s.spots.n && code == EXIT_CLEAN; i++)
        if (!s.spots.v[i].done)
            code = treat_file(&s, &s.spots.v[i]);
    store_close(s.store);
    return code;
}

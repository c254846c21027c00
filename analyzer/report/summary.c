/* The last lines of a run: what was looked at, what was found, what was
 * not analysed, and why the program ends as it does. */
#include "paint.h"

#include <string.h>

#define MAX_GAPS 3

struct tail {
    const struct report_style *style;
    const struct report_summary *s;
    unsigned hints;
    struct text out;
};

static void
count(struct text *out, unsigned n, const char *one, const char *many)
{
    text_printf(out, "%u %s", n, n == 1 ? one : many);
}

/* A list with commas; `sep` before every part but the first. */
static void
part(struct text *out, const char **sep, unsigned n, const char *one,
     const char *many)
{
    if (n == 0)
        return;
    text_add(out, *sep);
    count(out, n, one, many);
    *sep = ", ";
}

static void
checked(struct tail *t)
{
    const struct report_summary *s = t->s;
    text_add(&t->out, "Checked ");
    count(&t->out, s->files, "file, ", "files, ");
    count(&t->out, s->functions, "function", "functions");
    text_printf(&t->out, " in %.1f s", s->seconds);
    if (s->cached_files > 0) {
        text_add(&t->out, " (");
        count(&t->out, s->cached_files, "file", "files");
        text_add(&t->out, " from cache)");
    }
    if (s->python != NULL) {
        text_add(&t->out, "   ");
        paint_safe(&t->out, t->style, s->python);
    }
    text_add(&t->out, "\n");
}

static void
compared(struct tail *t)
{
    const struct store_totals *n = t->s->totals;
    const char *sep = "      ";
    if (n == NULL)
        return;
    if (!t->s->only_new) {
        part(&t->out, &sep, n->new_issues, "new since the last run",
             "new since the last run");
        part(&t->out, &sep, n->fixed, "fixed", "fixed");
    }
    part(&t->out, &sep, n->suppressed, "suppressed", "suppressed");
    part(&t->out, &sep, n->dismissed, "dismissed", "dismissed");
    part(&t->out, &sep, n->recheck, "verdict to recheck",
         "verdicts to recheck");
    if (!t->s->only_new)
        part(&t->out, &sep, n->unknown, "not looked at again",
             "not looked at again");
}

static void
found(struct tail *t)
{
    const struct report_summary *s = t->s;
    const char *sep = "  ";
    if (s->errors + s->warnings + s->notes == 0)
        text_add(&t->out, s->only_new ? "  nothing new" : "  no findings");
    part(&t->out, &sep, s->errors, "error", "errors");
    part(&t->out, &sep, s->warnings, "warning", "warnings");
    part(&t->out, &sep, s->notes, "note", "notes");
    compared(t);
    text_add(&t->out, "\n");
}

/* ---- sites ----------------------------------------------------------- */

static size_t
family_length(const char *id)
{
    return strcspn(id, "0123456789");
}

static bool
same_family(const struct rule *a, const struct rule *b)
{
    size_t n = family_length(a->id);
    return n == family_length(b->id) && strncmp(a->id, b->id, n) == 0;
}

struct family {
    const struct rule *rule; /* one of its rules */
    unsigned clean, found, unknown;
};

struct families {
    struct family *v;
    size_t n, cap;
};

static struct family *
family_of(struct tail *t, struct families *all, const struct rule *rule)
{
    for (size_t i = 0; i < all->n; i++)
        if (same_family(all->v[i].rule, rule))
            return &all->v[i];
    VEC_PUSH(t->out.keep, all, (struct family){.rule = rule});
    return &all->v[all->n - 1];
}

static void
family_print(struct tail *t, const struct family *f, bool first)
{
    text_printf(&t->out,
                first ? "  sites  %.*s %u clean, %u found, %u unknown"
                      : "   %.*s %u/%u/%u",
                (int)family_length(f->rule->id), f->rule->id, f->clean,
                f->found, f->unknown);
}

static void
sites(struct tail *t)
{
    struct families all = {0};
    for (size_t i = 0; i < t->s->n_coverage; i++) {
        const struct coverage *c = &t->s->coverage[i];
        struct family *f = family_of(t, &all, c->rule);
        f->clean += c->clean;
        f->found += c->found;
        f->unknown += c->unknown;
    }
    for (size_t i = 0; i < all.n; i++)
        family_print(t, &all.v[i], i == 0);
    if (all.n > 0)
        text_add(&t->out, "\n");
}

/* ---- gaps ------------------------------------------------------------ */

static void
gap_add(struct tail *t, const struct report_gap *g)
{
    paint_safe(&t->out, t->style, g->file);
    if (g->function != NULL) {
        text_add(&t->out, ":");
        paint_safe(&t->out, t->style, g->function);
    }
    if (g->reason != NULL && *g->reason != '\0') {
        text_add(&t->out, ", ");
        paint_safe(&t->out, t->style, g->reason);
    }
}

static void
gaps(struct tail *t)
{
    const struct report_summary *s = t->s;
    unsigned units = 0, functions = 0;
    for (size_t i = 0; i < s->n_gaps; i++)
        *(s->gaps[i].function == NULL ? &units : &functions) += 1;
    if (s->n_gaps == 0)
        return;
    const char *sep = "  not analysed: ";
    part(&t->out, &sep, units, "file", "files");
    part(&t->out, &sep, functions, "function", "functions");
    text_add(&t->out, " (");
    for (size_t i = 0; i < s->n_gaps && i < MAX_GAPS; i++) {
        text_add(&t->out, i > 0 ? "; " : "");
        gap_add(t, &s->gaps[i]);
    }
    if (s->n_gaps > MAX_GAPS)
        text_printf(&t->out, "; and %zu more", s->n_gaps - MAX_GAPS);
    text_printf(&t->out, ")%s\n",
                t->hints & HINT_LIST ? "   refaudit list --not-analysed" : "");
}

static void
ending(struct tail *t)
{
    const struct report_summary *s = t->s;
    if (s->database != NULL) {
        text_add(&t->out, "Findings: ");
        paint_safe(&t->out, t->style, s->database);
        text_printf(&t->out, "%s\n",
                    t->hints & HINT_SERVE ? "   refaudit serve" : "");
    }
    if (s->why != NULL) {
        text_printf(&t->out, "exit %d: ", s->exit_code);
        paint_safe(&t->out, t->style, s->why);
        text_add(&t->out, "\n");
    }
}

void
report_summary(FILE *out, const struct report_style *style, unsigned hints,
               const struct report_summary *s)
{
    arena *keep = arena_new();
    struct tail t = {style, s, hints, {.keep = keep}};
    checked(&t);
    found(&t);
    sites(&t);
    gaps(&t);
    ending(&t);
    fwrite(text_str(&t.out), 1, t.out.n, out);
    arena_free(keep);
}

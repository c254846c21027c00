/* The source beside the path: lines, underlines, numbered prose, and what
 * the function owns in a column on the right.
 *
 * Rows are collected first, because the column of the ledger depends on the
 * longest of them.
 */
#include "paint.h"

#include <string.h>

#define MIN_GUTTER 4
#define MIN_CODE 40

struct row {
    const char *left;
    size_t width;
    const char *ledger; /* or NULL */
};

/* A part of a line that is on the screen: cells [first, last). */
struct window {
    const char *file; /* NULL: nothing yet */
    uint32_t line;
    struct cells cells;
    size_t first, last;
    size_t indent; /* columns of the cut sign before `first` */
};

struct drawing {
    struct report *r;
    const struct finding *f;
    const struct shown *shown;
    size_t n_shown;
    size_t gutter;
    VEC(struct row) rows;
    struct window window;
    const char *function;
};

static const struct report_style *
style_of(const struct drawing *d)
{
    return &d->r->o.style;
}

/* ---- rows ------------------------------------------------------------ */

static void
row_add(struct drawing *d, struct text *left, size_t width, const char *ledger)
{
    struct row row = {text_str(left), width, ledger};
    VEC_PUSH(d->r->scratch, &d->rows, row);
}

/* "  10 | " or, for line 0, the same without a number. */
static size_t
gutter_add(const struct drawing *d, struct text *out, uint32_t line)
{
    const struct report_style *style = style_of(d);
    text_add(out, paint_role(style, ROLE_DIM));
    if (line > 0)
        text_printf(out, "%*u", (int)d->gutter, line);
    else
        text_printf(out, "%*s", (int)d->gutter, "");
    text_printf(out, " %s%s", paint_sign(style, "│", "|"),
                paint_role(style, ROLE_PLAIN));
    return d->gutter + 2;
}

/* ---- source lines ---------------------------------------------------- */

static size_t
code_width(const struct drawing *d)
{
    unsigned width = style_of(d)->width;
    size_t used = d->gutter + 3;
    if (width == 0)
        width = 160;
    return width > used + MIN_CODE ? width - used : MIN_CODE;
}

static size_t
cell_at(const struct cells *c, size_t byte)
{
    size_t i = 0;
    while (i < c->n && c->v[i].from < byte)
        i++;
    return i;
}

/* All of the line if it fits, else as much as fits around cell `at`. */
static void
window_choose(const struct drawing *d, struct window *w, size_t at)
{
    size_t room = code_width(d), n = w->cells.n;
    w->first = 0;
    w->last = n;
    w->indent = 0;
    if (paint_cells_width(&w->cells, 0, n) <= room)
        return;
    size_t sign = style_of(d)->utf8 ? 1 : 3;
    room -= 2 * sign;
    while (w->first < at &&
           paint_cells_width(&w->cells, w->first, at) > room / 3)
        w->first++;
    if (w->first > 0)
        w->indent = sign;
    size_t used = 0;
    for (w->last = w->first; w->last < n; w->last++) {
        used += w->cells.v[w->last].width;
        if (used > room)
            break;
    }
}

static void
line_draw(struct drawing *d, const struct window *w)
{
    struct text out = {.keep = d->r->scratch};
    const char *cut = paint_sign(style_of(d), "…", "...");
    size_t width = gutter_add(d, &out, w->line);
    if (w->first < w->last)
        text_add(&out, " ");
    if (w->first > 0)
        text_add(&out, cut);
    for (size_t i = w->first; i < w->last; i++)
        text_add_n(&out, w->cells.v[i].s, w->cells.v[i].n);
    if (w->last < w->cells.n)
        text_add(&out, cut);
    width += 1 + w->indent + paint_cells_width(&w->cells, w->first, w->last);
    row_add(d, &out, width, NULL);
}

static bool
line_open(struct drawing *d, const char *file, uint32_t line, size_t byte,
          struct window *w)
{
    const char *s;
    size_t n;
    if (!report_source_line(report_source_get(d->r, file), line, &s, &n))
        return false;
    while (n > 0 && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    w->file = file;
    w->line = line;
    w->cells = paint_cells_of(d->r->scratch, s, n, style_of(d)->utf8);
    window_choose(d, w, cell_at(&w->cells, byte));
    return true;
}

static void
plain_line(struct drawing *d, const char *file, uint32_t line)
{
    struct window w;
    if (!line_open(d, file, line, 0, &w))
        return;
    line_draw(d, &w);
    d->window = w;
}

/* A condition right above the line that is not a step of its own. */
static bool
is_branch_above(const struct drawing *d, const struct place *p)
{
    for (size_t i = 0; i < d->f->n_steps; i++) {
        const struct finding_step *s = &d->f->steps[i];
        if (strcmp(s->kind, "branch") == 0 && s->place.line + 1 == p->line &&
            strcmp(s->place.file, p->file) == 0)
            return true;
    }
    return false;
}

static uint32_t
before_start(const struct drawing *d, const struct place *p)
{
    uint32_t n = d->r->o.context;
    if (n == 0 && is_branch_above(d, p))
        n = 1;
    uint32_t from = p->line > n ? p->line - n : 1;
    const struct window *w = &d->window;
    bool above = w->file != NULL && strcmp(w->file, p->file) == 0 &&
                 w->line < p->line;
    return above && w->line >= from ? w->line + 1 : from;
}

/* Lines of context below the step before, up to the next one. */
static void
after_lines(struct drawing *d, const struct place *next)
{
    struct window w = d->window;
    for (uint32_t i = 1; w.file != NULL && i <= d->r->o.context; i++) {
        uint32_t line = w.line + i;
        if (next != NULL && strcmp(next->file, w.file) == 0 &&
            next->line >= w.line && line >= next->line)
            return;
        plain_line(d, w.file, line);
    }
}

/* ---- labels ---------------------------------------------------------- */

static void
mark_add(struct drawing *d, struct text *out, size_t width)
{
    const struct report_style *style = style_of(d);
    size_t middle = (width - 1) / 2;
    text_add(out, paint_role(style, paint_level(d->f->rule->level)));
    for (size_t i = 0; i < width; i++) {
        if (i == middle)
            text_add(out, paint_sign(style, "┬", "^"));
        else
            text_add(out, paint_sign(style, "─", "~"));
    }
    text_add(out, paint_role(style, ROLE_PLAIN));
}

static const char *
exc_words(enum exc_state exc)
{
    switch (exc) {
    case EXC_STATE_NONE:
        return "no exception set";
    case EXC_STATE_SET:
        return "exception set";
    case EXC_STATE_MAYBE:
        return "exception perhaps set";
    }
    return "";
}

static const char *
ledger_words(struct drawing *d, const struct shown *s)
{
    const struct report_style *style = style_of(d);
    const struct finding_step *p = s->step;
    struct text out = {.keep = d->r->scratch};
    if (!s->ledger || (p->owned < 0 && !s->exc))
        return NULL;
    if (p->owned >= 0) {
        paint_safe(&out, style, d->f->name == NULL ? "reference" : d->f->name);
        text_printf(&out, " %d", p->owned);
    }
    bool last = p == &d->f->steps[d->f->n_steps - 1];
    if (last && report_is_leak(d->f) && p->owned > 0)
        text_printf(&out, "  %s expected 0", paint_sign(style, "←", "<-"));
    else if (s->exc)
        text_printf(&out, "%s%s%s", p->owned >= 0 ? "  " : "",
                    p->owned >= 0 ? paint_sign(style, "· ", "- ") : "",
                    exc_words(p->exc));
    return text_str(&out);
}

/* "1  new reference", at the end of `out`; returns its width. */
static size_t
prose_add(struct drawing *d, struct text *out, const struct shown *s)
{
    struct text prose = {.keep = d->r->scratch};
    text_printf(&prose, "%zu  ", s->number);
    paint_safe(&prose, style_of(d), s->step->message);
    text_add(out, text_str(&prose));
    return paint_width(text_str(&prose));
}

/* Columns of the step in the window: from (after the gutter), width. */
static void
mark_place(const struct drawing *d, const struct place *p, size_t *from,
           size_t *width)
{
    const struct window *w = &d->window;
    size_t first = cell_at(&w->cells, p->col == 0 ? 0 : p->col - 1);
    size_t last = w->cells.n;
    if (p->end_line <= p->line && p->end_col > p->col)
        last = cell_at(&w->cells, p->end_col - 1);
    if (first < w->first)
        first = w->first;
    if (last > w->last)
        last = w->last;
    if (first > last)
        first = last;
    *from = 1 + w->indent + paint_cells_width(&w->cells, w->first, first);
    *width = paint_cells_width(&w->cells, first, last);
    if (*width == 0)
        *width = 1;
}

/* The prose goes beside its mark, or below when there is no room. */
static void
label_draw(struct drawing *d, const struct shown *s)
{
    size_t from, mark;
    struct text out = {.keep = d->r->scratch}, below = out, prose = out;
    mark_place(d, &s->step->place, &from, &mark);
    size_t width = gutter_add(d, &out, 0) + from + mark;
    text_printf(&out, "%*s", (int)from, "");
    mark_add(d, &out, mark);
    size_t wide = prose_add(d, &prose, s);
    unsigned limit = style_of(d)->width;
    if (limit == 0 || width + 2 + wide <= limit) {
        text_printf(&out, "  %s", text_str(&prose));
        row_add(d, &out, width + 2 + wide, ledger_words(d, s));
        return;
    }
    row_add(d, &out, width, NULL);
    width = gutter_add(d, &below, 0);
    size_t room = limit > width ? limit - width : 0;
    size_t indent = from + wide <= room ? from : room > wide ? room - wide : 1;
    text_printf(&below, "%*s%s", (int)indent, "", text_str(&prose));
    row_add(d, &below, width + indent + wide, ledger_words(d, s));
}

static void
label_without_source(struct drawing *d, const struct shown *s)
{
    struct text out = {.keep = d->r->scratch};
    size_t width = gutter_add(d, &out, s->step->place.line);
    text_add(&out, "  ");
    width += 2 + prose_add(d, &out, s);
    row_add(d, &out, width, ledger_words(d, s));
    d->window.file = NULL;
}

/* ---- steps ----------------------------------------------------------- */

static bool
same_words(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Where the path goes on, when it leaves its file or function. */
static void
place_draw(struct drawing *d, const struct finding_step *p)
{
    const char *file = d->window.file == NULL ? d->f->file : d->window.file;
    bool moved = strcmp(file, p->place.file) != 0;
    bool other = p->function != NULL && !same_words(p->function, d->function);
    d->function = p->function;
    if (!moved && !other)
        return;
    struct text out = {.keep = d->r->scratch};
    text_printf(&out, "%*s%sin ", (int)d->gutter - 2, "",
                paint_role(style_of(d), ROLE_DIM));
    paint_safe(&out, style_of(d), p->place.file);
    if (p->function != NULL) {
        text_add(&out, ", ");
        paint_safe(&out, style_of(d), p->function);
        text_add(&out, "()");
    }
    text_add(&out, paint_role(style_of(d), ROLE_PLAIN));
    row_add(d, &out, 0, NULL);
    d->window.file = NULL;
}

/* Is the beginning of the step on the screen already? */
static bool
is_open(const struct drawing *d, const struct place *p)
{
    const struct window *w = &d->window;
    if (w->file == NULL || w->line != p->line || strcmp(w->file, p->file) != 0)
        return false;
    size_t at = cell_at(&w->cells, p->col == 0 ? 0 : p->col - 1);
    return at >= w->first && (at < w->last || w->last == w->cells.n);
}

static void
step_draw(struct drawing *d, const struct shown *s)
{
    const struct place *p = &s->step->place;
    place_draw(d, s->step);
    if (!is_open(d, p)) {
        after_lines(d, p);
        struct window w;
        if (!line_open(d, p->file, p->line, p->col == 0 ? 0 : p->col - 1,
                       &w)) {
            label_without_source(d, s);
            return;
        }
        for (uint32_t i = before_start(d, p); i < p->line; i++)
            plain_line(d, p->file, i);
        line_draw(d, &w);
        d->window = w;
    }
    label_draw(d, s);
}

/* ---- all of it ------------------------------------------------------- */

static size_t
gutter_width(const struct drawing *d)
{
    uint32_t most = 0;
    for (size_t i = 0; i < d->n_shown; i++) {
        if (d->shown[i].step->place.line > most)
            most = d->shown[i].step->place.line;
    }
    char digits[16];
    int n = snprintf(digits, sizeof digits, "%u", most + d->r->o.context);
    return n + 2 > MIN_GUTTER ? (size_t)n + 2 : MIN_GUTTER;
}

/* Right of the prose of every row that has one, if that leaves room. */
static size_t
ledger_column(const struct drawing *d)
{
    size_t column = 0, widest = 0;
    for (size_t i = 0; i < d->rows.n; i++) {
        const struct row *row = &d->rows.v[i];
        if (row->ledger == NULL)
            continue;
        if (row->width + 2 > column)
            column = row->width + 2;
        if (paint_width(row->ledger) > widest)
            widest = paint_width(row->ledger);
    }
    unsigned width = style_of(d)->width;
    if (width > 0 && column + widest > width)
        column = width > widest ? width - widest : 0;
    return column;
}

static void
rows_write(const struct drawing *d, struct text *out, size_t column)
{
    const struct report_style *style = style_of(d);
    for (size_t i = 0; i < d->rows.n; i++) {
        const struct row *row = &d->rows.v[i];
        text_add(out, row->left);
        if (row->ledger != NULL) {
            size_t pad = row->width + 2 <= column ? column - row->width : 2;
            text_printf(out, "%*s%s%s%s", (int)pad, "",
                        paint_role(style, ROLE_LEDGER), row->ledger,
                        paint_role(style, ROLE_PLAIN));
        }
        text_add(out, "\n");
    }
}

static bool
has_owner(const struct drawing *d)
{
    for (size_t i = 0; i < d->n_shown; i++) {
        if (d->shown[i].ledger && d->shown[i].step->owned >= 0)
            return true;
    }
    return false;
}

void
report_text_excerpt(struct report *r, struct text *out,
                    const struct finding *f)
{
    struct drawing d = {.r = r, .f = f, .function = f->function};
    d.shown = report_shown(r, f, &d.n_shown);
    if (d.n_shown == 0)
        return;
    d.gutter = gutter_width(&d);
    for (size_t i = 0; i < d.n_shown; i++)
        step_draw(&d, &d.shown[i]);
    after_lines(&d, NULL);
    size_t column = ledger_column(&d);
    if (has_owner(&d))
        text_printf(out, "%*s%sthis function owns%s\n", (int)column, "",
                    paint_role(&r->o.style, ROLE_DIM),
                    paint_role(&r->o.style, ROLE_PLAIN));
    rows_write(&d, out, column);
}

#include "suppress.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gate.h"

struct suppressing {
    arena *keep;
    const struct options *o;
    const struct unit_result *units;
    size_t n_units;
    struct harvest *h;
    struct ignores *all;
    VEC(struct finding) added;
};

/* ---- what a comment covers --------------------------------------------- */

static bool
on_lines(const struct ignore *g, const struct place *p)
{
    uint32_t end = p->end_line < p->line ? p->line : p->end_line;
    return strcmp(p->file, g->file) == 0 && p->line <= g->last &&
           end >= g->first;
}

static bool
on_path(const struct ignore *g, const struct finding *f)
{
    for (size_t i = 0; i < f->n_steps; i++)
        if (f->steps[i].key && on_lines(g, &f->steps[i].place))
            return true;
    return false;
}

/* All ways to all exits begin with the first step. */
static bool
on_first_step(const struct ignore *g, const struct finding *f)
{
    size_t i = 0;
    while (i < f->n_steps && !f->steps[i].key)
        i++;
    return i + 1 < f->n_steps && on_lines(g, &f->steps[i].place);
}

static bool
in_scope(const struct ignore *g, const struct finding *f)
{
    switch (g->scope) {
    case IGNORE_LINE:
        return on_lines(g, &f->place) || on_path(g, f);
    case IGNORE_BLOCK:
    case IGNORE_FUNCTION:
        return on_lines(g, &f->place);
    case IGNORE_FILE:
        return strcmp(f->place.file, g->file) == 0;
    }
    return false;
}

/* Index of the first rule of the comment that matches, or n_rules. */
static size_t
which_rule(const struct ignore *g, const struct rule *r)
{
    size_t i = 0;
    while (i < g->n_rules && !gate_pattern_matches(g->rules[i], r))
        i++;
    return i;
}

bool
suppress_covers(const struct ignore *g, const struct finding *f)
{
    return g->fault == NULL && !g->expired &&
           which_rule(g, f->rule) < g->n_rules && in_scope(g, f);
}

/* A further exit at which nobody has said anything is still a defect. */
static bool
exit_is_open(const struct suppressing *s, const struct finding *f,
             const struct place *p)
{
    for (size_t i = 0; i < s->all->n; i++) {
        const struct ignore *g = &s->all->v[i];
        if (g->fault == NULL && !g->expired &&
            which_rule(g, f->rule) < g->n_rules && on_lines(g, p))
            return false;
    }
    return true;
}

static bool
speaks_for_all(const struct suppressing *s, const struct ignore *g,
               const struct finding *f)
{
    if (g->scope != IGNORE_LINE || on_first_step(g, f))
        return true;
    for (size_t i = 0; i < f->n_also; i++)
        if (exit_is_open(s, f, &f->also[i]))
            return false;
    return true;
}

static void
match_finding(struct suppressing *s, struct finding *f)
{
    for (size_t i = 0; i < s->all->n; i++) {
        struct ignore *g = &s->all->v[i];
        bool at_exit = false;
        for (size_t k = 0; k < f->n_also && g->scope == IGNORE_LINE; k++)
            at_exit |= on_lines(g, &f->also[k]);
        bool covers = suppress_covers(g, f);
        size_t rule = which_rule(g, f->rule);
        if (rule < g->n_rules && (covers || at_exit))
            g->used[rule] = true;
        if (covers && f->suppressed == NULL && speaks_for_all(s, g, f))
            f->suppressed = g->reason;
    }
}

/* ---- functions --------------------------------------------------------- */

static const struct func_result *
function_at(const struct harvest *h, const char *file, uint32_t first,
            uint32_t last)
{
    for (size_t i = 0; i < h->n_funcs; i++) {
        const struct func_result *f = &h->funcs[i];
        if (strcmp(f->file, file) == 0 && f->line <= last &&
            f->end_line >= first)
            return f;
    }
    return NULL;
}

/* From the lines of a comment to those of the function that it is about. */
static void
find_function(const struct suppressing *s, struct ignore *g)
{
    const struct func_result *f = function_at(s->h, g->file, g->place.line,
                                              g->place.line);
    if (f == NULL)
        f = function_at(s->h, g->file, g->first, g->last);
    if (f != NULL) {
        g->first = f->line;
        g->last = f->end_line;
    }
    else if (!g->conditional &&
             result_saw_all(s->units, s->n_units, s->h, g->file))
        g->fault = "no function stands here";
}

/* Was all the code that it speaks of looked at? */
static bool
was_analysed(const struct suppressing *s, const struct ignore *g)
{
    const struct harvest *h = s->h;
    bool narrow = g->scope != IGNORE_FILE &&
                  function_at(h, g->file, g->first, g->last) != NULL;
    size_t n = 0;
    for (size_t i = 0; i < h->n_funcs; i++) {
        const struct func_result *f = &h->funcs[i];
        if (strcmp(f->file, g->file) != 0 ||
            (narrow && (f->line > g->last || f->end_line < g->first)))
            continue;
        if (strcmp(f->status, "analysed") != 0)
            return false;
        n++;
    }
    return n > 0 && result_saw_all(s->units, s->n_units, h, g->file);
}

/* Every rule that the pattern means has run. */
static bool
has_run(const struct suppressing *s, const char *pattern)
{
    for (size_t i = 0; i < rule_count; i++)
        if (gate_pattern_matches(pattern, rule_table[i]) &&
            !gate_rule_runs(s->o, rule_table[i]))
            return false;
    return true;
}

/* ---- what is wrong with comments --------------------------------------- */

static void
add_finding(struct suppressing *s, const struct ignore *g, const char *id,
            const char *anchor, const char *message)
{
    const struct rule *rule = rule_find(id);
    assert(rule != NULL);
    if (!gate_rule_runs(s->o, rule))
        return;
    const struct func_result *in = function_at(s->h, g->file, g->place.line,
                                               g->place.line);
    struct finding_step *step = ARENA_NEW(s->keep, struct finding_step);
    *step = (struct finding_step){.kind = "note",
                                  .place = g->place,
                                  .function = in == NULL ? "" : in->name,
                                  .message = "this comment",
                                  .owned = -1,
                                  .exc = EXC_STATE_NONE,
                                  .fact = "",
                                  .key = true};
    struct finding f = {
        .rule = rule,
        .file = g->file,
        .function = step->function,
        .py_name = in == NULL ? NULL : in->py_name,
        .place = g->place,
        .message = message,
        .confidence = CONFIDENCE_CERTAIN,
        .trigger = TRIGGER_ANY_CALL,
        .steps = step,
        .n_steps = 1,
        .anchor = anchor,
        .cause = "",
        .exit = "comment",
        .body_hash = in == NULL ? "" : in->body_hash,
    };
    VEC_PUSH(s->keep, &s->added, f);
}

static void
judge_unused(struct suppressing *s, struct ignore *g)
{
    if (g->conditional || !was_analysed(s, g))
        return;
    for (size_t i = 0; i < g->n_rules; i++) {
        g->removed[i] = !g->used[i] && has_run(s, g->rules[i]);
        if (g->removed[i])
            add_finding(s, g, "SUP002", g->rules[i],
                        arena_printf(s->keep,
                                     "nothing that %s finds is suppressed "
                                     "by this comment",
                                     g->rules[i]));
    }
}

static void
judge(struct suppressing *s, struct ignore *g)
{
    const char *first = g->n_rules == 0 ? "" : g->rules[0];
    if (g->fault != NULL)
        add_finding(
            s, g, "SUP001", first,
            arena_printf(s->keep, "this comment has no effect: %s", g->fault));
    else if (g->expired)
        add_finding(s, g, "SUP003", first,
                    arena_printf(s->keep,
                                 "this comment has no effect since %s",
                                 g->until));
    else
        judge_unused(s, g);
}

/* ---- all of it --------------------------------------------------------- */

const char *
suppress_today(arena *keep)
{
    char today[16];
    time_t now = time(NULL);
    strftime(today, sizeof today, "%Y-%m-%d", gmtime(&now));
    return arena_strdup(keep, today);
}

static void
read_comments(struct suppressing *s)
{
    const char *today = suppress_today(s->keep);
    for (size_t i = 0; i < s->h->n_files; i++) {
        const struct result_file *f = &s->h->files[i];
        arena *scratch = arena_new();
        size_t size = 0;
        const char *text = f->is_system ? NULL
                                        : file_read(scratch, f->full, &size);
        if (text != NULL)
            ignore_read(s->keep, f->path, text, size, today, s->all);
        arena_free(scratch);
    }
}

static void
merge(struct suppressing *s)
{
    struct harvest *h = s->h;
    size_t n = h->n_findings + s->added.n;
    if (s->added.n == 0)
        return;
    qsort(s->added.v, s->added.n, sizeof *s->added.v, finding_compare);
    fingerprint_all(s->keep, s->added.v, s->added.n);
    struct finding *v = ARENA_ARRAY(s->keep, struct finding, n);
    for (size_t i = 0; i < n; i++)
        v[i] = i < h->n_findings ? h->findings[i]
                                 : s->added.v[i - h->n_findings];
    qsort(v, n, sizeof *v, finding_compare);
    h->findings = v;
    h->n_findings = n;
}

const struct ignores *
suppress_findings(arena *keep, const struct options *o,
                  const struct unit_result *units, size_t n_units,
                  struct harvest *h)
{
    struct ignores *all = ARENA_NEW(keep, struct ignores);
    struct suppressing s = {.keep = keep,
                            .o = o,
                            .units = units,
                            .n_units = n_units,
                            .h = h,
                            .all = all};
    *all = (struct ignores){0};
    read_comments(&s);
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].fault == NULL && all->v[i].scope == IGNORE_FUNCTION)
            find_function(&s, &all->v[i]);
    for (size_t i = 0; all->n > 0 && i < h->n_findings; i++)
        match_finding(&s, &h->findings[i]);
    for (size_t i = 0; i < all->n; i++)
        judge(&s, &all->v[i]);
    merge(&s);
    return all;
}

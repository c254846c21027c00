/* A baseline of counts: how many of each rule there are in each file. */
#include <stdlib.h>
#include <string.h>

#include "baseline.h"
#include "gate.h"

bool
counts_read_line(arena *keep, char *line, struct baseline_entry *e)
{
    char *rest = line, *end;
    const char *file = strsep(&rest, "\t");
    const char *rule = rest == NULL ? "" : strsep(&rest, "\t");
    if (rest == NULL || *file == '\0' || rule_find(rule) == NULL ||
        *rest < '1' || *rest > '9')
        return false;
    *e = (struct baseline_entry){.rule = rule,
                                 .file = baseline_unescaped(keep, file),
                                 .function = "",
                                 .loose = "",
                                 .body = "",
                                 .count = strtoul(rest, &end, 10)};
    return *end == '\0';
}

static bool
is_of(const struct baseline_entry *e, const struct finding *f)
{
    return strcmp(e->rule, f->rule->id) == 0 && strcmp(e->file, f->file) == 0;
}

static void
match_entry(const struct baseline_run *run, struct baseline_entry *e)
{
    struct harvest *h = run->h;
    e->found = 0;
    for (size_t i = 0; i < h->n_findings; i++)
        e->found += h->findings[i].suppressed == NULL &&
                    gate_shows(run->o, &h->findings[i]) &&
                    is_of(e, &h->findings[i]);
    e->state = e->found < e->count ? baseline_lost_state(run, e)
                                   : BASELINE_UNCHANGED;
    for (size_t i = 0; i < h->n_findings && e->found <= e->count; i++) {
        struct finding *f = &h->findings[i];
        if (f->suppressed != NULL || !is_of(e, f))
            continue;
        f->suppressor = SUPPRESSOR_BASELINE;
        f->suppressed = "in the baseline";
    }
}

void
counts_match(const struct baseline_run *run, struct baseline *b)
{
    for (size_t i = 0; i < b->n; i++)
        match_entry(run, &b->v[i]);
}

/* ---- writing ------------------------------------------------------------ */

static size_t
new_count(const struct baseline_entry *e, bool prunes)
{
    if (e->state == BASELINE_FIXED)
        return e->found;
    return prunes || e->found < e->count ? e->count : e->found;
}

static const struct baseline_entry *
entry_of(const struct baseline *b, const struct finding *f)
{
    for (size_t i = 0; i < b->n; i++)
        if (is_of(&b->v[i], f))
            return &b->v[i];
    return NULL;
}

static bool
is_first(const struct harvest *h, size_t at,
         bool (*wants)(void *data, size_t finding), void *data, size_t *n)
{
    const struct finding *f = &h->findings[at];
    *n = 0;
    for (size_t i = 0; i < h->n_findings; i++) {
        const struct finding *o = &h->findings[i];
        if (o->rule != f->rule || strcmp(o->file, f->file) != 0 ||
            !wants(data, i))
            continue;
        if (i < at)
            return false;
        ++*n;
    }
    return *n > 0;
}

struct strings
counts_lines(arena *keep, const struct baseline *b, const struct harvest *h,
             bool (*wants)(void *data, size_t finding), void *data)
{
    struct strings lines = {0};
    for (size_t i = 0; i < b->n; i++) {
        const struct baseline_entry *e = &b->v[i];
        size_t n = new_count(e, wants == NULL);
        if (n > 0)
            VEC_PUSH(keep, &lines,
                     arena_printf(keep, "%s\t%s\t%zu\n",
                                  baseline_escaped(keep, e->file), e->rule,
                                  n));
    }
    for (size_t i = 0; wants != NULL && i < h->n_findings; i++) {
        const struct finding *f = &h->findings[i];
        size_t n;
        if (entry_of(b, f) != NULL || !is_first(h, i, wants, data, &n))
            continue;
        VEC_PUSH(keep, &lines,
                 arena_printf(keep, "%s\t%s\t%zu\n",
                              baseline_escaped(keep, f->file), f->rule->id,
                              n));
    }
    return lines;
}

/* Writing the plan; fields are escaped as the protocol says. */
#include <stdlib.h>
#include <string.h>

#include "trials.h"

static void
add_field(struct text *t, const char *s)
{
    text_add(t, "\t");
    if (s == NULL || *s == '\0')
        text_add(t, "-");
    for (; s != NULL && *s != '\0'; s++) {
        if (*s == '\t')
            text_add(t, "\\t");
        else if (*s == '\n')
            text_add(t, "\\n");
        else if (*s == '\\')
            text_add(t, "\\\\");
        else
            text_add_n(t, s, 1);
    }
}

const char *
grade_name(enum grade g)
{
    static const char *const names[] = {
        [GRADE_NATURAL] = "natural",
        [GRADE_GENUINE] = "genuine",
        [GRADE_LATE] = "late",
        [GRADE_SYNTHETIC] = "synthetic",
    };
    return names[g];
}

/* Where the fault is made, or how the call is not the user's. */
static const char *
trial_place(const struct trial *t)
{
    if (t->deletes)
        return "del";
    if (t->varies)
        return "vary";
    if (t->again)
        return "again";
    if (t->ends)
        return "ends";
    return t->site == NULL ? NULL : t->site->id;
}

const char *
plan_trial(arena *keep, const struct trial *t)
{
    struct text s = {.keep = keep};
    text_add(&s, "trial");
    add_field(&s, t->id);
    add_field(&s, t->hit->proc);
    add_field(&s, t->hit->entry);
    text_printf(&s, "\t%lu\t%s", t->hit->ordinal, grade_name(t->grade));
    add_field(&s, trial_place(t));
    if (t->varies)
        text_printf(&s, "\t%lu", t->nth);
    else if (t->site == NULL)
        text_add(&s, "\t-");
    else if (t->nth == 0)
        text_add(&s, "\tlast");
    else
        text_printf(&s, "\t%lu", t->nth);
    if (t->other)
        text_add(&s, "\tother");
    if (t->varies && t->again)
        text_add(&s, "\tagain");
    if (t->setter != NULL)
        add_field(&s, t->setter);
    return text_str(&s);
}

static void
add_record(struct text *t, const char *name, const char *value)
{
    text_add(t, name);
    add_field(t, value);
    text_add(t, "\n");
}

static int
by_life(const void *a, const void *b)
{
    const struct log_hit *l = *(const struct log_hit *const *)a;
    const struct log_hit *r = *(const struct log_hit *const *)b;
    return l->life != r->life ? (l->life < r->life ? -1 : 1)
                              : strcmp(l->proc, r->proc);
}

/* Whatever a trial is made on, once each. */
static void
add_lives(struct text *t, const struct plan *p)
{
    const struct log_hit **v = ARENA_ARRAY(t->keep, const struct log_hit *,
                                           p->n_trials + 1);
    size_t n = 0;
    for (size_t i = 0; i < p->n_trials; i++)
        if (p->trials[i]->hit->life != 0)
            v[n++] = p->trials[i]->hit;
    qsort(v, n, sizeof *v, by_life);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || by_life(&v[i - 1], &v[i]) != 0) {
            text_add(t, "life");
            add_field(t, v[i]->proc);
            text_printf(t, "\t%lu\n", v[i]->life);
        }
}

const char *
plan_text(arena *keep, const struct plan *p)
{
    struct text t = {.keep = keep};
    text_add(&t, "refaudit-plan\t1\n");
    add_record(&t, "mode", p->replay ? "replay" : "record");
    add_record(&t, "log", p->log);
    for (size_t i = 0; i < p->n_objects; i++)
        add_record(&t, "object", p->objects[i]);
    for (size_t i = 0; i < p->n_trees; i++)
        add_record(&t, "tree", p->trees[i]);
    if (!p->replay)
        text_add(&t, "watch\tboundary,thread,gc\ncontexts\t8\n");
    if (p->limit > 0)
        text_printf(&t, "limit\t%u\n", p->limit);
    if (p->jobs > 1)
        text_printf(&t, "jobs\t%u\n", p->jobs);
    if (p->budget > 0)
        text_printf(&t, "budget\t%u\n", p->budget);
    if (p->owners)
        text_add(&t, "owners\tyes\n");
    api_lines(&t, p->facts);
    add_lives(&t, p);
    for (size_t i = 0; i < p->n_trials; i++)
        text_printf(&t, "%s\n", plan_trial(keep, p->trials[i]));
    return text_str(&t);
}

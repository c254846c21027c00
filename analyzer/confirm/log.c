/* Reading the log: lines of fields, grouped by process and trial.
 *
 * Processes write at the same time, whole lines each; what they say of one
 * trial is gathered by its process until its last record comes.  A trial
 * that never got one died on the way, and is kept as such. */
#include <stdlib.h>
#include <string.h>

#include "confirm.h"

enum { MAX_FIELDS = 16 };

struct line {
    const char *field[MAX_FIELDS]; /* "-" past the last one */
    size_t n;
};

/* A trial that is under way. */
struct open_trial {
    const char *pid, *id;
    const char *fault;
    VEC(struct log_step) steps;
    VEC(struct log_sight) sights;
};

struct reader {
    arena *keep;
    struct log *log;
    VEC(struct open_trial) open;
};

/* ---- lines -------------------------------------------------------------- */

static void
unescape(char *s)
{
    char *to = s;
    for (; *s != '\0'; s++) {
        if (*s == '\\' && s[1] != '\0') {
            s++;
            *to++ = *s == 't' ? '\t' : *s == 'n' ? '\n' : *s;
        }
        else
            *to++ = *s;
    }
    *to = '\0';
}

static void
split(char *text, struct line *out)
{
    out->n = 0;
    for (char *at = text; at != NULL && out->n < MAX_FIELDS;) {
        char *tab = strchr(at, '\t');
        if (tab != NULL)
            *tab++ = '\0';
        unescape(at);
        out->field[out->n++] = at;
        at = tab;
    }
    for (size_t i = out->n; i < MAX_FIELDS; i++)
        out->field[i] = "-";
}

static unsigned long
number(const char *s)
{
    return strtoul(s, NULL, 10);
}

/* ---- what happens outside of trials ------------------------------------- */

static void
take_entry(struct reader *r, const struct line *l)
{
    struct log *log = r->log;
    for (size_t i = 0; i < log->entries.n; i++)
        if (strcmp(log->entries.v[i].id, l->field[2]) == 0)
            return;
    struct log_entry e = {.id = l->field[2], .name = l->field[3]};
    VEC_PUSH(r->keep, &log->entries, e);
}

static void
take_calls(struct reader *r, const struct line *l)
{
    for (size_t i = 0; i < r->log->entries.n; i++)
        if (strcmp(r->log->entries.v[i].id, l->field[3]) == 0) {
            r->log->entries.v[i].calls += number(l->field[4]);
            r->log->entries.v[i].proc = l->field[2];
        }
}

bool
log_entry_once(const char *entry)
{
    return str_ends(entry, "/exec") || str_ends(entry, "/init");
}

bool
log_entry_repeats(const char *entry)
{
    return strcmp(entry, "-") != 0;
}

bool
log_trial_late(const struct log_trial *t)
{
    return strcmp(t->verdict, "refused") == 0 &&
           strcmp(t->reason, "the time is used up") == 0;
}

static void
take_instance(struct reader *r, const struct line *l)
{
    struct log_instance i = {.proc = l->field[2],
                             .entry = l->field[3],
                             .ordinal = number(l->field[4]),
                             .type = l->field[5],
                             .dealloc = l->field[6],
                             .result = strcmp(l->field[7], "result") == 0,
                             .heir = strcmp(l->field[7], "heir") == 0};
    VEC_PUSH(r->keep, &r->log->instances, i);
}

static void
take_object(struct reader *r, const struct line *l)
{
    struct log *log = r->log;
    for (size_t i = 0; i < log->objects.n; i++)
        if (strcmp(log->objects.v[i].path, l->field[5]) == 0)
            return;
    struct log_object o = {l->field[2], l->field[3], l->field[5]};
    VEC_PUSH(r->keep, &log->objects, o);
}

static void
take_total(struct reader *r, const struct line *l)
{
    struct log *log = r->log;
    for (size_t i = 0; i < log->totals.n; i++)
        if (strcmp(log->totals.v[i].site, l->field[3]) == 0) {
            log->totals.v[i].count += number(l->field[5]);
            return;
        }
    struct log_total t = {l->field[3], l->field[4], number(l->field[5])};
    VEC_PUSH(r->keep, &log->totals, t);
}

static void
take_hit(struct reader *r, const struct line *l)
{
    struct log_hit h = {.proc = l->field[2],
                        .entry = l->field[3],
                        .ordinal = number(l->field[4]),
                        .site = l->field[5],
                        .name = l->field[6],
                        .count = number(l->field[7]),
                        .trace = l->field[8],
                        .life = number(l->field[9])};
    h.failed = (strtoull(h.trace, NULL, 16) & 1) != 0;
    VEC_PUSH(r->keep, &r->log->hits, h);
}

static struct log_sight
sight_of(struct reader *r, const struct line *l, size_t skip)
{
    const char **fields = ARENA_ARRAY(r->keep, const char *, MAX_FIELDS);
    for (size_t i = 0; i + skip < MAX_FIELDS; i++)
        fields[i] = l->field[i + skip];
    for (size_t i = MAX_FIELDS - skip; i < MAX_FIELDS; i++)
        fields[i] = "-";
    return (struct log_sight){l->field[0], fields,
                              l->n > skip ? l->n - skip : 0};
}

static bool
take_plain(struct reader *r, const struct line *l)
{
    struct log *log = r->log;
    const char *what = l->field[0];
    if (strcmp(what, "start") == 0) {
        struct log_start s = {l->field[1], l->field[2], l->field[3],
                              l->field[4], l->field[5]};
        VEC_PUSH(r->keep, &log->starts, s);
    }
    else if (strcmp(what, "unsupported") == 0)
        VEC_PUSH(r->keep, &log->unsupported, l->field[2]);
    else if (strcmp(what, "object") == 0)
        take_object(r, l);
    else if (strcmp(what, "entry") == 0)
        take_entry(r, l);
    else if (strcmp(what, "calls") == 0)
        take_calls(r, l);
    else if (strcmp(what, "instance") == 0)
        take_instance(r, l);
    else if (strcmp(what, "hit") == 0)
        take_hit(r, l);
    else if (strcmp(what, "total") == 0)
        take_total(r, l);
    else if (strcmp(what, "end") == 0)
        log->n_ends++;
    else if ((strcmp(what, "cycle") == 0 || strcmp(what, "crash") == 0) &&
             strcmp(l->field[2], "-") == 0)
        VEC_PUSH(r->keep, &log->sights, sight_of(r, l, 3));
    else if (strcmp(what, "thread") == 0)
        VEC_PUSH(r->keep, &log->sights, sight_of(r, l, 2));
    else if (strcmp(what, "boundary") == 0)
        VEC_PUSH(r->keep, &log->sights, sight_of(r, l, 3));
    else
        return false;
    return true;
}

/* ---- trials ------------------------------------------------------------- */

static const char *const sights[] = {
    "leak",        "refleak", "overdecref", "uaf",       "family",
    "exception",   "pending", "crash",      "traverse",  "kept",
    "misfreed",    "cycle",   "early",      "untracked", "locked",
    "resurrected", "owner",   "unreleased", NULL};

static struct open_trial *
trial_place(struct reader *r, const char *pid, const char *id)
{
    for (size_t i = 0; i < r->open.n; i++)
        if (strcmp(r->open.v[i].id, id) == 0 &&
            strcmp(r->open.v[i].pid, pid) == 0)
            return &r->open.v[i];
    struct open_trial t = {.pid = pid, .id = id, .fault = "-"};
    VEC_PUSH(r->keep, &r->open, t);
    return &r->open.v[r->open.n - 1];
}

static void
trial_close(struct reader *r, struct open_trial *t, const struct line *l)
{
    struct log_trial done = {.pid = t->pid,
                             .id = t->id,
                             .verdict = l == NULL ? "crash" : l->field[3],
                             .reason = l == NULL ? "the process died"
                                                 : l->field[4],
                             .measured = l == NULL ? 0 : number(l->field[5]),
                             .faults = l == NULL ? 0 : number(l->field[6]),
                             .exception = l == NULL ? "-" : l->field[7],
                             .result = l == NULL ? "-" : l->field[8],
                             .fault = t->fault,
                             .steps = t->steps.v,
                             .n_steps = t->steps.n,
                             .sights = t->sights.v,
                             .n_sights = t->sights.n};
    VEC_PUSH(r->keep, &r->log->trials, done);
    *t = r->open.v[--r->open.n];
}

/* What a process has found that came after the trial, and has no verdict. */
static void
take_late(struct reader *r, const struct line *l)
{
    for (size_t i = r->log->trials.n; i-- > 0;) {
        struct log_trial *t = &r->log->trials.v[i];
        if (strcmp(t->id, l->field[2]) != 0 || t->n_sights == 0)
            continue;
        struct log_sight *all = ARENA_ARRAY(r->keep, struct log_sight,
                                            t->n_sights + 1);
        memcpy(all, t->sights, t->n_sights * sizeof *all);
        all[t->n_sights++] = sight_of(r, l, 3);
        t->sights = all;
        return;
    }
}

static bool
take_trial(struct reader *r, const struct line *l)
{
    const char *what = l->field[0];
    bool last = strcmp(what, "trial") == 0;
    bool step = strcmp(what, "step") == 0;
    bool fault = strcmp(what, "fault") == 0;
    bool anew = strcmp(what, "anew") == 0;
    if (!last && !step && !fault && !anew && !str_is_one_of(what, sights))
        return false;
    if (strcmp(what, "owner") == 0 && strcmp(l->field[3], "uaf") == 0) {
        take_late(r, l);
        return true;
    }
    struct open_trial *t = trial_place(r, l->field[1], l->field[2]);
    if (last)
        trial_close(r, t, l);
    else if (anew)
        t->steps.n = 0;
    else if (fault)
        t->fault = strcmp(t->fault, "-") == 0
                       ? l->field[3]
                       : arena_printf(r->keep, "%s;%s", t->fault, l->field[3]);
    else if (step) {
        struct log_step s = {.site = l->field[4],
                             .name = l->field[5],
                             .nth = number(l->field[6]),
                             .outcome = l->field[7]};
        VEC_PUSH(r->keep, &t->steps, s);
    }
    else
        VEC_PUSH(r->keep, &t->sights, sight_of(r, l, 3));
    return true;
}

void
log_read(arena *keep, const char *path, struct log *out)
{
    *out = (struct log){0};
    struct reader r = {.keep = keep, .log = out};
    size_t n;
    char *text = file_read(keep, path, &n);
    for (char *at = text; at != NULL && *at != '\0';) {
        char *end = strchr(at, '\n');
        struct line l;
        if (end != NULL)
            *end++ = '\0';
        split(at, &l);
        if (*at != '#' && end == NULL)
            out->n_broken++; /* a process died while it wrote */
        else if (*at != '#' && l.n >= 2 && !take_plain(&r, &l))
            take_trial(&r, &l);
        at = end;
    }
    while (r.open.n > 0)
        trial_close(&r, &r.open.v[0], NULL);
}

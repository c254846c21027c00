/* JSON: one document, or one finding a line. */
#include "paint.h"

#include <string.h>

#define FLAGS (JSON_COMPACT | JSON_ENCODE_ANY | JSON_ENSURE_ASCII)

json_t *
report_json_words(const char *s)
{
    if (s == NULL)
        return json_null();
    json_t *value = json_string(s);
    if (value != NULL)
        return value;
    arena *scratch = arena_new();
    value = json_string(paint_utf8(scratch, s));
    arena_free(scratch);
    return value;
}

/* Jansson lets DEL through; a terminal need not see it. */
static int
write_chunk(const char *s, size_t n, void *data)
{
    for (const char *del; (del = memchr(s, 0x7f, n)) != NULL;) {
        report_write(data, s, (size_t)(del - s));
        report_puts(data, "\\u007f");
        n -= (size_t)(del - s) + 1;
        s = del + 1;
    }
    report_write(data, s, n);
    return 0;
}

void
report_json_write(struct report *r, const json_t *value, size_t flags)
{
    if (json_dump_callback(value, write_chunk, r, flags) != 0)
        die("cannot write JSON");
}

static void
set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        die("out of memory");
}

static void
set_place(json_t *object, const struct place *p)
{
    set(object, "file", report_json_words(p->file));
    set(object, "line", json_integer(p->line));
    set(object, "col", json_integer(p->col));
    set(object, "end_line", json_integer(p->end_line));
    set(object, "end_col", json_integer(p->end_col));
}

static const char *
exc_name(enum exc_state exc)
{
    switch (exc) {
    case EXC_STATE_NONE:
        return "none";
    case EXC_STATE_SET:
        return "set";
    case EXC_STATE_MAYBE:
        return "maybe";
    }
    return NULL;
}

static json_t *
step_json(const struct finding_step *p)
{
    json_t *o = json_object();
    set(o, "kind", report_json_words(p->kind));
    set_place(o, &p->place);
    set(o, "function", report_json_words(p->function));
    set(o, "message", report_json_words(p->message));
    set(o, "owned", p->owned < 0 ? json_null() : json_integer(p->owned));
    set(o, "exception", report_json_words(exc_name(p->exc)));
    set(o, "fact", report_json_words(p->fact));
    set(o, "key", json_boolean(p->key));
    return o;
}

static json_t *
issue_json(const struct store_issue *i)
{
    json_t *o = json_object();
    set(o, "uid", report_json_words(i->uid));
    set(o, "new", json_boolean(i->is_new));
    set(o, "matched_by", report_json_words(i->matched_by));
    set(o, "verdict", report_json_words(i->verdict));
    set(o, "recheck", json_boolean(i->recheck));
    set(o, "evidence", report_json_words(i->evidence));
    set(o, "reached", json_integer((json_int_t)i->reached));
    set(o, "suppressed", json_boolean(i->suppressed));
    return o;
}

static json_t *
prints_json(const struct finding *f)
{
    json_t *o = json_object();
    set(o, "strict/1", report_json_words(f->strict));
    set(o, "loose/1", report_json_words(f->loose));
    set(o, "body/1", report_json_words(f->body));
    return o;
}

static json_t *
also_json(const struct finding *f)
{
    json_t *list = json_array();
    for (size_t i = 0; i < f->n_also; i++) {
        json_t *o = json_object();
        set_place(o, &f->also[i]);
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *
steps_json(const struct finding *f)
{
    json_t *list = json_array();
    for (size_t i = 0; i < f->n_steps; i++)
        json_array_append_new(list, step_json(&f->steps[i]));
    return list;
}

static json_t *
finding_json(struct report *r, const struct finding *f,
             const struct store_issue *issue)
{
    json_t *o = json_object();
    set(o, "id", report_json_words(report_id(r->scratch, f, issue)));
    set(o, "rule", report_json_words(f->rule->id));
    set(o, "slug", report_json_words(f->rule->slug));
    set(o, "level", report_json_words(level_name(f->rule->level)));
    set(o, "confidence", report_json_words(confidence_name(f->confidence)));
    set(o, "trigger", report_json_words(trigger_name(f->trigger)));
    set_place(o, &f->place);
    set(o, "function", report_json_words(f->function));
    set(o, "py_name", report_json_words(f->py_name));
    set(o, "message", report_json_words(f->message));
    set(o, "fix", report_json_words(f->fix));
    set(o, "subject", report_json_words(f->name));
    set(o, "path", steps_json(f));
    set(o, "also", also_json(f));
    set(o, "duplicates", json_integer(f->duplicates));
    set(o, "anchor", report_json_words(f->anchor));
    set(o, "cause", report_json_words(f->cause));
    set(o, "exit", report_json_words(f->exit));
    set(o, "body_hash", report_json_words(f->body_hash));
    set(o, "fingerprints", prints_json(f));
    if (f->suppressed != NULL)
        set(o, "suppressed", report_json_words(f->suppressed));
    set(o, "issue", issue == NULL ? json_null() : issue_json(issue));
    return o;
}

/* ---- documents ------------------------------------------------------- */

void
report_json_finding(struct report *r, const struct finding *f,
                    const struct store_issue *issue)
{
    bool lines = r->o.format == FORMAT_JSONL;
    json_t *o = finding_json(r, f, issue);
    if (!lines)
        report_puts(r, r->n_findings > 0 ? ",\n " : "\n ");
    report_json_write(r, o, FLAGS);
    if (lines)
        report_puts(r, "\n");
    json_decref(o);
}

void
report_json_begin(struct report *r)
{
    report_puts(r, "{\"tool\":\"refaudit\",\"version\":"
                   "\"" REFAUDIT_VERSION "\",\"format\":1,\n"
                   "\"findings\":[");
}

static json_t *
gaps_json(const struct report_run *run)
{
    json_t *list = json_array();
    for (size_t i = 0; run != NULL && i < run->n_gaps; i++) {
        const struct report_gap *g = &run->gaps[i];
        json_t *o = json_object();
        set(o, "file", report_json_words(g->file));
        set(o, "function", report_json_words(g->function));
        set(o, "status", report_json_words(g->status));
        set(o, "reason", report_json_words(g->reason));
        json_array_append_new(list, o);
    }
    return list;
}

static json_t *
run_json(const struct report_run *run)
{
    if (run == NULL)
        return json_null();
    json_t *o = json_object();
    set(o, "started_at", report_json_words(run->started_at));
    set(o, "command_line", report_json_words(run->command_line));
    set(o, "target", report_json_words(run->target));
    set(o, "vcs_rev", report_json_words(run->vcs_rev));
    set(o, "vcs_url", report_json_words(run->vcs_url));
    set(o, "exit_code", json_integer(run->exit_code));
    return o;
}

void
report_json_end(struct report *r)
{
    json_t *gaps = gaps_json(r->o.run), *run = run_json(r->o.run);
    report_puts(r, "],\n\"not_analysed\":");
    report_json_write(r, gaps, FLAGS);
    report_puts(r, ",\n\"run\":");
    report_json_write(r, run, FLAGS);
    report_puts(r, "}\n");
    json_decref(gaps);
    json_decref(run);
}

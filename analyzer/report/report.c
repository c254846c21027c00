/* One report: which format, which steps, which source; writing it out. */
#include "paint.h"

#include <errno.h>
#include <string.h>

#define MAX_KEY_STEPS 6

static const char *const format_names[FORMAT_COUNT] = {
    [FORMAT_TEXT] = "text",         [FORMAT_GCC] = "gcc",
    [FORMAT_JSON] = "json",         [FORMAT_JSONL] = "jsonl",
    [FORMAT_SARIF] = "sarif",       [FORMAT_SARIF_GITHUB] = "sarif-github",
    [FORMAT_GITLAB] = "gitlab",     [FORMAT_GITHUB] = "github",
    [FORMAT_JUNIT] = "junit",       [FORMAT_CSDIFF] = "csdiff",
    [FORMAT_MARKDOWN] = "markdown",
};

const char *
report_format_name(enum report_format f)
{
    assert(f < FORMAT_COUNT);
    return format_names[f];
}

bool
report_wants_best_first(enum report_format f)
{
    return f == FORMAT_TEXT || f == FORMAT_SARIF_GITHUB ||
           f == FORMAT_GITHUB || f == FORMAT_MARKDOWN;
}

bool
report_format_find(const char *name, enum report_format *out)
{
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if (strcmp(format_names[i], name) == 0) {
            *out = (enum report_format)i;
            return true;
        }
    }
    return false;
}

/* ---- source files ---------------------------------------------------- */

static void
source_split(arena *keep, struct source *s, size_t n)
{
    VEC(size_t) starts = {0};
    VEC_PUSH(keep, &starts, 0);
    for (size_t i = 0; i < n; i++) {
        if (s->text[i] == '\n' && i + 1 < n)
            VEC_PUSH(keep, &starts, i + 1);
    }
    s->n_lines = n == 0 ? 0 : starts.n;
    VEC_PUSH(keep, &starts, n);
    s->starts = starts.v;
}

static const char *
source_read(struct report *r, arena *keep, const char *path, size_t *n)
{
    const char *text = NULL;
    if (r->o.source != NULL)
        text = r->o.source(r->o.source_data, keep, path, n);
    if (text != NULL)
        return text;
    if (path[0] != '/' && r->o.root != NULL)
        path = arena_printf(keep, "%s/%s", r->o.root, path);
    return file_read(keep, path, n);
}

/* With a callback two findings may mean different texts by one path. */
struct source *
report_source_get(struct report *r, const char *path)
{
    arena *keep = r->o.source != NULL ? r->scratch : r->keep;
    for (size_t i = 0; i < r->sources.n; i++) {
        if (strcmp(r->sources.v[i]->path, path) == 0)
            return r->sources.v[i];
    }
    size_t n = 0;
    struct source *s = ARENA_NEW(keep, struct source);
    s->path = arena_strdup(keep, path);
    s->text = source_read(r, keep, path, &n);
    source_split(keep, s, s->text == NULL ? 0 : n);
    VEC_PUSH(keep, &r->sources, s);
    return s;
}

bool
report_source_line(const struct source *s, uint32_t line, const char **text,
                   size_t *n)
{
    if (s->text == NULL || line == 0 || line > s->n_lines)
        return false;
    size_t from = s->starts[line - 1], to = s->starts[line];
    while (to > from && (s->text[to - 1] == '\n' || s->text[to - 1] == '\r'))
        to--;
    *text = s->text + from;
    *n = to - from;
    return true;
}

static void
sources_forget(struct report *r)
{
    if (r->o.source != NULL) {
        r->sources.v = NULL;
        r->sources.n = r->sources.cap = 0;
    }
}

/* ---- which steps ----------------------------------------------------- */

static bool
is_wanted(const struct report *r, const struct finding *f, size_t i,
          size_t keys_before, size_t n_keys)
{
    if (r->o.path == PATH_FULL)
        return true;
    if (n_keys == 0)
        return i + 1 == f->n_steps;
    if (!f->steps[i].key)
        return false;
    return keys_before == 0 || keys_before + MAX_KEY_STEPS > n_keys;
}

/* That an exception may or may not be set is news to few rules. */
static enum exc_state
exc_seen(const struct finding *f, const struct finding_step *p)
{
    if (p == NULL || (p->exc == EXC_STATE_MAYBE && !f->rule->about_exception))
        return EXC_STATE_NONE;
    return p->exc;
}

static struct shown
shown_make(const struct finding *f, const struct finding_step *p,
           const struct finding_step *last, size_t number)
{
    bool exc = exc_seen(f, p) != exc_seen(f, last);
    int owned = last == NULL ? -1 : last->owned;
    bool end = p == &f->steps[f->n_steps - 1];
    return (struct shown){p, number, end || exc || p->owned != owned, exc};
}

struct shown *
report_shown(struct report *r, const struct finding *f, size_t *n)
{
    VEC(struct shown) v = {0};
    size_t n_keys = 0, keys = 0;
    const struct finding_step *last = NULL;
    for (size_t i = 0; i < f->n_steps; i++)
        n_keys += f->steps[i].key;
    for (size_t i = 0; i < f->n_steps && r->o.path != PATH_NONE; i++) {
        const struct finding_step *p = &f->steps[i];
        if (is_wanted(r, f, i, keys, n_keys)) {
            struct shown s = shown_make(f, p, last, v.n + 1);
            VEC_PUSH(r->scratch, &v, s);
            last = p;
        }
        keys += p->key;
    }
    *n = v.n;
    return v.v;
}

/* A rule that watches losses reports what should have owned nothing. */
bool
report_is_leak(const struct finding *f)
{
    return (f->rule->events & 1u << EVENT_LOST) != 0;
}

const char *
report_id(arena *keep, const struct finding *f,
          const struct store_issue *issue)
{
    if (issue != NULL)
        return arena_strdup(keep, issue->id);
    return f->strict == NULL ? "" : arena_strndup(keep, f->strict, 8);
}

bool
report_first_of_rule(struct report *r, const struct rule *rule)
{
    for (size_t i = 0; i < r->rules.n; i++) {
        if (strcmp(r->rules.v[i]->id, rule->id) == 0)
            return false;
    }
    VEC_PUSH(r->keep, &r->rules, rule);
    return true;
}

/* ---- writing --------------------------------------------------------- */

void
report_write(struct report *r, const char *s, size_t n)
{
    if (r->error == 0 && fwrite(s, 1, n, r->out) != n)
        r->error = errno == 0 ? EIO : errno;
}

void
report_puts(struct report *r, const char *s)
{
    report_write(r, s, strlen(s));
}

struct report *
report_new(arena *keep, FILE *out, const struct report_options *o)
{
    struct report *r = ARENA_NEW(keep, struct report);
    r->keep = keep;
    r->out = out;
    r->o = *o;
    if (o->format == FORMAT_JSON)
        report_json_begin(r);
    if (o->format == FORMAT_SARIF || o->format == FORMAT_SARIF_GITHUB ||
        o->format == FORMAT_GITLAB)
        r->results = json_array();
    r->body.keep = keep;
    return r;
}

void
report_finding(struct report *r, const struct finding *f,
               const struct store_issue *issue)
{
    r->scratch = arena_new();
    switch (r->o.format) {
    case FORMAT_TEXT:
        report_text_finding(r, f, issue);
        break;
    case FORMAT_GCC:
        report_gcc_finding(r, f, issue);
        break;
    case FORMAT_JSON:
    case FORMAT_JSONL:
        report_json_finding(r, f, issue);
        break;
    case FORMAT_SARIF:
    case FORMAT_SARIF_GITHUB:
        report_sarif_finding(r, f, issue);
        break;
    case FORMAT_GITLAB:
        report_gitlab_finding(r, f);
        break;
    case FORMAT_GITHUB:
        report_github_finding(r, f);
        break;
    case FORMAT_JUNIT:
        report_junit_finding(r, f);
        break;
    case FORMAT_CSDIFF:
        report_csdiff_finding(r, f);
        break;
    case FORMAT_MARKDOWN:
        report_markdown_finding(r, f, issue);
        break;
    case FORMAT_COUNT:
        break;
    }
    r->n_findings++;
    sources_forget(r);
    arena_free(r->scratch);
    r->scratch = NULL;
}

static void
end_format(struct report *r)
{
    switch (r->o.format) {
    case FORMAT_JSON:
        report_json_end(r);
        break;
    case FORMAT_SARIF:
    case FORMAT_SARIF_GITHUB:
        report_sarif_end(r);
        break;
    case FORMAT_GITLAB:
        report_gitlab_end(r);
        break;
    case FORMAT_GITHUB:
        report_github_end(r);
        break;
    case FORMAT_JUNIT:
        report_junit_end(r);
        break;
    case FORMAT_MARKDOWN:
        report_markdown_end(r);
        break;
    case FORMAT_TEXT:
    case FORMAT_GCC:
    case FORMAT_JSONL:
    case FORMAT_CSDIFF:
    case FORMAT_COUNT:
        break;
    }
}

bool
report_end(struct report *r)
{
    end_format(r);
    if (fflush(r->out) != 0 && r->error == 0)
        r->error = errno;
    errno = r->error;
    return r->error == 0;
}

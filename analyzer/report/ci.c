/* Formats that other programs show: GitLab's code quality, GitHub's
 * annotations, JUnit, csdiff, Markdown.
 *
 * Everything of the analysed code is data here, too: each format's own
 * escapes keep a file name from becoming a command, an element or a link.
 */
#include <string.h>

#include "paint.h"

/* A line of plain text without what a terminal acts on. */
static const char *
plain(struct report *r, const char *s)
{
    struct text t = {.keep = r->scratch};
    report_add_safe(&t, s == NULL ? "" : s);
    return text_str(&t);
}

/* ---- GitLab ------------------------------------------------------------- */

static const char *
severity(const struct finding *f)
{
    switch (f->rule->level) {
    case LEVEL_ERROR:
        return f->rule->cwe == 416 || f->rule->cwe == 415 ? "critical"
                                                          : "major";
    case LEVEL_WARNING:
        return "minor";
    case LEVEL_NOTE:
        return "info";
    }
    return "info";
}

/* The fingerprint is the strict one: GitLab shows one entry for each. */
void
report_gitlab_finding(struct report *r, const struct finding *f)
{
    json_t *o = json_pack(
        "{s:o, s:s, s:o, s:s, s:{s:o, s:{s:i}}}", "description",
        report_json_words(f->message), "check_name", f->rule->id,
        "fingerprint", report_json_words(f->strict), "severity", severity(f),
        "location", "path", report_json_words(f->place.file), "lines", "begin",
        (int)(f->place.line == 0 ? 1 : f->place.line));
    if (o == NULL || json_array_append_new(r->results, o) != 0)
        die("out of memory");
}

void
report_gitlab_end(struct report *r)
{
    report_json_write(r, r->results, JSON_INDENT(1) | JSON_ENSURE_ASCII);
    report_puts(r, "\n");
    json_decref(r->results);
}

/* ---- GitHub ------------------------------------------------------------- */

#define ANNOTATIONS 10 /* of each level; GitHub shows no more per step */

static void
add_escaped(struct report *r, struct text *out, const char *s, bool property)
{
    for (const char *p = plain(r, s); *p != '\0'; p++) {
        bool special = *p == '%' || *p == '\r' || *p == '\n' ||
                       (property && (*p == ':' || *p == ','));
        if (special)
            text_printf(out, "%%%02X", (unsigned)(unsigned char)*p);
        else
            text_add_n(out, p, 1);
    }
}

void
report_github_finding(struct report *r, const struct finding *f)
{
    static const char *const commands[] = {
        [LEVEL_ERROR] = "error",
        [LEVEL_WARNING] = "warning",
        [LEVEL_NOTE] = "notice",
    };
    struct text out = {.keep = r->scratch};
    if (r->n_level[f->rule->level]++ >= ANNOTATIONS) {
        r->n_left++;
        return;
    }
    const struct source *s = report_source_get(r, f->place.file);
    text_printf(&out, "::%s file=", commands[f->rule->level]);
    add_escaped(r, &out, f->place.file, true);
    text_printf(&out, ",line=%u,endLine=%u,col=%u,title=", f->place.line,
                f->place.line,
                report_char_column(s, f->place.line, f->place.col));
    add_escaped(r, &out,
                arena_printf(r->scratch, "%s %s", f->rule->id, f->rule->slug),
                true);
    text_add(&out, "::");
    add_escaped(r, &out, f->message, false);
    text_add(&out, "\n");
    report_write(r, text_str(&out), out.n);
}

void
report_github_end(struct report *r)
{
    if (r->n_left > 0)
        report_puts(r, arena_printf(r->keep,
                                    "::notice::%zu more findings of refaudit "
                                    "are in the job summary\n",
                                    r->n_left));
}

/* ---- JUnit -------------------------------------------------------------- */

/* What XML 1.0 cannot hold is made visible before. */
static void
add_xml(struct report *r, struct text *out, const char *s)
{
    for (const char *p = paint_utf8(r->scratch, plain(r, s)); *p != '\0'; p++)
        switch (*p) {
        case '<':
            text_add(out, "&lt;");
            break;
        case '>':
            text_add(out, "&gt;");
            break;
        case '&':
            text_add(out, "&amp;");
            break;
        case '"':
            text_add(out, "&quot;");
            break;
        default:
            text_add_n(out, p, 1);
        }
}

static void
add_case(struct report *r, const char *file, const char *name)
{
    text_add(&r->body, "  <testcase classname=\"");
    add_xml(r, &r->body, file);
    text_add(&r->body, "\" name=\"");
    add_xml(r, &r->body, name);
    text_add(&r->body, "\">\n");
}

static void
add_step(struct report *r, const struct finding_step *p, size_t number)
{
    text_printf(&r->body, "(%zu) ", number);
    add_xml(r, &r->body, p->place.file);
    text_printf(&r->body, ":%u: ", p->place.line);
    add_xml(r, &r->body, p->message);
    text_add(&r->body, "\n");
}

void
report_junit_finding(struct report *r, const struct finding *f)
{
    size_t n;
    const struct shown *v = report_shown(r, f, &n);
    const char *name = arena_printf(r->scratch, "%s %s:%u", f->rule->id,
                                    f->function == NULL ? "" : f->function,
                                    f->place.line);
    add_case(r, f->place.file, name);
    text_printf(&r->body, "   <failure type=\"%s\" message=\"", f->rule->slug);
    add_xml(r, &r->body, f->message);
    text_add(&r->body, "\">");
    for (size_t i = 0; i < n; i++)
        add_step(r, v[i].step, v[i].number);
    text_add(&r->body, "</failure>\n  </testcase>\n");
}

static void
add_gap(struct report *r, const struct report_gap *g)
{
    add_case(r, g->file, g->function == NULL ? "file" : g->function);
    text_printf(&r->body,
                "   <error type=\"not-analysed\" message=\"%s: ", g->status);
    add_xml(r, &r->body, g->reason);
    text_add(&r->body, "\"/>\n  </testcase>\n");
}

void
report_junit_end(struct report *r)
{
    const struct report_run *run = r->o.run;
    size_t gaps = run == NULL ? 0 : run->n_gaps;
    r->scratch = arena_new();
    for (size_t i = 0; i < gaps; i++)
        add_gap(r, &run->gaps[i]);
    report_puts(
        r, arena_printf(r->scratch,
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<testsuites>\n <testsuite name=\"refaudit\" "
                        "tests=\"%zu\" failures=\"%zu\" errors=\"%zu\">\n",
                        r->n_findings + gaps, r->n_findings, gaps));
    report_write(r, text_str(&r->body), r->body.n);
    report_puts(r, " </testsuite>\n</testsuites>\n");
    arena_free(r->scratch);
    r->scratch = NULL;
}

/* ---- csdiff ------------------------------------------------------------- */

static void
csdiff_line(struct report *r, struct text *out, const struct place *p,
            const char *event, const char *message)
{
    text_add(out, plain(r, p->file));
    text_printf(out, ":%u:%u: %s: %s\n", p->line, p->col, event,
                plain(r, message));
}

/* A block as csdiff and csgrep write it themselves; an empty line ends it. */
void
report_csdiff_finding(struct report *r, const struct finding *f)
{
    size_t n;
    const struct shown *v = report_shown(r, f, &n);
    struct text out = {.keep = r->scratch};
    text_add(&out, "Error: REFAUDIT_WARNING");
    if (f->rule->cwe != 0)
        text_printf(&out, " (CWE-%d)", f->rule->cwe);
    text_add(&out, ":\n");
    csdiff_line(r, &out, &f->place,
                arena_printf(r->scratch, "%s[%s]", level_name(f->rule->level),
                             f->rule->slug),
                f->message);
    for (size_t i = 0; i < n; i++)
        csdiff_line(r, &out, &v[i].step->place, "note", v[i].step->message);
    text_add(&out, "\n");
    report_write(r, text_str(&out), out.n);
}

/* ---- Markdown ----------------------------------------------------------- */

/* Text, never markup: every character that could mean something else. */
static void
add_markdown(struct report *r, struct text *out, const char *s)
{
    for (const char *p = plain(r, s); *p != '\0'; p++) {
        if (*p == '<')
            text_add(out, "&lt;");
        else if (*p == '\n')
            text_add(out, " ");
        else {
            if (strchr("\\`*_{}[]()#+!|>~@", *p) != NULL)
                text_add(out, "\\");
            text_add_n(out, p, 1);
        }
    }
}

void
report_markdown_finding(struct report *r, const struct finding *f,
                        const struct store_issue *issue)
{
    struct text *out = &r->body;
    text_printf(out, "| %s %s | ", f->rule->id, f->rule->slug);
    add_markdown(r, out, f->place.file);
    text_printf(out, ":%u | ", f->place.line);
    add_markdown(r, out, f->function);
    text_add(out, " | ");
    add_markdown(r, out, f->message);
    text_printf(out, " | %s, %s | %s |\n", confidence_name(f->confidence),
                trigger_name(f->trigger), report_id(r->scratch, f, issue));
    r->n_level[f->rule->level]++;
}

void
report_markdown_end(struct report *r)
{
    const struct report_run *run = r->o.run;
    r->scratch = arena_new();
    struct text head = {.keep = r->scratch};
    text_printf(&head, "## refaudit: %u errors, %u warnings, %u notes\n\n",
                r->n_level[LEVEL_ERROR], r->n_level[LEVEL_WARNING],
                r->n_level[LEVEL_NOTE]);
    if (r->n_findings > 0)
        text_add(&head, "| rule | place | function | finding | how sure, set "
                        "off by | id |\n|---|---|---|---|---|---|\n");
    report_write(r, text_str(&head), head.n);
    report_write(r, text_str(&r->body), r->body.n);
    struct text gaps = {.keep = r->scratch};
    if (run != NULL && run->n_gaps > 0)
        text_printf(&gaps, "\nNot analysed: %zu\n\n", run->n_gaps);
    for (size_t i = 0; run != NULL && i < run->n_gaps; i++) {
        const struct report_gap *g = &run->gaps[i];
        text_add(&gaps, "- ");
        add_markdown(r, &gaps, g->file);
        text_add(&gaps, g->function == NULL ? "" : ": ");
        add_markdown(r, &gaps, g->function);
        text_printf(&gaps, ": %s", g->status);
        text_add(&gaps, g->reason == NULL ? "" : ", ");
        add_markdown(r, &gaps, g->reason);
        text_add(&gaps, "\n");
    }
    report_write(r, text_str(&gaps), gaps.n);
    arena_free(r->scratch);
    r->scratch = NULL;
}

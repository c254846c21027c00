/* SARIF 2.1.0: rules with their help, results with the path as a code flow
 * and the ledger as its state, what was not analysed as notifications.
 *
 * Paths stay relative to the root of the project (SRCROOT); columns are
 * characters; a region is on one line, since GitHub shows no other.
 */
#include "paint.h"

#include <string.h>

#define MAX_TEXT 1024
/* Of GitHub: it refuses more results than 25,000 and shows 5,000. */
#define MAX_RESULTS 5000
#define MAX_STEPS 1000
#define MAX_RELATED 100
#define MAX_TAGS 10
/* Of the results; the rules and the gaps have the rest of the 10 MB. */
#define MAX_PACKED (9 * 1024 * 1024)
#define FLAGS (JSON_INDENT(1) | JSON_ENSURE_ASCII)

static void
set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        die("out of memory");
}

static void
set_words(json_t *object, const char *key, const char *s)
{
    if (s != NULL && *s != '\0')
        set(object, key, report_json_words(s));
}

static json_t *
text_json(const char *s)
{
    json_t *o = json_object();
    set(o, "text", report_json_words(s == NULL ? "" : s));
    return o;
}

static json_t *
list_of(json_t *one)
{
    json_t *list = json_array();
    json_array_append_new(list, one);
    return list;
}

/* ---- places ---------------------------------------------------------- */

static const char *
uri_of(arena *keep, const char *path)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP"
                                "QRSTUVWXYZ0123456789-._~/";
    struct text out = {.keep = keep};
    if (path[0] == '/')
        text_add(&out, "file://");
    for (; *path != '\0'; path++) {
        if (strchr(plain, *path) != NULL)
            text_add_n(&out, path, 1);
        else
            text_printf(&out, "%%%02X", (unsigned char)*path);
    }
    return text_str(&out);
}

static json_t *
artifact_json(struct report *r, const char *path)
{
    json_t *o = json_object();
    set(o, "uri", report_json_words(uri_of(r->scratch, path)));
    if (path[0] != '/')
        set(o, "uriBaseId", json_string("SRCROOT"));
    return o;
}

static json_t *
region_json(struct report *r, const struct place *p)
{
    json_t *o = json_object();
    const struct source *s = report_source_get(r, p->file);
    uint32_t from = report_char_column(s, p->line, p->col);
    set(o, "startLine", json_integer(p->line == 0 ? 1 : p->line));
    if (p->line == 0 || from == 0)
        return o;
    set(o, "startColumn", json_integer(from));
    if (p->end_line == p->line && p->end_col > p->col)
        set(o, "endColumn",
            json_integer(report_char_column(s, p->line, p->end_col)));
    return o;
}

static json_t *
location_json(struct report *r, const struct place *p, const char *message)
{
    json_t *o = json_object(), *physical = json_object();
    set(physical, "artifactLocation", artifact_json(r, p->file));
    set(physical, "region", region_json(r, p));
    set(o, "physicalLocation", physical);
    if (message != NULL)
        set(o, "message", text_json(message));
    return o;
}

static json_t *
logical_json(const char *function, const char *py_name)
{
    json_t *o = json_object();
    set(o, "name", report_json_words(function));
    set_words(o, "fullyQualifiedName", py_name);
    set(o, "kind", json_string("function"));
    return list_of(o);
}

/* ---- the path -------------------------------------------------------- */

static json_t *
state_json(struct report *r, const struct finding *f,
           const struct finding_step *p)
{
    json_t *o = json_object();
    if (p->owned >= 0) {
        const char *name = f->name == NULL ? "reference" : f->name;
        set(o, paint_utf8(r->scratch, name),
            text_json(arena_printf(r->scratch, "owns %d", p->owned)));
    }
    if (p->exc != EXC_STATE_NONE)
        set(o, "exception",
            text_json(p->exc == EXC_STATE_SET ? "set" : "perhaps set"));
    return o;
}

static json_t *
step_json(struct report *r, const struct finding *f, size_t i)
{
    const struct finding_step *p = &f->steps[i];
    json_t *o = json_object();
    json_t *location = location_json(r, &p->place, p->message);
    if (p->function != NULL)
        set(location, "logicalLocations", logical_json(p->function, NULL));
    set(o, "location", location);
    set(o, "kinds", list_of(report_json_words(p->kind)));
    set(o, "executionOrder", json_integer((json_int_t)i + 1));
    set(o, "importance", json_string(p->key ? "essential" : "unimportant"));
    set(o, "state", state_json(r, f, p));
    return o;
}

/* GitHub takes so many and no more. */
static size_t
most(const struct report *r, size_t limit)
{
    return r->o.format == FORMAT_SARIF_GITHUB ? limit : SIZE_MAX;
}

static json_t *
flows_json(struct report *r, const struct finding *f)
{
    json_t *steps = json_array(), *thread = json_object(),
           *flow = json_object();
    for (size_t i = 0; i < f->n_steps; i++)
        if (f->steps[i].key || f->n_steps <= most(r, MAX_STEPS))
            if (json_array_size(steps) < most(r, MAX_STEPS))
                json_array_append_new(steps, step_json(r, f, i));
    set(thread, "locations", steps);
    set(flow, "threadFlows", list_of(thread));
    return list_of(flow);
}

static json_t *
related_json(struct report *r, const struct finding *f)
{
    json_t *list = json_array();
    for (size_t i = 0; i < f->n_also && i < most(r, MAX_RELATED); i++) {
        json_t *o = location_json(r, &f->also[i], "the same here");
        set(o, "id", json_integer((json_int_t)i + 1));
        json_array_append_new(list, o);
    }
    return list;
}

/* ---- results --------------------------------------------------------- */

static size_t
rule_index(struct report *r, const struct rule *rule)
{
    for (size_t i = 0; i < r->rules.n; i++) {
        if (strcmp(r->rules.v[i]->id, rule->id) == 0)
            return i;
    }
    VEC_PUSH(r->keep, &r->rules, rule);
    return r->rules.n - 1;
}

static json_t *
prints_json(struct report *r, const struct finding *f)
{
    json_t *o = json_object();
    struct source *s = report_source_get(r, f->place.file);
    arena *keep = r->o.source != NULL ? r->scratch : r->keep;
    set_words(o, "primaryLocationLineHash",
              report_github_print(keep, s, f->place.line));
    set_words(o, "refaudit/strict/1", f->strict);
    set_words(o, "refaudit/loose/1", f->loose);
    set_words(o, "refaudit/body/1", f->body);
    return o;
}

/* 32 hex digits in the form of a name-based UUID. */
static const char *
guid_of(arena *keep, const char *uid)
{
    if (strlen(uid) != 32)
        return NULL;
    return arena_printf(keep, "%.8s-%.4s-5%.3s-a%.3s-%.12s", uid, uid + 8,
                        uid + 13, uid + 17, uid + 20);
}

static bool
is_dismissed(const struct store_issue *issue)
{
    static const char *const against[] = {"false-positive", "intentional",
                                          "wont-fix"};
    for (size_t i = 0; i < sizeof against / sizeof *against; i++) {
        if (strcmp(issue->verdict, against[i]) == 0)
            return true;
    }
    return false;
}

static void
set_suppressions(json_t *result, const struct finding *f,
                 const struct store_issue *issue)
{
    json_t *list = json_array();
    if (f->suppressed != NULL || (issue != NULL && issue->suppressed)) {
        json_t *o = json_object();
        set(o, "kind",
            json_string(f->suppressor == SUPPRESSOR_COMMENT ? "inSource"
                                                            : "external"));
        set_words(o, "justification", f->suppressed);
        json_array_append_new(list, o);
    }
    if (issue != NULL && is_dismissed(issue)) {
        json_t *o = json_object();
        set(o, "kind", json_string("external"));
        set(o, "justification", report_json_words(issue->verdict));
        json_array_append_new(list, o);
    }
    set(result, "suppressions", list);
}

static void
set_issue(struct report *r, json_t *result, const struct store_issue *issue)
{
    set_words(result, "correlationGuid", guid_of(r->scratch, issue->uid));
    set(result, "baselineState",
        json_string(issue->is_new ? "new" : "unchanged"));
}

static json_t *
properties_json(struct report *r, const struct finding *f,
                const struct store_issue *issue)
{
    json_t *o = json_object();
    set(o, "id", report_json_words(report_id(r->scratch, f, issue)));
    set(o, "confidence", json_string(confidence_name(f->confidence)));
    set(o, "trigger", json_string(trigger_name(f->trigger)));
    set_words(o, "fix", f->fix);
    if (issue != NULL) {
        set(o, "evidence", report_json_words(issue->evidence));
        set(o, "verdict", report_json_words(issue->verdict));
    }
    return o;
}

/* GitHub would show what is suppressed as open. */
static bool
is_left_out(struct report *r, const struct finding *f,
            const struct store_issue *issue)
{
    if (f->suppressed != NULL)
        return true;
    if (issue != NULL &&
        (issue->suppressed || (is_dismissed(issue) && !issue->recheck)))
        return true;
    if (json_array_size(r->results) < MAX_RESULTS)
        return false;
    r->n_left++;
    return true;
}

void
report_sarif_finding(struct report *r, const struct finding *f,
                     const struct store_issue *issue)
{
    if (r->o.format == FORMAT_SARIF_GITHUB && is_left_out(r, f, issue))
        return;
    json_t *o = json_object();
    json_t *location = location_json(r, &f->place, NULL);
    if (f->function != NULL)
        set(location, "logicalLocations",
            logical_json(f->function, f->py_name));
    set(o, "ruleId", report_json_words(f->rule->id));
    set(o, "ruleIndex", json_integer((json_int_t)rule_index(r, f->rule)));
    set(o, "level", json_string(level_name(f->rule->level)));
    set(o, "message", text_json(f->message));
    set(o, "locations", list_of(location));
    if (f->n_steps > 0)
        set(o, "codeFlows", flows_json(r, f));
    if (f->n_also > 0)
        set(o, "relatedLocations", related_json(r, f));
    set(o, "partialFingerprints", prints_json(r, f));
    if (issue != NULL)
        set_issue(r, o, issue);
    if (issue != NULL || f->suppressed != NULL)
        set_suppressions(o, f, issue);
    set(o, "properties", properties_json(r, f, issue));
    json_array_append_new(r->results, o);
}

/* ---- rules ----------------------------------------------------------- */

static const char *
clipped(arena *keep, const char *s)
{
    const char *text = paint_utf8(keep, s);
    size_t n = strlen(text);
    if (n <= MAX_TEXT)
        return text;
    n = MAX_TEXT - 3;
    while (n > 0 && ((unsigned char)text[n] & 0xc0) == 0x80)
        n--;
    return arena_printf(keep, "%.*s...", (int)n, text);
}

static json_t *
tags_json(arena *keep, const char *tags)
{
    json_t *list = json_array();
    while (tags != NULL && *tags != '\0' && json_array_size(list) < MAX_TAGS) {
        tags += strspn(tags, " ");
        size_t n = strcspn(tags, " ");
        if (n > 0)
            json_array_append_new(
                list, report_json_words(arena_strndup(keep, tags, n)));
        tags += n;
    }
    return list;
}

/* This rule is a case of the weakness. */
static json_t *
cwe_json(arena *keep, int cwe)
{
    json_t *o = json_object(), *target = json_object(),
           *component = json_object();
    set(component, "name", json_string("CWE"));
    set(target, "id", json_string(arena_printf(keep, "%d", cwe)));
    set(target, "toolComponent", component);
    set(o, "target", target);
    set(o, "kinds", list_of(json_string("superset")));
    return list_of(o);
}

/* A rule from a database may be one that this program does not have. */
static const char *
help_of(const struct rule *rule)
{
    const struct rule *known = rule_find(rule->id);
    const char *help = known == NULL ? NULL : rule_help(known);
    return help == NULL || *help == '\0' ? rule->title : help;
}

static json_t *
rule_json(arena *keep, const struct rule *rule)
{
    json_t *o = json_object(), *level = json_object(), *more = json_object();
    const char *help = help_of(rule);
    set(o, "id", report_json_words(rule->id));
    set(o, "name", report_json_words(rule->slug));
    set(o, "shortDescription", text_json(clipped(keep, rule->title)));
    set(o, "fullDescription", text_json(clipped(keep, help)));
    set(o, "help", text_json(help));
    set(level, "level", json_string(level_name(rule->level)));
    set(o, "defaultConfiguration", level);
    if (rule->cwe != 0)
        set(o, "relationships", cwe_json(keep, rule->cwe));
    set(more, "tags", tags_json(keep, rule->tags));
    set(more, "problem.severity",
        json_string(rule->level == LEVEL_NOTE ? "recommendation"
                                              : level_name(rule->level)));
    set(o, "properties", more);
    return o;
}

static json_t *
tool_json(struct report *r, arena *keep)
{
    json_t *tool = json_object(), *driver = json_object(),
           *rules = json_array();
    for (size_t i = 0; i < r->rules.n; i++)
        json_array_append_new(rules, rule_json(keep, r->rules.v[i]));
    set(driver, "name", json_string("refaudit"));
    set(driver, "semanticVersion", json_string(REFAUDIT_VERSION));
    set(driver, "rules", rules);
    set(tool, "driver", driver);
    return tool;
}

static json_t *
taxonomies_json(struct report *r, arena *keep)
{
    json_t *o = json_object(), *taxa = json_array();
    for (size_t i = 0; i < r->rules.n; i++) {
        int cwe = r->rules.v[i]->cwe;
        bool seen = cwe == 0;
        for (size_t k = 0; k < i; k++)
            seen |= r->rules.v[k]->cwe == cwe;
        if (seen)
            continue;
        json_t *taxon = json_object();
        set(taxon, "id", json_string(arena_printf(keep, "%d", cwe)));
        json_array_append_new(taxa, taxon);
    }
    set(o, "name", json_string("CWE"));
    set(o, "organization", json_string("MITRE"));
    set(o, "taxa", taxa);
    return list_of(o);
}

/* ---- the run --------------------------------------------------------- */

static json_t *
gap_json(struct report *r, const struct report_gap *g)
{
    json_t *o = json_object(), *where = json_object(),
           *physical = json_object();
    struct text words = {.keep = r->scratch};
    text_printf(&words, "not analysed (%s)", g->status);
    if (g->function != NULL)
        text_printf(&words, ": %s()", g->function);
    if (g->reason != NULL && *g->reason != '\0')
        text_printf(&words, ": %s", g->reason);
    set(o, "level", json_string(g->function == NULL ? "error" : "warning"));
    set(o, "message", text_json(text_str(&words)));
    set(physical, "artifactLocation", artifact_json(r, g->file));
    set(where, "physicalLocation", physical);
    set(o, "locations", list_of(where));
    return o;
}

static json_t *
left_json(struct report *r)
{
    json_t *o = json_object();
    set(o, "level", json_string("warning"));
    set(o, "message",
        text_json(arena_printf(r->scratch,
                               "%zu more findings are left out: GitHub takes "
                               "%d, and 10 MB behind gzip",
                               r->n_left, MAX_RESULTS)));
    return o;
}

static json_t *
invocation_json(struct report *r, const struct report_run *run)
{
    json_t *o = json_object(), *gaps = json_array();
    bool good = run->exit_code == EXIT_CLEAN ||
                run->exit_code == EXIT_FINDINGS;
    set(o, "executionSuccessful", json_boolean(good));
    set(o, "exitCode", json_integer(run->exit_code));
    set_words(o, "commandLine", run->command_line);
    set_words(o, "startTimeUtc", run->started_at);
    for (size_t i = 0; i < run->n_gaps; i++)
        json_array_append_new(gaps, gap_json(r, &run->gaps[i]));
    if (r->n_left > 0)
        json_array_append_new(gaps, left_json(r));
    set(o, "toolExecutionNotifications", gaps);
    return list_of(o);
}

static void
set_run(struct report *r, json_t *out, const struct report_run *run)
{
    set(out, "invocations", invocation_json(r, run));
    if (run->target != NULL) {
        json_t *o = json_object();
        set(o, "id",
            report_json_words(
                arena_printf(r->scratch, "refaudit/%s/", run->target)));
        set(out, "automationDetails", o);
    }
    if (run->vcs_url != NULL) {
        json_t *o = json_object();
        set(o, "repositoryUri", report_json_words(run->vcs_url));
        set_words(o, "revisionId", run->vcs_rev);
        set(out, "versionControlProvenance", list_of(o));
    }
}

static json_t *
roots_json(void)
{
    json_t *o = json_object(), *root = json_object();
    set(root, "description", text_json("root of the analysed project"));
    set(o, "SRCROOT", root);
    return o;
}

/* The best come first, so that the end is what can be missed. */
static void
fit(struct report *r, json_t *run)
{
    size_t packed;
    while ((packed = report_packed_size(r->results, FLAGS)) > MAX_PACKED &&
           json_array_size(r->results) > 1) {
        size_t n = json_array_size(r->results);
        size_t keep = (size_t)((double)n * MAX_PACKED / (double)packed * .97);
        keep = keep < 1 ? 1 : keep < n ? keep : n - 1;
        for (size_t i = n; i > keep; i--)
            json_array_remove(r->results, i - 1);
        r->n_left += n - keep;
    }
    if (r->o.run != NULL)
        set(run, "invocations", invocation_json(r, r->o.run));
}

void
report_sarif_end(struct report *r)
{
    r->scratch = arena_new();
    json_t *log = json_object(), *run = json_object();
    set(run, "tool", tool_json(r, r->scratch));
    if (r->o.run != NULL)
        set_run(r, run, r->o.run);
    set(run, "originalUriBaseIds", roots_json());
    set(run, "taxonomies", taxonomies_json(r, r->scratch));
    set(run, "columnKind", json_string("unicodeCodePoints"));
    if (r->o.format == FORMAT_SARIF_GITHUB)
        fit(r, run);
    set(run, "results", r->results);
    set(log, "$schema",
        json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    set(log, "version", json_string("2.1.0"));
    set(log, "runs", list_of(run));
    report_json_write(r, log, FLAGS);
    report_puts(r, "\n");
    json_decref(log);
    arena_free(r->scratch);
    r->scratch = NULL;
}

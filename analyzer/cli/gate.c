#include "gate.h"

#include <ctype.h>
#include <fnmatch.h>
#include <string.h>

/* ---- rules ------------------------------------------------------------- */

bool
gate_pattern_matches(const char *pattern, const struct rule *r)
{
    size_t n = strlen(pattern);
    if (fnmatch(pattern, r->id, FNM_CASEFOLD) == 0 ||
        fnmatch(pattern, r->slug, 0) == 0 || strcmp(pattern, "all") == 0)
        return true;
    return n >= 3 && strncasecmp(pattern, r->id, n) == 0 &&
           isdigit((unsigned char)r->id[n]);
}

static bool
any_matches(const struct strings *patterns, const struct rule *r)
{
    for (size_t i = 0; i < patterns->n; i++)
        if (gate_pattern_matches(patterns->v[i], r))
            return true;
    return false;
}

bool
gate_rule_runs(const struct options *o, const struct rule *r)
{
    if (o->select.n > 0 && !any_matches(&o->select, r))
        return false;
    if (r->profile != NULL && o->select.n == 0 && o->profile != PROFILE_ALL &&
        ((o->profile != PROFILE_FT && o->profile != PROFILE_DECLARED) ||
         strcmp(r->profile, "ft") != 0))
        return false;
    return !any_matches(&o->ignore, r);
}

const char *
gate_pattern_fault(arena *keep, const char *pattern)
{
    struct strings names = {0};
    for (size_t i = 0; i < rule_count; i++) {
        if (gate_pattern_matches(pattern, rule_table[i]))
            return NULL;
        VEC_PUSH(keep, &names, rule_table[i]->id);
        VEC_PUSH(keep, &names, rule_table[i]->slug);
    }
    const char *near = suggest(pattern, names.v, names.n);
    return near == NULL
               ? arena_printf(keep, "no rule '%s'", pattern)
               : arena_printf(keep, "no rule '%s'; did you mean '%s'?",
                              pattern, near);
}

static bool
check_patterns(const struct options *o, const char *name,
               const struct strings *patterns)
{
    for (size_t i = 0; i < patterns->n; i++) {
        const char *fault = gate_pattern_fault(o->keep, patterns->v[i]);
        if (fault == NULL)
            continue;
        usage_error("%s: %s", name, fault);
        return false;
    }
    return true;
}

bool
gate_check_rules(const struct options *o)
{
    if (!check_patterns(o, "--select", &o->select) ||
        !check_patterns(o, "--ignore", &o->ignore))
        return false;
    for (size_t i = 0; i < rule_count; i++)
        if (gate_rule_runs(o, rule_table[i]))
            return true;
    usage_error("--select and --ignore leave no rule");
    return false;
}

/* Nobody asked for the rules of the profile: then only what is certain. */
static bool
is_asked_for(const struct options *o, const struct finding *f)
{
    return o->profile != PROFILE_DECLARED || f->rule->profile == NULL ||
           o->select.n > 0 || f->confidence == CONFIDENCE_CERTAIN;
}

void
gate_select(const struct options *o, struct harvest *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_findings; i++)
        if (gate_rule_runs(o, r->findings[i].rule) &&
            is_asked_for(o, &r->findings[i]))
            r->findings[n++] = r->findings[i];
    r->n_findings = n;
    n = 0;
    for (size_t i = 0; i < r->n_coverage; i++)
        if (gate_rule_runs(o, r->coverage[i].rule))
            r->coverage[n++] = r->coverage[i];
    r->n_coverage = n;
}

/* ---- findings ---------------------------------------------------------- */

bool
gate_shows(const struct options *o, const struct finding *f)
{
    return (int)f->confidence <= o->min_confidence &&
           (o->triggers & 1u << f->trigger) != 0;
}

bool
gate_shows_row(const struct options *o, const struct store_row *row)
{
    struct finding f = {.confidence = CONFIDENCE_POSSIBLE,
                        .trigger = TRIGGER_OUT_OF_MEMORY};
    while (f.confidence > CONFIDENCE_CERTAIN &&
           strcmp(confidence_name(f.confidence), row->confidence) != 0)
        f.confidence--;
    while (f.trigger > TRIGGER_ANY_CALL &&
           strcmp(trigger_name(f.trigger), row->trigger) != 0)
        f.trigger--;
    return gate_shows(o, &f);
}

bool
gate_fails(const struct options *o, const struct finding *f)
{
    return f->suppressed == NULL && gate_shows(o, f) &&
           o->fail_on != FAIL_ON_NEVER && (int)f->rule->level <= o->fail_on;
}

int
gate_rank(const struct finding *a, const struct finding *b)
{
    if (a->rule->level != b->rule->level)
        return a->rule->level < b->rule->level ? -1 : 1;
    if (a->confidence != b->confidence)
        return a->confidence < b->confidence ? -1 : 1;
    if (a->trigger != b->trigger)
        return a->trigger < b->trigger ? -1 : 1;
    int order = strcmp(a->place.file, b->place.file);
    if (order == 0)
        order = (a->place.line > b->place.line) -
                (a->place.line < b->place.line);
    if (order == 0)
        order = (a->place.col > b->place.col) - (a->place.col < b->place.col);
    return order != 0 ? order : strcmp(a->rule->id, b->rule->id);
}

/* ---- exit code --------------------------------------------------------- */

static const char *
plural(arena *keep, size_t n, const char *noun)
{
    return arena_printf(keep, "%zu %s%s", n, noun, n == 1 ? "" : "s");
}

int
gate_exit_code(arena *keep, const struct options *o, const struct verdicts *v,
               const char **why)
{
    *why = NULL;
    if (v->interrupted) {
        *why = "interrupted";
        return EXIT_INTERRUPTED;
    }
    if (v->broken) {
        *why = "not everything could be written or done, see above";
        return EXIT_INTERNAL;
    }
    if (v->failing > 0) {
        *why = arena_printf(keep, "%s at the gate%s",
                            plural(keep, v->failing, "finding"),
                            o->exit_zero ? " (--exit-zero)" : "");
        return o->exit_zero ? EXIT_CLEAN : EXIT_FINDINGS;
    }
    if (o->fail_on_improvement && v->improved > 0) {
        *why = arena_printf(keep,
                            "%s of the baseline fixed; 'refaudit baseline "
                            "prune' says so%s",
                            v->improved == 1 ? "an entry" : "entries",
                            o->exit_zero ? " (--exit-zero)" : "");
        return o->exit_zero ? EXIT_CLEAN : EXIT_FINDINGS;
    }
    if (v->analysed == 0) {
        *why = "nothing was analysed";
        return EXIT_INCOMPLETE;
    }
    if (v->gaps > (size_t)o->allow_incomplete) {
        *why = arena_printf(keep, "%s not analysed",
                            plural(keep, v->gaps, "file or function"));
        if (v->gaps != 1)
            *why = arena_printf(keep, "%zu files or functions not analysed",
                                v->gaps);
        return EXIT_INCOMPLETE;
    }
    return EXIT_CLEAN;
}

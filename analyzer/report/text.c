/* The format for people: what, where, the path, why, and what to do. */
#include "paint.h"

#include <string.h>

/* A contract of more columns is for `refaudit explain`. */
#define LONG_LINE 120

struct page {
    struct report *r;
    const struct finding *f;
    const struct store_issue *issue;
    struct text out;
};

static const struct report_style *
style_of(const struct page *p)
{
    return &p->r->o.style;
}

/* ---- the first two lines --------------------------------------------- */

static void
headline(struct page *p)
{
    const struct report_style *style = style_of(p);
    const struct finding *f = p->f;
    const struct rule *rule = f->rule;
    text_add(&p->out, paint_role(style, ROLE_PLACE));
    paint_safe(&p->out, style, f->file);
    text_printf(&p->out, ":%u:%u: %s%s%s: %s", f->place.line, f->place.col,
                paint_role(style, ROLE_PLAIN),
                paint_role(style, paint_level(rule->level)),
                level_name(rule->level), paint_role(style, ROLE_PLAIN));
    paint_safe(&p->out, style, f->message);
    text_printf(&p->out, "  %s[%s %s]%s  %s\n", paint_role(style, ROLE_DIM),
                rule->id, rule->slug, paint_role(style, ROLE_PLAIN),
                report_id(p->r->scratch, f, p->issue));
}

static void
part_begin(struct page *p, bool *first)
{
    if (*first)
        text_add(&p->out, "  ");
    else
        text_printf(&p->out, "  %s  ", paint_sign(style_of(p), "·", "-"));
    *first = false;
}

static void
part_verdict(struct page *p, bool *first)
{
    const struct store_issue *i = p->issue;
    if (strcmp(i->verdict, "unreviewed") == 0)
        return;
    part_begin(p, first);
    text_printf(&p->out, "verdict: %s",
                paint_words(p->r->scratch, i->verdict));
    if (strcmp(i->matched_by, "loose") == 0 ||
        strcmp(i->matched_by, "body") == 0)
        text_printf(&p->out, " (carried over, %s)", i->matched_by);
    if (i->recheck)
        text_add(&p->out, ", but the code has changed since");
}

static void
part_evidence(struct page *p, bool *first)
{
    const struct store_issue *i = p->issue;
    if (strcmp(i->evidence, "untested") == 0)
        return;
    part_begin(p, first);
    text_add(&p->out, paint_words(p->r->scratch, i->evidence));
    if (i->reached > 0)
        text_printf(&p->out, " %llu%s", (unsigned long long)i->reached,
                    paint_sign(style_of(p), "×", "x"));
}

static void
circumstances(struct page *p)
{
    bool first = true;
    const struct finding *f = p->f;
    const char *name = f->py_name != NULL ? f->py_name : f->function;
    if (name != NULL && *name != '\0') {
        part_begin(p, &first);
        text_add(&p->out, "in ");
        paint_safe(&p->out, style_of(p), name);
        text_add(&p->out, "()");
    }
    part_begin(p, &first);
    text_add(&p->out, confidence_name(f->confidence));
    part_begin(p, &first);
    text_printf(&p->out, "trigger: %s",
                paint_words(p->r->scratch, trigger_name(f->trigger)));
    if (p->issue != NULL) {
        part_evidence(p, &first);
        part_verdict(p, &first);
    }
    if (f->suppressed != NULL || (p->issue != NULL && p->issue->suppressed)) {
        part_begin(p, &first);
        text_add(&p->out, "suppressed");
    }
    if (f->suppressed != NULL) {
        text_add(&p->out, ": ");
        paint_safe(&p->out, style_of(p), f->suppressed);
    }
    text_add(&p->out, "\n");
}

/* ---- the lines below the path ---------------------------------------- */

static void
footer(struct page *p, const char *word, const char *text)
{
    text_printf(&p->out, "  %-8s ", word);
    paint_wrapped(&p->out, style_of(p), 11, text);
    text_add(&p->out, "\n");
}

/* What a fact says, and of whom: several functions may do the same. */
struct reason {
    const char *names, *words;
};

/* A fact is a contract line; one that is not is shown as it is. */
static struct reason
reason_of(struct page *p, symtab *syms, const char *fact)
{
    struct contract_error error;
    struct text words = {.keep = p->r->scratch}, names = words;
    const struct contract *c = contract_parse(p->r->scratch, syms, fact,
                                              &error);
    if (c == NULL)
        paint_safe(&words, style_of(p), fact);
    else {
        report_contract_short(&words, c);
        paint_safe(&names, style_of(p), c->name);
    }
    return (struct reason){text_str(&names), text_str(&words)};
}

static void
reasons_add(struct page *p, struct text *out, const struct reason *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            text_printf(out, " %s ", paint_sign(style_of(p), "·", "-"));
        if (*v[i].names != '\0')
            text_printf(out, "%s: ", v[i].names);
        text_add(out, v[i].words);
    }
}

static bool
fact_seen(const struct shown *v, size_t n, const char *fact)
{
    for (size_t i = 0; i < n; i++) {
        if (v[i].step->fact != NULL && strcmp(v[i].step->fact, fact) == 0)
            return true;
    }
    return false;
}

static void
because(struct page *p)
{
    size_t n;
    const struct shown *shown = report_shown(p->r, p->f, &n);
    symtab *syms = symtab_new(p->r->scratch);
    VEC(struct reason) v = {0};
    for (size_t i = 0; i < n; i++) {
        const char *fact = shown[i].step->fact;
        if (fact == NULL || *fact == '\0' || fact_seen(shown, i, fact))
            continue;
        struct reason one = reason_of(p, syms, fact);
        size_t k = 0;
        while (k < v.n && strcmp(v.v[k].words, one.words) != 0)
            k++;
        if (k == v.n)
            VEC_PUSH(p->r->scratch, &v, one);
        else
            v.v[k].names = arena_printf(p->r->scratch, "%s, %s", v.v[k].names,
                                        one.names);
    }
    struct text out = {.keep = p->r->scratch};
    reasons_add(p, &out, v.v, v.n);
    if (v.n > 0)
        footer(p, "because", text_str(&out));
}

/* What the finding rests on and nobody has written down: the line that
 * would have to be corrected. */
static void
model(struct page *p)
{
    size_t n;
    const struct shown *v = report_shown(p->r, p->f, &n);
    for (size_t i = 0; i < n; i++) {
        const char *fact = v[i].step->fact;
        if (fact == NULL || !str_ends(fact, FACT_INFERRED) ||
            fact_seen(v, i, fact))
            continue;
        struct text line = {.keep = p->r->scratch};
        size_t length = strlen(fact) - strlen(FACT_INFERRED);
        int name = (int)strcspn(fact, "(");
        bool elsewhere = length > LONG_LINE && p->r->o.hints & HINT_SHOW;
        text_printf(&line, "%.*s() is judged by its body; ", name, fact);
        if (elsewhere)
            text_printf(&line, "refaudit explain %.*s", name, fact);
        else
            text_add(&line, "if that is wrong, correct this line in a file "
                            "for --model:");
        footer(p, "model", text_str(&line));
        if (elsewhere)
            continue;
        text_printf(&p->out, "  %-8s ", "");
        paint_safe(&p->out, style_of(p),
                   arena_strndup(p->r->scratch, fact, length));
        text_add(&p->out, "\n");
    }
}

static void
also(struct page *p)
{
    const struct finding *f = p->f;
    struct text out = {.keep = p->r->scratch};
    if (f->n_also == 0)
        return;
    text_add(&out,
             f->n_also == 1 ? "the same at line " : "the same at lines ");
    for (size_t i = 0; i < f->n_also; i++) {
        if (i > 0)
            text_add(&out, ", ");
        if (strcmp(f->also[i].file, f->file) != 0) {
            paint_safe(&out, style_of(p), f->also[i].file);
            text_add(&out, ":");
        }
        text_printf(&out, "%u", f->also[i].line);
    }
    footer(p, "also", text_str(&out));
}

static void
fix(struct page *p, const char *id)
{
    if (p->f->fix == NULL || *p->f->fix == '\0')
        return;
    struct text out = {.keep = p->r->scratch};
    paint_safe(&out, style_of(p), p->f->fix);
    footer(p, "fix", text_str(&out));
    if (p->r->o.hints & HINT_FIX && *id != '\0')
        footer(p, "", arena_printf(p->r->scratch, "refaudit fix %s", id));
}

static void
more(struct page *p, const char *id)
{
    struct text out = {.keep = p->r->scratch};
    unsigned hints = p->r->o.hints;
    if (hints & HINT_EXPLAIN)
        text_printf(&out, "refaudit explain %s", p->f->rule->id);
    if (hints & HINT_TRIAGE && *id != '\0')
        text_printf(&out, "%snot a bug? refaudit triage %s",
                    out.n > 0 ? "     " : "", id);
    if (out.n > 0)
        text_printf(&p->out, "  %-8s %s\n", "more", text_str(&out));
}

void
report_text_finding(struct report *r, const struct finding *f,
                    const struct store_issue *issue)
{
    struct page p = {r, f, issue, {.keep = r->scratch}};
    const char *id = report_id(r->scratch, f, issue);
    bool first = report_first_of_rule(r, f->rule);
    if (r->n_findings > 0)
        text_add(&p.out, "\n");
    headline(&p);
    circumstances(&p);
    if (r->o.path != PATH_NONE) {
        text_add(&p.out, "\n");
        report_text_excerpt(r, &p.out, f);
        text_add(&p.out, "\n");
    }
    if (first)
        because(&p);
    model(&p);
    also(&p);
    fix(&p, id);
    if (first)
        more(&p, id);
    report_write(r, text_str(&p.out), p.out.n);
}

/* ---- gcc ------------------------------------------------------------- */

static void
gcc_place(struct text *out, const struct report_style *style,
          const struct place *p, const char *level)
{
    paint_safe(out, style, p->file);
    text_printf(out, ":%u:%u: %s: ", p->line, p->col, level);
}

/* Steps that only say that an earlier call went well tell an editor
 * nothing; they keep their numbers. */
static void
gcc_step(struct report *r, struct text *out, const struct finding *f,
         const struct shown *s, int owned)
{
    const struct finding_step *p = s->step;
    if (strcmp(p->kind, "assume") == 0 && p->owned == owned)
        return;
    gcc_place(out, &r->o.style, &p->place, "note");
    text_printf(out, "(%zu) ", s->number);
    paint_safe(out, &r->o.style, p->message);
    if (p->owned >= 0 && p->owned != owned && (p->owned > 0 || owned > 0)) {
        text_add(out, ": ");
        paint_safe(out, &r->o.style, f->name == NULL ? "it" : f->name);
        text_printf(out, " owns %d", p->owned);
    }
    text_add(out, "\n");
}

void
report_gcc_finding(struct report *r, const struct finding *f,
                   const struct store_issue *issue)
{
    (void)issue;
    size_t n;
    int owned = -1;
    struct text out = {.keep = r->scratch};
    const struct shown *v = report_shown(r, f, &n);
    gcc_place(&out, &r->o.style, &f->place, level_name(f->rule->level));
    paint_safe(&out, &r->o.style, f->message);
    text_printf(&out, " [%s]\n", f->rule->id);
    for (size_t i = 0; i < n; i++) {
        gcc_step(r, &out, f, &v[i], owned);
        owned = v[i].step->owned;
    }
    for (size_t i = 0; i < f->n_also; i++) {
        gcc_place(&out, &r->o.style, &f->also[i], "note");
        text_add(&out, "the same here\n");
    }
    report_write(r, text_str(&out), out.n);
}

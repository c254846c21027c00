/* Contracts and rules in plain words. */
#include "paint.h"

#include <string.h>

/* ---- results --------------------------------------------------------- */

static const char *
kind_words(arena *keep, sym kind)
{
    static const char *const blocks[] = {"mem", "raw", "obj", "gc", "malloc"};
    if (kind == NULL || strcmp(kind, "ref") == 0)
        return "reference";
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        if (strcmp(kind, blocks[i]) == 0)
            return arena_printf(keep, "block of memory (%s)", kind);
    }
    return kind;
}

static const char *
param_name(const struct contract *c, int i)
{
    return i >= 0 && (size_t)i < c->n_params ? c->params[i].name : "?";
}

static void
range_words(struct text *out, int64_t lo, int64_t hi)
{
    if (lo == hi)
        text_printf(out, "%lld", (long long)lo);
    else if (lo == INT64_MIN)
        text_printf(out, hi == -1 ? "a negative number" : "at most %lld",
                    (long long)hi);
    else if (hi == INT64_MAX)
        text_printf(out, lo == 1 ? "a positive number" : "at least %lld",
                    (long long)lo);
    else
        text_printf(out, "%lld to %lld", (long long)lo, (long long)hi);
}

static void
result_words(struct text *out, const struct contract *c,
             const struct outcome *o)
{
    switch (o->result) {
    case RESULT_VOID:
        text_add(out, "nothing");
        break;
    case RESULT_NEW:
        text_printf(out, "new %s", kind_words(out->keep, o->kind));
        break;
    case RESULT_FRESH:
        text_printf(out, "new %s that nobody else has yet",
                    kind_words(out->keep, o->kind));
        break;
    case RESULT_LENT:
        text_add(out, "borrowed reference");
        if (o->param >= 0)
            text_printf(out, ", alive as long as '%s' keeps it",
                        param_name(c, o->param));
        break;
    case RESULT_SAME:
        text_printf(out, "'%s' itself", param_name(c, o->param));
        break;
    case RESULT_INNER:
        text_printf(out, "pointer into memory of '%s'",
                    param_name(c, o->param));
        break;
    case RESULT_SLOT:
        text_printf(out, "address of item '%s' of '%s'",
                    param_name(c, o->index), param_name(c, o->param));
        break;
    case RESULT_NULL:
        text_add(out, "NULL");
        break;
    case RESULT_NONNULL:
        text_add(out, "a pointer that is not NULL");
        break;
    case RESULT_VALUE:
        text_add(out, "a value");
        break;
    case RESULT_RANGE:
        range_words(out, o->lo, o->hi);
        break;
    case RESULT_NOTZERO:
        text_add(out, "a number other than 0");
        break;
    case RESULT_NORETURN:
        text_add(out, "never returns");
        break;
    }
}

static void
exc_words(struct text *out, enum exc_effect exc)
{
    switch (exc) {
    case EXC_KEEP:
        break;
    case EXC_SET:
        text_add(out, " with an exception set");
        break;
    case EXC_MAYBE:
        text_add(out, ", perhaps with an exception set");
        break;
    case EXC_NONE:
        text_add(out, " with no exception set");
        break;
    }
}

static const char *
compare_sign(enum compare c)
{
    switch (c) {
    case COMPARE_EQ:
        return "==";
    case COMPARE_NE:
        return "!=";
    case COMPARE_LT:
        return "<";
    case COMPARE_GE:
        return ">=";
    }
    return "?";
}

static void
cond_words(struct text *out, const struct contract *c, const struct cond *k)
{
    switch (k->kind) {
    case COND_EXC:
        text_add(out, "an exception was set before");
        return;
    case COND_NOEXC:
        text_add(out, "no exception was set before");
        return;
    case COND_PARAM:
        text_printf(out, "%s%s %s ", k->cell ? "*" : "",
                    param_name(c, k->param), compare_sign(k->compare));
        if (k->null)
            text_add(out, "NULL");
        else
            text_printf(out, "%lld", (long long)k->number);
        return;
    }
}

static void
outcome_words(struct text *out, const struct contract *c,
              const struct outcome *o)
{
    result_words(out, c, o);
    exc_words(out, o->exc);
    for (size_t i = 0; i < o->n_conds; i++) {
        text_add(out, i == 0 ? ", if " : " and ");
        cond_words(out, c, &o->conds[i]);
    }
}

/* ---- arguments ------------------------------------------------------- */

/* What was stolen lives on in the first argument unless another is named, or
   in what is made of it. */
static void
holder_words(struct text *out, const struct contract *c, const struct param *p,
             const struct effect *e)
{
    int holder = e->other >= 0 ? e->other : 0;
    for (size_t i = 0; i < c->n_outcomes && e->other < 0; i++)
        if (c->outcomes[i].result == RESULT_NEW ||
            c->outcomes[i].result == RESULT_FRESH)
            return;
    if (&c->params[holder] != p)
        text_printf(out, ", which '%s' then holds", param_name(c, holder));
}

static void
runs_words(struct text *out, const struct contract *c, const struct effect *e)
{
    if (e->other >= 0)
        text_printf(out, "is called at the end to free '%s'",
                    param_name(c, e->other));
    else if (strcmp(e->kind, "jump") == 0)
        text_add(out, "says where the call goes on");
    else
        text_add(out, "is called later, without an attached thread state");
}

/* What becomes of *arg. */
static void
cell_words(struct text *out, const struct contract *c, const struct param *p,
           const struct effect *e)
{
    const char *kind = kind_words(out->keep, e->kind);
    bool inner = strcmp(e->kind, "inner") == 0;
    if (e->verb == VERB_GIVES)
        text_printf(out, "*%s becomes a new %s", p->name, kind);
    else if (e->verb == VERB_PAIRS)
        text_printf(out, "%s[0] and %s[1] become a new %s each", p->name,
                    p->name, kind);
    else if (e->verb == VERB_LENDS)
        text_printf(out, "*%s becomes a %s%s", p->name,
                    inner ? "pointer into the object" : "borrowed ",
                    inner ? "" : kind);
    else if (e->verb == VERB_REPLACES)
        text_printf(out, "the %s in *%s is released and a new one put there",
                    kind, p->name);
    else if (e->verb == VERB_CLEARS)
        text_printf(out, "the %s in *%s, if any, is released and *%s is NULL",
                    kind, p->name, p->name);
    else
        text_printf(out,
                    e->verb == VERB_NULLS ? "*%s becomes NULL"
                                          : "*%s is overwritten",
                    p->name);
    if (e->verb == VERB_LENDS && e->other >= 0)
        text_printf(out, " of '%s'", param_name(c, e->other));
}

static void
effect_words(struct text *out, const struct contract *c, const struct param *p,
             const struct effect *e)
{
    const char *kind = kind_words(out->keep, e->kind);
    switch (e->verb) {
    case VERB_NULL:
        text_add(out, "may be NULL");
        break;
    case VERB_STEALS:
        text_printf(out, "takes over one %s of the caller", kind);
        holder_words(out, c, p, e);
        break;
    case VERB_RELEASES:
        text_printf(out, "releases one %s of the caller", kind);
        break;
    case VERB_ACQUIRES:
        text_printf(out, "gives the caller one more %s", kind);
        break;
    case VERB_RETAINS:
        text_printf(out, "keeps a %s of its own", kind);
        break;
    case VERB_CHANGES:
        text_add(out,
                 e->other < 0 ? "may lose its items" : "may lose the item");
        if (e->other >= 0)
            text_printf(out, " of '%s'", param_name(c, e->other));
        break;
    case VERB_RUNS:
        runs_words(out, c, e);
        break;
    case VERB_ESCAPES:
        text_add(out, "is passed on to where it cannot be followed");
        break;
    case VERB_GIVES:
    case VERB_PAIRS:
    case VERB_LENDS:
    case VERB_REPLACES:
    case VERB_CLEARS:
    case VERB_NULLS:
    case VERB_FILLS:
        cell_words(out, c, p, e);
        break;
    case VERB_COUNT:
        break;
    }
}

/* Outcomes of the wanted sort as a set of bits. */
static uint32_t
outcome_set(const struct contract *c, bool failures)
{
    uint32_t set = 0;
    for (size_t i = 0; i < c->n_outcomes; i++) {
        if (contract_outcome_fails(&c->outcomes[i]) == failures)
            set |= (uint32_t)1 << i;
    }
    return set;
}

/* Remembers the words; false when they came before. */
static bool
is_first(struct text *seen, const char *words)
{
    const char *line = arena_printf(seen->keep, "\n%s\n", words);
    if (strstr(text_str(seen), line) != NULL)
        return false;
    text_add(seen, line);
    return true;
}

static void
when_words(struct text *out, const struct contract *c, uint32_t when)
{
    uint32_t ok = outcome_set(c, false), fail = outcome_set(c, true);
    when &= ok | fail;
    if (when == (ok | fail))
        return;
    if (when == ok || when == fail) {
        text_add(out, when == ok ? ", on success only" : ", on failure only");
        return;
    }
    const char *link = ", only when it returns ";
    struct text seen = {.keep = out->keep};
    for (size_t i = 0; i < c->n_outcomes; i++) {
        struct text words = {.keep = out->keep};
        result_words(&words, c, &c->outcomes[i]);
        if ((when >> i & 1) == 0 || !is_first(&seen, text_str(&words)))
            continue;
        text_printf(out, "%s%s", link, text_str(&words));
        link = " or ";
    }
}

static void
param_words(struct text *out, const struct contract *c, const struct param *p)
{
    for (size_t i = 0; i < p->n_effects; i++) {
        if (i > 0)
            text_add(out, "; ");
        effect_words(out, c, p, &p->effects[i]);
        when_words(out, c, p->effects[i].when);
    }
}

/* ---- in one line ----------------------------------------------------- */

/* What matters to the caller's references: no conditions, no arguments that
 * are only looked at. */
void
report_contract_short(struct text *out, const struct contract *c)
{
    const char *link = "";
    struct text seen = {.keep = out->keep};
    for (size_t i = 0; i < c->n_outcomes; i++) {
        struct text words = {.keep = out->keep};
        result_words(&words, c, &c->outcomes[i]);
        exc_words(&words, c->outcomes[i].exc);
        if (c->outcomes[i].result == RESULT_VOID ||
            !is_first(&seen, text_str(&words)))
            continue;
        text_printf(out, "%s%s", link, text_str(&words));
        link = ", or ";
    }
    link = out->n > 0 ? "; " : "";
    for (size_t i = 0; i < c->n_params; i++) {
        const struct param *p = &c->params[i];
        for (size_t k = 0; k < p->n_effects; k++) {
            enum verb verb = p->effects[k].verb;
            if (verb == VERB_NULL || verb == VERB_ESCAPES)
                continue;
            text_printf(out, "%s%s: ", link, p->name);
            effect_words(out, c, p, &p->effects[k]);
            when_words(out, c, p->effects[k].when);
            link = "; ";
        }
    }
}

/* ---- whole ----------------------------------------------------------- */

struct sheet {
    const struct report_style *style;
    struct text out;
    size_t indent; /* of the second column */
};

static void
sheet_line(struct sheet *s, const char *head, const char *text)
{
    struct text safe = {.keep = s->out.keep};
    paint_safe(&safe, s->style, text);
    text_printf(&s->out, "  %s%-*s%s", paint_role(s->style, ROLE_PLACE),
                (int)(s->indent - 2), head, paint_role(s->style, ROLE_PLAIN));
    paint_wrapped(&s->out, s->style, s->indent, text_str(&safe));
    text_add(&s->out, "\n");
}

static void
sheet_flush(struct sheet *s, FILE *out)
{
    fwrite(text_str(&s->out), 1, s->out.n, out);
    arena_free(s->out.keep);
}

static const char *
signature(arena *keep, const struct contract *c)
{
    struct text out = {.keep = keep};
    text_printf(&out, "%s(", c->name);
    for (size_t i = 0; i < c->n_params; i++)
        text_printf(&out, "%s%s", i > 0 ? ", " : "", c->params[i].name);
    text_add(&out, ")");
    return text_str(&out);
}

static void
explain_params(struct sheet *s, const struct contract *c)
{
    for (size_t i = 0; i < c->n_params; i++) {
        struct text words = {.keep = s->out.keep};
        if (c->params[i].n_effects == 0)
            continue;
        param_words(&words, c, &c->params[i]);
        sheet_line(s, c->params[i].name, text_str(&words));
    }
}

static void
explain_outcomes(struct sheet *s, const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++) {
        struct text words = {.keep = s->out.keep};
        outcome_words(&words, c, &c->outcomes[i]);
        sheet_line(s, i == 0 ? "returns" : "or", text_str(&words));
    }
}

static void
explain_causes(struct sheet *s, unsigned fails)
{
    static const struct {
        enum cause cause;
        const char *words;
    } causes[] = {
        {CAUSE_ALLOC, "memory runs out"},
        {CAUSE_TYPE, "an argument has the wrong type"},
        {CAUSE_VALUE, "an argument is out of range or missing"},
        {CAUSE_USER, "Python code that it runs raises"},
        {CAUSE_OS, "the system or a library refuses"},
        {CAUSE_EARLY, "what it asks for was not made yet"},
        {CAUSE_NEVER, "never"},
    };
    struct text words = {.keep = s->out.keep};
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++) {
        if (fails & causes[i].cause)
            text_printf(&words, "%s%s", words.n > 0 ? "; " : "",
                        causes[i].words);
    }
    if (words.n > 0)
        sheet_line(s, "fails", text_str(&words));
}

static void
explain_types(struct sheet *s, unsigned makes)
{
    static const struct {
        unsigned types;
        const char *words;
    } types[] = {
        {OBJECT_WHOLE, "int"},
        {OBJECT_INT, "int that fits into C, or bool"},
        {OBJECT_FLOAT, "float"},
        {OBJECT_COMPLEX, "complex"},
        {OBJECT_TEXT, "str"},
        {OBJECT_STR, "str that UTF-8 can encode"},
        {OBJECT_BYTES, "bytes"},
        {OBJECT_BYTEARRAY, "bytearray"},
        {OBJECT_LIST, "list"},
        {OBJECT_TUPLE, "tuple"},
        {OBJECT_DICT, "dict"},
        {OBJECT_SET, "set or frozenset"},
        {OBJECT_CAPSULE, "capsule"},
        {OBJECT_MODULE, "module"},
        {OBJECT_DERIVED, "an instance of a subclass"},
    };
    struct text words = {.keep = s->out.keep};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if ((makes & types[i].types) != types[i].types)
            continue;
        makes &= ~types[i].types;
        text_printf(&words, "%s%s", words.n > 0 ? ", or " : "",
                    types[i].words);
    }
    if (words.n > 0)
        sheet_line(s, "makes", text_str(&words));
}

static const char *
thread_words(enum thread_effect thread)
{
    switch (thread) {
    case THREAD_NEEDED:
        return "the caller must be attached (hold the GIL)";
    case THREAD_ANY:
        return "may be called without the GIL";
    case THREAD_DETACHES:
        return "detaches the thread: the GIL is released";
    case THREAD_ATTACHES:
        return "attaches the thread: the GIL is held afterwards";
    }
    return "";
}

static void
explain_versions(struct sheet *s, const struct contract *c)
{
    struct text words = {.keep = s->out.keep};
    if (c->since.major != 0)
        text_printf(&words, "since %d.%d", c->since.major, c->since.minor);
    if (c->until.major != 0)
        text_printf(&words, "%suntil %d.%d", words.n > 0 ? ", " : "",
                    c->until.major, c->until.minor);
    if (words.n > 0)
        sheet_line(s, "Python", text_str(&words));
}

static void
explain_proof(struct sheet *s, const struct contract *c)
{
    struct text words = {.keep = s->out.keep};
    struct proof proof;
    if (!contract_proof(s->out.keep, c, &proof))
        return;
    if (proof.changed)
        text_add(&words, "not proved: the contract is not the one audited");
    else if (proof.versions == NULL)
        text_printf(&words, "not proved: %s", proof.clauses);
    else
        text_printf(&words, "proved on Python %s: %s", proof.versions,
                    proof.clauses);
    sheet_line(s, "audit", text_str(&words));
}

static size_t
widest_name(const struct contract *c)
{
    size_t width = strlen("contract");
    for (size_t i = 0; i < c->n_params; i++) {
        size_t n = strlen(c->params[i].name);
        if (n > width && n < 24)
            width = n;
    }
    return width;
}

/* A note is wrapped to the width of the terminal, not to that of its file. */
static const char *
one_line(arena *keep, const char *note)
{
    char *line = arena_strdup(keep, note);
    for (char *at = line; (at = strchr(at, '\n')) != NULL;)
        *at = ' ';
    return line;
}

/* What the outcomes do to the thread state, where they differ. */
static void
explain_turns(struct sheet *s, const struct contract *c)
{
    static const char *const words[] = {
        [TURN_NONE] = "leaves the thread as it is",
        [TURN_DETACHES] = "detaches it",
        [TURN_ATTACHES] = "attaches it",
        [TURN_UNKNOWN] = "may do either",
    };
    for (size_t i = 0; c->thread_mixed && i < c->n_outcomes; i++)
        sheet_line(s, "",
                   arena_printf(s->out.keep, "outcome %zu %s", i + 1,
                                words[c->outcomes[i].turn]));
}

void
report_explain_contract(FILE *out, const struct report_style *style,
                        const struct contract *c)
{
    arena *keep = arena_new();
    struct sheet s = {style, {.keep = keep}, widest_name(c) + 4};
    text_printf(&s.out, "%s%s%s\n\n", paint_role(style, ROLE_PLACE),
                signature(keep, c), paint_role(style, ROLE_PLAIN));
    explain_params(&s, c);
    explain_outcomes(&s, c);
    explain_types(&s, c->makes);
    if (c->utf8)
        sheet_line(&s, "text", "is UTF-8");
    explain_causes(&s, c->fails);
    if (c->calls)
        sheet_line(&s, "runs",
                   "may run Python code: containers may change and what was "
                   "borrowed from them may be gone afterwards");
    sheet_line(&s, "thread", thread_words(c->thread));
    explain_turns(&s, c);
    explain_versions(&s, c);
    if (c->format != NULL)
        sheet_line(&s, "format",
                   arena_printf(keep, "'%s' decides what the arguments are",
                                param_name(c, c->format_param)));
    if (c->note != NULL && *c->note != '\0')
        sheet_line(&s, "note", one_line(keep, c->note));
    sheet_line(&s, "contract", contract_print(keep, c));
    explain_proof(&s, c);
    if (c->where != NULL)
        sheet_line(&s, "from", c->where);
    sheet_flush(&s, out);
}

/* ---- rules ----------------------------------------------------------- */

static void
add_indented(struct text *out, const char *s, const char *indent)
{
    while (*s != '\0') {
        size_t n = strcspn(s, "\n");
        text_add(out, n > 0 ? indent : "");
        text_add_n(out, s, n);
        text_add(out, "\n");
        s += n;
        s += *s == '\n';
    }
}

void
report_explain_rule(FILE *out, const struct report_style *style,
                    const struct rule *r)
{
    arena *keep = arena_new();
    struct sheet s = {style, {.keep = keep}, 13};
    const char *help = rule_help(r), *example = rule_example(r);
    text_printf(&s.out, "%s%s %s%s: %s\n\n", paint_role(style, ROLE_PLACE),
                r->id, r->slug, paint_role(style, ROLE_PLAIN), r->title);
    sheet_line(&s, "level", level_name(r->level));
    if (r->cwe != 0)
        sheet_line(&s, "CWE", arena_printf(keep, "%d", r->cwe));
    if (r->tags != NULL && *r->tags != '\0')
        sheet_line(&s, "tags", r->tags);
    if (r->since != NULL)
        sheet_line(&s, "since", arena_printf(keep, "refaudit %s", r->since));
    if (help != NULL && *help != '\0') {
        text_add(&s.out, "\n");
        add_indented(&s.out, help, "");
    }
    if (example != NULL && *example != '\0') {
        text_add(&s.out, "\nExample:\n\n");
        add_indented(&s.out, example, "    ");
    }
    sheet_flush(&s, out);
}

/* One contract: a recursive descent over its characters.
 *
 * Effects may name parameters and outcomes that come later in the line, so
 * they are read into `draft` structs first and resolved at the end.
 *
 * In a list of whens, a word after a comma would be the next parameter;
 * only numbers, comparisons, positions and NULL go on with the list.
 */
#include "parser.h"

#include <string.h>

/* ---- parameters and effects --------------------------------------------- */

static bool
parse_position(struct parser *p, struct when *w)
{
    w->kind = WHEN_POSITION;
    p->at++;
    return parse_digits(p, false, &w->position);
}

static bool
parse_when_word(struct parser *p, struct span word, struct when *w)
{
    enum takes takes;
    if (span_is(word, "ok") || span_is(word, "fail")) {
        w->kind = *word.s == 'o' ? WHEN_OK : WHEN_FAIL;
        p->at += word.n;
        return true;
    }
    if (word_find(return_words, word.s, word.n) == NULL)
        return parser_unknown_word(p, "outcome", when_words, word);
    return parse_return_head(p, &w->literal, &takes);
}

static bool
parse_when_kind(struct parser *p, struct when *w)
{
    enum takes takes;
    bool position = parser_at_position(p);
    struct span word = {p->at, 0};
    if (!position)
        word = parser_peek_word(p);
    w->at = p->at;
    if (position)
        return parse_position(p, w);
    if (word.n > 0)
        return parse_when_word(p, word, w);
    if (parser_at_number(p) || parser_at_any(p, "<>!"))
        return parse_return_head(p, &w->literal, &takes);
    return parser_expected(p, "an outcome: ok, fail, a return or #position");
}

/* Whether a comma at the cursor goes on with the list of whens. */
static bool
whens_go_on(struct parser *p)
{
    const char *comma = p->at;
    if (!parser_take(p, ","))
        return false;
    bool on = parser_at_position(p) || parser_at_number(p) ||
              span_is(parser_peek_word(p), "NULL") || parser_at_any(p, "<>!");
    p->at = comma;
    return on;
}

static bool
parse_whens(struct parser *p, struct whens *whens)
{
    if (!parser_take(p, "@"))
        return true;
    if (parser_peek(p) == '#' && !parser_at_position(p))
        return parser_fail(p, p->at, "'#' needs the number of an outcome");
    do {
        struct when w = {.kind = WHEN_LITERAL};
        if (!parse_when_kind(p, &w))
            return false;
        VEC_PUSH(p->keep, whens, w);
    } while (whens_go_on(p) && parser_take(p, ","));
    return true;
}

static bool
parse_effect_name(struct parser *p, const struct word *verb,
                  struct draft_effect *e)
{
    parser_skip(p);
    const char *at = p->at;
    if (!parser_take(p, "("))
        return true;
    if (!(verb->takes & TAKES_MAYBE_NAME))
        return parser_fail(p, at, "'%s' takes no name in parentheses",
                           verb->name);
    e->other = parser_take_word(p);
    if (e->other.n == 0)
        return parser_expected(p, "the name of a parameter");
    return parser_expect(p, ")", "')'");
}

static bool
parse_effect(struct parser *p, struct draft_param *param)
{
    struct draft_effect e = {.effect.other = -1};
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(p, "a verb");
    const struct word *verb = word_find(verb_words, w.s, w.n);
    if (verb == NULL)
        return parser_unknown_word(p, "verb", verb_words, w);
    e.effect.verb = (enum verb)verb->value;
    parser_skip(p);
    if (parser_peek(p) == '.' && !(verb->takes & TAKES_KIND))
        return parser_fail(p, p->at, "'%s' takes no kind", verb->name);
    if (!parse_kind(p, &e.effect.kind) || !parse_effect_name(p, verb, &e) ||
        !parse_whens(p, &e.whens))
        return false;
    VEC_PUSH(p->keep, &param->effects, e);
    return true;
}

static bool
parse_param_head(struct parser *p, struct draft_param *param)
{
    parser_skip(p);
    const char *at = p->at;
    if (p->params.n > 0 &&
        strcmp(p->params.v[p->params.n - 1].name, "...") == 0)
        return parser_fail(p, at, "'...' must be the last parameter");
    struct span w = {at, 3};
    if (!parser_take(p, "...")) {
        w = parser_take_word(p);
        if (w.n == 0)
            return parser_expected(p, "the name of a parameter or '...'");
    }
    if (parser_param_index(p, w) >= 0)
        return parser_fail(p, w.s, "two parameters are named '%.*s'", (int)w.n,
                           w.s);
    param->name = sym_intern_n(p->reader->syms, w.s, w.n);
    return true;
}

static bool
parse_param(struct parser *p)
{
    struct draft_param param = {0};
    if (!parse_param_head(p, &param))
        return false;
    bool has_effects = parser_take(p, ":");
    if (has_effects) {
        do {
            if (!parse_effect(p, &param))
                return false;
        } while (parser_take(p, "+"));
    }
    VEC_PUSH(p->keep, &p->params, param);
    parser_skip(p);
    if (parser_peek(p) == ',' || parser_peek(p) == ')')
        return true;
    return parser_expected(p, has_effects ? "'+', ',' or ')'"
                                          : "':', ',' or ')'");
}

static bool
parse_params(struct parser *p)
{
    if (!parser_expect(p, "(", "'(' after the name of the function"))
        return false;
    if (parser_take(p, ")"))
        return true;
    do {
        if (!parse_param(p))
            return false;
    } while (parser_take(p, ","));
    return parser_expect(p, ")", "')'");
}

/* ---- which outcomes ---- */

static bool
when_holds(const struct when *w, const struct outcome *o, size_t i)
{
    switch (w->kind) {
    case WHEN_OK:
        return !contract_outcome_fails(o);
    case WHEN_FAIL:
        return contract_outcome_fails(o);
    case WHEN_LITERAL:
        return outcome_reads_like(&w->literal, o);
    case WHEN_POSITION:
        return w->position == (int64_t)i + 1;
    }
    return false;
}

static bool
useless_when(struct parser *p, const struct when *w, uint32_t mask)
{
    bool all_fail = (w->kind == WHEN_FAIL) == (mask != 0);
    switch (w->kind) {
    case WHEN_OK:
    case WHEN_FAIL:
        return parser_fail(p, w->at,
                           all_fail ? "every outcome is a failure"
                                    : "no outcome is a failure: mark "
                                      "failures with '!'");
    case WHEN_LITERAL:
        return parser_fail(p, w->at, "no outcome reads like this");
    case WHEN_POSITION:
        return parser_fail(p, w->at,
                           "there is no outcome #%lld, the last is #%zu",
                           (long long)w->position, p->outcomes.n);
    }
    return false;
}

static uint32_t
all_outcomes(const struct parser *p)
{
    return UINT32_MAX >> (CONTRACT_MAX_OUTCOMES - p->outcomes.n);
}

static bool
resolve_when(struct parser *p, const struct when *w, uint32_t *mask)
{
    uint32_t bits = 0;
    for (size_t i = 0; i < p->outcomes.n; i++)
        if (when_holds(w, &p->outcomes.v[i], i))
            bits |= UINT32_C(1) << i;
    *mask |= bits;
    bool by_failure = w->kind == WHEN_OK || w->kind == WHEN_FAIL;
    if (bits == 0 || (by_failure && bits == all_outcomes(p)))
        return useless_when(p, w, bits);
    return true;
}

static bool
resolve_whens(struct parser *p, const struct whens *whens, uint32_t *when)
{
    *when = whens->n == 0 ? WHEN_ALWAYS : 0;
    for (size_t i = 0; i < whens->n; i++)
        if (!resolve_when(p, &whens->v[i], when))
            return false;
    if (*when == all_outcomes(p))
        *when = WHEN_ALWAYS;
    return true;
}

/* The outcomes are read by the time that the attributes are. */
static bool
parse_attr_whens(struct parser *p, uint32_t *when)
{
    struct whens whens = {0};
    return parse_whens(p, &whens) && resolve_whens(p, &whens, when);
}

/* ---- attributes --------------------------------------------------------- */

static bool
parse_version(struct parser *p, struct version *v)
{
    int64_t major, minor;
    if (!parser_expect(p, "(", "'(' and a version like 3.12"))
        return false;
    parser_skip(p);
    const char *at = p->at;
    if (!parse_digits(p, false, &major) ||
        !parser_expect(p, ".", "'.' and the minor version") ||
        !parse_digits(p, false, &minor))
        return false;
    if (major < 1 || major > 99 || minor > 999)
        return parser_fail(p, at, "this is no version of Python");
    *v = (struct version){(int)major, (int)minor};
    return parser_expect(p, ")", "')'");
}

static bool
parse_cause(struct parser *p)
{
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(
            p, "a cause (alloc, type, value, user, os, early, never)");
    const struct word *cause = word_find(cause_words, w.s, w.n);
    if (cause == NULL)
        return parser_unknown_word(p, "cause", cause_words, w);
    unsigned all = p->c->fails | (unsigned)cause->value;
    if ((all & CAUSE_NEVER) && all != CAUSE_NEVER)
        return parser_fail(p, w.s, "'never' goes with no other cause");
    p->c->fails = all;
    return true;
}

static bool
parse_list(struct parser *p, bool (*parse_item)(struct parser *),
           const char *what)
{
    if (!parser_expect(p, "(", what))
        return false;
    do {
        if (!parse_item(p))
            return false;
    } while (parser_take(p, ","));
    return parser_expect(p, ")", "',' or ')'");
}

static bool
parse_format(struct parser *p)
{
    if (!parser_expect(p, "(", "'(' and a format family"))
        return false;
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(p,
                               "a format family (parse, parsekw, build, call, "
                               "unicode, unpack, objects, pack)");
    if (word_find(family_words, w.s, w.n) == NULL)
        return parser_unknown_word(p, "format family", family_words, w);
    p->c->format = sym_intern_n(p->reader->syms, w.s, w.n);
    return parser_expect(p, ",", "',' and the parameter that is the format") &&
           parse_param_name(p, &p->c->format_param) &&
           parser_expect(p, ")", "')'");
}

static bool
set_thread(struct parser *p, struct span w, enum thread_effect thread)
{
    if (p->c->thread != THREAD_NEEDED)
        return parser_fail(p, w.s,
                           "only one of anythread, detaches and attaches "
                           "can be true");
    p->c->thread = thread;
    return true;
}

static bool
parse_type(struct parser *p)
{
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(p, "a built-in type (int, str, list...)");
    const struct word *type = word_find(type_words, w.s, w.n);
    if (type == NULL)
        return parser_unknown_word(p, "type", type_words, w);
    p->c->makes |= (unsigned)type->value;
    return true;
}

/* What some of the outcomes do to it. */
static bool
parse_turn(struct parser *p, struct span w, enum turn turn)
{
    uint32_t when;
    if (!parse_attr_whens(p, &when))
        return false;
    if (when == WHEN_ALWAYS)
        return set_thread(
            p, w, turn == TURN_DETACHES ? THREAD_DETACHES : THREAD_ATTACHES);
    for (size_t i = 0; i < p->outcomes.n; i++) {
        if ((when >> i & 1) == 0)
            continue;
        if (p->outcomes.v[i].turn != TURN_NONE)
            return parser_fail(p, w.s, "outcome #%zu cannot do both", i + 1);
        p->outcomes.v[i].turn = turn;
    }
    p->c->thread_mixed = true;
    return true;
}

static bool
parse_hold(struct parser *p, struct hold *h)
{
    parser_skip(p);
    if (parser_peek(p) != '.')
        return parser_expected(p, "'.' and a kind");
    return parse_kind(p, &h->kind) && parse_attr_whens(p, &h->when);
}

/* calls, or calls(keys) and the like. */
static bool
parse_calls(struct parser *p)
{
    p->c->calls = true;
    if (!parser_take(p, "("))
        return true;
    struct span w = parser_take_word(p);
    const struct word *what = word_find(seldom_words, w.s, w.n);
    if (what == NULL)
        return parser_expected(p, "'keys', 'numbers' or 'codecs'");
    p->c->seldom = (enum seldom)what->value;
    return parser_expect(p, ")", "')'");
}

static bool
parse_attr_rest(struct parser *p, struct span w, enum attr attr)
{
    switch (attr) {
    case ATTR_UNSTABLE:
        p->c->unstable = true;
        return true;
    case ATTR_CALLS:
        return parse_calls(p);
    case ATTR_DETACHES:
        return parse_turn(p, w, TURN_DETACHES);
    case ATTR_ATTACHES:
        return parse_turn(p, w, TURN_ATTACHES);
    case ATTR_ANYTHREAD:
        return set_thread(p, w, THREAD_ANY);
    case ATTR_SINCE:
        return parse_version(p, &p->c->since);
    case ATTR_UNTIL:
        return parse_version(p, &p->c->until);
    case ATTR_FAILS:
        return parse_list(p, parse_cause, "'(' and a cause");
    case ATTR_FORMAT:
        return parse_format(p);
    case ATTR_ENTERS:
        return parse_hold(p, &p->c->enters);
    case ATTR_LEAVES:
        return parse_hold(p, &p->c->leaves);
    case ATTR_UTF8:
        p->c->utf8 = true;
        return true;
    case ATTR_MAKES:
        return parse_list(p, parse_type, "'(' and a type");
    }
    return false;
}

static bool
parse_attr(struct parser *p)
{
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(
            p, "an attribute (calls, since(X.Y)...) or the end "
               "of the line");
    const struct word *attr = word_find(attr_words, w.s, w.n);
    if (attr == NULL)
        return parser_unknown_word(p, "attribute", attr_words, w);
    if (p->attrs & 1u << attr->value)
        return parser_fail(p, w.s, "'%s' is said twice", attr->name);
    p->attrs |= 1u << attr->value;
    if (!parse_attr_rest(p, w, (enum attr)attr->value))
        return false;
    if (p->c->since.major > 0 && p->c->until.major > 0 &&
        version_is_before(p->c->until, p->c->since))
        return parser_fail(p, w.s, "until() lies before since()");
    return true;
}

/* ---- resolving ---------------------------------------------------------- */

static bool
resolve_effect(struct parser *p, const struct draft_effect *draft,
               struct effect *e)
{
    *e = draft->effect;
    if (draft->other.s != NULL &&
        !parser_resolve_param(p, draft->other, &e->other))
        return false;
    return resolve_whens(p, &draft->whens, &e->when);
}

static bool
resolve(struct parser *p)
{
    struct param *params = ARENA_ARRAY(p->keep, struct param, p->params.n);
    for (size_t i = 0; i < p->params.n; i++) {
        const struct draft_param *draft = &p->params.v[i];
        size_t n = draft->effects.n;
        struct effect *effects = ARENA_ARRAY(p->keep, struct effect, n);
        for (size_t j = 0; j < n; j++)
            if (!resolve_effect(p, &draft->effects.v[j], &effects[j]))
                return false;
        params[i] = (struct param){
            .name = draft->name, .effects = effects, .n_effects = n};
    }
    p->c->params = params;
    p->c->n_params = p->params.n;
    p->c->outcomes = p->outcomes.v;
    p->c->n_outcomes = p->outcomes.n;
    return true;
}

/* ---- the whole ---------------------------------------------------------- */

bool
contract_outcome_fails(const struct outcome *o)
{
    return o->exc == EXC_SET || o->result == RESULT_NULL ||
           (o->result == RESULT_RANGE && o->hi < 0);
}

bool
contract_raises(const struct contract *c)
{
    for (size_t i = 0; i < c->n_outcomes; i++)
        if (c->outcomes[i].exc == EXC_SET)
            return true;
    return false;
}

static bool
parse_contract(struct parser *p)
{
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(p, "the name of a function");
    p->c->name = sym_intern_n(p->reader->syms, w.s, w.n);
    if (!parse_params(p) || !parse_outcomes(p))
        return false;
    for (parser_skip(p); p->at < p->end; parser_skip(p))
        if (!parse_attr(p))
            return false;
    return resolve(p);
}

struct contract *
reader_parse(struct reader *r, const char *begin, const char *end)
{
    struct parser p = {
        .keep = r->keep,
        .reader = r,
        .at = begin,
        .end = end,
        .c = ARENA_NEW(r->keep, struct contract),
    };
    p.c->format_param = -1;
    p.c->note = "";
    return parse_contract(&p) ? p.c : NULL;
}

/* What stands after the arrow: returns, marks and conditions. */
#include "parser.h"

#include <string.h>

/* ---- returns ------------------------------------------------------------ */

static void
set_range(struct outcome *o, int64_t lo, int64_t hi)
{
    o->result = RESULT_RANGE;
    o->lo = lo;
    o->hi = hi;
}

/* n or lo..hi */
static bool
parse_range(struct parser *p, struct outcome *o)
{
    int64_t lo, hi;
    const char *at = p->at;
    if (!parse_integer(p, &lo))
        return false;
    hi = lo;
    if (parser_take(p, "..") && !parse_integer(p, &hi))
        return false;
    if (hi < lo)
        return parser_fail(p, at,
                           "the range is empty: its end lies before its "
                           "beginning");
    set_range(o, lo, hi);
    return true;
}

/* <0 <=0 >0 >=0 !=0 */
static bool
parse_relation(struct parser *p, struct outcome *o)
{
    if (parser_take(p, "!="))
        o->result = RESULT_NOTZERO;
    else if (parser_take(p, "<="))
        set_range(o, INT64_MIN, 0);
    else if (parser_take(p, "<"))
        set_range(o, INT64_MIN, -1);
    else if (parser_take(p, ">="))
        set_range(o, 0, INT64_MAX);
    else if (parser_take(p, ">"))
        set_range(o, 1, INT64_MAX);
    else
        return parser_expected(p, "what the function returns");
    int64_t zero;
    parser_skip(p);
    const char *at = p->at;
    if (!parse_integer(p, &zero))
        return false;
    return zero == 0 || parser_fail(p, at,
                                    "only 0 can stand here; write other "
                                    "ranges as lo..hi");
}

bool
parse_return_head(struct parser *p, struct outcome *o, enum takes *takes)
{
    *o = (struct outcome){.param = -1, .index = -1};
    *takes = TAKES_NOTHING;
    struct span w = parser_peek_word(p);
    if (w.n == 0)
        return parser_at_number(p) ? parse_range(p, o) : parse_relation(p, o);
    const struct word *word = word_find(return_words, w.s, w.n);
    if (word == NULL)
        return parser_unknown_word(p, "return", return_words, w);
    p->at += w.n;
    o->result = (enum result)word->value;
    *takes = word->takes;
    return true;
}

bool
parse_kind(struct parser *p, sym *kind)
{
    if (!parser_take(p, ".")) {
        *kind = sym_intern(p->reader->syms, "ref");
        return true;
    }
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(p, "a kind of resource (ref, mem, buffer...)");
    *kind = sym_intern_n(p->reader->syms, w.s, w.n);
    return true;
}

static bool
parse_return_names(struct parser *p, struct outcome *o, enum takes takes)
{
    if (!parser_take(p, "("))
        return takes == TAKES_MAYBE_NAME ||
               parser_expected(p, "'(' and the name of a parameter");
    if (!parse_param_name(p, &o->param))
        return false;
    if (takes == TAKES_TWO_NAMES &&
        (!parser_expect(p, ",", "',' and the parameter that is the index") ||
         !parse_param_name(p, &o->index)))
        return false;
    return parser_expect(p, ")", "')'");
}

static bool
parse_return(struct parser *p, struct outcome *o)
{
    enum takes takes;
    if (!parse_return_head(p, o, &takes))
        return false;
    if (takes == TAKES_KIND)
        return parse_kind(p, &o->kind);
    return takes == TAKES_NOTHING || parse_return_names(p, o, takes);
}

static enum exc_effect
parse_mark(struct parser *p)
{
    if (parser_take(p, "!"))
        return EXC_SET;
    if (parser_take(p, "?"))
        return EXC_MAYBE;
    return parser_take(p, "~") ? EXC_NONE : EXC_KEEP;
}

/* ---- conditions --------------------------------------------------------- */

static bool
take_compare(struct parser *p, enum compare *compare)
{
    for (const struct word *w = compare_words; w->name != NULL; w++)
        if (parser_take(p, w->name)) {
            *compare = (enum compare)w->value;
            return true;
        }
    return false;
}

static bool
parse_param_cond(struct parser *p, struct cond *c)
{
    c->kind = COND_PARAM;
    c->cell = parser_take(p, "*");
    if (!parse_param_name(p, &c->param))
        return false;
    if (!take_compare(p, &c->compare))
        return parser_expected(p, "'==', '!=', '<' or '>='");
    if (parser_at_number(p))
        return parse_integer(p, &c->number);
    struct span w = parser_peek_word(p);
    if (!span_is(w, "NULL"))
        return parser_expected(p, "a number or NULL");
    if (c->compare != COMPARE_EQ && c->compare != COMPARE_NE)
        return parser_fail(p, w.s, "NULL can be compared with == and != only");
    p->at += w.n;
    c->null = true;
    return true;
}

/* exc, unless it is a parameter of that name that is compared. */
static bool
take_exc(struct parser *p)
{
    const char *begin = p->at;
    enum compare compare;
    if (!span_is(parser_peek_word(p), "exc"))
        return false;
    p->at += strlen("exc");
    const char *end = p->at;
    bool compared = take_compare(p, &compare);
    p->at = compared ? begin : end;
    return !compared;
}

static bool
parse_cond(struct parser *p, struct cond *c)
{
    *c = (struct cond){.param = -1};
    if (parser_take(p, "!")) {
        c->kind = COND_NOEXC;
        if (!span_is(parser_peek_word(p), "exc"))
            return parser_expected(p, "'exc' after '!'");
        p->at += strlen("exc");
        return true;
    }
    if (take_exc(p)) {
        c->kind = COND_EXC;
        return true;
    }
    if (parser_peek_word(p).n == 0 && *p->at != '*')
        return parser_expected(p, "a condition: a parameter compared with "
                                  "a number or NULL, exc or !exc");
    return parse_param_cond(p, c);
}

static bool
parse_conds(struct parser *p, struct outcome *o)
{
    if (!span_is(parser_peek_word(p), "if"))
        return true;
    p->at += strlen("if");
    VEC(struct cond) conds = {0};
    do {
        struct cond c;
        if (!parse_cond(p, &c))
            return false;
        VEC_PUSH(p->keep, &conds, c);
    } while (parser_take(p, "&"));
    o->conds = conds.v;
    o->n_conds = conds.n;
    return true;
}

/* ---- outcomes ----------------------------------------------------------- */

static bool
has_no_value(const struct outcome *o)
{
    return o->result == RESULT_VOID || o->result == RESULT_NORETURN;
}

/* void does not go together with values. */
static bool
check_void(struct parser *p, const struct outcome *o, const char *at)
{
    for (size_t i = 0; i < p->outcomes.n; i++) {
        const struct outcome *other = &p->outcomes.v[i];
        bool mixed = (o->result == RESULT_VOID && !has_no_value(other)) ||
                     (other->result == RESULT_VOID && !has_no_value(o));
        if (mixed)
            return parser_fail(p, at,
                               "a function returns void or values, not both");
    }
    return true;
}

static bool
parse_outcome(struct parser *p)
{
    struct outcome o;
    parser_skip(p);
    const char *at = p->at;
    if (p->outcomes.n == CONTRACT_MAX_OUTCOMES)
        return parser_fail(p, at, "more than %d outcomes",
                           CONTRACT_MAX_OUTCOMES);
    if (!parse_return(p, &o))
        return false;
    o.exc = parse_mark(p);
    if (!parse_conds(p, &o) || !check_void(p, &o, at))
        return false;
    VEC_PUSH(p->keep, &p->outcomes, o);
    return true;
}

bool
parse_outcomes(struct parser *p)
{
    if (!parser_take(p, "->")) {
        struct outcome o = {.param = -1, .index = -1};
        VEC_PUSH(p->keep, &p->outcomes, o);
        return true;
    }
    do {
        if (!parse_outcome(p))
            return false;
    } while (parser_take(p, "|"));
    return true;
}

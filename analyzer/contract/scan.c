/* Characters, tokens and errors of the contract parser. */
#include "parser.h"

#include <ctype.h>
#include <string.h>

/* ---- errors ------------------------------------------------------------- */

bool
parser_fail(struct parser *p, const char *at, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    reader_fail(p->reader, at, arena_vprintf(p->keep, format, ap));
    va_end(ap);
    return false;
}

/* ---- characters and tokens ---------------------------------------------- */

char
parser_peek(const struct parser *p)
{
    return p->at < p->end ? *p->at : '\0';
}

static void
skip_white(struct parser *p)
{
    while (p->at < p->end && strchr(" \t\r\n", *p->at) != NULL)
        p->at++;
}

void
parser_skip(struct parser *p)
{
    skip_white(p);
    while (parser_peek(p) == '#') {
        while (p->at < p->end && *p->at != '\n')
            p->at++;
        skip_white(p);
    }
}

static bool
is_word_start(char c)
{
    return isalpha((unsigned char)c) || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

struct span
parser_peek_word(struct parser *p)
{
    parser_skip(p);
    struct span w = {p->at, 0};
    if (!is_word_start(parser_peek(p)))
        return w;
    const char *s = p->at;
    while (s < p->end && (is_word_start(*s) || isdigit((unsigned char)*s)))
        s++;
    w.n = (size_t)(s - p->at);
    return w;
}

struct span
parser_take_word(struct parser *p)
{
    struct span w = parser_peek_word(p);
    p->at += w.n;
    return w;
}

bool
span_is(struct span w, const char *s)
{
    return strlen(s) == w.n && memcmp(s, w.s, w.n) == 0;
}

bool
parser_at_number(struct parser *p)
{
    parser_skip(p);
    return isdigit((unsigned char)parser_peek(p)) || parser_peek(p) == '-';
}

bool
parser_at_position(struct parser *p)
{
    skip_white(p);
    return parser_peek(p) == '#' && p->at + 1 < p->end &&
           isdigit((unsigned char)p->at[1]);
}

bool
parser_at_any(struct parser *p, const char *chars)
{
    parser_skip(p);
    return p->at < p->end && strchr(chars, *p->at) != NULL;
}

bool
parser_take(struct parser *p, const char *token)
{
    parser_skip(p);
    size_t n = strlen(token);
    if ((size_t)(p->end - p->at) < n || memcmp(p->at, token, n) != 0)
        return false;
    p->at += n;
    return true;
}

static const char *
found(struct parser *p)
{
    struct span w = parser_peek_word(p);
    if (w.n > 0)
        return arena_printf(p->keep, "'%.*s'", (int)w.n, w.s);
    if (p->at == p->end)
        return "the end of the line";
    unsigned char c = (unsigned char)*p->at;
    if (c < 0x20 || c == 0x7f)
        return arena_printf(p->keep, "byte 0x%02x", c);
    return arena_printf(p->keep, "'%c'", c);
}

bool
parser_expected(struct parser *p, const char *what)
{
    const char *it = found(p);
    return parser_fail(p, p->at, "expected %s, found %s", what, it);
}

bool
parser_expect(struct parser *p, const char *token, const char *what)
{
    return parser_take(p, token) || parser_expected(p, what);
}

bool
parser_unknown_word(struct parser *p, const char *what,
                    const struct word *table, struct span w)
{
    return parser_fail(p, w.s, "unknown %s '%.*s'%s", what, (int)w.n, w.s,
                       word_suggest(p->keep, table, w.s, w.n));
}

bool
parse_digits(struct parser *p, bool negative, int64_t *n)
{
    const char *begin = p->at;
    if (!isdigit((unsigned char)parser_peek(p)))
        return parser_expected(p, "a number");
    int64_t value = 0;
    for (; isdigit((unsigned char)parser_peek(p)); p->at++) {
        int digit = *p->at - '0';
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, digit, &value))
            return parser_fail(p, begin,
                               "this number does not fit in 64 bits");
    }
    if (!negative && value == INT64_MIN)
        return parser_fail(p, begin, "this number does not fit in 64 bits");
    *n = negative ? value : -value;
    return true;
}

bool
parse_integer(struct parser *p, int64_t *n)
{
    bool negative = parser_take(p, "-");
    return parse_digits(p, negative, n);
}

/* ---- names of parameters ------------------------------------------------ */

int
parser_param_index(const struct parser *p, struct span w)
{
    for (size_t i = 0; i < p->params.n; i++)
        if (span_is(w, p->params.v[i].name))
            return (int)i;
    return -1;
}

static const char *
suggest_param(struct parser *p, struct span w)
{
    struct word *table = ARENA_ARRAY(p->keep, struct word, p->params.n + 1);
    for (size_t i = 0; i < p->params.n; i++)
        table[i].name = p->params.v[i].name;
    return word_suggest(p->keep, table, w.s, w.n);
}

bool
parser_resolve_param(struct parser *p, struct span w, int *index)
{
    *index = parser_param_index(p, w);
    if (*index >= 0)
        return true;
    return parser_fail(p, w.s, "no parameter is named '%.*s'%s", (int)w.n, w.s,
                       suggest_param(p, w));
}

bool
parse_param_name(struct parser *p, int *index)
{
    struct span w = parser_take_word(p);
    if (w.n == 0)
        return parser_expected(p, "the name of a parameter");
    return parser_resolve_param(p, w, index);
}

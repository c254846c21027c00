/* Private to the room: the parser of one contract, in three files.
 *
 * scan.c has characters, tokens and errors; outcome.c what stands after
 * '->'; parse.c parameters, attributes and the whole.  A function that
 * returns false has filled the error.
 */
#ifndef REFAUDIT_CONTRACT_PARSER_H
#define REFAUDIT_CONTRACT_PARSER_H

#include "reader.h"
#include "words.h"

struct span {
    const char *s;
    size_t n;
};

enum when_kind { WHEN_OK, WHEN_FAIL, WHEN_LITERAL, WHEN_POSITION };

struct when {
    enum when_kind kind;
    const char *at;
    struct outcome literal;
    int64_t position;
};

struct whens {
    struct when *v;
    size_t n, cap;
};

struct draft_effect {
    struct effect effect;
    struct span other; /* s NULL: none */
    struct whens whens;
};

struct draft_param {
    sym name;
    VEC(struct draft_effect) effects;
};

struct parser {
    arena *keep;
    struct reader *reader;
    const char *at, *end;
    struct contract *c;
    VEC(struct draft_param) params;
    VEC(struct outcome) outcomes;
    unsigned attrs; /* set of 1u << enum attr already seen */
};

/* ---- scan.c ------------------------------------------------------------- */

bool parser_fail(struct parser *p, const char *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* "expected <what>, found 'x'" at the next token. */
bool parser_expected(struct parser *p, const char *what);
bool parser_unknown_word(struct parser *p, const char *what,
                         const struct word *table, struct span w);

/* Characters; NUL at the end of the contract. */
char parser_peek(const struct parser *p);
void parser_skip(struct parser *p); /* white space and comments */

/* Tokens; a word is empty when the next token is none. */
struct span parser_peek_word(struct parser *p);
struct span parser_take_word(struct parser *p);
bool span_is(struct span w, const char *s);
bool parser_at_number(struct parser *p);
bool parser_at_any(struct parser *p, const char *chars);
bool parser_at_position(struct parser *p); /* '#' and a digit */
bool parser_take(struct parser *p, const char *token);
bool parser_expect(struct parser *p, const char *token, const char *what);
/* Digits at the cursor; of a negative number when its sign was taken. */
bool parse_digits(struct parser *p, bool negative, int64_t *n);
bool parse_integer(struct parser *p, int64_t *n);

int parser_param_index(const struct parser *p, struct span w);
bool parser_resolve_param(struct parser *p, struct span w, int *index);
bool parse_param_name(struct parser *p, int *index);

/* ---- outcome.c ---------------------------------------------------------- */

/* A return without its kind and names; *takes says which may follow. */
bool parse_return_head(struct parser *p, struct outcome *o, enum takes *takes);
bool parse_kind(struct parser *p, sym *kind);
bool parse_outcomes(struct parser *p);

#endif

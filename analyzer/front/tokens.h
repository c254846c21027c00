/* A lexer of C source text, for what libclang does not tell: statement
 * texts, body hashes, the slots of a `for`, the extent of a macro call. */
#ifndef REFAUDIT_FRONT_TOKENS_H
#define REFAUDIT_FRONT_TOKENS_H

#include "base.h"

enum token_kind {
    TOKEN_END,
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_QUOTED,
    TOKEN_PUNCT
};

struct token {
    enum token_kind kind;
    uint32_t from, to; /* offsets; to is past the last */
};

/* The first token at or after `from`; white space, comments, line
 * continuations are skipped.  TOKEN_END at `size`. */
struct token token_next(const char *text, size_t size, size_t from);
bool token_is(const char *text, struct token t, const char *spelling);

/* The offset past a macro use that begins at `from`: past its name, or past
 * the closing parenthesis when one opens right after it. */
size_t token_macro_end(const char *text, size_t size, size_t from);

/* Which of init, condition, increment are written in the `for` that stands
 * at `from`; false when no such thing is there. */
bool token_for_slots(const char *text, size_t size, size_t from,
                     bool slots[3]);

/* Does the `if` or `switch` that stands at `from` declare or do something
 * before its condition?  Also true when no such thing is there. */
bool token_has_init(const char *text, size_t size, size_t from);

/* ---- normalised text of a function -------------------------------------- */

/* The tokens of one function; which of them are its locals, which its own
 * name. */
struct normal_text {
    const char *text;
    struct token *tokens;
    int32_t *local; /* number of the local, or one of these */
    size_t n;
    struct local_number {
        uint32_t part; /* for which this number holds */
        int32_t number;
    } *numbers;
    uint32_t part; /* how many were made */
};
#define NOT_LOCAL (-1)
#define OWN_NAME (-2)

/* `locals`: interned names, n of them; words of `syms`, as is `own`. */
struct normal_text normal_text_new(arena *keep, symtab *syms, const char *text,
                                   size_t from, size_t to, sym own,
                                   const sym *locals, size_t n_locals);
/* Where the brace stands that opens the body; `to` when there is none. */
size_t normal_text_body(const struct normal_text *t, size_t to);
/* Tokens from..to joined with as few blanks as needed, no final ';'.  The
 * locals are numbered in order of appearance there ($0, $1...), so that the
 * text does not depend on what stands around it; its own name is $self. */
const char *normal_text_part(arena *keep, struct normal_text *t, size_t from,
                             size_t to);

#endif

/* The lexer behind tokens.h. */
#include "tokens.h"
#include "map.h"

#include <ctype.h>
#include <string.h>

static bool
is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '$' ||
           (unsigned char)c >= 128;
}

/* Past a `\` at the end of a line; `i` itself when there is none. */
static size_t
skip_splice(const char *s, size_t n, size_t i)
{
    if (i + 1 < n && s[i] == '\\' && s[i + 1] == '\n')
        return i + 2;
    if (i + 2 < n && s[i] == '\\' && s[i + 1] == '\r' && s[i + 2] == '\n')
        return i + 3;
    return i;
}

static size_t
skip_comment(const char *s, size_t n, size_t i)
{
    if (i + 1 >= n || s[i] != '/')
        return i;
    if (s[i + 1] == '/') {
        while (i < n && s[i] != '\n') {
            size_t next = skip_splice(s, n, i);
            i = next > i ? next : i + 1;
        }
    }
    else if (s[i + 1] == '*') {
        i += 2;
        while (i + 1 < n && !(s[i] == '*' && s[i + 1] == '/'))
            i++;
        i = i + 1 < n ? i + 2 : n;
    }
    return i;
}

static size_t
skip_blank(const char *s, size_t n, size_t i)
{
    for (;;) {
        size_t at = i;
        while (i < n && isspace((unsigned char)s[i]))
            i++;
        i = skip_comment(s, n, skip_splice(s, n, i));
        if (i == at)
            return i;
    }
}

/* Past the closing quote, or the end of the line when it is missing. */
static size_t
skip_quoted(const char *s, size_t n, size_t i)
{
    char quote = s[i++];
    while (i < n && s[i] != quote && s[i] != '\n')
        i += s[i] == '\\' && i + 1 < n ? 2 : 1;
    return i < n && s[i] == quote ? i + 1 : (i < n ? i : n);
}

static size_t
skip_number(const char *s, size_t n, size_t i)
{
    while (i < n && (is_word(s[i]) || s[i] == '.' ||
                     ((s[i] == '+' || s[i] == '-') &&
                      strchr("eEpP", s[i - 1]) != NULL)))
        i++;
    return i;
}

static size_t
skip_punct(const char *s, size_t n, size_t i)
{
    static const char *const longer[] = {
        "<<=", ">>=", "...", "->", "++", "--", "<<", ">>",
        "<=",  ">=",  "==",  "!=", "&&", "||", "+=", "-=",
        "*=",  "/=",  "%=",  "&=", "|=", "^=", "##", "::",
    };
    if (i + 1 == n || strchr("=<>&|+-.#:", s[i + 1]) == NULL)
        return i + 1;
    for (size_t k = 0; k < sizeof longer / sizeof *longer; k++) {
        size_t len = strlen(longer[k]);
        if (n - i >= len && memcmp(s + i, longer[k], len) == 0)
            return i + len;
    }
    return i + 1;
}

/* L"", u8"", U'' are one token. */
static bool
is_string_prefix(const char *s, struct token t)
{
    return token_is(s, t, "L") || token_is(s, t, "u") || token_is(s, t, "U") ||
           token_is(s, t, "u8");
}

struct token
token_next(const char *text, size_t size, size_t from)
{
    size_t i = skip_blank(text, size, from);
    struct token t = {TOKEN_END, (uint32_t)i, (uint32_t)i};
    if (i >= size)
        return t;
    char c = text[i];
    size_t end;
    if (isdigit((unsigned char)c) ||
        (c == '.' && i + 1 < size && isdigit((unsigned char)text[i + 1]))) {
        t.kind = TOKEN_NUMBER;
        end = skip_number(text, size, i + 1);
    }
    else if (is_word(c)) {
        t.kind = TOKEN_WORD;
        for (end = i + 1; end < size && is_word(text[end]);)
            end++;
        t.to = (uint32_t)end;
        if (end < size && (text[end] == '"' || text[end] == '\'') &&
            is_string_prefix(text, t)) {
            t.kind = TOKEN_QUOTED;
            end = skip_quoted(text, size, end);
        }
    }
    else if (c == '"' || c == '\'') {
        t.kind = TOKEN_QUOTED;
        end = skip_quoted(text, size, i);
    }
    else {
        t.kind = TOKEN_PUNCT;
        end = skip_punct(text, size, i);
    }
    t.to = (uint32_t)end;
    return t;
}

bool
token_is(const char *text, struct token t, const char *spelling)
{
    size_t n = strlen(spelling);
    return t.to - t.from == n && memcmp(text + t.from, spelling, n) == 0;
}

static int
bracket(const char *text, struct token t)
{
    if (t.kind != TOKEN_PUNCT || t.to - t.from != 1)
        return 0;
    char c = text[t.from];
    return c == '(' || c == '[' || c == '{'   ? 1
           : c == ')' || c == ']' || c == '}' ? -1
                                              : 0;
}

size_t
token_macro_end(const char *text, size_t size, size_t from)
{
    struct token name = token_next(text, size, from);
    struct token t = token_next(text, size, name.to);
    if (!token_is(text, t, "("))
        return name.to;
    int depth = 1;
    while (depth > 0) {
        t = token_next(text, size, t.to);
        if (t.kind == TOKEN_END)
            return name.to;
        depth += bracket(text, t);
    }
    return t.to;
}

bool
token_for_slots(const char *text, size_t size, size_t from, bool slots[3])
{
    struct token t = token_next(text, size, from);
    if (!token_is(text, t, "for"))
        return false;
    t = token_next(text, size, t.to);
    if (!token_is(text, t, "("))
        return false;
    slots[0] = slots[1] = slots[2] = false;
    size_t slot = 0;
    for (int depth = 1; depth > 0;) {
        t = token_next(text, size, t.to);
        if (t.kind == TOKEN_END)
            return false;
        depth += bracket(text, t);
        if (depth == 1 && token_is(text, t, ";")) {
            if (++slot > 2)
                return false;
        }
        else if (depth > 0)
            slots[slot] = true;
    }
    return slot == 2;
}

bool
token_has_init(const char *text, size_t size, size_t from)
{
    struct token t = token_next(text, size, from);
    if (!token_is(text, t, "if") && !token_is(text, t, "switch"))
        return true;
    t = token_next(text, size, t.to);
    if (token_is(text, t, "constexpr"))
        t = token_next(text, size, t.to);
    if (!token_is(text, t, "("))
        return true;
    for (int depth = 1; depth > 0;) {
        t = token_next(text, size, t.to);
        if (t.kind == TOKEN_END || token_is(text, t, ";"))
            return true;
        depth += bracket(text, t);
    }
    return false;
}

/* ---- normalised text ---------------------------------------------------- */

/* A member's name is not a local, whatever it is called. */
static bool
after_member_access(const struct normal_text *t, size_t i)
{
    return i > 0 && (token_is(t->text, t->tokens[i - 1], ".") ||
                     token_is(t->text, t->tokens[i - 1], "->"));
}

static int32_t
number_of(const struct map *numbers, sym name, sym own)
{
    if (name == NULL)
        return NOT_LOCAL;
    uintptr_t number = (uintptr_t)map_get(numbers, name);
    if (number != 0)
        return (int32_t)number - 1;
    return name == own ? OWN_NAME : NOT_LOCAL;
}

struct normal_text
normal_text_new(arena *keep, symtab *syms, const char *text, size_t from,
                size_t to, sym own, const sym *locals, size_t n_locals)
{
    VEC(struct token) tokens = {0};
    struct token t = token_next(text, to, from);
    for (; t.kind != TOKEN_END; t = token_next(text, to, t.to))
        VEC_PUSH(keep, &tokens, t);
    struct normal_text out = {
        .text = text,
        .tokens = tokens.v,
        .local = ARENA_ARRAY(keep, int32_t, tokens.n),
        .n = tokens.n,
        .numbers = ARENA_ARRAY(keep, struct local_number, n_locals)};
    struct map numbers = {0};
    for (size_t i = n_locals; i-- > 0;)
        map_put(keep, &numbers, locals[i], (void *)(uintptr_t)(i + 1));
    char word[256];
    for (size_t i = 0; i < out.n; i++) {
        size_t n = out.tokens[i].to - out.tokens[i].from;
        out.local[i] = NOT_LOCAL;
        if (out.tokens[i].kind != TOKEN_WORD || n >= sizeof word ||
            after_member_access(&out, i))
            continue;
        memcpy(word, text + out.tokens[i].from, n);
        word[n] = '\0';
        out.local[i] = number_of(&numbers, sym_find(syms, word), own);
    }
    return out;
}

static size_t
first_token(const struct normal_text *t, size_t from)
{
    size_t lo = 0, hi = t->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (t->tokens[mid].from < from)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

size_t
normal_text_body(const struct normal_text *t, size_t to)
{
    int depth = 0;
    for (size_t i = 0; i < t->n; i++) {
        if (depth == 0 && token_is(t->text, t->tokens[i], "{"))
            return t->tokens[i].from;
        if (t->tokens[i].kind == TOKEN_PUNCT)
            depth += bracket(t->text, t->tokens[i]);
    }
    return to;
}

/* "$17"; text_printf() would take most of the time. */
static void
add_number(struct text *out, unsigned number)
{
    char digits[16];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    digits[--at] = '$';
    text_add_n(out, digits + at, sizeof digits - at);
}

static void
add_token(struct text *out, const struct normal_text *t, size_t i,
          int32_t *next)
{
    int32_t local = t->local[i];
    struct token k = t->tokens[i];
    if (out->n > 0 && is_word(out->s[out->n - 1]) && is_word(t->text[k.from]))
        text_add(out, " ");
    if (local >= 0) {
        struct local_number *n = &t->numbers[local];
        if (n->part != t->part)
            *n = (struct local_number){t->part, (*next)++};
        add_number(out, (unsigned)n->number);
    }
    else if (local == OWN_NAME)
        text_add(out, "$self");
    else
        text_add_n(out, t->text + k.from, k.to - k.from);
}

const char *
normal_text_part(arena *keep, struct normal_text *t, size_t from, size_t to)
{
    struct text out = {.keep = keep};
    int32_t next = 0;
    t->part++;
    for (size_t i = first_token(t, from); i < t->n && t->tokens[i].to <= to;
         i++) {
        bool semicolon = token_is(t->text, t->tokens[i], ";");
        if (semicolon && (i + 1 == t->n || t->tokens[i + 1].to > to))
            break;
        add_token(&out, t, i, &next);
    }
    return text_str(&out);
}

/* String literals as their bytes. */
#include "build.h"

#include <string.h>

static int
hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* One escape sequence after its backslash. */
static char
unescape(const char **s)
{
    static const char from[] = "abfnrtv", to[] = "\a\b\f\n\r\t\v";
    char c = *(*s)++;
    const char *at = c == '\0' ? NULL : strchr(from, c);
    if (at != NULL)
        return to[at - from];
    int n = 0;
    if (c == 'x') {
        while (hex_digit(**s) >= 0)
            n = (n * 16 + hex_digit(*(*s)++)) & 255;
        return (char)n;
    }
    if (c < '0' || c > '7')
        return c;
    n = c - '0';
    for (int i = 0; i < 2 && **s >= '0' && **s <= '7'; i++)
        n = n * 8 + *(*s)++ - '0';
    return (char)n;
}

/* The contents of a literal, up to its first NUL: no API that reads a
 * literal looks further. */
sym
string_contents(struct build *b, CXCursor c)
{
    const char *s = keep_cx(b->scratch, clang_getCursorSpelling(c));
    const char *quote = strchr(s, '"');
    if (quote == NULL)
        return sym_intern(b->syms, s);
    struct text out = {.keep = b->scratch};
    for (s = quote + 1; *s != '\0' && *s != '"';) {
        char byte = *s++;
        if (byte == '\\')
            byte = unescape(&s);
        if (byte == '\0')
            break;
        text_add_n(&out, &byte, 1);
    }
    return sym_intern(b->syms, text_str(&out));
}

/* Text for terminals: what is safe, how wide it is, which colour it has.
 *
 * A source file may hold anything, and so may its name.  Control characters
 * (also C1, which some terminals obey), characters that turn the direction
 * of text or have no width, and bytes that are no UTF-8 are shown as
 * escapes, never sent.
 */
#include "paint.h"

#include <string.h>

#define TAB 8

/* ---- decoding -------------------------------------------------------- */

size_t
paint_decode(const char *s, size_t n, uint32_t *c)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *u = (const unsigned char *)s;
    size_t len = u[0] < 0x80             ? 1
                 : (u[0] & 0xe0) == 0xc0 ? 2
                 : (u[0] & 0xf0) == 0xe0 ? 3
                 : (u[0] & 0xf8) == 0xf0 ? 4
                                         : 0;
    if (len == 0 || len > n)
        return 0;
    *c = len == 1 ? u[0] : u[0] & (0x7fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((u[i] & 0xc0) != 0x80)
            return 0;
        *c = *c << 6 | (u[i] & 0x3f);
    }
    bool surrogate = *c >= 0xd800 && *c < 0xe000;
    return *c < least[len] || *c > 0x10ffff || surrogate ? 0 : len;
}

struct range {
    uint32_t first, last;
};

static bool
in_ranges(uint32_t c, const struct range *r, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (c >= r[i].first && c <= r[i].last)
            return true;
    }
    return false;
}

#define IN(c, table) in_ranges((c), (table), sizeof(table) / sizeof *(table))

/* Controls, direction marks, invisible characters, tags, private use. */
static const struct range unsafe[] = {
    {0x00, 0x1f},        {0x7f, 0x9f},     {0xad, 0xad},
    {0x61c, 0x61c},      {0x115f, 0x1160}, {0x17b4, 0x17b5},
    {0x180b, 0x180f},    {0x200b, 0x200f}, {0x2028, 0x202e},
    {0x2060, 0x206f},    {0x3164, 0x3164}, {0xd800, 0xf8ff},
    {0xfe00, 0xfe0f},    {0xfeff, 0xfeff}, {0xffa0, 0xffa0},
    {0xfff0, 0xfffb},    {0xfffe, 0xffff}, {0x1d173, 0x1d17a},
    {0xe0000, 0x10ffff},
};
static const struct range combining[] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},
    {0x610, 0x61a},   {0x64b, 0x65f},   {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff}, {0x20d0, 0x20ff}, {0xfe20, 0xfe2f},
};
static const struct range wide[] = {
    {0x1100, 0x115e},   {0x231a, 0x231b},   {0x2e80, 0x303e},
    {0x3041, 0xa4cf},   {0xa960, 0xa97c},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff00, 0xff60},
    {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f900, 0x1faff}, {0x20000, 0x3fffd},
};

static size_t
char_width(uint32_t c)
{
    if (c < 0x300)
        return 1;
    if (IN(c, combining))
        return 0;
    return IN(c, wide) ? 2 : 1;
}

/* ---- cells ----------------------------------------------------------- */

static struct cell
cell_escape(arena *keep, const char *format, unsigned value)
{
    struct cell c;
    c.s = arena_printf(keep, format == NULL ? "\\x%02x" : format, value);
    c.n = strlen(c.s);
    c.width = c.n;
    return c;
}

/* The next cell of s[at..n); *len gets the bytes that it stands for. */
static struct cell
cell_next(arena *keep, const char *s, size_t n, bool utf8, size_t *len)
{
    uint32_t c = 0;
    *len = paint_decode(s, n, &c);
    if (*len == 0) {
        *len = 1;
        return cell_escape(keep, "\\x%02x", (unsigned char)s[0]);
    }
    if (c < 0x20 || c == 0x7f)
        return cell_escape(keep, "\\x%02x", c);
    if (IN(c, unsafe) || (!utf8 && c >= 0x80))
        return cell_escape(keep, c > 0xffff ? "\\U%08x" : "\\u%04x", c);
    return (struct cell){.s = s, .n = *len, .width = char_width(c)};
}

struct cells
paint_cells_of(arena *keep, const char *s, size_t n, bool utf8)
{
    static const char blanks[TAB + 1] = "        ";
    VEC(struct cell) v = {0};
    size_t column = 0, len;
    for (size_t i = 0; i < n; i += len) {
        struct cell c;
        len = 1;
        if (s[i] == '\t')
            c = (struct cell){.s = blanks,
                              .n = TAB - column % TAB,
                              .width = TAB - column % TAB};
        else
            c = cell_next(keep, s + i, n - i, utf8, &len);
        c.from = i;
        column += c.width;
        VEC_PUSH(keep, &v, c);
    }
    return (struct cells){v.v, v.n, n};
}

size_t
paint_cells_width(const struct cells *c, size_t from, size_t to)
{
    size_t width = 0;
    for (size_t i = from; i < to; i++)
        width += c->v[i].width;
    return width;
}

/* ---- strings --------------------------------------------------------- */

static void
add_cells(struct text *out, const char *s, bool utf8)
{
    size_t n = strlen(s), len;
    for (size_t i = 0; i < n; i += len) {
        if (s[i] == '\n' || s[i] == '\t') {
            text_add(out, s[i] == '\n' ? "\\n" : "\\t");
            len = 1;
            continue;
        }
        struct cell c = cell_next(out->keep, s + i, n - i, utf8, &len);
        text_add_n(out, c.s, c.n);
    }
}

void
report_add_safe(struct text *out, const char *s)
{
    add_cells(out, s, true);
}

void
paint_safe(struct text *out, const struct report_style *style, const char *s)
{
    add_cells(out, s, style->utf8);
}

size_t
paint_width(const char *s)
{
    size_t width = 0, n = strlen(s), len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = 0;
        len = paint_decode(s + i, n - i, &c);
        if (len == 0)
            len = 1;
        width += char_width(c);
    }
    return width;
}

void
paint_wrapped(struct text *out, const struct report_style *style,
              size_t indent, const char *s)
{
    size_t column = indent;
    for (bool first = true; *s != '\0'; first = false) {
        size_t n = strcspn(s, " ");
        const char *word = arena_strndup(out->keep, s, n);
        size_t width = paint_width(word);
        bool full = style->width > 0 && column + 1 + width > style->width;
        if (!first && full) {
            text_printf(out, "\n%*s", (int)indent, "");
            column = indent;
        }
        else if (!first) {
            text_add(out, " ");
            column++;
        }
        text_add(out, word);
        column += width;
        s += n;
        s += *s == ' ';
    }
}

const char *
paint_utf8(arena *keep, const char *s)
{
    struct text out = {.keep = keep};
    size_t n = strlen(s), len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t c;
        len = paint_decode(s + i, n - i, &c);
        if (len > 0)
            text_add_n(&out, s + i, len);
        else {
            text_add(&out, "\xef\xbf\xbd");
            len = 1;
        }
    }
    return text_str(&out);
}

const char *
paint_words(arena *keep, const char *name)
{
    char *words = arena_strdup(keep, name);
    for (char *p = words; *p != '\0'; p++) {
        if (*p == '-')
            *p = ' ';
    }
    return words;
}

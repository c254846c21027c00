/* GitHub's fingerprint of a line, and columns in characters.
 *
 * Code scanning knows an alert again by primaryLocationLineHash alone, and
 * warns when another value than its own is given, so this is its value to
 * the bit (codeql-action, src/fingerprints.ts): the 100 UTF-16 units from
 * the beginning of the line on, without blanks and tabs, every line end one
 * LF, then 0xffff for the end of the file and zeros, as a number in base 37
 * modulo 2^64; behind the colon which of the lines with that hash it is.
 */
#include "paint.h"

#define BLOCK 100
#define BASE 37

struct units {
    arena *keep;
    VEC(uint16_t) v;
    VEC(size_t) starts; /* of lines, in v */
    bool line_start, after_cr;
};

static void
unit_add(struct units *u, uint16_t unit)
{
    bool lf_of_cr = u->after_cr && unit == '\n';
    u->after_cr = unit == '\r';
    if (unit == ' ' || unit == '\t' || lf_of_cr)
        return;
    if (unit == '\r')
        unit = '\n';
    if (u->line_start)
        VEC_PUSH(u->keep, &u->starts, u->v.n);
    u->line_start = unit == '\n';
    VEC_PUSH(u->keep, &u->v, unit);
}

static void
units_read(struct units *u, const char *text, size_t n)
{
    size_t len;
    for (size_t i = 0; i < n; i += len) {
        uint32_t c = 0;
        len = paint_decode(text + i, n - i, &c);
        if (len == 0) {
            len = 1;
            c = 0xfffd;
        }
        if (c < 0x10000)
            unit_add(u, (uint16_t)c);
        else {
            unit_add(u, (uint16_t)(0xd800 + ((c - 0x10000) >> 10)));
            unit_add(u, (uint16_t)(0xdc00 + ((c - 0x10000) & 0x3ff)));
        }
    }
    unit_add(u, 0xffff);
}

static uint64_t
line_hash(const struct units *u, size_t start)
{
    uint64_t hash = 0;
    for (size_t i = start; i < start + BLOCK; i++)
        hash = hash * BASE + (i < u->v.n ? u->v.v[i] : 0);
    return hash;
}

static void
lines_hash(arena *keep, struct source *s)
{
    arena *scratch = arena_new();
    struct units u = {.keep = scratch, .line_start = true};
    units_read(&u, s->text, s->starts[s->n_lines]);
    s->n_hashed = u.starts.n;
    s->lines = ARENA_ARRAY(keep, uint64_t, s->n_hashed);
    for (size_t i = 0; i < s->n_hashed; i++)
        s->lines[i] = line_hash(&u, u.starts.v[i]);
    arena_free(scratch);
}

const char *
report_github_print(arena *keep, struct source *s, uint32_t line)
{
    if (s->text == NULL || line == 0)
        return NULL;
    if (s->lines == NULL)
        lines_hash(keep, s);
    if (line > s->n_hashed)
        return NULL;
    unsigned which = 1;
    for (size_t i = 0; i + 1 < line; i++)
        which += s->lines[i] == s->lines[line - 1];
    return arena_printf(keep, "%llx:%u",
                        (unsigned long long)s->lines[line - 1], which);
}

uint32_t
report_char_column(const struct source *s, uint32_t line, uint32_t col)
{
    const char *text;
    size_t n;
    if (col == 0 || !report_source_line(s, line, &text, &n))
        return col;
    uint32_t column = 1;
    for (size_t i = 0; i + 1 < col && i < n; column++) {
        uint32_t c;
        size_t len = paint_decode(text + i, n - i, &c);
        i += len == 0 ? 1 : len;
    }
    return column;
}

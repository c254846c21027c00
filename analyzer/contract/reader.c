/* Lines into contracts: comments, notes, continuation lines. */
#include "reader.h"

#include <string.h>

static bool
is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static const char *
skip_blanks(const char *s)
{
    while (is_blank(*s))
        s++;
    return s;
}

static const char *
line_end(const char *s)
{
    return s + strcspn(s, "\n");
}

static const char *
line_next(const char *s)
{
    s = line_end(s);
    return *s == '\n' ? s + 1 : s;
}

static bool
line_is_empty(const char *s)
{
    s = skip_blanks(s);
    return *s == '\n' || *s == '\0';
}

static size_t
line_number(struct reader *r, const char *at)
{
    if (r->mark == NULL || r->mark > at) {
        r->mark = r->text;
        r->mark_line = 1;
    }
    for (; r->mark < at; r->mark++)
        if (*r->mark == '\n')
            r->mark_line++;
    return r->mark_line;
}

void
reader_fail(struct reader *r, const char *at, const char *message)
{
    const char *line = at;
    while (line > r->text && line[-1] != '\n')
        line--;
    r->failed = true;
    r->error->line = (int)line_number(r, at);
    r->error->col = (int)(at - line) + 1;
    r->error->message = message;
}

/* Where the contract that begins at `s` ends: before the first line that
 * does not continue it. */
static const char *
contract_end(const char *s)
{
    const char *end = line_end(s);
    while (*end == '\n' && is_blank(end[1]) && !line_is_empty(end + 1))
        end = line_end(end + 1);
    return end;
}

/* The text of one comment line, without '#' and the blank after it. */
static void
note_add(struct text *note, const char *s)
{
    s = skip_blanks(s) + 1;
    if (*s == ' ')
        s++;
    const char *end = line_end(s);
    while (end > s && is_blank(end[-1]))
        end--;
    if (note->n > 0)
        text_add(note, "\n");
    text_add_n(note, s, (size_t)(end - s));
}

/* Skip to the line where a contract begins, gathering the comment lines
 * right above it.  NULL at the end of the text. */
static const char *
next_begin(struct reader *r, struct text *note)
{
    for (; *r->at != '\0'; r->at = line_next(r->at)) {
        if (line_is_empty(r->at))
            *note = (struct text){.keep = r->keep};
        else if (*skip_blanks(r->at) == '#')
            note_add(note, r->at);
        else
            return r->at;
    }
    return NULL;
}

struct contract *
reader_next(struct reader *r)
{
    struct text note = {.keep = r->keep};
    const char *begin = next_begin(r, &note);
    if (begin == NULL)
        return NULL;
    if (is_blank(*begin) && !r->loose) {
        reader_fail(r, skip_blanks(begin),
                    "this line continues no contract: a contract begins in "
                    "the first column");
        return NULL;
    }
    const char *end = contract_end(begin);
    struct contract *c = reader_parse(r, begin, end);
    if (c == NULL)
        return NULL;
    c->note = text_str(&note);
    if (r->path != NULL)
        c->where = arena_printf(r->keep, "%s:%zu", r->path,
                                line_number(r, begin));
    r->at = line_next(end);
    return c;
}

struct contract *
contract_parse(arena *keep, symtab *syms, const char *text,
               struct contract_error *error)
{
    struct reader r = {
        .keep = keep,
        .syms = syms,
        .text = text,
        .at = text,
        .loose = true,
        .error = error,
    };
    struct contract *c = reader_next(&r);
    if (r.failed)
        return NULL;
    if (c == NULL) {
        reader_fail(&r, r.at, "expected a contract, found nothing");
        return NULL;
    }
    struct text note = {.keep = keep};
    const char *more = next_begin(&r, &note);
    if (more != NULL) {
        reader_fail(&r, skip_blanks(more),
                    "expected one contract, found another line after it");
        return NULL;
    }
    return c;
}

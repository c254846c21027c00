/* The statement that hands a reference to a caller.
 *
 * What a compiler makes of it may lie elsewhere: several returns share one
 * end, or a variable that each way gives another value to, and a function that
 * only returns what it was given has no line but that of its brace.  The text
 * of the source says which return it is. */
#include <ctype.h>
#include <string.h>

#include "trials.h"

static const char *
line_of(const char *source, uint32_t line)
{
    for (uint32_t i = 1; source != NULL && i < line; i++) {
        source = strchr(source, '\n');
        source += source != NULL;
    }
    return source == NULL ? "" : source;
}

static const char *
next_line(const char *line)
{
    line += strcspn(line, "\n");
    return line + (*line == '\n');
}

/* There is a `return` in that line. */
static bool
returns(const char *line)
{
    const char *end = line + strcspn(line, "\n");
    const char *at = strstr(line, "return");
    if (at == NULL || at >= end)
        return false;
    const char *behind = at + strlen("return");
    return (at == line || !isalnum((unsigned char)at[-1])) &&
           !isalnum((unsigned char)*behind) && *behind != '_';
}

/* It gives its value to the variable that the other line returns. */
static bool
assigns(const char *line, const char *returning)
{
    const char *end = returning + strcspn(returning, "\n");
    const char *name = strstr(returning, "return");
    if (name == NULL || name >= end)
        return false;
    name += strlen("return");
    name += strspn(name, " (");
    size_t n = 0;
    while (isalnum((unsigned char)name[n]) || name[n] == '_')
        n++;
    line += strspn(line, " \t");
    if (n == 0 || strchr(" );", name[n]) == NULL ||
        strncmp(line, name, n) != 0)
        return false;
    line += n + strspn(line + n, " ");
    return line[0] == '=' && line[1] != '=';
}

/* It begins the body of a function. */
static bool
opens(const char *line)
{
    size_t n = strcspn(line, "\r\n");
    return n > 0 && line[n - 1] == '{' && !isspace((unsigned char)*line);
}

/* It ends one. */
static bool
closes(const char *line)
{
    return *line == '}';
}

static uint32_t
opening_of(const char *source, uint32_t line)
{
    while (line > 1 && !opens(line_of(source, line)))
        line--;
    return line;
}

/* 0 unless the body has exactly one. */
static uint32_t
only_return(const char *line, uint32_t number)
{
    uint32_t found = 0;
    for (line = next_line(line), number++; *line != '\0' && *line != '}';
         line = next_line(line), number++) {
        if (returns(line) && found != 0)
            return 0;
        found = returns(line) ? number : found;
    }
    return found;
}

uint32_t
handing_meets(const char *source, uint32_t line)
{
    uint32_t open = opening_of(source, line);
    uint32_t end = only_return(line_of(source, open), open);
    bool meets = end > line &&
                 assigns(line_of(source, line), line_of(source, end));
    return meets ? end : 0;
}

bool
handing_returns(const char *source, uint32_t line)
{
    return returns(line_of(source, line));
}

/* The next one below, in the same function; or 0. */
static uint32_t
return_below(const char *source, uint32_t line)
{
    const char *at = line_of(source, line);
    for (; *at != '\0' && !closes(at); at = next_line(at), line++)
        if (returns(at))
            return line;
    return 0;
}

void
handing_place(const char *source, const struct place *jump,
              const struct place *done, struct place *at)
{
    const char *line = line_of(source, at->line);
    uint32_t better = 0;
    uint32_t first = closes(line) ? opening_of(source, at->line) : at->line;
    const char *led = jump == NULL || !path_matches(jump->file, at->file)
                          ? ""
                          : line_of(source, jump->line);
    if (returns(led) || (returns(line) && assigns(led, line)))
        better = jump->line;
    else if (opens(line_of(source, first)))
        better = only_return(line_of(source, first), first);
    if (better == 0 && closes(line) && done != NULL && done->line < at->line &&
        path_matches(done->file, at->file))
        better = return_below(source, done->line);
    if (better != 0)
        at->line = at->end_line = better;
}

/* What is missing in a function has no line but that of its name. */
void
handing_head(const char *source, const char *function, struct place *at)
{
    enum { MOST_LINES = 12 };
    uint32_t open = opening_of(source, at->line);
    uint32_t last = open > MOST_LINES ? open - MOST_LINES : 1;
    for (uint32_t line = open; line >= last && *function != '\0'; line--) {
        const char *text = line_of(source, line);
        const char *name = strstr(text, function);
        if (name != NULL && name < text + strcspn(text, "\n")) {
            at->line = at->end_line = line;
            return;
        }
    }
    if (opens(line_of(source, open)))
        at->line = at->end_line = open;
}

/* ---- what is lent ------------------------------------------------------- */

static bool
in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* In that line, before its end, or NULL. */
static const char *
word_in(const char *line, const char *word, size_t n)
{
    const char *end = line + strcspn(line, "\n");
    for (const char *at = line; at + n <= end; at++)
        if (strncmp(at, word, n) == 0 && (at == line || !in_word(at[-1])) &&
            !in_word(at[n]))
            return at;
    return NULL;
}

/* The variable that gets what is called there; its length. */
static size_t
variable_before(const char *line, const char *call, const char **name)
{
    const char *at = call;
    while (at > line && strchr(" ()*", at[-1]) != NULL)
        at--; /* a cast ends so, too, but begins with its type */
    if (at > line && in_word(at[-1])) {
        while (at > line && (in_word(at[-1]) || strchr(" (*", at[-1])))
            at--;
    }
    if (at == line || at[-1] != '=')
        return 0;
    for (at--; at > line && at[-1] == ' ';)
        at--;
    const char *end = at;
    while (at > line && in_word(at[-1]))
        at--;
    *name = at;
    return (size_t)(end - at);
}

static bool
counted_below(const char *line, const char *name, size_t n)
{
    enum { NEAR = 6 };
    for (int i = 0; i < NEAR && *line != '\0' && !closes(line); i++) {
        const char *end = line + strcspn(line, "\n");
        const char *at = strstr(line, "INCREF(");
        if (at != NULL && at < end && word_in(at, name, n) != NULL)
            return true;
        line = next_line(line);
    }
    return false;
}

/* A caller of the function takes a reference to what it returns. */
bool
handing_lends(const char *source, const char *function)
{
    size_t length = strlen(function);
    const char *name;
    for (const char *line = source;
         line != NULL && *line != '\0' && length > 0; line = next_line(line)) {
        const char *call = word_in(line, function, length);
        size_t n = call == NULL || call[length] != '('
                       ? 0
                       : variable_before(line, call, &name);
        if (n > 0 && counted_below(next_line(line), name, n))
            return true;
    }
    return false;
}

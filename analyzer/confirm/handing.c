/* The statement that hands a reference to a caller.
 *
 * What a compiler makes of it may lie elsewhere: several returns share one
 * end, and a function that only returns what it was given has no line but
 * that of its brace.  The text of the source says which return it is. */
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

/* It begins the body of a function. */
static bool
opens(const char *line)
{
    size_t n = strcspn(line, "\r\n");
    return n > 0 && line[n - 1] == '{' && !isspace((unsigned char)*line);
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

void
handing_place(const char *source, const struct place *jump, struct place *at)
{
    const char *line = line_of(source, at->line);
    uint32_t better = 0;
    if (jump != NULL && path_matches(jump->file, at->file) &&
        returns(line_of(source, jump->line)))
        better = jump->line;
    else if (opens(line))
        better = only_return(line, at->line);
    if (better != 0)
        at->line = at->end_line = better;
}

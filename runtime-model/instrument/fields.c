/* What an instance held in its fields after each call: what it holds no more
 * and nobody else either was overwritten there. */
#include "rt.h"

#include <stdlib.h>

#define MOST_FIELDS 128

static uintptr_t words[MOST_CALLS][MOST_FIELDS];

/* Of the call with that number, from 0. */
void
fields_note(int call, const struct object *o)
{
    if (call < 0 || call >= MOST_CALLS || o == NULL || !object_valid(o))
        return;
    size_t n = (size_t)o->type->basicsize / 8;
    for (size_t i = 2; i < n && i < MOST_FIELDS; i++)
        memcpy(&words[call][i], (const char *)o + 8 * i, 8);
}

/* Their offsets, with commas between them. */
const char *
fields_text(uintptr_t low, uintptr_t high)
{
    static char text[MOST_FIELDS * 5];
    size_t n = 0;
    for (size_t i = 0; i < MOST_FIELDS; i++) {
        bool held = false;
        for (size_t k = 0; k < MOST_CALLS; k++)
            held |= words[k][i] >= low && words[k][i] < high;
        if (held)
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%zu",
                                  n == 0 ? "" : ",", 8 * i);
    }
    return n == 0 ? "-" : text;
}

size_t
fields_first(uintptr_t low, uintptr_t high)
{
    const char *text = fields_text(low, high);
    return x.hook->entry->args[0] == 'o' ? strtoul(text, NULL, 10) : 0;
}

/* What the sources themselves say of the builds that they are made for. */
#include <string.h>

#include "check.h"

static bool
holds_text(const char *file, const char *wanted)
{
    arena *scratch = arena_new();
    size_t n = 0;
    const char *text = file_read(scratch, file, &n);
    bool found = text != NULL &&
                 memmem(text, n, wanted, strlen(wanted)) != NULL;
    arena_free(scratch);
    return found;
}

bool
declares_free_threading(const struct commands *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (holds_text(c->v[i].file, "Py_MOD_GIL_NOT_USED"))
            return true;
    return false;
}

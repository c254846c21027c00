/* Filled here with memory of the raw allocator, freed there with another. */
#include <Python.h>

typedef struct {
    const char *name;
    int flags;
} CastSpec;

int
spec_fill(CastSpec *spec, const char *from, const char *to)
{
    size_t n = strlen(from) + strlen(to) + 5;
    char *name = PyMem_RawCalloc(n, 1);
    if (name == NULL)
        return -1;
    snprintf(name, n, "%s_to_%s", from, to);
    spec->name = name;
    spec->flags = 0;
    return 0;
}

void
specs_drop(CastSpec **all)
{
    for (int i = 0; all[i] != NULL; i++)
        PyMem_Free((void *)all[i]->name); // WARN allocator-mismatch "'name'"
}

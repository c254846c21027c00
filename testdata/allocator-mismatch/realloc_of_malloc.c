/* PyMem_Realloc() releases a block that malloc() made. */
#include <Python.h>
#include <stdlib.h>

int *
doubled(size_t n)
{
    int *v = malloc(n * sizeof *v);
    if (v == NULL)
        return NULL;
    v[0] = 1;
    int *w = PyMem_Realloc(v, 2 * n * sizeof *v); // WARN allocator-mismatch "'v'"
    if (w == NULL)
        free(v);
    return w;
}

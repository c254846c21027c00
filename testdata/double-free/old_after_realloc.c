/* A realloc that succeeds has freed the old block. */
#include <Python.h>

int *
shrink(int *unused, size_t n)
{
    int *v = PyMem_Malloc(n * sizeof *v);
    if (v == NULL)
        return NULL;
    int *w = PyMem_Realloc(v, sizeof *v);
    PyMem_Free(v); // WARN double-free "'v'"
    return w;
}

/* The old pointer is used although the block has moved. */
#include <Python.h>

int
grow_and_set(size_t n)
{
    int *v = PyMem_Malloc(n * sizeof *v);
    if (v == NULL)
        return -1;
    int *w = PyMem_Realloc(v, 2 * n * sizeof *v);
    if (w == NULL) {
        PyMem_Free(v);
        return -1;
    }
    v[0] = 1; // WARN use-after-free "'v'"
    PyMem_Free(w);
    return 0;
}

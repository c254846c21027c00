/* When the second block cannot be had, the first one is lost. */
#include <Python.h>

int
make_tables(int **keys, int **values, size_t n)
{
    int *k = PyMem_RawMalloc(n * sizeof *k);
    if (k == NULL)
        return -1;
    int *v = PyMem_RawMalloc(n * sizeof *v);
    if (v == NULL)
        return -1; // WARN leaked-allocation "'k'"
    *keys = k;
    *values = v;
    return 0;
}

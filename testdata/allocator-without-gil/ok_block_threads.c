/* Py_BLOCK_THREADS around the allocation. */
#include <Python.h>

int
fill_table(int **table, size_t n)
{
    int done = 0;
    Py_BEGIN_ALLOW_THREADS
    Py_BLOCK_THREADS
    *table = PyMem_Malloc(n * sizeof(int));
    Py_UNBLOCK_THREADS
    for (size_t i = 0; *table != NULL && i < n; i++)
        (*table)[i] = done++;
    Py_END_ALLOW_THREADS
    return done;
}

/* The old pointer is kept until the new one is there. */
#include <Python.h>

int
grow(int **table, size_t *n)
{
    int *bigger = PyMem_Realloc(*table, 2 * *n * sizeof **table);
    if (bigger == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    *table = bigger;
    *n *= 2;
    return 0;
}

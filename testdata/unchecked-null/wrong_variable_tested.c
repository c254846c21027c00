/* The second allocation is checked through the first variable. */
#include <Python.h>

int
grow(int **keys, int **values, Py_ssize_t n)
{
    int *k = PyMem_Malloc((size_t)n * sizeof *k);
    if (k == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    int *v = PyMem_Malloc((size_t)n * sizeof *v);
    if (k == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    v[0] = 0; // WARN unchecked-null "'v'"
    k[0] = 0;
    *keys = k;
    *values = v;
    return 0;
}

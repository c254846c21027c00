/* Each family with its own. */
#include <Python.h>
#include <stdlib.h>

int
all_families(size_t n)
{
    char *a = malloc(n);
    char *b = PyMem_Malloc(n);
    char *c = PyMem_RawCalloc(n, 1);
    char *d = PyObject_Calloc(n, 1);
    int ok = a && b && c && d;
    PyObject_Free(d);
    PyMem_RawFree(c);
    PyMem_Free(b);
    free(a);
    return ok;
}

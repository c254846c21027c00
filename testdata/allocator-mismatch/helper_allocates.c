/* The helper's allocator counts, not the look of the caller. */
#include <Python.h>
#include <stdlib.h>

static char *
grab(size_t n)
{
    char *p = PyMem_Calloc(n, 1);
    if (p == NULL)
        PyErr_NoMemory();
    return p;
}

int
fill(PyObject *list)
{
    char *p = grab(32);
    if (p == NULL)
        return -1;
    PyObject *b = PyBytes_FromStringAndSize(p, 32);
    free(p); // WARN allocator-mismatch "'p'"
    if (b == NULL)
        return -1;
    int rc = PyList_Append(list, b);
    Py_DECREF(b);
    return rc;
}

/* Made before and freed after the region. */
#include <Python.h>

#include <stdio.h>

PyObject *
read_block(FILE *in, size_t n)
{
    char *block = PyMem_Malloc(n);
    if (block == NULL)
        return PyErr_NoMemory();
    size_t got;
    Py_BEGIN_ALLOW_THREADS
    got = fread(block, 1, n, in);
    Py_END_ALLOW_THREADS
    PyObject *o = PyBytes_FromStringAndSize(block, (Py_ssize_t)got);
    PyMem_Free(block);
    return o;
}

/* The block is made after the GIL is released. */
#include <Python.h>

#include <stdio.h>

PyObject *
read_block(FILE *in, size_t n)
{
    char *block;
    size_t got = 0;
    Py_BEGIN_ALLOW_THREADS
    block = PyMem_Malloc(n); // WARN allocator-without-gil "PyMem_Malloc"
    if (block != NULL)
        got = fread(block, 1, n, in);
    Py_END_ALLOW_THREADS
    if (block == NULL)
        return PyErr_NoMemory();
    PyObject *o = PyBytes_FromStringAndSize(block, (Py_ssize_t)got);
    PyMem_Free(block);
    return o;
}

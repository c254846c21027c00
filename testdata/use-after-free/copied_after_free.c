/* memcpy() reads from a block that is not there any more. */
#include <Python.h>
#include <string.h>

PyObject *
snapshot(const char *data, size_t n)
{
    char *copy = PyMem_Malloc(n);
    if (copy == NULL)
        return PyErr_NoMemory();
    memcpy(copy, data, n);
    PyMem_Free(copy);
    return PyBytes_FromStringAndSize(copy, (Py_ssize_t)n); // WARN use-after-free "'copy'"
}

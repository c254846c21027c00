/* The variable is NULL after the failure, and nobody touches it. */
#include <Python.h>

PyObject *
head_of(const char *data, Py_ssize_t n)
{
    PyObject *b = PyBytes_FromStringAndSize(data, n);
    if (b == NULL)
        return NULL;
    if (n > 16 && _PyBytes_Resize(&b, 16) < 0)
        return NULL;
    return b;
}

/* Freed before the jump to the label that frees. */
#include <Python.h>
#include <stdlib.h>

PyObject *
decode(const char *data, size_t n)
{
    PyObject *result = NULL;
    char *out = malloc(n + 1);
    if (out == NULL)
        return PyErr_NoMemory();
    if (data[0] != '$') {
        free(out);
        PyErr_SetString(PyExc_ValueError, "bad magic");
        goto done;
    }
    result = PyBytes_FromStringAndSize(out, (Py_ssize_t)n);
done:
    free(out); // WARN double-free "'out'"
    return result;
}

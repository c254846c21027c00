/* No Python code runs: the error can only be the expected one. */
#include <Python.h>

PyObject *
decoded(const char *bytes, Py_ssize_t n)
{
    PyObject *s = PyUnicode_DecodeUTF8(bytes, n, "strict");
    if (s == NULL) {
        PyErr_Clear();
        s = PyBytes_FromStringAndSize(bytes, n);
    }
    return s;
}

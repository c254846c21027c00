/* `have` says whether there is a buffer. */
#include <Python.h>

Py_ssize_t
total(PyObject *a, PyObject *b)
{
    Py_buffer x, y;
    int have = 0;
    if (PyObject_GetBuffer(a, &x, PyBUF_SIMPLE) < 0)
        return -1;
    Py_ssize_t n = x.len;
    if (b != NULL) {
        if (PyObject_GetBuffer(b, &y, PyBUF_SIMPLE) < 0) {
            PyBuffer_Release(&x);
            return -1;
        }
        have = 1;
        n += y.len;
    }
    if (have)
        PyBuffer_Release(&y);
    PyBuffer_Release(&x);
    return n;
}

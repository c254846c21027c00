/* When the second buffer cannot be had, the first is kept. */
#include <Python.h>
#include <string.h>

int
same_bytes(PyObject *a, PyObject *b)
{
    Py_buffer x, y;
    if (PyObject_GetBuffer(a, &x, PyBUF_SIMPLE) < 0)
        return -1;
    if (PyObject_GetBuffer(b, &y, PyBUF_SIMPLE) < 0)
        return -1; // WARN leaked-buffer "'x'"
    int same = x.len == y.len &&
               memcmp(x.buf, y.buf, (size_t)x.len) == 0;
    PyBuffer_Release(&y);
    PyBuffer_Release(&x);
    return same;
}

// RUN same_bytes(bytes(bytearray(3)), 5)

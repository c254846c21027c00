/* The same buffer is released twice, the other one never. */
#include <Python.h>

int
starts_alike(PyObject *p, PyObject *q)
{
    Py_buffer a, b;
    if (PyObject_GetBuffer(p, &a, PyBUF_SIMPLE) < 0)
        return -1;
    if (PyObject_GetBuffer(q, &b, PyBUF_SIMPLE) < 0) {
        PyBuffer_Release(&a);
        return -1;
    }
    int alike = a.len > 0 && b.len > 0 &&
                *(char *)a.buf == *(char *)b.buf;
    PyBuffer_Release(&a);
    PyBuffer_Release(&a);
    return alike; // WARN leaked-buffer "'b'"
}

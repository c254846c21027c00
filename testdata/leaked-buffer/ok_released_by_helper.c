/* The helper releases both. */
#include <Python.h>

static void
release_both(Py_buffer *a, Py_buffer *b)
{
    PyBuffer_Release(a);
    PyBuffer_Release(b);
}

int
overlap(PyObject *p, PyObject *q)
{
    Py_buffer a, b;
    if (PyObject_GetBuffer(p, &a, PyBUF_SIMPLE) < 0)
        return -1;
    if (PyObject_GetBuffer(q, &b, PyBUF_SIMPLE) < 0) {
        PyBuffer_Release(&a);
        return -1;
    }
    int hit = a.buf == b.buf;
    release_both(&a, &b);
    return hit;
}

/* The caller wants the buffer, and releases it. */
#include <Python.h>

static int
get_bytes(PyObject *o, Py_buffer *view)
{
    if (PyUnicode_Check(o)) {
        PyErr_SetString(PyExc_TypeError, "bytes expected");
        return -1;
    }
    return PyObject_GetBuffer(o, view, PyBUF_SIMPLE);
}

Py_ssize_t
size_of(PyObject *o)
{
    Py_buffer view;
    if (get_bytes(o, &view) < 0)
        return -1;
    Py_ssize_t n = view.len;
    PyBuffer_Release(&view);
    return n;
}

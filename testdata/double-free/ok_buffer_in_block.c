/* A Py_buffer in memory of its own: the helper gives the buffer back when it
 * does not like it, the block is the caller's all the time. */
#include <Python.h>

static int
contiguous(PyObject *o, Py_buffer *view)
{
    if (PyObject_GetBuffer(o, view, PyBUF_SIMPLE) < 0)
        return -1;
    if (!PyBuffer_IsContiguous(view, 'A')) {
        PyBuffer_Release(view);
        PyErr_SetString(PyExc_TypeError, "contiguous buffer expected");
        return -1;
    }
    return 0;
}

Py_ssize_t
length(PyObject *o)
{
    Py_buffer *view = PyObject_Malloc(sizeof *view);
    if (view == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    Py_ssize_t n = -1;
    if (contiguous(o, view) == 0) {
        n = view->len;
        PyBuffer_Release(view);
    }
    PyObject_Free(view);
    return n;
}

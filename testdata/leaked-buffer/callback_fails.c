/* The callback raises while the buffer is held. */
#include <Python.h>

int
feed(PyObject *source, PyObject *callback)
{
    Py_buffer view;
    if (PyObject_GetBuffer(source, &view, PyBUF_SIMPLE) != 0)
        return -1;
    PyObject *r = PyObject_CallFunction(callback, "n", view.len);
    if (r == NULL)
        return -1; // WARN leaked-buffer "'view'"
    Py_DECREF(r);
    PyBuffer_Release(&view);
    return 0;
}

// RUN feed(bytes(bytearray(4)), 7)
// RUN feed(bytearray(5), 7)

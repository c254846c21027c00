/* The empty ones are skipped without a release. */
#include <Python.h>

Py_ssize_t
sum(PyObject *tuple)
{
    Py_ssize_t n = 0;
    Py_buffer view;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); i++) {
        PyObject *item = PyTuple_GET_ITEM(tuple, i);
        if (PyObject_GetBuffer(item, &view, PyBUF_SIMPLE) < 0)
            return -1;
        if (view.readonly)
            return n; // WARN leaked-buffer "'view'"
        n += view.len;
        PyBuffer_Release(&view);
    }
    return n;
}

// RUN sum((bytearray(3), bytes(bytearray(4))))

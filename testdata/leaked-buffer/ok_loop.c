/* One buffer a round, released in the same round. */
#include <Python.h>

Py_ssize_t
sum(PyObject *tuple)
{
    Py_ssize_t n = 0;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); i++) {
        Py_buffer view;
        PyObject *item = PyTuple_GET_ITEM(tuple, i);
        if (PyObject_GetBuffer(item, &view, PyBUF_SIMPLE) < 0)
            return -1;
        Py_ssize_t length = view.len;
        PyBuffer_Release(&view);
        if (length == 0)
            continue;
        n += length;
    }
    return n;
}

// RUN sum((bytearray(3), bytes(bytearray(4))))

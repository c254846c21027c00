/* Released on every way out. */
#include <Python.h>

long
first_word(PyObject *o)
{
    Py_buffer view;
    if (PyObject_GetBuffer(o, &view, PyBUF_SIMPLE) < 0)
        return -1;
    if (view.len < 4) {
        PyBuffer_Release(&view);
        PyErr_SetString(PyExc_ValueError, "too short");
        return -1;
    }
    long word = ((const unsigned char *)view.buf)[0];
    PyBuffer_Release(&view);
    return word;
}

// RUN first_word(bytes(bytearray(2)))
// RUN first_word(bytearray(9))

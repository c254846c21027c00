/* An empty buffer is a buffer, too. */
#include <Python.h>

PyObject *
checksum(PyObject *self, PyObject *data)
{
    Py_buffer view;
    unsigned long sum = 0;
    if (PyObject_GetBuffer(data, &view, PyBUF_CONTIG_RO) == -1)
        return NULL;
    if (view.len == 0)
        return PyLong_FromLong(0); // WARN leaked-buffer "'view'"
    for (Py_ssize_t i = 0; i < view.len; i++)
        sum += ((unsigned char *)view.buf)[i];
    PyBuffer_Release(&view);
    return PyLong_FromUnsignedLong(sum);
}

// RUN checksum(type("B", (bytes,), {})())
// RUN checksum(bytes(bytearray(9)))

/* The label frees the memory and forgets the buffer. */
#include <Python.h>
#include <stdlib.h>
#include <string.h>

PyObject *
reversed(PyObject *data)
{
    PyObject *result = NULL;
    Py_buffer view;
    if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) < 0)
        return NULL;
    char *out = malloc((size_t)view.len + 1);
    if (out == NULL) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t i = 0; i < view.len; i++)
        out[i] = ((char *)view.buf)[view.len - 1 - i];
    result = PyBytes_FromStringAndSize(out, view.len);
done:
    free(out);
    return result; // WARN leaked-buffer "'view'"
}

// RUN reversed(bytes(bytearray(20)))

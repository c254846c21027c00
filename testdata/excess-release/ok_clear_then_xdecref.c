/* Py_CLEAR() leaves NULL behind, which Py_XDECREF() accepts. */
#include <Python.h>

PyObject *
encode_name(PyObject *name)
{
    PyObject *bytes = NULL, *result = NULL;
    bytes = PyUnicode_AsUTF8String(name);
    if (bytes == NULL)
        goto error;
    result = PyByteArray_FromObject(bytes);
    Py_CLEAR(bytes);
    if (result == NULL)
        goto error;
    return result;

error:
    Py_XDECREF(bytes);
    return NULL;
}

// RUN encode_name("abc")

/* Released in the middle, and again by the label that cleans up. */
#include <Python.h>

PyObject *
encode_name(PyObject *name)
{
    PyObject *bytes = NULL, *result = NULL;
    bytes = PyUnicode_AsUTF8String(name);
    if (bytes == NULL)
        goto error;
    result = PyByteArray_FromObject(bytes);
    Py_DECREF(bytes);
    if (result == NULL)
        goto error;
    return result;

error:
    Py_XDECREF(bytes); // WARN excess-release "'bytes'"
    return NULL;
}

// RUN encode_name("abc")

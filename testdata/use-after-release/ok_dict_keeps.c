/* The dict holds the value after PyDict_SetItemString(). */
#include <Python.h>

PyObject *
nested(PyObject *outer)
{
    PyObject *inner = PyDict_New();
    if (inner == NULL)
        return NULL;
    int rc = PyDict_SetItemString(outer, "inner", inner);
    Py_DECREF(inner);
    if (rc < 0)
        return NULL;
    if (PyDict_SetItemString(inner, "depth", Py_None) < 0)
        return NULL;
    Py_INCREF(inner);
    return inner;
}

// RUN nested({"a": 1, "b": 2})

// PYTHON >=3.13
#include <Python.h>

/* PyDict_GetItemRef() gives a new reference when it returns 1. */
int
bump(PyObject *counts, PyObject *key)
{
    PyObject *old;
    long n = 0;
    int found = PyDict_GetItemRef(counts, key, &old);
    if (found < 0)
        return -1;
    if (found) {
        n = PyLong_AsLong(old);
        Py_DECREF(old);
        if (n == -1 && PyErr_Occurred())
            return -1;
    }
    PyObject *value = PyLong_FromLong(n + 1);
    if (value == NULL)
        return -1;
    int rc = PyDict_SetItem(counts, key, value);
    Py_DECREF(value);
    return rc;
}

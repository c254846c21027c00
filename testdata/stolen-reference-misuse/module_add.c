// PYTHON >=3.13
#include <Python.h>

/* PyModule_Add() consumes the value in both cases. */
int
add_limits(PyObject *m)
{
    PyObject *limit = PyLong_FromLong(4096);
    if (limit == NULL)
        return -1;
    if (PyModule_Add(m, "LIMIT", limit) < 0) {
        Py_DECREF(limit); // WARN stolen-reference-misuse "'limit'"
        return -1;
    }
    return 0;
}

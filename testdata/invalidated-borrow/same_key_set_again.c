/* The old value goes when the same key gets another one. */
#include <Python.h>

int
bump(PyObject *counts, PyObject *word)
{
    PyObject *old = PyDict_GetItemWithError(counts, word);
    if (old == NULL)
        return PyErr_Occurred() ? -1 : 0;
    PyObject *next = PyLong_FromLong(1);
    if (next == NULL)
        return -1;
    int rc = PyDict_SetItem(counts, word, next);
    Py_DECREF(next);
    if (rc < 0)
        return -1;
    return PyLong_Check(old) ? 1 : 0; // WARN invalidated-borrow "'old', borrowed from 'counts',"
}

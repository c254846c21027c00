/* A failure that cannot happen is looked for, and handled in some way. */
#include <Python.h>

PyObject *
pair(PyObject *self, PyObject *first)
{
    PyObject *tuple = PyTuple_New(2);
    if (tuple == NULL)
        return NULL;
    Py_INCREF(first);
    if (PyTuple_SetItem(tuple, 0, first) < 0)
        return NULL;
    Py_INCREF(Py_None);
    int failed = PyTuple_SetItem(tuple, 1, Py_None);
    if (failed) {
        Py_DECREF(tuple);
        return NULL;
    }
    return tuple;
}

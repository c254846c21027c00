/* `last` takes over the reference of `item`; what it had is released. */
#include <Python.h>

PyObject *
last_of(PyObject *iterable)
{
    PyObject *it = PyObject_GetIter(iterable);
    if (it == NULL)
        return NULL;
    PyObject *last = NULL, *item;
    while ((item = PyIter_Next(it)) != NULL) {
        Py_XDECREF(last);
        last = item;
    }
    Py_DECREF(it);
    if (PyErr_Occurred()) {
        Py_XDECREF(last);
        return NULL;
    }
    if (last == NULL)
        PyErr_SetString(PyExc_ValueError, "empty iterable");
    return last;
}

// RUN last_of([12345, 67890])

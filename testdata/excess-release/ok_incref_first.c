/* What was lent is made ours, and then released. */
#include <Python.h>

PyObject *
first_repr(PyObject *list)
{
    PyObject *item = PyList_GetItem(list, 0);
    if (item == NULL)
        return NULL;
    Py_INCREF(item);
    PyObject *repr = PyObject_Repr(item);
    Py_DECREF(item);
    return repr;
}

// RUN first_repr([object(), object()])
